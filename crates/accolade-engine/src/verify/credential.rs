//! Every check of a credential, over what its proof was found to be worth.

use accolade_json::Value;
use accolade_model::{Credential, Kind, Position, check as check_model, check_results, positions};
use accolade_report::{Check, CheckId, Finding, Pointer, Report, Severity};

use super::{
    Verification,
    nested::{self, Inner},
    pass::{Holds, Level, Pass},
    places::cut_short,
    recipient,
    secured::Secured,
    validity,
};
use crate::codes;

/// The checks behind the proof, in order.
const LATER: &[CheckId] = &[
    CheckId::Validity,
    CheckId::Status,
    CheckId::Schema,
    CheckId::Credentials,
    CheckId::Recipient,
    CheckId::Endorsement,
    CheckId::Evidence,
    CheckId::Refresh,
    CheckId::Issuer,
    CheckId::Results,
];

impl Pass<'_> {
    pub(super) fn credential(
        &mut self,
        document: Value,
        mut input: Check,
        mut secured: Secured,
        level: Level,
    ) -> Verification {
        if !level.holds.agrees(Holds::Credential) {
            let message = "a credential stands where a presentation belongs";
            input.add(Finding::error(codes::NESTED_WRONG_KIND, Pointer::root().key("type"), message));
            return self.stopped(input, Check::not_applicable(CheckId::Proof));
        }
        secured.complete_terms(&document, &self.contexts);
        let mut model = Check::new(CheckId::Model);
        model.extend(check_model(&document));
        let proven = secured.is_proven();
        let Secured { terms, key, proof, .. } = secured;
        let mut checks = Vec::with_capacity(5 + LATER.len());
        checks.extend([input, model, terms, key, proof]);
        let mut inner = Vec::new();
        // Only a record holds credentials.
        let is_record = Kind::of(&document) == Kind::Clr;
        for &id in LATER.iter().filter(|id| is_record || **id != CheckId::Credentials) {
            // When a proof fails, what the document says of itself is worth nothing.
            checks.push(match proven {
                true => self.later(id, &document, level, &mut inner),
                false => Check::not_applicable(id),
            });
        }
        nested::join(Report::with_required(checks, &self.required(level)), document, inner)
    }

    /// One check of what the credential says of itself; what is verified on the way is added to `inner`.
    fn later(&mut self, id: CheckId, document: &Value, level: Level, inner: &mut Vec<Inner>) -> Check {
        let policy = self.verifier.policy();
        match id {
            CheckId::Validity => validity::check(document, policy, self.now),
            CheckId::Status => self.status(document, level, inner),
            CheckId::Schema => self.schemas(document, level, inner),
            CheckId::Credentials => self.record(document, level, inner),
            CheckId::Recipient => {
                recipient::check(document, policy.recipient().filter(|_| level.is_asked_for))
            }
            CheckId::Endorsement => self.endorsements(document, level, inner),
            CheckId::Evidence => self.digests(document),
            CheckId::Refresh => self.refresh(document, level, inner),
            CheckId::Issuer => {
                let mut check = self.issuer(document, inner);
                self.domains(document, level, inner, &mut check);
                check
            }
            CheckId::Results => results(document),
            other => Check::not_applicable(other),
        }
    }

    /// The checks that count in a credential's verdict beside those of authenticity.
    fn required(&self, level: Level) -> Vec<CheckId> {
        let required = self.verifier.policy().required();
        // Whether it is the presenter's own is for the presentation to answer.
        let is_own = |id: &&CheckId| level.depth == 0 || **id != CheckId::Holder;
        required.iter().filter(|_| level.is_asked_for).filter(is_own).copied().collect()
    }

    /// Something that could not be taken apart.
    pub(super) fn stopped(&self, input: Check, proof: Check) -> Verification {
        let mut checks = vec![input];
        checks.extend([CheckId::Model, CheckId::Terms, CheckId::Key].map(Check::not_applicable));
        checks.push(proof);
        let report = Report::with_required(checks, self.verifier.policy().required());
        Verification { report, document: None, parts: Vec::new(), legacy: None }
    }
}

fn results(credential: &Value) -> Check {
    let findings = check_results(credential);
    let has_results = Credential::of(credential)
        .is_some_and(|credential| credential.subjects().iter().any(|subject| !subject.results().is_empty()));
    if findings.is_empty() && !has_results {
        return Check::not_applicable(CheckId::Results);
    }
    let mut check = Check::new(CheckId::Results);
    let positions = positions(credential);
    if positions.len() > MOST_POSITIONS {
        let message = format!("of {MOST_POSITIONS} results of {} it is told where they lie", positions.len());
        let place = Pointer::root().key("credentialSubject");
        check.add(cut_short(Severity::Note, &place, message, positions.len(), MOST_POSITIONS));
    }
    let positions: Vec<Value> = positions.into_iter().take(MOST_POSITIONS).map(told).collect();
    if !positions.is_empty() {
        check.add_fact("positions", positions);
    }
    check.extend(findings);
    check
}

/// The most results of which it is told where on their scales they lie.
const MOST_POSITIONS: usize = 64;

fn told(position: Position) -> Value {
    let Position { place, name, achieved, required, share, reached } = position;
    let mut told = serde_json::Map::new();
    told.insert("place".to_owned(), place.as_str().into());
    told.extend(name.map(|name| ("name".to_owned(), name.into())));
    told.insert("achieved".to_owned(), achieved.into());
    told.extend(required.map(|required| ("required".to_owned(), required.into())));
    told.insert("share".to_owned(), share.into());
    told.extend(reached.map(|reached| ("reached".to_owned(), reached.into())));
    Value::Object(told)
}
