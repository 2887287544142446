use accolade_engine::{Derived, Holder, Preset, Reading};
use accolade_json::{Limits, Value};
use accolade_proof::data_integrity::Disclosure;
use accolade_report::Pointer;
use serde::{Deserialize, Serialize};

use super::{
    CallError, Content, Refusal, entropy, pointers,
    read::{Members, answered},
    write::{Object, list},
};

/// The most that a call may hold: the longest credential that is read, in base64.
const CALL_LIMITS: Limits = Limits { bytes: 24 << 20, depth: 8 };

/// What to show of a credential.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DeriveCall {
    /// The credential with its base proof: JSON, or an image that holds it.
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
    Error(Refusal),
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
/// let DeriveAnswer::Error(refusal) = answer else { panic!() };
/// assert_eq!(refusal.code.as_str(), "secure.missing-proof");
/// ```
#[must_use]
pub fn derive(call: DeriveCall) -> DeriveAnswer {
    answer(call).unwrap_or_else(DeriveAnswer::Error)
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
    answered(call, CALL_LIMITS, DeriveCall::read, |call| derive(call).into_value())
}

impl DeriveCall {
    pub(super) fn read(call: &mut Members<'_>) -> Self {
        Self {
            credential: Content::read(call.need("credential"), "credential", call.fault),
            reveal: call.take_texts("reveal"),
            preset: call.take_text("preset"),
            entropy: call.take_text("entropy"),
        }
    }
}

impl DeriveAnswer {
    fn into_value(self) -> Value {
        match self {
            Self::Done { credential, added } => {
                let mut out = Object::of_type("done");
                out.set("credential", credential);
                out.set("added", list(added, AddedPart::into_value));
                out.end()
            }
            Self::Error(refusal) => refusal.into_answer(),
        }
    }
}

impl AddedPart {
    fn into_value(self) -> Value {
        let mut out = Object::default();
        out.set("pointer", self.pointer.as_str());
        out.set("why", self.why);
        out.end()
    }
}

fn answer(call: DeriveCall) -> Result<DeriveAnswer, Refusal> {
    let credential = Reading::read(&call.credential.bytes("credential")?, Limits::default())?.claimed;
    let mut selected = pointers(call.reveal)?;
    if let Some(name) = call.preset {
        let known = || Preset::ALL.iter().map(|preset| preset.name).collect();
        let preset =
            Preset::find(&name).ok_or_else(|| CallError::UnknownPreset { found: name, known: known() })?;
        selected.extend(preset.pointers(&credential));
    }
    let mut disclosure = Disclosure::new(&selected);
    if let Some(text) = call.entropy {
        disclosure = disclosure.entropy(entropy(&text)?);
    }
    let Derived { credential, added, .. } = Holder::default().derive(&credential, disclosure)?;
    let part = |added: accolade_engine::Added| AddedPart { pointer: added.pointer, why: added.why };
    Ok(DeriveAnswer::Done { credential, added: added.into_iter().map(part).collect() })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::ffi::{codes, derive, derive_json, explain, tests::answer, verify_json};

    const BASE: &str = include_str!("../../../../fixtures/disclosure/base.json");
    const DERIVED: &str = include_str!("../../../../fixtures/disclosure/good/with-results.json");

    fn ask(call: &Value) -> Value {
        answer(derive_json, derive, call)
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
