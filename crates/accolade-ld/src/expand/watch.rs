//! Whether a reader of the JSON, who goes by names and places, sees what the statements say:
//! [VC Data Integrity §2.4.1](https://www.w3.org/TR/vc-data-integrity/#validating-contexts).
//!
//! A signature over the statements leaves the holder free to write the same statements as other JSON. Each way to do so
//! that changes what a reader of the JSON sees is looked for here, where names are given their meaning.

use serde_json::{Map, Value};

use super::{Above, Expander, Place, safe::Short};
use crate::{
    codes,
    context::{Active, Cores, Iri, Known, Origin, Term},
    keyword::Keyword,
};

/// What the watch has to know.
pub(super) struct Watch<'d> {
    known: &'static Known,
    cores: Cores,
    /// The identifier of the whole document.
    root: Option<&'d str>,
}

/// The members of a credential that decide whether it holds, and for whom.
const DECISIVE: &[&str] = &[
    "credentialSchema",
    "credentialStatus",
    "credentialSubject",
    "evidence",
    "expirationDate",
    "issuanceDate",
    "issuer",
    "proof",
    "refreshService",
    "termsOfUse",
    "validFrom",
    "validUntil",
];

impl<'d> Watch<'d> {
    pub(super) fn over(document: &'d Value) -> Self {
        let root = document.get("id").and_then(Value::as_str);
        Self { known: Known::terms(), cores: Cores::used_by(document), root }
    }
}

impl<'d> Expander<'_, 'd> {
    /// A member whose name means a property.
    pub(super) fn watch_property(
        &mut self,
        active: &Active,
        key: &str,
        term: Option<&Term>,
        iri: &str,
        place: &Place<'_>,
    ) {
        let Some(watch) = &self.watch else { return };
        let origin = match term {
            Some(term) => term.origin,
            None if key.contains(':') => Origin::Document,
            None => active.vocab_origin,
        };
        self.compare(watch.known, watch.cores, key, iri, origin, place);
    }

    /// A type, or a value that is taken for a term.
    pub(super) fn watch_term(&mut self, active: &Active, written: &str, iri: &Iri<'_>, place: &Place<'_>) {
        let (Some(watch), Iri::Text(iri)) = (&self.watch, iri) else { return };
        let origin = active.term(written).map_or(active.vocab_origin, |term| term.origin);
        self.compare(watch.known, watch.cores, written, iri, origin, place);
    }

    fn compare(
        &mut self,
        known: &Known,
        cores: Cores,
        written: &str,
        iri: &str,
        origin: Origin,
        place: &Place<'_>,
    ) {
        let names = known.names(iri);
        if !names.is_empty() && !names.iter().any(|name| **name == *written) {
            let named = names.iter().find(|name| iri.ends_with(&***name)).or(names.first());
            let name = named.map_or("", |name| name);
            self.note(
                codes::HIDDEN_TERM,
                place,
                format_args!(
                    "`{}` stands for `{name}`, and a reader of the JSON does not see that",
                    Short(written)
                ),
            );
            return;
        }
        if origin != Origin::Pinned && known.is_other(written, iri, cores) {
            self.note(
                codes::REMAPPED_TERM,
                place,
                format_args!(
                    "`{written}` is given the meaning `{}`, which is not the one it is known by",
                    Short(iri)
                ),
            );
        }
    }

    /// A member whose name means a keyword.
    pub(super) fn watch_keyword(
        &mut self,
        keyword: Keyword,
        key: &str,
        members: &Map<String, Value>,
        place: &Place<'_>,
    ) {
        if self.watch.is_none() {
            return;
        }
        let expected = match keyword {
            Keyword::Id => key == "id",
            Keyword::Type => key == "type" || (key == "@type" && members.contains_key("@value")),
            Keyword::Value | Keyword::Language | Keyword::Direction => key == keyword.as_str(),
            _ => false,
        };
        if !expected {
            self.note(
                codes::RESTRUCTURED,
                place,
                format_args!(
                    "`{}` acts as `{}`, and a reader of the JSON does not follow that",
                    Short(key),
                    keyword.as_str()
                ),
            );
        }
    }

    /// An identifier.
    pub(super) fn watch_id(&mut self, written: &str, iri: &Iri<'_>, place: &Place<'_>) {
        if self.watch.is_some()
            && let Iri::Text(iri) = iri
            && *iri != written
        {
            self.note(
                codes::REWRITTEN_IRI,
                place,
                format_args!("`{}` stands for `{}`", Short(written), Short(iri)),
            );
        }
    }

    /// An object inside that says of the whole document what the document itself should say.
    pub(super) fn watch_node(&mut self, members: &'d Map<String, Value>, place: &Place<'_>) {
        let Some(Watch { root: Some(root), .. }) = self.watch else { return };
        if place.is_root() || members.get("id").and_then(Value::as_str) != Some(root) {
            return;
        }
        for name in DECISIVE.iter().filter(|name| members.contains_key(**name)) {
            self.note(
                codes::RESTRUCTURED,
                &place.key(name),
                format_args!("`{name}` is said of the whole document, from an object inside it"),
            );
        }
    }

    /// An object with `@value` where a reader of the JSON looks for the value itself.
    pub(super) fn watch_value(&mut self, above: Above<'_>, in_words: bool, place: &Place<'_>) {
        if let (Some(watch), Above::Term(name, _)) = (&self.watch, above)
            && !in_words
            && watch.known.is_name(name)
        {
            self.note(
                codes::RESTRUCTURED,
                place,
                format_args!(
                    "the value of `{name}` is wrapped in an object, which a reader of the JSON does not open"
                ),
            );
        }
    }

    /// An array inside an array, which is one array in the statements.
    pub(super) fn watch_array(&mut self, place: &Place<'_>) {
        if self.watch.is_some() {
            self.note(
                codes::RESTRUCTURED,
                place,
                format_args!("an array inside an array, which a reader of the JSON does not open"),
            );
        }
    }
}
