//! What a signature over a canonical form stands for, statement by statement, and where two documents part ways.
//!
//! A proof that fails says nothing but "altered". [`View`] shows each line of the canonical N-Quads with its place in the
//! document, and [`View::diff`] names the lines that two documents do not share.
//!
//! ```
//! use accolade_ld::{explain::View, nquads, rdfc::{Budget, HashAlgorithm, canonicalize}};
//!
//! let signed = nquads::parse("<a:badge> <a:by> _:b .\n_:b <a:name> \"Ada\" .\n_:b <a:since> \"1843\" .\n")?;
//! let shown = nquads::parse("<a:badge> <a:by> _:b .\n_:b <a:name> \"Eve\" .\n_:b <a:since> \"1843\" .\n")?;
//! let canonical = |dataset| canonicalize(dataset, HashAlgorithm::Sha256, Budget::default());
//! let (c, d) = (canonical(&signed)?, canonical(&shown)?);
//! let difference = View::new(&signed, &c).diff(&View::new(&shown, &d));
//! assert_eq!(difference.only_first[0].line, "_:c14n0 <a:name> \"Ada\" .");
//! assert_eq!(difference.only_second[0].line, "_:c14n0 <a:name> \"Eve\" .");
//! assert_eq!((difference.only_first.len(), difference.only_second.len()), (1, 1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::{BTreeMap, BTreeSet};

use accolade_report::Pointer;
use serde_json::{Value, json};

use crate::{
    Dataset, Quad, Term, TermId,
    rdfc::{Canonical, Digest},
};

/// A dataset beside its canonical form.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    dataset: &'a Dataset,
    canonical: &'a Canonical,
}

/// One line of canonical N-Quads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The line, without its line end.
    pub line: String,
    /// Where in the document it is stated, or else where its subject stands; known only to a dataset that
    /// [keeps places](Dataset::with_places).
    pub place: Option<Pointer>,
}

/// One node of the document that has no identifier of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlankNode {
    /// Its canonical identifier, without `_:`.
    pub identifier: String,
    /// Its label in the dataset, without `_:`.
    pub label: String,
    /// The hash of its own statements.
    pub first_degree_hash: Digest,
    /// Where in the document it stands; known only to a dataset that [keeps places](Dataset::with_places).
    pub place: Option<Pointer>,
}

/// What two canonical forms do not share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The statements of the first that are not in the second.
    pub only_first: Vec<Statement>,
    /// The statements of the second that are not in the first.
    pub only_second: Vec<Statement>,
}

impl<'a> View<'a> {
    /// A dataset and the canonical form that was made from it.
    #[must_use]
    pub const fn new(dataset: &'a Dataset, canonical: &'a Canonical) -> Self {
        Self { dataset, canonical }
    }

    /// The statements, in canonical order.
    pub fn statements(&self) -> impl Iterator<Item = Statement> {
        self.canonical.lines().map(|(line, position)| Statement {
            line: line.trim_end().to_owned(),
            place: self.place_of(position).cloned(),
        })
    }

    /// The blank nodes, in the order of their canonical identifiers.
    #[must_use]
    pub fn blank_nodes(&self) -> Vec<BlankNode> {
        let mut nodes: Vec<(u32, BlankNode)> = self
            .dataset
            .blanks()
            .filter_map(|blank| {
                let number = self.canonical.number_of(blank)?;
                let Term::Blank(label) = self.dataset.term(blank) else { return None };
                Some((
                    number,
                    BlankNode {
                        identifier: format!("c14n{number}"),
                        label: label.into_owned(),
                        first_degree_hash: self.canonical.first_degree_hash(blank)?,
                        place: self.dataset.place_of(blank).cloned(),
                    },
                ))
            })
            .collect();
        nodes.sort_unstable_by_key(|(number, _)| *number);
        nodes.into_iter().map(|(_, node)| node).collect()
    }

