//! Issuer and verifier: the pieces joined, without any input or output.

pub mod codes;
mod input;
mod issue;
mod policy;
mod resources;
mod verified;
mod verify;

pub use issue::{IssueError, Issued, Issuer, Prepared, Securing};
pub use policy::{DangerousPolicy, Policy, Recipient};
pub use resources::{Answer, Request, RequestKind, Resources};
pub use verified::Verified;
pub use verify::{Step, Verification, Verifier};
