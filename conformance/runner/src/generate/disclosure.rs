//! The signed files of `fixtures/disclosure`: base proofs, what their holder derives from them, and what others make of that.

use accolade::{
    Holder, Issued, Issuer, Preset,
    json::Value,
    keys::{Algorithm, Base, KeyType, SecretKey, decode_multibase, encode_multibase},
    ld::Contexts,
    mandatory_pointers,
    proof::data_integrity::{
        self, Disclosable, Proof, Registry,
        selective::{ComponentReader, ComponentWriter, Labelled},
    },
    report::Pointer,
};
use serde_json::json;

use super::{Files, SIGNED, Signer, academy_p256, altered, credential, pretty, secret, sign};

const SUITE: &str = "ecdsa-sd-2023";

pub(super) fn files() -> Files {
    let mut files = Files::new();
    for (name, document) in good().into_iter().chain(bad()) {
        files.insert(name, pretty(&document));
    }
    files
}

/// The template with a result that was not good enough, and a second identity.
fn badge() -> Value {
    let identity = json!({"type": "IdentityObject", "identityType": "identifier", "hashed": false, "identityHash": "4711"});
    altered(
        credential(academy_p256().id()),
        &[
            ("/credentialSubject/result/0/value", "57".into()),
            ("/credentialSubject/result/0/status", "Failed".into()),
            ("/credentialSubject/identifier/-", identity),
        ],
    )
}

/// Keys that are made of nothing but their number, like all keys of the fixtures.
fn disclosable(mandatory: Vec<Pointer>, seed: u8) -> Disclosable {
    Disclosable::new(mandatory, &[seed; 96]).expect("these seeds give keys")
}

/// As an issuer does it.
fn issue(badge: &Value, mandatory: Vec<Pointer>, seed: u8) -> Value {
    let Signer { key, method } = academy_p256();
    let issuer = Issuer::new(method, key.public_key().clone());
    match issuer.issue_disclosable(badge, SUITE, disclosable(mandatory, seed), SIGNED, &key) {
        Ok(Issued::Json(document)) => document,
        other => unreachable!("a good credential is issued: {other:?}"),
    }
}

fn base() -> Value {
    issue(&badge(), mandatory_pointers(&badge()), 41)
}

/// As a holder does it.
fn derive(base: &Value, selected: &[Pointer]) -> Value {
    Holder::default().derive(base, selected).expect("the base proof allows it").credential
}

fn preset(name: &str) -> Value {
    let preset = Preset::find(name).expect("the preset is known");
    derive(&base(), &preset.pointers(&base()))
}

/// Without looking at what gives the rest its meaning.
fn derive_bare(base: &Value, selected: &[&str]) -> Value {
    let proof = Proof::read(&base["proof"]).expect("it is a proof");
    let selected: Vec<Pointer> = selected.iter().map(|text| pointer(text)).collect();
    data_integrity::derive(base, &proof, &selected, &Contexts::pinned(), &Registry::default())
        .expect("the base proof allows it")
}

fn pointer(text: &str) -> Pointer {
    Pointer::parse(text).expect("it is a pointer")
}

fn good() -> Vec<(&'static str, Value)> {
    let free = issue(&badge(), Vec::new(), 43);
    vec![
        ("base.json", base()),
        ("good/achievement-only.json", preset("achievement-only")),
        ("good/with-results.json", preset("with-results")),
        ("good/without-recipient-identifiers.json", preset("without-recipient-identifiers")),
        ("good/second-identity.json", derive(&base(), &[pointer("/credentialSubject/identifier/1")])),
        ("good/least.json", derive(&base(), &[])),
        ("good/all.json", derive(&base(), &[Pointer::root()])),
        // Its issuer made nothing mandatory; the holder's software shows what it must all the same.
        ("good/nothing-mandatory.json", derive(&free, &[pointer("/name")])),
        // Other software shows what it is told. Who relies on it sees neither the scale nor that it was failed.
        (
            "good/value-without-scale.json",
            derive_bare(
                &base(),
                &[
                    "/credentialSubject/result/0/value",
                    "/credentialSubject/achievement/name",
                    "/credentialSubject/achievement/description",
                    "/credentialSubject/achievement/criteria",
                ],
            ),
        ),
    ]
}

/// The components of a derived proof value.
struct Parts {
    prefix: [u8; 3],
    base_signature: Vec<u8>,
    public_key: Vec<u8>,
    signatures: Vec<Vec<u8>>,
    labels: Vec<Vec<u8>>,
    mandatory: Vec<usize>,
}

impl Parts {
    fn of(document: &Value) -> Self {
        let read = || {
            let mut reader = ComponentReader::new(document["proof"]["proofValue"].as_str()?).ok()?;
            reader.begin(5).ok()?;
            Some(Self {
                prefix: reader.prefix(),
                base_signature: reader.bytes().ok()?,
                public_key: reader.bytes().ok()?,
                signatures: reader.byte_strings().ok()?,
                labels: reader.numbered_byte_strings().ok()?,
                mandatory: reader.numbers().ok()?,
            })
        };
        read().expect("it is a derived proof value")
    }

