//! Badges from before Open Badges 3.0, in a build that goes without them.

use accolade_json::Value;
use accolade_model::legacy::Version;
use accolade_report::{Check, CheckId, Finding, Pointer};

use super::{
    Verification,
    pass::{Level, Pass},
};
use crate::codes;

/// A badge as it came.
#[expect(dead_code, reason = "nothing but its version is told")]
pub(super) enum Given {
    Copy(Value, Version),
    Url(String),
    Signed(String, Value, Version),
}

impl Pass<'_> {
    pub(super) fn legacy(&mut self, given: Given, mut input: Check, _: Level) -> Verification {
        let version = match given {
            Given::Copy(_, version) | Given::Signed(_, _, version) => Some(version.as_str()),
            Given::Url(_) => None,
        };
        input.add_fact("openBadges", version);
        let message = "this build does not read badges from before Open Badges 3.0";
        let mut proof = Check::new(CheckId::Proof);
        proof.add(Finding::undetermined(codes::OB2_NOT_READ, Pointer::root(), message));
        self.stopped(input, proof)
    }
}
