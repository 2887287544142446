use serde_json::Value;

use crate::{Folder, SIGNED};

/// A folder with one badge in several files: good, altered, expired by its own words, and files that hold none.
fn filled(name: &str) -> Folder {
    let folder = Folder::with_badge(name);
    let good = folder.text("badge.json");
    let altered = good.replace("Repairs three bicycles.", "Repairs nine bicycles.");
    std::fs::create_dir_all(folder.path("badges/below")).unwrap();
    std::fs::create_dir_all(folder.path("badges/.hidden")).unwrap();
    folder.write("badges/b.json", &good);
    folder.write("badges/a.json", &altered);
    folder.write("badges/below/c.txt", "hello");
    folder.write("badges/.hidden/d.json", &good);
    folder.write("badges/notes.odt", "not a badge");
    let compact = |text: &str| serde_json::from_str::<Value>(text).unwrap().to_string();
    folder.write("lines.jsonl", format!("{}\n\n{}\n{{\n", compact(&good), compact(&altered)));
    folder
}

#[test]
fn a_folder_gets_a_line_for_each_badge_and_a_summary() {
    let folder = filled("many-folder");
    for jobs in ["1", "3"] {
        let ran = folder.run(&["verify", "badges", "--at", SIGNED, "--jobs", jobs]);
        assert_eq!(ran.code, 2, "{}{}", ran.stdout, ran.stderr);
        let lines: Vec<&str> = ran.stdout.lines().collect();
        let [a, b, c, "", summary] = lines.as_slice() else { panic!("{}", ran.stdout) };
        assert!(
            a.starts_with("invalid       badges/a.json  proof.signature-mismatch at `/proof/proofValue`"),
            "{a}"
        );
        assert_eq!(*b, "valid         badges/b.json");
        assert!(c.starts_with("invalid       badges/below/c.txt  "), "{c}");
        assert_eq!(
            *summary,
            "3 badges: 1 valid, 2 invalid, 0 indeterminate, 0 unreadable; 2 files passed over by their names"
        );
    }
}

