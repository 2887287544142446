//! What a superior allows below it: [§6.2](https://openid.net/specs/openid-federation-1_0.html#section-6.2).

use accolade_json::Value;

use super::statement::Statement;
use crate::{TrustError, look_alike::host};

/// Holds the chain below a statement against its constraints: so many intermediates between its maker and the entity, these
/// subjects, an entity of these types.
pub(super) fn check(
    statement: &Statement,
    between: usize,
    below: &[&str],
    types: &[String],
) -> Result<(), TrustError> {
    let Some(constraints) = statement.claim("constraints") else { return Ok(()) };
    let broken =
        |message: String| Err(TrustError::ChainConstraint { statement: statement.to_text(), message });
    if let Some(most) = constraints.get("max_path_length")
        && most.as_u64().is_none_or(|most| between as u64 > most)
    {
        return broken(format!("{between} stand between, where {} may", accolade_json::to_text(most)));
    }
    let names = |kind: &str| constraints.get("naming_constraints").and_then(|names| names.get(kind));
    for subject in below {
        let host = host(subject);
        let is_among = |names: &Value| {
            let names = names.as_array().into_iter().flatten().filter_map(Value::as_str);
            host.as_deref().map(|host| names.into_iter().any(|name| is_below(host, name)))
        };
        // Of an identifier without a host nobody can say that it is among those permitted, nor that it is not excluded.
        if names("permitted").is_some_and(|permitted| is_among(permitted) != Some(true)) {
            return broken(format!("`{subject}` is not among the names permitted"));
        }
        if names("excluded").is_some_and(|excluded| is_among(excluded) != Some(false)) {
            return broken(format!("`{subject}` is among the names excluded"));
        }
    }
    if let Some(allowed) = constraints.get("allowed_entity_types") {
        let allowed: Vec<&str> = allowed.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        // §6.2.3: every entity is a `federation_entity`.
        let other =
            types.iter().find(|name| *name != "federation_entity" && !allowed.contains(&name.as_str()));
        if let Some(other) = other {
            return broken(format!("`{other}` is not among the types of entities allowed"));
        }
    }
    Ok(())
}

/// RFC 5280 §4.2.1.10: a host, or with a leading period everything below it.
fn is_below(host: &str, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    match name.strip_prefix('.') {
        Some(domain) => host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.') && rest.len() > 1),
        None => host == name,
    }
}
