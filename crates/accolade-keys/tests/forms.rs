//! Every written form of a key, there and back, and what is refused in each.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use accolade_json::{Limits, Value, parse};
use accolade_keys::{
    Algorithm, CryptoProvider, Jwk, KeyType, PublicKey, SecretKey, codes, encode_base64url, encode_multibase,
};
use serde_json::json;

/// RFC 8037 appendix A.1 and A.3: a secret key and the thumbprint of its public half.
const RFC_8037: &str = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
    "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
/// RFC 7638 §3.1: the modulus of an RSA key.
const RFC_7638_N: &str = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

/// The kinds of keys that are made here and sign bytes.
fn made_here() -> impl Iterator<Item = KeyType> {
    let all = KeyType::ALL.iter().copied().filter(|kind| *kind != KeyType::Bls12381G2);
    all.filter(|kind| SecretKey::generate(*kind, &[1; 64]).is_ok())
}

fn value(text: &str) -> Value {
    parse(text.as_bytes(), &Limits::default()).unwrap()
}

fn generated(key_type: KeyType) -> SecretKey {
    let entropy: [u8; 64] =
        std::array::from_fn(|i| u8::try_from(i).unwrap().wrapping_mul(37).wrapping_add(11));
    SecretKey::generate(key_type, &entropy).unwrap()
}

