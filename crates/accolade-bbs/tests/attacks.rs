//! What nobody signed or proved does not hold, and octets that are never made are not read.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use accolade_bbs::{
    BbsError, Ciphersuite, Headers, MOST_MESSAGES, Proof, PublicKey, Scalar, SecretKey, Signature, codes,
};

const SUITE: Ciphersuite = Ciphersuite::Sha256;
const HEADERS: Headers<'static> = Headers { header: b"header", presentation: b"nonce" };
const MESSAGES: [&str; 4] = ["one", "two", "three", "four"];

/// `r`, the order of the groups.
const ORDER: [u8; 32] = [
    0x73, 0xed, 0xa7, 0x53, 0x29, 0x9d, 0x7d, 0x48, 0x33, 0x39, 0xd8, 0x08, 0x09, 0xa1, 0xd8, 0x05, 0x53,
    0xbd, 0xa4, 0x02, 0xff, 0xfe, 0x5b, 0xfe, 0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x01,
];

fn secret(seed: u8) -> SecretKey {
    SecretKey::generate(SUITE, &[seed; 32], b"", None).unwrap()
}

fn random(count: usize) -> Vec<Scalar> {
    SUITE.random_scalars(&[5; 64], count).unwrap()
}

fn proof() -> (PublicKey, Proof) {
    let secret = secret(1);
    let signature = SUITE.sign(&secret, HEADERS.header, &MESSAGES).unwrap();
    let public = secret.public_key().clone();
    let proof = SUITE.prove(&public, &signature, HEADERS, &MESSAGES, &[1, 3], &random(7)).unwrap();
    assert!(SUITE.verify_proof(&public, &proof, HEADERS, &[(1, "two"), (3, "four")]));
    (public, proof)
}

#[test]
fn a_signature_holds_for_what_was_signed_alone() {
    let secret = secret(1);
    let signature = SUITE.sign(&secret, b"header", &MESSAGES).unwrap();
    let public = secret.public_key();
    assert!(SUITE.verify(public, b"header", &MESSAGES, &signature));
    assert!(!SUITE.verify(public, b"Header", &MESSAGES, &signature));
    assert!(!SUITE.verify(public, b"header", &MESSAGES[..3], &signature));
    assert!(!SUITE.verify(public, b"header", &["one", "two", "four", "three"], &signature));
    assert!(!SUITE.verify(self::secret(2).public_key(), b"header", &MESSAGES, &signature));
    assert!(!Ciphersuite::Shake256.verify(public, b"header", &MESSAGES, &signature));
    // No messages at all can be signed too, and that is not any other signature.
    let empty = SUITE.sign(&secret, b"header", &[""; 0]).unwrap();
    assert!(SUITE.verify(public, b"header", &[""; 0], &empty));
    assert!(!SUITE.verify(public, b"header", &[""], &empty));
}

#[test]
fn a_proof_holds_for_what_it_discloses_alone() {
    let (public, proof) = proof();
    let holds =
        |headers, disclosed: &[(usize, &str)]| SUITE.verify_proof(&public, &proof, headers, disclosed);
    assert!(!holds(HEADERS, &[(1, "two"), (3, "five")]));
    assert!(!holds(HEADERS, &[(1, "four"), (3, "two")]));
    assert!(!holds(HEADERS, &[(0, "two"), (3, "four")]), "a message at another place");
    assert!(!holds(HEADERS, &[(1, "two")]));
    assert!(!holds(HEADERS, &[(1, "two"), (2, "three"), (3, "four")]));
    assert!(!holds(HEADERS, &[(3, "four"), (1, "two")]), "descending");
    assert!(!holds(HEADERS, &[(1, "two"), (1, "two")]), "one twice");
    assert!(!holds(HEADERS, &[(1, "two"), (usize::MAX, "four")]));
    assert!(!holds(Headers { header: b"other", ..HEADERS }, &[(1, "two"), (3, "four")]));
    assert!(!holds(Headers { presentation: b"other", ..HEADERS }, &[(1, "two"), (3, "four")]));
    assert!(!SUITE.verify_proof(secret(2).public_key(), &proof, HEADERS, &[(1, "two"), (3, "four")]));
}

#[test]
fn every_octet_of_a_proof_counts() {
    let (public, proof) = proof();
    let octets = proof.to_octets();
    for at in 0..octets.len() {
        let mut altered = octets.clone();
        altered[at] ^= 1;
        let holds = Proof::from_octets(&altered)
            .is_ok_and(|proof| SUITE.verify_proof(&public, &proof, HEADERS, &[(1, "two"), (3, "four")]));
        assert!(!holds, "octet {at}");
    }
}

