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

    // What no context calls a profile has an identifier for its issuer.
    let contexts =
        ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"];
    let plain = json!({
        "@context": contexts, "type": ["VerifiableCredential"], "credentialSubject": {"id": "did:example:ana"},
    });
    folder.write("plain.json", plain.to_string());
    let issued = folder.done(&["issue", "plain.json", "--key", "key.pem", "--created", SIGNED]);
    assert_eq!(issued.json()["issuer"], did.as_str());
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

/// Every form that the library has, each as a verifier takes it.
#[test]
fn a_badge_takes_the_form_asked_for() {
    let folder = Folder::new("issue-securing");
    folder.write("template.json", template().to_string());
    for kind in ["ed25519", "p256", "p384"] {
        folder.done(&["key", "new", "--type", kind, "-o", kind]);
    }
    folder.done(&["key", "new", "-o", "holder.pem"]);
    for (key, form, fact) in [
        ("ed25519", vec![], ("cryptosuite", "eddsa-rdfc-2022")),
        ("ed25519", vec!["--suite", "eddsa-jcs-2022"], ("cryptosuite", "eddsa-jcs-2022")),
        ("p256", vec!["--suite", "ecdsa-jcs-2019"], ("cryptosuite", "ecdsa-jcs-2019")),
        ("p384", vec![], ("cryptosuite", "ecdsa-rdfc-2019")),
        ("p256", vec!["--format", "jwt"], ("algorithm", "ES256")),
        ("ed25519", vec!["--format", "vc-jwt"], ("algorithm", "EdDSA")),
        ("p384", vec!["--format", "cose"], ("algorithm", "ES384")),
        (
            "p256",
            vec!["--format", "sd-jwt", "--sd", "/credentialSubject/achievement/description"],
            ("algorithm", "ES256"),
        ),
    ] {
        let mut issue =
            vec!["issue", "template.json", "--key", key, "--created", SIGNED, "-o", "badge", "--force"];
        issue.extend(&form);
        folder.done(&issue);
        let verified = folder.done(&["verify", "badge", "--at", SIGNED, "--json"]).json();
        let checks = verified["report"]["checks"].as_array().or(verified["checks"].as_array()).unwrap();
        let proof = checks.iter().find(|check| check["id"] == "proof").unwrap();
        assert_eq!(proof["facts"][fact.0], fact.1, "{key} {form:?}: {proof}");
    }
    assert_eq!(folder.text("badge").matches('~').count(), 2, "one part that can be left out");
}

/// What the holder may leave out is left out, and who holds the key shows it.
#[test]
fn an_sd_jwt_goes_through_the_hands_of_its_holder() {
    let folder = Folder::new("issue-sd-jwt");
    folder.write("template.json", template().to_string());
    for key in ["key.pem", "holder.pem"] {
        folder.done(&["key", "new", "--type", "p256", "-o", key]);
    }
    let hidden = "/credentialSubject/achievement/image";
    let mut template = template();
    template["credentialSubject"]["achievement"]["image"] =
        json!({"id": "https://harbour.example/a.png", "type": "Image"});
    folder.write("template.json", template.to_string());
    folder.done(&[
        "issue",
        "template.json",
        "--key",
        "key.pem",
        "--created",
        SIGNED,
        "--format",
        "sd-jwt",
        "--sd",
        hidden,
        "--holder-key",
        "holder.pem",
        "-o",
        "badge.sd-jwt",
    ]);
    let asked = ["--challenge", "mooring-12", "--domain", "club.example"];
    for (disclose, parts) in [(vec![], 0), (vec!["--disclose", hidden], 1)] {
        let mut present = vec![
            "present",
            "badge.sd-jwt",
            "--key",
            "holder.pem",
            "--format",
            "sd-jwt",
            "--created",
            SIGNED,
            "-o",
            "shown",
            "--force",
        ];
        present.extend(&disclose);
        present.extend(asked);
        folder.done(&present);
        assert_eq!(folder.text("shown").matches('~').count(), parts + 1);
        let mut verify = vec!["verify", "shown", "--at", SIGNED];
        verify.extend(asked);
        folder.done(&verify);
    }
    let mut stolen =
        vec!["present", "badge.sd-jwt", "--key", "key.pem", "--format", "sd-jwt", "-o", "stolen"];
    stolen.extend(asked);
    folder.done(&stolen);
    let mut verify = vec!["verify", "stolen", "--at", SIGNED];
    verify.extend(asked);
    assert_eq!(folder.run(&verify).code, 2);
}

/// An option that says nothing of the form asked for is refused, never ignored.
#[test]
fn an_option_of_another_form_is_refused() {
    let folder = Folder::new("issue-other-form");
    folder.write("template.json", template().to_string());
    folder.done(&["key", "new", "-o", "key.pem"]);
    for (options, said) in [
        (vec!["--format", "jwt", "--suite", "eddsa-jcs-2022"], "only embedded proofs have a cryptosuite"),
        (vec!["--sd", "/name"], "only an SD-JWT"),
        (vec!["--format", "cose", "--holder-key", "key.pem"], "only an SD-JWT"),
        (vec!["--format", "sd-jwt", "--disclosable"], "a base proof is an embedded one"),
        (vec!["--suite", "eddsa-jcs-2023"], "proof.unknown-suite"),
        (vec!["--suite", "ecdsa-rdfc-2019"], "proof.key-type-mismatch"),
        (vec!["--suite", "eddsa-2022"], "proof.superseded-suite"),
        (vec!["--format", "sd-jwt", "--sd", "/issuer"], "sd-jwt.must-be-shown"),
        (vec!["--format", "sd-jwt", "--sd", "/nothing"], "proof.pointer-unmatched"),
    ] {
        let mut issue = vec!["issue", "template.json", "--key", "key.pem", "-o", "badge"];
        issue.extend(&options);
        let refused = folder.run(&issue);
        assert_ne!(refused.code, 0, "{options:?}");
        assert!(refused.stderr.contains(said), "{options:?}: {}", refused.stderr);
        assert!(!folder.path("badge").exists(), "{options:?}");
    }
}
