use std::borrow::Cow;

use accolade_report::Pointer;
use serde_json::{Map, Value};

use crate::{Did, DidError, MethodUrl, VerificationMethod, computed, method};

/// What a key may be used for: a [verification relationship](https://www.w3.org/TR/cid-1.0/#verification-relationships),
/// which is also a proof's purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Purpose {
    /// To state something, such as a credential.
    AssertionMethod,
    /// To show who one is, such as a holder.
    Authentication,
    /// To use a capability.
    CapabilityInvocation,
    /// To pass a capability on.
    CapabilityDelegation,
    /// To agree on keys; never for proofs.
    KeyAgreement,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: &[Self] = &[
        Self::AssertionMethod,
        Self::Authentication,
        Self::CapabilityInvocation,
        Self::CapabilityDelegation,
        Self::KeyAgreement,
    ];

    /// The purpose of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|purpose| purpose.name() == name)
    }

    /// The member of a document that lists its methods, such as `assertionMethod`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AssertionMethod => "assertionMethod",
            Self::Authentication => "authentication",
            Self::CapabilityInvocation => "capabilityInvocation",
            Self::CapabilityDelegation => "capabilityDelegation",
            Self::KeyAgreement => "keyAgreement",
        }
    }
}

/// A DID document or another [controlled identifier document](https://www.w3.org/TR/cid-1.0/#controlled-identifier-documents).
///
/// ```
/// use accolade_did::{Document, MethodUrl, Purpose, codes};
/// use serde_json::json;
/// let document = Document::from_value(json!({
///     "id": "did:web:issuer.example",
///     "verificationMethod": [{
///         "id": "#key-1", "type": "Multikey", "controller": "did:web:issuer.example",
///         "publicKeyMultibase": "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi",
///     }],
///     "assertionMethod": ["#key-1"],
/// }), "did:web:issuer.example")?;
/// let method = MethodUrl::parse("did:web:issuer.example#key-1")?;
/// assert_eq!(document.method_for(&method, Purpose::AssertionMethod)?.id, method.as_str());
/// let error = document.method_for(&method, Purpose::Authentication).unwrap_err();
/// assert_eq!(error.code(), codes::NOT_AUTHORIZED_FOR_PURPOSE);
/// # Ok::<(), accolade_did::DidError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    id: String,
    /// The text it was read from; none where it follows from the identifier.
    value: Option<Value>,
    methods: Vec<Listed>,
    /// Which methods are listed under which purpose, by absolute identifier.
    relations: Vec<(Purpose, String)>,
}

/// A method of a document.
#[derive(Clone, Debug, PartialEq)]
struct Listed {
    id: String,
    source: Source,
}

#[derive(Clone, Debug, PartialEq)]
enum Source {
    /// As written, the key not yet read: a key that nobody asks for may be of an unknown kind.
    Members(Map<String, Value>),
    /// The method that a DID consists of.
    Method(Box<VerificationMethod>),
}

impl Document {
    /// Reads a document that was found under the identifier `expected`.
    ///
    /// # Errors
    /// `did.malformed-document`, `did.document-id-mismatch`.
    pub fn from_value(value: Value, expected: &str) -> Result<Self, DidError> {
        let malformed =
            |message: &str| DidError::MalformedDocument { pointer: Pointer::root(), message: message.into() };
        let members = value.as_object().ok_or_else(|| malformed("not an object"))?;
        let id =
            members.get("id").and_then(Value::as_str).ok_or_else(|| malformed("no member `id`"))?.to_owned();
        if id != expected {
            return Err(DidError::DocumentIdMismatch { found: id, expected: expected.to_owned() });
        }
        let mut document = Self { id, value: None, methods: Vec::new(), relations: Vec::new() };
        for (entry, place) in entries(members, "verificationMethod")? {
            document.list(entry, &place)?;
        }
        for &purpose in Purpose::ALL {
            for (entry, place) in entries(members, purpose.name())? {
                let id = match entry {
                    Value::String(reference) => document.absolute(reference, &place)?,
                    embedded => document.list(embedded, &place)?,
                };
                document.relations.push((purpose, id));
            }
        }
        document.value = Some(value);
        Ok(document)
    }

    /// The document of a `did:key` with its one method. It is not written out unless somebody asks: most who resolve a
    /// `did:key` want the key alone.
    pub(crate) fn of_key(did: &Did, method: VerificationMethod, relations: Vec<(Purpose, String)>) -> Self {
        Self {
            id: did.as_str().to_owned(),
            value: None,
            relations,
            methods: vec![Listed { id: method.id.clone(), source: Source::Method(Box::new(method)) }],
        }
    }

