//! Documents made to be expensive: the time must grow with their size, and the list of findings must not.
#![expect(clippy::disallowed_methods, reason = "a test measures time")]
#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::time::{Duration, Instant};

use accolade_model::{Known, check, check_results, check_schema, class::Edition, codes, match_recipient};
use serde_json::{Value, json};

/// Far above what is needed, in a debug build on a busy machine; far below what a quadratic walk would take.
const ENOUGH: Duration = Duration::from_secs(20);

fn badge(member: &str, value: Value) -> Value {
    let mut document = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "did:example:issuer", "type": ["Profile"]},
        "validFrom": "2026-01-31T09:00:00Z",
        "credentialSubject": {"id": "did:example:learner", "type": ["AchievementSubject"]}
    });
    document[member] = value;
    document
}

fn all(document: &Value) -> usize {
    let start = Instant::now();
    let mut longest = check(document).len();
    longest = longest.max(check_results(document).len());
    for edition in [Edition::Strict2024, Edition::Live2026] {
        longest = longest.max(check_schema(document, edition).map_or(0, |findings| findings.len()));
    }
    let known = Known::Identity { identity_type: "emailAddress", value: "ann@example.org" };
    let _ = match_recipient(document, &known);
    assert!(start.elapsed() < ENOUGH, "took {:?}", start.elapsed());
    longest
}

#[test]
fn the_list_of_findings_is_bounded() {
    for (member, item) in [
        ("evidence", json!({})),
        ("evidence", json!(null)),
        ("evidence", json!([])),
        ("proof", json!("x")),
        ("@context", json!(1)),
        ("type", json!(1)),
        ("credentialSubject", json!({})),
        ("termsOfUse", json!({"type": null})),
        ("endorsement", json!({"issuer": null})),
        ("endorsementJwt", json!("x")),
        ("relatedResource", json!({"id": "urn:a:b"})),
        ("x", json!([null])),
    ] {
        let document = badge(member, Value::Array(vec![item; 20_000]));
        let found = check(&document);
        assert_eq!(found.last().map(|last| last.code), Some(codes::FINDINGS_CUT), "{member}");
        assert_eq!(all(&document), 201, "{member}");
    }
}

#[test]
fn scales_and_results_are_looked_up() {
    let id = |index: usize| format!("urn:x:{index}");
    let levels: Vec<Value> = (0..50_000).map(|index| json!({"id": id(index)})).collect();
    let allowed: Vec<Value> = (0..50_000).map(|index| json!(id(index))).collect();
    let results: Vec<Value> = (0..50_000)
        .map(
            |_| json!({"resultDescription": "urn:x:scale", "value": id(49_999), "achievedLevel": id(49_999)}),
        )
        .collect();
    let document = badge(
        "credentialSubject",
        json!({
            "achievement": {"resultDescription": {
                "id": "urn:x:scale", "allowedValue": allowed, "rubricCriterionLevel": levels
            }},
            "result": results
        }),
    );
    assert_eq!(check_results(&document), []);
    all(&document);
}

#[test]
fn credentials_in_credentials() {
    // As deep as strict JSON is read by default.
    let mut document = badge("name", json!("innermost"));
    for _ in 0..60 {
        document = badge("endorsement", document);
    }
    all(&document);
}
