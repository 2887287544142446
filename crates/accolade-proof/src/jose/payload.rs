use accolade_json::one_or_many;
use accolade_report::{Finding, Pointer, Severity};
use serde_json::{Map, Value};

use super::{Claims, VERSION_1, VERSION_2, Version, claims, version_of};
use crate::{ProofError, codes};

/// What a token carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents {
    /// A credential, which its issuer signs.
    Credential,
    /// A presentation, which its holder signs.
    Presentation,
}

/// By which specification a document stands in a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Open Badges 3.0 §8.2, or VC Data Model 1.1 §6.3.1: the claims repeat the document.
    Claims,
    /// [VC-JOSE-COSE](https://www.w3.org/TR/vc-jose-cose/#securing-with-jose): the document is the payload, and the claims
    /// speak of the token.
    JoseCose,
}

/// A document taken out of the payload of a token, and the claims beside it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Payload {
    /// The credential or presentation, without the claims. Where the form leaves to the claims what the document would
    /// say, it is filled in.
    pub document: Value,
    /// Which of the two it is.
    pub contents: Contents,
    /// By which specification it stands there.
    pub form: Form,
    /// The claims.
    pub claims: Claims,
    /// What is wrong with form and claims, with places in the payload.
    pub findings: Vec<Finding>,
}

impl Payload {
    /// Takes a payload apart, which stood under a header of that `typ`, and compares claims and document.
    pub(crate) fn read(mut members: Map<String, Value>, typ: Option<&str>) -> Result<Self, ProofError> {
        let mut findings = Vec::new();
        let stated = typ.and_then(contents_of);
        let form = if stated.is_some() { Form::JoseCose } else { Form::Claims };
        if form == Form::JoseCose {
            // VC-JOSE-COSE §1.1.2.1: "The JWT Claim Names `vc` and `vp` MUST NOT be present".
            for name in ["vc", "vp"] {
                if members.contains_key(name) {
                    let message = format!("the payload is the document itself, and has the claim `{name}`");
                    findings.push(Finding::error(codes::FORM_MISMATCH, Pointer::root().key(name), message));
                }
            }
        }
        let (name, contents) = match stated {
            Some(contents) => (None, contents),
            None if members.contains_key("vc") => (Some("vc"), Contents::Credential),
            None if members.contains_key("vp") => (Some("vp"), Contents::Presentation),
            None if is_presentation(members.get("type")) => (None, Contents::Presentation),
            None => (None, Contents::Credential),
        };
        let inner = name.and_then(|name| members.shift_remove(name));
        if name == Some("vc") && members.contains_key("vp") {
            let message = "the token has both a credential and a presentation";
            findings.push(Finding::error(codes::FORM_MISMATCH, Pointer::root().key("vp"), message));
        }
        let claims = Claims::take(&mut members, contents, &mut findings);
        let in_claim = inner.is_some();
        let mut document = inner.unwrap_or_else(|| Value::Object(members));
        let place = name.map_or_else(Pointer::root, |name| Pointer::root().key(name));
        if !document.is_object() {
            let message = format!("the claim `{}` is not an object", name.unwrap_or_default());
            return Err(ProofError::Malformed { pointer: place, message });
        }
        if form == Form::JoseCose
            && is_presentation(document.get("type")) != (contents == Contents::Presentation)
        {
            let message = "the header's `typ` and the document's `type` say different things";
            findings.push(Finding::error(codes::FORM_MISMATCH, Pointer::root().key("type"), message));
        }
        let version = version(&document, in_claim);
        if form == Form::Claims && version.in_claim != in_claim {
            let message =
                "the token has the form of one version of the data model and the document is of another";
            // Wallets present credentials of version 2.0 in this form; there is no second place to read them from.
            let severity = match contents {
                Contents::Credential => Severity::Error,
                Contents::Presentation => Severity::Warning,
            };
            let place = Pointer::root().key(name.unwrap_or("vc"));
            findings.push(Finding::new(severity, codes::FORM_MISMATCH, place, message));
        }
        match contents {
            Contents::Credential => claims::compare(&claims, &mut document, version, form, &mut findings),
            Contents::Presentation => {
                claims::compare_presentation(&claims, &mut document, form, &mut findings)
            }
        }
        Ok(Self { document, contents, form, claims, findings })
    }
}

/// The version that the document says it has; else the one whose form the token has.
fn version(document: &Value, in_claim: bool) -> Version {
    version_of(document).unwrap_or(if in_claim { VERSION_1 } else { VERSION_2 })
}

/// What a media type of VC-JOSE-COSE, without `application/`, says that a token carries.
pub(crate) fn contents_of(typ: &str) -> Option<Contents> {
    match typ {
        "vc+jwt" | "vc+ld+jwt" | "vc+sd-jwt" | "vc+ld+json+sd-jwt" | "dc+sd-jwt" | "vc+cose" => {
            Some(Contents::Credential)
        }
        "vp+jwt" | "vp+ld+jwt" | "vp+sd-jwt" | "vp+ld+json+sd-jwt" | "vp+cose" => {
            Some(Contents::Presentation)
        }
        _ => None,
    }
}

/// Whether those are the types of a presentation.
pub(crate) fn is_presentation(types: Option<&Value>) -> bool {
    let types = types.map(one_or_many).unwrap_or_default();
    types.iter().any(|name| name == "VerifiablePresentation")
}
