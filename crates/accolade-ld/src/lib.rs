//! JSON-LD 1.1 expansion and to-RDF in safe mode over pinned contexts, and RDFC-1.0 with a budget.

mod agreement;
pub mod codes;
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
mod rdf;
pub mod rdfc;

pub use agreement::agreement;
pub use context::{Context, Contexts, Edition, Published};
pub use convert::{Rdf, canonicalize, expand, to_rdf};
pub use dataset::{Dataset, Literal, Quad, Term, TermId, TermKind, XSD_STRING};
pub use error::LdError;
pub use fault::Fault;
pub use options::{Options, RdfDirection};
