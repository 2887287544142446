use serde_json::json;

use crate::{Folder, Ran, SIGNED, template_with};

/// An escape that paints a verdict, a title, a bell, a C1 control, a line break, and a change of direction.
const HOSTILE: &str =
    "\u{1b}[2K\u{1b}[32mVALID\u{1b}]0;owned\u{7}\u{9b}31m\r\nVALID\u{85}\u{2028}\u{202e}gnp\u{2066}\u{61c}";

/// Nothing that moves a cursor, rings, or turns a line around.
fn assert_quiet(ran: &Ran, what: &str) {
    for (name, text) in [("stdout", &ran.stdout), ("stderr", &ran.stderr)] {
        let found = text.chars().find(|c| {
            (c.is_control() && *c != '\n')
                || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        });
        assert_eq!(found, None, "{what} wrote it to {name}: {text:?}");
        assert!(
            !text.lines().any(|line| line.starts_with("VALID") && !text.starts_with("VALID")),
            "{what}: {text}"
        );
    }
}

#[test]
fn a_credential_cannot_drive_the_terminal() {
    let folder = Folder::new("hostile");
    folder.done(&["key", "new", "-o", "key.pem"]);
    folder.write("template.json", template_with("/credentialSubject/achievement", "name", json!(HOSTILE)));
    folder.done(&["issue", "template.json", "--key", "key.pem", "--created", SIGNED, "-o", "badge.json"]);
    folder.write("bare.json", template_with("", "name", json!("Bicycle repair")));
    folder.write("term.json", template_with("", HOSTILE, json!(1)));
    folder.write("type.json", template_with("", "type", json!(["VerifiableCredential", HOSTILE])));
    folder.write("issuer.json", template_with("", "issuer", json!(HOSTILE)));
    folder.write("date.json", template_with("", "validFrom", json!(HOSTILE)));
    let signed = folder.text("badge.json");
    folder
        .write("proof.json", signed.replace("eddsa-rdfc-2022", &json!(HOSTILE).to_string().replace('"', "")));
    folder.write("raw.json", format!("{{\"a\": \"{HOSTILE}\"}}"));

    let verified = folder.run(&["verify", "badge.json", "--at", SIGNED]);
    assert_eq!(verified.code, 0, "{}{}", verified.stdout, verified.stderr);
    assert!(verified.stdout.contains(r"\u{1b}[32mVALID"), "it is shown, escaped: {}", verified.stdout);
    for file in ["badge", "term", "type", "issuer", "date", "proof", "raw"] {
        let file = format!("{file}.json");
        for args in [
            vec!["verify", &file, "--offline"],
            vec!["verify", &file, "--offline", "--json"],
            vec!["inspect", &file],
            vec!["inspect", &file, "--json"],
            vec!["inspect", &file, "--canonical", "--json"],
            vec!["inspect", &file, "--credential"],
            vec!["diff", &file, "bare.json"],
            vec!["diff", &file, "bare.json", "--json"],
        ] {
            assert_quiet(&folder.run(&args), &format!("{args:?}"));
        }
        // The credential itself goes into a pipe as it is signed, so only what is said about it counts.
        let issued = folder.run(&["issue", &file, "--key", "key.pem", "-o", "out.json", "--force"]);
        assert_quiet(&issued, &file);
    }
}

#[test]
fn arguments_cannot_drive_it_either() {
    let folder = Folder::new("hostile-arguments");
    for args in [
        vec!["verify", HOSTILE],
        vec!["inspect", HOSTILE],
        vec!["explain", HOSTILE],
        vec!["key", "show", HOSTILE],
        vec!["unbake", HOSTILE],
        vec!["verify", "x", "--at", HOSTILE],
    ] {
        let ran = folder.run(&args);
        assert_eq!(ran.code, 1, "{args:?}");
        assert_quiet(&ran, &format!("{args:?}"));
    }
}

#[test]
fn a_claim_longer_than_anybody_reads_is_shortened() {
    let folder = Folder::new("hostile-long");
    folder.write("long.json", template_with("", "name", json!("ä".repeat(1_000_000))));
    let shown = folder.done(&["inspect", "long.json"]).stdout;
    let name = shown.lines().find(|line| line.contains("credential ")).unwrap();
    assert!(name.ends_with(" … (1999000 bytes more)"), "{}", name.len());
    assert_eq!(name.matches('ä').count(), 500);
}

#[test]
fn inputs_that_exhaust_readers_end_at_once() {
    let folder = Folder::new("hostile-size");
    folder.write("nested.json", format!("{{\"a\":{}{}}}", "[".repeat(500_000), "]".repeat(500_000)));
    let nested = folder.run(&["verify", "nested.json", "--json"]);
    assert_eq!(nested.code, 2);
    assert!(nested.stdout.contains("json.too-deep"), "{}", nested.stdout);
    let file = std::fs::File::create(folder.path("huge.json")).unwrap();
    file.set_len((64 << 20) + 1).unwrap();
    let huge = folder.run(&["verify", "huge.json"]);
    assert_eq!((huge.code, huge.stdout.as_str()), (1, ""));
    assert!(huge.stderr.contains("larger than 64 MiB"), "{}", huge.stderr);
    let folder_given = folder.run(&["inspect", "."]);
    assert_eq!(folder_given.code, 1);
    assert!(folder_given.stderr.contains("cannot read `.`"), "{}", folder_given.stderr);
}
