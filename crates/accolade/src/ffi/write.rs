//! Writing answers: no different from what `serde` makes of them, and by hand for the same reason as reading.

use accolade_json::{Map, Value};

/// An object to which members are added.
#[derive(Default)]
pub(super) struct Object(Map<String, Value>);

impl Object {
    /// An answer of that type.
    pub(super) fn of_type(name: &str) -> Self {
        let mut out = Self::default();
        out.set("type", name);
        out
    }

    pub(super) fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// Sets what is there.
    pub(super) fn set_some(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    pub(super) fn end(self) -> Value {
        Value::Object(self.0)
    }
}

pub(super) fn list<T>(items: Vec<T>, value: fn(T) -> Value) -> Value {
    Value::Array(items.into_iter().map(value).collect())
}
