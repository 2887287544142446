use accolade_json::{one_or_many, to_text};
use accolade_keys::{Algorithm, Jws};
use accolade_report::Pointer;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use super::{VERSION_2, claims::REGISTERED, payload::is_presentation, version_of};
use crate::{ProofError, date_time};

/// A token that waits for its signature.
#[derive(Clone, Debug)]
pub struct PreparedJwt {
    signing_input: String,
    algorithm: Algorithm,
}

/// Readies a credential for signing as a token: header and payload with the claims `iss`, `sub`, `nbf`, `jti`, `exp`, each
/// where the credential has what it repeats. `key_id` is the URL that leads to the key.
///
/// # Errors
/// `jwt.claim-missing` where the credential has no issuer id or no beginning of validity, or they cannot be read;
/// `proof.malformed` where it is not an object or has a member of a claim's name.
pub fn prepare(credential: &Value, algorithm: Algorithm, key_id: &str) -> Result<PreparedJwt, ProofError> {
    let malformed = |pointer, message: String| ProofError::Malformed { pointer, message };
    let root = Pointer::root();
    let members = credential
        .as_object()
        .ok_or_else(|| malformed(root.clone(), "a credential is an object".to_owned()))?;
    if let Some(name) = REGISTERED.iter().find(|name| members.contains_key(**name)) {
        return Err(malformed(
            root.key(name),
            format!("the member `{name}` is reserved for a claim of the token"),
        ));
    }
    let version = version_of(credential).unwrap_or(VERSION_2);
    let missing = |claim, pointer: Pointer| ProofError::ClaimMissing { claim, pointer };
    let id_of = |value: &Value| value.as_str().or_else(|| value.get("id")?.as_str()).map(str::to_owned);
    let seconds = |claim, name: &str| match members.get(name) {
        None => Ok(None),
        Some(value) => {
            let time = value.as_str().and_then(date_time::parse);
            time.map(|time| Some(time.unix_timestamp())).ok_or_else(|| missing(claim, root.key(name)))
        }
    };

    let mut claims = Map::new();
    let issuer =
        members.get("issuer").and_then(id_of).ok_or_else(|| missing("iss", root.key("issuer").key("id")))?;
    claims.insert("iss".to_owned(), issuer.into());
    let subjects = members.get("credentialSubject").map(one_or_many).unwrap_or_default();
    if let [subject] = subjects
        && let Some(id) = subject.get("id").and_then(Value::as_str)
    {
        claims.insert("sub".to_owned(), id.into());
    }
    let not_before = seconds("nbf", version.valid_from)?;
    claims.insert(
        "nbf".to_owned(),
        not_before.ok_or_else(|| missing("nbf", root.key(version.valid_from)))?.into(),
    );
    if let Some(id) = members.get("id").and_then(Value::as_str) {
        claims.insert("jti".to_owned(), id.into());
    }
    if let Some(expires) = seconds("exp", version.valid_until)? {
        claims.insert("exp".to_owned(), expires.into());
    }

    let payload = if version.in_claim {
        claims.insert("vc".to_owned(), credential.clone());
        claims
    } else {
        members.iter().map(|(name, value)| (name.clone(), value.clone())).chain(claims).collect()
    };
    let header = json!({"alg": algorithm.name(), "kid": key_id, "typ": "JWT"});
    let signing_input = Jws::signing_input(&header, to_text(&Value::Object(payload)).as_bytes());
    Ok(PreparedJwt { signing_input, algorithm })
}

/// What a token of VC-JOSE-COSE says beside its document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenOptions {
    issued_at: Option<OffsetDateTime>,
    expires: Option<OffsetDateTime>,
    audience: Option<String>,
    nonce: Option<String>,
}

impl TokenOptions {
    /// Sets `iat`: when the token is made.
    #[must_use]
    pub fn issued_at(self, time: OffsetDateTime) -> Self {
        Self { issued_at: Some(time), ..self }
    }

    /// Sets `exp`: until when the token is good, which is not until when its document is.
    #[must_use]
    pub fn expires(self, time: OffsetDateTime) -> Self {
        Self { expires: Some(time), ..self }
    }

