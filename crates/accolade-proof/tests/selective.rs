//! Selective disclosure with `ecdsa-sd-2023`: what is shown holds, and nothing else does.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

use accolade_json::Value;
use accolade_keys::{Base, CryptoProvider, KeyType, SecretKey, decode_multibase, encode_multibase};
use accolade_ld::Contexts;
use accolade_proof::{
    ProofError, codes,
    data_integrity::{
        Disclosable, Expectation, Held, Proof, ProofOptions, Registry, derive, prepare,
        selective::{ComponentReader, ComponentWriter, Labelled, hmac_labels},
        verify, verify_base,
    },
};
use accolade_report::{Code, Pointer};
use serde_json::json;

fn badge() -> Value {
    json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:5b2c8a7e-92c4-4c9c-9b5c-0f5a2c6d7e10",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Beekeeping",
        "issuer": {"id": "did:example:issuer", "type": ["Profile"], "name": "Apiary School"},
        "validFrom": "2026-01-01T00:00:00Z",
        "validUntil": "2027-01-01T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "identityHash": "ana@learner.example", "identityType": "emailAddress", "hashed": false},
                {"type": "IdentityObject", "identityHash": "4711", "identityType": "identifier", "hashed": false},
            ],
            "achievement": {
                "id": "https://apiary.example/achievements/1",
                "type": ["Achievement"],
                "name": "Beekeeper",
                "description": "Keeps bees.",
                "criteria": {"narrative": "A year with a hive."},
            },
            "result": [
                {"type": ["Result"], "value": "A", "resultDescription": "urn:uuid:f6ab24cd-86e8-4eaf-b8c6-ded74e8fd41c"},
                {"type": ["Result"], "value": "stung: 12", "resultDescription": "urn:uuid:01f2d3c4-86e8-4eaf-b8c6-ded74e8fd41c"},
            ],
        },
    })
}

fn pointers(texts: &[&str]) -> Vec<Pointer> {
    texts.iter().map(|text| Pointer::parse(text).unwrap()).collect()
}

fn issuer() -> SecretKey {
    SecretKey::generate(KeyType::P256, &[5; 64]).unwrap()
}

const MANDATORY: &[&str] = &["/issuer", "/validFrom", "/validUntil"];

fn disclosable(mandatory: &[&str]) -> Disclosable {
    Disclosable::new(pointers(mandatory), &std::array::from_fn(|at| at as u8 + 1)).unwrap()
}

fn options() -> ProofOptions {
    ProofOptions::new("did:example:issuer#1").created("2026-01-01T00:00:00Z")
}

fn sign(document: &Value, options: ProofOptions) -> Result<Value, ProofError> {
    let suite = Registry::default().find("ecdsa-sd-2023").unwrap();
    let prepared = prepare(document, options, suite, KeyType::P256, &Contexts::pinned())?;
    let signature =
        CryptoProvider::portable().sign(prepared.algorithm(), &issuer(), &prepared.bytes_to_sign());
    Ok(prepared.finish(&signature.unwrap()))
}

fn base() -> Value {
    sign(&badge(), options().disclosable(disclosable(MANDATORY))).unwrap()
}

fn reveal(base: &Value, selected: &[&str]) -> Result<Value, ProofError> {
    let proof = Proof::read(&base["proof"]).unwrap();
    derive(base, &proof, &pointers(selected), &Contexts::pinned(), &Registry::default())
}

fn check(document: &Value) -> Result<Held, ProofError> {
    let proof = Proof::read(&document["proof"])?;
    let (registry, provider) = (Registry::default(), CryptoProvider::portable());
    let key = issuer();
    verify(
        document,
        &proof,
        &Expectation::ASSERTION,
        key.public_key(),
        &Contexts::pinned(),
        &registry,
        &provider,
    )
}

fn code(result: Result<Held, ProofError>) -> Code {
    result.unwrap_err().code()
}

const SHOWN: &[&str] = &[
    "/credentialSubject/achievement/name",
    "/credentialSubject/result/1",
    "/credentialSubject/identifier/0/identityType",
];

