//! Where in a document something is said.

use accolade_json::one_or_many;
use accolade_report::{Finding, Pointer, Severity};
use serde_json::Value;

use crate::codes;

/// Of what stands at a place, or is told of it, there is more than the limit.
pub(super) fn cut_short(
    severity: Severity,
    place: &Pointer,
    message: String,
    found: usize,
    limit: usize,
) -> Finding {
    Finding::new(severity, codes::CUT_SHORT, place.clone(), message).with("found", found).with("limit", limit)
}

/// What is told of something, for the facts of a check.
pub(super) fn object<const MEMBERS: usize>(members: [(&str, Value); MEMBERS]) -> Value {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Each value of a member that may have one or many.
pub(super) fn each<'a>(credential: &'a Value, name: &str) -> impl Iterator<Item = (Pointer, &'a Value)> {
    let base = Pointer::root().key(name);
    let found = credential.get(name);
    let is_list = matches!(found, Some(Value::Array(_)));
    let items = found.map(one_or_many).unwrap_or_default();
    items
        .iter()
        .enumerate()
        .map(move |(index, item)| (if is_list { base.index(index) } else { base.clone() }, item))
}

/// One value of a member that was looked for.
pub(super) struct Said<'a> {
    /// Where it stands.
    pub(super) place: Pointer,
    /// The member's name.
    pub(super) name: &'a str,
    /// The object that it is said of.
    pub(super) of: &'a Value,
    /// What is said.
    pub(super) value: &'a Value,
}

/// The values of the members of these names, at any depth. Not looked at is what is inside one that was found, and inside
/// credentials, which are verified by themselves.
pub(super) fn said<'a>(document: &'a Value, names: &[&str]) -> Vec<Said<'a>> {
    let mut found = Vec::new();
    find(document, names, &mut Vec::new(), &mut found);
    found
}

/// Members with whole credentials in them.
const CREDENTIALS: &[&str] = &["verifiableCredential", "endorsement", "endorsementJwt"];

/// A step from a value to one inside it. Most documents have nothing to find, so pointers are made only where there is.
#[derive(Clone, Copy)]
enum Inside<'a> {
    Member(&'a str),
    Item(usize),
}

fn find<'a>(value: &'a Value, names: &[&str], path: &mut Vec<Inside<'a>>, found: &mut Vec<Said<'a>>) {
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
                    found.extend(one_or_many(member).iter().enumerate().map(|(index, item)| {
                        let place = if is_list { place.index(index) } else { place.clone() };
                        Said { place, name: name.as_str(), of: value, value: item }
                    }));
                } else if !CREDENTIALS.contains(&name.as_str()) {
                    find(member, names, path, found);
                }
                path.pop();
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Inside::Item(index));
                find(item, names, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}
