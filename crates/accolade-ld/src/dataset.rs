use std::{
    borrow::Cow,
    fmt,
    hash::{BuildHasher, Hash, Hasher},
    num::NonZeroU32,
};

use accolade_report::Pointer;
use hashbrown::{DefaultHashBuilder, HashTable};

/// The datatype of a literal that names none: a string.
pub const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";

/// A term of one [`Dataset`]: an IRI, a blank node or a literal, as a small number that means nothing outside it.
///
/// Equal terms of a dataset have equal ids.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(NonZeroU32);

/// What kind of term a [`TermId`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// An IRI.
    Iri,
    /// A blank node.
    Blank,
    /// A literal.
    Literal,
}

/// A term with its text, as read back from a [`Dataset`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term<'a> {
    /// An IRI.
    Iri(&'a str),
    /// A blank node, with its label (without `_:`).
    Blank(Cow<'a, str>),
    /// A literal.
    Literal(Literal<'a>),
}

/// A literal with its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Literal<'a> {
    /// The lexical form.
    pub lexical: &'a str,
    /// The IRI of the datatype; `rdf:langString` where there is a language.
    pub datatype: &'a str,
    /// The language tag, if there is one.
    pub language: Option<&'a str>,
}

/// One statement: subject, predicate, object, and the name of the graph it stands in (`None`: the default graph).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quad {
    /// The subject.
    pub subject: TermId,
    /// The predicate.
    pub predicate: TermId,
    /// The object.
    pub object: TermId,
    /// The graph's name.
    pub graph: Option<TermId>,
}

/// An RDF dataset: a set of [`Quad`]s over terms that are interned in one arena.
///
/// Terms are written with [`iri`](Self::iri), [`blank`](Self::blank) and friends, which give the same id for the same
/// term; quads are four ids. Writing a quad over known terms allocates nothing but its place in the list.
///
/// ```
/// use accolade_ld::{Dataset, Quad, Term};
///
/// let mut dataset = Dataset::new();
/// let subject = dataset.blank("b0");
/// let predicate = dataset.iri("https://schema.org/name");
/// let object = dataset.language_literal("Ada", "en");
/// assert!(dataset.insert(Quad { subject, predicate, object, graph: None }));
/// assert!(!dataset.insert(Quad { subject, predicate, object, graph: None }));
/// assert_eq!(dataset.len(), 1);
/// assert_eq!(dataset.term(predicate), Term::Iri("https://schema.org/name"));
/// ```
#[derive(Clone, Default)]
pub struct Dataset {
    text: String,
    iris: Vec<Span>,
    blanks: Vec<Option<Span>>,
    literals: Vec<StoredLiteral>,
    quads: Vec<Quad>,
    index: Index,
    places: Option<Box<Places>>,
    overfull: bool,
}

impl Dataset {
    /// An empty dataset.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty dataset that also keeps the places its blank nodes and quads come from; see [`note_place`](Self::note_place).
    #[must_use]
    pub fn with_places() -> Self {
        Self { places: Some(Box::default()), ..Self::default() }
    }

    /// An empty dataset with room for that many quads and bytes of text.
    #[must_use]
    pub fn with_capacity(quads: usize, text: usize) -> Self {
        Self {
            text: String::with_capacity(text),
            quads: Vec::with_capacity(quads),
            index: Index {
                quads: HashTable::with_capacity(quads),
                // Each predicate and type is one, and most stand more than once.
                iris: HashTable::with_capacity(quads),
                ..Index::default()
            },
            iris: Vec::with_capacity(quads),
            ..Self::default()
        }
    }

    /// The IRI.
    pub fn iri(&mut self, iri: &str) -> TermId {
        let Self { text, iris, index, .. } = self;
        let hash = index.seed.hash_one(iri);
        let found =
            index.iris.find(hash, |at| iris.get(*at as usize).is_some_and(|span| span.of(text) == iri));
        if let Some(at) = found {
            return TermId::new(TermKind::Iri, *at);
        }
        let span = self.store(iri);
        let at = self.next(self.iris.len());
        self.iris.push(span);
        let Self { text, iris, index, .. } = self;
        let rehash = |at: &u32| index.seed.hash_one(iris.get(*at as usize).map_or("", |span| span.of(text)));
        index.iris.insert_unique(hash, at, rehash);
        TermId::new(TermKind::Iri, at)
    }

