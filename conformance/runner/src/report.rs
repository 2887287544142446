//! `conformance/report/vectors.md` and `vectors.ttl`, and the table of specifications in the README: made of what a run measured,
//! and held against every later run.
//!
//! Each [`Tally`](crate::tally::Tally) compares its counts with the committed table. Where `ACCOLADE_REPORT` names a folder, it puts
//! what it measured there instead, one file for each suite; `cargo xtask report` runs the suites so and writes the report anew.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::tally::{Exception, exceptions};

/// What one suite did.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// The suite, as given to [`Tally::new`](crate::tally::Tally::new).
    pub suite: String,
    /// The cases that did what the suite expects.
    pub passed: Vec<String>,
    /// The cases that did not, as `conformance/expected.toml` says.
    pub excepted: Vec<String>,
    /// How many cases are outside the suite's scope here.
    pub skipped: usize,
}

/// A suite, its title, and where it is published.
type Suite = (&'static str, &'static str, &'static str);

const W3C: &str = "https://github.com/w3c";

/// Every suite of published vectors, in the order of the table. `conformance/README.md` has their commits.
const SUITES: &[Suite] = &[
    ("json-ld-expand", "JSON-LD 1.1, expansion", "/json-ld-api/tree/92f0770/tests"),
    ("json-ld-to-rdf", "JSON-LD 1.1, to RDF", "/json-ld-api/tree/92f0770/tests"),
    ("json-ld-compact", "JSON-LD 1.1, compaction", "/json-ld-api/tree/92f0770/tests"),
    ("contexts", "The published contexts, term by term", "/vc-data-model"),
    ("rdf-canon", "RDF Dataset Canonicalization", "/rdf-canon/tree/15619df/tests"),
    (
        "jcs",
        "RFC 8785, canonical JSON",
        "https://github.com/cyberphone/json-canonicalization/tree/19d51d7/testdata",
    ),
    (
        "vc-di-eddsa",
        "Data Integrity EdDSA, with every value on the way",
        "/vc-di-eddsa/tree/abb673e/TestVectors",
    ),
    ("vc-di-eddsa-proof-set-chain", "Proof sets and chains", "/vc-di-eddsa/tree/abb673e/TestVectors"),
    (
        "di-assertion",
        "Proof chains of the assertion suite",
        "https://github.com/w3c-ccg/data-integrity-test-suite-assertion/tree/8d84d18",
    ),
    (
        "vc-di-ecdsa",
        "Data Integrity ECDSA, with every value on the way",
        "/vc-di-ecdsa/tree/00781de/TestVectors",
    ),
    ("vc-di-ecdsa-sd", "ecdsa-sd-2023, with every value on the way", "/vc-di-ecdsa/tree/00781de/TestVectors"),
    ("vc-di-bbs", "bbs-2023, with every value on the way", "/vc-di-bbs/tree/e33bf8b/TestVectors"),
    (
        "di-quantum-safe",
        "Draft suites of ML-DSA, and others that are not taken",
        "https://github.com/w3c-ccg/di-quantum-safe/tree/399230b/testVectors",
    ),
    (
        "bbs-signature-core",
        "BBS signatures",
        "https://github.com/decentralized-identity/bbs-signature/tree/a6a445d",
    ),
    ("vc-jose-cose", "VC-JOSE-COSE, cases of the suite", "/vc-jose-cose-test-suite/tree/ff6be51"),
    ("sd-jwt", "SD-JWT", "https://github.com/openwallet-foundation-labs/sd-jwt-python/tree/cde6139"),
    ("cose", "COSE_Sign1", "https://github.com/cose-wg/Examples/tree/53c9d63"),
    ("wycheproof-ed25519", "Wycheproof, Ed25519", WYCHEPROOF),
    ("wycheproof-ecdsa-p256", "Wycheproof, P-256", WYCHEPROOF),
    ("wycheproof-ecdsa-p384", "Wycheproof, P-384", WYCHEPROOF),
    ("wycheproof-ecdsa-p521", "Wycheproof, P-521", WYCHEPROOF),
    ("wycheproof-ecdsa-secp256k1", "Wycheproof, secp256k1", WYCHEPROOF),
    ("wycheproof-jws", "Wycheproof, JSON Web Signatures", WYCHEPROOF),
    ("wycheproof-jwk", "Wycheproof, JSON Web Keys", WYCHEPROOF),
    ("multibase", "Multibase", "https://github.com/multiformats/multibase/tree/d7406cd"),
    ("multikey-cid", "Keys of Controlled Identifiers", "/cid/tree/2b962ac"),
    ("did-key", "did:key", "https://github.com/w3c-ccg/did-method-key/tree/f5abee8/test-vectors"),
    ("did-jwk", "did:jwk", "https://github.com/quartzjer/did-jwk/tree/44e186c"),
    ("did-web", "did:web", "https://github.com/w3c-ccg/did-method-web/tree/ea423c1"),
    ("did-webvh", "did:webvh", "https://github.com/decentralized-identity/didwebvh-test-suite/tree/81e4a94"),
    ("did-core-documents", "DID documents of implementations", "/did-test-suite/tree/b1eff14"),
    ("did-core-answers", "DID resolutions of implementations", "/did-test-suite/tree/b1eff14"),
    ("vc-json-schema", "VC JSON Schema, inputs of the suite", "/vc-json-schema-test-suite/tree/b91f591"),
    (
        "vc-data-model-2.0-inputs",
        "VC Data Model 2.0, inputs of the suite",
        "/vc-data-model-2.0-test-suite/tree/6e07524",
    ),
    ("vc-1.1-inputs", "VC Data Model 1.1, inputs of the suite", "/vc-test-suite/tree/165724e"),
    ("spec-examples", "Examples of Open Badges 3.0", "https://github.com/1EdTech/openbadges-specification"),
];

const WYCHEPROOF: &str = "https://github.com/C2SP/wycheproof/tree/dac1dd4/testvectors_v1";

/// The folder of the report.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../report")
}

