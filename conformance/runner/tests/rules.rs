//! `spec-notes/rules.md` says what the code does.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]

use accolade_conformance::{fixtures, rules};

#[test]
fn the_table_of_rules_is_current() {
    let path = fixtures::folder().join("../spec-notes/rules.md");
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == rules::markdown(),
        "spec-notes/rules.md is stale: cargo run -p accolade-conformance --bin rules > spec-notes/rules.md"
    );
}
