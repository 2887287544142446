//! What a holder hides from the signer: nobody else can prove it, and a pseudonym is one holder's for one domain.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use accolade_bbs::{
    BlindInterface, Ciphersuite, Commitment, Headers, Hidden, Proof, Pseudonym, Scalar, SecretKey, Signature,
    codes,
};

const SUITE: Ciphersuite = Ciphersuite::Sha256;
const BLIND: BlindInterface = BlindInterface::Messages(SUITE);
const NYM: BlindInterface = BlindInterface::Pseudonym(SUITE);
const MESSAGES: [&[u8]; 3] = [b"one", b"two", b"three"];
const SECRET: [&[u8]; 1] = [b"the holder's secret"];
const HEADERS: Headers<'static> = Headers { header: b"header", presentation: b"nonce" };

fn scalars(seed: u8, count: usize) -> Vec<Scalar> {
    SUITE.random_scalars(&[seed; 64], count).unwrap()
}

fn scalar(seed: u8) -> Scalar {
    scalars(seed, 1).remove(0)
}

fn key() -> SecretKey {
    SecretKey::generate(SUITE, &[1; 32], b"", None).unwrap()
}

/// A signature with a pseudonym's secret and one of the holder's, and what the holder keeps.
fn signed() -> (Signature, Scalar, Scalar) {
    let (commitment, blind) = NYM.commit(&SECRET, Some(&scalar(2)), &scalars(3, 4)).unwrap();
    let signature = NYM.sign(&key(), HEADERS.header, &MESSAGES, &commitment, Some(&scalar(4))).unwrap();
    (signature, scalar(2).sum(&scalar(4)), blind)
}

fn prove(domain: &[u8], seed: u8) -> (Proof, Pseudonym) {
    let (signature, nym_secret, blind) = signed();
    let hidden = Hidden { messages: &SECRET, nym_secret: Some(&nym_secret), blind: &blind };
    let key = key();
    assert!(NYM.verify(key.public_key(), HEADERS.header, &MESSAGES, &hidden, &signature));
    let signed = (key.public_key(), &signature, MESSAGES.as_slice());
    let (proof, pseudonym) =
        NYM.prove(signed, &hidden, HEADERS, &[1], Some(domain), &scalars(seed, 5 + 2 + 3)).unwrap();
    (proof, pseudonym.unwrap())
}

fn holds(
    proof: &Proof,
    count: usize,
    disclosed: &[(usize, &[u8])],
    nym: Option<(&[u8], &Pseudonym)>,
) -> bool {
    NYM.verify_proof(key().public_key(), proof, HEADERS, count, disclosed, nym)
}

#[test]
fn a_pseudonym_is_the_same_for_one_domain_and_another_for_another() {
    let ((first, one), (second, two), (_, other)) =
        (prove(b"a.example", 5), prove(b"a.example", 6), prove(b"b.example", 7));
    assert_eq!(one, two);
    assert_ne!(one, other);
    assert_ne!(first, second);
    for proof in [&first, &second] {
        assert!(holds(proof, 3, &[(1, b"two")], Some((b"a.example", &one))));
        assert!(!holds(proof, 3, &[(1, b"two")], Some((b"b.example", &one))));
        assert!(!holds(proof, 3, &[(1, b"two")], Some((b"b.example", &other))));
        assert!(!holds(proof, 3, &[(1, b"two")], Some((b"a.example", &other))));
        assert!(!holds(proof, 3, &[(1, b"two")], None));
    }
}

#[test]
fn a_proof_holds_for_its_own_number_of_messages_alone() {
    let (proof, pseudonym) = prove(b"a.example", 5);
    let nym = Some((b"a.example".as_slice(), &pseudonym));
    for count in [0, 1, 2, 4, 5, 6, 7, usize::MAX - 1, usize::MAX] {
        assert!(!holds(&proof, count, &[(1, b"two")], nym), "{count}");
    }
    assert!(!holds(&proof, 3, &[(0, b"two")], nym));
    assert!(!holds(&proof, 3, &[(1, b"Two")], nym));
    assert!(!holds(&proof, 3, &[(3, b"two")], nym), "the blind is not disclosed");
    assert!(!holds(&proof, 3, &[], nym));
    // Nor under the other interfaces, which share the signature scheme.
    assert!(!BLIND.verify_proof(key().public_key(), &proof, HEADERS, 3, &[(1, b"two")], None));
    assert!(!SUITE.verify_proof(key().public_key(), &proof, HEADERS, &[(1, b"two")]));
}

