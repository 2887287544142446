use std::collections::HashMap;

use accolade_ld::{
    Contexts, Dataset, LdError, Options, Quad, Rdf, TermId, nquads,
    rdfc::{self, Budget, Canonical, HashAlgorithm},
    to_rdf,
};
use accolade_report::{Pointer, Severity};
use serde_json::Value;

use super::Selection;
use crate::ProofError;

/// A document as statements, sorted, whose blank nodes have labels that are made from their canonical identifiers
/// ([labelReplacementCanonicalizeJsonLd](https://www.w3.org/TR/vc-di-ecdsa/#labelreplacementcanonicalizejsonld)).
#[derive(Debug)]
pub struct Labelled<'a> {
    document: &'a Value,
    contexts: &'a Contexts,
    dataset: Dataset,
    canonical: Canonical,
    labels: Vec<String>,
    lines: Vec<String>,
}

impl<'a> Labelled<'a> {
    /// Reads a document, all of which must be among its statements. `labels` is given how many blank nodes there are, and
    /// gives their labels in the order of their canonical identifiers; see [`hmac_labels`](super::hmac_labels).
    ///
    /// # Errors
    /// `ld.*` and `rdfc.*`; `proof.malformed-value` where there are not as many labels as blank nodes, or two are the same:
    /// what is said of two things would read as said of one.
    pub fn new(
        document: &'a Value,
        contexts: &'a Contexts,
        labels: impl FnOnce(usize) -> Vec<String>,
    ) -> Result<Self, ProofError> {
        let (dataset, canonical) = read_agreed(document, contexts).map_err(ProofError::Document)?;
        let count = dataset.blanks().filter(|blank| canonical.number_of(*blank).is_some()).count();
        let labels = labels(count);
        Self { document, contexts, dataset, canonical, labels, lines: Vec::new() }.written(count)
    }

    /// Writes the lines, for so many blank nodes.
    fn written(mut self, count: usize) -> Result<Self, ProofError> {
        let labels = &self.labels;
        let mut distinct: Vec<&String> = labels.iter().collect();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() != labels.len() || labels.len() != count {
            let (found, distinct) = (labels.len(), distinct.len());
            let message = format!(
                "{count} blank nodes need as many labels: there are {found}, {distinct} of them distinct"
            );
            return Err(ProofError::MalformedValue { message });
        }
        self.lines = self.dataset.quads().iter().map(|quad| self.line(*quad)).collect();
        self.lines.sort_unstable();
        Ok(self)
    }

    /// The document.
    #[must_use]
    pub const fn document(&self) -> &'a Value {
        self.document
    }

    /// The statements, each a line of N-Quads with its line end, sorted.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// The statements with canonical identifiers, before these were replaced.
    #[must_use]
    pub fn canonical(&self) -> &str {
        self.canonical.text()
    }

    /// The labels in the order of the canonical identifiers.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The statements that the pointers select, and the document that they make
    /// ([canonicalizeAndGroup](https://www.w3.org/TR/vc-di-ecdsa/#canonicalizeandgroup)). No pointers select nothing.
    ///
    /// Blank nodes of the selected document are told by their places, where the specification gives every node an
    /// identifier first and compacts the document again.
    ///
    /// # Errors
    /// `proof.pointer-unmatched`; `proof.indivisible-selection` where the selected document would state something that
    /// the whole one does not, as a part of a list does.
    pub fn group(&self, pointers: &[Pointer]) -> Result<Group, ProofError> {
        if pointers.is_empty() {
            return Ok(Group { document: Value::Null, indexes: Vec::new(), labels: Vec::new() });
        }
        let selection = Selection::new(self.document, pointers)?;
        let document = selection.of(self.document);
        let indivisible = |place: &Pointer| {
            let origin = selection.origin(place);
            // What was selected whole and still says something new is an item: of the list that is a whole.
            let pointer = if pointers.contains(&origin) { around(&origin) } else { origin };
            ProofError::IndivisibleSelection { pointer }
        };
        let options = Options::default().with_places();
        let part = read_whole(&document, self.contexts, &options).map_err(|error| match error {
            LdError::Unsafe { .. } => indivisible(&error.pointer()),
            other => ProofError::Document(other),
        })?;
        let whole: HashMap<_, _> = by_place(&self.dataset, Pointer::clone).collect();
        let places = by_place(&part, |place| selection.origin(place));
        let origins: HashMap<TermId, TermId> =
            places.filter_map(|(place, blank)| Some((blank, *whole.get(&place)?))).collect();
        let label = |blank| origins.get(&blank).and_then(|origin| self.label(*origin));
        let mut indexes = Vec::with_capacity(part.len());
        for (position, quad) in part.quads().iter().enumerate() {
            // A blank node without an origin gets the empty label, which no line has.
            let line = nquads::line(&part, *quad, |blank| label(blank).map_or("", String::as_str).into());
            let place = || part.place_of_quad(position).or_else(|| part.place_of(quad.subject));
            let index = self.lines.binary_search(&line);
            indexes.push(index.map_err(|_| indivisible(place().unwrap_or(&Pointer::root())))?);
        }
        indexes.sort_unstable();
        let canonical = canonicalize(&part).map_err(ProofError::Document)?;
        let mut numbered: Vec<(u32, &String)> =
            part.blanks().filter_map(|blank| Some((canonical.number_of(blank)?, label(blank)?))).collect();
        numbered.sort_unstable();
        let labels = numbered.into_iter().map(|(_, label)| label.clone()).collect();
        Ok(Group { document, indexes, labels })
    }

    fn line(&self, quad: Quad) -> String {
        nquads::line(&self.dataset, quad, |blank| self.label(blank).map_or("", String::as_str).into())
    }

    fn label(&self, blank: TermId) -> Option<&String> {
        self.labels.get(self.canonical.number_of(blank)? as usize)
    }
}

