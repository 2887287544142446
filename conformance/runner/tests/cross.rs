//! One badge through every suite, every kind of key that the suite takes and both providers: it is signed and holds; it holds with
//! its members in another order where the suite signs more than its letters; and it holds no more with any value altered or any
//! property of the proof taken out.
//!
//! The suites are those of the registry, and the kinds of keys all there are, so none can be forgotten.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

use accolade::{
    Issuer, Policy, Securing, Verifier,
    json::{Limits, Value, parse},
    keys::{Algorithm, CryptoProvider, Jws, KeyType, SecretKey, decode_base64url, encode_base64url},
    ld::Contexts,
    proof::{
        data_integrity::{
            Disclosable, Disclosure, Proof, ProofOptions, Registry, Suite, derive, prepare, proofs,
        },
        jose,
        sd_jwt::{SdJwtOptions, salts_needed},
    },
    report::{Pointer, Verdict},
};
use accolade_conformance::fixtures::{folder, turned, verify};
use serde_json::json;
use time::macros::datetime;

const CREATED: &str = "2026-02-01T09:00:05Z";

fn verdict(input: &[u8], provider: CryptoProvider) -> Verdict {
    let verifier = Verifier::with_provider(Policy::default(), provider);
    verify(&verifier, input, datetime!(2026-06-01 00:00 UTC), |_| None).report().verdict()
}

/// What both providers say.
fn agreed(input: &[u8], of: &str) -> Verdict {
    let native = verdict(input, CryptoProvider::native());
    assert_eq!(verdict(input, CryptoProvider::portable()), native, "{of}: the providers disagree");
    native
}

/// The key of every kind; none where keys of that kind sign nothing.
fn key(key_type: KeyType) -> Option<SecretKey> {
    match key_type {
        KeyType::X25519 => None,
        KeyType::Rsa => {
            let pem = std::fs::read_to_string(folder().join("verify/public-test-key-rsa.pem")).unwrap();
            Some(SecretKey::from_pem(&pem, None).unwrap())
        }
        other => Some(SecretKey::generate(other, &[7; 64]).unwrap()),
    }
}

fn method(key: &SecretKey) -> String {
    let multikey = key.public_key().to_multikey();
    format!("did:key:{multikey}#{multikey}")
}

/// The badge of the fixtures, issued by that key.
fn badge(key: &SecretKey) -> Value {
    let text = std::fs::read(folder().join("verify/unsigned.json")).unwrap();
    let mut badge = parse(&text, &Limits::default()).unwrap();
    badge["issuer"]["id"] = method(key).split('#').next().unwrap().into();
    badge
}

/// The same in version 1.1 of the data model, under the context of an older suite.
fn older_badge(key: &SecretKey, context: Option<&str>) -> Value {
    let mut badge = badge(key);
    badge["@context"][0] = "https://www.w3.org/2018/credentials/v1".into();
    badge["@context"].as_array_mut().unwrap().extend(context.map(Value::from));
    let members = badge.as_object_mut().unwrap();
    for (new, name) in [("validFrom", "issuanceDate"), ("validUntil", "expirationDate")] {
        let value = members.remove(new).unwrap();
        members.insert(name.to_owned(), value);
    }
    members.remove("evidence");
    badge
}

/// A badge as the suite wants it.
fn badge_for(suite: &dyn Suite, key: &SecretKey) -> Value {
    match suite.proof_type() {
        "DataIntegrityProof" => badge(key),
        "Ed25519Signature2018" => older_badge(key, None),
        "Ed25519Signature2020" => older_badge(key, Some("https://w3id.org/security/suites/ed25519-2020/v1")),
        "JsonWebSignature2020" => older_badge(key, Some("https://w3id.org/security/suites/jws-2020/v1")),
        other => unreachable!("nobody said which contexts `{other}` needs"),
    }
}

/// The document with a proof, as its holder shows it: whole, where the suite could also show a part.
fn signed(suite: &'static dyn Suite, key: &SecretKey) -> Value {
    let (contexts, document) = (Contexts::pinned(), badge_for(suite, key));
    if suite.is_superseded() {
        return superseded(suite, key, document, &contexts);
    }
    let mut options = ProofOptions::new(method(key)).created(CREATED);
    if suite.disclose().is_some() {
        let mandatory = vec![Pointer::root().key("issuer")];
        let disclosable = Disclosable::new(mandatory, &[9; 96]).unwrap();
        options = options.disclosable(disclosable.signed_by(key.public_key().clone()));
    }
    let prepared = prepare(&document, options, suite, key.key_type(), &contexts).unwrap();
    let signature = prepared.sign(key, &CryptoProvider::native()).unwrap();
    let signed = prepared.finish(&signature);
    if suite.disclose().is_none() {
        return signed;
    }
    let members = document.as_object().unwrap().keys().filter(|name| *name != "@context");
    let all: Vec<Pointer> = members.map(|name| Pointer::root().key(name)).collect();
    let (_, proof) = proofs(&signed).next().unwrap();
    let proof = Proof::read(proof).unwrap();
    let disclosure = Disclosure::new(&all).entropy([3; 64]);
    derive(&signed, &proof, disclosure, &contexts, &Registry::default()).unwrap()
}

