//! The files of `fixtures/legacy`: badges from before Open Badges 3.0, and the documents that their hosts serve.

use accolade::{
    json::{Limits, Value, parse},
    keys::{Jws, KeyType, decode_base64url, encode_base64url},
};
use flate2::Crc;
use serde_json::json;

use super::{Files, Signer, altered, hs256, pretty, read};

const V2: &str = "https://w3id.org/openbadges/v2";
const V1: &str = "https://w3id.org/openbadges/v1";
/// Who issues.
const ISSUER: &str = "https://harbour.example/issuer";
const BADGE: &str = "https://harbour.example/badges/tides";
const ASSERTION: &str = "https://harbour.example/assertions/1";
const KEY: &str = "https://harbour.example/keys/1";
const REVOKED: &str = "https://harbour.example/revoked";
/// What a signed assertion is called.
const SIGNED: &str = "urn:uuid:6a1c0b52-2d1f-4b7e-9f0e-6f2c1f0a7d31";

pub(super) fn files() -> Files {
    let mut files = Files::new();
    for (name, document) in documents() {
        files.insert(name, pretty(&document));
    }
    for (name, token) in tokens() {
        files.insert(name, format!("{token}\n").into_bytes());
    }
    files.insert("resources/key.pem", pem(&rsa()).into_bytes());
    let hosted = String::from_utf8_lossy(&pretty(&hosted())).into_owned();
    let signed = rsa().token(&header("RS256"), &signed());
    for (name, chunk) in [
        ("good/url.png", chunk(*b"tEXt", &["openbadges\0", ASSERTION].concat())),
        ("good/hosted.png", chunk(*b"iTXt", &["openbadges\0\0\0\0\0", &hosted].concat())),
        ("good/signed.png", chunk(*b"iTXt", &["openbadges\0\0\0\0\0", &signed].concat())),
    ] {
        let image = read("bake/plain.png");
        // Before the end, as the baker of that time did.
        let (start, end) = image.split_at(image.len() - 12);
        files.insert(name, [start, &chunk, end].concat());
    }
    for (name, verify, body) in [
        ("good/url.svg", ASSERTION, ""),
        ("good/hosted.svg", ASSERTION, hosted.as_str()),
        ("good/signed.svg", signed.as_str(), ""),
    ] {
        let image = String::from_utf8(read("bake/plain.svg")).expect("an SVG is text");
        let element =
            format!("<openbadges:assertion verify=\"{verify}\"><![CDATA[{body}]]></openbadges:assertion>");
        let (start, end) = image.split_once('>').expect("a root");
        let svg = format!("{start} xmlns:openbadges=\"http://openbadges.org\">{element}{end}");
        files.insert(name, svg.into_bytes());
    }
    files
}

/// A chunk of a PNG.
fn chunk(kind: [u8; 4], content: &str) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("a short text").to_be_bytes();
    let content = [&kind, content.as_bytes()].concat();
    let mut crc = Crc::new();
    crc.update(&content);
    [&length[..], &content, &crc.sum().to_be_bytes()].concat()
}

fn rsa() -> Signer {
    Signer::known_by(KEY, KeyType::Rsa, 0)
}

fn stranger() -> Signer {
    Signer::known_by("https://evil.example/key", KeyType::Ed25519, 9)
}

fn header(algorithm: &str) -> Value {
    json!({"alg": algorithm, "typ": "JWT"})
}

/// The earner is `ana@school.example`.
fn recipient() -> Value {
    json!({
        "type": "email", "hashed": true, "salt": "low-water",
        "identity": accolade::model::hash_identity("ana@school.example", "low-water"),
    })
}

fn hosted() -> Value {
    json!({
        "@context": V2, "type": "Assertion", "id": ASSERTION,
        "recipient": recipient(),
        "image": "https://harbour.example/assertions/1.png",
        "evidence": [
            {"id": "https://harbour.example/logbooks/ana", "name": "Logbook", "narrative": "Eight passages, two of them by night."},
            "https://harbour.example/photos/ana",
        ],
        "narrative": "Examined on the quay.",
        "issuedOn": "2018-05-01T12:00:00Z", "expires": "2031-05-01T12:00:00+02:00",
        "badge": BADGE,
        "verification": {"type": "HostedBadge"},
    })
}

