//! JWS and JWK both ways between josekit, which is OpenSSL, and ours: `cargo run -p judge-josekit`.

use std::error::Error;

use accolade_keys::{Algorithm, CryptoProvider, HeaderRules, Jws, KeyType, PublicKey, SecretKey};
use josekit::{
    jwk::Jwk,
    jws::{
        ES256, ES256K, ES384, ES512, EdDSA, JwsHeader, JwsSigner, JwsVerifier, PS256, RS256,
        deserialize_compact, serialize_compact,
    },
};
use serde_json::{Value, json};

const RULES: HeaderRules =
    HeaderRules { algorithms: Algorithm::ALL, types: &["JWT"], members: &["alg", "kid", "typ"] };

/// How many keys of each kind, except RSA, of which there is one: its keys are not made here.
const KEYS: u8 = 50;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let rsa = include_str!("../../../../fixtures/verify/public-test-key-rsa.pem");
    let mut tried = 0;
    for (algorithm, key_type) in [
        (Algorithm::EdDsa, KeyType::Ed25519),
        (Algorithm::Es256, KeyType::P256),
        (Algorithm::Es384, KeyType::P384),
        (Algorithm::Es512, KeyType::P521),
        (Algorithm::Es256K, KeyType::Secp256k1),
        (Algorithm::Rs256, KeyType::Rsa),
        (Algorithm::Ps256, KeyType::Rsa),
    ] {
        let keys: Vec<SecretKey> = match key_type {
            KeyType::Rsa => vec![SecretKey::from_pem(rsa, None)?],
            other => (1..=KEYS).map(|n| SecretKey::generate(other, &[n; 64])).collect::<Result<_, _>>()?,
        };
        for key in &keys {
            judge(algorithm, key).map_err(|error| format!("{algorithm}: {error}"))?;
        }
        println!("{algorithm}: {} keys, no disagreement", keys.len());
        tried += keys.len();
    }
    println!("{tried} keys, no disagreement");
    Ok(())
}

fn judge(algorithm: Algorithm, key: &SecretKey) -> Outcome<()> {
    // Our keys are read there as JSON Web Keys and as PKCS#8.
    let jwk = Jwk::from_bytes(key.to_jwk()?.as_bytes())?;
    let public = Jwk::from_bytes(key.public_key().to_jwk().to_string())?;
    let verifier = verifier(algorithm, &public)?;
    let mut signers = vec![("JWK", signer(algorithm, &jwk)?)];
    // For PS256 it asks for a key file that says RSASSA-PSS (RFC 4055 §3.1), where ours says what most do.
    if algorithm != Algorithm::Ps256 {
        signers.push(("PEM", signer_of_pem(algorithm, key.to_pem()?.as_bytes())?));
    }
    for (form, signer) in signers {
        let mut header = JwsHeader::new();
        header.set_token_type("JWT");
        let token = serialize_compact(b"a badge", &header, &*signer)?;
        for provider in [CryptoProvider::portable(), CryptoProvider::native()] {
            let jws = Jws::parse(&token, &RULES)?;
            if !jws.verify(key.public_key(), &provider)? || jws.payload != b"a badge" {
                return Err(format!("{provider:?} refuses what josekit signed with our {form}").into());
            }
        }
    }
    // What we sign holds there, and not with another signature.
    let input = Jws::signing_input(&json!({"alg": algorithm.name(), "typ": "JWT"}), b"a badge");
    let mut signature = CryptoProvider::native().sign(algorithm, key, input.as_bytes())?;
    // These two leave nothing to chance: the same bytes are signed alike.
    if matches!(algorithm, Algorithm::EdDsa | Algorithm::Rs256)
        && self::signer(algorithm, &jwk)?.sign(input.as_bytes())? != signature
    {
        return Err("another signature of the same bytes".into());
    }
    let (payload, _) = deserialize_compact(Jws::join(&input, &signature), &*verifier)?;
    if payload != b"a badge" {
        return Err("josekit reads another payload".into());
    }
    if let Some(byte) = signature.first_mut() {
        *byte ^= 1;
    }
    if deserialize_compact(Jws::join(&input, &signature), &*verifier).is_ok() {
        return Err("josekit takes an altered signature".into());
    }
    // Their keys are read here, and are the same.
    let theirs: Value = serde_json::from_str(&public.to_string())?;
    if PublicKey::from_jwk(&theirs)? != *key.public_key() {
        return Err("another public key".into());
    }
    Ok(())
}

fn signer(algorithm: Algorithm, jwk: &Jwk) -> Outcome<Box<dyn JwsSigner>> {
    Ok(match algorithm {
        Algorithm::EdDsa => Box::new(EdDSA.signer_from_jwk(jwk)?),
        Algorithm::Es256 => Box::new(ES256.signer_from_jwk(jwk)?),
        Algorithm::Es384 => Box::new(ES384.signer_from_jwk(jwk)?),
        Algorithm::Es512 => Box::new(ES512.signer_from_jwk(jwk)?),
        Algorithm::Es256K => Box::new(ES256K.signer_from_jwk(jwk)?),
        Algorithm::Rs256 => Box::new(RS256.signer_from_jwk(jwk)?),
        Algorithm::Ps256 => Box::new(PS256.signer_from_jwk(jwk)?),
        other => return Err(format!("josekit has no {other}").into()),
    })
}

fn signer_of_pem(algorithm: Algorithm, pem: &[u8]) -> Outcome<Box<dyn JwsSigner>> {
    Ok(match algorithm {
        Algorithm::EdDsa => Box::new(EdDSA.signer_from_pem(pem)?),
        Algorithm::Es256 => Box::new(ES256.signer_from_pem(pem)?),
        Algorithm::Es384 => Box::new(ES384.signer_from_pem(pem)?),
        Algorithm::Es512 => Box::new(ES512.signer_from_pem(pem)?),
        Algorithm::Es256K => Box::new(ES256K.signer_from_pem(pem)?),
        Algorithm::Rs256 => Box::new(RS256.signer_from_pem(pem)?),
        other => return Err(format!("josekit has no {other}").into()),
    })
}

fn verifier(algorithm: Algorithm, jwk: &Jwk) -> Outcome<Box<dyn JwsVerifier>> {
    let verifier: Box<dyn JwsVerifier> = match algorithm {
        Algorithm::EdDsa => Box::new(EdDSA.verifier_from_jwk(jwk)?),
        Algorithm::Es256 => Box::new(ES256.verifier_from_jwk(jwk)?),
        Algorithm::Es384 => Box::new(ES384.verifier_from_jwk(jwk)?),
        Algorithm::Es512 => Box::new(ES512.verifier_from_jwk(jwk)?),
        Algorithm::Es256K => Box::new(ES256K.verifier_from_jwk(jwk)?),
        Algorithm::Rs256 => Box::new(RS256.verifier_from_jwk(jwk)?),
        Algorithm::Ps256 => Box::new(PS256.verifier_from_jwk(jwk)?),
        other => return Err(format!("josekit has no {other}").into()),
    };
    debug_assert_eq!(verifier.algorithm().name(), algorithm.name());
    Ok(verifier)
}
