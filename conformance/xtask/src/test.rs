//! Everything that must hold before a change lands, in the order in which it fails fastest.

use std::process::Command;

/// One step: what it shows, and the command line.
const STEPS: &[(&str, &[&str])] = &[
    ("the code is formatted", &["fmt", "--all", "--check"]),
    ("no lint objects", &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]),
    ("every test passes", &["test", "--workspace"]),
    ("every documented item resolves", &["doc", "--workspace", "--no-deps", "--quiet"]),
    ("the main job runs", &["run", "--quiet", "--package", "accolade-cli", "--", "demo"]),
];

/// Runs the steps and stops at the first that fails.
pub(crate) fn run() -> Result<(), String> {
    if std::env::var_os("ACCOLADE_VECTORS").is_none() {
        println!(
            "note: ACCOLADE_VECTORS is not set, so the published vectors are not run (conformance/README.md)"
        );
    }
    for (shows, arguments) in STEPS {
        println!("\n── {shows}: cargo {}", arguments.join(" "));
        let status =
            Command::new(env!("CARGO")).args(*arguments).env("RUSTDOCFLAGS", "--deny warnings").status();
        match status {
            Ok(status) if status.success() => {}
            Ok(status) => return Err(format!("`cargo {}` ended with {status}", arguments.join(" "))),
            Err(error) => return Err(format!("`cargo {}` did not start: {error}", arguments.join(" "))),
        }
    }
    println!("\nall {} steps passed", STEPS.len());
    Ok(())
}
