//! The parts of a badge, each in its new form.

use accolade_json::one_or_many;
use serde_json::{Map, Value, json};

use super::{
    Made,
    identifier::derived,
    members::{Members, Object},
    refused,
};
use crate::{codes, findings::Findings, is_url, legacy::Profile, place::Place};

/// The version that a badge class goes by among what an achievement is related to.
const OLD_VERSION: &str = "Open Badges v2p0";
const BADGE_CLASS: &str = "https://w3id.org/openbadges#BadgeClass";
const NEW_PROFILE: &str = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Profile";

pub(super) fn profile(profile: &Profile<'_>, old: &str, place: Place<'_>, lost: &mut Findings) -> Value {
    let mut members = Members::new(profile.as_map(), place);
    let renamed = renamed(members.take("related"));
    let mut made = Object::of_type(json!(["Profile"]));
    made.set("id", renamed.unwrap_or(old));
    let org = members.take("org").and_then(Value::as_str);
    match (members.take("name"), org) {
        // Version 0.5 has the institution, and what in it gives badges.
        (Some(Value::String(name)), Some(org)) => made.set("name", format!("{name}: {org}")),
        (name, _) => made.copy("name", name),
    }
    made.copy("url", members.take("origin"));
    for (old, new) in [
        ("url", "url"),
        ("email", "email"),
        ("contact", "email"),
        ("telephone", "phone"),
        ("description", "description"),
    ] {
        made.copy(new, members.take(old));
    }
    let image = members.take("image").and_then(|image| self::image(image, &place.key("image"), None, lost));
    made.copy("image", image.as_ref());
    if renamed.is_some() {
        let entry = json!({"type": "IdentifierEntry", "identifier": old, "identifierType": "identifier"});
        made.set("otherIdentifier", json!([entry]));
    }
    members.tell_rest(lost);
    made.into()
}

/// The identifier that a profile says it has in 3.0.
fn renamed(related: Option<&Value>) -> Option<&str> {
    related.map(one_or_many).unwrap_or_default().iter().find_map(|one| {
        let types = one.get("type").map(one_or_many).unwrap_or_default();
        let id = one.get("id")?.as_str().filter(|id| is_url(id))?;
        types.iter().any(|name| name == NEW_PROFILE).then_some(id)
    })
}

pub(super) fn achievement(
    class: &Map<String, Value>,
    issuer: &Value,
    old_issuer: &str,
    place: Place<'_>,
    base: Option<&str>,
    lost: &mut Findings,
) -> Made<Value> {
    let mut members = Members::new(class, place);
    members.take("issuer");
    let old = class.get("id").and_then(Value::as_str);
    let name = members.take("name").ok_or_else(|| refused(&place.key("name"), "the badge has no name"))?;
    let mut made = Object::of_type(json!(["Achievement", BADGE_CLASS]));
    let source = old.map_or_else(|| format!("{old_issuer} {name}"), str::to_owned);
    made.set("id", derived("achievement", &source));
    made.copy("name", Some(name));
    made.set("creator", issuer.clone());
    let description = members.take("description");
    let undescribed = || refused(&place.key("description"), "the badge is not described");
    made.copy("description", Some(description.ok_or_else(undescribed)?));
    made.set("criteria", criteria(members.take("criteria"), &place.key("criteria"), base, lost)?);
    let image = members.take("image").and_then(|image| self::image(image, &place.key("image"), base, lost));
    made.copy("image", image.as_ref());
    let alignment_place = place.key("alignment");
    if let Some(alignment) = members.take("alignment") {
        let list = one_or_many(alignment).iter().enumerate();
        let list: Vec<Value> = list
            .map(|(index, one)| self::alignment(one, alignment_place.item(alignment, index), lost))
            .collect();
        made.set("alignment", list);
    }
    if let Some(tags) = members.take("tags") {
        made.set("tag", one_or_many(tags).to_vec());
    }
    made.copy("inLanguage", members.take("@language"));
    // In 0.5 it is the version of the format.
    made.copy("version", members.take("version").filter(|_| base.is_none()));
    if let Some(old) = old.filter(|old| is_url(old)) {
        let related = json!({"type": ["Related", BADGE_CLASS], "id": old, "version": OLD_VERSION});
        made.set("related", json!([related]));
    }
    members.tell_rest(lost);
    Ok(made.into())
}

fn criteria(
    value: Option<&Value>,
    place: &Place<'_>,
    base: Option<&str>,
    lost: &mut Findings,
) -> Made<Value> {
    match value {
        Some(Value::String(url)) => Ok(json!({"id": address(url, place, base, lost)})),
        Some(Value::Object(node)) => {
            let mut members = Members::new(node, *place);
            let named = ["id", "narrative"].map(|name| (name.to_owned(), members.take(name).cloned()));
            members.tell_rest(lost);
            Ok(named
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?)))
                .collect::<Map<_, _>>()
                .into())
        }
        _ => Err(refused(place, "the badge has no criteria")),
    }
}

fn alignment(one: &Value, place: Place<'_>, lost: &mut Findings) -> Value {
    let mut made = Object::of_type(json!(["Alignment"]));
    let Some(node) = one.as_object() else {
        // An address alone says where, and not what; the rules of 3.0 then refuse it.
        made.copy("targetUrl", Some(one));
        return made.into();
    };
    let mut members = Members::new(node, place);
    for (new, old) in [("targetName", "name"), ("targetUrl", "url"), ("targetDescription", "description")] {
        let (current, before) = (members.take(new), members.take(old));
        made.copy(new, current.or(before));
    }
    for name in ["targetFramework", "targetCode"] {
        made.copy(name, members.take(name));
    }
    members.tell_rest(lost);
    made.into()
}

pub(super) fn evidence(
    items: &[Value],
    value: Option<&Value>,
    place: Place<'_>,
    base: Option<&str>,
    lost: &mut Findings,
) -> Vec<Value> {
    let mut all = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let place = value.map_or(place, |value| place.item(value, index));
        let mut made = Object::of_type(json!(["Evidence"]));
        match item {
            Value::String(url) => made.set("id", address(url, &place, base, lost)),
            Value::Object(node) => {
                let mut members = Members::new(node, place);
                for name in ["id", "narrative", "name", "description", "genre", "audience"] {
                    made.copy(name, members.take(name));
                }
                members.tell_rest(lost);
            }
            _ => {
                lost.warning(codes::OB2_LOST, &place, format_args!("this is no evidence that could be kept"));
                continue;
            }
        }
        all.push(made.into());
    }
    all
}

fn image(value: &Value, place: &Place<'_>, base: Option<&str>, lost: &mut Findings) -> Option<Value> {
    let mut made = Object::of_type("Image");
    match value {
        Value::String(url) => made.set("id", address(url, place, base, lost)),
        Value::Object(node) if node.contains_key("id") => {
            let mut members = Members::new(node, *place);
            made.copy("id", members.take("id"));
            made.copy("caption", members.take("caption"));
            members.tell_rest(lost);
        }
        _ => {
            lost.warning(codes::OB2_LOST, place, format_args!("this is no image that could be kept"));
            return None;
        }
    }
    Some(made.into())
}

/// An address, which in version 0.5 may be that of a path on the issuer's host.
fn address(text: &str, place: &Place<'_>, base: Option<&str>, lost: &mut Findings) -> String {
    match base {
        Some(base) if text.starts_with('/') => {
            let whole = format!("{}{text}", base.trim_end_matches('/'));
            lost.note(codes::OB2_REWRITTEN, place, format_args!("written as `{whole}`"));
            whole
        }
        _ => text.to_owned(),
    }
}
