//! Accolade in WebAssembly: a shim over `accolade::ffi`. JSON goes in and comes out; nothing is fetched, and no secret is
//! needed. A wrong call is an answer with a code, as any other.

use accolade::ffi;
use wasm_bindgen::prelude::wasm_bindgen;

/// Verifies a badge, or says which documents that takes: a `VerifyCall` in JSON to a `VerifyAnswer` in JSON.
#[wasm_bindgen]
#[must_use]
pub fn verify(call: &str) -> String {
    ffi::verify_json(call)
}

/// Says what a badge claims: an `InspectCall` in JSON to an `InspectAnswer` in JSON.
#[cfg(feature = "verify")]
#[wasm_bindgen]
#[must_use]
pub fn inspect(call: &str) -> String {
    ffi::inspect_json(call)
}

/// Names what two documents do not both say: a `DiffCall` in JSON to a `DiffAnswer` in JSON.
#[cfg(feature = "verify")]
#[wasm_bindgen]
#[must_use]
pub fn diff(call: &str) -> String {
    ffi::diff_json(call)
}

/// Takes a credential out of an image: an `UnbakeCall` in JSON to an `UnbakeAnswer` in JSON.
#[cfg(feature = "verify")]
#[wasm_bindgen]
#[must_use]
pub fn unbake(call: &str) -> String {
    ffi::unbake_json(call)
}

/// Puts a credential into an image: a `BakeCall` in JSON to a `BakeAnswer` in JSON.
#[cfg(feature = "full")]
#[wasm_bindgen]
#[must_use]
pub fn bake(call: &str) -> String {
    ffi::bake_json(call)
}

/// Issues a credential, or says what there is to sign for that: an `IssueCall` in JSON to an `IssueAnswer` in JSON.
#[cfg(feature = "full")]
#[wasm_bindgen]
#[must_use]
pub fn issue(call: &str) -> String {
    ffi::issue_json(call)
}

/// Makes of a credential one that shows a part of it: a `DeriveCall` in JSON to a `DeriveAnswer` in JSON.
#[cfg(feature = "full")]
#[wasm_bindgen]
#[must_use]
pub fn derive(call: &str) -> String {
    ffi::derive_json(call)
}

/// Presents credentials, or says what there is to sign for that: a `PresentCall` in JSON to a `PresentAnswer` in JSON.
#[cfg(feature = "full")]
#[wasm_bindgen]
#[must_use]
pub fn present(call: &str) -> String {
    ffi::present_json(call)
}
