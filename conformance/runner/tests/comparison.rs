//! `spec-notes/comparison.md` says of Accolade what the fixtures' manifests say.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]

use std::{collections::BTreeSet, fs};

use accolade_conformance::fixtures::{areas, folder};

#[test]
fn our_column_is_what_the_manifests_say() {
    let text = fs::read_to_string(folder().join("../spec-notes/comparison.md")).unwrap();
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    assert_eq!(rows.len(), 40);
    let areas = areas();
    let mut seen = BTreeSet::new();
    for row in rows {
        let [_, name, why, ours, others @ ..] = row.as_slice() else { panic!("a row is cut: {row:?}") };
        assert!(seen.insert(*name), "{name} stands there twice");
        assert_eq!(others.len(), 4, "{name}: three more verifiers");
        let (area, id) = name.trim_matches('`').split_once('/').unwrap();
        let (_, manifest) = areas.iter().find(|(folder, _)| folder.ends_with(area)).unwrap();
        let case = manifest.cases.iter().find(|case| case.id == id).unwrap();
        assert_eq!(*why, case.why.replace('|', "/"), "{name}");
        let mut told: Vec<String> = Vec::new();
        for finding in case.expect.findings.iter().filter(|finding| finding.code != "issuer.no-registry") {
            let code = format!("`{}`", finding.code);
            if !told.contains(&code) {
                told.push(code);
            }
        }
        let verdict = case.expect.verdict.clone().unwrap();
        let expected = if told.is_empty() { verdict } else { format!("{verdict}: {}", told.join(", ")) };
        assert_eq!(*ours, expected, "{name}: cd conformance/judges/javascript && node compare.mjs");
    }
}
