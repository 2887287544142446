//! [Deserialize JSON-LD to RDF](https://www.w3.org/TR/json-ld11-api/#deserialize-json-ld-to-rdf-algorithm).
//!
//! The statements are written straight from the expanded tree. The node map that the specification makes first brings
//! together what is said of one node in several places; a set of statements does that by itself.

use accolade_json::{sixteen_digits, to_jcs, whole_digits};
use accolade_report::Pointer;
use hashbrown::HashMap;
use serde_json::Value;

use crate::{
    Dataset, Fault, LdError, Options, Quad, RdfDirection, TermId,
    expand::{Item, Kind, List, Node, Property, Ref, Scalar, ValueObject},
};

/// Writes the statements of items into the dataset that their terms are of.
pub(crate) fn write(
    items: &[Item<'_>],
    dataset: &mut Dataset,
    options: &Options,
) -> Result<Repeated, LdError> {
    let repeated = Repeated::default();
    let mut writer =
        Writer { names: Names::of(dataset), dataset, options, indexes: HashMap::new(), repeated };
    for item in items {
        writer.item(item, None)?;
    }
    Ok(writer.repeated)
}

/// The items that a property of a node, or its type, holds a second time.
#[derive(Default)]
pub(crate) struct Repeated {
    /// How many there are.
    pub(crate) count: usize,
    /// Where they stand, where places are kept; not more than some.
    pub(crate) places: Vec<Pointer>,
}

/// More places than these are not listed.
pub(crate) const MOST_REPEATED: usize = 100;

struct Writer<'w, 'd> {
    dataset: &'w mut Dataset,
    options: &'w Options,
    names: Names,
    /// The `@index` of each node that has one, by graph and node.
    indexes: HashMap<(Option<TermId>, TermId), &'d str>,
    repeated: Repeated,
}

/// IRIs that many statements need.
struct Names {
    kind: TermId,
    first: TermId,
    rest: TermId,
    nil: TermId,
    boolean: TermId,
    integer: TermId,
    double: TermId,
}

/// An IRI of a namespace that many statements need.
macro_rules! rdf {
    ($local:literal) => {
        concat!("http://www.w3.org/1999/02/22-rdf-syntax-ns#", $local)
    };
}
macro_rules! xsd {
    ($local:literal) => {
        concat!("http://www.w3.org/2001/XMLSchema#", $local)
    };
}

const I18N: &str = "https://www.w3.org/ns/i18n#";

impl Names {
    fn of(dataset: &mut Dataset) -> Self {
        Self {
            kind: dataset.iri(rdf!("type")),
            first: dataset.iri(rdf!("first")),
            rest: dataset.iri(rdf!("rest")),
            nil: dataset.iri(rdf!("nil")),
            boolean: dataset.iri(xsd!("boolean")),
            integer: dataset.iri(xsd!("integer")),
            double: dataset.iri(xsd!("double")),
        }
    }
}

impl<'d> Writer<'_, 'd> {
    /// The term that an item is as an object; `None` where it is dropped.
    fn item(&mut self, item: &'d Item<'d>, graph: Option<TermId>) -> Result<Option<TermId>, LdError> {
        match item {
            Item::Node(node) => self.node(node, graph),
            Item::Value(value) => Ok(self.value(value, graph)),
            Item::List(list) => self.list(list, graph).map(Some),
        }
    }

    fn node(&mut self, node: &'d Node<'d>, graph: Option<TermId>) -> Result<Option<TermId>, LdError> {
        // [Node Map Generation](https://www.w3.org/TR/json-ld11-api/#node-map-generation) steps 6.1 and 6.2.
        let subject = match node.id {
            Some(Ref::Iri(id) | Ref::Blank(id)) => Some(id),
            Some(Ref::Unfit(_) | Ref::Keyword(_) | Ref::Null) => None,
            None => Some(self.dataset.fresh_blank()),
        };
        if let (Some(subject), Some(place)) = (subject, &node.place) {
            self.dataset.note_place(subject, || Pointer::clone(place));
        }
        // Step 6.8.
        if let (Some(subject), Some(index)) = (subject, &node.index) {
            let known = *self.indexes.entry((graph, subject)).or_insert(index);
            if known != index {
                let found = format!("one node has the indexes `{known}` and `{index}`");
                let pointer = node.place.as_deref().cloned().unwrap_or_default();
                return Err(LdError::Fault { fault: Fault::ConflictingIndexes, pointer, found });
            }
        }
        let before = self.dataset.len();
        for (position, kind) in node.types.iter().flatten().enumerate() {
            if let (Some(subject), Ref::Iri(object) | Ref::Blank(object)) = (subject, *kind) {
                let quad = Quad { subject, predicate: self.names.kind, object, graph };
                self.add(quad, before, node.type_places.get(position));
            }
        }
        let (mut before, mut last) = (before, None);
        for Property { name, item } in &node.properties {
            let Some(item) = item else { continue };
            if last.replace(*name) != Some(*name) {
                before = self.dataset.len();
            }
            let object = self.item(item, graph)?;
            if let (Some(subject), Some(predicate), Some(object)) = (subject, self.predicate(*name), object) {
                self.add(Quad { subject, predicate, object, graph }, before, item.place());
            }
        }
        last = None;
        for Property { name, item } in node.reverse.iter().flatten() {
            let Some(item) = item else { continue };
            if last.replace(*name) != Some(*name) {
                before = self.dataset.len();
            }
            let other = self.item(item, graph)?;
            if let (Some(other), Some(predicate), Some(object)) = (other, self.predicate(*name), subject) {
                self.add(Quad { subject: other, predicate, object, graph }, before, item.place());
            }
        }
        // Step 6.10. What is in a graph whose name is ill-formed is dropped with it.
        if let (Some(items), Some(name)) = (&node.graph, subject) {
            for item in items {
                self.item(item, Some(name))?;
            }
        }
        // Step 6.11.
        for item in node.included.iter().flatten() {
            self.item(item, graph)?;
        }
        Ok(subject)
    }

    fn predicate(&self, name: Ref) -> Option<TermId> {
        match name {
            Ref::Iri(id) => Some(id),
            Ref::Blank(id) if self.options.generalized_rdf => Some(id),
            Ref::Blank(_) | Ref::Unfit(_) | Ref::Keyword(_) | Ref::Null => None,
        }
    }

    /// [List to RDF Conversion](https://www.w3.org/TR/json-ld11-api/#list-to-rdf-conversion).
    fn list(&mut self, list: &'d List<'d>, graph: Option<TermId>) -> Result<TermId, LdError> {
        // Steps 1 to 3, from the end, so that the rest is known.
        let (first, rest) = (self.names.first, self.names.rest);
        let mut tail = self.names.nil;
        for item in list.items.iter().rev() {
            let object = self.item(item, graph)?;
            let head = self.dataset.fresh_blank();
            let place = item.place();
            if let Some(place) = place {
                self.dataset.note_place(head, || place.clone());
            }
            let before = self.dataset.len();
            if let Some(object) = object {
                self.add(Quad { subject: head, predicate: first, object, graph }, before, place);
            }
            self.add(Quad { subject: head, predicate: rest, object: tail, graph }, before, place);
            tail = head;
        }
        Ok(tail)
    }

    /// [Object to RDF Conversion](https://www.w3.org/TR/json-ld11-api/#object-to-rdf-conversion) of a value object.
    fn value(&mut self, value: &ValueObject<'d>, graph: Option<TermId>) -> Option<TermId> {
        // Steps 5 and 6.
        let datatype = match value.kind {
            Kind::Plain => None,
            Kind::Json => {
                // Step 8.
                let text = match value.value {
                    Scalar::Json(value) => to_jcs(value),
                    Scalar::Text(text) => to_jcs(&text.into()),
                };
                let datatype = self.dataset.iri(rdf!("JSON"));
                return Some(self.dataset.literal(&text, datatype));
            }
            Kind::Datatype(Ref::Iri(datatype)) => Some(datatype),
            Kind::Datatype(_) => return None,
        };
        // Step 7.
        let language = value.language.as_deref();
        if language.is_some_and(|language| !crate::iri::is_language_tag(language)) {
            return None;
        }
        let text = match value.value {
            Scalar::Text(text) => text,
            Scalar::Json(Value::String(text)) => text,
            // Step 9.
            Scalar::Json(Value::Bool(value)) => {
                let lexical = if *value { "true" } else { "false" };
                return Some(self.dataset.literal(lexical, datatype.unwrap_or(self.names.boolean)));
            }
            // Steps 10 and 11.
            Scalar::Json(Value::Number(number)) => {
                let wants_double = datatype == Some(self.names.double);
                let (lexical, is_double) = number_form(number, wants_double);
                let native = if is_double { self.names.double } else { self.names.integer };
                return Some(self.dataset.literal(&lexical, datatype.unwrap_or(native)));
            }
            Scalar::Json(Value::Null | Value::Array(_) | Value::Object(_)) => return None,
        };
        // Step 13.
        if let (Some(direction), Some(form)) = (value.direction, self.options.rdf_direction) {
            let tag = language.unwrap_or("").to_ascii_lowercase();
            return Some(match form {
                RdfDirection::I18nDatatype => {
                    let datatype = self.dataset.iri(&format!("{I18N}{tag}_{}", direction.as_str()));
                    self.dataset.literal(text, datatype)
                }
                RdfDirection::CompoundLiteral => {
                    let literal = self.dataset.fresh_blank();
                    let mut state = |name: &str, object: &str| {
                        let predicate = self.dataset.iri(name);
                        let object = self.dataset.string(object);
                        self.dataset.insert(Quad { subject: literal, predicate, object, graph });
                    };
                    state(rdf!("value"), text);
                    if language.is_some() {
                        state(rdf!("language"), &tag);
                    }
                    state(rdf!("direction"), direction.as_str());
                    literal
                }
            });
        }
        // Steps 12 and 14.
        Some(match (language, datatype) {
            // The specification lets a processor bring tags to lower case. The ones that sign credentials do so
            // (jsonld.js 9, oxjsonld 0.2), so that a tag kept as it is would break their signatures.
            (Some(language), _) if language.bytes().any(|byte| byte.is_ascii_uppercase()) => {
                self.dataset.language_literal(text, &language.to_ascii_lowercase())
            }
            (Some(language), _) => self.dataset.language_literal(text, language),
            (None, Some(datatype)) => self.dataset.literal(text, datatype),
            (None, None) => self.dataset.string(text),
        })
    }

    /// Adds a quad. Where it was added before, though not before the dataset had `before` quads, the item that it is of stands
    /// here a second time.
    fn add(&mut self, quad: Quad, before: usize, place: Option<&Pointer>) {
        let added = match place {
            Some(place) => self.dataset.insert_from(quad, || place.clone()),
            None => self.dataset.insert(quad),
        };
        if !added && self.dataset.position(quad).is_some_and(|position| position >= before) {
            self.repeated.count += 1;
            if let Some(place) = place.filter(|_| self.repeated.places.len() < MOST_REPEATED) {
                self.repeated.places.push(place.clone());
            }
        }
    }
}

