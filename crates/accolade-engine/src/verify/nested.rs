//! Something secured inside, or named by, what is being verified: verified as if it had come alone, and reported beside.

use accolade_json::Value;
use accolade_model::{Kind, legacy::Generation};
use accolade_report::{Check, CheckId, Finding, Nested, Pointer, Report, Role, Verdict};

use super::{
    Verification,
    legacy::Given,
    pass::{Level, Pass, Signatory},
    presentation,
};
use crate::{codes, input::Secured};

/// How many things may stand inside each other: a presentation of a record of badges with endorsements, each with a status list.
pub(super) const DEEPEST: usize = 5;

/// One thing that was verified inside another.
pub(super) struct Inner {
    pub(super) place: Pointer,
    pub(super) role: Role,
    /// Its own identifier, as it claims.
    pub(super) id: Option<String>,
    pub(super) verification: Verification,
}

impl Pass<'_> {
    /// Verifies one secured thing of whatever form, with everything in it.
    pub(super) fn verify(&mut self, secured: Secured, input: Check, level: Level) -> Verification {
        match secured {
            Secured::Json(document) => match (Generation::of(&document), Kind::of(&document)) {
                (Generation::Both, _) => self.of_two_generations(input),
                (Generation::Legacy(version), _) => self.legacy(Given::Copy(document, version), input, level),
                (_, Kind::Envelope) => self.envelope(&document, input, level),
                (_, Kind::Presentation) => {
                    self.learn_contexts(&document);
                    let holder = presentation::holder(&document).map(str::to_owned);
                    let secured = self.embedded(&document, Signatory::Holder(holder.as_deref()), level);
                    self.presentation(document, input, secured, level)
                }
                _ => {
                    self.learn_contexts(&document);
                    let secured = {
                        let issuer = accolade_model::Credential::of(&document).and_then(|c| c.issuer_id());
                        self.embedded(&document, Signatory::Issuer(issuer), level)
                    };
                    self.credential(document, input, secured, level)
                }
            },
            Secured::Jws(text) => self.token(&text, input, level),
            Secured::SdJwt(text) => self.sd_jwt(&text, input, level),
            Secured::Cose(bytes) => self.cose(&bytes, input, level),
            Secured::JwsJson(value) => self.token_in_json(&value, input, level),
            Secured::Url(url) => self.legacy(Given::Url(url), input, level),
        }
    }

    /// Two readers would take it for two badges.
    pub(super) fn of_two_generations(&self, mut input: Check) -> Verification {
        let message =
            "it has the marks of a verifiable credential and of a badge from before Open Badges 3.0";
        input.add(Finding::error(codes::OB2_TWO_GENERATIONS, Pointer::root(), message));
        self.stopped(input, Check::not_applicable(CheckId::Proof))
    }

    /// Verifies what stands at `place` of the document at hand, or is named there; `level` is its own.
    ///
    /// What it lacks joins what everything else lacks, so that all is asked for in one round.
    ///
    /// # Errors
    /// `nested.not-verified`, undetermined, where it stands too deep or there is too much of it.
    pub(super) fn nested(
        &mut self,
        secured: Secured,
        place: &Pointer,
        role: Role,
        level: Level,
    ) -> Result<Inner, Box<Finding>> {
        let refuse = |message: &str| {
            Err(Box::new(Finding::undetermined(codes::NESTED_NOT_VERIFIED, place.clone(), message)))
        };
        if level.depth > DEEPEST {
            return refuse("stands inside too many others to be verified");
        }
        // The lists that credentials name are counted apart: there may be one for each.
        let left = if role == Role::StatusList { &mut self.lists_left } else { &mut self.nested_left };
        let Some(fewer) = left.checked_sub(1) else {
            return refuse("one of too many to be verified");
        };
        *left = fewer;
        let input = Check::new(CheckId::Input).fact("form", secured.form());
        let verification = self.verify(secured, input, level);
        let id = verification.claimed().and_then(|document| document.get("id")?.as_str().map(str::to_owned));
        Ok(Inner { place: place.clone(), role, id, verification })
    }
}

impl Inner {
    pub(super) const fn verdict(&self) -> Verdict {
        self.verification.report.verdict()
    }

    pub(super) const fn claimed(&self) -> Option<&Value> {
        self.verification.claimed()
    }

    /// What a check says of a credential without which the whole is not valid.
    pub(super) fn as_part(&self) -> Option<Finding> {
        let reason = self.verification.report.gravest().map(|finding| finding.code.as_str());
        let place = self.place.clone();
        let finding = match self.verdict() {
            Verdict::Valid => return None,
            Verdict::Invalid => {
                Finding::error(codes::NESTED_INVALID, place, "the credential inside is not valid")
            }
            Verdict::Indeterminate => {
                let message = "whether the credential inside is valid cannot be told";
                Finding::undetermined(codes::NESTED_UNDETERMINED, place, message)
            }
        };
        Some(finding.with("reason", reason))
    }
}

/// The whole: the report on the outer document with those on everything inside it.
pub(super) fn join(report: Report, document: Value, inner: Vec<Inner>) -> Verification {
    let (mut nested, mut parts) = (Vec::with_capacity(inner.len()), Vec::with_capacity(inner.len()));
    for Inner { place, role, id, verification } in inner {
        let Verification { report, document, .. } = verification;
        nested.push(Nested { place, role, id, report });
        parts.push(document);
    }
    Verification { report: report.with_nested(nested), document: Some(document), parts, legacy: None }
}
