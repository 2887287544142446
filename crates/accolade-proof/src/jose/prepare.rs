use accolade_json::one_or_many;
use accolade_keys::{Algorithm, Jws};
use accolade_report::Pointer;
use serde_json::{Map, Value, json};

use super::{VERSION_2, claims::REGISTERED, version_of};
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

    let payload = if version.in_vc_claim {
        claims.insert("vc".to_owned(), credential.clone());
        claims
    } else {
        members.iter().map(|(name, value)| (name.clone(), value.clone())).chain(claims).collect()
    };
    let header = json!({"alg": algorithm.name(), "kid": key_id, "typ": "JWT"});
    let signing_input = Jws::signing_input(&header, Value::Object(payload).to_string().as_bytes());
    Ok(PreparedJwt { signing_input, algorithm })
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
