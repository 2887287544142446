//! From JSON to [`Local`] contexts.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::local::{Body, Container, Definition, Direction, Entry, Expanded, Form, Given, Local};

/// Reads a local context.
pub(crate) fn read(value: &Value) -> Arc<Local> {
    Local::new(match value {
        Value::Null => Form::Null,
        Value::String(url) => Form::Url(url.as_str().into()),
        Value::Array(items) => Form::Many(items.iter().map(|item| read(unwrapped(item))).collect()),
        Value::Object(members) => Form::Definition(Box::new(definition(members))),
        other => Form::Wrong(shown(other)),
    })
}

/// What stands inside an item that is itself wrapped as `{"@context": {…}}`. Such items are no contexts by the letter of
/// the specification, but jsonld.js takes them, and signed documents with them are in use.
pub(crate) fn unwrapped(item: &Value) -> &Value {
    match item.as_object() {
        Some(members) if members.len() == 1 => {
            members.get("@context").filter(|inner| inner.is_object()).unwrap_or(item)
        }
        _ => item,
    }
}

fn definition(members: &Map<String, Value>) -> Definition {
    let mut read = Definition::default();
    for (name, value) in members {
        match name.as_str() {
            "@version" => read.version = given(value, version),
            "@import" => read.import = text(value),
            "@base" => read.base = text(value),
            "@vocab" => read.vocab = text(value),
            "@language" => read.language = text(value),
            "@direction" => read.direction = given(value, direction),
            "@propagate" => read.propagate = given(value, Value::as_bool),
            "@protected" => read.protected = given(value, Value::as_bool),
            _ => read.add(Entry { name: name.as_str().into(), body: body(value) }),
        }
    }
    read
}

fn body(value: &Value) -> Body {
    let members = match value {
        Value::Null => return Body::Null,
        Value::String(iri) => return Body::Simple(iri.as_str().into()),
        Value::Object(members) => members,
        other => return Body::Wrong(shown(other)),
    };
    let mut read = Expanded::default();
    for (name, value) in members {
        match name.as_str() {
            "@id" => read.id = text(value),
            "@reverse" => read.reverse = text(value),
            "@type" => read.kind = text(value),
            "@container" => read.container = given(value, container),
            "@context" => read.context = Some(self::read(value)),
            "@language" => read.language = text(value),
            "@direction" => read.direction = given(value, direction),
            "@index" => read.index = text(value),
            "@nest" => read.nest = text(value),
            "@prefix" => read.prefix = given(value, Value::as_bool),
            "@protected" => read.protected = given(value, Value::as_bool),
            other => read.unknown = Some(other.into()),
        }
    }
    Body::Full(Arc::new(read))
}

fn given<T>(value: &Value, read: impl FnOnce(&Value) -> Option<T>) -> Given<T> {
    match value {
        Value::Null => Given::Null,
        value => read(value).map_or_else(|| Given::Wrong(shown(value)), Given::Is),
    }
}

fn text(value: &Value) -> Given<Arc<str>> {
    given(value, |value| value.as_str().map(Arc::from))
}

fn version(value: &Value) -> Option<()> {
    // The specification's editors' draft allows 1.2 beside 1.1; both are numbers, not strings.
    let number = value.as_f64()?;
    (number == 1.1 || number == 1.2).then_some(())
}

fn direction(value: &Value) -> Option<Direction> {
    Direction::of(value.as_str()?)
}

fn container(value: &Value) -> Option<Container> {
    match value {
        Value::String(one) => Container::of(std::iter::once(one.as_str())),
        Value::Array(many) => {
            let names: Option<Vec<&str>> = many.iter().map(Value::as_str).collect();
            Some(Container::of(names?.into_iter())?.as_array())
        }
        _ => None,
    }
}

/// The start of a value, for a message.
pub(crate) fn shown(value: &Value) -> Arc<str> {
    match value {
        Value::Object(_) => "an object".into(),
        Value::Array(_) => "an array".into(),
        other => accolade_json::to_text(other).chars().take(60).collect::<String>().into(),
    }
}
