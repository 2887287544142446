//! The [proofs of witnesses](https://identity.foundation/didwebvh/v1.0/#verifying-witness-proofs-during-resolution).

use std::collections::{BTreeMap, BTreeSet};

use accolade_json::{Map, Value};
use accolade_keys::PublicKey;

use super::{ProofCheck, Version, entry::proof_key, malformed};
use crate::DidError;

/// Holds the proofs against every version that must be witnessed. A proof that names another log's version, an unknown witness
/// or another key than its own counts for nothing.
pub(super) fn check(versions: &[Version], file: &Value, holds: &ProofCheck<'_>) -> Result<(), DidError> {
    let listed = file.as_array().ok_or_else(|| malformed(0, "", "not a list of the proofs of witnesses"))?;
    let mut known = BTreeSet::new();
    for witnesses in versions.iter().filter_map(|version| version.witnesses.as_ref()) {
        for key in &witnesses.keys {
            known.insert(key.as_str());
        }
    }
    // The latest version of which a witness approves; it approves of all before it.
    let mut approved: BTreeMap<String, usize> = BTreeMap::new();
    for entry in listed {
        let id = entry.get("versionId").and_then(Value::as_str).unwrap_or_default();
        let Some(position) = versions.iter().position(|version| version.id == id) else { continue };
        let proofs = entry.get("proof").map(accolade_json::one_or_many).unwrap_or_default();
        for proof in proofs {
            let Ok(witness) = proof_key(proof) else { continue };
            let later = approved.get(&witness).is_some_and(|latest| *latest >= position);
            if later || !known.contains(witness.as_str()) {
                continue;
            }
            let mut signed = Map::new();
            signed.insert("versionId".to_owned(), id.into());
            let key = PublicKey::from_multikey(&witness);
            if key.is_ok_and(|key| holds(&Value::Object(signed), proof, &key)) {
                approved.insert(witness, position);
            }
        }
    }
    for (position, version) in versions.iter().enumerate() {
        let Some(witnesses) = &version.witnesses else { continue };
        let approves = |key: &&String| approved.get(*key).is_some_and(|latest| *latest >= position);
        let found = witnesses.keys.iter().filter(approves).count();
        if found < witnesses.threshold {
            let expected = witnesses.threshold;
            return Err(DidError::LogNotWitnessed { version: position + 1, found, expected });
        }
    }
    Ok(())
}
