//! [Inverse Context Creation](https://www.w3.org/TR/json-ld11-api/#inverse-context-creation) and
//! [Term Selection](https://www.w3.org/TR/json-ld11-api/#term-selection).

use std::{collections::BTreeMap, sync::Arc};

use hashbrown::HashMap;

use crate::context::{Active, Coercion, Container, Mapping, Term};

/// The terms of an active context by what they stand for.
///
/// The specification makes a map of maps of maps, in which the first term that fits an entry has it. Here the terms of one
/// IRI stay in that order, and the first one that fits best is looked for.
pub(super) struct Inverse {
    terms: HashMap<Arc<str>, Vec<Choice>>,
    default: String,
    /// The terms that can be prefixes by their IRIs, and these by length, so that a look-up a length finds those of an IRI.
    prefixes: BTreeMap<usize, HashMap<Arc<str>, Vec<Arc<str>>>>,
}

/// A term, with the entries of the inverse context that it is for.
struct Choice {
    name: Arc<str>,
    container: Container,
    entries: Entries,
}

/// Steps 3.10 to 3.17.
enum Entries {
    Reverse,
    AnyType,
    Type(Coercion),
    /// The language and direction that the definition gives.
    Tagged(String),
    Plain,
}

/// *type/language*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    Language,
    Type,
    Any,
}

impl Inverse {
    /// Inverse Context Creation, over all terms of the context.
    pub(super) fn of(active: &Active, mut terms: Vec<(&Arc<str>, &Arc<Term>)>) -> Self {
        // Step 3: the shortest come first.
        terms.sort_by_cached_key(|(name, _)| (name.chars().count(), Arc::clone(name)));
        // Steps 2 and 3.16. The specification of 2020 has `@none` for a missing language before a direction; IRI compaction,
        // which looks up what is entered here, has nothing for it.
        let direction = active.direction.map(|direction| direction.as_str());
        let default = tag(active.language.as_deref(), direction).unwrap_or_else(|| "@none".to_owned());
        // Step 1.
        let mut result =
            Self { terms: HashMap::with_capacity(terms.len()), default, prefixes: BTreeMap::new() };
        for (name, term) in terms {
            // Steps 3.1 and 3.3.
            let var = match &term.mapping {
                Mapping::Iri(iri) => iri.clone(),
                Mapping::Keyword(keyword) => keyword.as_str().into(),
                Mapping::Null | Mapping::Absent => continue,
            };
            if term.prefix {
                let sized = result.prefixes.entry(var.len()).or_default();
                sized.entry(var.clone()).or_default().push(name.clone());
            }
            // Steps 3.4 to 3.17.
            let choice = Choice { name: name.clone(), container: term.container, entries: Entries::of(term) };
            result.terms.entry(var).or_default().push(choice);
        }
        // Step 4.
        result
    }

    /// Whether an IRI or a keyword has any term.
    pub(super) fn has(&self, var: &str) -> bool {
        self.terms.contains_key(var)
    }

    /// Term Selection.
    pub(super) fn select(
        &self,
        var: &str,
        containers: &[Container],
        axis: Axis,
        preferred: &[String],
    ) -> Option<&Arc<str>> {
        // Steps 3 to 5: the first container wins, then the first of the preferred values, then the first term.
        let rank = |choice: &Choice| {
            let container = containers.iter().position(|container| *container == choice.container)?;
            let value = preferred.iter().position(|value| choice.entries.have(axis, value, &self.default))?;
            Some((container, value))
        };
        let ranked = self.terms.get(var)?.iter().filter_map(|choice| Some((rank(choice)?, &choice.name)));
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, name)| name)
    }

    /// The prefixes whose IRI an IRI is longer than and begins with: their terms, the shortest first, and what follows.
    pub(super) fn prefixes<'i>(&self, var: &'i str) -> impl Iterator<Item = (&[Arc<str>], &'i str)> {
        self.prefixes.range(..var.len()).filter_map(move |(length, terms)| {
            let (start, rest) = var.split_at_checked(*length)?;
            Some((terms.get(start)?.as_slice(), rest))
        })
    }
}

impl Entries {
    fn of(term: &Term) -> Self {
        let rest = term.rest.as_deref();
        let language = rest.and_then(|rest| rest.language.as_ref()).map(Option::as_deref);
        let direction = rest.and_then(|rest| rest.direction).map(|given| given.map(|one| one.as_str()));
        let tagged = |language, direction, none: &str| {
            Self::Tagged(tag(language, direction).unwrap_or_else(|| none.to_owned()))
        };
        match (&term.coercion, language, direction) {
            // Step 3.10.
            _ if term.reverse => Self::Reverse,
            // Step 3.11.
            (Some(Coercion::None), ..) => Self::AnyType,
            // Step 3.12.
            (Some(coercion), ..) => Self::Type(coercion.clone()),
            // Steps 3.13 and 3.14.
            (None, Some(language), direction) => tagged(language, direction.flatten(), "@null"),
            // Step 3.15.
            (None, None, Some(direction)) => tagged(None, direction, "@none"),
            // Steps 3.16 and 3.17.
            (None, None, None) => Self::Plain,
        }
    }

    /// Whether there is an entry of that value.
    fn have(&self, axis: Axis, value: &str, default: &str) -> bool {
        match (axis, self) {
            (Axis::Any, _) => value == "@none",
            (_, Self::AnyType) => value == "@any",
            (Axis::Type, Self::Reverse) => value == "@reverse",
            (Axis::Type, Self::Type(coercion)) => value == coercion.as_str(),
            (Axis::Type, Self::Plain) => value == "@none",
            (Axis::Language, Self::Tagged(tag)) => value == tag,
            (Axis::Language, Self::Plain) => value == "@none" || value == default,
            (Axis::Type, Self::Tagged(_)) | (Axis::Language, Self::Reverse | Self::Type(_)) => false,
        }
    }
}

/// A language and a direction as one key, in lower case; `None` where there is neither.
pub(super) fn tag(language: Option<&str>, direction: Option<&str>) -> Option<String> {
    let language = language.map(str::to_ascii_lowercase);
    match (language, direction) {
        (language, Some(direction)) => Some(format!("{}_{direction}", language.unwrap_or_default())),
        (language, None) => language,
    }
}
