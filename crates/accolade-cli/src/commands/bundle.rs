use std::{collections::BTreeMap, path::PathBuf};

use accolade::{
    Answer, Policy, Resources, Verifier,
    ffi::{Bundle, PolicyOptions, Resource, VerifyCall},
    keys::CryptoProvider,
    report::printable,
};
use time::format_description::well_known::Rfc3339;

use super::verify::{exit_code, verify};
use crate::{
    clock::time_or_now,
    documents::Documents,
    error::CliError,
    output::{Readers, write_file},
    registries::registry,
    terminal::Terminal,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The badge: a file, `-` or an https URL
    input: String,
    /// Where to write the bundle; standard output if not given
    #[arg(short, long = "out", value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace FILE if it is there
    #[arg(long)]
    force: bool,
    /// Ask this trust registry about the issuer, and take it along: a file, or an https URL
    #[arg(long, value_name = "FILE|URL")]
    registry: Vec<String>,
    /// Verify as of that time, such as `2026-05-01T12:00:00Z`, instead of now
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Take in images and evidence of which the badge gives a digest
    #[arg(long)]
    ask_for_resources: bool,
    /// Take in what the badge's refresh service answers
    #[arg(long)]
    ask_for_refresh: bool,
}

/// Writes down a badge with all documents that its verification takes, whatever the verdict.
pub(crate) fn run(args: &Args, terminal: &mut Terminal) -> Result<u8, CliError> {
    let at = time_or_now(args.at.as_deref())?;
    let documents = Documents::new(false);
    let input = documents.input(&args.input)?;
    let (mut policy, mut options) = (Policy::default(), PolicyOptions::default());
    if args.ask_for_resources {
        options.ask_for_resources = true;
        policy = policy.ask_for_resources();
    }
    if args.ask_for_refresh {
        options.ask_for_refresh = true;
        policy = policy.ask_for_refresh();
    }
    for name in &args.registry {
        let named = registry(name)?;
        options.registries.push(named.option());
        policy = policy.ask_registry(named.source());
    }
    let verifier = Verifier::with_provider(policy, CryptoProvider::native());
    let mut resources = Resources::default();
    let verification = verify(&verifier, &input, &documents, &mut resources, at);
    let collected: BTreeMap<String, Resource> =
        resources.iter().map(|(url, answer)| (url.to_owned(), Resource::from(answer))).collect();
    for (url, answer) in resources.iter() {
        if let Answer::Unavailable { reason, .. } = answer {
            terminal.notice("bundleLacks", &[url, reason]);
        }
    }
    let requests = documents.take_records();
    let bundle = VerifyCall {
        input: input.as_slice().into(),
        at: at.format(&Rfc3339).unwrap_or_default(),
        policy: options,
        resources: collected,
        // What the documents are worth depends on when and where they were had.
        bundle: Some(Bundle {
            made: time_or_now(None)?.format(&Rfc3339).unwrap_or_default(),
            requests: requests.iter().filter_map(|request| serde_json::to_value(request).ok()).collect(),
        }),
    };
    let json = serde_json::to_value(&bundle)
        .map_err(|error| CliError::refused(format!("the bundle cannot be written: {error}"), ""))?;
    match &args.output {
        Some(path) => {
            write_file(path, format!("{json:#}\n").as_bytes(), Readers::Anyone, args.force)?;
            let name = printable(&path.display().to_string());
            let documents = resources.iter().count().to_string();
            terminal.line(terminal.say("wroteBundle", &[&terminal.bold(&name), &documents]))?;
        }
        None => terminal.pretty_json(&json)?,
    }
    Ok(exit_code(verification.report().verdict()))
}
