//! The [Expansion algorithm](https://www.w3.org/TR/json-ld11-api/#expansion-algorithm).
//!
//! One walk over the document makes a compact [tree], from which both the statements and the expanded form are written.
//! On the way it finds each part of the document that the statements will not hold.

mod finish;
mod json;
mod maps;
mod members;
mod safe;
mod tree;
mod watch;

use std::{borrow::Cow, sync::Arc};

use accolade_report::Finding;
use serde_json::{Map, Value};

pub(crate) use json::to_json;
pub(crate) use tree::{Item, Kind, List, Node, Property, Ref, Scalar, ValueObject};

use self::{members::Draft, watch::Watch};
use crate::{
    Contexts, Dataset, Fault, LdError, Options,
    context::{Active, Coercion, Iri, Mapping, Processor, Term},
    keyword::Keyword,
    place::Place,
};

/// Walks over one document.
pub(crate) struct Expander<'c, 'd> {
    processor: Processor<'c>,
    options: &'c Options,
    pub(crate) dataset: Dataset,
    pub(crate) findings: Vec<Finding>,
    /// Items that are not yet put anywhere.
    stack: Vec<Item<'d>>,
    depth: usize,
    /// How many of the findings are warnings about `null`.
    nulls: usize,
    watch: Option<Watch<'d>>,
}

/// *active property*.
#[derive(Clone, Copy)]
enum Above<'a> {
    Nothing,
    Graph,
    Included,
    Reverse,
    Term(&'a str, Option<&'a Arc<Term>>),
}

impl<'a> Above<'a> {
    /// The same inside an object, where the property can have another definition, or none.
    fn within(self, active: &'a Active) -> Self {
        match self {
            Self::Term(name, _) => Self::Term(name, active.term(name)),
            other => other,
        }
    }
}

/// What became of an element. Its items are on the stack.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Null,
    One,
    Many,
}

impl<'c, 'd> Expander<'c, 'd> {
    pub(crate) fn new(contexts: &'c Contexts, options: &'c Options) -> Self {
        Self {
            processor: Processor::new(contexts, options),
            options,
            dataset: if options.places { Dataset::with_places() } else { Dataset::with_capacity(32, 4096) },
            findings: Vec::new(),
            stack: Vec::new(),
            depth: 0,
            nulls: 0,
            watch: None,
        }
    }