/// What the last step of a pointer leads into.
fn around(pointer: &Pointer) -> Pointer {
    let steps: Vec<String> = pointer.segments().collect();
    let outer = steps.split_last().map_or(&[][..], |(_, outer)| outer);
    outer.iter().fold(Pointer::root(), |place, step| place.key(step))
}

/// Statements of a [`Labelled`] document that pointers select.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    document: Value,
    indexes: Vec<usize>,
    labels: Vec<String>,
}

impl Group {
    /// The document that makes these statements and no others; `null` where nothing is selected.
    #[must_use]
    pub const fn document(&self) -> &Value {
        &self.document
    }

    /// The positions of the statements among [`Labelled::lines`], ascending.
    #[must_use]
    pub fn indexes(&self) -> &[usize] {
        &self.indexes
    }

    /// The labels that the blank nodes of [`Self::document`] have in the whole, in the order of the canonical identifiers
    /// that they have in the selected document alone: what a verifier needs to write the statements as they were signed.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The document, taken out.
    #[must_use]
    pub fn into_document(self) -> Value {
        self.document
    }
}

/// The positions in `within` of those members that are in `of` as well; both ascend.
///
/// With it, what is known of statements by their place in the whole document is told by their place among those that are
/// shown: step 10 and following of [createDisclosureData](https://www.w3.org/TR/vc-di-ecdsa/#createdisclosuredata).
///
/// ```
/// use accolade_proof::data_integrity::selective::positions;
/// assert_eq!(positions(&[2, 5], &[1, 2, 4, 5]), [1, 3]);
/// ```
#[must_use]
pub fn positions(of: &[usize], within: &[usize]) -> Vec<usize> {
    let known = within.iter().enumerate().filter(|(_, index)| of.binary_search(index).is_ok());
    known.map(|(position, _)| position).collect()
}

/// The blank nodes with their places; those that share one are told apart by the order in which they are made.
fn by_place(
    dataset: &Dataset,
    origin: impl Fn(&Pointer) -> Pointer,
) -> impl Iterator<Item = ((Pointer, usize), TermId)> {
    let mut met: HashMap<Pointer, usize> = HashMap::new();
    dataset.blanks().filter_map(move |blank| {
        let place = origin(dataset.place_of(blank)?);
        let before = met.entry(place.clone()).or_default();
        *before += 1;
        Some(((place, *before), blank))
    })
}

/// The statements of the whole document: what a reader of the JSON would see must be what is signed.
fn read_agreed(document: &Value, contexts: &Contexts) -> Result<(Dataset, Canonical), LdError> {
    let dataset = read_whole(document, contexts, &Options::default().with_agreement().with_places())?;
    let canonical = canonicalize(&dataset)?;
    Ok((dataset, canonical))
}

fn read_whole(document: &Value, contexts: &Contexts, options: &Options) -> Result<Dataset, LdError> {
    let Rdf { dataset, findings } = to_rdf(document, contexts, options)?;
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(LdError::Unsafe { findings });
    }
    Ok(dataset)
}

fn canonicalize(dataset: &Dataset) -> Result<Canonical, LdError> {
    Ok(rdfc::canonicalize(dataset, HashAlgorithm::Sha256, Budget::default())?)
}
