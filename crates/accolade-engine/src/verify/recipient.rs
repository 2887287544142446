//! Is it about the person the caller expects?

use accolade_model::{Known, match_recipient};
use accolade_report::{Check, CheckId};
use serde_json::Value;

use crate::Recipient;

pub(super) fn check(credential: &Value, expected: Option<&Recipient>) -> Check {
    let known = match expected {
        None => return Check::not_applicable(CheckId::Recipient),
        Some(Recipient::Id(id)) => Known::Id(id),
        Some(Recipient::Identifier { kind, value }) => Known::Identity { identity_type: kind, value },
    };
    let found = match_recipient(credential, &known);
    let mut check = Check::new(CheckId::Recipient);
    if let accolade_model::Recipient::Matches { pointer, .. } = &found {
        check.add_fact("matches", pointer.as_str());
    }
    check.extend(found.findings());
    check
}
