//! The fixtures of keys, tokens, DID documents and proofs: each makes the findings that its manifest names, and every code
//! of the four crates is made by one of them.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]
#![expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use accolade_bbs::{BlindInterface, Ciphersuite, Scalar};
use accolade_conformance::fixtures::{Case, Manifest, areas, folder};
use accolade_did::{DidError, Document, MethodUrl, Purpose, Resolution, resolve};
use accolade_json::{Map, Value};
use accolade_keys::{Algorithm, CryptoProvider, Jwk, Jws, KeyError, KeyType, PublicKey, SecretKey};
use accolade_ld::Contexts;
use accolade_proof::{
    ProofError,
    data_integrity::{
        Blinded, Disclosable, Disclosure, Expectation, HolderSecrets, Proof, ProofOptions, Registry, derive,
        prepare,
        selective::{ComponentReader, ComponentWriter},
        verify,
    },
    jose::Token,
};
use accolade_report::{Finding, Pointer};
use time::OffsetDateTime;

#[test]
fn fixtures() {
    let manifest = std::fs::read_to_string(folder().join("securing/manifest.json")).unwrap();
    let manifest: Manifest = serde_json::from_str(&manifest).unwrap();
    let mut made = BTreeSet::new();
    for case in &manifest.cases {
        let found = findings(case);
        let found: Vec<_> = found.iter().map(|f| (f.code.as_str(), f.pointer.as_str())).collect();
        let expected = case.expect.findings.iter();
        let expected: Vec<_> = expected.map(|f| (f.code.as_str(), f.pointer.as_str())).collect();
        assert_eq!(found, expected, "{}", case.id);
        made.extend(found.iter().map(|(code, _)| (*code).to_owned()));
    }
    // Logs, SD-JWTs, COSE messages and presentations have areas of their own; the whole verifier reads them.
    let others = areas().into_iter().filter(|(folder, _)| !folder.ends_with("securing"));
    let cases = others.flat_map(|(_, manifest)| manifest.cases);
    made.extend(cases.flat_map(|case| case.expect.findings).map(|finding| finding.code));
    let crates = [
        accolade_keys::codes::ALL,
        accolade_did::codes::ALL,
        accolade_proof::codes::ALL,
        accolade_bbs::codes::ALL,
    ];
    let lacking: Vec<_> = crates
        .iter()
        .flat_map(|all| all.iter())
        .filter(|known| !made.contains(known.code.as_str()))
        .collect();
    assert!(lacking.is_empty(), "no fixture makes {lacking:?}");
    println!(
        "suite securing-fixtures: {0}/{0} passed, 0 listed exceptions, 0 out of scope",
        manifest.cases.len()
    );
}

fn findings(case: &Case) -> Vec<Finding> {
    let text = || case.text.clone().unwrap();
    let document = || case.document.clone().unwrap();
    let of_key = |result: Result<(), KeyError>| {
        result.err().map(|error| error.into_finding(Pointer::root())).into_iter().collect()
    };
    let of_did = |result: Result<(), DidError>| {
        result.err().map(|error| error.into_finding(Pointer::root())).into_iter().collect()
    };
    match case.check.as_str() {
        "multikey" => of_key(PublicKey::from_multikey(&text()).map(drop)),
        "jwk" => of_key(Jwk::from_value(&document()).map(drop)),
        "secret-jwk" => of_key(SecretKey::from_jwk(&document()).map(drop)),
        "pem" => of_key(
            SecretKey::from_pem(&text(), case.options["password"].as_str().map(str::as_bytes)).map(drop),
        ),
        "sign" => {
            let algorithm = Algorithm::parse(case.options["algorithm"].as_str().unwrap()).unwrap();
            let secret = SecretKey::from_jwk(&document()).unwrap();
            of_key(CryptoProvider::portable().sign(algorithm, &secret, b"").map(drop))
        }
        "did" => of_did(MethodUrl::parse(&text()).and_then(|method| match resolve(&method)? {
            Resolution::Document(document) => {
                document.method_for(&method, Purpose::AssertionMethod).map(drop)
            }
            _ => Ok(()),
        })),
        "did-document" => of_did(did_document(document())),
        "token" => token(case),
        "proof" => proof(case).unwrap_or_else(|error| error.findings(&Pointer::root().key("proof"))),
        "disclosure" => {
            disclosure(case).unwrap_or_else(|error| error.findings(&Pointer::root().key("proof")))
        }
        other => panic!("{}: no check `{other}`", case.id),
    }
}

