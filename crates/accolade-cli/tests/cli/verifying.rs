use serde_json::{Value, json};

use crate::{Folder, SIGNED};

/// Verifies as of the time of signing.
fn verify<'a>(input: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["verify", input, "--at", SIGNED], more].concat()
}

/// The badge of the folder with one text put in another's place.
fn alter(folder: &Folder, from: &str, to: &str, name: &str) {
    let text = folder.text("badge.json");
    assert_eq!(text.matches(from).count(), 1, "{from}");
    folder.write(name, text.replace(from, to));
}

#[test]
fn a_good_badge_is_valid_from_wherever_it_comes() {
    let folder = Folder::with_badge("verify-good");
    let from_file = folder.done(&verify("badge.json", &[]));
    assert!(from_file.stdout.starts_with("VALID\n  ✓ input"), "{}", from_file.stdout);
    assert!(from_file.stdout.contains("  ✓ proof  cryptosuite eddsa-rdfc-2022"), "{}", from_file.stdout);
    let from_pipe = folder.run_with(&verify("-", &[]), &folder.read("badge.json"));
    assert_eq!((from_pipe.code, from_pipe.stdout), (0, from_file.stdout));
}

#[test]
fn the_exit_code_is_the_verdict() {
    let folder = Folder::with_badge("verify-codes");
    alter(&folder, "Repairs three bicycles.", "Repairs nine bicycles.", "altered.json");
    folder.write("text", "hello");
    for (args, code, found) in [
        (verify("badge.json", &[]), 0, "VALID"),
        (verify("altered.json", &[]), 2, "proof.signature-mismatch"),
        (verify("text", &[]), 2, "INVALID"),
        (verify("badge.json", &["--recipient", "email=kai@student.harbour.example"]), 0, "✓ recipient"),
        (verify("badge.json", &["--recipient", "email=mallory@harbour.example"]), 2, "recipient.mismatch"),
        (verify("badge.json", &["--recipient", "id=did:example:learner"]), 0, "✓ recipient"),
        (verify("badge.json", &["--recipient", "studentId=7"]), 3, "INDETERMINATE"),
        (verify("badge.json", &["--require", "issuer"]), 3, "issuer.no-registry"),
        (verify("badge.json", &["--require", "results"]), 3, "nothing to check"),
        (vec!["verify", "badge.json", "--at", "2036-05-01T00:00:01Z"], 2, "validity.expired"),
        (vec!["verify", "badge.json", "--at", "2026-04-30T23:59:59Z"], 2, "INVALID"),
        (vec!["verify", "nothing.json"], 1, ""),
    ] {
        let ran = folder.run(&args);
        assert_eq!(ran.code, code, "{args:?}: {}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains(found), "{args:?}: {}", ran.stdout);
    }
}

#[test]
fn a_failure_comes_with_what_to_do() {
    let folder = Folder::with_badge("verify-remedy");
    let expired = folder.run(&["verify", "badge.json", "--at", "2040-01-01T00:00:00Z"]);
    let explained = folder.done(&["explain", "validity.expired", "--json"]).json();
    let remedy = explained["remedy"].as_str().unwrap();
    assert!(expired.stdout.contains(&format!("What to do: {remedy}")), "{}", expired.stdout);
}

#[test]
fn every_altered_byte_of_the_proof_or_the_claims_is_noticed() {
    let folder = Folder::with_badge("verify-bytes");
    let badge = folder.read("badge.json");
    let mut inputs: Vec<String> = Vec::new();
    // Every 37th byte, its lowest bit flipped: a letter becomes another letter, a quote becomes another sign.
    for position in (0..badge.len()).step_by(37) {
        if badge[position].is_ascii_whitespace() {
            continue;
        }
        let mut altered = badge.clone();
        altered[position] ^= 1;
        let name = format!("{position}.json");
        folder.write(&name, altered);
        inputs.push(name);
    }
    let mut args = vec!["verify", "--json", "--offline", "--at", SIGNED];
    args.extend(inputs.iter().map(String::as_str));
    let ran = folder.run(&args);
    let verdicts: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(verdicts.len(), inputs.len());
    assert!(verdicts.len() > 30, "{}", verdicts.len());
    for verdict in verdicts {
        assert_ne!(verdict["report"]["verdict"], "valid", "{}", verdict["input"]);
    }
}

#[test]
fn several_inputs_give_a_line_each_and_the_gravest_exit_code() {
    let folder = Folder::with_badge("verify-several");
    alter(&folder, "Keeps a bicycle running.", "Keeps a bicycle winning.", "altered.json");
    let good = folder.done(&verify("badge.json", &["badge.json"]));
    assert_eq!(good.stdout.matches("VALID").count(), 2, "{}", good.stdout);
    assert_eq!(folder.run(&verify("badge.json", &["altered.json"])).code, 2);

    let ran = folder.run(&verify("badge.json", &["--json", "missing.json", "altered.json"]));
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""), "what could not be read outweighs what was found");
    let lines: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let inputs: Vec<&Value> = lines.iter().map(|line| &line["input"]).collect();
    assert_eq!(inputs, ["badge.json", "missing.json", "altered.json"]);
    assert_eq!(lines[0]["report"]["verdict"], "valid");
    assert!(lines[1]["error"]["message"].as_str().unwrap().starts_with("cannot read `missing.json`"));
    assert_eq!(lines[2]["report"]["verdict"], "invalid");
}

