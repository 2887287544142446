//! One line of a log.

use accolade_json::{Limits, Map, Value, date::parse_date_time_stamp, parse, to_jcs, to_text};
use accolade_keys::{Base, PublicKey, encode_multibase};
use sha2::{Digest, Sha256};
use time::{OffsetDateTime, UtcOffset};

use super::{ProofCheck, malformed, parameters::multikey_of};
use crate::DidError;

/// A line, taken apart.
pub(super) struct Entry {
    /// Its place in the log, from one.
    pub(super) number: usize,
    pub(super) id: String,
    pub(super) parameters: Map<String, Value>,
    pub(super) state: Value,
    time: String,
    proofs: Vec<Value>,
    /// The entry without its proofs.
    signed: Value,
}

/// A line, and how deep it nests.
const LIMITS: Limits = Limits { bytes: 1 << 20, depth: 32 };

/// The most proofs of one entry that are checked.
const MOST_PROOFS: usize = 16;

impl Entry {
    pub(super) fn read(line: &[u8], number: usize) -> Result<Self, DidError> {
        let mut value = parse(line, &LIMITS).map_err(DidError::Json)?;
        let wrong = |name: &str| malformed(number, &format!("/{name}"), "missing, or of the wrong type");
        let members = value.as_object_mut().ok_or_else(|| malformed(number, "", "not an object"))?;
        let proofs = match members.shift_remove("proof") {
            Some(Value::Array(proofs)) if (1..=MOST_PROOFS).contains(&proofs.len()) => proofs,
            Some(proof @ Value::Object(_)) => vec![proof],
            _ => return Err(wrong("proof")),
        };
        let known = ["versionId", "versionTime", "parameters", "state"];
        if let Some(name) = members.keys().find(|name| !known.contains(&name.as_str())) {
            return Err(malformed(number, &format!("/{name}"), "not a member of an entry"));
        }
        let text = |name: &str| members.get(name).and_then(Value::as_str).ok_or_else(|| wrong(name));
        let object = |name: &str| members.get(name).and_then(Value::as_object).ok_or_else(|| wrong(name));
        let (id, time) = (text("versionId")?, text("versionTime")?);
        let (parameters, state) = (object("parameters")?, object("state")?);
        Ok(Self {
            number,
            id: id.to_owned(),
            parameters: parameters.clone(),
            state: Value::Object(state.clone()),
            time: time.to_owned(),
            proofs,
            signed: value,
        })
    }

    pub(super) fn malformed(&self, place: &str, message: impl Into<String>) -> DidError {
        malformed(self.number, place, message)
    }

    /// Read (Resolve), steps 3.1 and 3.2.
    pub(super) fn check_number(&self) -> Result<(), DidError> {
        let parts: Vec<&str> = self.id.split('-').collect();
        match parts.as_slice() {
            [number, _] if *number == self.number.to_string() => Ok(()),
            _ => Err(self.malformed("/versionId", format!("not `{}`, a dash and a hash", self.number))),
        }
    }

    /// Step 4: a time in UTC, and said to be.
    pub(super) fn time(&self) -> Result<OffsetDateTime, DidError> {
        let time = parse_date_time_stamp(&self.time);
        let time = time.filter(|time| time.offset() == UtcOffset::UTC);
        time.ok_or_else(|| self.malformed("/versionTime", "not a date and time in UTC"))
    }

    /// Verify SCID: the hash of the first entry as it was before it held that hash.
    pub(super) fn check_scid(&self, stated: &str, expected: &str) -> Result<(), DidError> {
        let mismatch = |found: String| DidError::LogHashMismatch {
            version: self.number,
            found,
            expected: expected.to_owned(),
        };
        if stated != expected {
            return Err(mismatch(stated.to_owned()));
        }
        let text = to_text(&self.with_id("{SCID}")).replace(stated, "{SCID}");
        let preliminary = parse(text.as_bytes(), &LIMITS).map_err(DidError::Json)?;
        let found = multihash(to_jcs(&preliminary).as_bytes());
        if found == expected { Ok(()) } else { Err(mismatch(found)) }
    }

    /// Verify The Entry Hash: over the entry under the identifier of the one before it.
    pub(super) fn check_hash(&self, before: &str) -> Result<(), DidError> {
        let stated = self.id.split_once('-').map(|(_, hash)| hash).unwrap_or_default();
        let found = multihash(to_jcs(&self.with_id(before)).as_bytes());
        if found == stated {
            return Ok(());
        }
        Err(DidError::LogHashMismatch { version: self.number, found, expected: stated.to_owned() })
    }

    /// Authorized Keys: every proof is of the one suite, made with a key of that list.
    pub(super) fn check_proofs(&self, keys: &[String], holds: &ProofCheck<'_>) -> Result<(), DidError> {
        let refuse = |message: &'static str| DidError::LogProofMismatch { version: self.number, message };
        for proof in &self.proofs {
            let key = proof_key(proof).map_err(refuse)?;
            if !keys.contains(&key) {
                return Err(refuse("is signed with a key that may not change the document"));
            }
            let key = PublicKey::from_multikey(&key).map_err(|_| refuse("is signed with an unfit key"))?;
            if !holds(&self.signed, proof, &key) {
                return Err(refuse("has a proof that does not hold"));
            }
        }
        Ok(())
    }

    fn with_id(&self, id: &str) -> Value {
        let mut entry = self.signed.clone();
        if let Some(members) = entry.as_object_mut() {
            members.insert("versionId".to_owned(), id.into());
        }
        entry
    }
}

/// The Multikey that made a proof, if the proof is of the kind that logs hold.
pub(super) fn proof_key(proof: &Value) -> Result<String, &'static str> {
    let text = |name: &str| proof.get(name).and_then(Value::as_str);
    if (text("type"), text("cryptosuite")) != (Some("DataIntegrityProof"), Some("eddsa-jcs-2022")) {
        return Err("has a proof of another suite than `eddsa-jcs-2022`");
    }
    if text("proofPurpose") != Some("assertionMethod") {
        return Err("has a proof of another purpose than `assertionMethod`");
    }
    text("verificationMethod").and_then(multikey_of).ok_or("has a proof whose key is no `did:key`")
}

/// base58btc of the multihash with SHA-256, without the letter of multibase.
pub(super) fn multihash(bytes: &[u8]) -> String {
    let hash = [&[0x12, 0x20][..], &Sha256::digest(bytes)].concat();
    encode_multibase(Base::Base58Btc, &hash).split_off(1)
}
