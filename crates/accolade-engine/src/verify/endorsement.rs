//! Do the endorsements hold? They may stand on the credential, on the achievement and on every profile, and each is a
//! credential that is verified like one that came alone. None of them changes what the credential itself is worth.

use accolade_json::{Value, one_or_many};
use accolade_model::Credential;
use accolade_report::{Check, CheckId, Finding, Pointer, Role, Verdict};

use super::{
    nested::Inner,
    pass::{Level, Pass},
    places::{Said, object, said},
};
use crate::{
    codes,
    input::{self, Secured as Content},
};

/// The most endorsements of one credential that are verified.
const MOST: usize = 64;

impl Pass<'_> {
    pub(super) fn endorsements(&mut self, document: &Value, level: Level, inner: &mut Vec<Inner>) -> Check {
        let endorsements = said(document, &["endorsement", "endorsementJwt"]);
        if endorsements.is_empty() {
            return Check::not_applicable(CheckId::Endorsement);
        }
        let mut check = Check::new(CheckId::Endorsement).fact("found", endorsements.len());
        let issuer = Credential::of(document).and_then(|credential| credential.issuer_id());
        let mut facts = Vec::new();
        for one in endorsements.iter().take(MOST) {
            let content = match one.value {
                Value::Object(_) => Some(Content::Json(one.value.clone())),
                Value::String(text) => input::token(text),
                _ => None,
            };
            let Some(content) = content else {
                let message = "neither a credential nor a token";
                check.add(Finding::error(codes::UNKNOWN_INPUT, one.place.clone(), message));
                continue;
            };
            match self.nested(content, &one.place, Role::Endorsement, level.beside()) {
                Ok(verified) => {
                    facts.push(fact(one, &verified));
                    check.extend(judge(one, &verified, issuer));
                    inner.push(verified);
                }
                Err(finding) => check.add(*finding),
            }
        }
        if endorsements.len() > MOST {
            let message =
                format!("only the first {MOST} of {} endorsements were verified", endorsements.len());
            check.add(Finding::undetermined(codes::NESTED_NOT_VERIFIED, Pointer::root(), message));
        }
        check.add_fact("endorsements", facts);
        check
    }
}

/// What to say of an endorsement that does not hold.
pub(super) fn standing(said: &Said<'_>, verified: &Inner) -> Option<Finding> {
    let place = said.place.clone();
    let reason = verified.verification.report().gravest().map(|finding| finding.code.as_str());
    let finding = match verified.verdict() {
        Verdict::Valid => return None,
        Verdict::Invalid => Finding::error(codes::ENDORSEMENT_INVALID, place, "the endorsement is not valid"),
        Verdict::Indeterminate => {
            let message = "whether the endorsement is valid cannot be told";
            Finding::undetermined(codes::ENDORSEMENT_UNDETERMINED, place, message)
        }
    };
    Some(finding.with("reason", reason))
}

/// Whether it holds, is an endorsement at all, and is one of what carries it.
fn judge(said: &Said<'_>, verified: &Inner, issuer: Option<&str>) -> Vec<Finding> {
    if let Some(finding) = standing(said, verified) {
        return vec![finding];
    }
    let Some(endorsement) = verified.claimed() else { return Vec::new() };
    let types = endorsement.get("type").map(one_or_many).unwrap_or_default();
    if !types.iter().any(|name| name == "EndorsementCredential") {
        let message = "a credential of another kind stands where an endorsement belongs";
        return vec![Finding::error(codes::ENDORSEMENT_KIND, said.place.clone(), message)];
    }
    let endorser = Credential::of(endorsement).and_then(|credential| credential.issuer_id());
    compare(said, subjects(endorsement), endorser, issuer)
}

/// Whether an endorsement is one of what carries it, and somebody else's word than the issuer's.
pub(super) fn compare(
    said: &Said<'_>,
    about: Vec<&str>,
    endorser: Option<&str>,
    issuer: Option<&str>,
) -> Vec<Finding> {
    let place = || said.place.clone();
    let mut findings = Vec::new();
    match said.of.get("id").and_then(Value::as_str) {
        Some(carrier) if about.contains(&carrier) => {}
        Some(carrier) => {
            let message = "the endorsement is of something else than what carries it";
            let finding = Finding::error(codes::ENDORSEMENT_OF_ANOTHER, place(), message);
            findings.push(finding.with("found", about).with("expected", carrier));
        }
        None => {
            let message = "what carries the endorsement has no `id` that it could be compared with";
            let finding = Finding::undetermined(codes::ENDORSEMENT_OF_ANOTHER, place(), message);
            findings.push(finding.with("found", about));
        }
    }
    if endorser.is_some() && endorser == issuer {
        let message = "the issuer endorses its own credential";
        let finding = Finding::warning(codes::ENDORSEMENT_BY_ISSUER, place(), message);
        findings.push(finding.with("found", endorser));
    }
    findings
}

fn fact(said: &Said<'_>, verified: &Inner) -> Value {
    let endorsement = verified.claimed();
    let endorser = endorsement.and_then(Credential::of).and_then(|credential| credential.issuer_id());
    object([
        ("place", said.place.as_str().into()),
        ("issuer", endorser.into()),
        ("of", endorsement.map(subjects).unwrap_or_default().into()),
        ("verdict", verified.verdict().as_str().into()),
    ])
}

/// What an endorsement is of.
fn subjects(endorsement: &Value) -> Vec<&str> {
    let subjects = endorsement.get("credentialSubject").map(one_or_many).unwrap_or_default();
    subjects.iter().filter_map(|subject| subject.get("id")?.as_str()).collect()
}
