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

    /// Step 12.3.2.1: adds a value of a reverse property, if there is a reverse term for it.
    pub(super) fn compact_reversed(
        &mut self,
        draft: &mut Draft<'_>,
        property: &str,
        item: &Value,
        place: &Place<'_>,
    ) -> Result<bool, LdError> {
        draft.reversed = true;
        let name = self.property(draft.active, property, Some(item), true, place)?;
        let term = draft.active.term(&name);
        let fits = term.is_some_and(|term| can_hold(term, draft.active, item, draft, &name));
        if fits {
            self.compact_item(draft, property, item, place)?;
        }
        draft.reversed = false;
        Ok(fits)
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
        let reverse = draft.inside_reverse || draft.reversed;
        let mut name = self.property(active, property, Some(item), reverse, place)?;
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
        let json = active.term(&name).is_some_and(|term| term.coercion == Some(Coercion::Json));
        let made = if let Some(value) = item.get("@value").filter(|_| json) {
            // Step 7 for a JSON literal, which is all that the property holds, even where it is an array or a map.
            Made::Whole(value.clone())
        } else if item.get("@list").is_some() {
            // Steps 12.8.6 and 12.8.7.
            let compacted = self.compact(active, Some(&name), item, Above::Any, place)?;
            if container.has(Container::LIST) { Made::Whole(compacted) } else { Made::Value(compacted) }
        } else if let Some(graph) = item.as_object().filter(|members| is_graph(members)) {
            self.graph(active, &name, container, graph, &place.key("@graph"))?
        } else if container.has(MAPS) && !container.has(Container::GRAPH) {
            self.entry(active, &name, container, item, place)?
        } else {
            // Steps 12.8.6 and 12.8.10.
            Made::Value(self.compact(active, Some(&name), item, Above::Any, place)?)
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

    /// Steps 12.8.6 and 12.8.8.
    fn graph(
        &mut self,
        active: &Arc<Active>,
        name: &str,
        container: Container,
        item: &Map<String, Value>,
        place: &Place<'_>,
    ) -> Result<Made, LdError> {
        let nodes = item.get("@graph").unwrap_or(&Value::Null);
        let id = item.get("@id").and_then(Value::as_str);
        let index = item.get("@index").and_then(Value::as_str);
        let is_map = container.has(Container::GRAPH);
        // Step 12.8.8.1.
        if is_map && container.has(Container::ID) {
            let key = match id {
                Some(id) => self.id(active, id, place)?,
                None => self.alias(active, Keyword::None)?,
            };
            let compacted = self.compact(active, Some(name), nodes, Above::Any, place)?;
            return Ok(Made::Entry(key, self.one_graph(active, name, compacted, place)?));
        }
        // Step 12.8.8.2.
        if is_map && container.has(Container::INDEX) && id.is_none() {
            let key = match index {
                Some(index) => index.to_owned(),
                None => self.alias(active, Keyword::None)?,
            };
            let compacted = self.compact(active, Some(name), nodes, Above::IndexMap(None), place)?;
            return Ok(Made::Entry(key, self.one_graph(active, name, compacted, place)?));
        }
        // Step 12.8.8.3.
        if is_map && id.is_none() {
            let compacted = self.compact(active, Some(name), nodes, Above::Any, place)?;
            return Ok(Made::Value(self.one_graph(active, name, compacted, place)?));
        }
        // Step 12.8.8.4.
        let inside = self.inside(active, name, place)?;
        let mut graph = Map::new();
        let compacted = self.compact(&inside, None, nodes, Above::Any, place)?;
        graph.insert(self.alias(&inside, Keyword::Graph)?, compacted);
        if let Some(id) = id {
            graph.insert(self.alias(&inside, Keyword::Id)?, self.id(&inside, id, place)?.into());
        }
        if let Some(index) = index {
            graph.insert(self.alias(&inside, Keyword::Index)?, index.into());
        }
        Ok(Made::Value(Value::Object(graph)))
    }

    /// Step 12.8.8.3.1. Without it, several nodes would be read as so many graphs; so it is done in maps as well.
    fn one_graph(
        &mut self,
        active: &Arc<Active>,
        name: &str,
        compacted: Value,
        place: &Place<'_>,
    ) -> Result<Value, LdError> {
        match compacted {
            Value::Array(nodes) if nodes.len() != 1 => {
                let inside = self.inside(active, name, place)?;
                let mut graph = Map::new();
                graph.insert(self.alias(&inside, Keyword::Included)?, Value::Array(nodes));
                Ok(Value::Object(graph))
            }
            one => Ok(one),
        }
    }

    /// The context by which expansion reads an object that a property holds.
    fn inside(
        &mut self,
        active: &Arc<Active>,
        name: &str,
        place: &Place<'_>,
    ) -> Result<Arc<Active>, LdError> {
        let outer = active.previous.as_ref().unwrap_or(active);
        match active.term(name).and_then(|term| term.scoped()) {
            Some(scoped) => self.apply_scoped(outer, scoped, true, true, place),
            None => Ok(outer.clone()),
        }
    }

    /// Steps 12.8.6 and 12.8.9. The key is found before the item is compacted: it is read by the context outside, and what it
    /// says is left out inside.
    fn entry(
        &mut self,
        active: &Arc<Active>,
        name: &str,
        container: Container,
        item: &Value,
        place: &Place<'_>,
    ) -> Result<Made, LdError> {
        let text = |key: &str| item.get(key).and_then(Value::as_str);
        let property;
        let (key, above) = if container.has(Container::LANGUAGE) {
            // Step 12.8.9.4.
            (text("@language").map(str::to_owned), Above::Any)
        } else if container.has(Container::INDEX) {
            // Step 12.8.9.3.
            match active.term(name).and_then(|term| term.rest.as_ref()?.index.as_deref()) {
                // Step 12.8.9.5.
                None => (text("@index").map(str::to_owned), Above::IndexMap(None)),
                // Step 12.8.9.6.
                Some(index_key) => {
                    property = active.expand_vocab(index_key, false).text().unwrap_or("").to_owned();
                    let key = self.index_of(active, index_key, item.get(&property), place)?;
                    let taken = key.as_ref().map(|_| property.as_str());
                    (key, Above::IndexMap(taken))
                }
            }
        } else if container.has(Container::ID) {
            // Step 12.8.9.7.
            (text("@id").map(|id| self.id(active, id, place)).transpose()?, Above::IdMap)
        } else {
            // Step 12.8.9.8.
            let first = item.get("@type").and_then(|types| types.get(0)?.as_str());
            (first.map(|kind| self.vocab(active, kind, place)).transpose()?, Above::TypeMap)
        };
        let compacted = match item.get("@value").filter(|_| container.has(Container::LANGUAGE)) {
            Some(value) => value.clone(),
            None => self.compact(active, Some(name), item, above, place)?,
        };
        // Step 12.8.9.9.
        let key = match key {
            Some(key) => key,
            None => self.alias(active, Keyword::None)?,
        };
        // Step 12.8.9.10.
        Ok(Made::Entry(key, compacted))
    }

    /// Step 12.8.9.6.2: the first value of the property that an index map is indexed by, where it is read again from a key.
    fn index_of(
        &mut self,
        active: &Arc<Active>,
        index_key: &str,
        values: Option<&Value>,
        place: &Place<'_>,
    ) -> Result<Option<String>, LdError> {
        let Some(Value::Object(first)) = values.and_then(|values| values.get(0)) else { return Ok(None) };
        Ok(match self.compact_value(active, Some(index_key), first, place)? {
            Some(Value::String(key)) if !means_none(active, &key) => Some(key),
            _ => None,
        })
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
    if term.reverse != draft.reversed {
        return false;
    }
    let container = term.container;
    // Such a property holds one value alone.
    let json = term.coercion == Some(Coercion::Json);
    if (container.has(Container::LIST) || json) && holds(draft, term, name) {
        return false;
    }
    if json {
        return item.get("@type").is_some_and(|kind| kind == "@json");
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
            && !members.get("@language").and_then(Value::as_str).is_some_and(|tag| means_none(active, tag))
            && members.get("@direction").and_then(Value::as_str) == direction.map(|one| one.as_str());
    }
    rest.is_none_or(|rest| rest.index.is_none())
}

/// Whether the result has a value for a term already.
fn holds(draft: &Draft<'_>, term: &Term, name: &str) -> bool {
    let nest = term.rest.as_ref().and_then(|rest| rest.nest.as_deref());
    let inside = match nest {
        Some(nest) if !draft.inside_reverse => draft.result.get(nest).and_then(Value::as_object),
        _ => Some(&draft.result),
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
    let nest = term.and_then(|term| term.rest.as_ref()?.nest.as_deref());
    // Beyond the specification: a reverse property map cannot nest.
    let Some(nest) = nest.filter(|_| !draft.inside_reverse) else {
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

/// Whether the key of a map stands for none.
fn means_none(active: &Active, key: &str) -> bool {
    active.expand_vocab(key, false) == Iri::Keyword(Keyword::None)
}
