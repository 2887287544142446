//! Badges from before Open Badges 3.0: versions 0.5 to 2.1, as typed views and rules.
//!
//! They are no verifiable credentials. An assertion is believed because the issuer's own host serves it, or because it is
//! signed with a key that the issuer's profile lists; [`in_scope`] says which addresses an issuer speaks for. A document
//! names its version by its context, or shows it by its shape: [`Generation::of`].
//!
//! What is known of a badge lies in up to three documents. They are read as one: the assertion, with the badge class in
//! `badge` and the issuer in its `issuer`, so that places have one meaning.

#[cfg(feature = "legacy-badges")]
mod convert;
mod generation;
#[cfg(feature = "legacy-badges")]
mod rules;
#[cfg(feature = "legacy-badges")]
mod scope;
#[cfg(feature = "legacy-badges")]
mod table;
#[cfg(feature = "legacy-badges")]
mod view;

#[cfg(feature = "legacy-badges")]
pub use convert::{Conversion, ConvertOptions, convert};
pub use generation::{Generation, Version};
#[cfg(feature = "legacy-badges")]
pub use rules::check;
#[cfg(feature = "legacy-badges")]
pub use scope::{in_scope, is_same_origin};
#[cfg(feature = "legacy-badges")]
pub use view::{Assertion, Badge, BadgeClass, Identity, Profile, RevocationList, Verification, instant};
