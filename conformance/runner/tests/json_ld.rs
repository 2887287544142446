//! The W3C test suite of the JSON-LD 1.1 API: expansion, compaction and to-RDF, all cases but those for JSON-LD 1.0.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test runner fails by panicking"
)]

use std::{collections::BTreeMap, path::Path};

use accolade_conformance::{tally::Tally, vectors};
use accolade_ld::{Contexts, LdError, Options, RdfDirection, compact, expand, nquads, rdfc, to_rdf};
use serde_json::Value;

const BASE: &str = "https://w3c.github.io/json-ld-api/tests/";

#[test]
fn expands() {
    run("expand", "json-ld-expand", |folder, case, document, options, contexts| {
        let result = load_as_needed(contexts, folder, |contexts| expand(document, contexts, &options))?;
        let Some(expected) = case["expect"].as_str() else { return Ok(()) };
        let expected = read(&folder.join(expected));
        if same(&expected, &result, false) {
            return Ok(());
        }
        Err(Outcome::Other(format!("expected {expected}\n    found {result}")))
    });
}

#[test]
fn compacts() {
    run("compact", "json-ld-compact", |folder, case, document, options, contexts| {
        let context = read(&folder.join(text(case, "context")));
        let result =
            load_as_needed(contexts, folder, |contexts| compact(document, &context, contexts, &options))?;
        let Some(expected) = case["expect"].as_str() else { return Ok(()) };
        let expected = read(&folder.join(expected));
        if same(&expected, &result, false) {
            return Ok(());
        }
        Err(Outcome::Other(format!("expected {expected}\n    found {result}")))
    });
}

#[test]
fn turns_into_rdf() {
    run("toRdf", "json-ld-to-rdf", |folder, case, document, options, contexts| {
        let result = load_as_needed(contexts, folder, |contexts| to_rdf(document, contexts, &options))?;
        let Some(expected) = case.get("expect").and_then(Value::as_str) else { return Ok(()) };
        let expected = std::fs::read_to_string(folder.join(expected)).expect("the file is there");
        let found = nquads::to_nquads(&result.dataset);
        let same = if case["option"]["produceGeneralizedRdf"] == true {
            same_generalized(&expected, &found)
        } else {
            canonical(&expected) == canonical(&found)
        };
        if same { Ok(()) } else { Err(Outcome::Other(format!("expected\n{expected}\n    found\n{found}"))) }
    });
}

enum Outcome {
    Error(LdError),
    Other(String),
}

impl From<LdError> for Outcome {
    fn from(error: LdError) -> Self {
        Self::Error(error)
    }
}

/// Runs each case of a manifest: a positive one must give what is expected, a negative one exactly the expected error.
fn run(
    name: &str,
    suite: &str,
    check: impl Fn(&Path, &Value, &Value, Options, &mut Contexts) -> Result<(), Outcome>,
) {
    let Some(folder) = vectors::suite("json-ld-api") else { return };
    let folder = folder.join("tests");
    let manifest = read(&folder.join(format!("{name}-manifest.jsonld")));
    let mut tally = Tally::new(suite);
    for case in manifest["sequence"].as_array().expect("the manifest has a sequence") {
        let option = &case["option"];
        if option["specVersion"] == "json-ld-1.0" {
            tally.skip();
            continue;
        }
        let id = text(case, "@id");
        let input = text(case, "input");
        let base = option["base"].as_str().map_or_else(|| format!("{BASE}{input}"), str::to_owned);
        let mut options = Options::default().with_base(base).with_rdf_direction(None);
        match option["rdfDirection"].as_str() {
            Some("i18n-datatype") => options = options.with_rdf_direction(Some(RdfDirection::I18nDatatype)),
            Some("compound-literal") => {
                options = options.with_rdf_direction(Some(RdfDirection::CompoundLiteral));
            }
            _ => {}
        }
        if option["produceGeneralizedRdf"] == true {
            options = options.with_generalized_rdf();
        }
        if option["compactArrays"] == false {
            options = options.keeping_arrays();
        }
        if option["compactToRelative"] == false {
            options = options.keeping_full_iris();
        }
        if option["processingMode"] == "json-ld-1.0" {
            options = options.refusing_json_ld_1_1();
        }
        if let Some(context) = option["expandContext"].as_str() {
            options = options.with_expand_context(read(&folder.join(context)));
        }
        let document = read(&folder.join(input));
        let found = check(&folder, case, &document, options, &mut Contexts::empty());
        let result = match (case["expectErrorCode"].as_str(), found) {
            (None, Ok(())) => Ok(()),
            (None, Err(Outcome::Other(found))) => Err(found),
            (None, Err(Outcome::Error(error))) => {
                Err(format!("{} at `{}`: {error}", error.code(), error.pointer()))
            }
            (Some(expected), Err(Outcome::Error(error))) if spec_name(&error) == expected => Ok(()),
            (Some(expected), Err(Outcome::Error(error))) => {
                Err(format!("expected {expected}, found {}: {error}", error.code()))
            }
            (Some(expected), _) => Err(format!("expected {expected}, found no error")),
        };
        tally.record(id, result);
    }
    tally.finish();
}

