use serde_json::{Value, json};

use crate::Folder;

#[test]
fn a_list_is_kept_published_and_signed() {
    let folder = Folder::new("status-list");
    let url = "https://school.example/status/1";
    folder.done(&["status", "create", "-o", "record.json"]);
    let entry = folder.done(&["status", "add", "record.json", "--url", url]).json();
    assert_eq!(
        (&entry["type"], &entry["statusListCredential"]),
        (&json!("BitstringStatusListEntry"), &json!(url))
    );
    let index = entry["statusListIndex"].as_str().unwrap().to_owned();
    let other = folder.done(&["status", "add", "record.json", "--url", url]).json();
    assert_ne!(other["statusListIndex"], entry["statusListIndex"], "an entry is given once");

    folder.done(&["status", "set", "record.json", &index]);
    let shown = folder.done(&["status", "show", "record.json", &index]).json();
    assert_eq!(shown["value"], 1);
    let shown = folder.done(&["status", "show", "record.json"]).json();
    assert_eq!(shown, json!({"purpose": "revocation", "size": 1, "entries": 131_072, "taken": 2}));

    folder.done(&["key", "new", "-o", "key.pem"]);
    let did = folder.done(&["key", "show", "key.pem", "--json"]).json()["did"].as_str().unwrap().to_owned();
    let list = folder.done(&["status", "publish", "record.json", "--url", url, "--issuer", &did]).stdout;
    folder.write("list.json", list);
    let signed: Value = folder.done(&["issue", "list.json", "--key", "key.pem"]).json();
    assert_eq!((&signed["id"], &signed["issuer"]), (&json!(url), &json!(did)));
    assert!(signed["proof"].is_object());
}

#[test]
fn what_cannot_be_kept_is_refused_with_its_code() {
    let folder = Folder::new("status-refused");
    folder.done(&["status", "create", "-o", "record.json"]);
    for (args, code) in [
        (vec!["status", "create", "-o", "short.json", "--entries", "1000"], "status.list-too-short"),
        (vec!["status", "create", "-o", "odd.json", "--size", "3"], "status.entry-malformed"),
        (vec!["status", "set", "record.json", "131072"], "status.index-out-of-range"),
        (vec!["status", "set", "record.json", "5", "2"], "status.entry-malformed"),
        (vec!["status", "show", "record.json", "131072"], "status.index-out-of-range"),
    ] {
        let ran = folder.run(&args);
        assert_eq!(ran.code, 1, "{args:?}");
        assert!(ran.stderr.contains(code), "{args:?}: {}", ran.stderr);
    }
    assert_eq!(folder.names(), ["record.json"]);
    assert_eq!(
        folder.run(&["status", "create", "-o", "record.json"]).code,
        1,
        "a record is not replaced unasked"
    );
}
