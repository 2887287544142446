//! [Value Compaction](https://www.w3.org/TR/json-ld11-api/#value-compaction).

use std::sync::Arc;

use serde_json::{Map, Value};

use super::Compactor;
use crate::{
    LdError,
    context::{Active, Coercion, Container},
    place::Place,
};

impl Compactor<'_> {
    /// The one value that a value object or a reference can be written as, under a property. `None` where it stays an object:
    /// then its members are compacted like all others, which covers steps 8.1 and 11.
    pub(super) fn compact_value(
        &mut self,
        active: &Arc<Active>,
        property: Option<&str>,
        value: &Map<String, Value>,
        place: &Place<'_>,
    ) -> Result<Option<Value>, LdError> {
        let term = property.and_then(|property| active.term(property));
        let coercion = term.and_then(|term| term.coercion.as_ref());
        // Step 6.
        if let Some(id) = value.get("@id").and_then(Value::as_str)
            && value.keys().all(|key| matches!(key.as_str(), "@id" | "@index"))
        {
            return Ok(match coercion {
                // Step 6.1.
                Some(Coercion::Id) => Some(self.id(active, id, place)?.into()),
                // Step 6.2.
                Some(Coercion::Vocab) => Some(self.vocab(active, id, place)?.into()),
                _ => None,
            });
        }
        let Some(inner) = value.get("@value") else { return Ok(None) };
        // Steps 7 and 8. A JSON literal is written as such where its property is added: only there is it read so.
        let kind = value.get("@type").and_then(Value::as_str);
        match (kind, coercion) {
            (Some(kind), Some(coercion)) if coercion.as_str() == kind && kind != "@json" => {
                return Ok(Some(inner.clone()));
            }
            (Some(_), _) | (None, Some(Coercion::None)) => return Ok(None),
            // Beyond the specification, which does not select such a term; but a context that holds inside a property can give
            // that very property another meaning.
            (None, Some(Coercion::Datatype(_) | Coercion::Json)) => return Ok(None),
            (None, Some(Coercion::Id | Coercion::Vocab)) if inner.is_string() => return Ok(None),
            (None, _) => {}
        }
        let indexed = term.is_some_and(|term| term.container.has(Container::INDEX));
        if value.contains_key("@index") && !indexed {
            return Ok(None);
        }
        // Step 9.
        if !inner.is_string() {
            return Ok(Some(inner.clone()));
        }
        // Steps 4 and 5.
        let rest = term.and_then(|term| term.rest.as_deref());
        let language = rest.and_then(|rest| rest.language.as_ref()).unwrap_or(&active.language).as_deref();
        let direction = rest.and_then(|rest| rest.direction).unwrap_or(active.direction);
        // Step 10.
        let same_language = match (value.get("@language").and_then(Value::as_str), language) {
            (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
            (one, other) => one == other,
        };
        let same_direction =
            value.get("@direction").and_then(Value::as_str) == direction.map(|one| one.as_str());
        Ok((same_language && same_direction).then(|| inner.clone()))
    }
}
