use std::path::PathBuf;

use accolade::{
    json::{self, Limits},
    report::printable,
    status::{FEWEST_ENTRIES, Ledger, StatusError},
};
use clap::Subcommand;
use serde_json::json;

use super::DONE;
use crate::{
    clock::time_or_now,
    documents::Documents,
    entropy,
    error::CliError,
    output::{Readers, write_file},
    terminal::Terminal,
};

#[derive(Debug, Subcommand)]
pub(crate) enum StatusCommand {
    /// Start a record of a status list, in which nothing is set
    Create(CreateArgs),
    /// Take an entry that nobody has, and print it for a credential's `credentialStatus`
    Add(AddArgs),
    /// Set the value of an entry, such as 1 to revoke
    Set(SetArgs),
    /// Show what is recorded, or the value of one entry
    Show(ShowArgs),
    /// Print the list as a credential, to be signed with `accolade issue` and published
    Publish(PublishArgs),
}

#[derive(Debug, clap::Args)]
pub(crate) struct CreateArgs {
    /// Where to keep the record
    #[arg(short, long = "out", value_name = "FILE")]
    output: PathBuf,
    /// What the list is for: revocation, suspension, refresh or message
    #[arg(long, default_value = "revocation")]
    purpose: String,
    /// The bits of each status: 1, 2, 4 or 8
    #[arg(long, default_value_t = 1)]
    size: u64,
    /// How many entries; in a shorter list nobody could hide
    #[arg(long, default_value_t = FEWEST_ENTRIES)]
    entries: u64,
    /// Replace FILE, and lose the record that is in it
    #[arg(long)]
    force: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct AddArgs {
    /// The record
    record: PathBuf,
    /// Where the list will be published
    #[arg(long)]
    url: String,
}

#[derive(Debug, clap::Args)]
pub(crate) struct SetArgs {
    /// The record
    record: PathBuf,
    /// The entry's number
    index: u64,
    /// Its value
    #[arg(default_value_t = 1)]
    value: u64,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// The record
    record: PathBuf,
    /// The entry's number
    index: Option<u64>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct PublishArgs {
    /// The record
    record: PathBuf,
    /// Where the list will be published
    #[arg(long)]
    url: String,
    /// The issuer's identifier
    #[arg(long)]
    issuer: String,
    /// From when the list says so; now if not given
    #[arg(long, value_name = "TIME")]
    valid_from: Option<String>,
    /// Until when it may be relied on
    #[arg(long, value_name = "TIME")]
    valid_until: Option<String>,
}

pub(crate) fn run(command: &StatusCommand, terminal: &mut Terminal) -> Result<u8, CliError> {
    match command {
        StatusCommand::Create(args) => create(args, terminal),
        StatusCommand::Add(args) => add(args, terminal),
        StatusCommand::Set(args) => set(args, terminal),
        StatusCommand::Show(args) => show(args, terminal),
        StatusCommand::Publish(args) => publish(args, terminal),
    }
}

fn create(args: &CreateArgs, terminal: &mut Terminal) -> Result<u8, CliError> {
    let ledger =
        Ledger::new(&args.purpose, args.size, args.entries).map_err(|error| refused("the list", &error))?;
    write(&args.output, &ledger, args.force)?;
    let shown = printable(&args.output.display().to_string());
    terminal.line(format!("Wrote {}: {} entries.", terminal.bold(&shown), ledger.entries()))?;
    Ok(DONE)
}

fn add(args: &AddArgs, terminal: &mut Terminal) -> Result<u8, CliError> {
    let mut ledger = read(&args.record)?;
    let entropy = u64::from_be_bytes(*entropy::bytes::<8>()?);
    let index = ledger.allocate(entropy).map_err(|error| refused("the list", &error))?;
    // An entry that was printed and not recorded could be given to another credential.
    write(&args.record, &ledger, true)?;
    terminal.json(&ledger.entry(&args.url, index))?;
    Ok(DONE)
}

fn set(args: &SetArgs, terminal: &mut Terminal) -> Result<u8, CliError> {
    let mut ledger = read(&args.record)?;
    let before = ledger.value(args.index).unwrap_or_default();
    ledger.set(args.index, args.value).map_err(|error| refused(&format!("entry {}", args.index), &error))?;
    write(&args.record, &ledger, true)?;
    terminal
        .line(format!("Entry {}: {before} is now {}. Publish the list again.", args.index, args.value))?;
    Ok(DONE)
}

fn show(args: &ShowArgs, terminal: &mut Terminal) -> Result<u8, CliError> {
    let ledger = read(&args.record)?;
    match args.index {
        None => terminal.json(&json!({
            "purpose": ledger.purpose(), "size": ledger.size(), "entries": ledger.entries(), "taken": ledger.taken(),
        }))?,
        Some(index) => {
            let error = StatusError::IndexOutOfRange { index, entries: ledger.entries() };
            let value = ledger.value(index).ok_or_else(|| refused(&format!("entry {index}"), &error))?;
            terminal.json(&json!({ "index": index, "value": value }))?;
        }
    }
    Ok(DONE)
}

fn publish(args: &PublishArgs, terminal: &mut Terminal) -> Result<u8, CliError> {
    let ledger = read(&args.record)?;
    let mut list = ledger.credential(&args.url, &args.issuer);
    if let Some(members) = list.as_object_mut() {
        let from = time_or_now(args.valid_from.as_deref())?;
        let written = |time: time::OffsetDateTime| {
            time.format(&time::format_description::well_known::Rfc3339).unwrap_or_default()
        };
        members.insert("validFrom".to_owned(), written(from).into());
        if let Some(until) = &args.valid_until {
            members.insert("validUntil".to_owned(), written(time_or_now(Some(until))?).into());
        }
    }
    terminal.json(&list)?;
    Ok(DONE)
}

fn read(path: &std::path::Path) -> Result<Ledger, CliError> {
    let shown = path.display().to_string();
    let bytes = Documents::new(true).input(&shown)?;
    let value = json::parse(&bytes, &Limits::default())
        .map_err(|error| CliError::coded(shown.as_str(), error.code(), error))?;
    Ledger::from_value(&value).map_err(|error| refused(&shown, &error))
}

fn write(path: &std::path::Path, ledger: &Ledger, force: bool) -> Result<(), CliError> {
    let text = serde_json::to_string_pretty(&ledger.to_value()).unwrap_or_default();
    write_file(path, format!("{text}\n").as_bytes(), Readers::Owner, force)
}

fn refused(about: &str, error: &StatusError) -> CliError {
    CliError::coded(about, error.code(), error)
}
