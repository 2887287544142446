//! Calls and answers as JSON, for bindings, servers and the command line.
//!
//! Members are in camel case, and one that is not known is refused. A wrong call is an answer too, with a code; none panics.

mod bake;
mod call;
pub mod codes;
mod derive;
mod diff;
mod error;
mod inspect;
mod issue;
mod key;
mod present;
mod read;
mod refusal;
#[cfg(test)]
mod tests;
mod write;

use accolade_engine::{Request, Step, Verifier};
use accolade_json::Value;
use accolade_model::parse_date_time_stamp;
use accolade_report::{Code, Pointer, Report};
use base64ct::{Base64, Encoding};
use serde::Serialize;

pub use bake::{BakeAnswer, BakeCall, UnbakeAnswer, UnbakeCall, bake, bake_json, unbake, unbake_json};
pub use call::{
    Bundle, Content, DangerousOptions, PolicyOptions, RecipientOption, RegistryOption, Resource, VerifyCall,
};
pub use derive::{AddedPart, DeriveAnswer, DeriveCall, derive, derive_json};
pub use diff::{DiffAnswer, DiffCall, StatementAt, diff, diff_json};
pub use error::CallError;
pub use inspect::{
    BlankNodeAt, CanonicalForm, InspectAnswer, InspectCall, Inspection, inspect, inspect_json,
};
pub use issue::{DisclosableOptions, FilledMember, IssueAnswer, IssueCall, IssueForm, issue, issue_json};
pub use key::{PublicKeyOption, SecretKeyOption};
pub use present::{PresentAnswer, PresentCall, PresentForm, present, present_json};
pub use refusal::Refusal;
use write::{Object, list};

/// What came of a [`VerifyCall`].
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum VerifyAnswer {
    /// It lacks documents: fetch them, or decline, and call again with what came as `resources`.
    Need {
        /// What it lacks.
        requests: Vec<Request>,
    },
    /// It is done.
    Done {
        /// Every check, and the verdict.
        report: Report,
        /// The credential as it came, whatever the verdict: claims, not facts.
        #[serde(skip_serializing_if = "Option::is_none")]
        claimed: Option<Value>,
    },
    /// The call was wrong, and nothing was verified.
    Error(Refusal),
}

impl VerifyAnswer {
    /// The answer as JSON, and no different from what `serde` makes of it.
    #[must_use]
    pub fn into_value(self) -> Value {
        match self {
            Self::Need { requests } => {
                let mut out = Object::of_type("need");
                out.set("requests", list(requests, request));
                out.end()
            }
            Self::Done { report, claimed } => {
                let mut out = Object::of_type("done");
                out.set("report", report.into_value());
                out.set_some("claimed", claimed);
                out.end()
            }
            Self::Error(refusal) => refusal.into_answer(),
        }
    }
}

fn request(Request { kind, url }: Request) -> Value {
    let mut out = Object::default();
    out.set("kind", kind.as_str());
    out.set("url", url);
    out.end()
}

/// What a code means.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explained {
    /// The code.
    pub code: Code,
    /// The clause of the specification that is broken or answered.
    pub clause: &'static str,
    /// What was found.
    pub means: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
}

impl Explained {
    fn into_value(self) -> Value {
        let mut out = Object::default();
        out.set("code", self.code.as_str());
        out.set("clause", self.clause);
        out.set("means", self.means);
        out.set("remedy", self.remedy);
        out.end()
    }
}

/// Verifies a badge, or says which documents that takes.
///
/// ```
/// use accolade::ffi::{Content, VerifyAnswer, VerifyCall, verify};
/// let answer = verify(VerifyCall {
///     input: Content::Text("{}".to_owned()),
///     at: "2026-06-01T00:00:00Z".to_owned(),
///     policy: Default::default(),
///     resources: Default::default(),
///     bundle: None,
/// });
/// let VerifyAnswer::Done { report, .. } = answer else { panic!() };
/// assert_eq!(report.gravest().unwrap().code.as_str(), "secure.missing-proof");
/// ```
#[must_use]
pub fn verify(call: VerifyCall) -> VerifyAnswer {
    answer(call).unwrap_or_else(|error| VerifyAnswer::Error(error.into()))
}

/// [`verify`] from JSON to JSON.
///
/// ```
/// let answer = accolade::ffi::verify_json(r#"{"input": {"text": "{}"}, "at": "yesterday"}"#);
/// let message = "`yesterday` is not a date and time with a zone";
/// assert_eq!(answer, format!(r#"{{"type":"error","code":"call.time-malformed","message":"{message}"}}"#));
/// ```
#[must_use]
pub fn verify_json(call: &str) -> String {
    let answer = VerifyCall::from_json(call.as_bytes()).and_then(answer);
    let answer = answer.unwrap_or_else(|error| VerifyAnswer::Error(error.into()));
    accolade_json::to_text(&answer.into_value())
}

/// What a code means, those of wrong calls included.
#[must_use]
pub fn explain(code: &str) -> Option<Explained> {
    let mut known = crate::explanations().chain(codes::ALL);
    let found = known.find(|explanation| explanation.code.as_str() == code)?;
    Some(Explained { code: found.code, clause: found.clause, means: found.means, remedy: found.remedy })
}

/// [`explain`] to JSON.
#[must_use]
pub fn explain_json(code: &str) -> Option<String> {
    explain(code).map(|explained| accolade_json::to_text(&explained.into_value()))
}

fn answer(call: VerifyCall) -> Result<VerifyAnswer, CallError> {
    let Some(at) = parse_date_time_stamp(&call.at) else {
        return Err(CallError::TimeMalformed { found: call.at });
    };
    let verifier = Verifier::new(call.policy.clone().policy()?);
    let (input, resources) = call.into_parts()?;
    Ok(match verifier.verify(&input, &resources, at) {
        Step::Need(requests) => VerifyAnswer::Need { requests },
        Step::Done(done) => {
            let (report, claimed) = done.into_parts();
            VerifyAnswer::Done { report, claimed }
        }
    })
}

fn pointers(texts: Vec<String>) -> Result<Vec<Pointer>, CallError> {
    let read = |text: String| Pointer::parse(&text).ok_or(CallError::PointerMalformed { found: text });
    texts.into_iter().map(read).collect()
}

fn signature(text: String) -> Result<Vec<u8>, CallError> {
    Base64::decode_vec(&text).map_err(|_| CallError::Base64Malformed { of: "signature".to_owned() })
}

fn entropy<const BYTES: usize>(text: &str) -> Result<[u8; BYTES], CallError> {
    let bytes = Base64::decode_vec(text).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or(CallError::EntropyMalformed { expected: BYTES })
}
