//! Lists of one's own, as `schema/registry.schema.json` describes them.

use accolade_json::Value;
use accolade_keys::Jwk;
use time::OffsetDateTime;

use crate::{
    Recognition, TrustError,
    list::{Entity, List, time},
};

pub(crate) fn read(value: &Value) -> Result<List, TrustError> {
    let mut fault = Fault::default();
    let list = fault.list(value);
    fault.0.map_or(Ok(list), Err)
}

/// The first thing that is wrong with a list. Reading goes on behind it with whatever is empty, and what was read counts only
/// where nothing was wrong.
#[derive(Default)]
struct Fault(Option<TrustError>);

impl Fault {
    fn list(&mut self, list: &Value) -> List {
        self.members(list, "the list", &["$schema", "name", "updated", "validUntil", "entities"]);
        // Editors read it.
        self.text(list, "$schema");
        let mut entities = Vec::new();
        for entity in self.items(list, "entities").unwrap_or_else(|| self.lacks("entities")) {
            entities.push(self.entity(entity));
        }
        List {
            name: self.text(list, "name"),
            updated: self.time(list, "updated"),
            valid_until: self.time(list, "validUntil"),
            entities,
        }
    }

    fn entity(&mut self, entity: &Value) -> Entity {
        let known = ["id", "alsoKnownAs", "name", "url", "location", "recognizedTo", "keys"];
        self.members(entity, "an entity", &known);
        let id = self.text(entity, "id").unwrap_or_else(|| self.lacks("id"));
        let keys = self.keys(entity, &id);
        Entity {
            id,
            also_known_as: self.texts(entity, "alsoKnownAs"),
            names: self.text(entity, "name").into_iter().collect(),
            url: self.text(entity, "url"),
            location: self.text(entity, "location"),
            recognized_to: self.recognitions(entity),
            keys,
        }
    }

    fn keys(&mut self, entity: &Value, id: &str) -> Vec<Jwk> {
        let Some(keys) = some(entity, "keys") else { return Vec::new() };
        match Jwk::set_from_value(keys) {
            Ok(keys) => return keys,
            Err(error) => self.wrong(format!("the keys of `{id}`: {error}")),
        }
        Vec::new()
    }

    fn recognitions(&mut self, entity: &Value) -> Option<Vec<Recognition>> {
        some(entity, "recognizedTo")?;
        let mut all = Vec::new();
        for recognition in self.items(entity, "recognizedTo").unwrap_or_default() {
            all.push(self.recognition(recognition));
        }
        Some(all)
    }

    fn recognition(&mut self, recognition: &Value) -> Recognition {
        let known = [
            "action",
            "credentialTypes",
            "achievementTypes",
            "achievements",
            "from",
            "until",
            "recognizedBy",
        ];
        self.members(recognition, "a recognition", &known);
        let action = self.text(recognition, "action").unwrap_or_else(|| self.lacks("action"));
        if !["issue", "verify", "recognize"].contains(&action.as_str()) {
            self.wrong(format!("the action `{action}` is none of `issue`, `verify` and `recognize`"));
        }
        Recognition {
            action,
            credential_types: self.texts(recognition, "credentialTypes"),
            achievement_types: self.texts(recognition, "achievementTypes"),
            achievements: self.texts(recognition, "achievements"),
            from: self.time(recognition, "from"),
            until: self.time(recognition, "until"),
            recognized_by: self.text(recognition, "recognizedBy"),
            ..Recognition::default()
        }
    }

    fn wrong(&mut self, message: String) {
        if self.0.is_none() {
            self.0 = Some(TrustError::malformed(message));
        }
    }

    fn lacks<T: Default>(&mut self, name: &str) -> T {
        self.wrong(format!("the member `{name}` is missing"));
        T::default()
    }

    /// It has to be an object, of no members but these.
    fn members(&mut self, value: &Value, of: &str, known: &[&str]) {
        let Value::Object(members) = value else {
            return self.wrong(format!("{of} is not an object"));
        };
        for name in members.keys() {
            if !known.contains(&name.as_str()) {
                self.wrong(format!("{of} has no member `{name}`"));
            }
        }
    }

    fn text(&mut self, of: &Value, name: &str) -> Option<String> {
        match some(of, name)? {
            Value::String(text) => return Some(text.clone()),
            _ => self.wrong(format!("`{name}` is not a text")),
        }
        None
    }

    fn time(&mut self, of: &Value, name: &str) -> Option<OffsetDateTime> {
        match time(&self.text(of, name)?) {
            Ok(time) => return Some(time),
            Err(error) => _ = self.0.get_or_insert(error),
        }
        None
    }

