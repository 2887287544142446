//! A credential that holds has no member that can be altered, removed, added, moved or written twice unseen, except where that
//! says nothing; and its members may stand in any order.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

mod sample;

use accolade::{
    Policy, Verifier,
    json::{Limits, Value, parse},
    keys::CryptoProvider,
    report::Verdict,
};
use accolade_conformance::fixtures::{folder, turned, verify};
use serde_json::json;
use time::macros::datetime;

/// The credentials whose every member is altered, removed and moved below: one for each way of securing JSON.
const SECURED: &[&str] = &["good/eddsa-rdfc.json", "good/eddsa-jcs.json", "good/ecdsa-rdfc-p256.json"];

fn good(name: &str) -> Value {
    let path = folder().join("verify").join(name);
    parse(&std::fs::read(path).unwrap(), &Limits::default()).unwrap()
}

fn verdict(document: &Value) -> Verdict {
    verdict_of(document.to_string().as_bytes())
}

fn verdict_of(input: &[u8]) -> Verdict {
    let now = datetime!(2026-06-01 00:00 UTC);
    let verifier = Verifier::with_provider(Policy::default(), CryptoProvider::native());
    verify(&verifier, input, now, |_| None).report().verdict()
}

/// The pointer of everything in a document, its root left out.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    let mut go = |segment: &str, below: &Value| {
        let place = format!("{at}/{segment}");
        all.push(place.clone());
        places(below, &place, all);
    };
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                go(&name.replace('~', "~0").replace('/', "~1"), member);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                go(&index.to_string(), item);
            }
        }
        _ => {}
    }
}

#[test]
fn no_value_can_be_altered() {
    for name in SECURED {
        let credential = good(name);
        assert_eq!(verdict(&credential), Verdict::Valid, "{name}");
        let mut all = Vec::new();
        places(&credential, "", &mut all);
        let mut altered = 0;
        for place in &all {
            for other in others(credential.pointer(place).unwrap()) {
                let mut document = credential.clone();
                *document.pointer_mut(place).unwrap() = other.clone();
                assert_ne!(verdict(&document), Verdict::Valid, "{name} with {other} at {place}");
                altered += 1;
            }
        }
        assert!(altered > 200, "only {altered} alterations of {name}");
    }
}

/// Other values in place of a leaf.
fn others(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) => {
            let mut first = text.chars();
            let cut: String = first.by_ref().skip(1).collect();
            let swapped: String = text.chars().rev().collect();
            let mut others =
                vec![json!(format!("{text}x")), json!(cut), json!({"@value": format!("{text}x")})];
            if swapped != *text {
                others.push(json!(swapped));
            }
            others
        }
        Value::Number(number) => vec![json!(number.as_f64().unwrap() + 1.0), json!(number.to_string() + "0")],
        Value::Bool(truth) => vec![json!(!truth)],
        _ => Vec::new(),
    }
}

#[test]
fn no_byte_can_be_altered() {
    for name in SECURED.iter().take(2) {
        let text = std::fs::read(folder().join("verify").join(name)).unwrap();
        let credential = good(name);
        for place in 0..text.len() {
            let mut bytes = text.clone();
            bytes[place] = if bytes[place] == b'1' { b'2' } else { b'1' };
            // White space before a number and the like: the same document.
            if parse(&bytes, &Limits::default()).is_ok_and(|document| document == credential) {
                continue;
            }
            assert_ne!(verdict_of(&bytes), Verdict::Valid, "{name} with another byte at {place}");
        }
    }
}

#[test]
fn no_letter_of_a_token_can_be_altered() {
    for name in ["good/es256.jwt", "good/eddsa.jwt"] {
        let token = std::fs::read_to_string(folder().join("verify").join(name)).unwrap();
        let token = token.trim_end();
        assert_eq!(verdict_of(token.as_bytes()), Verdict::Valid, "{name}");
        // Every letter of the signature and the header's first ones, and every seventh of the rest.
        let (signing_input, _) = token.rsplit_once('.').unwrap();
        for place in (0..token.len()).filter(|i| *i < 40 || i % 7 == 0 || *i >= signing_input.len()) {
            let mut bytes = token.as_bytes().to_vec();
            bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
            assert_ne!(verdict_of(&bytes), Verdict::Valid, "{name} with another letter at {place}");
        }
    }
}

