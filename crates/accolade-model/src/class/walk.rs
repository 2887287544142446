//! The walk: one function for every class.

use std::fmt;

use accolade_json::{date, one_or_many};
use accolade_report::{Code, Severity};
use serde_json::{Map, Value};

use super::{Class, Count, Property, Range, Seen, Types, Vocabulary, table};
use crate::{
    codes, context,
    findings::{Findings, Shown},
    is_url,
    kind::Version,
    ob3,
    place::Place,
};

/// What an object inherits from the objects around it.
#[derive(Clone, Copy)]
pub(crate) struct Scope {
    /// The version of the data model.
    pub(crate) version: Version,
    /// Whether `extensions.json` is among the contexts so far.
    pub(crate) extensions: bool,
}

impl Scope {
    /// The scope inside a credential that stands in this one.
    pub(crate) fn enter(self, node: &Map<String, Value>) -> Self {
        Self {
            version: Version::for_rules(node, Some(self.version)),
            extensions: self.extensions || context::names(node, context::EXTENSIONS),
        }
    }
}

/// A walk on behalf of the model's rules or of one edition of the schemas.
pub(crate) struct Walk<'o> {
    pub(crate) viewer: Seen,
    pub(crate) out: &'o mut Findings,
    /// The findings, by number, that the rules of the W3C's data model made about the credential being walked. What
    /// they have said about a place is not said again.
    pub(crate) said: (usize, usize),
}

