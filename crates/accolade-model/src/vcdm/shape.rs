//! What many rules have in common: one URL, typed objects, dates.

use accolade_json::one_or_many;
use serde_json::{Map, Value};
use time::OffsetDateTime;

use crate::{
    codes,
    findings::{Findings, Shown},
    is_url, parse_date_time_stamp,
    place::Place,
};

/// The value as an object.
pub(super) fn object<'v>(
    value: &'v Value,
    place: &Place<'_>,
    out: &mut Findings,
) -> Option<&'v Map<String, Value>> {
    if !value.is_object() {
        out.error(codes::NOT_AN_OBJECT, place, format_args!("an object is expected, not {}", Shown(value)));
    }
    value.as_object()
}

/// What holds of an object.
type Rule<'r> = dyn FnMut(&Map<String, Value>, &Place<'_>, &mut Findings) + 'r;

/// Each of one or many objects.
pub(super) fn objects(value: &Value, place: &Place<'_>, out: &mut Findings, rule: &mut Rule<'_>) {
    for (index, item) in one_or_many(value).iter().enumerate() {
        let place = &place.item(value, index);
        if let Some(node) = object(item, place, out) {
            rule(node, place, out);
        }
    }
}

/// A member that is one URL.
pub(super) fn url_member(
    node: &Map<String, Value>,
    name: &str,
    required: bool,
    place: &Place<'_>,
    out: &mut Findings,
) {
    let place = &place.key(name);
    match node.get(name) {
        Some(value) => url(value, place, out),
        None if required => out.error(codes::MISSING_PROPERTY, place, format_args!("`{name}` is required")),
        None => {}
    }
}

/// A value that is one URL.
pub(super) fn url(value: &Value, place: &Place<'_>, out: &mut Findings) {
    if value.is_array() {
        out.error(codes::SINGLE_VALUE, place, format_args!("one URL is expected, not a list"));
    } else if !value.as_str().is_some_and(is_url) {
        out.error(codes::NOT_A_URL, place, format_args!("{} is not an absolute URL", Shown(value)));
    }
}

/// `type`: required, made of names, and with the given one among them.
/// [VCDM 2.0 §4.5](https://www.w3.org/TR/vc-data-model-2.0/#types)
pub(super) fn typed(node: &Map<String, Value>, wanted: Option<&str>, place: &Place<'_>, out: &mut Findings) {
    let place = &place.key("type");
    let Some(value) = node.get("type") else {
        return out.error(codes::MISSING_PROPERTY, place, format_args!("`type` is required"));
    };
    let names = one_or_many(value);
    for (index, name) in names.iter().enumerate() {
        if name.as_str().is_none_or(str::is_empty) {
            out.error(
                codes::TYPE_MALFORMED,
                &place.item(value, index),
                format_args!("{} is not the name of a type", Shown(name)),
            );
        }
    }
    match wanted {
        Some(wanted) if !names.iter().any(|name| name.as_str() == Some(wanted)) => {
            out.error(codes::CREDENTIAL_TYPE, place, format_args!("`{wanted}` is not in `type`"));
        }
        None if names.is_empty() => {
            out.error(codes::TYPE_MALFORMED, place, format_args!("`type` is empty"));
        }
        _ => {}
    }
}

/// A member that is one date and time with a zone.
pub(super) fn dated(
    node: &Map<String, Value>,
    name: &str,
    place: &Place<'_>,
    out: &mut Findings,
) -> Option<OffsetDateTime> {
    let value = node.get(name)?;
    let place = &place.key(name);
    let read = value.as_str().and_then(parse_date_time_stamp);
    if value.is_array() {
        out.error(codes::SINGLE_VALUE, place, format_args!("one date is expected, not a list"));
    } else if read.is_none() {
        out.error(
            codes::DATE_MALFORMED,
            place,
            format_args!("{} is not a date and time with a zone", Shown(value)),
        );
    }
    read
}
