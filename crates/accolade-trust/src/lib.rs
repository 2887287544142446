//! Trust registries: who is recognised, by whom, for what and when. Four forms are read: a list of one's own
//! ([`List::from_local`]), the registries of the Digital Credentials Consortium ([`List::from_legacy`]), lists of
//! [recognized entities](https://www.w3.org/TR/vc-recognized-entities-1.0/) ([`List::from_recognized`]) and statements of an
//! [OpenID Federation](https://openid.net/specs/openid-federation-1_0.html) ([`Federation`]).
//!
//! A list of one's own is where trust begins: it names entities, says whose signed lists are believed, and gives the keys of a
//! federation's anchor. Whether a signed list is genuine is for the caller to know.
//!
//! ```
//! use accolade_trust::{List, Question, Standing};
//! use serde_json::json;
//! use time::macros::datetime;
//!
//! let list = List::from_local(&json!({"entities": [{
//!     "id": "did:web:college.example", "name": "Harbour College",
//!     "recognizedTo": [{"action": "issue", "achievementTypes": ["MicroCredential"], "until": "2027-01-01T00:00:00Z"}],
//! }]}))?;
//! let mut question = Question {
//!     credential_types: vec!["OpenBadgeCredential"], achievement_types: vec!["MicroCredential"], achievements: vec![],
//!     issued: Some(datetime!(2026-03-01 00:00 UTC)), now: datetime!(2026-06-01 00:00 UTC),
//! };
//! let college = list.find("did:web:college.example").unwrap();
//! assert!(matches!(college.standing(&question), Standing::Recognized(_)));
//! question.achievement_types = vec!["Degree"];
//! assert!(matches!(college.standing(&question), Standing::OutOfScope));
//! # Ok::<(), accolade_trust::TrustError>(())
//! ```

pub mod codes;
mod error;
mod federation;
mod list;
mod local;
mod look_alike;
mod recognition;
mod registry;

pub use error::TrustError;
pub use federation::{Anchor, Federation, Member};
pub use list::{Entity, List};
pub use look_alike::{Likeness, Named, look_alike};
pub use recognition::{Question, Recognition, Schema, Standing};
pub use registry::Registry;
