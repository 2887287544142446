//! Standard output: what is written there, in which colours, and what happens when nobody reads it.
#![expect(
    clippy::disallowed_methods,
    reason = "whether to use colours is asked of the environment, here only"
)]

use std::io::{self, IsTerminal, Write};

use accolade::report::Style;
use clap::ValueEnum;

use crate::error::CliError;

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

/// Standard output. A reader that goes away (`accolade verify … | head -1`) ends the output, not the work: the exit code
/// still says what was found.
pub(crate) struct Terminal {
    style: Style,
    closed: bool,
}

impl Terminal {
    pub(crate) fn new(colour: Colour) -> Self {
        let coloured = match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                let plain = std::env::var("NO_COLOR").is_ok_and(|value| !value.is_empty());
                let dumb = std::env::var("TERM").is_ok_and(|value| value == "dumb");
                io::stdout().is_terminal() && !plain && !dumb
            }
        };
        Self { style: if coloured { Style::Colour } else { Style::Plain }, closed: false }
    }

    pub(crate) const fn style(&self) -> Style {
        self.style
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