fn now() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_780_272_000).unwrap()
}

fn secret(key_type: KeyType) -> SecretKey {
    SecretKey::generate(key_type, &[42; 64]).unwrap()
}

fn did_document(value: Value) -> Result<(), DidError> {
    let document = Document::from_value(value, "did:web:issuer.example")?;
    let method = MethodUrl::parse("did:web:issuer.example#1")?;
    document.method_for(&method, Purpose::AssertionMethod)?.in_force_at(now())
}

fn token(case: &Case) -> Vec<Finding> {
    let secret = secret(KeyType::P256);
    let text = case.text.clone().unwrap_or_else(|| {
        let payload = case.document.clone().unwrap();
        let header = &case.options["header"];
        let input = Jws::signing_input(header, payload.to_string().as_bytes());
        let signature = CryptoProvider::portable().sign(Algorithm::Es256, &secret, input.as_bytes()).unwrap();
        let mut altered = payload;
        for (name, value) in case.options["alter"].as_object().into_iter().flatten() {
            altered[name] = value.clone();
        }
        Jws::join(&Jws::signing_input(header, altered.to_string().as_bytes()), &signature)
    });
    let refused = |error: ProofError| error.findings(&Pointer::root());
    let token = match Token::read(&text) {
        Ok(token) => token,
        Err(error) => return refused(error),
    };
    let held =
        token.key_reference().and_then(|_| token.verify(secret.public_key(), &CryptoProvider::portable()));
    token.payload.findings.clone().into_iter().chain(held.err().map(refused).unwrap_or_default()).collect()
}

fn proof(case: &Case) -> Result<Vec<Finding>, ProofError> {
    let option = |name: &str| case.options[name].as_str();
    let secret_key = secret(KeyType::Ed25519);
    let mut options = ProofOptions::new("did:example:issuer#1").created("2026-04-01T00:00:00Z");
    if let Some(purpose) = option("purpose") {
        options = options.purpose(purpose);
    }
    if let Some(domain) = option("domain") {
        options = options.domain(domain);
    }
    if let Some(challenge) = option("challenge") {
        options = options.challenge(challenge);
    }
    if let Some(expires) = option("expires") {
        options = options.expires(expires);
    }
    let (contexts, registry, provider) =
        (Contexts::pinned(), Registry::default(), CryptoProvider::portable());
    let suite = registry.find(option("suite").unwrap()).unwrap();
    let prepared = prepare(case.document.as_ref().unwrap(), options, suite, KeyType::Ed25519, &contexts)?;
    let signature = provider.sign(prepared.algorithm(), &secret_key, &prepared.bytes_to_sign())?;
    let mut signed = prepared.finish(&signature);
    for (place, value) in case.options["alter"].as_object().into_iter().flatten() {
        alter(&mut signed, place, value);
    }
    let proof = Proof::read(&signed["proof"])?;
    let expected = Expectation {
        purpose: "assertionMethod",
        domain: option("expectDomain"),
        challenge: option("expectChallenge"),
    };
    let key = if option("key") == Some("P-256") { secret(KeyType::P256) } else { secret_key };
    verify(&signed, &proof, &expected, key.public_key(), &contexts, &registry, &provider)
        .map(|held| held.findings)
}

