//! Documents and contexts that are written to cost time or memory end in an error, not in a stall.

use accolade_ld::{Contexts, Options, codes, expand, to_rdf};
use serde_json::{Map, Value, json};

#[test]
fn contexts_that_multiply_are_refused() {
    // A scoped context of many terms, applied to ever new contexts.
    let many: Map<String, Value> = (0..1000).map(|n| (format!("t{n}"), json!(format!("a:{n}")))).collect();
    let nodes: Vec<Value> =
        (0..1000).map(|n| json!({"@context": {format!("own{n}"): "a:own"}, "p": {"t1": n}})).collect();
    let document = json!({"@context": {"p": {"@id": "a:p", "@context": many}, "all": "a:all"}, "all": nodes});
    let error = to_rdf(&document, &Contexts::empty(), &Options::default()).unwrap_err();
    assert_eq!(error.code(), codes::CONTEXT_BUDGET_EXCEEDED);
    assert!(error.pointer().as_str().starts_with("/all/"), "{}", error.pointer());
    // The same context, applied to the same one, costs once.
    let nodes: Vec<Value> = (0..1000).map(|n| json!({"p": {"t1": n}})).collect();
    let document = json!({"@context": document["@context"], "all": nodes});
    assert!(to_rdf(&document, &Contexts::empty(), &Options::default()).is_ok());
}

#[test]
fn validating_scoped_contexts_is_counted() {
    let url = "https://www.w3.org/ns/credentials/v2";
    let many: Map<String, Value> =
        (0..10_000).map(|n| (format!("t{n}"), json!({"@id": format!("a:{n}"), "@context": url}))).collect();
    let error = expand(&json!({"@context": many}), &Contexts::pinned(), &Options::default()).unwrap_err();
    assert_eq!(error.code(), codes::CONTEXT_BUDGET_EXCEEDED);
}

#[test]
fn chains_of_definitions_are_bounded() {
    let mut chain: Map<String, Value> = Map::new();
    for n in 0..100_000 {
        chain.insert(format!("t{n}"), json!(format!("t{}:x", n + 1)));
    }
    let error = expand(&json!({"@context": chain}), &Contexts::empty(), &Options::default()).unwrap_err();
    assert_eq!(error.code(), codes::TOO_DEEP);
}

#[test]
fn nesting_is_bounded() {
    for wrap in [
        (|inner| json!({"a:b": inner})) as fn(Value) -> Value,
        |inner| json!([inner]),
        |inner| json!({"@nest": inner}),
        |inner| json!({"@graph": [inner]}),
    ] {
        let document = (0..400).fold(json!({"a:b": 1}), |inner, _| wrap(inner));
        let error = to_rdf(&document, &Contexts::empty(), &Options::default()).unwrap_err();
        assert_eq!(error.code(), codes::TOO_DEEP);
    }
    let deep = (0..200).fold(json!({}), |inner, _| json!({"t": {"@id": "a:t", "@context": inner}}));
    let error = expand(&json!({"@context": deep}), &Contexts::empty(), &Options::default()).unwrap_err();
    assert_eq!(error.code(), codes::TOO_DEEP);
}

#[test]
fn many_contexts_in_a_row_leave_no_chain_behind() {
    let types: Value = json!({"T": {"@id": "a:T", "@context": vec![Value::Null; 90_000]}});
    let document = json!({"@context": types, "@type": "T", "a:b": 1});
    assert!(to_rdf(&document, &Contexts::empty(), &Options::default()).is_ok());
}

/// Ever new combinations of pinned contexts fill what is remembered for all documents again and again.
#[test]
fn combinations_of_pinned_contexts_do_not_pile_up() {
    let contexts = Contexts::pinned();
    let urls = [
        "https://w3id.org/security/multikey/v1",
        "https://w3id.org/security/jwk/v1",
        "https://www.w3.org/ns/credentials/undefined-terms/v2",
        "https://w3id.org/security/suites/x25519-2020/v1",
    ];
    for number in 0..300_usize {
        let chosen: Vec<&str> = (0..6).map(|digit| urls[number / 4_usize.pow(digit) % 4]).collect();
        let document = json!({"@context": chosen, "id": "a:b", "a:c": 1});
        assert!(expand(&document, &contexts, &Options::default()).is_ok());
    }
}

#[test]
fn a_context_registered_again_replaces_what_was_remembered() {
    let mut contexts = Contexts::empty();
    let document = json!({"@context": "https://a.example/", "name": "A"});
    for iri in ["a:one", "a:two"] {
        let context = json!({"@context": {"name": iri}});
        assert_eq!(contexts.insert("https://a.example/", &context), Ok(true));
        let expanded = expand(&document, &contexts, &Options::default()).unwrap();
        assert_eq!(expanded, json!([{iri: [{"@value": "A"}]}]));
    }
    // Not so a pinned one.
    let mut contexts = Contexts::pinned();
    let evil = json!({"@context": {"name": "a:evil"}});
    assert_eq!(contexts.insert("https://www.w3.org/ns/credentials/v2", &evil), Ok(false));
    let document = json!({"@context": "https://www.w3.org/ns/credentials/v2", "name": "A"});
    let expanded = expand(&document, &contexts, &Options::default()).unwrap();
    assert_eq!(expanded, json!([{"https://schema.org/name": [{"@value": "A"}]}]));
}
