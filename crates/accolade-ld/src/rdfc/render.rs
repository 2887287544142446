//! Terms as canonical N-Quads writes them, each rendered and ranked once.

use super::{RdfcError, error::Limit};
use crate::{
    Dataset, Quad, Term, TermId, TermKind,
    nquads::{ill_formed_iri, ill_formed_language, push_literal},
};

/// The terms of a dataset's quads in [canonical N-Quads](https://www.w3.org/TR/rdf-canon/#canonical-quads), each followed
/// by the space that separates it from the next.
///
/// No rendered term is the beginning of another, so two lines sort as the tuples of their terms do. Terms are therefore
/// sorted once and lines by the ranks of their terms, as numbers.
pub(super) struct Rendered {
    text: String,
    iris: Vec<Slot>,
    literals: Vec<Slot>,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    start: usize,
    end: usize,
    rank: u32,
}

/// What a line is sorted by.
pub(super) type LineKey = u128;

/// In ranks, the first blank node comes after this many IRIs and literals, and after 0, the absent graph name.
const BLANK_RANKS: u32 = 1 << 31;

impl Rendered {
    /// Renders what the quads hold.
    pub(super) fn new(dataset: &Dataset, longest: u64) -> Result<Self, RdfcError> {
        let mut rendered = Self {
            text: String::with_capacity(64 * dataset.len()),
            iris: vec![Slot::default(); dataset.iri_count()],
            literals: vec![Slot::default(); dataset.literal_count()],
        };
        let (mut iris, mut literals) = (Vec::new(), Vec::new());
        for quad in dataset.quads() {
            if quad.predicate.kind() != TermKind::Iri {
                return Err(ill_formed(dataset, quad.predicate, "is no IRI, but stands as a predicate"));
            }
            if quad.subject.kind() == TermKind::Literal {
                return Err(ill_formed(dataset, quad.subject, "is a literal, but stands as a subject"));
            }
            if let Some(graph) = quad.graph.filter(|graph| graph.kind() == TermKind::Literal) {
                return Err(ill_formed(dataset, graph, "is a literal, but names a graph"));
            }
            for id in quad.terms() {
                let used = match id.kind() {
                    TermKind::Blank => continue,
                    TermKind::Iri => &mut iris,
                    TermKind::Literal => &mut literals,
                };
                if rendered.slot(id).end == 0 {
                    used.push(id);
                    rendered.render(dataset, id)?;
                    if rendered.text.len() as u64 > longest {
                        return Err(RdfcError::BudgetExceeded {
                            limit: Limit::Length(longest),
                            alike: 0,
                            place: None,
                        });
                    }
                }
            }
        }
        // `"` sorts before `<`, and both before the `_` of a blank node.
        rendered.rank(&literals, 1);
        rendered.rank(&iris, 1 + u32::try_from(literals.len()).unwrap_or(BLANK_RANKS));
        Ok(rendered)
    }

    /// The length of all lines, with room for the blank nodes' labels.
    pub(super) fn length(&self, dataset: &Dataset) -> u64 {
        let term = |id: TermId| if id.is_blank() { "_:c14n0000 ".len() } else { self.text(id).len() };
        dataset.quads().iter().map(|quad| 2 + quad.terms().map(term).sum::<usize>() as u64).sum()
    }

    /// Appends a quad's line; `label` appends a blank node and a space.
    pub(super) fn push_line(&self, out: &mut String, quad: Quad, label: impl Fn(&mut String, TermId)) {
        for id in quad.terms() {
            if id.is_blank() { label(out, id) } else { out.push_str(self.text(id)) }
        }
        out.push_str(".\n");
    }

    /// The key of a quad's line; `label` ranks blank nodes among themselves, below 2^31.
    pub(super) fn line_key(&self, quad: Quad, label: impl Fn(TermId) -> u32) -> LineKey {
        let rank = |id: TermId| if id.is_blank() { BLANK_RANKS | label(id) } else { self.slot(id).rank };
        let ranks = [rank(quad.subject), rank(quad.predicate), rank(quad.object), quad.graph.map_or(0, rank)];
        ranks.into_iter().fold(0, |key, rank| (key << 32) | LineKey::from(rank))
    }

    /// The rendered text of an IRI or literal, with its trailing space.
    pub(super) fn text(&self, id: TermId) -> &str {
        let slot = self.slot(id);
        self.text.get(slot.start..slot.end).unwrap_or("")
    }

    fn slot(&self, id: TermId) -> Slot {
        let slots = if id.kind() == TermKind::Iri { &self.iris } else { &self.literals };
        slots.get(id.index()).copied().unwrap_or_default()
    }

    fn render(&mut self, dataset: &Dataset, id: TermId) -> Result<(), RdfcError> {
        let start = self.text.len();
        match dataset.term(id) {
            Term::Iri(iri) => {
                if ill_formed_iri(iri) {
                    return Err(ill_formed(dataset, id, "holds a character that no IRI can hold"));
                }
                self.text.extend(["<", iri, "> "]);
            }
            Term::Literal(literal) => {
                if literal.language.is_some_and(ill_formed_language) {
                    return Err(ill_formed(dataset, id, "is no language tag"));
                }
                if ill_formed_iri(literal.datatype) {
                    return Err(ill_formed(dataset, id, "holds a character that no IRI can hold"));
                }
                push_literal(&mut self.text, literal);
                self.text.push(' ');
            }
            Term::Blank(_) => {}
        }
        let slot = Slot { start, end: self.text.len(), rank: 0 };
        let slots = if id.kind() == TermKind::Iri { &mut self.iris } else { &mut self.literals };
        if let Some(found) = slots.get_mut(id.index()) {
            *found = slot;
        }
        Ok(())
    }

    fn rank(&mut self, ids: &[TermId], first: u32) {
        let mut sorted: Vec<(&str, TermId)> = ids.iter().map(|id| (self.text(*id), *id)).collect();
        sorted.sort_unstable();
        let ranked: Vec<TermId> = sorted.into_iter().map(|(_, id)| id).collect();
        for (rank, id) in (first..).zip(ranked) {
            let slots = if id.kind() == TermKind::Iri { &mut self.iris } else { &mut self.literals };
            if let Some(slot) = slots.get_mut(id.index()) {
                slot.rank = rank;
            }
        }
    }
}

fn ill_formed(dataset: &Dataset, id: TermId, problem: &'static str) -> RdfcError {
    let term = match dataset.term(id) {
        Term::Iri(iri) => iri.to_owned(),
        Term::Blank(label) => format!("_:{label}"),
        Term::Literal(literal) => match literal.language {
            Some(language) if ill_formed_language(language) => language.to_owned(),
            _ if ill_formed_iri(literal.datatype) => literal.datatype.to_owned(),
            _ => literal.lexical.to_owned(),
        },
    };
    RdfcError::IllFormedTerm { term, problem }
}
