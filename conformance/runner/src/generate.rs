//! Makes the signed files of the fixtures: the same bytes each time, from fixed keys and one template. Those of
//! `fixtures/verify` are here, those of other areas in their own modules.
//!
//! Good credentials come from the issuer. Bad ones are signed below it, because it refuses to; those that need no new
//! signature are not files but replacements in the manifest.

#![expect(
    clippy::indexing_slicing,
    reason = "a generator fails by panicking, on a template that a test holds"
)]

mod bbs;
mod beside;
mod dids;
mod disclosure;
mod hostile;
mod legacy;
mod linkage;
mod presentations;
mod records;
mod samples;
mod status;
mod tokens;
mod trust;

use std::collections::BTreeMap;

use accolade::{
    Issued, Issuer, Securing,
    bake::{BakeOptions, bake},
    did::{did_jwk, did_key},
    json::{Limits, Value, parse},
    keys::{Algorithm, CryptoProvider, Jws, KeyType, PublicKey, SecretKey},
    ld::{Contexts, rdfc::HashAlgorithm},
    proof::{
        data_integrity::{ProofOptions, Registry, prepare},
        jose,
    },
};
use serde_json::json;
use time::{OffsetDateTime, macros::datetime};

use crate::fixtures;

/// When the credentials are signed.
const SIGNED: OffsetDateTime = datetime!(2026-02-01 09:00:05 UTC);
/// The same, as a proof says it.
const CREATED: &str = "2026-02-01T09:00:05Z";
/// An issuer known by a document at its own host.
const WEB: &str = "did:web:academy.example";
/// An issuer known by a profile at its own host.
const HOST: &str = "https://academy.example/issuer";
/// Where that issuer publishes its keys for tokens.
const KEY_SET: &str = "https://academy.example/keys/set.json";

/// Files with their paths below the folder of their area.
pub type Files = BTreeMap<&'static str, Vec<u8>>;

/// Every area of the fixtures that has generated files, and those files.
#[must_use]
pub fn areas() -> Vec<(&'static str, Files)> {
    vec![
        ("verify", files()),
        ("beside", beside::files()),
        ("dids", dids::files()),
        ("bbs", bbs::files()),
        ("disclosure", disclosure::files()),
        ("hostile", hostile::files()),
        ("linkage", linkage::files()),
        ("legacy", legacy::files()),
        ("presentations", presentations::files()),
        ("samples", samples::files()),
        ("records", records::files()),
        ("status", status::files()),
        ("tokens", tokens::files()),
        ("trust", trust::files()),
    ]
}

fn files() -> Files {
    let mut files = Files::new();
    for (name, document) in good_documents().into_iter().chain(bad_documents()) {
        files.insert(name, pretty(&document));
    }
    for (name, token) in good_tokens().into_iter().chain(bad_tokens()) {
        files.insert(name, format!("{token}\n").into_bytes());
    }
    for (name, document) in key_documents() {
        files.insert(name, pretty(&document));
    }
    for (name, image, credential) in [
        ("good/eddsa-rdfc.png", "plain.png", "good/eddsa-rdfc.json"),
        ("good/eddsa-rdfc.svg", "plain.svg", "good/eddsa-rdfc.json"),
        ("good/es256.png", "plain.png", "good/es256.jwt"),
        ("good/es256.svg", "plain.svg", "good/es256.jwt"),
    ] {
        let image = read(&format!("bake/{image}"));
        let text = String::from_utf8_lossy(&files[credential]).into_owned();
        files.insert(name, bake(&image, &text, &BakeOptions::default()).expect("a plain image can be baked"));
    }
    files
}

/// A key that signs, and the URL that it is known by.
struct Signer {
    key: SecretKey,
    method: String,
}

impl Signer {
    /// The key of a seed, under its `did:key`.
    fn known_by_key(key_type: KeyType, seed: u8) -> Self {
        let key = secret(key_type, seed);
        let did = did_key(key.public_key());
        Self { method: format!("{did}#{}", did.specific_id()), key }
    }

