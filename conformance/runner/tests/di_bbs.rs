//! The test vectors of Data Integrity BBS Cryptosuites, `bbs-2023`, with every intermediate value:
//! <https://github.com/w3c/vc-di-bbs>.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "other suites use more of it")]
mod support;

use std::path::PathBuf;

use accolade_bbs::{BlindInterface, Ciphersuite, Commitment, Headers, Hidden, Pseudonym, Scalar, Signature};
use accolade_conformance::{tally::Tally, vectors};
use accolade_json::Value;
use accolade_keys::{CryptoProvider, KeyType, PublicKey, SecretKey, encode_multibase};
use accolade_ld::{Contexts, Edition};
use accolade_proof::{
    codes,
    data_integrity::{
        Blinded, Disclosable, Disclosure, HolderSecrets, Prepared, Proof, Registry, SigningInput, derive,
        prepare,
        selective::{ComponentReader, ComponentWriter, Labelled, positions, shuffled_hmac_labels},
        verify_base,
    },
};
use accolade_report::Pointer;
use support::{check, contexts, hex, json, options, text};

#[test]
fn suites() {
    let Some(folder) = vectors::suite("vc-di-bbs") else { return };
    let folder = folder.join("TestVectors");
    let mut contexts = contexts(Edition::Current);
    contexts.insert("https://w3id.org/vdl/aamva/v1", &aamva()).unwrap();
    let mut tally = Tally::new("vc-di-bbs");
    for (id, own, pointers) in [("wind", folder.clone(), "wind"), ("prc", folder.join("prc"), "prCred")] {
        // Not `prCredUnsigned.json`, which has another description than what was signed.
        let mut unsigned = json(&own.join("addSignedSDBase.json"));
        unsigned.as_object_mut().unwrap().shift_remove("proof");
        let vectors = Vectors {
            inputs: None,
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
    for (id, feature) in [
        ("HolderBinding", Feature { bound: true, nym: false }),
        ("Pseudonym", Feature { bound: false, nym: true }),
        ("PseudonymHB", Feature { bound: true, nym: true }),
    ] {
        let inputs = folder.join("FeatureInputs");
        let input = |name: &str| json(&inputs.join(format!("{name}.json")));
        let vectors = Vectors {
            keys: json(&folder.join("BBSKeyMaterial.json")),
            material: json(&folder.join("BBSDeriveMaterial.json")),
            unsigned: input("license"),
            mandatory: read_pointers(&input("licenseMandatory")),
            selective: read_pointers(&input("licenseSelective")),
            folder: folder.join(id),
            contexts: &contexts,
            inputs: Some(Inputs::read(feature, &input, &json(&folder.join(id).join("commitmentInfo.json")))),
        };
        tally.record(&format!("bbs-2023/{id}/base"), vectors.base());
        tally.record(&format!("bbs-2023/{id}/base-value"), vectors.base_value());
        tally.record(&format!("bbs-2023/{id}/derive"), vectors.derive());
        tally.record(&format!("bbs-2023/{id}/derived-value"), vectors.derived_value());
        tally.record(&format!("bbs-2023/{id}/verify"), vectors.verify());
        tally.record(&format!("bbs-2023/{id}/bbs-proof"), vectors.bbs_proof());
    }
    tally.finish();
}

/// Which optional features a folder of vectors has.
#[derive(Clone, Copy)]
struct Feature {
    bound: bool,
    nym: bool,
}

/// What a holder and a signer put in beside the document.
struct Inputs {
    feature: Feature,
    commitment: Commitment,
    blind: Scalar,
    holder_secret: Vec<u8>,
    prover_nym: Scalar,
    signer_nym_entropy: Scalar,
    domain: String,
}

impl Inputs {
    fn read(feature: Feature, input: &dyn Fn(&str) -> Value, commitment: &Value) -> Self {
        let scalar = |value: &Value| Scalar::from_octets(&unhex(value)).unwrap();
        Self {
            feature,
            commitment: Commitment::from_octets(&unhex(&commitment["commitmentWithProof"])).unwrap(),
            blind: scalar(&commitment["secretProverBlind"]),
            holder_secret: unhex(&input("holderSecret")["holderSecretHex"]),
            prover_nym: scalar(&input("proverNym")["proverNymHex"]),
            signer_nym_entropy: scalar(&input("signerNymEntropy")["signerNymEntropyHex"]),
            domain: input("verifierInfo")["verifierId"].as_str().unwrap().to_owned(),
        }
    }

    fn blinded(&self) -> Blinded {
        let commitment = self.commitment.clone();
        match self.feature.nym {
            true => Blinded::pseudonym(commitment, &self.signer_nym_entropy).unwrap(),
            false => Blinded::holder_binding(commitment).unwrap(),
        }
    }

    fn secrets(&self) -> HolderSecrets<'_> {
        HolderSecrets {
            holder_secret: self.feature.bound.then_some(self.holder_secret.as_slice()),
            prover_nym: self.feature.nym.then_some(&self.prover_nym),
            prover_blind: &self.blind,
            nym_domain: self.feature.nym.then_some(self.domain.as_str()),
        }
    }

    /// How many scalars a proof takes beside those of a plain one.
    fn hidden(&self) -> usize {
        1 + usize::from(self.feature.bound) + usize::from(self.feature.nym)
    }

    fn interface(&self) -> (BlindInterface, &'static str) {
        match self.feature.nym {
            true => (BlindInterface::Pseudonym(Ciphersuite::Sha256), "H2G_HM2S_PSEUDONYM_"),
            false => (BlindInterface::Messages(Ciphersuite::Sha256), "BLIND_H2G_HM2S_"),
        }
    }
}

/// Of the context of the American driving licences, which is not among the published ones at hand, the terms that the vectors use;
/// what they stand for is in the vectors' own statements.
fn aamva() -> Value {
    let term = |name: &str| format!("https://w3id.org/vdl/aamva#{name}");
    serde_json::json!({"@context": {
        "aamva_aka_suffix": term("akaSuffix"),
        "aamva_family_name_truncation": term("familyNameTruncation"),
        "aamva_given_name_truncation": term("givenNameTruncation"),
    }})
}

struct Vectors<'a> {
    folder: PathBuf,
    keys: Value,
    material: Value,
    unsigned: Value,
    mandatory: Vec<Pointer>,
    selective: Vec<Pointer>,
    contexts: &'a Contexts,
    inputs: Option<Inputs>,
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

    /// The document with its base proof, made here.
    fn signed(&self) -> Result<Value, String> {
        let (prepared, signature) = self.prepared()?;
        Ok(prepared.finish(&signature))
    }

    fn prepared(&self) -> Result<(Prepared, Vec<u8>), String> {
        let config = self.json("addProofConfig");
        let suite = Registry::default().find("bbs-2023").ok_or("unknown suite")?;
        let key = self.secret();
        let mut disclosable = Disclosable::with_hmac_key(self.mandatory.clone(), self.hmac_key())
            .signed_by(key.public_key().clone());
        if let Some(inputs) = &self.inputs {
            disclosable = disclosable.blinded(inputs.blinded());
        }
        let options = options(&config).disclosable(disclosable);
        let prepared = prepare(&self.unsigned, options, suite, key.key_type(), self.contexts)
            .map_err(|e| e.to_string())?;
        let signature = prepared.sign(&key, &CryptoProvider::portable()).map_err(|e| e.to_string())?;
        Ok((prepared, signature))
    }

    /// Create Base Proof, each step.
    fn base(&self) -> Result<(), String> {
        let key = self.secret();
        let (prepared, signature) = self.prepared()?;
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
        same("bbsSignature", &hex(&signature), &raw["bbsSignature"])?;
        if self.inputs.is_some() {
            return same("bbsHeader", &hex(&input.bytes()), &raw["bbsHeader"]);
        }
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
        let base = match &self.inputs {
            None => self.json("addSignedSDBase"),
            // Its value may be written in another way; see below.
            Some(_) => self.signed()?,
        };
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
        let mut count = 5 + others.len() - adjusted_selective.len();
        let mut disclosure = Disclosure::new(&self.selective).presentation_header(&header);
        let mut tag = "H2G_HM2S_";
        if let Some(inputs) = &self.inputs {
            disclosure = disclosure.secrets(inputs.secrets());
            count += inputs.hidden();
            tag = inputs.interface().1;
        }
        let disclosure = disclosure.with_scalars(self.mocked_scalars(tag, count));
        let proof = Proof::read(&base["proof"]).unwrap();
        let revealed = derive(&base, &proof, disclosure, self.contexts, &Registry::default())
            .map_err(|e| e.to_string())?;
        let mut value = ComponentReader::new(revealed["proof"]["proofValue"].as_str().unwrap()).unwrap();
        value.begin(self.components()).unwrap();
        same("bbsProof", &hex(&value.bytes().unwrap()), &data["bbsProof"])?;
        if let Some(inputs) = &self.inputs {
            same("labelMap", &value.numbered_numbers().unwrap().len(), &combined.labels().len().into())?;
            same("mandatoryIndexes", &value.numbers().unwrap(), &data["mandatoryIndexes"])?;
            same("adjSelectiveIndexes", &value.numbers().unwrap(), &data["adjSelectiveIndexes"])?;
            same(
                "presentationHeader",
                &hex(&value.bytes().unwrap()),
                &self.material["presentationHeaderHex"],
            )?;
            if inputs.feature.nym {
                same("nym_domain", &value.text().unwrap(), &inputs.domain.clone().into())?;
                same("pseudonym", &hex(&value.bytes().unwrap()), &data["pseudonym"])?;
            }
            same("lengthBBSMessages", &value.number().unwrap(), &data["lengthBBSMessages"])?;
            // What is derived here holds.
            let held = check(&revealed, &revealed["proof"], self.contexts).map_err(|e| e.to_string())?;
            let noted = held.findings.iter().any(|finding| finding.code == codes::PSEUDONYM);
            return same("pseudonym noted", &noted, &inputs.feature.nym.into());
        }
        if revealed != self.json("derivedRevealDocument") {
            return Err("another derived document".to_owned());
        }
        Ok(())
    }

    /// Verify Derived Proof, each step. Whether the credential is in force is not asked: one has ended.
    fn verify(&self) -> Result<(), String> {
        let mut revealed = self.json("derivedRevealDocument");
        if let Some(inputs) = self.inputs.as_ref().filter(|inputs| inputs.feature.nym) {
            let published = revealed["proof"]["proofValue"].as_str().unwrap();
            revealed["proof"]["proofValue"] = as_specified(published, inputs).into();
        }
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
        value.begin(self.components()).unwrap();
        same("bbsProof", &hex(&value.bytes().unwrap()), &published["bbsProof"])?;
        let labels = value.numbered_numbers().unwrap();
        let numbered = labels.iter().enumerate();
        let numbered: Vec<Value> =
            numbered.map(|(n, label)| [format!("c14n{n}"), format!("b{label}")].into()).collect();
        same("labelMap", &numbered, &published["labelMap"])?;
        same("mandatoryIndexes", &value.numbers().unwrap(), &published["mandatoryIndexes"])?;
        same("adjSelectedIndexes", &value.numbers().unwrap(), &published["adjSelectedIndexes"])
    }

    fn components(&self) -> u64 {
        match &self.inputs {
            None => 5,
            Some(inputs) if inputs.feature.nym => 8,
            Some(_) => 6,
        }
    }

    /// Whether the base proof value is the published one.
    fn base_value(&self) -> Result<(), String> {
        let (made, published) = (self.signed()?, self.json("addSignedSDBase"));
        same("proofValue", &made["proof"]["proofValue"], &published["proof"]["proofValue"])
    }

    /// Whether the derived proof value is of the published form.
    fn derived_value(&self) -> Result<(), String> {
        let published = self.json("derivedRevealDocument");
        let published = ComponentReader::new(published["proof"]["proofValue"].as_str().unwrap()).unwrap();
        let inputs = self.inputs.as_ref().unwrap();
        let expected = match (inputs.feature.nym, inputs.feature.bound) {
            (false, _) => 5,
            (true, false) => 7,
            (true, true) => 9,
        };
        same("prefix", &published.prefix(), &[0xd9, 0x5d, expected].as_slice().into())?;
        let mut published = published;
        published.begin(self.components()).map_err(|e| e.to_string())
    }

    /// The proof itself, and the signature for its holder, whatever the proof value is like.
    fn bbs_proof(&self) -> Result<(), String> {
        let inputs = self.inputs.as_ref().unwrap();
        let (interface, _) = inputs.interface();
        let header = unhex(&self.json("addRawBaseSignatureInfo")["bbsHeader"]);
        let presentation = unhex(&self.material["presentationHeaderHex"]);
        let headers = Headers { header: &header, presentation: &presentation };
        let lines = mapped_lines(&self.json("addBaseTransform")["nonMandatory"]);
        let messages: Vec<&[u8]> =
            lines.as_array().unwrap().iter().map(|line| line.as_str().unwrap().as_bytes()).collect();
        let key = self.secret();
        let key = key.public_key().as_bbs().unwrap();
        let hidden = [inputs.holder_secret.as_slice()];
        let nym_secret = inputs.prover_nym.sum(&inputs.signer_nym_entropy);
        let hidden = Hidden {
            messages: if inputs.feature.bound { &hidden } else { &[] },
            nym_secret: inputs.feature.nym.then_some(&nym_secret),
            blind: &inputs.blind,
        };
        let signature = unhex(&self.json("addRawBaseSignatureInfo")["bbsSignature"]);
        let signature = Signature::from_octets(&signature).unwrap();
        if !interface.verify(key, &header, &messages, &hidden, &signature) {
            return Err("the signature does not hold".to_owned());
        }
        let data = self.json("derivedDisclosureData");
        let proof = accolade_bbs::Proof::from_octets(&unhex(&data["bbsProof"])).unwrap();
        let indexes = data["adjSelectiveIndexes"].as_array().unwrap().iter();
        let disclosed: Vec<(usize, &[u8])> = indexes
            .map(|index| index.as_u64().unwrap() as usize)
            .map(|index| (index, messages[index]))
            .collect();
        let pseudonym =
            inputs.feature.nym.then(|| Pseudonym::from_octets(&unhex(&data["pseudonym"])).unwrap());
        let holds = |domain: &str| {
            let nym = pseudonym.as_ref().map(|pseudonym| (domain.as_bytes(), pseudonym));
            interface.verify_proof(key, &proof, headers, messages.len(), &disclosed, nym)
        };
        if !holds(&inputs.domain) {
            return Err("the proof does not hold".to_owned());
        }
        match inputs.feature.nym && holds("https://another.verifier.example/") {
            true => Err("the pseudonym holds for another domain".to_owned()),
            false => Ok(()),
        }
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

/// A derived proof value with a pseudonym, as the specification has it: the vectors have one component less, for whom the pseudonym is.
fn as_specified(published: &str, inputs: &Inputs) -> String {
    let mut value = ComponentReader::new(published).unwrap();
    value.begin(7).unwrap();
    let prefix = if inputs.feature.bound { 9 } else { 7 };
    ComponentWriter::new([0xd9, 0x5d, prefix], 8)
        .bytes(&value.bytes().unwrap())
        .numbered_numbers(&value.numbered_numbers().unwrap())
        .numbers(&value.numbers().unwrap())
        .numbers(&value.numbers().unwrap())
        .bytes(&value.bytes().unwrap())
        .text(&inputs.domain)
        .bytes(&value.bytes().unwrap())
        .number(value.number().unwrap())
        .into_text()
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