    /// The identifier that the document describes.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The document as JSON: as it was read, or as it follows from the identifier.
    #[must_use]
    pub fn to_value(&self) -> Cow<'_, Value> {
        match (&self.value, self.methods.first().map(|listed| &listed.source)) {
            (Some(value), _) => Cow::Borrowed(value),
            (None, Some(Source::Method(method))) => {
                Cow::Owned(computed::key_document_value(method, &self.relations))
            }
            (None, _) => Cow::Owned(Value::Null),
        }
    }

    /// `alsoKnownAs`: what the subject claims to be called elsewhere, which proves nothing by itself.
    #[must_use]
    pub fn also_known_as(&self) -> Vec<&str> {
        let names = self
            .value
            .as_ref()
            .and_then(|value| value.get("alsoKnownAs"))
            .map(accolade_json::one_or_many)
            .unwrap_or_default();
        names.iter().filter_map(Value::as_str).collect()
    }

    /// The identifiers of the methods listed under a purpose.
    #[must_use]
    pub fn methods_for(&self, purpose: Purpose) -> Vec<&str> {
        self.relations.iter().filter(|(listed, _)| *listed == purpose).map(|(_, id)| id.as_str()).collect()
    }

    /// The method of that identifier, if it may be used for that purpose, as
    /// [Controlled Identifiers §3.3](https://www.w3.org/TR/cid-1.0/#retrieve-verification-method) retrieves it.
    ///
    /// A `did:key` without a fragment stands for its one method.
    ///
    /// # Errors
    /// `did.method-not-found`, `did.not-authorized-for-purpose`, `did.controller-mismatch`, `did.malformed-method`, and
    /// `key.*` where its key cannot be used.
    pub fn method_for(&self, method: &MethodUrl, purpose: Purpose) -> Result<VerificationMethod, DidError> {
        let bare_did_key =
            method.fragment().is_none() && method.did().is_some_and(|did| did.method() == "key");
        let found = self.methods.iter().find(|listed| match bare_did_key {
            true => method.as_str() == self.id,
            false => listed.id == method.as_str(),
        });
        let listed = found.ok_or_else(|| DidError::MethodNotFound { id: method.as_str().to_owned() })?;
        let mut allowed = Vec::new();
        for (purpose, id) in &self.relations {
            if *id == listed.id {
                allowed.push(*purpose);
            }
        }
        if !allowed.contains(&purpose) {
            return Err(DidError::NotAuthorized { id: listed.id.clone(), purpose, allowed });
        }
        let method = match &listed.source {
            Source::Members(members) => method::read(&listed.id, members)?,
            Source::Method(method) => (**method).clone(),
        };
        // A document speaks for its own identifier only, so a method that names another controller is not vouched for.
        if method.controller != self.id {
            return Err(DidError::ControllerMismatch {
                id: method.id,
                found: method.controller,
                expected: self.id.clone(),
            });
        }
        Ok(method)
    }

    /// Takes up a method and gives its absolute identifier.
    fn list(&mut self, entry: &Value, place: &Pointer) -> Result<String, DidError> {
        let malformed =
            |message: &str| DidError::MalformedDocument { pointer: place.clone(), message: message.into() };
        let members = entry.as_object().ok_or_else(|| malformed("not a verification method"))?;
        let id = members.get("id").and_then(Value::as_str).ok_or_else(|| malformed("no member `id`"))?;
        let id = self.absolute(id, &place.key("id"))?;
        match self.methods.iter().find(|listed| listed.id == id) {
            Some(Listed { source: Source::Members(listed), .. }) if listed == members => {}
            Some(_) => return Err(malformed("another verification method has the same `id`")),
            None => {
                let source = Source::Members(members.clone());
                self.methods.push(Listed { id: id.clone(), source });
            }
        }
        Ok(id)
    }

    /// The identifier of a method. A reference without its DID is to the document's own
    /// ([DID Core §3.2.2](https://www.w3.org/TR/did-1.0/#relative-did-urls)); in other documents, only a fragment is.
    fn absolute(&self, reference: &str, place: &Pointer) -> Result<String, DidError> {
        let relative = match self.id.starts_with("did:") {
            true => reference.starts_with(['#', '/', '?']),
            false => reference.starts_with('#'),
        };
        let text = if relative { format!("{}{reference}", self.id) } else { reference.to_owned() };
        match MethodUrl::parse(&text) {
            Ok(_) => Ok(text),
            Err(error) => {
                Err(DidError::MalformedDocument { pointer: place.clone(), message: error.to_string() })
            }
        }
    }
}

/// The items of an array member with their places. A single value stands for an array of one, as some documents have it.
fn entries<'a>(members: &'a Map<String, Value>, name: &str) -> Result<Vec<(&'a Value, Pointer)>, DidError> {
    let place = Pointer::root().key(name);
    match members.get(name) {
        None => Ok(Vec::new()),
        Some(Value::Array(items)) => {
            let mut entries = Vec::with_capacity(items.len());
            for (position, item) in items.iter().enumerate() {
                entries.push((item, place.index(position)));
            }
            Ok(entries)
        }
        Some(one @ (Value::Object(_) | Value::String(_))) => Ok(vec![(one, place)]),
        Some(_) => Err(DidError::MalformedDocument { pointer: place, message: "not an array".to_owned() }),
    }
}
