//! [BBS signatures](https://datatracker.ietf.org/doc/draft-irtf-cfrg-bbs-signatures/) over BLS12-381: one signature
//! covers many messages, and its holder proves knowledge of it while disclosing some of them. Two such proofs cannot be
//! linked to each other, nor to the signature, by anything but what they disclose.
//!
//! The curve and the pairing are those of the crate `bls12_381`; what stands here is the signature scheme. Nothing
//! draws randomness: whoever proves hands in entropy that came from a cryptographic generator and is used once.
//!
//! ```
//! use accolade_bbs::{Ciphersuite, Headers, SecretKey};
//! let suite = Ciphersuite::Sha256;
//! let secret = SecretKey::generate(suite, &[7; 32], b"", None)?;
//! let public = secret.public_key();
//! let messages = ["a name", "a birthday", "a grade"];
//! let signature = suite.sign(&secret, b"header", &messages)?;
//! assert!(suite.verify(public, b"header", &messages, &signature));
//!
//! // The grade alone is disclosed. In earnest the entropy is fresh for every proof.
//! let headers = Headers { header: b"header", presentation: b"for one verifier" };
//! let random = suite.random_scalars(&[3; 64], 5 + 2)?;
//! let proof = suite.prove(public, &signature, headers, &messages, &[2], &random)?;
//! assert!(suite.verify_proof(public, &proof, headers, &[(2, "a grade")]));
//! assert!(!suite.verify_proof(public, &proof, headers, &[(2, "another grade")]));
//! # Ok::<(), accolade_bbs::BbsError>(())
//! ```

mod blind;
mod ciphersuite;
pub mod codes;
mod core;
mod error;
mod generators;
mod keys;
mod point;
mod proof;
mod scalar;
mod signature;

pub use blind::{BlindInterface, Commitment, Hidden, Pseudonym, Signed};
pub use ciphersuite::Ciphersuite;
pub use error::BbsError;
pub use keys::{PublicKey, SecretKey};
pub use proof::{Headers, Proof};
pub use scalar::Scalar;
pub use signature::Signature;

/// The most messages that one signature is taken to cover. No credential comes near; a hostile proof that claims more would
/// cost its verifier the making of as many generators.
pub const MOST_MESSAGES: usize = 2048;