/// The canonical lexical form of a number, and whether it is that of an `xsd:double`.
fn number_form(number: &serde_json::Number, wants_double: bool) -> (String, bool) {
    if !wants_double {
        if number.is_i64() || number.is_u64() {
            return (number.to_string(), false);
        }
        if let Some(value) = number.as_f64().filter(|value| value.fract() == 0.0 && value.abs() < 1e21) {
            // Adding zero takes the sign from a negative zero.
            return (whole_digits(value + 0.0), false);
        }
    }
    (double_form(number.as_f64().unwrap_or(0.0)), true)
}

/// The canonical form of an `xsd:double` as JSON-LD has it: up to 15 digits after the point, no trailing zeros but one;
/// see [Data Round Tripping](https://www.w3.org/TR/json-ld11-api/#data-round-tripping).
fn double_form(value: f64) -> String {
    if value == 0.0 {
        return "0.0E0".to_owned();
    }
    let (digits, exponent) = sixteen_digits(value.abs());
    let digits = digits.to_string();
    let (first, rest) = digits.split_at(1);
    let (rest, sign) = (rest.trim_end_matches('0'), if value < 0.0 { "-" } else { "" });
    format!("{sign}{first}.{}E{exponent}", if rest.is_empty() { "0" } else { rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of the JSON-LD 1.1 API specification and of the Open Badges implementation guide.
    #[test]
    fn writes_numbers_as_json_ld_does() {
        for (text, plain, double) in [
            ("42", "42", "4.2E1"),
            ("42.0", "42", "4.2E1"),
            ("42.5", "4.25E1", "4.25E1"),
            ("5.3", "5.3E0", "5.3E0"),
            ("-0.0", "0", "0.0E0"),
            ("0", "0", "0.0E0"),
            ("1e21", "1.0E21", "1.0E21"),
            ("-1e21", "-1.0E21", "-1.0E21"),
            ("1e20", "100000000000000000000", "1.0E20"),
            ("9007199254740991", "9007199254740991", "9.007199254740991E15"),
            ("1e-7", "1.0E-7", "1.0E-7"),
            ("0.1", "1.0E-1", "1.0E-1"),
            ("123456789.123456789", "1.234567891234568E8", "1.234567891234568E8"),
        ] {
            let number: serde_json::Number = serde_json::from_str(text).unwrap();
            assert_eq!(number_form(&number, false).0, plain, "{text}");
            assert_eq!(number_form(&number, true).0, double, "{text}");
        }
    }
}
