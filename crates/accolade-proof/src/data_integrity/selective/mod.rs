//! What suites for selective disclosure share: a document as statements whose blank nodes have labels that say nothing,
//! and the statements that JSON pointers stand for
//! ([VC Data Integrity ECDSA Cryptosuites §3.4](https://www.w3.org/TR/vc-di-ecdsa/#selective-disclosure-functions)).
//!
//! A base proof signs the statements of a [`Labelled`] document one by one, some of them as a [`Group`] that is always
//! shown. A derived proof shows the document of another group, and tells which label each of its blank nodes had.
//!
//! ```
//! use accolade_ld::Contexts;
//! use accolade_proof::data_integrity::selective::{Labelled, hmac_labels, positions};
//! use accolade_report::Pointer;
//! use serde_json::json;
//!
//! let document = json!({
//!     "@context": "https://www.w3.org/ns/credentials/v2",
//!     "type": "VerifiableCredential",
//!     "issuer": "https://university.example/issuer",
//!     "name": "Compost master",
//!     "credentialSubject": {"id": "did:example:ada"}
//! });
//! let contexts = Contexts::pinned();
//! let labelled = Labelled::new(&document, &contexts, |count| hmac_labels(&[7; 32], count))?;
//! let mandatory = labelled.group(&[Pointer::root().key("issuer")])?;
//! let shown = labelled.group(&[Pointer::root().key("issuer"), Pointer::root().key("name")])?;
//! assert_eq!((labelled.lines().len(), mandatory.indexes().len(), shown.indexes().len()), (4, 2, 3));
//! assert_eq!(shown.document()["name"], "Compost master");
//! assert!(shown.document().get("credentialSubject").is_none());
//! assert_eq!(positions(mandatory.indexes(), shown.indexes()), [0, 2]);
//! # Ok::<(), accolade_proof::ProofError>(())
//! ```

mod components;
mod group;
mod labels;
mod select;
#[cfg(test)]
mod tests;

pub use components::{ComponentReader, ComponentWriter};
pub use group::{Group, Labelled, positions};
pub use labels::{hmac_labels, shuffled_hmac_labels};
pub use select::Selection;
