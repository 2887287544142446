//! Each statement and each blank node is traced to its place in the document, where that is asked for.

use accolade_ld::{Contexts, Options, Term, to_rdf};
use serde_json::json;

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
            "first /list",
            "g /in/a:g",
            "in /in",
            "list /list",
            "p /a:p",
            "p /a:p",
            "q /a:p/0/a:q",
            "r /a:p/1/@reverse/a:r",
            "rest /list",
            "type "
        ]
    );
    let mut blanks: Vec<_> =
        dataset.blanks().map(|blank| dataset.place_of(blank).map(ToString::to_string)).collect();
    blanks.sort();
    let known = ["/a:p/0", "/a:p/1", "/in", "/in", "/list"].map(|place| Some(place.to_owned()));
    assert_eq!(blanks, known);
    // It costs nothing where it is not asked for.
    let dataset = to_rdf(&document, &Contexts::empty(), &Options::default()).unwrap().dataset;
    assert_eq!(dataset.place_of_quad(0), None);
}
