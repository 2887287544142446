//! What would be dropped or read as something else, found while the place is at hand.

use std::fmt;

use accolade_report::{Code, Finding, Pointer};

use super::{Expander, Kind, Place, Ref, ValueObject};
use crate::{codes, iri};

/// More than these are not listed: they are found in hostile documents only.
const MOST: usize = 1000;
const MOST_NULLS: usize = 100;

impl<'d> Expander<'_, 'd> {
    /// An identifier that is none.
    pub(super) fn check_id(&mut self, id: Ref, written: &str, place: &Place<'_>) {
        match id {
            Ref::Iri(_) | Ref::Blank(_) => {}
            Ref::Unfit(_) => self.note_unfit(written, place),
            Ref::Keyword(_) | Ref::Null => self.note(
                codes::INVALID_IRI,
                place,
                format_args!("`{}` has the form of a keyword and identifies nothing", Short(written)),
            ),
        }
    }

    pub(super) fn note_unfit(&mut self, written: &str, place: &Place<'_>) {
        if written.starts_with("_:") || iri::has_scheme(written) {
            self.note(
                codes::INVALID_IRI,
                place,
                format_args!("`{}` has characters that no identifier has", Short(written)),
            );
        } else {
            self.note(
                codes::RELATIVE_IRI,
                place,
                format_args!("`{}` is a relative reference and identifies nothing", Short(written)),
            );
        }
    }

    /// A type that is none.
    pub(super) fn check_type(&mut self, kind: Ref, written: &str, place: &Place<'_>) {
        match kind {
            Ref::Iri(_) | Ref::Blank(_) => {}
            Ref::Unfit(_) if written.starts_with("_:") || iri::has_scheme(written) => {
                self.note_unfit(written, place);
            }
            Ref::Unfit(_) if written.contains(['/', '#', '?', '.']) || written.is_empty() => {
                self.note(
                    codes::RELATIVE_TYPE,
                    place,
                    format_args!("the type `{}` is a relative reference", Short(written)),
                );
            }
            Ref::Unfit(_) | Ref::Keyword(_) | Ref::Null => {
                self.note(
                    codes::UNDEFINED_TYPE,
                    place,
                    format_args!("the type `{}` is defined in no context in force here", Short(written)),
                );
            }
        }
    }

    pub(super) fn check_datatype(&mut self, datatype: Ref, place: &Place<'_>) {
        if let Ref::Unfit(id) = datatype {
            let text = self.dataset.iri_text(id).unwrap_or("").to_owned();
            self.note(
                codes::INVALID_IRI,
                place,
                format_args!("the datatype `{}` has characters that no IRI has", Short(&text)),
            );
        }
    }

    /// A property that RDF cannot have.
    pub(super) fn check_property(&mut self, property: Ref, written: &str, place: &Place<'_>) {
        match property {
            Ref::Iri(_) => {}
            Ref::Blank(_) if self.options.generalized_rdf => {}
            Ref::Blank(_) => self.note(
                codes::BLANK_NODE_PREDICATE,
                place,
                format_args!("`{}` is a blank node and cannot be a property", Short(written)),
            ),
            Ref::Unfit(_) | Ref::Keyword(_) | Ref::Null => self.note_unfit_property(property, written, place),
        }
    }

    fn note_unfit_property(&mut self, property: Ref, written: &str, place: &Place<'_>) {
        let text = match property {
            Ref::Unfit(id) => self.dataset.iri_text(id).unwrap_or(written).to_owned(),
            _ => written.to_owned(),
        };
        self.note(
            codes::INVALID_IRI,
            place,
            format_args!("`{}` means `{}`, which is no IRI", Short(written), Short(&text)),
        );
    }

    pub(super) fn check_language(&mut self, value: &ValueObject<'d>, place: &Place<'_>) {
        if let Some(language) = &value.language
            && !iri::is_language_tag(language)
        {
            self.note(
                codes::INVALID_LANGUAGE_TAG,
                place,
                format_args!("`{}` is no language tag", Short(language)),
            );
        }
        if value.direction.is_some() && self.options.rdf_direction.is_none() && value.kind == Kind::Plain {
            self.note_dropped(place, "the base direction is not kept");
        }
    }

    pub(super) fn note_undefined(&mut self, name: &str, place: &Place<'_>) {
        self.note(
            codes::UNDEFINED_TERM,
            place,
            format_args!("`{}` is defined in no context in force here", Short(name)),
        );
    }

    pub(super) fn note_index(&mut self, place: &Place<'_>) {
        self.note(codes::INDEX_DROPPED, place, format_args!("the index is not part of what is signed"));
    }

    pub(super) fn note_dropped(&mut self, place: &Place<'_>, found: &str) {
        self.note(codes::VALUE_DROPPED, place, format_args!("{found}"));
    }

    /// A `null` is a warning, not an error: it says the same as leaving the member out, which every reader knows.
    pub(super) fn note_null(&mut self, place: &Place<'_>) {
        let (place, message) = match self.nulls {
            0..MOST_NULLS => (place.pointer(), "`null` is not part of what is signed"),
            MOST_NULLS => (Pointer::root(), "there are more `null`s, which are not listed"),
            _ => return,
        };
        self.nulls += 1;
        self.findings.push(Finding::warning(codes::NULL_DROPPED, place, message));
    }

    pub(super) fn errors(&self) -> usize {
        self.findings.len() - self.nulls
    }

    pub(super) fn note(&mut self, code: Code, place: &Place<'_>, message: fmt::Arguments<'_>) {
        // The warnings do not count: however many there are, an error is never left out for them.
        if self.errors() < MOST {
            self.findings.push(Finding::error(code, place.pointer(), message.to_string()));
        }
    }
}

/// The start of a text, for a message.
pub(super) struct Short<'a>(pub(super) &'a str);

impl fmt::Display for Short<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(100) {
            Some((end, _)) => write!(f, "{}…", self.0.get(..end).unwrap_or("")),
            None => f.write_str(self.0),
        }
    }
}
