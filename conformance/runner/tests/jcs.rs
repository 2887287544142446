//! The test data of RFC 8785 (JSON Canonicalization Scheme): <https://github.com/cyberphone/json-canonicalization>.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]

use std::{fs, path::Path};

use accolade_conformance::{tally::Tally, vectors};
use accolade_json::{Limits, parse, to_jcs};

#[test]
fn jcs() {
    let Some(folder) = vectors::suite("jcs") else { return };
    let folder = folder.join("testdata");
    let mut tally = Tally::new("jcs");
    for name in ["arrays", "french", "structures", "unicode", "values", "weird"] {
        tally.record(name, run(&folder, name));
    }
    tally.finish();
}

fn run(folder: &Path, name: &str) -> Result<(), String> {
    let read = |path: String| fs::read(folder.join(&path)).map_err(|e| format!("{path}: {e}"));
    let value = parse(&read(format!("input/{name}.json"))?, &Limits::default()).map_err(|e| e.to_string())?;
    let found = to_jcs(&value).into_bytes();
    if read(format!("output/{name}.json"))? != found {
        return Err(format!("other text than output/{name}.json"));
    }
    let hex = String::from_utf8(read(format!("outhex/{name}.txt"))?).map_err(|e| e.to_string())?;
    let bytes: Result<Vec<u8>, _> = hex.split_whitespace().map(|byte| u8::from_str_radix(byte, 16)).collect();
    if bytes.map_err(|e| e.to_string())? != found {
        return Err(format!("other bytes than outhex/{name}.txt"));
    }
    Ok(())
}
