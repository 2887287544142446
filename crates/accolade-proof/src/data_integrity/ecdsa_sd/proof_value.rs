use accolade_keys::{KeyError, KeyType, PublicKey};
use accolade_report::Pointer;

use super::{NAME, malformed};
use crate::{
    ProofError,
    data_integrity::selective::{ComponentReader, ComponentWriter},
};

const BASE_PREFIX: [u8; 3] = [0xd9, 0x5d, 0x00];
const DERIVED_PREFIX: [u8; 3] = [0xd9, 0x5d, 0x01];

/// The multicodec code of P-256 public keys, as a varint.
const P256_PREFIX: [u8; 2] = [0x80, 0x24];

/// The components of a base proof value.
pub(super) struct BaseValue {
    pub(super) base_signature: [u8; 64],
    pub(super) public_key: Vec<u8>,
    pub(super) hmac_key: [u8; 32],
    pub(super) signatures: Vec<Vec<u8>>,
    pub(super) mandatory_pointers: Vec<Pointer>,
}

/// The components of a derived proof value.
pub(super) struct DerivedValue {
    pub(super) base_signature: [u8; 64],
    pub(super) public_key: Vec<u8>,
    pub(super) signatures: Vec<Vec<u8>>,
    /// Of `c14n0`, `c14n1` and so on, without their multibase prefix and encoding.
    pub(super) labels: Vec<Vec<u8>>,
    pub(super) mandatory_indexes: Vec<usize>,
}

impl BaseValue {
    /// [serializeBaseProofValue](https://www.w3.org/TR/vc-di-ecdsa/#serializebaseproofvalue).
    pub(super) fn write(
        base_signature: &[u8],
        public_key: &[u8],
        hmac_key: &[u8; 32],
        signatures: &[Vec<u8>],
        mandatory_pointers: &[Pointer],
    ) -> String {
        ComponentWriter::new(BASE_PREFIX, 5)
            .bytes(base_signature)
            .bytes(public_key)
            .bytes(hmac_key)
            .byte_strings(signatures)
            .texts(mandatory_pointers.iter().map(Pointer::as_str))
            .into_text()
    }

    /// [parseBaseProofValue](https://www.w3.org/TR/vc-di-ecdsa/#parsebaseproofvalue).
    pub(super) fn read(text: &str) -> Result<Self, ProofError> {
        let mut components = ComponentReader::new(text)?;
        match components.prefix() {
            BASE_PREFIX => {}
            DERIVED_PREFIX => return Err(ProofError::AlreadyDerived),
            _ => return Err(unknown_prefix()),
        }
        components.begin(5)?;
        let base_signature = components.bytes_of("the base signature")?;
        let public_key = components.bytes()?;
        let hmac_key = components.bytes_of("the HMAC key")?;
        let signatures = signatures(components.byte_strings()?)?;
        let pointers = components.texts()?;
        components.finish()?;
        let read = |text: &String| {
            Pointer::parse(text).ok_or_else(|| malformed(format!("`{text}` is no JSON pointer")))
        };
        let mandatory_pointers = pointers.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self { base_signature, public_key, hmac_key, signatures, mandatory_pointers })
    }
}

impl DerivedValue {
    /// [serializeDerivedProofValue](https://www.w3.org/TR/vc-di-ecdsa/#serializederivedproofvalue).
    pub(super) fn to_text(&self) -> String {
        ComponentWriter::new(DERIVED_PREFIX, 5)
            .bytes(&self.base_signature)
            .bytes(&self.public_key)
            .byte_strings(&self.signatures)
            .numbered_byte_strings(&self.labels)
            .numbers(&self.mandatory_indexes)
            .into_text()
    }

    /// [parseDerivedProofValue](https://www.w3.org/TR/vc-di-ecdsa/#parsederivedproofvalue).
    pub(super) fn read(text: &str) -> Result<Self, ProofError> {
        let mut components = ComponentReader::new(text)?;
        match components.prefix() {
            DERIVED_PREFIX => {}
            BASE_PREFIX => return Err(ProofError::BaseProof { suite: NAME }),
            _ => return Err(unknown_prefix()),
        }
        components.begin(5)?;
        let base_signature = components.bytes_of("the base signature")?;
        let public_key = components.bytes()?;
        let signatures = signatures(components.byte_strings()?)?;
        let labels = components.numbered_byte_strings()?;
        let mut mandatory_indexes = components.numbers()?;
        components.finish()?;
        if let Some(label) = labels.iter().find(|label| label.len() != 32) {
            return Err(malformed(format!("a label has {} bytes, not 32", label.len())));
        }
        let count = mandatory_indexes.len();
        mandatory_indexes.sort_unstable();
        mandatory_indexes.dedup();
        if mandatory_indexes.len() != count {
            return Err(malformed("a mandatory index is there twice"));
        }
        Ok(Self { base_signature, public_key, signatures, labels, mandatory_indexes })
    }
}

/// The public key of the statements, whose bytes begin with its multicodec code.
pub(super) fn read_public_key(bytes: &[u8]) -> Result<PublicKey, ProofError> {
    let of_p256 = bytes.strip_prefix(&P256_PREFIX);
    let bytes = of_p256.ok_or_else(|| malformed("the key of the statements is not on P-256"))?;
    PublicKey::from_bytes(KeyType::P256, bytes)
        .map_err(|error: KeyError| malformed(format!("the key of the statements is none: {error}")))
}

pub(super) fn write_public_key(key: &PublicKey) -> Vec<u8> {
    [&P256_PREFIX[..], &key.to_bytes()].concat()
}

fn signatures(found: Vec<Vec<u8>>) -> Result<Vec<Vec<u8>>, ProofError> {
    match found.iter().find(|signature| signature.len() != 64) {
        Some(other) => Err(malformed(format!("a signature has {} bytes, not 64", other.len()))),
        None => Ok(found),
    }
}

fn unknown_prefix() -> ProofError {
    malformed(format!("the proof value begins as none of `{NAME}` does"))
}
