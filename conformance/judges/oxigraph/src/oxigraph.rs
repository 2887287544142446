//! Canonical N-Quads by oxjsonld and oxrdf.

use std::{collections::BTreeMap, sync::Arc};

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::{
    Dataset, Literal, Quad, Term,
    dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm},
    vocab::xsd,
};

/// Contexts by URL, as published bytes.
pub type Documents = Arc<BTreeMap<String, Vec<u8>>>;

/// Reads a document; `Err` with the parser's message where it cannot.
pub fn to_rdf(json: &[u8], documents: &Documents) -> Result<Dataset, String> {
    let documents = Arc::clone(documents);
    let parser = JsonLdParser::new().for_slice(json).with_load_document_callback(move |url, _| {
        let document = documents.get(url).ok_or_else(|| format!("{url} is not at hand"))?;
        Ok(JsonLdRemoteDocument { document: document.clone(), document_url: url.to_owned() })
    });
    parser.map(|quad| quad.map_err(|e| e.to_string())).collect()
}

/// The canonical N-Quads of a dataset.
pub fn canonicalize(mut dataset: Dataset) -> String {
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 {
        hash_algorithm: CanonicalizationHashAlgorithm::Sha256,
    });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    lines.concat()
}

/// Writes numbers as JSON-LD 1.1 API §8.6 (data round tripping) demands, where oxjsonld does not: the mantissa of a double
/// with 15 digits after the point (`%1.15E`), and a whole number below 10^21 as an integer even beyond 64 bits, as the
/// double that JSON-LD has for it. Also says whether any was written otherwise.
pub fn rewrite_numbers(dataset: &Dataset) -> (Dataset, bool) {
    let mut any = false;
    let mut rewritten = Dataset::new();
    for quad in dataset {
        let mut quad: Quad = quad.into_owned();
        if let Term::Literal(literal) = &quad.object
            // In the generated documents, one property alone has whole numbers as doubles.
            && let Some(other) = rewritten_number(literal, quad.predicate.as_str().ends_with("/double"))
        {
            any |= other != *literal;
            quad.object = other.into();
        }
        rewritten.insert(&quad);
    }
    (rewritten, any)
}

fn rewritten_number(literal: &Literal, is_double: bool) -> Option<Literal> {
    let lexical = literal.value();
    let double: f64 = lexical.parse().ok()?;
    let is_scientific = lexical.contains('E');
    let is_whole = !is_double && double.fract() == 0.0 && double.abs() < 1e21;
    if is_whole && (double.abs() > 9e18 || !is_scientific && double.abs() > 9e15) {
        let datatype = if literal.datatype() == xsd::DOUBLE { xsd::INTEGER } else { literal.datatype() };
        return Some(Literal::new_typed_literal(format!("{double:.0}"), datatype.into_owned()));
    }
    is_scientific.then(|| Literal::new_typed_literal(rounded(double), literal.datatype().into_owned()))
}

fn rounded(double: f64) -> String {
    let written = format!("{double:.15E}");
    let (mantissa, exponent) = written.split_once('E').unwrap_or((&written, "0"));
    let mantissa = mantissa.trim_end_matches('0');
    let point = if mantissa.ends_with('.') { "0" } else { "" };
    format!("{mantissa}{point}E{exponent}")
}
