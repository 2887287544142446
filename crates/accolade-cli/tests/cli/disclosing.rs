//! `accolade issue --disclosable` and `accolade derive`.

use serde_json::Value;

use crate::{Folder, SIGNED, template};

/// A folder with a badge and its base proof in `badge.json`.
fn disclosable(name: &str, more: &[&str]) -> Folder {
    let folder = Folder::new(name);
    folder.done(&["key", "new", "--type", "p256", "-o", "key.pem"]);
    folder.write("template.json", template().to_string());
    let issue = ["issue", "template.json", "--key", "key.pem", "--created", SIGNED, "--disclosable"];
    folder.done(&[&issue[..], more, &["-o", "badge.json"]].concat());
    folder
}

fn json(folder: &Folder, name: &str) -> Value {
    serde_json::from_str(&folder.text(name)).unwrap()
}

#[test]
fn a_holder_shows_a_part_and_it_is_valid() {
    let folder = disclosable("derive", &[]);
    let ran = folder.done(&["derive", "badge.json", "--reveal", "/name", "-o", "part.json"]);
    assert_eq!(ran.stdout, "Wrote part.json.\n");
    assert!(
        ran.stderr.contains("`/credentialSubject/achievement/criteria` is shown as well: what was achieved")
    );
    let part = json(&folder, "part.json");
    assert_eq!(part["validUntil"], template()["validUntil"]);
    assert_eq!(part["name"], template()["name"]);
    assert!(part["credentialSubject"].get("identifier").is_none());
    let verified = folder.done(&["verify", "part.json", "--at", SIGNED]);
    assert!(verified.stdout.starts_with("VALID\n") && verified.stdout.contains("ecdsa-sd-2023"));

    let ran = folder.done(&["derive", "badge.json", "--preset", "without-recipient-identifiers"]);
    let part: Value = serde_json::from_str(&ran.stdout).unwrap();
    let subject = part["credentialSubject"].as_object().unwrap();
    assert!(!subject.contains_key("identifier") && subject.contains_key("achievement"));
}

#[test]
fn the_base_proof_is_not_for_verifiers_and_parts_are_not_derived_from() {
    let folder = disclosable("derive-twice", &[]);
    let ran = folder.run(&["verify", "badge.json", "--at", SIGNED]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(
        ran.stdout.contains("proof.base-proof") && ran.stdout.contains("accolade derive"),
        "{}",
        ran.stdout
    );
    folder.done(&["derive", "badge.json", "--reveal", "/name", "-o", "part.json"]);
    let ran = folder.run(&["derive", "part.json", "--reveal", "/name"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("proof.already-derived"), "{}", ran.stderr);
}

#[test]
fn an_issuer_says_what_is_mandatory() {
    let folder = disclosable("derive-mandatory", &["--mandatory", "/issuer", "--mandatory", "/name"]);
    let ran = folder.done(&["derive", "badge.json", "--preset", "achievement-only"]);
    let part: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(part["name"], template()["name"]);
    // Not mandatory, and shown all the same.
    assert_eq!(part["validUntil"], template()["validUntil"]);
}

#[test]
fn two_parts_under_bbs_are_told_apart_by_what_they_show_alone() {
    let folder = Folder::new("derive-bbs");
    folder.done(&["key", "new", "--type", "bls12381", "-o", "key.json"]);
    folder.write("template.json", template().to_string());
    let issue = ["issue", "template.json", "--key", "key.json", "--created", SIGNED];
    folder.done(&[&issue[..], &["--disclosable", "-o", "badge.json"]].concat());
    let [one, two] = ["one.json", "two.json"].map(|name| {
        folder.done(&["derive", "badge.json", "--reveal", "/name", "-o", name]);
        let verified = folder.done(&["verify", name, "--at", SIGNED]);
        assert!(verified.stdout.starts_with("VALID\n") && verified.stdout.contains("bbs-2023"));
        json(&folder, name)
    });
    assert_eq!(one["credentialSubject"], two["credentialSubject"]);
    assert_ne!(one["proof"]["proofValue"], two["proof"]["proofValue"]);

    for (args, part) in [
        (&issue[..], "--disclosable"),
        (&["key", "new", "--type", "bls12381", "--encrypt", "-o", "other.json"], "passphrase"),
    ] {
        let ran = folder.run(args);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{args:?}");
        assert!(ran.stderr.contains(part), "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn misuse_is_refused() {
    let folder = disclosable("derive-misuse", &[]);
    for (args, part) in [
        (&["derive", "badge.json"][..], "--reveal"),
        (&["derive", "badge.json", "--reveal", "name"], "not a JSON pointer"),
        (&["derive", "badge.json", "--reveal", "/nowhere"], "proof.pointer-unmatched"),
        (&["derive", "badge.json", "--preset", "nothing"], "achievement-only"),
        (&["derive", "template.json", "--reveal", "/name"], "secure.missing-proof"),
        (&["issue", "template.json", "--key", "key.pem", "--mandatory", "/name"], "--disclosable"),
        (&["issue", "template.json", "--key", "key.pem", "--disclosable", "--format", "jwt"], "a base proof"),
        (
            &["issue", "template.json", "--key", "key.pem", "--disclosable", "--mandatory", "/x"],
            "proof.pointer-unmatched",
        ),
    ] {
        let ran = folder.run(args);
        assert!(ran.code != 0 && ran.stdout.is_empty(), "{args:?}: {}", ran.stdout);
        assert!(ran.stderr.contains(part), "{args:?}: {}", ran.stderr);
    }
    folder.done(&["key", "new", "-o", "ed25519.pem"]);
    let ran = folder.run(&["issue", "template.json", "--key", "ed25519.pem", "--disclosable"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("proof.key-type-mismatch"), "{}", ran.stderr);
}

#[test]
fn a_base_proof_that_does_not_hold_gives_nothing() {
    let folder = disclosable("derive-altered", &[]);
    let altered = folder.text("badge.json").replace("Keeps a bicycle running.", "Keeps a ship running.");
    folder.write("altered.json", altered);
    let ran = folder.run(&["derive", "altered.json", "--reveal", "/name", "-o", "part.json"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("proof.signature-mismatch") && !folder.names().contains(&"part.json".to_owned())
    );
}
