//! The [Create Term Definition algorithm](https://www.w3.org/TR/json-ld11-api/#create-term-definition).

use std::{borrow::Cow, sync::Arc};

use accolade_report::Pointer;

use super::{
    active::{Active, Coercion, Iri, Mapping, Rest, Scoped, Table, Term, concat, split},
    local::{Body, Container, Definition, Entry, Expanded, Given},
    process::How,
};
use crate::{
    Fault, LdError, iri,
    keyword::{Keyword, looks_like_keyword},
};

/// Defines the terms of one context definition.
pub(super) struct Definer<'a> {
    active: &'a Active,
    definition: &'a Definition,
    protected: bool,
    how: How<'a>,
    table: Table,
    /// *defined*, by the position of the term's entry.
    progress: Vec<Progress>,
    depth: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    No,
    Begun,
    /// Nearly: its own name is expanded as if it were no term.
    Named,
    /// Done, though what came of it may be nothing.
    Done,
}

/// Terms defined through terms defined through terms; one or two levels are usual.
const DEEPEST: usize = 64;

/// An error with the member of the term definition at which it was found.
type Wrong = (Fault, &'static str, String);

impl<'a> Definer<'a> {
    pub(super) fn new(active: &'a Active, definition: &'a Definition, protected: bool, how: How<'a>) -> Self {
        let table = Table::over(active.terms.clone());
        let progress = vec![Progress::No; definition.terms.len()];
        Self { active, definition, protected, how, table, progress, depth: 0 }
    }

    pub(super) fn define_all(mut self) -> Result<Table, LdError> {
        for at in 0..self.definition.terms.len() {
            self.define(at)?;
        }
        Ok(self.table)
    }

    fn define(&mut self, at: usize) -> Result<(), LdError> {
        let definition = self.definition;
        let (Some(entry), Some(progress)) = (definition.terms.get(at), self.progress.get(at)) else {
            return Ok(());
        };
        let wrong = |(fault, key, found): Wrong| {
            let place = Pointer::root().key(&entry.name);
            let place = if key.is_empty() { place } else { place.key(key) };
            LdError::fault(fault, found).below(&place)
        };
        // Step 1.
        match progress {
            Progress::Named | Progress::Done => return Ok(()),
            Progress::Begun => {
                let found = format!("`{}` is defined by itself", entry.name);
                return Err(wrong((Fault::CyclicIriMapping, "", found)));
            }
            Progress::No => {}
        }
        if self.depth >= DEEPEST {
            let pointer = Pointer::root().key(&entry.name);
            return Err(LdError::TooDeep { limit: DEEPEST, pointer });
        }
        self.depth += 1;
        self.mark(at, Progress::Begun);
        let made = self.make(entry, at)?.map_err(wrong)?;
        self.mark(at, Progress::Done);
        self.depth -= 1;
        // Step 6 is done here, by looking at the table below: terms being defined are never looked up.
        let previous = self.active.terms.find(&entry.name);
        let Some(mut term) = made else {
            // Where the definition is skipped, an earlier one is taken away nevertheless.
            if let Some(previous) = previous
                && !is_kept(&entry.name)
            {
                if previous.protected && !self.how.override_protected {
                    let found = format!("`{}` is protected and cannot be taken away", entry.name);
                    return Err(wrong((Fault::ProtectedTermRedefinition, "", found)));
                }
                let absent = Term { mapping: Mapping::Absent, protected: false, ..Term::clone(previous) };
                self.table.insert(&entry.name, Arc::new(absent));
            }
            return Ok(());
        };
        // Step 27.
        if let Some(previous) = previous
            && previous.protected
            && !self.how.override_protected
        {
            if !term.says_the_same(previous) {
                let found = format!("`{}` is protected and is given another meaning", entry.name);
                return Err(wrong((Fault::ProtectedTermRedefinition, "", found)));
            }
            term = Term::clone(previous);
        }
        // What is in force already stays, so that a context applied twice costs nothing the second time.
        if let Some(previous) = previous
            && (previous.protected, previous.origin) == (term.protected, term.origin)
            && previous.says_the_same(&term)
        {
            return Ok(());
        }
        // Step 28.
        self.table.insert(&entry.name, Arc::new(term));
        Ok(())
    }

    fn mark(&mut self, at: usize, progress: Progress) {
        if let Some(slot) = self.progress.get_mut(at) {
            *slot = progress;
        }
    }

    /// Steps 2 to 26; `None` where the definition is to be ignored.
    fn make(&mut self, entry: &Entry, at: usize) -> Result<Result<Option<Term>, Wrong>, LdError> {
        let name = &*entry.name;
        // Step 2.
        if name.is_empty() {
            return Ok(Err((Fault::InvalidTermDefinition, "", "a term cannot be empty".into())));
        }
        let empty = Expanded::default();
        let full = match &entry.body {
            Body::Full(full) => full,
            Body::Null | Body::Simple(_) | Body::Wrong(_) => &empty,
        };
        // Steps 4 and 5.
        if name == "@type" {
            let container =
                matches!(full.container, Given::Is(container) if container.meaning() == Container::SET);
            let protected = matches!(full.protected, Given::Is(_));
            let only = Expanded {
                container: full.container.clone(),
                protected: full.protected.clone(),
                ..Expanded::default()
            };
            let fitting = container || (protected && !full.container.is_given());
            if !matches!(entry.body, Body::Full(_)) || !fitting || *full != only {
                return Ok(Err((Fault::KeywordRedefinition, "", "`@type` cannot be redefined".into())));
            }
        } else if Keyword::of(name).is_some() {
            return Ok(Err((Fault::KeywordRedefinition, "", format!("`{name}` cannot be redefined"))));
        } else if looks_like_keyword(name) {
            return Ok(Ok(None));
        }
        if self.how.refuse_1_1
            && let Some((fault, key)) = needs_1_1(name, full)
        {
            return Ok(Err((fault, key, "this needs JSON-LD 1.1".into())));
        }
        // Steps 7 to 9.
        let (id, simple) = match &entry.body {
            Body::Null => (Given::Null, false),
            Body::Simple(id) => (Given::Is(id.clone()), true),
            Body::Full(full) => (full.id.clone(), false),
            Body::Wrong(found) => {
                let found = format!("`{found}` is neither a string nor an object");
                return Ok(Err((Fault::InvalidTermDefinition, "", found)));
            }
        };
        // Steps 10 and 11.
        let protected = match full.protected {
            Given::Absent => self.protected,
            Given::Is(protected) => protected,
            Given::Null | Given::Wrong(_) => {
                let found = "the value is not true or false".into();
                return Ok(Err((Fault::InvalidProtectedValue, "@protected", found)));
            }
        };
        let mut term = Term {
            mapping: Mapping::Null,
            prefix: false,
            protected,
            reverse: false,
            coercion: None,
            container: Container::default(),
            origin: self.how.origin,
            rest: None,
        };
        // Step 12.
        match &full.kind {
            Given::Absent => {}
            Given::Is(kind) => match self.coercion(kind)? {
                Some(coercion) => term.coercion = Some(coercion),
                None => {
                    let found = format!("`{kind}` is no IRI");
                    return Ok(Err((Fault::InvalidTypeMapping, "@type", found)));
                }
            },
            Given::Null | Given::Wrong(_) => {
                let found = "the value is not a string".into();
                return Ok(Err((Fault::InvalidTypeMapping, "@type", found)));
            }
        }
        // Steps 13 to 18.
        let mapped = if full.reverse.is_given() {
            self.map_reverse(full, &mut term)?
        } else {
            self.map(name, &id, simple, at, &mut term)?
        };
        match mapped {
            Ok(true) => {}
            Ok(false) => return Ok(Ok(None)),
            Err(wrong) => return Ok(Err(wrong)),
        }
        self.complete(name, full, &mut term).map(|completed| completed.map(|()| Some(term)))
    }

    /// Step 12: what `@type` says; `None` where that is no type.
    fn coercion(&mut self, kind: &str) -> Result<Option<Coercion>, LdError> {
        Ok(match self.expand(kind)? {
            Iri::Keyword(Keyword::Id) => Some(Coercion::Id),
            Iri::Keyword(Keyword::Vocab) => Some(Coercion::Vocab),
            Iri::Keyword(Keyword::Json) => Some(Coercion::Json),
            Iri::Keyword(Keyword::None) => Some(Coercion::None),
            Iri::Text(text) if iri::is_absolute(&text) => Some(Coercion::Datatype(text.as_ref().into())),
            Iri::Null | Iri::Keyword(_) | Iri::Text(_) => None,
        })
    }

    /// Step 13; `false` where the definition is to be ignored.
    fn map_reverse(&mut self, full: &Expanded, term: &mut Term) -> Result<Result<bool, Wrong>, LdError> {
        // Step 13.1.
        if full.id.is_given() || full.nest.is_given() {
            let found = "`@reverse` does not go with `@id` or `@nest`".into();
            return Ok(Err((Fault::InvalidReverseProperty, "@reverse", found)));
        }
        // Steps 13.2 to 13.4.
        let Given::Is(reverse) = &full.reverse else {
            let found = "the value is not a string".into();
            return Ok(Err((Fault::InvalidIriMapping, "@reverse", found)));
        };
        if looks_like_keyword(reverse) {
            return Ok(Ok(false));
        }
        match self.expand(reverse)? {
            Iri::Text(text) if is_iri_or_blank(&text) => term.mapping = Mapping::Iri(text.as_ref().into()),
            _ => {
                let found = format!("`{reverse}` is no IRI");
                return Ok(Err((Fault::InvalidIriMapping, "@reverse", found)));
            }
        }
        // Step 13.5.
        match &full.container {
            Given::Absent | Given::Null => {}
            Given::Is(container) if matches!(container.meaning(), Container::SET | Container::INDEX) => {}
            Given::Is(_) | Given::Wrong(_) => {
                let found = "a reverse property has no container but `@set` or `@index`".into();
                return Ok(Err((Fault::InvalidReverseProperty, "@container", found)));
            }
        }
        // Step 13.6. What follows is checked for reverse properties as well, protection above all.
        term.reverse = true;
        Ok(Ok(true))
    }

    /// Steps 14 to 18; `false` where the definition is to be ignored.
    fn map(
        &mut self,
        name: &str,
        id: &Given<Arc<str>>,
        simple: bool,
        at: usize,
        term: &mut Term,
    ) -> Result<Result<bool, Wrong>, LdError> {
        let no_iri =
            |key, found: &str| Ok(Err((Fault::InvalidIriMapping, key, format!("`{found}` is no IRI"))));
        match id {
            // Step 14.1.
            Given::Null => term.mapping = Mapping::Null,
            // Step 14.2.1.
            Given::Wrong(found) => return no_iri("@id", found),
            Given::Is(id) if **id != *name => {
                // Step 14.2.2.
                if Keyword::of(id).is_none() && looks_like_keyword(id) {
                    return Ok(Ok(false));
                }
                // Step 14.2.3.
                let mapping = match self.expand(id)? {
                    Iri::Keyword(Keyword::Context) => {
                        let found = format!("`{name}` cannot stand for `@context`");
                        return Ok(Err((Fault::InvalidKeywordAlias, "@id", found)));
                    }
                    Iri::Keyword(keyword) => Mapping::Keyword(keyword),
                    Iri::Text(text) if is_iri_or_blank(&text) => Mapping::Iri(text.as_ref().into()),
                    Iri::Null | Iri::Text(_) => return no_iri("@id", id),
                };
                let inner_colon = |(at, byte)| byte == b':' && at > 0 && at + 1 < name.len();
                if name.bytes().enumerate().any(inner_colon) || name.contains('/') {
                    // Step 14.2.4.
                    self.mark(at, Progress::Named);
                    if self.expand(name)?.text() != Iri::of(&mapping).text() {
                        let found = format!("`{name}` has the form of an IRI and is mapped to another");
                        return Ok(Err((Fault::InvalidIriMapping, "@id", found)));
                    }
                } else if simple && let Mapping::Iri(iri) = &mapping {
                    // Step 14.2.5.
                    let delimited = iri.ends_with([':', '/', '?', '#', '[', ']', '@']);
                    term.prefix = !name.contains(':') && (delimited || iri.starts_with("_:"));
                }
                term.mapping = mapping;
            }
            Given::Absent | Given::Is(_) => {
                if let Some((prefix, suffix)) = split(name) {
                    // Step 15.
                    if let Some(prefix_at) = self.definition.find(prefix) {
                        self.define(prefix_at)?;
                    }
                    term.mapping = match self.lookup(prefix).map(|term| &term.mapping) {
                        Some(Mapping::Iri(iri)) => Mapping::Iri(concat(iri, suffix).into()),
                        _ => Mapping::Iri(name.into()),
                    };
                } else if name.contains('/') {
                    // Step 16.
                    self.mark(at, Progress::Named);
                    match self.expand(name)? {
                        Iri::Text(text) if iri::is_absolute(&text) => {
                            term.mapping = Mapping::Iri(text.as_ref().into());
                        }
                        _ => return no_iri("", name),
                    }
                } else if name == "@type" {
                    // Step 17.
                    term.mapping = Mapping::Keyword(Keyword::Type);
                } else if let Some(vocab) = &self.active.vocab {
                    // Step 18.
                    term.mapping = Mapping::Iri(concat(vocab, name).into());
                } else {
                    let found = format!("`{name}` is mapped to nothing, and there is no `@vocab`");
                    return Ok(Err((Fault::InvalidIriMapping, "", found)));
                }
            }
        }
        Ok(Ok(true))
    }

    /// Steps 19 to 26.
    fn complete(
        &mut self,
        name: &str,
        full: &Expanded,
        term: &mut Term,
    ) -> Result<Result<(), Wrong>, LdError> {
        let mut rest = Rest::default();
        // Step 19.
        match &full.container {
            Given::Absent => {}
            Given::Is(container) => {
                term.container = container.meaning();
                if container.has(Container::TYPE) {
                    match term.coercion {
                        None => term.coercion = Some(Coercion::Id),
                        Some(Coercion::Id | Coercion::Vocab) => {}
                        Some(_) => {
                            let found = "the container `@type` goes with `@id` and `@vocab` only".into();
                            return Ok(Err((Fault::InvalidTypeMapping, "@type", found)));
                        }
                    }
                }
            }
            Given::Null if term.reverse => {}
            Given::Null | Given::Wrong(_) => {
                let found = "the value is no container".into();
                return Ok(Err((Fault::InvalidContainerMapping, "@container", found)));
            }
        }
        // Step 20.
        match &full.index {
            Given::Absent => {}
            Given::Is(index) => {
                let fitting = term.container.has(Container::INDEX)
                    && matches!(self.expand(index)?, Iri::Text(text) if iri::is_absolute(&text));
                if !fitting {
                    let found = format!("`{index}` is no IRI, or the container is not `@index`");
                    return Ok(Err((Fault::InvalidTermDefinition, "@index", found)));
                }
                rest.index = Some(index.clone());
            }
            Given::Null | Given::Wrong(_) => {
                let found = "the value is not a string".into();
                return Ok(Err((Fault::InvalidTermDefinition, "@index", found)));
            }
        }
        // Step 21; the context is validated once all terms are defined.
        if let Some(local) = &full.context {
            let base_url = self.how.base_url.cloned();
            rest.scoped = Some(Scoped { local: local.clone(), base_url, origin: self.how.origin });
        }
        let typed = full.kind.is_given();
        // Step 22.
        match &full.language {
            Given::Absent => {}
            _ if typed => {}
            Given::Null => rest.language = Some(None),
            Given::Is(language) => rest.language = Some(Some(language.clone())),
            Given::Wrong(found) => {
                let found = format!("`{found}` is no language tag");
                return Ok(Err((Fault::InvalidLanguageMapping, "@language", found)));
            }
        }
        // Step 23.
        match &full.direction {
            Given::Absent => {}
            _ if typed => {}
            Given::Null => rest.direction = Some(None),
            Given::Is(direction) => rest.direction = Some(Some(*direction)),
            Given::Wrong(found) => {
                let found = format!("`{found}` is neither `ltr` nor `rtl`");
                return Ok(Err((Fault::InvalidBaseDirection, "@direction", found)));
            }
        }
        // Step 24.
        match &full.nest {
            Given::Absent => {}
            Given::Is(nest) if &**nest == "@nest" || Keyword::of(nest).is_none() => {
                rest.nest = Some(nest.clone());
            }
            Given::Null | Given::Is(_) | Given::Wrong(_) => {
                let found = "the value is neither `@nest` nor a term".into();
                return Ok(Err((Fault::InvalidNestValue, "@nest", found)));
            }
        }
        // Step 25.
        match full.prefix {
            Given::Absent => {}
            Given::Null | Given::Wrong(_) => {
                let found = "the value is not true or false".into();
                return Ok(Err((Fault::InvalidPrefixValue, "@prefix", found)));
            }
            Given::Is(_) if name.contains(':') || name.contains('/') => {
                let found = format!("`{name}` cannot be a prefix");
                return Ok(Err((Fault::InvalidTermDefinition, "@prefix", found)));
            }
            Given::Is(true) if matches!(term.mapping, Mapping::Keyword(_)) => {
                let found = format!("`{name}` stands for a keyword and cannot be a prefix");
                return Ok(Err((Fault::InvalidTermDefinition, "@prefix", found)));
            }
            Given::Is(prefix) => term.prefix = prefix,
        }
        // Step 26.
        if let Some(unknown) = &full.unknown {
            let found = format!("`{unknown}` is no member of a term definition");
            return Ok(Err((Fault::InvalidTermDefinition, "", found)));
        }
        if rest != Rest::default() {
            term.rest = Some(Box::new(rest));
        }
        Ok(Ok(()))
    }

    /// [IRI Expansion](https://www.w3.org/TR/json-ld11-api/#iri-expansion) with `vocab`, with this context as
    /// *local context*.
    fn expand<'v>(&mut self, value: &'v str) -> Result<Iri<'v>, LdError> {
        // Steps 1 and 2.
        if let Some(keyword) = Keyword::of(value) {
            return Ok(Iri::Keyword(keyword));
        }
        if looks_like_keyword(value) {
            return Ok(Iri::Null);
        }
        // Step 3.
        self.depend_on(value)?;
        // Steps 4 and 5.
        if let Some(term) = self.lookup(value) {
            return Ok(match &term.mapping {
                Mapping::Iri(iri) => Iri::Text(Cow::Owned(iri.as_ref().to_owned())),
                Mapping::Keyword(keyword) => Iri::Keyword(*keyword),
                Mapping::Null | Mapping::Absent => Iri::Null,
            });
        }
        // Step 6.
        if let Some((prefix, suffix)) = split(value) {
            if prefix == "_" || suffix.starts_with("//") {
                return Ok(Iri::Text(Cow::Borrowed(value)));
            }
            self.depend_on(prefix)?;
            if let Some(term) = self.lookup(prefix)
                && term.prefix
                && let Mapping::Iri(iri) = &term.mapping
            {
                return Ok(Iri::Text(Cow::Owned(concat(iri, suffix))));
            }
            if iri::is_absolute(value) {
                return Ok(Iri::Text(Cow::Borrowed(value)));
            }
        }
        // Step 7.
        Ok(match &self.active.vocab {
            Some(vocab) => Iri::Text(Cow::Owned(concat(vocab, value))),
            None => Iri::Text(Cow::Borrowed(value)),
        })
    }

    /// Defines a term of this context first, where it is one.
    fn depend_on(&mut self, name: &str) -> Result<(), LdError> {
        match self.definition.find(name) {
            Some(at) => self.define(at),
            None => Ok(()),
        }
    }

    /// A term that is in force already: one defined here, or one from before that this context leaves alone.
    fn lookup(&self, name: &str) -> Option<&Arc<Term>> {
        let found = self.table.find(name).filter(|term| term.mapping != Mapping::Absent)?;
        // Until it is redefined here, a term of this context has no definition.
        let at = self.definition.find(name).filter(|_| !is_kept(name));
        let progress = at.and_then(|at| self.progress.get(at));
        progress.is_none_or(|progress| *progress == Progress::Done).then_some(found)
    }
}

