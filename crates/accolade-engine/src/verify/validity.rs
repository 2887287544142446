//! Is it in force now?

use accolade_json::date::{parse_date_time_stamp, write_date_time_stamp};
use accolade_report::{Check, CheckId, Code, Finding, Pointer};
use serde_json::Value;
use time::{Duration, OffsetDateTime};

use crate::{Policy, codes};

/// The members that bound a credential's validity, in the terms of both versions of the data model.
const BOUNDS: &[(&str, Bound)] =
    &[("validFrom", FROM), ("issuanceDate", FROM), ("validUntil", UNTIL), ("expirationDate", UNTIL)];

/// One end of a period, and what it means to lie beyond it.
#[derive(Clone, Copy)]
pub(super) enum Bound {
    From(Code),
    Until(Code),
}

pub(super) const FROM: Bound = Bound::From(codes::NOT_YET_VALID);
pub(super) const UNTIL: Bound = Bound::Until(codes::EXPIRED);

/// Holds the credential's own dates against the time of the check.
pub(super) fn check(credential: &Value, policy: &Policy, now: OffsetDateTime) -> Check {
    let mut check = Check::new(CheckId::Validity);
    for (name, bound) in BOUNDS {
        if let Some(value) = credential.get(*name) {
            check.add_fact(name, value.clone());
            check.extend(hold(value, *bound, &Pointer::root().key(name), policy, now));
        }
    }
    check.fact("at", write_date_time_stamp(now))
}

/// What is to be said of one bound at the time of the check.
pub(super) fn hold(
    value: &Value,
    bound: Bound,
    place: &Pointer,
    policy: &Policy,
    now: OffsetDateTime,
) -> Option<Finding> {
    let Some(instant) = value.as_str().and_then(parse_date_time_stamp) else {
        let message = "not a date and time with a zone";
        return Some(
            Finding::undetermined(codes::VALIDITY_MALFORMED, place.clone(), message)
                .with("found", value.clone()),
        );
    };
    hold_instant(instant, value.as_str().unwrap_or_default(), bound, place, policy, now)
}

/// The same of a bound that was read already; `text` is how it is written.
pub(super) fn hold_instant(
    instant: OffsetDateTime,
    text: &str,
    bound: Bound,
    place: &Pointer,
    policy: &Policy,
    now: OffsetDateTime,
) -> Option<Finding> {
    let skew = Duration::seconds(i64::from(policy.clock_skew_seconds()));
    let (code, message) = match bound {
        Bound::From(code) if instant.saturating_sub(skew) > now => {
            (code, format!("in force only from {text}"))
        }
        Bound::Until(code) if instant.saturating_add(skew) < now => {
            (code, format!("was in force until {text}"))
        }
        Bound::From(_) | Bound::Until(_) => return None,
    };
    let finding = Finding::error(code, place.clone(), message);
    Some(finding.with("found", text).with("expected", write_date_time_stamp(now)))
}
