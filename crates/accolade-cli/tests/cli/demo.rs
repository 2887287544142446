use crate::Folder;

#[test]
fn it_leaves_a_good_badge_twice_and_one_altered_by_a_byte() {
    let folder = Folder::new("demo");
    let told = folder.done(&["demo"]).stdout;
    for words in
        ["VALID\n", "INVALID  ", "✗ proof\n", "proof.signature-mismatch", "/credentialSubject/result/0/value"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    let at = |name: &str| format!("accolade-demo/{name}");
    assert_eq!(folder.names(), ["accolade-demo"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let key = std::fs::metadata(folder.path(&at("issuer-key.pem"))).unwrap();
        assert_eq!(key.permissions().mode() & 0o777, 0o600);
    }

    let (good, altered) = (folder.read(&at("badge.svg")), folder.read(&at("badge-altered.svg")));
    assert_eq!(good.len(), altered.len());
    let differing: Vec<(u8, u8)> =
        good.iter().zip(&altered).filter(|(a, b)| a != b).map(|(a, b)| (*a, *b)).collect();
    assert_eq!(differing, [(b'8', b'9')]);

    let email = "email=leila.haddad@student.harbour.example";
    for name in ["credential.json", "badge.png", "badge.svg"] {
        folder.done(&["verify", &at(name), "--offline", "--recipient", email, "--require", "results"]);
    }
    let refused = folder.run(&["verify", &at("badge-altered.svg"), "--offline"]);
    assert_eq!(refused.code, 2);
    let png = folder.done(&["unbake", &at("badge.png")]).stdout;
    assert_eq!(png, folder.done(&["unbake", &at("badge.svg")]).stdout);
    assert_eq!(png.trim(), folder.text(&at("credential.json")).trim());

    // What Annex I of the recommendation on micro-credentials asks for is there, and nothing was found amiss.
    let shown = folder.done(&["inspect", &at("badge.png")]).stdout;
    for line in [
        "about         Leila Haddad (name)",
        "country       IE",
        "workload      50 hours",
        "credits       2 ECTS",
        "level         EQF 5",
        "participation blended",
        "result        Grade: 84",
        "result        Repair: Exemplary",
        "aligned with  develop digital content (ESCO), http://data.europa.eu/esco/skill/",
    ] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    assert!(!shown.contains("Found while reading"), "{shown}");
    assert_eq!(shown.matches("outcome       ").count(), 3, "{shown}");
}

#[test]
fn it_replaces_nothing() {
    let folder = Folder::new("demo-again");
    folder.write("accolade-demo", "somebody's own file");
    folder.done(&["demo"]);
    assert_eq!(folder.names(), ["accolade-demo", "accolade-demo-2"]);
    folder.done(&["demo", "--out", "shown/here"]);
    let key = folder.read("shown/here/issuer-key.pem");
    let again = folder.run(&["demo", "--out", "shown/here"]);
    assert_eq!(again.code, 1);
    assert!(again.stderr.contains("the demo replaces nothing"), "{}", again.stderr);
    assert_eq!(folder.read("shown/here/issuer-key.pem"), key);
}
