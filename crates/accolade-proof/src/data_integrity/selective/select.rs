use std::collections::BTreeMap;

use accolade_report::Pointer;
use serde_json::{Map, Value};

use crate::ProofError;

/// Which parts of a document JSON pointers select, together with what gives those parts their meaning
/// ([selectJsonLd](https://www.w3.org/TR/vc-di-ecdsa/#selectjsonld)).
///
/// An object on the way to a selected part keeps its identifier, its types and its context.
///
/// ```
/// use accolade_proof::data_integrity::selective::Selection;
/// use accolade_report::Pointer;
/// use serde_json::json;
///
/// let document = json!({"id": "urn:a", "list": [{"n": 1}, {"type": "T", "n": 2, "m": 3}], "name": "x"});
/// let pointers = [Pointer::root().key("list").index(1).key("n")];
/// let selection = Selection::new(&document, &pointers)?;
/// assert_eq!(selection.of(&document), json!({"id": "urn:a", "list": [{"type": "T", "n": 2}]}));
/// let place = selection.origin(&Pointer::root().key("list").index(0).key("n"));
/// assert_eq!(place.as_str(), "/list/1/n");
/// # Ok::<(), accolade_proof::ProofError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Selection(Part);

/// What is selected of one value.
#[derive(Clone, Debug)]
enum Part {
    Whole,
    Members(BTreeMap<String, Part>),
    Items(BTreeMap<usize, Part>),
}

/// Members of an object that go with every part of it. The specification keeps `id` and `type`, and asks for them in a
/// document that was compacted; here the document is taken as it is written, where an object may have a context of its own.
const KEPT: [&str; 3] = ["@context", "id", "type"];

impl Selection {
    /// What the pointers select.
    ///
    /// # Errors
    /// `proof.pointer-unmatched` where one leads to nothing.
    pub fn new(document: &Value, pointers: &[Pointer]) -> Result<Self, ProofError> {
        let mut root = Part::chain(document);
        for pointer in pointers {
            let unmatched = || ProofError::PointerUnmatched { pointer: pointer.clone() };
            let mut value = document;
            let mut part = &mut root;
            for segment in pointer.segments() {
                value = match value {
                    Value::Object(members) => members.get(&segment),
                    Value::Array(items) => item_index(&segment).and_then(|index| items.get(index)),
                    _ => None,
                }
                .ok_or_else(unmatched)?;
                part = match part {
                    // What is below is selected already; the pointer still has to lead somewhere.
                    Part::Whole => continue,
                    Part::Members(members) => members.entry(segment).or_insert_with(|| Part::chain(value)),
                    Part::Items(items) => {
                        let index = item_index(&segment).ok_or_else(unmatched)?;
                        items.entry(index).or_insert_with(|| Part::chain(value))
                    }
                };
            }
            *part = Part::Whole;
        }
        Ok(Self(root))
    }

    /// The selected parts of the document that the selection was made for, in its order; arrays close up.
    #[must_use]
    pub fn of(&self, document: &Value) -> Value {
        self.0.of(document)
    }

    /// Where a place of the selected document stands in the document it was selected of.
    #[must_use]
    pub fn origin(&self, place: &Pointer) -> Pointer {
        let mut part = Some(&self.0);
        place.segments().fold(Pointer::root(), |origin, segment| match part {
            Some(Part::Items(items)) => {
                let found = item_index(&segment).and_then(|index| items.iter().nth(index));
                part = found.map(|(_, below)| below);
                found.map_or_else(|| origin.key(&segment), |(index, _)| origin.index(*index))
            }
            Some(Part::Members(members)) => {
                part = members.get(&segment);
                origin.key(&segment)
            }
            Some(Part::Whole) | None => origin.key(&segment),
        })
    }
}

impl Part {
    /// What is selected of a value that lies on the way ([createInitialSelection](https://www.w3.org/TR/vc-di-ecdsa/#createinitialselection)).
    fn chain(value: &Value) -> Self {
        match value {
            Value::Object(members) => {
                let kept = KEPT.iter().filter(|name| members.contains_key(**name));
                Self::Members(kept.map(|name| ((*name).to_owned(), Self::Whole)).collect())
            }
            Value::Array(_) => Self::Items(BTreeMap::new()),
            _ => Self::Whole,
        }
    }

    fn of(&self, value: &Value) -> Value {
        match (self, value) {
            (Self::Members(parts), Value::Object(members)) => {
                let selected =
                    members.iter().filter_map(|(name, value)| Some((name, parts.get(name)?.of(value))));
                Value::Object(selected.map(|(name, value)| (name.clone(), value)).collect::<Map<_, _>>())
            }
            (Self::Items(parts), Value::Array(items)) => {
                let selected = parts.iter().filter_map(|(index, part)| Some(part.of(items.get(*index)?)));
                Value::Array(selected.collect())
            }
            _ => value.clone(),
        }
    }
}

/// An array index as [RFC 6901 §4](https://www.rfc-editor.org/rfc/rfc6901#section-4) writes it: no sign, no leading zero.
fn item_index(segment: &str) -> Option<usize> {
    let canonical = segment == "0" || !segment.starts_with(['0', '+']);
    segment.parse().ok().filter(|_| canonical)
}
