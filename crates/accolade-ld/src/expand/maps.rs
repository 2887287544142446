//! Steps 13.7 and 13.8: values that are indexed by language, index, identifier or type.

use std::{borrow::Cow, sync::Arc};

use serde_json::{Map, Value};

use super::{
    Above, Expander, Item, Kind, Place, Property, Scalar, Shape, ValueObject, at, members::wrap_graph,
};
use crate::{
    Fault, LdError,
    context::{Active, Container, Iri, Term},
    keyword::Keyword,
};

impl<'d> Expander<'_, 'd> {
    /// Step 13.7.
    pub(super) fn expand_language_map(
        &mut self,
        active: &Arc<Active>,
        term: &Term,
        map: &'d Map<String, Value>,
        place: &Place<'_>,
    ) -> Result<Shape, LdError> {
        // Steps 13.7.2 and 13.7.3.
        let direction = term.rest.as_ref().and_then(|rest| rest.direction).unwrap_or(active.direction);
        // Step 13.7.4.
        for (language, texts) in map {
            let is_array = texts.is_array();
            let below = place.key(language);
            for (position, text) in accolade_json::one_or_many(texts).iter().enumerate() {
                let inner = below.index(position);
                let here = if is_array { &inner } else { &below };
                if text.is_null() {
                    self.note_null(here);
                    continue;
                }
                if !text.is_string() {
                    let found = format!("a text in the language `{language}` is not a string");
                    return Err(at(here, Fault::InvalidLanguageMapValue, found));
                }
                // Step 13.7.4.2.4.
                let none = matches!(active.expand_vocab(language, false), Iri::Keyword(Keyword::None));
                let value = ValueObject {
                    value: Scalar::Json(text),
                    kind: Kind::Plain,
                    language: (!none).then_some(Cow::Borrowed(language)),
                    direction,
                    index: None,
                    place: self.kept(here),
                };
                self.check_language(&value, here);
                self.stack.push(Item::Value(value));
            }
        }
        Ok(Shape::Many)
    }

    /// Step 13.8.
    pub(super) fn expand_map(
        &mut self,
        active: &Arc<Active>,
        key: &'d str,
        term: &Term,
        map: &'d Map<String, Value>,
        place: &Place<'_>,
    ) -> Result<Shape, LdError> {
        // Steps 13.8.1 and 13.8.2.
        let container = term.container;
        let index_key = term.rest.as_ref().and_then(|rest| rest.index.as_deref());
        let start = self.stack.len();
        for (index, value) in map {
            let here = place.key(index);
            // Steps 13.8.3.1 to 13.8.3.3.
            let mut map_context = active.clone();
            if container.has(Container::ID.with(Container::TYPE)) {
                map_context = active.previous.clone().unwrap_or(map_context);
            }
            if container.has(Container::TYPE)
                && let Some(scoped) = map_context.clone().term(index).and_then(|term| term.scoped())
            {
                // As everywhere else, what holds for a type holds for the typed object alone.
                map_context = self.apply_scoped(&map_context, scoped, false, false, &here)?;
            }
            // Step 13.8.3.4.
            let none = matches!(active.expand_vocab(index, false), Iri::Keyword(Keyword::None));
            // Steps 13.8.3.5 and 13.8.3.6.
            let from = self.stack.len();
            let above = map_context.clone();
            self.expand(&map_context, Above::Term(key, above.term(key)), value, true, &here)?;
            // Step 13.8.3.7.
            let mut items = self.stack.split_off(from);
            for item in &mut items {
                // Step 13.8.3.7.1.
                if container.has(Container::GRAPH) && !matches!(item, Item::Node(node) if node.is_graph()) {
                    wrap_graph(item);
                }
                if none {
                    continue;
                }
                if container.has(Container::INDEX) {
                    match index_key {
                        Some(index_key) => self.state_index(active, index_key, index, item, &here)?,
                        None => self.index(item, index, &here),
                    }
                } else if container.has(Container::ID) {
                    self.identify(active, item, index, &here)?;
                } else if container.has(Container::TYPE) {
                    self.add_type(active, item, index, &here)?;
                }
            }
            self.stack.append(&mut items);
        }
        debug_assert!(self.stack.len() >= start, "expansion only adds items");
        Ok(Shape::Many)
    }

    /// Step 13.8.3.7.2.
    fn state_index(
        &mut self,
        active: &Arc<Active>,
        index_key: &str,
        index: &'d str,
        item: &mut Item<'d>,
        place: &Place<'_>,
    ) -> Result<(), LdError> {
        let Item::Node(node) = item else {
            // Step 13.8.3.7.2.5.
            let found = "a value cannot have the index as a property";
            return Err(at(place, Fault::InvalidValueObject, found));
        };
        let value = self.expand_value(active, active.term(index_key), Scalar::Text(index), place);
        let name = self.reference(active.expand_vocab(index_key, false));
        self.check_property(name, index_key, place);
        node.properties.insert(0, Property { name, item: Some(value) });
        Ok(())
    }

    /// Step 13.8.3.7.3.
    fn index(&mut self, item: &mut Item<'d>, index: &'d str, place: &Place<'_>) {
        self.note_index(place);
        let slot = match item {
            Item::Node(node) => &mut node.index,
            Item::Value(value) => &mut value.index,
            Item::List(list) => &mut list.index,
        };
        slot.get_or_insert(Cow::Borrowed(index));
    }

    /// Step 13.8.3.7.4.
    fn identify(
        &mut self,
        active: &Arc<Active>,
        item: &mut Item<'d>,
        index: &'d str,
        place: &Place<'_>,
    ) -> Result<(), LdError> {
        match item {
            Item::Node(node) => {
                if node.id.is_some() {
                    self.note_index(place);
                } else {
                    let id = self.reference(active.expand_id(index));
                    self.check_id(id, index, place);
                    node.id = Some(id);
                }
                Ok(())
            }
            Item::Value(_) | Item::List(_) => {
                Err(at(place, Fault::InvalidValueObject, "a value cannot have an identifier"))
            }
        }
    }

    /// Step 13.8.3.7.5.
    fn add_type(
        &mut self,
        active: &Arc<Active>,
        item: &mut Item<'d>,
        index: &'d str,
        place: &Place<'_>,
    ) -> Result<(), LdError> {
        match item {
            Item::Node(node) => {
                let kind = self.reference(active.expand_vocab(index, true));
                self.check_type(kind, index, place);
                node.types.get_or_insert_default().insert(0, kind);
                if self.options.places {
                    node.type_places.insert(0, place.pointer());
                }
                Ok(())
            }
            Item::Value(_) | Item::List(_) => {
                Err(at(place, Fault::InvalidValueObject, "a value cannot have a type here"))
            }
        }
    }
}
