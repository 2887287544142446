#![doc = include_str!("../../../README.md")]

pub mod ffi;

pub use accolade_bake as bake;
#[cfg(feature = "bbs")]
pub use accolade_bbs as bbs;
pub use accolade_did as did;
pub use accolade_engine::codes::FETCH_GONE;
pub use accolade_engine::{
    Added, Also, Answer, Answering, Batch, DangerousPolicy, DeriveError, Derived, Filled, Holder, IssueError,
    Issued, Issuer, LinkedData, Policy, Prepared, PreparedStatusList, Presentable, PresentationForm,
    Presenter, Preset, Reading, Recipient, RegistrySource, Request, RequestKind, Resources, Rule, Securing,
    StatusListForm, Step, Verification, Verified, Verifier, edition_of, mandatory_pointers,
};
#[cfg(feature = "jsonschema")]
pub use accolade_engine::{SchemaForm, check_schema};
pub use accolade_json as json;
pub use accolade_keys as keys;
pub use accolade_ld as ld;
pub use accolade_model as model;
pub use accolade_proof as proof;
pub use accolade_report as report;
pub use accolade_status as status;
#[cfg(feature = "trust")]
pub use accolade_trust as trust;

use accolade_report::{Code, Explanation};

/// The words of reports in German, codes and all, for [`report::Translation::read`]; codes of calls and of the network included.
///
/// ```
/// use accolade::{GERMAN, report::Translation};
/// let german = Translation::read(GERMAN)?;
/// assert_eq!(german.code("validity.expired").unwrap().message, "der Nachweis ist abgelaufen");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub const GERMAN: &str = include_str!("../translations/de.json");

/// What a code means and what to do about it.
///
/// ```
/// let explanation = accolade::explain("json.duplicate-key").unwrap();
/// assert_eq!(explanation.clause, "RFC 8259 §4; RFC 7493 §2.3");
/// assert!(accolade::explain("json.no-such-code").is_none());
/// ```
#[must_use]
pub fn explain(code: &str) -> Option<&'static Explanation> {
    explanations().find(|explanation| explanation.code.as_str() == code)
}

/// The code of that name, where a report can hold it. Unlike [`explain`], it brings no explanations into a build.
#[must_use]
pub fn code(name: &str) -> Option<Code> {
    let tables = [
        accolade_json::codes::CODES,
        accolade_ld::codes::CODES,
        accolade_keys::codes::CODES,
        accolade_did::codes::CODES,
        accolade_model::codes::CODES,
        accolade_proof::codes::CODES,
        #[cfg(feature = "bbs")]
        accolade_bbs::codes::CODES,
        accolade_bake::codes::CODES,
        accolade_status::codes::CODES,
        #[cfg(feature = "trust")]
        accolade_trust::codes::CODES,
        accolade_engine::codes::CODES,
    ];
    tables.into_iter().flatten().copied().find(|code| code.as_str() == name)
}

/// Every code that a report can hold, with its explanation.
pub fn explanations() -> impl Iterator<Item = &'static Explanation> {
    let tables = [
        accolade_json::codes::ALL,
        accolade_ld::codes::ALL,
        accolade_keys::codes::ALL,
        accolade_did::codes::ALL,
        accolade_model::codes::ALL,
        accolade_proof::codes::ALL,
        #[cfg(feature = "bbs")]
        accolade_bbs::codes::ALL,
        accolade_bake::codes::ALL,
        accolade_status::codes::ALL,
        #[cfg(feature = "trust")]
        accolade_trust::codes::ALL,
        accolade_engine::codes::ALL,
    ];
    tables.into_iter().flatten()
}