#[test]
fn shows_what_is_selected_and_what_is_mandatory() {
    let revealed = reveal(&base(), SHOWN).unwrap();
    let held = check(&revealed).unwrap();
    assert_eq!(held.suite, "ecdsa-sd-2023");
    let mut without_proof = revealed;
    without_proof.as_object_mut().unwrap().shift_remove("proof");
    let mut expected = badge();
    expected.as_object_mut().unwrap().shift_remove("name");
    expected["credentialSubject"] = json!({
        "type": ["AchievementSubject"],
        "identifier": [{"type": "IdentityObject", "identityType": "emailAddress"}],
        "achievement": {
            "id": "https://apiary.example/achievements/1",
            "type": ["Achievement"],
            "name": "Beekeeper",
        },
        "result": [{"type": ["Result"], "value": "stung: 12", "resultDescription": "urn:uuid:01f2d3c4-86e8-4eaf-b8c6-ded74e8fd41c"}],
    });
    assert_eq!(without_proof, expected);
    // Counted by hand: of the root two types, the issuer and two dates, of the issuer a type and a name; then the subject
    // with its type, and of the identifier, the achievement and the result 3, 3 and 4.
    let statements = held.input.statements.unwrap();
    assert_eq!((statements.mandatory().count(), statements.non_mandatory().count()), (7, 12));
}

fn places(value: &Value, place: &Pointer, found: &mut Vec<Pointer>) {
    found.push(place.clone());
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| places(value, &place.key(name), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| places(value, &place.index(at), found));
        }
        _ => {}
    }
}

#[test]
fn every_pointer_of_the_document_can_be_shown_alone() {
    let base = base();
    let mut all = Vec::new();
    places(&badge(), &Pointer::root(), &mut all);
    assert!(all.len() > 40);
    for place in all {
        // Contexts and types are no statements of their own, and cut ones would not be those that were signed.
        let shown = reveal(&base, &[place.as_str()]).unwrap_or_else(|error| panic!("{place}: {error}"));
        check(&shown).unwrap_or_else(|error| panic!("{place}: {error}"));
    }
}

/// The same over every kind of thing that Open Badges has, endorsements with proofs of their own among them: what is selected
/// says nothing that the whole does not, and reads alone, under its labels, as it does there.
#[test]
fn every_part_of_a_large_badge_is_a_part_of_it() {
    let mut badge: Value =
        serde_json::from_str(include_str!("../../../fixtures/bench/complete.json")).unwrap();
    badge.as_object_mut().unwrap().shift_remove("proof");
    let contexts = Contexts::pinned();
    let whole = Labelled::new(&badge, &contexts, |count| hmac_labels(&[3; 32], count)).unwrap();
    let mut all = Vec::new();
    places(&badge, &Pointer::root(), &mut all);
    assert!(all.len() > 300);
    for place in all {
        let group = match whole.group(std::slice::from_ref(&place)) {
            Ok(group) => group,
            // The values that a result may have are an ordered list.
            Err(ProofError::IndivisibleSelection { pointer }) => {
                assert!(pointer.as_str().contains("/allowedValue"), "{pointer}");
                assert!(place.as_str().contains("/allowedValue/"), "{place}");
                continue;
            }
            Err(error) => panic!("{place}: {error}"),
        };
        let alone = Labelled::new(group.document(), &contexts, |_| group.labels().to_vec());
        let lines: Vec<&String> = group.indexes().iter().map(|index| &whole.lines()[*index]).collect();
        let alone = alone.unwrap_or_else(|error| panic!("{place}: {error}"));
        assert_eq!(alone.lines().iter().collect::<Vec<_>>(), lines, "{place}");
    }
}

#[test]
fn all_or_nothing_more_can_be_shown() {
    let base = base();
    let all = reveal(&base, &[""]).unwrap();
    assert_eq!(all["credentialSubject"], badge()["credentialSubject"]);
    check(&all).unwrap();
    let least = reveal(&base, &[]).unwrap();
    assert!(least.get("credentialSubject").is_none());
    check(&least).unwrap();
    // Nothing mandatory and nothing selected: there is nothing to show.
    let free = sign(&badge(), options().disclosable(disclosable(&[]))).unwrap();
    assert_eq!(reveal(&free, &[]).unwrap_err().code(), codes::POINTER_UNMATCHED);
    check(&reveal(&free, &["/name"]).unwrap()).unwrap();
}

