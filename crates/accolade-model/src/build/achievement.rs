use serde_json::Value;

use super::{IdentifierEntry, IdentityObject, Image, Profile, builder, object, push};
use crate::class;

builder! {
    /// Who has earned what.
    AchievementSubject: &class::ACHIEVEMENT_SUBJECT; {
        identifier: objects<IdentityObject> = "identifier",
        activity_start_date: instant = "activityStartDate",
        activity_end_date: instant = "activityEndDate",
        credits_earned: number = "creditsEarned",
        image: object<Image> = "image",
        license_number: text = "licenseNumber",
        narrative: text = "narrative",
        result: objects<ResultEntry> = "result",
        role: text = "role",
        source: object<Profile> = "source",
        term: text = "term",
    }
}

impl AchievementSubject {
    /// The subject of that identifier, such as a DID.
    #[must_use]
    pub fn with_id(id: impl Into<String>, achievement: Achievement) -> Self {
        let mut subject = Self::of(achievement);
        subject.0.insert("id".to_owned(), id.into().into());
        subject
    }

    /// A subject known by another identifier, such as an e-mail address.
    #[must_use]
    pub fn with_identifier(identifier: IdentityObject, achievement: Achievement) -> Self {
        Self::of(achievement).identifier(identifier)
    }

    fn of(achievement: Achievement) -> Self {
        Self(object([("type", Value::from(vec!["AchievementSubject"])), ("achievement", achievement.into())]))
    }
}

builder! {
    /// What can be achieved.
    Achievement: &class::ACHIEVEMENT; {
        achievement_type: text = "achievementType",
        image: object<Image> = "image",
        in_language: text = "inLanguage",
        version: text = "version",
        human_code: text = "humanCode",
        field_of_study: text = "fieldOfStudy",
        specialization: text = "specialization",
        credits_available: number = "creditsAvailable",
        tag: texts = "tag",
        creator: object<Profile> = "creator",
        other_identifier: objects<IdentifierEntry> = "otherIdentifier",
        alignment: objects<Alignment> = "alignment",
        related: objects<Related> = "related",
        result_description: objects<ResultDescription> = "resultDescription",
        endorsement: objects<Value> = "endorsement",
        endorsement_jwt: texts = "endorsementJwt",
    }
}

impl Achievement {
    /// An achievement with all that it must have.
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        name: impl Into<String>,
        description: impl Into<String>,
        criteria: Criteria,
    ) -> Self {
        Self(object([
            ("id", id.into().into()),
            ("type", Value::from(vec!["Achievement"])),
            ("name", name.into().into()),
            ("description", description.into().into()),
            ("criteria", criteria.into()),
        ]))
    }

    /// Adds a further type, such as one of an extension.
    #[must_use]
    pub fn further_type(mut self, name: impl Into<String>) -> Self {
        push(&mut self.0, "type", name.into().into());
        self
    }
}

builder! {
    /// What had to be done.
    Criteria: &class::CRITERIA; {
        id: text = "id",
    }
}

impl Criteria {
    /// Criteria in words; Markdown is allowed.
    #[must_use]
    pub fn narrative(text: impl Into<String>) -> Self {
        Self(object([("narrative", text.into().into())]))
    }

    /// Criteria on a web page.
    #[must_use]
    pub fn page(id: impl Into<String>) -> Self {
        Self(object([("id", id.into().into())]))
    }
}

builder! {
    /// A node of a framework of skills, courses or credentials.
    Alignment: &class::ALIGNMENT; {
        target_description: text = "targetDescription",
        target_framework: text = "targetFramework",
        target_code: text = "targetCode",
        target_type: text = "targetType",
    }
}

impl Alignment {
    /// An alignment with the node of that name and URL.
    #[must_use]
    pub fn new(target_name: impl Into<String>, target_url: impl Into<String>) -> Self {
        Self(object([
            ("type", Value::from(vec!["Alignment"])),
            ("targetName", target_name.into().into()),
            ("targetUrl", target_url.into().into()),
        ]))
    }
}

builder! {
    /// Another edition of an achievement.
    Related: &class::RELATED; {
        in_language: text = "inLanguage",
        version: text = "version",
    }
}

impl Related {
    /// The achievement of that identifier.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self(object([("id", id.into().into()), ("type", Value::from(vec!["Related"]))]))
    }
}

builder! {
    /// A scale.
    ResultDescription: &class::RESULT_DESCRIPTION; {
        allowed_value: texts = "allowedValue",
        value_min: text = "valueMin",
        value_max: text = "valueMax",
        required_value: text = "requiredValue",
        rubric_criterion_level: objects<RubricCriterionLevel> = "rubricCriterionLevel",
        required_level: text = "requiredLevel",
        alignment: objects<Alignment> = "alignment",
    }
}

impl ResultDescription {
    /// A scale of that kind, a term of [`RESULT_TYPE`](class::RESULT_TYPE).
    #[must_use]
    pub fn new(id: impl Into<String>, name: impl Into<String>, result_type: impl Into<String>) -> Self {
        Self(object([
            ("id", id.into().into()),
            ("type", Value::from(vec!["ResultDescription"])),
            ("name", name.into().into()),
            ("resultType", result_type.into().into()),
        ]))
    }
}

builder! {
    /// A level of a rubric.
    RubricCriterionLevel: &class::RUBRIC_CRITERION_LEVEL; {
        description: text = "description",
        level: text = "level",
        points: text = "points",
        alignment: objects<Alignment> = "alignment",
    }
}

impl RubricCriterionLevel {
    /// A level of that name.
    #[must_use]
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self(object([
            ("id", id.into().into()),
            ("type", Value::from(vec!["RubricCriterionLevel"])),
            ("name", name.into().into()),
        ]))
    }
}

builder! {
    /// What was achieved: the specification's class `Result`.
    ResultEntry: &class::RESULT; {
        status: text = "status",
        alignment: objects<Alignment> = "alignment",
        result_description: text = "resultDescription",
    }
}

impl ResultEntry {
    /// A value on a scale.
    #[must_use]
    pub fn value(value: impl Into<String>) -> Self {
        Self::with("value", value.into())
    }

    /// A level of a rubric, by its identifier.
    #[must_use]
    pub fn level(achieved_level: impl Into<String>) -> Self {
        Self::with("achievedLevel", achieved_level.into())
    }

    /// A status, a term of [`RESULT_STATUS`](class::RESULT_STATUS).
    #[must_use]
    pub fn of_status(status: impl Into<String>) -> Self {
        Self::with("status", status.into())
    }

    fn with(name: &str, value: String) -> Self {
        Self(object([("type", Value::from(vec!["Result"])), (name, value.into())]))
    }
}
