//! Runs `fixtures/model/manifest.json`, and holds that every code of this crate has a fixture that produces it: there, or, for badges
//! from before Open Badges 3.0, in `fixtures/legacy/manifest.json`, which the conformance runner runs.
#![expect(clippy::disallowed_methods, reason = "a test reads its fixtures")]
#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, fs, path::PathBuf};

use accolade_model::{Known, check, check_results, check_schema, class::Edition, codes, match_recipient};
use accolade_report::Finding;
use serde_json::Value;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/model")
}

fn read(name: &str) -> Value {
    let bytes = fs::read(folder().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    accolade_json::parse(&bytes, &accolade_json::Limits::default()).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_else(|| panic!("`{member}` in {value}"))
}

fn run(case: &Value) -> Vec<Finding> {
    let document = case.get("document").cloned().unwrap_or_else(|| read(text(case, "input")));
    match text(case, "check") {
        "model" => check(&document),
        "results" => check_results(&document),
        "schema-strict-2024" => check_schema(&document, Edition::Strict2024).expect("a schema"),
        "schema-live-2026" => check_schema(&document, Edition::Live2026).expect("a schema"),
        "recipient" => {
            let asked = &case["policy"]["recipient"];
            let part = |index: usize| asked[index].as_str().expect("a kind and a value");
            let known = Known::Identity { identity_type: part(0), value: part(1) };
            match_recipient(&document, &known).findings()
        }
        other => panic!("no check `{other}`"),
    }
}

#[test]
fn every_case_finds_what_it_should_and_nothing_else() {
    let manifest = read("manifest.json");
    let mut wrong = Vec::new();
    for case in manifest["cases"].as_array().unwrap() {
        let found: Vec<(String, String)> =
            run(case).iter().map(|f| (f.code.to_string(), f.pointer.to_string())).collect();
        let expected: Vec<(String, String)> = case["expect"]["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| (text(f, "code").to_owned(), text(f, "pointer").to_owned()))
            .collect();
        // The order in which findings are made is not promised.
        let sorted = |mut list: Vec<(String, String)>| {
            list.sort();
            list
        };
        let (found, expected) = (sorted(found), sorted(expected));
        if found != expected {
            wrong.push(format!("{}\n  expected {expected:?}\n  found    {found:?}", text(case, "id")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_case() {
    let (manifest, legacy) = (read("manifest.json"), read("../legacy/manifest.json"));
    fn produced(manifest: &Value) -> BTreeSet<&str> {
        let cases = manifest["cases"].as_array().unwrap().iter();
        let findings = cases.flat_map(|case| case["expect"]["findings"].as_array().into_iter().flatten());
        findings.map(|finding| text(finding, "code")).collect()
    }
    let (produced, older) = (produced(&manifest), produced(&legacy));
    let known: BTreeSet<&str> = codes::ALL.iter().map(|e| e.code.as_str()).collect();
    let missing: Vec<_> =
        known.iter().filter(|code| !produced.contains(*code) && !older.contains(*code)).collect();
    assert!(missing.is_empty(), "codes without a fixture: {missing:?}");
    assert_eq!(known.len(), codes::ALL.len(), "a code is defined twice");
    let unknown: Vec<_> = produced.difference(&known).collect();
    assert!(unknown.is_empty(), "no such codes: {unknown:?}");
}

#[test]
fn every_file_has_a_case_and_every_case_a_reason() {
    let manifest = read("manifest.json");
    let cases = manifest["cases"].as_array().unwrap();
    let used: BTreeSet<&str> = cases.iter().filter_map(|case| case["input"].as_str()).collect();
    let ids: BTreeSet<&str> = cases.iter().map(|case| text(case, "id")).collect();
    assert_eq!(ids.len(), cases.len(), "an id stands twice");
    assert!(cases.iter().all(|case| text(case, "why").ends_with('.')));
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name == "manifest.json" || used.contains(name.as_str()), "`{name}` has no case");
    }
}
