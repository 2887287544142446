//! The repository's own credentials, good and bad: `fixtures/<area>/manifest.json`.
//!
//! Each case names an input and says what the verifier must find in it. The areas share one shape, so that any case
//! can be run natively and in a browser.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use accolade::{Answer, Resources, Step, Verification, Verifier};
use serde::Deserialize;
use serde_json::Value;
use time::OffsetDateTime;

/// The cases of one area.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Manifest {
    /// What the area is about.
    #[serde(default)]
    pub about: String,
    /// The cases.
    pub cases: Vec<Case>,
}

/// One input and what must be found in it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Case {
    /// The case's name, unique in its area.
    pub id: String,
    /// A file beside the manifest.
    pub input: Option<String>,
    /// The input as JSON, where it needs no file.
    pub document: Option<Value>,
    /// The input as text, where it needs no file and is not JSON.
    pub text: Option<String>,
    /// How many times the text stands in a row; once where nothing is said.
    pub repeat: Option<usize>,
    /// Texts that stand in the input once, each with what takes its place, in this order.
    #[serde(default)]
    pub replace: Vec<(String, String)>,
    /// Which question is asked: `verify` is the whole verifier; others are asked by the crate that owns them.
    pub check: String,
    /// The time of the verification; `2026-06-01T00:00:00Z` where none is given.
    pub at: Option<String>,
    /// What the policy asks for or allows.
    #[serde(default)]
    pub policy: PolicyOptions,
    /// URL to the file beside the manifest that is had for it; a URL that is asked for and not listed is unavailable.
    #[serde(default)]
    pub resources: BTreeMap<String, String>,
    /// URL to the JSON that is had for it, where it needs no file.
    #[serde(default)]
    pub documents: BTreeMap<String, Value>,
    /// URL to the text that is had for it, where it is no JSON.
    #[serde(default)]
    pub texts: BTreeMap<String, String>,
    /// URL to the number of spaces behind the document that is had for it, where its length matters.
    #[serde(default)]
    pub padding: BTreeMap<String, usize>,
    /// URLs of which the host says that there was a document, and is none any more.
    #[serde(default)]
    pub gone: Vec<String>,
    /// Whether those documents came along with the badge, as in a bundle, and were not fetched.
    #[serde(default)]
    pub given: bool,
    /// What must come of it.
    pub expect: Expectation,
    /// What the case shows, in a sentence.
    pub why: String,
    /// What `bake` and `unbake` allow, where it is not the default.
    #[serde(default)]
    pub limits: Value,
    /// For `bake`: the file that is baked into the input.
    pub credential: Option<String>,
    /// For `bake`: whether what is baked in already is replaced.
    #[serde(default)]
    pub overwrite: bool,
    /// Anything that only the crate which owns the area reads.
    #[serde(default)]
    pub options: Value,
}

/// The parts of a policy that a case can set.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct PolicyOptions {
    /// An identifier type and a value, such as `["emailAddress", "ana@school.example"]`, or `["id", "did:…"]`.
    pub recipient: Option<(String, String)>,
    /// The domain that proofs must be restricted to.
    pub domain: Option<String>,
    /// The challenge that proofs must answer.
    pub challenge: Option<String>,
    /// By how many seconds clocks may differ.
    pub clock_skew_seconds: u32,
    /// The names of checks that count in the verdict as well.
    pub require: Vec<String>,
    /// Whether contexts that are not pinned are asked for.
    pub accept_unpinned_contexts: bool,
    /// Whether an issuer that nothing binds to the key is accepted.
    pub accept_unbound_issuer: bool,
    /// Whether the word of revocation lists that nobody signs is taken.
    pub accept_unsigned_status_lists: bool,
    /// Whether documents with digests are asked for.
    pub ask_for_resources: bool,
    /// Whether newer editions are asked for.
    pub ask_for_refresh: bool,
    /// Whether the origins that the issuer names are asked for.
    pub ask_for_linked_domains: bool,
    /// Issuers whose status lists are taken for any credential.
    pub status_list_issuers: Vec<String>,
    /// Trust registries: files beside the manifest, or URLs.
    pub registries: Vec<String>,
    /// Trust registries that need no file, named by their position from 0.
    pub registry_documents: Vec<Value>,
}

