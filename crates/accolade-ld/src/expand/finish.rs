//! Steps 15 to 20: what kind of object the members make.

use std::borrow::Cow;

use serde_json::Value;

use super::{Above, Expander, Item, Kind, List, Place, Ref, Scalar, Shape, ValueObject, at, members::Draft};
use crate::{Fault, LdError, keyword::Keyword};

impl<'d> Expander<'_, 'd> {
    /// Steps 15 to 20.
    pub(super) fn finish(
        &mut self,
        draft: Draft<'d>,
        above: Above<'_>,
        place: &Place<'_>,
    ) -> Result<Shape, LdError> {
        // Step 15.
        if draft.has(Keyword::Value) {
            return self.finish_value(draft, above, place);
        }
        // Step 17.
        if draft.has(Keyword::Set) || draft.has(Keyword::List) {
            let main = if draft.has(Keyword::Set) { Keyword::Set } else { Keyword::List };
            if draft.has_other_than(&[main, Keyword::Index]) {
                let found = format!("there is more than `{}` and an index", main.as_str());
                return Err(at(place, Fault::InvalidSetOrListObject, found));
            }
            if main == Keyword::Set {
                self.stack.extend(draft.set);
                return Ok(draft.set_shape);
            }
            let place = self.kept(place);
            self.stack.push(Item::List(List { items: draft.list, index: draft.node.index, place }));
            return Ok(Shape::One);
        }
        // Step 18.
        if draft.has(Keyword::Language) && !draft.has_other_than(&[Keyword::Language]) {
            self.note_dropped(place, "a language without a value says nothing");
            return Ok(Shape::Null);
        }
        if draft.has(Keyword::Language) || draft.has(Keyword::Direction) {
            self.note_dropped(place, "the language and direction of an object without `@value` say nothing");
        }
        let errors_before = draft.errors_before;
        let mut node = draft.node;
        if node.reverse.as_ref().is_some_and(Vec::is_empty) {
            node.reverse = None;
        }
        // Step 19.
        if matches!(above, Above::Nothing | Above::Graph | Above::Included) && node.is_bare() {
            let found = match node.id {
                Some(_) => "an identifier alone says nothing",
                None => "an object without members says nothing",
            };
            // Where each member was dropped for a reason of its own, this one adds nothing.
            if self.errors() == errors_before {
                self.note_dropped(place, found);
            }
            return Ok(Shape::Null);
        }
        node.place = self.kept(place);
        // Steps 16 and 20: types are always held as an array.
        self.stack.push(Item::Node(Box::new(node)));
        Ok(Shape::One)
    }

    /// Steps 15 and 19, for a value object.
    fn finish_value(
        &mut self,
        draft: Draft<'d>,
        above: Above<'_>,
        place: &Place<'_>,
    ) -> Result<Shape, LdError> {
        use Keyword::{Direction, Index, Language, Type, Value as ValueOf};
        // Step 15.1.
        let typed = draft.has(Type);
        let tagged = draft.has(Language) || draft.has(Direction);
        if draft.has_other_than(&[Direction, Index, Language, Type, ValueOf]) || (typed && tagged) {
            let found = "there are members that do not go with `@value`";
            return Err(at(place, Fault::InvalidValueObject, found));
        }
        let value = draft.value.unwrap_or(&Value::Null);
        let kind = match draft.node.types.as_deref() {
            None => Kind::Plain,
            // Step 15.2.
            Some([Ref::Keyword(Keyword::Json)]) => Kind::Json,
            Some([datatype @ (Ref::Iri(_) | Ref::Unfit(_))]) => Kind::Datatype(*datatype),
            Some(_) => return Err(at(place, Fault::InvalidTypedValue, "the datatype is not one IRI")),
        };
        // Step 15.3.
        if kind != Kind::Json && value.is_null() {
            self.note_null(place);
            return Ok(Shape::Null);
        }
        // Step 15.4.
        if draft.has(Language) && !value.is_string() {
            let found = "only a string can have a language";
            return Err(at(place, Fault::InvalidLanguageTaggedValue, found));
        }
        // Step 15.5.
        let no_iri = match kind {
            Kind::Datatype(Ref::Unfit(id)) => !self.dataset.iri_text(id).is_some_and(crate::iri::is_absolute),
            _ => typed && !draft.one_type,
        };
        if no_iri {
            return Err(at(place, Fault::InvalidTypedValue, "the datatype is not one IRI"));
        }
        let value = ValueObject {
            value: Scalar::Json(value),
            kind,
            language: draft.language.map(Cow::Borrowed),
            direction: draft.direction,
            index: draft.node.index,
            place: self.kept(place),
        };
        self.check_language(&value, place);
        self.watch_value(above, tagged, place);
        match above {
            Above::Included => Err(at(place, Fault::InvalidIncludedValue, "a value is not a node")),
            // Step 19.1.
            Above::Nothing | Above::Graph => {
                self.note_dropped(place, "a value stands outside of any property");
                Ok(Shape::Null)
            }
            Above::Reverse | Above::Term(..) => {
                self.stack.push(Item::Value(value));
                Ok(Shape::One)
            }
        }
    }
}
