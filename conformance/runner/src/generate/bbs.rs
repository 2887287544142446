//! The signed files of `fixtures/bbs`: a base proof of `bbs-2023`, what its holder derives from it, and what others make of that.

use accolade::{
    Holder, Issued, Issuer, Preset,
    bbs::{BlindInterface, Ciphersuite},
    json::Value,
    keys::{CryptoProvider, KeyType},
    ld::Contexts,
    mandatory_pointers,
    proof::data_integrity::{
        self, Blinded, Disclosable, Disclosure, HolderSecrets, Proof, Registry, prepare,
        selective::{ComponentReader, ComponentWriter},
    },
    report::Pointer,
};

use super::{Files, SIGNED, Signer, altered, credential, pretty};

const SUITE: &str = "bbs-2023";

pub(super) fn files() -> Files {
    let mut files = Files::new();
    for (name, document) in good().into_iter().chain(bad()) {
        files.insert(name, pretty(&document));
    }
    files
}

fn academy() -> Signer {
    Signer::known_by_key(KeyType::Bls12381G2, 6)
}

/// What entropy stands for here: anyone can make these proofs again.
fn disclosable(badge: &Value) -> Disclosable {
    Disclosable::new(mandatory_pointers(badge), &[61; 96]).expect("this seed gives keys")
}

/// As an issuer does it.
fn base() -> Value {
    let Signer { key, method } = academy();
    let badge = credential(academy().id());
    let issuer = Issuer::new(method, key.public_key().clone());
    match issuer.issue_disclosable(&badge, SUITE, disclosable(&badge), SIGNED, &key) {
        Ok(Issued::Json(document)) => document,
        other => unreachable!("a good credential is issued: {other:?}"),
    }
}

/// As a holder does it.
fn shown(preset: &str, entropy: u8, header: &[u8]) -> Value {
    let base = base();
    let selected = Preset::find(preset).expect("the preset is known").pointers(&base);
    let disclosure = Disclosure::new(&selected).entropy([entropy; 64]).presentation_header(header);
    Holder::default().derive(&base, disclosure).expect("the base proof allows it").credential
}

/// What is bound to secrets of its holder, and shown by who knows them.
fn bound(with_pseudonym: bool) -> Value {
    let suite = Ciphersuite::Sha256;
    let scalar = |seed: u8| suite.random_scalars(&[seed; 64], 1).expect("it is one").remove(0);
    let (secret, prover_nym, entropy) = (b"the holder's secret".as_slice(), scalar(62), scalar(63));
    let (interface, nym) = match with_pseudonym {
        true => (BlindInterface::Pseudonym(suite), Some(&prover_nym)),
        false => (BlindInterface::Messages(suite), None),
    };
    let random = suite.random_scalars(&[64; 64], 3 + usize::from(with_pseudonym)).expect("they are few");
    let (commitment, prover_blind) =
        interface.commit(&[secret], nym, &random).expect("they are as many as it takes");
    let blinded = match with_pseudonym {
        true => Blinded::pseudonym(commitment, &entropy),
        false => Blinded::holder_binding(commitment),
    };

    let academy = academy();
    let badge = credential(academy.id());
    let disclosable = disclosable(&badge)
        .signed_by(academy.key.public_key().clone())
        .blinded(blinded.expect("it is a commitment to these"));
    let options = academy.options().disclosable(disclosable);
    let (contexts, registry) = (Contexts::pinned(), Registry::default());
    let suite = registry.find(SUITE).expect("the suite is known");
    let prepared =
        prepare(&badge, options, suite, academy.key.key_type(), &contexts).expect("it is signable");
    let signature =
        prepared.sign(&academy.key, &CryptoProvider::native()).expect("the key is one of the suite's");
    let base = prepared.finish(&signature);

    let selected = [Pointer::parse("/credentialSubject/achievement").expect("it is a pointer")];
    let secrets = HolderSecrets {
        holder_secret: Some(secret),
        prover_nym: nym,
        prover_blind: &prover_blind,
        nym_domain: with_pseudonym.then_some("club.example"),
    };
    let disclosure = Disclosure::new(&selected).entropy([65; 64]).secrets(secrets);
    let proof = Proof::read(&base["proof"]).expect("it is a proof");
    data_integrity::derive(&base, &proof, disclosure, &contexts, &registry)
        .expect("the secrets are its holder's")
}

fn good() -> Vec<(&'static str, Value)> {
    vec![
        ("base.json", base()),
        ("good/achievement-only.json", shown("achievement-only", 66, b"")),
        ("good/achievement-only-again.json", shown("achievement-only", 67, b"mooring-12")),
        ("good/with-results.json", shown("with-results", 68, b"")),
        ("good/holder-bound.json", bound(false)),
        ("good/pseudonym.json", bound(true)),
    ]
}

/// A derived proof value, its proof altered.
fn with_proof(shown: &Value, alter: impl Fn(&mut Vec<u8>)) -> Value {
    let rewritten = || {
        let mut reader = ComponentReader::new(shown["proof"]["proofValue"].as_str()?).ok()?;
        reader.begin(5).ok()?;
        let mut proof = reader.bytes().ok()?;
        alter(&mut proof);
        let value = ComponentWriter::new(reader.prefix(), 5)
            .bytes(&proof)
            .numbered_numbers(&reader.numbered_numbers().ok()?)
            .numbers(&reader.numbers().ok()?)
            .numbers(&reader.numbers().ok()?)
            .bytes(&reader.bytes().ok()?);
        Some(value.into_text())
    };
    let value = rewritten().expect("it is a derived proof value");
    altered(shown.clone(), &[("/proof/proofValue", value.into())])
}

fn bad() -> Vec<(&'static str, Value)> {
    let shown = shown("with-results", 68, b"");
    let other = Signer::known_by_key(KeyType::Bls12381G2, 7);
    vec![
        ("bad/other-key.json", {
            let id = other.id();
            altered(
                shown.clone(),
                &[("/proof/verificationMethod", other.method.as_str().into()), ("/issuer/id", id.into())],
            )
        }),
        (
            "bad/identity.json",
            with_proof(&shown, |proof| {
                proof[..48].fill(0);
                proof[0] = 0xc0;
            }),
        ),
        ("bad/one-more-hidden.json", with_proof(&shown, |proof| proof.extend([1; 32]))),
    ]
}
