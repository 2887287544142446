//! What a badge claims, taken out of what it came in. Nothing here is proven.

use accolade_bake::{Edition, ImageFormat, sniff, unbake};
use accolade_json::{Limits, Value, one_or_many, parse};
use accolade_keys::decode_base64url;
use accolade_model::{
    is_url,
    legacy::{Generation, Version},
};
#[cfg(feature = "cose")]
use accolade_proof::cose::CoseToken;
use accolade_proof::jose::Token;
#[cfg(feature = "sd-jwt")]
use accolade_proof::sd_jwt::SdJwt;
use accolade_report::{Finding, Pointer};

use crate::{
    Policy, codes,
    input::{Input, Secured},
    issue::enveloped_cose,
};

/// A credential or presentation as it was found, proven or not: what it holds is what somebody claims.
///
/// ```
/// use accolade_engine::Reading;
/// use accolade_json::Limits;
///
/// let reading = Reading::read(br#"{"name": "Weaving"}"#, Limits::default())?;
/// assert_eq!((reading.form, &reading.claimed["name"]), ("json", &"Weaving".into()));
/// assert!(!reading.is_signed());
/// # Ok::<(), Box<accolade_report::Finding>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Reading {
    /// The image it was baked into, and by which rules.
    pub image: Option<(ImageFormat, Edition)>,
    /// The form it has: `json`, `jws`, `jws-json`, `sd-jwt` or `cose`.
    pub form: &'static str,
    /// It as text, to store or to bake: JSON, a token, or a COSE message in an envelope.
    pub text: String,
    /// The header of a token, whatever it says.
    pub header: Option<Value>,
    /// The document. Of a token its payload without the token's own claims, with what an SD-JWT discloses.
    pub claimed: Value,
    /// The version, of a badge from before Open Badges 3.0.
    pub open_badges: Option<Version>,
    /// What was unusual about the image.
    pub findings: Vec<Finding>,
}

impl Reading {
    /// Takes a document out of JSON, a token, a COSE message, or an image that holds one of them.
    ///
    /// # Errors
    /// `input.unknown-form`, `bake.*`, `json.*`; `ob2.not-an-assertion` of an image with an address alone; `secure.unsupported-envelope` where the build goes without that form, and
    /// `sd-jwt.*` or `cose.*` where it cannot be taken apart.
    pub fn read(bytes: &[u8], limits: Limits) -> Result<Self, Box<Finding>> {
        let policy = Policy::default().limit(limits);
        if sniff(bytes).is_none() {
            return Self::plain(bytes, &policy);
        }
        let baked = unbake(bytes, &accolade_bake::Limits::default()).map_err(boxed)?;
        if baked.edition == Edition::OpenBadges2 && is_url(&baked.text) {
            let url = &baked.text;
            let message = format!(
                "the image holds the address of a badge from before Open Badges 3.0, `{url}`, and not the badge"
            );
            return Err(Box::new(Finding::error(codes::OB2_NOT_AN_ASSERTION, Pointer::root(), message)));
        }
        let reading = Self::plain(baked.text.as_bytes(), &policy)?;
        Ok(Self { image: Some((baked.format, baked.edition)), findings: baked.findings, ..reading })
    }

    /// Whether anything secures it, well or badly.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.form != "json" || self.claimed.get("proof").is_some() || is_envelope(&self.claimed)
    }

    /// By which rules it is baked into an image.
    #[must_use]
    pub fn edition(&self) -> Edition {
        if self.open_badges.is_some() {
            return Edition::OpenBadges2;
        }
        edition_of(&self.claimed)
    }

    fn plain(bytes: &[u8], policy: &Policy) -> Result<Self, Box<Finding>> {
        let Input { check, secured } = Input::read_plain(bytes, policy);
        let Some(secured) = secured else {
            return Err(Box::new(check.findings().first().cloned().unwrap_or_else(unknown)));
        };
        let form = secured.form();
        let text = || String::from_utf8_lossy(bytes).trim().to_owned();
        let (text, header, claimed) = match secured {
            Secured::Json(document) => (text(), None, document),
            Secured::Jws(token) => {
                let (header, claimed) = open_jws(&token, policy)?;
                // The claims beside the document are the token's own, where it keeps the rules for them.
                let document = Token::read(&token).map(|read| read.payload.document);
                (token, Some(header), document.unwrap_or(claimed))
            }
            Secured::JwsJson(jws) => {
                let member =
                    |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
                let first = jws.get("signatures").and_then(|all| all.get(0)).unwrap_or(&jws);
                let header = member(first, "protected").ok_or_else(|| Box::new(unknown()))?;
                let payload = member(&jws, "payload").ok_or_else(|| Box::new(unknown()))?;
                (text(), Some(part(&header, policy)?), document_of(part(&payload, policy)?))
            }
            Secured::SdJwt(token) => {
                let (header, claimed) = open_sd_jwt(&token, policy)?;
                (token, Some(header), claimed)
            }
            Secured::Cose(message) => {
                (accolade_json::to_text(&enveloped_cose(&message)), None, open_cose(&message)?)
            }
            // Only images hold an address.
            Secured::Url(_) => return Err(Box::new(unknown())),
        };
        let open_badges = match Generation::of(&claimed) {
            Generation::Legacy(version) => Some(version),
            _ => None,
        };
        Ok(Self { image: None, form, text, header, claimed, open_badges, findings: Vec::new() })
    }
}