impl Walk<'_> {
    /// Holds a value against a class.
    pub(crate) fn object(&mut self, class: &'static Class, value: &Value, place: &Place<'_>, scope: Scope) {
        match value {
            Value::Object(node) => self.node(class, node, place, scope),
            other => self.wrong_kind(&format!("an object of class `{}`", class.name), other, place),
        }
    }

    /// Holds an object against a class.
    pub(crate) fn node(
        &mut self,
        class: &'static Class,
        node: &Map<String, Value>,
        place: &Place<'_>,
        scope: Scope,
    ) {
        let class = class.v1.filter(|_| scope.version == Version::V1).unwrap_or(class);
        self.types(class, node, place);
        // Each member is looked up in the class once; a class lists far more properties than a document has members.
        let mut found = vec![None; class.properties().count()];
        let mut others = Vec::new();
        for (name, value) in node {
            let slot = class.properties().position(|property| property.name == name);
            match slot.and_then(|slot| found.get_mut(slot)) {
                Some(slot) => *slot = Some(value),
                None => others.push((name, value)),
            }
        }
        for (property, value) in class.properties().zip(found) {
            self.property(class, property, value, place, scope);
        }
        for (name, value) in others {
            self.other(class, name, value, place);
        }
        if self.viewer == Seen::MODEL {
            ob3::check(class, node, place, scope, self.out);
        }
    }

    fn property(
        &mut self,
        class: &'static Class,
        property: &'static Property,
        value: Option<&Value>,
        place: &Place<'_>,
        scope: Scope,
    ) {
        if property.count == Count::ManyIn2026 && self.viewer == Seen::STRICT {
            return;
        }
        let place = &place.key(property.name);
        let Some(value) = value else {
            let missed_by = match property.count {
                Count::One | Count::Some => Seen::ALL,
                Count::OneIn2024 => Seen::STRICT,
                Count::Optional | Count::OptionalHere | Count::Many | Count::ManyIn2026 => Seen::NOBODY,
            };
            self.error(
                missed_by,
                codes::OB3_MISSING_PROPERTY,
                place,
                format_args!("`{}` is required in `{}`", property.name, class.name),
            );
            return;
        };
        if let Range::Context(known) = property.range {
            return self.contexts(known, value, place, scope);
        }
        if value.is_null() && self.viewer == Seen::MODEL {
            return self.error(
                Seen::MODEL,
                codes::NULL_IN_BADGE,
                place,
                format_args!("`{}` is null", property.name),
            );
        }
        self.count(property, value, place);
        for (index, item) in one_or_many(value).iter().enumerate() {
            self.value(property.range, item, &place.item(value, index), scope);
        }
    }

    /// Lists where lists belong, single values where they belong.
    fn count(&mut self, property: &Property, value: &Value, place: &Place<'_>) {
        let name = property.name;
        match (property.count, value) {
            (_, Value::Array(items)) if items.is_empty() => {
                let in_schema = if matches!(property.count, Count::Many | Count::ManyIn2026) {
                    Seen::NOBODY
                } else {
                    Seen::SCHEMAS
                };
                self.error(Seen::MODEL, codes::EMPTY_LIST, place, format_args!("`{name}` is an empty list"));
                self.error(in_schema, codes::EMPTY_LIST, place, format_args!("`{name}` is an empty list"));
            }
            (Count::Many | Count::ManyIn2026 | Count::Some, Value::Array(_)) => {}
            (Count::Many | Count::ManyIn2026 | Count::Some, _) => {
                self.error(
                    Seen::STRICT,
                    codes::LIST_EXPECTED,
                    place,
                    format_args!("`{name}` is a list in the strict schema"),
                );
            }
            (count, Value::Array(items)) => {
                let tolerated = items.len() == 1 || count == Count::OptionalHere;
                let severity = if tolerated { Severity::Warning } else { Severity::Error };
                self.add(
                    severity,
                    Seen::MODEL,
                    codes::ONE_EXPECTED,
                    place,
                    format_args!("`{name}` has one value, not a list of {}", items.len()),
                );
                self.error(
                    Seen::SCHEMAS,
                    codes::ONE_EXPECTED,
                    place,
                    format_args!("`{name}` has one value, not a list"),
                );
            }
            (_, _) => {}
        }
    }

    /// One value of a property.
    fn value(&mut self, range: Range, value: &Value, place: &Place<'_>, scope: Scope) {
        match range {
            Range::Object(class) => self.nested(class, value, place, scope),
            Range::ObjectOrUri(class) => match value {
                // The schema of 2026 takes a map from language to URI; nobody else does.
                Value::Object(map) if self.viewer == Seen::LIVE && is_language_map(map) => {}
                Value::Object(_) => self.nested(class, value, place, scope),
                other => self.uri(other, place),
            },
            Range::Credential => self.credential(value, place, scope),
            Range::Number => {
                if !value.is_number() {
                    self.wrong_kind("a number", value, place);
                }
            }
            Range::Boolean => {
                if !value.is_boolean() {
                    self.wrong_kind("`true` or `false`", value, place);
                }
            }
            Range::Uri => self.uri(value, place),
            Range::Text => {
                self.text(value, place);
            }
            Range::DateTimeZ => self.date(value, place, |text| date::parse_date_time_stamp(text).is_some()),
            Range::DateTime if self.viewer.meets(Seen::SCHEMAS) => {
                self.date(value, place, |text| date::parse_date_time_stamp(text).is_some());
            }
            Range::DateTime => self.date(value, place, date::is_date_time),
            Range::Date => self.date(value, place, date::is_date),
            Range::LanguageCode => {
                self.form(value, place, Severity::Error, Seen::ALL, codes::LANGUAGE_CODE, is_language)
            }
            Range::CountryCode => {
                self.form(value, place, Severity::Warning, Seen::MODEL, codes::COUNTRY_CODE, is_country);
            }
            Range::CompactJws => {
                self.form(value, place, Severity::Error, Seen::ALL, codes::COMPACT_JWS, is_compact_jws)
            }
            Range::Term(vocabulary) => self.term(vocabulary, value, place),
            // Read by `property`, because it speaks of the whole list.
            Range::Context(_) => {}
        }
    }

    fn nested(&mut self, class: &'static Class, value: &Value, place: &Place<'_>, scope: Scope) {
        match value.as_object().filter(|_| is_credential(class)) {
            Some(node) if self.viewer == Seen::MODEL => {
                crate::check::credential(node, Some(class), place, Some(scope), self.out);
            }
            Some(node) => self.object(class, value, place, scope.enter(node)),
            None => self.object(class, value, place, scope),
        }
    }

    fn credential(&mut self, value: &Value, place: &Place<'_>, scope: Scope) {
        match value {
            Value::Object(node) if self.viewer == Seen::MODEL => {
                crate::check::document(node, place, Some(scope), self.out);
            }
            Value::Object(node) => {
                self.object(&table::VERIFIABLE_CREDENTIAL, value, place, scope.enter(node))
            }
            other => self.wrong_kind("a credential", other, place),
        }
    }

    fn types(&mut self, class: &'static Class, node: &Map<String, Value>, place: &Place<'_>) {
        let place = &place.key("type");
        let Some(value) = node.get("type") else {
            if !matches!(class.types, Types::Absent) {
                self.error(
                    Seen::ALL,
                    codes::OB3_MISSING_PROPERTY,
                    place,
                    format_args!("`type` is required in `{}`", class.name),
                );
            }
            return;
        };
        if matches!(class.types, Types::Absent) {
            return;
        }
        for (index, item) in one_or_many(value).iter().enumerate() {
            self.text(item, &place.item(value, index));
        }
        let names: Vec<&str> = one_or_many(value).iter().filter_map(Value::as_str).collect();
        let single = match class.types {
            Types::Absent | Types::One => true,
            Types::Exactly(name) => {
                let mapped = self.viewer == Seen::LIVE
                    && value.as_object().is_some_and(|map| {
                        is_language_map(map) && map.values().all(|text| text.as_str() == Some(name))
                    });
                if !names.contains(&name) && !mapped {
                    return self.wrong_type(Seen::ALL, name, value, place);
                }
                true
            }
            Types::Among(all) => {
                let missing = all.iter().find(|names_| !names_.iter().any(|name| names.contains(name)));
                if let Some(missing) = missing {
                    // The schema of 2026 looks into lists only.
                    let seen = if value.is_array() { Seen::LIVE } else { Seen::NOBODY };
                    let wanted = missing.last().copied().unwrap_or_default();
                    self.wrong_type(seen, wanted, value, place);
                    self.wrong_type(Seen::STRICT, wanted, value, place);
                    self.wrong_type(Seen::MODEL, wanted, value, place);
                } else if !value.is_array() {
                    self.error(
                        Seen::STRICT,
                        codes::LIST_EXPECTED,
                        place,
                        format_args!("`type` is a list in the strict schema"),
                    );
                }
                false
            }
        };
        if single && value.is_array() {
            self.add(
                Severity::Warning,
                Seen::MODEL,
                codes::TYPE_AS_LIST,
                place,
                format_args!("`type` of `{}` is one name, not a list", class.name),
            );
            self.error(
                Seen::SCHEMAS,
                codes::TYPE_AS_LIST,
                place,
                format_args!("`type` of `{}` is one name, not a list", class.name),
            );
        }
    }

    fn wrong_type(&mut self, seen: Seen, wanted: &str, value: &Value, place: &Place<'_>) {
        const MOST: usize = 8;
        let all = one_or_many(value);
        let found: Vec<String> = all.iter().take(MOST).map(|one| Shown(one).to_string()).collect();
        let (found, more) = (found.join(", "), if all.len() > MOST { ", …" } else { "" });
        let message = format_args!("`{wanted}` is not in `type`, which has {found}{more}");
        self.error(seen, codes::WRONG_TYPE, place, message);
    }

    /// A member that the class does not list.
    fn other(&mut self, class: &'static Class, name: &str, value: &Value, place: &Place<'_>) {
        let is_closed = class.closed.meets(Seen::ALL);
        let own = match name {
            "type" => !(is_closed && matches!(class.types, Types::Absent)),
            "@context" => !is_closed,
            _ => false,
        };
        if own {
            return;
        }
        let place = place.key(name);
        self.error(
            class.closed,
            codes::CLOSED_CLASS,
            &place,
            format_args!("`{}` does not take further members", class.name),
        );
        if self.viewer == Seen::MODEL {
            sweep(value, &place, &mut |place, empty| self.hollow(place, empty));
        }
    }

    fn hollow(&mut self, place: &Place<'_>, empty: bool) {
        match empty {
            true => self.error(Seen::MODEL, codes::EMPTY_LIST, place, format_args!("an empty list")),
            false => self.error(Seen::MODEL, codes::NULL_IN_BADGE, place, format_args!("a null member")),
        }
    }

    fn contexts(&mut self, known: &[fn(&str) -> bool], value: &Value, place: &Place<'_>, scope: Scope) {
        let Value::Array(items) = value else {
            // The schema of 2026 takes one URL or one object for any list of contexts.
            let refused = if known.is_empty() { Seen::STRICT } else { Seen(Seen::STRICT.0 | Seen::MODEL.0) };
            self.error(refused, codes::CONTEXT_ORDER, place, format_args!("`@context` is a list"));
            return self.context(value, place);
        };
        for (index, item) in items.iter().enumerate() {
            self.context(item, &place.index(index));
        }
        let base = match scope.version {
            Version::V1 => context::CREDENTIALS_V1,
            Version::V2 => context::CREDENTIALS_V2,
        };
        if items.first().and_then(Value::as_str) != Some(base) {
            self.error(
                Seen::SCHEMAS,
                codes::CONTEXT_ORDER,
                &place.index(0),
                format_args!("`{base}` comes first"),
            );
        }
        for (index, is_known) in (1..).zip(known) {
            if !items.get(index).and_then(Value::as_str).is_some_and(is_known) {
                let found =
                    items.get(index).map_or_else(|| "nothing".to_owned(), |found| Shown(found).to_string());
                self.error(
                    Seen::ALL,
                    codes::CONTEXT_ORDER,
                    &place.index(index),
                    format_args!("an edition of the 1EdTech context is expected here, not {found}"),
                );
            }
        }
    }

    /// What is neither URL nor object is refused by the W3C's rules already; the schemas refuse it, too.
    fn context(&mut self, value: &Value, place: &Place<'_>) {
        if !value.is_string() && !value.is_object() {
            self.error(
                Seen::SCHEMAS,
                codes::CONTEXT_ENTRY,
                place,
                format_args!("a context is a URL or an object"),
            );
        }
    }

    fn uri(&mut self, value: &Value, place: &Place<'_>) {
        if self.text(value, place).is_some_and(|text| !is_url(text)) {
            let found = Shown(value);
            self.error(Seen::MODEL, codes::NOT_A_URI, place, format_args!("{found} is not an absolute URI"));
        }
    }

    fn date(&mut self, value: &Value, place: &Place<'_>, holds: fn(&str) -> bool) {
        match value.as_str() {
            None => self.wrong_kind("a date as text", value, place),
            Some(text) if !holds(text) => {
                self.error(
                    Seen::ALL,
                    codes::DATE,
                    place,
                    format_args!("{} is not in the form of its date", Shown(value)),
                );
            }
            Some(_) => {}
        }
    }

    fn form(
        &mut self,
        value: &Value,
        place: &Place<'_>,
        severity: Severity,
        seen: Seen,
        code: Code,
        holds: fn(&str) -> bool,
    ) {
        if self.text(value, place).is_some_and(|text| !holds(text)) {
            self.add(
                severity,
                seen,
                code,
                place,
                format_args!("{} is not in the expected form", Shown(value)),
            );
        }
    }

    /// The text, or a finding that there is none.
    fn text<'v>(&mut self, value: &'v Value, place: &Place<'_>) -> Option<&'v str> {
        let language_map = value.as_object().is_some_and(is_language_map);
        match value {
            Value::String(text) => return Some(text),
            _ if language_map && self.viewer == Seen::LIVE => {}
            _ if language_map && self.viewer == Seen::MODEL => {
                self.error(
                    Seen::MODEL,
                    codes::LANGUAGE_MAP,
                    place,
                    format_args!("a language map is not signed"),
                );
            }
            other => self.wrong_kind("text", other, place),
        }
        None
    }

    fn term(&mut self, vocabulary: &'static Vocabulary, value: &Value, place: &Place<'_>) {
        let Some(text) = value.as_str() else { return self.wrong_kind("a term", value, place) };
        if vocabulary.terms.contains(&text) {
            return;
        }
        if vocabulary.extensible && text.strip_prefix("ext:").is_some_and(is_extension) {
            if let Some(plain) = vocabulary.known_extension(text) {
                self.add(
                    Severity::Warning,
                    Seen::MODEL,
                    codes::MISSPELT_NAME,
                    place,
                    format_args!("`{text}` is in the vocabulary as `{plain}`"),
                );
            }
            return;
        }
        // The published pattern is not anchored: it takes `ext:` anywhere in the text.
        let passes_pattern = vocabulary.extensible
            && text.match_indices("ext:").any(|(at, _)| {
                text.get(at + 4..).is_some_and(|rest| rest.starts_with(|c: char| c != '-' && in_extension(c)))
            });
        let severity = if passes_pattern { Severity::Warning } else { Severity::Error };
        let seen = if passes_pattern { Seen::MODEL } else { Seen::ALL };
        self.add(
            severity,
            seen,
            codes::ENUMERATION,
            place,
            format_args!("{} is not in the vocabulary `{}`", Shown(value), vocabulary.name),
        );
    }

    fn wrong_kind(&mut self, wanted: &str, value: &Value, place: &Place<'_>) {
        if value.is_null() && self.viewer == Seen::MODEL {
            return self.error(Seen::MODEL, codes::NULL_IN_BADGE, place, format_args!("a null member"));
        }
        self.error(
            Seen::ALL,
            codes::WRONG_KIND,
            place,
            format_args!("{wanted} is expected, not {}", Shown(value)),
        );
    }

    fn error(&mut self, seen: Seen, code: Code, place: &Place<'_>, message: fmt::Arguments<'_>) {
        self.add(Severity::Error, seen, code, place, message);
    }

    fn add(
        &mut self,
        severity: Severity,
        seen: Seen,
        code: Code,
        place: &Place<'_>,
        message: fmt::Arguments<'_>,
    ) {
        let counts = seen.meets(self.viewer) && !self.out.is_full();
        if counts && !self.out.speaks_of(self.said.0, self.said.1, place) {
            self.out.add(severity, code, place, message);
        }
    }
}