fn signed() -> Value {
    altered(
        hosted(),
        &[("/id", SIGNED.into()), ("/verification", json!({"type": "SignedBadge", "creator": KEY}))],
    )
}

fn badge() -> Value {
    json!({
        "@context": V2, "type": "BadgeClass", "id": BADGE,
        "name": "Reading the tides", "description": "Predicts tides from tables and from the sky.",
        "image": "https://harbour.example/badges/tides.png",
        "criteria": {"narrative": "Plan a week's passages; eight of ten within ten minutes."},
        "tags": ["tides", "navigation"],
        "alignment": [{
            "targetName": "Tidal prediction", "targetUrl": "https://frameworks.example/seamanship/4",
            "targetFramework": "Seamanship", "targetCode": "4",
        }],
        "issuer": ISSUER,
    })
}

fn issuer() -> Value {
    json!({
        "@context": V2, "type": "Issuer", "id": ISSUER,
        "name": "Harbour College", "url": "https://harbour.example", "email": "badges@harbour.example",
        "publicKey": [KEY], "revocationList": REVOKED,
    })
}

fn key() -> Value {
    json!({
        "@context": V2, "type": "CryptographicKey", "id": KEY, "owner": ISSUER,
        "publicKeyPem": pem(&rsa()),
    })
}

fn pem(signer: &Signer) -> String {
    signer.key.public_key().to_pem().expect("a key of that kind has a PEM form")
}

/// Version 1.1, in three documents.
fn hosted_1_1() -> Value {
    json!({
        "@context": V1, "type": "Assertion", "id": ASSERTION, "uid": "h-1",
        "recipient": recipient(), "badge": BADGE, "issuedOn": 1_525_176_000, "expires": "2031-05-01",
        "verify": {"type": "hosted", "url": ASSERTION},
    })
}

fn badge_1_1() -> Value {
    json!({
        "@context": V1, "type": "BadgeClass", "id": BADGE,
        "name": "Reading the tides", "description": "Predicts tides from tables and from the sky.",
        "image": "https://harbour.example/badges/tides.png", "criteria": "https://harbour.example/badges/tides.html",
        "issuer": ISSUER, "tags": ["tides"],
        "alignment": [{"name": "Tidal prediction", "url": "https://frameworks.example/seamanship/4"}],
    })
}

fn issuer_1_1() -> Value {
    json!({
        "@context": V1, "type": "Issuer", "id": ISSUER, "name": "Harbour College", "url": "https://harbour.example",
        "revocationList": REVOKED,
    })
}

/// Version 1.0 has neither contexts nor types nor identifiers.
fn before_1_1(mut document: Value) -> Value {
    let members = document.as_object_mut().expect("it is an object");
    members.retain(|name, _| !matches!(name.as_str(), "@context" | "type" | "id"));
    document
}

/// Version 0.5: all in one.
fn hosted_0_5() -> Value {
    json!({
        "recipient": accolade::model::hash_identity("ana@school.example", "low-water"), "salt": "low-water",
        "evidence": "/logbooks/ana", "issued_on": "2012-05-01", "expires": "2031-05-01",
        "badge": {
            "version": "0.5.0", "name": "Reading the tides", "image": "/badges/tides.png",
            "description": "Predicts tides from tables and from the sky.", "criteria": "/badges/tides",
            "issuer": {
                "origin": "https://harbour.example", "name": "Harbour College", "org": "Pilots",
                "contact": "badges@harbour.example",
            },
        },
    })
}

