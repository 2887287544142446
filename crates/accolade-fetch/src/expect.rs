use accolade::RequestKind;

/// What kind of document an address should lead to; it decides which media types are taken.
///
/// Uploads are a way to place a document on somebody else's host, and hosts serve them as `application/octet-stream`, text
/// or pictures: so keys and contexts are taken as JSON only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Expected {
    /// JSON: a DID document, a key, a context, a schema.
    Json,
    /// The log of a `did:webvh`, in JSON lines. Its DID holds its hash, so nobody can pass another one off for it.
    Log,
    /// A credential as JSON or as a token ([OB 3.0 §5.2](https://www.imsglobal.org/spec/ob/v3p0/#web-resource)).
    Credential,
    /// A status list: a credential, a token, or a list of identifiers.
    StatusList,
    /// A credential in any form that people share, a baked image among them.
    Badge,
    /// Anything: it is held against a digest and not read.
    Anything,
}

impl From<RequestKind> for Expected {
    fn from(kind: RequestKind) -> Self {
        match kind {
            RequestKind::DidDocument
            | RequestKind::KeyDocument
            | RequestKind::DidConfiguration
            | RequestKind::Context
            | RequestKind::Assertion
            | RequestKind::BadgeClass
            | RequestKind::IssuerProfile => Self::Json,
            RequestKind::DidLog => Self::Log,
            RequestKind::StatusList => Self::StatusList,
            RequestKind::Resource => Self::Anything,
            // A bare key is text; whose it is must be shown otherwise. What verifications ask for beyond keys and contexts is signed itself.
            _ => Self::Credential,
        }
    }
}

impl Expected {
    /// The value of the `Accept` field.
    pub(crate) const fn accept(self) -> &'static str {
        match self {
            Self::Json => "application/json, application/ld+json, application/did, application/did+json",
            Self::Anything => "*/*",
            Self::Log => "text/jsonl, application/jsonl, application/json, text/plain",
            Self::Credential => {
                "application/vc+ld+json, application/vc, application/ld+json, application/schema+json, application/json, \
                 application/jwt, application/vc+cose, text/plain"
            }
            Self::StatusList => {
                "application/vc+ld+json, application/vc, application/ld+json, application/json, application/jwt, \
                 application/statuslist+jwt, application/statuslist+cwt, text/plain"
            }
            Self::Badge => {
                "application/vc+ld+json, application/vc, application/ld+json, application/json, application/jwt, \
                 text/plain, image/png, image/svg+xml"
            }
        }
    }

    /// Whether a document of that media type is taken. A host that gives none leaves it to the parser.
    pub(crate) fn takes(self, media_type: Option<&str>) -> bool {
        let Some(found) = media_type else { return true };
        let is_json = matches!(found, "application/json" | "application/did" | "application/cid")
            || (found.starts_with("application/") && found.ends_with("+json"));
        let is_credential =
            matches!(found, "application/vc" | "application/vp" | "application/jwt" | "text/plain")
                || (found.starts_with("application/")
                    && (found.ends_with("+jwt") || found.ends_with("+sd-jwt") || found.ends_with("+cose")));
        let is_lines = matches!(
            found,
            "text/jsonl"
                | "application/jsonl"
                | "application/x-ndjson"
                | "application/octet-stream"
                | "text/plain"
        );
        let is_image = matches!(found, "image/png" | "image/svg+xml");
        match self {
            Self::Json => is_json,
            Self::Log => is_json || is_lines,
            Self::Credential => is_json || is_credential,
            Self::StatusList => is_json || is_credential || found == "application/statuslist+cwt",
            Self::Badge => is_json || is_credential || is_image,
            Self::Anything => true,
        }
    }
}