/// By which rules a document of those types is baked into an image.
#[must_use]
pub fn edition_of(document: &Value) -> Edition {
    let types = document.get("type").map_or(&[][..], one_or_many);
    if types.iter().any(|name| name == "ClrCredential") { Edition::Clr2 } else { Edition::OpenBadges3 }
}

fn is_envelope(document: &Value) -> bool {
    let types = document.get("type").map_or(&[][..], one_or_many);
    types
        .iter()
        .any(|name| name == "EnvelopedVerifiableCredential" || name == "EnvelopedVerifiablePresentation")
}

/// Takes a compact JWS apart, whatever its header says.
fn open_jws(token: &str, policy: &Policy) -> Result<(Value, Value), Box<Finding>> {
    let mut parts = token.split('.');
    let (Some(header), Some(payload), Some(_), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Box::new(unknown()));
    };
    Ok((part(header, policy)?, document_of(part(payload, policy)?)))
}

/// What an SD-JWT discloses stands in its place.
#[cfg(feature = "sd-jwt")]
fn open_sd_jwt(token: &str, policy: &Policy) -> Result<(Value, Value), Box<Finding>> {
    let issued = token.split('~').next().unwrap_or_default();
    let (header, _) = open_jws(issued, policy)?;
    let read = SdJwt::read(token).map_err(|error| first(error.findings(&Pointer::root())))?;
    let document = read.payload().map(|payload| payload.document);
    Ok((header, document.unwrap_or_else(|_| document_of(Value::Object(read.claims)))))
}

#[cfg(not(feature = "sd-jwt"))]
fn open_sd_jwt(_: &str, _: &Policy) -> Result<(Value, Value), Box<Finding>> {
    Err(lacking("SD-JWTs"))
}

#[cfg(feature = "cose")]
fn open_cose(message: &[u8]) -> Result<Value, Box<Finding>> {
    let token = CoseToken::read(message).map_err(|error| first(error.findings(&Pointer::root())))?;
    Ok(token.payload.document)
}

#[cfg(not(feature = "cose"))]
fn open_cose(_: &[u8]) -> Result<Value, Box<Finding>> {
    Err(lacking("COSE"))
}

#[cfg(not(all(feature = "cose", feature = "sd-jwt")))]
fn lacking(form: &str) -> Box<Finding> {
    let message = format!("this build does not read {form}");
    Box::new(Finding::undetermined(codes::UNSUPPORTED_ENVELOPE, Pointer::root(), message))
}

#[cfg(any(feature = "cose", feature = "sd-jwt"))]
fn first(findings: Vec<Finding>) -> Box<Finding> {
    Box::new(findings.into_iter().next().unwrap_or_else(unknown))
}

/// In the data model 1.1 the document is a claim of its own.
fn document_of(mut payload: Value) -> Value {
    for name in ["vc", "vp"] {
        if let Some(document) = payload.get_mut(name).filter(|document| document.is_object()) {
            return document.take();
        }
    }
    payload
}

fn part(text: &str, policy: &Policy) -> Result<Value, Box<Finding>> {
    let bytes = decode_base64url(text).map_err(|_| Box::new(unknown()))?;
    let value = parse(&bytes, policy.limits()).map_err(boxed)?;
    if value.is_object() { Ok(value) } else { Err(Box::new(unknown())) }
}

fn boxed(error: impl Into<Finding>) -> Box<Finding> {
    Box::new(error.into())
}

fn unknown() -> Finding {
    let message =
        "neither a credential in JSON, nor a token or COSE message with one, nor an image that holds one";
    Finding::error(codes::UNKNOWN_INPUT, Pointer::root(), message)
}
