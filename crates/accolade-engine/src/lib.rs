//! Issuer and verifier: the pieces joined, without any input or output.

pub mod codes;
mod complete;
mod disclose;
mod input;
mod issue;
mod issue_status_list;
#[cfg(feature = "jsonschema")]
mod json_schema;
mod linked_data;
mod policy;
mod present;
mod reading;
mod registry_source;
mod resources;
mod verified;
mod verify;

pub use complete::Filled;
pub use disclose::{Added, Also, DeriveError, Derived, Holder, Preset, Rule, mandatory_pointers};
pub use issue::{IssueError, Issued, Issuer, Prepared, Securing};
pub use issue_status_list::{PreparedStatusList, StatusListForm};
#[cfg(feature = "jsonschema")]
pub use json_schema::{SchemaForm, check_schema};
pub use linked_data::LinkedData;
pub use policy::{DangerousPolicy, Policy, Recipient};
pub use present::{Answering, Presentable, PresentationForm, Presenter};
pub use reading::{Reading, edition_of};
pub use registry_source::RegistrySource;
pub use resources::{Answer, Request, RequestKind, Resources};
pub use verified::Verified;
pub use verify::{Batch, Step, Verification, Verifier};
