use crate::{Folder, SIGNED};

const LATER: &str = "2040-01-01T00:00:00Z";

#[test]
fn a_report_speaks_german_where_it_is_asked_to() {
    let folder = Folder::with_badge("language-report");
    let german = folder.run(&["verify", "badge.json", "--at", LATER, "--language", "de"]);
    assert_eq!(german.code, 2);
    for words in [
        "UNGÜLTIG  validity.expired: der Nachweis ist abgelaufen; gefunden: 2036-05-01T00:00:00Z",
        "✓ Beweis",
        "✗ Gültigkeit",
        "Der Zeitpunkt der Prüfung liegt nach dem Ende der Gültigkeit.",
        "Was zu tun ist: Bitten Sie den Inhaber um einen erneuerten Nachweis.",
    ] {
        assert!(german.stdout.contains(words), "{words}: {}", german.stdout);
    }
    let valid = folder.done(&["verify", "badge.json", "--at", SIGNED, "--language", "de"]);
    assert!(
        valid.stdout.starts_with("GÜLTIG\n  ✓ Eingabe") && valid.stdout.contains("Leistung"),
        "{}",
        valid.stdout
    );
    // JSON is for programs: it is the same in every language.
    let json = |language| {
        folder.run(&["verify", "badge.json", "--at", LATER, "--json", "--language", language]).stdout
    };
    assert_eq!(json("de"), json("en"));
}

#[test]
fn every_command_speaks_german_where_it_is_asked_to() {
    let folder = Folder::with_badge("language-commands");
    let german = |arguments: &[&str]| folder.done(&[&["--language", "de"][..], arguments].concat());
    for (arguments, said) in [
        (&["demo", "--out", "demo"][..], "Jemand ändert ein Byte: Aus der Note 84 wird 94"),
        (&["inspect", "badge.json"], "BEHAUPTUNGEN, NICHT GEPRÜFT"),
        (&["diff", "badge.json", "badge.json"], "Beide sagen dasselbe."),
        (&["key", "new", "--out", "new.pem"], "Einen geheimen Schlüssel (Ed25519) in new.pem geschrieben."),
        (&["status", "create", "--out", "list.json"], "list.json geschrieben: 131072 Einträge."),
        (&["status", "set", "list.json", "7", "1"], "Eintrag 7: aus 0 wird 1."),
        (&["unbake", "demo/badge.png", "--out", "unbaked.json"], "unbaked.json geschrieben."),
        (&["bundle", "badge.json", "--out", "bundle.json"], "bundle.json geschrieben, 0 Dokumente."),
    ] {
        let ran = german(arguments);
        assert!(ran.stdout.contains(said), "{arguments:?}: {}", ran.stdout);
    }
    // What is said beside the output, too; an error is in English.
    let ran = folder.run(&["--language", "de", "derive", "badge.json", "--reveal", "/name"]);
    assert_eq!(ran.code, 1, "{}", ran.stdout);
    let template = r#"{"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential", "Mooring"], "credentialSubject": {"id": "did:example:ana"}}"#;
    folder.write("template.json", template);
    let ran = folder.run(&["--language", "de", "issue", "template.json", "--key", "new.pem"]);
    for said in [
        "`issuer` war nicht angegeben und ist nun `did:key:",
        "`template.json` wurde nicht signiert:",
        "ld.undefined-type bei `/type/1`: ein Typ ist in keinem Kontext bestimmt",
        "Ergänzen Sie den Kontext",
    ] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    // A folder of many badges has a line for each, and a sum.
    folder.write("many.jsonl", format!("{}\nno badge\n", folder.text("badge.json").replace('\n', "")));
    let ran = folder.run(&["--language", "de", "verify", "many.jsonl", "--offline", "--at", SIGNED]);
    assert!(
        ran.stdout.contains("2 Badges: 1 gültig, 1 ungültig, 0 unentschieden, 0 unlesbar"),
        "{}",
        ran.stdout
    );
}

#[test]
fn the_environment_says_which_language() {
    let folder = Folder::new("language-environment");
    let explain = |variables: &[(&str, &str)]| {
        let mut command = folder.command(&["explain", "validity.expired"]);
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        let output = command.envs(variables.iter().copied()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let is_german = |variables: &[(&str, &str)]| explain(variables).contains("Was zu tun ist:");
    assert!(is_german(&[("LANG", "de_CH.UTF-8")]));
    assert!(is_german(&[("LC_ALL", "de"), ("LANG", "en_US.UTF-8")]));
    assert!(!is_german(&[("LC_ALL", "C"), ("LANG", "de_DE.UTF-8")]));
    assert!(!is_german(&[("LC_ALL", ""), ("LC_MESSAGES", "fr_FR"), ("LANG", "de_DE")]));
    assert!(!is_german(&[]));
}

#[test]
fn the_schema_of_reports_can_be_had() {
    let schema = Folder::new("language-schema").done(&["explain", "--schema"]).json();
    assert_eq!(schema["title"], "A report");
}
