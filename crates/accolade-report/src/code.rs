use std::fmt;

use serde::{Serialize, Serializer};

/// The stable, dotted name of one thing that can be found, such as `json.duplicate-key`.
///
/// A code never changes its meaning. Programs match on codes; people read [`Explanation`]s.
///
/// ```
/// use accolade_report::Code;
/// assert_eq!(Code::new("json.duplicate-key").as_str(), "json.duplicate-key");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

impl Code {
    /// A code of that name. Codes are defined with [`codes!`](crate::codes), which also registers their explanation.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The dotted name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

/// What a [`Code`] means, for people.
///
/// The explanations live apart from the codes so that a build which never explains (the browser's smallest) does not
/// carry them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code explained.
    pub code: Code,
    /// The clause of the specification that is broken or answered.
    pub clause: &'static str,
    /// What was found, in a sentence or two.
    pub means: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
}

/// Defines the codes of a crate, each with its explanation; `ALL`, the list of the explanations; and `CODES`, that of the codes
/// alone.
///
/// ```
/// accolade_report::codes! {
///     /// A member name stands twice in one object.
///     DUPLICATE_KEY = "json.duplicate-key" {
///         clause: "RFC 8259 §4",
///         means: "One object has two members of the same name, so two readers can see two different documents.",
///         remedy: "Remove one of the two members and sign the document again.",
///     }
/// }
/// assert_eq!((ALL[0].code, CODES[0]), (DUPLICATE_KEY, DUPLICATE_KEY));
/// ```
#[macro_export]
macro_rules! codes {
    ($( $(#[$meta:meta])* $name:ident = $code:literal {
        clause: $clause:literal, means: $means:literal, remedy: $remedy:literal $(,)?
    } )*) => {
        $( $(#[$meta])* pub const $name: $crate::Code = $crate::Code::new($code); )*

        /// The codes of this crate.
        pub static CODES: &[$crate::Code] = &[$( $name, )*];

        /// What each code of this crate means.
        pub static ALL: &[$crate::Explanation] = &[
            $( $crate::Explanation { code: $name, clause: $clause, means: $means, remedy: $remedy }, )*
        ];
    };
}
