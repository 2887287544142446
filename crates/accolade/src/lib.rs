//! Open Badges 3.0 and Verifiable Credentials for micro-credentials.

pub use accolade_engine::{Answer, Request, RequestKind, Resources};
pub use accolade_report as report;
