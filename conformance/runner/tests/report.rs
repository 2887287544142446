//! The README says what the report says, and the report what `conformance/expected.toml` says.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]

use std::{collections::BTreeMap, fs};

use accolade_conformance::{report, tally};

#[test]
fn the_table_of_the_readme_is_current() {
    let readme = fs::read_to_string(report::folder().join("../../README.md")).unwrap();
    assert!(
        readme == report::readme(&readme),
        "the table of specifications is made of conformance/runner/src/specifications.md and of the report: cargo xtask report"
    );
}

/// Each count of exceptions is that of the list, and the text of each stands below the table.
#[test]
fn the_exceptions_of_the_report_are_current() {
    let committed = fs::read_to_string(report::folder().join("vectors.md")).unwrap();
    let (_, listed) = committed.split_once("\n## The exceptions\n").unwrap();
    let again = report::markdown(&BTreeMap::new(), &report::recorded_on_node());
    assert!(again == committed, "conformance/report/vectors.md is stale: cargo xtask report");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for exception in tally::exceptions() {
        *counts.entry(exception.suite).or_default() += 1;
    }
    for (suite, count) in counts {
        // A suite whose vectors nobody had at hand is not in the table, and its exceptions are listed nevertheless.
        if let Some([passed, total, excepted, _]) = report::recorded(&suite) {
            assert_eq!((excepted, total), (count, passed + count), "{suite}");
        }
    }
    assert!(listed.contains("Why: "));
}
