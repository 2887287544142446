//! Each code of reading linked data, produced by a small document, with its place.

use std::collections::BTreeSet;

use accolade_ld::{Contexts, LdError, Options, canonicalize, codes, expand};
use serde_json::{Value, json};

const ROOT: &str = "https://a.example/";

/// Documents that break a rule of JSON-LD: code, place, document.
fn faults() -> Vec<(&'static str, &'static str, Value)> {
    let term = |definition: Value| json!({"@context": {"t": definition}, "@id": ROOT});
    let context = |context: Value| json!({"@context": context, "@id": ROOT});
    let vocab = |members: Value| {
        let mut document = json!({"@context": {"@vocab": ROOT, "id": "@id"}});
        if let (Value::Object(document), Value::Object(members)) = (&mut document, members) {
            document.extend(members);
        }
        document
    };
    vec![
        ("ld.colliding-keywords", "/@id", vocab(json!({"id": ROOT, "@id": ROOT}))),
        ("ld.context-overflow", "/@context", context(json!("https://a.example/loop"))),
        ("ld.cyclic-iri-mapping", "/@context/a", context(json!({"a": "b:x", "b": "a:x"}))),
        ("ld.invalid-id-value", "/id", vocab(json!({"id": 1}))),
        ("ld.invalid-import-value", "/@context/@import", context(json!({"@import": 1}))),
        ("ld.invalid-included-value", "/@included", vocab(json!({"@included": "text"}))),
        ("ld.invalid-index-value", "/p/@index", vocab(json!({"p": {"@index": 1}}))),
        ("ld.invalid-nest-value", "/@nest/1", vocab(json!({"@nest": [{"p": 1}, "text"]}))),
        ("ld.invalid-prefix-value", "/@context/t/@prefix", term(json!({"@id": ROOT, "@prefix": 1}))),
        ("ld.invalid-propagate-value", "/@context/@propagate", context(json!({"@propagate": 1}))),
        ("ld.invalid-protected-value", "/@context/t/@protected", term(json!({"@id": ROOT, "@protected": 1}))),
        ("ld.invalid-protected-value", "/@context/@protected", context(json!({"@protected": null}))),
        ("ld.invalid-reverse-value", "/@reverse", vocab(json!({"@reverse": "text"}))),
        ("ld.invalid-version-value", "/@context/@version", context(json!({"@version": "1.1"}))),
        ("ld.invalid-base-direction", "/@context/@direction", context(json!({"@direction": "up"}))),
        (
            "ld.invalid-base-direction",
            "/p/@direction",
            vocab(json!({"p": {"@value": "x", "@direction": "up"}})),
        ),
        ("ld.invalid-base-iri", "/@context/@base", context(json!({"@base": "relative"}))),
        (
            "ld.invalid-container-mapping",
            "/@context/t/@container",
            term(json!({"@id": ROOT, "@container": "@bag"})),
        ),
        (
            "ld.invalid-context-entry",
            "/@context/@import",
            context(json!({"@import": "https://a.example/imports"})),
        ),
        (
            "ld.invalid-context-nullification",
            "/@context/1",
            context(json!([{"@protected": true, "t": "https://a.example/t"}, null])),
        ),
        ("ld.invalid-default-language", "/@context/@language", context(json!({"@language": 1}))),
        ("ld.invalid-iri-mapping", "/@context/t/@id", term(json!({"@id": "relative"}))),
        ("ld.invalid-iri-mapping", "/@context/t", term(json!({"@type": "@id"}))),
        ("ld.invalid-keyword-alias", "/@context/t/@id", term(json!("@context"))),
        ("ld.invalid-language-map-value", "/t/de", {
            json!({"@context": {"t": {"@id": "https://a.example/t", "@container": "@language"}}, "t": {"de": 1}})
        }),
        ("ld.invalid-language-mapping", "/@context/t/@language", term(json!({"@id": ROOT, "@language": 1}))),
        (
            "ld.invalid-language-tagged-string",
            "/p/@language",
            vocab(json!({"p": {"@value": "x", "@language": 1}})),
        ),
        ("ld.invalid-language-tagged-value", "/p", vocab(json!({"p": {"@value": 1, "@language": "de"}}))),
        ("ld.invalid-local-context", "/@context/1", context(json!(["https://a.example/empty", 1]))),
        (
            "ld.invalid-remote-context",
            "/@context/@import",
            context(json!({"@import": "https://a.example/array"})),
        ),
        ("ld.invalid-reverse-property", "/@context/t/@reverse", term(json!({"@id": ROOT, "@reverse": ROOT}))),
        (
            "ld.invalid-reverse-property",
            "/@context/t/@container",
            term(json!({"@reverse": ROOT, "@container": "@list"})),
        ),
        ("ld.invalid-reverse-property-map", "/@reverse/@id", vocab(json!({"@reverse": {"@id": ROOT}}))),
        ("ld.invalid-reverse-property-value", "/@reverse", vocab(json!({"@reverse": {"p": "text"}}))),
        (
            "ld.invalid-scoped-context",
            "/@context/t/@context/u/@id",
            term(json!({"@id": ROOT, "@context": {"u": "x"}})),
        ),
        ("ld.invalid-set-or-list-object", "/p", vocab(json!({"p": {"@list": [], "q": 1}}))),
        ("ld.invalid-term-definition", "/@context/t", term(json!(1))),
        ("ld.invalid-term-definition", "/@context/", context(json!({"": ROOT}))),
        ("ld.invalid-term-definition", "/@context/t", term(json!({"@id": ROOT, "@foo": 1}))),
        ("ld.invalid-type-mapping", "/@context/t/@type", term(json!({"@id": ROOT, "@type": "@set"}))),
        ("ld.invalid-type-value", "/@type/1", vocab(json!({"@type": [ROOT, 1]}))),
        (
            "ld.invalid-typed-value",
            "/p",
            vocab(json!({"p": {"@value": "x", "@type": ["https://a.example/T"]}})),
        ),
        ("ld.invalid-value-object", "/p", vocab(json!({"p": {"@value": "x", "q": 1}}))),
        ("ld.invalid-value-object-value", "/p/@value", vocab(json!({"p": {"@value": {}}}))),
        ("ld.invalid-vocab-mapping", "/@context/@vocab", context(json!({"@vocab": 1}))),
        ("ld.keyword-redefinition", "/@context/@id", context(json!({"@id": ROOT}))),
        ("ld.loading-document-failed", "/@context/0", context(json!(["relative"]))),
        (
            "ld.protected-term-redefinition",
            "/@context/1/t",
            context(json!([{"t": {"@id": ROOT, "@protected": true}}, {"t": "https://b.example/"}])),
        ),
        // A definition that is ignored takes the earlier one away all the same.
        (
            "ld.protected-term-redefinition",
            "/@context/1/t",
            context(json!([{"t": {"@id": ROOT, "@protected": true}}, {"t": "@ignored"}])),
        ),
        (
            "ld.protected-term-redefinition",
            "/@context/1/t",
            context(
                json!([{"t": {"@id": ROOT, "@protected": true}}, {"t": {"@reverse": "https://b.example/"}}]),
            ),
        ),
        ("ld.context-not-pinned", "/p/0/@context/1", {
            vocab(json!({"p": [{"@context": ["https://a.example/empty", "https://b.example/unknown"]}]}))
        }),
    ]
}

