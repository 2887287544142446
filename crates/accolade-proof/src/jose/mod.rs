//! Credentials and presentations in a JSON Web Token.
//!
//! Two specifications put them there. By Open Badges 3.0 §8.2 and
//! [VC Data Model 1.1 §6.3.1](https://www.w3.org/TR/vc-data-model/#json-web-token) a credential of version 2.0 is the payload
//! itself, beside the registered claims; one of version 1.1 stands in the claim `vc`, a presentation in `vp`. The claims
//! repeat the document: [`Token::read`] compares them both ways. By
//! [VC-JOSE-COSE](https://www.w3.org/TR/vc-jose-cose/#securing-with-jose) the document is the payload, the header's `typ` says
//! `vc+jwt` or `vp+jwt`, and the claims, where there are any, speak of the token.
//!
//! ```
//! use accolade_keys::{Algorithm, CryptoProvider, KeyType, SecretKey};
//! use accolade_proof::jose::{Token, prepare};
//! use serde_json::json;
//!
//! let credential = json!({
//!     "@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:uuid:6e2a5f3c-0000-4000-8000-000000000001",
//!     "type": ["VerifiableCredential"], "issuer": "https://issuer.example", "validFrom": "2026-01-01T00:00:00Z",
//!     "credentialSubject": {"id": "did:example:ana"},
//! });
//! let (provider, key) = (CryptoProvider::portable(), SecretKey::generate(KeyType::P256, &[9; 64])?);
//! let prepared = prepare(&credential, Algorithm::Es256, "https://issuer.example/keys/1")?;
//! let signature = provider.sign(prepared.algorithm(), &key, prepared.bytes_to_sign())?;
//! let token = prepared.finish(&signature);
//!
//! let read = Token::read(&token)?;
//! assert_eq!((&read.payload.document, read.payload.findings.len()), (&credential, 0));
//! read.verify(key.public_key(), &provider)?;
//! # Ok::<(), accolade_proof::ProofError>(())
//! ```

mod claims;
mod payload;
mod prepare;
mod read;

pub use claims::Claims;
pub use payload::{Contents, Form, Payload};
pub use prepare::{PreparedJwt, TokenOptions, prepare, prepare_token};
pub use read::{KeyReference, Token};

#[cfg(feature = "cose")]
pub(crate) use payload::is_presentation;
pub(crate) use prepare::payload as token_payload;
pub(crate) use read::{check_content_type, key_reference, payload_of, verify};

use accolade_keys::{Algorithm, HeaderRules};

/// The algorithms that are verified: every one of a public key, no other.
pub(crate) const ALGORITHMS: &[Algorithm] = &[
    Algorithm::Rs256,
    Algorithm::Ps256,
    Algorithm::Es256,
    Algorithm::Es384,
    Algorithm::Es512,
    Algorithm::Es256K,
    Algorithm::EdDsa,
];

/// The header of a token that carries a credential or a presentation: the algorithms that are verified, and no member but
/// those that Open Badges allows. `vc+jwt` and `vp+jwt` are the types of
/// [VC-JOSE-COSE](https://www.w3.org/TR/vc-jose-cose/#securing-with-jose); `cty` comes with them.
pub const HEADER: HeaderRules = HeaderRules {
    algorithms: ALGORITHMS,
    types: &["jwt", "vc+jwt", "vp+jwt", "vc+ld+jwt", "vp+ld+jwt"],
    members: &["alg", "kid", "jwk", "typ", "cty"],
};

/// The header of a [status list token](https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/) (§5.1).
pub const STATUS_LIST_HEADER: HeaderRules = HeaderRules { types: &["statuslist+jwt"], ..HEADER };

/// The first context of a document of version 1.1.
const CONTEXT_1: &str = "https://www.w3.org/2018/credentials/v1";
/// The first context of a document of version 2.0.
const CONTEXT_2: &str = "https://www.w3.org/ns/credentials/v2";

/// A version of the data model, and where its parts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    valid_from: &'static str,
    valid_until: &'static str,
    /// Whether the document stands in a claim, `vc` or `vp`.
    in_claim: bool,
}

const VERSION_1: Version =
    Version { valid_from: "issuanceDate", valid_until: "expirationDate", in_claim: true };
const VERSION_2: Version = Version { valid_from: "validFrom", valid_until: "validUntil", in_claim: false };

/// The version that a document's first context says it has.
fn version_of(document: &serde_json::Value) -> Option<Version> {
    let contexts = document.get("@context").map(accolade_json::one_or_many).unwrap_or_default();
    match contexts.first().and_then(serde_json::Value::as_str) {
        Some(CONTEXT_1) => Some(VERSION_1),
        Some(CONTEXT_2) => Some(VERSION_2),
        _ => None,
    }
}
