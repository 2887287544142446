//! Credentials presented by their holder: [VC Data Model 2.0 §4.13](https://www.w3.org/TR/vc-data-model-2.0/#verifiable-presentations).
//!
//! A presentation is valid only if its own proof holds and every credential in it is valid.

use accolade_json::{Value, one_or_many};
use accolade_model::{Credential, check as check_model};
use accolade_report::{Check, CheckId, Finding, Outcome, Pointer, Report, Role};

use super::{
    Verification,
    nested::{self, Inner},
    pass::{Holds, Level, Pass},
    secured::Secured,
};
use crate::{
    codes,
    input::{self, Secured as Content},
};

/// The holder that a presentation names.
pub(super) fn holder(presentation: &Value) -> Option<&str> {
    let holder = presentation.get("holder")?;
    holder.as_str().or_else(|| holder.get("id")?.as_str())
}

impl Pass<'_> {
    /// Every check of a presentation.
    pub(super) fn presentation(
        &mut self,
        document: Value,
        mut input: Check,
        mut secured: Secured,
        level: Level,
    ) -> Verification {
        if !level.holds.agrees(Holds::Presentation) {
            let message = "a presentation stands where a credential belongs";
            input.add(Finding::error(codes::NESTED_WRONG_KIND, Pointer::root().key("type"), message));
            return self.stopped(input, Check::not_applicable(CheckId::Proof));
        }
        secured.complete_terms(&document, &self.contexts);
        let mut model = Check::new(CheckId::Model);
        model.extend(check_model(&document));
        if secured.proof.outcome() == Outcome::Passed {
            secured.proof.extend(self.not_asked());
        }
        let (inner, credentials) = self.presented(&document, level);
        let own = match secured.is_proven() {
            true => own(&inner, holder(&document).or(secured.controller.as_deref())),
            false => Check::not_applicable(CheckId::Holder),
        };
        let Secured { terms, key, proof, .. } = secured;
        let checks = vec![input, model, terms, key, proof, credentials, own];
        // What the caller requires is required of every credential. Where there is none, it is not there.
        let required = self.verifier.policy().required();
        let answered = |id: &&CheckId| inner.is_empty() || **id == CheckId::Holder;
        let required: Vec<CheckId> = required.iter().filter(answered).copied().collect();
        nested::join(Report::with_required(checks, &required), document, inner)
    }

    /// What was not asked of the presentation, and so may not be so.
    pub(super) fn not_asked(&self) -> Vec<Finding> {
        let policy = self.verifier.policy();
        let mut findings = Vec::new();
        for (asked, message) in [
            (policy.challenge(), "no challenge was asked for: it may be a copy of an older presentation"),
            (policy.domain(), "no domain was asked for: it may have been made for somebody else"),
        ] {
            if asked.is_none() {
                findings.push(Finding::warning(codes::REPLAY_NOT_EXCLUDED, Pointer::root(), message));
            }
        }
        findings
    }

    /// Every credential of a presentation, and the check that answers for them all.
    fn presented(&mut self, document: &Value, level: Level) -> (Vec<Inner>, Check) {
        let base = Pointer::root().key("verifiableCredential");
        let value = document.get("verifiableCredential");
        let items = value.map(one_or_many).unwrap_or_default();
        if items.is_empty() {
            return (Vec::new(), Check::not_applicable(CheckId::Credentials));
        }
        let mut check = Check::new(CheckId::Credentials).fact("found", items.len());
        let mut inner = Vec::new();
        if items.len() > self.nested_left {
            let message = format!("of {} credentials, none was verified", items.len());
            check.add(Finding::undetermined(codes::NESTED_NOT_VERIFIED, base, message));
            return (inner, check);
        }
        for (index, item) in items.iter().enumerate() {
            let place = if value.is_some_and(Value::is_array) { base.index(index) } else { base.clone() };
            let content = match item {
                Value::Object(_) => Ok(Content::Json(item.clone())),
                // Version 1.1 takes a token as text.
                Value::String(text) => input::token(text).ok_or("not a token"),
                _ => Err("neither an object nor a token"),
            };
            let content = match content {
                Ok(content) => content,
                Err(message) => {
                    check.add(Finding::error(codes::UNKNOWN_INPUT, place, message));
                    continue;
                }
            };
            match self.nested(content, &place, Role::Credential, level.presented()) {
                Ok(one) => {
                    check.extend(one.as_part());
                    inner.push(one);
                }
                Err(finding) => check.add(*finding),
            }
        }
        (inner, check)
    }
}

/// Whether the credentials are about the one who presents them. They need not be: a parent may show a child's.
fn own(inner: &[Inner], presenter: Option<&str>) -> Check {
    if inner.is_empty() {
        return Check::not_applicable(CheckId::Holder);
    }
    let mut check = Check::new(CheckId::Holder);
    if let Some(presenter) = presenter {
        check.add_fact("presenter", presenter);
    }
    for one in inner {
        // Of something that could not be opened, enough is said already.
        let Some(credential) = one.claimed().and_then(Credential::of) else { continue };
        let subjects = credential.subjects();
        let ids: Vec<&str> = subjects.iter().filter_map(|subject| subject.id()).collect();
        let place = one.place.clone();
        match presenter {
            Some(presenter) if ids.contains(&presenter) => {}
            Some(presenter) if !ids.is_empty() => {
                let message = "the credential is not about the one who presents it";
                let finding = Finding::error(codes::HOLDER_NOT_SUBJECT, place, message);
                check.add(finding.with("found", ids).with("expected", presenter));
            }
            _ => {
                let message = "whether the credential is about the one who presents it cannot be told";
                check.add(Finding::undetermined(codes::HOLDER_UNKNOWN, place, message));
            }
        }
    }
    check
}
