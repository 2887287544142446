use accolade_json::{Limits, parse};
use serde_json::{Map, Value};

use crate::{Algorithm, CryptoProvider, Jwk, KeyError, PublicKey, decode_base64url, encode_base64url};

/// What a header may hold. Everything else is refused, `crit` and `b64` always.
///
/// ```
/// use accolade_keys::{Algorithm, HeaderRules};
/// const RULES: HeaderRules = HeaderRules {
///     algorithms: &[Algorithm::Rs256, Algorithm::Es256],
///     types: &["JWT"],
///     members: &["alg", "kid", "jwk", "typ"],
/// };
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderRules {
    /// The algorithms allowed.
    pub algorithms: &'static [Algorithm],
    /// The values of `typ` allowed, without `application/`; a header may also have none.
    pub types: &'static [&'static str],
    /// The members allowed.
    pub members: &'static [&'static str],
}

/// The protected header of a [`Jws`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JwsHeader {
    /// `alg`.
    pub algorithm: Algorithm,
    /// `kid`.
    pub key_id: Option<String>,
    /// `jwk`.
    pub jwk: Option<Jwk>,
    /// `typ`, in lower case and without `application/`.
    pub typ: Option<String>,
    /// `cty`.
    pub content_type: Option<String>,
}

/// A [compact JWS](https://www.rfc-editor.org/rfc/rfc7515#section-7.1) that was taken apart and kept the header rules.
/// Nothing in it is proven before [`Jws::verify`] says so.
///
/// ```
/// use accolade_keys::{Algorithm, CryptoProvider, HeaderRules, Jws, KeyType, SecretKey};
/// use serde_json::json;
/// const RULES: HeaderRules =
///     HeaderRules { algorithms: &[Algorithm::Es256], types: &["jwt"], members: &["alg", "kid", "typ"] };
///
/// let (provider, key) = (CryptoProvider::portable(), SecretKey::generate(KeyType::P256, &[9; 64])?);
/// let header = json!({"alg": "ES256", "typ": "JWT", "kid": "did:example:a#1"});
/// let input = Jws::signing_input(&header, b"{}");
/// let text = Jws::join(&input, &provider.sign(Algorithm::Es256, &key, input.as_bytes())?);
///
/// let jws = Jws::parse(&text, &RULES)?;
/// assert_eq!(jws.header.key_id.as_deref(), Some("did:example:a#1"));
/// assert!(jws.verify(key.public_key(), &provider)?);
/// # Ok::<(), accolade_keys::KeyError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Jws {
    /// The protected header.
    pub header: JwsHeader,
    /// The payload.
    pub payload: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
    signing_input: String,
}

impl Jws {
    /// Takes a compact JWS apart and holds its header against the rules.
    ///
    /// # Errors
    /// `jws.malformed`, `jws.header-not-allowed`, `jws.alg-not-allowed`, `jws.typ-not-allowed`; `json.*` of the header;
    /// `key.*` of the header's `jwk`.
    pub fn parse(text: &str, rules: &HeaderRules) -> Result<Self, KeyError> {
        let malformed = |message| KeyError::JwsMalformed { message };
        let mut parts = text.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(malformed("it does not have three parts"));
        };
        let decode = |part, message| decode_base64url(part).map_err(|_| malformed(message));
        let signing_input = format!("{header}.{payload}");
        let header = decode(header, "the header is not base64url without padding")?;
        let payload = decode(payload, "the payload is not base64url without padding")?;
        let signature = decode(signature, "the signature is not base64url without padding")?;
        let header = parse(&header, &Limits { bytes: 64 << 10, depth: 16 })?;
        let header = header.as_object().ok_or_else(|| malformed("the header is not an object"))?;
        Ok(Self { header: read_header(header, rules)?, payload, signature, signing_input })
    }

    /// Whether the signature holds under that key.
    ///
    /// # Errors
    /// `jws.alg-key-mismatch` where the header's algorithm is not the key's.
    pub fn verify(&self, key: &PublicKey, provider: &CryptoProvider) -> Result<bool, KeyError> {
        let algorithm = self.header.algorithm;
        if !algorithm.fits(key.key_type()) {
            return Err(KeyError::AlgKeyMismatch { algorithm, key_type: key.key_type() });
        }
        Ok(provider.verify(algorithm, key, self.signing_input.as_bytes(), &self.signature))
    }

    /// The text that is signed: header and payload in base64url, joined by a dot.
    #[must_use]
    pub fn signing_input(header: &Value, payload: &[u8]) -> String {
        format!("{}.{}", encode_base64url(header.to_string().as_bytes()), encode_base64url(payload))
    }

    /// The compact JWS of a signing input and its signature.
    #[must_use]
    pub fn join(signing_input: &str, signature: &[u8]) -> String {
        format!("{signing_input}.{}", encode_base64url(signature))
    }
}

fn read_header(header: &Map<String, Value>, rules: &HeaderRules) -> Result<JwsHeader, KeyError> {
    let not_allowed = |member: &str| KeyError::HeaderNotAllowed { member: member.to_owned() };
    // The algorithm first: of a token with `none`, nothing else is worth saying.
    let algorithm = match header.get("alg") {
        Some(Value::String(name)) => {
            let algorithm = Algorithm::parse(name).filter(|algorithm| rules.algorithms.contains(algorithm));
            algorithm.ok_or_else(|| KeyError::AlgNotAllowed { found: Some(name.clone()) })?
        }
        Some(other) => return Err(KeyError::AlgNotAllowed { found: Some(other.to_string()) }),
        None => return Err(KeyError::AlgNotAllowed { found: None }),
    };
    let listed =
        |name: &&String| rules.members.contains(&name.as_str()) && !matches!(name.as_str(), "crit" | "b64");
    if let Some(member) = header.keys().find(|name| !listed(name)) {
        return Err(not_allowed(member));
    }
    let text = |name: &str| match header.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(not_allowed(name)),
    };
    let jwk = header.get("jwk").map(Jwk::from_value).transpose()?;
    if let Some(jwk) = jwk.as_ref().filter(|jwk| jwk.algorithm.is_some_and(|only| only != algorithm)) {
        return Err(KeyError::AlgKeyMismatch { algorithm, key_type: jwk.key.key_type() });
    }
    // RFC 7515 §4.1.9: a media type, compared without case, `application/` left out where no other slash follows.
    let typ = text("typ")?.map(|typ| typ.to_ascii_lowercase());
    let typ = typ.map(|typ| typ.strip_prefix("application/").map(str::to_owned).unwrap_or(typ));
    if let Some(found) = typ.as_ref().filter(|typ| !rules.types.iter().any(|t| t.eq_ignore_ascii_case(typ))) {
        return Err(KeyError::TypNotAllowed { found: found.clone() });
    }
    Ok(JwsHeader { algorithm, key_id: text("kid")?, jwk, typ, content_type: text("cty")? })
}