    /// All of this as JSON: `hash`, `work`, `statements`, `blankNodes`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let blank_nodes: Vec<Value> = self
            .blank_nodes()
            .into_iter()
            .map(|node| {
                json!({
                    "identifier": node.identifier,
                    "label": node.label,
                    "firstDegreeHash": node.first_degree_hash.to_string(),
                    "pointer": node.place.as_ref().map(Pointer::as_str),
                })
            })
            .collect();
        json!({
            "hash": self.canonical.hash().to_string(),
            "work": self.canonical.work_spent(),
            "statements": self.statements().map(Statement::into_json).collect::<Vec<_>>(),
            "blankNodes": blank_nodes,
        })
    }

    /// What this and another canonical form do not share.
    ///
    /// One altered value gives a blank node another hash, and others with it another identifier, so that lines alone would
    /// differ all over. Blank nodes are therefore paired first: by equal hash, by what leads to them, by place.
    #[must_use]
    pub fn diff(&self, other: &Self) -> Difference {
        if self.canonical.text() == other.canonical.text() {
            return Difference::default();
        }
        let pairing = Pairing::new(self, other);
        let (first, second) = (&pairing.first, &pairing.second);
        let firsts: BTreeSet<Pattern> =
            first.quads.iter().filter_map(|quad| first.known(quad, Side::partner_of)).collect();
        let seconds: BTreeSet<Pattern> =
            second.quads.iter().filter_map(|quad| second.known(quad, Side::itself_where_paired)).collect();
        let only_first = |position: usize| {
            first
                .quads
                .get(position)
                .and_then(|quad| first.known(quad, Side::partner_of))
                .is_none_or(|quad| !seconds.contains(&quad))
        };
        let only_second = |position: usize| {
            second
                .quads
                .get(position)
                .and_then(|quad| second.known(quad, Side::itself_where_paired))
                .is_none_or(|quad| !firsts.contains(&quad))
        };
        Difference { only_first: self.select(only_first), only_second: other.select(only_second) }
    }

    fn select(&self, wanted: impl Fn(usize) -> bool) -> Vec<Statement> {
        let lines = self.canonical.lines().zip(self.statements());
        lines.filter(|((_, position), _)| wanted(*position)).map(|(_, statement)| statement).collect()
    }

    fn place_of(&self, position: usize) -> Option<&'a Pointer> {
        let quad = self.dataset.quads().get(position)?;
        self.dataset.place_of_quad(position).or_else(|| self.dataset.place_of(quad.subject))
    }
}

impl Statement {
    /// As JSON: `line`, `pointer`.
    #[must_use]
    pub fn into_json(self) -> Value {
        json!({"line": self.line, "pointer": self.place.as_ref().map(Pointer::as_str)})
    }
}

impl Difference {
    /// Whether the two canonical forms are the same.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.only_first.is_empty() && self.only_second.is_empty()
    }

    /// As JSON: `onlyFirst`, `onlySecond`.
    #[must_use]
    pub fn into_json(self) -> Value {
        let all =
            |statements: Vec<Statement>| statements.into_iter().map(Statement::into_json).collect::<Vec<_>>();
        json!({"onlyFirst": all(self.only_first), "onlySecond": all(self.only_second)})
    }
}

/// A term of a quad, comparable across the two datasets: a shared number for an IRI or literal, a number of its own side
/// for a blank node.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    None,
    Shared(TermId),
    Blank(usize),
    Hole,
}

type Pattern = [Part; 4];

/// One of the two datasets, in shared terms.
struct Side {
    quads: Vec<Pattern>,
    /// For each blank node, the one of the other side that it is paired with.
    partners: Vec<Option<usize>>,
}

impl Side {
    fn new(view: &View<'_>, shared: &mut Dataset) -> Self {
        let mut seen: BTreeMap<TermId, Part> = BTreeMap::new();
        let mut part = |id: TermId| {
            *seen.entry(id).or_insert_with(|| match (view.dataset.term(id), id.blank_index()) {
                (_, Some(index)) => Part::Blank(index),
                (Term::Iri(iri), _) => Part::Shared(shared.iri(iri)),
                (Term::Literal(literal), _) => Part::Shared(match literal.language {
                    Some(language) => shared.language_literal(literal.lexical, language),
                    None => {
                        let datatype = shared.iri(literal.datatype);
                        shared.literal(literal.lexical, datatype)
                    }
                }),
                (Term::Blank(_), None) => Part::None,
            })
        };
        let mut pattern = |quad: &Quad| {
            [
                part(quad.subject),
                part(quad.predicate),
                part(quad.object),
                quad.graph.map_or(Part::None, &mut part),
            ]
        };
        Self {
            quads: view.dataset.quads().iter().map(&mut pattern).collect(),
            partners: vec![None; view.dataset.blank_count()],
        }
    }

    /// The quad with its blank nodes renamed, where all of them are paired.
    fn known(&self, quad: &Pattern, rename: fn(&Self, usize) -> Option<usize>) -> Option<Pattern> {
        let mut known = *quad;
        for part in &mut known {
            if let Part::Blank(node) = part {
                *part = Part::Blank(rename(self, *node)?);
            }
        }
        Some(known)
    }

