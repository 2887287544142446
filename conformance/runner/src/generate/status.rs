//! The signed files of `fixtures/status`.

use std::io::Write as _;

use accolade::{
    Issued, Securing, json::Value, keys::encode_base64url, proof::cose::StatusListCwt, status::Ledger,
};
use flate2::{Compression, write::GzEncoder, write::ZlibEncoder};
use serde_json::json;

use super::{Files, Signer, academy, academy_p256, altered, credential, pretty, stranger};

/// Where the list of revocations is.
const LIST: &str = "https://academy.example/status/3";
/// Where the list of suspensions is.
const SUSPENSIONS: &str = "https://academy.example/status/4";
/// The badge's own place in either.
const INDEX: u64 = 94_567;

pub(super) fn files() -> Files {
    let mut files = Files::new();
    let documents = good().into_iter().chain(bad()).chain(lists()).chain(bad_lists());
    for (name, document) in documents {
        files.insert(name, pretty(&document));
    }
    for (name, token) in tokens() {
        files.insert(name, format!("{token}\n").into_bytes());
    }
    files.extend(messages_in_cbor());
    files
}

fn sign(document: &Value) -> Value {
    let academy = academy();
    academy.prove(document, "eddsa-rdfc-2022", academy.options())
}

/// The text is signed, whatever its terms mean.
fn sign_text(document: &Value) -> Value {
    let academy = academy();
    academy.prove(document, "eddsa-jcs-2022", academy.options())
}

fn entry(purpose: &str, list: &str, index: impl Into<Value>) -> Value {
    json!({
        "type": "BitstringStatusListEntry", "statusPurpose": purpose, "statusListIndex": index.into(),
        "statusListCredential": list,
    })
}

fn badge(status: Value) -> Value {
    altered(credential(academy().id()), &[("/credentialStatus", status)])
}

fn revocable() -> Value {
    badge(entry("revocation", LIST, INDEX.to_string()))
}

fn messages() -> Value {
    json!([
        {"status": "0x0", "message": "in force"}, {"status": "0x1", "message": "under review"},
        {"status": "0x2", "message": "appealed"}, {"status": "0x3", "message": "undefined"},
    ])
}

fn message() -> Value {
    altered(
        entry("message", LIST, INDEX.to_string()),
        &[
            ("/statusSize", json!(2)),
            ("/statusMessage", messages()),
            ("/statusReference", json!("https://academy.example/status/words")),
        ],
    )
}

fn good() -> Vec<(&'static str, Value)> {
    let two = json!([
        entry("revocation", LIST, INDEX.to_string()),
        entry("suspension", SUSPENSIONS, INDEX.to_string()),
    ]);
    let older = |term: &str, members: Value| altered(badge(members), &[("/@context/-", term.into())]);
    vec![
        ("good/revocable.json", sign(&revocable())),
        ("good/two-entries.json", sign(&badge(two))),
        ("good/message.json", sign(&badge(message()))),
        ("good/refresh.json", sign(&badge(entry("refresh", LIST, INDEX.to_string())))),
        ("good/own-purpose.json", sign(&badge(entry("probation", LIST, INDEX.to_string())))),
        ("good/index-as-number.json", sign(&badge(entry("revocation", LIST, INDEX)))),
        (
            "good/status-list-2021.json",
            sign(&older(
                "https://w3id.org/vc/status-list/2021/v1",
                json!({
                    "id": format!("{LIST}#{INDEX}"), "type": "StatusList2021Entry", "statusPurpose": "revocation",
                    "statusListIndex": INDEX.to_string(), "statusListCredential": LIST,
                }),
            )),
        ),
        (
            "good/revocation-list-2020.json",
            sign_text(&badge(json!({
                "id": format!("{LIST}#{INDEX}"), "type": "RevocationList2020Status",
                "revocationListIndex": INDEX.to_string(), "revocationListCredential": LIST,
            }))),
        ),
        (
            "good/1edtech.json",
            sign(&older(
                "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
                json!({"id": "https://academy.example/revoked", "type": "1EdTechRevocationList"}),
            )),
        ),
        (
            "good/unknown-type.json",
            sign(&badge(json!({"id": LIST, "type": "https://academy.example/terms#Ledger"}))),
        ),
    ]
}

