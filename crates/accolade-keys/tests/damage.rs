//! Damaged input of every form is refused or read, and never ends the process.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

use accolade_json::{Limits, parse};
use accolade_keys::{Algorithm, HeaderRules, Jwk, Jws, KeyType, PublicKey, SecretKey, decode_multibase};

const RULES: HeaderRules =
    HeaderRules { algorithms: Algorithm::ALL, types: &["JWT"], members: &["alg", "kid", "jwk", "typ"] };

/// Xorshift: a fixed sequence that looks random.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// The bytes with a few of them changed, doubled or cut out.
    fn damage(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(3) {
            let at = self.below(bytes.len());
            match self.below(4) {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                1 if at < bytes.len() => bytes[at] = [0, 0xff, 0x80, b'=', b'.', b'"'][self.below(6)],
                2 => bytes.truncate(at.max(1)),
                _ => bytes.extend_from_within(at..(at + self.below(8)).min(bytes.len())),
            }
        }
        bytes
    }
}

#[test]
fn damaged_keys_and_tokens() {
    let mut sequence = Sequence(0x9e37_79b9_7f4a_7c15);
    let mut texts: Vec<Vec<u8>> =
        vec![include_bytes!("openssl-rsa.pub.pem").to_vec(), include_bytes!("openssl-rsa.pem").to_vec()];
    let mut ders = Vec::new();
    for &key_type in KeyType::ALL {
        let Ok(secret) = SecretKey::generate(key_type, &[7; 64]) else { continue };
        texts.push(secret.public_key().to_multikey().into_bytes());
        texts.push(secret.public_key().to_jwk().to_string().into_bytes());
        texts.push(secret.to_jwk().unwrap().as_bytes().to_vec());
        // BLS12-381 has no PEM.
        if let (Ok(pem), Ok(public)) = (secret.to_pem(), secret.public_key().to_pem()) {
            texts.push(pem.as_bytes().to_vec());
            texts.push(public.into_bytes());
            ders.push(pem_bytes(&pem));
        }
        let header = serde_json::json!({"alg": "ES256", "jwk": secret.public_key().to_jwk()});
        texts.push(Jws::join(&Jws::signing_input(&header, b"{}"), &[1; 64]).into_bytes());
    }
    ders.push(pem_bytes(include_str!("openssl-rsa.pem")));
    let mut read = 0;
    for round in 0..4_000 {
        let bytes = sequence.damage(&texts[round % texts.len()]);
        let text = String::from_utf8_lossy(&bytes);
        let _ = (decode_multibase(&text), SecretKey::from_multikey(&text));
        let _ = (SecretKey::from_pem(&text, Some(b"badge")), PublicKey::from_pem(&text));
        let _ = Jws::parse(&text, &RULES);
        read += usize::from(PublicKey::from_multikey(&text).is_ok());
        if let Ok(value) = parse(&bytes, &Limits::default()) {
            read += usize::from(Jwk::from_value(&value).is_ok());
            read += usize::from(SecretKey::from_jwk(&value).is_ok());
        }
        let der = sequence.damage(&ders[round % ders.len()]);
        read += usize::from(SecretKey::from_pkcs8(&der).is_ok());
    }
    // Some damage does no harm; nearly all of it is noticed.
    assert!(read < 700, "{read} of 4000 were read");
}

/// The bytes of a PEM text.
fn pem_bytes(pem: &str) -> Vec<u8> {
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let body = body.replace('+', "-").replace('/', "_");
    accolade_keys::decode_base64url(body.trim_end_matches('=')).unwrap()
}
