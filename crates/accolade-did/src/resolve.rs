use crate::{DidError, Document, MethodUrl, computed, web_url, webvh::log_url};

/// Where the document of an identifier is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Resolution {
    /// It follows from the identifier.
    Document(Document),
    /// It has to be fetched from this URL; [`Document::from_value`] reads it for `did:web`,
    /// [`read_key_document`](crate::read_key_document) for an https verification method.
    Fetch {
        /// The URL, always https.
        url: String,
    },
    /// The log from which it follows has to be fetched; [`Log::read`](crate::webvh::Log::read) verifies it.
    Log {
        /// The URL, always https.
        url: String,
    },
}

/// Finds the document that holds a verification method, without fetching anything.
///
/// ```
/// use accolade_did::{MethodUrl, Resolution, resolve};
/// let method = MethodUrl::parse("did:web:issuer.example#key-1")?;
/// let url = "https://issuer.example/.well-known/did.json".to_owned();
/// assert_eq!(resolve(&method)?, Resolution::Fetch { url });
/// # Ok::<(), accolade_did::DidError>(())
/// ```
///
/// # Errors
/// `did.unsupported-method`, `did.unsupported-url`, `did.malformed`; `key.*` and `json.*` where the identifier holds a key
/// that cannot be used.
pub fn resolve(method: &MethodUrl) -> Result<Resolution, DidError> {
    match method.did() {
        Some(did) => match did.method() {
            "key" => computed::key_document(did).map(Resolution::Document),
            "jwk" => computed::jwk_document(did).map(Resolution::Document),
            "web" => Ok(Resolution::Fetch { url: web_url(did)? }),
            "webvh" => Ok(Resolution::Log { url: log_url(did)? }),
            other => Err(DidError::UnsupportedMethod { method: other.to_owned() }),
        },
        None if method.base().starts_with("https://") => {
            Ok(Resolution::Fetch { url: method.base().to_owned() })
        }
        None => Err(DidError::UnsupportedUrl { url: method.as_str().to_owned() }),
    }
}