fn bad() -> Vec<(&'static str, Value)> {
    let without = |name: &str| {
        let mut entry = message();
        entry.as_object_mut().expect("it is an object").shift_remove(name);
        badge(entry)
    };
    vec![
        ("bad/index-fraction.json", sign_text(&badge(entry("revocation", LIST, 1.5)))),
        ("bad/index-negative.json", sign(&badge(entry("revocation", LIST, "-1")))),
        ("bad/index-beyond.json", sign(&badge(entry("revocation", LIST, "131072")))),
        ("bad/index-huge.json", sign(&badge(entry("revocation", LIST, "98765432109876543210987654321")))),
        ("bad/without-messages.json", sign(&without("statusMessage"))),
        ("bad/without-size.json", sign(&without("statusSize"))),
        ("bad/without-list.json", sign(&without("statusListCredential"))),
        (
            "bad/second-entry-unread.json",
            sign(&badge(json!([
                entry("revocation", LIST, INDEX.to_string()),
                entry("suspension", SUSPENSIONS, "none"),
            ]))),
        ),
        (
            "bad/many-entries.json",
            sign_text(&badge(vec![entry("revocation", LIST, INDEX.to_string()); 33].into())),
        ),
    ]
}

/// A list in which that value stands at the badge's place, dated but not signed.
fn list(purpose: &str, url: &str, size: u64, value: u64) -> Value {
    let mut ledger = Ledger::new(purpose, size, 131_072).expect("it is long enough");
    // Others' entries: a reader who looks a place too far, or counts from the other end, sees something else.
    for other in [INDEX - 1, INDEX + 1, 131_071 - INDEX, INDEX ^ 7] {
        ledger.set(other, 1 - value.min(1)).expect("it is in the list");
    }
    ledger.set(INDEX, value).expect("it is in the list");
    let list = ledger.credential(url, academy().id());
    altered(list, &[("/validFrom", json!("2026-02-01T00:00:00Z"))])
}

fn clear() -> Value {
    list("revocation", LIST, 1, 0)
}

/// The same list with other bits.
fn encoded(text: &str) -> Value {
    altered(clear(), &[("/credentialSubject/encodedList", text.into())])
}

fn lists() -> Vec<(&'static str, Value)> {
    let both = json!(["revocation", "suspension"]);
    let renamed = |list: Value, credential_type: &str, list_type: &str| {
        altered(
            list,
            &[
                ("/type", json!(["VerifiableCredential", credential_type])),
                ("/credentialSubject/type", list_type.into()),
            ],
        )
    };
    // Its context and that of version 2.0 of the data model do not go together.
    let mut older = altered(
        renamed(list("revocation", LIST, 1, 1), "StatusList2021Credential", "StatusList2021"),
        &[
            (
                "/@context",
                json!([
                    "https://www.w3.org/2018/credentials/v1",
                    "https://w3id.org/vc/status-list/2021/v1",
                    "https://w3id.org/security/data-integrity/v2",
                ]),
            ),
            ("/issuanceDate", json!("2026-02-01T00:00:00Z")),
        ],
    );
    older.as_object_mut().expect("it is an object").shift_remove("validFrom");
    let stranger = stranger();
    let by_stranger = altered(clear(), &[("/issuer", stranger.id().into())]);
    vec![
        ("resources/clear.json", sign(&clear())),
        ("resources/revoked.json", sign(&list("revocation", LIST, 1, 1))),
        ("resources/not-suspended.json", sign(&list("suspension", SUSPENSIONS, 1, 0))),
        ("resources/suspended.json", sign(&list("suspension", SUSPENSIONS, 1, 1))),
        (
            "resources/both-purposes.json",
            sign(&altered(
                clear(),
                &[("/credentialSubject/statusPurpose", both), ("/credentialSubject/ttl", json!(300_000))],
            )),
        ),
        ("resources/message.json", sign(&list("message", LIST, 2, 2))),
        ("resources/refresh.json", sign(&list("refresh", LIST, 1, 1))),
        ("resources/own-purpose.json", sign(&list("probation", LIST, 1, 1))),
        ("resources/status-list-2021.json", sign(&older)),
        (
            "resources/revocation-list-2020.json",
            sign_text(&renamed(
                list("revocation", LIST, 1, 1),
                "RevocationList2020Credential",
                "RevocationList2020",
            )),
        ),
        ("resources/without-id.json", {
            let mut list = clear();
            list.as_object_mut().expect("it is an object").shift_remove("id");
            sign(&list)
        }),
        ("resources/of-another.json", stranger.prove(&by_stranger, "eddsa-rdfc-2022", stranger.options())),
        ("resources/of-another-revoked.json", {
            let list = altered(list("revocation", LIST, 1, 1), &[("/issuer", stranger.id().into())]);
            stranger.prove(&list, "eddsa-rdfc-2022", stranger.options())
        }),
    ]
}

