//! `bbs-2023` is there with its feature alone, and what it leaves to its callers is refused where they leave it out.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use accolade_json::Value;
use accolade_proof::{
    codes,
    data_integrity::{Proof, Registry},
};
use serde_json::json;

fn proof() -> Value {
    json!({
        "type": "DataIntegrityProof",
        "cryptosuite": "bbs-2023",
        "verificationMethod": "did:example:issuer#1",
        "proofPurpose": "assertionMethod",
        "proofValue": "u2V0D",
    })
}

#[cfg(not(feature = "bbs"))]
#[test]
fn without_the_feature_the_suite_is_not_known() {
    let value = proof();
    let proof = Proof::read(&value).unwrap();
    let error = Registry::default().suite_of(&proof).map(|suite| suite.name()).unwrap_err();
    assert_eq!(error.code(), codes::UNKNOWN_SUITE);
}

#[cfg(feature = "bbs")]
mod with_the_feature {
    use accolade_bbs::{BlindInterface, Ciphersuite};
    use accolade_keys::{Algorithm, CryptoProvider, KeyType, SecretKey, codes as key_codes};
    use accolade_ld::Contexts;
    use accolade_proof::{
        ProofError,
        data_integrity::{
            Blinded, Disclosable, Disclosure, Prepared, ProofOptions, derive, prepare, verify_base,
        },
    };
    use accolade_report::Pointer;

    use super::*;

    fn key() -> SecretKey {
        SecretKey::generate(KeyType::Bls12381G2, &[7; 64]).unwrap()
    }

    fn badge() -> Value {
        json!({
            "@context": ["https://www.w3.org/ns/credentials/v2", {"@vocab": "https://terms.example/"}],
            "id": "urn:example:badge",
            "type": "Badge",
            "name": "Weaving",
            "loomHours": "12",
        })
    }

    fn prepared(blinded: Option<Blinded>) -> Prepared {
        let mandatory = vec![Pointer::root().key("name")];
        let mut disclosable =
            Disclosable::with_hmac_key(mandatory, [3; 32]).signed_by(key().public_key().clone());
        if let Some(blinded) = blinded {
            disclosable = disclosable.blinded(blinded);
        }
        let options = ProofOptions::new("did:example:issuer#1").disclosable(disclosable);
        let suite = Registry::default().find("bbs-2023").unwrap();
        prepare(&badge(), options, suite, KeyType::Bls12381G2, &Contexts::pinned()).unwrap()
    }

    #[test]
    fn the_suite_is_known_and_its_value_is_not_one() {
        let value = proof();
        let proof = Proof::read(&value).unwrap();
        assert_eq!(Registry::default().suite_of(&proof).unwrap().name(), "bbs-2023");
    }

    #[test]
    fn a_header_signed_alone_is_no_signature() {
        let prepared = prepared(None);
        assert_eq!(prepared.algorithm(), Algorithm::Bbs);
        // The type goes with the name.
        assert_eq!((prepared.bytes_to_sign().len(), prepared.messages_to_sign().unwrap().len()), (64, 1));
        let provider = CryptoProvider::portable();
        let error = provider.sign(Algorithm::Bbs, &key(), &prepared.bytes_to_sign()).unwrap_err();
        assert_eq!(error.code(), key_codes::CANNOT_SIGN);
        let other = SecretKey::generate(KeyType::P256, &[7; 64]).unwrap();
        let error = prepared.sign(&other, &provider).unwrap_err();
        assert_eq!(error.code(), key_codes::CANNOT_SIGN);
    }

    fn check_base(document: &Value) -> Result<(), ProofError> {
        let proof = Proof::read(document.get("proof").unwrap()).unwrap();
        let (registry, provider) = (Registry::default(), CryptoProvider::portable());
        verify_base(document, &proof, key().public_key(), &Contexts::pinned(), &registry, &provider).map(drop)
    }

    #[test]
    fn a_base_proof_holds_for_its_document_and_key() {
        let prepared = prepared(None);
        let signature = prepared.sign(&key(), &CryptoProvider::portable()).unwrap();
        let signed = prepared.finish(&signature);
        assert_eq!(check_base(&signed), Ok(()));
        let mut altered = signed.clone();
        altered.as_object_mut().unwrap().insert("loomHours".to_owned(), "40".into());
        assert_eq!(check_base(&altered).unwrap_err().code(), codes::SIGNATURE_MISMATCH);
        let mut altered = signed;
        altered.as_object_mut().unwrap().insert("name".to_owned(), "Warping".into());
        assert_eq!(check_base(&altered).unwrap_err().code(), codes::SIGNATURE_MISMATCH);
    }

    #[test]
    fn what_the_holder_hides_only_the_holder_checks() {
        let suite = Ciphersuite::Sha256;
        let scalars = suite.random_scalars(&[1; 64], 3).unwrap();
        let interface = BlindInterface::Messages(suite);
        let (commitment, _) = interface.commit(&[b"secret"], None, &scalars).unwrap();
        let prepared = prepared(Some(Blinded::holder_binding(commitment).unwrap()));
        let signature = prepared.sign(&key(), &CryptoProvider::portable()).unwrap();
        let signed = prepared.finish(&signature);
        assert_eq!(check_base(&signed).unwrap_err().code(), codes::NOT_DISCLOSABLE);
        let proof = Proof::read(signed.get("proof").unwrap()).unwrap();
        let disclosure = Disclosure::new(&[]).entropy([2; 64]);
        let error = derive(&signed, &proof, disclosure, &Contexts::pinned(), &Registry::default());
        assert_eq!(error.unwrap_err().code(), codes::NOT_DISCLOSABLE);

        let scalars = suite.random_scalars(&[1; 64], 2).unwrap();
        let (nothing, _) = interface.commit(&[], None, &scalars).unwrap();
        assert_eq!(Blinded::holder_binding(nothing).unwrap_err().code(), codes::MALFORMED_VALUE);
    }
}
