//! Typed views: a document as the specification speaks of it, borrowed, without copying and without judging.
//!
//! A view reads what is there. A member that is missing or of the wrong kind reads as `None` or an empty list; what
//! is wrong with it is a finding of [`check`](crate::check). Where the specification has a list, a single value is
//! read as a list of one.

use accolade_json::one_or_many;
use accolade_report::Finding;
use serde_json::{Map, Value};
use time::OffsetDateTime;

use crate::{
    check, context, is_url,
    kind::{Kind, Version, types},
    vcdm::Dates,
};

/// Defines a view: its name, then one line a property: method, form, name in JSON.
macro_rules! view {
    ($(#[$meta:meta])* $name:ident { $( $method:ident: $form:ident $(<$view:ident>)? = $json:literal, )* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name<'a>(&'a serde_json::Map<String, serde_json::Value>);

        impl<'a> $name<'a> {
            /// The view of a value; `None` where it is not an object.
            #[must_use]
            pub fn of(value: &'a serde_json::Value) -> Option<Self> {
                value.as_object().map(Self)
            }

            /// The object itself, with the members that the specification does not know.
            #[must_use]
            pub const fn as_map(&self) -> &'a serde_json::Map<String, serde_json::Value> {
                self.0
            }

            /// The types it names.
            #[must_use]
            pub fn types(&self) -> Vec<&'a str> {
                $crate::kind::types(self.0).collect()
            }

            $( $crate::view::form!($form $(<$view>)?, $method, $json); )*
        }
    };
}

macro_rules! form {
    (text, $method:ident, $json:literal) => {
        #[doc = concat!("`", $json, "`")]
        #[must_use]
        pub fn $method(&self) -> Option<&'a str> {
            self.0.get($json).and_then($crate::view::text)
        }
    };
    (texts, $method:ident, $json:literal) => {
        #[doc = concat!("Each `", $json, "`")]
        #[must_use]
        pub fn $method(&self) -> Vec<&'a str> {
            $crate::view::items(self.0, $json).iter().filter_map($crate::view::text).collect()
        }
    };
    (number, $method:ident, $json:literal) => {
        #[doc = concat!("`", $json, "`")]
        #[must_use]
        pub fn $method(&self) -> Option<f64> {
            self.0.get($json).and_then(serde_json::Value::as_f64)
        }
    };
    (flag, $method:ident, $json:literal) => {
        #[doc = concat!("`", $json, "`")]
        #[must_use]
        pub fn $method(&self) -> Option<bool> {
            self.0.get($json).and_then(serde_json::Value::as_bool)
        }
    };
    (instant, $method:ident, $json:literal) => {
        #[doc = concat!("`", $json, "`, where it can be read")]
        #[must_use]
        pub fn $method(&self) -> Option<time::OffsetDateTime> {
            self.0.get($json).and_then(serde_json::Value::as_str).and_then($crate::parse_date_time_stamp)
        }
    };
    (object<$view:ident>, $method:ident, $json:literal) => {
        #[doc = concat!("`", $json, "`; the first, where there are several")]
        #[must_use]
        pub fn $method(&self) -> Option<$view<'a>> {
            $crate::view::items(self.0, $json).iter().find_map($view::of)
        }
    };
    (objects<$view:ident>, $method:ident, $json:literal) => {
        #[doc = concat!("Each `", $json, "`")]
        #[must_use]
        pub fn $method(&self) -> Vec<$view<'a>> {
            $crate::view::items(self.0, $json).iter().filter_map($view::of).collect()
        }
    };
}

pub(crate) use {form, view};

view! {
    /// A credential of any kind.
    Credential {
        id: text = "id",
        name: text = "name",
        description: text = "description",
        image: object<Image> = "image",
        awarded_date: instant = "awardedDate",
        issuer: object<Profile> = "issuer",
        subjects: objects<Subject> = "credentialSubject",
        evidence: objects<Evidence> = "evidence",
        endorsements: objects<Credential> = "endorsement",
        endorsement_jwts: texts = "endorsementJwt",
        credential_schemas: objects<Entry> = "credentialSchema",
        credential_statuses: objects<Entry> = "credentialStatus",
        refresh_services: objects<Entry> = "refreshService",
        terms_of_use: objects<Entry> = "termsOfUse",
        proofs: objects<Entry> = "proof",
        related_resources: objects<RelatedResource> = "relatedResource",
        partial: flag = "partial",
    }
}

