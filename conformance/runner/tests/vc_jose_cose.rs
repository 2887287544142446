//! The cases of <https://github.com/w3c/vc-jose-cose-test-suite>, as its contract asks a command to answer them: what is
//! issued, and whether what is given holds as a secured document. What stands inside an envelope must be well-formed; it is not
//! verified in turn, since the suite's own presentations hold made-up tokens.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "other suites need more of it")]
mod support;

use accolade::{Answer, Policy, Resources, Step, Verifier};
use accolade_conformance::{tally::Tally, vectors};
use accolade_json::{Limits, Value, parse};
use accolade_keys::{CryptoProvider, PublicKey, SecretKey};
use accolade_ld::Edition;
use accolade_proof::{cose, jose, jose::TokenOptions, sd_jwt, sd_jwt::SdJwtOptions};
use accolade_report::{CheckId, Outcome, Pointer, Severity};
use base64ct::{Base64Unpadded, Encoding};
use serde_json::json;
use support::json;
use time::macros::datetime;

/// A presentation of the suite ends in December 2024.
const AT: time::OffsetDateTime = datetime!(2024-12-16 00:00:00 UTC);

/// Who issues and holds all of them.
const ID: &str = "https://example.issuer/vc-jose-cose";

/// What a document of the data model has at its top. The suite refuses to issue anything else, although its context defines
/// every name.
const KNOWN: &[&str] = &[
    "@context",
    "id",
    "type",
    "name",
    "description",
    "issuer",
    "validFrom",
    "validUntil",
    "credentialSubject",
    "credentialStatus",
    "credentialSchema",
    "refreshService",
    "termsOfUse",
    "evidence",
    "relatedResource",
    "confidenceMethod",
    "renderMethod",
    "holder",
    "verifiableCredential",
];

#[test]
fn cases() {
    let Some(folder) = vectors::suite("vc-jose-cose") else { return };
    let mapping = json(&folder.join("test-mapping.json"));
    let mut tally = Tally::new("vc-jose-cose");
    for part in ["jose", "sdjwt", "cose"] {
        for (name, case) in mapping[part].as_object().unwrap() {
            let input =
                std::fs::read(folder.join("tests/input").join(case["input_file"].as_str().unwrap())).unwrap();
            let key = json(&folder.join("tests/input").join(case["key_file"].as_str().unwrap()));
            let feature = case["feature"].as_str().unwrap();
            let done = match case["fn"].as_str().unwrap() {
                "issue" => issue(&input, &key, feature, &case["disclosure_paths"])
                    // The suite looks at no more than that something was issued.
                    .and_then(|issued| verify(&issued, &key, feature)),
                _ => decoded(&input, feature).and_then(|bytes| verify(&bytes, &key, feature)),
            };
            let expected = case["expected_result"] == "success";
            let id = name.split('.').next().unwrap();
            tally.record(
                id,
                match (done, expected) {
                    (Ok(()), true) | (Err(_), false) => Ok(()),
                    (Ok(()), false) => Err(format!("{name}: it succeeds")),
                    (Err(why), true) => Err(format!("{name}: {why}")),
                },
            );
        }
    }
    tally.finish();
}

/// What the suite hands over: COSE in base64 without padding, everything else as text.
fn decoded(input: &[u8], feature: &str) -> Result<Vec<u8>, String> {
    if !feature.ends_with("cose") {
        return Ok(input.to_vec());
    }
    let text = String::from_utf8_lossy(input);
    Base64Unpadded::decode_vec(text.trim()).map_err(|error| error.to_string())
}