    /// The blank node of that label, which is written without its `_:`.
    pub fn blank(&mut self, label: &str) -> TermId {
        let Self { text, blanks, index, .. } = self;
        let hash = index.seed.hash_one(label);
        let label_at = |at: &u32| blanks.get(*at as usize).and_then(|span| span.map(|span| span.of(text)));
        if let Some(at) = index.blanks.find(hash, |at| label_at(at) == Some(label)) {
            return TermId::new(TermKind::Blank, *at);
        }
        let span = self.store(label);
        let at = self.next(self.blanks.len());
        self.blanks.push(Some(span));
        let Self { text, blanks, index, .. } = self;
        let label_at = |at: &u32| blanks.get(*at as usize).and_then(|span| span.map(|span| span.of(text)));
        index.blanks.insert_unique(hash, at, |at| index.seed.hash_one(label_at(at).unwrap_or("")));
        TermId::new(TermKind::Blank, at)
    }

    /// A new blank node, different from every other, even from those that [`blank`](Self::blank) makes later.
    pub fn fresh_blank(&mut self) -> TermId {
        let at = self.next(self.blanks.len());
        self.blanks.push(None);
        TermId::new(TermKind::Blank, at)
    }

    /// The literal of a datatype, which is an IRI of this dataset.
    pub fn literal(&mut self, lexical: &str, datatype: TermId) -> TermId {
        let is_string = self.iri_text(datatype) == Some(XSD_STRING);
        self.intern_literal(lexical, if is_string { Key::String } else { Key::Datatype(datatype) })
    }

    /// The literal of datatype `xsd:string`.
    pub fn string(&mut self, lexical: &str) -> TermId {
        self.intern_literal(lexical, Key::String)
    }

    /// The literal in a language. The tag is kept as it is written.
    pub fn language_literal(&mut self, lexical: &str, language: &str) -> TermId {
        self.intern_literal(lexical, Key::Language(language))
    }

    /// Adds a quad; `false` where it was there already.
    pub fn insert(&mut self, quad: Quad) -> bool {
        let Self { quads, index, .. } = self;
        let hash = index.seed.hash_one(quad);
        if index.quads.find(hash, |at| quads.get(*at as usize) == Some(&quad)).is_some() {
            return false;
        }
        let at = self.next(self.quads.len());
        self.quads.push(quad);
        let Self { quads, index, .. } = self;
        let rehash = |at: &u32| quads.get(*at as usize).map_or(0, |quad| index.seed.hash_one(quad));
        index.quads.insert_unique(hash, at, rehash);
        true
    }

    /// Where a quad stands among the [quads](Self::quads).
    pub(crate) fn position(&self, quad: Quad) -> Option<usize> {
        let hash = self.index.seed.hash_one(quad);
        let same = |at: &u32| self.quads.get(*at as usize) == Some(&quad);
        self.index.quads.find(hash, same).map(|at| *at as usize)
    }

    /// Adds a quad and, where this dataset [keeps places](Self::with_places), remembers where in the document it was first
    /// stated. `place` is called only then.
    pub fn insert_from(&mut self, quad: Quad, place: impl FnOnce() -> Pointer) -> bool {
        let at = self.quads.len();
        let added = self.insert(quad);
        if added && let Some(places) = &mut self.places {
            places.quads.resize(at, None);
            places.quads.push(Some(place()));
        }
        added
    }

    /// Remembers where in the document a blank node was first met, where this dataset [keeps places](Self::with_places).
    /// `place` is called only then.
    pub fn note_place(&mut self, blank: TermId, place: impl FnOnce() -> Pointer) {
        if let (Some(places), Some(at)) = (&mut self.places, blank.blank_index()) {
            if places.blanks.len() <= at {
                places.blanks.resize(at + 1, None);
            }
            if let Some(slot @ None) = places.blanks.get_mut(at) {
                *slot = Some(place());
            }
        }
    }

