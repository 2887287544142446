//! The test vectors of Data Integrity BBS Cryptosuites, `bbs-2023`, with every intermediate value:
//! <https://github.com/w3c/vc-di-bbs>.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "other suites use more of it")]
mod support;

use std::path::PathBuf;

use accolade_bbs::{Ciphersuite, Scalar};
use accolade_conformance::{tally::Tally, vectors};
use accolade_json::Value;
use accolade_keys::{CryptoProvider, KeyType, PublicKey, SecretKey, encode_multibase};
use accolade_ld::{Contexts, Edition};
use accolade_proof::{
    codes,
    data_integrity::{
        Disclosable, Disclosure, Proof, Registry, SigningInput, derive, prepare,
        selective::{ComponentReader, Labelled, positions, shuffled_hmac_labels},
        verify_base,
    },
};
use accolade_report::Pointer;
use support::{check, contexts, hex, json, options, text};

#[test]
fn suites() {
    let Some(folder) = vectors::suite("vc-di-bbs") else { return };
    let folder = folder.join("TestVectors");
    let contexts = contexts(Edition::Current);
    let mut tally = Tally::new("vc-di-bbs");
    for (id, own, pointers) in [("wind", folder.clone(), "wind"), ("prc", folder.join("prc"), "prCred")] {
        // Not `prCredUnsigned.json`, which has another description than what was signed.
        let mut unsigned = json(&own.join("addSignedSDBase.json"));
        unsigned.as_object_mut().unwrap().shift_remove("proof");
        let vectors = Vectors {
            keys: json(&folder.join("BBSKeyMaterial.json")),
            material: json(&folder.join("BBSDeriveMaterial.json")),
            unsigned,
            mandatory: read_pointers(&json(&folder.join(format!("{pointers}Mandatory.json")))),
            selective: read_pointers(&json(&folder.join(format!("{pointers}Selective.json")))),
            folder: own,
            contexts: &contexts,
        };
        tally.record(&format!("bbs-2023/{id}/base"), vectors.base());
        tally.record(&format!("bbs-2023/{id}/derive"), vectors.derive());
        tally.record(&format!("bbs-2023/{id}/verify"), vectors.verify());
    }
    tally.finish();
}

struct Vectors<'a> {
    folder: PathBuf,
    keys: Value,
    material: Value,
    unsigned: Value,
    mandatory: Vec<Pointer>,
    selective: Vec<Pointer>,
    contexts: &'a Contexts,
}

