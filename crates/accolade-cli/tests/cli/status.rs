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

#[test]
fn a_list_is_published_as_a_token_that_revokes() {
    let folder = Folder::new("status-token");
    let url = "https://school.example/status/1";
    let from = ["--valid-from", "2026-05-01T00:00:00Z", "--ttl", "3600"];
    folder.done(&["key", "new", "--type", "p256", "-o", "key.pem"]);
    folder.done(&["status", "create", "-o", "record.json", "--size", "2"]);
    // What the values of a token mean goes without saying; those of a credential's entry do not.
    let undescribed = folder.run(&["status", "add", "record.json", "--url", url]);
    assert!(undescribed.stderr.contains("status.messages-mismatch"), "{}", undescribed.stderr);
    let claim = folder.done(&["status", "allocate", "record.json", "--url", url, "--token"]).json();
    let index = claim["status"]["status_list"]["idx"].to_string();
    assert_eq!(claim["status"]["status_list"]["uri"], url);

    let template = json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:0b7c7e3a-3c5d-4d53-9a52-6f0a4b3c9d11", "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Reading the tides", "validFrom": "2026-05-01T00:00:00Z", "status": claim["status"],
        "credentialSubject": {
            "id": "did:example:ana", "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://school.example/tides", "type": ["Achievement"], "name": "Reading the tides",
                "description": "Predicts tides.", "criteria": {"narrative": "Plan a week's passages."},
            },
        },
    });
    folder.write("template.json", template.to_string());
    folder.done(&["issue", "template.json", "--key", "key.pem", "--format", "jwt", "-o", "badge.jwt"]);

    for (value, code, word) in [("0", 0, "VALID"), ("2", 2, "status.suspended"), ("1", 2, "status.revoked")] {
        folder.done(&["status", "set", "record.json", &index, value]);
        for form in ["jwt", "cwt"] {
            let publish =
                ["status", "publish", "record.json", "--url", url, "--token", form, "--key", "key.pem"];
            let out = ["-o", "list", "--force"];
            folder.done(&[&publish[..], &from, &out].concat());
            let list = folder.read("list");
            let content = match form {
                "jwt" => json!({"text": String::from_utf8(list).unwrap()}),
                _ => json!({"base64": base64(&list)}),
            };
            let bundle = json!({
                "input": {"text": folder.text("badge.jwt")}, "at": "2026-06-01T00:00:00Z",
                "resources": {url: {"document": {"content": content}}},
            });
            folder.write("bundle.json", bundle.to_string());
            let at = ["--offline", "--at", "2026-06-01T00:00:00Z"];
            let ran = folder.run(&[&["verify", "--bundle", "bundle.json"], &at[..]].concat());
            assert_eq!(ran.code, code, "{form} {value}: {}{}", ran.stdout, ran.stderr);
            assert!(ran.stdout.contains(word), "{form} {value}: {}", ran.stdout);
        }
    }
}

/// Base64 with padding.
fn base64(bytes: &[u8]) -> String {
    let text = accolade::keys::encode_base64url(bytes).replace('-', "+").replace('_', "/");
    let padding = "=".repeat((4 - text.len() % 4) % 4);
    text + &padding
}

#[test]
fn a_list_says_what_its_values_mean_and_when_to_ask_again() {
    let folder = Folder::new("status-messages");
    let url = "https://school.example/status/2";
    let create = ["status", "create", "-o", "record.json", "--purpose", "message", "--size", "2"];
    let three = ["--message", "in force", "--message", "under review", "--message", "appealed"];
    let ran = folder.run(&[&create[..], &three].concat());
    assert!(ran.code == 1 && ran.stderr.contains("status.messages-mismatch"), "{}", ran.stderr);
    folder.done(&[&create[..], &three, &["--message", "unused"]].concat());
    let entry = folder.done(&["status", "add", "record.json", "--url", url]).json();
    assert_eq!(entry["statusMessage"][2], json!({"status": "0x2", "message": "appealed"}));
    let publish = ["status", "publish", "record.json", "--url", url];
    let list = folder.done(&[&publish[..], &["--issuer", "did:example:a", "--ttl", "300"]].concat()).json();
    assert_eq!(list["credentialSubject"]["ttl"], 300_000);
    folder.done(&["key", "new", "-o", "key.pem"]);
    let ran = folder.run(&[&publish[..], &["--token", "jwt", "--key", "key.pem"]].concat());
    assert!(ran.code == 1 && ran.stderr.contains("status.purpose-mismatch"), "{}", ran.stderr);
    assert_eq!(folder.run(&publish).code, 1, "neither for an issuer nor signed");
}

#[test]
fn a_record_is_changed_by_one_at_a_time() {
    let folder = Folder::new("status-lock");
    folder.done(&["status", "create", "-o", "record.json"]);
    let indexes: Vec<String> = std::thread::scope(|scope| {
        let one = || folder.done(&["status", "add", "record.json", "--url", "https://a.example/1"]).json();
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(one)).collect();
        threads.into_iter().map(|it| it.join().unwrap()["statusListIndex"].to_string()).collect()
    });
    let different: std::collections::BTreeSet<_> = indexes.iter().collect();
    assert_eq!(different.len(), 8, "{indexes:?}");
    assert_eq!(folder.done(&["status", "show", "record.json"]).json()["taken"], 8);
    assert_eq!(folder.names(), ["record.json"], "no lock is left");
}
