use serde_json::{Map, Value};

/// [Add value](https://www.w3.org/TR/json-ld11-api/#dfn-add-value).
pub(super) fn add_value(into: &mut Map<String, Value>, key: &str, value: Value, as_array: bool) {
    // Step 1.
    if as_array {
        match into.get_mut(key) {
            Some(Value::Array(_)) => {}
            Some(other) => *other = Value::Array(vec![other.take()]),
            None => {
                into.insert(key.to_owned(), Value::Array(Vec::new()));
            }
        }
    }
    match value {
        // Step 2.
        Value::Array(values) => {
            for value in values {
                add_value(into, key, value, as_array);
            }
        }
        // Step 3.
        value => match into.get_mut(key) {
            Some(Value::Array(values)) => values.push(value),
            Some(other) => *other = Value::Array(vec![other.take(), value]),
            None => {
                into.insert(key.to_owned(), value);
            }
        },
    }
}

/// The map that a key holds, made where it is missing.
pub(super) fn map_in<'m>(into: &'m mut Map<String, Value>, key: &str) -> Option<&'m mut Map<String, Value>> {
    into.entry(key).or_insert_with(|| Value::Object(Map::new())).as_object_mut()
}