    fn known_by(method: &str, key_type: KeyType, seed: u8) -> Self {
        Self { method: method.to_owned(), key: secret(key_type, seed) }
    }

    fn id(&self) -> &str {
        self.method.split('#').next().unwrap_or_default()
    }

    /// As an issuer does it.
    fn issue(&self, credential: &Value, securing: &Securing) -> Issued {
        let issuer = Issuer::new(&self.method, self.key.public_key().clone());
        let issuer = issuer.with_provider(CryptoProvider::native());
        issuer.issue(credential, securing, SIGNED, &self.key).expect("a good credential is issued")
    }

    fn issue_document(&self, suite: &str) -> Value {
        let credential = credential(self.id());
        match self.issue(&credential, &Securing::Cryptosuite(suite.to_owned())) {
            Issued::Json(document) => document,
            other => Value::String(other.to_text()),
        }
    }

    fn issue_token(&self, credential: &Value) -> String {
        self.issue(credential, &Securing::Jwt).to_text()
    }

    fn options(&self) -> ProofOptions {
        ProofOptions::new(&self.method).created(CREATED)
    }

    /// Without looking at what is signed.
    fn prove(&self, document: &Value, suite: &str, options: ProofOptions) -> Value {
        let suite = Registry::default().find(suite).expect("the suite is known");
        let key_type = self.key.key_type();
        let prepared =
            prepare(document, options, suite, key_type, &Contexts::pinned()).expect("it is signable");
        let signature = sign(prepared.algorithm(), &self.key, &prepared.bytes_to_sign());
        prepared.finish(&signature)
    }

    /// A token of any header and payload.
    fn token(&self, header: &Value, payload: &Value) -> String {
        let input = Jws::signing_input(header, payload.to_string().as_bytes());
        let algorithm = self.key.key_type().algorithms()[0];
        Jws::join(&input, &sign(algorithm, &self.key, input.as_bytes()))
    }

    /// The header of a good token.
    fn header(&self) -> Value {
        json!({"alg": self.key.key_type().algorithms()[0].name(), "kid": self.method, "typ": "JWT"})
    }
}

fn sign(algorithm: Algorithm, key: &SecretKey, message: &[u8]) -> Vec<u8> {
    CryptoProvider::native().sign(algorithm, key, message).expect("the key signs with its own algorithm")
}

/// The keys of the fixtures. They are made of nothing but their number, so everyone has their secrets.
fn secret(key_type: KeyType, seed: u8) -> SecretKey {
    if key_type == KeyType::Rsa {
        let pem = String::from_utf8(read("verify/public-test-key-rsa.pem")).expect("PEM is ASCII");
        return SecretKey::from_pem(&pem, None).expect("the test key can be read");
    }
    SecretKey::generate(key_type, &[seed; 64]).expect("these seeds give keys")
}

fn academy() -> Signer {
    Signer::known_by_key(KeyType::Ed25519, 1)
}

fn academy_p256() -> Signer {
    Signer::known_by_key(KeyType::P256, 2)
}

fn stranger() -> Signer {
    Signer::known_by_key(KeyType::Ed25519, 9)
}

fn web_academy() -> Signer {
    Signer::known_by(&format!("{WEB}#key-1"), KeyType::Ed25519, 1)
}

fn host_academy() -> Signer {
    Signer::known_by(&format!("{HOST}#key-1"), KeyType::Ed25519, 1)
}

/// The template, issued by that identifier.
fn credential(issuer: &str) -> Value {
    let mut credential =
        parse(&read("verify/unsigned.json"), &Limits::default()).expect("the template is JSON");
    credential["issuer"]["id"] = issuer.into();
    credential
}

/// The same with members or items replaced or added, each named by its pointer; `-` is behind the last item.
fn altered(mut credential: Value, edits: &[(&str, Value)]) -> Value {
    for (pointer, value) in edits {
        let (parent, name) = pointer.rsplit_once('/').expect("a pointer to a member");
        let parent = credential.pointer_mut(parent).expect("the parent is there");
        match parent {
            Value::Array(items) if name == "-" => items.push(value.clone()),
            Value::Array(items) => items[name.parse::<usize>().expect("an index")] = value.clone(),
            parent => parent[name] = value.clone(),
        }
    }
    credential
}

