//! JSON-LD 1.1 expansion and to-RDF in safe mode over pinned contexts, and RDFC-1.0 with a budget.

pub mod codes;
mod dataset;
pub mod explain;
pub mod nquads;
pub mod rdfc;

pub use dataset::{Dataset, Literal, Quad, Term, TermId, TermKind, XSD_STRING};
