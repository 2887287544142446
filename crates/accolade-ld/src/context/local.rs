use std::{
    fmt,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// A local context as it is written: what a `@context` holds, read once so that it can be applied many times.
///
/// Reading never fails: what is wrong is kept as such and reported when the context is applied, because a context that
/// is never applied harms nobody.
#[derive(Debug, PartialEq)]
pub(crate) struct Local {
    pub(crate) id: Identity,
    pub(crate) form: Form,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Form {
    Null,
    Url(Arc<str>),
    Definition(Box<Definition>),
    Many(Vec<Arc<Local>>),
    Wrong(Arc<str>),
}

impl Local {
    pub(crate) fn new(form: Form) -> Arc<Self> {
        Arc::new(Self { id: Identity::fresh(), form })
    }
}

/// Tells one context from another when results are remembered. Two contexts that say the same compare equal, whatever
/// their identity.
#[derive(Clone, Copy)]
pub(crate) struct Identity(pub(crate) u64);

impl Identity {
    pub(crate) fn fresh() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

impl PartialEq for Identity {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("_")
    }
}

/// A member of a context that may be missing, `null` or of the wrong kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Given<T> {
    #[default]
    Absent,
    Null,
    Is(T),
    Wrong(Arc<str>),
}

impl<T> Given<T> {
    pub(crate) const fn is_given(&self) -> bool {
        !matches!(self, Self::Absent)
    }

    pub(crate) fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self.is_given() { self } else { other() }
    }
}

/// A [context definition](https://www.w3.org/TR/json-ld11/#context-definitions).
#[derive(Clone, Debug, Default)]
pub(crate) struct Definition {
    pub(crate) version: Given<()>,
    pub(crate) import: Given<Arc<str>>,
    pub(crate) base: Given<Arc<str>>,
    pub(crate) vocab: Given<Arc<str>>,
    pub(crate) language: Given<Arc<str>>,
    pub(crate) direction: Given<Direction>,
    pub(crate) propagate: Given<bool>,
    pub(crate) protected: Given<bool>,
    pub(crate) terms: Vec<Entry>,
    index: HashTable<u32>,
}

impl PartialEq for Definition {
    fn eq(&self, other: &Self) -> bool {
        let heads = |d: &Self| {
            (
                (d.version.clone(), d.import.clone(), d.base.clone(), d.vocab.clone()),
                (d.language.clone(), d.direction.clone(), d.propagate.clone(), d.protected.clone()),
            )
        };
        heads(self) == heads(other) && self.terms == other.terms
    }
}

impl Definition {
    /// The position of a term's entry.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let same = |at: &u32| self.terms.get(*at as usize).is_some_and(|entry| &*entry.name == name);
        self.index.find(hash(name), same).map(|at| *at as usize)
    }

    /// Adds a term; one of the same name that is there already stays.
    pub(crate) fn add(&mut self, entry: Entry) {
        if self.find(&entry.name).is_some() {
            return;
        }
        let at = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
        self.terms.push(entry);
        let Self { terms, index, .. } = self;
        let name_hash = |at: &u32| terms.get(*at as usize).map_or(0, |entry| hash(&entry.name));
        let new = name_hash(&at);
        index.insert_unique(new, at, name_hash);
    }

    /// This definition laid over the one it imports:
    /// [Context Processing step 5.6.8](https://www.w3.org/TR/json-ld11-api/#context-processing-algorithm).
    pub(crate) fn over(&self, imported: &Self) -> Self {
        let mut merged = Self {
            version: self.version.clone().or(|| imported.version.clone()),
            import: Given::Absent,
            base: self.base.clone().or(|| imported.base.clone()),
            vocab: self.vocab.clone().or(|| imported.vocab.clone()),
            language: self.language.clone().or(|| imported.language.clone()),
            direction: self.direction.clone().or(|| imported.direction.clone()),
            propagate: self.propagate.clone().or(|| imported.propagate.clone()),
            protected: self.protected.clone().or(|| imported.protected.clone()),
            ..Self::default()
        };
        for entry in self.terms.iter().chain(&imported.terms) {
            merged.add(entry.clone());
        }
        merged
    }
}

