//! A secured credential or presentation in a `data:` URL:
//! [VC Data Model 2.0 §4.13.1](https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-credentials).

use accolade_json::{Value, one_or_many};
use accolade_model::check as check_model;
use accolade_report::{Check, CheckId, Finding, Pointer};
use base64ct::{Base64, Encoding};

use super::{
    Verification,
    pass::{Holds, Level, Pass},
};
use crate::{
    codes,
    input::{Secured, token},
};

/// What an envelope may hold, by media type. `application/jwt` is how tokens of version 1.1 are enveloped.
const MEDIA_TYPES: &[(&str, Holds, Form)] = &[
    ("application/vc+jwt", Holds::Credential, Form::Token),
    ("application/vp+jwt", Holds::Presentation, Form::Token),
    ("application/jwt", Holds::Either, Form::Token),
    ("application/vc+sd-jwt", Holds::Credential, Form::SdJwt),
    ("application/vp+sd-jwt", Holds::Presentation, Form::SdJwt),
    ("application/dc+sd-jwt", Holds::Credential, Form::SdJwt),
    ("application/vc+cose", Holds::Credential, Form::Cose),
    ("application/vp+cose", Holds::Presentation, Form::Cose),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Token,
    SdJwt,
    Cose,
}

impl Pass<'_> {
    /// Opens an envelope and verifies what is in it. Nothing secures the envelope itself, so it may hold nothing else.
    pub(super) fn envelope(&mut self, envelope: &Value, mut input: Check, level: Level) -> Verification {
        input.extend(check_model(envelope));
        input.extend(unsecured(envelope));
        match open(envelope, level.holds) {
            Ok((media_type, holds, content)) => {
                input.add_fact("envelope", media_type);
                // No specification says which form a token of this media type has.
                let any_form = media_type == "application/jwt";
                self.verify(content, input, Level { holds, any_form, ..level })
            }
            Err(finding) => {
                input.add(*finding);
                self.stopped(input, Check::not_applicable(CheckId::Proof))
            }
        }
    }
}

/// Members that a reader may take for the credential's.
fn unsecured(envelope: &Value) -> Vec<Finding> {
    const OWN: &[&str] = &["@context", "id", "type"];
    let members = envelope.as_object().into_iter().flatten();
    let foreign = members.map(|(name, _)| name).filter(|name| !OWN.contains(&name.as_str()));
    let finding = |name: &String| {
        let message = format!("`{name}` stands beside what is secured, and nothing secures it");
        Finding::error(codes::ENVELOPE_UNSECURED, Pointer::root().key(name), message)
    };
    foreign.map(finding).collect()
}

type Opened = (&'static str, Holds, Secured);

fn open(envelope: &Value, wanted: Holds) -> Result<Opened, Box<Finding>> {
    let place = Pointer::root().key("id");
    let malformed =
        |message: &str| Box::new(Finding::error(codes::ENVELOPE_MALFORMED, place.clone(), message));
    let id = envelope.get("id").and_then(Value::as_str).unwrap_or_default();
    let (head, content) = id
        .strip_prefix("data:")
        .and_then(|rest| rest.split_once(','))
        .ok_or_else(|| malformed("not a `data:` URL"))?;
    let (media_type, is_base64) = match head.strip_suffix(";base64") {
        Some(media_type) => (media_type, true),
        None => (head, false),
    };
    let types = envelope.get("type").map(one_or_many).unwrap_or_default();
    let named = match types.iter().any(|name| name == "EnvelopedVerifiablePresentation") {
        true => Holds::Presentation,
        false => Holds::Credential,
    };
    let wrong =
        |message: String| Box::new(Finding::error(codes::ENVELOPE_MEDIA_TYPE, place.clone(), message));
    let known = MEDIA_TYPES.iter().find(|(name, _, _)| *name == media_type);
    let (name, holds, form) = known.ok_or_else(|| {
        let message = format!("an envelope of the media type `{media_type}` is not known");
        // Another way of securing credentials, of which there may be more than are known here.
        match ["application/vc+", "application/vp+"].iter().any(|kind| media_type.starts_with(kind))
            && !media_type.contains(';')
        {
            true => Box::new(Finding::undetermined(codes::UNSUPPORTED_ENVELOPE, place.clone(), message)),
            false => wrong(message),
        }
    })?;
    if !holds.agrees(named) {
        return Err(wrong(format!("the media type `{name}` is not what the envelope's type says")));
    }
    if !wanted.agrees(named) {
        let message = "a presentation stands where a credential belongs";
        let place = Pointer::root().key("type");
        return Err(Box::new(Finding::error(codes::NESTED_WRONG_KIND, place, message)));
    }
    let bytes = match is_base64 {
        true => Base64::decode_vec(content).map_err(|_| malformed("not base64"))?,
        false => content.as_bytes().to_vec(),
    };
    let content = match form {
        // VC-JOSE-COSE §3.3.2: COSE is enveloped in base64.
        Form::Cose if is_base64 => Some(Secured::Cose(bytes)),
        Form::Cose => None,
        Form::Token | Form::SdJwt => {
            std::str::from_utf8(&bytes).ok().and_then(token).filter(|content| match content {
                Secured::SdJwt(_) => *form == Form::SdJwt,
                _ => *form == Form::Token,
            })
        }
    };
    let content = content.ok_or_else(|| malformed("what is enveloped is not of its media type"))?;
    Ok((name, named, content))
}