fn good_documents() -> Vec<(&'static str, Value)> {
    let (academy, p256) = (academy(), academy_p256());
    let p384 = Signer::known_by_key(KeyType::P384, 3);
    let mldsa = Signer::known_by_key(KeyType::MlDsa44, 4);
    let web = web_academy();
    let web_p256 = Signer::known_by(&format!("{WEB}#key-2"), KeyType::P256, 2);
    let jwk_did = did_jwk(academy.key.public_key());
    let jwk = Signer::known_by(&format!("{jwk_did}#0"), KeyType::Ed25519, 1);
    let rdfc = Securing::Cryptosuite("eddsa-rdfc-2022".to_owned());

    let first = web.prove(&credential(WEB), "eddsa-rdfc-2022", web.options().id("urn:uuid:proof-1"));
    let chain = web_p256.options().previous(vec!["urn:uuid:proof-1".to_owned()]);
    let restricted =
        academy.options().domain("club.example").challenge("mooring-12").expires("2026-12-31T00:00:00Z");

    let mut all = vec![
        ("good/eddsa-rdfc.json", academy.issue_document("eddsa-rdfc-2022")),
        ("good/eddsa-jcs.json", academy.issue_document("eddsa-jcs-2022")),
        ("good/ecdsa-rdfc-p256.json", p256.issue_document("ecdsa-rdfc-2019")),
        ("good/ecdsa-rdfc-p384.json", p384.issue_document("ecdsa-rdfc-2019")),
        ("good/ecdsa-jcs-p256.json", p256.issue_document("ecdsa-jcs-2019")),
        ("good/mldsa44-rdfc.json", mldsa.issue_document("mldsa44-rdfc-2024")),
        ("good/mldsa44-jcs.json", mldsa.issue_document("mldsa44-jcs-2024")),
        ("good/did-web.json", web.issue_document("eddsa-rdfc-2022")),
        ("good/did-jwk.json", jwk.issue_document("eddsa-rdfc-2022")),
        ("good/https-issuer.json", host_academy().issue_document("eddsa-rdfc-2022")),
        ("good/proof-set.json", web_p256.prove(&first, "ecdsa-rdfc-2019", web_p256.options())),
        ("good/proof-chain.json", web_p256.prove(&first, "ecdsa-rdfc-2019", chain)),
        ("good/restricted.json", academy.prove(&credential(academy.id()), "eddsa-rdfc-2022", restricted)),
        // Somebody else under the same name: nothing in it is false but what a reader may think.
        ("good/look-alike.json", stranger().issue_document("eddsa-rdfc-2022")),
    ];
    for (name, credential) in [
        ("good/vcdm-1.json", version_1(academy.id())),
        ("good/endorsement.json", endorsement(academy.id())),
        ("good/open-questions.json", open_questions(academy.id())),
        (
            "good/weak-hash.json",
            altered(
                credential(academy.id()),
                &[(
                    "/credentialSubject/identifier/0",
                    json!({
                        "type": "IdentityObject", "identityType": "emailAddress", "hashed": true,
                        "identityHash": "md5$fa3d7238a872b5691b0612a8106a010a",
                    }),
                )],
            ),
        ),
    ] {
        all.push((
            name,
            serde_json::from_str(&academy.issue(&credential, &rdfc).to_text()).expect("it is JSON"),
        ));
    }
    all
}

/// The template in version 1.1 of the data model.
fn version_1(issuer: &str) -> Value {
    let mut old = credential(issuer);
    old["@context"][0] = "https://www.w3.org/2018/credentials/v1".into();
    // Version 2.0 defines the terms of proofs itself.
    let mut old = altered(old, &[("/@context/-", json!("https://w3id.org/security/data-integrity/v2"))]);
    let members = old.as_object_mut().expect("a credential is an object");
    for (new, name) in [("validFrom", "issuanceDate"), ("validUntil", "expirationDate")] {
        let value = members.remove(new).expect("the template has it");
        members.insert(name.to_owned(), value);
    }
    // Evidence of version 1.1 has its own class and needs none here.
    members.remove("evidence");
    old
}

