use accolade_json::{Value, one_or_many};
use accolade_model::{Version, context::is_open_badges};
use accolade_report::Pointer;
use serde_json::{Map, json};
use time::OffsetDateTime;

use crate::{Issuer, issue::time_stamp};

/// A member that a credential went without, and was given.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Filled {
    /// Where it stands now.
    pub pointer: Pointer,
    /// What it says; of an issuer, its identifier.
    pub value: String,
}

impl Issuer {
    /// Fills in what follows from the key and the time where a credential does not say it: who issues it, and from when it
    /// is valid. What it says is never changed.
    ///
    /// ```
    /// use accolade_engine::Issuer;
    /// use accolade_keys::{KeyType, SecretKey};
    /// use time::OffsetDateTime;
    ///
    /// let key = SecretKey::generate(KeyType::Ed25519, &[7; 64])?;
    /// let issuer = Issuer::did_key(key.public_key());
    /// let mut credential = serde_json::Map::new();
    /// let filled = issuer.complete(&mut credential, OffsetDateTime::UNIX_EPOCH);
    /// assert_eq!(filled[0].pointer.as_str(), "/validFrom");
    /// assert_eq!((filled[1].pointer.as_str(), filled[1].value.as_str()), ("/issuer", issuer.id()));
    /// assert_eq!(credential["issuer"], issuer.id());
    ///
    /// // In a badge the issuer is a profile, to which a name can be added.
    /// let context = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
    /// let mut badge = serde_json::Map::from_iter([("@context".to_owned(), vec![context].into())]);
    /// issuer.complete(&mut badge, OffsetDateTime::UNIX_EPOCH);
    /// assert_eq!(badge["issuer"]["id"], issuer.id());
    /// # Ok::<(), accolade_keys::KeyError>(())
    /// ```
    pub fn complete(&self, credential: &mut Map<String, Value>, created: OffsetDateTime) -> Vec<Filled> {
        let mut filled = Vec::new();
        let mut note =
            |pointer: Pointer, value: &str| filled.push(Filled { pointer, value: value.to_owned() });
        let contexts = json!({"@context": credential.get("@context")});
        let is_old = Version::of(&contexts) == Some(Version::V1);
        let from = if is_old { "issuanceDate" } else { "validFrom" };
        if !credential.contains_key(from) {
            let time = time_stamp(created);
            note(Pointer::root().key(from), &time);
            credential.insert(from.to_owned(), time.into());
        }
        // What stands before the fragment is the issuer for a DID; of an https URL that can only be guessed.
        if !self.id().starts_with("did:") {
            return filled;
        }
        let place = Pointer::root().key("issuer");
        match credential.get_mut("issuer") {
            None => {
                note(place, self.id());
                // What a profile is, only the context of Open Badges says.
                let contexts = credential.get("@context").map_or(&[][..], one_or_many);
                let knows_profiles = contexts.iter().filter_map(Value::as_str).any(is_open_badges);
                let issuer = match knows_profiles {
                    true => json!({"id": self.id(), "type": ["Profile"]}),
                    false => self.id().into(),
                };
                credential.insert("issuer".to_owned(), issuer);
            }
            Some(Value::Object(profile)) if !profile.contains_key("id") => {
                note(place.key("id"), self.id());
                // The identifier leads the profile, where readers look for it.
                let rest = std::mem::take(profile);
                profile.insert("id".to_owned(), self.id().into());
                profile.extend(rest);
            }
            Some(_) => {}
        }
        filled
    }
}
