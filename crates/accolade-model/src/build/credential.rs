use accolade_report::Severity;
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::{AchievementSubject, Evidence, Image, Profile, builder, instant, object, ordered};
use crate::{ModelError, check, check_results, class, context, micro_credential};

builder! {
    /// An Open Badge of VCDM 2.0.
    AchievementCredential: &class::ACHIEVEMENT_CREDENTIAL; {
        name: text = "name",
        description: text = "description",
        image: object<Image> = "image",
        awarded_date: instant = "awardedDate",
        valid_until: instant = "validUntil",
        evidence: objects<Evidence> = "evidence",
        endorsement: objects<Value> = "endorsement",
        endorsement_jwt: texts = "endorsementJwt",
        credential_schema: objects<CredentialSchema> = "credentialSchema",
        credential_status: object<CredentialStatus> = "credentialStatus",
        context: texts = "@context",
    }
}

impl AchievementCredential {
    /// A badge with all that it must have.
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        issuer: Profile,
        valid_from: OffsetDateTime,
        credential_subject: AchievementSubject,
    ) -> Self {
        Self(object([
            ("id", id.into().into()),
            ("type", Value::from(vec!["VerifiableCredential", "OpenBadgeCredential"])),
            ("issuer", issuer.into()),
            ("validFrom", instant(valid_from)),
            ("credentialSubject", credential_subject.into()),
        ]))
    }

    /// Asks for a refreshed edition at that URL, by 1EdTech's service.
    #[must_use]
    pub fn refresh_service(mut self, id: impl Into<String>) -> Self {
        self.0.insert("refreshService".to_owned(), refresh_service(id.into()));
        self
    }

    /// The badge, ready to be signed: contexts first and in order, members in the order of the class.
    ///
    /// # Errors
    /// Every `vcdm.*` and `ob3.*` code that a verifier would report about it, notes apart.
    pub fn build(self) -> Result<Value, ModelError> {
        build(self.0, &class::ACHIEVEMENT_CREDENTIAL)
    }
}

builder! {
    /// Somebody's word about a badge, an achievement or an issuer.
    EndorsementCredential: &class::ENDORSEMENT_CREDENTIAL; {
        description: text = "description",
        awarded_date: instant = "awardedDate",
        valid_until: instant = "validUntil",
        evidence: objects<Evidence> = "evidence",
        credential_schema: objects<CredentialSchema> = "credentialSchema",
        credential_status: object<CredentialStatus> = "credentialStatus",
        context: texts = "@context",
    }
}

impl EndorsementCredential {
    /// An endorsement with all that it must have.
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        name: impl Into<String>,
        issuer: Profile,
        valid_from: OffsetDateTime,
        credential_subject: EndorsementSubject,
    ) -> Self {
        Self(object([
            ("id", id.into().into()),
            ("type", Value::from(vec!["VerifiableCredential", "EndorsementCredential"])),
            ("name", name.into().into()),
            ("issuer", issuer.into()),
            ("validFrom", instant(valid_from)),
            ("credentialSubject", credential_subject.into()),
        ]))
    }

    /// Asks for a refreshed edition at that URL, by 1EdTech's service.
    #[must_use]
    pub fn refresh_service(mut self, id: impl Into<String>) -> Self {
        self.0.insert("refreshService".to_owned(), refresh_service(id.into()));
        self
    }

    /// The endorsement, ready to be signed.
    ///
    /// # Errors
    /// Every `vcdm.*` and `ob3.*` code that a verifier would report about it, notes apart.
    pub fn build(self) -> Result<Value, ModelError> {
        build(self.0, &class::ENDORSEMENT_CREDENTIAL)
    }
}

builder! {
    /// What is endorsed.
    EndorsementSubject: &class::ENDORSEMENT_SUBJECT; {
        endorsement_comment: text = "endorsementComment",
    }
}

impl EndorsementSubject {
    /// The badge, achievement or profile of that identifier.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self(object([("id", id.into().into()), ("type", Value::from(vec!["EndorsementSubject"]))]))
    }
}

builder! {
    /// A schema that the credential keeps.
    CredentialSchema: &class::CREDENTIAL_SCHEMA; {}
}

impl CredentialSchema {
    /// A schema of 1EdTech's type, such as an extension's. The credential then needs 1EdTech's own schema as well.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self(object([("id", id.into().into()), ("type", Value::from("1EdTechJsonSchemaValidator2019"))]))
    }

    /// 1EdTech's schema of a badge.
    #[must_use]
    pub fn achievement_credential() -> Self {
        Self::new(
            "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
        )
    }

    /// 1EdTech's schema of an endorsement.
    #[must_use]
    pub fn endorsement_credential() -> Self {
        Self::new(
            "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json",
        )
    }
}

builder! {
    /// Where the credential's status is found.
    CredentialStatus: &class::CREDENTIAL_STATUS; {}
}

impl CredentialStatus {
    /// An entry of a bitstring status list: the list's URL, the entry's number, and what it is for, such as
    /// `revocation`.
    #[must_use]
    pub fn bitstring(list: &str, index: u64, purpose: impl Into<String>) -> Self {
        Self(object([
            // The strict schema of 2024 wants an identifier; it must not be the list's.
            ("id", format!("{list}#{index}").into()),
            ("type", Value::from("BitstringStatusListEntry")),
            ("statusPurpose", purpose.into().into()),
            ("statusListIndex", index.to_string().into()),
            ("statusListCredential", Value::from(list)),
        ]))
    }
}

fn refresh_service(id: String) -> Value {
    Value::Object(object([("id", id.into()), ("type", Value::from("1EdTechCredentialRefresh"))]))
}

fn build(mut map: Map<String, Value>, class: &class::Class) -> Result<Value, ModelError> {
    let mut contexts = vec![context::CREDENTIALS_V2.to_owned(), context::OPEN_BADGES.to_owned()];
    if uses_extensions(&map) {
        contexts.push(context::EXTENSIONS.to_owned());
    }
    if micro_credential::is_used(&map) {
        contexts.push(micro_credential::CONTEXT.to_owned());
    }
    let further =
        map.get("@context").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    for context in further {
        if !contexts.iter().any(|known| known == context) {
            contexts.push(context.to_owned());
        }
    }
    map.insert("@context".to_owned(), contexts.into());
    let document = Value::Object(ordered(map, class));
    let mut findings = check(&document);
    findings.extend(check_results(&document));
    findings.retain(|finding| finding.severity < Severity::Note);
    if findings.is_empty() { Ok(document) } else { Err(ModelError::Refused { findings }) }
}

/// Whether a type that only `extensions.json` defines is used.
fn uses_extensions(map: &Map<String, Value>) -> bool {
    ["credentialSchema", "credentialStatus", "refreshService"].into_iter().any(|name| {
        let entries = crate::view::items(map, name).iter();
        entries.filter_map(|entry| entry.get("type")?.as_str()).any(|name| name.starts_with("1EdTech"))
    })
}
