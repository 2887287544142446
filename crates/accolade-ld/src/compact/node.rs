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
    /// The container mapping of *active property*.
    container: Container,
    pub(super) inside_reverse: bool,
    pub(super) result: Map<String, Value>,
}

impl Compactor<'_> {
    pub(super) fn compact_object(
        &mut self,
        outside: &Arc<Active>,
        property: Option<&str>,
        element: &Map<String, Value>,
        above: Above,
        place: &Place<'_>,
    ) -> Result<Value, LdError> {
        // Step 8, here because the array that it makes is read before any context inside applies.
        if let Some(list) = element.get("@list")
            && container_of(outside, property).has(Container::LIST)
        {
            return self.compact(outside, property, list, above, &place.key("@list"));
        }
        let mut active = Cow::Borrowed(outside);
        // Step 5.
        let is_reference = element.len() == 1 && element.contains_key("@id");
        if let Some(previous) = &outside.previous
            && above != Above::IndexMap
            && !element.contains_key("@value")
            && !is_reference
        {
            active = Cow::Owned(previous.clone());
        }
        // Step 6. The definition is that of the context outside, as it is in expansion.
        if let Some(scoped) =
            property.and_then(|property| outside.term(property)).and_then(|term| term.scoped())
        {
            active = Cow::Owned(self.apply_scoped(&active, scoped, true, true, place)?);
        }
        // Step 7.
        if let Some(value) = self.compact_value(&active, property, element, place)? {
            return Ok(value);
        }
        // Step 1, here because expansion reads types by this context; only the keys of a type map by the one outside.
        let type_scoped = if above == Above::TypeMap { outside.clone() } else { Arc::clone(&active) };
        // Step 11.
        let types = element.get("@type").map_or(&[][..], accolade_json::one_or_many);
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
            container: container_of(outside, property),
            inside_reverse: property == Some("@reverse"),
            result: Map::new(),
        };
        // Step 12.
        for (name, value) in element {
            self.compact_member(&mut draft, name, value, &place.key(name))?;
        }
        // Step 13.
        Ok(Value::Object(draft.result))
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
                        let mut names = Vec::with_capacity(types.len());
                        for kind in types.iter().filter_map(Value::as_str) {
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
                    for (position, item) in items.iter().enumerate() {
                        self.compact_item(draft, property, item, &place.index(position))?;
                    }
                }
                _ => self.compact_nothing(draft, property, value, place)?,
            },
        }
        Ok(())
    }

    /// Step 12.3.
    fn compact_reverse(
        &mut self,
        draft: &mut Draft<'_>,
        value: &Value,
        place: &Place<'_>,
    ) -> Result<(), LdError> {
        let active = draft.active;
        // Step 12.3.1.
        let compacted = self.compact(active, Some("@reverse"), value, Above::Any, place)?;
        let Value::Object(members) = compacted else { return Ok(()) };
        // Step 12.3.2.
        let mut remaining = Map::new();
        for (name, value) in members {
            match active.term(&name) {
                Some(term) if term.reverse => {
                    let as_array = term.container.has(Container::SET) || !self.options.compact_arrays;
                    add_value(&mut draft.result, &name, value, as_array);
                }
                _ => {
                    remaining.insert(name, value);
                }
            }
        }
        // Step 12.3.3.
        if !remaining.is_empty() {
            draft.result.insert(self.alias(active, Keyword::Reverse)?, Value::Object(remaining));
        }
        Ok(())
    }
}