#[test]
fn the_base_proof_is_for_those_who_hold_it() {
    let base = base();
    assert_eq!(code(check(&base)), codes::BASE_PROOF);
    let holds = |document: &Value| {
        let proof = Proof::read(&document["proof"]).unwrap();
        let (registry, provider) = (Registry::default(), CryptoProvider::portable());
        let key = issuer();
        verify_base(document, &proof, key.public_key(), &Contexts::pinned(), &registry, &provider)
    };
    holds(&base).unwrap();
    for place in ["/credentialSubject/achievement/name", "/issuer/name", "/proof/created"] {
        let mut altered = base.clone();
        *altered.pointer_mut(place).unwrap() = json!("2026-02-02T00:00:00Z");
        assert_eq!(holds(&altered).unwrap_err().code(), codes::SIGNATURE_MISMATCH, "{place}");
    }
    let derived = reveal(&base, SHOWN).unwrap();
    assert_eq!(holds(&derived).unwrap_err().code(), codes::ALREADY_DERIVED);
    assert_eq!(reveal(&derived, SHOWN).unwrap_err().code(), codes::ALREADY_DERIVED);
}

#[test]
fn every_alteration_of_what_is_shown_is_noticed() {
    fn leaves(value: &Value, place: &Pointer, found: &mut Vec<Pointer>) {
        match value {
            Value::Object(members) => {
                members.iter().for_each(|(name, value)| leaves(value, &place.key(name), found));
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(at, value)| leaves(value, &place.index(at), found));
            }
            _ => found.push(place.clone()),
        }
    }
    let revealed = reveal(&base(), SHOWN).unwrap();
    let mut places = Vec::new();
    leaves(&revealed, &Pointer::root(), &mut places);
    for place in places {
        let mut altered = revealed.clone();
        let value = altered.pointer_mut(place.as_str()).unwrap();
        *value = format!("{}x", value.as_str().unwrap_or_default()).into();
        assert!(check(&altered).is_err(), "{place} can be altered");
    }
}

#[test]
fn statements_can_be_neither_dropped_nor_added() {
    let revealed = reveal(&base(), SHOWN).unwrap();
    let shortened = |place: &str, name: &str| {
        let mut altered = revealed.clone();
        altered.pointer_mut(place).unwrap().as_object_mut().unwrap().shift_remove(name).unwrap();
        code(check(&altered))
    };
    // A mandatory statement: fewer statements than the proof counts.
    assert_eq!(shortened("", "validUntil"), codes::MALFORMED_VALUE);
    assert_eq!(shortened("/issuer", "name"), codes::MALFORMED_VALUE);
    assert_eq!(shortened("/credentialSubject/achievement", "name"), codes::MALFORMED_VALUE);
    for (place, name, value) in [
        ("", "awardedDate", json!("2026-01-01T00:00:00Z")),
        ("", "name", json!("Beekeeping")),
        ("/credentialSubject/achievement", "description", json!("Keeps bees.")),
    ] {
        let mut altered = revealed.clone();
        altered.pointer_mut(place).unwrap()[name] = value;
        assert_eq!(code(check(&altered)), codes::MALFORMED_VALUE, "{name}");
    }
    // One for another, so that the numbers fit.
    let mut altered = revealed.clone();
    altered.as_object_mut().unwrap().shift_remove("validUntil");
    altered["name"] = json!("Beekeeping");
    assert_eq!(code(check(&altered)), codes::SIGNATURE_MISMATCH);
}