/// The academy's own word about another school.
fn endorsement(issuer: &str) -> Value {
    altered(
        credential(issuer),
        &[
            ("/id", json!("urn:uuid:7b3f1c52-0f0e-4d0a-8f39-0b1a5f9d5c27")),
            ("/type", json!(["VerifiableCredential", "EndorsementCredential"])),
            ("/name", json!("Endorsement of the school at the quay")),
            (
                "/credentialSubject",
                json!({
                    "id": "https://quay.example/issuer",
                    "type": ["EndorsementSubject"],
                    "endorsementComment": "Its instructors examine for us, and their passages are the ones we sail.",
                }),
            ),
        ],
    )
}

/// A credential that raises every question which only later versions answer.
fn open_questions(issuer: &str) -> Value {
    altered(
        credential(issuer),
        &[
            ("/@context/-", json!("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json")),
            (
                "/credentialStatus",
                json!({
                    "id": "https://academy.example/status/3#94567", "type": "BitstringStatusListEntry",
                    "statusPurpose": "revocation", "statusListIndex": "94567",
                    "statusListCredential": "https://academy.example/status/3",
                }),
            ),
            (
                "/credentialSchema",
                json!([
                    {
                        "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
                        "type": "1EdTechJsonSchemaValidator2019",
                    },
                    {"id": "https://academy.example/schemas/passage.json", "type": "JsonSchema"},
                ]),
            ),
            (
                "/refreshService",
                json!({
                    "id": "https://academy.example/refresh/41", "type": "1EdTechCredentialRefresh",
                }),
            ),
            ("/endorsement", json!([endorsement("did:example:quay")])),
            (
                "/relatedResource",
                json!([{
                    "id": "https://academy.example/images/tides.png",
                    "digestSRI": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                }]),
            ),
        ],
    )
}

fn bad_documents() -> Vec<(&'static str, Value)> {
    let (academy, stranger) = (academy(), stranger());
    let suite = "eddsa-rdfc-2022";
    let sign = |signer: &Signer, credential: &Value| signer.prove(credential, suite, signer.options());
    let own = |edits: &[(&str, Value)]| altered(credential(academy.id()), edits);
    let by_options = |options| academy.prove(&own(&[]), suite, options);

    let multikey = academy.key.public_key().to_multikey();
    let fragment = Signer::known_by(&format!("{HOST}#{multikey}"), KeyType::Ed25519, 1);
    let ftp = Signer::known_by(&format!("ftp://academy.example/issuer#{multikey}"), KeyType::Ed25519, 1);
    let first = academy.prove(&own(&[]), suite, academy.options().id("urn:uuid:proof-1"));
    let chain = academy.options().previous(vec!["urn:uuid:proof-1".to_owned()]);
    let mut many = own(&[]);
    for second in 0..17 {
        many = academy.prove(
            &many,
            suite,
            ProofOptions::new(&academy.method).created(format!("2026-02-01T09:00:{second:02}Z")),
        );
    }
    vec![
        ("bad/stranger.json", sign(&stranger, &credential(academy.id()))),
        ("bad/stranger-claims-host.json", sign(&stranger, &credential(HOST))),
        ("bad/key-in-fragment.json", sign(&fragment, &credential(HOST))),
        ("bad/key-in-ftp-url.json", sign(&ftp, &credential("ftp://academy.example/issuer"))),
        ("bad/co-signed-by-stranger.json", sign(&stranger, &sign(&academy, &own(&[])))),
        ("bad/without-issuer.json", {
            let mut document = own(&[]);
            document.as_object_mut().expect("it is an object").remove("issuer");
            sign(&academy, &document)
        }),
        ("bad/authentication.json", by_options(academy.options().purpose("authentication"))),
        (
            "bad/proof-from-tomorrow.json",
            by_options(ProofOptions::new(&academy.method).created("2026-06-02T00:00:00Z")),
        ),
        ("bad/not-yet-valid.json", sign(&academy, &own(&[("/validFrom", json!("2027-02-01T09:00:00Z"))]))),
        (
            "bad/validity-without-zone.json",
            sign(&academy, &own(&[("/validUntil", json!("2031-02-01T09:00:00"))])),
        ),
        ("bad/chain-of-two.json", academy.prove(&first, suite, chain)),
        ("bad/many-proofs.json", many),
        (
            "bad/result-off-the-scale.json",
            sign(
                &academy,
                &own(&[(
                    "/credentialSubject/result/0",
                    json!({
                        "type": ["Result"], "resultDescription": "urn:uuid:0b8ad6c4-5f0b-4b0e-8c7a-3f3c1f6f2d11", "value": "187",
                    }),
                )]),
            ),
        ),
        ("bad/subject-as-proof-holder.json", {
            let mut document = own(&[]);
            let inner = sign(&academy, &document);
            document["credentialSubject"]["proof"] = inner["proof"].clone();
            document
        }),
        ("bad/clique.json", clique(&academy)),
        ("bad/older-context-edition.json", {
            // Signed when the context did not know `endorsementJwt`, which therefore nothing covers.
            let signed = sign(&academy, &own(&[]));
            altered(
                signed,
                &[(
                    "/endorsementJwt",
                    json!([academy_p256().issue_token(&endorsement(academy_p256().id()))]),
                )],
            )
        }),
    ]
}

