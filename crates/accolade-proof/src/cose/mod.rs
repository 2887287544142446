//! Credentials and presentations in COSE: a `COSE_Sign1` of [RFC 9052](https://www.rfc-editor.org/rfc/rfc9052#section-4.2) whose
//! payload is the document, as [VC-JOSE-COSE](https://www.w3.org/TR/vc-jose-cose/#securing-with-cose) puts it there.
//!
//! What is read is held to one way of writing it: lengths in their shortest form and stated beforehand, no member twice,
//! nothing behind the end. What decides about the signature stands in the protected header.
//!
//! ```
//! use accolade_keys::{Algorithm, CryptoProvider, KeyType, SecretKey};
//! use accolade_proof::{cose::{CoseToken, prepare}, jose::TokenOptions};
//! use serde_json::json;
//!
//! let credential = json!({
//!     "@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"],
//!     "issuer": "https://issuer.example", "credentialSubject": {"id": "did:example:ana"},
//! });
//! let (provider, key) = (CryptoProvider::portable(), SecretKey::generate(KeyType::P256, &[9; 64])?);
//! let options = TokenOptions::default();
//! let prepared = prepare(&credential, Algorithm::Es256, "https://issuer.example/keys/1", &options)?;
//! let signature = provider.sign(Algorithm::Es256, &key, prepared.bytes_to_sign())?;
//!
//! let read = CoseToken::read(&prepared.finish(&signature))?;
//! assert_eq!(read.payload.document, credential);
//! read.verify(key.public_key(), &provider)?;
//! # Ok::<(), accolade_proof::ProofError>(())
//! ```

mod claims;
mod claims_set;
mod header;
mod prepare;
mod sign1;
mod status_list;
mod token;

pub use claims_set::{read_claims, write_claims};
pub use header::CoseHeader;
pub use prepare::{PreparedCose, prepare};
pub use sign1::Sign1;
pub use status_list::StatusListCwt;
pub use token::CoseToken;

use accolade_keys::Algorithm;
use accolade_report::{Code, Pointer};

use crate::ProofError;

/// The algorithms by their [COSE numbers](https://www.iana.org/assignments/cose/cose.xhtml#algorithms).
const ALGORITHMS: &[(i64, Algorithm)] = &[
    (-7, Algorithm::Es256),
    (-8, Algorithm::EdDsa),
    (-35, Algorithm::Es384),
    (-36, Algorithm::Es512),
    (-37, Algorithm::Ps256),
    (-47, Algorithm::Es256K),
    (-257, Algorithm::Rs256),
];

/// The labels of a header: [RFC 9052 §3.1](https://www.rfc-editor.org/rfc/rfc9052#section-3.1), RFC 9596 and RFC 9597.
mod label {
    pub(super) const ALG: i64 = 1;
    pub(super) const CONTENT_TYPE: i64 = 3;
    pub(super) const KID: i64 = 4;
    pub(super) const CWT_CLAIMS: i64 = 15;
    pub(super) const TYP: i64 = 16;
}

fn fault(code: Code, message: impl Into<String>) -> ProofError {
    ProofError::Refused { code, pointer: Pointer::root(), message: message.into() }
}
