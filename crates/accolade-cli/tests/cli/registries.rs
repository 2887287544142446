use serde_json::{Value, json};

use crate::{Folder, SIGNED};

/// A folder with a badge, a list that has its issuer, and one that has somebody of its name.
fn folder(name: &str) -> Folder {
    let folder = Folder::with_badge(name);
    let badge: Value = serde_json::from_str(&folder.text("badge.json")).unwrap();
    let list =
        |id: &Value| json!({"name": "Known schools", "entities": [{"id": id, "name": "Harbour University"}]});
    folder.write("known.json", list(badge.pointer("/issuer/id").unwrap()).to_string());
    folder.write("others.json", list(&json!("did:web:harbour.example")).to_string());
    folder
}

#[test]
fn a_registry_says_who_the_issuer_is() {
    let folder = folder("registries-verify");
    let verify = |more: &[&str]| folder.run(&[&["verify", "badge.json", "--at", SIGNED], more].concat());
    let known = verify(&["--registry", "known.json", "--require", "issuer"]);
    assert_eq!(known.code, 0, "{}", known.stdout);
    assert!(
        known.stdout.contains("✓ issuer")
            && known.stdout.contains("Harbour University`, as the registry `known.json` has it"),
        "{}",
        known.stdout
    );
    let others = verify(&["--registry", "others.json"]);
    assert_eq!(others.code, 0, "what a registry says is no verdict: {}", others.stdout);
    for code in ["✗ issuer", "trust.not-listed", "trust.look-alike"] {
        assert!(others.stdout.contains(code), "{code}: {}", others.stdout);
    }
    assert_eq!(verify(&["--registry", "others.json", "--require", "issuer"]).code, 2);
    assert_eq!(
        verify(&["--registry", "others.json", "--registry", "known.json", "--require", "issuer"]).code,
        0
    );
    let offline =
        verify(&["--offline", "--registry", "https://registry.example/list.json", "--require", "issuer"]);
    assert_eq!(offline.code, 3);
    assert!(offline.stdout.contains("trust.registry-unavailable"), "{}", offline.stdout);
    // A file that is none is a mistake of the caller, and no open question.
    let none = verify(&["--registry", "badge.json"]);
    assert_eq!((none.code, none.stdout.as_str()), (1, ""));
    assert!(none.stderr.contains("trust.registry-malformed"), "{}", none.stderr);
    assert_eq!(verify(&["--registry", "missing.json"]).code, 1);
}

#[test]
fn a_bundle_takes_its_registries_along() {
    let folder = folder("registries-bundle");
    folder.done(&[
        "bundle",
        "badge.json",
        "--registry",
        "known.json",
        "--at",
        SIGNED,
        "-o",
        "badge.bundle.json",
    ]);
    std::fs::remove_file(folder.path("known.json")).unwrap();
    let again = folder.done(&[
        "verify",
        "--bundle",
        "badge.bundle.json",
        "--offline",
        "--at",
        SIGNED,
        "--require",
        "issuer",
    ]);
    assert!(again.stdout.contains("✓ issuer"), "{}", again.stdout);
}
