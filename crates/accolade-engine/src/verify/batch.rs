use std::sync::{Arc, Mutex, PoisonError};

use time::OffsetDateTime;

use super::{Step, Verifier, pass::Pass, status_list::Looked};
use crate::Resources;

/// Verifications of many inputs, by one verifier at one time. A status list that one of them found proven is not proven again
/// by the others, on whatever thread they run; everything else is done for each, and every report is the same as without it.
///
/// The resources may grow from one verification to the next. Where an answer is replaced, begin another batch.
///
/// ```
/// use accolade_engine::{Batch, Policy, Resources, Step, Verifier};
/// use time::OffsetDateTime;
/// let verifier = Verifier::new(Policy::default());
/// let batch = Batch::new(&verifier, OffsetDateTime::UNIX_EPOCH);
/// for input in [b"{}", b"[]"] {
///     assert!(matches!(batch.verify(input, &Resources::default()), Step::Done(_)));
/// }
/// ```
#[derive(Debug)]
pub struct Batch<'a> {
    verifier: &'a Verifier,
    now: OffsetDateTime,
    kept: Kept,
}

impl<'a> Batch<'a> {
    /// A batch of nothing yet.
    #[must_use]
    pub fn new(verifier: &'a Verifier, now: OffsetDateTime) -> Self {
        Self { verifier, now, kept: Kept::default() }
    }

    /// [`Verifier::verify`] within the batch.
    #[must_use]
    pub fn verify(&self, input: &[u8], resources: &Resources) -> Step {
        let pass = Pass::new(self.verifier, resources, self.now).sharing(&self.kept);
        self.verifier.run(input, pass)
    }
}

/// Status lists that were found proven, in the order of their URLs.
#[derive(Debug, Default)]
pub(super) struct Kept {
    lists: Mutex<Vec<(String, Arc<Looked>)>>,
}

/// How many lists are kept: expanded, the usual one has 16 kB.
const MOST: usize = 512;

impl Kept {
    pub(super) fn find(&self, key: &str) -> Option<Arc<Looked>> {
        let lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        lists.get(place(&lists, key).ok()?).map(|(_, looked)| Arc::clone(looked))
    }

    pub(super) fn add(&self, key: &str, looked: &Arc<Looked>) {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        // Whose turn it is to go is not worth counting: what is needed again is proven again.
        if lists.len() >= MOST {
            lists.clear();
        }
        match place(&lists, key) {
            Ok(at) => _ = lists.get_mut(at).map(|(_, kept)| *kept = Arc::clone(looked)),
            Err(at) => lists.insert(at, (key.to_owned(), Arc::clone(looked))),
        }
    }
}

/// Where the list of that URL is, or would be.
fn place(lists: &[(String, Arc<Looked>)], key: &str) -> Result<usize, usize> {
    lists.binary_search_by(|(of, _)| of.as_str().cmp(key))
}
