//! The W3C test suite of VC JSON Schema: a credential and what is served for its schema, in three dialects.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use accolade::{
    SchemaForm, check_schema,
    json::{Limits, Value, parse},
    report::{Finding, Pointer, Severity},
};
use accolade_conformance::{tally::Tally, vectors};

/// Number of the case, of the credential and of the schema, and what must come of it, as the suite's table of tests has them.
type Cases = &'static [(u8, u8, u8, &'static str)];

const PLAIN: Cases = &[
    (1, 1, 1, "success"),
    (2, 1, 2, "failure"),
    (3, 1, 1, "success"),
    (4, 2, 1, "failure"),
    (8, 1, 1, "success"),
    (9, 1, 3, "failure"),
    (10, 1, 4, "failure"),
    (11, 1, 1, "success"),
    (12, 1, 5, "failure"),
    (13, 1, 1, "success"),
    (14, 1, 6, "failure"),
    (15, 1, 7, "indeterminate"),
];

const IN_CREDENTIALS: Cases = &[
    (1, 1, 1, "success"),
    (2, 1, 2, "failure"),
    (3, 1, 1, "success"),
    (4, 2, 1, "failure"),
    (5, 1, 1, "success"),
    (6, 1, 3, "failure"),
    (7, 1, 4, "failure"),
    (8, 1, 5, "failure"),
    (9, 1, 1, "success"),
    (10, 1, 6, "failure"),
    (11, 1, 1, "success"),
    (12, 1, 7, "failure"),
    (13, 1, 8, "failure"),
    (14, 1, 1, "success"),
    (15, 1, 9, "failure"),
    (16, 1, 1, "success"),
    (17, 1, 10, "failure"),
    (18, 1, 11, "indeterminate"),
];

#[test]
fn every_case_of_the_suite() {
    let Some(folder) = vectors::suite("vc-json-schema") else { return };
    let mut tally = Tally::new("vc-json-schema");
    for (kind, form, name, cases) in [
        ("jsonschema", SchemaForm::JsonSchema, "JsonSchema", PLAIN),
        ("jsonschemacredential", SchemaForm::JsonSchemaCredential, "JsonSchemaCredential", IN_CREDENTIALS),
    ] {
        for dialect in ["2019-09", "2020-12", "Draft-7"] {
            let folder = folder.join("tests/input").join(kind).join(dialect);
            for (number, credential, schema, expected) in cases {
                let credential = read(&folder.join(format!("{credential}-credential.json")));
                let schema = read(&folder.join(format!("{schema}-schema.json")));
                let found = outcome(&credential, form, name, &schema);
                let result =
                    if found == *expected { Ok(()) } else { Err(format!("{found}, not {expected}")) };
                tally.record(&format!("{kind}/{dialect}/{number}"), result);
            }
        }
    }
    tally.finish();
}

/// Validation by that form, as the suite asks for it: an entry of another type is not what was asked about.
fn outcome(credential: &Value, form: SchemaForm, name: &str, schema: &Value) -> &'static str {
    let entry = credential.get("credentialSchema").unwrap();
    if entry.get("type").and_then(Value::as_str) != Some(name) {
        return "failure";
    }
    let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
    let place = Pointer::root().key("credentialSchema");
    let findings = check_schema(credential, &place, form, id, schema);
    let any = |severity| findings.iter().any(|finding: &Finding| finding.severity == severity);
    match (any(Severity::Error), any(Severity::Undetermined)) {
        (true, _) => "failure",
        (false, true) => "indeterminate",
        (false, false) => "success",
    }
}

fn read(path: &Path) -> Value {
    parse(&std::fs::read(path).unwrap(), &Limits::default()).unwrap()
}
