//! Measures many verifications: 10,000 badges of 100 issuers, each with a DID document on its host and a status list.
//!
//! Prints badges a second on one core and on two, how often each document was asked for, and the memory at its peak after
//! the first and after the last batch. `cargo bench -p accolade-fetch` runs it.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its own memory")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark fails by panicking"
)]

use std::{collections::BTreeMap, fs, num::NonZeroUsize, time::Instant};

use accolade::{
    Answer, Issuer, Policy, Request, Resources, Securing, Verification, Verifier,
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
const BATCH: usize = 256;

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
    println!("{:<10}{:>14}{:>10}{:>14}{:>12}", "threads", "badges a s", "factor", "questions", "most of one");
    let mut first = None;
    // In turns, so that a machine that slows down slows all.
    let mut fastest = BTreeMap::new();
    let mut asked = BTreeMap::new();
    for threads in [1, 2].repeat(if quick { 1 } else { 3 }) {
        let (seconds, questions) = world.verify(threads, now);
        let best = fastest.entry(threads).or_insert(f64::MAX);
        *best = seconds.min(*best);
        asked.insert(threads, questions);
    }
    for (threads, seconds) in fastest {
        let speed = world.badges.len() as f64 / seconds;
        let factor = speed / *first.get_or_insert(speed);
        let questions = &asked[&threads];
        let (all, most) = (questions.values().sum::<usize>(), questions.values().max().unwrap());
        println!("{threads:<10}{speed:>14.0}{factor:>10.2}{all:>14}{most:>12}");
    }
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

    /// How many seconds it took, and how often each document was asked for.
    fn verify(&self, threads: usize, now: OffsetDateTime) -> (f64, BTreeMap<String, usize>) {
        let verifier = Verifier::with_provider(Policy::default(), CryptoProvider::native());
        let (mut resources, mut questions) = (Resources::default(), BTreeMap::new());
        let (mut valid, mut revoked, mut early) = (0, 0, None);
        let start = Instant::now();
        for batch in self.badges.chunks(BATCH) {
            let threads = NonZeroUsize::new(threads).unwrap();
            let done = verify_all(&verifier, batch, &mut resources, now, threads, |requests| {
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
        // Times mean nothing unless the work is done.
        assert_eq!((valid, revoked), (self.badges.len() - self.revoked, self.revoked));
        if let (Some(Some(early)), Some(late)) = (early, peak_memory()) {
            println!(
                "{threads} threads: peak memory {early} kB after the first batch, {late} kB after the last"
            );
        }
        (seconds, questions)
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

fn is_revoked(verification: &Verification) -> bool {
    verification.report().gravest().is_some_and(|finding| finding.code.as_str() == "status.revoked")
}
