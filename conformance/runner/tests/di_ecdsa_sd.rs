//! The test vectors of Data Integrity ECDSA Cryptosuites, `ecdsa-sd-2023`, with every intermediate value:
//! <https://github.com/w3c/vc-di-ecdsa>.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::path::Path;

use accolade_conformance::{tally::Tally, vectors};
use accolade_json::Value;
use accolade_keys::{CryptoProvider, SecretKey, decode_multibase};
use accolade_ld::{Contexts, Edition};
use accolade_proof::{
    codes,
    data_integrity::{
        Disclosable, Proof, Registry, derive, prepare,
        selective::{Labelled, hmac_labels, positions},
        verify_base,
    },
};
use accolade_report::Pointer;
use support::{check, compare, contexts, hex, json, options, text};

#[test]
fn suites() {
    let Some(folder) = vectors::suite("vc-di-ecdsa") else { return };
    let folder = folder.join("TestVectors");
    let contexts = contexts(Edition::Current);
    let mut tally = Tally::new("vc-di-ecdsa-sd");
    for (id, pointers) in [("prc", "prCred"), ("employ", "employ")] {
        let own = folder.join("ecdsa-sd-2023").join(id);
        // Not `prCredUnsigned.json`, which has another description than what was signed.
        let mut unsigned = json(&own.join("addSignedSDBase.json"));
        unsigned.as_object_mut().unwrap().shift_remove("proof");
        let vectors = Vectors {
            folder: &own,
            keys: json(&folder.join("ecdsa-sd-2023/SDKeyMaterial.json")),
            unsigned,
            mandatory: read_pointers(&json(&folder.join(format!("{pointers}Mandatory.json")))),
            selective: read_pointers(&json(&folder.join(format!("{pointers}Selective.json")))),
            contexts: &contexts,
        };
        tally.record(&format!("ecdsa-sd-2023/{id}/base"), vectors.base());
        tally.record(&format!("ecdsa-sd-2023/{id}/derive"), vectors.derive());
        tally.record(&format!("ecdsa-sd-2023/{id}/verify"), vectors.verify());
    }
    tally.finish();
}

struct Vectors<'a> {
    folder: &'a Path,
    keys: Value,
    unsigned: Value,
    mandatory: Vec<Pointer>,
    selective: Vec<Pointer>,
    contexts: &'a Contexts,
}