/// Documents of which something is dropped: code, place, document.
fn dropped() -> Vec<(&'static str, &'static str, Value)> {
    let vocab = |members: Value| {
        let mut document = json!({"@context": {"@vocab": ROOT}, "p": 1});
        if let (Value::Object(document), Value::Object(members)) = (&mut document, members) {
            document.extend(members);
        }
        document
    };
    let typed =
        json!({"@context": {"t": {"@id": "https://a.example/t", "@type": "@id"}}, "t": ["b:c", "relative"]});
    vec![
        (
            "ld.undefined-term",
            "/nmae",
            json!({"@context": {"name": "https://a.example/name"}, "name": "A", "nmae": "B"}),
        ),
        ("ld.undefined-term", "/a~1b", json!({"a:b": 1, "a/b": {"c:d": 2}})),
        ("ld.undefined-term", "/t", json!({"@context": {"t": null, "@vocab": ROOT}, "p": 1, "t": 2})),
        ("ld.undefined-term", "/@foo", vocab(json!({"@foo": 1}))),
        ("ld.undefined-type", "/@type/1", json!({"@type": ["a:b", "Badge"], "a:b": 1})),
        ("ld.relative-type", "/@type", json!({"@type": "types#Badge", "a:b": 1})),
        ("ld.relative-iri", "/t/1", typed),
        ("ld.relative-iri", "/@id", vocab(json!({"@id": ""}))),
        ("ld.invalid-iri", "/@id", vocab(json!({"@id": "https://a.example/<b>"}))),
        ("ld.invalid-iri", "/@id", vocab(json!({"@id": "@foo"}))),
        ("ld.invalid-iri", "/@id", vocab(json!({"@id": "_:a b"}))),
        ("ld.invalid-iri", "/a:b{c", json!({"a:b{c": 1})),
        ("ld.invalid-iri", "/p/@type", vocab(json!({"p": {"@value": "x", "@type": "a:b|c"}}))),
        ("ld.invalid-language-tag", "/p", vocab(json!({"p": {"@value": "x", "@language": "no tag"}}))),
        ("ld.blank-node-predicate", "/_:p", json!({"_:p": 1, "a:b": 1})),
        ("ld.value-dropped", "/@graph/0", vocab(json!({"@graph": ["text"]}))),
        ("ld.value-dropped", "/1", json!([{"a:b": 1}, {"@id": ROOT}])),
        ("ld.value-dropped", "/@graph/0/@list", vocab(json!({"@graph": [{"@list": [1]}]}))),
        ("ld.index-dropped", "/p/@index", vocab(json!({"p": {"@value": 1, "@index": "text"}}))),
        ("ld.index-dropped", "/t/text", {
            json!({"@context": {"t": {"@id": "https://a.example/t", "@container": "@index"}}, "t": {"text": 1}})
        }),
    ]
}

