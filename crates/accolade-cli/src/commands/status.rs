use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use accolade::{
    Issued, Issuer, StatusListForm,
    json::{self, Limits, Value},
    keys::CryptoProvider,
    report::printable,
    status::{FEWEST_ENTRIES, Ledger, StatusError},
};
use clap::{Subcommand, ValueEnum};
use serde_json::json;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::DONE;
use crate::{
    clock::time_or_now,
    documents::Documents,
    entropy,
    error::CliError,
    keyfile::{self, PassphraseSource},
    output::{Readers, write_file},
    terminal::Terminal,
};

#[derive(Debug, Subcommand)]
pub(crate) enum StatusCommand {
    /// Start a record of a status list, in which nothing is set
    Create(CreateArgs),
    /// Take an entry that nobody has, and print it for a credential's `credentialStatus`
    #[command(visible_alias = "allocate")]
    Add(AddArgs),
    /// Set the value of an entry, such as 1 to revoke
    Set(SetArgs),
    /// Show what is recorded, or the value of one entry
    Show(ShowArgs),
    /// Print the list as a credential, to be signed with `accolade issue` and published, or sign it as a token
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
    /// What a value means: once for each value from 0 upwards, where a status has more than one bit
    #[arg(long = "message", value_name = "TEXT")]
    messages: Vec<String>,
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
    /// Print the claim `status` for a list that is published as a token
    #[arg(long)]
    token: bool,
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
    /// The issuer's identifier, for a credential
    #[arg(long, required_unless_present = "token")]
    issuer: Option<String>,
    /// Sign the list as a token of the IETF, in JSON or in CBOR
    #[arg(
        long,
        value_enum,
        value_name = "jwt|cwt",
        hide_possible_values = true,
        requires = "key",
        conflicts_with = "issuer"
    )]
    token: Option<TokenForm>,
    /// The issuer's secret key, for a token: PEM, JWK or Multikey
    #[arg(short, long, value_name = "FILE", requires = "token")]
    key: Option<String>,
    #[command(flatten)]
    passphrase: PassphraseSource,
    /// Where the issuer publishes the key, such as `did:web:school.example#key-1`; the key's own did:key if not given
    #[arg(long, value_name = "URL", requires = "token")]
    verification_method: Option<String>,
    /// After how many seconds the list should be asked for again
    #[arg(long, value_name = "SECONDS")]
    ttl: Option<u64>,
    /// Where to write it; standard output if not given
    #[arg(short, long = "out", value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace FILE if it is there
    #[arg(long)]
    force: bool,
    /// From when the list says so; now if not given
    #[arg(long, value_name = "TIME")]
    valid_from: Option<String>,
    /// Until when it may be relied on
    #[arg(long, value_name = "TIME")]
    valid_until: Option<String>,
}

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TokenForm {
    /// A compact JWS.
    Jwt,
    /// A CBOR Web Token.
    Cwt,
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
    let mut ledger =
        Ledger::new(&args.purpose, args.size, args.entries).map_err(|error| refused("the list", &error))?;
    if !args.messages.is_empty() {
        ledger = ledger.with_messages(args.messages.clone()).map_err(|error| refused("the list", &error))?;
    }
    write(&args.output, &ledger, args.force)?;
    let shown = printable(&args.output.display().to_string());
    let entries = ledger.entries().to_string();
    terminal.line(terminal.say("wroteList", &[&terminal.bold(&shown), &entries]))?;
    Ok(DONE)
}

fn add(args: &AddArgs, terminal: &mut Terminal) -> Result<u8, CliError> {
    // Held until the record is written: two at once could give one entry to two credentials.
    let _lock = Lock::on(&args.record)?;
    let mut ledger = read(&args.record)?;
    if !args.token && !ledger.is_described() {
        let found = "there is no message".to_owned();
        let error = StatusError::MessagesMismatch { found, expected: 1 << ledger.size() };
        return Err(refused("the list", &error));
    }
    let entropy = u64::from_be_bytes(*entropy::bytes::<8>()?);
    let index = ledger.allocate(entropy).map_err(|error| refused("the list", &error))?;
    // An entry that was printed and not recorded could be given to another credential.
    write(&args.record, &ledger, true)?;
    match args.token {
        true => terminal.json(&json!({ "status": Ledger::claim(&args.url, index) }))?,
        false => terminal.json(&ledger.entry(&args.url, index))?,
    }
    Ok(DONE)
}