/// The components of a derived proof value.
#[derive(Clone)]
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
        let mut reader = ComponentReader::new(document["proof"]["proofValue"].as_str().unwrap()).unwrap();
        reader.begin(5).unwrap();
        Self {
            prefix: reader.prefix(),
            base_signature: reader.bytes().unwrap(),
            public_key: reader.bytes().unwrap(),
            signatures: reader.byte_strings().unwrap(),
            labels: reader.numbered_byte_strings().unwrap(),
            mandatory: reader.numbers().unwrap(),
        }
    }

    fn text(&self) -> String {
        ComponentWriter::new(self.prefix, 5)
            .bytes(&self.base_signature)
            .bytes(&self.public_key)
            .byte_strings(&self.signatures)
            .numbered_byte_strings(&self.labels)
            .numbers(&self.mandatory)
            .into_text()
    }
}

type Alteration<'a> = &'a dyn Fn(&mut Parts);

#[test]
fn every_part_of_the_proof_value_counts() {
    let revealed = reveal(&base(), SHOWN).unwrap();
    let parts = Parts::of(&revealed);
    let with = |alter: Alteration<'_>| {
        let mut altered = parts.clone();
        alter(&mut altered);
        let mut document = revealed.clone();
        document["proof"]["proofValue"] = altered.text().into();
        check(&document)
    };
    with(&|_| {}).unwrap();
    let other = SecretKey::generate(KeyType::P384, &[9; 64]).unwrap();
    let other_256 = SecretKey::generate(KeyType::P256, &[9; 64]).unwrap();
    let (p256, p384) = ([0x80, 0x24], [0x81, 0x24]);
    let cases: &[(&str, Alteration<'_>, Code)] = &[
        ("swapped signatures", &|p| p.signatures.swap(0, 1), codes::SIGNATURE_MISMATCH),
        ("a signature too few", &|p| drop(p.signatures.pop()), codes::MALFORMED_VALUE),
        ("a signature too many", &|p| p.signatures.push(vec![1; 64]), codes::MALFORMED_VALUE),
        ("a signature of 63 bytes", &|p| p.signatures[0].truncate(63), codes::MALFORMED_VALUE),
        (
            "the signature of another",
            &|p| p.signatures[0] = p.signatures[1].clone(),
            codes::SIGNATURE_MISMATCH,
        ),
        ("a base signature of 65 bytes", &|p| p.base_signature.push(0), codes::MALFORMED_VALUE),
        (
            "the base signature for another",
            &|p| p.base_signature = p.signatures[0].clone(),
            codes::SIGNATURE_MISMATCH,
        ),
        (
            "another key",
            &|p| p.public_key = [&p256[..], &other_256.public_key().to_bytes()].concat(),
            codes::SIGNATURE_MISMATCH,
        ),
        (
            "a P-384 key",
            &|p| p.public_key = [&p384[..], &other.public_key().to_bytes()].concat(),
            codes::MALFORMED_VALUE,
        ),
        ("a key without its code", &|p| drop(p.public_key.drain(..2)), codes::MALFORMED_VALUE),
        ("a key off the curve", &|p| p.public_key[3..].fill(0xff), codes::MALFORMED_VALUE),
        (
            "an uncompressed key",
            &|p| {
                p.public_key[2] = 4;
                p.public_key.extend([0; 32])
            },
            codes::MALFORMED_VALUE,
        ),
        ("no key", &|p| p.public_key.clear(), codes::MALFORMED_VALUE),
        ("swapped labels", &|p| p.labels.swap(0, 1), codes::SIGNATURE_MISMATCH),
        ("one label for two", &|p| p.labels[0] = p.labels[1].clone(), codes::MALFORMED_VALUE),
        ("a label too few", &|p| drop(p.labels.pop()), codes::MALFORMED_VALUE),
        ("a label too many", &|p| p.labels.push(vec![1; 32]), codes::MALFORMED_VALUE),
        ("a label of 31 bytes", &|p| p.labels[0].truncate(31), codes::MALFORMED_VALUE),
        ("a label that is another", &|p| p.labels[0][0] ^= 1, codes::SIGNATURE_MISMATCH),
        ("a mandatory index twice", &|p| p.mandatory[1] = p.mandatory[0], codes::MALFORMED_VALUE),
        ("an index beyond the end", &|p| *p.mandatory.last_mut().unwrap() = 19, codes::MALFORMED_VALUE),
        ("an index far beyond", &|p| *p.mandatory.last_mut().unwrap() = usize::MAX, codes::MALFORMED_VALUE),
        ("nothing mandatory", &|p| p.mandatory.clear(), codes::MALFORMED_VALUE),
        (
            "all mandatory",
            &|p| {
                p.mandatory = (0..19).collect();
                p.signatures.clear()
            },
            codes::SIGNATURE_MISMATCH,
        ),
        ("another prefix", &|p| p.prefix[2] = 2, codes::MALFORMED_VALUE),
        ("the prefix of a base proof", &|p| p.prefix[2] = 0, codes::BASE_PROOF),
    ];
    for (name, alter, expected) in cases {
        let error = with(alter).unwrap_err();
        assert_eq!(error.code(), *expected, "{name}: {error}");
    }
    // The order in which mandatory indexes are told says nothing.
    with(&|p| p.mandatory.reverse()).unwrap();
}

