//! Issuer and verifier: the pieces joined, without any input or output.

mod resources;

pub use resources::{Answer, Request, RequestKind, Resources};
