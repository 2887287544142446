//! Open Badges 3.0 and the VC data model as typed views and numbered rules over strict JSON.

mod check;
pub mod class;
pub mod codes;
pub mod context;
mod date;
mod findings;
mod identity;
mod kind;
mod ob3;
mod place;
mod url;
mod vcdm;
mod view;

pub use check::{check, check_as, check_schema, editions};
pub use date::parse_date_time_stamp;
pub use identity::{HashAlgorithm, IdentityHash};
pub use kind::{Kind, Version};
pub use url::is_url;
pub use vcdm::Dates;
pub use view::{
    Achievement, Address, Alignment, Association, Credential, Criteria, Entry, Evidence, GeoCoordinates,
    IdentifierEntry, IdentityObject, Image, Presentation, Profile, Related, RelatedResource, Result,
    ResultDescription, RubricCriterionLevel, Subject,
};