    fn partner_of(&self, node: usize) -> Option<usize> {
        self.partners.get(node).copied().flatten()
    }

    fn itself_where_paired(&self, node: usize) -> Option<usize> {
        self.partner_of(node).map(|_| node)
    }

    fn is_free(&self, node: usize) -> bool {
        self.partners.get(node) == Some(&None)
    }

    /// The free nodes by their marks, those of one mark in the order of their canonical identifiers.
    fn marked(
        &self,
        view: &View<'_>,
        mark: impl Fn(&View<'_>, TermId) -> Option<String>,
    ) -> BTreeMap<String, Vec<usize>> {
        let free = view.dataset.blanks().enumerate().filter(|(node, _)| self.is_free(*node));
        let mut nodes: Vec<(u32, usize, TermId)> =
            free.filter_map(|(node, id)| Some((view.canonical.number_of(id)?, node, id))).collect();
        nodes.sort_unstable();
        let mut marked: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (_, node, id) in nodes {
            if let Some(mark) = mark(view, id) {
                marked.entry(mark).or_default().push(node);
            }
        }
        marked
    }

    /// The quads with one unpaired blank node, that node left out; each with the node, or with `None` where several nodes
    /// would fit.
    fn holes(&self, rename: fn(&Self, usize) -> Option<usize>) -> BTreeMap<Pattern, Option<usize>> {
        let mut holes: BTreeMap<Pattern, Option<usize>> = BTreeMap::new();
        for quad in &self.quads {
            let mut free = quad.iter().filter_map(|part| match part {
                Part::Blank(node) if self.is_free(*node) => Some(*node),
                _ => None,
            });
            let Some(node) = free.next().filter(|node| free.all(|other| other == *node)) else { continue };
            let holed = quad.map(|part| if part == Part::Blank(node) { Part::Hole } else { part });
            if let Some(pattern) = self.known(&holed, rename) {
                holes
                    .entry(pattern)
                    .and_modify(|found| *found = found.filter(|found| *found == node))
                    .or_insert(Some(node));
            }
        }
        holes
    }
}

/// The blank nodes of two datasets, paired as far as they correspond.
struct Pairing {
    first: Side,
    second: Side,
}

impl Pairing {
    fn new(first: &View<'_>, second: &View<'_>) -> Self {
        let mut shared = Dataset::new();
        let sides = (Side::new(first, &mut shared), Side::new(second, &mut shared));
        let mut pairing = Self { first: sides.0, second: sides.1 };
        let by_hash = |view: &View<'_>, node| view.canonical.first_degree_hash(node).map(|h| h.to_string());
        let by_place =
            |view: &View<'_>, node| view.dataset.place_of(node).map(|place| place.as_str().to_owned());
        pairing.pair_alone((first, second), by_hash);
        pairing.spread();
        pairing.pair_alone((first, second), by_place);
        pairing.spread();
        pairing.pair_all((first, second), by_hash);
        pairing.spread();
        pairing
    }

    fn pair(&mut self, first: usize, second: usize) {
        if let (Some(a @ None), Some(b @ None)) =
            (self.first.partners.get_mut(first), self.second.partners.get_mut(second))
        {
            (*a, *b) = (Some(second), Some(first));
        }
    }

