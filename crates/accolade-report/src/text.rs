use std::fmt::Write;

use serde_json::Value;

use crate::{Check, Finding, Nested, Outcome, Report, Severity, Translation, Verdict};

/// How [`Report::to_text`] marks what it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Characters only.
    #[default]
    Plain,
    /// With ANSI colours, for a terminal.
    Colour,
}

impl Style {
    fn paint(self, sgr: &str, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Colour => format!("\u{1b}[{sgr}m{text}\u{1b}[0m"),
        }
    }
}

impl Report {
    /// The report for people: the verdict with what stands in the way of a better one, a line for each check, the findings
    /// below theirs; then the same for everything that the document holds or names, indented.
    ///
    /// ```
    /// use accolade_report::{Check, CheckId, Report, Style};
    /// let text = Report::new(vec![Check::new(CheckId::Proof)]).to_text(Style::Plain);
    /// assert_eq!(text, "VALID\n  ✓ proof\n");
    /// ```
    #[must_use]
    pub fn to_text(&self, style: Style) -> String {
        self.written(Words { style, translation: None })
    }

    /// The same in another language.
    #[must_use]
    pub fn to_text_in(&self, style: Style, translation: &Translation) -> String {
        self.written(Words { style, translation: Some(translation) })
    }

    fn written(&self, words: Words<'_>) -> String {
        let mut out = String::new();
        words.report(&mut out, self, 0);
        out
    }
}

/// How a report is written: in which language, with which marks.
#[derive(Clone, Copy)]
struct Words<'a> {
    style: Style,
    translation: Option<&'a Translation>,
}

impl Words<'_> {
    fn report(self, out: &mut String, report: &Report, indent: usize) {
        let (sgr, english) = match report.verdict() {
            Verdict::Valid => ("1;32", "VALID"),
            Verdict::Invalid => ("1;31", "INVALID"),
            Verdict::Indeterminate => ("1;33", "INDETERMINATE"),
        };
        let verdict = self.translation.map_or(english, |words| words.verdict(report.verdict()));
        out.push_str(&self.style.paint(sgr, verdict));
        // What a reader wants to know first: why not.
        if let Some(finding) = report.gravest() {
            let _ = write!(out, "  {}", self.finding(finding));
        }
        out.push('\n');
        for check in report.checks() {
            self.check(out, check, indent);
        }
        for Nested { place, role, id, report } in report.nested() {
            let id = id.as_deref().map(|id| format!(" {}", printable(id))).unwrap_or_default();
            let role = self.translation.map_or(role.as_str(), |words| words.role(*role));
            // Writing to a `String` cannot fail.
            let _ = write!(out, "{:indent$}  {role} {}{id}: ", "", printable(place.as_str()));
            self.report(out, report, indent + 4);
        }
    }

    fn check(self, out: &mut String, check: &Check, indent: usize) {
        let mark = match check.outcome() {
            Outcome::Passed => self.style.paint("32", "✓"),
            Outcome::Failed => self.style.paint("31", "✗"),
            Outcome::Unknown => self.style.paint("33", "?"),
            Outcome::NotApplicable => self.style.paint("2", "–"),
        };
        let facts: Vec<String> = check
            .facts()
            .iter()
            .map(|(name, value)| format!("{} {}", printable(name), shown(value)))
            .collect();
        let name = self.translation.map_or(check.id().as_str(), |words| words.check(check.id()));
        let _ = write!(out, "{:indent$}  {mark} {name}", "");
        if !facts.is_empty() {
            let _ = write!(out, "{}", self.style.paint("2", &format!("  {}", facts.join(", "))));
        }
        out.push('\n');
        for finding in check.findings() {
            let _ = writeln!(out, "{:indent$}      {}", "", self.finding(finding));
        }
    }

    /// A finding in a line: its code, its message, its place.
    fn finding(self, finding: &Finding) -> String {
        let sgr = match finding.severity {
            Severity::Error => "31",
            Severity::Undetermined | Severity::Warning => "33",
            Severity::Note => "2",
        };
        let place = match finding.pointer.as_str() {
            "" => String::new(),
            place => format!(" ({})", printable(place)),
        };
        let message = self.translation.map(|words| words.message(finding));
        let message = message.as_deref().unwrap_or(&finding.message);
        format!("{}: {}{place}", self.style.paint(sgr, finding.code.as_str()), printable(message))
    }
}

/// A fact in a line. Of what has parts of its own, only how many there are: programs read them in JSON.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => printable(text),
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            items.iter().map(shown).collect::<Vec<_>>().join(" ")
        }
        Value::Array(items) => format!("({})", items.len()),
        Value::Object(members) => format!("({})", members.len()),
        other => printable(&other.to_string()),
    }
}

/// The text with control and direction-changing characters escaped: what a credential says must not drive a terminal
/// or re-order a line.
///
/// ```
/// use accolade_report::printable;
/// assert_eq!(printable("Zoë \u{1b}[32mVALID\nnew line \u{202e}"), r"Zoë \u{1b}[32mVALID\u{a}new line \u{202e}");
/// ```
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            // Beside the controls: the line and paragraph separators, and every character of the property Bidi_Control.
            let unsafe_ = c.is_control()
                || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            let escaped = unsafe_.then(|| c.escape_unicode());
            escaped.into_iter().flatten().chain((!unsafe_).then_some(c))
        })
        .collect()
}
