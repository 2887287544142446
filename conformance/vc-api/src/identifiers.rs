//! `/1.0/identifiers/…`: [DID resolution over HTTP](https://www.w3.org/TR/did-resolution/#bindings-https).
//!
//! What is answered depends on `Accept`: a whole result, the document alone, or a result in the form that
//! [did:key](https://w3c-ccg.github.io/did-key-spec/) was written for, whose errors have other names.

use accolade::{
    did::{Did, DidError, MethodUrl, Resolution, ResolutionError, resolve},
    json::Value,
    keys::KeyError,
};
use axum::http::{
    HeaderMap, StatusCode, Uri,
    header::{ACCEPT, VARY},
};
use percent_encoding::percent_decode_str;
use serde_json::{Map, json};

use crate::{Service, answer::Answer};

const PREFIX: &str = "/1.0/identifiers/";
const RESOLUTION: &str = "application/did-resolution";
const DEREFERENCING: &str = "application/did-url-dereferencing";

/// The forms of keys that [did:key](https://w3c-ccg.github.io/did-key-spec/#options) allows without being asked for more, and those
/// that it calls experimental.
const KEY_FORMS: &[&str] =
    &["Multikey", "JsonWebKey", "JsonWebKey2020", "Ed25519VerificationKey2020", "X25519KeyAgreementKey2020"];
const EXPERIMENTAL_KEY_FORMS: &[&str] =
    &["Ed25519VerificationKey2018", "X25519KeyAgreementKey2019", "EcdsaSecp256k1VerificationKey2019"];

/// Answers for one identifier.
pub(crate) fn answer(_: &Service, uri: &Uri, headers: &HeaderMap) -> Answer {
    let form = Form::of(headers);
    let path = uri.path().strip_prefix(PREFIX).unwrap_or_default();
    let text = percent_decode_str(path).decode_utf8_lossy();
    let options = Options::of(uri.query().unwrap_or_default());
    let mut answer = match form {
        None => Form::Result.refusal(&Fault::NotRepresented, false),
        Some(form) => {
            let is_url = text.contains(['/', '?', '#']);
            match resolved(&text, &options) {
                Ok(found) => form.success(found, is_url),
                Err(fault) => form.refusal(&fault, is_url),
            }
        }
    };
    answer.headers.push((VARY, axum::http::HeaderValue::from_static("accept")));
    answer
}

/// What an identifier stands for: a document, or what a fragment of it names.
fn resolved(text: &str, options: &Options) -> Result<Value, Fault> {
    let did = text.split(['/', '?', '#']).next().unwrap_or_default();
    let did = Did::parse(did).map_err(Fault::Did)?;
    let url = MethodUrl::parse(text).map_err(|_| Fault::InvalidUrl)?;
    options.hold()?;
    let document = match resolve(&MethodUrl::from(did.clone())) {
        Ok(Resolution::Document(document)) => document.to_value().into_owned(),
        Ok(_) => return Err(Fault::NotFetched),
        Err(error) => return Err(Fault::Did(error)),
    };
    // None of the methods that are computed has services or versions.
    if url.base() != did.as_str() {
        return Err(Fault::NotThere);
    }
    let Some(fragment) = url.fragment() else { return Ok(document) };
    let id = format!("{did}#{fragment}");
    let methods = document.get("verificationMethod").and_then(Value::as_array);
    let named =
        methods.into_iter().flatten().find(|method| method.get("id").is_some_and(|found| *found == id));
    named.cloned().ok_or(Fault::NotThere)
}

/// What may be asked beside the identifier.
struct Options {
    key_form: Option<String>,
}

impl Options {
    fn of(query: &str) -> Self {
        let value = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let (_, value) = pairs.into_iter().find(|(found, _)| *found == name)?;
            Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
        };
        Self { key_form: value("publicKeyFormat") }
    }

    fn hold(&self) -> Result<(), Fault> {
        match self.key_form.as_deref() {
            Some(form) if EXPERIMENTAL_KEY_FORMS.contains(&form) => Err(Fault::ExperimentalKeyForm),
            Some(form) if !KEY_FORMS.contains(&form) => Err(Fault::UnknownKeyForm),
            _ => Ok(()),
        }
    }
}

/// The form in which an answer is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// The result of a resolution.
    Result,
    /// The result of a dereferencing.
    Dereferenced,
    /// The result in the form of 2021.
    Older,
    /// The document or what was named in it, under that media type.
    Alone(&'static str),
}