/// What a processor of JSON-LD 1.0 refuses: steps 4, 11, 12.3, 19.2, 20.1, 21.1, 24.1 and 25.1.
fn needs_1_1(name: &str, full: &Expanded) -> Option<(Fault, &'static str)> {
    let typed = matches!(&full.kind, Given::Is(kind) if matches!(&**kind, "@json" | "@none"));
    let newer = Container::GRAPH.with(Container::ID).with(Container::TYPE);
    let contained =
        matches!(full.container, Given::Is(container) if container.has(newer) || !container.is_one_string());
    let entries = [
        (name == "@type", Fault::KeywordRedefinition, ""),
        (typed, Fault::InvalidTypeMapping, "@type"),
        (contained, Fault::InvalidContainerMapping, "@container"),
        (full.protected.is_given(), Fault::InvalidTermDefinition, "@protected"),
        (full.index.is_given(), Fault::InvalidTermDefinition, "@index"),
        (full.context.is_some(), Fault::InvalidTermDefinition, "@context"),
        (full.nest.is_given(), Fault::InvalidTermDefinition, "@nest"),
        (full.prefix.is_given(), Fault::InvalidTermDefinition, "@prefix"),
    ];
    entries.into_iter().find(|(found, ..)| *found).map(|(_, fault, key)| (fault, key))
}

/// Definitions of what only looks like a keyword are ignored before an earlier definition would be taken away.
fn is_kept(name: &str) -> bool {
    name != "@type" && looks_like_keyword(name)
}

fn is_iri_or_blank(text: &str) -> bool {
    text.starts_with("_:") || iri::is_absolute(text)
}
