//! What the fuzz targets hold to be true of any input, besides that it makes nothing panic or hang.

use std::sync::LazyLock;

use accolade_json::{Limits, Value, parse, to_jcs};
use accolade_ld::{
    Contexts, Dataset, Options, compact as compact_document, expand as expand_document, nquads as n_quads,
    rdfc::{Budget, Canonical, HashAlgorithm, RdfcError, canonicalize},
    to_rdf,
};
use accolade_report::{Pointer, Severity};
use serde_json::json;

/// A text that is read has one canonical form, and that form is its own.
pub fn json(data: &[u8]) {
    let limits = Limits { bytes: 1 << 16, ..Limits::default() };
    match parse(data, &limits) {
        Ok(value) => {
            let canonical = to_jcs(&value);
            // `1.0e16` is read, but its canonical form is an integer beyond 2^53, which is not.
            match parse(canonical.as_bytes(), &limits) {
                Ok(again) => assert_eq!(to_jcs(&again), canonical),
                Err(error) => assert_eq!(error.code(), accolade_json::codes::NUMBER_RANGE, "{canonical}"),
            }
        }
        Err(error) => assert!(Pointer::parse(error.pointer().as_str()).is_some()),
    }
}

/// N-Quads that are read are written as N-Quads that say the same.
pub fn nquads(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(dataset) = n_quads::parse(text) else { return };
    let written = n_quads::to_nquads(&dataset);
    let again = n_quads::parse(&written).expect("what is written can be read");
    assert_eq!(again.len(), dataset.len());
    assert_eq!(n_quads::to_nquads(&again), written);
}

/// The canonical form does not depend on the order of the input, and is its own canonical form; work stays in its budget.
pub fn rdfc(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(dataset) = n_quads::parse(text) else { return };
    let reversed: String =
        n_quads::to_nquads(&dataset).lines().rev().map(|line| format!("{line}\n")).collect();
    let reversed = n_quads::parse(&reversed).expect("what is written can be read");
    match (canonical(&dataset), canonical(&reversed)) {
        (Ok(canonical), Ok(other)) => {
            // RDFC-1.0 leaves some datasets with graphs named by blank nodes without one canonical form.
            if !dataset.quads().iter().any(|quad| quad.graph.is_some_and(|graph| graph.is_blank())) {
                assert_eq!(canonical.text(), other.text());
            }
            assert!(canonical.work_spent() <= BUDGET.work);
            check_canonical(&canonical);
        }
        // How much work is spent depends on the order; near the limit, one order can pass it alone.
        (Err(RdfcError::BudgetExceeded { .. }), _) | (_, Err(RdfcError::BudgetExceeded { .. })) => {}
        (Err(error), _) | (_, Err(error)) => panic!("what was read cannot be written: {error}"),
    }
}

/// A context of any kind leads to an error, to findings, or to statements that can be written.
pub fn context(data: &[u8]) {
    let Ok(context) = parse(data, &Limits { bytes: 1 << 16, ..Limits::default() }) else { return };
    let document = json!({
        "@context": context,
        "id": "https://a.example/1",
        "type": ["T", "VerifiableCredential"],
        "name": "name",
        "a": {"b": ["c", {"type": "T", "a": 1, "name": {"en": "x"}}]},
        "list": [[1, 2], []],
    });
    check_document(&document);
}

/// A document of any kind leads to an error, to findings, or to statements that can be written; where nothing is left out,
/// its expanded form says the same.
pub fn expand(data: &[u8]) {
    let Ok(document) = parse(data, &Limits { bytes: 1 << 16, ..Limits::default() }) else { return };
    check_document(&document);
}

/// What is compacted with a context, the document's own, and expanded again says the same.
pub fn compact(data: &[u8]) {
    let Ok(document) = parse(data, &Limits { bytes: 1 << 16, ..Limits::default() }) else { return };
    let context = document.get("@context").unwrap_or(&Value::Null);
    let options = Options::default().with_base("https://base.example/folder/document?query");
    let Ok(rdf) = to_rdf(&document, &CONTEXTS, &options) else { return };
    if rdf.findings.iter().any(|finding| finding.severity == Severity::Error) {
        return;
    }
    let Ok(said) = canonical(&rdf.dataset) else { return };
    let expanded = expand_document(&document, &CONTEXTS, &options).expect("what is RDF can be expanded");
    // The W3C suite wants named graphs under such terms written so that they are read otherwise.
    if context.to_string().contains("\"@graph\"") && has_named_graph(&expanded) {
        return;
    }
    for options in [options.clone(), options.keeping_arrays().keeping_full_iris()] {
        match compact_document(&expanded, context, &CONTEXTS, &options) {
            Ok(compacted) => {
                let again = to_rdf(&compacted, &CONTEXTS, &options)
                    .unwrap_or_else(|error| panic!("{error} at {}: {compacted}", error.pointer()));
                if let Ok(again) = canonical(&again.dataset) {
                    assert_eq!(again.text(), said.text(), "{compacted}");
                }
            }
            Err(error) => assert!(!error.findings().is_empty()),
        }
    }
}

fn has_named_graph(expanded: &Value) -> bool {
    match expanded {
        Value::Array(items) => items.iter().any(has_named_graph),
        Value::Object(members) => {
            members.contains_key("@graph") && members.contains_key("@id")
                || members.values().any(has_named_graph)
        }
        _ => false,
    }
}

const BUDGET: Budget = Budget { work: 1 << 12, depth: 64, length: 1 << 22 };
static CONTEXTS: LazyLock<Contexts> = LazyLock::new(Contexts::pinned);

fn check_document(document: &Value) {
    let options = Options::default();
    let rdf = match to_rdf(document, &CONTEXTS, &options) {
        Ok(rdf) => rdf,
        Err(error) => {
            assert!(!error.findings().is_empty());
            return;
        }
    };
    for finding in &rdf.findings {
        assert!(Pointer::parse(finding.pointer.as_str()).is_some());
    }
    if rdf.findings.iter().any(|finding| finding.severity == Severity::Error) {
        return;
    }
    match canonical(&rdf.dataset) {
        Ok(canonical) => {
            check_canonical(&canonical);
            check_expanded(document, &canonical);
        }
        Err(RdfcError::BudgetExceeded { .. }) => {}
        Err(error) => panic!("without a finding, but not to be written: {error}"),
    }
}

/// The expanded form has no context, and says what the document says.
fn check_expanded(document: &Value, canonical: &Canonical) {
    let options = Options::default();
    let expanded = expand_document(document, &CONTEXTS, &options).expect("what is RDF can be expanded");
    let again = to_rdf(&expanded, &CONTEXTS, &options).expect("an expanded form can be read");
    if let Ok(again) = self::canonical(&again.dataset) {
        assert_eq!(again.text(), canonical.text(), "{expanded}");
    }
}

/// What is signed can be read, by N-Quads' own grammar, as the statements it was made from.
fn check_canonical(form: &Canonical) {
    let again = n_quads::parse(form.text()).expect("a canonical form can be read");
    assert_eq!(again.len(), form.quad_count());
    let ambiguous = again.quads().iter().any(|quad| quad.graph.is_some_and(|graph| graph.is_blank()));
    if let (Ok(again), false) = (canonical(&again), ambiguous) {
        assert_eq!(again.text(), form.text());
    }
}

fn canonical(dataset: &Dataset) -> Result<Canonical, RdfcError> {
    canonicalize(dataset, HashAlgorithm::Sha256, BUDGET)
}