#[test]
fn nothing_can_be_removed() {
    for name in SECURED {
        let credential = good(name);
        let mut all = Vec::new();
        places(&credential, "", &mut all);
        for place in &all {
            let (parent, last) = place.rsplit_once('/').unwrap();
            let mut document = credential.clone();
            match document.pointer_mut(parent).unwrap() {
                Value::Object(members) => drop(members.shift_remove(last).unwrap()),
                Value::Array(items) => drop(items.remove(last.parse().unwrap())),
                _ => unreachable!("only these have something below"),
            }
            assert_ne!(verdict(&document), Verdict::Valid, "{name} without {place}");
        }
    }
}

#[test]
fn nothing_can_be_added() {
    for name in SECURED {
        let credential = good(name);
        let mut all = vec![String::new()];
        places(&credential, "", &mut all);
        for place in &all {
            let Value::Object(_) = credential.pointer(place).unwrap() else { continue };
            for (added, value) in [
                ("honours", json!("with distinction")),
                ("validUntil", json!("2099-01-01T00:00:00Z")),
                ("https://schema.example/honours", json!("with distinction")),
                ("name", json!("Master mariner")),
                ("@index", json!("with distinction")),
                ("honours:", json!(null)),
            ] {
                let mut document = credential.clone();
                let members = document.pointer_mut(place).unwrap().as_object_mut().unwrap();
                if members.contains_key(added) {
                    continue;
                }
                members.insert(added.to_owned(), value);
                // JSON-LD drops nulls: the one thing that can be added to a document unseen. It must be said.
                assert_ne!(verdict(&document), Verdict::Valid, "{name} with `{added}` at `{place}`");
            }
        }
    }
}

/// The same, with a proof of which parts can be shown: each alteration costs a check of every statement.
const SECURED_IN_PARTS: &[&str] = &["../disclosure/good/all.json"];

/// What may be done to the items of a list without anything being altered, and why: of these each must be unseen, of all else
/// nothing. In a list that is signed as linked data, items have no order unless its term says so (JSON-LD 1.1 §4.3), and the
/// graph holds each statement once (RDF 1.1 Concepts §3), so that a text, an IRI or a node with an identifier that stands
/// twice says nothing new. Of a text that is signed as a text, nothing is meaningless.
fn is_meaningless(name: &str, place: &str, mutation: &Mutation<'_>) -> bool {
    let is_text = name.contains("jcs");
    match mutation {
        // Contexts are processed one after the other, and the first is prescribed. One that is in force already changes nothing;
        // and behind those that the proof holds, the suites for texts let others follow (VC DI EdDSA §3.3.2, step 4).
        _ if place.starts_with("/@context") => matches!(mutation, Mutation::Twice(_)),
        _ if is_text => false,
        Mutation::Swapped => true,
        Mutation::Twice(Value::Object(node)) => node.contains_key("id") && is_flat(node),
        Mutation::Twice(_) => true,
    }
}

enum Mutation<'a> {
    Swapped,
    Twice(&'a Value),
}

/// Whether a node holds none without an identifier: of those, two are two.
fn is_flat(node: &serde_json::Map<String, Value>) -> bool {
    node.values().all(|member| match member {
        Value::Object(below) => below.contains_key("id") && is_flat(below),
        Value::Array(items) => items
            .iter()
            .all(|item| item.as_object().is_none_or(|below| below.contains_key("id") && is_flat(below))),
        _ => true,
    })
}

