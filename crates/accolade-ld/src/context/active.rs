use std::{borrow::Cow, sync::Arc};

use hashbrown::HashTable;

use super::{
    local::{Container, Direction, Identity, Local, hash},
    process::Origin,
};
use crate::{
    iri,
    keyword::{Keyword, looks_like_keyword},
};

/// An [active context](https://www.w3.org/TR/json-ld11-api/#dfn-active-context): what terms mean at a place. Immutable
/// and shared.
#[derive(Clone, Debug)]
pub(crate) struct Active {
    pub(crate) id: Identity,
    /// Whether it is made of nothing but registered contexts, so that what is derived from it can be remembered for other
    /// documents.
    pub(crate) lasting: bool,
    pub(crate) terms: Arc<Table>,
    pub(crate) vocab: Option<Arc<str>>,
    /// Where `vocab` is written.
    pub(crate) vocab_origin: Origin,
    pub(crate) language: Option<Arc<str>>,
    pub(crate) direction: Option<Direction>,
    pub(crate) base: Option<Arc<str>>,
    pub(crate) original_base: Option<Arc<str>>,
    pub(crate) previous: Option<Arc<Active>>,
}

/// What a term is mapped to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mapping {
    /// Not even nothing: a later context took the definition away.
    Absent,
    /// Nothing: the term is decoupled.
    Null,
    Keyword(Keyword),
    /// An IRI or a blank node identifier.
    Iri(Arc<str>),
}

/// What the values of a term are taken for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Coercion {
    Id,
    Vocab,
    Json,
    None,
    Datatype(Arc<str>),
}

impl Coercion {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Id => "@id",
            Self::Vocab => "@vocab",
            Self::Json => "@json",
            Self::None => "@none",
            Self::Datatype(iri) => iri,
        }
    }
}

/// A [term definition](https://www.w3.org/TR/json-ld11-api/#dfn-term-definition).
#[derive(Clone, Debug)]
pub(crate) struct Term {
    pub(crate) mapping: Mapping,
    pub(crate) prefix: bool,
    pub(crate) protected: bool,
    pub(crate) reverse: bool,
    pub(crate) coercion: Option<Coercion>,
    pub(crate) container: Container,
    pub(crate) origin: Origin,
    pub(crate) rest: Option<Box<Rest>>,
}

/// What few terms have.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rest {
    pub(crate) language: Option<Option<Arc<str>>>,
    pub(crate) direction: Option<Option<Direction>>,
    pub(crate) index: Option<Arc<str>>,
    pub(crate) nest: Option<Arc<str>>,
    pub(crate) scoped: Option<Scoped>,
}

/// A context that holds inside a property or a type, with the URL of the context it stands in.
#[derive(Clone, Debug)]
pub(crate) struct Scoped {
    pub(crate) local: Arc<Local>,
    pub(crate) base_url: Option<Arc<str>>,
    pub(crate) origin: Origin,
}

impl PartialEq for Scoped {
    /// The same definition published under two URLs is the same.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.local, &other.local) || self.local == other.local
    }
}

impl Term {
    pub(crate) fn scoped(&self) -> Option<&Scoped> {
        self.rest.as_ref()?.scoped.as_ref()
    }

    /// Whether both say the same, protection aside:
    /// [Create Term Definition step 27.1](https://www.w3.org/TR/json-ld11-api/#create-term-definition).
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        self.mapping == other.mapping
            && self.prefix == other.prefix
            && self.reverse == other.reverse
            && self.coercion == other.coercion
            && self.container == other.container
            && self.rest == other.rest
    }
}

/// Term definitions by name, laid over those of another table. What is derived from a large context costs only what it
/// adds.
#[derive(Debug, Default)]
pub(crate) struct Table {
    own: HashTable<(Arc<str>, Arc<Term>)>,
    below: Option<Arc<Table>>,
    depth: u8,
    /// How many entries there are in all layers.
    len: usize,
    pub(crate) any_protected: bool,
    /// The terms that were ever mapped to `@type`, most often one. Each object is searched for them.
    type_aliases: Vec<Arc<str>>,
}

impl Table {
    /// Deeper than this, looking up costs more than copying once.
    const DEEPEST: u8 = 3;

