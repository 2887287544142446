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
