use std::fmt::Write;

use crate::{Check, Nested, Outcome, Report, Severity, Verdict};

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
    /// The report for people: the verdict, a line for each check, the findings below theirs; then the same for everything
    /// that the document holds or names, indented.
    ///
    /// ```
    /// use accolade_report::{Check, CheckId, Report, Style};
    /// let text = Report::new(vec![Check::new(CheckId::Proof)]).to_text(Style::Plain);
    /// assert_eq!(text, "VALID\n  ✓ proof\n");
    /// ```
    #[must_use]
    pub fn to_text(&self, style: Style) -> String {
        let mut out = String::new();
        self.write(&mut out, 0, style);
        out
    }

    fn write(&self, out: &mut String, indent: usize, style: Style) {
        out.push_str(&match self.verdict() {
            Verdict::Valid => style.paint("1;32", "VALID"),
            Verdict::Invalid => style.paint("1;31", "INVALID"),
            Verdict::Indeterminate => style.paint("1;33", "INDETERMINATE"),
        });
        out.push('\n');
        for check in self.checks() {
            write_check(out, check, indent, style);
        }
        for Nested { place, role, id, report } in self.nested() {
            let id = id.as_deref().map(|id| format!(" {}", printable(id))).unwrap_or_default();
            // Writing to a `String` cannot fail.
            let _ = write!(out, "{:indent$}  {} {}{id}: ", "", role.as_str(), printable(place.as_str()));
            report.write(out, indent + 4, style);
        }
    }
}

fn write_check(out: &mut String, check: &Check, indent: usize, style: Style) {
    let mark = match check.outcome() {
        Outcome::Passed => style.paint("32", "✓"),
        Outcome::Failed => style.paint("31", "✗"),
        Outcome::Unknown => style.paint("33", "?"),
        Outcome::NotApplicable => style.paint("2", "–"),
    };
    let facts: Vec<String> =
        check.facts().iter().map(|(name, value)| format!("{} {}", printable(name), shown(value))).collect();
    let _ = write!(out, "{:indent$}  {mark} {}", "", check.id().as_str());
    if !facts.is_empty() {
        let _ = write!(out, "{}", style.paint("2", &format!("  {}", facts.join(", "))));
    }
    out.push('\n');
    for finding in check.findings() {
        let sgr = match finding.severity {
            Severity::Error => "31",
            Severity::Undetermined | Severity::Warning => "33",
            Severity::Note => "2",
        };
        let place = match finding.pointer.as_str() {
            "" => String::new(),
            place => format!(" ({})", printable(place)),
        };
        let code = style.paint(sgr, finding.code.as_str());
        let _ = writeln!(out, "{:indent$}      {code}: {}{place}", "", printable(&finding.message));
    }
}

fn shown(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| printable(&value.to_string()), printable)
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