/// A credential that says of ten nameless persons that everyone knows everyone: their canonical order costs more than
/// anyone has. It cannot be signed, so its proof is made up.
fn clique(academy: &Signer) -> Value {
    let name = |i: usize| format!("_:p{i}");
    let person = |i: usize| {
        let others: Vec<String> = (0..10).filter(|j| *j != i).map(name).collect();
        json!({"id": name(i), "https://schema.example/knows": others.into_iter().map(|id| json!({"id": id})).collect::<Vec<_>>()})
    };
    let everyone: Vec<Value> = (0..10).map(person).collect();
    let mut document = credential(academy.id());
    document["credentialSubject"]["https://schema.example/group"] = everyone.into();
    document["proof"] =
        academy.prove(&credential(academy.id()), "eddsa-rdfc-2022", academy.options())["proof"].clone();
    document
}

fn good_tokens() -> Vec<(&'static str, String)> {
    let p256 = academy_p256();
    let p384 = Signer::known_by_key(KeyType::P384, 3);
    let rsa = Signer::known_by(&format!("{KEY_SET}#rsa-1"), KeyType::Rsa, 0);
    let embedded = Signer::known_by("", KeyType::P256, 2);
    let of_host = |signer: &Signer, header: Value| signer.token(&header, &payload(&credential(HOST)));
    vec![
        ("good/eddsa.jwt", academy().issue_token(&credential(academy().id()))),
        ("good/es256.jwt", p256.issue_token(&credential(p256.id()))),
        ("good/es384.jwt", p384.issue_token(&credential(p384.id()))),
        ("good/rs256.jwt", of_host(&rsa, rsa.header())),
        ("good/es256-jwk.jwt", {
            of_host(
                &embedded,
                json!({"alg": "ES256", "jwk": embedded.key.public_key().to_jwk(), "typ": "JWT"}),
            )
        }),
        ("good/vcdm-1.jwt", p256.issue_token(&version_1(p256.id()))),
    ]
}

/// What a token over a credential of version 2.0 carries.
fn payload(credential: &Value) -> Value {
    let token =
        jose::prepare(credential, Algorithm::Es256, "did:example:any").expect("the template makes a token");
    let text = String::from_utf8(token.bytes_to_sign().to_vec()).expect("a signing input is ASCII");
    let body = accolade::keys::decode_base64url(text.split('.').nth(1).unwrap_or_default())
        .expect("it is base64url");
    serde_json::from_slice(&body).expect("it is JSON")
}

