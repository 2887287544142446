//! JSON-LD 1.1 and RDFC-1.0 for proofs: what a document says as RDF, in the one form that is signed, with nothing left out.
//!
//! [`canonicalize`] is what a proof needs. A part of the document that the statements would not hold is an error with its
//! place, because a signature does not cover it; so is a context that is not known, because whoever serves one decides what
//! the document says. Nothing is fetched.
//!
//! ```
//! use accolade_ld::{Contexts, LdError, Options, canonicalize, codes};
//! use serde_json::json;
//!
//! let mut document = json!({
//!     "@context": "https://www.w3.org/ns/credentials/v2",
//!     "id": "https://university.example/credentials/1",
//!     "type": "VerifiableCredential",
//!     "issuer": "https://university.example/issuer",
//!     "credentialSubject": {"id": "did:example:ada"}
//! });
//! let contexts = Contexts::pinned();
//! let canonical = canonicalize(&document, &contexts, &Options::default())?;
//! assert_eq!(canonical.quad_count(), 3);
//!
//! document["credentialSubject"]["grade"] = "A".into();
//! let error = canonicalize(&document, &contexts, &Options::default()).unwrap_err();
//! assert_eq!(error.code(), codes::UNDEFINED_TERM);
//! assert_eq!(error.pointer().as_str(), "/credentialSubject/grade");
//! # Ok::<(), LdError>(())
//! ```
//!
//! [`Contexts`] holds the pinned contexts and the caller's own; [`agreement()`] finds documents whose JSON shows something else
//! than what is signed; [`to_rdf`] and [`expand`] look into a document; [`explain`] traces a canonical form to places.

mod agreement;
pub mod codes;
mod compact;
mod context;
mod convert;
mod dataset;
mod error;
mod expand;
pub mod explain;
mod fault;
mod iri;
mod keyword;
pub mod nquads;
mod options;
mod place;
mod rdf;
pub mod rdfc;

pub use agreement::agreement;
pub use compact::compact;
pub use context::{Context, Contexts, Edition, Published};
pub use convert::{Rdf, canonicalize, expand, to_rdf};
pub use dataset::{Dataset, Literal, Quad, Term, TermId, TermKind, XSD_STRING};
pub use error::LdError;
pub use fault::Fault;
pub use options::{Options, RdfDirection};
