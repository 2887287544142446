//! [Inverse Context Creation](https://www.w3.org/TR/json-ld11-api/#inverse-context-creation) and
//! [Term Selection](https://www.w3.org/TR/json-ld11-api/#term-selection).

use std::{collections::BTreeMap, sync::Arc};

use hashbrown::HashMap;

use crate::context::{Active, Coercion, Container, Mapping, Term};

/// The terms of an active context by what they stand for.
pub(super) struct Inverse {
    terms: HashMap<Arc<str>, BTreeMap<Container, Choices>>,
    /// The terms that can be prefixes by their IRIs, and these by length, so that a look-up a length finds those of an IRI.
    prefixes: BTreeMap<usize, HashMap<Arc<str>, Vec<Arc<str>>>>,
}

/// The terms of one IRI and one container.
struct Choices {
    languages: BTreeMap<String, Arc<str>>,
    types: BTreeMap<String, Arc<str>>,
    any: Arc<str>,
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
        // Steps 2 and 3.16. The specification of 2020 has `@none` for a missing language here; IRI compaction, which looks
        // up what is entered here, has nothing for it.
        let default = tag(active.language.as_deref(), active.direction.map(|direction| direction.as_str()))
            .unwrap_or_else(|| "@none".to_owned());
        // Step 1.
        let mut result = Self { terms: HashMap::new(), prefixes: BTreeMap::new() };
        for (name, term) in terms {
            // Steps 3.1 and 3.3.
            match &term.mapping {
                Mapping::Iri(iri) => {
                    result.enter(iri.clone(), name, term, &default);
                    if term.prefix {
                        let sized = result.prefixes.entry(iri.len()).or_default();
                        sized.entry(iri.clone()).or_default().push(name.clone());
                    }
                }
                Mapping::Keyword(keyword) => result.enter(keyword.as_str().into(), name, term, &default),
                Mapping::Null | Mapping::Absent => {}
            }
        }
        // Step 4.
        result
    }

    /// Steps 3.2 and 3.4 to 3.17.
    fn enter(&mut self, var: Arc<str>, name: &Arc<str>, term: &Term, default: &str) {
        let choices = self.terms.entry(var).or_default().entry(term.container).or_insert_with(|| Choices {
            languages: BTreeMap::new(),
            types: BTreeMap::new(),
            any: name.clone(),
        });
        let mut for_language = |language: &str| {
            choices.languages.entry(language.to_owned()).or_insert_with(|| name.clone());
        };
        let mut for_type = |kind: &str| {
            choices.types.entry(kind.to_owned()).or_insert_with(|| name.clone());
        };
        let rest = term.rest.as_deref();
        let language = rest.and_then(|rest| rest.language.as_ref()).map(Option::as_deref);
        let direction = rest.and_then(|rest| rest.direction).map(|given| given.map(|one| one.as_str()));
        match (&term.coercion, language, direction) {
            // Step 3.10.
            _ if term.reverse => for_type("@reverse"),
            // Step 3.11.
            (Some(Coercion::None), ..) => {
                for_language("@any");
                for_type("@any");
            }
            // Step 3.12.
            (Some(coercion), ..) => for_type(coercion.as_str()),
            // Step 3.13.
            (None, Some(language), Some(direction)) => {
                for_language(&tag(language, direction).unwrap_or_else(|| "@null".to_owned()));
            }
            // Step 3.14.
            (None, Some(language), None) => {
                for_language(&tag(language, None).unwrap_or_else(|| "@null".to_owned()));
            }
            // Step 3.15.
            (None, None, Some(direction)) => {
                for_language(&tag(None, direction).unwrap_or_else(|| "@none".to_owned()));
            }
            // Steps 3.16 and 3.17.
            (None, None, None) => {
                for_language(default);
                for_language("@none");
                for_type("@none");
            }
        }
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
        // Step 3.
        let container_map = self.terms.get(var)?;
        // Step 4.
        containers.iter().filter_map(|container| container_map.get(container)).find_map(|choices| {
            // Steps 4.3 and 4.4.
            preferred.iter().find_map(|value| match axis {
                Axis::Language => choices.languages.get(value),
                Axis::Type => choices.types.get(value),
                Axis::Any => (value == "@none").then_some(&choices.any),
            })
        })
    }

    /// The prefixes whose IRI an IRI is longer than and begins with: their terms, the shortest first, and what follows.
    pub(super) fn prefixes<'i>(&self, var: &'i str) -> impl Iterator<Item = (&[Arc<str>], &'i str)> {
        self.prefixes.range(..var.len()).filter_map(move |(length, terms)| {
            let (start, rest) = var.split_at_checked(*length)?;
            Some((terms.get(start)?.as_slice(), rest))
        })
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
