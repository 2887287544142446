//! Badges from before Open Badges 3.0. They are verified by asking the issuer's host, or by a signature whose key the issuer's
//! profile lists: [Open Badges 2.0, Verification](https://www.imsglobal.org/spec/ob/v2p0/#badge-verification). Whatever the
//! input says, what its own address answers with is what counts.

mod checks;
mod documents;
mod endorsement;
mod hosted;
mod keys;
mod signed;

use accolade_json::Value;
use accolade_model::legacy::{Assertion, Badge, Version};
use accolade_report::{Check, CheckId, Finding, Pointer, Report};

use super::{
    Verification, nested,
    pass::{Level, Pass},
};
use crate::codes;

/// A badge as it came.
pub(super) enum Given {
    /// A copy of the assertion.
    Copy(Value, Version),
    /// Its address.
    Url(String),
    /// A signed assertion, with what it says.
    Signed(String, Value, Version),
}

/// What came of the question whether the assertion is the issuer's.
struct Answered {
    /// What counts; where nothing does, what was claimed.
    badge: Badge,
    /// The address of the issuer's profile, as far as it is known.
    issuer: Option<String>,
    key: Check,
    proof: Check,
    status: Check,
}

/// What stops a verification on its way to an answer.
enum Stop {
    /// A document is yet to be had.
    Waiting,
    Found(Box<Finding>),
}

impl From<Finding> for Stop {
    fn from(finding: Finding) -> Self {
        Self::Found(Box::new(finding))
    }
}

impl Pass<'_> {
    /// Verifies a badge from before 3.0. It is no verifiable credential, so it stands in the place of none.
    pub(super) fn legacy(&mut self, given: Given, mut input: Check, level: Level) -> Verification {
        if level.depth > 0 {
            let message = "a badge from before Open Badges 3.0 stands where a verifiable credential belongs";
            input.add(Finding::error(codes::NESTED_WRONG_KIND, Pointer::root(), message));
            return self.stopped(input, Check::not_applicable(CheckId::Proof));
        }
        let answered = match given {
            Given::Url(url) => self.hosted(&url, None),
            Given::Copy(document, version) => self.copy(document, version),
            Given::Signed(text, payload, version) => self.signed_assertion(&text, payload, version),
        };
        match answered {
            Ok(answered) => {
                if answered.badge.document.is_object() {
                    input.add_fact("openBadges", answered.badge.version.as_str());
                }
                self.judged(answered, input, level)
            }
            Err(Stop::Waiting) => self.stopped(input, Check::not_applicable(CheckId::Proof)),
            Err(Stop::Found(finding)) => {
                input.add(*finding);
                self.stopped(input, Check::not_applicable(CheckId::Proof))
            }
        }
    }

    /// A copy shows nothing but where to ask.
    fn copy(&mut self, document: Value, version: Version) -> Result<Answered, Stop> {
        let address = {
            let assertion = assertion_of(&document)?;
            documents::address(&assertion, version)?.to_owned()
        };
        self.hosted(&address, Some((document, version)))
    }

    fn judged(&mut self, answered: Answered, input: Check, level: Level) -> Verification {
        let Answered { badge, issuer, key, proof, status } = answered;
        let mut inner = Vec::new();
        let checks =
            self.legacy_checks(&badge, issuer.as_deref(), [input, key, proof, status], level, &mut inner);
        let report = Report::with_required(checks, self.verifier.policy().required());
        let Badge { version, document } = badge;
        let joined = nested::join(report, document, inner);
        let document = joined.document.filter(Value::is_object);
        Verification { document, legacy: Some(version), ..joined }
    }
}

/// The assertion that a document is, and not another of the documents of a badge.
fn assertion_of(document: &Value) -> Result<Assertion<'_>, Stop> {
    let message = |message: &str| Finding::error(codes::OB2_NOT_AN_ASSERTION, Pointer::root(), message);
    let assertion = Assertion::of(document).ok_or_else(|| message("not an object"))?;
    let node = assertion.as_map();
    let types = node.get("type").map(accolade_json::one_or_many).unwrap_or_default();
    let is = |name: &str| types.iter().any(|found| found == name);
    if is("Endorsement") {
        let message =
            "an endorsement from before Open Badges 3.0 is verified with what carries it, and not by itself";
        return Err(Finding::undetermined(codes::OB2_NOT_READ, Pointer::root(), message).into());
    }
    if !is("Assertion") && !node.contains_key("badge") && !assertion.is_revoked() {
        return Err(message("part of a badge, such as its class or its issuer, and no badge itself").into());
    }
    Ok(assertion)
}
