use std::{
    collections::BTreeSet,
    num::NonZeroUsize,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use accolade::{Answer, Batch, Request, Resources, Step, Verification, Verifier};
use time::OffsetDateTime;

/// Verifies one badge, with the documents that it turns out to need. What `answer` brings stays in `resources`.
pub fn verify(
    verifier: &Verifier,
    input: &[u8],
    resources: &mut Resources,
    at: OffsetDateTime,
    mut answer: impl FnMut(&[Request]) -> Vec<(String, Answer)>,
) -> Box<Verification> {
    loop {
        match verifier.verify(input, resources, at) {
            Step::Done(verification) => return verification,
            Step::Need(requests) => take_in(answer(&requests), &requests, resources),
        }
    }
}

/// Verifies many badges on several threads. A document that many of them need is asked for once, and those of one round
/// are asked for together.
///
/// The verifications come in the order of the inputs. Hand over a million badges in portions, with the same `batch` and
/// `resources`, and memory stays that of one portion and of the issuers' documents.
///
/// ```
/// use accolade::{Batch, Policy, Resources, Verifier};
/// use accolade_fetch::verify_all;
/// use std::num::NonZeroUsize;
/// use time::OffsetDateTime;
///
/// let verifier = Verifier::new(Policy::default());
/// let mut resources = Resources::default();
/// let done = verify_all(
///     &Batch::new(&verifier, OffsetDateTime::UNIX_EPOCH),
///     &[b"{}", b"[]"],
///     &mut resources,
///     NonZeroUsize::MIN,
///     |requests| unreachable!("neither names an issuer: {requests:?}"),
/// );
/// assert_eq!(done.len(), 2);
/// ```
pub fn verify_all(
    batch: &Batch<'_>,
    inputs: &[impl AsRef<[u8]> + Sync],
    resources: &mut Resources,
    threads: NonZeroUsize,
    mut answer: impl FnMut(&[Request]) -> Vec<(String, Answer)>,
) -> Vec<Box<Verification>> {
    let mut done: Vec<(usize, Box<Verification>)> = Vec::with_capacity(inputs.len());
    let mut open: Vec<usize> = (0..inputs.len()).collect();
    while !open.is_empty() {
        let steps = step_all(batch, inputs, &open, resources, threads);
        let mut needed = BTreeSet::new();
        open.clear();
        for (position, step) in steps {
            match step {
                Step::Done(verification) => done.push((position, verification)),
                Step::Need(requests) => {
                    open.push(position);
                    needed.extend(requests);
                }
            }
        }
        if !needed.is_empty() {
            let requests: Vec<Request> = needed.into_iter().collect();
            take_in(answer(&requests), &requests, resources);
        }
    }
    done.sort_unstable_by_key(|(position, _)| *position);
    done.into_iter().map(|(_, verification)| verification).collect()
}

/// Keeps the answers. A request without one counts as declined, or the verification would ask forever.
fn take_in(answers: Vec<(String, Answer)>, requests: &[Request], resources: &mut Resources) {
    resources.extend(answers);
    let open: Vec<Request> =
        requests.iter().filter(|request| resources.find(&request.url).is_none()).cloned().collect();
    resources.decline(&open, "the request was not answered");
}

/// One step of each open verification. Threads take the next one when they have finished theirs, since badges differ in
/// size.
fn step_all(
    batch: &Batch<'_>,
    inputs: &[impl AsRef<[u8]> + Sync],
    open: &[usize],
    resources: &Resources,
    threads: NonZeroUsize,
) -> Vec<(usize, Step)> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut steps = Vec::new();
        while let Some(&position) = open.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Some(input) = inputs.get(position) {
                steps.push((position, batch.verify(input.as_ref(), resources)));
            }
        }
        steps
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads.get().min(open.len())).map(|_| scope.spawn(work)).collect();
        let mut steps = work();
        for other in others {
            match other.join() {
                Ok(more) => steps.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        steps.sort_unstable_by_key(|(position, _)| *position);
        steps
    })
}
