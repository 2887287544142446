//! Everything that must hold before a change lands, in the order in which it fails fastest.

use std::process::Command;

use crate::{judges, wasm};

/// The workspaces of their own. Each has crates of this one among its dependencies, or a lock file that others build by.
const BESIDE: [&str; 4] = ["fuzz", "judges", "pkcs11", "wasm-glue"];

/// Runs the steps and stops at the first that fails.
pub(crate) fn run() -> Result<(), String> {
    if std::env::var_os("ACCOLADE_VECTORS").is_none() {
        println!(
            "note: ACCOLADE_VECTORS is not set, so the published vectors are not run (conformance/README.md)"
        );
    }
    // The demo replaces nothing, so each run has a folder of its own.
    let demo = std::env::temp_dir().join(format!("accolade-demo-{}", std::process::id()));
    let folder = demo.to_string_lossy();
    // What each step shows, and its command line.
    let steps: &[(&str, &[&str])] = &[
        ("the code is formatted", &["fmt", "--all", "--check"]),
        ("no lint objects", &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]),
        ("every test passes", &["test", "--workspace"]),
        (
            "no altered input makes a reader fall over",
            &["test", "--manifest-path", "conformance/fuzz/Cargo.toml"],
        ),
        ("every documented item resolves", &["doc", "--workspace", "--no-deps", "--quiet"]),
        (
            "the main job runs",
            &["run", "--quiet", "--package", "accolade-cli", "--", "demo", "--out", &folder],
        ),
    ];
    let beside = BESIDE.map(|workspace| format!("conformance/{workspace}/Cargo.toml"));
    let locks = beside
        .each_ref()
        .map(|manifest| ["update", "--workspace", "--locked", "--manifest-path", manifest.as_str()]);
    let locks = locks
        .iter()
        .map(|arguments| ("a lock file fits what this workspace depends on", arguments.as_slice()));
    for (shows, arguments) in locks.chain(steps.iter().copied()) {
        println!("\n── {shows}: cargo {}", arguments.join(" "));
        let status =
            Command::new(env!("CARGO")).args(arguments).env("RUSTDOCFLAGS", "--deny warnings").status();
        match status {
            Ok(status) if status.success() => {}
            Ok(status) => return Err(format!("`cargo {}` ended with {status}", arguments.join(" "))),
            Err(error) => return Err(format!("`cargo {}` did not start: {error}", arguments.join(" "))),
        }
    }
    std::fs::remove_dir_all(&demo).map_err(|error| format!("{}: {error}", demo.display()))?;
    println!("\n── the browser's build says what the others say: cargo xtask wasm");
    wasm::run(None)?;
    println!("\n── other implementations agree: cargo xtask judges");
    judges::run_when_due()?;
    println!("\nall {} steps passed", BESIDE.len() + steps.len() + 2);
    Ok(())
}
