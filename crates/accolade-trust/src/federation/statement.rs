use accolade_json::{Limits, Value, parse};
use accolade_keys::{Algorithm, CryptoProvider, HeaderRules, Jwk, Jws};
use serde_json::Map;
use time::OffsetDateTime;

use crate::TrustError;

/// [§3.1](https://openid.net/specs/openid-federation-1_0.html#section-3.1): the type has to be said, and the key named.
const HEADER: HeaderRules = HeaderRules {
    algorithms: &[
        Algorithm::Rs256,
        Algorithm::Ps256,
        Algorithm::Es256,
        Algorithm::Es384,
        Algorithm::Es512,
        Algorithm::EdDsa,
    ],
    types: &["entity-statement+jwt"],
    members: &["alg", "kid", "typ"],
};

/// The longest statement, and its depth.
const LIMITS: Limits = Limits { bytes: 256 << 10, depth: 16 };

/// The claims of §3.1 that this software reads, or that say nothing it would have to act on.
const UNDERSTOOD: &[&str] =
    &["iss", "sub", "iat", "exp", "jwks", "metadata", "metadata_policy", "constraints", "authority_hints"];

/// A statement of one entity about another, or about itself. Nothing in it is proven before [`Statement::verify`] says so.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Statement {
    pub(super) issuer: String,
    pub(super) subject: String,
    pub(super) expires: OffsetDateTime,
    issued: OffsetDateTime,
    claims: Map<String, Value>,
    jws: Jws,
}

impl Statement {
    pub(super) fn read(index: usize, text: &str) -> Result<Self, TrustError> {
        let malformed = |message: String| TrustError::StatementMalformed { index, message };
        if text.len() > LIMITS.bytes {
            return Err(malformed(format!("it is longer than {} bytes", LIMITS.bytes)));
        }
        let jws = Jws::parse(text, &HEADER).map_err(|error| malformed(error.to_string()))?;
        if jws.header.typ.is_none() || jws.header.key_id.is_none() {
            return Err(malformed("its header has no `typ` or no `kid`".to_owned()));
        }
        let claims = parse(&jws.payload, &LIMITS).map_err(|error| malformed(error.to_string()))?;
        let Value::Object(claims) = claims else {
            return Err(malformed("its payload is no object".to_owned()));
        };
        let text = |name: &str| match claims.get(name) {
            Some(Value::String(text)) if text.contains(':') => Ok(text.clone()),
            _ => Err(malformed(format!("`{name}` is not an entity's identifier"))),
        };
        let time = |name: &str| {
            let seconds = claims.get(name).and_then(Value::as_i64);
            let time = seconds.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
            time.ok_or_else(|| malformed(format!("`{name}` is not a time")))
        };
        Ok(Self {
            issuer: text("iss")?,
            subject: text("sub")?,
            issued: time("iat")?,
            expires: time("exp")?,
            claims,
            jws,
        })
    }

    /// Whether it is about whoever made it.
    pub(super) fn is_own(&self) -> bool {
        self.issuer == self.subject
    }

    /// Whose, and about whom.
    pub(super) fn to_text(&self) -> String {
        format!("`{}` about `{}`", self.issuer, self.subject)
    }

    /// Checks that one of these keys signed it, that it is in force, and that nothing in it has to be understood that is not.
    pub(super) fn verify(
        &self,
        keys: &[Jwk],
        now: OffsetDateTime,
        provider: &CryptoProvider,
    ) -> Result<(), TrustError> {
        let unproven = |message| TrustError::StatementNotVerified { statement: self.to_text(), message };
        let mut named =
            keys.iter().filter(|key| key.key_id.is_some() && key.key_id == self.jws.header.key_id);
        let (Some(key), None) = (named.next(), named.next()) else {
            return Err(unproven("the key that it names is not the maker's, or not one alone"));
        };
        if key.algorithm.is_some_and(|algorithm| algorithm != self.jws.header.algorithm) {
            return Err(unproven("the key is published for another algorithm"));
        }
        match self.jws.verify(&key.key, provider) {
            Ok(true) => {}
            Ok(false) => return Err(unproven("the signature does not hold")),
            Err(_) => return Err(unproven("the key is not of the kind that the algorithm needs")),
        }
        if now < self.issued || now >= self.expires {
            return Err(TrustError::StatementNotInForce { statement: self.to_text() });
        }
        let not_understood =
            |found: String| TrustError::StatementCritical { statement: self.to_text(), found };
        match self.claims.get("crit") {
            None => Ok(()),
            Some(Value::Array(names)) => {
                let unknown =
                    names.iter().find(|name| !name.as_str().is_some_and(|name| UNDERSTOOD.contains(&name)));
                unknown.map_or(Ok(()), |name| Err(not_understood(name.as_str().unwrap_or("crit").to_owned())))
            }
            Some(_) => Err(not_understood("crit".to_owned())),
        }
    }

    /// The keys that it says are the subject's; nothing where it says none.
    pub(super) fn keys(&self) -> Result<Option<Vec<Jwk>>, TrustError> {
        let unread = |_| TrustError::StatementNotVerified {
            statement: self.to_text(),
            message: "its keys cannot be read",
        };
        self.claims.get("jwks").map(|keys| Jwk::set_from_value(keys).map_err(unread)).transpose()
    }

    pub(super) fn authority_hints(&self) -> impl Iterator<Item = &str> {
        self.claims
            .get("authority_hints")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
    }

    pub(super) fn metadata(&self) -> Map<String, Value> {
        self.object("metadata")
    }

    /// A claim that is an object; empty where there is none.
    pub(super) fn object(&self, name: &str) -> Map<String, Value> {
        self.claims.get(name).and_then(Value::as_object).cloned().unwrap_or_default()
    }

    pub(super) fn claim(&self, name: &str) -> Option<&Value> {
        self.claims.get(name)
    }
}
