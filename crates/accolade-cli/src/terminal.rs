//! Standard output: what is written there, in which colours, and what happens when nobody reads it.
#![expect(
    clippy::disallowed_methods,
    reason = "whether to use colours is asked of the environment, here only"
)]

use std::io::{self, IsTerminal, Write};

use accolade::{
    json::Value,
    report::{Explanation, Finding, Report, Severity, Style, Translation, Verdict, printable},
};
use clap::ValueEnum;

use crate::{error::CliError, language::Words};

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// When standard output is a terminal and `NO_COLOR` is not set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The most characters of one claim that are shown.
const LONGEST_FACT: usize = 500;

/// Standard output. A reader that goes away (`accolade verify … | head -1`) ends the output, not the work: the exit code
/// still says what was found.
pub(crate) struct Terminal {
    style: Style,
    interactive: bool,
    closed: bool,
    words: Option<&'static Translation>,
}

impl Terminal {
    pub(crate) fn new(colour: Colour, words: Option<&'static Translation>) -> Self {
        let interactive = io::stdout().is_terminal();
        let coloured = match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                let plain = std::env::var("NO_COLOR").is_ok_and(|value| !value.is_empty());
                let dumb = std::env::var("TERM").is_ok_and(|value| value == "dumb");
                interactive && !plain && !dumb
            }
        };
        let style = if coloured { Style::Colour } else { Style::Plain };
        Self { style, interactive, closed: false, words }
    }

    /// A report in the reader's language.
    pub(crate) fn report(&self, report: &Report) -> String {
        self.words.map_or_else(|| report.to_text(self.style), |words| report.to_text_in(self.style, words))
    }

    /// A finding's message in the reader's language.
    pub(crate) fn message(&self, finding: &Finding) -> String {
        self.words.map_or_else(|| finding.message.clone(), |words| words.message(finding))
    }

    /// What a code means and what to do about it, in the reader's language.
    pub(crate) fn explained(&self, explanation: &'static Explanation) -> (&'static str, &'static str) {
        let texts = self.words.and_then(|words| words.code(explanation.code.as_str()));
        texts.map_or((explanation.means, explanation.remedy), |texts| (&texts.means, &texts.remedy))
    }

    /// A verdict in a word, in lower case.
    pub(crate) fn verdict(&self, verdict: Verdict) -> String {
        self.words.map_or_else(|| verdict.as_str().to_owned(), |words| words.verdict(verdict).to_lowercase())
    }

    /// A phrase in the reader's language.
    pub(crate) fn phrase(&self, name: &'static str) -> &'static str {
        self.words().phrase(name)
    }

    /// A phrase with what stands in its places.
    pub(crate) fn say(&self, name: &'static str, values: &[&str]) -> String {
        self.words().say(name, values)
    }

    /// The words of the reader's language.
    pub(crate) const fn words(&self) -> Words {
        Words(self.words)
    }

    /// A finding on one line, in the reader's language.
    pub(crate) fn found(&self, finding: &Finding) -> String {
        match finding.pointer.as_str() {
            "" => format!("{}: {}", finding.code, self.message(finding)),
            place => self.say("foundAt", &[finding.code.as_str(), place, &self.message(finding)]),
        }
    }

    /// Says something beside the output, on standard error.
    pub(crate) fn notice(&self, name: &'static str, values: &[&str]) {
        eprintln!("accolade: {}", printable(&self.say(name, values)));
    }

    /// Says what was found beside the output.
    pub(crate) fn notice_of(&self, finding: &Finding) {
        eprintln!("accolade: {}", printable(&self.found(finding)));
    }

    /// Writes a line.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) -> Result<(), CliError> {
        self.bytes(text.as_ref().as_bytes())?;
        self.bytes(b"\n")
    }

    /// Writes text as it stands.
    pub(crate) fn text(&mut self, text: impl AsRef<str>) -> Result<(), CliError> {
        self.bytes(text.as_ref().as_bytes())
    }

    /// Writes lines that come from a credential: as they stand into a pipe, escaped to a terminal.
    pub(crate) fn foreign_text(&mut self, text: &str) -> Result<(), CliError> {
        if !self.interactive {
            let end = if text.ends_with('\n') { "" } else { "\n" };
            return self.text(format!("{text}{end}"));
        }
        text.lines().try_for_each(|line| self.line(printable(line)))
    }

    /// Writes JSON on one line.
    pub(crate) fn json(&mut self, value: &Value) -> Result<(), CliError> {
        self.line(escaped(&value.to_string()))
    }

    /// Writes JSON for people.
    pub(crate) fn pretty_json(&mut self, value: &Value) -> Result<(), CliError> {
        self.line(escaped(&format!("{value:#}")))
    }

    /// Writes a claim or another fact on a line of its own, shortened where it is longer than anybody reads.
    pub(crate) fn fact(&mut self, about: &str, text: &str) -> Result<(), CliError> {
        let end = text.char_indices().nth(LONGEST_FACT).map_or(text.len(), |(position, _)| position);
        let (shown, rest) = text.split_at(end);
        let more = if rest.is_empty() {
            String::new()
        } else {
            format!(" … ({})", self.say("bytesMore", &[&rest.len().to_string()]))
        };
        self.line(format!("  {} {}{more}", self.faint(&format!("{about:<13}")), printable(shown)))
    }

    /// Writes a finding on a line of its own.
    pub(crate) fn finding(&mut self, finding: &Finding) -> Result<(), CliError> {
        let code = match finding.severity {
            Severity::Error => self.bad(finding.code.as_str()),
            Severity::Undetermined | Severity::Warning => self.caution(finding.code.as_str()),
            _ => self.faint(finding.code.as_str()),
        };
        let place = match finding.pointer.as_str() {
            "" => String::new(),
            place => format!(" ({})", printable(place)),
        };
        self.line(format!("  {code}: {}{place}", printable(&self.message(finding))))
    }

    /// Writes bytes as they stand.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Result<(), CliError> {
        if self.closed {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            done => done.map_err(|source| CliError::Output { source }),
        }
    }

    pub(crate) fn bold(&self, text: &str) -> String {
        self.paint("1", text)
    }

    pub(crate) fn faint(&self, text: &str) -> String {
        self.paint("2", text)
    }

    pub(crate) fn good(&self, text: &str) -> String {
        self.paint("32", text)
    }

    pub(crate) fn bad(&self, text: &str) -> String {
        self.paint("31", text)
    }

    pub(crate) fn caution(&self, text: &str) -> String {
        self.paint("33", text)
    }

    fn paint(&self, sgr: &str, text: &str) -> String {
        match self.style {
            Style::Plain => text.to_owned(),
            Style::Colour => format!("\u{1b}[{sgr}m{text}\u{1b}[0m"),
        }
    }
}

/// The same JSON with every character that could drive a terminal written as an escape. Such characters stand in strings
/// only, where JSON allows either way.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        // Line ends stand between the members of pretty JSON; in a string they are escaped already.
        if c == '\n' || !changes_lines(c) {
            out.push(c);
        } else {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        }
    }
    out
}

fn changes_lines(c: char) -> bool {
    let mut buffer = [0; 4];
    let text: &str = c.encode_utf8(&mut buffer);
    printable(text) != text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_its_meaning_and_drives_no_terminal() {
        let value = serde_json::json!({"name": "Zoë \u{9b}31m \u{202e}gnp.exe \u{1b}]0;x\u{7} \"q\" \\ 木"});
        for text in [escaped(&value.to_string()), escaped(&format!("{value:#}"))] {
            assert!(!text.chars().any(|c| c != '\n' && changes_lines(c)), "{text:?}");
            assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        }
    }
}
