//! [DIDs](https://www.w3.org/TR/did-1.0/) and [controlled identifier documents](https://www.w3.org/TR/cid-1.0/): whose key
//! a verification method is, and what it may be used for.
//!
//! Nothing is fetched. [`resolve`] either computes a document (`did:key`, `did:jwk`) or says which URL holds it
//! (`did:web`, and [`webvh`] with its log); [`Document::method_for`] selects a method for a purpose, and only then is its key read.
//!
//! ```
//! use accolade_did::{MethodUrl, Purpose, Resolution, codes, resolve};
//!
//! let method = MethodUrl::parse("did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi")?;
//! let Resolution::Document(document) = resolve(&method)? else { panic!("did:key is computed") };
//! let found = document.method_for(&method, Purpose::AssertionMethod)?;
//! assert_eq!(found.controller, document.id());
//! assert_eq!(found.key.to_multikey(), "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi");
//!
//! let error = document.method_for(&method, Purpose::KeyAgreement).unwrap_err();
//! assert_eq!(error.code(), codes::NOT_AUTHORIZED_FOR_PURPOSE);
//! # Ok::<(), accolade_did::DidError>(())
//! ```

pub mod codes;
mod computed;
mod document;
mod error;
mod key_document;
mod method;
mod resolution_error;
mod resolve;
mod syntax;
mod web;
pub mod webvh;

pub use computed::{did_jwk, did_key};
pub use document::{Document, Purpose};
pub use error::DidError;
pub use key_document::{KeyDocument, read_key_document};
pub use method::VerificationMethod;
pub use resolution_error::ResolutionError;
pub use resolve::{Resolution, resolve};
pub use syntax::{Did, MethodUrl};
pub use web::{https_origin, same_origin, web_url};
