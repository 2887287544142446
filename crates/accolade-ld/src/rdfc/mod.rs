//! [RDFC-1.0](https://www.w3.org/TR/rdf-canon/), the RDF Dataset Canonicalization algorithm, with a budget.
//!
//! Each blank node is hashed once; the costly n-degree hashing is done for those alone whose first hash is shared, and
//! spends from a [`Budget`], because documents can be written for which it never ends.
//!
//! ```
//! use accolade_ld::{nquads, rdfc::{Budget, HashAlgorithm, canonicalize}};
//!
//! let dataset = nquads::parse("_:x <https://a.example/knows> _:y .\n_:y <https://a.example/name> \"Bo\" .\n")?;
//! let canonical = canonicalize(&dataset, HashAlgorithm::Sha256, Budget::default())?;
//! assert_eq!(
//!     canonical.text(),
//!     "_:c14n0 <https://a.example/knows> _:c14n1 .\n_:c14n1 <https://a.example/name> \"Bo\" .\n"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod hash;
mod n_degree;
mod render;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub use error::{Limit, RdfcError};
pub use hash::{Digest, HashAlgorithm};
use n_degree::{CanonicalIssuer, State, TemporaryIssuer, blank_number, push_label};
use render::{LineKey, Rendered};

use crate::{Dataset, Term, TermId};

/// How much a canonicalization may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// The work of n-degree hashing, counted in the 64-byte blocks that go through the hash function, copies and look-ups
    /// of issued identifiers included.
    pub work: u64,
    /// How deep n-degree hashing may recurse: the length of a chain of blank nodes that look alike.
    pub depth: usize,
    /// The length of the canonical form in bytes.
    pub length: u64,
}

impl Default for Budget {
    /// Work of 65,536 blocks: the W3C suite's costliest dataset (test044, made to be costly) spends 9,360, a transcript of
    /// 50 badges none or next to none, and a clique of ten blank nodes would spend more than 10^9. Depth of 256: a list of
    /// that many equal items, at a few hundred bytes of stack each. Length of 64 MiB: four times the longest document that
    /// is read by default, when a credential's N-Quads are about three times as long as its JSON.
    fn default() -> Self {
        Self { work: 1 << 16, depth: 256, length: 64 << 20 }
    }
}

/// The canonical form of a dataset.
#[derive(Clone, Debug)]
pub struct Canonical {
    text: String,
    /// For each line, the position of its quad in the dataset.
    order: Vec<u32>,
    issued: Vec<Option<u32>>,
    first_degree: Vec<Digest>,
    algorithm: HashAlgorithm,
    work: u64,
}

impl Canonical {
    /// The canonical N-Quads.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The canonical N-Quads, taken out.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// The hash of the canonical N-Quads, by the algorithm that they were made with.
    #[must_use]
    pub fn hash(&self) -> Digest {
        self.algorithm.hash(self.text.as_bytes())
    }

    /// How many quads there are.
    #[must_use]
    pub fn quad_count(&self) -> usize {
        self.order.len()
    }

    /// The lines, each with its line end, and the positions of their quads in [`Dataset::quads`].
    pub fn lines(&self) -> impl Iterator<Item = (&str, usize)> {
        self.text.split_inclusive('\n').zip(self.order.iter().map(|position| *position as usize))
    }

    /// The number of a blank node's canonical identifier, 4 for `c14n4`; `None` where it stands in no quad.
    #[must_use]
    pub fn number_of(&self, blank: TermId) -> Option<u32> {
        self.issued.get(blank.blank_index()?).copied().flatten()
    }

    /// The [issued identifiers map](https://www.w3.org/TR/rdf-canon/#dfn-issued-identifiers-map) over the labels of the
    /// dataset that this was made from, both without `_:`.
    pub fn issued<'a>(&'a self, dataset: &'a Dataset) -> impl Iterator<Item = (Cow<'a, str>, String)> + 'a {
        dataset.blanks().filter_map(|blank| match (dataset.term(blank), self.number_of(blank)) {
            (Term::Blank(label), Some(number)) => Some((label, format!("c14n{number}"))),
            _ => None,
        })
    }

    /// The [first-degree hash](https://www.w3.org/TR/rdf-canon/#hash-1d-quads) of a blank node; `None` where it stands in
    /// no quad.
    #[must_use]
    pub fn first_degree_hash(&self, blank: TermId) -> Option<Digest> {
        self.number_of(blank)?;
        self.first_degree.get(blank.blank_index()?).copied()
    }

    /// What n-degree hashing spent, in the unit of [`Budget::work`].
    #[must_use]
    pub const fn work_spent(&self) -> u64 {
        self.work
    }
}