#[test]
fn without_the_secrets_nothing_holds() {
    let (signature, nym_secret, blind) = signed();
    let (key, other) = (key(), scalar(9));
    let right = Hidden { messages: &SECRET, nym_secret: Some(&nym_secret), blind: &blind };
    for hidden in [
        Hidden { messages: &[b"a guess"], ..right },
        Hidden { messages: &[], ..right },
        Hidden { nym_secret: Some(&other), ..right },
        Hidden { nym_secret: None, ..right },
        Hidden { blind: &other, ..right },
    ] {
        assert!(!NYM.verify(key.public_key(), HEADERS.header, &MESSAGES, &hidden, &signature), "{hidden:?}");
        let signed = (key.public_key(), &signature, MESSAGES.as_slice());
        let count = 5 + 2 + 1 + hidden.messages.len() + 1;
        let proved = NYM.prove(signed, &hidden, HEADERS, &[1], Some(b"a.example"), &scalars(5, count));
        let held = proved.is_ok_and(|(proof, pseudonym)| {
            let nym = pseudonym.as_ref().map(|pseudonym| (b"a.example".as_slice(), pseudonym));
            holds(&proof, 3, &[(1, b"two")], nym)
        });
        assert!(!held, "{hidden:?}");
    }
}

#[test]
fn a_commitment_is_proven() {
    let (commitment, _) = BLIND.commit(&SECRET, None, &scalars(3, 3)).unwrap();
    let octets = commitment.to_octets();
    assert_eq!(Commitment::from_octets(&octets).unwrap(), commitment);
    assert!(BLIND.sign(&key(), b"", &MESSAGES, &commitment, None).is_ok());
    for at in 0..octets.len() {
        let mut altered = octets.clone();
        if let Some(octet) = altered.get_mut(at) {
            *octet ^= 1;
        }
        let refused = match Commitment::from_octets(&altered) {
            Ok(commitment) => BLIND.sign(&key(), b"", &MESSAGES, &commitment, None).map(drop),
            Err(error) => Err(error),
        };
        assert_eq!(refused.unwrap_err().code(), codes::MALFORMED, "octet {at}");
    }
    for length in [0, 47, 48, 111, octets.len() - 1] {
        assert!(Commitment::from_octets(octets.get(..length).unwrap()).is_err());
    }
    // The proof is for one interface.
    assert!(NYM.sign(&key(), b"", &MESSAGES, &commitment, Some(&scalar(4))).is_err());
    assert!(
        BlindInterface::Messages(Ciphersuite::Shake256)
            .sign(&key(), b"", &MESSAGES, &commitment, None)
            .is_err()
    );
}

#[test]
fn parts_of_the_wrong_interface_are_refused() {
    assert!(BLIND.commit(&SECRET, Some(&scalar(2)), &scalars(3, 4)).is_err());
    assert!(NYM.commit(&SECRET, None, &scalars(3, 3)).is_err());
    assert!(BLIND.commit(&SECRET, None, &scalars(3, 2)).is_err(), "too few scalars");
    let (commitment, _) = NYM.commit(&[], Some(&scalar(2)), &scalars(3, 3)).unwrap();
    assert!(NYM.sign(&key(), b"", &MESSAGES, &commitment, None).is_err());
    let (commitment, _) = BLIND.commit(&[], None, &scalars(3, 2)).unwrap();
    assert!(BLIND.sign(&key(), b"", &MESSAGES, &commitment, Some(&scalar(4))).is_err());
    let mut identity = [0; 48];
    if let Some(first) = identity.first_mut() {
        *first = 0xc0;
    }
    assert!(Pseudonym::from_octets(&identity).is_err());
}