/// A term with what a context says of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) name: Arc<str>,
    pub(crate) body: Body,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Body {
    Null,
    Simple(Arc<str>),
    Full(Arc<Expanded>),
    Wrong(Arc<str>),
}

/// An [expanded term definition](https://www.w3.org/TR/json-ld11/#expanded-term-definition).
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Expanded {
    pub(crate) id: Given<Arc<str>>,
    pub(crate) reverse: Given<Arc<str>>,
    pub(crate) kind: Given<Arc<str>>,
    pub(crate) container: Given<Container>,
    pub(crate) context: Option<Arc<Local>>,
    pub(crate) language: Given<Arc<str>>,
    pub(crate) direction: Given<Direction>,
    pub(crate) index: Given<Arc<str>>,
    pub(crate) nest: Given<Arc<str>>,
    pub(crate) prefix: Given<bool>,
    pub(crate) protected: Given<bool>,
    pub(crate) unknown: Option<Arc<str>>,
}

/// A base direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Direction {
    Ltr,
    Rtl,
}

impl Direction {
    pub(crate) fn of(text: &str) -> Option<Self> {
        match text {
            "ltr" => Some(Self::Ltr),
            "rtl" => Some(Self::Rtl),
            _ => None,
        }
    }

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// A [container mapping](https://www.w3.org/TR/json-ld11/#dfn-container-mapping): a set of keywords.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Container(u8);

impl Container {
    pub(crate) const LIST: Self = Self(1);
    pub(crate) const SET: Self = Self(2);
    pub(crate) const INDEX: Self = Self(4);
    pub(crate) const LANGUAGE: Self = Self(8);
    pub(crate) const ID: Self = Self(16);
    pub(crate) const TYPE: Self = Self(32);
    pub(crate) const GRAPH: Self = Self(64);
    /// Written as an array, which says the same.
    const ARRAY: Self = Self(128);

    pub(crate) const NAMES: [(Self, &'static str); 7] = [
        (Self::LIST, "@list"),
        (Self::SET, "@set"),
        (Self::INDEX, "@index"),
        (Self::LANGUAGE, "@language"),
        (Self::ID, "@id"),
        (Self::TYPE, "@type"),
        (Self::GRAPH, "@graph"),
    ];

    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it is written as one string, all that JSON-LD 1.0 has.
    pub(crate) const fn is_one_string(self) -> bool {
        self.0.count_ones() == 1
    }

    pub(crate) const fn is_array(self) -> bool {
        self.has(Self::ARRAY)
    }

    /// What it says, however it is written.
    pub(crate) const fn meaning(self) -> Self {
        Self(self.0 & !Self::ARRAY.0)
    }

    pub(crate) const fn as_array(self) -> Self {
        self.with(Self::ARRAY)
    }

    /// The combination of these keywords, if it is one of those in
    /// [Create Term Definition step 19.1](https://www.w3.org/TR/json-ld11-api/#create-term-definition).
    pub(crate) fn of<'a>(keywords: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut set = Self::default();
        let mut count = 0_u32;
        for keyword in keywords {
            let (flag, _) = Self::NAMES.iter().find(|(_, name)| *name == keyword)?;
            set = set.with(*flag);
            count += 1;
        }
        let one = set.0.count_ones() == 1;
        let main = Self(set.0 & !Self::SET.0);
        let graph_map = main == Self::GRAPH.with(Self::ID) || main == Self::GRAPH.with(Self::INDEX);
        let with_set = main.0.count_ones() <= 1 && main != Self::LIST;
        (count == set.0.count_ones() && (one || graph_map || with_set) && count > 0).then_some(set)
    }
}

/// The hash of all term names. Seeded for the process, so that no context can be written to make names collide.
pub(crate) fn hash(name: &str) -> u64 {
    static SEED: OnceLock<DefaultHashBuilder> = OnceLock::new();
    SEED.get_or_init(DefaultHashBuilder::default).hash_one(name)
}
