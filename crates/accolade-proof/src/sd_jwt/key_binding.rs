use accolade_json::to_text;
use accolade_keys::{Algorithm, CryptoProvider, HeaderRules, Jws, PublicKey};
use accolade_report::Pointer;
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::{SdJwt, process::fault};
use crate::{
    ProofError, codes, date_time,
    jose::{ALGORITHMS, payload_of, verify},
};

/// The header of a key binding: [§4.3](https://www.rfc-editor.org/rfc/rfc9901#section-4.3). The key is the one that the issuer
/// names, so nothing in the header leads to another.
const HEADER: HeaderRules =
    HeaderRules { algorithms: ALGORITHMS, types: &["kb+jwt"], members: &["alg", "typ", "kid"] };

/// What the holder signed for the verifier.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct KeyBinding {
    /// `aud`
    pub audience: String,
    /// `nonce`
    pub nonce: String,
    /// `iat`, to the second.
    pub issued_at: OffsetDateTime,
    /// Whether it was signed over exactly this SD-JWT with exactly these disclosures.
    pub covers: bool,
    jws: Jws,
}

impl KeyBinding {
    /// Takes one apart; `covered` is the digest of what stands before it.
    pub(super) fn read(text: &str, covered: &str) -> Result<Self, ProofError> {
        let jws = Jws::parse(text, &HEADER)?;
        let malformed = |message: &str| fault(codes::SD_JWT_BINDING_MALFORMED, &Pointer::root(), message);
        if jws.header.typ.is_none() {
            return Err(malformed("the key binding has no `typ`"));
        }
        let claims = payload_of(&jws)?;
        let text = |name: &str| {
            let found = claims.get(name).and_then(Value::as_str).map(str::to_owned);
            found.ok_or_else(|| malformed(&format!("the key binding has no text `{name}`")))
        };
        let issued_at = claims.get("iat").and_then(Value::as_f64).and_then(date_time::from_numeric);
        Ok(Self {
            audience: text("aud")?,
            nonce: text("nonce")?,
            issued_at: issued_at.ok_or_else(|| malformed("the key binding has no time `iat`"))?,
            covers: text("sd_hash")? == covered,
            jws,
        })
    }

    /// The algorithm of its header.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.jws.header.algorithm
    }

    /// Whether it was signed by the holder's key, over what stands before it.
    ///
    /// # Errors
    /// `sd-jwt.key-binding-mismatch` where it was signed over something else; `jws.alg-key-mismatch`,
    /// `proof.signature-mismatch`.
    pub fn verify(&self, key: &PublicKey, provider: &CryptoProvider) -> Result<(), ProofError> {
        if !self.covers {
            let message = "the key binding was signed over other disclosures or another SD-JWT";
            return Err(fault(codes::SD_JWT_BINDING_MISMATCH, &Pointer::root(), message));
        }
        verify(&self.jws, key, provider)
    }
}

/// A key binding that waits for its signature.
#[derive(Clone, Debug)]
pub struct PreparedKeyBinding {
    presented: String,
    signing_input: String,
    algorithm: Algorithm,
}

/// Readies a presented SD-JWT, as [`SdJwt::present`] gives it, for the holder's signature.
///
/// # Errors
/// Those of [`SdJwt::read`]; `sd-jwt.key-binding-malformed` where it has a key binding already.
pub fn bind(
    presented: &str,
    algorithm: Algorithm,
    audience: &str,
    nonce: &str,
    issued_at: OffsetDateTime,
) -> Result<PreparedKeyBinding, ProofError> {
    let read = SdJwt::read(presented)?;
    if read.key_binding.is_some() {
        let message = "it has a key binding already";
        return Err(fault(codes::SD_JWT_BINDING_MALFORMED, &Pointer::root(), message));
    }
    let header = json!({"alg": algorithm.name(), "typ": "kb+jwt"});
    let claims = json!({
        "iat": issued_at.unix_timestamp(), "aud": audience, "nonce": nonce, "sd_hash": read.hash.digest(presented),
    });
    let signing_input = Jws::signing_input(&header, to_text(&claims).as_bytes());
    Ok(PreparedKeyBinding { presented: presented.to_owned(), signing_input, algorithm })
}

impl PreparedKeyBinding {
    /// What the holder's key has to sign.
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        self.signing_input.as_bytes()
    }

    /// The algorithm that the key has to sign with.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The SD-JWT with its key binding.
    #[must_use]
    pub fn finish(self, signature: &[u8]) -> String {
        format!("{}{}", self.presented, Jws::join(&self.signing_input, signature))
    }
}
