//! Badges from before Open Badges 3.0.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::{Value, json};

use crate::Folder;

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/legacy").join(name)).unwrap()
}

/// A bundle of a badge and of what its issuer's host serves.
fn bundle(input: &str, served: &[(&str, &str)]) -> String {
    let text = |name: &str| String::from_utf8(fixture(name)).unwrap();
    let resources: BTreeMap<_, _> = served
        .iter()
        .map(|(url, name)| (*url, json!({"document": {"content": {"text": text(name)}}})))
        .collect();
    json!({"input": {"text": text(input)}, "at": "2026-06-01T00:00:00Z", "resources": resources}).to_string()
}

const HOSTED: &[(&str, &str)] = &[
    ("https://harbour.example/assertions/1", "good/hosted.json"),
    ("https://harbour.example/badges/tides", "resources/badge.json"),
    ("https://harbour.example/issuer", "resources/issuer.json"),
];

#[test]
fn a_hosted_badge_is_verified_and_says_what_it_says() {
    let folder = Folder::new("older-verified");
    folder.write("bundle.json", bundle("good/hosted.json", HOSTED));
    let at = ["--at", "2026-06-01T00:00:00Z", "--offline"];
    let ran = folder.done(&[&["verify", "--bundle", "bundle.json"][..], &at].concat());
    for said in ["VALID", "Reading the tides", "Harbour College", "hashed email"] {
        assert!(ran.stdout.contains(said), "{said}: {}", ran.stdout);
    }
    let ran = folder.done(&[&["verify", "--json", "--bundle", "bundle.json"][..], &at].concat());
    assert_eq!(ran.json()["report"]["checks"][0]["facts"]["openBadges"], "2.0");
    // Without what the host serves, nothing is known.
    folder.write("hosted.json", fixture("good/hosted.json"));
    assert_eq!(folder.run(&[&["verify", "hosted.json"][..], &at].concat()).code, 3);
}

#[test]
fn inspecting_names_the_version_and_proves_nothing() {
    let folder = Folder::new("older-inspected");
    for (name, version, said) in [
        ("hosted-embedded.json", "2.0", "Harbour College"),
        ("hosted-1.1.json", "1.1", "by asking its host"),
        ("hosted-0.5.json", "0.5", "https://harbour.example"),
        ("signed.jws", "2.0", "by its signature"),
        ("hosted.png", "2.0", "baked into PNG as `openbadges`"),
        ("hosted-2.1.json", "2.1", "hashed email"),
    ] {
        folder.write(name, fixture(&format!("good/{name}")));
        let ran = folder.done(&["inspect", name]);
        for said in ["CLAIMS, NOT VERIFIED", &format!("Open Badges {version}"), said] {
            assert!(ran.stdout.contains(said), "{name}: {said}: {}", ran.stdout);
        }
    }
    folder.write("url.png", fixture("good/url.png"));
    let ran = folder.run(&["inspect", "url.png"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("https://harbour.example/assertions/1"), "{}", ran.stderr);
}

#[test]
fn what_is_converted_is_unsigned_and_its_issuers() {
    let folder = Folder::new("older-converted");
    folder.write("badge.json", fixture("good/hosted-embedded.json"));
    // Nobody asked the host, so nothing is made unless that is asked for.
    let ran = folder.run(&["convert", "badge.json", "--offline"]);
    assert_eq!((ran.code, ran.stdout.contains("credentialSubject")), (3, false), "{}", ran.stdout);
    let ran = folder.done(&["convert", "badge.json", "--offline", "--unverified", "-o", "new.json"]);
    assert!(ran.stderr.contains("ob2.lost at `/verification`"), "{}", ran.stderr);
    assert!(ran.stderr.contains("what somebody claims"), "{}", ran.stderr);
    let made: Value = serde_json::from_str(&folder.text("new.json")).unwrap();
    assert_eq!(made["issuer"]["id"], "https://harbour.example/issuer");
    assert!(made.get("proof").is_none());
    // Another's key does not sign it.
    folder.done(&["key", "new", "-o", "key.pem"]);
    let ran = folder.run(&["issue", "new.json", "--key", "key.pem"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("issuer.not-bound-to-key"), "{}", ran.stderr);

    folder.write("me.json", json!({"id": "did:example:me", "type": ["Profile"], "name": "Me"}).to_string());
    let stated = ["convert", "badge.json", "--offline", "--unverified", "--json", "--stated-by", "me.json"];
    let stated = folder.done(&stated).json();
    assert_eq!(stated["credential"]["issuer"]["id"], "did:example:me");
    assert_eq!(stated["verdict"], "indeterminate");
    assert!(stated["lost"].as_array().unwrap().len() > 2);

    // With what the host served at another time, it is verified and converted without a network.
    folder.write("bundle.json", bundle("good/hosted.json", HOSTED));
    let from_bundle = ["convert", "--bundle", "bundle.json", "--offline", "--at", "2026-06-01T00:00:00Z"];
    let ran = folder.done(&from_bundle);
    assert!(ran.stdout.contains("Reading the tides"), "{}", ran.stdout);
    assert!(ran.stderr.contains("input.given-documents"), "{}", ran.stderr);
    folder.write("hosted.json", fixture("good/hosted.json"));
    let ran = folder.done(&[&from_bundle[..], &["hosted.json", "--json"]].concat()).json();
    assert_eq!((&ran["input"], &ran["verdict"]), (&json!("hosted.json"), &json!("valid")));
    assert_eq!(ran["bundle"]["documents"], 3);
    assert!(folder.run(&["convert"]).stderr.contains("INPUT"));

    // What is no older badge is refused, and an older badge is not baked as one of 3.0.
    folder.write("new.json", made.to_string());
    assert_eq!(folder.run(&["convert", "new.json", "--offline"]).code, 1);
    folder.write("signed.jws", fixture("good/signed.jws"));
    folder.write(
        "plain.png",
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/bake/plain.png")).unwrap(),
    );
    let ran = folder.run(&["bake", "signed.jws", "plain.png", "-o", "baked.png"]);
    assert!(ran.stderr.contains("accolade convert"), "{}", ran.stderr);
}