/// The [canonicalization algorithm](https://www.w3.org/TR/rdf-canon/#canon-algorithm).
///
/// # Errors
/// `rdfc.budget-exceeded` where telling blank nodes apart costs more than the budget allows;
/// `rdfc.ill-formed-term` where a term cannot be written in N-Quads.
pub fn canonicalize(
    dataset: &Dataset,
    algorithm: HashAlgorithm,
    budget: Budget,
) -> Result<Canonical, RdfcError> {
    let exceeded = |limit, alike, place| RdfcError::BudgetExceeded { limit, alike, place };
    if dataset.is_overfull() {
        return Err(exceeded(Limit::Length(u64::from(u32::MAX)), 0, None));
    }
    let rendered = Rendered::new(dataset, budget.length)?;
    let length = rendered.length(dataset);
    if length > budget.length {
        return Err(exceeded(Limit::Length(budget.length), 0, None));
    }
    // 2.
    let mentions = Mentions::new(dataset);
    // 3.
    let first_degree = hash_first_degree(dataset, &rendered, &mentions, algorithm);
    let mut by_hash: Vec<(Digest, u32)> =
        first_degree.iter().copied().zip(0..).filter(|(_, node)| !mentions.of(*node).is_empty()).collect();
    by_hash.sort_unstable();
    // 4.
    let mut state = State {
        dataset,
        rendered: &rendered,
        mentions: &mentions,
        first_degree: &first_degree,
        algorithm,
        canonical: CanonicalIssuer { issued: vec![None; dataset.blank_count()], next: 0 },
        budget,
        spent: 0,
    };
    for group in by_hash.chunk_by(|(a, _), (b, _)| a == b) {
        if let [(_, node)] = group {
            state.canonical.issue(*node);
        }
    }
    // 5.
    let alike = by_hash.len() - state.canonical.next as usize;
    for group in by_hash.chunk_by(|(a, _), (b, _)| a == b).filter(|group| group.len() > 1) {
        issue_alike(&mut state, group).map_err(|(limit, node)| {
            let blank = dataset.blanks().nth(node as usize);
            exceeded(limit, alike, blank.and_then(|blank| dataset.place_of(blank)).cloned())
        })?;
    }
    // 6, 7.
    let (issued, work) = (state.canonical.issued, state.spent);
    let (text, order) = serialize(dataset, &rendered, &issued, length);
    Ok(Canonical { text, order, issued, first_degree, algorithm, work })
}

/// Step 5 for one list of blank nodes that share a hash.
fn issue_alike(state: &mut State<'_>, group: &[(Digest, u32)]) -> Result<(), (Limit, u32)> {
    // 5.1.
    let mut hash_paths = Vec::with_capacity(group.len());
    // 5.2.
    for (_, node) in group {
        // 5.2.1.
        if state.canonical.of(*node).is_some() {
            continue;
        }
        // 5.2.2, 5.2.3.
        let mut issuer = TemporaryIssuer::default();
        issuer.issue(*node);
        // 5.2.4.
        let (hash, issuer) = state.hash_n_degree(*node, issuer, 0).map_err(|limit| (limit, *node))?;
        hash_paths.push((hash, None, *node, issuer));
    }
    // 5.3.
    hash_paths.sort_by_key(|(hash, ..)| *hash);
    for equals in hash_paths.chunk_by_mut(|(a, ..), (b, ..)| a == b).filter(|equals| equals.len() > 1) {
        for (_, statements, node, _) in &mut *equals {
            *statements = state.hash_statements(*node).map_err(|limit| (limit, *node))?;
        }
        equals.sort_by_key(|(_, statements, ..)| *statements);
    }
    for (.., issuer) in hash_paths {
        // 5.3.1.
        for node in issuer.nodes() {
            state.canonical.issue(*node);
        }
    }
    Ok(())
}

