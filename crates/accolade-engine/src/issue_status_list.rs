use accolade_json::Value;
use accolade_keys::{Algorithm, Jws, SecretKey};
#[cfg(feature = "cose")]
use accolade_proof::cose::{PreparedCose, StatusListCwt};
use accolade_proof::{ProofError, jose};
use accolade_report::{Finding, Pointer};
use accolade_status::{FEWEST_ENTRIES, StatusError, StatusList};
use serde_json::json;

use crate::{IssueError, Issued, Issuer};

/// How a status list token is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatusListForm {
    /// As a JWT: `statuslist+jwt`.
    #[default]
    Jwt,
    /// As a CBOR Web Token: `statuslist+cwt`.
    #[cfg(feature = "cose")]
    Cwt,
}

/// A status list token that waits for its signature.
#[derive(Debug)]
pub struct PreparedStatusList<'a> {
    issuer: &'a Issuer,
    algorithm: Algorithm,
    form: Form,
}

#[derive(Debug)]
enum Form {
    Jwt(String),
    #[cfg(feature = "cose")]
    Cwt(PreparedCose),
}

impl Issuer {
    /// Readies the claims of a [status list token](https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/) for signing;
    /// [`Ledger::token_claims`](accolade_status::Ledger::token_claims) makes them.
    ///
    /// # Errors
    /// [`IssueError::Refused`] with `status.list-malformed` and the other codes of lists that cannot be read, or with
    /// `status.list-too-short`; [`IssueError::Key`] where the key makes no tokens.
    ///
    /// ```
    /// use accolade_engine::{Issued, Issuer, StatusListForm};
    /// use accolade_keys::{KeyType, SecretKey};
    /// use accolade_status::Ledger;
    /// let key = SecretKey::generate(KeyType::P256, &[7; 64])?;
    /// let claims = Ledger::new("revocation", 1, 131_072)?.token_claims("https://school.example/1", 1_780_000_000, None, None)?;
    /// let issued = Issuer::did_key(key.public_key()).issue_status_list(&claims, StatusListForm::Jwt, &key)?;
    /// assert!(matches!(issued, Issued::Jwt(_)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn prepare_status_list(
        &self,
        claims: &Value,
        form: StatusListForm,
    ) -> Result<PreparedStatusList<'_>, IssueError> {
        look_through(claims)?;
        let (algorithm, method) = (self.algorithm()?, self.verification_method());
        let form = match form {
            StatusListForm::Jwt => {
                let header = json!({ "alg": algorithm.name(), "kid": method, "typ": "statuslist+jwt" });
                Form::Jwt(Jws::signing_input(&header, accolade_json::to_text(claims).as_bytes()))
            }
            #[cfg(feature = "cose")]
            StatusListForm::Cwt => Form::Cwt(StatusListCwt::prepare(claims, algorithm, method)?),
        };
        Ok(PreparedStatusList { issuer: self, algorithm, form })
    }

    /// Signs the claims of a status list token with the key at hand.
    ///
    /// # Errors
    /// Those of [`Self::prepare_status_list`] and [`PreparedStatusList::finish`]; `key.cannot-sign`.
    pub fn issue_status_list(
        &self,
        claims: &Value,
        form: StatusListForm,
        key: &SecretKey,
    ) -> Result<Issued, IssueError> {
        let prepared = self.prepare_status_list(claims, form)?;
        let signature = self.provider.sign(prepared.algorithm, key, prepared.bytes_to_sign())?;
        prepared.finish(&signature)
    }
}

impl PreparedStatusList<'_> {
    /// What the key has to sign.
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        match &self.form {
            Form::Jwt(input) => input.as_bytes(),
            #[cfg(feature = "cose")]
            Form::Cwt(message) => message.bytes_to_sign(),
        }
    }

    /// The algorithm to sign with.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The token, after it was verified under the issuer's key.
    ///
    /// # Errors
    /// `proof.signature-mismatch` where the signature is not that key's over those bytes.
    pub fn finish(self, signature: &[u8]) -> Result<Issued, IssueError> {
        let Issuer { key, provider, .. } = self.issuer;
        match self.form {
            Form::Jwt(input) => {
                let token = Jws::join(&input, signature);
                match Jws::parse(&token, &jose::STATUS_LIST_HEADER)?.verify(key, provider)? {
                    true => Ok(Issued::Jwt(token)),
                    false => Err(ProofError::JwsMismatch.into()),
                }
            }
            #[cfg(feature = "cose")]
            Form::Cwt(prepared) => {
                let message = prepared.finish(signature);
                StatusListCwt::read(&message)?.verify(key, provider)?;
                Ok(Issued::Cose(message))
            }
        }
    }
}

/// What a verifier would flag, and a list in which nobody could hide.
fn look_through(claims: &Value) -> Result<(), IssueError> {
    let refused = |findings: Vec<Finding>| IssueError::Refused { findings };
    let of_list = |error: StatusError| refused(vec![error.into_finding(&Pointer::root().key("status_list"))]);
    let malformed = |member: &str, message: &'static str| {
        of_list(StatusError::ListMalformed { pointer: Pointer::root().key(member), message })
    };
    let list = StatusList::read_token(claims).map_err(of_list)?;
    let bits = claims.pointer("/status_list/bits").and_then(Value::as_u64).unwrap_or(8);
    let entries = list.entries(bits);
    if entries < FEWEST_ENTRIES {
        return Err(of_list(StatusError::ListTooShort { entries }));
    }
    if claims.get("sub").and_then(Value::as_str).is_none_or(|url| !url.contains(':')) {
        return Err(malformed("sub", "not a URL"));
    }
    if claims.get("iat").and_then(Value::as_i64).is_none() {
        return Err(malformed("iat", "not a time in seconds"));
    }
    Ok(())
}
