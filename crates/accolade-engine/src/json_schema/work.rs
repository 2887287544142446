//! How much work a schema that refers to itself makes of one document. It is walked over the document before it is run: each
//! subschema that will be asked about a value costs one, and each reference what it takes to prepare the schema anew.

use accolade_json::Value;

use super::target_of;

/// The most that evaluating a schema which refers to itself may cost.
const MOST_WORK: usize = 500_000;

/// How many subschemas may be asked inside each other, each on the stack.
const DEEPEST: usize = 256;

pub(super) struct Work<'s> {
    root: &'s Value,
    id: &'s str,
    /// What it takes to prepare the schema once more.
    each_reference: usize,
    left: usize,
}

impl<'s> Work<'s> {
    /// Whether the schema, of so many subschemas, can be run over the document.
    ///
    /// # Errors
    /// Why it cannot, in words.
    pub(super) fn check(
        root: &'s Value,
        id: &'s str,
        subschemas: usize,
        document: &Value,
    ) -> Result<(), &'static str> {
        Self { root, id, each_reference: subschemas, left: MOST_WORK }.asks(root, document, 0)
    }

    fn spend(&mut self, cost: usize) -> Result<(), &'static str> {
        self.left =
            self.left.checked_sub(cost).ok_or("the schema refers to itself more often than is followed")?;
        Ok(())
    }

    fn asks(&mut self, schema: &'s Value, value: &Value, depth: usize) -> Result<(), &'static str> {
        self.spend(1)?;
        if depth > DEEPEST {
            return Err("the schema refers to itself without coming to an end");
        }
        let depth = depth + 1;
        for (keyword, member) in schema.as_object().into_iter().flatten() {
            let parts = member.as_array().map(Vec::as_slice).unwrap_or_default();
            let named = member.as_object().into_iter().flatten();
            let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
            let properties = value.as_object().into_iter().flatten();
            match keyword.as_str() {
                "$ref" => {
                    if let Some(target) = member.as_str() {
                        self.spend(self.each_reference)?;
                        self.asks(target_of(self.root, self.id, target)?, value, depth)?;
                    }
                }
                "allOf" | "anyOf" | "oneOf" => {
                    parts.iter().try_for_each(|part| self.asks(part, value, depth))?;
                }
                "not" | "if" | "then" | "else" => self.asks(member, value, depth)?,
                "dependentSchemas" | "dependencies" => {
                    for (_, part) in named {
                        self.asks(part, value, depth)?;
                    }
                }
                "properties" => {
                    for (name, part) in named {
                        if let Some(value) = value.get(name) {
                            self.asks(part, value, depth)?;
                        }
                    }
                }
                "patternProperties" => {
                    for (_, part) in named {
                        properties.clone().try_for_each(|(_, value)| self.asks(part, value, depth))?;
                    }
                }
                "additionalProperties" | "unevaluatedProperties" => {
                    properties.clone().try_for_each(|(_, value)| self.asks(member, value, depth))?;
                }
                // Names are texts, with nothing in them.
                "propertyNames" => {
                    properties.clone().try_for_each(|_| self.asks(member, &Value::Null, depth))?;
                }
                "prefixItems" => {
                    parts.iter().zip(items).try_for_each(|(part, item)| self.asks(part, item, depth))?;
                }
                "items" if member.is_array() => {
                    parts.iter().zip(items).try_for_each(|(part, item)| self.asks(part, item, depth))?;
                }
                "items" | "additionalItems" | "unevaluatedItems" | "contains" => {
                    items.iter().try_for_each(|item| self.asks(member, item, depth))?;
                }
                "enum" => self.spend(parts.len())?,
                _ => {}
            }
        }
        Ok(())
    }
}