    fn to_text(&self) -> String {
        ComponentWriter::new(self.prefix, 5)
            .bytes(&self.base_signature)
            .bytes(&self.public_key)
            .byte_strings(&self.signatures)
            .numbered_byte_strings(&self.labels)
            .numbers(&self.mandatory)
            .into_text()
    }
}

fn bad() -> Vec<(&'static str, Value)> {
    let shown = preset("with-results");
    let with = |alter: &dyn Fn(&mut Parts)| {
        let mut parts = Parts::of(&shown);
        alter(&mut parts);
        altered(shown.clone(), &[("/proof/proofValue", parts.to_text().into())])
    };
    let with_bytes = |alter: &dyn Fn(&mut Vec<u8>)| {
        let text = shown["proof"]["proofValue"].as_str().expect("it is a text");
        let (base, mut bytes) = decode_multibase(text).expect("it is multibase");
        alter(&mut bytes);
        altered(shown.clone(), &[("/proof/proofValue", encode_multibase(base, &bytes).into())])
    };
    let p384 = secret(KeyType::P384, 3);
    let p256 = secret(KeyType::P256, 8);
    let multikey = |code: [u8; 2], key: &SecretKey| [&code[..], &key.public_key().to_bytes()].concat();
    // Somebody who signs a better result with a key of their own, and puts it in place of the issuer's.
    let improved = {
        let mut document = altered(shown.clone(), &[("/credentialSubject/result/0/value", "97".into())]);
        let mut parts = Parts::of(&document);
        parts.public_key = multikey([0x80, 0x24], &p256);
        let lines = non_mandatory(&document, &parts);
        parts.signatures = lines.iter().map(|line| sign(Algorithm::Es256, &p256, line.as_bytes())).collect();
        document["proof"]["proofValue"] = parts.to_text().into();
        document
    };
    vec![
        ("bad/swapped-signatures.json", with(&|parts| parts.signatures.swap(0, 1))),
        ("bad/missing-signature.json", with(&|parts| drop(parts.signatures.pop()))),
        ("bad/spare-signature.json", with(&|parts| parts.signatures.push(parts.signatures[0].clone()))),
        ("bad/short-signature.json", with(&|parts| parts.signatures[0].truncate(63))),
        ("bad/swapped-labels.json", with(&|parts| parts.labels.swap(0, 1))),
        ("bad/merged-labels.json", with(&|parts| parts.labels[0] = parts.labels[1].clone())),
        ("bad/missing-label.json", with(&|parts| drop(parts.labels.pop()))),
        ("bad/spare-label.json", with(&|parts| parts.labels.push(vec![7; 32]))),
        ("bad/long-label.json", with(&|parts| parts.labels[0].push(0))),
        ("bad/index-twice.json", with(&|parts| parts.mandatory.push(parts.mandatory[0]))),
        ("bad/index-beyond.json", with(&|parts| parts.mandatory.push(1_000_000))),
        ("bad/fewer-mandatory.json", with(&|parts| parts.mandatory.truncate(1))),
        ("bad/p384-key.json", with(&|parts| parts.public_key = multikey([0x81, 0x24], &p384))),
        ("bad/key-off-the-curve.json", with(&|parts| parts.public_key[3..].fill(0xff))),
        ("bad/prefix-unknown.json", with(&|parts| parts.prefix = [0xd9, 0x5d, 0x02])),
        ("bad/prefix-of-base.json", with(&|parts| parts.prefix = [0xd9, 0x5d, 0x00])),
        ("bad/cut.json", with_bytes(&|bytes| bytes.truncate(200))),
        ("bad/longer.json", with_bytes(&|bytes| bytes.push(0))),
        ("bad/indefinite.json", {
            with_bytes(&|bytes| {
                bytes[3] = 0x9f;
                bytes.push(0xff);
            })
        }),
        ("bad/tagged.json", with_bytes(&|bytes| drop(bytes.splice(3..3, [0xd9, 0x5d, 0x01])))),
        ("bad/improved-result.json", improved),
    ]
}

/// What a proof's signatures have to be over.
fn non_mandatory(document: &Value, parts: &Parts) -> Vec<String> {
    let mut bare = document.clone();
    bare.as_object_mut().expect("it is an object").shift_remove("proof");
    let labels = parts.labels.iter().map(|label| encode_multibase(Base::Base64Url, label)).collect();
    let contexts = Contexts::pinned();
    let labelled = Labelled::new(&bare, &contexts, |_| labels).expect("it is readable");
    let lines = labelled.lines().iter().enumerate();
    lines.filter(|(index, _)| !parts.mandatory.contains(index)).map(|(_, line)| line.clone()).collect()
}
