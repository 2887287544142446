//! Open Badges 3.0 and Verifiable Credentials for micro-credentials.

mod explain;

pub use accolade_bake as bake;
pub use accolade_did as did;
pub use accolade_engine::{Answer, Request, RequestKind, Resources};
pub use accolade_json as json;
pub use accolade_keys as keys;
pub use accolade_ld as ld;
pub use accolade_model as model;
pub use accolade_proof as proof;
pub use accolade_report as report;
pub use explain::{explain, explanations};