fn bad_lists() -> Vec<(&'static str, Value)> {
    let stranger = stranger();
    let gzip = |bits: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bits).expect("a vector can be written");
        encoder.finish().expect("a vector can be written")
    };
    let zlib = {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&[0; 16_384]).expect("a vector can be written");
        encoder.finish().expect("a vector can be written")
    };
    let led = |bytes: &[u8]| format!("u{}", encode_base64url(bytes));
    let zeros = gzip(&[0; 16_384]);
    let with = |edits: &[(&str, Value)]| altered(clear(), edits);
    let only_loop = with(&[("/credentialStatus", entry("revocation", LIST, "1"))]);
    vec![
        ("resources/unsigned.json", clear()),
        ("resources/altered.json", {
            let good = sign(&list("revocation", LIST, 1, 1));
            altered(
                good,
                &[("/credentialSubject/encodedList", clear()["credentialSubject"]["encodedList"].clone())],
            )
        }),
        ("resources/forged.json", stranger.prove(&clear(), "eddsa-rdfc-2022", stranger.options())),
        ("resources/expired.json", sign(&with(&[("/validUntil", json!("2026-05-01T00:00:00Z"))]))),
        ("resources/from-tomorrow.json", sign(&with(&[("/validFrom", json!("2026-06-02T00:00:00Z"))]))),
        ("resources/other-id.json", sign(&with(&[("/id", json!("https://academy.example/status/9"))]))),
        ("resources/naming-itself.json", sign(&only_loop)),
        ("resources/not-a-list.json", sign(&altered(credential(academy().id()), &[("/id", LIST.into())]))),
        ("resources/without-bits.json", sign(&with(&[("/credentialSubject/encodedList", json!(["u"]))]))),
        ("resources/bomb.json", sign(&encoded(&led(&gzip(&vec![0; 64 << 20]))))),
        ("resources/truncated.json", sign(&encoded(&led(&zeros[..zeros.len() / 2])))),
        ("resources/two-members.json", sign(&encoded(&led(&[zeros.clone(), zeros.clone()].concat())))),
        ("resources/zlib.json", sign(&encoded(&led(&zlib)))),
        ("resources/plain-bits.json", sign(&encoded(&led(&[0; 400])))),
        ("resources/without-letter.json", sign(&encoded(&encode_base64url(&zeros)))),
        ("resources/short.json", sign(&encoded(&led(&gzip(&[0; 16_383]))))),
        ("resources/of-two-bits.json", sign_text(&with(&[("/credentialSubject/statusSize", json!(2))]))),
    ]
}

