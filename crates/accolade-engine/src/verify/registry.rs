//! Who vouches for the issuer?

use accolade_report::{Check, CheckId, Finding, Pointer};

use crate::codes;

/// Who the issuer is beyond its key.
pub(super) fn check(issuer: Option<&str>) -> Check {
    let mut check = Check::new(CheckId::Issuer);
    if let Some(issuer) = issuer {
        check.add_fact("issuer", issuer);
    }
    let message = "no registry was given that could tell who the issuer is";
    check.add(Finding::undetermined(codes::ISSUER_NOT_LISTED, Pointer::root().key("issuer"), message));
    check
}
