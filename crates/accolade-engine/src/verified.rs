use std::ops::Deref;

/// Something that was verified, and is what it was when that happened.
///
/// Only a finished verification makes one, so a function that takes a `Verified<T>` cannot be given a claim.
///
/// ```compile_fail
/// use accolade_engine::Verified;
/// let forged = Verified { value: 1 };
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified<T> {
    value: T,
}

impl<T> Verified<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self { value }
    }

    /// The value, no longer marked as verified.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Verified<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
