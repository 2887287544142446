//! The classes of Open Badges 3.0 and CLR 2.0 as data, and the one walk that holds a document against them.

mod table;
mod terms;
mod walk;

pub use table::*;
pub use terms::*;
pub(crate) use walk::{Scope, Walk, sweep};

/// An edition of the published JSON schemas.
///
/// The strict edition is the formal schema of 2024: lists are lists. The live edition, from late 2025 on, takes a
/// single value for a list wherever JSON-LD may compact one, and language maps for text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Edition {
    /// `…-jsonschema1.json`, as built in July 2024.
    Strict2024,
    /// `…_schema.json`, as served since October 2025.
    Live2026,
}

/// A class of the data model: what an object of that class may and must have.
#[derive(Debug)]
pub struct Class {
    /// The name, as it stands in `type`.
    pub name: &'static str,
    /// Where the class is defined.
    pub clause: &'static str,
    /// What `type` must say.
    pub types: Types,
    /// Who refuses members that the class does not list.
    pub closed: Seen,
    /// The properties, in groups that classes share, in the order in which a builder writes them.
    pub groups: &'static [&'static [Property]],
    /// The class that takes this one's place in a document of VCDM 1.1.
    pub v1: Option<&'static Class>,
}

impl Class {
    /// All properties, in order.
    pub fn properties(&self) -> impl Iterator<Item = &'static Property> {
        self.groups.iter().copied().flatten()
    }

    /// The property of that name.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&'static Property> {
        self.properties().find(|property| property.name == name)
    }
}

/// What the `type` of a class must say.
#[derive(Clone, Copy, Debug)]
pub enum Types {
    /// The class has no `type` of its own; one may be given.
    Absent,
    /// One name, whatever it is.
    One,
    /// Exactly this name, as text.
    Exactly(&'static str),
    /// A list that has, for each item here, one of the names in it.
    Among(&'static [&'static [&'static str]]),
}

/// A property of a class.
#[derive(Debug)]
pub struct Property {
    /// The name of the member.
    pub name: &'static str,
    /// How many values it has.
    pub count: Count,
    /// What a value is.
    pub range: Range,
}

/// How many values a property has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Exactly one.
    One,
    /// None or one.
    Optional,
    /// Exactly one by the schema of 2024; none or one by that of 2026 and by the specification's text since.
    OneIn2024,
    /// None or one by the schemas, though the data model of the W3C allows several.
    OptionalHere,
    /// Any number.
    Many,
    /// Any number; unknown to the schema of 2024.
    ManyIn2026,
    /// One or more.
    Some,
}

/// What a value is.
#[derive(Clone, Copy, Debug)]
pub enum Range {
    /// Text.
    Text,
    /// An absolute URI.
    Uri,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A date and time with a zone.
    DateTimeZ,
    /// A date and time; by the class tables the zone may be left out, by the schemas it may not.
    DateTime,
    /// A day.
    Date,
    /// A language code.
    LanguageCode,
    /// A country code.
    CountryCode,
    /// A compact JWS.
    CompactJws,
    /// A term of a vocabulary.
    Term(&'static Vocabulary),
    /// An object of a class.
    Object(&'static Class),
    /// An object of a class, or its URI.
    ObjectOrUri(&'static Class),
    /// Any credential.
    Credential,
    /// `@context` of a credential: the base context, then those that the functions know.
    Context(&'static [fn(&str) -> bool]),
}

/// A vocabulary of terms.
#[derive(Debug)]
pub struct Vocabulary {
    /// Its name.
    pub name: &'static str,
    /// Whether terms that begin with `ext:` extend it.
    pub extensible: bool,
    /// Its terms.
    pub terms: &'static [&'static str],
}

/// Who sees a defect: the model's own rules, and the editions of the schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen(u8);

impl Seen {
    /// Nobody.
    pub const NOBODY: Self = Self(0);
    /// The model's own rules.
    pub const MODEL: Self = Self(1);
    /// The strict schema of 2024.
    pub const STRICT: Self = Self(2);
    /// The schema of 2026.
    pub const LIVE: Self = Self(4);
    /// Both schemas.
    pub const SCHEMAS: Self = Self(6);
    /// All three.
    pub const ALL: Self = Self(7);

    /// Whether the two have somebody in common.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl From<Edition> for Seen {
    fn from(edition: Edition) -> Self {
        match edition {
            Edition::Strict2024 => Self::STRICT,
            Edition::Live2026 => Self::LIVE,
        }
    }
}
