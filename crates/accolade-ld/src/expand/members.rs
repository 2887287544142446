//! Steps 13 and 14: the members of one object.

use std::{borrow::Cow, sync::Arc};

use accolade_report::Pointer;
use serde_json::{Map, Value};

use super::{Above, Expander, Item, Kind, List, Node, Place, Property, Ref, Scalar, Shape, ValueObject, at};
use crate::{
    Fault, LdError,
    context::{Active, Coercion, Container, Direction, Iri, Term},
    keyword::Keyword,
};

/// *result*, before it is known what kind of object it is.
pub(super) struct Draft<'d> {
    /// *input type* is `@json`.
    pub(super) json: bool,
    /// Which keywords have an entry, one bit each.
    pub(super) has: u32,
    /// What a node would keep; a value, a list and a set take only the type and the index from it.
    pub(super) node: Node<'d>,
    /// `@type` was written as one string.
    pub(super) one_type: bool,
    pub(super) value: Option<&'d Value>,
    pub(super) language: Option<&'d str>,
    pub(super) direction: Option<Direction>,
    pub(super) list: Vec<Item<'d>>,
    pub(super) set: Vec<Item<'d>>,
    pub(super) set_shape: Shape,
    /// How many errors were found before this object.
    pub(super) errors_before: usize,
}

impl<'d> Draft<'d> {
    pub(super) fn new(json: bool, members: usize, errors_before: usize) -> Self {
        let node = Node { properties: Vec::with_capacity(members), ..Node::default() };
        Self {
            json,
            has: 0,
            node,
            one_type: false,
            value: None,
            language: None,
            direction: None,
            list: Vec::new(),
            set: Vec::new(),
            set_shape: Shape::Null,
            errors_before,
        }
    }

    pub(super) const fn has(&self, keyword: Keyword) -> bool {
        self.has & (1 << keyword as u32) != 0
    }

    const fn mark(&mut self, keyword: Keyword) {
        self.has |= 1 << keyword as u32;
    }

    /// Whether there is an entry for a keyword other than those, or a property.
    pub(super) fn has_other_than(&self, keywords: &[Keyword]) -> bool {
        let allowed = keywords.iter().fold(0, |bits, keyword| bits | 1 << *keyword as u32);
        self.has & !allowed != 0 || !self.node.properties.is_empty() || self.node.reverse.is_some()
    }
}

