//! Lists of entities, in three forms.

use accolade_json::{Value, one_or_many};
use accolade_keys::Jwk;
use accolade_report::Pointer;
use serde_json::Map;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{Anchor, Question, Recognition, Schema, Standing, TrustError, recognition::standing};

/// The most entities of one list.
const MOST_ENTITIES: usize = 50_000;

/// Entities, with what each is recognised to do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// What the list calls itself.
    pub name: Option<String>,
    /// When it was last changed, as it says.
    pub updated: Option<OffsetDateTime>,
    /// Until when it may be relied on, as it says.
    pub valid_until: Option<OffsetDateTime>,
    pub(crate) entities: Vec<Entity>,
}

/// Somebody in a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entity {
    /// Its identifier: a DID or another URL.
    pub id: String,
    /// Other identifiers of its own.
    pub also_known_as: Vec<String>,
    /// Its names.
    pub names: Vec<String>,
    /// Its web site.
    pub url: Option<String>,
    /// Where it is.
    pub location: Option<String>,
    /// What it is recognised to do; everything, where nothing is said.
    pub(crate) recognized_to: Option<Vec<Recognition>>,
    /// Its keys, where they have to be known beforehand.
    pub(crate) keys: Vec<Jwk>,
}

impl Entity {
    /// What the list says of it, as far as that credential is concerned.
    #[must_use]
    pub fn standing(&self, question: &Question<'_>) -> Standing<'_> {
        standing(self.recognized_to.as_deref(), question)
    }

    /// Whether its word about others is taken: a list has to say so.
    #[must_use]
    pub fn recognizes(&self, at: OffsetDateTime) -> bool {
        let mut said = self.recognized_to.iter().flatten();
        said.any(|it| it.action == "recognize" && it.is_in_force(at) && it.output_validation.is_empty())
    }

    /// Whether its word about others is taken, where that keeps certain schemas.
    #[must_use]
    pub fn recognizes_within_schemas(&self, at: OffsetDateTime) -> bool {
        let mut said = self.recognized_to.iter().flatten();
        said.any(|it| it.action == "recognize" && it.is_in_force(at) && !it.output_validation.is_empty())
    }
}

impl List {
    /// Whoever goes by that identifier.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Entity> {
        self.entities.iter().find(|entity| entity.id == id || entity.also_known_as.iter().any(|it| it == id))
    }

    /// Everybody in it.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The anchors of federations that it gives: whoever is recognised to recognise others, with keys.
    #[must_use]
    pub fn anchors(&self, at: OffsetDateTime) -> Vec<Anchor> {
        let anchors = self.entities.iter().filter(|entity| !entity.keys.is_empty() && entity.recognizes(at));
        anchors.map(|entity| Anchor { id: entity.id.clone(), keys: entity.keys.clone() }).collect()
    }

    /// Reads a list of one's own, as `schema/registry.schema.json` describes it.
    ///
    /// # Errors
    /// `trust.registry-malformed`.
    pub fn from_local(value: &Value) -> Result<Self, TrustError> {
        crate::local::read(value)?.checked()
    }

    /// Reads a registry as the Digital Credentials Consortium publishes them: `{"meta": …, "registry": {"did:…": …}}`.
    ///
    /// # Errors
    /// `trust.registry-malformed`.
    pub fn from_legacy(value: &Value) -> Result<Self, TrustError> {
        let Some(Value::Object(registry)) = value.get("registry") else {
            return Err(TrustError::malformed("`registry` is not an object"));
        };
        let entities: Result<Vec<Entity>, TrustError> =
            registry.iter().map(|(id, entry)| legacy(id, entry)).collect();
        let updated = value.pointer("/meta/updated").and_then(Value::as_str);
        Self { updated: updated.map(time).transpose()?, entities: entities?, ..Self::default() }.checked()
    }

    /// Reads a [recognized entity credential](https://www.w3.org/TR/vc-recognized-entities-1.0/#recognizedentitycredential).
    /// That it is genuine and in force, and whose word it is, is for the caller to know.
    ///
    /// # Errors
    /// `trust.registry-malformed`.
    pub fn from_recognized(credential: &Value) -> Result<Self, TrustError> {
        let base = Pointer::root().key("credentialSubject");
        let is_list = matches!(credential.get("credentialSubject"), Some(Value::Array(_)));
        let subjects = credential.get("credentialSubject").map(one_or_many).unwrap_or_default();
        let place = |index: usize| if is_list { base.index(index) } else { base.clone() };
        let entities = subjects.iter().enumerate().map(|(index, subject)| recognized(subject, &place(index)));
        let text = |name: &str| credential.get(name).and_then(Value::as_str).map(str::to_owned);
        let from = credential.get("validFrom").and_then(Value::as_str);
        let until = credential.get("validUntil").and_then(Value::as_str);
        let list = Self {
            name: text("name"),
            updated: from.map(time).transpose()?,
            valid_until: until.map(time).transpose()?,
            entities: entities.collect::<Result<_, _>>()?,
        };
        list.checked()
    }

