use std::path::PathBuf;

use accolade::{
    Policy, Resources, Verifier,
    json::{Limits, Value, parse},
    keys::CryptoProvider,
    model::legacy::{Badge, Conversion, ConvertOptions, convert},
    report::{Verdict, printable},
};
use serde_json::json;

use super::{
    DONE,
    verify::{exit_code, print, verify},
};
use crate::{
    bundles::{self, Bundled},
    clock::time_or_now,
    documents::Documents,
    error::CliError,
    input::read,
    output::{Readers, write_file},
    reading,
    terminal::Terminal,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The badge from before Open Badges 3.0: a file, `-` or an https URL
    #[arg(required_unless_present = "bundle")]
    input: Option<String>,
    /// Take documents from this bundle, which are as believable as who made it, and the badge too if no other is given; see
    /// `accolade bundle`
    #[arg(long, value_name = "FILE")]
    bundle: Option<String>,
    /// Where to write the credential; standard output if not given
    #[arg(short, long = "out", value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace FILE if it is there
    #[arg(long)]
    force: bool,
    /// Make it the credential of this profile, a JSON file, which states what the badge says and has it for evidence
    #[arg(long, value_name = "PROFILE")]
    stated_by: Option<String>,
    /// Verify as of that time, such as `2026-05-01T12:00:00Z`, instead of now
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Fetch nothing
    #[arg(long)]
    offline: bool,
    /// Convert a badge that is not valid too: then nothing says that it is the issuer's
    #[arg(long)]
    unverified: bool,
    /// Print one line of JSON with the credential and what is not in it
    #[arg(long, conflicts_with = "output")]
    json: bool,
}

/// Verifies a badge and makes a credential of it. It is never signed here: that is for the issuer alone.
pub(crate) fn run(args: &Args, terminal: &mut Terminal) -> Result<u8, CliError> {
    let at = time_or_now(args.at.as_deref())?;
    let documents = Documents::new(args.offline);
    let bundled = args.bundle.as_deref().map(bundles::read).transpose()?;
    let name = args.input.as_deref().or(args.bundle.as_deref()).unwrap_or_default();
    let (badge, mut resources, policy, from) = match bundled {
        Some(Bundled { made, badge, resources, policy }) => {
            let from = json!({"file": args.bundle, "made": made, "documents": resources.iter().count()});
            (badge, resources, policy, Some(from))
        }
        None => (Vec::new(), Resources::default(), Policy::default(), None),
    };
    let input = args.input.as_deref().map_or(Ok(badge), |input| documents.input(input))?;
    let profile = args.stated_by.as_deref().map(read_profile).transpose()?;
    let verifier = Verifier::with_provider(policy, CryptoProvider::native());
    let verification = verify(&verifier, &input, &documents, &mut resources, at);
    let verdict = verification.report().verdict();
    let Some(version) = verification.legacy() else {
        return Err(CliError::refused(
            format!("`{name}` holds no badge from before Open Badges 3.0"),
            "`accolade verify` says what it is",
        ));
    };
    if verdict != Verdict::Valid && !args.unverified {
        terminal.notice("notConverted", &[]);
        print(&verification, terminal)?;
        return Ok(exit_code(verdict));
    }
    // A signed badge is its own evidence.
    let token = reading::read(name, &input).ok().filter(|reading| reading.form == "jws");
    let document = verification.claimed().cloned().unwrap_or_default();
    let options = ConvertOptions {
        signed: token.as_ref().map(|reading| reading.text.trim()),
        stated_by: profile.as_ref().map(|profile| (profile, at)),
    };
    let made = convert(&Badge { version, document }, &options);
    let Conversion { credential, lost } = made.map_err(|error| CliError::coded(name, error.code(), error))?;
    if args.json {
        let mut answer = json!({
            "input": name, "openBadges": version.as_str(), "verdict": verdict, "credential": credential,
            "lost": lost,
        });
        if let (Some(members), Some(from)) = (answer.as_object_mut(), from) {
            members.insert("bundle".to_owned(), from);
        }
        terminal.json(&answer)?;
        return Ok(DONE);
    }
    for finding in &lost {
        terminal.notice_of(finding);
    }
    // That the documents came with the bundle, and not from the issuer, is for whoever uses what is made of them to know.
    let findings = verification.report().findings();
    for finding in findings.iter().filter(|finding| finding.code.as_str() == "input.given-documents") {
        terminal.notice_of(finding);
    }
    if verdict != Verdict::Valid {
        terminal.notice("convertedClaims", &[]);
    }
    match &args.output {
        Some(path) => {
            write_file(path, format!("{credential:#}\n").as_bytes(), Readers::Anyone, args.force)?;
            let written = terminal.bold(&printable(&path.display().to_string()));
            terminal.line(terminal.say("wroteUnsigned", &[&written]))?;
        }
        None => terminal.pretty_json(&credential)?,
    }
    Ok(DONE)
}

fn read_profile(path: &str) -> Result<Value, CliError> {
    let profile = parse(&read(path)?, &Limits::default());
    profile.map_err(|error| CliError::coded(path, error.code(), error))
}
