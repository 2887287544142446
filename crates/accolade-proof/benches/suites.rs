//! Measures what a proof costs beyond its signature, per suite and kind of key.
//!
//! Each row signs and verifies one document and, in turns with that, does the bare operation over the same bytes. The ratio
//! of the two is what the suite adds: canonical forms, hashes, copies. `cargo bench -p accolade-proof` runs it; one thread.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads files and the clock")]
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::{fs, hint::black_box, path::Path, time::Instant};

use accolade_json::Value;
use accolade_keys::{CryptoProvider, KeyType, SecretKey};
use accolade_ld::Contexts;
use accolade_proof::{
    data_integrity::{self, Disclosable, Expectation, Proof, ProofOptions, Registry, verify},
    jose::{self, Token},
};
use accolade_report::Pointer;

fn main() {
    let rounds = if std::env::args().any(|argument| argument == "--test") { 3 } else { 200 };
    println!(
        "{:<18}{:<22}{:<9}{:>9}{:>9}{:>8}{:>9}{:>9}{:>8}",
        "µs (median)", "", "key", "sign", "bare", "ratio", "verify", "bare", "ratio"
    );
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/bench");
    for name in ["small", "complete"] {
        let document: Value =
            serde_json::from_slice(&fs::read(root.join(format!("{name}.json"))).unwrap()).unwrap();
        for (suite, key_type) in [
            ("eddsa-rdfc-2022", KeyType::Ed25519),
            ("eddsa-jcs-2022", KeyType::Ed25519),
            ("ecdsa-rdfc-2019", KeyType::P256),
            ("ecdsa-rdfc-2019", KeyType::P384),
            ("ecdsa-jcs-2019", KeyType::P256),
        ] {
            embedded(name, &document, suite, key_type, rounds);
        }
        #[cfg(feature = "draft-mldsa")]
        embedded(name, &document, "mldsa44-rdfc-2024", KeyType::MlDsa44, rounds);
        selective(name, &document, rounds);
        for key_type in [KeyType::Ed25519, KeyType::P256] {
            token(name, &document, key_type, rounds);
        }
        #[cfg(feature = "bbs")]
        unlinkable(name, &document, rounds);
    }
}

fn embedded(name: &str, document: &Value, suite: &str, key_type: KeyType, rounds: usize) {
    let (provider, contexts, registry) =
        (CryptoProvider::portable(), Contexts::pinned(), Registry::default());
    let secret = SecretKey::generate(key_type, &[7; 64]).unwrap();
    let (key, suite) = (secret.public_key(), registry.find(suite).unwrap());
    let mut document = document.clone();
    document.as_object_mut().unwrap().remove("proof");
    let prepare = || {
        let options = ProofOptions::new("did:example:issuer#1").created("2026-01-01T00:00:00Z");
        data_integrity::prepare(&document, options, suite, key_type, &contexts).unwrap()
    };
    let prepared = prepare();
    let (algorithm, bytes) = (prepared.algorithm(), prepared.bytes_to_sign());
    let signature = provider.sign(algorithm, &secret, &bytes).unwrap();
    let signed = prepared.finish(&signature);
    let sign = || {
        let prepared = prepare();
        let signature = provider.sign(algorithm, &secret, &prepared.bytes_to_sign()).unwrap();
        black_box(prepared.finish(&signature));
    };
    let check = || {
        let proof = Proof::read(signed.get("proof").unwrap()).unwrap();
        let held = verify(&signed, &proof, &Expectation::ASSERTION, key, &contexts, &registry, &provider);
        black_box(held.unwrap());
    };
    let signing = in_turns(rounds, sign, || _ = black_box(provider.sign(algorithm, &secret, &bytes)));
    let checking =
        in_turns(rounds, check, || _ = black_box(provider.verify(algorithm, key, &bytes, &signature)));
    print(name, suite.name(), key_type, signing, checking);
}

