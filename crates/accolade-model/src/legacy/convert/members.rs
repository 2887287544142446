//! An object of which every member is either taken or told about.

use serde_json::{Map, Value};

use crate::{codes, findings::Findings, place::Place};

pub(super) struct Members<'a> {
    node: &'a Map<String, Value>,
    place: Place<'a>,
    taken: Vec<String>,
}

impl<'a> Members<'a> {
    pub(super) fn new(node: &'a Map<String, Value>, place: Place<'a>) -> Self {
        // Contexts and classes are others in 3.0, and identifiers are looked after by themselves.
        let taken = ["@context", "type", "id"].map(str::to_owned).to_vec();
        Self { node, place, taken }
    }

    pub(super) fn take(&mut self, name: &str) -> Option<&'a Value> {
        self.taken.push(name.to_owned());
        self.node.get(name)
    }

    /// Says what was left.
    pub(super) fn tell_rest(&self, lost: &mut Findings) {
        for name in self.node.keys().filter(|name| !self.taken.contains(name)) {
            lost.warning(
                codes::OB2_LOST,
                &self.place.key(name),
                format_args!("`{name}` has no place in Open Badges 3.0"),
            );
        }
    }
}

/// An object that is being made.
#[derive(Default)]
pub(super) struct Object(Map<String, Value>);

impl Object {
    /// One with that `type` alone.
    pub(super) fn of_type(types: impl Into<Value>) -> Self {
        Self(Map::from_iter([("type".to_owned(), types.into())]))
    }

    pub(super) fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// Takes a member over as it is.
    pub(super) fn copy(&mut self, name: &str, value: Option<&Value>) {
        if let Some(value) = value {
            self.set(name, value.clone());
        }
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}
