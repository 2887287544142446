use accolade_json::{date::write_date_time_stamp, one_or_many};
use accolade_report::{Finding, Pointer, Severity};
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::{Contents, Form, Version};
use crate::{codes, date_time};

/// The [registered claims](https://www.rfc-editor.org/rfc/rfc7519#section-4.1).
pub(super) const REGISTERED: &[&str] = &["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

/// The claims of a token beside its credential.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Claims {
    /// `iss`.
    pub issuer: Option<String>,
    /// `sub`.
    pub subject: Option<String>,
    /// `jti`.
    pub id: Option<String>,
    /// `nbf`, to the second.
    pub not_before: Option<OffsetDateTime>,
    /// `exp`, to the second.
    pub expires: Option<OffsetDateTime>,
    /// `iat`, to the second.
    pub issued_at: Option<OffsetDateTime>,
    /// `aud`, one or several.
    pub audience: Vec<String>,
    /// `nonce`, of a presentation: what the verifier gave the holder.
    pub nonce: Option<String>,
}

impl Claims {
    /// The claims of a key binding, which speak for the SD-JWT before it.
    #[must_use]
    pub fn of_key_binding(audience: &str, nonce: &str) -> Self {
        Self { audience: vec![audience.to_owned()], nonce: Some(nonce.to_owned()), ..Self::default() }
    }

    /// Takes the registered claims out of a payload; of a presentation, the `nonce` as well.
    pub(super) fn take(
        payload: &mut Map<String, Value>,
        contents: Contents,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let mut malformed = |name: &str, severity| {
            let message = format!("the claim `{name}` is of the wrong type");
            findings.push(Finding::new(severity, codes::CLAIM_MALFORMED, Pointer::root().key(name), message));
        };
        let mut take = |name: &str| payload.shift_remove(name);
        let mut text = |name: &str| match take(name) {
            Some(Value::String(text)) => Some(text),
            Some(_) => {
                malformed(name, Severity::Error);
                None
            }
            None => None,
        };
        let (issuer, subject, id) = (text("iss"), text("sub"), text("jti"));
        let nonce = if contents == Contents::Presentation { text("nonce") } else { None };
        let mut time = |name: &str, severity| {
            let value = take(name)?;
            let time = value.as_f64().and_then(date_time::from_numeric);
            if time.is_none() {
                malformed(name, severity);
            }
            time
        };
        let (not_before, expires) = (time("nbf", Severity::Error), time("exp", Severity::Error));
        // Nothing is decided by `iat`, and published tokens have texts there.
        let issued_at = time("iat", Severity::Warning);
        let mut audience = Vec::new();
        for item in take("aud").as_ref().map(one_or_many).unwrap_or_default() {
            audience.extend(item.as_str().map(str::to_owned));
        }
        Self { issuer, subject, id, not_before, expires, issued_at, audience, nonce }
    }
}

/// Compares claims and credential both ways, and fills in what the credential leaves to the claims.
pub(super) fn compare(
    claims: &Claims,
    credential: &mut Value,
    version: Version,
    form: Form,
    findings: &mut Vec<Finding>,
) {
    let Some(members) = credential.as_object_mut() else { return };
    // VC-JOSE-COSE asks for no claims; those of the other form repeat the credential.
    let mut comparison = Comparison { complete: form == Form::Claims, findings };

    // VC Data Model 1.1 §6.3.1.2: a credential may leave these to the claims.
    if version.in_claim {
        fill(members, "id", claims.id.as_deref());
        fill(members, "issuer", claims.issuer.as_deref());
        if let (Some(Value::Object(subject)), Some(id)) =
            (members.get_mut("credentialSubject"), &claims.subject)
        {
            fill(subject, "id", Some(id));
        }
    }
    comparison.add("iss", claims.issuer.as_deref(), id_of(members.get("issuer")), "issuer.id");
    let subjects = members.get("credentialSubject").map(one_or_many).unwrap_or_default();
    match subjects {
        // A token has one subject; where the credential has several, none of them is what the claim repeats.
        [_, _, ..] => comparison.add("sub", claims.subject.as_deref(), None, "credentialSubject.id"),
        _ => {
            let id = subjects.first().and_then(|subject| subject.get("id")?.as_str());
            comparison.add("sub", claims.subject.as_deref(), id, "credentialSubject.id");
        }
    }
    comparison.add("jti", claims.id.as_deref(), id_of(members.get("id")), "id");
    // VC-JOSE-COSE §3.1.2: there `nbf` and `exp` are those of the signature, not of what the credential says.
    if form == Form::JoseCose {
        return;
    }
    fill(members, version.valid_from, claims.not_before.map(write_date_time_stamp).as_deref());
    fill(members, version.valid_until, claims.expires.map(write_date_time_stamp).as_deref());
    for (claim, said, property) in
        [("nbf", claims.not_before, version.valid_from), ("exp", claims.expires, version.valid_until)]
    {
        // To the second. A date that cannot be read is compared as it is written, and so differs.
        let held = members.get(property).map(|value| match value.as_str().and_then(date_time::parse) {
            Some(time) => time.unix_timestamp().to_string(),
            None => accolade_json::to_text(value),
        });
        let said = said.map(|time| time.unix_timestamp().to_string());
        comparison.add(claim, said.as_deref(), held.as_deref(), property);
    }
}

/// The same of a presentation: `iss` is the holder. What is missing is not asked for; a `holder` need not be named.
pub(super) fn compare_presentation(
    claims: &Claims,
    presentation: &mut Value,
    form: Form,
    findings: &mut Vec<Finding>,
) {
    let Some(members) = presentation.as_object_mut() else { return };
    if form == Form::Claims {
        fill(members, "id", claims.id.as_deref());
        fill(members, "holder", claims.issuer.as_deref());
    }
    let mut comparison = Comparison { complete: false, findings };
    let holder = id_of(members.get("holder"));
    if holder.is_some() {
        comparison.add("iss", claims.issuer.as_deref(), holder, "holder");
    }
    if members.contains_key("id") {
        comparison.add("jti", claims.id.as_deref(), id_of(members.get("id")), "id");
    }
}

/// The identifier that a member is or has.
fn id_of(value: Option<&Value>) -> Option<&str> {
    value.and_then(|value| value.as_str().or_else(|| value.get("id")?.as_str()))
}

struct Comparison<'a> {
    /// Whether claims must repeat the document.
    complete: bool,
    findings: &'a mut Vec<Finding>,
}

impl Comparison<'_> {
    fn add(&mut self, claim: &str, said: Option<&str>, held: Option<&str>, property: &str) {
        let place = Pointer::root().key(claim);
        match (said, held) {
            (Some(said), Some(held)) if said == held => {}
            (Some(said), held) => {
                let message = format!("the claim `{claim}` and the document's `{property}` differ");
                let finding = Finding::error(codes::CLAIM_MISMATCH, place, message);
                self.findings.push(finding.with("found", said).with("expected", held));
            }
            (None, Some(held)) if self.complete => {
                let message = format!("the claim `{claim}` does not repeat the document's `{property}`");
                let finding = Finding::warning(codes::CLAIM_MISSING, place, message);
                self.findings.push(finding.with("expected", held));
            }
            (None, _) => {}
        }
    }
}

fn fill(members: &mut Map<String, Value>, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        members.entry(name).or_insert_with(|| text.into());
    }
}
