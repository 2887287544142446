//! The built program, run as people and programs run it.
#![expect(clippy::disallowed_methods, reason = "the tests look at files and run the program")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "what the tests share fails as they do")]

mod demo;
mod disclosing;
mod hostile;
mod inspecting;
mod issuing;
mod keys;
mod language;
mod many;
mod older;
mod presenting;
mod registries;
mod shell;
mod status;
mod verifying;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::{Value, json};

/// What a run of the program gave.
struct Ran {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Ran {
    /// The one line of JSON on standard output.
    fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}\n{}", self.stdout, self.stderr))
    }
}

/// A folder of one test, empty at its start, in which the program runs.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Runs the program with nothing on standard input.
    fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, b"")
    }

    fn run_with(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that does not read its input closes it.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_accolade"));
        command.args(args).current_dir(&self.0).env_remove("NO_COLOR").env("LC_ALL", "C");
        command
    }

    /// Runs the program and expects it to succeed.
    fn done(&self, args: &[&str]) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {}{}", ran.stdout, ran.stderr);
        ran
    }

    /// A folder with an issuer's key in `key.pem` and a credential signed with it in `badge.json`.
    fn with_badge(name: &str) -> Self {
        let folder = Self::new(name);
        folder.done(&["key", "new", "-o", "key.pem"]);
        folder.write("template.json", template().to_string());
        folder.done(&["issue", "template.json", "--key", "key.pem", "--created", SIGNED, "-o", "badge.json"]);
        folder
    }
}

/// When the badges of these tests are signed.
const SIGNED: &str = "2026-05-01T12:00:00Z";

/// A badge that lacks what follows from the key: `issuer.id`.
fn template() -> Value {
    json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:6b5a9a55-3b36-4d7f-9d5e-5b7e1f1f0c01",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Bicycle repair",
        "issuer": { "type": ["Profile"], "name": "Harbour University" },
        "validFrom": "2026-05-01T00:00:00Z",
        "validUntil": "2036-05-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "identifier": [{
                "type": "IdentityObject",
                "hashed": false,
                "identityHash": "kai@student.harbour.example",
                "identityType": "emailAddress",
            }],
            "achievement": {
                "id": "https://harbour.example/courses/bicycle-repair",
                "type": ["Achievement"],
                "name": "Bicycle repair",
                "description": "Keeps a bicycle running.",
                "criteria": { "narrative": "Repairs three bicycles." },
            },
        },
    })
}

/// The template with the member at a pointer set to another value.
fn template_with(pointer: &str, name: &str, value: Value) -> String {
    let mut template = template();
    template.pointer_mut(pointer).unwrap()[name] = value;
    template.to_string()
}
