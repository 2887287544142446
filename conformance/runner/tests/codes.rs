//! Every code can be met, and is explained: some fixture expects it, nothing expects a code that does not exist, and each
//! explanation says something.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use accolade_conformance::fixtures::{areas, folder};

/// Codes that a case of some manifest expects, each with the first such case.
fn expected() -> BTreeMap<String, String> {
    let mut expected = BTreeMap::new();
    for (folder, manifest) in areas() {
        let area = folder.file_name().unwrap().to_string_lossy().into_owned();
        for case in manifest.cases {
            for note in case.expect.notes {
                expected.entry(note).or_insert_with(|| format!("{area}/{}", case.id));
            }
            for finding in case.expect.findings {
                for code in std::iter::once(finding.code).chain(finding.reason) {
                    expected.entry(code).or_insert_with(|| format!("{area}/{}", case.id));
                }
            }
        }
    }
    expected
}

fn defined() -> BTreeSet<String> {
    accolade::explanations().map(|explanation| explanation.code.to_string()).collect()
}

#[test]
fn every_code_has_a_fixture() {
    let expected = expected();
    let lacking: Vec<String> = defined().into_iter().filter(|code| !expected.contains_key(code)).collect();
    assert!(lacking.is_empty(), "no case expects these:\n{}", lacking.join("\n"));
}

#[test]
fn every_expected_code_exists() {
    let defined = defined();
    let unknown: Vec<_> = expected().into_iter().filter(|(code, _)| !defined.contains(code)).collect();
    assert!(unknown.is_empty(), "no crate defines these: {unknown:?}");
}

#[test]
fn every_code_is_defined_once() {
    let mut seen = BTreeSet::new();
    let twice: Vec<_> = accolade::explanations().map(|e| e.code).filter(|code| !seen.insert(*code)).collect();
    assert!(twice.is_empty(), "two crates define {twice:?}");
    assert!(seen.len() > 200, "only {} codes", seen.len());
}

#[test]
fn every_code_is_well_formed() {
    for explanation in accolade::explanations() {
        let name = explanation.code.as_str();
        let part = |part: &str| {
            let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            !part.is_empty() && part.bytes().all(allowed) && !part.starts_with('-') && !part.ends_with('-')
        };
        let (area, rest) = name.split_once('.').unwrap_or_else(|| panic!("`{name}` has no area"));
        assert!(part(area) && part(rest), "`{name}` is not `area.what-was-found`");
    }
}

#[test]
fn every_explanation_says_something() {
    for explanation in accolade::explanations() {
        let code = explanation.code;
        assert!(!explanation.clause.trim().is_empty(), "{code}: no clause");
        for (what, text, least) in [("means", explanation.means, 30), ("remedy", explanation.remedy, 12)] {
            assert!(text.len() >= least, "{code}: `{what}` is too short: {text}");
            assert!(text.ends_with(['.', '?', '!']), "{code}: `{what}` is no sentence: {text}");
            assert!(
                text.starts_with(|c: char| c.is_uppercase() || c == '`'),
                "{code}: `{what}` begins oddly: {text}"
            );
        }
        assert_eq!(accolade::explain(code.as_str()), Some(explanation), "{code}");
    }
}

#[test]
fn every_case_has_its_own_name_and_reason() {
    for (folder, manifest) in areas() {
        let mut seen = BTreeSet::new();
        for case in &manifest.cases {
            assert!(seen.insert(&case.id), "{}: two cases `{}`", folder.display(), case.id);
            assert!(case.why.len() > 5, "{}/{}: no reason", folder.display(), case.id);
        }
    }
    assert!(folder().is_dir());
}
