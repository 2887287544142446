//! Telling apart the blank nodes that have the same first-degree hash.

use super::{Budget, Digest, HashAlgorithm, Limit, Mentions, render::Rendered};
use crate::{Dataset, Quad, TermId};

/// The canonicalization state, and what is left of the budget.
pub(super) struct State<'a> {
    pub(super) dataset: &'a Dataset,
    pub(super) rendered: &'a Rendered,
    pub(super) mentions: &'a Mentions,
    pub(super) first_degree: &'a [Digest],
    pub(super) algorithm: HashAlgorithm,
    pub(super) canonical: CanonicalIssuer,
    pub(super) budget: Budget,
    pub(super) spent: u64,
}

/// The [identifier issuer](https://www.w3.org/TR/rdf-canon/#dfn-identifier-issuer) of prefix `c14n`.
pub(super) struct CanonicalIssuer {
    /// By the blank node's number.
    pub(super) issued: Vec<Option<u32>>,
    pub(super) next: u32,
}

impl CanonicalIssuer {
    /// [Issue Identifier](https://www.w3.org/TR/rdf-canon/#issue-identifier).
    pub(super) fn issue(&mut self, node: u32) {
        if let Some(slot @ None) = self.issued.get_mut(node as usize) {
            *slot = Some(self.next);
            self.next += 1;
        }
    }

    pub(super) fn of(&self, node: u32) -> Option<u32> {
        self.issued.get(node as usize).copied().flatten()
    }
}

/// An issuer of prefix `b`: the blank nodes in the order of their identifiers. There are few of them, and each copy is
/// short, so that a search is the quickest map.
#[derive(Clone, Default)]
pub(super) struct TemporaryIssuer(Vec<u32>);

impl TemporaryIssuer {
    pub(super) fn issue(&mut self, node: u32) -> usize {
        self.of(node).unwrap_or_else(|| {
            self.0.push(node);
            self.0.len() - 1
        })
    }

    fn of(&self, node: u32) -> Option<usize> {
        self.0.iter().position(|issued| *issued == node)
    }

    pub(super) fn nodes(&self) -> &[u32] {
        &self.0
    }
}

/// A place in a quad at which a blank node can stand beside another.
#[derive(Clone, Copy)]
enum Position {
    Subject,
    Object,
    Graph,
}