    /// Expands a document, as [`expand()`](https://www.w3.org/TR/json-ld11-api/#dom-jsonldprocessor-expand) does.
    pub(crate) fn expand_document(&mut self, document: &'d Value) -> Result<Vec<Item<'d>>, LdError> {
        if self.options.agreement {
            self.watch = Some(Watch::over(document));
        }
        let mut active = self.processor.initial();
        if let Some(context) = &self.options.expand_context {
            let context = context.get("@context").unwrap_or(context);
            active = self.processor.apply_written(&active, context)?;
        }
        self.expand(&active, Above::Nothing, document, false, &Place::root())?;
        let mut items = std::mem::take(&mut self.stack);
        // A document that says nothing but `@graph` is what that holds.
        if let [Item::Node(node)] = items.as_mut_slice()
            && node.is_graph()
            && node.id.is_none()
            && node.index.is_none()
        {
            items = node.graph.take().unwrap_or_default();
        }
        Ok(items)
    }

    fn expand(
        &mut self,
        active: &Arc<Active>,
        above: Above<'_>,
        element: &'d Value,
        from_map: bool,
        place: &Place<'_>,
    ) -> Result<Shape, LdError> {
        self.expand_in_list(active, above, element, from_map, false, place)
    }

    /// `in_list`: whether arrays inside are lists, as they are below `@list`.
    fn expand_in_list(
        &mut self,
        active: &Arc<Active>,
        above: Above<'_>,
        element: &'d Value,
        from_map: bool,
        in_list: bool,
        place: &Place<'_>,
    ) -> Result<Shape, LdError> {
        if self.depth >= self.options.depth {
            return Err(LdError::TooDeep { limit: self.options.depth, pointer: place.pointer() });
        }
        self.depth += 1;
        let shape = match element {
            // Step 1.
            Value::Null => {
                self.note_null(place);
                Shape::Null
            }
            // Step 5.
            Value::Array(items) => {
                let in_list = in_list
                    || matches!(above, Above::Term(_, Some(term)) if term.container.has(crate::context::Container::LIST));
                for (position, item) in items.iter().enumerate() {
                    let here = place.index(position);
                    let start = self.stack.len();
                    if item.is_array() && !in_list {
                        self.watch_array(&here);
                    }
                    // Steps 5.2.1 to 5.2.3.
                    let shape = self.expand_in_list(active, above, item, from_map, in_list, &here)?;
                    if in_list && shape == Shape::Many {
                        let items = self.stack.split_off(start);
                        let place = self.kept(&here);
                        self.stack.push(Item::List(List { items, index: None, place }));
                    }
                }
                Shape::Many
            }
            // Step 6.
            Value::Object(members) => self.expand_object(active, above, members, from_map, place)?,
            // Step 4.
            scalar => self.expand_scalar(active, above, scalar, place)?,
        };
        self.depth -= 1;
        Ok(shape)
    }

    /// Step 4.
    fn expand_scalar(
        &mut self,
        active: &Arc<Active>,
        above: Above<'_>,
        scalar: &'d Value,
        place: &Place<'_>,
    ) -> Result<Shape, LdError> {
        let Above::Term(name, term) = above else {
            if matches!(above, Above::Included) {
                return Err(at(place, Fault::InvalidIncludedValue, "a value is not a node"));
            }
            // Step 4.1.
            self.note_dropped(place, "a value stands outside of any property");
            return Ok(Shape::Null);
        };
        // Step 4.2.
        let scoped = match term.and_then(|term| term.scoped()) {
            Some(scoped) => Some(self.apply_scoped(active, scoped, true, true, place)?),
            None => None,
        };
        // Step 4.3.
        let item = match &scoped {
            Some(active) => self.expand_value(active, active.term(name), Scalar::Json(scalar), place),
            None => self.expand_value(active, term, Scalar::Json(scalar), place),
        };
        self.stack.push(item);
        Ok(Shape::One)
    }

    /// Steps 7 to 20.
    fn expand_object(
        &mut self,
        active: &Arc<Active>,
        above: Above<'_>,
        members: &'d Map<String, Value>,
        from_map: bool,
        place: &Place<'_>,
    ) -> Result<Shape, LdError> {
        self.watch_node(members, place);
        let mut active = Cow::Borrowed(active);
        // Step 3.
        let scoped = match above {
            Above::Term(_, Some(term)) => term.scoped(),
            _ => None,
        };
        // Step 7.
        if let Some(previous) = &active.previous
            && !from_map
            && !keeps_scope(&active, members)
        {
            active = Cow::Owned(previous.clone());
        }
        // Step 8.
        if let Some(scoped) = scoped {
            active = Cow::Owned(self.apply_scoped(&active, scoped, true, true, place)?);
        }
        // Step 9.
        if let Some(context) = members.get("@context") {
            let applied = self.processor.apply_written(&active, context);
            active = Cow::Owned(applied.map_err(|e| e.below(&place.key("@context").pointer()))?);
        }
        // Step 10.
        let type_scoped: Arc<Active> = Arc::clone(&active);
        // Step 11.
        let mut type_keys: Vec<&'d str> = Vec::new();
        for key in members.keys() {
            if type_scoped.is_type(key) {
                type_keys.push(key);
            }
        }
        type_keys.sort_unstable();
        for key in &type_keys {
            let types = members.get(*key).map_or(&[][..], accolade_json::one_or_many);
            let mut scoping: Vec<(&str, &Arc<Term>)> = Vec::new();
            for name in types.iter().filter_map(Value::as_str) {
                if let Some(term) = type_scoped.term(name).filter(|term| term.scoped().is_some()) {
                    scoping.push((name, term));
                }
            }
            scoping.sort_unstable_by_key(|(name, _)| *name);
            for (_, term) in scoping {
                if let Some(scoped) = term.scoped() {
                    active = Cow::Owned(self.apply_scoped(&active, scoped, false, false, &place.key(key))?);
                }
            }
        }
        // Step 12.
        let first_types = type_keys.first().and_then(|key| members.get(*key));
        let input_type =
            first_types.map_or(&[][..], accolade_json::one_or_many).last().and_then(Value::as_str);
        let json = input_type
            .is_some_and(|name| matches!(active.expand_vocab(name, false), Iri::Keyword(Keyword::Json)));
        // Steps 13 and 14.
        let mut draft = Draft::new(json, members.len(), self.errors());
        self.expand_members(&mut draft, &active, &type_scoped, above, members, place)?;
        // Steps 15 to 20.
        self.finish(draft, above, place)
    }

    /// Applies the context of a term definition; an error stands at the place where the term is used.
    fn apply_scoped(
        &mut self,
        active: &Arc<Active>,
        scoped: &crate::context::Scoped,
        override_protected: bool,
        propagate: bool,
        place: &Place<'_>,
    ) -> Result<Arc<Active>, LdError> {
        let applied = self.processor.apply_scoped(active, scoped, override_protected, propagate);
        applied.map_err(|error| error.at(place.pointer()))
    }

    /// The [Value Expansion algorithm](https://www.w3.org/TR/json-ld11-api/#value-expansion).
    fn expand_value(
        &mut self,
        active: &Active,
        term: Option<&Arc<Term>>,
        scalar: Scalar<'d>,
        place: &Place<'_>,
    ) -> Item<'d> {
        let text = match scalar {
            Scalar::Json(value) => value.as_str(),
            Scalar::Text(text) => Some(text),
        };
        let coercion = term.and_then(|term| term.coercion.as_ref());
        // Steps 1 and 2.
        if let (Some(text), Some(Coercion::Id | Coercion::Vocab)) = (text, coercion) {
            let iri = match coercion {
                Some(Coercion::Id) => active.expand_id(text),
                _ => active.expand_vocab(text, true),
            };
            match coercion {
                Some(Coercion::Vocab) if active.term(text).is_some() || text == iri.text().unwrap_or("") => {
                    self.watch_term(active, text, &iri, place);
                }
                _ => self.watch_id(text, &iri, place),
            }
            let id = self.reference(iri);
            self.check_id(id, text, place);
            let place = self.kept(place);
            return Item::Node(Box::new(Node { id: Some(id), place, ..Node::default() }));
        }
        // Step 3.
        let mut value = ValueObject {
            value: scalar,
            kind: Kind::Plain,
            language: None,
            direction: None,
            index: None,
            place: self.kept(place),
        };
        match coercion {
            // Step 4.
            Some(Coercion::Datatype(datatype)) => {
                let datatype = self.reference(Iri::Text(Cow::Borrowed(datatype)));
                self.check_datatype(datatype, place);
                value.kind = Kind::Datatype(datatype);
            }
            Some(Coercion::Json) => value.kind = Kind::Json,
            // Step 5.
            _ if text.is_some() => {
                let rest = term.and_then(|term| term.rest.as_ref());
                let language = rest.and_then(|rest| rest.language.as_ref()).unwrap_or(&active.language);
                value.language = language.as_ref().map(|language| Cow::Owned(language.as_ref().to_owned()));
                value.direction = rest.and_then(|rest| rest.direction).unwrap_or(active.direction);
                self.check_language(&value, place);
            }
            _ => {}
        }
        Item::Value(value)
    }

