use std::fmt;

use accolade_report::{Code, Finding, Severity};
use serde_json::Value;

use crate::{codes, place::Place};

/// The most findings that are listed. A document can be made to break a rule a million times.
const MOST: usize = 200;

/// Collects what is found, up to a limit that is itself reported.
#[derive(Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    pub(crate) fn error(&mut self, code: Code, place: &Place<'_>, message: fmt::Arguments<'_>) {
        self.add(Severity::Error, code, place, message);
    }

    pub(crate) fn warning(&mut self, code: Code, place: &Place<'_>, message: fmt::Arguments<'_>) {
        self.add(Severity::Warning, code, place, message);
    }

    pub(crate) fn note(&mut self, code: Code, place: &Place<'_>, message: fmt::Arguments<'_>) {
        self.add(Severity::Note, code, place, message);
    }

    pub(crate) fn add(
        &mut self,
        severity: Severity,
        code: Code,
        place: &Place<'_>,
        message: fmt::Arguments<'_>,
    ) {
        if self.0.len() < MOST {
            self.0.push(Finding::new(severity, code, place.pointer(), message.to_string()));
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

/// A value for a message: short, whatever the document holds, and written only where the message is.
pub(crate) struct Shown<'a>(pub(crate) &'a Value);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::String(text) => Quoted(text).fmt(f),
            Value::Object(_) => f.write_str("an object"),
            Value::Array(_) => f.write_str("a list"),
            other => write!(f, "`{}`", accolade_json::to_text(other)),
        }
    }
}

/// The beginning of a text, between marks.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 80;
        match self.0.char_indices().nth(LONGEST) {
            Some((end, _)) => write!(f, "`{}…`", self.0.get(..end).unwrap_or_default()),
            None => write!(f, "`{}`", self.0),
        }
    }
}
