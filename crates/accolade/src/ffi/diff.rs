use accolade_engine::{LinkedData, Reading};
use accolade_json::{Limits, Value};
use accolade_ld::explain::Statement;
use accolade_report::Severity;
use serde::{Deserialize, Serialize};

use super::{
    Content, Refusal,
    inspect::CALL_LIMITS,
    read::{Members, answered},
    write::{Object, list},
};
use crate::ld::codes::UNDEFINED_TERM;

/// Two documents to compare by what they say: neither the order of members nor the names of nodes count, nor their proofs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DiffCall {
    /// One: JSON, a token, or an image that holds one.
    pub first: Content,
    /// The other.
    pub second: Content,
}

/// What came of a [`DiffCall`].
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum DiffAnswer {
    /// Both have a canonical form.
    Done {
        /// Whether they say the same.
        same: bool,
        /// What only the first says.
        only_first: Vec<StatementAt>,
        /// What only the second says.
        only_second: Vec<StatementAt>,
    },
    /// They cannot be compared.
    Error(Refusal),
}

/// One line of canonical N-Quads.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementAt {
    /// The line.
    pub line: String,
    /// Where in the document it is stated, or else where its subject stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
}

impl From<Statement> for StatementAt {
    fn from(statement: Statement) -> Self {
        Self { line: statement.line, pointer: statement.place.map(|place| place.as_str().to_owned()) }
    }
}

/// Names what two documents do not both say.
///
/// ```
/// use accolade::ffi::{Content, DiffAnswer, DiffCall, diff};
/// let badge = |name: &str| {
///     Content::Text(format!(r#"{{"@context": "https://www.w3.org/ns/credentials/v2", "name": "{name}"}}"#))
/// };
/// let DiffAnswer::Done { only_second, .. } = diff(DiffCall { first: badge("Ada"), second: badge("Eve") }) else { panic!() };
/// assert_eq!(only_second[0].line, r#"_:c14n0 <https://schema.org/name> "Eve" ."#);
/// assert_eq!(only_second[0].pointer.as_deref(), Some("/name"));
/// ```
#[must_use]
pub fn diff(call: DiffCall) -> DiffAnswer {
    answer(call).unwrap_or_else(DiffAnswer::Error)
}

/// [`diff()`] from JSON to JSON.
///
/// ```
/// let answer = accolade::ffi::diff_json(r#"{"first": {"text": "{}"}, "second": {"text": "a badge"}}"#);
/// assert!(answer.starts_with(r#"{"type":"error","code":"input.unknown-form","message":"`second`: "#), "{answer}");
/// ```
#[must_use]
pub fn diff_json(call: &str) -> String {
    answered(call, CALL_LIMITS, DiffCall::read, |call| diff(call).into_value())
}

impl DiffCall {
    pub(super) fn read(call: &mut Members<'_>) -> Self {
        Self {
            first: Content::read(call.need("first"), "first", call.fault),
            second: Content::read(call.need("second"), "second", call.fault),
        }
    }
}

impl DiffAnswer {
    fn into_value(self) -> Value {
        match self {
            Self::Done { same, only_first, only_second } => {
                let mut out = Object::of_type("done");
                out.set("same", same);
                out.set("onlyFirst", list(only_first, StatementAt::into_value));
                out.set("onlySecond", list(only_second, StatementAt::into_value));
                out.end()
            }
            Self::Error(refusal) => refusal.into_answer(),
        }
    }
}

impl StatementAt {
    pub(super) fn into_value(self) -> Value {
        let mut out = Object::default();
        out.set("line", self.line);
        out.set_some("pointer", self.pointer);
        out.end()
    }
}

fn answer(call: DiffCall) -> Result<DiffAnswer, Refusal> {
    let (first, second) = (said_by(call.first, "first")?, said_by(call.second, "second")?);
    let (Some(a), Some(b)) = (first.view(), second.view()) else {
        let (of, linked) = if first.view().is_none() { ("first", first) } else { ("second", second) };
        let message = "has no canonical form";
        let mut findings = linked.findings;
        findings.retain(|finding| finding.severity <= Severity::Undetermined);
        return Err(named(of, Refusal::of(findings, Refusal::new(UNDEFINED_TERM, message))));
    };
    let difference = a.diff(&b);
    let all = |statements: Vec<Statement>| statements.into_iter().map(StatementAt::from).collect();
    Ok(DiffAnswer::Done {
        same: difference.is_empty(),
        only_first: all(difference.only_first),
        only_second: all(difference.only_second),
    })
}

fn said_by(content: Content, of: &'static str) -> Result<LinkedData, Refusal> {
    let reading =
        Reading::read(&content.bytes(of)?, Limits::default()).map_err(|error| named(of, error.into()))?;
    Ok(LinkedData::unproven(&reading.claimed))
}

fn named(of: &str, refusal: Refusal) -> Refusal {
    Refusal { message: format!("`{of}`: {}", refusal.message), ..refusal }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::ffi::{diff, diff_json, explain, tests::answer};

    const BADGE: &str = include_str!("../../../../fixtures/verify/good/eddsa-rdfc.json");
    const TOKEN: &str = include_str!("../../../../fixtures/verify/good/es256.jwt");

    fn ask(first: &str, second: &str) -> Value {
        let call = json!({"first": {"text": first}, "second": {"text": second}});
        answer(diff_json, diff, &call)
    }

    #[test]
    fn what_was_altered_is_named_with_its_place() {
        let bare: Value = serde_json::from_str(BADGE).unwrap();
        let mut bare = bare.as_object().unwrap().clone();
        bare.shift_remove("proof");
        let same = json!({"type": "done", "same": true, "onlyFirst": [], "onlySecond": []});
        assert_eq!(ask(BADGE, &json!(bare).to_string()), same);
        bare.insert("name".to_owned(), "Reading the stars".into());
        let answer = ask(BADGE, &json!(bare).to_string());
        assert_eq!(answer["same"], false);
        for (side, name) in [("onlyFirst", "tides"), ("onlySecond", "stars")] {
            assert_eq!(answer[side].as_array().unwrap().len(), 1, "{answer}");
            assert_eq!(answer[side][0]["pointer"], "/name");
            assert!(answer[side][0]["line"].as_str().unwrap().contains(name));
        }
        // The same badge by another issuer, in a token.
        assert!(ask(BADGE, TOKEN)["onlySecond"].as_array().unwrap().iter().all(|only| only["line"] != ""));
    }

    #[test]
    fn what_cannot_be_compared_is_an_answer_with_its_code() {
        let undefined = BADGE.replacen("\"name\":", "\"shoeSize\": 43, \"name\":", 1);
        for (first, second, code, of) in [
            (BADGE, undefined.as_str(), "ld.undefined-term", "`second`: "),
            (undefined.as_str(), BADGE, "ld.undefined-term", "`first`: "),
            (BADGE, "a badge", "input.unknown-form", "`second`: "),
            ("{", BADGE, "json.syntax", "`first`: "),
        ] {
            let answer = ask(first, second);
            assert_eq!((&answer["type"], &answer["code"]), (&json!("error"), &json!(code)), "{answer}");
            assert!(answer["message"].as_str().unwrap().starts_with(of), "{answer}");
            assert!(!answer["findings"].as_array().unwrap().is_empty() && explain(code).is_some());
        }
        assert!(diff_json(r#"{"first": {"text": "{}"}}"#).contains("call.malformed"));
    }
}
