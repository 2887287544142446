use accolade_engine::{Derived, Holder, Preset};
use accolade_json::{Limits, Value};
use accolade_proof::data_integrity::Disclosure;
use accolade_report::{Code, Pointer};
use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};

use super::{CallError, Content, to_json};

/// The most that a call may hold: the longest credential that is read, in base64.
const CALL_LIMITS: Limits = Limits { bytes: 24 << 20, depth: 8 };

/// What to show of a credential.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DeriveCall {
    /// The credential with its base proof, as JSON.
    pub credential: Content,
    /// JSON pointers to what is shown.
    #[serde(default)]
    pub reveal: Vec<String>,
    /// A choice of parts that has a name; it is shown beside what `reveal` says.
    pub preset: Option<String>,
    /// 64 fresh random bytes in base64, for a suite that hides by chance: `bbs-2023` needs them, `ecdsa-sd-2023` does not.
    pub entropy: Option<String>,
}

/// What came of a [`DeriveCall`].
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum DeriveAnswer {
    /// It is done.
    Done {
        /// The part, with its derived proof.
        credential: Value,
        /// What is shown beside what was asked for.
        added: Vec<AddedPart>,
    },
    /// Nothing was derived.
    Error {
        /// The stable code.
        code: Code,
        /// In words.
        message: String,
    },
}

/// Something that is shown because the rest would mean something else without it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AddedPart {
    /// Where in the credential.
    pub pointer: Pointer,
    /// Why it is shown.
    pub why: &'static str,
}

/// Shows a part of a credential.
///
/// ```
/// use accolade::ffi::{Content, DeriveAnswer, DeriveCall, derive};
/// let answer = derive(DeriveCall {
///     credential: Content::Text("{}".to_owned()),
///     reveal: vec!["/name".to_owned()],
///     preset: None,
///     entropy: None,
/// });
/// let DeriveAnswer::Error { code, .. } = answer else { panic!() };
/// assert_eq!(code.as_str(), "secure.missing-proof");
/// ```
#[must_use]
pub fn derive(call: DeriveCall) -> DeriveAnswer {
    answer(call).unwrap_or_else(DeriveAnswer::from)
}

/// [`derive()`] from JSON to JSON.
///
/// ```
/// let answer = accolade::ffi::derive_json(r#"{"credential": {"text": "{}"}, "reveal": ["name"]}"#);
/// let message = "`name` is not a JSON pointer";
/// assert_eq!(answer, format!(r#"{{"type":"error","code":"call.pointer-malformed","message":"{message}"}}"#));
/// ```
#[must_use]
pub fn derive_json(call: &str) -> String {
    to_json(&read(call).and_then(answer).unwrap_or_else(DeriveAnswer::from))
}

fn read(call: &str) -> Result<DeriveCall, CallError> {
    let value = accolade_json::parse(call.as_bytes(), &CALL_LIMITS)?;
    DeriveCall::deserialize(value).map_err(|error| CallError::Malformed { message: error.to_string() })
}

fn answer(call: DeriveCall) -> Result<DeriveAnswer, CallError> {
    let credential = accolade_json::parse(&call.credential.bytes("credential")?, &Limits::default())?;
    let pointer = |text: String| Pointer::parse(&text).ok_or(CallError::PointerMalformed { found: text });
    let mut selected = call.reveal.into_iter().map(pointer).collect::<Result<Vec<_>, _>>()?;
    if let Some(name) = call.preset {
        let preset = Preset::find(&name).ok_or(CallError::UnknownPreset { found: name })?;
        selected.extend(preset.pointers(&credential));
    }
    let mut disclosure = Disclosure::new(&selected);
    if let Some(text) = call.entropy {
        let bytes = Base64::decode_vec(&text).ok().and_then(|bytes| bytes.try_into().ok());
        disclosure = disclosure.entropy(bytes.ok_or(CallError::EntropyMalformed)?);
    }
    Ok(match Holder::default().derive(&credential, disclosure) {
        Ok(Derived { credential, added, .. }) => {
            let part = |added: accolade_engine::Added| AddedPart { pointer: added.pointer, why: added.why };
            DeriveAnswer::Done { credential, added: added.into_iter().map(part).collect() }
        }
        Err(error) => DeriveAnswer::Error { code: error.code(), message: error.to_string() },
    })
}

impl From<CallError> for DeriveAnswer {
    fn from(error: CallError) -> Self {
        Self::Error { code: error.code(), message: error.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::ffi::{codes, derive_json, explain, verify_json};

    const BASE: &str = include_str!("../../../../fixtures/disclosure/base.json");
    const DERIVED: &str = include_str!("../../../../fixtures/disclosure/good/with-results.json");

    fn ask(call: &Value) -> Value {
        serde_json::from_str(&derive_json(&call.to_string())).unwrap()
    }

    #[test]
    fn a_part_is_derived_and_verified() {
        let answer = ask(&json!({
            "credential": {"text": BASE}, "preset": "with-results", "reveal": ["/credentialSubject/identifier/1/identityHash"],
        }));
        assert_eq!(answer["type"], "done", "{answer}");
        let credential = &answer["credential"];
        assert_eq!(credential["credentialSubject"]["identifier"][0]["identityType"], "identifier");
        assert_eq!(answer["added"][0]["pointer"], "/credentialSubject/identifier/1");
        let call = json!({"input": {"text": credential.to_string()}, "at": "2026-06-01T00:00:00Z"});
        let verified: Value = serde_json::from_str(&verify_json(&call.to_string())).unwrap();
        assert_eq!(verified["report"]["verdict"], "valid");
        // The preset alone gives the published part, byte for byte: nothing in it is left to chance.
        let answer = ask(&json!({"credential": {"text": BASE}, "preset": "with-results"}));
        assert_eq!(answer["credential"], serde_json::from_str::<Value>(DERIVED).unwrap());
    }

    #[test]
    fn what_cannot_be_derived_is_an_answer_with_its_code() {
        let reveal = json!(["/name"]);
        for (call, code) in [
            (json!({"credential": {"text": BASE}, "reveal": ["/nowhere"]}), "proof.pointer-unmatched"),
            (json!({"credential": {"text": DERIVED}, "reveal": reveal}), "proof.already-derived"),
            (json!({"credential": {"text": "{}"}, "reveal": reveal}), "secure.missing-proof"),
            (json!({"credential": {"text": "{"}, "reveal": reveal}), "json.syntax"),
            (json!({"credential": {"base64": "?"}, "reveal": reveal}), "call.base64-malformed"),
            (json!({"credential": {"text": BASE}, "reveal": ["name"]}), "call.pointer-malformed"),
            (json!({"credential": {"text": BASE}, "preset": "all"}), "call.unknown-preset"),
            (json!({"credential": {"text": BASE}, "entropy": "AAAA"}), "call.entropy-malformed"),
            (json!({"credential": {"text": BASE}, "show": []}), "call.malformed"),
            (json!({"reveal": reveal}), "call.malformed"),
        ] {
            let answer = ask(&call);
            assert_eq!((&answer["type"], &answer["code"]), (&json!("error"), &json!(code)), "{answer}");
            assert!(explain(code).is_some(), "{code}");
        }
        assert!(codes::ALL.len() > 4);
    }
}
