//! Steps 12.7 and 12.8: the values of a property.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{
    Above, Compactor,
    add::{add_value, map_in},
    container_of,
    node::Draft,
};
use crate::{
    Fault, LdError,
    context::{Active, Coercion, Container, Iri, Mapping, Term},
    keyword::Keyword,
    place::Place,
};

impl Compactor<'_> {
    /// Step 12.7.
    pub(super) fn compact_nothing(
        &mut self,
        draft: &mut Draft<'_>,
        property: &str,
        value: &Value,
        place: &Place<'_>,
    ) -> Result<(), LdError> {
        let name = self.property(draft.active, property, Some(value), draft.inside_reverse, place)?;
        let into = nest_result(draft, &name, place)?;
        add_value(into, &name, Value::Array(Vec::new()), true);
        Ok(())
    }

    /// Step 12.8, for one item.
    pub(super) fn compact_item(
        &mut self,
        draft: &mut Draft<'_>,
        property: &str,
        item: &Value,
        place: &Place<'_>,
    ) -> Result<(), LdError> {
        let active = draft.active;
        // Step 12.8.1.
        let mut name = self.property(active, property, Some(item), draft.inside_reverse, place)?;
        // Beyond the specification: a term that cannot hold the item is not taken.
        if let Some(term) = active.term(&name)
            && !can_hold(term, active, item, draft, &name)
        {
            name = self.without_term(active, property, Some(item), place)?;
        }
        // Step 12.8.4.
        let container = container_of(active, Some(&name));
        // Step 12.8.5.
        let as_array = container.has(Container::SET)
            || matches!(property, "@graph" | "@list")
            || !self.options.compact_arrays;
        // Step 12.8.6.
        let members = item.as_object();
        let graph = members.filter(|members| is_graph(members));
        let list = item.get("@list");
        let (inner, key) = match (list, graph) {
            (Some(list), _) => (list, Some("@list")),
            (None, Some(graph)) => (graph.get("@graph").unwrap_or(item), Some("@graph")),
            (None, None) => (item, None),
        };
        let above = if container.has(Container::INDEX) {
            Above::IndexMap
        } else if container.has(Container::TYPE) {
            Above::TypeMap
        } else {
            Above::Any
        };
        let inner_place = key.map(|key| place.key(key));
        let compacted =
            self.compact(active, Some(&name), inner, above, inner_place.as_ref().unwrap_or(place))?;
        let made = if list.is_some() {
            self.list(active, container, item, compacted)?
        } else if let Some(graph) = graph {
            self.graph(active, container, graph, compacted, place)?
        } else if container.has(MAPS) && !container.has(Container::GRAPH) {
            self.entry(active, container, &name, item, compacted, place)?
        } else if active.term(&name).is_some_and(|term| term.coercion == Some(Coercion::Json)) {
            // Arrays in JSON literals are values, not several of them.
            Made::Whole(compacted)
        } else {
            // Step 12.8.10.
            Made::Value(compacted)
        };
        let into = nest_result(draft, &name, place)?;
        match made {
            Made::Value(value) => add_value(into, &name, value, as_array),
            Made::Whole(value) => {
                into.insert(name, value);
            }
            Made::Entry(key, value) => {
                if let Some(map) = map_in(into, &name) {
                    add_value(map, &key, value, as_array);
                }
            }
        }
        Ok(())
    }

    /// Step 12.8.7.
    fn list(
        &mut self,
        active: &Arc<Active>,
        container: Container,
        item: &Value,
        compacted: Value,
    ) -> Result<Made, LdError> {
        // Step 12.8.7.1.
        let compacted = match compacted {
            Value::Array(items) => Value::Array(items),
            one => Value::Array(vec![one]),
        };
        // Step 12.8.7.3.
        if container.has(Container::LIST) {
            return Ok(Made::Whole(compacted));
        }
        // Step 12.8.7.2.
        let mut list = Map::new();
        list.insert(self.alias(active, Keyword::List)?, compacted);
        if let Some(index) = item.get("@index") {
            list.insert(self.alias(active, Keyword::Index)?, index.clone());
        }
        Ok(Made::Value(Value::Object(list)))
    }

    /// Step 12.8.8.
    fn graph(
        &mut self,
        active: &Arc<Active>,
        container: Container,
        item: &Map<String, Value>,
        compacted: Value,
        place: &Place<'_>,
    ) -> Result<Made, LdError> {
        let id = item.get("@id").and_then(Value::as_str);
        let index = item.get("@index").and_then(Value::as_str);
        let is_map = container.has(Container::GRAPH);
        // Step 12.8.8.1.
        if is_map && container.has(Container::ID) {
            let key = match id {
                Some(id) => self.id(active, id, place)?,
                None => self.alias(active, Keyword::None)?,
            };
            return Ok(Made::Entry(key, self.one_graph(active, compacted)?));
        }
        // Step 12.8.8.2.
        if is_map && container.has(Container::INDEX) && id.is_none() {
            let key = match index {
                Some(index) => index.to_owned(),
                None => self.alias(active, Keyword::None)?,
            };
            return Ok(Made::Entry(key, self.one_graph(active, compacted)?));
        }
        // Step 12.8.8.3.
        if is_map && id.is_none() {
            return Ok(Made::Value(self.one_graph(active, compacted)?));
        }
        // Step 12.8.8.4.
        let mut graph = Map::new();
        graph.insert(self.alias(active, Keyword::Graph)?, compacted);
        if let Some(id) = id {
            graph.insert(self.alias(active, Keyword::Id)?, self.id(active, id, place)?.into());
        }
        if let Some(index) = index {
            graph.insert(self.alias(active, Keyword::Index)?, index.into());
        }
        Ok(Made::Value(Value::Object(graph)))
    }

    /// Step 12.8.8.3.1. Without it, several nodes would be read as so many graphs; so it is done in maps as well.
    fn one_graph(&mut self, active: &Arc<Active>, compacted: Value) -> Result<Value, LdError> {
        match compacted {
            Value::Array(nodes) if nodes.len() != 1 => {
                let mut graph = Map::new();
                graph.insert(self.alias(active, Keyword::Included)?, Value::Array(nodes));
                Ok(Value::Object(graph))
            }
            one => Ok(one),
        }
    }

    /// Step 12.8.9.
    fn entry(
        &mut self,
        active: &Arc<Active>,
        container: Container,
        name: &str,
        item: &Value,
        mut compacted: Value,
        place: &Place<'_>,
    ) -> Result<Made, LdError> {
        let text = |key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
        // Step 12.8.9.3.
        let term = active.term(name);
        let index_key = term.and_then(|term| term.rest.as_ref()?.index.clone());
        let key = if container.has(Container::LANGUAGE) {
            // Step 12.8.9.4.
            if let Some(value) = item.get("@value") {
                compacted = value.clone();
            }
            text("@language")
        } else if container.has(Container::INDEX) {
            match index_key {
                // Step 12.8.9.5.
                None => text("@index"),
                // Step 12.8.9.6. Taken is what expansion puts back: the value of the index key itself, or, where that is no
                // term, of the same IRI in another spelling.
                Some(index_key) => {
                    let is_key = |name: &&String| {
                        ***name == *index_key
                            || [name, &*index_key].iter().all(|one| active.term(one).is_none())
                                && active.expand_vocab(name, false) == active.expand_vocab(&index_key, false)
                    };
                    let key = compacted.as_object().and_then(|members| members.keys().find(is_key)).cloned();
                    key.and_then(|key| take_first(&mut compacted, &key))
                }
            }
        } else if container.has(Container::ID) {
            // Step 12.8.9.7.
            let container_key = self.alias(active, Keyword::Id)?;
            take_first(&mut compacted, &container_key)
        } else {
            // Step 12.8.9.8.
            let container_key = self.alias(active, Keyword::Type)?;
            let key = take_first(&mut compacted, &container_key);
            // Step 12.8.9.8.4.
            let only = compacted.as_object().filter(|members| members.len() == 1);
            let means_id = |key: &String| active.expand_vocab(key, false) == Iri::Keyword(Keyword::Id);
            if only.is_some_and(|members| members.keys().all(means_id)) {
                let id: Map<String, Value> =
                    item.get("@id").map(|id| ("@id".to_owned(), id.clone())).into_iter().collect();
                compacted = self.compact(active, Some(name), &Value::Object(id), Above::Any, place)?;
            }
            key
        };
        // Step 12.8.9.9.
        let key = match key {
            Some(key) => key,
            None => self.alias(active, Keyword::None)?,
        };
        // Step 12.8.9.10.
        Ok(Made::Entry(key, compacted))
    }
}

