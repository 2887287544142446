//! The commands, one file each.

mod completions;
mod explain;
mod key;

use clap::Subcommand;

use crate::{error::CliError, terminal::Terminal};

/// Exit code: could not run.
pub(crate) const COULD_NOT_RUN: u8 = 1;
/// Exit code: done, or valid.
pub(crate) const DONE: u8 = 0;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a key, or show what may be shown of one
    #[command(subcommand)]
    Key(key::KeyCommand),
    /// Say what a code means and what to do about it
    Explain(explain::Args),
    /// Print a shell's completion script
    Completions(completions::Args),
}

impl Command {
    /// Runs the command and gives its exit code.
    pub(crate) fn run(self, terminal: &mut Terminal) -> Result<u8, CliError> {
        match self {
            Self::Key(command) => key::run(&command, terminal),
            Self::Explain(args) => explain::run(&args, terminal),
            Self::Completions(args) => completions::run(&args, terminal),
        }
    }
}
