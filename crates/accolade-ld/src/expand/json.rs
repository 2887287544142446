//! The expanded form as JSON.

use serde_json::{Map, Value};

use super::{Item, Kind, List, Node, Property, Ref, Scalar, ValueObject};
use crate::{Dataset, Term};

/// Writes items in expanded form.
pub(crate) fn to_json(items: &[Item<'_>], dataset: &Dataset) -> Value {
    items.iter().map(|item| item_to_json(item, dataset)).collect()
}

fn item_to_json(item: &Item<'_>, dataset: &Dataset) -> Value {
    Value::Object(match item {
        Item::Node(node) => node_to_json(node, dataset),
        Item::Value(value) => value_to_json(value, dataset),
        Item::List(List { items, index, .. }) => {
            let mut out = Map::new();
            out.insert("@list".into(), to_json(items, dataset));
            add_index(&mut out, index.as_deref());
            out
        }
    })
}

fn node_to_json(node: &Node<'_>, dataset: &Dataset) -> Map<String, Value> {
    let mut out = Map::new();
    if let Some(id) = node.id {
        out.insert("@id".into(), text(id, dataset));
    }
    if let Some(types) = &node.types {
        out.insert("@type".into(), types.iter().map(|kind| text(*kind, dataset)).collect());
    }
    add_index(&mut out, node.index.as_deref());
    if let Some(graph) = &node.graph {
        out.insert("@graph".into(), to_json(graph, dataset));
    }
    if let Some(included) = &node.included {
        out.insert("@included".into(), to_json(included, dataset));
    }
    add_properties(&mut out, &node.properties, dataset);
    if let Some(reverse) = &node.reverse {
        let mut map = Map::new();
        add_properties(&mut map, reverse, dataset);
        out.insert("@reverse".into(), Value::Object(map));
    }
    out
}

fn add_properties(out: &mut Map<String, Value>, properties: &[Property<'_>], dataset: &Dataset) {
    for Property { name, item, .. } in properties {
        let name = text(*name, dataset);
        let values = out.entry(name.as_str().unwrap_or("")).or_insert_with(|| Value::Array(Vec::new()));
        if let (Value::Array(values), Some(item)) = (values, item) {
            values.push(item_to_json(item, dataset));
        }
    }
}

fn value_to_json(value: &ValueObject<'_>, dataset: &Dataset) -> Map<String, Value> {
    let mut out = Map::new();
    let written = match value.value {
        Scalar::Json(value) => value.clone(),
        Scalar::Text(text) => text.into(),
    };
    out.insert("@value".into(), written);
    match value.kind {
        Kind::Plain => {}
        Kind::Json => {
            out.insert("@type".into(), "@json".into());
        }
        Kind::Datatype(datatype) => {
            out.insert("@type".into(), text(datatype, dataset));
        }
    }
    if let Some(language) = &value.language {
        out.insert("@language".into(), language.as_ref().into());
    }
    if let Some(direction) = value.direction {
        out.insert("@direction".into(), direction.as_str().into());
    }
    add_index(&mut out, value.index.as_deref());
    out
}

fn add_index(out: &mut Map<String, Value>, index: Option<&str>) {
    if let Some(index) = index {
        out.insert("@index".into(), index.into());
    }
}

fn text(term: Ref, dataset: &Dataset) -> Value {
    match term {
        Ref::Iri(id) | Ref::Unfit(id) => dataset.iri_text(id).into(),
        Ref::Blank(id) => match dataset.term(id) {
            Term::Blank(label) => format!("_:{label}").into(),
            Term::Iri(_) | Term::Literal(_) => Value::Null,
        },
        Ref::Keyword(keyword) => keyword.as_str().into(),
        Ref::Null => Value::Null,
    }
}
