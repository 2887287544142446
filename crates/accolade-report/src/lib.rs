//! The vocabulary of outcomes that every other Accolade crate speaks: a [`Code`] names one thing that can be found, a
//! [`Finding`] says where it was found and with what evidence, a [`Check`] gathers the findings of one question, and a
//! [`Report`] gathers the checks and states the [`Verdict`].
//!
//! ```
//! use accolade_report::{Check, CheckId, Code, Finding, Outcome, Pointer};
//!
//! const EXPIRED: Code = Code::new("validity.expired");
//! let mut check = Check::new(CheckId::Validity);
//! check.add(Finding::error(EXPIRED, Pointer::root().key("validUntil"), "the credential is no longer valid"));
//! assert_eq!(check.outcome(), Outcome::Failed);
//! ```

mod check;
mod code;
mod finding;
mod nested;
mod pointer;
mod report;
mod text;
mod translation;
mod value;

pub use check::{Check, CheckId, Layer, Outcome};
pub use code::{Code, Explanation};
pub use finding::{Finding, Severity};
pub use nested::{Nested, Role};
pub use pointer::Pointer;
pub use report::{Report, Verdict};
pub use text::{Style, printable};
pub use translation::{Translated, Translation};

/// The [JSON Schema](https://json-schema.org/) of a [`Report`] in JSON; a test holds it against every report on the fixtures.
pub const REPORT_SCHEMA: &str = include_str!("../schema/report.schema.json");
