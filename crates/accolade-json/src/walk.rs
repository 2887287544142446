use accolade_report::Pointer;
use serde_json::Value;

/// The value at a place, if there is one.
///
/// ```
/// use accolade_json::lookup;
/// use accolade_report::Pointer;
/// let value = serde_json::json!({"a": [{"b/c": 1}]});
/// assert_eq!(lookup(&value, &Pointer::parse("/a/0/b~1c").unwrap()), Some(&1.into()));
/// assert_eq!(lookup(&value, &Pointer::parse("/a/00").unwrap()), None);
/// ```
#[must_use]
pub fn lookup<'a>(value: &'a Value, place: &Pointer) -> Option<&'a Value> {
    value.pointer(place.as_str())
}

/// The items of an array, or the value itself where one value stands for an array of one.
///
/// ```
/// use accolade_json::one_or_many;
/// use serde_json::json;
/// assert_eq!(one_or_many(&json!(["a", "b"])).len(), 2);
/// assert_eq!(one_or_many(&json!("a")), [json!("a")]);
/// ```
#[must_use]
pub fn one_or_many(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        one => std::slice::from_ref(one),
    }
}