    fn items<'v>(&mut self, of: &'v Value, name: &str) -> Option<&'v [Value]> {
        match of.get(name)? {
            Value::Array(items) => return Some(items),
            _ => self.wrong(format!("`{name}` is not a list")),
        }
        None
    }

    fn texts(&mut self, of: &Value, name: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for item in self.items(of, name).unwrap_or_default() {
            match item {
                Value::String(text) => texts.push(text.clone()),
                _ => self.wrong(format!("`{name}` holds something else than texts")),
            }
        }
        texts
    }
}

/// A member that is there, and not `null`.
fn some<'v>(of: &'v Value, name: &str) -> Option<&'v Value> {
    of.get(name).filter(|value| !value.is_null())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::read;
    use crate::Recognition;

    fn with(place: &str, name: &str, value: Value) -> Value {
        let mut list = json!({
            "$schema": "registry.schema.json", "name": "ours", "updated": "2026-01-01T00:00:00Z", "validUntil": null,
            "entities": [{
                "id": "did:example:a", "alsoKnownAs": ["did:example:b"], "name": "A", "url": "https://a.example/",
                "location": "Here", "keys": {"keys": []},
                "recognizedTo": [{
                    "action": "issue", "credentialTypes": ["T"], "achievementTypes": ["U"], "achievements": ["urn:v"],
                    "from": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00+01:00", "recognizedBy": "did:example:c",
                }],
            }],
        });
        let object = list.pointer_mut(place).unwrap().as_object_mut().unwrap();
        match value {
            Value::String(text) if text == "absent" => _ = object.shift_remove(name),
            value => _ = object.insert(name.to_owned(), value),
        }
        list
    }

    #[test]
    fn every_member_is_read() {
        let list = read(&with("", "name", json!("ours"))).unwrap();
        assert_eq!((list.name.as_deref(), list.valid_until), (Some("ours"), None));
        assert_eq!(list.updated.unwrap().unix_timestamp(), 1_767_225_600);
        let [entity] = list.entities() else { panic!("{list:?}") };
        assert_eq!(
            (entity.id.as_str(), &entity.also_known_as[..]),
            ("did:example:a", &["did:example:b".to_owned()][..])
        );
        assert_eq!(
            (entity.url.as_deref(), entity.location.as_deref()),
            (Some("https://a.example/"), Some("Here"))
        );
        assert_eq!(entity.names, ["A"]);
        let Some([recognition]) = entity.recognized_to.as_deref() else { panic!("{entity:?}") };
        let Recognition { action, credential_types, achievement_types, achievements, .. } = recognition;
        assert_eq!((action.as_str(), &credential_types[..]), ("issue", &["T".to_owned()][..]));
        assert_eq!(
            (&achievement_types[..], &achievements[..]),
            (&["U".to_owned()][..], &["urn:v".to_owned()][..])
        );
        assert_eq!(recognition.from, list.updated);
        assert_eq!(recognition.until.unwrap().unix_timestamp(), 1_798_758_000);
        assert_eq!(recognition.recognized_by.as_deref(), Some("did:example:c"));
    }

    #[test]
    fn a_member_is_optional_or_not_and_of_one_type() {
        let (entity, recognition) = ("/entities/0", "/entities/0/recognizedTo/0");
        for (place, required, optional, lists) in [
            ("", &["entities"][..], &["$schema", "name", "updated", "validUntil"][..], &["entities"][..]),
            (entity, &["id"], &["name", "url", "location", "recognizedTo", "keys"], &["alsoKnownAs"]),
            (
                recognition,
                &["action"],
                &["from", "until", "recognizedBy"],
                &["credentialTypes", "achievementTypes", "achievements"],
            ),
        ] {
            let is_read = |name: &str, value: Value| read(&with(place, name, value)).is_ok();
            for name in required {
                assert!(!is_read(name, json!("absent")) && !is_read(name, json!(null)), "{name}");
            }
            for name in optional {
                assert!(is_read(name, json!("absent")) && is_read(name, json!(null)), "{name}");
            }
            for name in lists {
                assert!(is_read(name, json!([])) && !is_read(name, json!(null)), "{name}");
                assert!(!is_read(name, json!("text")) && !is_read(name, json!([7])), "{name}");
            }
            for name in required.iter().chain(optional) {
                assert!(!is_read(name, json!(7)) && !is_read(name, json!({})), "{name}");
            }
            assert!(!is_read("other", json!(null)), "{place}");
        }
        for (place, name, value) in [
            ("", "updated", json!("yesterday")),
            (entity, "keys", json!({"keys": [{"kty": "OKP"}]})),
            (recognition, "action", json!("bless")),
            (recognition, "until", json!("2026-01-01")),
        ] {
            assert!(read(&with(place, name, value)).is_err(), "{name}");
        }
        assert!(read(&json!([])).is_err() && read(&json!({"entities": [[]]})).is_err());
    }
}