    /// Pairs the free nodes of one mark, where each side has one.
    fn pair_alone(
        &mut self,
        views: (&View<'_>, &View<'_>),
        mark: impl Fn(&View<'_>, TermId) -> Option<String>,
    ) {
        let mut seconds = self.second.marked(views.1, &mark);
        for (mark, firsts) in self.first.marked(views.0, &mark) {
            if let ([first], Some([second])) = (firsts.as_slice(), seconds.remove(&mark).as_deref()) {
                self.pair(*first, *second);
            }
        }
    }

    /// Pairs the free nodes of one mark in their canonical order, as many as both sides have.
    fn pair_all(
        &mut self,
        views: (&View<'_>, &View<'_>),
        mark: impl Fn(&View<'_>, TermId) -> Option<String>,
    ) {
        let mut seconds = self.second.marked(views.1, &mark);
        for (mark, firsts) in self.first.marked(views.0, &mark) {
            for (first, second) in firsts.into_iter().zip(seconds.remove(&mark).unwrap_or_default()) {
                self.pair(first, second);
            }
        }
    }

    /// Pairs free nodes that the same statement, of paired nodes and shared terms, leads to; again while that finds any,
    /// and not without end: each round looks at every statement.
    fn spread(&mut self) {
        for _ in 0..64 {
            let firsts = self.first.holes(Side::partner_of);
            let seconds = self.second.holes(Side::itself_where_paired);
            let mut any = false;
            for (pattern, first) in firsts {
                if let (Some(first), Some(Some(second))) = (first, seconds.get(&pattern))
                    && self.first.is_free(first)
                    && self.second.is_free(*second)
                {
                    self.pair(first, *second);
                    any = true;
                }
            }
            if !any {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        nquads,
        rdfc::{Budget, HashAlgorithm, canonicalize},
    };

    fn canonical(dataset: &Dataset) -> Canonical {
        canonicalize(dataset, HashAlgorithm::Sha256, Budget::default()).unwrap()
    }

    fn diff(first: &str, second: &str) -> (Vec<String>, Vec<String>) {
        let (first, second) = (nquads::parse(first).unwrap(), nquads::parse(second).unwrap());
        let (c, d) = (canonical(&first), canonical(&second));
        let found = View::new(&first, &c).diff(&View::new(&second, &d));
        let lines = |all: Vec<Statement>| all.into_iter().map(|statement| statement.line).collect();
        (lines(found.only_first), lines(found.only_second))
    }

    /// A badge of two blank nodes in a row and three alike ones, with two values to alter.
    fn badge(name: &str, level: &str) -> String {
        format!(
            "<a:badge> <a:subject> _:s .\n_:s <a:achievement> _:t .\n_:t <a:name> \"{name}\" .\n\
             _:t <a:level> \"{level}\" .\n_:s <a:evidence> _:x .\n_:s <a:evidence> _:y .\n\
             _:s <a:evidence> _:z .\n_:x <a:type> <a:E> .\n_:y <a:type> <a:E> .\n_:z <a:type> <a:E> .\n"
        )
    }

    #[test]
    fn names_the_altered_statement_alone() {
        assert_eq!(diff(&badge("Rust", "5"), &badge("Rust", "5")), (vec![], vec![]));
        let (first, second) = diff(&badge("Rust", "5"), &badge("Rust", "6"));
        let after_label = |line: &String| line.split_once(' ').unwrap().1.to_owned();
        assert_eq!(first.iter().map(after_label).collect::<Vec<_>>(), ["<a:level> \"5\" ."]);
        assert_eq!(second.iter().map(after_label).collect::<Vec<_>>(), ["<a:level> \"6\" ."]);
        let (first, second) = diff(&badge("Rust", "5"), &badge("Rost", "6"));
        assert_eq!((first.len(), second.len()), (2, 2));
    }

    #[test]
    fn names_what_was_added() {
        let more = badge("Rust", "5") + "_:s <a:evidence> _:w .\n_:w <a:type> <a:E> .\n";
        let (first, second) = diff(&badge("Rust", "5"), &more);
        assert_eq!((first.len(), second.len()), (0, 2), "{second:?}");
        let (first, second) = diff(&badge("Rust", "5"), "");
        assert_eq!((first.len(), second.len()), (10, 0));
    }

    #[test]
    fn shows_places_and_hashes() {
        let mut dataset = Dataset::with_places();
        let subject = dataset.fresh_blank();
        dataset.note_place(subject, || Pointer::root().key("credentialSubject"));
        let (name, ada) = (dataset.iri("a:name"), dataset.string("Ada"));
        let quad = Quad { subject, predicate: name, object: ada, graph: None };
        dataset.insert_from(quad, || Pointer::root().key("credentialSubject").key("name"));
        dataset.insert(Quad { object: name, ..quad });
        let canonical = canonical(&dataset);
        let view = View::new(&dataset, &canonical);
        assert_eq!(
            view.to_json(),
            json!({
                // SHA-256, by another tool, of the two lines, and of the same with `_:a`.
                "hash": "ee20341b54ff7d10dc87583d154a8f6562f7722b5e98cf5381cebf8fbc2a06b0",
                "work": 0,
                "statements": [
                    {"line": "_:c14n0 <a:name> \"Ada\" .", "pointer": "/credentialSubject/name"},
                    {"line": "_:c14n0 <a:name> <a:name> .", "pointer": "/credentialSubject"},
                ],
                "blankNodes": [{
                    "identifier": "c14n0",
                    "label": "b0",
                    "firstDegreeHash": "1c5092f86aad019f8565e1793bb1cf5f0750eccfd7623aa51a861255dd2f0308",
                    "pointer": "/credentialSubject",
                }],
            })
        );
    }
}