    /// The place of a blank node, where it is known.
    #[must_use]
    pub fn place_of(&self, blank: TermId) -> Option<&Pointer> {
        self.places.as_ref()?.blanks.get(blank.blank_index()?)?.as_ref()
    }

    /// The place of a quad, given by its position in [`quads`](Self::quads), where it is known.
    #[must_use]
    pub fn place_of_quad(&self, position: usize) -> Option<&Pointer> {
        self.places.as_ref()?.quads.get(position)?.as_ref()
    }

    /// The quads, each once, in the order in which they were added.
    #[must_use]
    pub fn quads(&self) -> &[Quad] {
        &self.quads
    }

    /// How many quads there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.quads.len()
    }

    /// Whether there is no quad.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.quads.is_empty()
    }

    /// How many blank nodes were made, in quads or not.
    #[must_use]
    pub fn blank_count(&self) -> usize {
        self.blanks.len()
    }

    /// The blank nodes in the order in which they were made.
    pub fn blanks(&self) -> impl Iterator<Item = TermId> + use<> {
        (0..u32::try_from(self.blanks.len()).unwrap_or(u32::MAX)).map(|at| TermId::new(TermKind::Blank, at))
    }

    /// The term with its text.
    #[must_use]
    pub fn term(&self, id: TermId) -> Term<'_> {
        match id.kind() {
            TermKind::Iri => Term::Iri(self.iri_text(id).unwrap_or("")),
            TermKind::Blank => Term::Blank(self.label(id)),
            TermKind::Literal => Term::Literal(self.literal_parts(id)),
        }
    }

    /// The text of an IRI; `None` for another kind of term.
    #[must_use]
    pub fn iri_text(&self, id: TermId) -> Option<&str> {
        match id.kind() {
            TermKind::Iri => self.iris.get(id.index()).map(|span| span.of(&self.text)),
            TermKind::Blank | TermKind::Literal => None,
        }
    }

    pub(crate) const fn iri_count(&self) -> usize {
        self.iris.len()
    }

    pub(crate) const fn literal_count(&self) -> usize {
        self.literals.len()
    }

    /// Whether more was put in than ids can tell apart (2^30 terms of a kind, 4 GiB of text): such a dataset is not whole,
    /// and is not canonicalized.
    #[must_use]
    pub const fn is_overfull(&self) -> bool {
        self.overfull
    }

    /// A blank node made without a label is shown as `b` and its number, with underscores where another has that label.
    fn label(&self, id: TermId) -> Cow<'_, str> {
        match self.blanks.get(id.index()) {
            Some(Some(span)) => Cow::Borrowed(span.of(&self.text)),
            _ => {
                let mut label = format!("b{}", id.index());
                while self.has_label(&label) {
                    label.push('_');
                }
                Cow::Owned(label)
            }
        }
    }

    fn has_label(&self, label: &str) -> bool {
        let label_at =
            |at: &u32| self.blanks.get(*at as usize).and_then(|span| span.map(|span| span.of(&self.text)));
        self.index.blanks.find(self.index.seed.hash_one(label), |at| label_at(at) == Some(label)).is_some()
    }

    fn literal_parts(&self, id: TermId) -> Literal<'_> {
        let Some(stored) = self.literals.get(id.index()) else {
            return Literal { lexical: "", datatype: XSD_STRING, language: None };
        };
        let lexical = stored.lexical.of(&self.text);
        match stored.suffix {
            Suffix::String => Literal { lexical, datatype: XSD_STRING, language: None },
            Suffix::Datatype(iri) => {
                Literal { lexical, datatype: self.iri_text(iri).unwrap_or(""), language: None }
            }
            Suffix::Language(span) => {
                Literal { lexical, datatype: RDF_LANG_STRING, language: Some(span.of(&self.text)) }
            }
        }
    }

    fn intern_literal(&mut self, lexical: &str, key: Key<'_>) -> TermId {
        let Self { text, literals, index, .. } = self;
        let hash = hash_literal(&index.seed, lexical, key);
        let found = index.literals.find(hash, |at| {
            literals
                .get(*at as usize)
                .is_some_and(|stored| stored.lexical.of(text) == lexical && stored.suffix.key(text) == key)
        });
        if let Some(at) = found {
            return TermId::new(TermKind::Literal, *at);
        }
        let lexical = self.store(lexical);
        let suffix = match key {
            Key::String => Suffix::String,
            Key::Datatype(iri) => Suffix::Datatype(iri),
            Key::Language(tag) => Suffix::Language(self.store(tag)),
        };
        let at = self.next(self.literals.len());
        self.literals.push(StoredLiteral { lexical, suffix });
        let Self { text, literals, index, .. } = self;
        index.literals.insert_unique(hash, at, |at| {
            literals.get(*at as usize).map_or(0, |stored| {
                hash_literal(&index.seed, stored.lexical.of(text), stored.suffix.key(text))
            })
        });
        TermId::new(TermKind::Literal, at)
    }

    fn store(&mut self, text: &str) -> Span {
        match (u32::try_from(self.text.len()), u32::try_from(self.text.len() + text.len())) {
            (Ok(start), Ok(end)) => {
                self.text.push_str(text);
                Span { start, end }
            }
            _ => {
                self.overfull = true;
                Span { start: 0, end: 0 }
            }
        }
    }

    fn next(&mut self, len: usize) -> u32 {
        let at = u32::try_from(len).unwrap_or(TermId::INDEX);
        self.overfull |= at >= TermId::INDEX;
        at.min(TermId::INDEX)
    }
}

