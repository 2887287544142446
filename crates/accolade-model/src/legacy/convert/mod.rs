//! What becomes of a badge in Open Badges 3.0, after the guide on
//! [migrating from 2.0](https://www.imsglobal.org/spec/ob/v3p0/impl/), and what does not.

mod identifier;
mod members;
mod parts;

use accolade_json::date::write_date_time_stamp;
use accolade_report::{Finding, Severity};
use serde_json::{Value, json};
use time::OffsetDateTime;

use self::{
    identifier::derived,
    members::{Members, Object},
};
use super::{Assertion, Badge, Identity, Profile, Verification, instant};
use crate::{ModelError, check, codes, context, findings::Findings, is_url, place::Place};

/// A credential of Open Badges 3.0 that nobody has signed, made of an older badge.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversion {
    /// The credential.
    pub credential: Value,
    /// What of the badge is not in it, or is in another form, with the place in the badge.
    pub lost: Vec<Finding>,
}

/// How to convert.
#[derive(Clone, Copy, Debug, Default)]
pub struct ConvertOptions<'a> {
    /// The compact JWS of a signed badge, which is put into the evidence.
    pub signed: Option<&'a str>,
    /// Somebody else than the issuer who states, as of a time and in a credential of their own, what the badge says.
    pub stated_by: Option<(&'a Value, OffsetDateTime)>,
}

/// Makes a credential of Open Badges 3.0 of a badge with its class and its issuer's profile. Badges that were not verified are
/// claims, and so is what becomes of them.
///
/// It is the original issuer's credential, which only that issuer can sign: under the identifier that its profile names as its
/// own in 3.0 (`related`), else under that of the profile. With [`ConvertOptions::stated_by`] it is the credential of whoever
/// converts: then the issuer of the badge is the creator of its achievement. In both, the badge is the evidence.
///
/// Identifiers are derived from those of the badge, so the same badge always becomes the same credential.
///
/// # Errors
/// `ob2.not-convertible` where the badge was revoked, or lacks what every credential has; and whatever [`check`] has against what
/// came of it.
///
/// ```
/// use accolade_model::legacy::{Badge, ConvertOptions, Version, convert};
/// use serde_json::json;
/// let document = json!({
///     "@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://school.example/a/1",
///     "recipient": {"type": "email", "hashed": false, "identity": "ana@school.example"},
///     "issuedOn": "2018-05-01T12:00:00Z", "verification": {"type": "hosted"},
///     "badge": {
///         "type": "BadgeClass", "id": "https://school.example/b/1", "name": "Tides", "description": "Reads them.",
///         "image": "https://school.example/b/1.png", "criteria": "https://school.example/b/1.html",
///         "issuer": {"type": "Issuer", "id": "https://school.example/issuer", "name": "School"}
///     }
/// });
/// let made = convert(&Badge { version: Version::V2_0, document }, &ConvertOptions::default())?;
/// assert_eq!(made.credential["issuer"]["id"], "https://school.example/issuer");
/// assert_eq!(made.lost[0].pointer.as_str(), "/verification");
/// # Ok::<(), accolade_model::ModelError>(())
/// ```
pub fn convert(badge: &Badge, options: &ConvertOptions<'_>) -> Result<Conversion, ModelError> {
    let mut lost = Findings::default();
    let credential = made(badge, options, &mut lost)
        .map_err(|finding| ModelError::Refused { findings: vec![*finding] })?;
    let mut findings = check(&credential);
    findings.retain(|finding| finding.severity == Severity::Error);
    match findings.is_empty() {
        true => Ok(Conversion { credential, lost: lost.into_vec() }),
        false => Err(ModelError::Refused { findings }),
    }
}

type Made<T> = Result<T, Box<Finding>>;