#[test]
fn the_published_pairs_of_rfc_8037_and_rfc_7638() {
    let secret = SecretKey::from_jwk(&value(RFC_8037)).unwrap();
    assert_eq!(secret.public_key().thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    // RFC 8037 appendix A.4: what the key signs, and the signature.
    let input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    let signature = CryptoProvider::portable().sign(Algorithm::EdDsa, &secret, input.as_bytes()).unwrap();
    assert_eq!(
        encode_base64url(&signature),
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
    );
    let rsa = json!({"kty": "RSA", "n": RFC_7638_N, "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"});
    assert_eq!(
        PublicKey::from_jwk(&rsa).unwrap().thumbprint(),
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
    );
}

#[test]
fn every_form_there_and_back() {
    let provider = CryptoProvider::portable();
    for key_type in made_here() {
        let secret = generated(key_type);
        let public = secret.public_key();
        let algorithm = key_type.algorithms()[0];
        let signature = provider.sign(algorithm, &secret, b"badge").unwrap();
        for again in [
            SecretKey::from_multikey(&secret.to_multikey().unwrap()),
            SecretKey::from_jwk(&value(&secret.to_jwk().unwrap())),
        ] {
            assert_eq!(provider.sign(algorithm, &again.unwrap(), b"badge").unwrap(), signature, "{key_type}");
        }
        for again in [
            PublicKey::from_multikey(&public.to_multikey()),
            PublicKey::from_jwk(&public.to_jwk()),
            PublicKey::from_bytes(key_type, &public.to_bytes()),
        ] {
            assert_eq!(&again.unwrap(), public);
        }
        assert!(provider.verify(algorithm, public, b"badge", &signature));
        assert!(!provider.verify(algorithm, public, b"badgf", &signature));
        assert!(!provider.verify(algorithm, public, b"badge", &signature[1..]));
        assert!(!provider.verify(algorithm, public, b"badge", &[signature.as_slice(), &[0]].concat()));
        for other in Algorithm::ALL.iter().filter(|other| **other != algorithm) {
            assert!(!provider.verify(*other, public, b"badge", &signature));
            assert_eq!(provider.sign(*other, &secret, b"badge").unwrap_err().code(), codes::CANNOT_SIGN);
        }
        // The draft of ML-DSA for credentials has Multikeys and JSON Web Keys only.
        if key_type == KeyType::MlDsa44 {
            assert_eq!(secret.to_pem().unwrap_err().code(), codes::UNSUPPORTED_TYPE);
            assert_eq!(public.to_pem().unwrap_err().code(), codes::UNSUPPORTED_TYPE);
            continue;
        }
        let pem = secret.to_pem().unwrap();
        let sealed = secret.to_encrypted_pem(b"correct horse", &[5; 32]).unwrap();
        assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"));
        assert!(sealed.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
        for again in [SecretKey::from_pem(&pem, None), SecretKey::from_pem(&sealed, Some(b"correct horse"))] {
            assert_eq!(provider.sign(algorithm, &again.unwrap(), b"badge").unwrap(), signature, "{key_type}");
        }
        assert_eq!(&PublicKey::from_pem(&public.to_pem().unwrap()).unwrap(), public);
        let sealed_wrongly =
            |password: Option<&[u8]>| SecretKey::from_pem(&sealed, password).unwrap_err().code();
        assert_eq!(sealed_wrongly(None), codes::PASSWORD_NEEDED);
        assert_eq!(sealed_wrongly(Some(b"correct horsf")), codes::WRONG_PASSWORD);
    }
}

#[test]
fn nothing_secret_is_printed() {
    for key_type in made_here() {
        let secret = generated(key_type);
        let jwk = value(&secret.to_jwk().unwrap());
        let printed = format!("{secret:?} {secret:#?}");
        let member = if key_type == KeyType::MlDsa44 { "priv" } else { "d" };
        assert!(!printed.contains(jwk[member].as_str().unwrap()));
        assert!(!printed.contains(&secret.to_multikey().unwrap()[4..]));
        let leaked = PublicKey::from_jwk(&jwk).unwrap_err();
        assert!(!format!("{leaked} {leaked:?}").contains(jwk[member].as_str().unwrap()));
    }
}

/// Multicodec code and key, as a Multikey.
fn multikey(prefix: [u8; 2], key: &[u8]) -> String {
    encode_multibase(accolade_keys::Base::Base58Btc, &[&prefix, key].concat())
}

#[test]
fn multikeys_that_are_refused() {
    let good = generated(KeyType::P256).public_key().to_bytes();
    let mut infinity_like = good.clone();
    infinity_like[0] = 0;
    let p_minus_18 = [&[0xee][..], &[0xff; 30], &[0x7f]].concat();
    for (text, code) in [
        ("6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi".to_owned(), codes::MALFORMED_MULTIBASE),
        ("z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hw0".to_owned(), codes::MALFORMED_MULTIBASE),
        (format!("z{}", "1".repeat(200_000)), codes::MALFORMED_MULTIBASE),
        ("u7QEB".to_owned(), codes::MALFORMED_MULTIBASE),
        (String::new(), codes::MALFORMED_MULTIBASE),
        ("z".to_owned(), codes::UNSUPPORTED_TYPE),
        (multikey([0xed, 0x01], &[1; 31]), codes::WRONG_LENGTH),
        (multikey([0xed, 0x01], &[1; 33]), codes::WRONG_LENGTH),
        // The points of small order: the neutral element, and one of order two.
        (multikey([0xed, 0x01], &[&[1][..], &[0; 31]].concat()), codes::TOO_WEAK),
        (multikey([0xed, 0x01], &[&[0xec][..], &[0xff; 30], &[0x7f]].concat()), codes::TOO_WEAK),
        // The neutral element once more, as p + 1, which is not its canonical encoding.
        (multikey([0xed, 0x01], &p_minus_18), codes::NOT_ON_CURVE),
        // Uncompressed, and with a sign that is none.
        (multikey([0x80, 0x24], &[&[4][..], &[1; 64]].concat()), codes::WRONG_LENGTH),
        (multikey([0x80, 0x24], &infinity_like), codes::NOT_ON_CURVE),
        (multikey([0x80, 0x24], &[&[2][..], &[0xff; 32]].concat()), codes::NOT_ON_CURVE),
        (multikey([0x81, 0x24], &good), codes::WRONG_LENGTH),
        (multikey([0x85, 0x24], &[0x30, 0x03, 0x02, 0x01, 0x03]), codes::MALFORMED),
        // SM2, BLS12-381 G1 and a secret key.
        (multikey([0x86, 0x24], &[2; 33]), codes::UNSUPPORTED_TYPE),
        (multikey([0xea, 0x01], &[2; 48]), codes::UNSUPPORTED_TYPE),
        (generated(KeyType::Ed25519).to_multikey().unwrap().to_string(), codes::UNSUPPORTED_TYPE),
    ] {
        assert_eq!(PublicKey::from_multikey(&text).unwrap_err().code(), code, "{text:.60}");
    }
}

#[test]
fn json_web_keys_that_are_refused() {
    let p256 = generated(KeyType::P256).public_key().to_jwk();
    let ed25519 = generated(KeyType::Ed25519).public_key().to_jwk();
    let rsa = json!({"kty": "RSA", "n": RFC_7638_N, "e": "AQAB"});
    let with = |key: &Value, name: &str, member: Value| {
        let mut key = key.clone();
        key[name] = member;
        key
    };
    let small = encode_base64url(&[0xff; 255]);
    let mut even = accolade_keys::decode_base64url(RFC_7638_N).unwrap();
    *even.last_mut().unwrap() &= 0xfe;
    for (key, code) in [
        (with(&p256, "d", json!("AQ")), codes::PRIVATE_MEMBER),
        (with(&rsa, "dp", json!(1)), codes::PRIVATE_MEMBER),
        (with(&ed25519, "d", Value::Null), codes::PRIVATE_MEMBER),
        (json!({"kty": "oct", "k": "c2VjcmV0"}), codes::PRIVATE_MEMBER),
        (json!({"kty": "oct"}), codes::UNSUPPORTED_TYPE),
        (with(&p256, "crv", json!("P-192")), codes::UNSUPPORTED_TYPE),
        (with(&p256, "kty", json!("OKP")), codes::UNSUPPORTED_TYPE),
        (with(&p256, "crv", json!("P-384")), codes::WRONG_LENGTH),
        (with(&p256, "x", json!("AQ")), codes::WRONG_LENGTH),
        (with(&p256, "x", p256["y"].clone()), codes::NOT_ON_CURVE),
        (with(&p256, "x", json!(format!("{}=", p256["x"].as_str().unwrap()))), codes::MALFORMED_MULTIBASE),
        (with(&p256, "x", json!(7)), codes::MALFORMED),
        (with(&ed25519, "x", json!("")), codes::WRONG_LENGTH),
        (with(&p256, "use", json!("enc")), codes::WRONG_USE),
        (with(&p256, "key_ops", json!(["sign"])), codes::WRONG_USE),
        (with(&p256, "alg", json!("ES384")), codes::WRONG_USE),
        (with(&rsa, "alg", json!("RSA-OAEP")), codes::WRONG_USE),
        (with(&rsa, "n", json!(small)), codes::TOO_WEAK),
        (with(&rsa, "n", json!(encode_base64url(&even))), codes::TOO_WEAK),
        (with(&rsa, "n", json!(format!("AA{RFC_7638_N}"))), codes::MALFORMED),
        (with(&rsa, "n", json!(encode_base64url(&[0xff; 1025]))), codes::MALFORMED),
        (with(&rsa, "e", json!("AQ")), codes::TOO_WEAK),
        (with(&rsa, "e", json!("Ag")), codes::TOO_WEAK),
        (with(&rsa, "e", json!("AwAAAAE")), codes::TOO_WEAK),
        (with(&rsa, "e", json!("")), codes::MALFORMED),
        (json!("text"), codes::MALFORMED),
    ] {
        let found = PublicKey::from_jwk(&key).map(|_| "read").map_err(|error| error.code());
        assert_eq!(found, Err(code), "{key:.200}");
    }
}

#[test]
fn pairs_that_do_not_belong_together_are_refused() {
    for key_type in made_here() {
        let secret = generated(key_type);
        let other = SecretKey::generate(key_type, &[3; 64]).unwrap();
        let mut jwk = value(&secret.to_jwk().unwrap());
        let stranger = other.public_key().to_jwk();
        for member in ["x", "y", "pub"] {
            if stranger.get(member).is_some() {
                jwk[member] = stranger[member].clone();
            }
        }
        assert_eq!(SecretKey::from_jwk(&jwk).unwrap_err().code(), codes::PAIR_MISMATCH, "{key_type}");
    }
}

#[test]
fn a_set_leaves_out_what_it_cannot_use_and_refuses_a_leak() {
    let key = generated(KeyType::P256).public_key().to_jwk();
    let mut set =
        json!({"keys": [{"kty": "oct2"}, {"kty": "EC", "crv": "P-192", "x": "AQ", "y": "AQ"}, key]});
    assert_eq!(Jwk::set_from_value(&set).unwrap().len(), 1);
    set["keys"][2]["d"] = json!("AQ");
    assert_eq!(Jwk::set_from_value(&set).unwrap_err().code(), codes::PRIVATE_MEMBER);
    assert_eq!(Jwk::set_from_value(&json!({"keys": {}})).unwrap_err().code(), codes::MALFORMED);
}

#[test]
fn damaged_files_are_refused() {
    let pem = generated(KeyType::P256).to_pem().unwrap();
    for text in [
        pem.replace("PRIVATE KEY", "PUBLIC KEY"),
        pem.replace("PRIVATE KEY", "EC PRIVATE KEY"),
        pem.replace('\n', ""),
        pem.lines().take(2).collect(),
        String::new(),
    ] {
        assert_eq!(SecretKey::from_pem(&text, None).unwrap_err().code(), codes::MALFORMED, "{text}");
    }
}

/// Made by OpenSSL 3: `openssl genpkey -algorithm ed25519`, then `openssl pkcs8 -topk8 -v2 aes-256-cbc -passout pass:badge`.
#[test]
fn a_key_file_of_openssl_opens() {
    let pem = include_str!("openssl-ed25519.pem");
    let secret = SecretKey::from_pem(pem, Some(b"badge")).unwrap();
    let public = PublicKey::from_pem(include_str!("openssl-ed25519.pub.pem")).unwrap();
    assert_eq!(secret.public_key(), &public);
}

/// RFC 6979 appendix A.2.7, and for secp256k1 the case of the secret 1 that the test vectors of its libraries share.
#[cfg(feature = "curves")]
#[test]
fn the_further_curves_sign_as_published() {
    let p521 = "00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75caa896eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b83538";
    let one = format!("{:0>64}", "1");
    for (key_type, prefix, secret, message, expected) in [
        (
            KeyType::P521,
            [0x88, 0x26],
            p521,
            "sample",
            concat!(
                "00c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53950e6d4c5f174e25a1ee9017b5d450606add152b534931d7d4e8455cc91f9b15bf05ec36e377fa",
                "00617cce7cf5064806c467f678d3b4080d6f1cc50af26ca209417308281b68af282623eaa63e5b5c0723d8b8c37ff0777b1a20f8ccb1dccc43997f1ee0e44da4a67a",
            ),
        ),
        (
            KeyType::Secp256k1,
            [0x81, 0x26],
            &one,
            "Satoshi Nakamoto",
            concat!(
                "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8",
                "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5",
            ),
        ),
    ] {
        let key = SecretKey::from_multikey(&multikey(prefix, &unhex(secret))).unwrap();
        assert_eq!(key.key_type(), key_type);
        let algorithm = key_type.algorithms()[0];
        let signature = CryptoProvider::portable().sign(algorithm, &key, message.as_bytes()).unwrap();
        assert_eq!(signature, unhex(expected), "{key_type}");
    }
}

#[cfg(feature = "curves")]
fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// JOSE and Data Integrity do not ask for the lower of the two values of `s`, as Bitcoin does.
#[cfg(feature = "curves")]
#[test]
fn both_values_of_s_hold_on_secp256k1() {
    // SEC 2 §2.4.1: the order of the curve.
    let order = unhex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    let secret = generated(KeyType::Secp256k1);
    let mut signature = CryptoProvider::portable().sign(Algorithm::Es256K, &secret, b"badge").unwrap();
    let mut borrow = 0;
    for (byte, of_order) in signature[32..].iter_mut().zip(&order).rev() {
        let difference = i32::from(*of_order) - i32::from(*byte) - borrow;
        borrow = i32::from(difference < 0);
        *byte = u8::try_from(difference.rem_euclid(256)).unwrap();
    }
    assert!(CryptoProvider::portable().verify(Algorithm::Es256K, secret.public_key(), b"badge", &signature));
}

#[cfg(feature = "bbs")]
mod bbs {
    use super::*;

    /// The key of the vectors of vc-di-bbs, in the form of its proofs.
    const MULTIKEY: &str = "zUC7DerdEmfZ8f4pFajXgGwJoMkV1ofMTmEG5UoNvnWiPiLuGKNeqgRpLH2TV4Xe5mJ2cXV76gRN7LFQwapF1VFu6x2yrr5ci1mXqC1WNUrnHnLgvfZfMH7h6xP6qsf9EKRQrPQ";

    /// The second example of draft-ietf-cose-bls-key-representations, appendix A.1, for G2.
    fn example() -> Value {
        json!({
            "kty": "OKP",
            "crv": "BLS12381G2",
            "x": "o-w6GPtbZuiG7pEZ7Jelw925pirHQIunTOnLy-F68HSs3A2ejcukZFeYkyWOsVyIDZKkES69mX0UBhUeyHI_DaZMv3YbSs_9Q1YxtJVn4uaneEykAFtTJyCSh2A6H1S7",
            "d": "MpN9MF6G6pmiZaJN6WOjWM2LQt07Blgb7WeJQbsKxWY"
        })
    }

    #[test]
    fn multikeys_are_read_and_written() {
        let public = PublicKey::from_multikey(MULTIKEY).unwrap();
        assert_eq!((public.key_type(), public.to_multikey().as_str()), (KeyType::Bls12381G2, MULTIKEY));
        let secret: Vec<u8> = [
            0x66, 0xd3, 0x6e, 0x11, 0x88, 0x32, 0xaf, 0x4c, 0x5e, 0x28, 0xb2, 0xdf, 0xe1, 0xb9, 0x57, 0x78,
            0x57, 0xe5, 0x7b, 0x04, 0x2a, 0x33, 0xe0, 0x6b, 0xde, 0xa3, 0x7b, 0x81, 0x1e, 0xd0, 0x9e, 0xe0,
        ]
        .to_vec();
        let text = multikey([0x8a, 0x26], &secret);
        let key = SecretKey::from_multikey(&text).unwrap();
        assert_eq!(key.public_key(), &public);
        assert_eq!(*key.to_multikey().unwrap(), text);
        assert_eq!(key.as_bbs().unwrap().public_key(), public.as_bbs().unwrap());
        assert!(generated(KeyType::Ed25519).as_bbs().is_none());
    }

    #[test]
    fn json_web_keys_are_read_and_written() {
        let secret = SecretKey::from_jwk(&example()).unwrap();
        let mut public = example();
        public.as_object_mut().unwrap().remove("d");
        assert_eq!(secret.public_key().to_jwk(), public);
        assert_eq!(PublicKey::from_jwk(&public).unwrap(), *secret.public_key());
        assert_eq!(PublicKey::from_jwk(&example()).unwrap_err().code(), codes::PRIVATE_MEMBER);
        let written: Value = serde_json::from_str(&secret.to_jwk().unwrap()).unwrap();
        assert_eq!(SecretKey::from_jwk(&written).unwrap().public_key(), secret.public_key());
        let mut other = example();
        other["d"] = json!("XdXO0OOc6YrVTKEPIR6JmmTSDDA5Y5pxCyY5TRI0k5c");
        assert_eq!(SecretKey::from_jwk(&other).unwrap_err().code(), codes::PAIR_MISMATCH);
    }

    #[test]
    fn points_that_protect_nothing_are_refused() {
        let mut identity = [0; 96];
        identity[0] = 0xc0;
        let code = |bytes: &[u8]| PublicKey::from_bytes(KeyType::Bls12381G2, bytes).unwrap_err().code();
        assert_eq!(code(&identity), codes::NOT_ON_CURVE);
        assert_eq!(code(&[0x80; 96]), codes::NOT_ON_CURVE);
        assert_eq!(code(&[0x80; 95]), codes::WRONG_LENGTH);
    }

    #[test]
    fn they_sign_no_bytes_and_have_no_pem() {
        let secret = generated(KeyType::Bls12381G2);
        let provider = CryptoProvider::portable();
        for algorithm in Algorithm::ALL {
            assert!(provider.sign(*algorithm, &secret, b"badge").is_err());
            assert!(!provider.verify(*algorithm, secret.public_key(), b"badge", &[0; 64]));
        }
        assert_eq!(secret.to_pem().unwrap_err().code(), codes::UNSUPPORTED_TYPE);
        assert_eq!(secret.public_key().to_pem().unwrap_err().code(), codes::UNSUPPORTED_TYPE);
    }
}