    /// The dataset's term for what IRI expansion made.
    fn reference(&mut self, iri: Iri<'_>) -> Ref {
        match iri {
            Iri::Null => Ref::Null,
            Iri::Keyword(keyword) => Ref::Keyword(keyword),
            Iri::Text(text) => match text.strip_prefix("_:") {
                Some(label) if crate::iri::is_blank_label(label) => Ref::Blank(self.dataset.blank(label)),
                None if crate::iri::is_well_formed(&text) => Ref::Iri(self.dataset.iri(&text)),
                _ => Ref::Unfit(self.dataset.iri(&text)),
            },
        }
    }
}

/// Step 7: whether the members are those of a value, or of nothing but a reference, inside a type-scoped context.
fn keeps_scope(active: &Active, members: &Map<String, Value>) -> bool {
    let means = |key: &str, keyword| {
        Keyword::of(key) == Some(keyword)
            || active.term(key).is_some_and(|term| term.mapping == Mapping::Keyword(keyword))
    };
    members.keys().any(|key| means(key, Keyword::Value))
        || (members.len() == 1 && members.keys().all(|key| means(key, Keyword::Id)))
}

fn at(place: &Place<'_>, fault: Fault, found: impl Into<String>) -> LdError {
    LdError::fault(fault, found).below(&place.pointer())
}