impl Vocabulary {
    /// The term itself, where it was written as an extension though the vocabulary has it.
    pub(crate) fn known_extension(&self, text: &str) -> Option<&'static str> {
        let plain = text.strip_prefix("ext:")?;
        self.terms.iter().copied().find(|term| *term == plain)
    }
}

/// Visits the null members and the empty lists of a value, except below `@context`, where null has a meaning.
pub(crate) fn sweep(value: &Value, place: &Place<'_>, visit: &mut dyn FnMut(&Place<'_>, bool)) {
    match value {
        Value::Null => visit(place, false),
        Value::Array(items) if items.is_empty() => visit(place, true),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                sweep(item, &place.index(index), visit);
            }
        }
        Value::Object(members) => {
            for (name, member) in members.iter().filter(|(name, _)| *name != "@context") {
                sweep(member, &place.key(name), visit);
            }
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether objects of the class are credentials in their own right.
fn is_credential(class: &Class) -> bool {
    class.property("@context").is_some()
}

/// Text by language, as the schema of 2026 takes it: keys such as `en` or `en-US`.
fn is_language_map(map: &Map<String, Value>) -> bool {
    let is_key = |key: &str| {
        let (language, region) = key.split_once('-').map_or((key, None), |(l, r)| (l, Some(r)));
        language.len() == 2
            && language.bytes().all(|b| b.is_ascii_lowercase())
            && region.is_none_or(|r| r.len() == 2 && r.bytes().all(|b| b.is_ascii_uppercase()))
    };
    map.iter().all(|(key, value)| is_key(key) && value.is_string())
}

fn in_extension(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '|' | '-' | '_')
}

