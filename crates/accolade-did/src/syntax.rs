use std::fmt;

use accolade_keys::PublicKey;

use crate::DidError;

/// A DID, held to the grammar of [DID Core §3.1](https://www.w3.org/TR/did-1.0/#did-syntax).
///
/// ```
/// use accolade_did::Did;
/// let did = Did::parse("did:web:issuer.example:school")?;
/// assert_eq!((did.method(), did.specific_id()), ("web", "issuer.example:school"));
/// for not_a_did in ["did:Web:a", "did:web:", "did::a", "did:web:a b", "did:web:a:", "did:web:a%2", "did:web:a#b"] {
///     assert!(Did::parse(not_a_did).is_err(), "{not_a_did}");
/// }
/// # Ok::<(), accolade_did::DidError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Did(String);

impl Did {
    /// Reads a DID without path, query or fragment.
    ///
    /// # Errors
    /// `did.malformed`.
    pub fn parse(text: &str) -> Result<Self, DidError> {
        match hold_did(text) {
            Ok(()) => Ok(Self(text.to_owned())),
            Err(message) => Err(DidError::Malformed { text: text.to_owned(), message }),
        }
    }

    /// A DID that was put together here, of parts that fit.
    pub(crate) const fn trusted(text: String) -> Self {
        Self(text)
    }

    /// The method's name, such as `key`.
    #[must_use]
    pub fn method(&self) -> &str {
        self.0.split(':').nth(1).unwrap_or_default()
    }

    /// Whether its document follows from the DID alone and holds nothing but its key: no other name and no service.
    ///
    /// ```
    /// use accolade_did::Did;
    /// assert!(Did::parse("did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi")?.is_computed());
    /// assert!(!Did::parse("did:web:issuer.example")?.is_computed());
    /// # Ok::<(), accolade_did::DidError>(())
    /// ```
    #[must_use]
    pub fn is_computed(&self) -> bool {
        matches!(self.method(), "key" | "jwk")
    }

    /// What identifies the subject within the method.
    #[must_use]
    pub fn specific_id(&self) -> &str {
        self.0.splitn(3, ':').nth(2).unwrap_or_default()
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Did {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The identifier of a verification method: a [DID URL](https://www.w3.org/TR/did-1.0/#did-url-syntax) or another absolute
/// URL.
///
/// ```
/// use accolade_did::MethodUrl;
/// let method = MethodUrl::parse("did:web:issuer.example#key-1")?;
/// assert_eq!((method.base(), method.fragment()), ("did:web:issuer.example", Some("key-1")));
/// let method = MethodUrl::parse("https://issuer.example/keys/1")?;
/// assert!(method.did().is_none());
/// assert!(MethodUrl::parse("#key-1").is_err());
/// # Ok::<(), accolade_did::DidError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MethodUrl {
    text: String,
    did: Option<Did>,
}

impl MethodUrl {
    /// Reads the identifier of a verification method.
    ///
    /// # Errors
    /// `did.malformed`.
    pub fn parse(text: &str) -> Result<Self, DidError> {
        match did_of(text) {
            Ok(did) => Ok(Self { text: text.to_owned(), did: did.map(Did::parse).transpose()? }),
            Err(message) => Err(DidError::Malformed { text: text.to_owned(), message }),
        }
    }

    /// The DID within, if it is a DID URL.
    #[must_use]
    pub const fn did(&self) -> Option<&Did> {
        self.did.as_ref()
    }

    /// What stands before the fragment: the identifier whose document holds the method.
    #[must_use]
    pub fn base(&self) -> &str {
        self.text.split('#').next().unwrap_or_default()
    }

    /// What stands behind `#`.
    #[must_use]
    pub fn fragment(&self) -> Option<&str> {
        self.text.split_once('#').map(|(_, fragment)| fragment)
    }

    /// The key that stands in the fragment itself as a Multikey, as in `https://issuer.example#z6Mk…`.
    ///
    /// Outside of `did:key`, such a key says nothing about who holds it: anyone can write it behind any identifier.
    #[must_use]
    pub fn self_asserted_key(&self) -> Option<PublicKey> {
        let fragment = self.fragment().filter(|fragment| fragment.starts_with('z'))?;
        PublicKey::from_multikey(fragment).ok()
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for MethodUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<Did> for MethodUrl {
    fn from(did: Did) -> Self {
        Self { text: did.as_str().to_owned(), did: Some(did) }
    }
}

/// Holds a text against the grammar of DIDs.
fn hold_did(text: &str) -> Result<(), &'static str> {
    let rest = text.strip_prefix("did:").ok_or("does not begin with `did:`")?;
    let (method, specific) = rest.split_once(':').ok_or("names no DID method")?;
    if method.is_empty() || !method.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return Err("names a DID method in other than lower-case letters and digits");
    }
    // method-specific-id = *( *idchar ":" ) 1*idchar
    if specific.is_empty() || specific.ends_with(':') || !allowed(specific, ".-_:") {
        return Err("does not identify anything within its DID method");
    }
    Ok(())
}

/// What should be a DID in the identifier of a verification method; none where it is another URL.
fn did_of(text: &str) -> Result<Option<&str>, &'static str> {
    // What may stand in a URL beside letters, digits and what is encoded.
    const OTHERS: &str = "!$&'()*+,-./:;=?@[]_~";
    let (base, fragment) =
        text.split_once('#').map_or((text, None), |(base, fragment)| (base, Some(fragment)));
    if fragment.is_some_and(|fragment| fragment.is_empty() || !allowed(fragment, OTHERS)) {
        return Err("has a fragment that is empty or holds characters that URLs do not");
    }
    if !base.starts_with("did:") {
        let is_absolute = base.split_once(':').is_some_and(|(scheme, rest)| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
                && !rest.is_empty()
                && allowed(rest, OTHERS)
        });
        return if is_absolute { Ok(None) } else { Err("is not an absolute URL") };
    }
    // did-url = did path-abempty [ "?" query ] [ "#" fragment ]
    let (did, rest) = base.split_at(base.find(['/', '?']).unwrap_or(base.len()));
    if !allowed(rest, OTHERS) {
        return Err("has a path or query that holds characters which URLs do not");
    }
    Ok(Some(did))
}

/// Whether a text holds only letters, digits, `others`, and `%` followed by two hexadecimal digits.
fn allowed(text: &str, others: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fits = match byte {
            b'%' => {
                bytes.next().is_some_and(|b| b.is_ascii_hexdigit())
                    && bytes.next().is_some_and(|b| b.is_ascii_hexdigit())
            }
            byte => byte.is_ascii_alphanumeric() || others.as_bytes().contains(&byte),
        };
        if !fits {
            return false;
        }
    }
    true
}