fn verify(input: &[u8], method: &Value, feature: &str) -> Result<(), String> {
    // Under one of the features, the document is secured in that form.
    let first = input.first().copied().unwrap_or_default();
    if first == b'{' {
        return Err("not secured".to_owned());
    }
    let contexts = support::contexts(Edition::Current);
    let verifier =
        Verifier::with_provider(Policy::default().know_contexts(contexts), CryptoProvider::native());
    let mut resources = Resources::default();
    // A `kid` of the suite is the name of a key that the issuer publishes.
    let published = json!({"keys": [method["publicKeyJwk"]]}).to_string().into_bytes();
    let at = "https://example.issuer/.well-known/jwks.json";
    resources.insert(at, Answer::Document { bytes: published, media_type: None });
    let verification = loop {
        match verifier.verify(input, &resources, AT) {
            Step::Done(done) => break done,
            Step::Need(requests) => resources.decline(&requests, "the suite has nothing else"),
        }
    };
    let report = verification.report();
    for id in [CheckId::Input, CheckId::Model, CheckId::Terms, CheckId::Key, CheckId::Proof] {
        let check = report.check(id).unwrap();
        // One holder is known by a DID of no method. The suite hands the key over itself.
        if check.findings().iter().any(|finding| finding.code.as_str() == "did.unsupported-method") {
            let key = PublicKey::from_jwk(&method["publicKeyJwk"]).unwrap();
            let message = cose::CoseToken::read(input).map_err(|e| e.to_string())?;
            return message.verify(&key, &CryptoProvider::native()).map_err(|e| e.to_string());
        }
        if check.outcome() != Outcome::Passed {
            return Err(format!("{}: {:?}", id.as_str(), check.findings()));
        }
    }
    let is_presentation = report.check(CheckId::Credentials).is_some();
    if is_presentation != feature.starts_with("presentation") {
        return Err("another kind of document".to_owned());
    }
    Ok(())
}

fn issue(input: &[u8], method: &Value, feature: &str, paths: &Value) -> Result<Vec<u8>, String> {
    let mut document = parse(input, &Limits::default()).map_err(|e| e.to_string())?;
    let unknown = document.as_object().unwrap().keys().find(|name| !KNOWN.contains(&name.as_str()));
    if let Some(name) = unknown {
        return Err(format!("`{name}` is not known"));
    }
    // Some inputs name other issuers than the one who has the key.
    let by = if feature.starts_with("presentation") { "holder" } else { "issuer" };
    document[by] = ID.into();
    let errors: Vec<_> =
        accolade::model::check(&document).into_iter().filter(|f| f.severity == Severity::Error).collect();
    if !errors.is_empty() {
        return Err(format!("{errors:?}"));
    }
    let secret = SecretKey::from_jwk(&method["secretKeyJwk"]).map_err(|e| e.to_string())?;
    let algorithm = secret.public_key().key_type().algorithms()[0];
    let kid = method["publicKeyJwk"]["kid"].as_str().unwrap();
    let provider = CryptoProvider::native();
    let sign = |bytes: &[u8]| provider.sign(algorithm, &secret, bytes).map_err(|e| e.to_string());
    let options = TokenOptions::default();
    let refused = |error: accolade_proof::ProofError| error.to_string();
    if feature.ends_with("sdjwt") {
        let places: Vec<Pointer> = paths.as_array().unwrap().iter().map(pointer).collect();
        let options = SdJwtOptions::default().disclosable(places);
        let salts: Vec<_> =
            (1..=sd_jwt::salts_needed(&options)).map(|n| [u8::try_from(n).unwrap(); 16]).collect();
        let prepared = sd_jwt::prepare(&document, algorithm, kid, &options, &salts).map_err(refused)?;
        let signature = sign(prepared.bytes_to_sign())?;
        return Ok(prepared.finish(&signature).into_bytes());
    }
    if feature.ends_with("cose") {
        let prepared = cose::prepare(&document, algorithm, kid, &options).map_err(refused)?;
        let signature = sign(prepared.bytes_to_sign())?;
        return Ok(prepared.finish(&signature));
    }
    let prepared = jose::prepare_token(&document, algorithm, kid, &options).map_err(refused)?;
    let signature = sign(prepared.bytes_to_sign())?;
    Ok(prepared.finish(&signature).into_bytes())
}

/// `a.b[0]` as the suite writes it.
fn pointer(path: &Value) -> Pointer {
    let path = path.as_str().unwrap().replace('[', ".").replace(']', "");
    path.split('.').fold(Pointer::root(), |place, step| place.key(step))
}
