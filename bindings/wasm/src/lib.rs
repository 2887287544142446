//! Accolade in WebAssembly: a shim over `accolade::ffi`. JSON goes in and comes out; nothing is fetched.

use wasm_bindgen::prelude::wasm_bindgen;

/// Verifies a badge, or says which documents that takes: a `VerifyCall` in JSON to a `VerifyAnswer` in JSON.
#[wasm_bindgen]
#[must_use]
pub fn verify(call: &str) -> String {
    accolade::ffi::verify_json(call)
}
