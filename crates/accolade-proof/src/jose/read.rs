use accolade_json::{Limits, parse};
use accolade_keys::{Algorithm, CryptoProvider, Jwk, Jws, KeyError, PublicKey};
use accolade_report::{Finding, Pointer};
use serde_json::Value;

use super::{Claims, HEADER, VERSION_1, VERSION_2, claims, version_of};
use crate::{ProofError, codes};

/// A credential taken out of its token. Nothing in it is proven before [`VcJwt::verify`] says so.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct VcJwt {
    /// The credential, without the claims. Where it leaves out what a claim says (both versions: the validity; version 1.1
    /// also issuer, subject and id), it is filled in.
    pub credential: Value,
    /// The claims.
    pub claims: Claims,
    /// What is wrong with form and claims, with places in the payload.
    pub findings: Vec<Finding>,
    jws: Jws,
}

/// Which key signed, as the header says.
#[derive(Clone, Copy, Debug)]
pub enum KeyReference<'a> {
    /// `kid`: a URL that leads to the key.
    Url(&'a str),
    /// `jwk`: the key itself, which shows nothing about whose it is.
    Jwk(&'a Jwk),
}

impl VcJwt {
    /// Takes a token apart and compares its claims with the credential inside.
    ///
    /// # Errors
    /// `jws.*`, `json.*`, `key.*` of the header and payload; `proof.malformed` where there is no credential inside.
    pub fn read(token: &str) -> Result<Self, ProofError> {
        let jws = Jws::parse(token, &HEADER)?;
        // Open Badges 3.0 §8.2 has no `cty`; it comes with the types of VC-JOSE-COSE.
        let plain = jws.header.typ.as_deref().is_none_or(|typ| typ == "jwt");
        if plain && jws.header.content_type.is_some() {
            return Err(KeyError::HeaderNotAllowed { member: "cty".to_owned() }.into());
        }
        let payload = parse(&jws.payload, &Limits::default()).map_err(KeyError::from)?;
        let Value::Object(mut members) = payload else {
            let message = "the payload of the token is not an object".to_owned();
            return Err(ProofError::Malformed { pointer: Pointer::root(), message });
        };
        let mut findings = Vec::new();
        let claims = Claims::take(&mut members, &mut findings);
        let place = Pointer::root().key("vc");
        let inner = members.remove("vc");
        let version = if inner.is_some() { VERSION_1 } else { VERSION_2 };
        let mut credential = inner.unwrap_or_else(|| Value::Object(members));
        if !credential.is_object() {
            let message = "the claim `vc` is not an object".to_owned();
            return Err(ProofError::Malformed { pointer: place, message });
        }
        // VC-JOSE-COSE §1.1.2.1: its tokens have no claim `vc`, and claims of its tokens are optional.
        let stated = version_of(&credential).unwrap_or(version);
        if stated != version || (version.in_vc_claim && !plain) {
            let message =
                "the token has the form of one version of the data model and the credential is of another";
            findings.push(Finding::error(codes::FORM_MISMATCH, place, message));
        }
        // The dates are those of the credential's own version, wherever it stands.
        claims::compare(&claims, &mut credential, stated, plain, &mut findings);
        Ok(Self { credential, claims, findings, jws })
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
        match (&self.jws.header.key_id, &self.jws.header.jwk) {
            (Some(url), _) => Ok(KeyReference::Url(url)),
            (None, Some(jwk)) => Ok(KeyReference::Jwk(jwk)),
            (None, None) => Err(ProofError::KeyMissing),
        }
    }

    /// Whether the signature holds under that key.
    ///
    /// # Errors
    /// `jws.alg-key-mismatch`, `proof.signature-mismatch`.
    pub fn verify(&self, key: &PublicKey, provider: &CryptoProvider) -> Result<(), ProofError> {
        if self.jws.verify(key, provider)? { Ok(()) } else { Err(ProofError::JwsMismatch) }
    }
}
