//! Measures many verifications: 10,000 badges of 100 issuers, each with a DID document on its host and a status list.
//!
//! Prints badges a second on one core and on two, by the clock and by the time that the cores worked, how often each document was
//! asked for, and the memory at its peak after the first and after the last portion. `cargo bench -p accolade-fetch` runs it. It
//! fails where a badge does not come out as it should, where a document is asked for twice, and where memory grows.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its own memory")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark fails by panicking"
)]

use std::{collections::BTreeMap, fs, num::NonZeroUsize, time::Instant};

use accolade::{
    Answer, Batch, Issuer, Policy, Request, Resources, Securing, Verification, Verifier,
    json::Value,
    keys::{CryptoProvider, KeyType, SecretKey},
    report::Verdict,
    status::Ledger,
};
use accolade_fetch::verify_all;
use serde_json::json;
use time::OffsetDateTime;

const ISSUERS: usize = 100;
/// As many as the command line has in memory at once.
const PORTION: usize = 256;

fn main() {
    let quick = std::env::args().any(|argument| argument == "--test");
    let badges = if quick { 200 } else { 10_000 };
    let now = OffsetDateTime::from_unix_timestamp(1_780_000_000).unwrap();
    let world = World::new(badges, now);
    println!(
        "{badges} badges of {ISSUERS} issuers, {} of them revoked; {} cores",
        world.revoked,
        std::thread::available_parallelism().unwrap()
    );
    println!(
        "{:<10}{:>12}{:>8}{:>22}{:>12}{:>14}",
        "threads", "badges a s", "factor", "badges a core second", "questions", "most of one"
    );
    // In turns, so that a machine that slows down slows all.
    let mut fastest: BTreeMap<usize, Run> = BTreeMap::new();
    for threads in [1, 2].repeat(if quick { 1 } else { 3 }) {
        let run = world.verify(threads, now);
        // Each issuer has a DID document and a list, and each is asked for once, however many badges need it.
        assert_eq!((run.questions.len(), run.questions.values().max()), (2 * ISSUERS, Some(&1)));
        let best = fastest.entry(threads).or_insert_with(|| run.clone());
        best.seconds = best.seconds.min(run.seconds);
        best.core_seconds = best.core_seconds.min(run.core_seconds);
    }
    let mut first = None;
    for (threads, run) in fastest {
        let badges = world.badges.len() as f64;
        let speed = badges / run.seconds;
        let factor = speed / *first.get_or_insert(speed);
        let worked = badges / run.core_seconds;
        let (all, most) = (run.questions.values().sum::<usize>(), run.questions.values().max().unwrap());
        println!("{threads:<10}{speed:>12.0}{factor:>8.2}{worked:>22.0}{all:>12}{most:>14}");
    }
}

/// What one run took.
#[derive(Clone)]
struct Run {
    seconds: f64,
    /// How long the cores worked on it; where the system does not tell, forever.
    core_seconds: f64,
    /// How often each document was asked for.
    questions: BTreeMap<String, usize>,
}

/// The issuers' documents and the learners' badges.
struct World {
    badges: Vec<Vec<u8>>,
    documents: BTreeMap<String, Vec<u8>>,
    revoked: usize,
}

impl World {
    fn new(badges: usize, now: OffsetDateTime) -> Self {
        let mut world = Self { badges: Vec::new(), documents: BTreeMap::new(), revoked: 0 };
        for number in 0..ISSUERS {
            world.add_issuer(number, badges / ISSUERS, now);
        }
        world
    }

