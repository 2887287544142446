//! Steps 4 to 13: an object and its members.

use std::{borrow::Cow, sync::Arc};

use serde_json::{Map, Value};

use super::{Above, Compactor, add::add_value, container_of};
use crate::{
    LdError,
    context::{Active, Container, Iri},
    keyword::Keyword,
    place::Place,
};

/// *result*, with what its members are compacted by.
pub(super) struct Draft<'a> {
    pub(super) active: &'a Arc<Active>,
    type_scoped: &'a Arc<Active>,
    above: Above<'a>,
    /// The container mapping of *active property*.
    container: Container,
    pub(super) inside_reverse: bool,
    /// What is being added is a reverse property, under a reverse term.
    pub(super) reversed: bool,
    pub(super) result: Map<String, Value>,
}

impl Compactor<'_> {
    pub(super) fn compact_object(
        &mut self,
        outside: &Arc<Active>,
        property: Option<&str>,
        element: &Map<String, Value>,
        above: Above<'_>,
        place: &Place<'_>,
    ) -> Result<Value, LdError> {
        // Step 8, here because the array that it makes is read before any context inside applies.
        if let Some(list) = element.get("@list")
            && container_of(outside, property).has(Container::LIST)
        {
            return self.compact_list(outside, property, list, &place.key("@list"));
        }
        let mut types = element.get("@type").map_or(&[][..], accolade_json::one_or_many);
        let mut active = Cow::Borrowed(outside);
        // Step 5, and what expansion does in maps (§5.1.2 steps 13.8.3.1 and 13.8.3.2).
        let is_reference = element.len() == 1 && element.contains_key("@id");
        let reverts = match above {
            Above::Any => !is_reference && !element.contains_key("@value"),
            Above::IndexMap(_) => false,
            Above::IdMap | Above::TypeMap => true,
        };
        if let Some(previous) = outside.previous.as_ref().filter(|_| reverts) {
            active = Cow::Owned(previous.clone());
        }
        if above == Above::TypeMap
            && let Some((Value::String(kind), others)) = types.split_first()
        {
            types = others;
            let key = self.vocab(outside, kind, place)?;
            if let Some(scoped) = active.clone().term(&key).and_then(|term| term.scoped()) {
                active = Cow::Owned(self.apply_scoped(&active, scoped, false, false, place)?);
            }
        }
        // Step 6. The definition is that of the context outside, or of the one in a map, as it is in expansion.
        let defining = if matches!(above, Above::IdMap | Above::TypeMap) {
            active.clone()
        } else {
            Cow::Borrowed(outside)
        };
        let term = property.and_then(|property| defining.term(property));
        if let Some(scoped) = term.and_then(|term| term.scoped()) {
            active = Cow::Owned(self.apply_scoped(&active, scoped, true, true, place)?);
        }
        // Step 7, and step 12.8.9.8.4 for what only has an identifier beside the type that is its key.
        let only_typed = above == Above::TypeMap
            && element.len() == 2
            && element.contains_key("@type")
            && types.is_empty();
        let value = match element.get_key_value("@id").filter(|_| only_typed) {
            Some((key, id)) => {
                let reference = Map::from_iter([(key.clone(), id.clone())]);
                self.compact_value(&active, property, &reference, place)?
            }
            None if above == Above::IdMap => None,
            None => self.compact_value(&active, property, element, place)?,
        };
        if let Some(value) = value {
            return Ok(value);
        }
        // Step 12.8.7.2, for lists in lists as well: what they hold is read by the definition of *active property*.
        if let Some(list) = element.get("@list") {
            let compacted = self.compact_list(&active, property, list, &place.key("@list"))?;
            let mut result = Map::from_iter([(self.alias(&active, Keyword::List)?, compacted)]);
            if let Some(index) = element.get("@index") {
                result.insert(self.alias(&active, Keyword::Index)?, index.clone());
            }
            return Ok(Value::Object(result));
        }
        // Step 1, here because expansion reads types by this context.
        let type_scoped = Arc::clone(&active);
        // Step 11.
        let mut names = Vec::with_capacity(types.len());
        for kind in types.iter().filter_map(Value::as_str) {
            names.push(self.vocab(&type_scoped, kind, place)?);
        }
        names.sort_unstable();
        for name in &names {
            if let Some(scoped) = type_scoped.term(name).and_then(|term| term.scoped()) {
                active = Cow::Owned(self.apply_scoped(&active, scoped, false, false, place)?);
            }
        }
        // Steps 9 and 10.
        let mut draft = Draft {
            active: &active,
            type_scoped: &type_scoped,
            above,
            container: container_of(outside, property),
            inside_reverse: property == Some("@reverse"),
            reversed: false,
            result: Map::new(),
        };
        // Step 12.
        for (name, value) in element {
            self.compact_member(&mut draft, name, value, &place.key(name))?;
        }
        // Step 13.
        Ok(Value::Object(draft.result))
    }

    /// The items of a list, always as an array: steps 8 and 12.8.7.1.
    fn compact_list(
        &mut self,
        active: &Arc<Active>,
        property: Option<&str>,
        list: &Value,
        place: &Place<'_>,
    ) -> Result<Value, LdError> {
        Ok(match self.compact(active, property, list, Above::Any, place)? {
            Value::Array(items) => Value::Array(items),
            one => Value::Array(vec![one]),
        })
    }

    /// Step 12, for one member.
    fn compact_member(
        &mut self,
        draft: &mut Draft<'_>,
        property: &str,
        value: &Value,
        place: &Place<'_>,
    ) -> Result<(), LdError> {
        let active = draft.active;
        match Keyword::of(property) {
            // What is a key is not said twice.
            Some(Keyword::Id) if draft.above == Above::IdMap => {}
            // Step 12.1.
            Some(Keyword::Id) => {
                let compacted = match value.as_str() {
                    Some(id) => self.id(active, id, place)?.into(),
                    None => value.clone(),
                };
                draft.result.insert(self.alias(active, Keyword::Id)?, compacted);
            }
            // Step 12.2.
            Some(Keyword::Type) => {
                let compacted = match value {
                    Value::Array(types) => {
                        let in_key = usize::from(draft.above == Above::TypeMap);
                        if types.len() == in_key {
                            return Ok(());
                        }
                        let mut names = Vec::with_capacity(types.len());
                        for kind in types.iter().skip(in_key).filter_map(Value::as_str) {
                            names.push(self.vocab(draft.type_scoped, kind, place)?.into());
                        }
                        Value::Array(names)
                    }
                    Value::String(kind) => self.vocab(draft.type_scoped, kind, place)?.into(),
                    other => other.clone(),
                };
                // Step 12.2.3. The name is one that means `@type` before the contexts of the types apply as well: only so are
                // these applied when the result is read.
                let mut alias = self.alias(active, Keyword::Type)?;
                if draft.type_scoped.expand_vocab(&alias, false) != Iri::Keyword(Keyword::Type) {
                    Keyword::Type.as_str().clone_into(&mut alias);
                }
                // Step 12.2.4. The type of a value is never an array.
                let is_set = container_of(active, Some(&alias)).has(Container::SET);
                let as_array =
                    value.is_array() && (is_set && !self.options.refuse_1_1 || !self.options.compact_arrays);
                add_value(&mut draft.result, &alias, compacted, as_array);
            }
            // Step 12.3.
            Some(Keyword::Reverse) => self.compact_reverse(draft, value, place)?,
            // Step 12.5.
            Some(Keyword::Index) if draft.container.has(Container::INDEX) => {}
            // Step 12.6.
            Some(keyword @ (Keyword::Direction | Keyword::Index | Keyword::Language | Keyword::Value)) => {
                draft.result.insert(self.alias(active, keyword)?, value.clone());
            }
            // Steps 12.7 and 12.8.
            _ => match value.as_array() {
                Some(items) if !items.is_empty() => {
                    let in_key = usize::from(draft.above == Above::IndexMap(Some(property)));
                    for (position, item) in items.iter().enumerate().skip(in_key) {
                        self.compact_item(draft, property, item, &place.index(position))?;
                    }
                }
                _ => self.compact_nothing(draft, property, value, place)?,
            },
        }
        Ok(())
    }

    /// Step 12.3, with the properties that a reverse term stands for first: these are read by the context of the node, what
    /// stays below `@reverse` by that of an object inside it.
    fn compact_reverse(
        &mut self,
        draft: &mut Draft<'_>,
        value: &Value,
        place: &Place<'_>,
    ) -> Result<(), LdError> {
        // Step 12.3.2.
        let mut remaining: Map<String, Value> = Map::new();
        for (property, values) in value.as_object().into_iter().flatten() {
            let below = place.key(property);
            let items = accolade_json::one_or_many(values);
            let mut left = Vec::new();
            for (position, item) in items.iter().enumerate() {
                if !self.compact_reversed(draft, property, item, &below.index(position))? {
                    left.push(item.clone());
                }
            }
            if !left.is_empty() || items.is_empty() {
                remaining.insert(property.clone(), Value::Array(left));
            }
        }
        // Steps 12.3.1 and 12.3.3.
        if !remaining.is_empty() {
            let remaining = Value::Object(remaining);
            let compacted = self.compact(draft.active, Some("@reverse"), &remaining, Above::Any, place)?;
            draft.result.insert(self.alias(draft.active, Keyword::Reverse)?, compacted);
        }
        Ok(())
    }
}
