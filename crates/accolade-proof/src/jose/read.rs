use accolade_json::{Limits, parse};
use accolade_keys::{Algorithm, CryptoProvider, Jwk, Jws, JwsHeader, KeyError, PublicKey};
use accolade_report::Pointer;
use serde_json::{Map, Value};

use super::{Form, HEADER, Payload};
use crate::ProofError;

/// A credential or presentation taken out of its token. Nothing in it is proven before [`Token::verify`] says so.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Token {
    /// What the token carries.
    pub payload: Payload,
    jws: Jws,
}

/// Which key signed, as the header says.
#[derive(Clone, Copy, Debug)]
pub enum KeyReference<'a> {
    /// `kid`: a URL that leads to the key.
    Url(&'a str),
    /// `kid`: the name of one of the signatory's keys.
    Name(&'a str),
    /// `jwk`: the key itself, which shows nothing about whose it is.
    Jwk(&'a Jwk),
}

impl Token {
    /// Takes a compact JWS apart and compares its claims with the document inside.
    ///
    /// # Errors
    /// `jws.*`, `json.*`, `key.*` of the header and payload; `proof.malformed` where there is no document inside.
    pub fn read(token: &str) -> Result<Self, ProofError> {
        Self::of_jws(Jws::parse(token, &HEADER)?)
    }

    /// Takes a [JWS in JSON](https://www.rfc-editor.org/rfc/rfc7515#section-7.2) apart: one token a signature, over the same
    /// payload.
    ///
    /// # Errors
    /// Those of [`Self::read`].
    pub fn read_json(value: &Value) -> Result<Vec<Self>, ProofError> {
        let mut tokens = Vec::new();
        for signed in Jws::parse_json(value, &HEADER)? {
            tokens.push(Self::of_jws(signed.jws)?);
        }
        Ok(tokens)
    }

    fn of_jws(jws: Jws) -> Result<Self, ProofError> {
        let members = payload_of(&jws)?;
        let payload = Payload::read(members, jws.header.typ.as_deref())?;
        check_content_type(&jws.header, payload.form)?;
        Ok(Self { payload, jws })
    }

    /// The algorithm of the header.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.jws.header.algorithm
    }

    /// Which key signed: the `kid` where there is one, since a key that comes along says nothing about whose it is.
    ///
    /// # Errors
    /// `jws.key-missing`.
    pub fn key_reference(&self) -> Result<KeyReference<'_>, ProofError> {
        key_reference(&self.jws.header, self.payload.form)
    }

    /// Whether the signature holds under that key.
    ///
    /// # Errors
    /// `jws.alg-key-mismatch`, `proof.signature-mismatch`; `jws.key-conflict` where the header brings another key along.
    pub fn verify(&self, key: &PublicKey, provider: &CryptoProvider) -> Result<(), ProofError> {
        verify(&self.jws, key, provider)
    }
}

/// The members of a payload.
pub(crate) fn payload_of(jws: &Jws) -> Result<Map<String, Value>, ProofError> {
    match parse(&jws.payload, &Limits::default()).map_err(KeyError::from)? {
        Value::Object(members) => Ok(members),
        _ => {
            let message = "the payload of the token is not an object".to_owned();
            Err(ProofError::Malformed { pointer: Pointer::root(), message })
        }
    }
}

/// [VC-JOSE-COSE §3.1.1](https://www.w3.org/TR/vc-jose-cose/#securing-with-jose): `cty`, if there, is `vc` or `vp`. Open
/// Badges 3.0 §8.2 has none.
pub(crate) fn check_content_type(header: &JwsHeader, form: Form) -> Result<(), ProofError> {
    let (Some(found), typ) = (&header.content_type, header.typ.as_deref()) else { return Ok(()) };
    if form == Form::Claims {
        return Err(KeyError::HeaderNotAllowed { member: "cty".to_owned() }.into());
    }
    let plain = found.strip_prefix("application/").unwrap_or(found);
    let expected = if typ.is_some_and(|typ| typ.starts_with("vp")) { "vp" } else { "vc" };
    // The drafts named the JSON-LD itself.
    if plain == expected || plain.strip_prefix(expected) == Some("+ld+json") {
        return Ok(());
    }
    Err(ProofError::ContentType { found: found.clone(), expected })
}

pub(crate) fn key_reference(header: &JwsHeader, form: Form) -> Result<KeyReference<'_>, ProofError> {
    match (&header.key_id, &header.jwk) {
        // VC-JOSE-COSE §4.1: a `kid` that is no URL names a key of the one who signed.
        (Some(name), _) if form == Form::JoseCose && !name.contains(':') => Ok(KeyReference::Name(name)),
        (Some(url), _) => Ok(KeyReference::Url(url)),
        (None, Some(jwk)) => Ok(KeyReference::Jwk(jwk)),
        (None, None) => Err(ProofError::KeyMissing),
    }
}

pub(crate) fn verify(jws: &Jws, key: &PublicKey, provider: &CryptoProvider) -> Result<(), ProofError> {
    if jws.header.jwk.as_ref().is_some_and(|jwk| jwk.key != *key) {
        return Err(ProofError::KeyConflict);
    }
    if jws.verify(key, provider)? { Ok(()) } else { Err(ProofError::JwsMismatch) }
}
