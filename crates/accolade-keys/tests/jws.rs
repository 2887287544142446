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

#[test]
fn a_payload_elsewhere() {
    let (provider, secret) = (CryptoProvider::portable(), key());
    let payload = b"$.02 of it";
    // RFC 7797 §3: with `b64` false, the payload is signed as it is.
    for (header, encoded) in [
        (json!({"alg": "ES256"}), true),
        (json!({"alg": "ES256", "b64": false, "crit": ["b64"]}), false),
        (json!({"alg": "ES256", "b64": true, "crit": ["b64"]}), true),
    ] {
        let header = encode_base64url(header.to_string().as_bytes());
        let mut input = format!("{header}.").into_bytes();
        match encoded {
            true => input.extend(encode_base64url(payload).bytes()),
            false => input.extend(payload),
        }
        let signature = encode_base64url(&provider.sign(Algorithm::Es256, &secret, &input).unwrap());
        let text = format!("{header}..{signature}");
        let jws = Jws::parse_detached(&text, payload, &RULES).unwrap();
        assert!(jws.verify(secret.public_key(), &provider).unwrap());
        let other = Jws::parse_detached(&text, b"$.03 of it", &RULES).unwrap();
        assert!(!other.verify(secret.public_key(), &provider).unwrap());
    }
    for (header, code) in [
        // Whoever does not know `b64` would take the text otherwise, so it has to be critical.
        (json!({"alg": "ES256", "b64": false}), codes::JWS_HEADER_NOT_ALLOWED),
        (json!({"alg": "ES256", "b64": false, "crit": ["b64", "exp"]}), codes::JWS_HEADER_NOT_ALLOWED),
        (json!({"alg": "ES256", "b64": "false", "crit": ["b64"]}), codes::JWS_HEADER_NOT_ALLOWED),
        (json!({"alg": "ES256", "crit": ["b64"]}), codes::JWS_HEADER_NOT_ALLOWED),
        (json!({"alg": "none", "b64": false, "crit": ["b64"]}), codes::JWS_ALG_NOT_ALLOWED),
    ] {
        let text = format!("{}..AA", encode_base64url(header.to_string().as_bytes()));
        assert_eq!(Jws::parse_detached(&text, payload, &RULES).unwrap_err().code(), code, "{header}");
    }
    let own = format!("{}.e30.AA", encode_base64url(br#"{"alg":"ES256"}"#));
    assert_eq!(Jws::parse_detached(&own, payload, &RULES).unwrap_err().code(), codes::JWS_MALFORMED);
}

#[test]
fn a_token_in_json() {
    let (provider, secret) = (CryptoProvider::portable(), key());
    let compact = token(&json!({"alg": "ES256"}));
    let parts: Vec<&str> = compact.split('.').collect();
    let flattened = json!({"protected": parts[0], "payload": parts[1], "signature": parts[2]});
    let mut read = Jws::parse_json(&flattened, &RULES).unwrap();
    let one = read.pop().unwrap();
    assert!(read.is_empty() && one.jws.verify(secret.public_key(), &provider).unwrap());
    assert_eq!(one.jws.to_compact(), compact);

    let signature =
        json!({"protected": parts[0], "signature": parts[2], "header": {"kid": "1", "note": "a"}});
    let general = json!({"payload": parts[1], "signatures": [signature, signature]});
    let read = Jws::parse_json(&general, &RULES).unwrap();
    assert_eq!((read.len(), read[0].jws.header.key_id.as_deref()), (2, Some("1")));

    let code = |value: &serde_json::Value| Jws::parse_json(value, &RULES).unwrap_err().code();
    let mut both = flattened.clone();
    both["signatures"] = json!([signature]);
    assert_eq!(code(&both), codes::JWS_MALFORMED);
    assert_eq!(code(&json!({"payload": parts[1], "signatures": []})), codes::JWS_MALFORMED);
    assert_eq!(code(&json!({"payload": parts[1], "signatures": vec![signature; 17]})), codes::JWS_MALFORMED);
    assert_eq!(code(&json!({"payload": parts[1], "signature": parts[2]})), codes::JWS_MALFORMED);
    for name in ["alg", "crit", "b64", "jwk"] {
        let mut unsigned = flattened.clone();
        unsigned["header"] = json!({name: "x"});
        assert_eq!(code(&unsigned), codes::JWS_HEADER_NOT_ALLOWED, "{name}");
    }
}
