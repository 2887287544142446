//! [Generators Calculation](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-generators-calculation).

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use bls12_381::G1Projective;

use crate::{BbsError, Ciphersuite, MOST_MESSAGES, point};

/// A point that nobody knows a relation of to any other, with its octets.
#[derive(Clone, Copy)]
pub(crate) struct Generator {
    pub(crate) point: G1Projective,
    pub(crate) octets: [u8; point::OCTETS],
}

/// The generators of an interface that were made so far, and what the next is made of.
struct Made {
    v: Vec<u8>,
    generators: Vec<Generator>,
}

/// They depend on nothing but the interface, so each is made once in a process. The draft allows it, and making them costs more than a
/// pairing.
static MADE: Mutex<BTreeMap<String, Made>> = Mutex::new(BTreeMap::new());

/// As many are kept, per interface, in some 100 kB: more than the complete example of Open Badges 3.0 takes. Those beyond are made
/// when they are needed.
const KEPT: usize = 512;

/// The first `count` generators of an interface.
pub(crate) fn create(suite: Ciphersuite, api_id: &str, count: usize) -> Result<Vec<Generator>, BbsError> {
    // `Q_1` stands beside the messages.
    if count > MOST_MESSAGES + 1 {
        return Err(BbsError::TooManyMessages { found: count - 1 });
    }
    seeded(suite, api_id, "MESSAGE_GENERATOR_SEED", count)
}

/// The point `P1` of the suite: the one generator of the plain interface under another seed
/// ([BLS12-381 Ciphersuites](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-bls12-381-ciphersuites)).
pub(crate) fn p1(suite: Ciphersuite) -> Result<G1Projective, BbsError> {
    let api_id = format!("{}H2G_HM2S_", suite.id());
    let made = seeded(suite, &api_id, "BP_MESSAGE_GENERATOR_SEED", 1)?;
    Ok(made.first().map_or_else(G1Projective::identity, |generator| generator.point))
}

fn seeded(suite: Ciphersuite, api_id: &str, seed: &str, count: usize) -> Result<Vec<Generator>, BbsError> {
    let seed = format!("{api_id}{seed}");
    let mut all = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if !all.contains_key(&seed) {
        // Step 1.
        let v = expand(suite, api_id, seed.as_bytes())?;
        all.insert(seed.clone(), Made { v, generators: Vec::new() });
    }
    let Some(made) = all.get_mut(&seed) else { return Ok(Vec::new()) };
    made.extend(suite, api_id, count.min(KEPT))?;
    let mut generators: Vec<Generator> = made.generators.iter().take(count).copied().collect();
    if count > KEPT {
        let mut further = Made { v: made.v.clone(), generators };
        // Other threads need not wait for a long list.
        drop(all);
        further.extend(suite, api_id, count)?;
        generators = further.generators;
    }
    Ok(generators)
}

impl Made {
    /// Steps 2 to 4, as far as they were not taken before.
    fn extend(&mut self, suite: Ciphersuite, api_id: &str, count: usize) -> Result<(), BbsError> {
        let dst = format!("{api_id}SIG_GENERATOR_DST_");
        while self.generators.len() < count {
            let i = self.generators.len() as u64 + 1;
            self.v.extend(i.to_be_bytes());
            self.v = expand(suite, api_id, &self.v)?;
            let point = suite.hash_to_curve(&self.v, dst.as_bytes())?;
            let [octets] = point::encode_all([&point]);
            self.generators.push(Generator { point, octets });
        }
        Ok(())
    }
}

fn expand(suite: Ciphersuite, api_id: &str, message: &[u8]) -> Result<Vec<u8>, BbsError> {
    let dst = format!("{api_id}SIG_GENERATOR_SEED_");
    suite.expand_message(message, dst.as_bytes(), 48).map(|octets| octets.to_vec())
}