#[test]
fn a_file_of_lines_holds_a_badge_on_each() {
    let folder = filled("many-lines");
    let ran = folder.run(&["verify", "lines.jsonl", "badge.json", "nothing.json", "--at", SIGNED, "--json"]);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    let answers: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let shown: Vec<(&str, &str)> = answers
        .iter()
        .filter_map(|answer| {
            Some((answer["input"].as_str()?, answer["report"]["verdict"].as_str().unwrap_or("error")))
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("lines.jsonl:1", "valid"),
            ("lines.jsonl:3", "invalid"),
            ("lines.jsonl:4", "invalid"),
            ("badge.json", "valid"),
            ("nothing.json", "error"),
        ]
    );
    let summary = &answers.last().unwrap()["summary"];
    assert_eq!(summary.to_string(), r#"{"badges":5,"valid":2,"invalid":2,"indeterminate":0,"unreadable":1}"#);
}

#[test]
fn more_badges_than_are_in_memory_at_once_keep_their_order() {
    let folder = Folder::with_badge("many-batches");
    let badge: Value = serde_json::from_slice(&folder.read("badge.json")).unwrap();
    let line = badge.to_string();
    let altered = line.replace("three", "nine");
    let lines: String =
        (0..600).map(|n| format!("{}\n", if n % 7 == 0 { &altered } else { &line })).collect();
    folder.write("lines.ndjson", lines);
    let ran = folder.run(&["verify", "lines.ndjson", "--at", SIGNED]);
    assert_eq!(ran.code, 2);
    for (n, line) in ran.stdout.lines().take(600).enumerate() {
        let word = if n % 7 == 0 { "invalid " } else { "valid " };
        assert!(line.starts_with(word) && line.contains(&format!("lines.ndjson:{}", n + 1)), "{line}");
    }
    assert!(ran.stdout.contains("600 badges: 514 valid, 86 invalid"), "{}", ran.stdout);
}

#[test]
fn a_bundle_repeats_the_verification_without_a_network() {
    let folder = Folder::new("many-bundle");
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/verify");
    let badge = std::fs::read_to_string(format!("{fixtures}/good/did-web.json")).unwrap();
    let document = std::fs::read_to_string(format!("{fixtures}/resources/did-web.json")).unwrap();
    let url = "https://academy.example/.well-known/did.json";
    let at = "2026-06-01T00:00:00Z";
    let bundle = serde_json::json!({
        "input": { "text": badge },
        "at": at,
        "resources": { url: { "document": { "content": { "text": document }, "mediaType": "application/did+json" } } },
    });
    folder.write("badge.bundle.json", bundle.to_string());
    folder.write("badge.json", &badge);

    let alone = folder.run(&["verify", "badge.json", "--offline", "--at", at]);
    assert_eq!(alone.code, 3, "{}", alone.stdout);
    let bundled = folder.done(&["verify", "--bundle", "badge.bundle.json", "--offline", "--at", at]);
    assert!(bundled.stdout.starts_with("VALID"), "{}", bundled.stdout);
    let beside =
        folder.done(&["verify", "badge.json", "--bundle", "badge.bundle.json", "--offline", "--at", at]);
    assert_eq!(beside.stdout, bundled.stdout);
    // Whoever made the bundle chose the key: that is said, in words and in JSON.
    assert!(bundled.stdout.contains("input.given-documents"), "{}", bundled.stdout);
    let made = format!("from the bundle badge.bundle.json, made {at}: 1 documents");
    assert!(bundled.stdout.contains(&made), "{}", bundled.stdout);
    let told = folder.done(&["verify", "--bundle", "badge.bundle.json", "--offline", "--at", at, "--json"]);
    let told: Value = serde_json::from_str(&told.stdout).unwrap();
    assert_eq!(told["bundle"], serde_json::json!({"file": "badge.bundle.json", "made": at, "documents": 1}));
    let finding = &told["report"]["checks"][0]["findings"][0];
    assert_eq!(
        (&finding["code"], &finding["evidence"]["urls"][0]),
        (&"input.given-documents".into(), &url.into())
    );
    // Years later the badge is still proven, and says itself that its time is over.
    let later =
        folder.run(&["verify", "--bundle", "badge.bundle.json", "--offline", "--at", "2099-01-01T00:00:00Z"]);
    assert!(later.stdout.contains("✓ proof"), "{}", later.stdout);

    folder.write("broken.bundle.json", bundle.to_string().replace("\"resources\"", "\"resource\""));
    let broken = folder.run(&["verify", "--bundle", "broken.bundle.json", "--offline"]);
    assert!(broken.code == 1 && broken.stderr.contains("call.malformed"), "{}", broken.stderr);
}

#[test]
fn a_bundle_of_a_badge_that_needs_nothing_is_the_badge() {
    let folder = Folder::with_badge("many-bundle-made");
    folder.done(&["bundle", "badge.json", "--at", SIGNED, "-o", "badge.bundle.json"]);
    let bundle: Value = serde_json::from_slice(&folder.read("badge.bundle.json")).unwrap();
    assert_eq!(bundle["at"], SIGNED);
    assert_eq!(bundle["input"]["text"], folder.text("badge.json"));
    assert_eq!(bundle["resources"], serde_json::json!({}));
    assert_eq!(bundle["bundle"]["requests"], serde_json::json!([]));
    assert!(bundle["bundle"]["made"].as_str().unwrap().ends_with('Z'), "{bundle}");
    let verified = folder.done(&["verify", "--bundle", "badge.bundle.json", "--at", SIGNED]);
    assert!(verified.stdout.starts_with("VALID"), "{}", verified.stdout);
    assert!(!verified.stdout.contains("input.given-documents"), "it rests on none: {}", verified.stdout);
}

#[test]
fn a_bundle_brings_no_trust_along() {
    let folder = Folder::with_badge("many-bundle-trust");
    let mine = r#"{"entities": [{"id": "did:example:somebody", "name": "Somebody"}]}"#;
    folder.write("mine.json", mine);
    folder.done(&[
        "bundle",
        "badge.json",
        "--at",
        SIGNED,
        "--registry",
        "mine.json",
        "-o",
        "badge.bundle.json",
    ]);
    let mut bundle: Value = serde_json::from_slice(&folder.read("badge.bundle.json")).unwrap();
    // What its maker would like to be allowed, and asked, is not taken.
    bundle["policy"]["dangerous"] = serde_json::json!({"acceptUnboundIssuer": true});
    bundle["policy"]["require"] = serde_json::json!(["holder"]);
    let did = bundle["input"]["text"].as_str().unwrap().split("did:key:").nth(1).unwrap().to_owned();
    let did = format!("did:key:{}", &did[..did.find(['"', '#']).unwrap()]);
    bundle["input"]["text"] =
        bundle["input"]["text"].as_str().unwrap().replacen(&did, "did:key:z6MkotherIssuer", 1).into();
    folder.write("theirs.bundle.json", bundle.to_string());
    let theirs = folder.run(&["verify", "--bundle", "theirs.bundle.json", "--at", SIGNED, "--offline"]);
    assert_eq!(theirs.code, 2, "{}", theirs.stdout);
    // A registry that came along says so by its name.
    let ours = folder.run(&["verify", "--bundle", "badge.bundle.json", "--at", SIGNED, "--offline"]);
    assert!(ours.stdout.contains("mine.json, from the bundle"), "{}", ours.stdout);
}
