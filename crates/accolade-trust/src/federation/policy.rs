//! What a superior makes of what an entity says of itself: [§6.1](https://openid.net/specs/openid-federation-1_0.html#section-6.1).
//!
//! The specification merges the policies of a chain from the anchor down, and calls two that disagree an error. Here each is applied
//! from the entity up: whatever a subordinate's policy did, its superiors' have the last word.

use accolade_json::Value;
use serde_json::Map;

use super::statement::Statement;
use crate::TrustError;

const OPERATORS: &[&str] = &["value", "add", "default", "one_of", "subset_of", "superset_of", "essential"];

pub(super) fn apply(statement: &Statement, metadata: &mut Map<String, Value>) -> Result<(), TrustError> {
    let critical = statement.claim("metadata_policy_crit").and_then(Value::as_array).into_iter().flatten();
    for operator in critical.filter_map(Value::as_str) {
        if !OPERATORS.contains(&operator) {
            let found = operator.to_owned();
            return Err(TrustError::StatementCritical { statement: statement.to_text(), found });
        }
    }
    for (kind, parameters) in statement.object("metadata_policy") {
        // §6.1.4: a policy is about types that the entity has.
        let Some(Value::Object(members)) = metadata.get_mut(&kind) else { continue };
        for (name, operators) in parameters.as_object().into_iter().flatten() {
            let Value::Object(operators) = operators else { continue };
            parameter(members, name, operators).map_err(|what| {
                let message = format!("`{name}` of `{kind}` {what}");
                TrustError::ChainPolicy { statement: statement.to_text(), message }
            })?;
        }
    }
    Ok(())
}

/// Applies the operators of one parameter in the order of §6.1.3.1.
fn parameter(
    members: &mut Map<String, Value>,
    name: &str,
    operators: &Map<String, Value>,
) -> Result<(), &'static str> {
    let values = |value: &Value| value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
    if let Some(value) = operators.get("value") {
        match value {
            Value::Null => drop(members.shift_remove(name)),
            value => drop(members.insert(name.to_owned(), value.clone())),
        }
    }
    if let Some(more) = operators.get("add") {
        let mut all = members.get(name).map(values).unwrap_or_default();
        let new: Vec<Value> = values(more).into_iter().filter(|value| !all.contains(value)).collect();
        all.extend(new);
        members.insert(name.to_owned(), Value::Array(all));
    }
    if let (Some(value), None) = (operators.get("default"), members.get(name)) {
        members.insert(name.to_owned(), value.clone());
    }
    let found = members.get(name).cloned();
    if let (Some(allowed), Some(found)) = (operators.get("one_of"), &found)
        && !values(allowed).contains(found)
    {
        return Err("is not one of the values allowed");
    }
    if let (Some(allowed), Some(found)) = (operators.get("subset_of"), &found) {
        let allowed = values(allowed);
        let kept = values(found).into_iter().filter(|value| allowed.contains(value)).collect();
        members.insert(name.to_owned(), Value::Array(kept));
    }
    if let (Some(needed), Some(found)) = (operators.get("superset_of"), members.get(name)) {
        let found = values(found);
        if !values(needed).iter().all(|value| found.contains(value)) {
            return Err("lacks a value that is needed");
        }
    }
    match operators.get("essential") {
        Some(Value::Bool(true)) if !members.contains_key(name) => Err("is lacking"),
        _ => Ok(()),
    }
}