    fn add_issuer(&mut self, number: usize, badges: usize, now: OffsetDateTime) {
        let host = format!("school-{number}.example");
        let (did, list_url) = (format!("did:web:{host}"), format!("https://{host}/status/1"));
        let mut entropy = [7; 64];
        entropy[..8].copy_from_slice(&number.to_le_bytes());
        let key = SecretKey::generate(KeyType::Ed25519, &entropy).unwrap();
        let method = format!("{did}#key-1");
        let document = json!({
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": did,
            "verificationMethod": [{
                "id": method, "type": "Multikey", "controller": did,
                "publicKeyMultibase": key.public_key().to_multikey(),
            }],
            "assertionMethod": [method],
        });
        self.documents.insert(format!("https://{host}/.well-known/did.json"), document.to_string().into());
        let issuer = Issuer::new(&method, key.public_key().clone()).with_provider(CryptoProvider::native());
        let mut ledger = Ledger::new("revocation", 1, 131_072).unwrap();
        for position in 0..badges {
            let random = (number * 1_000_003 + position).wrapping_mul(0x9e37_79b9_7f4a_7c15) as u64;
            let index = ledger.allocate(random).unwrap();
            let mut badge = badge(&did, &format!("{number}-{position}"));
            badge["credentialStatus"] = ledger.entry(&list_url, index);
            let issued =
                issuer.issue(&badge, &Securing::Embedded, now, &key).unwrap_or_else(|e| panic!("{e}"));
            self.badges.push(issued.to_text().into());
            if position % 50 == 49 {
                ledger.set(index, 1).unwrap();
                self.revoked += 1;
            }
        }
        let list = issuer.issue(&ledger.credential(&list_url, &did), &Securing::Embedded, now, &key);
        self.documents.insert(list_url, list.unwrap_or_else(|e| panic!("{e}")).to_text().into());
    }

    fn verify(&self, threads: usize, now: OffsetDateTime) -> Run {
        let verifier = Verifier::with_provider(Policy::default(), CryptoProvider::native());
        let shared = Batch::new(&verifier, now);
        let (mut resources, mut questions) = (Resources::default(), BTreeMap::new());
        let (mut valid, mut revoked, mut early) = (0, 0, None);
        let (start, worked) = (Instant::now(), core_seconds());
        for portion in self.badges.chunks(PORTION) {
            let threads = NonZeroUsize::new(threads).unwrap();
            let done = verify_all(&shared, portion, &mut resources, threads, |requests| {
                requests.iter().map(|request| self.answer(request, &mut questions)).collect()
            });
            for verification in done {
                match verification.report().verdict() {
                    Verdict::Valid => valid += 1,
                    _ if is_revoked(&verification) => revoked += 1,
                    _ => panic!("{}", verification.report().to_text(Default::default())),
                }
            }
            early.get_or_insert_with(peak_memory);
        }
        let seconds = start.elapsed().as_secs_f64();
        let core_seconds = core_seconds().zip(worked).map_or(f64::INFINITY, |(after, before)| after - before);
        // Times mean nothing unless the work is done.
        assert_eq!((valid, revoked), (self.badges.len() - self.revoked, self.revoked));
        if let (Some(Some(early)), Some(late)) = (early, peak_memory()) {
            println!(
                "{threads} threads: peak memory {early} kB after the first portion, {late} kB after the last"
            );
            // The documents of a hundred issuers, and what the allocator keeps.
            assert!(late < early + 8192, "memory grows with the number of badges");
        }
        Run { seconds, core_seconds, questions }
    }

    fn answer(&self, request: &Request, questions: &mut BTreeMap<String, usize>) -> (String, Answer) {
        *questions.entry(request.url.clone()).or_default() += 1;
        let bytes = self.documents.get(&request.url).unwrap_or_else(|| panic!("{request:?}")).clone();
        (request.url.clone(), Answer::Document { bytes, media_type: Some("application/json".to_owned()) })
    }
}

/// A badge of 1.3 kB, different from all others.
fn badge(issuer: &str, number: &str) -> Value {
    let mut badge: Value = serde_json::from_str(include_str!("../../../fixtures/bench/small.json")).unwrap();
    badge.as_object_mut().unwrap().shift_remove("proof");
    badge["id"] = format!("https://badges.example/{number}").into();
    match &mut badge["issuer"] {
        Value::Object(profile) => _ = profile.insert("id".to_owned(), issuer.into()),
        other => *other = issuer.into(),
    }
    badge
}

/// The most memory that this process has had so far, in kB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// How long the cores have worked for this process, in hundredths of a second, where the system tells.
fn core_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program may hold spaces; behind it the times are the 12th and 13th.
    let mut rest = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let ticks: f64 = rest.next()?.parse::<f64>().ok()? + rest.next()?.parse::<f64>().ok()?;
    Some(ticks / 100.0)
}

fn is_revoked(verification: &Verification) -> bool {
    verification.report().gravest().is_some_and(|finding| finding.code.as_str() == "status.revoked")
}