fn bad_tokens() -> Vec<(&'static str, String)> {
    let signer = academy_p256();
    let own = payload(&credential(signer.id()));
    let with_header = |edits: &[(&str, Value)]| signer.token(&altered(signer.header(), edits), &own);
    let with_claims = |edits: &[(&str, Value)]| signer.token(&signer.header(), &altered(own.clone(), edits));
    let without = |names: &[&str]| {
        let mut payload = own.clone();
        for name in names {
            payload.as_object_mut().expect("it is an object").remove(*name);
        }
        signer.token(&signer.header(), &payload)
    };
    let stranger = Signer::known_by_key(KeyType::P256, 8);
    let jwk = signer.key.public_key().to_jwk();
    let secret: Value = serde_json::from_str(&signer.key.to_jwk().expect("it has one")).expect("it is JSON");
    let jwk_only = |signer: &Signer, jwk: &Value, payload: &Value| {
        signer.token(&json!({"alg": "ES256", "jwk": jwk, "typ": "JWT"}), payload)
    };
    vec![
        ("bad/none.jwt", Jws::join(&Jws::signing_input(&json!({"alg": "none", "typ": "JWT"}), own.to_string().as_bytes()), b"")),
        ("bad/hs256.jwt", hs256(signer.key.public_key(), &signer.method, &own)),
        ("bad/eddsa-over-p256-key.jwt", with_header(&[("/alg", json!("EdDSA"))])),
        ("bad/es384-over-p256-key.jwt", with_header(&[("/alg", json!("ES384"))])),
        ("bad/alg-missing.jwt", signer.token(&json!({"kid": signer.method}), &own)),
        ("bad/jwk-with-d.jwt", jwk_only(&signer, &secret, &own)),
        ("bad/jwk-of-stranger.jwt", jwk_only(&stranger, &stranger.key.public_key().to_jwk(), &payload(&credential(HOST)))),
        ("bad/jwk-for-another-algorithm.jwt", jwk_only(&signer, &altered(jwk.clone(), &[("/alg", json!("ES384"))]), &own)),
        ("bad/jwk-for-encryption.jwt", jwk_only(&signer, &altered(jwk.clone(), &[("/use", json!("enc"))]), &own)),
        // The issuer's `kid` beside the stranger's key: which one counts must not be the attacker's choice.
        ("bad/kid-and-jwk.jwt", stranger.token(&json!({"alg": "ES256", "kid": signer.method, "jwk": stranger.key.public_key().to_jwk()}), &own)),
        ("bad/stranger.jwt", stranger.token(&stranger.header(), &own)),
        ("bad/no-key.jwt", signer.token(&json!({"alg": "ES256", "typ": "JWT"}), &own)),
        ("bad/kid-not-a-url.jwt", with_header(&[("/kid", json!("key-1"))])),
        ("bad/crit.jwt", with_header(&[("/crit", json!(["exp"]))])),
        ("bad/b64-false.jwt", with_header(&[("/b64", json!(false)), ("/crit", json!(["b64"]))])),
        ("bad/jku.jwt", with_header(&[("/jku", json!("https://evil.example/keys.json"))])),
        ("bad/access-token.jwt", with_header(&[("/typ", json!("at+jwt"))])),
        ("bad/vc-claim-of-version-2.jwt", signer.token(&signer.header(), &json!({
            "iss": signer.id(), "nbf": own["nbf"], "exp": own["exp"], "sub": own["sub"], "jti": own["jti"],
            "vc": credential(signer.id()),
        }))),
        ("bad/version-1-without-vc.jwt", signer.token(&signer.header(), &payload(&version_1(signer.id()))["vc"])),
        ("bad/iss-of-stranger.jwt", with_claims(&[("/iss", json!(stranger.id()))])),
        ("bad/sub-of-ben.jwt", with_claims(&[("/sub", json!("did:example:ben"))])),
        ("bad/jti-of-another.jwt", with_claims(&[("/jti", json!("urn:uuid:00000000-0000-4000-8000-000000000000"))])),
        ("bad/exp-later.jwt", with_claims(&[("/exp", json!(2_000_000_000))])),
        ("bad/nbf-earlier.jwt", with_claims(&[("/nbf", json!(1_700_000_000))])),
        ("bad/exp-as-text.jwt", with_claims(&[("/exp", json!("2031-02-01T09:00:00Z"))])),
        ("bad/claims-left-out.jwt", without(&["iss", "sub", "nbf", "jti", "exp"])),
        ("bad/expired-by-claim.jwt", {
            let mut credential = credential(signer.id());
            credential.as_object_mut().expect("it is an object").remove("validUntil");
            signer.token(&signer.header(), &altered(payload(&credential), &[("/exp", json!(1_772_000_000))]))
        }),
        ("bad/payload-is-a-list.jwt", signer.token(&signer.header(), &json!([own]))),
        ("bad/vc-is-text.jwt", with_claims(&[("/vc", json!("badge"))])),
        ("bad/undefined-term.jwt", with_claims(&[("/honours", json!("with distinction"))])),
        ("bad/duplicate-claim.jwt", {
            let text = own.to_string();
            let twice = format!("{{\"iss\":\"{}\",{}", stranger.id(), text.trim_start_matches('{'));
            let input = Jws::signing_input(&signer.header(), twice.as_bytes());
            Jws::join(&input, &sign(Algorithm::Es256, &signer.key, input.as_bytes()))
        }),
    ]
}

