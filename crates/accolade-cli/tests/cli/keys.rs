use std::fs;

use crate::Folder;

#[cfg(unix)]
fn mode(folder: &Folder, name: &str) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(folder.path(name)).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_new_key_is_its_owners_alone_and_is_never_replaced_unasked() {
    let folder = Folder::new("key-new");
    let made = folder.done(&["key", "new", "-o", "key.pem"]);
    let pem = folder.text("key.pem");
    assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"), "{}", &pem[..27]);
    #[cfg(unix)]
    assert_eq!(mode(&folder, "key.pem"), 0o600);

    let again = folder.run(&["key", "new", "-o", "key.pem"]);
    assert_eq!((again.code, again.stdout.as_str()), (1, ""));
    assert!(again.stderr.contains("`key.pem` is there already"), "{}", again.stderr);
    assert_eq!(folder.text("key.pem"), pem, "the key is as it was");

    folder.done(&["key", "new", "-o", "key.pem", "--force"]);
    assert_ne!(folder.text("key.pem"), pem);
    #[cfg(unix)]
    assert_eq!(mode(&folder, "key.pem"), 0o600);
    assert_eq!(folder.names(), ["key.pem"], "no drafts are left");

    // What is shown holds no line of the secret.
    let secret = pem.lines().nth(1).unwrap();
    assert!(!made.stdout.contains(secret) && made.stdout.contains("did:key:z6Mk"), "{}", made.stdout);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_way_is_not_followed() {
    let folder = Folder::new("key-link");
    folder.write("precious", "precious");
    std::os::unix::fs::symlink("precious", folder.path("link.pem")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path("dangling.pem")).unwrap();
    for name in ["link.pem", "dangling.pem"] {
        assert_eq!(folder.run(&["key", "new", "-o", name]).code, 1, "{name}");
        folder.done(&["key", "new", "-o", name, "--force"]);
        assert!(fs::symlink_metadata(folder.path(name)).unwrap().is_file(), "{name}");
        assert_eq!(mode(&folder, name), 0o600);
    }
    assert_eq!(folder.text("precious"), "precious");
    assert_eq!(folder.names(), ["dangling.pem", "link.pem", "precious"]);
}

#[test]
fn a_published_key_is_shown_by_its_public_parts_alone() {
    let folder = Folder::new("key-show");
    // The key of the Open Badges implementation guide's test vectors.
    let secret =
        "zrv2bqTbNwCTsRrHFcJCPjVAduh4Ezcnoq1A3ZxH1GWTNkxipLVuaAoMFmze2gFN9oNXfJjufxSHWVZzsJiUsMHFMcx";
    let public = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";
    folder.write("secret.txt", format!("{secret}\n"));
    folder.write("public.txt", public);
    let shown = folder.done(&["key", "show", "--json", "secret.txt"]);
    let json = shown.json();
    assert_eq!(json["type"], "Ed25519");
    assert_eq!(json["did"], format!("did:key:{public}"));
    assert_eq!(json["verificationMethod"], format!("did:key:{public}#{public}"));
    assert_eq!(json["publicKeyMultibase"], public);
    assert_eq!(json["publicKeyJwk"]["x"], "S96v3i6ovu-t2MaZtcfgcEz1EVTVLheyC3EzfKBMxaU");
    assert_eq!(json["publicKeyJwk"].get("d"), None);
    assert!(!shown.stdout.contains(secret));
    assert_eq!(folder.done(&["key", "show", "--json", "public.txt"]).json(), json);
    folder.write("public.jwk", json["publicKeyJwk"].to_string());
    assert_eq!(folder.done(&["key", "show", "--json", "public.jwk"]).json(), json);

    let text = folder.done(&["key", "show", "secret.txt"]).stdout;
    assert!(text.contains(public) && !text.contains(secret), "{text}");
}

#[test]
fn every_kind_of_key_comes_back_as_it_was_made() {
    let folder = Folder::new("key-kinds");
    for (kind, name) in [("ed25519", "Ed25519"), ("p256", "P-256"), ("p384", "P-384")] {
        let file = format!("{kind}.pem");
        let mut made = folder.done(&["key", "new", "--type", kind, "-o", &file, "--json"]).json();
        assert_eq!(made["type"], name);
        assert_eq!(made.as_object_mut().unwrap().shift_remove("file"), Some(file.clone().into()));
        assert_eq!(folder.done(&["key", "show", &file, "--json"]).json(), made);
    }
    let refused = folder.run(&["key", "new", "--type", "rsa", "-o", "rsa.pem"]);
    assert_eq!(refused.code, 1);
    assert!(refused.stderr.contains("openssl genpkey"), "{}", refused.stderr);
    assert!(!folder.path("rsa.pem").exists());
}

#[test]
fn a_passphrase_locks_a_key() {
    let folder = Folder::new("key-passphrase");
    folder.write("passphrase", "correct horse\n");
    folder.write("wrong", "battery staple\n");
    folder.write("empty", "\n");
    let made =
        folder.done(&["key", "new", "-o", "key.pem", "--passphrase-file", "passphrase", "--json"]).json();
    assert!(folder.text("key.pem").starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    #[cfg(unix)]
    assert_eq!(mode(&folder, "key.pem"), 0o600);

    let opened = folder.done(&["key", "show", "key.pem", "--passphrase-file", "passphrase", "--json"]).json();
    assert_eq!(opened["did"], made["did"]);
    let wrong = folder.run(&["key", "show", "key.pem", "--passphrase-file", "wrong"]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.stderr.contains("key.wrong-password"), "{}", wrong.stderr);
    // Nobody is asked where there is nobody.
    let unasked = folder.run(&["key", "show", "key.pem"]);
    assert_eq!(unasked.code, 1);
    assert!(unasked.stderr.contains("`--passphrase-file FILE`"), "{}", unasked.stderr);
    let empty = folder.run(&["key", "new", "-o", "other.pem", "--passphrase-file", "empty"]);
    assert_eq!(empty.code, 1);
    assert!(!folder.path("other.pem").exists());
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("key-shared");
    folder.done(&["key", "new", "-o", "key.pem"]);
    assert_eq!(folder.done(&["key", "show", "key.pem"]).stderr, "");
    fs::set_permissions(folder.path("key.pem"), fs::Permissions::from_mode(0o644)).unwrap();
    let shown = folder.done(&["key", "show", "key.pem"]);
    assert!(shown.stderr.contains("others can read the secret key `key.pem`"), "{}", shown.stderr);
}

#[test]
fn what_is_no_key_is_said_to_be_none() {
    let folder = Folder::new("key-none");
    folder.write("text", "hello");
    folder.write("der", [0x30, 0x82, 0xff, 0xfe]);
    folder.write("twice.jwk", r#"{"kty":"OKP","crv":"Ed25519","x":"a","x":"b"}"#);
    for (file, expected) in
        [("text", "key."), ("der", "PEM, JWK or Multikey"), ("twice.jwk", "json.duplicate-key")]
    {
        let ran = folder.run(&["key", "show", file]);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{file}");
        assert!(ran.stderr.contains(expected), "{file}: {}", ran.stderr);
    }
    let fetched = folder.run(&["key", "show", "https://harbour.example/key.pem"]);
    assert_eq!(fetched.code, 1);
    assert!(fetched.stderr.contains("keys are not fetched"), "{}", fetched.stderr);
    let nowhere = folder.run(&["key", "new", "-o", "no/such/folder/key.pem"]);
    assert_eq!(nowhere.code, 1);
    assert!(nowhere.stderr.contains("cannot write"), "{}", nowhere.stderr);
}