impl State<'_> {
    /// [Hash N-Degree Quads](https://www.w3.org/TR/rdf-canon/#hash-nd-quads).
    pub(super) fn hash_n_degree(
        &mut self,
        node: u32,
        mut issuer: TemporaryIssuer,
        depth: usize,
    ) -> Result<(Digest, TemporaryIssuer), Limit> {
        if depth > self.budget.depth {
            return Err(Limit::Depth(self.budget.depth));
        }
        // 1 to 3. Hn, as pairs sorted by hash and then by node.
        let mut related = self.related(node, &issuer)?;
        related.sort_unstable();
        // 4.
        let mut data_to_hash = String::new();
        // 5.
        for group in related.chunk_by(|(a, _), (b, _)| a == b) {
            let Some((related_hash, _)) = group.first() else { continue };
            let mut permutation: Vec<u32> = group.iter().map(|(_, node)| *node).collect();
            // 5.1.
            related_hash.push_hex(&mut data_to_hash);
            // 5.2, 5.3.
            let mut chosen: Option<(String, TemporaryIssuer)> = None;
            // 5.4.
            loop {
                let shortest = chosen.as_ref().map_or("", |(path, _)| path);
                if let Some((path, copy)) = self.path(&permutation, &issuer, shortest, depth)? {
                    // 5.4.6.
                    if shortest.is_empty() || path.as_str() < shortest {
                        chosen = Some((path, copy));
                    }
                }
                if !next_permutation(&mut permutation) {
                    break;
                }
            }
            // 5.5, 5.6.
            if let Some((path, chosen)) = chosen {
                data_to_hash.push_str(&path);
                issuer = chosen;
            }
        }
        // 6.
        Ok((self.hash(data_to_hash.as_bytes())?, issuer))
    }

    /// What tells two nodes of equal n-degree hash apart where the specification does not: the hash of a node's statements
    /// with the canonical identifiers issued so far, if it stands in a graph whose name is a blank node.
    ///
    /// Hash Related Blank Node leaves the predicate out of what relates a node to a graph's name. Two nodes that state the
    /// same in two graphs, but each with the graphs exchanged, get equal hashes though they are not alike, and the
    /// specification's order among equals is that of the input. This order is none of the input's.
    pub(super) fn hash_statements(&mut self, node: u32) -> Result<Option<Digest>, Limit> {
        let (dataset, mentions, rendered) = (self.dataset, self.mentions, self.rendered);
        let quads = || mentions.of(node).iter().filter_map(|at| dataset.quads().get(*at as usize));
        let in_blank_graph =
            |quad: &Quad| quad.graph.and_then(blank_number).is_some_and(|graph| graph != node);
        if !quads().any(in_blank_graph) {
            return Ok(None);
        }
        let mut lines: Vec<String> = quads()
            .map(|quad| {
                let mut line = String::new();
                rendered.push_line(&mut line, *quad, |out, blank| match blank_number(blank) {
                    Some(other) if other == node => out.push_str("_:a "),
                    Some(other) => match self.canonical.of(other) {
                        Some(number) => {
                            push_label(out, "_:c14n", number as usize);
                            out.push(' ');
                        }
                        None => out.push_str("_:z "),
                    },
                    None => {}
                });
                line
            })
            .collect();
        lines.sort_unstable();
        self.hash(lines.concat().as_bytes()).map(Some)
    }

    /// Step 3 of Hash N-Degree Quads: the blank nodes beside `node`, each with its related hash.
    fn related(&mut self, node: u32, issuer: &TemporaryIssuer) -> Result<Vec<(Digest, u32)>, Limit> {
        let (dataset, mentions) = (self.dataset, self.mentions);
        let mut related = Vec::new();
        for quad in mentions.of(node).iter().filter_map(|position| dataset.quads().get(*position as usize)) {
            // 3.1.
            let components = [
                (Some(quad.subject), Position::Subject),
                (Some(quad.object), Position::Object),
                (quad.graph, Position::Graph),
            ];
            for (component, position) in components {
                let Some(other) = component.and_then(blank_number).filter(|other| *other != node) else {
                    continue;
                };
                // 3.1.1, 3.1.2.
                related.push((self.hash_related(other, *quad, issuer, position)?, other));
            }
        }
        Ok(related)
    }

    /// [Hash Related Blank Node](https://www.w3.org/TR/rdf-canon/#hash-related-blank-node).
    fn hash_related(
        &mut self,
        related: u32,
        quad: Quad,
        issuer: &TemporaryIssuer,
        position: Position,
    ) -> Result<Digest, Limit> {
        let mut input = String::with_capacity(160);
        // 1, 2.
        match position {
            Position::Subject => input.push('s'),
            Position::Object => input.push('o'),
            Position::Graph => input.push('g'),
        }
        if !matches!(position, Position::Graph) {
            input.push_str(self.rendered.text(quad.predicate).trim_end());
        }
        // 3, 4.
        if !self.push_identifier(&mut input, related, issuer)?
            && let Some(hash) = self.first_degree.get(related as usize)
        {
            hash.push_hex(&mut input);
        }
        // 5.
        self.hash(input.as_bytes())
    }

    /// Steps 5.4.1 to 5.4.5 of Hash N-Degree Quads: the path of one permutation, or `None` where it can't become the
    /// chosen one.
    fn path(
        &mut self,
        permutation: &[u32],
        issuer: &TemporaryIssuer,
        chosen: &str,
        depth: usize,
    ) -> Result<Option<(String, TemporaryIssuer)>, Limit> {
        // 5.4.1, 5.4.2, 5.4.3.
        self.spend(1 + issuer.0.len() / 16)?;
        let mut copy = issuer.clone();
        let mut path = String::new();
        let mut recursion = Vec::new();
        let is_worse =
            |path: &String| !chosen.is_empty() && path.len() >= chosen.len() && path.as_str() > chosen;
        // 5.4.4.
        for related in permutation {
            // 5.4.4.1, 5.4.4.2.
            if !self.push_identifier(&mut path, *related, &copy)? {
                recursion.push(*related);
                push_label(&mut path, "_:b", copy.issue(*related));
            }
            // 5.4.4.3.
            if is_worse(&path) {
                return Ok(None);
            }
        }
        // 5.4.5.
        for related in recursion {
            // 5.4.5.1.
            let (hash, issued) = self.hash_n_degree(related, copy.clone(), depth + 1)?;
            // 5.4.5.2, 5.4.5.3.
            push_label(&mut path, "_:b", copy.issue(related));
            path.push('<');
            hash.push_hex(&mut path);
            path.push('>');
            // 5.4.5.4.
            copy = issued;
            // 5.4.5.5.
            if is_worse(&path) {
                return Ok(None);
            }
        }
        Ok(Some((path, copy)))
    }

    /// Appends the identifier that was issued for a blank node: the canonical one or else the temporary one. `false` where
    /// there is neither.
    fn push_identifier(
        &mut self,
        out: &mut String,
        node: u32,
        issuer: &TemporaryIssuer,
    ) -> Result<bool, Limit> {
        if let Some(number) = self.canonical.of(node) {
            push_label(out, "_:c14n", number as usize);
            return Ok(true);
        }
        self.spend(issuer.0.len() / 64)?;
        if let Some(number) = issuer.of(node) {
            push_label(out, "_:b", number);
            return Ok(true);
        }
        Ok(false)
    }

    fn hash(&mut self, bytes: &[u8]) -> Result<Digest, Limit> {
        self.spend(1 + bytes.len() / 64)?;
        Ok(self.algorithm.hash(bytes))
    }

    fn spend(&mut self, blocks: usize) -> Result<(), Limit> {
        self.spent += blocks as u64;
        if self.spent > self.budget.work { Err(Limit::Work(self.budget.work)) } else { Ok(()) }
    }
}