/// A token signed by HMAC with the public key for a secret, as everyone has it: the classic confusion of algorithms.
fn hs256(key: &PublicKey, method: &str, payload: &Value) -> String {
    let input = Jws::signing_input(
        &json!({"alg": "HS256", "kid": method, "typ": "JWT"}),
        payload.to_string().as_bytes(),
    );
    let hash = |parts: &[&[u8]]| HashAlgorithm::Sha256.hash(&parts.concat()).as_bytes().to_vec();
    // RFC 2104 §2
    let mut block = key.to_bytes();
    block.resize(64, 0);
    let (inner, outer): (Vec<u8>, Vec<u8>) = block.iter().map(|byte| (byte ^ 0x36, byte ^ 0x5c)).unzip();
    Jws::join(&input, &hash(&[&outer, &hash(&[&inner, input.as_bytes()])]))
}

/// The documents under which the academy publishes its keys.
fn key_documents() -> Vec<(&'static str, Value)> {
    let multikey = |key_type, seed| secret(key_type, seed).public_key().to_multikey();
    let method = |base: &str, name: &str, key: String| json!({"id": format!("{base}#{name}"), "type": "Multikey", "controller": base, "publicKeyMultibase": key});
    let document = |base: &str| {
        json!({
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": base,
            "verificationMethod": [
                method(base, "key-1", multikey(KeyType::Ed25519, 1)),
                method(base, "key-2", multikey(KeyType::P256, 2)),
            ],
            "assertionMethod": [format!("{base}#key-1"), format!("{base}#key-2")],
        })
    };
    let mut rsa = secret(KeyType::Rsa, 0).public_key().to_jwk();
    rsa["kid"] = "rsa-1".into();
    rsa["iss"] = HOST.into();
    let mut p256 = secret(KeyType::P256, 2).public_key().to_jwk();
    p256["kid"] = "p256-1".into();
    vec![
        ("resources/did-web.json", document(WEB)),
        ("resources/https-issuer.json", document(HOST)),
        ("resources/key-set.json", json!({"keys": [rsa, p256]})),
    ]
}

fn pretty(document: &Value) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(document).expect("a document can be written");
    text.push('\n');
    text.into_bytes()
}

fn read(path: &str) -> Vec<u8> {
    std::fs::read(fixtures::folder().join(path))
        .map_err(|error| format!("{path}: {error}"))
        .expect("it is there")
}
