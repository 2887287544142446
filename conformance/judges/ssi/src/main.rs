//! Whole verifications by ssi beside ours, in one process.
//!
//! `judge-ssi sign` writes a small badge, signed by our issuer with a fixed key, to standard output; `judge-ssi time FILE`
//! verifies it with both engines in turns, and prints the medians. `ACCOLADE_VECTORS` names the folder with the published
//! contexts that ssi is given. `judge-ssi issue` writes the same badge as ssi signs it; `judge-ssi documents` prints the document of each DID on
//! its standard input, and `judge-ssi canonical` the canonical N-Quads of each JSON-LD document there, a line each.

use std::{collections::HashMap, env, fs, hint::black_box, io, path::PathBuf, time::Instant};

use accolade_engine::{Issuer, Policy, Resources, Securing, Step, Verifier};
use accolade_keys::{KeyType, SecretKey};
use serde_json::{Value, json};
use ssi::{
    claims::{
        SignatureEnvironment, VerificationParameters,
        data_integrity::{AnySuite, CryptographicSuite, DataIntegrity, ProofOptions, from_json_slice},
        vc::syntax::AnyJsonCredential,
    },
    dids::{DID, DIDKey, DIDResolver, resolution},
    json_ld::{CompactJsonLd, ContextLoader, Expandable},
    jwk::JWK,
    rdf::{AnyLdEnvironment, LdEnvironment},
    verification_methods::{AnyMethod, SingleSecretSigner},
};
use time::OffsetDateTime;

const TURNS: usize = 5;
const RUNS: usize = 100;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["sign"] => println!("{}", sign()),
        ["issue"] => println!("{}", issue()),
        ["time", file] => compare(&fs::read(file).expect("the file can be read")),
        ["documents"] => each_line(document),
        ["canonical"] => {
            let loader = loader();
            each_line(|document| match canonical(document, &loader) {
                Ok(nquads) => json!({"nquads": nquads}),
                Err(error) => json!({"error": error}),
            });
        }
        _ => eprintln!("usage: judge-ssi sign | issue | time FILE | documents | canonical"),
    }
}

fn each_line(answer: impl Fn(&str) -> Value) {
    for line in io::stdin().lines() {
        println!("{}", answer(&line.expect("standard input can be read")));
    }
}

/// The canonical N-Quads of a document, by way of the crate json-ld.
fn canonical(document: &str, loader: &ContextLoader) -> Result<String, String> {
    let document: CompactJsonLd = serde_json::from_str(document).map_err(|error| error.to_string())?;
    let mut environment = LdEnvironment::default();
    let expanded = pollster::block_on(document.expand_with(&mut environment, loader));
    let expanded = expanded.map_err(|error| error.to_string())?;
    Ok(environment.canonical_form_of(&expanded).map_err(|error| error.to_string())?.concat())
}

/// The document of a DID, or why ssi has none.
fn document(did: &str) -> Value {
    let did = DID::new(did).expect("a DID");
    match pollster::block_on(DIDKey.resolve_representation(did, resolution::Options::default())) {
        Ok(resolved) => serde_json::from_slice(&resolved.document).expect("a document is JSON"),
        Err(error) => json!({"error": error.to_string()}),
    }
}

/// The small badge of the benchmarks, by an issuer that is known by its key.
fn sign() -> String {
    let key = key();
    let issuer = Issuer::did_key(key.public_key());
    issuer
        .issue(&badge(&issuer), &Securing::default(), now(), &key)
        .expect("the badge is fit to be issued")
        .to_text()
}

/// The same badge, signed by ssi with the same key.
fn issue() -> String {
    let key = key();
    let badge = badge(&Issuer::did_key(key.public_key()));
    let key: JWK = serde_json::from_str(&key.to_jwk().expect("a JSON Web Key")).expect("ssi reads the key");
    let method = DIDKey::generate_url(&key.to_public()).expect("a did:key").into_iri();
    let claims: AnyJsonCredential = serde_json::from_value(badge).expect("ssi reads the badge");
    let signed = AnySuite::EdDsaRdfc2022.sign_with(
        SignatureEnvironment { json_ld_loader: loader(), eip712_loader: () },
        claims,
        DIDKey.into_vm_resolver::<AnyMethod>(),
        SingleSecretSigner::new(key).into_local(),
        ProofOptions::from_method(method.into()),
        Default::default(),
    );
    let signed = pollster::block_on(signed).expect("ssi signs the badge");
    serde_json::to_string(&signed).expect("the badge is JSON")
}

fn key() -> SecretKey {
    SecretKey::generate(KeyType::Ed25519, &[7; 64]).expect("a key")
}

fn badge(issuer: &Issuer) -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../fixtures/bench/small.json");
    let mut badge: Value = serde_json::from_slice(&fs::read(path).expect("the fixture")).expect("JSON");
    badge.as_object_mut().expect("an object").shift_remove("proof");
    badge["issuer"]["id"] = issuer.id().into();
    badge
}

fn compare(credential: &[u8]) {
    let verifier = Verifier::new(Policy::default());
    let resources = Resources::default();
    let ours = || match verifier.verify(credential, &resources, now()) {
        Step::Done(verification) => verification.into_verified().expect("valid here"),
        Step::Need(requests) => panic!("needs {requests:?}"),
    };
    let parameters = VerificationParameters::from_resolver(DIDKey.into_vm_resolver::<AnyMethod>())
        .with_json_ld_loader(loader());
    let theirs = || {
        let read: DataIntegrity<AnyJsonCredential, AnySuite> =
            from_json_slice(credential).expect("ssi reads it");
        pollster::block_on(read.verify(&parameters)).expect("ssi can verify it").expect("valid there");
    };
    ours();
    theirs();
    let (mut here, mut there) = (Vec::new(), Vec::new());
    // In turns of many runs, so that each works with its own caches warm.
    for _ in 0..TURNS {
        here.extend((0..RUNS).map(|_| time(|| drop(black_box(ours())))));
        there.extend((0..RUNS).map(|_| time(theirs)));
    }
    let (here, there) = (median(here), median(there));
    println!("accolade  {here:>9.1} µs");
    println!("ssi       {there:>9.1} µs  {:.1} times as long", there / here);
}

fn time(run: impl FnOnce()) -> f64 {
    let started = Instant::now();
    run();
    started.elapsed().as_secs_f64() * 1e6
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Any moment at which the badge is in force, the same on each run.
fn now() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_790_000_000).expect("a moment in 2026")
}

fn loader() -> ContextLoader {
    ContextLoader::default().with_context_map_from(contexts()).expect("contexts")
}

/// The published contexts; of several texts under one URL, the one that is there today.
fn contexts() -> HashMap<String, String> {
    let root =
        PathBuf::from(env::var_os("ACCOLADE_VECTORS").expect("ACCOLADE_VECTORS names the folder of vectors"));
    let folder = root.join("contexts");
    let sources = fs::read_to_string(folder.join("SOURCES.tsv")).expect("the list of contexts");
    let mut contexts = HashMap::new();
    for line in sources.lines().skip(1) {
        let mut columns = line.split('\t');
        let (file, urls) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
        let url = urls.split(' ').next().unwrap_or_default();
        if url.starts_with("http") && !file.contains("vintage") && !contexts.contains_key(url) {
            let text = fs::read_to_string(folder.join(file)).expect("the context can be read");
            contexts.insert(url.to_owned(), text);
        }
    }
    contexts
}
