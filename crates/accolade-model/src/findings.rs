use accolade_report::{Code, Finding, Severity};
use serde_json::Value;

use crate::{codes, place::Place};

/// The most findings that are listed. A document can be made to break a rule a million times.
const MOST: usize = 200;

/// Collects what is found, up to a limit that is itself reported.
#[derive(Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    pub(crate) fn error(&mut self, code: Code, place: &Place<'_>, message: impl FnOnce() -> String) {
        self.add(Severity::Error, code, place, message);
    }

    pub(crate) fn warning(&mut self, code: Code, place: &Place<'_>, message: impl FnOnce() -> String) {
        self.add(Severity::Warning, code, place, message);
    }

    pub(crate) fn note(&mut self, code: Code, place: &Place<'_>, message: impl FnOnce() -> String) {
        self.add(Severity::Note, code, place, message);
    }

    pub(crate) fn add(
        &mut self,
        severity: Severity,
        code: Code,
        place: &Place<'_>,
        message: impl FnOnce() -> String,
    ) {
        if self.0.len() < MOST {
            self.0.push(Finding::new(severity, code, place.pointer(), message()));
        } else if self.0.len() == MOST {
            let message = format!("more than {MOST} findings; the rest are not listed");
            self.0.push(Finding::error(codes::FINDINGS_CUT, Place::ROOT.pointer(), message));
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing more is listed, so that nothing more need be looked for.
    pub(crate) fn is_full(&self) -> bool {
        self.0.len() > MOST
    }

    /// Whether one of the findings from number `from` to number `to` speaks of that place.
    pub(crate) fn speaks_of(&self, from: usize, to: usize, place: &Place<'_>) -> bool {
        let Some(earlier) = self.0.get(from..to).filter(|earlier| !earlier.is_empty()) else { return false };
        let pointer = place.pointer();
        earlier.iter().any(|finding| finding.pointer == pointer)
    }

    pub(crate) fn into_vec(self) -> Vec<Finding> {
        self.0
    }
}

/// A value for a message: short, whatever the document holds.
pub(crate) fn shown(value: &Value) -> String {
    const LONGEST: usize = 80;
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Object(_) => return "an object".to_owned(),
        Value::Array(_) => return "a list".to_owned(),
        other => return format!("`{}`", accolade_json::to_text(other)),
    };
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}