/// Signs a base proof, derives from it a proof for all of the subject, and verifies that. Beside it, one bare operation:
/// the suite does one for each statement that is not mandatory, and one more.
fn selective(name: &str, document: &Value, rounds: usize) {
    let (provider, contexts, registry) =
        (CryptoProvider::portable(), Contexts::pinned(), Registry::default());
    let secret = SecretKey::generate(KeyType::P256, &[7; 64]).unwrap();
    let (key, suite) = (secret.public_key(), registry.find("ecdsa-sd-2023").unwrap());
    let algorithm = suite.algorithm(KeyType::P256).unwrap();
    let mut document = document.clone();
    document.as_object_mut().unwrap().remove("proof");
    let sign = || {
        let mandatory = vec![Pointer::root().key("issuer"), Pointer::root().key("validFrom")];
        let options = ProofOptions::new("did:example:issuer#1").created("2026-01-01T00:00:00Z");
        let options = options.disclosable(Disclosable::new(mandatory, &[7; 96]).unwrap());
        let prepared = data_integrity::prepare(&document, options, suite, KeyType::P256, &contexts).unwrap();
        let signature = provider.sign(algorithm, &secret, &prepared.bytes_to_sign()).unwrap();
        black_box(prepared.finish(&signature))
    };
    let base = sign();
    let selected = [Pointer::root().key("credentialSubject")];
    let derive = || {
        let proof = Proof::read(base.get("proof").unwrap()).unwrap();
        black_box(data_integrity::derive(&base, &proof, &selected[..], &contexts, &registry).unwrap())
    };
    let derived = derive();
    let check = || {
        let proof = Proof::read(derived.get("proof").unwrap()).unwrap();
        let held = verify(&derived, &proof, &Expectation::ASSERTION, key, &contexts, &registry, &provider);
        black_box(held.unwrap()).input.statements.unwrap()
    };
    let checked = check();
    let (chosen, all) = (checked.non_mandatory().count(), checked.lines.len());
    let bytes = [7; 128];
    let signature = provider.sign(algorithm, &secret, &bytes).unwrap();
    let bare_sign = || _ = black_box(provider.sign(algorithm, &secret, &bytes));
    let bare_check = || _ = black_box(provider.verify(algorithm, key, &bytes, &signature));
    let rounds = rounds / 4 + 1;
    let signing = in_turns(rounds, || _ = sign(), bare_sign);
    print(name, suite.name(), KeyType::P256, signing, in_turns(rounds, || _ = check(), bare_check));
    let (deriving, _) = in_turns(rounds, || _ = derive(), || {});
    println!("{name:<18}{:<22}{deriving:>18.1}  ({chosen} of {all} shown statements chosen)", "  derive");
}

fn token(name: &str, document: &Value, key_type: KeyType, rounds: usize) {
    let provider = CryptoProvider::portable();
    let secret = SecretKey::generate(key_type, &[7; 64]).unwrap();
    let algorithm = *key_type.algorithms().first().unwrap();
    let prepare = || jose::prepare(document, algorithm, "did:example:issuer#1").unwrap();
    let bytes = prepare().bytes_to_sign().to_vec();
    let signature = provider.sign(algorithm, &secret, &bytes).unwrap();
    let signed = prepare().finish(&signature);
    let sign = || {
        let prepared = prepare();
        let signature = provider.sign(algorithm, &secret, prepared.bytes_to_sign()).unwrap();
        black_box(prepared.finish(&signature));
    };
    let check = || black_box(Token::read(&signed).unwrap()).verify(secret.public_key(), &provider).unwrap();
    let signing = in_turns(rounds, sign, || _ = black_box(provider.sign(algorithm, &secret, &bytes)));
    let bare = || _ = black_box(provider.verify(algorithm, secret.public_key(), &bytes, &signature));
    print(name, "JWT", key_type, signing, in_turns(rounds, check, bare));
}