impl fmt::Debug for Dataset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |quad: &Quad| {
            (
                self.term(quad.subject),
                self.term(quad.predicate),
                self.term(quad.object),
                quad.graph.map(|graph| self.term(graph)),
            )
        };
        f.debug_set().entries(self.quads.iter().map(shown)).finish()
    }
}

impl Quad {
    /// The terms in the order of N-Quads.
    pub fn terms(self) -> impl Iterator<Item = TermId> {
        [self.subject, self.predicate, self.object].into_iter().chain(self.graph)
    }
}

impl TermId {
    const SHIFT: u32 = 30;
    const INDEX: u32 = (1 << Self::SHIFT) - 1;

    /// The kind stands in the two highest bits, as 1, 2 or 3, so that no id is zero.
    const fn new(kind: TermKind, index: u32) -> Self {
        let tag = match kind {
            TermKind::Iri => 1,
            TermKind::Blank => 2,
            TermKind::Literal => 3,
        };
        match NonZeroU32::new((tag << Self::SHIFT) | (index & Self::INDEX)) {
            Some(id) => Self(id),
            None => Self(NonZeroU32::MAX),
        }
    }

    /// What kind of term this is.
    #[must_use]
    pub const fn kind(self) -> TermKind {
        match self.0.get() >> Self::SHIFT {
            1 => TermKind::Iri,
            2 => TermKind::Blank,
            _ => TermKind::Literal,
        }
    }

    /// Whether this is a blank node.
    #[must_use]
    pub const fn is_blank(self) -> bool {
        matches!(self.kind(), TermKind::Blank)
    }

    /// The position among the dataset's blank nodes, in the order in which they were made; `None` for another kind of term.
    #[must_use]
    pub const fn blank_index(self) -> Option<usize> {
        if self.is_blank() { Some(self.index()) } else { None }
    }

    /// The position among the terms of its kind.
    pub(crate) const fn index(self) -> usize {
        (self.0.get() & Self::INDEX) as usize
    }
}

impl fmt::Debug for TermId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({})", self.kind(), self.index())
    }
}

const RDF_LANG_STRING: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";

/// A part of the arena.
#[derive(Clone, Copy)]
struct Span {
    start: u32,
    end: u32,
}

