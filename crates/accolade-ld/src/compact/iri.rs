//! [IRI Compaction](https://www.w3.org/TR/json-ld11-api/#iri-compaction).

use std::{borrow::Cow, sync::Arc};

use serde_json::{Map, Value};

use super::{
    Compactor,
    inverse::{Axis, Inverse, tag},
    item::is_graph,
};
use crate::{
    Fault, LdError,
    context::{Active, Container, Iri, Mapping},
    iri,
    keyword::{Keyword, looks_like_keyword},
    place::Place,
};

impl Compactor<'_> {
    /// The name of a keyword: *IRI compacting* it.
    pub(super) fn alias(&mut self, active: &Arc<Active>, keyword: Keyword) -> Result<String, LdError> {
        self.vocab(active, keyword.as_str(), &Place::root())
    }

    /// *IRI compacting* with *vocab* and no value: a type, or another word of the vocabulary.
    pub(super) fn vocab(
        &mut self,
        active: &Arc<Active>,
        var: &str,
        place: &Place<'_>,
    ) -> Result<String, LdError> {
        self.property(active, var, None, false, place)
    }

    /// *IRI compacting* with *vocab*, for a value: a property.
    pub(super) fn property(
        &mut self,
        active: &Arc<Active>,
        var: &str,
        value: Option<&Value>,
        reverse: bool,
        place: &Place<'_>,
    ) -> Result<String, LdError> {
        let inverse = self.inverse(active)?;
        // Step 4.
        if inverse.has(var)
            && let Some(term) = self.select(&inverse, active, var, value, reverse, place)?
        {
            return Ok(term);
        }
        self.without_term(active, var, value, place)
    }

    /// Steps 5 to 9 and 11, with *vocab*.
    pub(super) fn without_term(
        &mut self,
        active: &Arc<Active>,
        var: &str,
        value: Option<&Value>,
        place: &Place<'_>,
    ) -> Result<String, LdError> {
        // Step 5. Beyond the specification: what would be read otherwise, as a keyword or an IRI of its own, is not taken.
        let suffix = active.vocab.as_deref().and_then(|vocab| var.strip_prefix(vocab));
        if let Some(suffix) = suffix
            && !suffix.is_empty()
            && active.term(suffix).is_none()
            && active.expand_vocab(suffix, false).text() == Some(var)
        {
            return Ok(suffix.to_owned());
        }
        let abbreviated = self.abbreviated(active, var, value.is_none(), place)?;
        Ok(abbreviated.unwrap_or_else(|| var.to_owned()))
    }

    /// *IRI compacting* with *vocab* being false: an identifier.
    pub(super) fn id(
        &mut self,
        active: &Arc<Active>,
        var: &str,
        place: &Place<'_>,
    ) -> Result<String, LdError> {
        if let Some(abbreviated) = self.abbreviated(active, var, true, place)? {
            return Ok(abbreviated);
        }
        // Step 10, with what a later draft adds: a reference that looks like a keyword is led by `./`. So is one that is the
        // name of a keyword.
        let reads_back = |text: &str| active.expand_id(text) == Iri::Text(Cow::Borrowed(var));
        let relative = active.base.as_deref().and_then(|base| iri::relative(base, var));
        Ok(match relative {
            Some(relative) if !looks_like_keyword(&relative) && reads_back(&relative) => relative,
            Some(relative) if reads_back(&format!("./{relative}")) => format!("./{relative}"),
            // Step 11.
            _ => var.to_owned(),
        })
    }

    /// Steps 6 to 9: the compact IRI, if there is one.
    fn abbreviated(
        &mut self,
        active: &Arc<Active>,
        var: &str,
        may_be_term: bool,
        place: &Place<'_>,
    ) -> Result<Option<String>, LdError> {
        let inverse = self.inverse(active)?;
        // Step 6.
        let mut compact_iri: Option<String> = None;
        // Step 7.
        for (names, rest) in inverse.prefixes(var) {
            for name in names {
                // Step 7.2.
                let candidate = format!("{name}:{rest}");
                // Step 7.3.
                let free = match active.term(&candidate) {
                    None => true,
                    Some(term) => may_be_term && matches!(&term.mapping, Mapping::Iri(iri) if **iri == *var),
                };
                // Beyond the specification: `http://…` is never read as an abbreviation, nor is `_:…`.
                if !free || *name == "_".into() || rest.starts_with("//") {
                    continue;
                }
                let shortest =
                    |known: &String| (candidate.chars().count(), &candidate) < (known.chars().count(), known);
                if compact_iri.as_ref().is_none_or(shortest) {
                    compact_iri = Some(candidate);
                }
                // The others of this IRI are longer, or later in the order.
                break;
            }
        }
        // Step 8.
        if compact_iri.is_some() {
            return Ok(compact_iri);
        }
        // Step 9.
        match var.split_once(':') {
            Some((scheme, rest))
                if scheme != "_"
                    && !rest.starts_with("//")
                    && active.term(scheme).is_some_and(|term| term.prefix) =>
            {
                let found =
                    format!("`{var}` would be read as an abbreviation, because `{scheme}` is a prefix");
                Err(LdError::fault(Fault::IriConfusedWithPrefix, found).below(&place.pointer()))
            }
            _ => Ok(None),
        }
    }

    /// Step 4.
    fn select(
        &mut self,
        inverse: &Inverse,
        active: &Arc<Active>,
        var: &str,
        value: Option<&Value>,
        reverse: bool,
        place: &Place<'_>,
    ) -> Result<Option<String>, LdError> {
        let value = value.and_then(Value::as_object);
        let has = |key| value.is_some_and(|value| value.contains_key(key));
        // Steps 4.1 to 4.12.
        let Preference { mut containers, mut axis, wanted } = Preference::of(active, value, reverse);
        containers.push(Container::default());
        if !self.options.refuse_1_1 {
            // Step 4.11.
            if !has("@index") {
                containers.extend(with_set(Container::INDEX));
            }
            // Step 4.12.
            if has("@value") && value.is_some_and(|value| value.len() == 1) {
                containers.extend(with_set(Container::LANGUAGE));
            }
        }
        // Steps 4.13 to 4.18.
        let mut preferred: Vec<String> = Vec::with_capacity(5);
        if wanted == "@reverse" {
            preferred.push(wanted.clone());
        }
        let id = value.and_then(|value| value.get("@id")).and_then(Value::as_str);
        match id {
            Some(id) if wanted == "@id" || wanted == "@reverse" => {
                // Step 4.16.1.
                let name = self.vocab(active, id, place)?;
                let is_term =
                    active.term(&name).is_some_and(|term| Iri::of(&term.mapping).text() == Some(id));
                let order = if is_term { ["@vocab", "@id"] } else { ["@id", "@vocab"] };
                preferred.extend(order.map(str::to_owned));
                preferred.push("@none".to_owned());
            }
            // Step 4.17.
            _ => {
                if value.and_then(|value| value.get("@list")?.as_array()).is_some_and(Vec::is_empty) {
                    axis = Axis::Any;
                }
                preferred.extend([wanted, "@none".to_owned()]);
            }
        }
        preferred.push("@any".to_owned());
        // Step 4.19.
        let directions: Vec<String> = preferred
            .iter()
            .filter_map(|one| one.find('_').and_then(|at| one.get(at..)).map(str::to_owned))
            .collect();
        preferred.extend(directions);
        // Steps 4.20 and 4.21.
        Ok(inverse.select(var, &containers, axis, &preferred).map(|term| term.as_ref().to_owned()))
    }
}

