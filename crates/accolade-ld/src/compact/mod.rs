//! The [Compaction algorithm](https://www.w3.org/TR/json-ld11-api/#compaction-algorithm).
//!
//! It goes over the expanded form as JSON, with the contexts of [`context`](crate::context). Steps are numbered as in the
//! Recommendation of 16 July 2020. `@preserve` is left out: only framing writes it.
//!
//! Followed to the letter, the algorithm writes some documents so that expansion reads other statements. Where that is so,
//! another way to write the same is taken; each place says so, and `spec-notes/json-ld.md` lists them.

mod add;
mod inverse;
mod iri;
mod item;
mod node;
mod value;

use std::sync::Arc;

use accolade_report::Pointer;
use hashbrown::HashMap;
use serde_json::{Map, Value};

use self::inverse::Inverse;
use crate::{
    Contexts, LdError, Options,
    context::{Active, Container, Processor, Scoped},
    expand,
    keyword::Keyword,
    place::Place,
};

/// The document in [compacted form](https://www.w3.org/TR/json-ld11/#compacted-document-form): what it says, in the words of
/// another context.
///
/// The document is expanded first, so it can be of any form; one that is expanded already stays as it is. What has no meaning
/// is left out by that: ask [`canonicalize`](crate::canonicalize) first where this matters. The context is given as it would
/// stand in a document, or as a document that has it, and comes back as the first member of the result, unless it says nothing.
///
/// ```
/// use accolade_ld::{Contexts, LdError, Options, compact};
/// use serde_json::json;
///
/// let expanded = json!([{
///     "@id": "did:example:ada",
///     "https://schema.org/name": [{"@value": "Ada", "@language": "en"}],
///     "https://schema.org/knows": [{"@id": "did:example:grace"}]
/// }]);
/// let context = json!({
///     "id": "@id",
///     "name": {"@id": "https://schema.org/name", "@container": "@language"},
///     "knows": {"@id": "https://schema.org/knows", "@type": "@id"}
/// });
/// let compacted = compact(&expanded, &context, &Contexts::empty(), &Options::default())?;
/// assert_eq!(
///     compacted,
///     json!({"@context": context, "id": "did:example:ada", "name": {"en": "Ada"}, "knows": "did:example:grace"})
/// );
/// # Ok::<(), LdError>(())
/// ```
///
/// # Errors
/// Those of [`expand`](crate::expand) about the document; those of contexts, with the place that the context has in the
/// result; and, with a place in the expanded form, `ld.iri-confused-with-prefix`, `ld.invalid-nest-value` and those of
/// contexts inside term definitions.
pub fn compact(
    document: &Value,
    context: &Value,
    contexts: &Contexts,
    options: &Options,
) -> Result<Value, LdError> {
    // [compact()](https://www.w3.org/TR/json-ld11-api/#dom-jsonldprocessor-compact) step 4.
    let expanded = expand(document, contexts, options)?;
    // Step 6.
    let context = context.as_object().and_then(|members| members.get("@context")).unwrap_or(context);
    // Steps 7 and 8.
    let mut compactor = Compactor {
        processor: Processor::new(contexts, options),
        options,
        inverses: HashMap::new(),
        remembered: 0,
    };
    let initial = compactor.processor.initial();
    let applied = compactor.processor.apply_written(&initial, context);
    let mut active = applied.map_err(|error| error.below(&Pointer::root().key("@context")))?;
    if !options.compact_to_relative {
        active = active.without_base();
    }
    // Step 9.
    let compacted = compactor.compact(&active, None, &expanded, Above::Any, &Place::root())?;
    let mut result = Map::new();
    // A context that says nothing is left out as well: the W3C suite has it so.
    let says_nothing = match context {
        Value::Null => true,
        Value::Object(members) => members.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    if !says_nothing {
        result.insert("@context".to_owned(), context.clone());
    }
    // Beyond the specification: of a document that is one graph without a name and nothing else, expansion takes that graph for
    // the whole.
    let only =
        expanded.as_array().filter(|items| items.len() == 1).and_then(|items| items.first()?.as_object());
    let is_graph = only.is_some_and(|only| only.len() == 1 && only.contains_key("@graph"));
    match compacted {
        Value::Object(members) if !is_graph => result.extend(members),
        Value::Array(items) if items.is_empty() => {}
        items => {
            let items = if items.is_array() { items } else { Value::Array(vec![items]) };
            result.insert(compactor.alias(&active, Keyword::Graph)?, items);
        }
    }
    Ok(Value::Object(result))
}

struct Compactor<'c> {
    processor: Processor<'c>,
    options: &'c Options,
    /// The inverse contexts by active context.
    inverses: HashMap<u64, Arc<Inverse>>,
    /// How many terms these were made of.
    remembered: usize,
}