impl<'d> Expander<'_, 'd> {
    /// Steps 13 and 14.
    pub(super) fn expand_members(
        &mut self,
        draft: &mut Draft<'d>,
        active: &Arc<Active>,
        type_scoped: &Arc<Active>,
        above: Above<'_>,
        members: &'d Map<String, Value>,
        place: &Place<'_>,
    ) -> Result<(), LdError> {
        let mut nests: Vec<(&'d str, &'d Value)> = Vec::new();
        for (key, value) in members {
            // Step 13.1.
            if key == "@context" {
                continue;
            }
            // Step 13.2.
            let here = place.key(key);
            let term = active.term(key);
            let expanded = match term {
                Some(term) => Iri::of(&term.mapping),
                None => active.expand_unknown(key, true, false),
            };
            match expanded {
                // Step 13.4.14.
                Iri::Keyword(Keyword::Nest) if !matches!(above, Above::Reverse) => {
                    self.watch_keyword(Keyword::Nest, key, members, &here);
                    nests.push((key, value));
                }
                // Step 13.4.
                Iri::Keyword(keyword) => {
                    self.watch_keyword(keyword, key, members, &here);
                    self.expand_keyword(draft, keyword, active, type_scoped, above, value, &here)?;
                }
                // Steps 13.5 to 13.14.
                Iri::Text(text) if text.contains(':') => {
                    self.watch_property(active, key, term.map(|term| &**term), &text, &here);
                    let property = self.reference(Iri::Text(text));
                    self.check_property(property, key, &here);
                    self.expand_property(draft, property, active, key, term, value, &here)?;
                }
                // Step 13.3.
                Iri::Null | Iri::Text(_) => self.note_undefined(key, &here),
            }
        }
        // Step 14.
        for (key, value) in nests {
            let here = place.key(key);
            self.expand_nest(draft, active, type_scoped, key, value, &here)?;
        }
        Ok(())
    }

    /// Step 14, for one member.
    fn expand_nest(
        &mut self,
        draft: &mut Draft<'d>,
        active: &Arc<Active>,
        type_scoped: &Arc<Active>,
        key: &'d str,
        value: &'d Value,
        place: &Place<'_>,
    ) -> Result<(), LdError> {
        self.enter(place)?;
        // Step 14.1.
        let is_array = value.is_array();
        for (position, nested) in accolade_json::one_or_many(value).iter().enumerate() {
            let inner = place.index(position);
            let here = if is_array { &inner } else { place };
            // Step 14.2.1.
            let means_value =
                |key: &String| matches!(active.expand_vocab(key, false), Iri::Keyword(Keyword::Value));
            let members = match nested {
                Value::Object(members) if !members.keys().any(means_value) => members,
                _ => return Err(at(here, Fault::InvalidNestValue, "what is nested is no plain object")),
            };
            // Step 14.2.2.
            let term = active.term(key);
            let scoped = match term.and_then(|term| term.scoped()) {
                Some(scoped) => Some(self.apply_scoped(active, scoped, true, true, here)?),
                None => None,
            };
            let active = scoped.as_ref().unwrap_or(active);
            self.expand_members(draft, active, type_scoped, Above::Term(key, term), members, here)?;
        }
        self.depth -= 1;
        Ok(())
    }

    /// Step 13.4.
    #[expect(clippy::too_many_arguments, reason = "the inputs are those of the algorithm")]
    fn expand_keyword(
        &mut self,
        draft: &mut Draft<'d>,
        keyword: Keyword,
        active: &Arc<Active>,
        type_scoped: &Arc<Active>,
        above: Above<'_>,
        value: &'d Value,
        place: &Place<'_>,
    ) -> Result<(), LdError> {
        // Step 13.4.1.
        if matches!(above, Above::Reverse) {
            let found = format!("`{}` is a keyword", keyword.as_str());
            return Err(at(place, Fault::InvalidReversePropertyMap, found));
        }
        // Step 13.4.2.
        if draft.has(keyword) && !matches!(keyword, Keyword::Included | Keyword::Type) {
            let found = format!("`{}` is stated twice", keyword.as_str());
            return Err(at(place, Fault::CollidingKeywords, found));
        }
        match keyword {
            // Step 13.4.3.
            Keyword::Id => {
                let Some(written) = value.as_str() else {
                    return Err(at(place, Fault::InvalidIdValue, "the identifier is not a string"));
                };
                let iri = active.expand_id(written);
                self.watch_id(written, &iri, place);
                let id = self.reference(iri);
                self.check_id(id, written, place);
                draft.node.id = Some(id);
            }
            // Step 13.4.4.
            Keyword::Type => self.expand_types(draft, type_scoped, value, place)?,
            // Step 13.4.5.
            Keyword::Graph => {
                let start = self.stack.len();
                self.expand(active, Above::Graph, value, false, place)?;
                draft.node.graph = Some(self.stack.split_off(start));
            }
            // Step 13.4.6.
            Keyword::Included => {
                let start = self.stack.len();
                self.expand(active, Above::Included, value, false, place)?;
                let items = self.stack.split_off(start);
                if !items.iter().all(|item| matches!(item, Item::Node(_))) {
                    return Err(at(place, Fault::InvalidIncludedValue, "a value is not a node"));
                }
                draft.node.included.get_or_insert_default().extend(items);
            }
            // Step 13.4.7.
            Keyword::Value => {
                if !draft.json && (value.is_object() || value.is_array()) {
                    let found = "the value is an object or an array";
                    return Err(at(place, Fault::InvalidValueObjectValue, found));
                }
                draft.value = Some(value);
            }
            // Step 13.4.8.
            Keyword::Language => match value.as_str() {
                Some(language) => draft.language = Some(language),
                None => {
                    return Err(at(place, Fault::InvalidLanguageTaggedString, "the tag is not a string"));
                }
            },
            // Step 13.4.9.
            Keyword::Direction => match value.as_str().and_then(Direction::of) {
                Some(direction) => draft.direction = Some(direction),
                None => {
                    let found = "the value is neither `ltr` nor `rtl`";
                    return Err(at(place, Fault::InvalidBaseDirection, found));
                }
            },
            // Step 13.4.10.
            Keyword::Index => {
                let Some(index) = value.as_str() else {
                    return Err(at(place, Fault::InvalidIndexValue, "the index is not a string"));
                };
                self.note_index(place);
                draft.node.index = Some(Cow::Borrowed(index));
            }
            // Step 13.4.11.
            Keyword::List => {
                if matches!(above, Above::Included) {
                    return Err(at(place, Fault::InvalidIncludedValue, "a list is not a node"));
                }
                if !matches!(above, Above::Term(..)) {
                    self.note_dropped(place, "a list stands outside of any property");
                    return Ok(());
                }
                let start = self.stack.len();
                self.expand_in_list(active, above.within(active), value, false, true, place)?;
                draft.list = self.stack.split_off(start);
            }
            // Step 13.4.12.
            Keyword::Set => {
                let start = self.stack.len();
                draft.set_shape = self.expand(active, above.within(active), value, false, place)?;
                draft.set = self.stack.split_off(start);
            }
            // Step 13.4.13.
            Keyword::Reverse => return self.expand_reverse(draft, active, value, place),
            Keyword::Base
            | Keyword::Container
            | Keyword::Context
            | Keyword::Import
            | Keyword::Json
            | Keyword::Nest
            | Keyword::None
            | Keyword::Prefix
            | Keyword::Propagate
            | Keyword::Protected
            | Keyword::Version
            | Keyword::Vocab => {
                // These mean something in contexts only.
                self.note_dropped(place, "the keyword means nothing here");
                return Ok(());
            }
        }
        // Step 13.4.16.
        draft.mark(keyword);
        Ok(())
    }

    /// Step 13.4.4.
    fn expand_types(
        &mut self,
        draft: &mut Draft<'d>,
        type_scoped: &Arc<Active>,
        value: &'d Value,
        place: &Place<'_>,
    ) -> Result<(), LdError> {
        let names = accolade_json::one_or_many(value);
        let is_array = value.is_array();
        draft.one_type = !is_array && draft.node.types.is_none();
        let mut types = draft.node.types.take().unwrap_or_else(|| Vec::with_capacity(names.len()));
        for (position, name) in names.iter().enumerate() {
            let inner = place.index(position);
            let here = if is_array { &inner } else { place };
            let Some(name) = name.as_str() else {
                return Err(at(here, Fault::InvalidTypeValue, "the type is not a string"));
            };
            let iri = type_scoped.expand_vocab(name, true);
            self.watch_term(type_scoped, name, &iri, here);
            let kind = self.reference(iri);
            // `@json` and `@none` are types of values.
            if !matches!(kind, Ref::Keyword(Keyword::Json | Keyword::None)) {
                self.check_type(kind, name, here);
            }
            types.push(kind);
            if self.options.places {
                draft.node.type_places.push(here.pointer());
            }
        }
        draft.node.types = Some(types);
        Ok(())
    }

    /// Step 13.4.13.
    fn expand_reverse(
        &mut self,
        draft: &mut Draft<'d>,
        active: &Arc<Active>,
        value: &'d Value,
        place: &Place<'_>,
    ) -> Result<(), LdError> {
        // Step 13.4.13.1.
        if !value.is_object() {
            return Err(at(place, Fault::InvalidReverseValue, "the value is not an object"));
        }
        // Step 13.4.13.2.
        let start = self.stack.len();
        self.expand(active, Above::Reverse, value, false, place)?;
        for item in self.stack.split_off(start) {
            let Item::Node(node) = item else { continue };
            // Step 13.4.13.3.
            draft.node.properties.extend(node.reverse.into_iter().flatten());
            // Step 13.4.13.4.
            for property in node.properties {
                if !matches!(property.item, None | Some(Item::Node(_))) {
                    let found = "the value of a reverse property is not a node";
                    return Err(at(place, Fault::InvalidReversePropertyValue, found));
                }
                draft.node.reverse.get_or_insert_default().push(property);
                draft.mark(Keyword::Reverse);
            }
        }
        Ok(())
    }

    /// Steps 13.5 to 13.14.
    #[expect(clippy::too_many_arguments, reason = "the inputs are those of the algorithm")]
    fn expand_property(
        &mut self,
        draft: &mut Draft<'d>,
        property: Ref,
        active: &Arc<Active>,
        key: &'d str,
        term: Option<&Arc<Term>>,
        value: &'d Value,
        place: &Place<'_>,
    ) -> Result<(), LdError> {
        // Step 13.5.
        let container = term.map_or_else(Container::default, |term| term.container);
        let start = self.stack.len();
        let shape = match (value, term) {
            // Step 13.6.
            (_, Some(term)) if term.coercion == Some(Coercion::Json) => {
                let value = Scalar::Json(value);
                self.stack.push(Item::Value(ValueObject {
                    value,
                    kind: Kind::Json,
                    language: None,
                    direction: None,
                    index: None,
                    place: self.kept(place),
                }));
                Shape::One
            }
            // Step 13.7.
            (Value::Object(map), Some(term)) if container.has(Container::LANGUAGE) => {
                self.expand_language_map(active, term, map, place)?
            }
            // Step 13.8.
            (Value::Object(map), Some(term))
                if container.has(Container::INDEX.with(Container::TYPE).with(Container::ID)) =>
            {
                self.expand_map(active, key, term, map, place)?
            }
            // Step 13.9.
            _ => self.expand(active, Above::Term(key, term), value, false, place)?,
        };
        // Step 13.10.
        if shape == Shape::Null {
            return Ok(());
        }
        // Step 13.11.
        if container.has(Container::LIST) && !self.is_one_list(start, shape) {
            let items = self.stack.split_off(start);
            let place = self.kept(place);
            self.stack.push(Item::List(List { items, index: None, place }));
        }
        // Step 13.12.
        if container.has(Container::GRAPH) && !container.has(Container::ID.with(Container::INDEX)) {
            for item in self.stack.get_mut(start..).unwrap_or_default() {
                wrap_graph(item);
            }
        }
        // Steps 13.13 and 13.14.
        let reversed = term.is_some_and(|term| term.reverse);
        let into = if reversed {
            draft.mark(Keyword::Reverse);
            draft.node.reverse.get_or_insert_default()
        } else {
            &mut draft.node.properties
        };
        if self.stack.len() == start {
            into.push(Property { name: property, item: None });
            return Ok(());
        }
        for item in self.stack.drain(start..) {
            // Step 13.13.4.1.
            if reversed && !matches!(item, Item::Node(_)) {
                let found = "the value of a reverse property is not a node";
                return Err(at(place, Fault::InvalidReversePropertyValue, found));
            }
            into.push(Property { name: property, item: Some(item) });
        }
        Ok(())
    }

    fn is_one_list(&self, start: usize, shape: Shape) -> bool {
        shape == Shape::One && matches!(self.stack.get(start..), Some([Item::List(_)]))
    }

    pub(super) fn kept(&self, place: &Place<'_>) -> Option<Box<Pointer>> {
        self.options.places.then(|| Box::new(place.pointer()))
    }

    fn enter(&mut self, place: &Place<'_>) -> Result<(), LdError> {
        if self.depth >= self.options.depth {
            return Err(LdError::TooDeep { limit: self.options.depth, pointer: place.pointer() });
        }
        self.depth += 1;
        Ok(())
    }
}

/// Step 13.12.1.
pub(super) fn wrap_graph(item: &mut Item<'_>) {
    let inner = std::mem::replace(item, Item::List(List { items: Vec::new(), index: None, place: None }));
    let place = inner.place().cloned().map(Box::new);
    *item = Item::Node(Box::new(Node { graph: Some(vec![inner]), place, ..Node::default() }));
}
