use accolade_json::{Limits, parse, to_text};
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
    signing_input: Vec<u8>,
}

/// One signature of a [JWS in JSON](https://www.rfc-editor.org/rfc/rfc7515#section-7.2).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct JwsSignature {
    /// What was signed, and the signature.
    pub jws: Jws,
    /// The header that is not signed: nothing in it is to be relied on.
    pub unprotected: Map<String, Value>,
}

impl Jws {
    /// Takes a compact JWS apart and holds its header against the rules.
    ///
    /// # Errors
    /// `jws.malformed`, `jws.header-not-allowed`, `jws.alg-not-allowed`, `jws.typ-not-allowed`; `json.*` of the header;
    /// `key.*` of the header's `jwk`.
    pub fn parse(text: &str, rules: &HeaderRules) -> Result<Self, KeyError> {
        let [header, payload, signature] = parts(text)?;
        Self::of_parts(header, payload, signature, rules)
    }

    /// Takes a compact JWS apart whose payload is elsewhere
    /// ([RFC 7515 appendix F](https://www.rfc-editor.org/rfc/rfc7515#appendix-F)). Its header may say, with `b64` and `crit` and not
    /// otherwise, that the payload was signed as it is ([RFC 7797](https://www.rfc-editor.org/rfc/rfc7797)).
    ///
    /// # Errors
    /// Those of [`Self::parse`]; `jws.malformed` where it has a payload of its own.
    pub fn parse_detached(text: &str, payload: &[u8], rules: &HeaderRules) -> Result<Self, KeyError> {
        let [header, own, signature] = parts(text)?;
        if !own.is_empty() {
            return Err(malformed("it has a payload, which should be elsewhere"));
        }
        let mut members = header_members(header)?;
        let (b64, crit) = (members.shift_remove("b64"), members.shift_remove("crit"));
        let encoded = match (&b64, &crit) {
            (None, None) => true,
            // RFC 7797 §6: whoever does not know `b64` must not take the text.
            (Some(Value::Bool(b64)), Some(Value::Array(names))) if matches!(names.as_slice(), [name] if name == "b64") => {
                *b64
            }
            (None, Some(_)) => return Err(KeyError::HeaderNotAllowed { member: "crit".to_owned() }),
            (Some(_), _) => return Err(KeyError::HeaderNotAllowed { member: "b64".to_owned() }),
        };
        let mut signing_input = format!("{header}.").into_bytes();
        match encoded {
            true => signing_input.extend(encode_base64url(payload).into_bytes()),
            false => signing_input.extend(payload),
        }
        Ok(Self {
            header: read_header(&members, rules)?,
            payload: payload.to_vec(),
            signature: decode(signature, "the signature is not base64url without padding")?,
            signing_input,
        })
    }

    /// Takes a [JWS in JSON](https://www.rfc-editor.org/rfc/rfc7515#section-7.2) apart, flattened or general: one of each signature, over
    /// the same payload. A header that is not signed may hold what it likes but what the rules list.
    ///
    /// # Errors
    /// Those of [`Self::parse`]; `jws.malformed` where it has the members of both forms, or of none.
    pub fn parse_json(value: &Value, rules: &HeaderRules) -> Result<Vec<JwsSignature>, KeyError> {
        let members = value.as_object().ok_or_else(|| malformed("it is not an object"))?;
        let payload = text(members, "payload", "it has no payload")?;
        let mut signed = Vec::new();
        match members.get("signatures") {
            None => signed.push(members),
            Some(Value::Array(items))
                if !["signature", "protected", "header"].iter().any(|name| members.contains_key(*name)) =>
            {
                for item in items.iter().take(MOST_SIGNATURES + 1) {
                    signed.push(item.as_object().ok_or_else(|| malformed("a signature is not an object"))?);
                }
            }
            Some(_) => return Err(malformed("it has the members of two forms")),
        }
        if signed.is_empty() || signed.len() > MOST_SIGNATURES {
            return Err(malformed("it has no signature, or too many"));
        }
        let mut signatures = Vec::with_capacity(signed.len());
        for members in signed {
            signatures.push(Self::of_members(members, payload, rules)?);
        }
        Ok(signatures)
    }

    /// One signature of a JWS in JSON.
    fn of_members(
        members: &Map<String, Value>,
        payload: &str,
        rules: &HeaderRules,
    ) -> Result<JwsSignature, KeyError> {
        let protected = text(members, "protected", "a signature has no protected header")?;
        let signature = text(members, "signature", "a signature is missing")?;
        let none = Map::new();
        let unprotected = match members.get("header") {
            None => &none,
            Some(Value::Object(header)) => header,
            Some(_) => return Err(malformed("a header is not an object")),
        };
        // RFC 7515 §7.2.1: the names are disjoint. What decides about the signature stands where it is signed; a `kid` only
        // says which key to try.
        let decides = |name: &&String| {
            let name = name.as_str();
            name != "kid" && (rules.members.contains(&name) || CRITICAL.contains(&name))
        };
        if let Some(member) = unprotected.keys().find(decides) {
            return Err(KeyError::HeaderNotAllowed { member: member.clone() });
        }
        let mut jws = Self::of_parts(protected, payload, signature, rules)?;
        match (unprotected.get("kid"), &jws.header.key_id) {
            (None, _) => {}
            (Some(Value::String(kid)), None) => jws.header.key_id = Some(kid.clone()),
            _ => return Err(KeyError::HeaderNotAllowed { member: "kid".to_owned() }),
        }
        Ok(JwsSignature { jws, unprotected: unprotected.clone() })
    }

