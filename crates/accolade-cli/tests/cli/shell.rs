use std::process::Stdio;

use crate::{Folder, SIGNED};

#[test]
fn misuse_is_not_a_verdict() {
    let folder = Folder::new("shell-usage");
    for args in [
        vec![],
        vec!["verify"],
        vec!["verfy", "x"],
        vec!["verify", "x", "--require", "luck"],
        vec!["verify", "-", "-"],
    ] {
        let ran = folder.run(&args);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{args:?}");
        assert!(!ran.stderr.is_empty(), "{args:?}");
    }
    for args in [vec!["--help"], vec!["--version"], vec!["verify", "--help"], vec!["key", "--help"]] {
        let ran = folder.done(&args);
        assert!(!ran.stdout.is_empty() && ran.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn a_reader_that_goes_away_changes_nothing() {
    let folder = Folder::with_badge("shell-pipe");
    folder.write("altered.json", folder.text("badge.json").replace("three", "nine"));
    for (args, code) in [
        (vec!["verify", "badge.json", "--at", SIGNED], 0),
        (vec!["verify", "altered.json", "--at", SIGNED], 2),
        (vec!["explain"], 0),
        (vec!["completions", "bash"], 0),
        (vec!["inspect", "badge.json"], 0),
    ] {
        // The reading end is closed before the program starts to write.
        let mut child = folder.command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), stderr.as_str()), (Some(code), ""), "{args:?}");
    }
}

#[test]
fn colours_are_for_terminals_or_on_request() {
    let folder = Folder::with_badge("shell-colour");
    let args = ["verify", "badge.json", "--at", SIGNED];
    assert!(!folder.done(&args).stdout.contains('\u{1b}'), "a pipe gets none");
    let always = folder.done(&[&args[..], &["--color", "always"]].concat());
    assert!(always.stdout.starts_with("\u{1b}[1;32mVALID\u{1b}[0m\n"), "{:?}", always.stdout);
    let never = folder.done(&[&args[..], &["--color", "never"]].concat());
    assert!(!never.stdout.contains('\u{1b}'));
}

#[test]
fn every_code_is_explained() {
    let folder = Folder::new("shell-explain");
    let codes = folder.done(&["explain"]).stdout;
    let codes: Vec<&str> = codes.lines().collect();
    assert!(codes.len() > 100, "{}", codes.len());
    for code in [
        "json.duplicate-key",
        "ld.undefined-term",
        "proof.signature-mismatch",
        "bake.two-credentials",
        "fetch.not-https",
    ] {
        assert!(codes.contains(&code), "{code}");
        let text = folder.done(&["explain", code]).stdout;
        assert!(text.starts_with(&format!("{code}\n")) && text.contains("What to do: "), "{text}");
    }
    let all = folder.done(&["explain", "--json"]).stdout;
    assert_eq!(all.lines().count(), codes.len());
    for line in all.lines() {
        let explained: serde_json::Value = serde_json::from_str(line).unwrap();
        for name in ["code", "clause", "means", "remedy"] {
            assert!(!explained[name].as_str().unwrap().is_empty(), "{line}");
        }
    }
    let unknown = folder.run(&["explain", "signature-mismatch"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.stderr.contains("proof.signature-mismatch"), "{}", unknown.stderr);
}

#[test]
fn each_shell_gets_its_completions() {
    let folder = Folder::new("shell-completions");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = folder.done(&["completions", shell]).stdout;
        for command in ["verify", "unbake", "dangerous-accept-unbound-issuer"] {
            assert!(script.contains(command), "{shell} lacks {command}");
        }
    }
}