/// [Hash First Degree Quads](https://www.w3.org/TR/rdf-canon/#hash-1d-quads), for each blank node once.
fn hash_first_degree(
    dataset: &Dataset,
    rendered: &Rendered,
    mentions: &Mentions,
    algorithm: HashAlgorithm,
) -> Vec<Digest> {
    let mut quads: Vec<(LineKey, u32)> = Vec::new();
    let mut nquads = String::new();
    dataset
        .blanks()
        .zip(0..)
        .map(|(blank, number)| {
            // 1, 2, 3. Lines sort as their keys do; `_:a` comes before `_:z`.
            quads.clear();
            nquads.clear();
            let lines = mentions.of(number).iter().filter_map(|position| {
                let quad = *dataset.quads().get(*position as usize)?;
                Some((rendered.line_key(quad, |other| u32::from(other != blank)), *position))
            });
            quads.extend(lines);
            // 4.
            quads.sort_unstable();
            for quad in quads.iter().filter_map(|(_, position)| dataset.quads().get(*position as usize)) {
                let label =
                    |out: &mut String, other| out.push_str(if other == blank { "_:a " } else { "_:z " });
                rendered.push_line(&mut nquads, *quad, label);
            }
            // 5.
            algorithm.hash(nquads.as_bytes())
        })
        .collect()
}

/// Step 7: the lines with canonical identifiers, sorted, and the position of each line's quad.
fn serialize(
    dataset: &Dataset,
    rendered: &Rendered,
    issued: &[Option<u32>],
    length: u64,
) -> (String, Vec<u32>) {
    let number = |blank: TermId| issued.get(blank.index()).copied().flatten().unwrap_or(0);
    let ranks = decimal_ranks(issued.len());
    let rank = |blank: TermId| ranks.get(number(blank) as usize).copied().unwrap_or(0);
    let mut lines: Vec<(LineKey, u32)> =
        dataset.quads().iter().zip(0..).map(|(quad, at)| (rendered.line_key(*quad, rank), at)).collect();
    lines.sort_unstable();
    let mut text = String::with_capacity(usize::try_from(length).unwrap_or(0));
    let label = |out: &mut String, blank| {
        push_label(out, "_:c14n", number(blank) as usize);
        out.push(' ');
    };
    for quad in lines.iter().filter_map(|(_, position)| dataset.quads().get(*position as usize)) {
        rendered.push_line(&mut text, *quad, label);
    }
    (text, lines.into_iter().map(|(_, position)| position).collect())
}

/// For each number below `count`, its rank when the numbers are sorted as decimal text.
fn decimal_ranks(count: usize) -> Vec<u32> {
    let mut ranks = vec![0; count];
    // Zero comes first, and no other number begins with it; then a walk over the tree of digits, parents first.
    let mut number = 1;
    for rank in 1..u32::try_from(count).unwrap_or(u32::MAX) {
        if let Some(slot) = ranks.get_mut(number) {
            *slot = rank;
        }
        if number * 10 < count {
            number *= 10;
        } else {
            while number % 10 == 9 || number + 1 >= count {
                number /= 10;
            }
            number += 1;
        }
    }
    ranks
}

/// The [blank node to quads map](https://www.w3.org/TR/rdf-canon/#dfn-blank-node-to-quads-map): for each blank node, the
/// positions of the quads that mention it, each once.
struct Mentions {
    starts: Vec<usize>,
    quads: Vec<u32>,
}

impl Mentions {
    /// Step 2 of the canonicalization algorithm.
    fn new(dataset: &Dataset) -> Self {
        // Counted first, so that all lists stand in one. `starts[n]` then moves from the end of n's list to its start.
        let mut starts = vec![0_usize; dataset.blank_count() + 1];
        let each = |visit: &mut dyn FnMut(u32, u32)| {
            for (quad, position) in dataset.quads().iter().zip(0..) {
                let [s, o, g] = [Some(quad.subject), Some(quad.object), quad.graph];
                let (o, g) = (o.filter(|_| o != s), g.filter(|_| g != s && g != o));
                for node in [s, o, g].into_iter().flatten().filter_map(blank_number) {
                    visit(node, position);
                }
            }
        };
        each(&mut |node, _| {
            if let Some(count) = starts.get_mut(node as usize) {
                *count += 1;
            }
        });
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        let mut quads = vec![0; end];
        each(&mut |node, position| {
            if let Some(start) = starts.get_mut(node as usize) {
                *start -= 1;
                if let Some(slot) = quads.get_mut(*start) {
                    *slot = position;
                }
            }
        });
        Self { starts, quads }
    }

    fn of(&self, node: u32) -> &[u32] {
        match (self.starts.get(node as usize), self.starts.get(node as usize + 1)) {
            (Some(start), Some(end)) => self.quads.get(*start..*end).unwrap_or(&[]),
            _ => &[],
        }
    }
}
