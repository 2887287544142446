use accolade_json::{Limits, parse};
use accolade_keys::{Algorithm, CryptoProvider, KeyError, PublicKey};
use accolade_report::Pointer;
use serde_json::Value;

use super::{Sign1, fault};
use crate::{
    ProofError, codes,
    jose::{KeyReference, Payload, is_presentation},
};

/// A credential or presentation taken out of its COSE message. Nothing in it is proven before [`CoseToken::verify`] says so.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CoseToken {
    /// What the message carries.
    pub payload: Payload,
    message: Sign1,
}

impl CoseToken {
    /// Takes a message apart.
    ///
    /// # Errors
    /// `cose.*`; `json.*` of the payload; `proof.malformed` where there is no document inside.
    pub fn read(bytes: &[u8]) -> Result<Self, ProofError> {
        let message = Sign1::parse(bytes)?;
        let Value::Object(mut members) =
            parse(&message.payload, &Limits::default()).map_err(KeyError::from)?
        else {
            let message = "the payload is not an object".to_owned();
            return Err(ProofError::Malformed { pointer: Pointer::root(), message });
        };
        let typ = message.header.typ.as_deref().map(|typ| typ.strip_prefix("application/").unwrap_or(typ));
        let typ = match typ {
            None if is_presentation(members.get("type")) => "vp+cose",
            None => "vc+cose",
            Some(typ @ ("vc+cose" | "vp+cose")) => typ,
            Some("vc+ld+json+cose") => "vc+cose",
            Some("vp+ld+json+cose") => "vp+cose",
            Some(other) => {
                return Err(fault(
                    codes::COSE_TYPE,
                    format!("the header's type `{other}` is not that of a credential"),
                ));
            }
        };
        // VC-JOSE-COSE §3.3.1: the content type is that of the document.
        let expected = if typ == "vp+cose" { "vp" } else { "vc" };
        if let Some(found) = &message.header.content_type {
            let plain = found.strip_prefix("application/").unwrap_or(found);
            if plain != expected && plain.strip_prefix(expected) != Some("+ld+json") {
                let message = format!("the header's content type is `{found}`, not `application/{expected}`");
                return Err(fault(codes::COSE_TYPE, message));
            }
        }
        for (name, value) in &message.header.claims {
            if members.insert(name.clone(), value.clone()).is_some_and(|there| there != *value) {
                return Err(fault(
                    codes::COSE_HEADER,
                    format!("`{name}` is one in the header and another in the payload"),
                ));
            }
        }
        let payload = Payload::read(members, Some(typ))?;
        Ok(Self { payload, message })
    }

    /// The algorithm of the header.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.message.header.algorithm
    }

    /// Which key signed, as the header says.
    ///
    /// # Errors
    /// `jws.key-missing` where there is no `kid`, or it is not text.
    pub fn key_reference(&self) -> Result<KeyReference<'_>, ProofError> {
        self.message.header.key_reference()
    }

    /// Whether the signature holds under that key.
    ///
    /// # Errors
    /// `jws.alg-key-mismatch`, `proof.signature-mismatch`.
    pub fn verify(&self, key: &PublicKey, provider: &CryptoProvider) -> Result<(), ProofError> {
        // VC-JOSE-COSE §3.3: nothing is known beside the message.
        self.message.verify(key, b"", provider)
    }
}