    /// Sets `aud`: whom a presentation is made for.
    #[must_use]
    pub fn audience(self, audience: impl Into<String>) -> Self {
        Self { audience: Some(audience.into()), ..self }
    }

    /// Sets `nonce`: the verifier's challenge, which a presentation answers.
    #[must_use]
    pub fn nonce(self, nonce: impl Into<String>) -> Self {
        Self { nonce: Some(nonce.into()), ..self }
    }

    /// The claims, in the order in which they are written.
    pub(crate) fn claims(&self) -> Map<String, Value> {
        let seconds = |time: Option<OffsetDateTime>| time.map(|time| time.unix_timestamp().into());
        let claims = [
            ("iat", seconds(self.issued_at)),
            ("exp", seconds(self.expires)),
            ("aud", self.audience.as_deref().map(Value::from)),
            ("nonce", self.nonce.as_deref().map(Value::from)),
        ];
        let there = claims.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        there.collect()
    }
}

/// Readies a document of version 2.0 for signing as a token of
/// [VC-JOSE-COSE](https://www.w3.org/TR/vc-jose-cose/#securing-with-jose): `vp+jwt` where it is a presentation, else `vc+jwt`.
/// `key_id` is the URL that leads to the key.
///
/// ```
/// use accolade_keys::Algorithm;
/// use accolade_proof::jose::{TokenOptions, prepare_token};
/// use serde_json::json;
/// let presentation = json!({"@context": ["https://www.w3.org/ns/credentials/v2"], "type": "VerifiablePresentation"});
/// let options = TokenOptions::default().audience("club.example").nonce("mooring-12");
/// let prepared = prepare_token(&presentation, Algorithm::Es256, "did:example:ana#1", &options)?;
/// assert!(!prepared.bytes_to_sign().is_empty());
/// # Ok::<(), accolade_proof::ProofError>(())
/// ```
///
/// # Errors
/// `proof.malformed` where it is not an object, has a member of a claim's name, or is of version 1.1.
pub fn prepare_token(
    document: &Value,
    algorithm: Algorithm,
    key_id: &str,
    options: &TokenOptions,
) -> Result<PreparedJwt, ProofError> {
    let (kind, payload) = payload(document, options)?;
    let header = json!({"alg": algorithm.name(), "kid": key_id, "typ": format!("{kind}+jwt"), "cty": kind});
    let signing_input = Jws::signing_input(&header, to_text(&Value::Object(payload)).as_bytes());
    Ok(PreparedJwt { signing_input, algorithm })
}

/// A document of version 2.0 with the claims beside it, and `vc` or `vp`.
pub(crate) fn payload(
    document: &Value,
    options: &TokenOptions,
) -> Result<(&'static str, Map<String, Value>), ProofError> {
    let malformed = |pointer, message: &str| ProofError::Malformed { pointer, message: message.to_owned() };
    let root = Pointer::root();
    let members = document.as_object().ok_or_else(|| malformed(root.clone(), "a document is an object"))?;
    let reserved = REGISTERED.iter().chain(&["vc", "vp", "nonce"]).find(|name| members.contains_key(**name));
    if let Some(name) = reserved {
        return Err(malformed(root.key(name), "the member is reserved for a claim of the token"));
    }
    if version_of(document) != Some(VERSION_2) {
        return Err(malformed(root.key("@context"), "only documents of version 2.0 are secured so"));
    }
    let kind = if is_presentation(members.get("type")) { "vp" } else { "vc" };
    let mut payload = members.clone();
    payload.extend(options.claims());
    Ok((kind, payload))
}

impl PreparedJwt {
    /// What the key has to sign.
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        self.signing_input.as_bytes()
    }

    /// The algorithm that the key has to sign with.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The token. Whether the signature holds is not checked here: an issuer verifies what it made.
    #[must_use]
    pub fn finish(self, signature: &[u8]) -> String {
        Jws::join(&self.signing_input, signature)
    }
}
