//! The `accolade` program: issue, verify and read Open Badges 3.0 from the command line.
//!
//! Results go to standard output, errors to standard error. Exit codes: 0 valid or done, 2 invalid, 3 indeterminate,
//! 1 could not run.

mod bundles;
mod claims;
mod clock;
mod commands;
mod documents;
mod draw;
mod entropy;
mod error;
mod explanations;
mod input;
mod inputs;
mod keyfile;
mod language;
mod output;
mod phrases;
mod reading;
mod registries;
mod terminal;

use std::process::ExitCode;

use clap::{Parser, error::ErrorKind};

use crate::{
    commands::Command,
    language::{Language, translation},
    terminal::{Colour, Terminal},
};

/// Issue, verify and read Open Badges and the micro-credentials made with them.
#[derive(Debug, Parser)]
#[command(name = "accolade", version, propagate_version = true, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// When to use colours
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value_t,
        hide_possible_values = true
    )]
    color: Colour,
    /// The language of what is said: `en` or `de`; the environment's if it is not said
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE", hide_possible_values = true)]
    language: Option<Language>,
}

const EXIT_CODES: &str = "Exit codes: 0 valid, or done; 2 invalid; 3 indeterminate; 1 could not run.\n\
    An input is a file, `-` for standard input, or an https URL; it holds JSON, a compact JWS, a PNG or an SVG.";

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Nobody to tell if that cannot be printed.
            let _ = error.print();
            // Not clap's own 2, which says `invalid` here.
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
                _ => ExitCode::from(commands::COULD_NOT_RUN),
            };
        }
    };
    let mut terminal = Terminal::new(cli.color, translation(cli.language));
    match cli.command.run(&mut terminal) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            error.tell();
            ExitCode::from(commands::COULD_NOT_RUN)
        }
    }
}
