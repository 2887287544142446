use crate::{Folder, SIGNED};

#[test]
fn claims_are_called_claims() {
    let folder = Folder::with_badge("inspect");
    let shown = folder.done(&["inspect", "badge.json"]).stdout;
    assert!(shown.starts_with("CLAIMS, NOT VERIFIED\n"), "{shown}");
    for line in [
        "  credential    Bicycle repair\n",
        "  about         kai@student.harbour.example (emailAddress)\n",
        "  criteria      Repairs three bicycles.\n",
        "  valid         from 2026-05-01T00:00:00Z until 2036-05-01T00:00:00Z\n",
        "  proof         eddsa-rdfc-2022, did:key:z6Mk",
    ] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    assert!(!shown.contains("Found while reading"), "{shown}");
    let json = folder.done(&["inspect", "badge.json", "--json"]).json();
    assert_eq!(json["verified"], false);
    assert_eq!(json["form"], "json");
    assert_eq!(json["claimed"]["name"], "Bicycle repair");
    assert_eq!(json["findings"], serde_json::json!([]));
}

#[test]
fn what_a_signature_would_not_cover_is_found() {
    let folder = Folder::with_badge("inspect-dropped");
    folder.write(
        "more.json",
        folder.text("badge.json").replacen("\"name\":", "\"shoeSize\": 43, \"name\":", 1),
    );
    let shown = folder.done(&["inspect", "more.json"]).stdout;
    assert!(shown.contains("ld.undefined-term") && shown.contains("(/shoeSize)"), "{shown}");
    let refused = folder.run(&["inspect", "more.json", "--nquads"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (1, ""));
    assert!(refused.stderr.contains("ld.undefined-term"), "{}", refused.stderr);
}

#[test]
fn the_canonical_form_and_its_hashes_can_be_seen() {
    let folder = Folder::with_badge("inspect-canonical");
    let quads = folder.done(&["inspect", "badge.json", "--nquads"]).stdout;
    assert!(quads.contains("<https://schema.org/name> \"Bicycle repair\" .\n"), "{quads}");
    assert!(!quads.contains("proofValue") && quads.lines().all(|line| line.ends_with(" .")), "{quads}");
    let json = folder.done(&["inspect", "badge.json", "--canonical", "--json"]).json();
    assert_eq!(json["canonical"]["statements"].as_array().unwrap().len(), quads.lines().count());
    assert_eq!(json["canonical"]["hash"].as_str().unwrap().len(), 64);
    assert_eq!(json["canonical"]["proofHashes"][0].as_str().unwrap().len(), 64);
}

#[test]
fn a_token_and_an_image_are_seen_through() {
    let folder = Folder::with_badge("inspect-forms");
    folder.write("plain.svg", r#"<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>"#);
    let args = [
        "issue",
        "template.json",
        "--key",
        "key.pem",
        "--format",
        "jwt",
        "--bake",
        "plain.svg",
        "-o",
        "badge.svg",
    ];
    folder.done(&args);
    let json = folder.done(&["inspect", "badge.svg", "--json"]).json();
    assert_eq!((&json["form"], &json["image"]), (&"jws".into(), &"svg".into()));
    assert_eq!(json["header"]["alg"], "EdDSA");
    assert_eq!(json["claimed"]["name"], "Bicycle repair");
    folder.write("text", "hello");
    let nothing = folder.run(&["inspect", "text"]);
    assert_eq!((nothing.code, nothing.stdout.as_str()), (1, ""));
}

#[test]
fn two_credentials_are_compared_by_what_they_say() {
    let folder = Folder::with_badge("diff");
    // The same statements in another order, under another proof.
    let mut shuffled: serde_json::Value = serde_json::from_slice(&folder.read("badge.json")).unwrap();
    let members = shuffled.as_object_mut().unwrap();
    let name = members.shift_remove("name").unwrap();
    members.insert("name".to_owned(), name);
    members.shift_remove("proof");
    folder.write("shuffled.json", shuffled.to_string());
    assert_eq!(folder.done(&["diff", "badge.json", "shuffled.json"]).stdout, "The two say the same.\n");

    folder.write("altered.json", folder.text("badge.json").replace("three bicycles", "nine bicycles"));
    let ran = folder.run(&["diff", "badge.json", "altered.json", "--json"]);
    assert_eq!(ran.code, 2);
    let difference = ran.json();
    assert_eq!(difference["same"], false);
    for (side, words) in [("onlyFirst", "three"), ("onlySecond", "nine")] {
        let statements = difference[side].as_array().unwrap();
        assert_eq!(statements.len(), 1, "{statements:?}");
        assert_eq!(statements[0]["pointer"], "/credentialSubject/achievement/criteria/narrative");
        assert!(statements[0]["line"].as_str().unwrap().contains(words));
    }
    assert_eq!(folder.run(&["verify", "altered.json", "--at", SIGNED]).code, 2);
}