/// What the committed report says of a suite: passed, of how many, exceptions and cases out of scope.
#[must_use]
pub fn recorded(suite: &str) -> Option<[usize; 4]> {
    let row = committed("vectors.md").lines().find(|row| row.contains(&format!("| `{suite}` |")))?.to_owned();
    let mut cells = row.split('|').skip(3).map(|cell| cell.trim().parse().ok());
    Some([cells.next()??, cells.next()??, cells.next()??, cells.next()??])
}

/// What the committed report says was verified on Node, by suite.
#[must_use]
pub fn recorded_on_node() -> BTreeMap<String, usize> {
    let report = committed("vectors.md");
    let counts = report.lines().filter_map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let suite = cells.get(2)?.strip_prefix('`')?.strip_suffix('`')?;
        Some((suite.to_owned(), cells.get(7)?.parse().ok()?))
    });
    counts.collect()
}

fn committed(file: &str) -> String {
    fs::read_to_string(folder().join(file)).unwrap_or_default()
}

impl Measured {
    /// Passed, of how many, exceptions and cases out of scope.
    #[must_use]
    pub fn counts(&self) -> [usize; 4] {
        let (passed, excepted) = (self.passed.len(), self.excepted.len());
        [passed, passed + excepted, excepted, self.skipped]
    }

    /// Puts the measurement into the folder that `ACCOLADE_REPORT` names, or holds it against the committed report.
    ///
    /// # Errors
    /// What is stale, and how to write it anew.
    ///
    /// # Panics
    /// Where the folder cannot be written.
    pub fn keep(&self) -> Result<(), String> {
        if let Some(folder) = std::env::var_os("ACCOLADE_REPORT") {
            let text = serde_json::to_string(self).expect("counts can be written");
            fs::write(Path::new(&folder).join(format!("{}.json", self.suite)), text)
                .expect("ACCOLADE_REPORT names a folder");
            return Ok(());
        }
        let (found, recorded) = (self.counts(), recorded(&self.suite));
        if recorded == Some(found) {
            return Ok(());
        }
        Err(format!(
            "conformance/report/vectors.md has {recorded:?} for {}, and {found:?} was measured: cargo xtask report",
            self.suite
        ))
    }
}

/// Everything that was measured into a folder, by suite.
///
/// # Panics
/// Where a file is something else, or of a suite that the table of suites does not know.
#[must_use]
pub fn read(measured: &Path) -> BTreeMap<String, Measured> {
    let files = fs::read_dir(measured).expect("the folder is there");
    let measured = files.map(|file| {
        let text =
            fs::read_to_string(file.expect("the folder can be read").path()).expect("the file can be read");
        let measured: Measured = serde_json::from_str(&text).expect("a measurement");
        let known = SUITES.iter().any(|(name, ..)| *name == measured.suite);
        assert!(known, "`{}` is not in the table of suites (report.rs)", measured.suite);
        (measured.suite.clone(), measured)
    });
    measured.collect()
}

