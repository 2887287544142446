//! Status lists: whether a credential was revoked or suspended, or what its issuer says of it since.
//!
//! Read are [Bitstring Status List 1.0](https://www.w3.org/TR/vc-bitstring-status-list/), its forerunners `StatusList2021` and
//! `RevocationList2020`, the revocation list of 1EdTech, and the
//! [Token Status List](https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/) of the IETF; made are lists of the first.
//! Nothing here shows that a list is genuine: verify it first, and look up entries only then.
//!
//! ```
//! use accolade_status::{Entry, Ledger, Meaning, StatusList};
//! use serde_json::json;
//!
//! let mut ledger = Ledger::new("revocation", 1, 131_072)?;
//! let index = ledger.allocate(0x1234_5678_9abc_def0)?;
//! ledger.set(index, 1)?;
//! let list = ledger.credential("https://school.example/status/3", "did:web:school.example");
//!
//! let entry = Entry::read(&json!({
//!     "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
//!     "statusListIndex": index.to_string(), "statusListCredential": "https://school.example/status/3",
//! }))?;
//! assert_eq!(StatusList::read(&list, entry.method)?.status(&entry)?.meaning, Meaning::Revoked);
//! # Ok::<(), accolade_status::StatusError>(())
//! ```

pub mod codes;
mod encoding;
mod entry;
mod error;
mod ledger;
mod list;
mod revocation_list;
#[cfg(test)]
mod tests;

pub use entry::{Entry, Method};
pub use error::StatusError;
pub use ledger::Ledger;
pub use list::{Meaning, Status, StatusList};
pub use revocation_list::{Listed, RevocationList};

/// The fewest entries of a list: among fewer, whoever serves it learns whose credential is being looked up
/// ([Bitstring Status List §3.2](https://www.w3.org/TR/vc-bitstring-status-list/#validate-algorithm)).
pub const FEWEST_ENTRIES: u64 = 131_072;

/// The most bytes that a list may expand to: 134 million entries of one bit. There is no bound on the ratio, because the most
/// harmless list, in which nothing is set, compresses as far as anything does.
pub const MOST_BYTES: usize = 16 << 20;