    pub(crate) fn over(below: Arc<Self>) -> Self {
        Self {
            own: HashTable::new(),
            depth: below.depth + 1,
            len: below.len,
            any_protected: below.any_protected,
            type_aliases: below.type_aliases.clone(),
            below: Some(below),
        }
    }

    pub(crate) fn find(&self, name: &str) -> Option<&Arc<Term>> {
        let hash = hash(name);
        let mut layer = Some(self);
        while let Some(table) = layer {
            if let Some((_, term)) = table.own.find(hash, |(own, _)| **own == *name) {
                return Some(term);
            }
            layer = table.below.as_deref();
        }
        None
    }

    pub(crate) fn insert(&mut self, name: &Arc<str>, term: Arc<Term>) {
        self.any_protected |= term.protected;
        if term.mapping == Mapping::Keyword(Keyword::Type) && !self.type_aliases.contains(name) {
            self.type_aliases.push(name.clone());
        }
        let rehash = |(name, _): &(Arc<str>, Arc<Term>)| hash(name);
        match self.own.entry(hash(name), |(own, _)| own == name, rehash) {
            hashbrown::hash_table::Entry::Occupied(mut found) => found.get_mut().1 = term,
            hashbrown::hash_table::Entry::Vacant(free) => {
                free.insert((name.clone(), term));
                self.len += 1;
            }
        }
    }

    /// All entries that are in force.
    pub(crate) fn all(&self) -> Vec<(&Arc<str>, &Arc<Term>)> {
        let mut all = Vec::with_capacity(self.len);
        let mut layer = Some(self);
        while let Some(table) = layer {
            let seen = |name: &str, term| self.find(name).is_some_and(|found| Arc::ptr_eq(found, term));
            all.extend(
                table.own.iter().filter(|(name, term)| seen(name, term)).map(|(name, term)| (name, term)),
            );
            layer = table.below.as_deref();
        }
        all
    }

    /// How many entries this table holds itself.
    pub(crate) fn own_len(&self) -> usize {
        self.own.len()
    }

    /// The table as it will be shared, and how many entries were copied to make it.
    pub(crate) fn finish(mut self) -> (Arc<Self>, usize) {
        let Some(below) = self.below.take() else { return (Arc::new(self), 0) };
        if self.own.is_empty() {
            return (below, 0);
        }
        // Where it adds as much as there was, copying doubles the work at most.
        let flat = self.depth > Self::DEEPEST || below.len <= self.own.len() * 2;
        if !flat {
            self.below = Some(below);
            return (Arc::new(self), 0);
        }
        let copied = below.len;
        let rehash = |(name, _): &(Arc<str>, Arc<Term>)| hash(name);
        self.own.reserve(copied, rehash);
        let mut layer = Some(&*below);
        while let Some(table) = layer {
            for (name, term) in &table.own {
                let entry = self.own.entry(hash(name), |(own, _)| own == name, rehash);
                if let hashbrown::hash_table::Entry::Vacant(free) = entry {
                    free.insert((name.clone(), term.clone()));
                }
            }
            layer = table.below.as_deref();
        }
        self.depth = 0;
        self.len = self.own.len();
        (Arc::new(self), copied)
    }
}

/// What [IRI expansion](https://www.w3.org/TR/json-ld11-api/#iri-expansion) makes of a string.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Iri<'a> {
    Null,
    Keyword(Keyword),
    /// An IRI, a blank node identifier, or a reference that stays relative.
    Text(Cow<'a, str>),
}

impl<'a> Iri<'a> {
    pub(crate) fn of(mapping: &'a Mapping) -> Self {
        match mapping {
            Mapping::Absent | Mapping::Null => Self::Null,
            Mapping::Keyword(keyword) => Self::Keyword(*keyword),
            Mapping::Iri(iri) => Self::Text(Cow::Borrowed(iri)),
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Null => None,
            Self::Keyword(keyword) => Some(keyword.as_str()),
            Self::Text(text) => Some(text),
        }
    }
}

impl Active {
    /// The context before any other.
    pub(crate) fn initial(base: Option<Arc<str>>) -> Arc<Self> {
        Arc::new(Self {
            id: Identity::fresh(),
            lasting: base.is_none(),
            terms: Arc::default(),
            vocab: None,
            vocab_origin: Origin::Pinned,
            language: None,
            direction: None,
            original_base: base.clone(),
            base,
            previous: None,
        })
    }