fn tokens() -> Vec<(&'static str, String)> {
    let p256 = academy_p256();
    let list = |url: &str, signer: &Signer| {
        altered(list("revocation", url, 1, 1), &[("/issuer", signer.id().into())])
    };
    let own = altered(
        credential(p256.id()),
        &[("/credentialStatus", entry("revocation", LIST, INDEX.to_string()))],
    );
    let claims = |claim: Value| altered(super::payload(&credential(p256.id())), &[("/status", claim)]);
    let claim = |index: Value| json!({"status_list": {"idx": index, "uri": LIST}});
    let header = json!({"alg": "ES256", "kid": p256.method, "typ": "statuslist+jwt"});
    let token = |signer: &Signer, edits: &[(&str, Value)]| {
        // The sixteen statuses that the draft prints.
        let payload = json!({
            "sub": LIST, "iat": 1_772_000_000, "exp": 1_800_000_000, "ttl": 43_200,
            "status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXQ"},
        });
        signer.token(&header, &altered(payload, edits))
    };
    vec![
        ("good/revocable.jwt", p256.issue_token(&own)),
        ("resources/revoked.jwt", p256.issue_token(&list(LIST, &p256))),
        ("good/claim-clear.jwt", p256.token(&p256.header(), &claims(claim(json!(1))))),
        ("good/claim-revoked.jwt", p256.token(&p256.header(), &claims(claim(json!(3))))),
        ("bad/claim-fraction.jwt", p256.token(&p256.header(), &claims(claim(json!(0.5))))),
        ("resources/token.jwt", token(&p256, &[])),
        (
            "resources/token-by-stranger.jwt",
            token(&Signer::known_by_key(accolade::keys::KeyType::P256, 8), &[]),
        ),
        ("resources/token-of-another-list.jwt", token(&p256, &[("/sub", json!(SUSPENSIONS))])),
        ("resources/token-expired.jwt", token(&p256, &[("/exp", json!(1_775_000_000))])),
        ("resources/token-of-three-bits.jwt", token(&p256, &[("/status_list/bits", json!(3))])),
    ]
}

/// The same token in CBOR.
fn messages_in_cbor() -> Vec<(&'static str, Vec<u8>)> {
    let p256 = academy_p256();
    let stranger = Signer::known_by_key(accolade::keys::KeyType::P256, 8);
    let claims = json!({
        "sub": LIST, "iat": 1_772_000_000, "exp": 1_800_000_000, "ttl": 43_200,
        "status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXQ"},
    });
    // Under the academy's key, whoever signs.
    let by = |signer: &Signer, claims: &Value| {
        let algorithm = signer.key.key_type().algorithms()[0];
        let prepared =
            StatusListCwt::prepare(claims, algorithm, &p256.method).expect("the claims can be written");
        let signature = super::sign(algorithm, &signer.key, prepared.bytes_to_sign());
        prepared.finish(&signature)
    };
    let with = |edits: &[(&str, Value)]| by(&p256, &altered(claims.clone(), edits));
    let bomb = {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![0; 64 << 20]).expect("a vector can be written");
        encode_base64url(&encoder.finish().expect("a vector can be written"))
    };
    let mut without_time = claims.clone();
    without_time.as_object_mut().expect("it is an object").shift_remove("iat");
    let good = by(&p256, &claims);
    // By its number and by its name: `write_claims` knows no such thing, so the name of another claim is replaced.
    let own = with(&[("/who", LIST.into())]);
    let place = own.windows(4).position(|bytes| bytes == b"\x63who").expect("the claim is there");
    let mut twice = own;
    twice[place + 1..place + 4].copy_from_slice(b"sub");
    vec![
        ("resources/token.cwt", good.clone()),
        ("resources/token-by-stranger.cwt", by(&stranger, &claims)),
        ("resources/token-of-another-list.cwt", with(&[("/sub", json!(SUSPENSIONS))])),
        ("resources/token-expired.cwt", with(&[("/exp", json!(1_775_000_000))])),
        ("resources/token-without-time.cwt", by(&p256, &without_time)),
        ("resources/token-of-three-bits.cwt", with(&[("/status_list/bits", json!(3))])),
        ("resources/token-bomb.cwt", with(&[("/status_list/lst", bomb.into())])),
        ("resources/token-untagged.cwt", good[1..].to_vec()),
        ("resources/token-two-subjects.cwt", twice),
        ("resources/credential.cose", {
            let issued = p256.issue(&credential(p256.id()), &Securing::Cose);
            let Issued::Cose(bytes) = issued else { unreachable!("it was asked for in COSE") };
            bytes
        }),
    ]
}
