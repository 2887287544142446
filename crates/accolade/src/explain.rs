use accolade_report::Explanation;

/// What each code means, of every crate.
///
/// ```
/// assert!(accolade::explanations().any(|explanation| explanation.code.as_str() == "json.duplicate-key"));
/// ```
pub fn explanations() -> impl Iterator<Item = &'static Explanation> {
    [
        accolade_json::codes::ALL,
        accolade_ld::codes::ALL,
        accolade_keys::codes::ALL,
        accolade_did::codes::ALL,
        accolade_model::codes::ALL,
        accolade_proof::codes::ALL,
        accolade_bake::codes::ALL,
        accolade_engine::codes::ALL,
    ]
    .into_iter()
    .flatten()
}

/// What a code means and what to do about it.
///
/// ```
/// let explanation = accolade::explain("json.duplicate-key").unwrap();
/// assert_eq!(explanation.clause, "RFC 8259 §4; RFC 7493 §2.3");
/// assert!(accolade::explain("no.such-code").is_none());
/// ```
#[must_use]
pub fn explain(code: &str) -> Option<&'static Explanation> {
    explanations().find(|explanation| explanation.code.as_str() == code)
}