    /// One entity for each identifier: of two, a reader would take the one or the other.
    fn checked(self) -> Result<Self, TrustError> {
        if self.entities.len() > MOST_ENTITIES {
            return Err(TrustError::malformed(format!("it has more than {MOST_ENTITIES} entities")));
        }
        let ids = |entity: &Entity| [&[entity.id.clone()][..], &entity.also_known_as].concat();
        let mut all: Vec<String> = self.entities.iter().flat_map(ids).collect();
        if let Some(wrong) = all.iter().find(|id| !id.contains(':')) {
            return Err(TrustError::malformed(format!("`{wrong}` is neither a DID nor another URL")));
        }
        all.sort_unstable();
        match all.windows(2).find(|pair| matches!(pair, [one, other] if one == other)) {
            Some(pair) => {
                let twice = pair.first().map(String::as_str).unwrap_or_default();
                Err(TrustError::malformed(format!("`{twice}` stands in it twice")))
            }
            None => Ok(self),
        }
    }
}

pub(crate) fn time(text: &str) -> Result<OffsetDateTime, TrustError> {
    let wrong = |_| TrustError::malformed(format!("`{text}` is not a date and time with a zone"));
    OffsetDateTime::parse(text, &Rfc3339).map_err(wrong)
}

fn legacy(id: &str, entry: &Value) -> Result<Entity, TrustError> {
    let Value::Object(entry) = entry else {
        return Err(TrustError::malformed(format!("the entry of `{id}` is not an object")));
    };
    let text = |name: &str| text(entry, name);
    let names = text("name")?.into_iter().collect();
    Ok(Entity {
        id: id.to_owned(),
        names,
        url: text("url")?,
        location: text("location")?,
        ..Entity::default()
    })
}

fn text(members: &Map<String, Value>, name: &str) -> Result<Option<String>, TrustError> {
    match members.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(TrustError::malformed(format!("`{name}` is not a text"))),
    }
}

/// A [recognized entity](https://www.w3.org/TR/vc-recognized-entities-1.0/#recognizedentity).
fn recognized(subject: &Value, place: &Pointer) -> Result<Entity, TrustError> {
    let Value::Object(members) = subject else {
        return Err(TrustError::malformed(format!("`{}` is not an object", place.as_str())));
    };
    let types = members.get("type").map(one_or_many).unwrap_or_default();
    if !types.iter().any(|name| name == "RecognizedEntity") {
        return Err(TrustError::malformed(format!("`{}` is not a `RecognizedEntity`", place.as_str())));
    }
    let id = text(members, "id")?;
    let id = id.ok_or_else(|| TrustError::malformed(format!("`{}` has no `id`", place.as_str())))?;
    let place = place.key("recognizedTo");
    let recognized_to = members.get("recognizedTo").map(|actions| {
        let is_list = actions.is_array();
        let of = |index: usize| if is_list { place.index(index) } else { place.clone() };
        one_or_many(actions)
            .iter()
            .enumerate()
            .map(|(index, action)| recognized_action(action, of(index)))
            .collect()
    });
    let names = ["name", "legalName"].map(|name| text(members, name));
    let names: Result<Vec<Option<String>>, TrustError> = names.into_iter().collect();
    Ok(Entity {
        id,
        names: names?.into_iter().flatten().collect(),
        url: text(members, "url")?,
        recognized_to: recognized_to.transpose()?,
        ..Entity::default()
    })
}

/// A [recognized action](https://www.w3.org/TR/vc-recognized-entities-1.0/#recognizedaction).
fn recognized_action(action: &Value, place: Pointer) -> Result<Recognition, TrustError> {
    let malformed = |what: &str| TrustError::malformed(format!("`{}` {what}", place.as_str()));
    let Value::Object(members) = action else { return Err(malformed("is not an object")) };
    let schemas = members.get("outputValidation").map(one_or_many).unwrap_or_default().iter().map(|schema| {
        let text = |name: &str| schema.get(name).and_then(Value::as_str).map(str::to_owned);
        let (id, kind) = (text("id"), text("type"));
        let (Some(id), Some(kind)) = (id, kind) else {
            return Err(malformed("has a schema without `id` or `type`"));
        };
        Ok(Schema { id, kind, digest: text("digestMultibase") })
    });
    let by = members.get("recognizedBy");
    Ok(Recognition {
        action: text(members, "action")?.ok_or_else(|| malformed("has no `action`"))?,
        output_validation: schemas.collect::<Result<_, _>>()?,
        recognized_by: by.and_then(|by| by.as_str().or_else(|| by.get("id")?.as_str())).map(str::to_owned),
        place,
        ..Recognition::default()
    })
}
