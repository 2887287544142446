//! What a document says as linked data, proven or not.

use accolade_json::{Value, one_or_many};
use accolade_ld::{Contexts, LdError, Options, Rdf, canonicalize, explain::View, rdfc::Canonical, to_rdf};
use accolade_report::Finding;

/// What a document says in RDF, with its canonical form where nothing would be left out of it.
///
/// ```
/// use accolade_engine::LinkedData;
/// use serde_json::json;
///
/// let badge = |name: &str| json!({"@context": "https://www.w3.org/ns/credentials/v2", "name": name, "proof": {}});
/// let [ada, eve] = ["Ada", "Eve"].map(|name| LinkedData::unproven(&badge(name)));
/// let difference = ada.view().unwrap().diff(&eve.view().unwrap());
/// assert_eq!(difference.only_first[0].place.as_ref().unwrap().as_str(), "/name");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct LinkedData {
    /// Every statement, with its place in the document.
    pub rdf: Option<Rdf>,
    /// The canonical form, which a proof signs.
    pub canonical: Option<Canonical>,
    /// What stands in the way of a canonical form, or is unusual.
    pub findings: Vec<Finding>,
}

impl LinkedData {
    /// Reads a document in safe mode over the pinned contexts.
    #[must_use]
    pub fn of(document: &Value) -> Self {
        let options = Options::default().with_places();
        let failed = |error: &LdError| Self { rdf: None, canonical: None, findings: error.findings() };
        match to_rdf(document, &Contexts::pinned(), &options) {
            Err(error) => failed(&error),
            Ok(rdf) => {
                let mut findings = rdf.findings.clone();
                let canonical = match canonicalize(document, &Contexts::pinned(), &options) {
                    Ok(canonical) => Some(canonical),
                    Err(LdError::Unsafe { .. }) => None,
                    Err(error) => {
                        findings.extend(error.findings());
                        None
                    }
                };
                Self { rdf: Some(rdf), canonical, findings }
            }
        }
    }

    /// Reads what an embedded proof signs of a document: all but the proofs.
    #[must_use]
    pub fn unproven(document: &Value) -> Self {
        let mut bare = document.clone();
        if let Some(members) = bare.as_object_mut() {
            members.shift_remove("proof");
        }
        Self::of(&bare)
    }

    /// Reads the options of each proof of a document, which the proof signs too.
    #[must_use]
    pub fn proof_options(document: &Value) -> Vec<Self> {
        let proofs = document.get("proof").map_or(&[][..], one_or_many);
        let options = |proof: &Value| {
            let mut options = proof.clone();
            if let Some(members) = options.as_object_mut() {
                members.shift_remove("proofValue");
                members.insert("@context".to_owned(), document.get("@context").cloned().unwrap_or_default());
            }
            Self::of(&options)
        };
        proofs.iter().map(options).collect()
    }

    /// The statements, where there is a canonical form of them.
    #[must_use]
    pub fn view(&self) -> Option<View<'_>> {
        Some(View::new(&self.rdf.as_ref()?.dataset, self.canonical.as_ref()?))
    }
}
