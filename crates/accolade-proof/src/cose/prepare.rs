use accolade_json::to_text;
use accolade_keys::{Algorithm, KeyError, KeyType};
use minicbor::Encoder;
use serde_json::Value;

use super::{ALGORITHMS, claims, label, sign1};
use crate::{
    ProofError,
    jose::{TokenOptions, token_payload},
};

/// A message that waits for its signature.
#[derive(Clone, Debug)]
pub struct PreparedCose {
    protected: Vec<u8>,
    payload: Vec<u8>,
    to_be_signed: Vec<u8>,
    algorithm: Algorithm,
}

/// Readies a document of version 2.0 for signing in COSE: `vp+cose` where it is a presentation, else `vc+cose`. `key_id` is
/// the URL that leads to the key. The claims stand in the header.
///
/// # Errors
/// `proof.malformed` where it is not an object, has a member of a claim's name, or is of version 1.1; `key.cannot-sign`
/// where the algorithm has no number in COSE.
pub fn prepare(
    document: &Value,
    algorithm: Algorithm,
    key_id: &str,
    options: &TokenOptions,
) -> Result<PreparedCose, ProofError> {
    let (kind, _) = token_payload(document, &TokenOptions::default())?;
    let known = ALGORITHMS.iter().find(|(_, known)| *known == algorithm);
    let cannot = KeyError::CannotSign { algorithm, key_type: KeyType::Rsa, provider: "COSE" };
    let (number, _) = known.ok_or(cannot)?;
    let claims = options.claims();
    let mut encoder = Encoder::new(Vec::new());
    // Writing to a `Vec` cannot fail. The labels in the order of their encoding (RFC 8949 §4.2.1).
    let _ = encoder.map(if claims.is_empty() { 4 } else { 5 });
    let _ = encoder.i64(label::ALG).and_then(|e| e.i64(*number));
    let _ = encoder.i64(label::CONTENT_TYPE).and_then(|e| e.str(&format!("application/{kind}")));
    let _ = encoder.i64(label::KID).and_then(|e| e.bytes(key_id.as_bytes()));
    if !claims.is_empty() {
        let _ = encoder.i64(label::CWT_CLAIMS);
        claims::write(&claims, &mut encoder);
    }
    let _ = encoder.i64(label::TYP).and_then(|e| e.str(&format!("application/{kind}+cose")));
    Ok(waiting(encoder.into_writer(), to_text(document).into_bytes(), algorithm))
}

/// A message of that header and payload.
pub(super) fn waiting(protected: Vec<u8>, payload: Vec<u8>, algorithm: Algorithm) -> PreparedCose {
    let to_be_signed = sign1::to_be_signed(&protected, b"", &payload);
    PreparedCose { protected, payload, to_be_signed, algorithm }
}

impl PreparedCose {
    /// What the key has to sign.
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        &self.to_be_signed
    }

    /// The algorithm that the key has to sign with.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The message, with its tag. Whether the signature holds is not checked here: an issuer verifies what it made.
    #[must_use]
    pub fn finish(self, signature: &[u8]) -> Vec<u8> {
        // An empty map is the unprotected header.
        sign1::write(true, &self.protected, &[0xa0], &self.payload, signature)
    }
}
