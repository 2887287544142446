//! What a token's header may say, and what an attacker would like it to say.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use accolade_keys::{
    Algorithm, CryptoProvider, HeaderRules, Jws, KeyError, KeyType, PublicKey, SecretKey, codes,
    encode_base64url,
};
use accolade_report::Code;
use serde_json::{Value, json};

const RULES: HeaderRules = HeaderRules {
    algorithms: &[Algorithm::EdDsa, Algorithm::Es256, Algorithm::Rs256],
    types: &["jwt", "vc+jwt"],
    members: &["alg", "kid", "jwk", "typ"],
};

fn key() -> SecretKey {
    SecretKey::generate(KeyType::P256, &[4; 64]).unwrap()
}

/// A token that the key really signed, under any header.
fn token(header: &Value) -> String {
    let input = Jws::signing_input(header, b"{}");
    let signature = CryptoProvider::portable().sign(Algorithm::Es256, &key(), input.as_bytes()).unwrap();
    Jws::join(&input, &signature)
}

fn refused(text: &str) -> Code {
    Jws::parse(text, &RULES).unwrap_err().code()
}

#[test]
fn headers_are_closed() {
    let public = key().public_key().to_jwk();
    let mut leaked = public.clone();
    leaked["d"] = json!("AQ");
    let mut other_algorithm = json!({"alg": "EdDSA", "jwk": public});
    other_algorithm["jwk"]["alg"] = json!("ES256");
    for (header, code) in [
        (json!({}), codes::JWS_ALG_NOT_ALLOWED),
        (json!({"alg": "none"}), codes::JWS_ALG_NOT_ALLOWED),
        (json!({"alg": "None"}), codes::JWS_ALG_NOT_ALLOWED),
        (json!({"alg": "HS256"}), codes::JWS_ALG_NOT_ALLOWED),
        (json!({"alg": "ES384"}), codes::JWS_ALG_NOT_ALLOWED),
        (json!({"alg": "es256"}), codes::JWS_ALG_NOT_ALLOWED),
        (json!({"alg": ["ES256"]}), codes::JWS_ALG_NOT_ALLOWED),
        (json!({"alg": null}), codes::JWS_ALG_NOT_ALLOWED),
        (json!({"alg": "ES256", "crit": ["exp"], "exp": 1}), codes::JWS_HEADER_NOT_ALLOWED),
        (json!({"alg": "ES256", "crit": []}), codes::JWS_HEADER_NOT_ALLOWED),
        (json!({"alg": "ES256", "b64": false}), codes::JWS_HEADER_NOT_ALLOWED),
        (json!({"alg": "ES256", "jku": "https://evil.example/keys"}), codes::JWS_HEADER_NOT_ALLOWED),
        (json!({"alg": "ES256", "x5u": "https://evil.example/chain"}), codes::JWS_HEADER_NOT_ALLOWED),
        (json!({"alg": "ES256", "kid": 7}), codes::JWS_HEADER_NOT_ALLOWED),
        (json!({"alg": "ES256", "typ": "vp+jwt"}), codes::JWS_TYP_NOT_ALLOWED),
        (json!({"alg": "ES256", "typ": "kb+jwt"}), codes::JWS_TYP_NOT_ALLOWED),
        (json!({"alg": "ES256", "jwk": leaked}), codes::PRIVATE_MEMBER),
        (json!({"alg": "ES256", "jwk": "text"}), codes::MALFORMED),
        (other_algorithm, codes::JWS_ALG_KEY_MISMATCH),
    ] {
        assert_eq!(refused(&token(&header)), code, "{header}");
    }
    for typ in ["JWT", "jwt", "application/vc+jwt", "VC+JWT"] {
        assert!(Jws::parse(&token(&json!({"alg": "ES256", "typ": typ})), &RULES).is_ok(), "{typ}");
    }
}

#[test]
fn the_text_has_one_spelling() {
    let good = token(&json!({"alg": "ES256"}));
    let jws = Jws::parse(&good, &RULES).unwrap();
    assert!(jws.verify(key().public_key(), &CryptoProvider::portable()).unwrap());
    let [header, payload, signature] = good.split('.').collect::<Vec<_>>().try_into().unwrap();
    for text in [
        format!("{header}.{payload}"),
        format!("{header}.{payload}.{signature}."),
        format!("{header}.{payload}.{signature}.{signature}.x"),
        format!("{header}.{payload}.{signature}\n"),
        format!(" {header}.{payload}.{signature}"),
        format!("{header}.{payload}=.{signature}"),
        format!("{header}.{payload}.{signature}=="),
        format!("{header}.e30K\n.{signature}"),
        format!("{}.{payload}.{signature}", encode_base64url(b"[]")),
        String::new(),
        "..".to_owned(),
    ] {
        let code = refused(&text);
        assert!([codes::JWS_MALFORMED, accolade_json::codes::SYNTAX].contains(&code), "{text}: {code}");
    }
    let twice = encode_base64url(br#"{"alg":"ES256","alg":"none"}"#);
    assert_eq!(refused(&format!("{twice}.{payload}.{signature}")), accolade_json::codes::DUPLICATE_KEY);
}

#[test]
fn the_algorithm_is_bound_to_the_key() {
    let provider = CryptoProvider::portable();
    let ed25519 = SecretKey::generate(KeyType::Ed25519, &[4; 64]).unwrap();
    let x25519 = PublicKey::from_bytes(KeyType::X25519, &[9; 32]).unwrap();
    for public in [ed25519.public_key(), &x25519] {
        let jws = Jws::parse(&token(&json!({"alg": "ES256"})), &RULES).unwrap();
        let error = jws.verify(public, &provider).unwrap_err();
        assert!(matches!(error, KeyError::AlgKeyMismatch { algorithm: Algorithm::Es256, .. }));
        assert_eq!(error.code(), codes::JWS_ALG_KEY_MISMATCH);
    }
    let stranger = SecretKey::generate(KeyType::P256, &[5; 64]).unwrap();
    let jws = Jws::parse(&token(&json!({"alg": "ES256"})), &RULES).unwrap();
    assert!(!jws.verify(stranger.public_key(), &provider).unwrap());
}

#[test]
fn an_altered_part_is_noticed() {
    let good = token(&json!({"alg": "ES256"}));
    let end = good.rfind('.').unwrap();
    let mut caught = 0;
    for position in 0..end {
        let mut bytes = good.clone().into_bytes();
        bytes[position] = if bytes[position] == b'A' { b'B' } else { b'A' };
        let text = String::from_utf8(bytes).unwrap();
        let holds = Jws::parse(&text, &RULES)
            .is_ok_and(|jws| jws.verify(key().public_key(), &CryptoProvider::portable()).unwrap_or(false));
        assert!(!holds, "byte {position}");
        caught += 1;
    }
    assert!(caught > 20);
}