#[test]
fn items_change_places_or_stand_twice_unseen_only_where_that_says_nothing() {
    let (mut seen, mut wrong) = ((0, 0), Vec::new());
    for name in SECURED.iter().chain(SECURED_IN_PARTS) {
        let credential = good(name);
        assert_eq!(verdict(&credential), Verdict::Valid, "{name}");
        let mut all = Vec::new();
        places(&credential, "", &mut all);
        for place in &all {
            let Value::Array(items) = credential.pointer(place).unwrap() else { continue };
            let mut judge = |document: Value, mutation: Mutation<'_>, how: String| {
                let expected = is_meaningless(name, place, &mutation);
                let found = verdict(&document) == Verdict::Valid;
                if found != expected {
                    wrong.push(format!("{name}: {how} at {place}: valid {found}, meaningless {expected}"));
                }
                seen = (seen.0 + 1, seen.1 + usize::from(expected));
            };
            for first in 0..items.len() {
                for second in first + 1..items.len() {
                    let mut document = credential.clone();
                    document.pointer_mut(place).unwrap().as_array_mut().unwrap().swap(first, second);
                    judge(document, Mutation::Swapped, format!("{first} and {second} swapped"));
                }
                let mut document = credential.clone();
                let list = document.pointer_mut(place).unwrap().as_array_mut().unwrap();
                list.push(items[first].clone());
                judge(document, Mutation::Twice(&items[first]), format!("{first} twice"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} lists altered, {} of them in ways that say nothing", seen.0, seen.1);
    assert!(seen.0 > 60 && seen.1 > 20 && seen.0 > seen.1, "{seen:?}");
}

#[test]
fn no_member_stands_twice_in_an_object() {
    for name in SECURED {
        let credential = good(name);
        let mut all = Vec::new();
        places(&credential, "", &mut all);
        for place in &all {
            let (parent, last) = place.rsplit_once('/').unwrap();
            let mut document = credential.clone();
            let value = document.pointer(place).unwrap().clone();
            let Value::Object(members) = document.pointer_mut(parent).unwrap() else { continue };
            // A name that stands nowhere else takes the other's in the text, where alone there can be two.
            members.insert("stands-twice".to_owned(), value);
            let last = last.replace("~1", "/").replace("~0", "~");
            let text = document.to_string().replace("\"stands-twice\"", &format!("{last:?}"));
            assert_ne!(verdict_of(text.as_bytes()), Verdict::Valid, "{name} with {place} twice");
        }
    }
}

#[test]
fn nothing_can_be_moved_or_copied() {
    let mut wrong = Vec::new();
    for name in SECURED {
        let credential = good(name);
        let mut all = vec![String::new()];
        places(&credential, "", &mut all);
        let objects: Vec<&String> =
            all.iter().filter(|place| credential.pointer(place).unwrap().is_object()).collect();
        let mut tried = 0;
        for place in all.iter().skip(1) {
            let (parent, last) = place.rsplit_once('/').unwrap();
            let Value::Object(_) = credential.pointer(parent).unwrap() else { continue };
            let value = credential.pointer(place).unwrap();
            // A context that is in force already says nothing new further down; in a text it is another text.
            if last == "@context" && !name.contains("jcs") {
                continue;
            }
            for target in objects.iter().filter(|target| !target.starts_with(place.as_str())) {
                if target.as_str() == parent || credential.pointer(&format!("{target}/{last}")).is_some() {
                    continue;
                }
                let mut copied = credential.clone();
                let members = copied.pointer_mut(target).unwrap().as_object_mut().unwrap();
                members.insert(last.to_owned(), value.clone());
                if verdict(&copied) == Verdict::Valid {
                    wrong.push(format!("{name} with {place} copied to `{target}`"));
                }
                let mut moved = copied;
                moved.pointer_mut(parent).unwrap().as_object_mut().unwrap().shift_remove(last);
                if verdict(&moved) == Verdict::Valid {
                    wrong.push(format!("{name} with {place} moved to `{target}`"));
                }
                tried += 2;
            }
        }
        println!("{name}: {tried} moves and copies");
        assert!(tried > 500, "only {tried} moves in {name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn order_does_not_matter() {
    for name in SECURED {
        let credential = good(name);
        assert_eq!(verdict(&turned(&credential)), Verdict::Valid, "{name}");
    }
}