fn contexts() -> Contexts {
    let mut contexts = Contexts::empty();
    for (url, context) in [
        ("https://a.example/loop", json!(["https://a.example/loop"])),
        ("https://a.example/imports", json!({"@import": "https://a.example/empty"})),
        ("https://a.example/empty", json!({})),
        ("https://a.example/array", json!([])),
    ] {
        assert_eq!(contexts.insert(url, &json!({"@context": context})), Ok(true));
    }
    contexts
}

#[test]
fn each_fault_has_its_code_and_place() {
    let contexts = contexts();
    for (code, place, document) in faults() {
        let error = expand(&document, &contexts, &Options::default()).expect_err(code);
        assert_eq!((error.code().as_str(), error.pointer().as_str()), (code, place), "{document}: {error}");
        assert_eq!(error.findings()[0].code, error.code());
        // What cannot be read cannot be signed either.
        assert_eq!(canonicalize(&document, &contexts, &Options::default()).unwrap_err(), error);
    }
}

#[test]
fn what_is_dropped_is_never_signed() {
    for (code, place, document) in dropped() {
        let error = canonicalize(&document, &contexts(), &Options::default()).expect_err(code);
        let LdError::Unsafe { findings } = &error else { panic!("{document}: {error}") };
        let found: Vec<_> = findings.iter().map(|one| (one.code.as_str(), one.pointer.as_str())).collect();
        assert_eq!(found, [(code, place)], "{document}");
    }
}

#[test]
fn all_that_is_dropped_is_listed() {
    let document =
        json!({"@type": "Badge", "name": "A", "a:b": {"@id": "relative", "issuer": 1, "c:d": null}});
    let error = canonicalize(&document, &Contexts::empty(), &Options::default()).unwrap_err();
    let found: Vec<_> = error.findings().iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "ld.undefined-type at `/@type`: the type `Badge` is defined in no context in force here",
            "ld.undefined-term at `/name`: `name` is defined in no context in force here",
            "ld.relative-iri at `/a:b/@id`: `relative` is a relative reference and identifies nothing",
            "ld.undefined-term at `/a:b/issuer`: `issuer` is defined in no context in force here",
            "ld.null-dropped at `/a:b/c:d`: `null` is not part of what is signed",
        ]
    );
}

/// However many warnings come first, an error is found.
#[test]
fn warnings_never_crowd_out_an_error() {
    let mut document = json!({"a:b": vec![Value::Null; 10_000], "a:c": 1});
    assert!(canonicalize(&document, &Contexts::empty(), &Options::default()).is_ok());
    document["undefined"] = 1.into();
    let error = canonicalize(&document, &Contexts::empty(), &Options::default()).unwrap_err();
    assert_eq!(error.findings().last().unwrap().code, codes::UNDEFINED_TERM);
}

#[test]
fn every_code_of_this_layer_is_produced_here() {
    let mut produced: BTreeSet<&str> = faults().iter().chain(&dropped()).map(|(code, ..)| *code).collect();
    // These are produced by the tests of their own.
    produced.extend([
        "ld.conflicting-indexes",
        "ld.context-budget-exceeded",
        "ld.hidden-term",
        "ld.iri-confused-with-prefix",
        "ld.item-repeated",
        "ld.null-dropped",
        "ld.processing-mode-conflict",
        "ld.remapped-term",
        "ld.restructured",
        "ld.rewritten-iri",
        "ld.too-deep",
    ]);
    let defined = codes::ALL.iter().map(|one| one.code.as_str()).filter(|code| code.starts_with("ld."));
    assert_eq!(produced, defined.collect());
}

#[test]
fn the_rest_of_the_codes() {
    let conflict = json!([{"@id": "a:b", "a:c": 1, "@index": "x"}, {"@id": "a:b", "a:c": 2, "@index": "y"}]);
    let error = accolade_ld::to_rdf(&conflict, &Contexts::empty(), &Options::default()).unwrap_err();
    assert_eq!(error.code(), codes::CONFLICTING_INDEXES);
    let newer = json!({"@context": {"@version": 1.1}});
    let error = expand(&newer, &Contexts::empty(), &Options::default().refusing_json_ld_1_1()).unwrap_err();
    assert_eq!(
        (error.code(), error.pointer().as_str()),
        (codes::PROCESSING_MODE_CONFLICT, "/@context/@version")
    );
}
