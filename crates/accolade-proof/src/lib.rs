//! Securing mechanisms behind one trait and one registry.
//!
//! [`data_integrity`] embeds proofs in a document; [`jose`] puts a credential in a token, as Open Badges 3.0 and the W3C do;
//! [`sd_jwt`] lets its holder leave out parts of it; [`cose`] does with bytes what [`jose`] does with text.

pub mod codes;
#[cfg(feature = "cose")]
pub mod cose;
pub mod data_integrity;
mod date_time;
mod error;
pub mod jose;
pub mod sd_jwt;

pub use error::ProofError;
