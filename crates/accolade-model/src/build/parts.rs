use serde_json::Value;

use super::{builder, object};
use crate::{class, hash_identity};

builder! {
    /// A person or an organisation.
    Profile: &class::PROFILE; {
        name: text = "name",
        description: text = "description",
        url: text = "url",
        email: text = "email",
        phone: text = "phone",
        image: object<Image> = "image",
        address: object<Address> = "address",
        other_identifier: objects<IdentifierEntry> = "otherIdentifier",
        official: text = "official",
        parent_org: object<Profile> = "parentOrg",
        family_name: text = "familyName",
        given_name: text = "givenName",
        additional_name: text = "additionalName",
        patronymic_name: text = "patronymicName",
        honorific_prefix: text = "honorificPrefix",
        honorific_suffix: text = "honorificSuffix",
        family_name_prefix: text = "familyNamePrefix",
        date_of_birth: text = "dateOfBirth",
        endorsement: objects<Value> = "endorsement",
        endorsement_jwt: texts = "endorsementJwt",
    }
}

impl Profile {
    /// A profile of that identifier: a DID or a URL.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self(object([("id", id.into().into()), ("type", Value::from(vec!["Profile"]))]))
    }
}

builder! {
    /// A postal address.
    Address: &class::ADDRESS; {
        address_country: text = "addressCountry",
        address_country_code: text = "addressCountryCode",
        address_region: text = "addressRegion",
        address_locality: text = "addressLocality",
        street_address: text = "streetAddress",
        post_office_box_number: text = "postOfficeBoxNumber",
        postal_code: text = "postalCode",
    }
}

impl Address {
    /// An empty address.
    #[must_use]
    pub fn new() -> Self {
        Self(object([("type", Value::from(vec!["Address"]))]))
    }

    /// Sets the coordinates, by WGS 84.
    #[must_use]
    pub fn geo(mut self, latitude: f64, longitude: f64) -> Self {
        let geo = object([
            ("type", Value::from("GeoCoordinates")),
            ("latitude", super::number(latitude)),
            ("longitude", super::number(longitude)),
        ]);
        self.0.insert("geo".to_owned(), Value::Object(geo));
        self
    }
}

impl Default for Address {
    fn default() -> Self {
        Self::new()
    }
}

builder! {
    /// An image.
    Image: &class::IMAGE; {
        caption: text = "caption",
    }
}

impl Image {
    /// An image at a URL, or in a `data:` URL.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self(object([("id", id.into().into()), ("type", Value::from("Image"))]))
    }
}

builder! {
    /// An identifier of an achievement or an organisation.
    IdentifierEntry: &class::IDENTIFIER_ENTRY; {}
}

impl IdentifierEntry {
    /// An identifier of a kind of [`IDENTIFIER_TYPE`](class::IDENTIFIER_TYPE), or one that begins with `ext:`.
    #[must_use]
    pub fn new(identifier_type: impl Into<String>, identifier: impl Into<String>) -> Self {
        Self(object([
            ("type", Value::from("IdentifierEntry")),
            ("identifier", identifier.into().into()),
            ("identifierType", identifier_type.into().into()),
        ]))
    }
}

builder! {
    /// An identifier of a person, plain or hashed.
    IdentityObject: &class::IDENTITY_OBJECT; {}
}

impl IdentityObject {
    /// An identifier that everyone may read, of a kind of [`IDENTIFIER_TYPE`](class::IDENTIFIER_TYPE).
    #[must_use]
    pub fn plain(identity_type: impl Into<String>, identity: impl Into<String>) -> Self {
        Self::entry(false, identity.into(), identity_type.into())
    }

    /// An identifier as a SHA-256 hash, which only who knows the identity can compare. The salt is public; it should
    /// be long and random.
    #[must_use]
    pub fn hashed(identity_type: impl Into<String>, identity: &str, salt: impl Into<String>) -> Self {
        let salt = salt.into();
        let mut entry = Self::entry(true, hash_identity(identity, &salt), identity_type.into());
        entry.0.insert("salt".to_owned(), salt.into());
        entry
    }

    fn entry(hashed: bool, text: String, identity_type: String) -> Self {
        Self(object([
            ("type", Value::from("IdentityObject")),
            ("hashed", Value::from(hashed)),
            ("identityHash", text.into()),
            ("identityType", identity_type.into()),
        ]))
    }
}

builder! {
    /// What was done to earn the achievement.
    Evidence: &class::EVIDENCE; {
        id: text = "id",
        name: text = "name",
        description: text = "description",
        narrative: text = "narrative",
        genre: text = "genre",
        audience: text = "audience",
    }
}

impl Evidence {
    /// Evidence about which nothing is said yet.
    #[must_use]
    pub fn new() -> Self {
        Self(object([("type", Value::from(vec!["Evidence"]))]))
    }
}

impl Default for Evidence {
    fn default() -> Self {
        Self::new()
    }
}
