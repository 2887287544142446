//! Fetches the documents that a verification asks for, with a policy on hosts, time and size.
//!
//! The addresses to fetch come out of credentials, so they are chosen by strangers. A [`Fetcher`] therefore asks only
//! over https, only hosts whose every address is on the public internet (checked on the very address that is connected
//! to, and again after each redirect), and bounds time, size, redirects and concurrency. It asks again where a fault may pass,
//! keeps documents in a [`Cache`] for as long as their hosts allow, and leaves a [`Record`] of every request. A document that
//! cannot be had is an [`Answer::Unavailable`] with its code; nothing here fails silently.
//!
//! [`verify`] drives one verification with such answers, [`verify_all`] many, on all cores and with each document fetched
//! once.
//!
//! ```no_run
//! use accolade::{Policy, Resources, Verifier};
//! use accolade_fetch::{BlockingFetcher, FetchPolicy, verify};
//!
//! let fetcher = BlockingFetcher::new(FetchPolicy::default())?;
//! let verifier = Verifier::new(Policy::default());
//! let (badge, now) = (std::fs::read("badge.png").unwrap(), time::OffsetDateTime::now_utc());
//! let done = verify(&verifier, &badge, &mut Resources::default(), now, |requests| fetcher.fetch_all(requests));
//! println!("{}", done.report().to_text(Default::default()));
//! # Ok::<(), accolade_fetch::FetchError>(())
//! ```
#![expect(
    clippy::disallowed_methods,
    reason = "this crate does the input and output that the core leaves out"
)]

mod address;
mod blocking;
mod body;
mod bulk;
mod cache;
pub mod codes;
mod course;
mod error;
mod expect;
mod fetcher;
mod policy;
mod record;
mod resolver;
mod retry;
#[cfg(test)]
mod tests;

pub use address::is_public;
pub use blocking::BlockingFetcher;
pub use bulk::{verify, verify_all};
pub use cache::Cache;
pub use error::FetchError;
pub use expect::Expected;
pub use fetcher::{Fetched, Fetcher};
pub use policy::{DangerousFetchPolicy, FetchLimits, FetchPolicy};
pub use record::{CacheUse, Hop, Record};

#[doc(no_inline)]
pub use accolade::Answer;