fn is_extension(rest: &str) -> bool {
    !rest.is_empty() && rest.chars().all(in_extension)
}

/// `^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$`
fn is_language(text: &str) -> bool {
    let all = |part: &str, holds: fn(&u8) -> bool| part.bytes().all(|b| holds(&b));
    let mut parts = text.split('-').peekable();
    let language = parts.next().unwrap_or_default();
    let is_script = |part: &&str| {
        part.len() == 4
            && part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.bytes().skip(1).all(|b| b.is_ascii_lowercase())
    };
    let is_region = |part: &&str| {
        (part.len() == 2 && all(part, u8::is_ascii_uppercase))
            || (part.len() == 3 && all(part, u8::is_ascii_digit))
    };
    let _script = parts.next_if(is_script);
    let _region = parts.next_if(is_region);
    (2..=4).contains(&language.len()) && all(language, u8::is_ascii_lowercase) && parts.next().is_none()
}

fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase())
}

/// `^[a-zA-Z0-9_-]+\.[a-zA-Z0-9_-]*\.[a-zA-Z0-9_-]+$`
fn is_compact_jws(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let base64url = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    matches!(parts.as_slice(), [header, payload, signature]
        if !header.is_empty() && !signature.is_empty() && [header, payload, signature].into_iter().all(|p| base64url(p)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_codes() {
        for good in ["en", "pt-BR", "zh-Hant", "zh-Hant-TW", "es-419", "aaaa"] {
            assert!(is_language(good), "{good}");
        }
        for bad in ["", "e", "EN", "en-us", "en_US", "english", "en-", "en-US-x", "en-Hant-Hant", "de-DEU"] {
            assert!(!is_language(bad), "{bad}");
        }
    }

    #[test]
    fn compact_jws() {
        assert!(is_compact_jws("a.b.c") && is_compact_jws("a..c") && is_compact_jws("-_9.A.z"));
        for bad in ["", "a.b", "a.b.c.d", ".b.c", "a.b.", "a.b+.c", "a.b=.c", " a.b.c"] {
            assert!(!is_compact_jws(bad), "{bad}");
        }
    }
}
