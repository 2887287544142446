use accolade_report::{Finding, Pointer};

use crate::{BakeError, Edition, codes};

/// The one credential among what an image holds, with what there is to say about its edition.
///
/// An assertion of Open Badges 2.0 beside a current credential is left alone: upgraded badges carry both.
pub(crate) fn only_credential<T>(
    carriers: &[T],
    place: impl Fn(&T) -> (Edition, usize),
) -> Result<(&T, Option<Finding>), BakeError> {
    let is_legacy = |carrier: &&T| place(carrier).0 == Edition::OpenBadges2;
    let (legacy, current): (Vec<&T>, Vec<&T>) = carriers.iter().partition(is_legacy);
    let candidates = if current.is_empty() { &legacy } else { &current };
    let chosen = match candidates.as_slice() {
        [] => return Err(BakeError::NoCredential { empty_at: None }),
        [chosen] => *chosen,
        [first, second, ..] => {
            return Err(BakeError::TwoCredentials { first: place(first).1, second: place(second).1 });
        }
    };
    let finding = legacy.first().map(|assertion| {
        let finding = if current.is_empty() {
            Finding::note(codes::LEGACY, Pointer::root(), "baked by the rules of Open Badges 2.0")
        } else {
            let message = "an Open Badges 2.0 assertion stands beside the credential";
            Finding::warning(codes::LEGACY_BESIDE, Pointer::root(), message)
        };
        finding.with("offset", place(assertion).1)
    });
    Ok((chosen, finding))
}