impl Vectors<'_> {
    fn json(&self, name: &str) -> Value {
        json(&self.folder.join(format!("{name}.json")))
    }

    fn secret(&self, pair: &str) -> SecretKey {
        let secret =
            SecretKey::from_multikey(self.keys[pair]["secretKeyMultibase"].as_str().unwrap()).unwrap();
        assert_eq!(secret.public_key().to_multikey(), self.keys[pair]["publicKeyMultibase"]);
        secret
    }

    fn hmac_key(&self) -> [u8; 32] {
        let text = self.keys["hmacKeyString"].as_str().unwrap();
        std::array::from_fn(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap())
    }

    /// Create Base Proof, each step.
    fn base(&self) -> Result<(), String> {
        let config = self.json("addProofConfig");
        let suite = Registry::default().find("ecdsa-sd-2023").ok_or("unknown suite")?;
        let key = self.secret("baseKeyPair");
        let disclosable =
            Disclosable::with_keys(self.mandatory.clone(), self.hmac_key(), self.secret("proofKeyPair"));
        let options = options(&config).disclosable(disclosable.map_err(|e| e.to_string())?);
        let prepared = prepare(&self.unsigned, options, suite, key.key_type(), self.contexts)
            .map_err(|e| e.to_string())?;
        let input = prepared.signing_input();
        let statements = input.statements.as_ref().ok_or("no statements")?;
        let hashes = self.json("addHashData");
        let hash = |name: &str| hashes[name].as_str().unwrap().to_owned();
        compare(input, |name| match name {
            "canonDoc" => texts(&self.json("addBaseDocCanon")).concat(),
            "proofCanon" => text(&self.folder.join("addProofConfigCanon.txt")),
            "docHash" => hash("mandatoryHash"),
            "proofHash" => hash("proofHash"),
            _ => {
                let key = self.keys["proofKeyPair"]["publicKeyMultibase"].as_str().unwrap();
                let key = hex(&decode_multibase(key).unwrap().1);
                [hash("proofHash"), key, hash("mandatoryHash")].concat()
            }
        })?;
        same("addBaseDocHMACCanon", &statements.lines, &self.json("addBaseDocHMACCanon"))?;
        let transform = self.json("addBaseTransform");
        let mandatory: Vec<&str> = statements.mandatory().collect();
        let others: Vec<&str> = statements.non_mandatory().collect();
        same("mandatory", &mandatory, &mapped_lines(&transform["mandatory"]))?;
        same("nonMandatory", &others, &mapped_lines(&transform["nonMandatory"]))?;
        same("mandatoryIndexes", &statements.mandatory, &mapped_indexes(&transform["mandatory"]))?;

        let raw = self.json("addRawBaseSignatureInfo");
        let signatures: Vec<String> = statements.signatures.iter().map(|signature| hex(signature)).collect();
        same("signatures", &signatures, &raw["signatures"])?;
        // Deterministic ECDSA (RFC 6979) makes even the signatures reproducible.
        let signature =
            CryptoProvider::portable().sign(prepared.algorithm(), &key, &prepared.bytes_to_sign()).unwrap();
        same("baseSignature", &hex(&signature), &raw["baseSignature"])?;
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
        let labelled =
            Labelled::new(&self.unsigned, self.contexts, |count| hmac_labels(&self.hmac_key(), count))
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
        same(
            "adjMandatoryIndexes",
            &positions(mandatory.indexes(), combined.indexes()),
            &self.json("derivedAdjMandatoryIndexes")["adjMandatoryIndexes"],
        )?;
        same(
            "adjSignatureIndexes",
            &positions(combined.indexes(), &others),
            &self.json("derivedAdjSignatures")["adjSignatureIndexes"],
        )?;
        let labels = self.json("derivedDisclosureData")["labelMap"]["value"].as_array().unwrap().clone();
        let numbered = combined.labels().iter().enumerate();
        let numbered: Vec<Value> =
            numbered.map(|(n, label)| [format!("c14n{n}"), label.clone()].into()).collect();
        same("labelMap", &numbered, &labels.into())?;
        if *combined.document() != self.json("derivedUnsignedReveal") {
            return Err("another reveal document".to_owned());
        }

        let proof = Proof::read(&base["proof"]).unwrap();
        let registry = Registry::default();
        let revealed =
            derive(&base, &proof, &self.selective, self.contexts, &registry).map_err(|e| e.to_string())?;
        if revealed != self.json("derivedRevealDocument") {
            return Err("another derived document".to_owned());
        }
        Ok(())
    }

    /// Verify Derived Proof, each step. Whether the credential is in force is not asked: one has ended.
    fn verify(&self) -> Result<(), String> {
        let revealed = self.json("derivedRevealDocument");
        let held = check(&revealed, &revealed["proof"], self.contexts).map_err(|e| e.to_string())?;
        let statements = held.input.statements.as_ref().ok_or("no statements")?;
        same("verifyNQuads", &statements.lines, &self.json("verifyNQuads"))?;
        let data = self.json("verifyCreateVerifyData");
        let others: Vec<&str> = statements.non_mandatory().collect();
        same("nonMandatory", &others, &data["nonMandatory"])?;
        same("proofHash", &hex(&held.input.config_hash), &data["proofHash"])?;
        same("mandatoryHash", &hex(&held.input.document_hash), &data["mandatoryHash"])?;
        let signatures: Vec<String> = statements.signatures.iter().map(|signature| hex(signature)).collect();
        same("signatures", &signatures, &data["signatures"])?;
        same(
            "mandatoryIndexes",
            &statements.mandatory,
            &self.json("verifyDerivedProofValue")["mandatoryIndexes"],
        )
    }
}

fn read_pointers(value: &Value) -> Vec<Pointer> {
    texts(value).into_iter().map(|text| Pointer::parse(text).unwrap()).collect()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

/// The values of a map that is written as a list of entries.
fn mapped_lines(map: &Value) -> Value {
    map["value"].as_array().unwrap().iter().map(|entry| entry[1].clone()).collect()
}

fn mapped_indexes(map: &Value) -> Value {
    map["value"].as_array().unwrap().iter().map(|entry| entry[0].clone()).collect()
}

fn same(name: &str, found: &(impl serde::Serialize + ?Sized), published: &Value) -> Result<(), String> {
    let found = serde_json::to_value(found).unwrap();
    if &found == published { Ok(()) } else { Err(format!("{name} is {found}, published is {published}")) }
}
