use accolade_json::date::parse_date_time_stamp;
use accolade_keys::{Algorithm, Base, Jwk, KeyError, KeyType, PublicKey, decode_multibase};
use serde_json::{Map, Value};
use time::OffsetDateTime;

use crate::DidError;

/// A [verification method](https://www.w3.org/TR/cid-1.0/#verification-methods): a key and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VerificationMethod {
    /// Its absolute identifier.
    pub id: String,
    /// Its `type`, such as `Multikey`.
    pub method_type: String,
    /// Who controls it.
    pub controller: String,
    /// The key.
    pub key: PublicKey,
    /// The `kid` of its JSON Web Key.
    pub key_id: Option<String>,
    /// The one algorithm that its JSON Web Key is published for.
    pub algorithm: Option<Algorithm>,
    /// `expires`, as written.
    pub expires: Option<String>,
    /// `revoked`, as written.
    pub revoked: Option<String>,
}

impl VerificationMethod {
    /// Whether the key was neither withdrawn nor had run out at a given time. A time that cannot be read counts as past.
    ///
    /// # Errors
    /// `did.method-revoked`, `did.method-expired`.
    pub fn in_force_at(&self, now: OffsetDateTime) -> Result<(), DidError> {
        let past = |text: &&String| parse_date_time_stamp(text).is_none_or(|time| time <= now);
        if let Some(revoked) = self.revoked.as_ref().filter(past) {
            return Err(DidError::MethodRevoked { id: self.id.clone(), revoked: revoked.clone() });
        }
        if let Some(expires) = self.expires.as_ref().filter(past) {
            return Err(DidError::MethodExpired { id: self.id.clone(), expires: expires.clone() });
        }
        Ok(())
    }
}

/// The member that holds the key, per type of method, and the kind of key it must be. The types without a kind are those
/// of [Controlled Identifiers §2.2.2](https://www.w3.org/TR/cid-1.0/#Multikey) and §2.2.3; the others are older.
const TYPES: &[(&str, &[&str], Option<KeyType>)] = &[
    ("Multikey", &["publicKeyMultibase"], None),
    ("JsonWebKey", &["publicKeyJwk"], None),
    ("JsonWebKey2020", &["publicKeyJwk"], None),
    ("Ed25519VerificationKey2020", &["publicKeyMultibase"], Some(KeyType::Ed25519)),
    ("Ed25519VerificationKey2018", &["publicKeyBase58", "publicKeyJwk"], Some(KeyType::Ed25519)),
    ("X25519KeyAgreementKey2020", &["publicKeyMultibase"], Some(KeyType::X25519)),
    ("X25519KeyAgreementKey2019", &["publicKeyBase58", "publicKeyJwk"], Some(KeyType::X25519)),
    (
        "EcdsaSecp256k1VerificationKey2019",
        &["publicKeyMultibase", "publicKeyJwk", "publicKeyBase58"],
        Some(KeyType::Secp256k1),
    ),
    ("Bls12381G2Key2020", &["publicKeyBase58"], Some(KeyType::Bls12381G2)),
    ("P256Key2021", &["publicKeyBase58"], Some(KeyType::P256)),
    ("EcdsaSecp256r1VerificationKey2019", &["publicKeyMultibase", "publicKeyJwk"], Some(KeyType::P256)),
];

const PUBLIC_MEMBERS: &[&str] =
    &["publicKeyMultibase", "publicKeyJwk", "publicKeyBase58", "publicKeyHex", "publicKeyPem"];
const SECRET_MEMBERS: &[&str] = &[
    "secretKeyMultibase",
    "secretKeyJwk",
    "privateKeyMultibase",
    "privateKeyJwk",
    "privateKeyBase58",
    "privateKeyHex",
];

/// What is wrong with a method, without its identifier.
enum Fault {
    Form(String),
    Key(KeyError),
}

impl From<KeyError> for Fault {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

/// Reads a method of the absolute identifier `id`.
pub(crate) fn read(id: &str, members: &Map<String, Value>) -> Result<VerificationMethod, DidError> {
    read_members(id, members).map_err(|fault| match fault {
        Fault::Form(message) => DidError::MalformedMethod { id: id.to_owned(), message },
        Fault::Key(error) => DidError::Key { id: id.to_owned(), error },
    })
}

fn read_members(id: &str, members: &Map<String, Value>) -> Result<VerificationMethod, Fault> {
    if let Some(&member) = SECRET_MEMBERS.iter().find(|name| members.contains_key(**name)) {
        return Err(KeyError::PrivateMember { member }.into());
    }
    let method_type = required(members, "type")?;
    let known = TYPES.iter().find(|(name, ..)| *name == method_type);
    let Some((_, allowed, kind)) = known else {
        return Err(KeyError::UnsupportedType { name: method_type.to_owned() }.into());
    };
    let mut present = PUBLIC_MEMBERS.iter().filter(|name| members.contains_key(**name));
    let (Some(member), None) = (present.next(), present.next()) else {
        return Err(Fault::Form("has no key or more than one".to_owned()));
    };
    if !allowed.contains(member) {
        return Err(Fault::Form(format!("of type `{method_type}` has its key in `{member}`")));
    }
    let (mut key_id, mut algorithm) = (None, None);
    let key = match members.get(*member) {
        Some(Value::String(text)) if *member == "publicKeyMultibase" => PublicKey::from_multikey(text)?,
        Some(Value::String(text)) if *member == "publicKeyBase58" => from_base58(text, *kind)?,
        Some(jwk) if *member == "publicKeyJwk" => {
            let jwk = Jwk::from_value(jwk)?;
            (key_id, algorithm) = (jwk.key_id, jwk.algorithm);
            jwk.key
        }
        _ => return Err(Fault::Form(format!("has a member `{member}` of the wrong type"))),
    };
    if kind.is_some_and(|kind| kind != key.key_type()) {
        return Err(Fault::Form(format!("of type `{method_type}` has a key of type `{}`", key.key_type())));
    }
    let controller = required(members, "controller")?;
    let (expires, revoked) = (text(members, "expires")?, text(members, "revoked")?);
    Ok(VerificationMethod {
        id: id.to_owned(),
        method_type: method_type.to_owned(),
        controller: controller.to_owned(),
        key,
        key_id,
        algorithm,
        expires: expires.map(str::to_owned),
        revoked: revoked.map(str::to_owned),
    })
}

fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, Fault> {
    match members.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Fault::Form(format!("has a member `{name}` that is not a string"))),
    }
}

fn required<'a>(members: &'a Map<String, Value>, name: &str) -> Result<&'a str, Fault> {
    text(members, name)?.ok_or_else(|| Fault::Form(format!("has no member `{name}`")))
}

/// A raw key in base58 without the multibase letter, as older suites write it.
fn from_base58(text: &str, kind: Option<KeyType>) -> Result<PublicKey, KeyError> {
    let (base, bytes) = decode_multibase(&format!("z{text}"))?;
    debug_assert_eq!(base, Base::Base58Btc);
    PublicKey::from_bytes(kind.unwrap_or(KeyType::Ed25519), &bytes)
}