/// How a compacted item goes into the result.
enum Made {
    /// As one more value.
    Value(Value),
    /// As all that the property holds.
    Whole(Value),
    /// Under a key of the map that the property holds.
    Entry(String, Value),
}

const MAPS: Container = Container::LANGUAGE.with(Container::INDEX).with(Container::ID).with(Container::TYPE);

/// Whether a map is a [graph object](https://www.w3.org/TR/json-ld11/#dfn-graph-object).
pub(super) fn is_graph(members: &Map<String, Value>) -> bool {
    members.contains_key("@graph")
        && members.keys().all(|key| matches!(key.as_str(), "@graph" | "@id" | "@index"))
}

/// Whether what is written under a term is read as the item again.
fn can_hold(term: &Term, active: &Active, item: &Value, draft: &Draft<'_>, name: &str) -> bool {
    let container = term.container;
    // A list with nothing in it says nothing of what it would hold, and takes any term.
    if term.reverse != draft.inside_reverse && item.get("@list").is_some() {
        return false;
    }
    // Such a property holds one value alone.
    let whole = container.has(Container::LIST) || term.coercion == Some(Coercion::Json);
    if whole && holds(draft, term, name) {
        return false;
    }
    if item.get("@list").is_some() {
        return !container.has(MAPS.with(Container::GRAPH));
    }
    let Some(members) = item.as_object() else { return true };
    if is_graph(members) {
        // Named graphs stay even where they are read as graphs inside graphs: the W3C tests t0080 and t0083 have it so.
        return container.has(Container::GRAPH) || !container.has(MAPS);
    }
    if !members.contains_key("@value") {
        return true;
    }
    let rest = term.rest.as_deref();
    if container.has(Container::LANGUAGE) {
        let direction = rest.and_then(|rest| rest.direction).unwrap_or(active.direction);
        return members.get("@value").is_some_and(Value::is_string)
            && !members.contains_key("@type")
            && members.get("@direction").and_then(Value::as_str) == direction.map(|one| one.as_str());
    }
    rest.is_none_or(|rest| rest.index.is_none())
}

