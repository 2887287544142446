//! Pointers that go through lists.

use accolade_json::Value;
use accolade_report::Pointer;

/// Where in a document what `pattern` names is: a pointer in which lists are passed through, so that it may be in many
/// places, and in none.
pub(super) fn places_of<'d>(document: &'d Value, pattern: &str) -> Vec<Pointer> {
    let Some(pattern) = Pointer::parse(pattern) else { return Vec::new() };
    let mut places = vec![(Pointer::root(), document)];
    for segment in pattern.segments() {
        let all = places.into_iter().flat_map(|(place, value)| items(place, value));
        let below = |(place, value): (Pointer, &'d Value)| Some((place.key(&segment), value.get(&segment)?));
        places = all.filter_map(below).collect();
    }
    places.into_iter().flat_map(|(place, value)| items(place, value)).map(|(place, _)| place).collect()
}

/// The objects of a list, or the value itself.
fn items(place: Pointer, value: &Value) -> Vec<(Pointer, &Value)> {
    match value {
        Value::Array(list) if list.iter().any(Value::is_object) => {
            list.iter().enumerate().map(|(index, item)| (place.index(index), item)).collect()
        }
        _ => vec![(place, value)],
    }
}

/// Whether what stands at `inner` is a part of what stands at `outer`, or all of it.
pub(super) fn covers(outer: &Pointer, inner: &Pointer) -> bool {
    let rest = inner.as_str().strip_prefix(outer.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Pointers to all that is at `place` but for what is hidden.
pub(super) fn without(document: &Value, place: Pointer, hidden: &[Pointer]) -> Vec<Pointer> {
    if hidden.iter().any(|hidden| covers(hidden, &place)) {
        return Vec::new();
    }
    if !hidden.iter().any(|hidden| covers(&place, hidden)) && !place.as_str().is_empty() {
        return vec![place];
    }
    let below: Vec<Pointer> = match document.pointer(place.as_str()) {
        Some(Value::Object(members)) => members.keys().map(|name| place.key(name)).collect(),
        Some(Value::Array(items)) => (0..items.len()).map(|index| place.index(index)).collect(),
        _ => Vec::new(),
    };
    below.into_iter().flat_map(|place| without(document, place, hidden)).collect()
}
