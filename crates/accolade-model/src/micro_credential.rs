//! The project's extension for micro-credentials: what Annex I of the Council Recommendation of 16 June 2022
//! (2022/C 243/02) asks for and Open Badges 3.0 has no property for.
//!
//! It is a second type on the achievement, `MicroCredentialAchievement`, whose terms are those of the European
//! Learning Model; every nested object has a type of its own, because a type's terms do not reach further. Here are
//! only the plain fields, to write and to read. Judging them, and comparing frameworks, is for `accolade-micro`, which
//! is where this module moves when it grows rules.
//!
//! ```
//! use accolade_model::build::{Achievement, Criteria};
//! use accolade_model::micro_credential::{LearningOutcome, MicroCredential, MicroCredentialAchievement};
//!
//! let achievement = Achievement::new("urn:uuid:1", "Data ethics", "A short course.", Criteria::narrative("Pass."))
//!     .micro_credential(
//!         MicroCredential::new()
//!             .learning_outcome(LearningOutcome::new("Weighs privacy against benefit"))
//!             .volume_of_learning("PT50H")
//!             .eqf_level("http://data.europa.eu/snb/eqf/6"),
//!     );
//! let json = achievement.into();
//! let read = MicroCredentialAchievement::of(&json).unwrap();
//! assert_eq!(read.volume_of_learning(), Some("PT50H"));
//! ```

use serde_json::{Map, Value};

use crate::{
    Alignment,
    build::{self, builder, object, push},
    class::{Class, Count, Property, Range, Seen, Types},
    view::view,
};

/// The URL of the extension's context.
pub const CONTEXT: &str = "https://accolade.example/ns/micro-credential/v1";
/// The type that an achievement with these fields has beside `Achievement`.
pub const TYPE: &str = "MicroCredentialAchievement";

/// The order in which the builders write the members; nothing is held against it.
static ORDER: Class = Class {
    name: TYPE,
    clause: "2022/C 243/02 Annex I",
    types: Types::Absent,
    closed: Seen::NOBODY,
    groups: &[&[Property { name: "name", count: Count::Optional, range: Range::Text }]],
    v1: None,
};

builder! {
    /// What a micro-credential says beyond a badge.
    MicroCredential: &ORDER; {
        learning_outcome: objects<LearningOutcome> = "learningOutcome",
        volume_of_learning: text = "volumeOfLearning",
        credit_point: object<CreditPoint> = "creditPoint",
        eqf_level: text = "eqfLevel",
        nqf_level: text = "nqfLevel",
        isced_f: texts = "iscedF",
        participation_mode: texts = "participationMode",
        learning_setting: text = "learningSetting",
        assessment: objects<Assessment> = "assessment",
        quality_assurance: objects<QualityAssurance> = "qualityAssurance",
        entry_requirement: text = "entryRequirement",
        is_partial_qualification: flag = "isPartialQualification",
        stacks_towards: texts = "stacksTowards",
    }
}

impl MicroCredential {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Map::new())
    }
}

impl Default for MicroCredential {
    fn default() -> Self {
        Self::new()
    }
}

impl build::Achievement {
    /// Makes the achievement a micro-credential with these fields. The credential's builder adds the context.
    #[must_use]
    pub fn micro_credential(mut self, fields: MicroCredential) -> Self {
        push(&mut self.0, "type", TYPE.into());
        self.0.extend(fields.0);
        self
    }
}

builder! {
    /// Something the learner knows or can do afterwards.
    LearningOutcome: &ORDER; {
        description: text = "description",
        outcome_type: text = "outcomeType",
        alignment: objects<build::Alignment> = "alignment",
    }
}

impl LearningOutcome {
    /// An outcome in words.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self(object([("type", Value::from(vec!["McLearningOutcome"])), ("name", name.into().into())]))
    }
}

builder! {
    /// Credit, in the points of a framework.
    CreditPoint: &ORDER; {}
}

impl CreditPoint {
    /// So many points of the framework of that URI.
    #[must_use]
    pub fn new(framework: impl Into<String>, point: impl Into<String>) -> Self {
        Self(object([
            ("type", Value::from(vec!["McCreditPoint"])),
            ("framework", framework.into().into()),
            ("point", point.into().into()),
        ]))
    }

    /// So many points of the European Credit Transfer and Accumulation System.
    #[must_use]
    pub fn ects(point: impl Into<String>) -> Self {
        Self::new("http://data.europa.eu/snb/education-credit/6fcec5c5af", point)
    }
}

builder! {
    /// How the learner was assessed.
    Assessment: &ORDER; {
        assessment_mode: text = "assessmentMode",
        id_verification: text = "idVerification",
    }
}

impl Assessment {
    /// An assessment of the type of that URI, such as one of `http://data.europa.eu/snb/assessment/`.
    #[must_use]
    pub fn new(assessment_type: impl Into<String>) -> Self {
        Self(object([
            ("type", Value::from(vec!["McAssessment"])),
            ("assessmentType", assessment_type.into().into()),
        ]))
    }
}

builder! {
    /// Who assures the quality, and how.
    QualityAssurance: &ORDER; {
        accrediting_agent: text = "accreditingAgent",
        report: text = "report",
    }
}

impl QualityAssurance {
    /// Quality assurance of that name and of the type of that URI.
    #[must_use]
    pub fn new(name: impl Into<String>, qa_type: impl Into<String>) -> Self {
        Self(object([
            ("type", Value::from(vec!["McQualityAssurance"])),
            ("name", name.into().into()),
            ("qaType", qa_type.into().into()),
        ]))
    }
}

view! {
    /// An achievement, read for what it says as a micro-credential.
    MicroCredentialAchievement {
        learning_outcomes: objects<Outcome> = "learningOutcome",
        volume_of_learning: text = "volumeOfLearning",
        credit_point: object<Credit> = "creditPoint",
        eqf_level: text = "eqfLevel",
        nqf_level: text = "nqfLevel",
        isced_f: texts = "iscedF",
        participation_modes: texts = "participationMode",
        learning_setting: text = "learningSetting",
        assessments: objects<AssessmentView> = "assessment",
        quality_assurances: objects<QualityAssuranceView> = "qualityAssurance",
        entry_requirement: text = "entryRequirement",
        is_partial_qualification: flag = "isPartialQualification",
        stacks_towards: texts = "stacksTowards",
    }
}

view! {
    /// A learning outcome.
    Outcome {
        name: text = "name",
        description: text = "description",
        outcome_type: text = "outcomeType",
        alignments: objects<Alignment> = "alignment",
    }
}

view! {
    /// Credit in a framework.
    Credit {
        framework: text = "framework",
        point: text = "point",
    }
}

view! {
    /// An assessment.
    AssessmentView {
        assessment_type: text = "assessmentType",
        assessment_mode: text = "assessmentMode",
        id_verification: text = "idVerification",
    }
}

view! {
    /// Quality assurance.
    QualityAssuranceView {
        name: text = "name",
        qa_type: text = "qaType",
        accrediting_agent: text = "accreditingAgent",
        report: text = "report",
    }
}

/// Whether the achievement of a credential being built is a micro-credential.
pub(crate) fn is_used(credential: &Map<String, Value>) -> bool {
    let achievement = credential.get("credentialSubject").and_then(|subject| subject.get("achievement"));
    achievement
        .and_then(Value::as_object)
        .is_some_and(|node| crate::kind::types(node).any(|name| name == TYPE))
}
