//! Each statement and each blank node is traced to its place in the document, where that is asked for.

use accolade_ld::{Contexts, Options, Term, codes, to_rdf};
use accolade_report::Severity;
use serde_json::{Value, json};

#[test]
fn statements_know_their_places() {
    let document = json!({
        "@context": {"list": {"@id": "a:list", "@container": "@list"}, "in": {"@id": "a:in", "@container": "@graph"}},
        "@id": "a:s",
        "@type": "a:T",
        "a:p": [{"a:q": 1}, {"@reverse": {"a:r": {"@id": "a:o"}}}],
        "list": ["x"],
        "in": {"a:g": 2}
    });
    let options = Options::default().with_places();
    let dataset = to_rdf(&document, &Contexts::empty(), &options).unwrap().dataset;
    let mut found: Vec<String> = Vec::new();
    for (position, quad) in dataset.quads().iter().enumerate() {
        let Term::Iri(predicate) = dataset.term(quad.predicate) else { panic!("a predicate is an IRI") };
        let place = dataset.place_of_quad(position).unwrap();
        found.push(format!("{} {place}", predicate.rsplit(['#', ':']).next().unwrap()));
    }
    found.sort();
    assert_eq!(
        found,
        [
            "first /list/0",
            "g /in/a:g",
            "in /in",
            "list /list",
            "p /a:p/0",
            "p /a:p/1",
            "q /a:p/0/a:q",
            "r /a:p/1/@reverse/a:r",
            "rest /list/0",
            "type /@type"
        ]
    );
    let mut blanks: Vec<_> =
        dataset.blanks().map(|blank| dataset.place_of(blank).map(ToString::to_string)).collect();
    blanks.sort();
    let known = ["/a:p/0", "/a:p/1", "/in", "/in", "/list/0"].map(|place| Some(place.to_owned()));
    assert_eq!(blanks, known);
    // It costs nothing where it is not asked for.
    let dataset = to_rdf(&document, &Contexts::empty(), &Options::default()).unwrap().dataset;
    assert_eq!(dataset.place_of_quad(0), None);
}

/// Each item of an array has a place of its own.
#[test]
fn items_know_their_positions() {
    let context = json!({
        "list": {"@id": "a:list", "@container": "@list"},
        "said": {"@id": "a:said", "@container": "@language"},
        "by": {"@id": "a:by", "@container": "@id"},
        "kind": "@type"
    });
    let document = json!({
        "@context": context,
        "@id": "a:s",
        "kind": ["a:T", "a:U"],
        "a:p": ["x", {"@value": "y"}, {"a:q": 1}],
        "list": ["x", ["y"]],
        "said": {"en": "one", "de": ["eins", "zwei"]},
        "by": {"a:o": {"a:q": 2}}
    });
    let options = Options::default().with_places();
    let dataset = to_rdf(&document, &Contexts::empty(), &options).unwrap().dataset;
    let mut places: Vec<&str> =
        (0..dataset.len()).map(|position| dataset.place_of_quad(position).unwrap().as_str()).collect();
    places.sort_unstable();
    let (first, second, inner) = (["/list/0"; 2], ["/list/1"; 2], ["/list/1/0"; 2]);
    let mut known = vec!["/kind/0", "/kind/1", "/a:p/0", "/a:p/1", "/a:p/2", "/a:p/2/a:q", "/list"];
    known.extend([first, second, inner].concat());
    known.extend(["/said/en", "/said/de/0", "/said/de/1", "/by/a:o", "/by/a:o/a:q"]);
    known.sort_unstable();
    assert_eq!(places, known);
}

#[test]
fn what_is_said_twice_is_found() {
    let found = |document: Value| -> Vec<String> {
        let findings = to_rdf(&document, &Contexts::empty(), &Options::default()).unwrap().findings;
        assert!(
            findings.iter().all(|one| one.code == codes::ITEM_REPEATED && one.severity == Severity::Warning)
        );
        findings.iter().map(|one| one.pointer.to_string()).collect()
    };
    let none: [&str; 0] = [];
    assert_eq!(found(json!({"a:p": ["x", "y", "x", {"@value": "x"}]})), ["/a:p/2", "/a:p/3"]);
    assert_eq!(found(json!({"a:p": [1, 1.0, "1"]})), ["/a:p/1"]);
    assert_eq!(
        found(json!({"@type": ["a:T", "a:T"], "a:p": [{"@id": "a:b"}, {"@id": "a:b"}]})),
        ["/@type/1", "/a:p/1"]
    );
    assert_eq!(found(json!({"@reverse": {"a:p": [{"@id": "a:b"}, {"@id": "a:b"}]}})), ["/@reverse/a:p/1"]);
    // Nodes that look alike are two, lists hold what they hold, and one thing can be said in two places.
    assert_eq!(found(json!({"a:p": [{"a:q": 1}, {"a:q": 1}]})), none);
    assert_eq!(found(json!({"a:p": {"@list": ["x", "x"]}})), none);
    assert_eq!(found(json!({"a:p": {"@id": "a:b", "a:q": 1}, "a:r": {"@id": "a:b", "a:q": 1}})), none);
    // However many there are, only some are listed, and that there are more is said.
    assert_eq!(found(json!({"a:p": vec!["x"; 101]})).len(), 100);
    let many = found(json!({"a:p": vec!["x"; 5000]}));
    assert_eq!((many.len(), many.last().map(String::as_str)), (101, Some("")));
}