/// Makes a base proof over the document, derives what the options `reveal`, once or `twice`, and checks what comes of it.
fn disclosure(case: &Case) -> Result<Vec<Finding>, ProofError> {
    let pointers = |name: &str| -> Option<Vec<Pointer>> {
        let texts = case.options[name].as_array()?.iter();
        Some(texts.map(|text| Pointer::parse(text.as_str().unwrap()).unwrap()).collect())
    };
    let (contexts, registry, provider) =
        (Contexts::pinned(), Registry::default(), CryptoProvider::portable());
    let suite = registry.find(case.options["suite"].as_str().unwrap()).unwrap();
    let key_types = [KeyType::P256, KeyType::Bls12381G2];
    let key = secret(*key_types.iter().find(|kind| suite.algorithm(**kind).is_some()).unwrap());
    let committed = case.options["feature"].as_str().map(Committed::new);
    let mut options = ProofOptions::new("did:example:issuer#1").created("2026-04-01T00:00:00Z");
    if let Some(mandatory) = pointers("mandatory") {
        let mut disclosable = Disclosable::new(mandatory, &[42; 96])?.signed_by(key.public_key().clone());
        if let Some(committed) = &committed {
            disclosable = disclosable.blinded(committed.blinded.clone());
        }
        options = options.disclosable(disclosable);
    }
    let document = case.document.as_ref().unwrap();
    let prepared = prepare(document, options, suite, key.key_type(), &contexts)?;
    let signature = prepared.sign(&key, &provider)?;
    let mut signed = prepared.finish(&signature);
    let times = if case.options["twice"] == true { 2 } else { 1 };
    for reveal in pointers("reveal").iter().flat_map(|reveal| std::iter::repeat_n(reveal, times)) {
        let proof = Proof::read(&signed["proof"])?;
        let mut disclosure = Disclosure::new(reveal).presentation_header(b"nonce");
        if case.options["entropy"] != false {
            disclosure = disclosure.entropy([42; 64]);
        }
        if let Some(committed) = committed.as_ref().filter(|_| case.options["secret"] != false) {
            let secret = case.options["secret"].as_str().unwrap_or("the holder's secret");
            disclosure = disclosure.secrets(committed.secrets(secret));
        }
        signed = derive(&signed, &proof, disclosure, &contexts, &registry)?;
    }
    for (place, value) in case.options["alter"].as_object().into_iter().flatten() {
        alter(&mut signed, place, value);
    }
    if let Some(signatures) = case.options["signatures"].as_u64() {
        signed["proof"]["proofValue"] = with_signatures(&signed, signatures as usize).into();
    }
    if let Value::Object(parts) = &case.options["parts"] {
        signed["proof"]["proofValue"] = with_parts(&signed, parts).into();
    }
    let proof = Proof::read(&signed["proof"])?;
    let held =
        verify(&signed, &proof, &Expectation::ASSERTION, key.public_key(), &contexts, &registry, &provider);
    held.map(|held| held.findings)
}

/// A derived proof value that claims as many signatures.
fn with_signatures(signed: &Value, count: usize) -> String {
    let mut reader = ComponentReader::new(signed["proof"]["proofValue"].as_str().unwrap()).unwrap();
    reader.begin(5).unwrap();
    let (base_signature, public_key) = (reader.bytes().unwrap(), reader.bytes().unwrap());
    let signatures = reader.byte_strings().unwrap();
    let (labels, mandatory) = (reader.numbered_byte_strings().unwrap(), reader.numbers().unwrap());
    ComponentWriter::new([0xd9, 0x5d, 0x01], 5)
        .bytes(&base_signature)
        .bytes(&public_key)
        .byte_strings(&vec![signatures[0].clone(); count])
        .numbered_byte_strings(&labels)
        .numbers(&mandatory)
        .into_text()
}