/// *containers*, *type/language* and *type/language value*.
struct Preference {
    containers: Vec<Container>,
    axis: Axis,
    wanted: String,
}

impl Preference {
    /// Steps 4.3 to 4.9.
    fn of(active: &Active, value: Option<&Map<String, Value>>, reverse: bool) -> Self {
        let has = |key| value.is_some_and(|value| value.contains_key(key));
        let text = |key| value.and_then(|value| value.get(key)).and_then(Value::as_str);
        let graph = value.is_some_and(is_graph);
        // Steps 4.3 and 4.4.
        let mut containers = Vec::with_capacity(12);
        // Step 4.5.
        if has("@index") && !graph {
            containers.extend(with_set(Container::INDEX));
        }
        let (axis, wanted) = if reverse {
            // Step 4.6.
            containers.push(Container::SET);
            (Axis::Type, "@reverse".to_owned())
        } else if let Some(list) = value.and_then(|value| value.get("@list")) {
            // Step 4.7.
            if !has("@index") {
                containers.push(Container::LIST);
            }
            of_list(active, accolade_json::one_or_many(list))
        } else if graph {
            // Step 4.8.
            let by_index = with_set(Container::GRAPH.with(Container::INDEX));
            let by_id = with_set(Container::GRAPH.with(Container::ID));
            if has("@index") {
                containers.extend(by_index);
            }
            if has("@id") {
                containers.extend(by_id);
            }
            containers.extend(with_set(Container::GRAPH));
            containers.push(Container::SET);
            if !has("@index") {
                containers.extend(by_index);
            }
            if !has("@id") {
                containers.extend(by_id);
            }
            containers.extend(with_set(Container::INDEX));
            (Axis::Type, "@id".to_owned())
        } else if has("@value") {
            // Step 4.9.1.
            let preference = match (tag(text("@language"), text("@direction")), text("@type")) {
                (Some(tag), _) if !has("@index") => {
                    containers.extend(with_set(Container::LANGUAGE));
                    (Axis::Language, tag)
                }
                (_, Some(kind)) => (Axis::Type, kind.to_owned()),
                (_, None) => (Axis::Language, "@null".to_owned()),
            };
            // Step 4.9.3.
            containers.push(Container::SET);
            preference
        } else {
            // Step 4.9.2.
            containers.extend(with_set(Container::ID));
            containers.extend(with_set(Container::TYPE));
            containers.push(Container::SET);
            (Axis::Type, "@id".to_owned())
        };
        Self { containers, axis, wanted }
    }
}

