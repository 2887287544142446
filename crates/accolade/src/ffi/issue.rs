use accolade_engine::{Issuer, Prepared, Securing, mandatory_pointers};
use accolade_json::{Limits, Value};
use accolade_keys::KeyType;
use accolade_model::parse_date_time_stamp;
use accolade_proof::data_integrity::Disclosable;
use accolade_report::Pointer;
use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};

use super::{
    CallError, Content, Refusal, entropy,
    key::{PublicKeyOption, SecretKeyOption, SigningKey},
    pointers,
    read::{Fault, Members, answered},
    signature,
    write::{Object, list},
};

/// The most that a call may hold: the longest credential that is read, in base64.
const CALL_LIMITS: Limits = Limits { bytes: 24 << 20, depth: 8 };

/// What to issue, under which key.
///
/// With a public key, the answer says what to sign, and the same call with the signature gives the credential: no secret
/// comes near this. With a secret key it is done at once.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct IssueCall {
    /// The credential without its proof, as JSON.
    pub credential: Content,
    /// The issuer's public key, where its secret half is elsewhere.
    pub public_key: Option<PublicKeyOption>,
    /// The issuer's secret key, where it is at hand.
    pub secret_key: Option<SecretKeyOption>,
    /// Where the issuer publishes the key, such as `did:web:school.example#key-1`; the key's own `did:key` where none is
    /// given.
    pub verification_method: Option<String>,
    /// How it is secured.
    #[serde(default)]
    pub form: IssueForm,
    /// The cryptosuite of an embedded proof; the one that suits the key where none is given.
    pub cryptosuite: Option<String>,
    /// Makes an embedded base proof, from which its holder derives proofs that show a part.
    pub disclosable: Option<DisclosableOptions>,
    /// When it is issued, such as `2026-05-01T12:00:00Z`.
    pub created: String,
    /// The signature over the bytes that the answer to this call named, in base64.
    pub signature: Option<String>,
}

/// How a credential is secured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum IssueForm {
    /// With an embedded proof.
    #[default]
    Embedded,
    /// As a JWT by Open Badges 3.0 §8.2.
    Jwt,
    /// As a JWT by VC-JOSE-COSE: `vc+jwt`.
    VcJwt,
}

/// What is settled when a base proof is made.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DisclosableOptions {
    /// JSON pointers to what is always shown; issuer, validity, status, schema and terms where none are given.
    pub mandatory: Option<Vec<String>>,
    /// 96 fresh random bytes in base64, the same in both calls for one credential and in no other.
    pub entropy: String,
}

/// What came of an [`IssueCall`].
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum IssueAnswer {
    /// It lacks the signature: sign these bytes, and call again with `signature`.
    Sign {
        /// The algorithm, by its name in JOSE.
        algorithm: &'static str,
        /// The bytes, in base64. Algorithms that hash do so themselves.
        bytes: String,
        /// The messages that are signed, where the algorithm signs a list of them and the bytes are its header: with BBS.
        #[serde(skip_serializing_if = "Option::is_none")]
        messages: Option<Vec<String>>,
        /// What the credential did not say and was filled in.
        filled: Vec<FilledMember>,
    },
    /// It is done, and was verified under that key.
    Done {
        /// The credential: JSON, or a token.
        credential: String,
        /// What the credential did not say and was filled in.
        filled: Vec<FilledMember>,
    },
    /// Nothing was issued.
    Error(Refusal),
}

/// A member that the credential went without.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FilledMember {
    /// Where it stands now.
    pub pointer: Pointer,
    /// What it says; of an issuer, its identifier.
    pub value: String,
}

/// Issues a credential, or says what the issuer's key has to sign for that.
///
/// ```
/// use accolade::ffi::{Content, IssueAnswer, IssueCall, PublicKeyOption, issue};
/// let answer = issue(IssueCall {
///     credential: Content::Text(r#"{"issuer": "did:example:somebody-else"}"#.to_owned()),
///     public_key: Some(PublicKeyOption::Multikey("z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw".to_owned())),
///     secret_key: None,
///     verification_method: None,
///     form: Default::default(),
///     cryptosuite: None,
///     disclosable: None,
///     created: "2026-06-01T00:00:00Z".to_owned(),
///     signature: None,
/// });
/// let IssueAnswer::Error(refusal) = answer else { panic!() };
/// assert!(refusal.findings.iter().any(|finding| finding.code.as_str() == "issuer.not-bound-to-key"));
/// ```
#[must_use]
pub fn issue(call: IssueCall) -> IssueAnswer {
    answer(call).unwrap_or_else(IssueAnswer::Error)
}

