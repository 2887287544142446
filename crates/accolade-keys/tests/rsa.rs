//! RSA: verified everywhere, signed by the native provider only.

use accolade_json::{Limits, parse};
use accolade_keys::{Algorithm, CryptoProvider, KeyType, PublicKey, SecretKey, codes, decode_base64url};

/// `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048`
const SECRET: &str = include_str!("openssl-rsa.pem");
const PUBLIC: &str = include_str!("openssl-rsa.pub.pem");
const MESSAGE: &[u8] = b"a badge";
/// `openssl dgst -sha256 -sign openssl-rsa.pem`
const RS256: &str = "FK1tyIVC-ClUHLO5b-HcXajDOxRt0a-22Q7euT5c9SN24RJddS9eFShe_b7ZwicAPYJOzUVtHWTyGpswAw-oyyBkwy4LgjFLVTrg4IsYcU6w9qDiWqkgLSxUvYm_sggSzHCCfIzlnm89I1-yvFuh3RqssggmlMhL40krPMj7xKDZqB-Wo29tmdz8bkY6wN5Wj5dhHVCMOJvLVQKpaFw3rb4PJkXUEouwS0TUDVFOMRm7Yn0fkBoLqk8d_PuK38_b5LmwwQ69bjYDhN40uCklhWKdhV-Fr2jD1OBKY8gVdeSbHXUxg51KkEsXHmlfskPjWFU5pl1zSoDl4O62rDrOnQ";
/// The same with `-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32`
const PS256: &str = "R_oSXnPhMlY7k-TyUwpN1bkvQXMxm7fJkIStkRu248mKQvfanfJgUPu2j-cts2ygl1_ImLGC-aWxu2vuQ3SjXH_fYOFJ0CS4v0DJTgjoUdLO9k_MvASU-iRZ_YX97JrG1CDBAMmeVis8u6r55Lqv313SDqgJkmd_13y0J4gZiU9Ea-43y8Hh6Mo249mZCiSRyKsAXHWUzCHO5m-C2GhFPYumDYJk04XMtLWjogpv-X0SpkpiLGMZ3LhNCH-yS6ZUVvV107cEGb4Fka5d_J7nIgJE0kfAEPsvavb4SRTdl2FHT_-C8aoJitzHCzLubcmfHL2afhtUCzQN20hk2hBRWQ";
/// The same with a salt of 20 bytes, which PS256 does not have (RFC 7518 §3.5).
const PS256_SHORT_SALT: &str = "PBWH9raLLS7q7oCtcPjiX15-NU2YbIvZ9pZW4EwspzxRqwaw537wCi3AAMg69H8o3Sqk8gE4l6pRNvF693M60UnoIpEi86-pyAqfHqDquc_2F8dzcRE2j0UT1rmyD9YaC0_B4tJYlYnj4FAPjMQhUGKXC8gFKbsfXkzy0VD-d7M3LxmAx2aDtw6RqEJjQy8atUlA7Bzwd5ooTm_2U4cd_xhUFjtjj3uBd5asRRuHPvR1lhdt0NVaZ4zA14CLTkedM68pdMs18tW_tP5nMtRdJazL-SWE_qiI_p48FskFJmXJeeywSkDnHc2uHlJeMuem1YcnwTEM-jp7nOvi3DMYNg";

fn providers() -> Vec<CryptoProvider> {
    vec![
        CryptoProvider::portable(),
        #[cfg(feature = "native")]
        CryptoProvider::native(),
    ]
}

#[test]
fn signatures_of_openssl_hold() {
    let key = PublicKey::from_pem(PUBLIC).unwrap();
    for provider in providers() {
        let holds = |algorithm, signature: &str| {
            provider.verify(algorithm, &key, MESSAGE, &decode_base64url(signature).unwrap())
        };
        assert!(holds(Algorithm::Rs256, RS256), "{provider:?}");
        assert!(holds(Algorithm::Ps256, PS256), "{provider:?}");
        assert!(!holds(Algorithm::Rs256, PS256) && !holds(Algorithm::Ps256, RS256), "{provider:?}");
        assert!(!holds(Algorithm::Ps256, PS256_SHORT_SALT), "{provider:?}");
        let signature = decode_base64url(RS256).unwrap();
        assert!(!provider.verify(Algorithm::Rs256, &key, b"another badge", &signature));
        assert!(!provider.verify(Algorithm::Rs256, &key, MESSAGE, &signature[1..]));
        assert!(!provider.verify(Algorithm::Rs256, &key, MESSAGE, &[&[0], signature.as_slice()].concat()));
        assert!(!provider.verify(Algorithm::Rs256, &key, MESSAGE, &[0xff; 256]));
    }
}

#[test]
fn every_form_there_and_back() {
    let secret = SecretKey::from_pem(SECRET, None).unwrap();
    let public = PublicKey::from_pem(PUBLIC).unwrap();
    assert_eq!((secret.public_key(), public.key_type()), (&public, KeyType::Rsa));
    assert_eq!(public.to_pem().unwrap(), PUBLIC);
    assert_eq!(secret.to_pem().unwrap().as_str(), SECRET);
    for again in [PublicKey::from_multikey(&public.to_multikey()), PublicKey::from_jwk(&public.to_jwk())] {
        assert_eq!(again.unwrap(), public);
    }
    let jwk = secret.to_jwk().unwrap();
    let again = SecretKey::from_jwk(&parse(jwk.as_bytes(), &Limits::default()).unwrap()).unwrap();
    assert_eq!(again.to_pem().unwrap().as_str(), SECRET);
    assert_eq!(secret.to_multikey().unwrap_err().code(), codes::UNSUPPORTED_TYPE);
    assert_eq!(SecretKey::generate(KeyType::Rsa, &[1; 64]).unwrap_err().code(), codes::UNSUPPORTED_TYPE);
    assert!(!format!("{secret:?}").contains("PRIVATE"));
}

#[test]
fn the_portable_provider_does_not_sign() {
    let secret = SecretKey::from_pem(SECRET, None).unwrap();
    let error = CryptoProvider::portable().sign(Algorithm::Rs256, &secret, MESSAGE).unwrap_err();
    assert_eq!(error.code(), codes::CANNOT_SIGN);
    assert_eq!(error.to_string(), "the portable provider does not sign `RS256` with a key of type `RSA`");
}

#[cfg(feature = "native")]
#[test]
fn the_native_provider_signs() {
    let secret = SecretKey::from_pem(SECRET, None).unwrap();
    let signature = CryptoProvider::native().sign(Algorithm::Rs256, &secret, MESSAGE).unwrap();
    assert_eq!(signature, decode_base64url(RS256).unwrap());
    let salted = CryptoProvider::native().sign(Algorithm::Ps256, &secret, MESSAGE).unwrap();
    for provider in providers() {
        assert!(provider.verify(Algorithm::Ps256, secret.public_key(), MESSAGE, &salted));
    }
}
