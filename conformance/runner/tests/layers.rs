//! The house keeps its layers: a crate depends only on crates of a lower layer.
#![expect(clippy::disallowed_methods, reason = "a test runner reads its environment")]

use std::{collections::BTreeMap, process::Command};

use serde_json::Value;

const LAYERS: &[(&str, u8)] = &[
    ("accolade-report", 0),
    ("accolade-json", 1),
    ("accolade-bbs", 1),
    ("accolade-ld", 2),
    ("accolade-keys", 2),
    ("accolade-did", 3),
    ("accolade-model", 3),
    ("accolade-proof", 3),
    ("accolade-bake", 3),
    ("accolade-status", 3),
    ("accolade-trust", 3),
    ("accolade-engine", 4),
    ("accolade", 6),
    ("accolade-fetch", 7),
    ("accolade-wasm", 7),
    ("accolade-cli", 8),
    ("accolade-conformance", 8),
    ("accolade-vc-api", 8),
    ("xtask", 8),
];

#[test]
fn every_edge_goes_down() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let layers: BTreeMap<&str, u8> = LAYERS.iter().copied().collect();
    let packages = metadata["packages"].as_array().unwrap();
    assert_eq!(packages.len(), LAYERS.len(), "every member has its layer, and every layer its member");
    let mut edges = 0;
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let layer = layers.get(name).unwrap_or_else(|| panic!("`{name}` has no layer"));
        for dependency in package["dependencies"].as_array().unwrap() {
            // Tests may look up: a dev-dependency is not part of the product.
            if dependency["kind"] == "dev" {
                continue;
            }
            let on = dependency["name"].as_str().unwrap();
            if let Some(below) = layers.get(on) {
                edges += 1;
                assert!(below < layer, "`{name}` (layer {layer}) depends on `{on}` (layer {below})");
            }
        }
    }
    assert!(edges > 20, "only {edges} edges seen");
}