/// [`issue()`] from JSON to JSON.
///
/// ```
/// let answer = accolade::ffi::issue_json(r#"{"credential": {"text": "{}"}, "created": "now"}"#);
/// let message = "`now` is not a date and time with a zone";
/// assert_eq!(answer, format!(r#"{{"type":"error","code":"call.time-malformed","message":"{message}"}}"#));
/// ```
#[must_use]
pub fn issue_json(call: &str) -> String {
    answered(call, CALL_LIMITS, IssueCall::read, |call| issue(call).into_value())
}

impl IssueCall {
    pub(super) fn read(call: &mut Members<'_>) -> Self {
        Self {
            credential: Content::read(call.need("credential"), "credential", call.fault),
            public_key: call.take_some("publicKey").map(|key| PublicKeyOption::read(key, call.fault)),
            secret_key: call.take_some("secretKey").map(|key| SecretKeyOption::read(key, call.fault)),
            verification_method: call.take_text("verificationMethod"),
            form: call.take("form").map(|form| IssueForm::read(form, call.fault)).unwrap_or_default(),
            cryptosuite: call.take_text("cryptosuite"),
            disclosable: call
                .take_some("disclosable")
                .map(|options| DisclosableOptions::read(options, call.fault)),
            created: call.need_text("created"),
            signature: call.take_text("signature"),
        }
    }
}

impl IssueForm {
    fn read(value: Value, fault: &mut Fault) -> Self {
        match value.as_str() {
            Some("embedded") => Self::Embedded,
            Some("jwt") => Self::Jwt,
            Some("vcJwt") => Self::VcJwt,
            _ => {
                fault.wrong("form", "is none of", "embedded`, `jwt`, `vcJwt");
                Self::default()
            }
        }
    }
}

impl DisclosableOptions {
    fn read(value: Value, fault: &mut Fault) -> Self {
        let mut options = Members::of(value, "disclosable", fault);
        let read =
            Self { mandatory: options.take_some_texts("mandatory"), entropy: options.need_text("entropy") };
        options.end();
        read
    }
}

impl IssueAnswer {
    fn into_value(self) -> Value {
        match self {
            Self::Sign { algorithm, bytes, messages, filled } => {
                let mut out = Object::of_type("sign");
                out.set("algorithm", algorithm);
                out.set("bytes", bytes);
                out.set_some("messages", messages);
                out.set("filled", list(filled, FilledMember::into_value));
                out.end()
            }
            Self::Done { credential, filled } => {
                let mut out = Object::of_type("done");
                out.set("credential", credential);
                out.set("filled", list(filled, FilledMember::into_value));
                out.end()
            }
            Self::Error(refusal) => refusal.into_answer(),
        }
    }
}

impl FilledMember {
    fn into_value(self) -> Value {
        let mut out = Object::default();
        out.set("pointer", self.pointer.as_str());
        out.set("value", self.value);
        out.end()
    }
}

fn answer(call: IssueCall) -> Result<IssueAnswer, Refusal> {
    let Some(created) = parse_date_time_stamp(&call.created) else {
        return Err(CallError::TimeMalformed { found: call.created }.into());
    };
    let template = accolade_json::parse(&call.credential.bytes("credential")?, &Limits::default());
    let Value::Object(mut members) = template.map_err(CallError::from)? else {
        return Err(CallError::Malformed { message: "`credential` is not a JSON object".to_owned() }.into());
    };
    let signature = call.signature.map(signature).transpose()?;
    let key = SigningKey::of(call.public_key, call.secret_key)?;
    let issuer = match call.verification_method {
        Some(method) => Issuer::new(method, key.public().clone()),
        None => Issuer::did_key(key.public()),
    };
    let filled = issuer.complete(&mut members, created);
    let filled: Vec<_> =
        filled.into_iter().map(|one| FilledMember { pointer: one.pointer, value: one.value }).collect();
    let credential = Value::Object(members);
    let securing = match (call.form, call.cryptosuite) {
        (IssueForm::Embedded, None) => Securing::Embedded,
        (IssueForm::Embedded, Some(suite)) => Securing::Cryptosuite(suite),
        (IssueForm::Jwt, None) => Securing::Jwt,
        (IssueForm::VcJwt, None) => Securing::VcJwt,
        (_, Some(_)) => return Err(malformed("`cryptosuite` speaks of an embedded proof")),
    };
    let issued = match call.disclosable {
        None => match &key {
            SigningKey::AtHand(secret) => issuer.issue(&credential, &securing, created, secret)?,
            SigningKey::Elsewhere(_) => {
                let prepared = issuer.prepare(&credential, &securing, created)?;
                let Some(signature) = signature else { return Ok(to_sign(&prepared, filled)) };
                prepared.finish(&signature)?
            }
        },
        Some(options) => {
            let of_bbs = key.public().key_type() == KeyType::Bls12381G2;
            let suite = match securing {
                Securing::Embedded if of_bbs => "bbs-2023".to_owned(),
                Securing::Embedded => "ecdsa-sd-2023".to_owned(),
                Securing::Cryptosuite(name) => name,
                _ => return Err(malformed("`disclosable` speaks of an embedded proof")),
            };
            let mandatory = match options.mandatory {
                None => mandatory_pointers(&credential),
                Some(given) => pointers(given)?,
            };
            let disclosable = Disclosable::new(mandatory, &entropy::<96>(&options.entropy)?)?;
            match &key {
                SigningKey::AtHand(secret) => {
                    issuer.issue_disclosable(&credential, &suite, disclosable, created, secret)?
                }
                SigningKey::Elsewhere(_) => {
                    let prepared = issuer.prepare_disclosable(&credential, &suite, disclosable, created)?;
                    let Some(signature) = signature else { return Ok(to_sign(&prepared, filled)) };
                    prepared.finish(&signature)?
                }
            }
        }
    };
    Ok(IssueAnswer::Done { credential: issued.to_text(), filled })
}

