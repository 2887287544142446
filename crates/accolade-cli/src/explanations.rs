//! Every code with its explanation, those of the network included.

use accolade::report::Explanation;

pub(crate) fn explanations() -> impl Iterator<Item = &'static Explanation> {
    accolade::explanations().chain(accolade_fetch::codes::ALL)
}

pub(crate) fn explain(code: &str) -> Option<&'static Explanation> {
    explanations().find(|explanation| explanation.code.as_str() == code)
}
