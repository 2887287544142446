//! Measures what a verification costs beyond what it cannot do without.
//!
//! Each document is a credential with an `eddsa-rdfc-2022` proof. Its *limit* is what no verifier can save: strict parsing,
//! SHA-256 of its N-Quads, and one Ed25519 check. The table shows every stage and, measured in turns with the limit in the
//! same run, the whole as a multiple of it. With `ACCOLADE_VECTORS` set, published documents are measured too.
//!
//! `cargo bench -p accolade-ld` runs it; one thread, contexts warm.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads files, its environment and the clock")]
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::{fs, hint::black_box, path::Path, time::Instant};

use accolade_json::{Limits, Value, parse};
use accolade_ld::{
    Contexts, Dataset, Options,
    rdfc::{self, Canonical, Digest, HashAlgorithm},
    to_rdf,
};
use ed25519_dalek::{Signature, Signer, SigningKey};
use serde_json::json;

fn main() {
    let quick = std::env::args().any(|argument| argument == "--test");
    let bench = Bench {
        contexts: Contexts::pinned(),
        options: Options::default(),
        key: SigningKey::from_bytes(&[7; 32]),
        rounds: if quick { 3 } else { 400 },
    };
    println!(
        "{:<28}{:>8}{:>7}{:>9}{:>9}{:>9}{:>9}{:>9}{:>10}{:>10}{:>8}{:>8}",
        "µs (median)",
        "bytes",
        "quads",
        "parse",
        "to-RDF",
        "canon.",
        "hash",
        "check",
        "all",
        "limit",
        "ratio",
        "of min"
    );
    for (name, document) in documents() {
        bench.measure(&name, &document);
    }
}

/// The documents, each without a proof.
fn documents() -> Vec<(String, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |path: &Path| -> Value { serde_json::from_slice(&fs::read(path).unwrap()).unwrap() };
    let small = read(&root.join("fixtures/bench/small.json"));
    let mut documents = vec![
        ("small badge".to_owned(), small.clone()),
        ("complete badge".to_owned(), read(&root.join("fixtures/bench/complete.json"))),
    ];
    for badges in [10, 25, 50, 100] {
        documents.push((format!("transcript of {badges}"), transcript(&small, badges)));
    }
    documents.push(("status list".to_owned(), status_list()));
    if let Some(vectors) = std::env::var_os("ACCOLADE_VECTORS") {
        let root = Path::new(&vectors);
        for (name, path) in [
            ("published small", "vectors/vc-di-eddsa/TestVectors/unsigned.json"),
            ("published complete", "spec-examples/fullopenbadge-complete-openbadgecredential-0.json"),
        ] {
            documents.push((name.to_owned(), read(&root.join(path))));
        }
    }
    documents
}

/// A CLR that holds that many badges, each with its own identifiers and proof.
fn transcript(badge: &Value, badges: usize) -> Value {
    let text = badge.to_string();
    let nested: Vec<Value> = (0..badges)
        .map(|number| {
            let own = text
                .replace("/credentials/41", &format!("/credentials/{number}"))
                .replace("seamanship/knots", &format!("seamanship/{number}"))
                .replace("twelve knots", &format!("{number} knots"));
            serde_json::from_str(&own).unwrap()
        })
        .collect();
    json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "https://lyceum.example/transcripts/7",
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": {"id": "https://lyceum.example/issuers/1", "type": ["Profile"], "name": "Lyceum of the Harbour"},
        "validFrom": "2026-07-01T00:00:00Z",
        "name": "Transcript",
        "credentialSubject": {
            "id": "did:example:4c1f0be2d3a94e6f8b70",
            "type": ["ClrSubject"],
            "verifiableCredential": nested,
        },
    })
}

/// A status list of 131,072 entries that do not compress well: 16 kB of them.
fn status_list() -> Value {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut seed = 1_u32;
    let random = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(*ALPHABET.get(seed as usize >> 26).unwrap())
    });
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "https://lyceum.example/status/3",
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": "https://lyceum.example/issuers/1",
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "https://lyceum.example/status/3#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": format!("u{}", random.take(21_846).collect::<String>()),
        },
    })
}

struct Bench {
    contexts: Contexts,
    options: Options,
    key: SigningKey,
    rounds: usize,
}

/// A credential's bytes with its proof, and what a verifier needs for it.
struct Signed {
    bytes: Vec<u8>,
    signed: Vec<u8>,
    signature: Signature,
    nquads: String,
    quads: usize,
}

