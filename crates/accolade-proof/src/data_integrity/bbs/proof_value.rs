use accolade_bbs::{Proof, PublicKey, Signature};
use accolade_report::Pointer;

use super::{NAME, malformed};
use crate::{
    ProofError,
    data_integrity::selective::{ComponentReader, ComponentWriter},
};

const BASE_PREFIX: [u8; 3] = [0xd9, 0x5d, 0x02];
const DERIVED_PREFIX: [u8; 3] = [0xd9, 0x5d, 0x03];

/// The components of a base proof value.
pub(super) struct BaseValue {
    pub(super) bbs_signature: Signature,
    pub(super) bbs_header: [u8; 64],
    pub(super) public_key: PublicKey,
    pub(super) hmac_key: [u8; 32],
    pub(super) mandatory_pointers: Vec<Pointer>,
}

/// The components of a derived proof value.
pub(super) struct DerivedValue {
    pub(super) bbs_proof: Proof,
    /// Of `c14n0`, `c14n1` and so on, without their `b`.
    pub(super) labels: Vec<usize>,
    pub(super) mandatory_indexes: Vec<usize>,
    pub(super) selective_indexes: Vec<usize>,
    pub(super) presentation_header: Vec<u8>,
}

impl BaseValue {
    /// [serializeBaseProofValue](https://www.w3.org/TR/vc-di-bbs/#serializebaseproofvalue).
    pub(super) fn write(
        bbs_signature: &[u8],
        bbs_header: &[u8],
        public_key: &[u8],
        hmac_key: &[u8; 32],
        mandatory_pointers: &[Pointer],
    ) -> String {
        ComponentWriter::new(BASE_PREFIX, 5)
            .bytes(bbs_signature)
            .bytes(bbs_header)
            .bytes(public_key)
            .bytes(hmac_key)
            .texts(mandatory_pointers.iter().map(Pointer::as_str))
            .into_text()
    }

    /// [parseBaseProofValue](https://www.w3.org/TR/vc-di-bbs/#parsebaseproofvalue).
    pub(super) fn read(text: &str) -> Result<Self, ProofError> {
        let mut components = ComponentReader::new(text)?;
        match components.prefix() {
            BASE_PREFIX => {}
            DERIVED_PREFIX => return Err(ProofError::AlreadyDerived),
            _ => return Err(unknown_prefix()),
        }
        components.begin(5)?;
        let bbs_signature = Signature::from_octets(&components.bytes()?)?;
        let bbs_header = components.bytes_of("the header")?;
        let public_key = PublicKey::from_octets(&components.bytes()?)?;
        let hmac_key = components.bytes_of("the HMAC key")?;
        let pointers = components.texts()?;
        components.finish()?;
        let read = |text: &String| {
            Pointer::parse(text).ok_or_else(|| malformed(format!("`{text}` is no JSON pointer")))
        };
        let mandatory_pointers = pointers.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self { bbs_signature, bbs_header, public_key, hmac_key, mandatory_pointers })
    }
}

impl DerivedValue {
    /// [serializeDerivedProofValue](https://www.w3.org/TR/vc-di-bbs/#serializederivedproofvalue).
    pub(super) fn to_text(&self) -> String {
        ComponentWriter::new(DERIVED_PREFIX, 5)
            .bytes(&self.bbs_proof.to_octets())
            .numbered_numbers(&self.labels)
            .numbers(&self.mandatory_indexes)
            .numbers(&self.selective_indexes)
            .bytes(&self.presentation_header)
            .into_text()
    }

    /// [parseDerivedProofValue](https://www.w3.org/TR/vc-di-bbs/#parsederivedproofvalue).
    pub(super) fn read(text: &str) -> Result<Self, ProofError> {
        let mut components = ComponentReader::new(text)?;
        match components.prefix() {
            DERIVED_PREFIX => {}
            BASE_PREFIX => return Err(ProofError::BaseProof { suite: NAME }),
            _ => return Err(unknown_prefix()),
        }
        components.begin(5)?;
        let bbs_proof = Proof::from_octets(&components.bytes()?)?;
        let labels = components.numbered_numbers()?;
        let mandatory_indexes = ascending("mandatory", components.numbers()?)?;
        let selective_indexes = ascending("selective", components.numbers()?)?;
        let presentation_header = components.bytes()?;
        components.finish()?;
        Ok(Self { bbs_proof, labels, mandatory_indexes, selective_indexes, presentation_header })
    }
}

/// Both lists are made from sorted ones. In another order, a message would be taken for that of another index.
fn ascending(what: &str, indexes: Vec<usize>) -> Result<Vec<usize>, ProofError> {
    if indexes.is_sorted_by(|a, b| a < b) {
        Ok(indexes)
    } else {
        Err(malformed(format!("the {what} indexes do not ascend")))
    }
}

fn unknown_prefix() -> ProofError {
    malformed(format!("the proof value begins as none of `{NAME}` does"))
}