fn documents() -> Vec<(&'static str, Value)> {
    let list = |revoked: Value| json!({"@context": V2, "type": "RevocationList", "id": REVOKED, "issuer": ISSUER, "revokedAssertions": revoked});
    let other = "urn:uuid:0d9a7c1e-4a51-4b0e-9d2f-2f6f0f8f1d11";
    let own_key = altered(key(), &[("/id", format!("{ISSUER}#key-1").into())]);
    let ed25519 = Signer::known_by(KEY, KeyType::Ed25519, 1);
    vec![
        ("good/hosted.json", hosted()),
        (
            "good/hosted-embedded.json",
            altered(hosted(), &[("/badge", altered(badge(), &[("/issuer", issuer())]))]),
        ),
        ("good/hosted-1.1.json", hosted_1_1()),
        ("good/hosted-1.0.json", before_1_1(hosted_1_1())),
        ("good/hosted-0.5.json", hosted_0_5()),
        (
            "good/hosted-2.1.json",
            altered(
                hosted(),
                &[(
                    "/@context",
                    json!([V2, "https://purl.imsglobal.org/spec/ob/v2p1/context/ob_v2p1.jsonld"]),
                )],
            ),
        ),
        ("resources/badge.json", badge()),
        ("resources/issuer.json", issuer()),
        ("resources/key.json", key()),
        ("resources/key-ed25519.json", altered(key(), &[("/publicKeyPem", pem(&ed25519).into())])),
        (
            "resources/key-of-stranger.json",
            altered(key(), &[("/owner", "https://evil.example/issuer".into())]),
        ),
        ("resources/issuer-with-key.json", altered(issuer(), &[("/publicKey", own_key)])),
        ("resources/badge-1.1.json", badge_1_1()),
        ("resources/issuer-1.1.json", issuer_1_1()),
        ("resources/badge-1.0.json", before_1_1(badge_1_1())),
        ("resources/issuer-1.0.json", before_1_1(issuer_1_1())),
        ("resources/none-revoked.json", list(json!([other]))),
        (
            "resources/revoked.json",
            list(json!([other, {"id": SIGNED, "revocationReason": "The logbook was somebody else's."}])),
        ),
    ]
}

fn tokens() -> Vec<(&'static str, String)> {
    let (rsa, stranger) = (rsa(), stranger());
    let ed25519 = Signer::known_by(KEY, KeyType::Ed25519, 1);
    let good = rsa.token(&header("RS256"), &signed());
    let with = |edits: &[(&str, Value)]| rsa.token(&header("RS256"), &altered(signed(), edits));
    let one = altered(
        hosted_1_1(),
        &[
            ("/id", SIGNED.into()),
            ("/verify", json!({"type": "signed", "url": "https://harbour.example/key.pem"})),
        ],
    );
    let own_key = format!("{ISSUER}#key-1");
    vec![
        ("good/signed.jws", good.clone()),
        ("good/signed-ed25519.jws", ed25519.token(&header("EdDSA"), &signed())),
        ("good/signed-without-creator.jws", with(&[("/verification", json!({"type": "signed"}))])),
        ("good/signed-key-in-profile.jws", with(&[("/verification/creator", own_key.into())])),
        ("good/signed-1.1.jws", rsa.token(&header("RS256"), &one)),
        ("good/signed-embedded.jws", with(&[("/badge", altered(badge(), &[("/issuer", issuer())]))])),
        (
            "bad/none.jws",
            Jws::join(&Jws::signing_input(&json!({"alg": "none"}), signed().to_string().as_bytes()), b""),
        ),
        ("bad/hs256.jws", hs256(rsa.key.public_key(), KEY, &signed())),
        ("bad/stranger.jws", stranger.token(&header("EdDSA"), &signed())),
        (
            "bad/creator-of-stranger.jws",
            stranger.token(
                &header("EdDSA"),
                &altered(signed(), &[("/verification/creator", stranger.method.as_str().into())]),
            ),
        ),
        (
            "bad/key-along.jws",
            stranger.token(
                &json!({"alg": "EdDSA", "jwk": stranger.key.public_key().to_jwk()}),
                &altered(signed(), &[("/verification", json!({"type": "SignedBadge"}))]),
            ),
        ),
        ("bad/altered.jws", {
            let mut parts: Vec<String> = good.split('.').map(str::to_owned).collect();
            let bytes = decode_base64url(&parts[1]).expect("it is base64url");
            let payload = parse(&bytes, &Limits::default()).expect("it is JSON");
            let payload = altered(payload, &[("/expires", "2041-05-01T12:00:00Z".into())]);
            parts[1] = encode_base64url(payload.to_string().as_bytes());
            parts.join(".")
        }),
        ("bad/hosted-in-token.jws", rsa.token(&header("RS256"), &hosted())),
        ("bad/two-generations.jws", with(&[("/vc", json!({"type": ["VerifiableCredential"]}))])),
        ("bad/signed-1.1-key-elsewhere.jws", {
            let mut one = one;
            one["verify"]["url"] = "https://evil.example/key.pem".into();
            stranger.token(&header("EdDSA"), &one)
        }),
    ]
}
