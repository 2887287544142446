use accolade_engine::{Answering, Presentable, PresentationForm, Presenter};
use accolade_json::{Limits, Value};
use accolade_model::parse_date_time_stamp;
use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};

use super::{
    CallError, Content, Refusal,
    key::{PublicKeyOption, SecretKeyOption, SigningKey},
    read::{Fault, Members, answered},
    signature,
    write::Object,
};

/// The most that a call may hold: a few long credentials, in base64.
const CALL_LIMITS: Limits = Limits { bytes: 64 << 20, depth: 8 };

/// What to present, under which key, in answer to what.
///
/// With a public key, the answer says what to sign, and the same call with the signature gives the presentation: no secret
/// comes near this. With a secret key it is done at once.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PresentCall {
    /// The credentials: JSON, tokens, or images that hold them.
    pub credentials: Vec<Content>,
    /// The holder's public key, where its secret half is elsewhere.
    pub public_key: Option<PublicKeyOption>,
    /// The holder's secret key, where it is at hand.
    pub secret_key: Option<SecretKeyOption>,
    /// Where the holder publishes it; the key's own `did:key` where none is given.
    pub verification_method: Option<String>,
    /// The verifier's challenge.
    pub challenge: Option<String>,
    /// Whom the presentation is for.
    pub domain: Option<String>,
    /// How it is secured.
    #[serde(default)]
    pub form: PresentForm,
    /// When it is made, such as `2026-05-01T12:00:00Z`.
    pub created: String,
    /// The signature over the bytes that the answer to this call named, in base64.
    pub signature: Option<String>,
}

/// A [`PresentationForm`] in JSON.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PresentForm {
    /// With an embedded proof.
    #[default]
    Embedded,
    /// As a JWT.
    Jwt,
}

/// What came of a [`PresentCall`].
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PresentAnswer {
    /// It lacks the signature: sign these bytes, and call again with `signature`.
    Sign {
        /// The algorithm, by its name in JOSE.
        algorithm: &'static str,
        /// The bytes, in base64. Algorithms that hash do so themselves.
        bytes: String,
    },
    /// It is done.
    Done {
        /// The presentation: JSON, or a token.
        presentation: String,
    },
    /// Nothing was presented.
    Error(Refusal),
}

/// Presents credentials, or says what the holder's key has to sign for that.
///
/// ```
/// use accolade::ffi::{PresentAnswer, PresentCall, PublicKeyOption, present};
/// let answer = present(PresentCall {
///     credentials: Vec::new(),
///     public_key: Some(PublicKeyOption::Multikey("z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw".to_owned())),
///     secret_key: None,
///     verification_method: None,
///     challenge: Some("mooring-12".to_owned()),
///     domain: Some("club.example".to_owned()),
///     form: Default::default(),
///     created: "2026-06-01T00:00:00Z".to_owned(),
///     signature: None,
/// });
/// assert!(matches!(answer, PresentAnswer::Sign { algorithm: "EdDSA", .. }));
/// ```
#[must_use]
pub fn present(call: PresentCall) -> PresentAnswer {
    answer(call).unwrap_or_else(PresentAnswer::Error)
}

/// [`present()`] from JSON to JSON.
///
/// ```
/// let answer = accolade::ffi::present_json(r#"{"credentials": [], "created": "now"}"#);
/// let message = "`now` is not a date and time with a zone";
/// assert_eq!(answer, format!(r#"{{"type":"error","code":"call.time-malformed","message":"{message}"}}"#));
/// ```
#[must_use]
pub fn present_json(call: &str) -> String {
    answered(call, CALL_LIMITS, PresentCall::read, |call| present(call).into_value())
}

impl PresentCall {
    pub(super) fn read(call: &mut Members<'_>) -> Self {
        let mut credentials = Vec::new();
        for credential in call.need_items("credentials") {
            credentials.push(Content::read(credential, "credentials", call.fault));
        }
        Self {
            credentials,
            public_key: call.take_some("publicKey").map(|key| PublicKeyOption::read(key, call.fault)),
            secret_key: call.take_some("secretKey").map(|key| SecretKeyOption::read(key, call.fault)),
            verification_method: call.take_text("verificationMethod"),
            challenge: call.take_text("challenge"),
            domain: call.take_text("domain"),
            form: call.take("form").map(|form| PresentForm::read(form, call.fault)).unwrap_or_default(),
            created: call.need_text("created"),
            signature: call.take_text("signature"),
        }
    }
}

impl PresentForm {
    fn read(value: Value, fault: &mut Fault) -> Self {
        match value.as_str() {
            Some("embedded") => Self::Embedded,
            Some("jwt") => Self::Jwt,
            _ => {
                fault.wrong("form", "is neither", "embedded` nor `jwt");
                Self::default()
            }
        }
    }
}

impl PresentAnswer {
    fn into_value(self) -> Value {
        match self {
            Self::Sign { algorithm, bytes } => {
                let mut out = Object::of_type("sign");
                out.set("algorithm", algorithm);
                out.set("bytes", bytes);
                out.end()
            }
            Self::Done { presentation } => {
                let mut out = Object::of_type("done");
                out.set("presentation", presentation);
                out.end()
            }
            Self::Error(refusal) => refusal.into_answer(),
        }
    }
}