fn to_sign(prepared: &Prepared<'_>, filled: Vec<FilledMember>) -> IssueAnswer {
    IssueAnswer::Sign {
        algorithm: prepared.algorithm().name(),
        bytes: Base64::encode_string(&prepared.bytes_to_sign()),
        messages: prepared.messages_to_sign().map(|all| all.into_iter().map(str::to_owned).collect()),
        filled,
    }
}

fn malformed(message: &str) -> Refusal {
    CallError::Malformed { message: message.to_owned() }.into()
}

#[cfg(test)]
mod tests {
    use accolade_keys::{Algorithm, CryptoProvider, KeyType, SecretKey};
    use base64ct::{Base64, Encoding};
    use serde_json::{Value, json};

    use crate::ffi::{derive_json, explain, issue, issue_json, tests::answer, verify_json};

    const TEMPLATE: &str = include_str!("../../../../fixtures/verify/unsigned.json");
    const ENTROPY: [u8; 96] = [9; 96];

    fn ask(call: &Value) -> Value {
        answer(issue_json, issue, call)
    }

    fn key(key_type: KeyType) -> SecretKey {
        SecretKey::generate(key_type, &[5; 64]).unwrap()
    }

    /// A call for the template without what follows from key and time.
    fn call(key: &SecretKey) -> Value {
        let mut template: Value = serde_json::from_str(TEMPLATE).unwrap();
        template["issuer"].as_object_mut().unwrap().shift_remove("id");
        template.as_object_mut().unwrap().shift_remove("validFrom");
        json!({
            "credential": {"text": template.to_string()}, "publicKey": {"jwk": key.public_key().to_jwk()},
            "created": "2026-05-01T00:00:00Z",
        })
    }

    fn verdict(credential: &Value) -> Value {
        let text = credential.as_str().map_or_else(|| credential.to_string(), str::to_owned);
        let call = json!({"input": {"text": text}, "at": "2026-06-01T00:00:00Z"});
        let answer: Value = serde_json::from_str(&verify_json(&call.to_string())).unwrap();
        answer["report"]["verdict"].clone()
    }

    #[test]
    fn a_credential_is_issued_in_two_steps_without_its_key() {
        for (form, key_type, algorithm) in [
            ("embedded", KeyType::Ed25519, Algorithm::EdDsa),
            ("embedded", KeyType::P256, Algorithm::Es256),
            ("jwt", KeyType::P256, Algorithm::Es256),
            ("vcJwt", KeyType::Ed25519, Algorithm::EdDsa),
        ] {
            let key = key(key_type);
            let mut call = call(&key);
            call["form"] = form.into();
            let asked = ask(&call);
            assert_eq!(
                (&asked["type"], &asked["algorithm"]),
                (&json!("sign"), &json!(algorithm.name())),
                "{asked}"
            );
            let places: Vec<&Value> =
                asked["filled"].as_array().unwrap().iter().map(|it| &it["pointer"]).collect();
            assert_eq!(places, ["/validFrom", "/issuer/id"]);
            let bytes = Base64::decode_vec(asked["bytes"].as_str().unwrap()).unwrap();
            let signature = CryptoProvider::portable().sign(algorithm, &key, &bytes).unwrap();
            call["signature"] = Base64::encode_string(&signature).into();
            let done = ask(&call);
            assert_eq!((&done["type"], &done["filled"]), (&json!("done"), &asked["filled"]), "{done}");
            assert_eq!(verdict(&done["credential"]), "valid");
            call["signature"] = Base64::encode_string(&[0; 64]).into();
            assert_eq!(ask(&call)["code"], "proof.signature-mismatch");
        }
    }