/// How many terms the inverse contexts in memory are made of.
const REMEMBERED: usize = 50_000;

/// What an element will stand in. Expansion reads what a map holds by another context than what stands elsewhere, and adds
/// what the key says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above<'a> {
    /// Anything but a map.
    Any,
    /// An index map, or an entry of one whose key is the first value of that property.
    IndexMap(Option<&'a str>),
    /// An entry whose key is the identifier.
    IdMap,
    /// An entry whose key is the first type.
    TypeMap,
}

impl Compactor<'_> {
    /// The algorithm; `property` is *active property*.
    fn compact(
        &mut self,
        active: &Arc<Active>,
        property: Option<&str>,
        element: &Value,
        above: Above<'_>,
        place: &Place<'_>,
    ) -> Result<Value, LdError> {
        match element {
            // Step 3.
            Value::Array(items) => {
                let mut result = Vec::with_capacity(items.len());
                for (position, item) in items.iter().enumerate() {
                    // Step 3.2.
                    let compacted = self.compact(active, property, item, above, &place.index(position))?;
                    if !compacted.is_null() {
                        result.push(compacted);
                    }
                }
                // Step 3.3.
                let container = container_of(active, property);
                let kept = !self.options.compact_arrays
                    || matches!(property, Some("@graph" | "@set"))
                    || container.has(Container::LIST.with(Container::SET));
                // Step 3.4.
                Ok(match result.pop() {
                    Some(only) if result.is_empty() && !kept => only,
                    last => {
                        result.extend(last);
                        Value::Array(result)
                    }
                })
            }
            // Steps 4 to 13.
            Value::Object(members) => self.compact_object(active, property, members, above, place),
            // Step 2.
            scalar => Ok(scalar.clone()),
        }
    }

    /// Applies the context of a term definition.
    fn apply_scoped(
        &mut self,
        active: &Arc<Active>,
        scoped: &Scoped,
        override_protected: bool,
        propagate: bool,
        place: &Place<'_>,
    ) -> Result<Arc<Active>, LdError> {
        let applied = self.processor.apply_scoped(active, scoped, override_protected, propagate);
        applied.map_err(|error| error.at(place.pointer()))
    }

    /// [IRI Compaction](https://www.w3.org/TR/json-ld11-api/#iri-compaction) steps 2 and 3.
    fn inverse(&mut self, active: &Active) -> Result<Arc<Inverse>, LdError> {
        if let Some(known) = self.inverses.get(&active.id.0) {
            return Ok(known.clone());
        }
        let terms = active.terms.all();
        // Sorting in a term takes about half of the time that defining one takes.
        self.processor.spend(terms.len() / 2)?;
        self.remembered += terms.len();
        if self.remembered > REMEMBERED {
            self.inverses.clear();
            self.remembered = terms.len();
        }
        let inverse = Arc::new(Inverse::of(active, terms));
        self.inverses.insert(active.id.0, inverse.clone());
        Ok(inverse)
    }
}

/// The container mapping of a property.
fn container_of(active: &Active, property: Option<&str>) -> Container {
    let term = property.and_then(|property| active.term(property));
    term.map_or_else(Container::default, |term| term.container)
}
