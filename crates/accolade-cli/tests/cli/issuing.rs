use serde_json::{Value, json};

use crate::{Folder, SIGNED, template, template_with};

const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>"#;

#[test]
fn what_is_filled_in_is_said() {
    let folder = Folder::new("issue-fill");
    let did =
        folder.done(&["key", "new", "-o", "key.pem", "--json"]).json()["did"].as_str().unwrap().to_owned();
    let mut bare = template();
    for name in ["id", "validFrom", "issuer"] {
        bare.as_object_mut().unwrap().shift_remove(name);
    }
    folder.write("bare.json", bare.to_string());
    let issued = folder.done(&["issue", "bare.json", "--key", "key.pem", "--created", SIGNED]);
    let credential = issued.json();
    assert_eq!(credential["issuer"], json!({ "id": did, "type": ["Profile"] }));
    assert_eq!(credential["validFrom"], SIGNED);
    assert_eq!(credential["proof"]["created"], SIGNED);
    assert_eq!(credential["proof"]["cryptosuite"], "eddsa-rdfc-2022");
    let id = credential["id"].as_str().unwrap();
    assert!(id.starts_with("urn:uuid:") && id.len() == 45, "{id}");
    for filled in [
        format!("`issuer` was not given; it is now `{did}`"),
        format!("`id` was not given; it is now `{id}`"),
    ] {
        assert!(issued.stderr.contains(&filled), "{}", issued.stderr);
    }

    // A profile without its identifier keeps the rest, and nothing that was given is spoken of.
    folder.write("template.json", template().to_string());
    let issued = folder.done(&["issue", "template.json", "--key", "key.pem", "--created", SIGNED]);
    let issuer = json!({ "id": did, "type": ["Profile"], "name": "Harbour University" });
    assert_eq!(issued.json()["issuer"], issuer);
    assert_eq!(issued.stderr, format!("accolade: `issuer.id` was not given; it is now `{did}`\n"));
}

#[test]
fn the_same_key_time_and_template_give_the_same_bytes() {
    let folder = Folder::with_badge("issue-same");
    folder.done(&["issue", "template.json", "--key", "key.pem", "--created", SIGNED, "-o", "again.json"]);
    assert_eq!(folder.read("badge.json"), folder.read("again.json"));
}

#[test]
fn nobody_signs_for_somebody_else() {
    let folder = Folder::new("issue-mismatch");
    folder.done(&["key", "new", "-o", "key.pem"]);
    let other = "did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";
    for issuer in [json!(other), json!({ "id": other, "type": ["Profile"] })] {
        folder.write("template.json", template_with("", "issuer", issuer));
        let refused = folder.run(&["issue", "template.json", "--key", "key.pem", "-o", "badge.json"]);
        assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
        assert!(refused.stderr.contains("issuer.not-bound-to-key at `/issuer`"), "{}", refused.stderr);
    }
    assert!(!folder.path("badge.json").exists());
}

#[test]
fn what_a_verifier_would_flag_is_not_signed() {
    let folder = Folder::new("issue-flagged");
    folder.done(&["key", "new", "-o", "key.pem"]);
    for (pointer, name, value, code) in [
        ("", "shoeSize", json!(43), "ld.undefined-term at `/shoeSize`"),
        ("/credentialSubject", "achievement", json!("Bicycle repair"), "at `/credentialSubject/achievement`"),
        ("", "validUntil", json!("2036-05-01"), "at `/validUntil`"),
    ] {
        folder.write("template.json", template_with(pointer, name, value));
        let refused = folder.run(&["issue", "template.json", "--key", "key.pem"]);
        assert_eq!((refused.code, refused.stdout.as_str()), (2, ""), "{name}: {}", refused.stderr);
        assert!(refused.stderr.contains(code), "{name}: {}", refused.stderr);
    }
}

#[test]
fn a_template_is_unsigned_strict_json() {
    let folder = Folder::with_badge("issue-template");
    let twice = folder.text("template.json").replacen("\"name\":", "\"name\":\"First\",\"name\":", 1);
    folder.write("twice.json", twice);
    folder.write("list.json", "[]");
    for (file, expected) in [
        ("badge.json", "is signed already"),
        ("twice.json", "json.duplicate-key"),
        ("list.json", "not a JSON object"),
    ] {
        let refused = folder.run(&["issue", file, "--key", "key.pem"]);
        assert_eq!((refused.code, refused.stdout.as_str()), (1, ""), "{file}");
        assert!(refused.stderr.contains(expected), "{file}: {}", refused.stderr);
    }
}

