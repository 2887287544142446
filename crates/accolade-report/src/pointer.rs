use std::fmt;

use serde::{Serialize, Serializer};

/// A place in a JSON document, as an [RFC 6901](https://www.rfc-editor.org/rfc/rfc6901) JSON Pointer.
///
/// The empty pointer is the whole document.
///
/// ```
/// use accolade_report::Pointer;
/// let place = Pointer::root().key("credentialSubject").key("a/b").index(2);
/// assert_eq!(place.as_str(), "/credentialSubject/a~1b/2");
/// assert_eq!(place.segments().collect::<Vec<_>>(), ["credentialSubject", "a/b", "2"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    #[must_use]
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// Reads a pointer from its text: empty, or segments each led by `/`, with `~` only in `~0` and `~1`.
    ///
    /// ```
    /// use accolade_report::Pointer;
    /// assert!(Pointer::parse("/issuer/id").is_some());
    /// assert!(Pointer::parse("issuer").is_none());
    /// assert!(Pointer::parse("/a~2b").is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let led = text.is_empty() || text.starts_with('/');
        let escaped = text.split('~').skip(1).all(|after| after.starts_with(['0', '1']));
        (led && escaped).then(|| Self(text.to_owned()))
    }

    /// The place of member `name` below this one.
    #[must_use]
    pub fn key(&self, name: &str) -> Self {
        let mut below = self.clone();
        below.push_key(name);
        below
    }

    /// The place of item `index` below this one.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// Goes down to member `name` in place.
    pub fn push_key(&mut self, name: &str) {
        self.0.push('/');
        for c in name.chars() {
            match c {
                '~' => self.0.push_str("~0"),
                '/' => self.0.push_str("~1"),
                c => self.0.push(c),
            }
        }
    }

    /// This place, seen from a document in which the pointed-into document stands at `base`.
    #[must_use]
    pub fn below(&self, base: &Self) -> Self {
        Self(format!("{}{}", base.0, self.0))
    }

    /// Whether this place is `other`, or stands in what is there.
    ///
    /// ```
    /// use accolade_report::Pointer;
    /// let issuer = Pointer::root().key("issuer");
    /// assert!(issuer.key("id").is_inside(&issuer) && !Pointer::root().key("issuers").is_inside(&issuer));
    /// ```
    #[must_use]
    pub fn is_inside(&self, other: &Self) -> bool {
        let rest = self.0.strip_prefix(&other.0);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The segments from the root, unescaped.
    pub fn segments(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~"))
    }

    /// The pointer's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Pointer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