fn set(args: &SetArgs, terminal: &mut Terminal) -> Result<u8, CliError> {
    let _lock = Lock::on(&args.record)?;
    let mut ledger = read(&args.record)?;
    let before = ledger.value(args.index).unwrap_or_default();
    ledger.set(args.index, args.value).map_err(|error| refused(&format!("entry {}", args.index), &error))?;
    write(&args.record, &ledger, true)?;
    let [index, before, after] = [args.index, before, args.value].map(|number| number.to_string());
    terminal.line(terminal.say("entrySet", &[&index, &before, &after]))?;
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
    let bytes = match (args.token, &args.key) {
        (Some(form), Some(key)) => token(args, &ledger, form, key)?,
        _ => {
            let list = credential(args, &ledger)?;
            if args.output.is_none() {
                terminal.json(&list)?;
                return Ok(DONE);
            }
            format!("{list:#}\n").into_bytes()
        }
    };
    match &args.output {
        None => terminal.bytes(&bytes)?,
        Some(path) => {
            write_file(path, &bytes, Readers::Anyone, args.force)?;
            let shown = printable(&path.display().to_string());
            terminal.line(terminal.say("wrote", &[&terminal.bold(&shown)]))?;
        }
    }
    Ok(DONE)
}

/// The list as a credential that is yet to be signed.
fn credential(args: &PublishArgs, ledger: &Ledger) -> Result<Value, CliError> {
    let mut list = ledger.credential(&args.url, args.issuer.as_deref().unwrap_or_default());
    if let Some(members) = list.as_object_mut() {
        let from = time_or_now(args.valid_from.as_deref())?;
        let written = |time: OffsetDateTime| time.format(&Rfc3339).unwrap_or_default();
        members.insert("validFrom".to_owned(), written(from).into());
        if let Some(until) = &args.valid_until {
            members.insert("validUntil".to_owned(), written(time_or_now(Some(until))?).into());
        }
    }
    if let (Some(seconds), Some(subject)) = (args.ttl, list.pointer_mut("/credentialSubject")) {
        // In a credential they are counted in milliseconds.
        if let Some(members) = subject.as_object_mut() {
            members.insert("ttl".to_owned(), seconds.saturating_mul(1000).into());
        }
    }
    Ok(list)
}

/// The list as a token, signed.
fn token(args: &PublishArgs, ledger: &Ledger, form: TokenForm, key: &str) -> Result<Vec<u8>, CliError> {
    let key = keyfile::read_secret(key, &args.passphrase)?;
    let issuer = match &args.verification_method {
        Some(method) => Issuer::new(method, key.public_key().clone()),
        None => Issuer::did_key(key.public_key()),
    }
    .with_provider(CryptoProvider::native());
    let issued = time_or_now(args.valid_from.as_deref())?.unix_timestamp();
    let until = args.valid_until.as_deref().map(|until| time_or_now(Some(until))).transpose()?;
    let claims = ledger.token_claims(&args.url, issued, until.map(OffsetDateTime::unix_timestamp), args.ttl);
    let claims = claims.map_err(|error| refused("the list", &error))?;
    let form = match form {
        TokenForm::Jwt => StatusListForm::Jwt,
        TokenForm::Cwt => StatusListForm::Cwt,
    };
    let token = issuer.issue_status_list(&claims, form, &key);
    match token.map_err(|error| CliError::coded("the list", error.code(), error))? {
        Issued::Cose(bytes) => Ok(bytes),
        other => Ok(format!("{}\n", other.to_text()).into_bytes()),
    }
}

fn read(path: &Path) -> Result<Ledger, CliError> {
    let shown = path.display().to_string();
    let bytes = Documents::new(true).input(&shown)?;
    let value = json::parse(&bytes, &Limits::default())
        .map_err(|error| CliError::coded(shown.as_str(), error.code(), error))?;
    Ledger::from_value(&value).map_err(|error| refused(&shown, &error))
}

fn write(path: &Path, ledger: &Ledger, force: bool) -> Result<(), CliError> {
    let text = serde_json::to_string_pretty(&ledger.to_value()).unwrap_or_default();
    write_file(path, format!("{text}\n").as_bytes(), Readers::Owner, force)
}

fn refused(about: &str, error: &StatusError) -> CliError {
    CliError::coded(about, error.code(), error)
}

/// Keeps others from changing a record meanwhile: a file beside it, which goes away with this.
struct Lock {
    path: PathBuf,
}

impl Lock {
    /// Waits a few seconds for others to be done.
    fn on(record: &Path) -> Result<Self, CliError> {
        let mut name = record.as_os_str().to_owned();
        name.push(".lock");
        let path = PathBuf::from(name);
        for _ in 0..50 {
            match write_file(&path, b"", Readers::Owner, false) {
                Ok(()) => return Ok(Self { path }),
                Err(CliError::AlreadyThere { .. }) => std::thread::sleep(Duration::from_millis(100)),
                Err(error) => return Err(error),
            }
        }
        let shown = path.display();
        Err(CliError::refused(
            format!("`{}` is being changed by somebody else", record.display()),
            format!("try again; if nobody is, remove `{shown}`, which was left behind"),
        ))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // If it stays, the next one says what to do.
        let _ = std::fs::remove_file(&self.path);
    }
}