impl Bench {
    fn measure(&self, name: &str, document: &Value) {
        let signed = self.sign(document.clone());
        let mut all = Times::default();
        let mut limit = Times::default();
        for _ in 0..self.rounds {
            all.time(|| self.verify(&signed));
            limit.time(|| self.cannot_be_saved(&signed));
        }
        let (mut parsing, mut reading) = (Times::default(), Times::default());
        let (mut canonicalizing, mut hashing, mut checking) =
            (Times::default(), Times::default(), Times::default());
        for _ in 0..self.rounds {
            let parsed = parsing.time(|| parse(&signed.bytes, &Limits::default()).unwrap());
            let [document, proof] = reading.time(|| split(parsed).map(|part| self.read(&part)));
            let canonical =
                canonicalizing.time(|| [&proof, &document].map(|dataset| self.canonicalize(dataset)));
            let hashes = hashing.time(|| canonical.map(|form| form.hash()));
            checking.time(|| self.check(hashes, &signed.signature));
        }
        println!(
            "{name:<28}{:>8}{:>7}{:>9.1}{:>9.1}{:>9.1}{:>9.1}{:>9.1}{:>10.1}{:>10.1}{:>8.2}{:>8.2}",
            signed.bytes.len(),
            signed.quads,
            parsing.median(),
            reading.median(),
            canonicalizing.median(),
            hashing.median(),
            checking.median(),
            all.median(),
            limit.median(),
            all.median() / limit.median(),
            all.least() / limit.least(),
        );
    }

    /// Signs with a fixed key; the proof a fixture may have gives way to the new one.
    fn sign(&self, mut document: Value) -> Signed {
        let members = document.as_object_mut().unwrap();
        members.shift_remove("proof");
        members.insert(
            "proof".to_owned(),
            json!({
                "type": "DataIntegrityProof",
                "created": "2026-03-01T09:00:05Z",
                "verificationMethod": "https://lyceum.example/issuers/1#key-1",
                "cryptosuite": "eddsa-rdfc-2022",
                "proofPurpose": "assertionMethod",
                // As long as a signature; its value takes no part in what is signed.
                "proofValue": format!("z{}", "2".repeat(88)),
            }),
        );
        let bytes = document.to_string().into_bytes();
        let [document, proof] = split(document).map(|part| self.canonicalize(&self.read(&part)));
        let signed = both([proof.hash(), document.hash()]);
        let signature = self.key.sign(&signed);
        let nquads = [proof.text(), document.text()].concat();
        Signed { bytes, signed, signature, nquads, quads: document.quad_count() }
    }

    fn verify(&self, signed: &Signed) {
        let parsed = parse(&signed.bytes, &Limits::default()).unwrap();
        let [document, proof] = split(parsed).map(|part| self.canonicalize(&self.read(&part)).hash());
        self.check([proof, document], &signed.signature);
    }

    fn cannot_be_saved(&self, signed: &Signed) {
        black_box(parse(&signed.bytes, &Limits::default()).unwrap());
        black_box(HashAlgorithm::Sha256.hash(signed.nquads.as_bytes()));
        self.key.verifying_key().verify_strict(&signed.signed, &signed.signature).unwrap();
    }

    fn read(&self, document: &Value) -> Dataset {
        let rdf = to_rdf(document, &self.contexts, &self.options).unwrap();
        rdf.dataset
    }

    fn canonicalize(&self, dataset: &Dataset) -> Canonical {
        rdfc::canonicalize(dataset, HashAlgorithm::Sha256, rdfc::Budget::default()).unwrap()
    }

    fn check(&self, hashes: [Digest; 2], signature: &Signature) {
        self.key.verifying_key().verify_strict(&both(hashes), signature).unwrap();
    }
}

/// The document without its proof, and the proof's configuration.
fn split(mut document: Value) -> [Value; 2] {
    let members = document.as_object_mut().unwrap();
    let mut proof = members.shift_remove("proof").unwrap();
    let configuration = proof.as_object_mut().unwrap();
    configuration.shift_remove("proofValue");
    configuration.insert("@context".to_owned(), members.get("@context").unwrap().clone());
    [document, proof]
}

fn both(hashes: [Digest; 2]) -> Vec<u8> {
    hashes.iter().flat_map(Digest::as_bytes).copied().collect()
}

/// Measured times in microseconds.
#[derive(Default)]
struct Times(Vec<f64>);

impl Times {
    fn time<T>(&mut self, run: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let result = black_box(run());
        self.0.push(started.elapsed().as_secs_f64() * 1e6);
        result
    }

    fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
    }

    fn least(&self) -> f64 {
        self.0.iter().copied().fold(f64::INFINITY, f64::min)
    }
}