/// A derived proof value of `bbs-2023` in which parts are others: lists of numbers, the presentation header, octets in hexadecimal
/// at places of the proof, so many scalars behind it, or no more than so many octets of it; and of the optional features, domain,
/// pseudonym and count.
fn with_parts(signed: &Value, parts: &Map<String, Value>) -> String {
    let mut reader = ComponentReader::new(signed["proof"]["proofValue"].as_str().unwrap()).unwrap();
    let [.., feature] = reader.prefix();
    let components = match feature {
        3 => 5,
        5 => 6,
        _ => 8,
    };
    reader.begin(components).unwrap();
    let mut proof = reader.bytes().unwrap();
    let mut lists =
        [reader.numbered_numbers().unwrap(), reader.numbers().unwrap(), reader.numbers().unwrap()];
    let mut header = reader.bytes().unwrap();
    let nym = (components == 8).then(|| (reader.text().unwrap(), reader.bytes().unwrap()));
    let count = (components > 5).then(|| reader.number().unwrap());

    let text = |name: &str| parts.get(name).and_then(Value::as_str);
    let number = |name: &str| parts.get(name).and_then(Value::as_u64).map(|number| number as usize);
    let octets = |hex: &str| -> Vec<u8> {
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
    };
    for (list, name) in lists.iter_mut().zip(["labels", "mandatory", "selective"]) {
        if let Some(others) = parts.get(name).and_then(Value::as_array) {
            *list = others.iter().map(|number| number.as_u64().unwrap() as usize).collect();
        }
    }
    if let Some(other) = text("header") {
        header = other.as_bytes().to_vec();
    }
    for (place, hex) in parts.get("proof").and_then(Value::as_object).into_iter().flatten() {
        let (place, octets): (usize, _) = (place.parse().unwrap(), octets(hex.as_str().unwrap()));
        proof[place..place + octets.len()].copy_from_slice(&octets);
    }
    proof.extend([1; 32].repeat(number("scalars").unwrap_or(0)));
    proof.truncate(number("octets").unwrap_or(usize::MAX));

    let prefix = number("prefix").map_or(feature, |prefix| prefix as u8);
    let [labels, mandatory, selective] = lists;
    let mut value = ComponentWriter::new([0xd9, 0x5d, prefix], components)
        .bytes(&proof)
        .numbered_numbers(&labels)
        .numbers(&mandatory)
        .numbers(&selective)
        .bytes(&header);
    if let Some((domain, pseudonym)) = nym {
        value = value.text(text("domain").unwrap_or(&domain));
        value = value.bytes(&text("pseudonym").map_or(pseudonym, octets));
    }
    if let Some(count) = count {
        value = value.number(number("count").unwrap_or(count));
    }
    value.into_text()
}

/// What a holder commits to for an optional feature of `bbs-2023`, and the commitment.
struct Committed {
    blinded: Blinded,
    nym: Option<Scalar>,
    bound: bool,
    blind: Scalar,
}

impl Committed {
    fn new(feature: &str) -> Self {
        let suite = Ciphersuite::Sha256;
        let scalar = |seed: u8| suite.random_scalars(&[seed; 64], 1).unwrap().remove(0);
        let (bound, nym) = match feature {
            "holder-binding" => (true, None),
            "pseudonym" => (false, Some(scalar(1))),
            _ => (true, Some(scalar(1))),
        };
        let interface = match nym {
            None => BlindInterface::Messages(suite),
            Some(_) => BlindInterface::Pseudonym(suite),
        };
        let hidden = [b"the holder's secret".as_slice()];
        let hidden = if bound { hidden.as_slice() } else { &[] };
        let random = suite.random_scalars(&[2; 64], 2 + hidden.len() + usize::from(nym.is_some())).unwrap();
        let (commitment, blind) = interface.commit(hidden, nym.as_ref(), &random).unwrap();
        let blinded = match nym {
            None => Blinded::holder_binding(commitment).unwrap(),
            Some(_) => Blinded::pseudonym(commitment, &scalar(3)).unwrap(),
        };
        Self { blinded, nym, bound, blind }
    }

    fn secrets<'a>(&'a self, secret: &'a str) -> HolderSecrets<'a> {
        HolderSecrets {
            holder_secret: self.bound.then_some(secret.as_bytes()),
            prover_nym: self.nym.as_ref(),
            prover_blind: &self.blind,
            nym_domain: self.nym.is_some().then_some("verifier.example"),
        }
    }
}

/// Sets the member at a place, takes it out where the value is `null`, or adds an item where the place ends in `-`.
fn alter(document: &mut Value, place: &str, value: &Value) {
    let (parent, name) = place.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Array(items) if name == "-" => items.push(value.clone()),
        Value::Object(members) if value.is_null() => {
            members.shift_remove(name).unwrap();
        }
        Value::Object(members) => {
            members.insert(name.to_owned(), value.clone());
        }
        other => panic!("{place}: {other}"),
    }
}