/// Steps 4.7.3 to 4.7.8.
fn of_list(active: &Active, items: &[Value]) -> (Axis, String) {
    let mut common: Option<(String, String)> = None;
    for item in items {
        let text = |key: &str| item.get(key).and_then(Value::as_str);
        let is_value = item.get("@value").is_some();
        // Steps 4.7.4.1 to 4.7.4.3.
        let (mut language, mut kind) = ("@none".to_owned(), "@none".to_owned());
        if !is_value {
            kind = "@id".to_owned();
        } else if let Some(tag) = tag(text("@language"), text("@direction")) {
            language = tag;
        } else if let Some(datatype) = text("@type") {
            kind = datatype.to_owned();
        } else {
            language = "@null".to_owned();
        }
        // Steps 4.7.4.4 to 4.7.4.7.
        common = Some(match common {
            None => (language, kind),
            Some((common_language, common_type)) => (
                if is_value && language != common_language { "@none".to_owned() } else { common_language },
                if kind == common_type { kind } else { "@none".to_owned() },
            ),
        });
        // Step 4.7.4.8.
        if common.as_ref().is_some_and(|(language, kind)| language == "@none" && kind == "@none") {
            break;
        }
    }
    // Steps 4.1 and 4.7.3.
    let default = || tag(active.language.as_deref(), active.direction.map(|one| one.as_str()));
    let (language, kind) =
        common.unwrap_or_else(|| (default().unwrap_or_else(|| "@none".to_owned()), "@none".to_owned()));
    // Steps 4.7.5 to 4.7.8.
    if kind == "@none" { (Axis::Language, language) } else { (Axis::Type, kind) }
}

const fn with_set(container: Container) -> [Container; 2] {
    [container, container.with(Container::SET)]
}
