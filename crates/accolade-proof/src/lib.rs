//! Securing mechanisms behind one trait and one registry.
//!
//! [`data_integrity`] embeds proofs in a document. (`jose`, the JWT form of Open Badges 3.0, stands beside it.)

pub mod codes;
pub mod data_integrity;
mod error;

pub use error::ProofError;
