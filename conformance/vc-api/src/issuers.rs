//! The issuers of the server. Each has a path of its own, since the suites ask of one issuer one way of securing.

use accolade::{
    Issuer,
    keys::{CryptoProvider, KeyError, KeyType, SecretKey},
};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha512};

/// An issuer under one key that secures in one way.
pub(crate) struct Instance {
    pub(crate) name: &'static str,
    pub(crate) way: Way,
    pub(crate) issuer: Issuer,
    pub(crate) key: SecretKey,
}

/// How an instance secures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// With a proof that holds for the whole.
    Whole(&'static str),
    /// With a base proof, from which parts are shown.
    Parts(&'static str),
    /// With a proof for the whole, and a status entry before that.
    WithStatus(&'static str),
    /// In an envelope.
    Envelope,
    /// As a token of Open Badges 3.0, which stands alone.
    Token,
}

const INSTANCES: &[(&str, KeyType, Way)] = &[
    ("vc-api", KeyType::Ed25519, Way::Whole("eddsa-rdfc-2022")),
    ("eddsa-rdfc-2022", KeyType::Ed25519, Way::Whole("eddsa-rdfc-2022")),
    ("eddsa-jcs-2022", KeyType::Ed25519, Way::Whole("eddsa-jcs-2022")),
    ("ecdsa-rdfc-2019-p256", KeyType::P256, Way::Whole("ecdsa-rdfc-2019")),
    ("ecdsa-rdfc-2019-p384", KeyType::P384, Way::Whole("ecdsa-rdfc-2019")),
    ("ecdsa-jcs-2019-p256", KeyType::P256, Way::Whole("ecdsa-jcs-2019")),
    ("ecdsa-jcs-2019-p384", KeyType::P384, Way::Whole("ecdsa-jcs-2019")),
    ("ecdsa-sd-2023", KeyType::P256, Way::Parts("ecdsa-sd-2023")),
    ("bbs-2023", KeyType::Bls12381G2, Way::Parts("bbs-2023")),
    ("ed25519signature2020", KeyType::Ed25519, Way::Whole("Ed25519Signature2020")),
    ("status-list", KeyType::Ed25519, Way::WithStatus("eddsa-rdfc-2022")),
    ("vc-jwt", KeyType::Ed25519, Way::Envelope),
    ("vc-jwt-rs256", KeyType::Rsa, Way::Token),
];

/// RSA keys are not made here: the one that the fixtures are signed with stands for that of any seed.
const RSA: &str = include_str!("../../../fixtures/verify/public-test-key-rsa.pem");

/// Every issuer of a server.
pub(crate) struct Issuers(Vec<Instance>);

impl Issuers {
    /// The issuers whose keys follow from a text that anyone may know.
    pub(crate) fn from_seed(seed: &str) -> Result<Self, KeyError> {
        let instance = |&(name, key_type, way): &(&'static str, KeyType, Way)| {
            let entropy: [u8; 64] = Sha512::digest(format!("{seed}\n{name}")).into();
            // The portable provider signs with every key but that.
            let (key, provider) = match key_type {
                KeyType::Rsa => (SecretKey::from_pem(RSA, None)?, CryptoProvider::native()),
                key_type => (SecretKey::generate(key_type, &entropy)?, CryptoProvider::portable()),
            };
            let issuer = Issuer::did_key(key.public_key()).with_provider(provider);
            Ok(Instance { name, way, issuer, key })
        };
        INSTANCES.iter().map(instance).collect::<Result<_, KeyError>>().map(Self)
    }

    /// The issuer of that name.
    pub(crate) fn find(&self, name: &str) -> Option<&Instance> {
        self.0.iter().find(|instance| instance.name == name)
    }

    /// Their names and identifiers, for harnesses.
    pub(crate) fn to_json(&self) -> Value {
        let entry = |instance: &Instance| {
            let endpoint = format!("/issuers/{}/credentials/issue", instance.name);
            (instance.name.to_owned(), json!({"id": instance.issuer.id(), "issue": endpoint}))
        };
        Value::Object(self.0.iter().map(entry).collect::<Map<_, _>>())
    }
}
