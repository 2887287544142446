use accolade_keys::{Algorithm, CryptoProvider, KeyError, KeyType, PublicKey};
use serde_json::Value;

use super::{ALGORITHMS, PreparedCose, Sign1, fault, prepare, read_claims, write_claims};
use crate::{ProofError, codes, jose::KeyReference};

/// The type of a status list token.
const TYPE: &str = "application/statuslist+cwt";

/// A [status list token in CBOR](https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/) (§5.2), taken apart. Nothing in
/// it is proven before [`StatusListCwt::verify`] says so.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StatusListCwt {
    /// Its claims as JSON, as a token in JSON has them.
    pub claims: Value,
    message: Sign1,
}

impl StatusListCwt {
    /// Takes a token apart.
    ///
    /// # Errors
    /// `cose.malformed`, also for one without the tag of a `COSE_Sign1`; `cose.type-not-allowed`,
    /// `cose.header-not-allowed`, `cose.alg-not-allowed`.
    pub fn read(bytes: &[u8]) -> Result<Self, ProofError> {
        let message = Sign1::parse(bytes)?;
        if !message.is_tagged {
            return Err(fault(codes::COSE_MALFORMED, "a status list token has the tag of a `COSE_Sign1`"));
        }
        match message.header.typ.as_deref() {
            Some(TYPE) => {}
            found => {
                let found = found.unwrap_or_default();
                let message = format!("the header's type is `{found}`, not `{TYPE}`");
                return Err(fault(codes::COSE_TYPE, message));
            }
        }
        let claims = read_claims(&message.payload)?;
        let differs = |(name, value): (&String, &Value)| claims.get(name) != Some(value);
        if message.header.claims.iter().any(differs) {
            let message = "a claim of the header is not one of the payload";
            return Err(fault(codes::COSE_HEADER, message));
        }
        Ok(Self { claims, message })
    }

    /// Readies a token for signing; `claims` are those of a token in JSON, `key_id` leads to the key.
    ///
    /// # Errors
    /// `cose.malformed` for claims that cannot be written; `key.cannot-sign` where the algorithm has no number in COSE.
    pub fn prepare(claims: &Value, algorithm: Algorithm, key_id: &str) -> Result<PreparedCose, ProofError> {
        let known = ALGORITHMS.iter().find(|(_, known)| *known == algorithm);
        let cannot = KeyError::CannotSign { algorithm, key_type: KeyType::Rsa, provider: "COSE" };
        let (number, _) = known.ok_or(cannot)?;
        let mut header = minicbor::Encoder::new(Vec::new());
        // Writing to a `Vec` cannot fail.
        let _ = header.map(3).and_then(|e| e.i64(super::label::ALG)).and_then(|e| e.i64(*number));
        let _ = header.i64(super::label::KID).and_then(|e| e.bytes(key_id.as_bytes()));
        let _ = header.i64(super::label::TYP).and_then(|e| e.str(TYPE));
        Ok(prepare::waiting(header.into_writer(), write_claims(claims)?, algorithm))
    }

    /// The algorithm of the header.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.message.header.algorithm
    }

    /// Which key signed, as the header says.
    ///
    /// # Errors
    /// `jws.key-missing` where there is no `kid`, or it is not text.
    pub fn key_reference(&self) -> Result<KeyReference<'_>, ProofError> {
        self.message.header.key_reference()
    }

    /// Whether the signature holds under that key.
    ///
    /// # Errors
    /// `jws.alg-key-mismatch`, `proof.signature-mismatch`.
    pub fn verify(&self, key: &PublicKey, provider: &CryptoProvider) -> Result<(), ProofError> {
        self.message.verify(key, b"", provider)
    }
}

#[cfg(test)]
mod tests {
    use accolade_keys::decode_base64url;
    use serde_json::json;

    use super::*;

    /// The token that the draft prints in §5.2, of 2026-04-20, and the key that its examples are signed with.
    const PUBLISHED: &str = "d2845820a2012610781a6170706c69636174696f6e2f7374617475736c6973742b637774a1044231325850a50278216874\
        7470733a2f2f6578616d706c652e636f6d2f7374617475736c697374732f31061a648c5bea041a8898dfea19fffe19a8c019fffda26462697473\
        01636c73744a78dadbb918000217015d584093fa4d01032b18c35e2fe1101b77fd6cc9440022caa4694450c4e4e9feab4e99d1fa6d9772ce2bf3\
        a12e0323ded7c982c5e101a5e67f0cbc1e2b6f57ce99c279";

    fn published() -> Vec<u8> {
        let digit = |byte: u8| (byte as char).to_digit(16).unwrap() as u8;
        PUBLISHED.as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
    }

    fn key() -> PublicKey {
        PublicKey::from_jwk(&json!({
            "kty": "EC", "crv": "P-256", "x": "I3HWm_0Ds1dPMI-IWmf4mBmH-YaeAVbPVu7vB27CxXo",
            "y": "6N_d5Elj9bs1htgV3okJKIdbHEpkgTmAluYKJemzn1M",
        }))
        .unwrap()
    }

    #[test]
    fn the_published_token_holds() {
        let token = StatusListCwt::read(&published()).unwrap();
        assert_eq!(
            token.claims,
            json!({
                "sub": "https://example.com/statuslists/1", "iat": 1_686_920_170, "exp": 2_291_720_170_u64, "ttl": 43_200,
                "status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXQ"},
            })
        );
        assert!(matches!(token.key_reference(), Ok(KeyReference::Name("12"))));
        let provider = CryptoProvider::portable();
        token.verify(&key(), &provider).unwrap();
        // No bit of it can be turned unseen.
        let bytes = published();
        for place in 0..bytes.len() * 8 {
            let mut bytes = bytes.clone();
            bytes[place / 8] ^= 1 << (place % 8);
            let held = StatusListCwt::read(&bytes).and_then(|token| token.verify(&key(), &provider));
            // The key's name stands where it is not signed: it only says which key to try.
            let of_name = held.is_ok() && StatusListCwt::read(&bytes).unwrap().claims == token.claims;
            assert!(held.is_err() || of_name, "bit {place}");
        }
    }

    #[test]
    fn other_messages_are_no_status_list_tokens() {
        let good = published();
        let untagged = good[1..].to_vec();
        // 61(18(…)) is a CWT with its tag, and 17(…) a code that whoever checks it can make.
        let as_cwt = [&[0xd8, 0x3d][..], &good].concat();
        let mac = [&[0xd1][..], &good[1..]].concat();
        for (why, bytes) in [("untagged", untagged), ("CWT", as_cwt), ("MAC", mac)] {
            assert_eq!(StatusListCwt::read(&bytes).unwrap_err().code(), codes::COSE_MALFORMED, "{why}");
        }
        let payload = decode_base64url("oA").unwrap();
        let credential = super::super::sign1::write(true, &[0xa1, 0x01, 0x26], &[0xa0], &payload, &[0; 64]);
        assert_eq!(StatusListCwt::read(&credential).unwrap_err().code(), codes::COSE_TYPE);
    }
}
