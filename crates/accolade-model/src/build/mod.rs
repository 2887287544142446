//! Builders that cannot forget a required property.
//!
//! What the specification requires is an argument of `new`; what it allows is a method. Lists are written as lists,
//! so that every edition of the published schemas takes the document. [`AchievementCredential::build`] holds the
//! result against the rules that a verifier uses, and gives out nothing that it would flag.
//!
//! ```
//! use accolade_model::build::{Achievement, AchievementCredential, AchievementSubject, Criteria, Profile};
//! use accolade_model::parse_date_time_stamp;
//!
//! let achievement = Achievement::new(
//!     "urn:uuid:d1a9d1c4-4e7c-4b25-8f6e-0f9f1f8a2222",
//!     "Teamwork",
//!     "Works well in a team.",
//!     Criteria::narrative("Nominated by peers."),
//! );
//! let badge = AchievementCredential::new(
//!     "urn:uuid:5f1b7c0e-3c59-4b3e-9d26-0d4f5a0d9c11",
//!     Profile::new("did:example:issuer").name("Example Institution"),
//!     parse_date_time_stamp("2026-01-31T09:00:00Z").unwrap(),
//!     AchievementSubject::with_id("did:example:learner", achievement),
//! )
//! .name("Teamwork")
//! .build()?;
//! assert_eq!(badge["type"][1], "OpenBadgeCredential");
//! assert_eq!(badge["credentialSubject"]["achievement"]["criteria"]["narrative"], "Nominated by peers.");
//! # Ok::<(), accolade_model::ModelError>(())
//! ```

mod achievement;
mod credential;
mod parts;

use serde_json::{Map, Number, Value};
use time::OffsetDateTime;

pub use achievement::{
    Achievement, AchievementSubject, Alignment, Criteria, Related, ResultDescription, ResultEntry,
    RubricCriterionLevel,
};
pub use credential::{
    AchievementCredential, CredentialSchema, CredentialStatus, EndorsementCredential, EndorsementSubject,
};
pub use parts::{Address, Evidence, IdentifierEntry, IdentityObject, Image, Profile};

use crate::class::Class;

/// Defines a builder: its name and class, then one line a property that may be set: method, form, name in JSON.
macro_rules! builder {
    ($(#[$meta:meta])* $name:ident: $class:expr; { $( $method:ident: $form:ident $(<$part:ty>)? = $json:literal, )* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name(pub(crate) serde_json::Map<String, serde_json::Value>);

        impl $name {
            /// Sets a member that the specification does not know, such as one of an extension.
            #[must_use]
            pub fn member(mut self, name: &str, value: impl Into<serde_json::Value>) -> Self {
                self.0.insert(name.to_owned(), value.into());
                self
            }

            $( $crate::build::set!($form $(<$part>)?, $method, $json); )*
        }

        impl From<$name> for serde_json::Value {
            fn from(part: $name) -> Self {
                Self::Object($crate::build::ordered(part.0, $class))
            }
        }
    };
}

macro_rules! set {
    (text, $method:ident, $json:literal) => {
        #[doc = concat!("Sets `", $json, "`.")]
        #[must_use]
        pub fn $method(mut self, value: impl Into<String>) -> Self {
            self.0.insert($json.to_owned(), value.into().into());
            self
        }
    };
    (texts, $method:ident, $json:literal) => {
        #[doc = concat!("Adds to `", $json, "`.")]
        #[must_use]
        pub fn $method(mut self, value: impl Into<String>) -> Self {
            $crate::build::push(&mut self.0, $json, value.into().into());
            self
        }
    };
    (number, $method:ident, $json:literal) => {
        #[doc = concat!("Sets `", $json, "`.")]
        #[must_use]
        pub fn $method(mut self, value: f64) -> Self {
            self.0.insert($json.to_owned(), $crate::build::number(value));
            self
        }
    };
    (flag, $method:ident, $json:literal) => {
        #[doc = concat!("Sets `", $json, "`.")]
        #[must_use]
        pub fn $method(mut self, value: bool) -> Self {
            self.0.insert($json.to_owned(), value.into());
            self
        }
    };
    (instant, $method:ident, $json:literal) => {
        #[doc = concat!("Sets `", $json, "`.")]
        #[must_use]
        pub fn $method(mut self, value: time::OffsetDateTime) -> Self {
            self.0.insert($json.to_owned(), $crate::build::instant(value));
            self
        }
    };
    (object<$part:ty>, $method:ident, $json:literal) => {
        #[doc = concat!("Sets `", $json, "`.")]
        #[must_use]
        pub fn $method(mut self, value: $part) -> Self {
            self.0.insert($json.to_owned(), value.into());
            self
        }
    };
    (objects<$part:ty>, $method:ident, $json:literal) => {
        #[doc = concat!("Adds to `", $json, "`.")]
        #[must_use]
        pub fn $method(mut self, value: $part) -> Self {
            $crate::build::push(&mut self.0, $json, value.into());
            self
        }
    };
}

pub(crate) use {builder, set};

/// An object with the given members.
pub(crate) fn object<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Adds to a list, which is made where there is none.
pub(crate) fn push(map: &mut Map<String, Value>, name: &str, value: Value) {
    match map.get_mut(name) {
        Some(Value::Array(items)) => items.push(value),
        _ => {
            map.insert(name.to_owned(), Value::Array(vec![value]));
        }
    }
}

/// A number as JSON writes it: whole numbers without a fraction. What JSON cannot write becomes null, which the rules
/// refuse.
pub(crate) fn number(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_991.0;
    if value.fract() == 0.0 && value.abs() <= EXACT {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a whole number that a double holds exactly fits"
        )]
        return Value::from(value as i64);
    }
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

pub(crate) fn instant(value: OffsetDateTime) -> Value {
    Value::from(accolade_json::date::write_date_time_stamp(value))
}

/// The members in the order of the class: `@context`, `id`, `type`, what the class lists, what it does not.
pub(crate) fn ordered(map: Map<String, Value>, class: &Class) -> Map<String, Value> {
    let rank = |name: &str| match name {
        "@context" => 0,
        "id" => 1,
        "type" => 2,
        _ => class
            .properties()
            .position(|property| property.name == name)
            .map_or(usize::MAX, |index| index + 3),
    };
    let mut members: Vec<(String, Value)> = map.into_iter().collect();
    members.sort_by_key(|(name, _)| rank(name));
    members.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(2.0).to_string(), "2");
        assert_eq!(number(2.5).to_string(), "2.5");
        assert_eq!(number(-0.5).to_string(), "-0.5");
        assert_eq!(number(f64::NAN), Value::Null);
        assert_eq!(number(f64::INFINITY), Value::Null);
    }
}
