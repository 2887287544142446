//! Builders give out what no verifier would flag, in every edition of the schemas, and nothing else.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use accolade_model::{
    ModelError,
    build::{
        Achievement, AchievementCredential, AchievementSubject, Address, Alignment, CredentialSchema,
        CredentialStatus, Criteria, EndorsementCredential, EndorsementSubject, Evidence, IdentifierEntry,
        IdentityObject, Image, Profile, Related, ResultDescription, ResultEntry, RubricCriterionLevel,
    },
    check, check_results,
    class::Edition,
    codes, editions,
    micro_credential::{
        Assessment, CONTEXT, CreditPoint, LearningOutcome, MicroCredential, MicroCredentialAchievement,
        QualityAssurance,
    },
    parse_date_time_stamp,
};
use serde_json::Value;
use time::OffsetDateTime;

fn at(text: &str) -> OffsetDateTime {
    parse_date_time_stamp(text).expect("a date")
}

fn achievement() -> Achievement {
    Achievement::new(
        "https://college.example/achievements/knife-skills",
        "Knife Skills",
        "Cuts vegetables evenly and safely.",
        Criteria::narrative("Prepares three vegetables under supervision.")
            .id("https://college.example/criteria"),
    )
}

fn badge(subject: AchievementSubject) -> AchievementCredential {
    AchievementCredential::new(
        "urn:uuid:7b0c9c1e-1d3e-4a57-8a2e-30f0b5a60001",
        Profile::new("did:example:college").name("Example College"),
        at("2026-01-31T10:00:00+01:00"),
        subject,
    )
}

