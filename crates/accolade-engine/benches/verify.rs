//! Measures whole verifications: bytes in, report out.
//!
//! The *limit* is what no verification can save: strict parsing, SHA-256 of the canonical form, and one Ed25519 check. The two are
//! measured in turns in one run, so that the ratio holds on a noisy machine. `cargo bench -p accolade-engine` runs it; a name behind
//! `--` picks one document.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads files and the clock")]
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::{fs, hint::black_box, path::Path, time::Instant};

use accolade_engine::{Issuer, Policy, Resources, Securing, Step, Verifier};
use accolade_json::{Limits, Value, parse};
use accolade_keys::{Algorithm, CryptoProvider, KeyType, SecretKey};
use accolade_ld::{Contexts, Options, canonicalize, rdfc::HashAlgorithm};
use time::OffsetDateTime;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let rounds = if arguments.iter().any(|argument| argument == "--test") { 3 } else { 1000 };
    let picked: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    println!("{:<20}{:>12}{:>12}{:>14}{:>8}", "µs (median)", "verify", "limit", "bare check", "ratio");
    for name in ["small", "complete"] {
        if picked.is_empty() || picked.iter().any(|wanted| *wanted == name) {
            measure(name, rounds);
        }
    }
}

fn measure(name: &str, rounds: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../fixtures/bench/{name}.json"));
    let mut credential: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    // The fixture's own proof was made with a key that is published elsewhere.
    if let Some(members) = credential.as_object_mut() {
        members.shift_remove("proof");
    }
    let (provider, now) =
        (CryptoProvider::portable(), OffsetDateTime::from_unix_timestamp(1_780_000_000).unwrap());
    let key = SecretKey::generate(KeyType::Ed25519, &[7; 64]).unwrap();
    let issuer = Issuer::did_key(key.public_key());
    match credential.get_mut("issuer") {
        Some(Value::Object(profile)) => _ = profile.insert("id".to_owned(), issuer.id().into()),
        Some(other) => *other = issuer.id().into(),
        None => unreachable!("a credential has an issuer"),
    }
    let text = issuer.issue(&credential, &Securing::Embedded, now, &key).unwrap().to_text();
    let verifier = Verifier::new(Policy::default());
    let mut resources = Resources::default();
    let canonical = canonicalize(&credential, &Contexts::pinned(), &Options::default()).unwrap();
    let signature = provider.sign(Algorithm::EdDsa, &key, &[9; 64]).unwrap();
    let first = loop {
        match verifier.verify(text.as_bytes(), &resources, now) {
            Step::Done(first) => break first,
            // A status list, of which a report without a network leaves open what it says.
            Step::Need(requests) => resources.decline(&requests, "there is no network here"),
        }
    };
    // Times mean nothing unless the work is done: the proof must hold.
    assert!(
        !first.report().has(accolade_proof::codes::SIGNATURE_MISMATCH),
        "{}",
        first.report().to_text(Default::default())
    );
    let (mut whole, mut limit, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        whole.push(timed(|| _ = black_box(verifier.verify(black_box(text.as_bytes()), &resources, now))));
        limit.push(timed(|| {
            _ = black_box(parse(black_box(text.as_bytes()), &Limits::default()));
            _ = black_box(HashAlgorithm::Sha256.hash(black_box(canonical.text().as_bytes())));
            _ = black_box(provider.verify(
                Algorithm::EdDsa,
                key.public_key(),
                &[9; 64],
                black_box(&signature),
            ));
        }));
        bare.push(timed(|| {
            _ = black_box(provider.verify(
                Algorithm::EdDsa,
                key.public_key(),
                &[9; 64],
                black_box(&signature),
            ));
        }));
    }
    let (whole, limit, bare) = (median(whole), median(limit), median(bare));
    println!("{name:<20}{whole:>12.1}{limit:>12.1}{bare:>14.1}{:>8.2}", whole / limit);
}

fn timed(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1e6
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
