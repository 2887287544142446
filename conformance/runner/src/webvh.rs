//! Makes logs of `did:webvh`, good and bad, as a controller would: entry by entry, hashed and signed.

#![expect(clippy::indexing_slicing, reason = "a generator fails by panicking, on logs that it makes itself")]

use accolade::{
    json::{Value, to_jcs},
    keys::{Algorithm, Base, CryptoProvider, KeyType, PublicKey, SecretKey, encode_multibase},
    ld::{Contexts, rdfc::HashAlgorithm},
    proof::data_integrity::{Expectation, Proof, ProofOptions, Registry, prepare, verify},
};
use serde_json::json;

/// Whether a proof of a log holds, as the verifier asks it.
#[must_use]
pub fn proof_holds(document: &Value, proof: &Value, key: &PublicKey) -> bool {
    let (registry, contexts) = (Registry::default(), Contexts::pinned());
    let provider = CryptoProvider::portable();
    Proof::read(proof).is_ok_and(|proof| {
        verify(document, &proof, &Expectation::ASSERTION, key, &contexts, &registry, &provider).is_ok()
    })
}

/// A log in the making.
#[derive(Clone, Debug)]
pub struct LogMaker {
    host: String,
    scid: String,
    entries: Vec<Value>,
}

/// What a new entry says. `{DID}` in the document becomes the DID.
#[derive(Clone, Debug)]
pub struct Draft {
    /// `versionTime`.
    pub time: &'static str,
    /// `parameters`, beside the method and the SCID of a first entry.
    pub parameters: Value,
    /// `state`.
    pub document: Value,
    /// The number of the key that signs.
    pub signer: u8,
}

/// The key of a number: made of nothing else, so everyone has its secret.
///
/// # Panics
/// Never: every seed gives an Ed25519 key.
#[must_use]
pub fn key(number: u8) -> SecretKey {
    SecretKey::generate(KeyType::Ed25519, &[number; 64]).expect("every seed gives a key")
}

/// Its Multikey.
#[must_use]
pub fn multikey(number: u8) -> String {
    key(number).public_key().to_multikey()
}

/// What announces that key to a log.
#[must_use]
pub fn key_hash(number: u8) -> String {
    multihash(multikey(number).as_bytes())
}

impl LogMaker {
    /// A log at a host, and below it, in the form of the DID.
    #[must_use]
    pub fn new(host: &str) -> Self {
        Self { host: host.to_owned(), scid: String::new(), entries: Vec::new() }
    }

    /// The DID; `{SCID}` stands in it before the first entry is made.
    #[must_use]
    pub fn did(&self) -> String {
        let scid = if self.scid.is_empty() { "{SCID}" } else { &self.scid };
        format!("did:webvh:{scid}:{}", self.host)
    }

    /// Moves to another host.
    #[must_use]
    pub fn moved_to(self, host: &str) -> Self {
        Self { host: host.to_owned(), ..self }
    }

    /// Adds an entry.
    #[must_use]
    pub fn then(mut self, draft: Draft) -> Self {
        let number = self.entries.len() + 1;
        let document = draft.document.to_string().replace("{DID}", &self.did());
        let mut parameters = draft.parameters;
        let mut before = self.entries.last().map(|entry| entry["versionId"].clone());
        if number == 1 {
            // Members in the order in which logs usually have them.
            let mut first = json!({"method": "did:webvh:1.0", "scid": "{SCID}"});
            if let (Some(first), Value::Object(others)) = (first.as_object_mut(), parameters) {
                first.extend(others);
            }
            parameters = first;
            before = Some("{SCID}".into());
        }
        let mut entry = json!({
            "versionId": before, "versionTime": draft.time, "parameters": parameters,
            "state": serde_json::from_str::<Value>(&document).expect("it was JSON before"),
        });
        if number == 1 {
            self.scid = multihash(to_jcs(&entry).as_bytes());
            let text = entry.to_string().replace("{SCID}", &self.scid);
            entry = serde_json::from_str(&text).expect("it was JSON before");
        }
        entry["versionId"] = format!("{number}-{}", multihash(to_jcs(&entry).as_bytes())).into();
        self.entries.push(sign(&entry, draft.signer));
        self
    }

    /// Alters the last entry behind its controller's back; where `signer` is given, that key signs what came of it, under the
    /// hash that belongs to it.
    #[must_use]
    pub fn alter(mut self, pointer: &str, value: Value, signer: Option<u8>) -> Self {
        let mut entry = self.entries.pop().expect("there is an entry");
        let (parent, name) = pointer.rsplit_once('/').expect("a pointer to a member");
        let parent = entry.pointer_mut(parent).expect("the parent is there");
        match (value, parent.as_object_mut()) {
            (Value::Null, Some(members)) => drop(members.shift_remove(name)),
            (value, _) => parent[name] = value,
        }
        if let Some(signer) = signer {
            entry.as_object_mut().expect("an entry is an object").shift_remove("proof");
            let number = self.entries.len() + 1;
            let before = self.entries.last().map(|entry| entry["versionId"].clone());
            entry["versionId"] = before.unwrap_or_else(|| self.scid.clone().into());
            entry["versionId"] = format!("{number}-{}", multihash(to_jcs(&entry).as_bytes())).into();
            entry = sign(&entry, signer);
        }
        self.entries.push(entry);
        self
    }

    /// The log as it is published.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.entries.iter().map(|entry| format!("{entry}\n")).collect()
    }

    /// What witnesses of these numbers say of the last version.
    #[must_use]
    pub fn witnessed_by(&self, witnesses: &[u8]) -> Value {
        let id = &self.entries.last().expect("there is an entry")["versionId"];
        let proof = |number: &u8| sign(&json!({"versionId": id}), *number)["proof"].clone();
        json!([{"versionId": id, "proof": witnesses.iter().map(proof).collect::<Vec<_>>()}])
    }
}

fn sign(document: &Value, number: u8) -> Value {
    let (key, multikey) = (key(number), multikey(number));
    let suite = Registry::default().find("eddsa-jcs-2022").expect("the suite is known");
    let options = ProofOptions::new(format!("did:key:{multikey}#{multikey}")).created("2026-02-01T09:00:05Z");
    let prepared = prepare(document, options, suite, KeyType::Ed25519, &Contexts::pinned())
        .expect("any object can be signed as text");
    let signature = CryptoProvider::portable().sign(Algorithm::EdDsa, &key, &prepared.bytes_to_sign());
    prepared.finish(&signature.expect("the key signs with its own algorithm"))
}

fn multihash(bytes: &[u8]) -> String {
    let hash = HashAlgorithm::Sha256.hash(bytes);
    encode_multibase(Base::Base58Btc, &[&[0x12, 0x20], hash.as_bytes()].concat()).split_off(1)
}