impl Vectors<'_> {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn json(&self, name: &str) -> Value {
        json(&self.path(&format!("{name}.json")))
    }

    fn secret(&self) -> SecretKey {
        let secret = unhex(&self.keys["privateKeyHex"]);
        let multikey = [[0x8a, 0x26].as_slice(), &secret].concat();
        let secret =
            SecretKey::from_multikey(&encode_multibase(accolade_keys::Base::Base58Btc, &multikey)).unwrap();
        let public = PublicKey::from_bytes(KeyType::Bls12381G2, &unhex(&self.keys["publicKeyHex"])).unwrap();
        assert_eq!(secret.public_key(), &public);
        secret
    }

    fn hmac_key(&self) -> [u8; 32] {
        unhex(&self.keys["hmacKeyString"]).try_into().unwrap()
    }

    /// Create Base Proof, each step.
    fn base(&self) -> Result<(), String> {
        let config = self.json("addProofConfig");
        let suite = Registry::default().find("bbs-2023").ok_or("unknown suite")?;
        let key = self.secret();
        let disclosable = Disclosable::with_hmac_key(self.mandatory.clone(), self.hmac_key())
            .signed_by(key.public_key().clone());
        let options = options(&config).disclosable(disclosable);
        let prepared = prepare(&self.unsigned, options, suite, key.key_type(), self.contexts)
            .map_err(|e| e.to_string())?;
        let input = prepared.signing_input();
        let statements = input.statements.as_ref().ok_or("no statements")?;
        same("addBaseDocCanon", &lines(&input.document), &self.json("addBaseDocCanon"))?;
        same("addBaseDocHMACCanon", &statements.lines, &self.json("addBaseDocHMACCanon"))?;
        let transform = self.json("addBaseTransform");
        let mandatory: Vec<&str> = statements.mandatory().collect();
        let others: Vec<&str> = statements.non_mandatory().collect();
        same("mandatory", &mandatory, &mapped_lines(&transform["mandatory"]))?;
        same("nonMandatory", &others, &mapped_lines(&transform["nonMandatory"]))?;
        same("mandatoryIndexes", &statements.mandatory, &mapped_indexes(&transform["mandatory"]))?;
        same("messages", &prepared.messages_to_sign().ok_or("no messages")?, &others.into())?;
        same("addProofConfigCanon", &input.config, &text(&self.path("addProofConfigCanon.txt")).into())?;
        hashes(input, &self.json("addHashData"))?;

        let raw = self.json("addRawBaseSignatureInfo");
        let signature = prepared.sign(&key, &CryptoProvider::portable()).map_err(|e| e.to_string())?;
        same("bbsSignature", &hex(&signature), &raw["bbsSignature"])?;
        let signed = prepared.finish(&signature);
        let expected = self.json("addSignedSDBase");
        if signed != expected {
            return Err("another signed document".to_owned());
        }
        let proof = Proof::read(&expected["proof"]).unwrap();
        let (registry, provider) = (Registry::default(), CryptoProvider::native());
        verify_base(&expected, &proof, key.public_key(), self.contexts, &registry, &provider)
            .map_err(|e| e.to_string())?;
        // A base proof is never taken for a proof of what it stands in.
        match check(&expected, &expected["proof"], self.contexts) {
            Err(error) if error.code() == codes::BASE_PROOF => Ok(()),
            other => Err(format!("the base proof is not refused as one: {other:?}")),
        }
    }

    /// Add Derived Proof, each step.
    fn derive(&self) -> Result<(), String> {
        let base = self.json("addSignedSDBase");
        let labelled = Labelled::new(&self.unsigned, self.contexts, |count| {
            shuffled_hmac_labels(&self.hmac_key(), count)
        })
        .map_err(|e| e.to_string())?;
        let group = |pointers: &[Pointer]| labelled.group(pointers).map_err(|e| e.to_string());
        let mandatory = group(&self.mandatory)?;
        let selective = group(&self.selective)?;
        let combined = group(&[self.mandatory.clone(), self.selective.clone()].concat())?;
        let indexes = self.json("derivedGroupIndexes");
        same("mandatoryIndexes", mandatory.indexes(), &indexes["mandatoryIndexes"])?;
        same("selectiveIndexes", selective.indexes(), &indexes["selectiveIndexes"])?;
        same("combinedIndexes", combined.indexes(), &indexes["combinedIndexes"])?;
        let others: Vec<usize> =
            (0..labelled.lines().len()).filter(|index| !mandatory.indexes().contains(index)).collect();
        same("nonMandatoryIndexes", &others, &indexes["nonMandatoryIndexes"])?;
        let adjusted = self.json("derivedAdjIndexes");
        let adjusted_mandatory = positions(mandatory.indexes(), combined.indexes());
        let adjusted_selective = positions(combined.indexes(), &others);
        same("adjMandatoryIndexes", &adjusted_mandatory, &adjusted["adjMandatoryIndexes"])?;
        same("adjSelectiveIndexes", &adjusted_selective, &adjusted["adjSelectiveIndexes"])?;
        let data = self.json("derivedDisclosureData");
        let numbered = combined.labels().iter().enumerate();
        let numbered: Vec<Value> =
            numbered.map(|(n, label)| [format!("c14n{n}"), label.clone()].into()).collect();
        same("labelMap", &numbered, &data["labelMap"]["value"])?;
        if *combined.document() != self.json("derivedUnsignedReveal") {
            return Err("another reveal document".to_owned());
        }

        let header = unhex(&self.material["presentationHeaderHex"]);
        let scalars = self.mocked_scalars("H2G_HM2S_", 5 + others.len() - adjusted_selective.len());
        let disclosure = Disclosure::new(&self.selective).presentation_header(&header).with_scalars(scalars);
        let proof = Proof::read(&base["proof"]).unwrap();
        let revealed = derive(&base, &proof, disclosure, self.contexts, &Registry::default())
            .map_err(|e| e.to_string())?;
        let mut value = ComponentReader::new(revealed["proof"]["proofValue"].as_str().unwrap()).unwrap();
        value.begin(5).unwrap();
        same("bbsProof", &hex(&value.bytes().unwrap()), &data["bbsProof"])?;
        if revealed != self.json("derivedRevealDocument") {
            return Err("another derived document".to_owned());
        }
        Ok(())
    }

    /// Verify Derived Proof, each step. Whether the credential is in force is not asked: one has ended.
    fn verify(&self) -> Result<(), String> {
        let revealed = self.json("derivedRevealDocument");
        let held = check(&revealed, &revealed["proof"], self.contexts).map_err(|e| e.to_string())?;
        hashes(&held.input, &self.json("addHashData"))?;
        let statements = held.input.statements.as_ref().ok_or("no statements")?;
        let adjusted = self.json("derivedAdjIndexes");
        same("mandatoryIndexes", &statements.mandatory, &adjusted["adjMandatoryIndexes"])?;
        // The first example has no files of its own for this step.
        if !self.path("verifyNQuads.json").exists() {
            return Ok(());
        }
        same("verifyNQuads", &statements.lines, &self.json("verifyNQuads"))?;
        let published = self.json("verifyDerivedProofValue");
        let mut value = ComponentReader::new(revealed["proof"]["proofValue"].as_str().unwrap()).unwrap();
        value.begin(5).unwrap();
        same("bbsProof", &hex(&value.bytes().unwrap()), &published["bbsProof"])?;
        let labels = value.numbered_numbers().unwrap();
        let numbered = labels.iter().enumerate();
        let numbered: Vec<Value> =
            numbered.map(|(n, label)| [format!("c14n{n}"), format!("b{label}")].into()).collect();
        same("labelMap", &numbered, &published["labelMap"])?;
        same("mandatoryIndexes", &value.numbers().unwrap(), &published["mandatoryIndexes"])?;
        same("adjSelectedIndexes", &value.numbers().unwrap(), &published["adjSelectedIndexes"])
    }

    /// Mocked Random Scalars of the BBS draft, but tagged with the name of the interface alone, as these vectors were made.
    fn mocked_scalars(&self, interface: &str, count: usize) -> Vec<Scalar> {
        let suite = Ciphersuite::Sha256;
        let dst = format!("{}{interface}", suite.id());
        let seed = unhex(&self.material["pseudoRandSeedHex"]);
        let octets = suite.expand_message(&seed, dst.as_bytes(), 48 * count).unwrap();
        octets.chunks(48).map(|octets| Scalar::from_uniform(octets.try_into().unwrap())).collect()
    }
}

fn unhex(text: &Value) -> Vec<u8> {
    let text = text.as_str().unwrap();
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn read_pointers(value: &Value) -> Vec<Pointer> {
    value.as_array().unwrap().iter().map(|text| Pointer::parse(text.as_str().unwrap()).unwrap()).collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// The values of a map that is written as a list of entries.
fn mapped_lines(map: &Value) -> Value {
    map["value"].as_array().unwrap().iter().map(|entry| entry[1].clone()).collect()
}

fn mapped_indexes(map: &Value) -> Value {
    map["value"].as_array().unwrap().iter().map(|entry| entry[0].clone()).collect()
}

fn hashes(input: &SigningInput, published: &Value) -> Result<(), String> {
    same("proofHash", &hex(&input.config_hash), &published["proofHash"])?;
    same("mandatoryHash", &hex(&input.document_hash), &published["mandatoryHash"])
}

fn same(name: &str, found: &(impl serde::Serialize + ?Sized), published: &Value) -> Result<(), String> {
    let found = serde_json::to_value(found).unwrap();
    if &found == published { Ok(()) } else { Err(format!("{name} is {found}, published is {published}")) }
}