/// Whether the result has a value for a term already.
fn holds(draft: &Draft<'_>, term: &Term, name: &str) -> bool {
    let nest = term.rest.as_ref().and_then(|rest| rest.nest.as_deref());
    let inside = match nest {
        Some(nest) => draft.result.get(nest).and_then(Value::as_object),
        None => Some(&draft.result),
    };
    inside.is_some_and(|members| members.contains_key(name))
}

/// Steps 12.7.2, 12.7.3, 12.8.2 and 12.8.3.
fn nest_result<'r>(
    draft: &'r mut Draft<'_>,
    name: &str,
    place: &Place<'_>,
) -> Result<&'r mut Map<String, Value>, LdError> {
    let term = draft.active.term(name);
    let Some(nest) = term.and_then(|term| term.rest.as_ref()?.nest.as_deref()) else {
        return Ok(&mut draft.result);
    };
    let means_nest = |term: &Arc<Term>| term.mapping == Mapping::Keyword(Keyword::Nest);
    let found = || format!("`{nest}`, into which `{name}` is nested, does not mean `@nest`");
    let wrong = || LdError::fault(Fault::InvalidNestValue, found()).below(&place.pointer());
    if nest != "@nest" && !draft.active.term(nest).is_some_and(means_nest) {
        return Err(wrong());
    }
    map_in(&mut draft.result, nest).ok_or_else(wrong)
}

/// Takes the first value of a member out of a map, where that is a string.
fn take_first(from: &mut Value, key: &str) -> Option<String> {
    let members = from.as_object_mut()?;
    let first = accolade_json::one_or_many(members.get(key)?).first()?.as_str()?.to_owned();
    match members.get_mut(key) {
        Some(Value::Array(values)) if values.len() > 1 => {
            values.remove(0);
            if values.len() == 1 {
                let last = values.pop();
                members.insert(key.to_owned(), last.unwrap_or_default());
            }
        }
        _ => {
            members.shift_remove(key);
        }
    }
    Some(first)
}
