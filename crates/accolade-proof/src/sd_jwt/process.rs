//! [RFC 9901 §7.1](https://www.rfc-editor.org/rfc/rfc9901#section-7.1), step 3: what is shown goes back to its place.

use std::collections::{HashMap, HashSet};

use accolade_json::Limits;
use accolade_report::{Code, Pointer};
use serde_json::{Map, Value};

use super::{Disclosure, HashAlgorithm, PLACEHOLDER, SD, SD_ALG};
use crate::{ProofError, codes};

/// A payload with what is shown in its place, and no digest left.
pub(super) struct Processed {
    pub(super) claims: Map<String, Value>,
    pub(super) hash: HashAlgorithm,
    /// The place of each disclosure, in the order of the disclosures.
    pub(super) places: Vec<Pointer>,
    /// Whether a digest has no disclosure.
    pub(super) withholds: bool,
}

pub(super) fn process(
    mut payload: Map<String, Value>,
    disclosures: &[Disclosure],
) -> Result<Processed, ProofError> {
    let hash = HashAlgorithm::of(payload.get(SD_ALG))?;
    payload.shift_remove(SD_ALG);
    let mut by_digest = HashMap::with_capacity(disclosures.len());
    for (index, disclosure) in disclosures.iter().enumerate() {
        if by_digest.insert(hash.digest(&disclosure.encoded), index).is_some() {
            return Err(fault(codes::SD_JWT_REPEATED, &Pointer::root(), "a disclosure is there twice"));
        }
    }
    let mut walk = Walk {
        disclosures,
        by_digest,
        seen: HashSet::new(),
        places: vec![None; disclosures.len()],
        deepest: Limits::default().depth,
    };
    let claims = walk.object(payload, &Pointer::root(), 0)?;
    let withholds = walk.seen.len() > disclosures.len();
    // Step 5: what nothing signed refers to was slipped in.
    let places: Option<Vec<Pointer>> = walk.places.into_iter().collect();
    let message = "a disclosure belongs to no digest that is signed";
    let places = places.ok_or_else(|| fault(codes::SD_JWT_UNREFERENCED, &Pointer::root(), message))?;
    Ok(Processed { claims, hash, places, withholds })
}

struct Walk<'a> {
    disclosures: &'a [Disclosure],
    by_digest: HashMap<String, usize>,
    /// Every digest met so far.
    seen: HashSet<String>,
    places: Vec<Option<Pointer>>,
    deepest: usize,
}

impl Walk<'_> {
    fn value(&mut self, value: Value, place: &Pointer, depth: usize) -> Result<Value, ProofError> {
        // Disclosures may stand inside each other, each of them as deep as a document may be.
        if depth > self.deepest {
            return Err(fault(
                codes::SD_JWT_MALFORMED,
                place,
                "disclosures stand too deeply inside each other",
            ));
        }
        match value {
            Value::Object(members) => Ok(Value::Object(self.object(members, place, depth)?)),
            Value::Array(items) => Ok(Value::Array(self.array(items, place, depth)?)),
            other => Ok(other),
        }
    }

    fn object(
        &mut self,
        mut members: Map<String, Value>,
        place: &Pointer,
        depth: usize,
    ) -> Result<Map<String, Value>, ProofError> {
        if members.contains_key(PLACEHOLDER) {
            let message = "a member `...` stands outside of a list's placeholder";
            return Err(fault(codes::SD_JWT_RESERVED, &place.key(PLACEHOLDER), message));
        }
        if members.contains_key(SD_ALG) {
            let message = "a member `_sd_alg` stands below the top";
            return Err(fault(codes::SD_JWT_RESERVED, &place.key(SD_ALG), message));
        }
        let digests = members.shift_remove(SD);
        let mut out = Map::with_capacity(members.len());
        for (name, member) in members {
            let member = self.value(member, &place.key(&name), depth + 1)?;
            out.insert(name, member);
        }
        // Step 3.3.1
        let digests = match digests {
            None => Vec::new(),
            Some(Value::Array(digests)) => digests,
            Some(_) => return Err(fault(codes::SD_JWT_MALFORMED, &place.key(SD), "`_sd` is not a list")),
        };
        for digest in digests {
            let Some(index) = self.find(&digest, &place.key(SD))? else { continue };
            let Some(disclosure) = self.disclosures.get(index) else { continue };
            // Step 3.3.2
            let Some(name) = &disclosure.name else {
                let message = "a disclosure without a name stands where a member belongs";
                return Err(fault(codes::SD_JWT_MISPLACED, place, message));
            };
            let place = place.key(name);
            // Step 3.3.4
            if out.contains_key(name) {
                let message = format!("`{name}` is there and is disclosed as well");
                return Err(fault(codes::SD_JWT_COLLISION, &place, &message));
            }
            let value = self.value(disclosure.value.clone(), &place, depth + 1)?;
            if let Some(slot) = self.places.get_mut(index) {
                *slot = Some(place);
            }
            out.insert(name.clone(), value);
        }
        Ok(out)
    }

    fn array(&mut self, items: Vec<Value>, place: &Pointer, depth: usize) -> Result<Vec<Value>, ProofError> {
        let mut out = Vec::with_capacity(items.len());
        for item in items {
            let place = place.index(out.len());
            let digest =
                item.as_object().and_then(|members| members.get(PLACEHOLDER).map(|d| (d, members.len())));
            let Some((digest, size)) = digest else {
                out.push(self.value(item, &place, depth + 1)?);
                continue;
            };
            // Step 3.4.1: nothing may stand beside it.
            if size != 1 {
                let message = "a placeholder has other members";
                return Err(fault(codes::SD_JWT_MALFORMED, &place, message));
            }
            // Step 3.4.3: an item of which nothing is shown is left out.
            let Some(index) = self.find(digest, &place)? else { continue };
            let Some(disclosure) = self.disclosures.get(index) else { continue };
            if disclosure.name.is_some() {
                let message = "a disclosure with a name stands where an item belongs";
                return Err(fault(codes::SD_JWT_MISPLACED, &place, message));
            }
            out.push(self.value(disclosure.value.clone(), &place, depth + 1)?);
            if let Some(slot) = self.places.get_mut(index) {
                *slot = Some(place);
            }
        }
        Ok(out)
    }

    /// The disclosure behind a digest. A decoy has none.
    fn find(&mut self, digest: &Value, place: &Pointer) -> Result<Option<usize>, ProofError> {
        let Some(digest) = digest.as_str() else {
            return Err(fault(codes::SD_JWT_MALFORMED, place, "a digest is not a string"));
        };
        // Step 4
        if !self.seen.insert(digest.to_owned()) {
            return Err(fault(codes::SD_JWT_REPEATED, place, "the same digest stands in two places"));
        }
        Ok(self.by_digest.get(digest).copied())
    }
}

pub(super) fn fault(code: Code, pointer: &Pointer, message: &str) -> ProofError {
    ProofError::Refused { code, pointer: pointer.clone(), message: message.to_owned() }
}
