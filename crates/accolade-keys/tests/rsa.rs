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

/// Keys whose length is no multiple of eight bits, the first with the exponent 3; and what OpenSSL signs with them.
const ODD: [(&str, &[(Algorithm, &str)]); 2] = [
    (
        "-----BEGIN PUBLIC KEY-----
MIIBIDANBgkqhkiG9w0BAQEFAAOCAQ0AMIIBCAKCAQEDt3IRa1nwHEFApk4D7VTq
hq72WmSBPXBRjAJ9ItV3y8YgteqpeSzUxzA1i6WbWkdO6XcPtuc/HF0MC06gCIl6
jR3S4TpxkZInPFiOtjOsElxCOiWgXjzsnQCHSqKJeMpLBt8hHCMi/wA0fNq+DtUj
LOxoY1PgbP25NyEZn+UT/DTwgpH4i3SZ2og+CcyVdqvLHrD3PPTs5VaY8AG4/PVh
UrC3XaHqkwQspU4edlD8lziRHeN4mPdy8hzi/DPbxWEMtoqaF3nNG1+EsZ14wIRN
bMLIKV7tV9cJeOb7RUA14ve6EcBNZ3ee9GpY55iq2gq+1yIvUsxASiVQUIuEdf6M
+QIBAw==
-----END PUBLIC KEY-----
",
        &[
            (
                Algorithm::Rs256,
                "ARvpoJgkH8AkSoYFpSPDDXyGayTjEYJMceXRd0LsqAduoDtPv3MNj5BV2Td0TGs9ML-b9X2_SoMGnYhASXBcAqp1VCki_fB4koojht4JfbB_K7JtxZLhE1aJhSzAcR932pyvJGm9XSV0s2eXb8aFleYVbThKxG47uEIRXVhZ1q5wEfAvwQNf_zwXC8MbGat8ACpjed0B7kIosRZ255Qyd7LSnAIHoWIDnXMj3dkh6r3ZVVOSjW1fr5D5OmwI63AYRl20FUY5BgPKfwDcuTeJx9-6HqvZ6PCYuS_L2H1Vn4nb-0a0JUGEP3uEkdQzCaYfqlHrEQQfgPd3_cfnChs5QNk",
            ),
            (
                Algorithm::Ps256,
                "AgO_o1nN4uSsfCFNY_2uucJjCN54ZGZp97spUmlc_P4O7VcX3LlHrryLEJR5LM2ia0JspvLNuJxBMkPLL6wYdzzZ1TaF9YTwtLIB8EA9VBn7oED9zT-VPF_1mqR7KitCFe7NZkVxhskAyU1Frz0e-AbBImN8WBMTlMEpi_LBmovNYdzG6nr-UW5mYwM7NrV9mlBG6635Smg_uYLpjfZQxh4nATvvYz184Tnt8cVmhiRMm8XxJnNvuBVEQZno4n4ddOdALh8o-r4-FHKVjIUjriIN9wudybtcXk6GWEakwwHqNq3kB3NWoR0d178olYakGYXn-rUjh2IBdpLBpdWNFLE",
            ),
        ],
    ),
    (
        "-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtA8NitGxiftEW8Tze0+C
qU+D3p2oi79+Gw8kYrBDmzl+PXJcxvUT4HSn55mZ4EgR7zuMJdskOK82oRkT5rW0
Tn8hk/3gdF0qp4WVkDnzZrNuHsvEuVVfZDmuchF9G/83m0g8EktesUFrkOB8lgsQ
l+zITlGy2vivl6kJlFManEIGvr679BfEX5R4q+w+bjolxga+JcUWgyCpLCWcnoEO
swiKG5FwjWvttbdMYTIp0wqXndRjGXUuv8bmgsS80b3oogKSdg04mNXRfa+KCAGi
ZJl9fgSrmTzeimN68Z01a/usljrSPhvqM30mRqdKtrRJoXvAJ0koWJ+9/oVk3n/G
UwIDAQAB
-----END PUBLIC KEY-----
",
        &[(
            Algorithm::Ps256,
            "OOQk1lzZQma-7ZDgXsT0reKM6uqPWduIEQem-FYexYojwRO29P0FwHG1Hr6zkPNRJDL3Anz2fW0ES75jWLs8LgKYvW4X61RxTWMcTaa_arL7a255aszTNbdVqLkYAqd0crgHp6kmnTVI97RpYbvDioCTRiJqeWHEvYhgQozTp9lZeVhbHCY8VdICe50AFow1qfzECjhpNIQW2ukz2torNuzcqkKdsAe3M8gcF3n-E_KqtWk98Kst7qZybEBq5PP3fh-vWHldx0l4e3RBc3iettjRPh4Qcbk0Tbt6qECiobRdy_hiJ-8dL_9IKwNOaQMnqwXLg42dURNY8TkkAHmCLg",
        )],
    ),
];

#[test]
fn keys_of_odd_lengths() {
    for (pem, signatures) in ODD {
        let key = PublicKey::from_pem(pem).unwrap();
        for (algorithm, signature) in signatures {
            for provider in providers() {
                let signature = decode_base64url(signature).unwrap();
                assert!(provider.verify(*algorithm, &key, MESSAGE, &signature), "{provider:?} {algorithm}");
            }
        }
    }
}
