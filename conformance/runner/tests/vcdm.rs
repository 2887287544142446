//! The inputs of the W3C's data-model suites, 2.0 and 1.1: what their names say about them, the rules of
//! `accolade-model` must say, too. Where a file tests something else (a proof, a term that no context defines, the
//! holder of a presentation), `conformance/expected.toml` says so.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use accolade_conformance::{tally::Tally, vectors};
use accolade_report::{Finding, Severity};
use serde_json::{Value, json};

#[test]
fn data_model_2() {
    let Some(folder) = vectors::suite("vc-data-model-2.0-inputs") else { return };
    let mut tally = Tally::new("vc-data-model-2.0-inputs");
    for (name, mut document) in documents(&folder.join("tests/input")) {
        complete(&name, &mut document);
        // The suite's names end in `-ok` and `-fail`; the few others are about holders and are accepted.
        let refused = name.contains("-fail");
        tally.record(&name, verdict(&document, refused));
    }
    tally.finish();
}

#[test]
fn data_model_1() {
    let Some(folder) = vectors::suite("vc-1.1-inputs") else { return };
    let mut tally = Tally::new("vc-1.1-inputs");
    for (name, document) in documents(&folder.join("test/vc-data-model-1.0/input")) {
        tally.record(&name, verdict(&document, name.contains("-bad-")));
    }
    tally.finish();
}

fn verdict(document: &Value, refused: bool) -> Result<(), String> {
    let errors: Vec<Finding> =
        accolade_model::check(document).into_iter().filter(|f| f.severity == Severity::Error).collect();
    match (refused, errors.is_empty()) {
        (true, true) => Err("is accepted".to_owned()),
        (false, false) => Err(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")),
        _ => Ok(()),
    }
}

/// Fills in what the suite fills in before it sends a credential: the issuer, and the two dates that depend on the
/// day.
fn complete(name: &str, document: &mut Value) {
    let issuer = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    let Some(object) = document.as_object_mut() else { return };
    if name.starts_with("presentation-") {
        return;
    }
    if name != "credential-no-issuer-fail.json" {
        let given = object.entry("issuer").or_insert_with(|| json!(issuer));
        if let Some(object) = given.as_object_mut() {
            object.entry("id").or_insert_with(|| json!(issuer));
        }
    }
    for member in ["validFrom", "validUntil"] {
        let date = match object.get(member).and_then(Value::as_str) {
            Some("PAST DATE") => "2020-01-01T00:00:00Z",
            Some("FUTURE DATE") => "2120-01-01T00:00:00Z",
            _ => continue,
        };
        object.insert(member.to_owned(), json!(date));
    }
}

/// The JSON files of a folder and of those below it, by file name.
fn documents(folder: &Path) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of vectors") {
        let path = entry.expect("a vector").path();
        if path.is_dir() {
            found.extend(documents(&path));
        } else if path.extension().is_some_and(|extension| extension == "json" || extension == "jsonld") {
            let bytes = fs::read(&path).expect("a vector");
            let document =
                accolade_json::parse(&bytes, &accolade_json::Limits::default()).expect("strict JSON");
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            found.push((name, document));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}
