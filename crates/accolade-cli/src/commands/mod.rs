//! The commands, one file each.

mod bake;
mod bundle;
mod completions;
mod convert;
mod demo;
mod derive;
mod diff;
mod explain;
mod inspect;
mod issue;
mod key;
mod present;
mod status;
mod unbake;
mod verify;

use clap::Subcommand;

use crate::{error::CliError, terminal::Terminal};

/// Exit code: could not run.
pub(crate) const COULD_NOT_RUN: u8 = 1;
/// Exit code: done, or valid.
pub(crate) const DONE: u8 = 0;
/// Exit code: invalid.
pub(crate) const INVALID: u8 = 2;
/// Exit code: indeterminate.
pub(crate) const INDETERMINATE: u8 = 3;
/// Exit code: two credentials say different things.
pub(crate) const DIFFERENT: u8 = 2;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Issue, bake and verify a micro-credential, and see an altered one refused
    Demo(demo::Args),
    /// Make a key, or show what may be shown of one
    #[command(subcommand)]
    Key(key::KeyCommand),
    /// Sign a credential, and bake it into an image if asked to
    Issue(issue::Args),
    /// Show a part of a badge, at its holder's choice
    Derive(derive::Args),
    /// Present credentials as their holder, in answer to a verifier's challenge
    Present(present::Args),
    /// Verify badges, and say what was checked
    Verify(verify::Args),
    /// Write down a badge with every document that its verification takes, to repeat it without a network
    Bundle(bundle::Args),
    /// Show what a credential claims, without verifying it
    Inspect(inspect::Args),
    /// Make a credential of Open Badges 3.0 of an older badge, for its issuer to sign
    Convert(convert::Args),
    /// Put a signed credential into a PNG or SVG
    Bake(bake::Args),
    /// Take the credential out of a PNG or SVG
    Unbake(unbake::Args),
    /// Show where two credentials say different things; exit code 2 if they do
    Diff(diff::Args),
    /// Keep a status list, by which credentials are revoked
    #[command(subcommand)]
    Status(status::StatusCommand),
    /// Say what a code means and what to do about it
    Explain(explain::Args),
    /// Print a shell's completion script
    Completions(completions::Args),
}

impl Command {
    /// Runs the command and gives its exit code.
    pub(crate) fn run(self, terminal: &mut Terminal) -> Result<u8, CliError> {
        match self {
            Self::Demo(args) => demo::run(&args, terminal),
            Self::Key(command) => key::run(&command, terminal),
            Self::Issue(args) => issue::run(&args, terminal),
            Self::Derive(args) => derive::run(&args, terminal),
            Self::Present(args) => present::run(&args, terminal),
            Self::Verify(args) => verify::run(args, terminal),
            Self::Bundle(args) => bundle::run(&args, terminal),
            Self::Inspect(args) => inspect::run(&args, terminal),
            Self::Convert(args) => convert::run(&args, terminal),
            Self::Bake(args) => bake::run(&args, terminal),
            Self::Unbake(args) => unbake::run(&args, terminal),
            Self::Diff(args) => diff::run(&args, terminal),
            Self::Status(command) => status::run(&command, terminal),
            Self::Explain(args) => explain::run(&args, terminal),
            Self::Completions(args) => completions::run(&args, terminal),
        }
    }
}