fn made(badge: &Badge, options: &ConvertOptions<'_>, lost: &mut Findings) -> Made<Value> {
    let root = Place::ROOT;
    let assertion = Assertion::of(&badge.document).ok_or_else(|| refused(&root, "there is no assertion"))?;
    if assertion.is_revoked() {
        return Err(refused(&root.key("revoked"), "the badge was revoked"));
    }
    let mut members = Members::new(assertion.as_map(), root);
    members.take("uid");
    let class_place = root.key("badge");
    let class = members.take("badge").and_then(Value::as_object);
    let class = class.ok_or_else(|| refused(&class_place, "the badge class is not at hand"))?;
    let profile_place = class_place.key("issuer");
    let profile = class.get("issuer").and_then(Profile::of);
    let profile = profile.ok_or_else(|| refused(&profile_place, "the issuer's profile is not at hand"))?;
    let old_issuer = profile
        .identifier()
        .ok_or_else(|| refused(&profile_place.key("id"), "the issuer has no identifier"))?;
    let base = profile.as_map().get("origin").and_then(Value::as_str);

    let issuer = parts::profile(&profile, old_issuer, profile_place, lost);
    let source = source(&assertion, badge, old_issuer)
        .ok_or_else(|| refused(&root.key("id"), "the badge has no identifier"))?;
    let (issued_name, issued) = assertion
        .issued_on()
        .ok_or_else(|| refused(&root.key("issuedOn"), "the badge does not say when it was issued"))?;
    let issued = date(members.take(issued_name).unwrap_or(issued), badge, &root.key(issued_name), lost)?;
    let until = match members.take("expires") {
        Some(value) => Some(date(value, badge, &root.key("expires"), lost)?),
        None => None,
    };

    let mut subject = subject(&assertion, &mut members);
    subject.set("achievement", parts::achievement(class, &issuer, old_issuer, class_place, base, lost)?);
    subject.copy("narrative", members.take("narrative"));

    let mut evidence =
        parts::evidence(assertion.evidence(), members.take("evidence"), root.key("evidence"), base, lost);
    evidence.push(original(&source, badge, options.signed));
    let verification = assertion.verification_name();
    if members.take(verification).is_some() {
        lost.warning(
            codes::OB2_LOST,
            &root.key(verification),
            format_args!("what proved the badge does not prove the credential, which its issuer has to sign"),
        );
    }
    if members.take("image").is_some() {
        lost.warning(
            codes::OB2_LOST,
            &root.key("image"),
            format_args!("the baked image holds the old badge"),
        );
    }
    members.take("revoked");
    members.tell_rest(lost);

    let (role, issuer, from) = match options.stated_by {
        None => ("credential", issuer, issued.clone()),
        Some((by, at)) => ("statement", by.clone(), write_date_time_stamp(at)),
    };
    let mut credential = Object::default();
    credential.set("@context", json!([context::CREDENTIALS_V2, context::OPEN_BADGES]));
    credential.set("id", derived(role, &source));
    credential.set("type", json!(["VerifiableCredential", "OpenBadgeCredential"]));
    credential.copy("name", class.get("name"));
    credential.set("issuer", issuer);
    credential.set("validFrom", from);
    if let Some(until) = until {
        credential.set("validUntil", until);
    }
    credential.set("awardedDate", issued);
    credential.set("credentialSubject", subject);
    credential.set("evidence", evidence);
    Ok(credential.into())
}

/// By what the assertion is known: an address or another identifier; before 2.0 perhaps only among its issuer's.
fn source(assertion: &Assertion<'_>, badge: &Badge, issuer: &str) -> Option<String> {
    if let Some(id) = assertion.id() {
        return Some(id.to_owned());
    }
    match assertion.verification(badge.version) {
        Some(Verification::Hosted { url: Some(url) }) => Some(url.to_owned()),
        _ => assertion.uid().map(|uid| format!("{issuer} {uid}")),
    }
}

/// The earner: an identifier where it is a plain one, else an identity as it was hashed.
fn subject(assertion: &Assertion<'_>, members: &mut Members<'_>) -> Object {
    for name in ["recipient", "salt"] {
        members.take(name);
    }
    let mut subject = Object::of_type(json!(["AchievementSubject"]));
    let identity = assertion.recipient();
    let plain = |identity: &Identity<'_>| {
        !identity.hashed && matches!(identity.kind, "id" | "@id" | "url") && is_url(identity.identity)
    };
    if let Some(identity) = identity.filter(plain) {
        subject.set("id", identity.identity);
    }
    if let Some(identity) = identity.filter(|identity| !plain(identity)) {
        let mut entry = Object::of_type("IdentityObject");
        entry.set("identityHash", identity.identity);
        entry.set("hashed", identity.hashed);
        entry.set("identityType", identity.identity_type());
        if let Some(salt) = identity.salt {
            entry.set("salt", salt);
        }
        subject.set("identifier", vec![Value::from(entry)]);
    }
    subject
}

/// The badge as the evidence of what was made of it.
fn original(source: &str, badge: &Badge, signed: Option<&str>) -> Value {
    let version = badge.version.as_str();
    let mut evidence = Object::of_type(json!(["Evidence", "https://w3id.org/openbadges#Assertion"]));
    evidence.set("name", format!("Original assertion of Open Badges {version}"));
    evidence.set("description", "The badge that this credential was made of.");
    let at = match signed {
        Some(token) => Some(format!("data:application/jose,{token}")),
        None => Some(source.to_owned()).filter(|source| is_url(source)),
    };
    if let Some(at) = at {
        evidence.set("id", at);
    }
    evidence.into()
}

fn date(value: &Value, badge: &Badge, place: &Place<'_>, lost: &mut Findings) -> Made<String> {
    let instant = instant(value, badge.version).ok_or_else(|| refused(place, "the date cannot be read"))?;
    match value.as_str() {
        Some(text) if crate::parse_date_time_stamp(text).is_some() => Ok(text.to_owned()),
        _ => {
            let stamp = write_date_time_stamp(instant);
            lost.note(codes::OB2_REWRITTEN, place, format_args!("written as `{stamp}`"));
            Ok(stamp)
        }
    }
}

fn refused(place: &Place<'_>, message: &str) -> Box<Finding> {
    Box::new(Finding::error(codes::OB2_NOT_CONVERTIBLE, place.pointer(), message))
}
