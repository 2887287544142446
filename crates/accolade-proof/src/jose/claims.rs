use accolade_json::one_or_many;
use accolade_report::{Finding, Pointer, Severity};
use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use super::Version;
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
}

impl Claims {
    /// Takes the registered claims out of a payload.
    pub(super) fn take(payload: &mut Map<String, Value>, findings: &mut Vec<Finding>) -> Self {
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
        let audience = take("aud").map(|value| {
            one_or_many(&value).iter().filter_map(|item| item.as_str().map(str::to_owned)).collect::<Vec<_>>()
        });
        Self { issuer, subject, id, not_before, expires, issued_at, audience: audience.unwrap_or_default() }
    }
}

/// Compares claims and credential both ways, and fills in what the credential leaves to the claims. `complete` says that
/// claims must repeat the credential.
pub(super) fn compare(
    claims: &Claims,
    credential: &mut Value,
    version: Version,
    complete: bool,
    findings: &mut Vec<Finding>,
) {
    let Some(members) = credential.as_object_mut() else { return };
    let mut check = |claim: &'static str, said: Option<String>, held: Option<String>, property: &str| {
        let place = Pointer::root().key(claim);
        match (said, held) {
            (Some(said), Some(held)) if said == held => {}
            (Some(said), held) => findings.push(
                Finding::error(
                    codes::CLAIM_MISMATCH,
                    place,
                    format!("the claim `{claim}` and the credential's `{property}` differ"),
                )
                .with("found", said)
                .with("expected", held),
            ),
            (None, Some(held)) if complete => findings.push(
                Finding::warning(
                    codes::CLAIM_MISSING,
                    place,
                    format!("the claim `{claim}` does not repeat the credential's `{property}`"),
                )
                .with("expected", held),
            ),
            (None, _) => {}
        }
    };

    // VC Data Model 1.1 §6.3.1.2: a credential may leave these to the claims.
    if version.in_vc_claim {
        fill(members, "id", claims.id.as_deref());
        fill(members, "issuer", claims.issuer.as_deref());
        if let (Some(Value::Object(subject)), Some(id)) =
            (members.get_mut("credentialSubject"), &claims.subject)
        {
            fill(subject, "id", Some(id));
        }
    }
    fill(members, version.valid_from, claims.not_before.and_then(date_time::write).as_deref());
    fill(members, version.valid_until, claims.expires.and_then(date_time::write).as_deref());

    let issuer = members.get("issuer");
    let issuer = issuer.and_then(|issuer| issuer.as_str().or_else(|| issuer.get("id")?.as_str()));
    check("iss", claims.issuer.clone(), issuer.map(str::to_owned), "issuer.id");
    let subjects = members.get("credentialSubject").map(one_or_many).unwrap_or_default();
    match subjects {
        // A token has one subject; where the credential has several, none of them is what the claim repeats.
        [_, _, ..] => check("sub", claims.subject.clone(), None, "credentialSubject.id"),
        _ => {
            let id = subjects.first().and_then(|subject| subject.get("id")?.as_str()).map(str::to_owned);
            check("sub", claims.subject.clone(), id, "credentialSubject.id");
        }
    }
    check("jti", claims.id.clone(), members.get("id").and_then(Value::as_str).map(str::to_owned), "id");
    for (claim, said, property) in
        [("nbf", claims.not_before, version.valid_from), ("exp", claims.expires, version.valid_until)]
    {
        // To the second. A date that cannot be read is compared as it is written, and so differs.
        let held = members.get(property).map(|value| match value.as_str().and_then(date_time::parse) {
            Some(time) => time.unix_timestamp().to_string(),
            None => value.to_string(),
        });
        check(claim, said.map(|time| time.unix_timestamp().to_string()), held, property);
    }
}

fn fill(members: &mut Map<String, Value>, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        members.entry(name).or_insert_with(|| json!(text));
    }
}