#[test]
fn proof_values_have_one_encoding() {
    let revealed = reveal(&base(), SHOWN).unwrap();
    let text = revealed["proof"]["proofValue"].as_str().unwrap();
    let (_, bytes) = decode_multibase(text).unwrap();
    let with = |value: String| {
        let mut document = revealed.clone();
        document["proof"]["proofValue"] = value.into();
        code(check(&document))
    };
    let u = |bytes: &[u8]| encode_multibase(Base::Base64Url, bytes);
    assert_eq!(with(format!("{text}=")), codes::MALFORMED_VALUE);
    assert_eq!(with(text.strip_prefix('u').unwrap().to_owned()), codes::MALFORMED_VALUE);
    assert_eq!(with(encode_multibase(Base::Base58Btc, &bytes)), codes::MALFORMED_VALUE);
    assert_eq!(with(u(&[&bytes[..], &[0]].concat())), codes::MALFORMED_VALUE);
    for end in 0..bytes.len() {
        assert_eq!(with(u(&bytes[..end])), codes::MALFORMED_VALUE, "cut after {end}");
    }
    // An array of indefinite length, and one whose length is not in its shortest form.
    let rest = &bytes[4..];
    assert_eq!(with(u(&[&bytes[..3], &[0x9f], rest, &[0xff]].concat())), codes::MALFORMED_VALUE);
    assert_eq!(with(u(&[&bytes[..3], &[0x98, 5], rest].concat())), codes::MALFORMED_VALUE);
    // A tag on the components.
    assert_eq!(with(u(&[&bytes[..3], &[0xd9, 0x5d, 0x01], &bytes[3..]].concat())), codes::MALFORMED_VALUE);
}

#[test]
fn statements_of_two_proofs_do_not_mix() {
    let entropy = |seed: u8| std::array::from_fn(|at| at as u8 ^ seed);
    let signed = |grade: &str, seed: u8| {
        let mut badge = badge();
        badge["credentialSubject"]["result"][0]["value"] = grade.into();
        let disclosable = Disclosable::new(pointers(MANDATORY), &entropy(seed)).unwrap();
        sign(&badge, options().disclosable(disclosable)).unwrap()
    };
    let shown = |base: &Value| reveal(base, &["/credentialSubject/result/0/value"]).unwrap();
    let (good, bad) = (shown(&signed("A", 1)), shown(&signed("F", 2)));
    let (of_good, of_bad) = (Parts::of(&good), Parts::of(&bad));
    for swap in [0, 1, 2] {
        let mut mixed = of_bad.clone();
        if swap != 1 {
            mixed.signatures = of_good.signatures.clone();
            mixed.public_key = of_good.public_key.clone();
        }
        if swap != 2 {
            mixed.labels = of_good.labels.clone();
        }
        let mut document = good.clone();
        document["proof"]["proofValue"] = mixed.text().into();
        assert_eq!(code(check(&document)), codes::SIGNATURE_MISMATCH);
    }
}

