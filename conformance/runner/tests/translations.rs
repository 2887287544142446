//! The translation says something of every code and of nothing else, in its own words and with the same code in them; and every
//! word of a report has its name.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use accolade::{
    GERMAN,
    report::{CheckId, Explanation, Layer, Outcome, REPORT_SCHEMA, Role, Severity, Translation, Verdict},
};
use serde_json::{Value, json};

fn german() -> Translation {
    Translation::read(GERMAN).unwrap()
}

/// Every code that anybody can meet: in reports, over the network, in calls.
fn explanations() -> impl Iterator<Item = &'static Explanation> {
    let more = accolade_fetch::codes::ALL.iter().chain(accolade::ffi::codes::ALL);
    accolade::explanations().chain(more)
}

/// What stands between backticks.
fn code_in(text: &str) -> BTreeSet<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_code_is_translated_and_nothing_else() {
    let german = german();
    let codes: BTreeSet<&str> = explanations().map(|explanation| explanation.code.as_str()).collect();
    let translated: BTreeSet<&str> = german.codes().map(|(code, _)| code).collect();
    let lacking: Vec<_> = codes.difference(&translated).collect();
    assert!(lacking.is_empty(), "crates/accolade/translations/de.json lacks {lacking:?}");
    let stale: Vec<_> = translated.difference(&codes).collect();
    assert!(stale.is_empty(), "no crate defines {stale:?}");
}

#[test]
fn what_is_said_is_said_in_full() {
    let german = german();
    for Explanation { code, means, remedy, .. } in explanations() {
        let texts = german.code(code.as_str()).unwrap();
        for (english, translated) in [(means, &texts.means), (remedy, &texts.remedy)] {
            assert!(translated.ends_with(['.', '?', '!']), "{code}: no sentence: {translated}");
            assert_ne!(*english, translated, "{code}");
            // Names, values and options stay as they are.
            let (of_english, of_german) = (code_in(english), code_in(translated));
            assert!(of_english.is_subset(&of_german), "{code}: {of_english:?} and {of_german:?}");
        }
        let message = &texts.message;
        assert!(message.len() > 8 && !message.ends_with('.'), "{code}: {message}");
        assert!(!message.contains("Sie "), "{code}: a message states, a remedy asks: {message}");
    }
}

#[test]
fn every_word_of_a_report_has_a_name() {
    let german = german();
    let mut names: Vec<(&str, &str)> = Vec::new();
    names.extend(Verdict::ALL.iter().map(|it| (it.as_str(), german.verdict(*it))));
    names.extend(Outcome::ALL.iter().map(|it| (it.as_str(), german.outcome(*it))));
    names.extend(Severity::ALL.iter().map(|it| (it.as_str(), german.severity(*it))));
    names.extend(Layer::ALL.iter().map(|it| (it.as_str(), german.layer(*it))));
    names.extend(CheckId::ALL.iter().map(|it| (it.as_str(), german.check(*it))));
    names.extend(Role::ALL.iter().map(|it| (it.as_str(), german.role(*it))));
    // Two words are the same in both languages but for their capital.
    for (english, translated) in names {
        assert_ne!(english, translated);
    }
}

#[test]
fn the_schema_of_reports_knows_every_word() {
    let schema: Value = serde_json::from_str(REPORT_SCHEMA).unwrap();
    let of = |pointer: &str| schema.pointer(pointer).unwrap().clone();
    let named = |names: Vec<&str>| json!(names);
    assert_eq!(of("/$defs/checkId/enum"), named(CheckId::ALL.iter().map(|it| it.as_str()).collect()));
    let verdicts = named(Verdict::ALL.iter().map(|it| it.as_str()).collect());
    assert_eq!(of("/$defs/report/properties/verdict/enum"), verdicts);
    let outcomes = named(Outcome::ALL.iter().map(|it| it.as_str()).collect());
    assert_eq!(of("/$defs/check/properties/outcome/enum"), outcomes);
    let severities = named(Severity::ALL.iter().map(|it| it.as_str()).collect());
    assert_eq!(of("/$defs/finding/properties/severity/enum"), severities);
    assert_eq!(
        of("/$defs/check/properties/layer/enum"),
        named(Layer::ALL.iter().map(|it| it.as_str()).collect())
    );
    assert_eq!(
        of("/$defs/nested/properties/role/enum"),
        named(Role::ALL.iter().map(|it| it.as_str()).collect())
    );
}
