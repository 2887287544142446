//! The published schema of own registries takes those that are read, and refuses those that are not.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]

use accolade::trust::List;
use accolade_conformance::fixtures::folder;
use serde_json::{Value, json};

#[test]
fn the_schema_of_registries_is_what_is_read() {
    let schema = include_str!("../../../crates/accolade-trust/schema/registry.schema.json");
    let schema = jsonschema::options().offline().build(&serde_json::from_str(schema).unwrap()).unwrap();
    let (mut read, mut refused) = (0, 0);
    for entry in std::fs::read_dir(folder().join("trust/resources")).unwrap() {
        let path = entry.unwrap().path();
        let Ok(list) = serde_json::from_slice::<Value>(&std::fs::read(&path).unwrap()) else { continue };
        if list.get("entities").is_none() {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // That an identifier stands in it twice is beyond a schema.
        let is_read = List::from_local(&list).is_ok() || name == "listed-twice.json";
        assert_eq!(schema.is_valid(&list), is_read, "{name}");
        *(if is_read { &mut read } else { &mut refused }) += 1;
    }
    assert!(read > 10 && refused > 0, "{read} read, {refused} refused");
    for wrong in [
        json!({}),
        json!({"entities": [{"name": "a"}]}),
        json!({"entities": [{"id": "a"}]}),
        json!({"entities": [{"id": "did:a:b", "recognizedTo": [{"action": "bless"}]}]}),
        json!({"entities": [{"id": "did:a:b", "recognizedTo": [{}]}]}),
        json!({"entities": [], "more": 1}),
    ] {
        assert!(!schema.is_valid(&wrong) && List::from_local(&wrong).is_err(), "{wrong}");
    }
}
