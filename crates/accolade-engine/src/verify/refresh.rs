//! Is there a newer edition?

use accolade_report::{Check, CheckId, Finding};
use serde_json::Value;

use super::places::each;
use crate::codes;

pub(super) fn check(credential: &Value) -> Check {
    let mut services = each(credential, "refreshService").peekable();
    if services.peek().is_none() {
        return Check::not_applicable(CheckId::Refresh);
    }
    let mut check = Check::new(CheckId::Refresh);
    let message = "whether there is a newer edition was not asked";
    check
        .extend(services.map(|(place, _)| Finding::undetermined(codes::REFRESH_NOT_CHECKED, place, message)));
    check
}
