//! Selective disclosure for tokens: [RFC 9901](https://www.rfc-editor.org/rfc/rfc9901), and credentials in it as
//! [VC-JOSE-COSE](https://www.w3.org/TR/vc-jose-cose/#securing-with-sd-jwt) puts them there.
//!
//! The issuer signs digests in the place of what may be left out: [`prepare`]. The holder leaves out the texts behind those
//! digests that are not to be shown, and may sign for the verifier that is shown the rest: [`SdJwt::present`], [`bind`].
//! [`SdJwt::read`] puts what is shown back in its place, by all rules of §7.1, and looks at no signature.
//!
//! ```
//! use accolade_keys::{Algorithm, CryptoProvider, KeyType, SecretKey};
//! use accolade_proof::sd_jwt::{SdJwt, SdJwtOptions, prepare};
//! use accolade_report::Pointer;
//! use serde_json::json;
//!
//! let credential = json!({
//!     "@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"],
//!     "issuer": "https://issuer.example", "credentialSubject": {"id": "did:example:ana", "grade": "B", "course": "Tides"},
//! });
//! let (provider, key) = (CryptoProvider::portable(), SecretKey::generate(KeyType::P256, &[9; 64])?);
//! let grade = Pointer::root().key("credentialSubject").key("grade");
//! let options = SdJwtOptions::default().disclosable(vec![grade.clone()]);
//! let prepared = prepare(&credential, Algorithm::Es256, "https://issuer.example/keys/1", &options, &[[7; 16]])?;
//! let signature = provider.sign(Algorithm::Es256, &key, prepared.bytes_to_sign())?;
//! let issued = prepared.finish(&signature);
//!
//! let whole = SdJwt::read(&issued)?;
//! assert_eq!(whole.payload()?.document, credential);
//! let shown = SdJwt::read(&whole.present(&[])?)?;
//! shown.verify(key.public_key(), &provider)?;
//! assert_eq!(shown.payload()?.document["credentialSubject"], json!({"id": "did:example:ana", "course": "Tides"}));
//! # Ok::<(), accolade_proof::ProofError>(())
//! ```

mod disclosure;
mod key_binding;
mod prepare;
mod present;
mod process;
mod read;

pub use disclosure::{Disclosure, HashAlgorithm};
pub use key_binding::{KeyBinding, PreparedKeyBinding, bind};
pub use prepare::{PreparedSdJwt, SdJwtOptions, prepare, salts_needed};
pub use read::{HolderKey, SdJwt, Shown};

use accolade_keys::HeaderRules;

use crate::jose::ALGORITHMS;

/// The header of an SD-JWT that carries a credential or a presentation. `dc+sd-jwt` is the type of IETF's own credentials,
/// under which some issuers publish those of the W3C.
pub const HEADER: HeaderRules = HeaderRules {
    algorithms: ALGORITHMS,
    types: &["vc+sd-jwt", "vp+sd-jwt", "dc+sd-jwt", "vc+ld+json+sd-jwt", "vp+ld+json+sd-jwt"],
    members: &["alg", "kid", "jwk", "typ", "cty"],
};

/// The names that a payload has for digests only (§4.2.4).
const SD: &str = "_sd";
const SD_ALG: &str = "_sd_alg";
const PLACEHOLDER: &str = "...";
