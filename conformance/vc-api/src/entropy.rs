//! Randomness, drawn from the system here and nowhere else.
#![expect(clippy::disallowed_methods, reason = "the entropy of proofs is drawn here")]

use crate::answer::Refusal;

/// Fresh random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Refusal> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Refusal::internal(&error))?;
    Ok(bytes)
}
