use std::{fmt, io, path::PathBuf};

use accolade::{
    json::Value,
    report::{Code, printable},
};
use serde_json::json;

use crate::explanations::explain;

/// Why the program could not run. What it *found* is in reports instead.
///
/// The text of each is safe to print on a terminal, whatever it quotes.
#[derive(Debug)]
#[non_exhaustive]
pub(crate) enum CliError {
    /// An input that could not be read.
    Unreadable { input: String, reason: String },
    /// An output that could not be written.
    Unwritable { path: PathBuf, source: io::Error },
    /// An output that is there already.
    AlreadyThere { path: PathBuf },
    /// Standard output that could not be written.
    Output { source: io::Error },
    /// Something that a library crate refused, by its code.
    Coded { about: String, code: Code, message: String },
    /// Something about the arguments or the input that stands in the way, with what to do about it.
    Refused { message: String, remedy: String },
}

impl CliError {
    pub(crate) fn unreadable(input: impl Into<String>, reason: impl fmt::Display) -> Self {
        Self::Unreadable { input: input.into(), reason: reason.to_string() }
    }

    pub(crate) fn coded(about: impl Into<String>, code: Code, message: impl fmt::Display) -> Self {
        Self::Coded { about: about.into(), code, message: message.to_string() }
    }

    pub(crate) fn refused(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Refused { message: message.into(), remedy: remedy.into() }
    }

    /// Says it on standard error, with what to do about it.
    pub(crate) fn tell(&self) {
        eprintln!("accolade: {self}");
        if let Some(remedy) = self.remedy() {
            eprintln!("  {}", printable(&remedy));
        }
    }

    /// The code, where a library crate gave one.
    const fn code(&self) -> Option<Code> {
        match self {
            Self::Coded { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// As it stands in JSON output.
    pub(crate) fn to_json(&self) -> Value {
        json!({ "code": self.code(), "message": self.to_string() })
    }

    /// What to do about it, where there is something to say.
    fn remedy(&self) -> Option<String> {
        match self {
            Self::AlreadyThere { .. } => {
                Some("choose another name, or say `--force` to replace it".to_owned())
            }
            Self::Coded { code, .. } => explain(code.as_str()).map(|it| it.remedy.to_owned()),
            Self::Refused { remedy, .. } if !remedy.is_empty() => Some(remedy.clone()),
            _ => None,
        }
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Unreadable { input, reason } => format!("cannot read `{input}`: {reason}"),
            Self::Unwritable { path, source } => format!("cannot write `{}`: {source}", path.display()),
            Self::AlreadyThere { path } => format!("`{}` is there already", path.display()),
            Self::Output { source } => format!("cannot write to standard output: {source}"),
            Self::Coded { about, code, message } => format!("{about}: {message} ({code})"),
            Self::Refused { message, .. } => message.clone(),
        };
        f.write_str(&printable(&text))
    }
}

impl std::error::Error for CliError {}