    /// The same context without a base IRI.
    pub(crate) fn without_base(&self) -> Arc<Self> {
        Arc::new(Self {
            id: Identity::fresh(),
            lasting: false,
            base: None,
            original_base: None,
            previous: self.previous.as_ref().map(|previous| previous.without_base()),
            ..self.clone()
        })
    }

    /// Whether both say the same, by what they are made of.
    pub(crate) fn is_as(&self, other: &Self) -> bool {
        let previous = |one: &Self| one.previous.as_ref().map(Arc::as_ptr);
        Arc::ptr_eq(&self.terms, &other.terms)
            && (&self.vocab, self.vocab_origin) == (&other.vocab, other.vocab_origin)
            && (&self.language, self.direction) == (&other.language, other.direction)
            && (&self.base, &self.original_base) == (&other.base, &other.original_base)
            && previous(self) == previous(other)
    }

    pub(crate) fn term(&self, name: &str) -> Option<&Arc<Term>> {
        self.terms.find(name).filter(|term| term.mapping != Mapping::Absent)
    }

    /// Whether a member's name means `@type`.
    pub(crate) fn is_type(&self, name: &str) -> bool {
        name == "@type"
            || (self.terms.type_aliases.iter().any(|alias| **alias == *name)
                && self.term(name).is_some_and(|term| term.mapping == Mapping::Keyword(Keyword::Type)))
    }

    /// What a member's name, a type or a vocabulary term means: IRI expansion with `vocab`, and with `document relative`
    /// where `relative` is set.
    pub(crate) fn expand_vocab<'a>(&'a self, value: &'a str, relative: bool) -> Iri<'a> {
        // Steps 4 and 5, first because most values are terms; a term never has the form of a keyword other than `@type`,
        // which is mapped to itself.
        match self.term(value) {
            Some(term) => Iri::of(&term.mapping),
            None => self.expand_unknown(value, true, relative),
        }
    }

    /// What an identifier means: IRI expansion with `document relative`, without `vocab`.
    pub(crate) fn expand_id<'a>(&'a self, value: &'a str) -> Iri<'a> {
        // Step 4: only an alias of a keyword can be a term here; few identifiers without a colon are met.
        if !value.contains(':')
            && let Some(Mapping::Keyword(keyword)) = self.term(value).map(|term| &term.mapping)
        {
            return Iri::Keyword(*keyword);
        }
        self.expand_unknown(value, false, true)
    }

    /// The steps for what is not itself a term.
    pub(crate) fn expand_unknown<'a>(&'a self, value: &'a str, vocab: bool, relative: bool) -> Iri<'a> {
        // Steps 1 and 2.
        if value.starts_with('@') {
            if let Some(keyword) = Keyword::of(value) {
                return Iri::Keyword(keyword);
            }
            if looks_like_keyword(value) {
                return Iri::Null;
            }
        }
        // Step 6.
        if let Some((prefix, suffix)) = split(value) {
            if prefix == "_" || suffix.starts_with("//") {
                return Iri::Text(Cow::Borrowed(value));
            }
            if let Some(term) = self.term(prefix)
                && term.prefix
                && let Mapping::Iri(iri) = &term.mapping
            {
                return Iri::Text(Cow::Owned(concat(iri, suffix)));
            }
            if iri::is_absolute(value) {
                return Iri::Text(Cow::Borrowed(value));
            }
        }
        // Steps 7 and 8.
        match (&self.vocab, &self.base) {
            (Some(vocabulary), _) if vocab => Iri::Text(Cow::Owned(concat(vocabulary, value))),
            (_, Some(base)) if relative => Iri::Text(Cow::Owned(iri::resolve(base, value))),
            _ => Iri::Text(Cow::Borrowed(value)),
        }
    }
}

/// The parts before and after the first colon, where there is one after the first character.
pub(crate) fn split(value: &str) -> Option<(&str, &str)> {
    value.split_once(':').filter(|(prefix, _)| !prefix.is_empty())
}

pub(crate) fn concat(one: &str, other: &str) -> String {
    let mut out = String::with_capacity(one.len() + other.len());
    out.push_str(one);
    out.push_str(other);
    out
}