/// `vectors.md`. A suite that was not measured, since its vectors were not at hand, keeps what is written of it.
#[must_use]
pub fn markdown(measured: &BTreeMap<String, Measured>, on_node: &BTreeMap<String, usize>) -> String {
    let mut text = String::from(
        "# The published vectors, as measured\n\n\
         Written by `cargo xtask report`; each later run is held against it, and fails where it measures anything else.\n\
         `conformance/README.md` says where the vectors come from.\n\n\
         *On Node* counts the inputs of a suite that are also verified by the WebAssembly build, with the same answer as natively to the\n\
         byte (`bindings/npm/test/vectors.mjs`). Where it is empty, the suite is of a stage that this build has no call for; it is made of\n\
         the same crates, and every stage stands behind those answers.\n\n\
         | suite | name | passed | of | exceptions | out of scope | on Node |\n| --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for (suite, title, url) in SUITES {
        let counts = measured.get(*suite).map(Measured::counts).or_else(|| recorded(suite));
        let Some([passed, total, excepted, skipped]) = counts else { continue };
        let node = on_node.get(*suite).map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(
            text,
            "| [{title}]({}) | `{suite}` | {passed} | {total} | {excepted} | {skipped} | {node} |",
            address(url)
        );
    }
    text.push_str("\n## The exceptions\n");
    let exceptions = exceptions();
    for (suite, title, _) in SUITES {
        let mut of_suite = exceptions.iter().filter(|exception| exception.suite == *suite).peekable();
        if of_suite.peek().is_none() {
            continue;
        }
        let _ = write!(text, "\n### {title}\n\n");
        for Exception { id, expected, actual, reason, clause, .. } in of_suite {
            let _ = writeln!(
                text,
                "- `{id}`: the suite expects that {expected}; here: {actual}. Why: {reason} ({clause})."
            );
        }
    }
    text
}

/// `vectors.ttl`: each case of the W3C's suites in [EARL](https://www.w3.org/TR/EARL10-Schema/), which they ask for.
#[must_use]
pub fn earl(measured: &BTreeMap<String, Measured>) -> String {
    let mut text = String::from(
        "@prefix earl: <http://www.w3.org/ns/earl#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n\
         @prefix doap: <http://usefulinc.com/ns/doap#> .\n\n\
         <#accolade> a earl:TestSubject, earl:Software, doap:Project ; doap:name \"Accolade\" .\n\
         <#runner> a earl:Assertor, earl:Software ; dct:title \"accolade-conformance\" .\n",
    );
    for (suite, _, url) in SUITES.iter().filter(|(_, _, url)| url.starts_with('/')) {
        let Some(measured) = measured.get(*suite) else { continue };
        let _ = writeln!(
            text,
            "\n<#{suite}> a earl:TestCase ; dct:title \"{suite}\" ; dct:source <{}> .",
            address(url)
        );
        for (outcome, cases) in [("passed", &measured.passed), ("failed", &measured.excepted)] {
            for id in cases {
                let id = serde_json::Value::from(id.as_str());
                let _ = writeln!(
                    text,
                    "[] a earl:Assertion ; earl:assertedBy <#runner> ; earl:subject <#accolade> ; earl:mode earl:automatic ; \
                     earl:test [ dct:isPartOf <#{suite}> ; dct:identifier {id} ] ; \
                     earl:result [ a earl:TestResult ; earl:outcome earl:{outcome} ] ."
                );
            }
        }
    }
    text
}

fn address(url: &str) -> String {
    if url.starts_with('/') { format!("{W3C}{url}") } else { url.to_owned() }
}

/// The README with its table of specifications as `specifications.md` beside this file has it, with each `{suite}` replaced by what
/// the report says of that suite, or of several that stand there with a `+` between them.
///
/// # Panics
/// Where the README has no such table, or the report nothing of a suite.
#[must_use]
pub fn readme(readme: &str) -> String {
    let (before, rest) = readme.split_once(TABLE).expect("the README has a table of specifications");
    let (_, after) = rest.split_once("\n\n").expect("something follows the table");
    format!("{before}{TABLE}{}\n{after}", specifications())
}

const TABLE: &str = "## Specifications\n\n";

fn specifications() -> String {
    let mut text = include_str!("specifications.md").to_owned();
    while let Some((before, rest)) = text.split_once('{') {
        let (suites, after) = rest.split_once('}').expect("a `{` of specifications.md is closed");
        let (mut passed, mut total) = (0, 0);
        for suite in suites.split('+') {
            let counts = public(suite).or_else(|| recorded(suite).map(|[passed, total, ..]| (passed, total)));
            assert!(counts.is_some(), "the report says nothing of `{suite}`");
            let (of_suite, of) = counts.unwrap_or_default();
            (passed, total) = (passed + of_suite, total + of);
        }
        text = format!("{before}{passed} of {total}{after}");
    }
    text
}

/// What `suites.md` says of a suite that speaks to the server or calls a command.
fn public(suite: &str) -> Option<(usize, usize)> {
    let report = committed("suites.md");
    let row = report.lines().find(|row| row.starts_with('|') && row.contains(&format!("/{suite}](")))?;
    let mut cells = row.split('|').skip(3).map(|cell| cell.trim().parse::<usize>().ok());
    let (passed, failed) = (cells.next()??, cells.next()??);
    Some((passed, passed + failed))
}
