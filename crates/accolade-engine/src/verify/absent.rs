//! SD-JWTs, in a build that goes without them.

use accolade_json::Value;
use accolade_report::{Check, CheckId, Finding, Pointer};

use super::{
    Verification,
    pass::{Level, Pass},
};
use crate::codes;

impl Pass<'_> {
    pub(super) fn sd_jwt(&mut self, _: &str, input: Check, _: Level) -> Verification {
        let message = "this build does not check what is secured in an SD-JWT";
        let mut proof = Check::new(CheckId::Proof);
        proof.add(Finding::undetermined(codes::UNSUPPORTED_ENVELOPE, Pointer::root(), message));
        self.stopped(input, proof)
    }

    pub(super) fn sd_jwt_in_json(&mut self, _: &Value, input: Check, level: Level) -> Verification {
        self.sd_jwt("", input, level)
    }
}