/// Signs a base proof of `bbs-2023`, derives from it a proof for all of the subject, and verifies that; beside each the bare
/// operation of BBS over the same messages.
#[cfg(feature = "bbs")]
fn unlinkable(name: &str, document: &Value, rounds: usize) {
    use accolade_bbs::{Ciphersuite, Headers};
    use accolade_proof::data_integrity::{Disclosure, derive};

    let (provider, contexts, registry) =
        (CryptoProvider::portable(), Contexts::pinned(), Registry::default());
    let secret = SecretKey::generate(KeyType::Bls12381G2, &[7; 64]).unwrap();
    let (key, suite) = (secret.public_key(), registry.find("bbs-2023").unwrap());
    let mut document = document.clone();
    document.as_object_mut().unwrap().remove("proof");
    let prepare = || {
        let mandatory = ["issuer", "validFrom"].map(|name| Pointer::root().key(name)).to_vec();
        let disclosable = Disclosable::with_hmac_key(mandatory, [7; 32]).signed_by(key.clone());
        let options = ProofOptions::new("did:example:issuer#1").created("2026-01-01T00:00:00Z");
        let options = options.disclosable(disclosable);
        data_integrity::prepare(&document, options, suite, key.key_type(), &contexts).unwrap()
    };
    let sign = || {
        let prepared = prepare();
        let signature = prepared.sign(&secret, &provider).unwrap();
        black_box(prepared.finish(&signature))
    };
    let base = sign();
    let selected = [Pointer::root().key("credentialSubject")];
    let show = || {
        let proof = Proof::read(base.get("proof").unwrap()).unwrap();
        let disclosure = Disclosure::new(&selected).entropy([7; 64]);
        black_box(derive(&base, &proof, disclosure, &contexts, &registry).unwrap())
    };
    let derived = show();
    let check = || {
        let proof = Proof::read(derived.get("proof").unwrap()).unwrap();
        verify(&derived, &proof, &Expectation::ASSERTION, key, &contexts, &registry, &provider).unwrap()
    };

    let prepared = prepare();
    let (header, messages) = (prepared.bytes_to_sign(), prepared.messages_to_sign().unwrap());
    let (bbs, bbs_secret, bbs_key) = (Ciphersuite::Sha256, secret.as_bbs().unwrap(), key.as_bbs().unwrap());
    let held = check();
    let shown: Vec<&str> = held.input.statements.as_ref().unwrap().non_mandatory().collect();
    let indexes: Vec<usize> = (0..shown.len()).collect();
    let signature = bbs.sign(bbs_secret, &header, &messages).unwrap();
    let random = bbs.random_scalars(&[7; 64], 5 + messages.len() - shown.len()).unwrap();
    let headers = Headers { header: &header, presentation: b"" };
    let bare_sign = || _ = black_box(bbs.sign(bbs_secret, &header, &messages).unwrap());
    let bare_show = || bbs.prove(bbs_key, &signature, headers, &messages, &indexes, &random).unwrap();
    let proof = bare_show();
    let disclosed: Vec<(usize, &str)> =
        indexes.iter().map(|index| (*index, *messages.get(*index).unwrap())).collect();
    let bare_check = || assert!(bbs.verify_proof(bbs_key, &proof, headers, &disclosed));

    let rounds = rounds / 10 + 1;
    let signing = in_turns(rounds, || _ = sign(), bare_sign);
    print(name, suite.name(), key.key_type(), signing, in_turns(rounds, || _ = check(), bare_check));
    let (deriving, bare) = in_turns(rounds, || _ = show(), || _ = black_box(bare_show()));
    println!(
        "{name:<18}{:<22}{:<9}{deriving:>9.1}{bare:>9.1}{:>7.2}  ({} of {} messages shown)",
        "  derive",
        "",
        deriving / bare,
        shown.len(),
        messages.len()
    );
}

/// The medians of two operations, in microseconds, each done in turn with the other.
fn in_turns(rounds: usize, whole: impl Fn(), bare: impl Fn()) -> (f64, f64) {
    let timed = |operation: &dyn Fn()| {
        let start = Instant::now();
        operation();
        start.elapsed().as_secs_f64() * 1e6
    };
    let (mut of_whole, mut of_bare): (Vec<f64>, Vec<f64>) =
        (0..rounds).map(|_| (timed(&whole), timed(&bare))).unzip();
    (median(&mut of_whole), median(&mut of_bare))
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

fn print(
    name: &str,
    suite: &str,
    key_type: KeyType,
    (sign, bare_sign): (f64, f64),
    (check, bare_check): (f64, f64),
) {
    println!(
        "{name:<18}{suite:<22}{:<9}{sign:>9.1}{bare_sign:>9.1}{:>8.2}{check:>9.1}{bare_check:>9.1}{:>8.2}",
        key_type.name(),
        sign / bare_sign,
        check / bare_check
    );
}
