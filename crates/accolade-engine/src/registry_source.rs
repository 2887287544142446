use std::sync::Arc;

/// A trust registry that is asked about issuers: a list of one's own, a registry in the legacy form of the Digital Credentials
/// Consortium, a signed list of recognized entities, or statements of an OpenID Federation. `spec-notes/trust.md` says what
/// each has to hold.
///
/// ```
/// use accolade_engine::{Policy, RegistrySource};
/// let mine = br#"{"entities": [{"id": "did:web:college.example", "name": "Harbour College"}]}"#;
/// let policy = Policy::default()
///     .ask_registry(RegistrySource::document("my list", mine.to_vec()))
///     .ask_registry(RegistrySource::url("https://registry.example/registry.json"));
/// assert_eq!(policy.registries().len(), 2);
/// ```
#[derive(Clone, Debug)]
pub struct RegistrySource {
    name: String,
    #[cfg_attr(not(feature = "trust"), expect(dead_code, reason = "nobody reads it"))]
    document: Option<Arc<Given>>,
}

/// A registry that is at hand. It is read once, however many credentials it is asked about.
#[derive(Debug)]
struct Given {
    #[cfg_attr(not(feature = "trust"), expect(dead_code, reason = "nobody reads it"))]
    bytes: Vec<u8>,
    #[cfg(feature = "trust")]
    read: std::sync::OnceLock<Arc<Read>>,
}

/// What came of reading a registry.
#[cfg(feature = "trust")]
pub(crate) type Read = Result<accolade_trust::Registry, accolade_trust::TrustError>;

impl RegistrySource {
    /// A registry that is at hand, under a name for the report.
    #[must_use]
    pub fn document(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let given = Given {
            bytes,
            #[cfg(feature = "trust")]
            read: std::sync::OnceLock::new(),
        };
        Self { name: name.into(), document: Some(Arc::new(given)) }
    }

    /// A registry that the verification asks for. Whoever serves it decides what it says, unless it is signed.
    #[must_use]
    pub fn url(url: impl Into<String>) -> Self {
        Self { name: url.into(), document: None }
    }

    /// What the registry is called in the report: its name, or its URL.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The registry, where it is at hand.
    #[cfg(feature = "trust")]
    pub(crate) fn given(&self) -> Option<(Arc<Read>, &[u8])> {
        let given = self.document.as_ref()?;
        let read = given.read.get_or_init(|| Arc::new(accolade_trust::Registry::read(&given.bytes)));
        Some((read.clone(), &given.bytes))
    }
}