/// What an issuer made while the suite was current.
fn superseded(suite: &dyn Suite, key: &SecretKey, mut document: Value, contexts: &Contexts) -> Value {
    let mut proof = json!({
        "type": suite.proof_type(), "created": CREATED, "verificationMethod": method(key),
        "proofPurpose": "assertionMethod",
    });
    if suite.proof_type() == "DataIntegrityProof" {
        proof["cryptosuite"] = suite.name().into();
    }
    let algorithm = suite.algorithm(key.key_type()).unwrap();
    let input = suite.signing_input(&document, &proof, key.key_type(), None, contexts).unwrap();
    let sign = |message: &[u8]| CryptoProvider::native().sign(algorithm, key, message).unwrap();
    match suite.proof_type() {
        "Ed25519Signature2018" | "JsonWebSignature2020" => {
            let header = json!({"alg": algorithm.name(), "b64": false, "crit": ["b64"]});
            let header = encode_base64url(header.to_string().as_bytes());
            let signature = sign(&[header.as_bytes(), b".", &input.bytes()].concat());
            proof["jws"] = format!("{header}..{}", encode_base64url(&signature)).into();
        }
        _ => proof["proofValue"] = suite.proof_value(&input, &sign(&input.bytes())).into(),
    }
    document["proof"] = proof;
    document
}

#[test]
fn embedded_proofs() {
    let (mut pairs, mut altered) = (0, 0);
    for suite in Registry::default().iter() {
        let mut keys = 0;
        for key_type in KeyType::ALL.iter().filter(|kind| suite.algorithm(**kind).is_some()) {
            let key = key(*key_type).unwrap();
            let document = signed(suite, &key);
            let of = format!("{} with {key_type}", suite.name());
            keys += 1;
            assert_eq!(agreed(document.to_string().as_bytes(), &of), Verdict::Valid, "{of}");
            let turned = turned(&document);
            assert_eq!(agreed(turned.to_string().as_bytes(), &of), Verdict::Valid, "{of}, turned round");
            altered += alter_each(&document, &of);
            for name in document["proof"].as_object().unwrap().keys() {
                let mut document = document.clone();
                document["proof"].as_object_mut().unwrap().shift_remove(name);
                let found = agreed(document.to_string().as_bytes(), &of);
                assert_ne!(found, Verdict::Valid, "{of} without `{name}` in its proof");
            }
        }
        assert!(keys > 0, "{} takes no kind of key", suite.name());
        pairs += keys;
    }
    println!("suite cross-embedded: {pairs} pairs of suite and key, {altered} alterations, none unseen");
}

/// Alters each value in turn; the portable provider looks at every fifth, as it is slow to disagree.
fn alter_each(document: &Value, of: &str) -> usize {
    let mut leaves = Vec::new();
    places(document, "", &mut leaves);
    for (number, place) in leaves.iter().enumerate() {
        let mut document = document.clone();
        let value = document.pointer_mut(place).unwrap();
        *value = match &*value {
            Value::String(text) => json!(format!("{text}x")),
            Value::Number(number) => json!(number.as_f64().unwrap() + 1.0),
            Value::Bool(truth) => json!(!truth),
            other => unreachable!("{place}: {other}"),
        };
        let input = document.to_string();
        let found = match number % 5 {
            0 => agreed(input.as_bytes(), of),
            _ => verdict(input.as_bytes(), CryptoProvider::native()),
        };
        assert_ne!(found, Verdict::Valid, "{of}, altered at {place}");
    }
    assert!(leaves.len() > 30, "{of}: only {} values", leaves.len());
    leaves.len()
}

/// BBS signs lists of messages; ML-DSA is taken in the drafts of embedded proofs alone.
const NOT_FOR_TOKENS: [Algorithm; 2] = [Algorithm::Bbs, Algorithm::MlDsa44];

/// A key of a draft makes embedded proofs and nothing else.
#[test]
fn drafts_sign_no_tokens() {
    let key = key(KeyType::MlDsa44).unwrap();
    let issuer = Issuer::did_key(key.public_key());
    for securing in [Securing::Jwt, Securing::VcJwt, Securing::Cose] {
        let issued = issuer.issue(&badge(&key), &securing, datetime!(2026-02-01 09:00:05 UTC), &key);
        let code = issued.unwrap_err().code();
        assert!(["jws.alg-not-allowed", "key.cannot-sign"].contains(&code.as_str()), "{securing:?}: {code}");
    }
}