/// The specification's name of an error. What is not in the folder could not be loaded.
fn spec_name(error: &LdError) -> &'static str {
    match error {
        LdError::Fault { fault, .. } => fault.name(),
        LdError::ContextNotPinned { .. } => "loading remote context failed",
        _ => "",
    }
}

/// Runs, registers the context that is asked for from the folder, and runs again.
fn load_as_needed<T>(
    contexts: &mut Contexts,
    folder: &Path,
    run: impl Fn(&Contexts) -> Result<T, LdError>,
) -> Result<T, LdError> {
    loop {
        match run(contexts) {
            Err(LdError::ContextNotPinned { url, pointer }) => {
                let path = url.strip_prefix(BASE).map(|path| folder.join(path)).filter(|path| path.is_file());
                let Some(path) = path else { return Err(LdError::ContextNotPinned { url, pointer }) };
                contexts.insert(&url, &read(&path))?;
            }
            other => return other,
        }
    }
}

/// JSON-LD object comparison: arrays without regard to order unless they are lists.
fn same(one: &Value, other: &Value, ordered: bool) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| {
                    other.get(key).is_some_and(|other| match key.as_str() {
                        "@language" => match (value.as_str(), other.as_str()) {
                            (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
                            _ => value == other,
                        },
                        key => same(value, other, key == "@list"),
                    })
                })
        }
        (Value::Array(one), Value::Array(other)) if ordered => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other, false))
        }
        (Value::Array(one), Value::Array(other)) => {
            let mut left: Vec<&Value> = other.iter().collect();
            one.len() == other.len()
                && one.iter().all(|item| {
                    let found = left.iter().position(|other| same(item, other, false));
                    found.map(|position| left.remove(position)).is_some()
                })
        }
        // 1 and 1.0 are one number in JSON.
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        _ => one == other,
    }
}

fn canonical(text: &str) -> String {
    let dataset = nquads::parse(text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
    let budget = rdfc::Budget::default();
    rdfc::canonicalize(&dataset, rdfc::HashAlgorithm::Sha256, budget).expect("a small dataset").into_text()
}

/// Whether two texts of generalized N-Quads are the same but for the labels of their blank nodes, tried one by one.
fn same_generalized(one: &str, other: &str) -> bool {
    let sorted = |text: &str, names: &BTreeMap<&str, String>| {
        let mut lines: Vec<String> = text
            .lines()
            .map(|line| {
                let renamed = |term| names.get(term).map_or(term, String::as_str);
                line.split(' ').map(renamed).collect::<Vec<_>>().join(" ")
            })
            .collect();
        lines.sort();
        lines
    };
    let mut labels: Vec<&str> = one.split_whitespace().filter(|term| term.starts_with("_:")).collect();
    labels.sort_unstable();
    labels.dedup();
    let mut others: Vec<&str> = other.split_whitespace().filter(|term| term.starts_with("_:")).collect();
    others.sort_unstable();
    others.dedup();
    let expected = sorted(other, &BTreeMap::new());
    labels.len() == others.len()
        && permutations(&others).into_iter().any(|order| {
            let names = labels.iter().copied().zip(order.into_iter().map(str::to_owned)).collect();
            sorted(one, &names) == expected
        })
}

fn permutations<'a>(items: &[&'a str]) -> Vec<Vec<&'a str>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for position in 0..items.len() {
        let mut rest = items.to_vec();
        let first = rest.remove(position);
        for mut order in permutations(&rest) {
            order.push(first);
            all.push(order);
        }
    }
    all
}

fn read(path: &Path) -> Value {
    let text = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case[key].as_str().unwrap_or_else(|| panic!("the case has no {key}: {case}"))
}