    #[test]
    fn a_key_at_hand_issues_at_once() {
        let key = key(KeyType::Ed25519);
        for secret in [
            json!({"multikey": key.to_multikey().unwrap().as_str()}),
            json!({"jwk": serde_json::from_str::<Value>(&key.to_jwk().unwrap()).unwrap()}),
        ] {
            let mut call = call(&key);
            call.as_object_mut().unwrap().shift_remove("publicKey");
            call["secretKey"] = secret;
            call["cryptosuite"] = "eddsa-jcs-2022".into();
            let done = ask(&call);
            assert_eq!(done["type"], "done", "{done}");
            assert!(done["credential"].as_str().unwrap().contains("eddsa-jcs-2022"));
            assert_eq!(verdict(&done["credential"]), "valid");
        }
    }

    #[test]
    fn a_base_proof_takes_two_steps_too_and_shows_parts() {
        let key = key(KeyType::P256);
        let mut call = call(&key);
        call["disclosable"] = json!({"entropy": Base64::encode_string(&ENTROPY), "mandatory": ["/issuer"]});
        let asked = ask(&call);
        let bytes = Base64::decode_vec(asked["bytes"].as_str().unwrap()).unwrap();
        let signature = CryptoProvider::portable().sign(Algorithm::Es256, &key, &bytes).unwrap();
        call["signature"] = Base64::encode_string(&signature).into();
        let done = ask(&call);
        assert_eq!(done["type"], "done", "{done}");
        let derive = json!({"credential": {"text": done["credential"]}, "preset": "achievement-only"});
        let part: Value = serde_json::from_str(&derive_json(&derive.to_string())).unwrap();
        assert_eq!(verdict(&part["credential"]), "valid", "{part}");
    }

    #[test]
    fn what_cannot_be_issued_is_an_answer_with_its_code() {
        let key = key(KeyType::Ed25519);
        let jwk = || json!({"jwk": key.public_key().to_jwk()});
        let entropy = Base64::encode_string(&ENTROPY);
        for (member, value, code) in [
            ("credential", json!({"text": "[]"}), "call.malformed"),
            ("credential", json!({"text": "{"}), "json.syntax"),
            ("credential", json!({"text": "{\"issuer\": \"did:example:other\"}"}), "vcdm.context-first"),
            ("credential", json!({"text": TEMPLATE}), "issuer.not-bound-to-key"),
            ("publicKey", Value::Null, "call.key-ambiguous"),
            ("secretKey", jwk(), "key.malformed"),
            ("publicKey", json!({"jwk": {}}), "key.malformed"),
            ("publicKey", json!("z6Mk"), "call.malformed"),
            ("created", json!("today"), "call.time-malformed"),
            ("form", json!("paper"), "call.malformed"),
            ("cryptosuite", json!("rot13-2022"), "proof.unknown-suite"),
            ("signature", json!("?"), "call.base64-malformed"),
            ("disclosable", json!({"entropy": "AAAA"}), "call.entropy-malformed"),
            ("disclosable", json!({"entropy": entropy, "mandatory": ["x"]}), "call.pointer-malformed"),
            ("disclosable", json!({"entropy": entropy}), "proof.key-type-mismatch"),
            ("passphrase", json!(""), "call.malformed"),
        ] {
            let mut call = call(&key);
            if member == "secretKey" {
                call.as_object_mut().unwrap().shift_remove("publicKey");
            }
            call[member] = value;
            let answer = ask(&call);
            assert_eq!(
                (&answer["type"], &answer["code"]),
                (&json!("error"), &json!(code)),
                "{member}: {answer}"
            );
            assert!(explain(code).is_some(), "{code}");
        }
        for also in ["cryptosuite", "disclosable"] {
            let mut call = call(&key);
            call["form"] = "jwt".into();
            call[also] =
                if also == "cryptosuite" { json!("eddsa-jcs-2022") } else { json!({"entropy": entropy}) };
            assert_eq!(ask(&call)["code"], "call.malformed", "{also}");
        }
    }

    #[test]
    fn a_secret_is_not_shown() {
        let secret = crate::ffi::SecretKeyOption::Multikey("z3u2".to_owned());
        assert_eq!(format!("{secret:?}"), "SecretKeyOption(..)");
    }
}