impl<'a> Credential<'a> {
    /// Reads a document: the view where it is an object, and everything that [`check`](crate::check) finds.
    ///
    /// ```
    /// use accolade_model::Credential;
    /// use serde_json::json;
    /// let document = json!({"type": "VerifiableCredential", "issuer": {"id": "did:example:issuer"}});
    /// let (credential, findings) = Credential::read(&document);
    /// assert_eq!(credential.unwrap().issuer_id(), Some("did:example:issuer"));
    /// assert!(!findings.is_empty());
    /// ```
    #[must_use]
    pub fn read(document: &'a Value) -> (Option<Self>, Vec<Finding>) {
        (Self::of(document), check(document))
    }

    /// The version of the data model, where the first context names one.
    #[must_use]
    pub fn version(&self) -> Option<Version> {
        Version::of_map(self.0)
    }

    /// What it is, by its types.
    #[must_use]
    pub fn kind(&self) -> Kind {
        Kind::of_map(self.0)
    }

    /// The URLs among its contexts, in order.
    #[must_use]
    pub fn contexts(&self) -> Vec<&'a str> {
        context::items(self.0).iter().filter_map(Value::as_str).collect()
    }

    /// The issuer's identifier, whether the issuer is given as a URL or as an object; `None` where it is no URL.
    #[must_use]
    pub fn issuer_id(&self) -> Option<&'a str> {
        self.issuer_reference().filter(|url| is_url(url))
    }

    /// The issuer's identifier as it is written.
    pub(crate) fn issuer_reference(&self) -> Option<&'a str> {
        reference(self.0.get("issuer")?)
    }

    /// The period in which it is in force, by the member names of its version.
    #[must_use]
    pub fn dates(&self) -> Dates {
        Dates::of_map(self.0)
    }

    /// When it becomes valid: `validFrom`, or `issuanceDate` in version 1.1.
    #[must_use]
    pub fn valid_from(&self) -> Option<OffsetDateTime> {
        self.dates().from
    }

    /// When it ceases to be valid: `validUntil`, or `expirationDate` in version 1.1.
    #[must_use]
    pub fn valid_until(&self) -> Option<OffsetDateTime> {
        self.dates().until
    }

    /// The identifier of the first subject that has one.
    #[must_use]
    pub fn subject_id(&self) -> Option<&'a str> {
        self.subjects().iter().find_map(Subject::id)
    }
}

view! {
    /// A presentation of credentials by their holder.
    Presentation {
        id: text = "id",
        credentials: objects<Credential> = "verifiableCredential",
        credential_jwts: texts = "verifiableCredential",
        proofs: objects<Entry> = "proof",
    }
}

impl<'a> Presentation<'a> {
    /// The holder's identifier, whether the holder is given as a URL or as an object; `None` where it is no URL.
    #[must_use]
    pub fn holder_id(&self) -> Option<&'a str> {
        reference(self.0.get("holder")?).filter(|url| is_url(url))
    }
}

view! {
    /// What a credential is about: an `AchievementSubject`, an `EndorsementSubject`, a `ClrSubject` or any other.
    Subject {
        id: text = "id",
        identifiers: objects<IdentityObject> = "identifier",
        achievement: object<Achievement> = "achievement",
        achievements: objects<Achievement> = "achievement",
        activity_start_date: text = "activityStartDate",
        activity_end_date: text = "activityEndDate",
        credits_earned: number = "creditsEarned",
        image: object<Image> = "image",
        license_number: text = "licenseNumber",
        narrative: text = "narrative",
        results: objects<Result> = "result",
        role: text = "role",
        source: object<Profile> = "source",
        term: text = "term",
        endorsement_comment: text = "endorsementComment",
        credentials: objects<Credential> = "verifiableCredential",
        associations: objects<Association> = "association",
        given_name: text = "givenName",
        family_name: text = "familyName",
    }
}

view! {
    /// An identifier of a person, plain or hashed.
    IdentityObject {
        hashed: flag = "hashed",
        identity_hash: text = "identityHash",
        identity_type: text = "identityType",
        salt: text = "salt",
    }
}

view! {
    /// What can be achieved.
    Achievement {
        id: text = "id",
        name: text = "name",
        description: text = "description",
        achievement_type: text = "achievementType",
        criteria: object<Criteria> = "criteria",
        image: object<Image> = "image",
        in_language: text = "inLanguage",
        version: text = "version",
        human_code: text = "humanCode",
        field_of_study: text = "fieldOfStudy",
        specialization: text = "specialization",
        credits_available: number = "creditsAvailable",
        tags: texts = "tag",
        creator: object<Profile> = "creator",
        other_identifiers: objects<IdentifierEntry> = "otherIdentifier",
        alignments: objects<Alignment> = "alignment",
        related: objects<Related> = "related",
        result_descriptions: objects<ResultDescription> = "resultDescription",
        endorsements: objects<Credential> = "endorsement",
        endorsement_jwts: texts = "endorsementJwt",
    }
}

