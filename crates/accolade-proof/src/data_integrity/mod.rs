//! [Verifiable Credential Data Integrity 1.0](https://www.w3.org/TR/vc-data-integrity/): proofs that stand inside the
//! document they secure.
//!
//! Signing is split, so that a key may stay in an HSM, a key service or a browser: [`prepare`] gives a [`Prepared`], its
//! [`Prepared::bytes_to_sign`] go to whoever holds the key, and [`Prepared::finish`] takes the signature.
//!
//! A proof that was made [`Disclosable`] is a base proof: its holder [`derive()`]s from it proofs that show a part.

#[cfg(feature = "bbs")]
mod bbs;
mod disclose;
#[cfg(feature = "sd")]
mod ecdsa_sd;
mod hashing;
mod legacy;
mod prepare;
mod proof;
#[cfg(any(feature = "bbs", feature = "sd"))]
pub mod selective;
mod suite;
mod verify;

#[cfg(feature = "bbs")]
pub use bbs::{Blinded, HolderSecrets};
pub use disclose::{Disclosable, Disclose, Disclosure, derive, verify_base};
pub use prepare::{Prepared, ProofOptions, prepare};
pub use proof::{Proof, proofs};
pub use suite::{Registry, SigningInput, Statements, Suite};
pub use verify::{Expectation, Held, verify};
