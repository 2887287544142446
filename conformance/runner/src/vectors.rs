//! Where the published vectors are.
//!
//! `ACCOLADE_VECTORS` names a folder that holds `vectors/<suite>` (the W3C and other suites, each under the name that
//! `conformance/README.md` gives with its origin), `contexts` (published JSON-LD contexts), `spec-vectors` and
//! `spec-examples` (from the Open Badges specification).

use std::path::PathBuf;

/// The folder of one suite of vectors, such as `rdfc10`; `None`, with a word on standard error, where the vectors are
/// not at hand.
#[must_use]
pub fn suite(name: &str) -> Option<PathBuf> {
    folder(&format!("vectors/{name}"))
}

/// The folder of a suite that a collection may lack; `None`, with a word on standard error, where it does.
#[must_use]
pub fn further(name: &str) -> Option<PathBuf> {
    let found =
        std::env::var_os("ACCOLADE_VECTORS").map(|root| PathBuf::from(root).join("vectors").join(name));
    if found.as_ref().is_some_and(|found| found.is_dir()) {
        return found;
    }
    eprintln!("`{name}` is not among the vectors: not run; conformance/README.md says how to get it");
    None
}

/// A folder below the one that `ACCOLADE_VECTORS` names, such as `contexts`.
///
/// # Panics
/// Where `ACCOLADE_VECTORS` is set but the folder is missing: a wrong path must not look like a pass.
#[must_use]
pub fn folder(name: &str) -> Option<PathBuf> {
    let Some(root) = std::env::var_os("ACCOLADE_VECTORS") else {
        eprintln!(
            "ACCOLADE_VECTORS is not set: `{name}` is not run; conformance/README.md says how to get it"
        );
        return None;
    };
    let root = PathBuf::from(root);
    let root = if root.join("vectors").is_dir() { root } else { root.join("..") };
    let found = root.join(name);
    assert!(found.is_dir(), "ACCOLADE_VECTORS is set, but there is no folder {}", found.display());
    Some(found)
}
