//! Securing mechanisms behind one trait and one registry.
//!
//! [`data_integrity`] embeds proofs in a document; [`jose`] puts a credential in a token, as Open Badges 3.0 does.

pub mod codes;
pub mod data_integrity;
mod date_time;
mod error;
pub mod jose;
pub mod sd_jwt;

pub use error::ProofError;