/// The number of a blank node; `None` for another kind of term.
pub(super) fn blank_number(id: TermId) -> Option<u32> {
    id.blank_index().and_then(|index| u32::try_from(index).ok())
}

/// Appends a label: its prefix and its number.
pub(super) fn push_label(out: &mut String, prefix: &str, mut number: usize) {
    out.push_str(prefix);
    let start = out.len();
    loop {
        // One digit is far below the 128 characters of ASCII.
        let digit = u8::try_from(number % 10).unwrap_or(0);
        out.insert(start, char::from(b'0' + digit));
        number /= 10;
        if number == 0 {
            break;
        }
    }
}

/// Goes on to the next order of the items, and says `false` after the last. Equal items make no further orders.
fn next_permutation(items: &mut [u32]) -> bool {
    let falls = |pair: &[u32]| matches!(pair, [a, b] if a < b);
    let Some(pivot) = items.windows(2).rposition(falls) else { return false };
    let (head, tail) = items.split_at_mut(pivot + 1);
    let Some(at_pivot) = head.last_mut() else { return false };
    if let Some(next) = tail.iter_mut().rev().find(|item| **item > *at_pivot) {
        std::mem::swap(at_pivot, next);
    }
    tail.reverse();
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_through_every_order_once() {
        let mut items = [0, 1, 1, 2];
        let mut seen = vec![items];
        while next_permutation(&mut items) {
            seen.push(items);
        }
        assert_eq!(seen.len(), 12);
        assert!(seen.is_sorted());
        assert!(!next_permutation(&mut []) && !next_permutation(&mut [7]));
    }

    #[test]
    fn writes_labels() {
        for (number, expected) in [(0, "_:b0"), (9, "_:b9"), (10, "_:b10"), (4_294_967_295, "_:b4294967295")]
        {
            let mut out = String::new();
            push_label(&mut out, "_:b", number);
            assert_eq!(out, expected);
        }
    }
}