#[test]
fn the_json_has_a_shape_to_rely_on() {
    let folder = Folder::with_badge("verify-json");
    alter(&folder, "\"Harbour University\"", "\"Harbor University\"", "altered.json");
    let answer = folder.run(&verify("altered.json", &["--json"])).json();
    let names: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(names, ["input", "at", "report", "requests"]);
    assert_eq!((&answer["input"], &answer["at"]), (&json!("altered.json"), &json!(SIGNED)));
    assert_eq!(answer["requests"], json!([]));
    let checks = answer["report"]["checks"].as_array().unwrap();
    let outcomes: Vec<String> = checks
        .iter()
        .map(|check| format!("{} {}", check["id"].as_str().unwrap(), check["outcome"].as_str().unwrap()))
        .collect();
    assert_eq!(
        outcomes,
        [
            "input passed",
            "model passed",
            "terms passed",
            "key passed",
            "proof failed",
            "validity notApplicable",
            "status notApplicable",
            "schema notApplicable",
            "recipient notApplicable",
            "endorsement notApplicable",
            "evidence notApplicable",
            "refresh notApplicable",
            "issuer notApplicable",
            "results notApplicable",
        ]
    );
    let finding = &checks[4]["findings"][0];
    assert_eq!(finding["code"], "proof.signature-mismatch");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["pointer"], "/proof/proofValue");
}

#[test]
fn offline_means_offline() {
    let folder = Folder::with_badge("verify-offline");
    let ran = folder.run(&["verify", "--offline", "https://harbour.example/badge.png"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("not to be used"), "{}", ran.stderr);
    // An address of the inner network is not asked, whatever the network is like.
    let inner = folder.run(&["verify", "--json", "https://127.0.0.1/badge.png"]);
    assert_eq!(inner.code, 1);
    assert_eq!(inner.json()["error"]["code"], "fetch.host-not-allowed", "{}", inner.stdout);
    let plain = folder.run(&["verify", "--json", "http://harbour.example/badge.png"]);
    assert_eq!(plain.json()["error"]["code"], "fetch.not-https", "{}", plain.stdout);
}

#[test]
fn what_weakens_a_verdict_has_to_be_spelled_out() {
    let folder = Folder::new("verify-danger");
    folder.done(&["key", "new", "-o", "key.pem"]);
    let help = folder.done(&["verify", "--help"]).stdout;
    assert!(help.contains("--dangerous-accept-unpinned-contexts"), "{help}");
    assert!(help.contains("--dangerous-accept-unbound-issuer"), "{help}");
    folder.write(
        "template.json",
        crate::template_with(
            "",
            "@context",
            json!([
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
                "https://harbour.example/context",
            ]),
        ),
    );
    let refused = folder.run(&["issue", "template.json", "--key", "key.pem"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("ld.context-not-pinned"), "{}", refused.stderr);
}

/// Nothing is fetched in these tests; that documents are kept, and how, is shown beside the fetcher.
#[test]
fn a_cache_is_a_folder_of_ones_own() {
    let folder = Folder::with_badge("verify-cache");
    let ran = folder.run(&["verify", "badge.json", "--at", SIGNED, "--cache", "kept", "--verbose"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(folder.path("kept").is_dir());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let shared = std::fs::Permissions::from_mode(0o777);
        std::fs::set_permissions(folder.path("kept"), shared).unwrap();
        let ran = folder.run(&["verify", "badge.json", "--at", SIGNED, "--cache", "kept"]);
        assert_eq!(ran.code, 1);
        assert!(ran.stderr.contains("fetch.cache-unusable"), "{}", ran.stderr);
    }
}
