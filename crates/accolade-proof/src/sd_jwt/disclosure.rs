use accolade_json::{Limits, parse, to_text};
use accolade_keys::{decode_base64url, encode_base64url};
use accolade_report::Pointer;
use serde_json::{Value, json};
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::{PLACEHOLDER, SD};
use crate::{ProofError, codes};

/// The hash of the digests, by its [IANA name](https://www.rfc-editor.org/rfc/rfc9901#section-4.1.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HashAlgorithm {
    /// `sha-256`, which holds where none is named.
    #[default]
    Sha256,
    /// `sha-384`.
    Sha384,
    /// `sha-512`.
    Sha512,
}

impl HashAlgorithm {
    const ALL: [Self; 3] = [Self::Sha256, Self::Sha384, Self::Sha512];

    /// The name in `_sd_alg`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha-256",
            Self::Sha384 => "sha-384",
            Self::Sha512 => "sha-512",
        }
    }

    /// The algorithm that a payload names.
    pub(super) fn of(value: Option<&Value>) -> Result<Self, ProofError> {
        let Some(value) = value else { return Ok(Self::default()) };
        let known = Self::ALL.into_iter().find(|algorithm| value == algorithm.name());
        known.ok_or_else(|| ProofError::Refused {
            code: codes::SD_JWT_HASH,
            pointer: Pointer::root().key(super::SD_ALG),
            message: format!("digests by {} are not accepted", to_text(value)),
        })
    }

    /// The digest of a text, in base64url.
    pub(super) fn digest(self, text: &str) -> String {
        match self {
            Self::Sha256 => encode_base64url(&Sha256::digest(text)),
            Self::Sha384 => encode_base64url(&Sha384::digest(text)),
            Self::Sha512 => encode_base64url(&Sha512::digest(text)),
        }
    }
}

/// What stands behind a digest: [§4.2](https://www.rfc-editor.org/rfc/rfc9901#section-4.2).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Disclosure {
    /// The text whose digest is signed.
    pub encoded: String,
    /// The salt, which keeps others from guessing.
    pub salt: String,
    /// The member's name; an item of a list has none.
    pub name: Option<String>,
    /// The value.
    pub value: Value,
}

impl Disclosure {
    /// Makes one of a salt.
    pub(super) fn new(salt: &[u8], name: Option<&str>, value: Value) -> Self {
        let salt = encode_base64url(salt);
        let array = match name {
            Some(name) => json!([salt, name, value]),
            None => json!([salt, value]),
        };
        Self {
            encoded: encode_base64url(to_text(&array).as_bytes()),
            salt,
            name: name.map(str::to_owned),
            value,
        }
    }

    /// Reads one (§7.1, step 3.2 up to the place).
    pub(super) fn read(encoded: &str) -> Result<Self, ProofError> {
        let malformed = |message: &str| ProofError::Refused {
            code: codes::SD_JWT_MALFORMED,
            pointer: Pointer::root(),
            message: format!("a disclosure {message}"),
        };
        let bytes = decode_base64url(encoded).map_err(|_| malformed("is not base64url without padding"))?;
        let value = parse(&bytes, &Limits::default()).map_err(accolade_keys::KeyError::from)?;
        let Value::Array(parts) = value else { return Err(malformed("is not an array")) };
        let (salt, name, value) = match <[Value; 3]>::try_from(parts) {
            Ok([Value::String(salt), Value::String(name), value]) => (salt, Some(name), value),
            Ok(_) => return Err(malformed("has a salt or a name that is not a string")),
            Err(parts) => match <[Value; 2]>::try_from(parts) {
                Ok([Value::String(salt), value]) => (salt, None, value),
                Ok(_) => return Err(malformed("has a salt that is not a string")),
                Err(_) => return Err(malformed("has neither two parts nor three")),
            },
        };
        // Step 3.3.3: these names would bring new digests in.
        if let Some(name) = name.as_deref().filter(|name| [SD, PLACEHOLDER].contains(name)) {
            return Err(ProofError::Refused {
                code: codes::SD_JWT_RESERVED,
                pointer: Pointer::root(),
                message: format!("a disclosure has the name `{name}`, which is for digests only"),
            });
        }
        Ok(Self { encoded: encoded.to_owned(), salt, name, value })
    }
}
