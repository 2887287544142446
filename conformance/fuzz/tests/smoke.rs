//! A short run of each fuzz target without a fuzzer: every input of the committed corpus, and each of them altered a
//! thousand times from a fixed seed.

use std::{fs, path::Path};

#[test]
fn json() {
    run("json", accolade_fuzz::json);
}

#[test]
fn context() {
    run("context", accolade_fuzz::context);
}

#[test]
fn expand() {
    run("expand", accolade_fuzz::expand);
}

#[test]
fn compact() {
    run("compact", accolade_fuzz::compact);
}

#[test]
fn rdfc() {
    run("rdfc", accolade_fuzz::rdfc);
}

#[test]
fn nquads() {
    run("nquads", accolade_fuzz::nquads);
}

const ALTERED: usize = 1000;

fn run(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{target} has no corpus");
    let inputs: Vec<Vec<u8>> = files.iter().map(|path| fs::read(path).unwrap()).collect();
    let mut random = Random(0x00ac_c01a_de00);
    for input in &inputs {
        check(input);
        for _ in 0..ALTERED {
            let mut altered = input.clone();
            for _ in 0..1 + random.below(4) {
                random.alter(&mut altered, &inputs);
            }
            check(&altered);
        }
    }
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound.max(1) as u64).unwrap()
    }

    fn alter(&mut self, input: &mut Vec<u8>, others: &[Vec<u8>]) {
        let at = self.below(input.len() + 1);
        let end = (at + self.below(12)).min(input.len());
        match self.below(5) {
            0 => drop(input.drain(at..end)),
            1 => {
                let piece = input[at..end].to_vec();
                let to = self.below(input.len() + 1);
                input.splice(to..to, piece);
            }
            2 => {
                let other = &others[self.below(others.len())];
                let from = self.below(other.len() + 1);
                let piece = other[from..(from + self.below(40)).min(other.len())].to_vec();
                input.splice(at..end, piece);
            }
            3 => {
                const TOKENS: &[&str] = &[
                    "{", "}", "[", "]", ",", ":", "\"", "\\u", "@id", "@type", "@list", "@graph", "@none",
                    "@json", "null", "_:b0", "_:b1", "1e400", "-0", "\u{e9}", "<", ">", " .\n", "^^", "@en",
                ];
                let token = TOKENS[self.below(TOKENS.len())];
                input.splice(at..at, token.bytes());
            }
            _ => {
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= 1 << self.below(8);
                }
            }
        }
    }
}