/// What must come of a case.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Expectation {
    /// The verdict.
    pub verdict: Option<String>,
    /// The outcome of each check named.
    #[serde(default)]
    pub checks: BTreeMap<String, String>,
    /// Every finding heavier than a note that must be made, and no other.
    #[serde(default)]
    pub findings: Vec<ExpectedFinding>,
    /// The codes of notes that must be made; others may be.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Facts that must be established, by check and name; others may be.
    #[serde(default)]
    pub facts: BTreeMap<String, BTreeMap<String, Value>>,
    /// What must come of everything that the document holds or names, in order; not looked at where none is listed.
    #[serde(default)]
    pub nested: Vec<ExpectedNested>,
    /// Anything that only the crate which owns the area reads.
    #[serde(flatten)]
    pub more: BTreeMap<String, Value>,
}

/// What must come of something that the document holds or names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ExpectedNested {
    /// Where it stands.
    pub place: String,
    /// What it is to the document.
    pub role: String,
    /// Its verdict.
    pub verdict: String,
    /// Every finding heavier than a note that must be made, and no other.
    #[serde(default)]
    pub findings: Vec<ExpectedFinding>,
}

/// One finding that must be made.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ExpectedFinding {
    /// Its code.
    pub code: String,
    /// Its place; the whole document where none is given.
    #[serde(default)]
    pub pointer: String,
    /// The code of the reason behind it, where the evidence has one.
    pub reason: Option<String>,
}

/// The folder of the fixtures.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// Every area with its manifest, in alphabetical order.
///
/// # Panics
/// Where a manifest does not have the shape above.
#[must_use]
pub fn areas() -> Vec<(PathBuf, Manifest)> {
    let entries = std::fs::read_dir(folder()).expect("the fixtures are part of the repository");
    let mut manifests: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a folder can be listed").path().join("manifest.json"))
        .filter(|path| path.is_file())
        .collect();
    manifests.sort();
    manifests
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a manifest can be read");
            let manifest = serde_json::from_str(&text)
                .map_err(|e| format!("{}: {e}", path.display()))
                .expect("its shape");
            (path.parent().expect("a manifest stands in a folder").to_owned(), manifest)
        })
        .collect()
}

/// Drives a verification with what `fetch` has, and declines the rest.
///
/// # Panics
/// Where it asks for documents without end.
#[must_use]
pub fn verify(
    verifier: &Verifier,
    input: &[u8],
    now: OffsetDateTime,
    mut fetch: impl FnMut(&str) -> Option<Vec<u8>>,
) -> Verification {
    verify_with(verifier, input, now, false, |url| {
        fetch(url).map(|bytes| Answer::Document { bytes, media_type: None })
    })
}

/// The same with whole answers; `are_given` says that they came along with the badge.
///
/// # Panics
/// Where it asks for documents without end.
#[must_use]
pub fn verify_with(
    verifier: &Verifier,
    input: &[u8],
    now: OffsetDateTime,
    are_given: bool,
    mut fetch: impl FnMut(&str) -> Option<Answer>,
) -> Verification {
    let mut resources = Resources::default();
    for _ in 0..20 {
        match verifier.verify(input, &resources, now) {
            Step::Done(verification) => return *verification,
            Step::Need(requests) => {
                for request in requests {
                    match fetch(&request.url) {
                        Some(answer) if are_given => resources.insert_given(request.url, answer),
                        Some(answer) => resources.insert(request.url, answer),
                        None => resources.decline(&[request], "it is not among the fixtures"),
                    }
                }
            }
        }
    }
    unreachable!("the verification asks for ever more")
}

impl Case {
    /// The bytes to verify.
    ///
    /// # Panics
    /// Where the case gives no input, or several, or replaces a text that does not stand in it exactly once.
    #[must_use]
    pub fn bytes(&self, folder: &Path) -> Vec<u8> {
        let mut bytes = self.given(folder);
        for (found, put) in &self.replace {
            let text = String::from_utf8(bytes).expect("only a text has replacements");
            assert_eq!(text.matches(found).count(), 1, "{}: `{found}` must stand in the input once", self.id);
            bytes = text.replacen(found, put, 1).into_bytes();
        }
        bytes
    }

    fn given(&self, folder: &Path) -> Vec<u8> {
        match (&self.input, &self.document, &self.text) {
            (Some(file), None, None) => {
                let path = folder.join(file);
                std::fs::read(&path)
                    .map_err(|e| format!("{}: {e}", path.display()))
                    .expect("the input is there")
            }
            (None, Some(document), None) => document.to_string().into_bytes(),
            (None, None, Some(text)) => text.repeat(self.repeat.unwrap_or(1)).into_bytes(),
            _ => unreachable!("{}: exactly one of `input`, `document` and `text`", self.id),
        }
    }
}

/// The same document with the members of every object in the opposite order.
#[must_use]
pub fn turned(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            Value::Object(members.iter().rev().map(|(name, member)| (name.clone(), turned(member))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(turned).collect()),
        leaf => leaf.clone(),
    }
}