    fn of_parts(header: &str, payload: &str, signature: &str, rules: &HeaderRules) -> Result<Self, KeyError> {
        Ok(Self {
            header: read_header(&header_members(header)?, rules)?,
            payload: decode(payload, "the payload is not base64url without padding")?,
            signature: decode(signature, "the signature is not base64url without padding")?,
            signing_input: format!("{header}.{payload}").into_bytes(),
        })
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
        Ok(provider.verify(algorithm, key, &self.signing_input, &self.signature))
    }

    /// The compact form, of a JWS whose payload is signed in base64url.
    #[must_use]
    pub fn to_compact(&self) -> String {
        // What is signed is ASCII then.
        Self::join(&String::from_utf8_lossy(&self.signing_input), &self.signature)
    }

    /// The text that is signed: header and payload in base64url, joined by a dot.
    #[must_use]
    pub fn signing_input(header: &Value, payload: &[u8]) -> String {
        format!("{}.{}", encode_base64url(to_text(header).as_bytes()), encode_base64url(payload))
    }

    /// The compact JWS of a signing input and its signature.
    #[must_use]
    pub fn join(signing_input: &str, signature: &[u8]) -> String {
        format!("{signing_input}.{}", encode_base64url(signature))
    }
}

/// The members that change what a signature means.
const CRITICAL: &[&str] = &["crit", "b64", "alg"];

/// The most signatures that are taken apart; each may cost a key.
const MOST_SIGNATURES: usize = 16;

const fn malformed(message: &'static str) -> KeyError {
    KeyError::JwsMalformed { message }
}

fn text<'a>(members: &'a Map<String, Value>, name: &str, message: &'static str) -> Result<&'a str, KeyError> {
    members.get(name).and_then(Value::as_str).ok_or_else(|| malformed(message))
}

fn parts(text: &str) -> Result<[&str; 3], KeyError> {
    let mut parts = text.split('.');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(header), Some(payload), Some(signature), None) => Ok([header, payload, signature]),
        _ => Err(malformed("it does not have three parts")),
    }
}

fn decode(part: &str, message: &'static str) -> Result<Vec<u8>, KeyError> {
    decode_base64url(part).map_err(|_| malformed(message))
}

fn header_members(header: &str) -> Result<Map<String, Value>, KeyError> {
    let header = decode(header, "the header is not base64url without padding")?;
    match parse(&header, &Limits { bytes: 64 << 10, depth: 16 })? {
        Value::Object(members) => Ok(members),
        _ => Err(malformed("the header is not an object")),
    }
}

fn read_header(header: &Map<String, Value>, rules: &HeaderRules) -> Result<JwsHeader, KeyError> {
    // The algorithm first: of a token with `none`, nothing else is worth saying.
    let algorithm = match header.get("alg") {
        Some(Value::String(name)) => {
            let algorithm = Algorithm::parse(name).filter(|algorithm| rules.algorithms.contains(algorithm));
            algorithm.ok_or_else(|| KeyError::AlgNotAllowed { found: Some(name.clone()) })?
        }
        Some(other) => return Err(KeyError::AlgNotAllowed { found: Some(to_text(other)) }),
        None => return Err(KeyError::AlgNotAllowed { found: None }),
    };
    let listed =
        |name: &&String| rules.members.contains(&name.as_str()) && !matches!(name.as_str(), "crit" | "b64");
    if let Some(member) = header.keys().find(|name| !listed(name)) {
        return Err(KeyError::HeaderNotAllowed { member: member.clone() });
    }
    let jwk = header.get("jwk").map(Jwk::from_value).transpose()?;
    if let Some(jwk) = jwk.as_ref().filter(|jwk| jwk.algorithm.is_some_and(|only| only != algorithm)) {
        return Err(KeyError::AlgKeyMismatch { algorithm, key_type: jwk.key.key_type() });
    }
    let (typ, key_id, content_type) = read_texts(header, rules)?;
    Ok(JwsHeader {
        algorithm,
        key_id: key_id.map(str::to_owned),
        jwk,
        typ,
        content_type: content_type.map(str::to_owned),
    })
}

/// `typ`, `kid` and `cty`.
type Texts<'a> = (Option<String>, Option<&'a str>, Option<&'a str>);

fn read_texts<'a>(header: &'a Map<String, Value>, rules: &HeaderRules) -> Result<Texts<'a>, KeyError> {
    let text = |name: &str| match header.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(KeyError::HeaderNotAllowed { member: name.to_owned() }),
    };
    // RFC 7515 §4.1.9: a media type, compared without case, `application/` left out where no other slash follows.
    let typ = text("typ")?.map(|typ| {
        let lower = typ.to_ascii_lowercase();
        lower.strip_prefix("application/").unwrap_or(&lower).to_owned()
    });
    if let Some(found) = typ.as_ref().filter(|typ| !rules.types.iter().any(|t| t.eq_ignore_ascii_case(typ))) {
        return Err(KeyError::TypNotAllowed { found: found.clone() });
    }
    Ok((typ, text("kid")?, text("cty")?))
}
