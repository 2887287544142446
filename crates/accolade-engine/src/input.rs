use accolade_bake::{Baked, Edition, ImageFormat, sniff, unbake};
use accolade_json::{Value, parse};
use accolade_model::is_url;
use accolade_report::{Check, CheckId, Finding, Pointer};

use crate::{Policy, codes};

/// A credential or presentation taken out of what it came in, and nothing more: nothing is proven yet.
pub(crate) struct Input {
    pub(crate) check: Check,
    pub(crate) secured: Option<Secured>,
}

/// The document in the form that its securing mechanism needs.
pub(crate) enum Secured {
    Json(Value),
    Jws(String),
    JwsJson(Value),
    SdJwt(String),
    Cose(Vec<u8>),
    /// The address of a badge from before Open Badges 3.0, as images of that time hold it.
    Url(String),
}

impl Secured {
    /// The name of the form.
    pub(crate) const fn form(&self) -> &'static str {
        match self {
            Self::Json(_) => "json",
            Self::Jws(_) => "jws",
            Self::JwsJson(_) => "jws-json",
            Self::SdJwt(_) => "sd-jwt",
            Self::Cose(_) => "cose",
            Self::Url(_) => "url",
        }
    }
}

impl Input {
    /// Takes the credential out of an image, recognises its form, and reads it strictly.
    pub(crate) fn read(bytes: &[u8], policy: &Policy) -> Self {
        let mut check = Check::new(CheckId::Input);
        match unwrap(bytes, policy, &mut check) {
            Ok(secured) => Self { check, secured: Some(secured) },
            Err(finding) => {
                check.add(*finding);
                Self { check, secured: None }
            }
        }
    }

    /// The same of a document that is never baked into an image.
    pub(crate) fn read_plain(bytes: &[u8], policy: &Policy) -> Self {
        let mut check = Check::new(CheckId::Input);
        match recognise(bytes, policy, &mut check) {
            Ok(secured) => Self { check, secured: Some(secured) },
            Err(finding) => {
                check.add(*finding);
                Self { check, secured: None }
            }
        }
    }
}

fn unwrap(bytes: &[u8], policy: &Policy, check: &mut Check) -> Result<Secured, Box<Finding>> {
    let Some(format) = sniff(bytes) else {
        return recognise(bytes, policy, check);
    };
    if format == ImageFormat::Svg && cfg!(not(feature = "svg")) {
        let message = "this build does not read SVG images";
        return Err(Box::new(Finding::undetermined(codes::UNSUPPORTED_ENVELOPE, Pointer::root(), message)));
    }
    let Baked { text, edition, findings, .. } =
        unbake(bytes, &accolade_bake::Limits::default()).map_err(boxed)?;
    check.add_fact("image", if format == ImageFormat::Svg { "svg" } else { "png" });
    check.add_fact("bakedAs", edition.keyword());
    check.extend(findings);
    if edition == Edition::OpenBadges2 && is_url(&text) {
        let secured = Secured::Url(text);
        check.add_fact("form", secured.form());
        return Ok(secured);
    }
    recognise(text.as_bytes(), policy, check)
}

fn recognise(bytes: &[u8], policy: &Policy, check: &mut Check) -> Result<Secured, Box<Finding>> {
    let text = bytes.trim_ascii();
    if looks_like_cose(bytes) {
        let secured = Secured::Cose(bytes.to_vec());
        check.add_fact("form", secured.form());
        return Ok(secured);
    }
    if let Some(secured) = std::str::from_utf8(text).ok().and_then(token) {
        check.add_fact("form", secured.form());
        return Ok(secured);
    }
    if text.first() != Some(&b'{') {
        let message = "neither a JSON object, nor a token, nor a COSE message, nor a PNG or SVG image";
        return Err(Box::new(Finding::error(codes::UNKNOWN_INPUT, Pointer::root(), message)));
    }
    let value = parse(bytes, policy.limits()).map_err(boxed)?;
    let secured = if is_jws_json(&value) { Secured::JwsJson(value) } else { Secured::Json(value) };
    check.add_fact("form", secured.form());
    Ok(secured)
}

/// A text that is a token by its look.
pub(crate) fn token(text: &str) -> Option<Secured> {
    let of_text = if text.contains('~') { Secured::SdJwt } else { Secured::Jws };
    looks_like_token(text.as_bytes()).then(|| of_text(text.to_owned()))
}

fn boxed(error: impl Into<Finding>) -> Box<Finding> {
    Box::new(error.into())
}

/// The tag of a `COSE_Sign1`, or an array of four and the bytes of a header: no text begins so.
pub(crate) fn looks_like_cose(bytes: &[u8]) -> bool {
    matches!(bytes, [0xd2, 0x84, ..] | [0x84, 0x40..=0x5b, ..])
}

/// The members of RFC 7515 §7.2, and none of a document.
fn is_jws_json(value: &Value) -> bool {
    let has = |name: &str| value.get(name).is_some();
    has("payload") && (has("signatures") || has("signature")) && !has("@context") && !has("type")
}

fn looks_like_token(text: &[u8]) -> bool {
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    text.first().is_some_and(|first| *first != b'.' && !first.is_ascii_digit())
        && text.contains(&b'.')
        && text.iter().all(allowed)
}