#[test]
fn a_jwt_and_other_keys_verify_too() {
    let folder = Folder::new("issue-forms");
    folder.write("template.json", template().to_string());
    for (kind, format, fact) in [
        ("ed25519", "jwt", "EdDSA"),
        ("p256", "jwt", "ES256"),
        ("p256", "di", "ecdsa-rdfc-2019"),
        ("p384", "di", "ecdsa-rdfc-2019"),
    ] {
        let (key, badge) = (format!("{kind}-{format}.pem"), format!("{kind}-{format}.badge"));
        folder.done(&["key", "new", "--type", kind, "-o", &key]);
        folder.done(&[
            "issue",
            "template.json",
            "--key",
            &key,
            "--format",
            format,
            "--created",
            SIGNED,
            "-o",
            &badge,
        ]);
        let verified = folder.done(&["verify", &badge, "--at", SIGNED]);
        assert!(
            verified.stdout.starts_with("VALID\n") && verified.stdout.contains(fact),
            "{}",
            verified.stdout
        );
    }
}

#[test]
fn an_issuer_on_the_web_signs_under_its_own_name() {
    let folder = Folder::new("issue-web");
    folder.done(&["key", "new", "-o", "key.pem"]);
    folder.write("template.json", template().to_string());
    let method = "did:web:harbour.example#key-1";
    let args =
        ["issue", "template.json", "--key", "key.pem", "--verification-method", method, "-o", "badge.json"];
    folder.done(&args);
    let credential: Value = serde_json::from_slice(&folder.read("badge.json")).unwrap();
    assert_eq!(credential["issuer"]["id"], "did:web:harbour.example");
    assert_eq!(credential["proof"]["verificationMethod"], method);
    let unknown = folder.run(&["verify", "badge.json", "--offline"]);
    assert_eq!(unknown.code, 3, "{}", unknown.stdout);
    assert!(unknown.stdout.contains("key.unavailable"), "{}", unknown.stdout);
}

#[test]
fn a_badge_is_baked_and_taken_out_again() {
    let folder = Folder::with_badge("bake");
    folder.write("plain.svg", SVG);
    folder.done(&["bake", "badge.json", "plain.svg", "-o", "badge.svg"]);
    assert_eq!(folder.text("plain.svg"), SVG, "the image given is left as it is");
    let taken = folder.done(&["unbake", "badge.svg"]);
    assert_eq!(taken.stdout, folder.text("badge.json"));
    folder.done(&["unbake", "badge.svg", "-o", "taken.json"]);
    assert_eq!(folder.text("taken.json").trim(), folder.text("badge.json").trim());
    folder.done(&["verify", "badge.svg", "--at", SIGNED]);

    let args = [
        "issue",
        "template.json",
        "--key",
        "key.pem",
        "--created",
        SIGNED,
        "--bake",
        "plain.svg",
        "-o",
        "one.svg",
    ];
    folder.done(&args);
    assert_eq!(folder.read("one.svg"), folder.read("badge.svg"), "at once or in two steps");

    let twice = folder.run(&["bake", "badge.json", "badge.svg", "-o", "twice.svg"]);
    assert_eq!(twice.code, 1);
    assert!(twice.stderr.contains("bake.already-baked"), "{}", twice.stderr);
    folder.done(&["bake", "badge.json", "badge.svg", "--overwrite", "-o", "twice.svg"]);
    assert_eq!(folder.read("twice.svg"), folder.read("badge.svg"));

    assert_eq!(
        folder.run(&["bake", "badge.json", "plain.svg", "-o", "badge.svg"]).code,
        1,
        "nothing is replaced"
    );
    let unsigned = folder.run(&["bake", "template.json", "plain.svg", "-o", "unsigned.svg"]);
    assert_eq!(unsigned.code, 1);
    assert!(unsigned.stderr.contains("`template.json` is not signed"), "{}", unsigned.stderr);
    let empty = folder.run(&["unbake", "plain.svg"]);
    assert_eq!((empty.code, empty.stdout.as_str()), (1, ""));
    assert!(empty.stderr.contains("bake.no-credential"), "{}", empty.stderr);
}

#[test]
fn an_rsa_key_signs_a_token() {
    let folder = Folder::new("issue-rsa");
    folder.write("template.json", template().to_string());
    // Made for this test, and good for nothing else.
    folder.write("rsa.pem", include_str!("rsa.pem"));
    let embedded = folder.run(&["issue", "template.json", "--key", "rsa.pem"]);
    assert_eq!(embedded.code, 1);
    assert!(embedded.stderr.contains("`--format jwt`"), "{}", embedded.stderr);
    let issued =
        folder.run(&["issue", "template.json", "--key", "rsa.pem", "--format", "jwt", "--created", SIGNED]);
    assert_eq!(issued.code, 0, "{}", issued.stderr);
    let verified = folder.run_with(&["verify", "-", "--at", SIGNED], issued.stdout.as_bytes());
    assert!(verified.code == 0 && verified.stdout.contains("RS256"), "{}", verified.stdout);
}