#[test]
fn what_cannot_be_prepared_is_refused() {
    let refused = |document: &Value, options| sign(document, options).unwrap_err();
    assert_eq!(refused(&badge(), options()).code(), codes::NOT_DISCLOSABLE);
    let error = refused(&badge(), options().disclosable(disclosable(&["/issuer", "/nowhere"])));
    assert_eq!(error, ProofError::PointerUnmatched { pointer: Pointer::root().key("nowhere") });

    let contexts = Contexts::pinned();
    let registry = Registry::default();
    let whole = registry.find("ecdsa-rdfc-2019").unwrap();
    let error = prepare(&badge(), options().disclosable(disclosable(&[])), whole, KeyType::P256, &contexts);
    assert_eq!(error.unwrap_err().code(), codes::NOT_SELECTIVE);
    let selective = registry.find("ecdsa-sd-2023").unwrap();
    for key_type in [KeyType::P384, KeyType::Ed25519] {
        let error =
            prepare(&badge(), options().disclosable(disclosable(&[])), selective, key_type, &contexts);
        assert_eq!(error.unwrap_err().code(), codes::KEY_TYPE_MISMATCH);
    }
    let p384 = SecretKey::generate(KeyType::P384, &[9; 64]).unwrap();
    assert!(Disclosable::with_keys(Vec::new(), [0; 32], p384).is_err());
    // A document with a term that no statement would hold.
    let mut open = badge();
    open["nonsense"] = json!(1);
    let error = refused(&open, options().disclosable(disclosable(MANDATORY)));
    assert_eq!(error.code().as_str(), "ld.undefined-term");
}

#[test]
fn proofs_over_the_whole_are_not_derived_from() {
    let contexts = Contexts::pinned();
    let registry = Registry::default();
    let whole = registry.find("ecdsa-rdfc-2019").unwrap();
    let prepared = prepare(&badge(), options(), whole, KeyType::P256, &contexts).unwrap();
    let signature =
        CryptoProvider::portable().sign(prepared.algorithm(), &issuer(), &prepared.bytes_to_sign()).unwrap();
    let signed = prepared.finish(&signature);
    assert_eq!(reveal(&signed, SHOWN).unwrap_err().code(), codes::NOT_SELECTIVE);

    let mut badge = badge();
    badge["proof"] = json!({
        "id": "urn:uuid:00000000-0000-4000-8000-000000000001", "type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023",
        "verificationMethod": "did:example:other#1", "proofPurpose": "assertionMethod", "proofValue": "u2V0A",
    });
    let over = options().previous(vec!["urn:uuid:00000000-0000-4000-8000-000000000001".to_owned()]);
    let signed = sign(&badge, over.disclosable(disclosable(MANDATORY))).unwrap();
    let mut last = signed.clone();
    last["proof"] = signed["proof"][1].clone();
    let error = reveal(&last, SHOWN).unwrap_err();
    assert_eq!(error.code(), codes::MALFORMED);
}

#[test]
fn more_statements_than_are_checked_are_refused_before_any_is() {
    let mut revealed = reveal(&base(), SHOWN).unwrap();
    let mut parts = Parts::of(&revealed);
    parts.signatures = vec![vec![1; 64]; 10_001];
    revealed["proof"]["proofValue"] = parts.text().into();
    assert_eq!(check(&revealed).unwrap_err(), ProofError::TooManyStatements { found: 10_001, limit: 10_000 });
}

#[test]
fn secrets_are_not_printed() {
    let made = || Disclosable::new(Vec::new(), &[0x5a; 96]).unwrap();
    let base = sign(&badge(), options().disclosable(made())).unwrap();
    let proof = Proof::read(&base["proof"]).unwrap();
    let (key, registry) = (issuer(), Registry::default());
    let provider = CryptoProvider::portable();
    let input =
        verify_base(&base, &proof, key.public_key(), &Contexts::pinned(), &registry, &provider).unwrap();
    assert_eq!(input.statements.as_ref().unwrap().hmac_key, Some([0x5a; 32]));
    let text = format!("{:?} {:?} {input:?}", made(), options().disclosable(made())).to_lowercase();
    for form in ["90, 90", "5a5a", "5a, 5a", "wlpa"] {
        assert!(!text.contains(form), "{form}: {text}");
    }
}