#[test]
fn tokens() {
    let (mut pairs, mut altered) = (0, 0);
    for key_type in KeyType::ALL {
        let algorithms = key_type.algorithms().iter().filter(|algorithm| !NOT_FOR_TOKENS.contains(algorithm));
        for algorithm in algorithms {
            let key = key(*key_type).unwrap();
            for document in [badge(&key), older_badge(&key, None)] {
                let prepared = jose::prepare(&document, *algorithm, &method(&key)).unwrap();
                let signature = CryptoProvider::native().sign(*algorithm, &key, prepared.bytes_to_sign());
                let token = prepared.finish(&signature.unwrap());
                let of = format!("a token with {algorithm}");
                pairs += 1;
                assert_eq!(agreed(token.as_bytes(), &of), Verdict::Valid, "{of}");
                altered += alter_token(&token, &of);
            }
        }
    }
    println!("suite cross-tokens: {pairs} pairs of form and algorithm, {altered} alterations, none unseen");
}

/// Another letter in every eleventh place and in all of the signature; the same claims in another order; a header without
/// each of its members.
fn alter_token(token: &str, of: &str) -> usize {
    let parts: Vec<&str> = token.split('.').collect();
    let signed = parts[0].len() + parts[1].len() + 1;
    let chosen = |place: &usize| place.is_multiple_of(11) || (*place > signed && place.is_multiple_of(3));
    let mut altered = 0;
    for place in (0..token.len()).filter(chosen) {
        let mut bytes = token.as_bytes().to_vec();
        bytes[place] = if bytes[place] == b'B' { b'C' } else { b'B' };
        assert_ne!(
            verdict(&bytes, CryptoProvider::native()),
            Verdict::Valid,
            "{of}, another letter at {place}"
        );
        altered += 1;
    }
    let read = |part: &str| parse(&decode_base64url(part).unwrap(), &Limits::default()).unwrap();
    let (header, payload) = (read(parts[0]), read(parts[1]));
    let signature = decode_base64url(parts[2]).unwrap();
    let joined = |header: &Value, payload: &Value| {
        Jws::join(&Jws::signing_input(header, payload.to_string().as_bytes()), &signature)
    };
    let reordered = joined(&header, &turned(&payload));
    assert_ne!(agreed(reordered.as_bytes(), of), Verdict::Valid, "{of}, turned round");
    for name in header.as_object().unwrap().keys() {
        let mut header = header.clone();
        header.as_object_mut().unwrap().shift_remove(name);
        let token = joined(&header, &payload);
        assert_ne!(agreed(token.as_bytes(), of), Verdict::Valid, "{of} without `{name}`");
    }
    altered
}

/// Every form of envelope that an issuer makes, with every kind of key that signs.
#[test]
fn envelopes() {
    let (mut pairs, mut altered) = (0, 0);
    for key_type in KeyType::ALL {
        let signs = key_type.algorithms().first().is_some_and(|first| !NOT_FOR_TOKENS.contains(first));
        let Some(key) = key(*key_type).filter(|_| signs) else { continue };
        let issuer = Issuer::did_key(key.public_key()).with_provider(CryptoProvider::native());
        let places = ["name", "description"].map(|name| Pointer::root().key(name));
        let options = SdJwtOptions::default().disclosable(places.to_vec());
        let salts = (1..).take(salts_needed(&options)).map(|number| [number; 16]).collect();
        for securing in [
            Securing::Jwt,
            Securing::VcJwt,
            Securing::SdJwt { options: Box::new(options), salts },
            Securing::Cose,
        ] {
            let of = format!("{securing:.12?} with {key_type}");
            let issued = issuer.issue(&badge(&key), &securing, datetime!(2026-02-01 09:00:05 UTC), &key);
            let text = issued.unwrap().to_text();
            pairs += 1;
            assert_eq!(agreed(text.as_bytes(), &of), Verdict::Valid, "{of}");
            for place in (0..text.len()).filter(|place| place.is_multiple_of(17)) {
                let mut bytes = text.as_bytes().to_vec();
                bytes[place] = if bytes[place] == b'B' { b'C' } else { b'B' };
                let found = verdict(&bytes, CryptoProvider::native());
                assert_ne!(found, Verdict::Valid, "{of}, another letter at {place}");
                altered += 1;
            }
        }
    }
    println!("suite cross-envelopes: {pairs} pairs of form and key, {altered} alterations, none unseen");
}

/// The documents that Transmute's package signed with a curve that the browser goes without.
#[test]
fn json_web_signature_2020_on_secp256k1() {
    let path = folder().join("judged/json-web-signature-2020-secp256k1.json");
    assert_eq!(agreed(&std::fs::read(path).unwrap(), "secp256k1"), Verdict::Valid);
}

#[test]
fn keys_for_agreement_sign_nothing() {
    assert!(KeyType::X25519.algorithms().is_empty());
    for suite in Registry::default().iter() {
        assert_eq!(suite.algorithm(KeyType::X25519), None, "{}", suite.name());
    }
}

/// The pointers of all values that are neither lists nor objects.
fn places(value: &Value, at: &str, leaves: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                places(member, &format!("{at}/{name}"), leaves);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &format!("{at}/{index}"), leaves);
            }
        }
        _ => leaves.push(at.to_owned()),
    }
}
