use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{CheckId, Finding, Layer, Outcome, Role, Severity, Verdict};

/// The words of reports in another language. They are data: a file that a program loads, or not.
///
/// A finding is made of its code and its evidence. In English its message is written where it is found; in another language it
/// is the code's own message, with the evidence behind it.
///
/// ```
/// use accolade_report::{Check, CheckId, Code, Finding, Pointer, Report, Style, Translation};
/// let german = Translation::read(r#"{
///     "language": "de", "verdicts": {"invalid": "UNGÜLTIG"}, "outcomes": {}, "severities": {}, "layers": {}, "roles": {},
///     "checks": {"validity": "Gültigkeit"}, "evidence": {"found": "gefunden"}, "phrases": {},
///     "codes": {"validity.expired": {"message": "der Nachweis ist abgelaufen", "means": "…", "remedy": "…"}}
/// }"#)?;
/// let mut check = Check::new(CheckId::Validity);
/// let finding = Finding::error(Code::new("validity.expired"), Pointer::root().key("validUntil"), "expired");
/// check.add(finding.with("found", "2024-01-01T00:00:00Z"));
/// let text = Report::new(vec![check]).to_text_in(Style::Plain, &german);
/// assert!(text.contains("✗ Gültigkeit"));
/// assert!(text.contains("validity.expired: der Nachweis ist abgelaufen; gefunden: 2024-01-01T00:00:00Z (/validUntil)"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Translation {
    language: String,
    verdicts: BTreeMap<String, String>,
    outcomes: BTreeMap<String, String>,
    severities: BTreeMap<String, String>,
    layers: BTreeMap<String, String>,
    checks: BTreeMap<String, String>,
    roles: BTreeMap<String, String>,
    evidence: BTreeMap<String, String>,
    phrases: BTreeMap<String, String>,
    codes: BTreeMap<String, Translated>,
}

/// What is said of one code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translated {
    /// What was found, as a finding says it: in one clause, without a full stop.
    pub message: String,
    /// What was found, in a sentence or two.
    pub means: String,
    /// What to do about it.
    pub remedy: String,
}

impl Translation {
    /// Reads a translation from JSON.
    ///
    /// # Errors
    /// Where it is not of this shape.
    pub fn read(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// Its language, such as `de`.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// What is said of a code.
    #[must_use]
    pub fn code(&self, code: &str) -> Option<&Translated> {
        self.codes.get(code)
    }

    /// The codes of which something is said.
    pub fn codes(&self) -> impl Iterator<Item = (&str, &Translated)> {
        self.codes.iter().map(|(code, texts)| (code.as_str(), texts))
    }

    /// A phrase of a program, such as `whatToDo`; the name itself where there is none.
    #[must_use]
    pub fn phrase<'a>(&'a self, name: &'a str) -> &'a str {
        of(&self.phrases, name)
    }

    /// The name of a verdict.
    #[must_use]
    pub fn verdict(&self, verdict: Verdict) -> &str {
        of(&self.verdicts, verdict.as_str())
    }

    /// The name of an outcome.
    #[must_use]
    pub fn outcome(&self, outcome: Outcome) -> &str {
        of(&self.outcomes, outcome.as_str())
    }

    /// The name of a severity.
    #[must_use]
    pub fn severity(&self, severity: Severity) -> &str {
        of(&self.severities, severity.as_str())
    }

    /// The name of a layer.
    #[must_use]
    pub fn layer(&self, layer: Layer) -> &str {
        of(&self.layers, layer.as_str())
    }

    /// The name of a check.
    #[must_use]
    pub fn check(&self, check: CheckId) -> &str {
        of(&self.checks, check.as_str())
    }

    /// What something is to the document that holds or names it.
    #[must_use]
    pub fn role(&self, role: Role) -> &str {
        of(&self.roles, role.as_str())
    }

    /// The name of an item of evidence; the name in JSON where there is none.
    #[must_use]
    pub fn evidence<'a>(&'a self, name: &'a str) -> &'a str {
        of(&self.evidence, name)
    }

    /// Whether it has a name for that item of evidence.
    #[must_use]
    pub fn has_evidence(&self, name: &str) -> bool {
        self.evidence.contains_key(name)
    }

    /// A finding in words: the code's message, and the evidence. Of a code that is not translated, the finding's own message.
    #[must_use]
    pub fn message(&self, finding: &Finding) -> String {
        let Some(texts) = self.code(finding.code.as_str()) else { return finding.message.clone() };
        let mut message = texts.message.clone();
        for (name, value) in &finding.evidence {
            let text = match value {
                serde_json::Value::Null => continue,
                serde_json::Value::String(text) if Self::is_code(name) => self.reason(text),
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            message.push_str("; ");
            message.push_str(self.evidence(name));
            message.push_str(": ");
            message.push_str(&text);
        }
        message
    }

    fn is_code(name: &str) -> bool {
        name == "reason"
    }

    /// A reason is a code itself.
    fn reason(&self, code: &str) -> String {
        match self.code(code) {
            Some(texts) => format!("{code} – {}", texts.message),
            None => code.to_owned(),
        }
    }
}

fn of<'a>(words: &'a BTreeMap<String, String>, name: &'a str) -> &'a str {
    words.get(name).map_or(name, String::as_str)
}