view! {
    /// What had to be done.
    Criteria {
        id: text = "id",
        narrative: text = "narrative",
    }
}

view! {
    /// A node of a framework of skills, courses or credentials.
    Alignment {
        target_name: text = "targetName",
        target_url: text = "targetUrl",
        target_description: text = "targetDescription",
        target_framework: text = "targetFramework",
        target_code: text = "targetCode",
        target_type: text = "targetType",
    }
}

view! {
    /// An identifier of an achievement or an organisation.
    IdentifierEntry {
        identifier: text = "identifier",
        identifier_type: text = "identifierType",
    }
}

view! {
    /// An image.
    Image {
        id: text = "id",
        caption: text = "caption",
    }
}

view! {
    /// Another edition of an achievement.
    Related {
        id: text = "id",
        in_language: text = "inLanguage",
        version: text = "version",
    }
}

view! {
    /// What was achieved, on one of the achievement's scales.
    Result {
        result_description: text = "resultDescription",
        value: text = "value",
        achieved_level: text = "achievedLevel",
        status: text = "status",
        alignments: objects<Alignment> = "alignment",
    }
}

view! {
    /// A scale.
    ResultDescription {
        id: text = "id",
        name: text = "name",
        result_type: text = "resultType",
        allowed_values: texts = "allowedValue",
        value_min: text = "valueMin",
        value_max: text = "valueMax",
        required_value: text = "requiredValue",
        rubric_criterion_levels: objects<RubricCriterionLevel> = "rubricCriterionLevel",
        required_level: text = "requiredLevel",
        alignments: objects<Alignment> = "alignment",
    }
}

view! {
    /// A level of a rubric.
    RubricCriterionLevel {
        id: text = "id",
        name: text = "name",
        description: text = "description",
        level: text = "level",
        points: text = "points",
        alignments: objects<Alignment> = "alignment",
    }
}

view! {
    /// A person or an organisation.
    Profile {
        id: text = "id",
        name: text = "name",
        description: text = "description",
        url: text = "url",
        email: text = "email",
        phone: text = "phone",
        image: object<Image> = "image",
        address: object<Address> = "address",
        other_identifiers: objects<IdentifierEntry> = "otherIdentifier",
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
        endorsements: objects<Credential> = "endorsement",
        endorsement_jwts: texts = "endorsementJwt",
    }
}

view! {
    /// A postal address.
    Address {
        address_country: text = "addressCountry",
        address_country_code: text = "addressCountryCode",
        address_region: text = "addressRegion",
        address_locality: text = "addressLocality",
        street_address: text = "streetAddress",
        post_office_box_number: text = "postOfficeBoxNumber",
        postal_code: text = "postalCode",
        geo: object<GeoCoordinates> = "geo",
    }
}

view! {
    /// A point on the earth.
    GeoCoordinates {
        latitude: number = "latitude",
        longitude: number = "longitude",
    }
}

view! {
    /// What was done to earn an achievement.
    Evidence {
        id: text = "id",
        name: text = "name",
        description: text = "description",
        narrative: text = "narrative",
        genre: text = "genre",
        audience: text = "audience",
    }
}

view! {
    /// How two achievements of a record relate.
    Association {
        association_type: text = "associationType",
        source_id: text = "sourceId",
        target_id: text = "targetId",
    }
}

view! {
    /// A resource whose content the credential fixes by a digest.
    RelatedResource {
        id: text = "id",
        media_type: text = "mediaType",
        digest_sri: text = "digestSRI",
        digest_multibase: text = "digestMultibase",
    }
}

view! {
    /// A status, a schema, a refresh service, terms of use or a proof: an object that its types describe.
    Entry {
        id: text = "id",
    }
}

impl<'a> Entry<'a> {
    /// Whether it names that type.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        types(self.0).any(|found| found == name)
    }

    /// A member of the given name that is text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.0.get(name).and_then(Value::as_str)
    }
}

/// The items of a member; none where it is missing.
pub(crate) fn items<'a>(node: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    node.get(name).map_or(&[], one_or_many)
}

/// Text, or the text of a language value object; of several, the first.
pub(crate) fn text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Object(object) => object.get("@value").and_then(Value::as_str),
        Value::Array(several) => several.first().filter(|first| !first.is_array()).and_then(text),
        _ => None,
    }
}

/// A URL, or the `id` of an object.
fn reference(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("id")?.as_str())
}
