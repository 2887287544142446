//! The micro-credential of the demo: a made-up short course of a made-up university, with everything that Annex I of the
//! Council Recommendation on micro-credentials (2022/C 243/02) asks for.

use accolade::{
    json::Value,
    model::{
        ModelError,
        build::{
            Achievement, AchievementCredential, AchievementSubject, Address, Alignment, Criteria,
            IdentityObject, Profile, ResultDescription, ResultEntry, RubricCriterionLevel,
        },
        micro_credential::{Assessment, CreditPoint, LearningOutcome, MicroCredential, QualityAssurance},
    },
};
use time::OffsetDateTime;

pub(super) const TITLE: &str = "Accessible Digital Content";
pub(super) const UNIVERSITY: &str = "Harbour University";
pub(super) const LEARNER: &str = "Leila Haddad";
pub(super) const EMAIL: &str = "leila.haddad@student.harbour.example";
pub(super) const GRADE: &str = "84";

const COURSE: &str = "https://harbour.example/courses/accessible-digital-content";
/// The European Commission's controlled vocabularies.
const LISTS: &str = "http://data.europa.eu/snb";

/// What is random about an award.
pub(super) struct Award<'a> {
    /// The credential's identifier.
    pub(super) id: &'a str,
    /// What is hashed together with the learner's e-mail address.
    pub(super) salt: &'a str,
    pub(super) issuer: &'a str,
    pub(super) time: OffsetDateTime,
}

/// The credential before it is signed.
pub(super) fn credential(award: &Award<'_>) -> Result<Value, ModelError> {
    let university = Profile::new(award.issuer)
        .name(UNIVERSITY)
        .url("https://harbour.example")
        .email("registry@harbour.example")
        .address(Address::new().address_country_code("IE").address_locality("Galway"));
    // Whoever knows the address can check that it is hers; whoever does not, does not learn it.
    let learner = AchievementSubject::with_identifier(IdentityObject::plain("name", LEARNER), achievement())
        .identifier(IdentityObject::hashed("emailAddress", EMAIL, award.salt))
        .result(ResultEntry::value(GRADE).result_description(format!("{COURSE}#grade")))
        .result(
            ResultEntry::level(format!("{COURSE}#repair-3")).result_description(format!("{COURSE}#repair")),
        );
    AchievementCredential::new(award.id, university, award.time, learner)
        .name(TITLE)
        .awarded_date(award.time)
        .build()
}

fn achievement() -> Achievement {
    Achievement::new(
        COURSE,
        TITLE,
        "A six-week short course: find what keeps people out of a website, a document or a video, and repair it.",
        Criteria::narrative(
            "Audit and repair a real website of your choice, hand in both as a portfolio, and defend it in person. \
             A grade of 55 of 100 passes.",
        ),
    )
    .achievement_type("MicroCredential")
    .in_language("en")
    .credits_available(2.0)
    .tag("accessibility")
    .alignment(
        Alignment::new(
            "develop digital content",
            "http://data.europa.eu/esco/skill/5fd5c985-eaaa-47aa-8314-62359c54505a",
        )
        .target_framework("ESCO")
        .target_type("ext:ESCO.Skill"),
    )
    .result_description(
        ResultDescription::new(format!("{COURSE}#grade"), "Grade", "Percent")
            .value_min("0")
            .value_max("100")
            .required_value("55"),
    )
    .result_description(rubric())
    .micro_credential(
        MicroCredential::new()
            .learning_outcome(outcome("skill", "Audits a website against WCAG 2.2, level AA, and says whom each fault shuts out"))
            .learning_outcome(outcome("skill", "Repairs structure, contrast, keyboard use and captions"))
            .learning_outcome(outcome("knowledge", "Explains what European law asks of public websites"))
            .volume_of_learning("PT50H")
            .credit_point(CreditPoint::ects("2"))
            .eqf_level(format!("{LISTS}/eqf/5"))
            .isced_f(format!("{LISTS}/isced-f/0211"))
            .participation_mode(format!("{LISTS}/learning-assessment/e92d221e4d"))
            .assessment(
                Assessment::new(format!("{LISTS}/assessment/4f03b91c0e"))
                    .assessment_mode(format!("{LISTS}/learning-assessment/9191af2ed9"))
                    .id_verification(format!("{LISTS}/supervision-verification/70be69aaf9")),
            )
            .quality_assurance(
                QualityAssurance::new("Programme accreditation", format!("{LISTS}/accreditation/820101cba6"))
                    .accrediting_agent("https://quality-board.example")
                    .report("https://quality-board.example/reports/harbour-2026"),
            )
            .entry_requirement("None; a computer and an interest in people")
            .is_partial_qualification(false)
            .stacks_towards("https://harbour.example/programmes/inclusive-design"),
    )
}

/// Each outcome is aligned with nothing of its own: the skill that the course as a whole leads to is the achievement's.
fn outcome(kind: &str, words: &str) -> LearningOutcome {
    LearningOutcome::new(words).outcome_type(format!("{LISTS}/skill-type/{kind}"))
}

fn rubric() -> ResultDescription {
    let level = |number: u8, name: &str, description: &str| {
        RubricCriterionLevel::new(format!("{COURSE}#repair-{number}"), name)
            .description(description)
            .level(number.to_string())
            .points(number.to_string())
    };
    ResultDescription::new(format!("{COURSE}#repair"), "Repair", "RubricCriterionLevel")
        .rubric_criterion_level(level(1, "Beginning", "Repairs what a checking tool names."))
        .rubric_criterion_level(level(2, "Sound", "Repairs what keeps people out, and shows that it holds."))
        .rubric_criterion_level(level(
            3,
            "Exemplary",
            "Repairs the cause, so that the fault does not come back.",
        ))
        .required_level(format!("{COURSE}#repair-2"))
}
