//! The questions that this version raises but does not answer. Each is said, none is passed.

use accolade_json::one_or_many;
use accolade_model::{check_schema, class::Edition, editions};
use accolade_report::{Check, CheckId, Code, Finding, Pointer};
use serde_json::Value;

use crate::codes;

pub(super) fn status(credential: &Value) -> Check {
    asked(CheckId::Status, credential, "credentialStatus", codes::STATUS_NOT_CHECKED, |entry| {
        let kind = entry.get("type").and_then(Value::as_str).unwrap_or("an unnamed type");
        format!("the status entry of type `{kind}` was not looked up")
    })
}

pub(super) fn refresh(credential: &Value) -> Check {
    asked(CheckId::Refresh, credential, "refreshService", codes::REFRESH_NOT_CHECKED, |_| {
        "whether there is a newer edition was not asked".to_owned()
    })
}

/// Endorsements may stand on the credential, on the achievement and on every profile.
pub(super) fn endorsements(credential: &Value) -> Check {
    let places = places_of(credential, &["endorsement", "endorsementJwt"]);
    left_open(
        CheckId::Endorsement,
        places,
        codes::ENDORSEMENT_NOT_CHECKED,
        "the endorsement was not verified",
    )
}

/// Digests may stand wherever another document is named.
pub(super) fn digests(credential: &Value) -> Check {
    let places = places_of(credential, &["digestSRI", "digestMultibase"]);
    left_open(CheckId::Evidence, places, codes::EVIDENCE_NOT_CHECKED, "the digest was not compared")
}

/// Who the issuer is beyond its key.
pub(super) fn issuer(issuer: Option<&str>) -> Check {
    let mut check = Check::new(CheckId::Issuer);
    if let Some(issuer) = issuer {
        check.add_fact("issuer", issuer);
    }
    let message = "no registry was given that could tell who the issuer is";
    check.add(Finding::undetermined(codes::ISSUER_NOT_LISTED, Pointer::root().key("issuer"), message));
    check
}

/// The published schemas of Open Badges say no more than the class tables that the model was checked by; any other
/// schema is left open.
pub(super) fn schemas(credential: &Value) -> Check {
    if each(credential, "credentialSchema").next().is_none() {
        return Check::not_applicable(CheckId::Schema);
    }
    let mut check = Check::new(CheckId::Schema);
    for (place, entry) in each(credential, "credentialSchema") {
        let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
        let published = PUBLISHED.iter().any(|base| id.starts_with(base));
        let satisfied = if published { editions(credential) } else { Vec::new() };
        if !satisfied.is_empty() {
            let name = |edition: &Edition| match edition {
                Edition::Strict2024 => "strict 2024",
                _ => "live 2026",
            };
            check.add_fact("editions", satisfied.iter().map(name).collect::<Vec<&str>>());
            continue;
        }
        match published.then(|| check_schema(credential, Edition::Live2026)).flatten() {
            Some(findings) => check.extend(findings),
            None => {
                let message = format!("the schema `{id}` was not evaluated");
                check.add(Finding::undetermined(codes::SCHEMA_NOT_CHECKED, place, message));
            }
        }
    }
    check
}

/// Where 1EdTech publishes the schemas that the class tables stand for.
const PUBLISHED: &[&str] = &[
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential",
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_anyachievementcredential",
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential",
    "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential",
];

fn asked(
    id: CheckId,
    credential: &Value,
    name: &str,
    code: Code,
    message: impl Fn(&Value) -> String,
) -> Check {
    let mut entries = each(credential, name).peekable();
    if entries.peek().is_none() {
        return Check::not_applicable(id);
    }
    let mut check = Check::new(id);
    check.extend(entries.map(|(place, entry)| Finding::undetermined(code, place, message(entry))));
    check
}

fn each<'a>(credential: &'a Value, name: &str) -> impl Iterator<Item = (Pointer, &'a Value)> {
    let base = Pointer::root().key(name);
    let found = credential.get(name);
    let is_list = matches!(found, Some(Value::Array(_)));
    let items = found.map(one_or_many).unwrap_or_default();
    items
        .iter()
        .enumerate()
        .map(move |(index, item)| (if is_list { base.index(index) } else { base.clone() }, item))
}

/// The most places that are listed; a document can be made to hold a million.
const MOST: usize = 100;

fn left_open(id: CheckId, places: Vec<Pointer>, code: Code, message: &str) -> Check {
    if places.is_empty() {
        return Check::not_applicable(id);
    }
    let mut check = Check::new(id).fact("found", places.len());
    check.extend(places.into_iter().take(MOST).map(|place| Finding::undetermined(code, place, message)));
    check
}

/// The places of the members of these names, at any depth, not looking below one that was found.
fn places_of(document: &Value, names: &[&str]) -> Vec<Pointer> {
    let mut places = Vec::new();
    find(document, names, &mut Vec::new(), &mut places);
    places
}

/// A step from a value to one inside it. Most documents have nothing to find, so pointers are made only where there is.
#[derive(Clone, Copy)]
enum Inside<'a> {
    Member(&'a str),
    Item(usize),
}

fn find<'a>(value: &'a Value, names: &[&str], path: &mut Vec<Inside<'a>>, places: &mut Vec<Pointer>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                path.push(Inside::Member(name));
                if names.contains(&name.as_str()) {
                    let place = path.iter().fold(Pointer::root(), |place, step| match step {
                        Inside::Member(name) => place.key(name),
                        Inside::Item(index) => place.index(*index),
                    });
                    let is_list = member.is_array();
                    let items = one_or_many(member).iter().enumerate();
                    places.extend(items.map(|(i, _)| if is_list { place.index(i) } else { place.clone() }));
                } else {
                    find(member, names, path, places);
                }
                path.pop();
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Inside::Item(index));
                find(item, names, path, places);
                path.pop();
            }
        }
        _ => {}
    }
}
