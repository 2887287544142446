//! The context of Open Badges 3.0.3 was changed in place: terms were added under the same URL, in November 2025 and June 2026.
//! A badge signed before that with one of those terms in it was signed without the term, since it meant nothing then.

use accolade_keys::PublicKey;
use accolade_ld::{Contexts, Edition};
use accolade_proof::data_integrity::{Expectation, Held, Proof, verify};
use accolade_report::{Finding, Pointer};
use serde_json::Value;

use super::Verifier;
use crate::codes;

/// The terms that the edition of March 2024 lacks.
const ADDED: &[&str] = &["jti", "endorsementJwt"];

impl Verifier {
    /// A proof that does not hold today, but held over the same document without the terms that were added since; with a
    /// finding for each member that it does not cover.
    pub(super) fn under_older_edition(
        &self,
        document: &Value,
        proof: &Proof<'_>,
        expected: &Expectation<'_>,
        key: &PublicKey,
    ) -> Option<(Held, Vec<Finding>)> {
        let mut covered = document.clone();
        let mut uncovered = Vec::new();
        take_added(&mut covered, &Pointer::root(), &mut uncovered);
        if uncovered.is_empty() {
            return None;
        }
        let contexts = Contexts::with_edition(Edition::March2024);
        let held = verify(&covered, proof, expected, key, &contexts, &self.registry, &self.provider).ok()?;
        let message =
            "the proof holds under the edition of the context from before this term, and does not cover it";
        let finding = |place| Finding::undetermined(codes::OLDER_CONTEXT_EDITION, place, message);
        Some((held, uncovered.into_iter().map(finding).collect()))
    }
}

/// Takes the members of the added names out of a document and lists where they stood.
fn take_added(value: &mut Value, at: &Pointer, places: &mut Vec<Pointer>) {
    match value {
        Value::Object(members) => {
            for name in ADDED {
                if members.shift_remove(*name).is_some() {
                    places.push(at.key(name));
                }
            }
            for (name, member) in members {
                take_added(member, &at.key(name), places);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                take_added(item, &at.index(index), places);
            }
        }
        _ => {}
    }
}
