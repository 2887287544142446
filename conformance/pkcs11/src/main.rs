//! Signs badges with keys that never leave a PKCS#11 token, and verifies them: `accolade-pkcs11 MODULE LABEL PIN`.

#![expect(clippy::disallowed_methods, reason = "an example reads a file")]

use std::{error::Error, fs, path::Path};

use accolade::{
    Issued, Issuer, Policy, Resources, Securing, Step, Verifier,
    json::{Limits, Value, parse},
    keys::{KeyType, PublicKey, encode_base64url},
    report::Verdict,
};
use cryptoki::{
    context::{CInitializeArgs, CInitializeFlags, Pkcs11},
    mechanism::{
        Mechanism,
        eddsa::{EddsaParams, EddsaSignatureScheme},
    },
    object::{Attribute, AttributeType, ObjectHandle},
    session::{Session, UserType},
    types::AuthPin,
};
use serde_json::json;
use sha2::{Digest, Sha256};
use time::{OffsetDateTime, macros::datetime};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// A fixed time, so that a run can be repeated.
const NOW: OffsetDateTime = datetime!(2026-06-01 00:00 UTC);

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, label, pin] = arguments.as_slice() else {
        return Err("usage: accolade-pkcs11 MODULE LABEL PIN".into());
    };
    let context = Pkcs11::new(module)?;
    context.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK))?;
    let mut named = None;
    for slot in context.get_slots_with_initialized_token()? {
        if context.get_token_info(slot)?.label() == label {
            named = Some(slot);
        }
    }
    let session = context.open_rw_session(named.ok_or("no token of that label")?)?;
    session.login(UserType::User, Some(&AuthPin::new(pin.as_str().into())))?;

    for (key_type, securing) in [
        (KeyType::P256, Securing::Embedded),
        (KeyType::P256, Securing::Jwt),
        (KeyType::Ed25519, Securing::Embedded),
    ] {
        let key = TokenKey::generate(&session, key_type)?;
        let issued = key.issue(&template()?, &securing)?;
        let verdict = verify(&issued);
        println!("{key_type}, {securing:?}: {verdict:?}, signed by {}", key.public.to_multikey());
        if verdict != Verdict::Valid {
            return Err(issued.to_text().into());
        }
    }
    println!("no secret left the token");
    Ok(())
}

/// A pair of keys in a token.
struct TokenKey<'a> {
    session: &'a Session,
    secret: ObjectHandle,
    public: PublicKey,
}

impl<'a> TokenKey<'a> {
    fn generate(session: &'a Session, key_type: KeyType) -> Outcome<Self> {
        // RFC 5480 §2.1.1.1: the curve by its object identifier; PKCS#11 v3.0 §2.3.5: by its name.
        let (curve, mechanism): (&[u8], _) = match key_type {
            KeyType::P256 => {
                (&[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07], Mechanism::EccKeyPairGen)
            }
            KeyType::Ed25519 => (b"\x13\x0cedwards25519", Mechanism::EccEdwardsKeyPairGen),
            other => return Err(format!("{other} is not shown here").into()),
        };
        let public = [Attribute::Token(true), Attribute::Verify(true), Attribute::EcParams(curve.to_vec())];
        let secret = [
            Attribute::Token(true),
            Attribute::Private(true),
            Attribute::Sensitive(true),
            Attribute::Extractable(false),
            Attribute::Sign(true),
        ];
        let (public, secret) = session.generate_key_pair(&mechanism, &public, &secret)?;
        // A token that gave the secret away would be none.
        let leaked = session.get_attributes(secret, &[AttributeType::Value]);
        if leaked.is_ok_and(|found| !found.is_empty()) {
            return Err("the token gives the secret away".into());
        }
        let point = session.get_attributes(public, &[AttributeType::EcPoint])?;
        let Some(Attribute::EcPoint(point)) = point.into_iter().next() else {
            return Err("the token has no public key".into());
        };
        Ok(Self { session, secret, public: read_point(key_type, &point)? })
    }

    /// The credential, issued by the `did:key` of this key.
    fn issue(&self, credential: &Value, securing: &Securing) -> Outcome<Issued> {
        let issuer = Issuer::did_key(&self.public);
        let mut credential = credential.clone();
        credential["issuer"]["id"] = issuer.id().into();
        let prepared = issuer.prepare(&credential, securing, NOW)?;
        let bytes = prepared.bytes_to_sign();
        let signature = match self.public.key_type() {
            // CKM_ECDSA signs a hash; the signature is `r` and `s`, as JOSE and Data Integrity have it.
            KeyType::P256 => self.session.sign(&Mechanism::Ecdsa, self.secret, &Sha256::digest(&bytes))?,
            _ => {
                let pure = Mechanism::Eddsa(EddsaParams::new(EddsaSignatureScheme::Ed25519));
                self.session.sign(&pure, self.secret, &bytes)?
            }
        };
        Ok(prepared.finish(&signature)?)
    }
}

/// The key of a `CKA_EC_POINT`.
fn read_point(key_type: KeyType, attribute: &[u8]) -> Outcome<PublicKey> {
    // An OCTET STRING of less than 128 bytes.
    let point = match attribute {
        [0x04, length, point @ ..] if usize::from(*length) == point.len() => point,
        bare => bare,
    };
    let key = match (key_type, point) {
        (KeyType::P256, [0x04, coordinates @ ..]) if coordinates.len() == 64 => {
            let (x, y) = coordinates.split_at(32);
            json!({"kty": "EC", "crv": "P-256", "x": encode_base64url(x), "y": encode_base64url(y)})
        }
        (KeyType::Ed25519, point) => json!({"kty": "OKP", "crv": "Ed25519", "x": encode_base64url(point)}),
        _ => return Err("the point has an unknown form".into()),
    };
    Ok(PublicKey::from_jwk(&key)?)
}

fn template() -> Outcome<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/verify/unsigned.json");
    Ok(parse(&fs::read(path)?, &Limits::default())?)
}

fn verify(issued: &Issued) -> Verdict {
    let verifier = Verifier::new(Policy::default());
    match verifier.verify(issued.to_text().as_bytes(), &Resources::default(), NOW) {
        Step::Done(verification) => verification.report().verdict(),
        Step::Need(_) => Verdict::Indeterminate,
    }
}
