//! Accolade in WebAssembly: a shim over `accolade::ffi`. JSON goes in and comes out; nothing is fetched.

use wasm_bindgen::prelude::wasm_bindgen;

/// Verifies a badge, or says which documents that takes: a `VerifyCall` in JSON to a `VerifyAnswer` in JSON.
#[wasm_bindgen]
#[must_use]
pub fn verify(call: &str) -> String {
    accolade::ffi::verify_json(call)
}

/// Makes of a credential one that shows a part of it: a `DeriveCall` in JSON to a `DeriveAnswer` in JSON.
#[cfg(feature = "full")]
#[wasm_bindgen]
#[must_use]
pub fn derive(call: &str) -> String {
    accolade::ffi::derive_json(call)
}
