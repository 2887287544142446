//! The credentials of a [Comprehensive Learner Record](https://www.imsglobal.org/spec/clr/v2p0/): each is verified as if it had come
//! alone, and the proof of the record covers them beside their own.

use std::collections::BTreeSet;

use accolade_json::{Value, one_or_many};
use accolade_model::Credential;
use accolade_report::{Check, CheckId, Finding, Outcome, Pointer, Report, Role, Severity, Verdict};

use super::{
    nested::Inner,
    pass::{Level, Pass},
    places::{cut_short, object},
};
use crate::{
    codes,
    input::{self, Secured as Content},
};

/// The checks that say whether a credential is its issuer's word. Whether that word still stands is another question, and of a
/// record of what was achieved not the one that decides.
const PROVEN: &[CheckId] = &[
    CheckId::Input,
    CheckId::Model,
    CheckId::Terms,
    CheckId::Key,
    CheckId::Proof,
    CheckId::Schema,
    CheckId::Credentials,
];

/// The most associations that are looked at.
const MOST_ASSOCIATIONS: usize = 1_000;

impl Pass<'_> {
    /// Every credential of a record, and the check that answers for them all.
    pub(super) fn record(&mut self, document: &Value, level: Level, inner: &mut Vec<Inner>) -> Check {
        let held = held(document);
        if held.is_empty() {
            return Check::not_applicable(CheckId::Credentials);
        }
        let mut check = Check::new(CheckId::Credentials).fact("found", held.len());
        let base = Pointer::root().key("credentialSubject");
        if held.len() > self.nested_left {
            let message = format!("of {} credentials, none was verified", held.len());
            let is_one = document.get("credentialSubject").is_some_and(Value::is_object);
            let place = if is_one { base.key("verifiableCredential") } else { base };
            let finding = Finding::undetermined(codes::NESTED_NOT_VERIFIED, place, message);
            check.add(finding.with("found", held.len()).with("limit", self.nested_left));
            return check;
        }
        let first = inner.len();
        for (place, item) in held {
            let content = match item {
                Value::Object(_) => Some(Content::Json(item.clone())),
                // The model has no place for it; it is verified all the same.
                Value::String(text) => input::token(text),
                _ => None,
            };
            let Some(content) = content else {
                let message = "neither an object nor a token";
                check.add(Finding::error(codes::UNKNOWN_INPUT, place, message));
                continue;
            };
            match self.nested(content, &place, Role::Credential, level.beside()) {
                Ok(one) => {
                    check.extend(standing(document, &one));
                    check.extend(about_another(document, &one));
                    inner.push(one);
                }
                Err(finding) => check.add(*finding),
            }
        }
        let of_record = inner.get(first..).unwrap_or_default();
        let facts = of_record.iter().map(fact);
        check.add_fact("credentials", facts.collect::<Vec<_>>());
        check.extend(dangling(document, of_record));
        check
    }
}

/// The credentials of a record with their places. It has one subject; of more, each is looked at.
fn held(document: &Value) -> Vec<(Pointer, &Value)> {
    let base = Pointer::root().key("credentialSubject");
    let subjects = document.get("credentialSubject");
    let mut held = Vec::new();
    for (index, subject) in subjects.map(one_or_many).unwrap_or_default().iter().enumerate() {
        let base = if subjects.is_some_and(Value::is_array) { base.index(index) } else { base.clone() };
        let base = base.key("verifiableCredential");
        let Some(value) = subject.get("verifiableCredential") else { continue };
        held.extend(
            one_or_many(value)
                .iter()
                .enumerate()
                .map(|(index, item)| (if value.is_array() { base.index(index) } else { base.clone() }, item)),
        );
    }
    held
}

/// What the record is worth because of one credential in it.
fn standing(record: &Value, one: &Inner) -> Option<Finding> {
    let report = one.verification.report();
    let place = one.place.clone();
    let reason = report.gravest().map(|finding| finding.code.as_str());
    if one.verdict() == Verdict::Valid {
        return None;
    }
    if one.claimed().is_some_and(|document| document.get("proof").is_none())
        && report.has(codes::MISSING_PROOF)
    {
        // The proof of the record is the word of who issued it, for what it holds too.
        let issuer = one.claimed().and_then(issuer_of);
        if issuer.is_some() && issuer == issuer_of(record) {
            return None;
        }
        let message = "nobody but the issuer of the record signed the credential, which names another issuer";
        let finding = Finding::undetermined(codes::NESTED_UNSIGNED, place, message);
        return Some(finding.with("found", issuer).with("expected", issuer_of(record)));
    }
    let finding = match proven(report) {
        Outcome::Failed => one.as_part()?,
        Outcome::Passed => {
            let message = match one.verdict() {
                Verdict::Invalid => "the credential is its issuer's, and not in force",
                _ => "the credential is its issuer's, and whether it is in force cannot be told",
            };
            Finding::warning(codes::NESTED_NOT_IN_FORCE, place, message).with("reason", reason)
        }
        _ => {
            let message = "whether the credential inside is its issuer's cannot be told";
            Finding::undetermined(codes::NESTED_UNDETERMINED, place, message).with("reason", reason)
        }
    };
    Some(finding)
}

