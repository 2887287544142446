//! `conformance/report/vectors.md` and `vectors.ttl` and the README's table of specifications, written from what is measured now.

use std::{fs, path::Path, process::Command};

use crate::wasm::call;

/// Runs the published vectors, and those that a build for browsers takes on Node where there is one, and writes the report.
pub(crate) fn run() -> Result<(), String> {
    if std::env::var_os("ACCOLADE_VECTORS").is_none() {
        return Err("ACCOLADE_VECTORS must name the folder of vectors (conformance/README.md)".to_owned());
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = std::env::temp_dir().join(format!("accolade-report-{}", std::process::id()));
    let (measured, on_node) = (folder.join("measured"), folder.join("on-node.json"));
    fs::create_dir_all(&measured).map_err(|error| format!("{}: {error}", measured.display()))?;
    let mut tests = Command::new(env!("CARGO"));
    // What the report says now is of no interest while it is written.
    tests.args(["test", "--package", "accolade-conformance", "--tests", "--", "--skip", "of_the_re"]);
    call(tests.current_dir(&root).env("ACCOLADE_REPORT", &measured))?;
    let build = root.join("bindings/npm/pkg/full");
    let mut report = Command::new(env!("CARGO"));
    report
        .args(["run", "--quiet", "--package", "accolade-conformance", "--bin", "report", "--"])
        .arg(&measured);
    if build.join("accolade_bg.wasm").is_file() {
        let script = root.join("bindings/npm/test/vectors.mjs");
        call(Command::new("node").arg(script).arg(&build).arg(&on_node).env("CARGO", env!("CARGO")))?;
        report.arg(&on_node);
    } else {
        println!(
            "note: there is no build for browsers (cargo xtask wasm): what runs on Node stays as it was counted"
        );
    }
    call(report.current_dir(&root))?;
    fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))
}
