//! In which language reports and explanations are written.
#![expect(clippy::disallowed_methods, reason = "the language is asked of the environment, here only")]

use std::sync::OnceLock;

use accolade::{GERMAN, report::Translation};
use clap::ValueEnum;

use crate::phrases::{english, filled};

/// The languages of what is said; JSON and errors are in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// English.
    En,
    /// German.
    De,
}

impl Language {
    /// The language of the environment, by the order that POSIX gives its variables; English where it is none of ours.
    fn of_environment() -> Self {
        let said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
        let first = said.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
        match first.split(['_', '.', '@']).next() {
            Some("de") => Self::De,
            _ => Self::En,
        }
    }
}

/// The words of the language asked for, or of the environment's; nothing for English, which is built in.
pub(crate) fn translation(asked: Option<Language>) -> Option<&'static Translation> {
    static WORDS: OnceLock<Option<Translation>> = OnceLock::new();
    match asked.unwrap_or_else(Language::of_environment) {
        Language::En => None,
        // A test reads it; were it not to be read, English is better than nothing.
        Language::De => WORDS.get_or_init(|| Translation::read(GERMAN).ok()).as_ref(),
    }
}

/// The words of the reader's language.
#[derive(Clone, Copy)]
pub(crate) struct Words(pub(crate) Option<&'static Translation>);

impl Words {
    /// A phrase.
    pub(crate) fn phrase(self, name: &'static str) -> &'static str {
        self.0.map_or_else(|| english(name), |words| words.phrase(name))
    }

    /// A phrase with what stands in its places.
    pub(crate) fn say(self, name: &'static str, values: &[&str]) -> String {
        filled(self.phrase(name), values)
    }
}