impl Span {
    fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

#[derive(Clone, Copy)]
struct StoredLiteral {
    lexical: Span,
    suffix: Suffix,
}

#[derive(Clone, Copy)]
enum Suffix {
    String,
    Datatype(TermId),
    Language(Span),
}

impl Suffix {
    fn key(self, text: &str) -> Key<'_> {
        match self {
            Self::String => Key::String,
            Self::Datatype(iri) => Key::Datatype(iri),
            Self::Language(span) => Key::Language(span.of(text)),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key<'a> {
    String,
    Datatype(TermId),
    Language(&'a str),
}

fn hash_literal(seed: &DefaultHashBuilder, lexical: &str, key: Key<'_>) -> u64 {
    let mut hasher = seed.build_hasher();
    lexical.hash(&mut hasher);
    key.hash(&mut hasher);
    hasher.finish()
}

/// Finds what was interned. The hash is seeded for each dataset, so that no document can be written to make terms
/// collide; nothing is ever read in the tables' order.
#[derive(Clone, Default)]
struct Index {
    seed: DefaultHashBuilder,
    iris: HashTable<u32>,
    blanks: HashTable<u32>,
    literals: HashTable<u32>,
    quads: HashTable<u32>,
}

/// Where in the document blank nodes and quads come from, by their positions.
#[derive(Clone, Default)]
struct Places {
    blanks: Vec<Option<Pointer>>,
    quads: Vec<Option<Pointer>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interns_each_term_once() {
        let mut dataset = Dataset::new();
        let string = dataset.iri(XSD_STRING);
        let token = dataset.iri("http://www.w3.org/2001/XMLSchema#token");
        assert_eq!(dataset.iri(XSD_STRING), string);
        assert_eq!(dataset.string("a"), dataset.literal("a", string));
        let kinds = [
            dataset.string("a"),
            dataset.literal("a", token),
            dataset.language_literal("a", "en"),
            dataset.language_literal("a", "EN"),
            dataset.iri("a"),
            dataset.blank("a"),
        ];
        for (position, id) in kinds.iter().enumerate() {
            assert_eq!(kinds.iter().position(|other| other == id), Some(position));
        }
        for round in 0..2 {
            for number in 0..1000 {
                let text = number.to_string();
                let expected = (dataset.iri(&text), dataset.blank(&text), dataset.string(&text));
                let again = (dataset.iri(&text), dataset.blank(&text), dataset.string(&text));
                assert_eq!(expected, again, "{round}");
            }
        }
        assert_eq!(dataset.blank_count(), 1001);
    }

    #[test]
    fn reads_terms_back() {
        let mut dataset = Dataset::new();
        let datatype = dataset.iri("https://a.example/type");
        let literal = dataset.literal("é", datatype);
        assert_eq!(
            dataset.term(literal),
            Term::Literal(Literal { lexical: "é", datatype: "https://a.example/type", language: None })
        );
        let literal = dataset.language_literal("", "de-AT");
        let langue = Literal { lexical: "", datatype: RDF_LANG_STRING, language: Some("de-AT") };
        assert_eq!(dataset.term(literal), Term::Literal(langue));
        assert_eq!(size_of::<Quad>(), 16);
    }

    #[test]
    fn a_fresh_blank_node_is_no_other() {
        let mut dataset = Dataset::new();
        let fresh = dataset.fresh_blank();
        let named = dataset.blank("b0");
        assert_ne!(fresh, named);
        assert_eq!(dataset.term(named), Term::Blank("b0".into()));
        assert_eq!(dataset.term(fresh), Term::Blank("b0_".into()));
    }

    #[test]
    fn keeps_places_only_where_asked() {
        for (mut dataset, kept) in [(Dataset::new(), false), (Dataset::with_places(), true)] {
            let (blank, iri) = (dataset.fresh_blank(), dataset.iri("https://a.example/"));
            dataset.note_place(blank, || Pointer::root().key("first"));
            dataset.note_place(blank, || Pointer::root().key("second"));
            dataset.insert(Quad { subject: iri, predicate: iri, object: iri, graph: None });
            let quad = Quad { subject: blank, predicate: iri, object: iri, graph: None };
            assert!(dataset.insert_from(quad, || Pointer::root().key("quad")));
            assert!(!dataset.insert_from(quad, || Pointer::root().key("again")));
            assert_eq!(dataset.place_of(blank).map(Pointer::as_str), kept.then_some("/first"));
            assert_eq!(dataset.place_of_quad(0), None);
            assert_eq!(dataset.place_of_quad(1).map(Pointer::as_str), kept.then_some("/quad"));
        }
    }
}