fn answer(call: PresentCall) -> Result<PresentAnswer, Refusal> {
    let Some(created) = parse_date_time_stamp(&call.created) else {
        return Err(CallError::TimeMalformed { found: call.created }.into());
    };
    let mut credentials = Vec::with_capacity(call.credentials.len());
    for credential in call.credentials {
        credentials.push(Presentable::read(&credential.bytes("credentials")?, Limits::default())?);
    }
    let signature = call.signature.map(signature).transpose()?;
    let mut answering = Answering::default().secured(match call.form {
        PresentForm::Embedded => PresentationForm::Embedded,
        PresentForm::Jwt => PresentationForm::Jwt,
    });
    if let Some(challenge) = call.challenge {
        answering = answering.challenge(challenge);
    }
    if let Some(domain) = call.domain {
        answering = answering.domain(domain);
    }
    let key = SigningKey::of(call.public_key, call.secret_key)?;
    let presenter = match call.verification_method {
        Some(method) => Presenter::new(method, key.public().clone()),
        None => Presenter::did_key(key.public()),
    };
    let presented = match &key {
        SigningKey::AtHand(secret) => presenter.present(&credentials, &answering, created, secret)?,
        SigningKey::Elsewhere(_) => {
            let prepared = presenter.prepare(&credentials, &answering, created)?;
            let Some(signature) = signature else {
                return Ok(PresentAnswer::Sign {
                    algorithm: prepared.algorithm().name(),
                    bytes: Base64::encode_string(&prepared.bytes_to_sign()),
                });
            };
            prepared.finish(&signature)?
        }
    };
    Ok(PresentAnswer::Done { presentation: presented.to_text() })
}

#[cfg(test)]
mod tests {
    use accolade_keys::{Algorithm, CryptoProvider, KeyType, SecretKey};
    use base64ct::{Base64, Encoding};
    use serde_json::{Value, json};

    use crate::ffi::{explain, present, present_json, tests::answer, verify_json};

    const BADGE: &str = include_str!("../../../../fixtures/verify/good/eddsa-rdfc.json");
    const TOKEN: &str = include_str!("../../../../fixtures/verify/good/es256.jwt");

    fn ask(call: &Value) -> Value {
        answer(present_json, present, call)
    }

    fn call(key: &SecretKey) -> Value {
        json!({
            "credentials": [{"text": BADGE}, {"text": TOKEN}], "publicKey": {"multikey": key.public_key().to_multikey()},
            "challenge": "mooring-12", "domain": "club.example", "created": "2026-05-01T00:00:00Z",
        })
    }

    #[test]
    fn credentials_are_presented_in_two_steps() {
        for (form, key_type, algorithm) in
            [("embedded", KeyType::Ed25519, Algorithm::EdDsa), ("jwt", KeyType::P256, Algorithm::Es256)]
        {
            let key = SecretKey::generate(key_type, &[5; 64]).unwrap();
            let mut call = call(&key);
            call["form"] = form.into();
            let asked = ask(&call);
            assert_eq!(
                (&asked["type"], &asked["algorithm"]),
                (&json!("sign"), &json!(algorithm.name())),
                "{asked}"
            );
            let bytes = Base64::decode_vec(asked["bytes"].as_str().unwrap()).unwrap();
            let signature = CryptoProvider::portable().sign(algorithm, &key, &bytes).unwrap();
            call["signature"] = Base64::encode_string(&signature).into();
            let done = ask(&call);
            assert_eq!(done["type"], "done", "{done}");
            let policy = json!({"challenge": "mooring-12", "domain": "club.example"});
            let verify = json!({"input": {"text": done["presentation"]}, "at": "2026-06-01T00:00:00Z", "policy": policy});
            let verified = answer(verify_json, crate::ffi::verify, &verify);
            assert_eq!(verified["report"]["verdict"], "valid", "{verified}");
            assert_eq!(verified["report"]["nested"].as_array().unwrap().len(), 2);
            call["signature"] = Base64::encode_string(&[0; 64]).into();
            assert_eq!(ask(&call)["code"], "proof.signature-mismatch");
        }
    }

    #[test]
    fn what_cannot_be_presented_is_an_answer_with_its_code() {
        let key = SecretKey::generate(KeyType::Ed25519, &[5; 64]).unwrap();
        for (member, value, code) in [
            ("credentials", json!([{"text": "a badge"}]), "input.unknown-form"),
            ("credentials", json!([{"base64": "?"}]), "call.base64-malformed"),
            ("publicKey", json!({"multikey": "z6Mk"}), "key.unsupported-type"),
            ("publicKey", json!(null), "call.key-ambiguous"),
            ("secretKey", json!({"multikey": key.to_multikey().unwrap().as_str()}), "call.key-ambiguous"),
            ("created", json!("today"), "call.time-malformed"),
            ("signature", json!("?"), "call.base64-malformed"),
            ("form", json!("paper"), "call.malformed"),
            ("to", json!("club.example"), "call.malformed"),
        ] {
            let mut call = call(&key);
            call[member] = value;
            let answer = ask(&call);
            assert_eq!(
                (&answer["type"], &answer["code"]),
                (&json!("error"), &json!(code)),
                "{member}: {answer}"
            );
            assert!(explain(code).is_some(), "{code}");
        }
    }
}
