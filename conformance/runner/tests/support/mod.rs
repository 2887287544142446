//! What the tests of securing mechanisms share.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]

use std::{collections::BTreeSet, fs, path::Path};

use accolade_conformance::vectors;
use accolade_json::{Limits, Value, parse};
use accolade_keys::{CryptoProvider, PublicKey};
use accolade_ld::{Contexts, Edition};
use accolade_proof::{
    ProofError,
    data_integrity::{Expectation, Held, Proof, ProofOptions, Registry, SigningInput, verify},
};

pub(crate) fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn json(path: &Path) -> Value {
    parse(text(path).as_bytes(), &Limits::default())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The pinned contexts, and beside them those that vectors use and the product does not pin, such as those of examples.
pub(crate) fn contexts(edition: Edition) -> Contexts {
    let mut contexts = Contexts::with_edition(edition);
    let Some(folder) = vectors::folder("contexts") else { return contexts };
    let mut seen = BTreeSet::new();
    for line in text(&folder.join("SOURCES.tsv")).lines().skip(1) {
        let mut columns = line.split('\t');
        let (Some(file), Some(url)) = (columns.next(), columns.next()) else { continue };
        let older = file.contains("vintage-A");
        if file.contains("vintage-B")
            || (older != (edition == Edition::March2024) && url.contains("context-3.0.3"))
        {
            continue;
        }
        let url = url.split(' ').next().unwrap_or_default();
        if url.starts_with("http") && seen.insert(url.to_owned()) {
            contexts.insert(url, &json(&folder.join(file))).unwrap();
        }
    }
    // These are fixtures of the W3C suites.
    for (file, url) in
        [("citizenship-v4rc1", "https://w3id.org/citizenship/v4rc1"), ("vdl-v1", "https://w3id.org/vdl/v1")]
    {
        let folder = vectors::suite("contexts").unwrap();
        contexts.insert(url, &json(&folder.join(format!("{file}.jsonld")))).unwrap();
    }
    contexts
}

/// Options that make a proof of that configuration.
pub(crate) fn options(config: &Value) -> ProofOptions {
    let text = |name: &str| config[name].as_str().map(str::to_owned);
    let mut options = ProofOptions::new(text("verificationMethod").unwrap());
    options = options.created(text("created").unwrap()).purpose(text("proofPurpose").unwrap());
    if let Some(id) = text("id") {
        options = options.id(id);
    }
    if let Some(previous) = config.get("previousProof") {
        let ids = accolade_json::one_or_many(previous).iter();
        options = options.previous(ids.map(|id| id.as_str().unwrap().to_owned()).collect());
    }
    options
}

/// Checks a proof with the key that its `did:key` verification method is.
pub(crate) fn check(document: &Value, proof: &Value, contexts: &Contexts) -> Result<Held, ProofError> {
    let proof = Proof::read(proof)?;
    let multikey = proof.verification_method.rsplit(['#', ':']).next().unwrap();
    let key = PublicKey::from_multikey(multikey)?;
    let registry = Registry::default();
    let portable = verify(
        document,
        &proof,
        &Expectation::ASSERTION,
        &key,
        contexts,
        &registry,
        &CryptoProvider::portable(),
    );
    let native = verify(
        document,
        &proof,
        &Expectation::ASSERTION,
        &key,
        contexts,
        &registry,
        &CryptoProvider::native(),
    );
    assert_eq!(portable.is_ok(), native.is_ok(), "the providers disagree");
    portable
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether every intermediate value is the published one, given by the file that holds it.
pub(crate) fn compare(input: &SigningInput, published: impl Fn(&str) -> String) -> Result<(), String> {
    for (name, found) in [
        ("canonDoc", input.document.clone()),
        ("proofCanon", input.config.clone()),
        ("docHash", hex(&input.document_hash)),
        ("proofHash", hex(&input.config_hash)),
        ("combinedHash", hex(&input.bytes())),
    ] {
        let expected = published(name);
        if found != expected {
            return Err(format!("{name} is {found:?}, published is {expected:?}"));
        }
    }
    Ok(())
}