fn members(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn a_badge_with_everything() {
    let scale = "urn:uuid:0b6d1f52-6f0e-4f57-9d1c-2f5a3c1e0001";
    let level = "urn:uuid:0b6d1f52-6f0e-4f57-9d1c-2f5a3c1e0011";
    let achievement = achievement()
        .achievement_type("Course")
        .image(Image::new("https://college.example/b.png").caption("A knife"))
        .in_language("en")
        .credits_available(2.0)
        .tag("cooking")
        .tag("safety")
        .creator(
            Profile::new("https://guild.example/")
                .address(Address::new().address_country_code("IE").geo(53.3, -6.0)),
        )
        .other_identifier(IdentifierEntry::new("ext:Catalogue", "K1"))
        .alignment(Alignment::new("prepare vegetables", "https://skills.example/1").target_type("CFItem"))
        .related(Related::new("https://college.example/achievements/messer").in_language("de"))
        .result_description(
            ResultDescription::new(scale, "Safety", "RubricCriterionLevel")
                .rubric_criterion_level(RubricCriterionLevel::new(level, "Safe alone"))
                .required_level(level),
        );
    let subject = AchievementSubject::with_identifier(
        IdentityObject::hashed("emailAddress", "a@example.com", "Kosher"),
        achievement,
    )
    .identifier(IdentityObject::plain("name", "A. Learner"))
    .credits_earned(2.5)
    .result(ResultEntry::level(level).result_description(scale).status("Completed"));
    let document = badge(subject)
        .name("Knife Skills")
        .awarded_date(at("2026-01-30T17:00:00Z"))
        .valid_until(at("2036-01-31T09:00:00Z"))
        .evidence(Evidence::new().id("https://college.example/evidence/1").name("Film of the exam"))
        .credential_schema(CredentialSchema::achievement_credential())
        .credential_status(CredentialStatus::bitstring("https://college.example/status/1", 7, "revocation"))
        .refresh_service("https://college.example/refresh/1")
        .build()
        .expect("nothing to flag");

    assert_eq!(check(&document), []);
    assert_eq!(check_results(&document), []);
    assert_eq!(editions(&document), [Edition::Strict2024, Edition::Live2026]);
    assert_eq!(
        members(&document),
        [
            "@context",
            "id",
            "type",
            "name",
            "awardedDate",
            "issuer",
            "validFrom",
            "validUntil",
            "credentialSubject",
            "evidence",
            "credentialSchema",
            "credentialStatus",
            "refreshService"
        ]
    );
    assert_eq!(
        document["@context"],
        serde_json::json!([
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
        ])
    );
    assert_eq!(document["validFrom"], "2026-01-31T09:00:00Z");
    let subject = &document["credentialSubject"];
    assert_eq!(subject["creditsEarned"].to_string(), "2.5");
    assert_eq!(subject["achievement"]["creditsAvailable"].to_string(), "2");
    assert_eq!(
        subject["identifier"][0]["identityHash"],
        "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    );
    assert_eq!(document["credentialStatus"]["statusListIndex"], "7");
    assert_eq!(document["credentialStatus"]["id"], "https://college.example/status/1#7");
}

#[test]
fn a_micro_credential() {
    let fields = MicroCredential::new()
        .learning_outcome(
            LearningOutcome::new("Weighs privacy against benefit")
                .outcome_type("http://data.europa.eu/snb/skill-type/skill")
                .alignment(Alignment::new("ethics", "http://data.europa.eu/esco/skill/1")),
        )
        .volume_of_learning("PT50H")
        .credit_point(CreditPoint::ects("2"))
        .eqf_level("http://data.europa.eu/snb/eqf/6")
        .isced_f("http://data.europa.eu/snb/isced-f/0688")
        .participation_mode("http://data.europa.eu/snb/learning-assessment/920fbb3cbe")
        .assessment(
            Assessment::new("http://data.europa.eu/snb/assessment/4f03b91c0e")
                .id_verification("http://data.europa.eu/snb/supervision-verification/70be69aaf9"),
        )
        .quality_assurance(
            QualityAssurance::new(
                "Programme accreditation",
                "http://data.europa.eu/snb/accreditation/820101cba6",
            )
            .accrediting_agent("https://qa.example/"),
        )
        .entry_requirement("None")
        .is_partial_qualification(false)
        .stacks_towards("https://college.example/programmes/1");
    let subject = AchievementSubject::with_id("did:example:learner", achievement().micro_credential(fields));
    let document = badge(subject).build().expect("nothing to flag");
    assert_eq!(document["@context"][2], CONTEXT);
    assert_eq!(editions(&document), [Edition::Strict2024, Edition::Live2026]);
    let achievement = &document["credentialSubject"]["achievement"];
    assert_eq!(achievement["type"], serde_json::json!(["Achievement", "MicroCredentialAchievement"]));
    let read = MicroCredentialAchievement::of(achievement).expect("an object");
    assert_eq!(read.credit_point().and_then(|credit| credit.point()), Some("2"));
    assert_eq!(read.learning_outcomes()[0].name(), Some("Weighs privacy against benefit"));
    assert_eq!(read.is_partial_qualification(), Some(false));
    assert_eq!(read.stacks_towards(), ["https://college.example/programmes/1"]);
    // Each nested object names its own type: a type's terms do not reach further.
    for (member, name) in [
        ("learningOutcome", "McLearningOutcome"),
        ("assessment", "McAssessment"),
        ("qualityAssurance", "McQualityAssurance"),
    ] {
        assert_eq!(achievement[member][0]["type"][0], name);
    }
    assert_eq!(achievement["creditPoint"]["type"][0], "McCreditPoint");
}

#[test]
fn an_endorsement() {
    let endorsement = EndorsementCredential::new(
        "urn:uuid:7b0c9c1e-1d3e-4a57-8a2e-30f0b5a60002",
        "Recognised by the guild",
        Profile::new("https://guild.example/"),
        at("2026-02-01T00:00:00Z"),
        EndorsementSubject::new("https://college.example/achievements/knife-skills")
            .endorsement_comment("Good."),
    )
    .build()
    .expect("nothing to flag");
    assert_eq!(editions(&endorsement), [Edition::Strict2024, Edition::Live2026]);
    let subject = AchievementSubject::with_id("did:example:learner", achievement().endorsement(endorsement));
    let document = badge(subject).build().expect("nothing to flag");
    assert_eq!(
        document["credentialSubject"]["achievement"]["endorsement"][0]["name"],
        "Recognised by the guild"
    );
}

#[test]
fn what_a_verifier_would_flag_is_not_given_out() {
    let subject = || AchievementSubject::with_id("did:example:learner", achievement());
    let refused = |credential: AchievementCredential| {
        let ModelError::Refused { findings } = credential.build().expect_err("a refusal") else {
            unreachable!()
        };
        findings.into_iter().map(|f| (f.code, f.pointer.to_string())).collect::<Vec<_>>()
    };
    let case = |code, pointer: &str| vec![(code, pointer.to_owned())];

    let reversed = badge(subject()).valid_until(at("2020-01-01T00:00:00Z"));
    assert_eq!(refused(reversed), case(codes::PERIOD_REVERSED, "/validUntil"));
    let relative = AchievementSubject::with_id("learner", achievement());
    assert_eq!(refused(badge(relative)), case(codes::NOT_A_URL, "/credentialSubject/id"));
    let not_a_number = subject().credits_earned(f64::NAN);
    assert_eq!(refused(badge(not_a_number)), case(codes::NULL_IN_BADGE, "/credentialSubject/creditsEarned"));
    let off_scale = AchievementSubject::with_id(
        "did:example:learner",
        achievement().result_description(
            ResultDescription::new("urn:uuid:1", "Grade", "LetterGrade")
                .allowed_value("B")
                .allowed_value("A"),
        ),
    )
    .result(ResultEntry::value("C").result_description("urn:uuid:1"));
    assert_eq!(refused(badge(off_scale)), case(codes::RESULT_VALUE, "/credentialSubject/result/0/value"));
    let kind =
        AchievementSubject::with_id("did:example:learner", achievement().achievement_type("Microcredential"));
    assert_eq!(
        refused(badge(kind)),
        case(codes::ENUMERATION, "/credentialSubject/achievement/achievementType")
    );
    // What would only be a warning is refused as well: an issuer can do better.
    let foreign = badge(subject())
        .member("credentialSchema", serde_json::json!([{"id": "https://a.example/", "type": "JsonSchema"}]));
    assert_eq!(refused(foreign), case(codes::CREDENTIAL_SCHEMA, "/credentialSchema"));
    // Members that would overwrite what `new` has set are held to the same rules.
    assert_eq!(refused(badge(subject()).member("type", "Song")).len(), 1);
}

#[test]
fn refusals_say_what_is_wrong() {
    let subject = AchievementSubject::with_id("learner", achievement());
    let error = badge(subject).build().expect_err("a refusal");
    assert_eq!(error.code(), codes::NOT_A_URL);
    assert_eq!(
        error.to_string(),
        "the document would be refused: vcdm.not-a-url at `/credentialSubject/id`: `learner` is not an absolute URL"
    );
}
