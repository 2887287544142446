use accolade_bbs::{Proof, Pseudonym, PublicKey, Scalar, Signature};
use accolade_report::Pointer;

use super::{
    NAME,
    feature::{Blinded, Feature, Nym},
    malformed,
};
use crate::{
    ProofError,
    data_integrity::selective::{ComponentReader, ComponentWriter},
};

/// The components of a base proof value.
pub(super) struct BaseValue {
    pub(super) feature: Feature,
    pub(super) bbs_signature: Signature,
    pub(super) bbs_header: [u8; 64],
    pub(super) public_key: PublicKey,
    pub(super) hmac_key: [u8; 32],
    pub(super) mandatory_pointers: Vec<Pointer>,
    pub(super) signer_nym_entropy: Option<Scalar>,
}

/// The components of a derived proof value.
pub(super) struct DerivedValue {
    pub(super) feature: Feature,
    pub(super) bbs_proof: Proof,
    /// Of `c14n0`, `c14n1` and so on, without their `b`.
    pub(super) labels: Vec<usize>,
    pub(super) mandatory_indexes: Vec<usize>,
    pub(super) selective_indexes: Vec<usize>,
    pub(super) presentation_header: Vec<u8>,
    pub(super) nym: Option<Nym>,
    /// How many messages the signer knew; not told in the baseline, where it is the number of all.
    pub(super) length_bbs_messages: usize,
}

impl BaseValue {
    /// [serializeBaseProofValue](https://www.w3.org/TR/vc-di-bbs/#serializebaseproofvalue).
    pub(super) fn write(
        bbs_signature: &[u8],
        bbs_header: &[u8],
        public_key: &[u8],
        hmac_key: &[u8; 32],
        mandatory_pointers: &[Pointer],
        blinded: Option<&Blinded>,
    ) -> String {
        let feature = blinded.map_or(Feature::Baseline, Blinded::feature);
        let entropy = blinded.and_then(Blinded::signer_nym_entropy);
        let components = 5 + u64::from(entropy.is_some());
        let value = ComponentWriter::new([0xd9, 0x5d, feature.byte()], components)
            .bytes(bbs_signature)
            .bytes(bbs_header)
            .bytes(public_key)
            .bytes(hmac_key)
            .texts(mandatory_pointers.iter().map(Pointer::as_str));
        entropy.into_iter().fold(value, |value, entropy| value.bytes(entropy)).into_text()
    }

    /// [parseBaseProofValue](https://www.w3.org/TR/vc-di-bbs/#parsebaseproofvalue).
    pub(super) fn read(text: &str) -> Result<Self, ProofError> {
        let mut components = ComponentReader::new(text)?;
        let feature = match Feature::of_prefix(components.prefix()) {
            Some((feature, false)) => feature,
            Some((_, true)) => return Err(ProofError::AlreadyDerived),
            None => return Err(unknown_prefix()),
        };
        components.begin(5 + u64::from(feature.has_pseudonym()))?;
        let bbs_signature = Signature::from_octets(&components.bytes()?)?;
        let bbs_header = components.bytes_of("the header")?;
        let public_key = PublicKey::from_octets(&components.bytes()?)?;
        let hmac_key = components.bytes_of("the HMAC key")?;
        let pointers = components.texts()?;
        let signer_nym_entropy = match feature.has_pseudonym() {
            true => Some(Scalar::from_octets(&components.bytes()?)?),
            false => None,
        };
        components.finish()?;
        let read = |text: &String| {
            Pointer::parse(text).ok_or_else(|| malformed(format!("`{text}` is no JSON pointer")))
        };
        let mandatory_pointers = pointers.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self {
            feature,
            bbs_signature,
            bbs_header,
            public_key,
            hmac_key,
            mandatory_pointers,
            signer_nym_entropy,
        })
    }
}

impl DerivedValue {
    /// [serializeDerivedProofValue](https://www.w3.org/TR/vc-di-bbs/#serializederivedproofvalue).
    pub(super) fn to_text(&self) -> String {
        let value = ComponentWriter::new([0xd9, 0x5d, self.feature.byte() + 1], components(self.feature))
            .bytes(&self.bbs_proof.to_octets())
            .numbered_numbers(&self.labels)
            .numbers(&self.mandatory_indexes)
            .numbers(&self.selective_indexes)
            .bytes(&self.presentation_header);
        let value = self
            .nym
            .iter()
            .fold(value, |value, nym| value.text(&nym.domain).bytes(&nym.pseudonym.to_octets()));
        match self.feature {
            Feature::Baseline => value.into_text(),
            _ => value.number(self.length_bbs_messages).into_text(),
        }
    }

    /// [parseDerivedProofValue](https://www.w3.org/TR/vc-di-bbs/#parsederivedproofvalue).
    pub(super) fn read(text: &str) -> Result<Self, ProofError> {
        let (feature, mut value) = begin_derived(text)?;
        let bbs_proof = Proof::from_octets(&value.bytes()?)?;
        let labels = value.numbered_numbers()?;
        let mandatory_indexes = ascending("mandatory", value.numbers()?)?;
        let selective_indexes = ascending("selective", value.numbers()?)?;
        let presentation_header = value.bytes()?;
        let nym = match feature.has_pseudonym() {
            true => Some(Nym { domain: value.text()?, pseudonym: Pseudonym::from_octets(&value.bytes()?)? }),
            false => None,
        };
        let length_bbs_messages = match feature {
            Feature::Baseline => bbs_proof.undisclosed() + selective_indexes.len(),
            _ => value.number()?,
        };
        value.finish()?;
        Ok(Self {
            feature,
            bbs_proof,
            labels,
            mandatory_indexes,
            selective_indexes,
            presentation_header,
            nym,
            length_bbs_messages,
        })
    }
}

/// The domain and the pseudonym that a derived proof value shows, in multibase, where it is one that was read before.
pub(super) fn shown_pseudonym(text: &str) -> Option<(String, Vec<u8>)> {
    let (feature, mut value) = begin_derived(text).ok()?;
    if !feature.has_pseudonym() {
        return None;
    }
    value.bytes().ok()?;
    value.numbered_numbers().ok()?;
    value.numbers().ok()?;
    value.numbers().ok()?;
    value.bytes().ok()?;
    Some((value.text().ok()?, value.bytes().ok()?))
}

fn begin_derived(text: &str) -> Result<(Feature, ComponentReader), ProofError> {
    let mut value = ComponentReader::new(text)?;
    match Feature::of_prefix(value.prefix()) {
        Some((feature, true)) => {
            value.begin(components(feature))?;
            Ok((feature, value))
        }
        Some((_, false)) => Err(ProofError::BaseProof { suite: NAME }),
        None => Err(unknown_prefix()),
    }
}

/// How many components a derived proof value has.
const fn components(feature: Feature) -> u64 {
    match feature {
        Feature::Baseline => 5,
        Feature::HolderBinding => 6,
        Feature::Pseudonym | Feature::HolderBindingPseudonym => 8,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_stands_once_and_after_the_lesser_ones() {
        for good in [vec![], vec![0], vec![0, 2, 5]] {
            assert_eq!(ascending("mandatory", good.clone()).unwrap(), good);
        }
        for wrong in [vec![1, 1], vec![2, 1], vec![0, 3, 3], vec![0, 4, 3]] {
            assert!(ascending("mandatory", wrong.clone()).is_err(), "{wrong:?}");
        }
    }
}
