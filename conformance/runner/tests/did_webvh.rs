//! The vectors of `did:webvh`, made by five implementations, and the attacks that they must refuse:
//! <https://github.com/decentralized-identity/didwebvh-test-suite>.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use accolade_conformance::{tally::Tally, vectors, webvh};
use accolade_did::{Did, DidError, MethodUrl, resolve, webvh::Log};
use accolade_json::{Limits, Value, parse};
use time::{OffsetDateTime, macros::datetime};

const NOW: OffsetDateTime = datetime!(2026-11-22 00:00:00 UTC);

fn folders(of: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(of).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.is_dir());
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn json(path: &Path) -> Value {
    parse(&fs::read(path).unwrap(), &Limits::default()).unwrap()
}

#[test]
fn vectors_of_five_implementations() {
    let Some(folder) = vectors::further("did-webvh") else { return };
    let mut tally = Tally::new("did-webvh");
    for scenario in folders(&folder) {
        let refused = name(&scenario).starts_with("negative-");
        if refused {
            // Some attacks lie in the DID alone.
            let script = fs::read_to_string(scenario.join("script.yaml")).unwrap();
            let dids = script.lines().filter_map(|line| line.trim().strip_prefix("did: "));
            for (number, did) in dids.enumerate() {
                let did = did.trim_matches('"').split(['#', '?']).next().unwrap();
                let found = MethodUrl::parse(did).and_then(|method| resolve(&method));
                let id = format!("{}/did-{number}", name(&scenario));
                tally.record(&id, found.map_or(Ok(()), |_| Err(format!("`{did}` was taken"))));
            }
        }
        for implementation in folders(&scenario) {
            let id = format!("{}/{}", name(&scenario), name(&implementation));
            if fs::metadata(implementation.join("did.jsonl")).is_ok_and(|file| file.len() > 0) {
                tally.record(&id, case(&implementation, refused));
            }
        }
    }
    tally.finish();
}

fn case(folder: &Path, refused: bool) -> Result<(), String> {
    let text = fs::read(folder.join("did.jsonl")).unwrap();
    let result = json(&folder.join("resolutionResult.json"));
    let last = text.split(|byte| *byte == b'\n').rfind(|line| !line.is_empty()).unwrap();
    let last = parse(last, &Limits::default()).map_err(|e| e.to_string())?;
    let did = result["didDocument"]["id"].as_str().or(last["state"]["id"].as_str()).unwrap();
    let found = read(&text, did, folder);
    if refused {
        return found.map_or(Ok(()), |_| Err("was taken".to_owned()));
    }
    let log = found.map_err(|error| format!("{}: {error}", error.code()))?;
    for number in 0..=log.versions().len() {
        let file = if number == 0 { String::new() } else { format!(".{number}") };
        let path = folder.join(format!("resolutionResult{file}.json"));
        if !path.is_file() {
            continue;
        }
        let result = json(&path);
        let version = match number {
            0 => log.versions().last().unwrap(),
            _ => &log.versions()[number - 1],
        };
        let metadata = &result["didDocumentMetadata"];
        if metadata.get("versionId").is_some_and(|id| *id != *version.id) {
            return Err(format!("version {} instead of {}", version.id, metadata["versionId"]));
        }
        if number == 0 && metadata["deactivated"].as_bool().unwrap_or_default() != log.is_deactivated() {
            return Err("deactivated or not".to_owned());
        }
        for (name, member) in result["didDocument"].as_object().into_iter().flatten() {
            // Resolvers add the services that the method implies.
            if name != "service" && version.document.get(name) != Some(member) {
                return Err(format!("`{name}` is {:?} instead of {member}", version.document.get(name)));
            }
        }
    }
    Ok(())
}

fn read(text: &[u8], did: &str, folder: &Path) -> Result<Log, DidError> {
    let log = Log::read(text, &Did::parse(did)?, NOW, &webvh::proof_holds)?;
    if log.is_witnessed() {
        let file = folder.join("did-witness.json");
        let proofs = if file.is_file() { json(&file) } else { Value::Array(Vec::new()) };
        log.check_witnesses(&proofs, &webvh::proof_holds)?;
    }
    Ok(log)
}