impl Form {
    /// The first form of those accepted that there is.
    fn of(headers: &HeaderMap) -> Option<Self> {
        let accepted: Vec<&str> =
            headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
        if accepted.is_empty() {
            return Some(Self::Result);
        }
        accepted.iter().flat_map(|list| list.split(',')).find_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let media_type = parts.next().unwrap_or_default();
            let profile = parts.any(|part| part.contains("https://w3id.org/did-resolution"));
            match media_type {
                "application/ld+json" if profile => Some(Self::Older),
                RESOLUTION | "*/*" | "application/*" => Some(Self::Result),
                DEREFERENCING => Some(Self::Dereferenced),
                "application/did" => Some(Self::Alone("application/did")),
                "application/did+json" => Some(Self::Alone("application/did+json")),
                "application/did+ld+json" => Some(Self::Alone("application/did+ld+json")),
                "application/ld+json" => Some(Self::Alone("application/ld+json")),
                "application/json" => Some(Self::Alone("application/json")),
                _ => None,
            }
        })
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Result => RESOLUTION,
            Self::Dereferenced => DEREFERENCING,
            Self::Older => "application/ld+json",
            Self::Alone(media_type) => media_type,
        }
    }

    fn success(self, found: Value, is_url: bool) -> Answer {
        let metadata = json!({"contentType": self.media_type()});
        self.answer(StatusCode::OK, metadata, Some(found), is_url)
    }

    fn refusal(self, fault: &Fault, is_url: bool) -> Answer {
        let metadata = match self {
            Self::Older => json!({"error": fault.older_name(), "message": fault.message()}),
            _ => json!({"error": {
                "type": fault.url(),
                "title": fault.message(),
            }}),
        };
        self.answer(fault.status(), metadata, None, is_url)
    }

    fn answer(self, status: StatusCode, metadata: Value, found: Option<Value>, is_url: bool) -> Answer {
        let body = match self {
            Self::Alone(_) if status.is_success() => found.unwrap_or_default(),
            Self::Dereferenced => json!({
                "dereferencingMetadata": metadata, "contentStream": found, "contentMetadata": {},
            }),
            Self::Older => {
                let metadata_name = if is_url { "didDereferencingMetadata" } else { "didResolutionMetadata" };
                json!({
                    "@context": "https://w3id.org/did-resolution/v1",
                    "didDocument": found.unwrap_or_else(|| Map::new().into()),
                    "didDocumentMetadata": {},
                    metadata_name: metadata,
                })
            }
            _ => json!({"didResolutionMetadata": metadata, "didDocument": found, "didDocumentMetadata": {}}),
        };
        Answer { media_type: self.media_type(), ..Answer::new(status, body) }
    }
}

/// Why there is nothing.
#[derive(Debug)]
enum Fault {
    /// What the identifier or its document is not.
    Did(DidError),
    /// Not a DID URL, although its DID is one.
    InvalidUrl,
    UnknownKeyForm,
    ExperimentalKeyForm,
    NotFetched,
    NotThere,
    NotRepresented,
}

impl Fault {
    fn resolution_error(&self) -> Option<ResolutionError> {
        match self {
            Self::Did(DidError::Malformed { .. }) => Some(ResolutionError::InvalidDid),
            Self::Did(error) => ResolutionError::of(error),
            Self::InvalidUrl => Some(ResolutionError::InvalidDidUrl),
            Self::NotFetched | Self::NotThere => Some(ResolutionError::NotFound),
            Self::UnknownKeyForm | Self::ExperimentalKeyForm | Self::NotRepresented => None,
        }
    }

    /// [DID Resolution, Errors](https://www.w3.org/TR/did-resolution/#errors).
    fn url(&self) -> &'static str {
        match (self.resolution_error(), self) {
            (Some(error), _) => error.url(),
            (None, Self::NotRepresented) => "https://www.w3.org/ns/did#REPRESENTATION_NOT_SUPPORTED",
            (None, Self::UnknownKeyForm | Self::ExperimentalKeyForm) => {
                "https://www.w3.org/ns/did#INVALID_OPTIONS"
            }
            (None, _) => "https://www.w3.org/ns/did#INTERNAL_ERROR",
        }
    }

    /// [did:key, Errors](https://w3c-ccg.github.io/did-key-spec/#error-codes), which has words of its own about keys.
    fn older_name(&self) -> &'static str {
        match self {
            Self::Did(DidError::Key { error: KeyError::WrongLength { .. }, .. }) => "invalidPublicKeyLength",
            Self::Did(DidError::Key { error: KeyError::UnsupportedType { .. }, .. })
            | Self::UnknownKeyForm => "unsupportedPublicKeyType",
            Self::ExperimentalKeyForm => "invalidPublicKeyType",
            Self::NotRepresented => "representationNotSupported",
            _ => self.resolution_error().map_or("internalError", ResolutionError::name),
        }
    }

    fn message(&self) -> String {
        let message = match self {
            Self::Did(error) => return error.to_string(),
            Self::InvalidUrl => "not a DID URL",
            Self::UnknownKeyForm => "no known form of keys",
            Self::ExperimentalKeyForm => "an experimental form of keys",
            Self::NotFetched => "this resolver fetches nothing",
            Self::NotThere => "the document does not hold it",
            Self::NotRepresented => "not a representation that there is",
        };
        message.to_owned()
    }

    /// [DID Resolution, HTTP(S) Binding](https://www.w3.org/TR/did-resolution/#bindings-https).
    fn status(&self) -> StatusCode {
        match (self.resolution_error(), self) {
            (Some(ResolutionError::MethodNotSupported), _) => StatusCode::NOT_IMPLEMENTED,
            (Some(ResolutionError::NotFound), _) => StatusCode::NOT_FOUND,
            (Some(ResolutionError::InvalidDidDocument), _) => StatusCode::INTERNAL_SERVER_ERROR,
            (None, Self::Did(DidError::Deactivated { .. })) => StatusCode::GONE,
            (None, Self::NotRepresented) => StatusCode::NOT_ACCEPTABLE,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}
