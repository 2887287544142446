use accolade_json::one_or_many;
use accolade_report::Pointer;
use serde_json::Value;

use crate::StatusError;

/// The revocation list of 1EdTech (VCRL 1.0): the identifiers of the credentials that were revoked. Nobody signs it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RevocationList {
    /// Its own identifier.
    pub id: Option<String>,
    /// Whose list it is.
    pub issuer: Option<String>,
    revoked: Vec<(String, Option<String>)>,
}

/// What such a list says of one credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    /// It is not in the list, or marked as not revoked.
    No,
    /// It was revoked.
    Revoked {
        /// Why.
        reason: Option<String>,
    },
}

impl RevocationList {
    /// Reads a list. The member of the published schema is `revokedCredential`; the text also says `revokedCredentials`.
    ///
    /// # Errors
    /// `status.list-malformed`.
    pub fn read(list: &Value) -> Result<Self, StatusError> {
        let text = |name| list.get(name).and_then(Value::as_str).map(str::to_owned);
        let issuer =
            list.get("issuer").and_then(|issuer| issuer.as_str().or_else(|| issuer.get("id")?.as_str()));
        let mut found = false;
        let mut revoked = Vec::new();
        for name in ["revokedCredential", "revokedCredentials"] {
            let Some(value) = list.get(name) else { continue };
            found = true;
            let base = Pointer::root().key(name);
            for (index, item) in one_or_many(value).iter().enumerate() {
                let malformed = |message| StatusError::ListMalformed { pointer: base.index(index), message };
                let id =
                    item.get("id").and_then(Value::as_str).ok_or_else(|| malformed("without an `id`"))?;
                let is_revoked = match item.get("revoked") {
                    None => true,
                    Some(value) => value.as_bool().ok_or_else(|| malformed("neither revoked nor not"))?,
                };
                if is_revoked {
                    let reason = item.get("revocationReason").and_then(Value::as_str);
                    revoked.push((id.to_owned(), reason.map(str::to_owned)));
                }
            }
        }
        if !found {
            let (pointer, message) = (Pointer::root().key("revokedCredential"), "not there");
            return Err(StatusError::ListMalformed { pointer, message });
        }
        Ok(Self { id: text("id"), issuer: issuer.map(str::to_owned), revoked })
    }

    /// What it says of the credential of that identifier.
    #[must_use]
    pub fn find(&self, id: &str) -> Listed {
        match self.revoked.iter().find(|(revoked, _)| revoked == id) {
            Some((_, reason)) => Listed::Revoked { reason: reason.clone() },
            None => Listed::No,
        }
    }
}
