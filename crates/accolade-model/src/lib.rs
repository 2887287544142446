//! Open Badges 3.0 and the VC data model as typed views and numbered rules over strict JSON.
//!
//! A document is a [`serde_json::Value`], as `accolade_json::parse` reads it. [`check`] holds it against the rules of the
//! [Verifiable Credentials Data Model](https://www.w3.org/TR/vc-data-model-2.0/) 2.0 or 1.1 and, where it is a badge, an
//! endorsement or a learner's record, of [Open Badges 3.0](https://www.imsglobal.org/spec/ob/v3p0/) or
//! [CLR 2.0](https://www.imsglobal.org/spec/clr/v2p0/). [`Credential`] and the other views read it; [`build`] makes new
//! ones. [`check_results`] looks at results and scales, [`match_recipient`] at whom the badge is about, [`editions`] at
//! the published schemas.
//!
//! Nothing here looks at signatures, time or the network.
//!
//! ```
//! use accolade_model::{Credential, codes};
//! use serde_json::json;
//!
//! let document = json!({
//!     "@context": ["https://www.w3.org/ns/credentials/v2"],
//!     "type": ["VerifiableCredential"],
//!     "issuer": "did:example:issuer",
//!     "validFrom": "last year",
//!     "credentialSubject": {"id": "did:example:learner"}
//! });
//! let (credential, findings) = Credential::read(&document);
//! assert_eq!(credential.unwrap().subject_id(), Some("did:example:learner"));
//! assert_eq!(findings[0].code, codes::DATE_MALFORMED);
//! assert_eq!(findings[0].pointer.as_str(), "/validFrom");
//! ```

pub mod build;
mod check;
pub mod class;
pub mod codes;
mod compare;
pub mod context;
mod error;
mod findings;
mod identity;
mod kind;
pub mod legacy;
pub mod micro_credential;
mod ob3;
mod place;
mod position;
mod results;
mod url;
mod vcdm;
mod view;

pub use accolade_json::date::parse_date_time_stamp;
pub use check::{check, check_as, check_schema, editions};
pub use compare::{compare_editions, is_same_credential};
pub use error::ModelError;
pub use identity::{HashAlgorithm, IdentityHash, Known, Recipient, hash_identity, match_recipient};
pub use kind::{Kind, Version};
pub use position::{Position, positions};
pub use results::check_results;
pub use url::is_url;
pub use vcdm::Dates;
pub use view::{
    Achievement, Address, Alignment, Association, Credential, Criteria, Entry, Evidence, GeoCoordinates,
    IdentifierEntry, IdentityObject, Image, Presentation, Profile, Related, RelatedResource, Result,
    ResultDescription, RubricCriterionLevel, Subject,
};
