//! The entries and lists that Bitstring Status List 1.0 prints: <https://www.w3.org/TR/vc-bitstring-status-list/>.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]

use accolade::{
    json::{Limits, Value, one_or_many, parse},
    status::{Entry, Meaning, Method, StatusError, StatusList},
};
use accolade_conformance::vectors;

#[test]
fn examples_of_the_specification() {
    let Some(folder) = vectors::further("status-list") else { return };
    let text = std::fs::read(folder.join("spec-examples.json")).unwrap();
    let examples = parse(&text, &Limits::default()).unwrap();
    let examples = examples.as_array().unwrap();
    let lists: Vec<StatusList> = examples.iter().filter_map(read_list).collect::<Result<_, _>>().unwrap();
    // The list that it prints has 131,072 entries, and none of them is set.
    assert!(lists.iter().all(|list| list.entries(1) == 131_072) && !lists.is_empty());
    let (mut read, mut wrong) = (0, Vec::new());
    for (number, example) in examples.iter().enumerate() {
        let entries = example.get("credentialStatus").map(one_or_many).unwrap_or_default();
        for (position, entry) in entries.iter().enumerate() {
            read += 1;
            if let Err(error) = look_up(entry, &lists) {
                wrong.push(format!("example {number}, entry {position}: {error}"));
            }
        }
    }
    assert!(read > 0 && wrong.is_empty(), "of {read} entries, these differ:\n{}", wrong.join("\n"));
}

fn read_list(example: &Value) -> Option<Result<StatusList, StatusError>> {
    let types = example.get("type").map(one_or_many).unwrap_or_default();
    let is_list = types.iter().any(|name| name == "BitstringStatusListCredential");
    is_list.then(|| StatusList::read(example, Method::Bitstring))
}

/// An entry is read, and found clear in every list of its purpose.
fn look_up(entry: &Value, lists: &[StatusList]) -> Result<(), StatusError> {
    let entry = Entry::read(entry)?;
    for list in lists {
        match list.status(&entry) {
            Ok(status) if entry.purpose == "revocation" => assert_eq!(status.meaning, Meaning::Clear),
            Err(StatusError::PurposeMismatch { .. }) if entry.purpose != "revocation" => {}
            other => return other.map(|_| ()),
        }
    }
    Ok(())
}
