use crate::rdfc::{Budget, HashAlgorithm};

/// How base directions are written in RDF; see [JSON-LD 1.1 §10.1](https://www.w3.org/TR/json-ld11/#the-i18n-namespace).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RdfDirection {
    /// As a datatype that names language and direction. Data Integrity suites do so.
    I18nDatatype,
    /// As a blank node with value, language and direction.
    CompoundLiteral,
}

/// How a document is read.
///
/// The default is what proofs need: no base, so that every identifier is a full IRI; directions kept as datatypes; no
/// generalized RDF.
///
/// ```
/// use accolade_ld::Options;
/// let options = Options::default().with_base("https://university.example/");
/// assert_eq!(options.base(), Some("https://university.example/"));
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    pub(crate) base: Option<String>,
    pub(crate) expand_context: Option<serde_json::Value>,
    pub(crate) rdf_direction: Option<RdfDirection>,
    pub(crate) generalized_rdf: bool,
    pub(crate) places: bool,
    pub(crate) agreement: bool,
    pub(crate) refuse_1_1: bool,
    pub(crate) compact_arrays: bool,
    pub(crate) compact_to_relative: bool,
    pub(crate) term_budget: usize,
    pub(crate) depth: usize,
    pub(crate) hash: HashAlgorithm,
    pub(crate) budget: Budget,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            base: None,
            expand_context: None,
            rdf_direction: Some(RdfDirection::I18nDatatype),
            generalized_rdf: false,
            places: false,
            agreement: false,
            refuse_1_1: false,
            compact_arrays: true,
            compact_to_relative: true,
            // The 50 badges of a full CLR, were each to bring 2,000 terms of its own, come to half of it; at some
            // 200 ns a term it ends within 50 ms.
            term_budget: 200_000,
            // `accolade_json` reads at most 120 levels.
            depth: 128,
            hash: HashAlgorithm::Sha256,
            budget: Budget::default(),
        }
    }
}

impl Options {
    /// Resolves relative references against that IRI.
    #[must_use]
    pub fn with_base(mut self, base: impl Into<String>) -> Self {
        self.base = Some(base.into());
        self
    }

    /// The base IRI.
    #[must_use]
    pub fn base(&self) -> Option<&str> {
        self.base.as_deref()
    }

    /// Reads the document as if it stood below that context.
    #[must_use]
    pub fn with_expand_context(mut self, context: serde_json::Value) -> Self {
        self.expand_context = Some(context);
        self
    }

    /// Writes base directions in that way; `None` drops them.
    #[must_use]
    pub const fn with_rdf_direction(mut self, direction: Option<RdfDirection>) -> Self {
        self.rdf_direction = direction;
        self
    }

    /// Keeps blank nodes as properties, which only generalized RDF has.
    #[must_use]
    pub const fn with_generalized_rdf(mut self) -> Self {
        self.generalized_rdf = true;
        self
    }

    /// Refuses contexts that use what JSON-LD 1.1 added, as the
    /// [processing mode](https://www.w3.org/TR/json-ld11-api/#dom-jsonldoptions-processingmode) `json-ld-1.0` does. All else
    /// is read as JSON-LD 1.1.
    #[must_use]
    pub const fn refusing_json_ld_1_1(mut self) -> Self {
        self.refuse_1_1 = true;
        self
    }

    /// Writes every value as an array when [compacting](crate::compact()), even where there is only one.
    #[must_use]
    pub const fn keeping_arrays(mut self) -> Self {
        self.compact_arrays = false;
        self
    }

    /// Writes no identifier relative to the base when [compacting](crate::compact()).
    #[must_use]
    pub const fn keeping_full_iris(mut self) -> Self {
        self.compact_to_relative = false;
        self
    }

    /// Keeps the place in the document of each blank node and quad, to explain the result; costs time.
    #[must_use]
    pub const fn with_places(mut self) -> Self {
        self.places = true;
        self
    }

    /// Also finds where a reader of the JSON would see something else than the statements say; see
    /// [`agreement`](crate::agreement()).
    #[must_use]
    pub const fn with_agreement(mut self) -> Self {
        self.agreement = true;
        self
    }

    /// Allows the document's contexts to define that many terms in all.
    #[must_use]
    pub const fn with_term_budget(mut self, terms: usize) -> Self {
        self.term_budget = terms;
        self
    }

    /// Canonicalizes with that hash function; SHA-256 by default.
    #[must_use]
    pub const fn with_hash(mut self, hash: HashAlgorithm) -> Self {
        self.hash = hash;
        self
    }

    /// Canonicalizes within that budget.
    #[must_use]
    pub const fn with_budget(mut self, budget: Budget) -> Self {
        self.budget = budget;
        self
    }
}
