//! The commands that three of the W3C's suites call: one that secures, verifies, validates or generates a file, and exits; and
//! one that prints what a fourth reads.
//!
//! `jose-cose` is called by the suite of VC-JOSE-COSE, `json-schema` by that of VC JSON Schema, and `data-model-1` by that of
//! VC Data Model 1.1; `did-core` prints a file for that of DID Core. What each does, the crates do; this only speaks as the suites expect.
#![expect(clippy::disallowed_methods, reason = "a command reads and writes files")]

mod data_model_1;
mod did_core;
mod jose_cose;
mod json_schema;

use std::{error::Error, fs, path::Path, process::ExitCode};

use accolade::{
    json::{Limits, Value, parse},
    report::Finding,
};
use clap::{Parser, Subcommand};

/// Answer the suites of the W3C that call a command
#[derive(Debug, Parser)]
#[command(name = "contract")]
struct Cli {
    #[command(subcommand)]
    suite: Suite,
}

#[derive(Debug, Subcommand)]
enum Suite {
    /// VC-JOSE-COSE: issue or verify with the key of a file
    #[command(subcommand)]
    JoseCose(jose_cose::Command),
    /// VC JSON Schema: validate a credential against its schema
    #[command(subcommand)]
    JsonSchema(json_schema::Command),
    /// VC Data Model 1.1: print a file's credential or presentation, secured, or fail
    #[command(name = "data-model-1")]
    DataModel1(data_model_1::Command),
    /// DID Core: print what `did:key` produces, as the suite reads it
    DidCore,
}

/// Why a command could not do what it was called for. The suites read only that it failed.
type Failure = Box<dyn Error>;

fn main() -> ExitCode {
    let done = match Cli::parse().suite {
        Suite::JoseCose(command) => command.run(),
        Suite::JsonSchema(command) => command.run(),
        Suite::DataModel1(command) => command.run(),
        Suite::DidCore => did_core::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn read(file: &Path) -> Result<Value, Failure> {
    Ok(parse(&fs::read(file)?, &Limits::default()).map_err(|error| error.to_string())?)
}

fn write(file: &Path, answer: &Value) -> Result<(), Failure> {
    Ok(fs::write(file, answer.to_string())?)
}

fn said(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