#[test]
fn two_proofs_share_nothing() {
    let secret = secret(1);
    let signature = SUITE.sign(&secret, b"", &MESSAGES).unwrap();
    let prove = |entropy| {
        let random = SUITE.random_scalars(&[entropy; 64], 8).unwrap();
        let headers = Headers::default();
        SUITE.prove(secret.public_key(), &signature, headers, &MESSAGES, &[0], &random).unwrap().to_octets()
    };
    let (first, second) = (prove(1), prove(2));
    assert_eq!(first.len(), second.len());
    let shared = first.chunks(16).zip(second.chunks(16)).filter(|(a, b)| a == b).count();
    assert_eq!(shared, 0);
}

#[test]
fn a_proof_cannot_be_made_of_wrong_parts() {
    let secret = secret(1);
    let signature = SUITE.sign(&secret, b"", &MESSAGES).unwrap();
    let prove = |disclosed: &[usize], count| {
        let headers = Headers::default();
        SUITE.prove(secret.public_key(), &signature, headers, &MESSAGES, disclosed, &random(count))
    };
    assert!(prove(&[0, 1, 2, 3], 5).is_ok());
    for (disclosed, count) in [(vec![0], 7), (vec![0], 9), (vec![4], 8), (vec![1, 0], 7), (vec![1, 1], 7)] {
        assert_eq!(prove(&disclosed, count).unwrap_err().code(), codes::MALFORMED, "{disclosed:?}, {count}");
    }
}

#[test]
fn octets_that_are_never_made_are_not_read() {
    let (_, proof) = proof();
    let octets = proof.to_octets();
    assert_eq!(octets.len(), 272 + 2 * 32);
    let malformed = |octets: &[u8]| match Proof::from_octets(octets) {
        Err(BbsError::Malformed { message, .. }) => message,
        other => panic!("{other:?}"),
    };
    for length in [0, 1, 143, 144, 271, octets.len() - 1] {
        malformed(&octets[..length]);
    }
    let with = |at: usize, part: &[u8]| {
        let mut octets = octets.clone();
        octets[at..at + part.len()].copy_from_slice(part);
        octets
    };
    let mut identity = [0; 48];
    identity[0] = 0xc0;
    for at in [0, 48, 96] {
        assert_eq!(malformed(&with(at, &identity)), "the identity of G1");
    }
    for at in (144..octets.len()).step_by(32) {
        assert_eq!(malformed(&with(at, &[0; 32])), "a number is zero");
        assert_eq!(malformed(&with(at, &ORDER)), "a number is not below the order of the group");
        assert_eq!(malformed(&with(at, &[0xff; 32])), "a number is not below the order of the group");
    }
    let many = [octets.as_slice(), &[1; 32].repeat(MOST_MESSAGES)].concat();
    assert_eq!(
        Proof::from_octets(&many).unwrap_err(),
        BbsError::TooManyMessages { found: MOST_MESSAGES + 2 }
    );

    let signature = SUITE.sign(&secret(1), b"", &MESSAGES).unwrap().to_octets();
    assert!(Signature::from_octets(&signature).is_ok());
    assert!(Signature::from_octets(&signature[..79]).is_err());
    assert!(Signature::from_octets(&[identity.as_slice(), &signature[48..]].concat()).is_err());
    assert!(Signature::from_octets(&[&signature[..48], &[0; 32]].concat()).is_err());
    assert!(Signature::from_octets(&[&signature[..48], &ORDER].concat()).is_err());

    for octets in [[0; 32].as_slice(), &ORDER, &[1; 31], &[1; 33]] {
        assert!(SecretKey::from_octets(octets).is_err());
        assert!(Scalar::from_octets(octets).is_err());
    }
    assert!(SecretKey::generate(SUITE, &[1; 31], b"", None).is_err());
    assert!(SecretKey::generate(SUITE, &[1; 32], &[0; 65_536], None).is_err());
    assert!(SecretKey::generate(SUITE, &[1; 32], b"", Some(&[0; 256])).is_err());
}

#[test]
fn as_many_messages_as_are_taken_and_no_more() {
    let messages = vec!["same"; MOST_MESSAGES + 1];
    let error = SUITE.sign(&secret(1), b"", &messages).unwrap_err();
    assert_eq!(error.code(), codes::TOO_MANY_MESSAGES);
    assert_eq!(error.to_string(), "2049 messages under one BBS signature, where at most 2048 are taken");
    // More generators than are kept between calls.
    let signature = SUITE.sign(&secret(1), b"", &messages[..520]).unwrap();
    assert!(SUITE.verify(secret(1).public_key(), b"", &messages[..520], &signature));
    let (_, all) = SUITE.generators(520).unwrap();
    let (_, again) = SUITE.generators(515).unwrap();
    assert_eq!(all[..515], again);
}

#[test]
fn secrets_are_not_printed() {
    let secret = secret(1);
    let signature = SUITE.sign(&secret, b"", &MESSAGES).unwrap();
    assert_eq!(format!("{secret:?}"), format!("SecretKey(of {:?})", secret.public_key()));
    assert_eq!(format!("{signature:?} {:?}", random(1)), "Signature(…) [Scalar(…)]");
}
