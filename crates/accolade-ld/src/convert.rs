use accolade_report::{Finding, Pointer, Severity};
use serde_json::Value;

use crate::{
    Contexts, Dataset, LdError, Options, codes,
    expand::{Expander, to_json},
    rdf::{self, MOST_REPEATED},
    rdfc::{self, Canonical},
};

/// What a document says in RDF.
#[derive(Clone, Debug)]
pub struct Rdf {
    /// The statements.
    pub dataset: Dataset,
    /// Each part of the document that is in none of the statements, in document order. Where there is one of
    /// [`Severity::Error`], a signature over the statements does not cover the document.
    pub findings: Vec<Finding>,
}

impl Rdf {
    /// The statements, where the whole document is in them, and the warnings.
    ///
    /// # Errors
    /// [`LdError::Unsafe`] where there is a finding of [`Severity::Error`].
    pub fn whole(self) -> Result<(Dataset, Vec<Finding>), LdError> {
        let Self { dataset, findings } = self;
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            return Err(LdError::Unsafe { findings });
        }
        Ok((dataset, findings))
    }
}

/// Reads a document as RDF, and finds each part of it that would be dropped.
///
/// # Errors
/// See [`LdError`]; what is dropped is among the findings of the result instead.
pub fn to_rdf(document: &Value, contexts: &Contexts, options: &Options) -> Result<Rdf, LdError> {
    let mut expander = Expander::new(contexts, options);
    let items = expander.expand_document(document)?;
    let Expander { mut dataset, mut findings, .. } = expander;
    let mut repeated = rdf::write(&items, &mut dataset, options)?;
    // Where something is said twice, it is looked for again, with places.
    if repeated.count > 0 && !options.places {
        let placing = options.clone().with_places();
        let mut expander = Expander::new(contexts, &placing);
        let items = expander.expand_document(document)?;
        repeated = rdf::write(&items, &mut expander.dataset, &placing)?;
    }
    let is_cut = repeated.count > MOST_REPEATED && repeated.places.len() == MOST_REPEATED;
    findings.extend(repeated.places.into_iter().map(|place| {
        let message = "the same stands here before, and what is signed does not say how often";
        Finding::warning(codes::ITEM_REPEATED, place, message)
    }));
    if is_cut {
        let message = "more stands in more places than one, which is not listed";
        findings.push(Finding::warning(codes::ITEM_REPEATED, Pointer::root(), message));
    }
    Ok(Rdf { dataset, findings })
}

/// Brings a document into its canonical form, from which nothing is left out.
///
/// # Errors
/// [`LdError::Unsafe`] where any part of the document would be left out, [`LdError::Rdfc`] where the canonical form
/// takes too much work, and others; see [`LdError`].
pub fn canonicalize(document: &Value, contexts: &Contexts, options: &Options) -> Result<Canonical, LdError> {
    let (dataset, _) = to_rdf(document, contexts, options)?.whole()?;
    Ok(rdfc::canonicalize(&dataset, options.hash, options.budget)?)
}

/// The document in [expanded form](https://www.w3.org/TR/json-ld11/#expanded-document-form): every name a full IRI, no
/// context.
///
/// What has no meaning is left out, as the specification demands: use it to look into a document, never to prove one.
///
/// # Errors
/// See [`LdError`].
pub fn expand(document: &Value, contexts: &Contexts, options: &Options) -> Result<Value, LdError> {
    let mut expander = Expander::new(contexts, options);
    let items = expander.expand_document(document)?;
    Ok(to_json(&items, &expander.dataset))
}
