//! Credentials in a JSON Web Token, as Open Badges 3.0 §8.2 and
//! [VC Data Model 1.1 §6.3.1](https://www.w3.org/TR/vc-data-model/#json-web-token) define them.
//!
//! A credential of version 2.0 is the payload itself, beside the registered claims; one of version 1.1 stands in the claim
//! `vc`. The claims repeat the credential: [`VcJwt::read`] compares them both ways.
//!
//! ```
//! use accolade_keys::{Algorithm, CryptoProvider, KeyType, SecretKey};
//! use accolade_proof::jose::{VcJwt, prepare};
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
//! let read = VcJwt::read(&token)?;
//! assert_eq!((&read.credential, read.findings.len()), (&credential, 0));
//! read.verify(key.public_key(), &provider)?;
//! # Ok::<(), accolade_proof::ProofError>(())
//! ```

mod claims;
mod prepare;
mod read;

pub use claims::Claims;
pub use prepare::{PreparedJwt, prepare};
pub use read::{KeyReference, VcJwt};

use accolade_keys::{Algorithm, HeaderRules};

/// The header of a token that carries a credential: the algorithms that are verified, and no member but those that Open
/// Badges allows. `vc+jwt` is the type of [VC-JOSE-COSE](https://www.w3.org/TR/vc-jose-cose/#securing-with-jose), which
/// issuers use too; `cty` comes with it.
pub const HEADER: HeaderRules = HeaderRules {
    algorithms: &[Algorithm::Rs256, Algorithm::Ps256, Algorithm::Es256, Algorithm::Es384, Algorithm::EdDsa],
    types: &["jwt", "vc+jwt", "vc+ld+jwt"],
    members: &["alg", "kid", "jwk", "typ", "cty"],
};

/// The first context of a credential of version 1.1.
const CONTEXT_1: &str = "https://www.w3.org/2018/credentials/v1";
/// The first context of a credential of version 2.0.
const CONTEXT_2: &str = "https://www.w3.org/ns/credentials/v2";

/// A version of the data model, and where its parts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    valid_from: &'static str,
    valid_until: &'static str,
    /// Whether the credential stands in the claim `vc`.
    in_vc_claim: bool,
}

const VERSION_1: Version =
    Version { valid_from: "issuanceDate", valid_until: "expirationDate", in_vc_claim: true };
const VERSION_2: Version = Version { valid_from: "validFrom", valid_until: "validUntil", in_vc_claim: false };

/// The version that a credential's first context says it has.
fn version_of(credential: &serde_json::Value) -> Option<Version> {
    let contexts = credential.get("@context").map(accolade_json::one_or_many).unwrap_or_default();
    match contexts.first().and_then(serde_json::Value::as_str) {
        Some(CONTEXT_1) => Some(VERSION_1),
        Some(CONTEXT_2) => Some(VERSION_2),
        _ => None,
    }
}