/// Whether a credential is its issuer's word, whatever became of it since.
fn proven(report: &Report) -> Outcome {
    let checks = || report.checks().iter().filter(|check| PROVEN.contains(&check.id()));
    let passed = report.check(CheckId::Proof).is_some_and(|check| check.outcome() == Outcome::Passed);
    if checks().any(|check| check.outcome() == Outcome::Failed) {
        Outcome::Failed
    } else if checks().any(|check| check.outcome() == Outcome::Unknown) || !passed {
        Outcome::Unknown
    } else {
        Outcome::Passed
    }
}

/// A record can hold somebody else's badge, which is as genuine there as anywhere.
fn about_another(record: &Value, one: &Inner) -> Option<Finding> {
    let of = |document: &Value| -> Vec<String> {
        let subjects = Credential::of(document).map(|credential| credential.subjects()).unwrap_or_default();
        subjects.iter().filter_map(|subject| subject.id().map(str::to_owned)).collect()
    };
    let (found, expected) = (one.claimed().map(of).unwrap_or_default(), of(record));
    if found.is_empty() || expected.is_empty() || found.iter().any(|id| expected.contains(id)) {
        return None;
    }
    let message =
        "the credential is about somebody else than the record, or about them under another identifier";
    let finding = Finding::warning(codes::NESTED_ABOUT_ANOTHER, one.place.clone(), message);
    Some(finding.with("found", found).with("expected", expected))
}

/// Associations whose ends are achievements neither of the record nor of a credential in it.
fn dangling(document: &Value, held: &[Inner]) -> Vec<Finding> {
    let subjects = document.get("credentialSubject");
    let mut known = BTreeSet::new();
    for document in held.iter().filter_map(Inner::claimed).chain([document]) {
        for subject in document.get("credentialSubject").map(one_or_many).unwrap_or_default() {
            let achievements = subject.get("achievement").map(one_or_many).unwrap_or_default();
            known.extend(achievements.iter().filter_map(|achievement| achievement.get("id")?.as_str()));
        }
    }
    let mut findings = Vec::new();
    let base = Pointer::root().key("credentialSubject");
    for (index, subject) in subjects.map(one_or_many).unwrap_or_default().iter().enumerate() {
        let base = if subjects.is_some_and(Value::is_array) { base.index(index) } else { base.clone() };
        let Some(value) = subject.get("association") else { continue };
        let associations = base.key("association");
        let all = one_or_many(value);
        if all.len() > MOST_ASSOCIATIONS {
            let message =
                format!("only the first {MOST_ASSOCIATIONS} of {} associations were looked at", all.len());
            findings.push(cut_short(
                Severity::Undetermined,
                &associations,
                message,
                all.len(),
                MOST_ASSOCIATIONS,
            ));
        }
        for (index, one) in all.iter().enumerate().take(MOST_ASSOCIATIONS) {
            let place = if value.is_array() { associations.index(index) } else { associations.clone() };
            for end in ["sourceId", "targetId"] {
                let Some(id) = one.get(end).and_then(Value::as_str).filter(|id| !known.contains(id)) else {
                    continue;
                };
                let message = "no achievement of the record goes by that identifier";
                let finding = Finding::warning(codes::ASSOCIATION_DANGLING, place.key(end), message);
                findings.push(finding.with("found", id));
            }
        }
    }
    findings
}

fn issuer_of(document: &Value) -> Option<&str> {
    Credential::of(document).and_then(|credential| credential.issuer_id())
}

fn fact(one: &Inner) -> Value {
    let issuer = one.claimed().and_then(issuer_of).into();
    object([
        ("place", one.place.as_str().into()),
        ("issuer", issuer),
        ("verdict", one.verdict().as_str().into()),
    ])
}
