mod bulk;
mod requests;

use std::{num::NonZeroUsize, path::PathBuf};

use accolade::{
    Policy, Recipient, Resources, Verification, Verifier,
    json::Value,
    keys::CryptoProvider,
    report::{CheckId, Finding, Verdict, printable},
};
use serde_json::json;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use self::bulk::Bulk;
use super::{COULD_NOT_RUN, DONE, INDETERMINATE, INVALID};
use crate::{
    bundles::{self, Bundled},
    claims,
    clock::time_or_now,
    documents::Documents,
    error::CliError,
    explanations::explain,
    inputs,
    registries::registry,
    terminal::Terminal,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The badges: files, `-`, https URLs, folders, or `.jsonl` files with a badge on each line
    #[arg(required_unless_present = "bundle")]
    inputs: Vec<String>,
    /// Take documents from this bundle, which are as believable as who made it, and the badge too if no other is given; see
    /// `accolade bundle`
    #[arg(long, value_name = "FILE")]
    bundle: Option<String>,
    /// Ask that it be about this person: `email=…`, `id=…`, or another kind of identifier with its value
    #[arg(long, value_name = "KIND=VALUE", value_parser = recipient)]
    recipient: Option<Recipient>,
    /// Verify as of that time, such as `2026-05-01T12:00:00Z`, instead of now
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Fetch nothing; what cannot be told without it stays unknown
    #[arg(long)]
    offline: bool,
    /// Keep documents in this folder for as long as their hosts allow, and take them from there
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
    /// Show every question that went over the network, with its answer's address, status and time
    #[arg(short, long)]
    verbose: bool,
    /// Count this check in the verdict as well
    #[arg(long, value_name = "CHECK", value_parser = check)]
    require: Vec<CheckId>,
    /// Ask that the proof be made for this domain
    #[arg(long)]
    domain: Option<String>,
    /// Ask that the proof answer this challenge
    #[arg(long)]
    challenge: Option<String>,
    /// Forgive clocks that differ by so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t, hide_default_value = true)]
    clock_skew: u32,
    /// Fetch images and evidence of which the badge gives a digest, and compare them
    #[arg(long)]
    ask_for_resources: bool,
    /// Ask the badge's refresh service whether there is a newer edition
    #[arg(long)]
    ask_for_refresh: bool,
    /// Ask the web origins that the issuer names whether they know it
    #[arg(long)]
    ask_for_linked_domains: bool,
    /// Take the word of this issuer's status lists, whoever issued the badge
    #[arg(long, value_name = "ISSUER")]
    accept_status_lists_of: Vec<String>,
    /// Ask this trust registry about the issuer: a file, or an https URL; `--require issuer` makes its answer count
    #[arg(long, value_name = "FILE|URL")]
    registry: Vec<String>,
    /// Print one line of JSON for each input
    #[arg(long)]
    json: bool,
    /// Verify many badges on so many threads; one for each core if it is not said
    #[arg(long, value_name = "THREADS")]
    jobs: Option<NonZeroUsize>,
    /// Fetch contexts that are not pinned: whoever serves them decides what the credential means
    #[arg(long)]
    dangerous_accept_unpinned_contexts: bool,
    /// Accept a key that nothing ties to the issuer: the proof then shows only that somebody signed
    #[arg(long)]
    dangerous_accept_unbound_issuer: bool,
    /// Take the word of revocation lists that nobody signs
    #[arg(long)]
    dangerous_accept_unsigned_status_lists: bool,
}

pub(crate) fn run(args: Args, terminal: &mut Terminal) -> Result<u8, CliError> {
    let at = time_or_now(args.at.as_deref())?;
    if args.inputs.iter().filter(|input| *input == "-").count() > 1 {
        return Err(CliError::refused("standard input can be read once only", "give `-` once"));
    }
    let documents = Documents::new(args.offline).keep_in(args.cache.as_deref())?;
    let (bundled, mut resources, policy) = match &args.bundle {
        Some(path) => {
            let Bundled { made, badge, resources, policy } = bundles::read(path)?;
            let from = json!({ "file": path, "made": made, "documents": resources.iter().count() });
            (Some((path.clone(), badge, from)), resources, policy)
        }
        None => (None, Resources::default(), Policy::default()),
    };
    let from_bundle = bundled.as_ref().map(|(.., from)| from.clone());
    let bundled = bundled.filter(|_| args.inputs.is_empty());
    let policy = registries(policy, &args.registry)?;
    let (json, verbose, jobs, several) = (args.json, args.verbose, args.jobs, args.inputs.len() > 1);
    let inputs = args.inputs.clone();
    let verifier = Verifier::with_provider(with_arguments(policy, args), CryptoProvider::native());
    if inputs.iter().any(|input| inputs::is_many(input)) {
        let bulk = Bulk { verifier: &verifier, documents: &documents, at, jobs, json, verbose };
        return bulk.run(&inputs, resources, terminal);
    }
    let named = inputs.iter().map(|input| (input.as_str(), None));
    let badges = bundled.iter().map(|(path, badge, _)| (path.as_str(), Some(badge.clone()))).chain(named);
    let mut codes = Vec::new();
    for (position, (input, badge)) in badges.enumerate() {
        // A document that one badge needed is there for the next.
        let verification = badge
            .map_or_else(|| documents.input(input), Ok)
            .map(|bytes| verify(&verifier, &bytes, &documents, &mut resources, at));
        codes.push(verification.as_ref().map_or(COULD_NOT_RUN, |done| exit_code(done.report().verdict())));
        let requests = documents.take_records();
        match (verification, json) {
            (Ok(verification), true) => {
                let mut answer = json!({
                    "input": input,
                    "at": at.format(&Rfc3339).unwrap_or_default(),
                    "report": verification.report(),
                    "requests": requests,
                });
                if let (Some(members), Some(from)) = (answer.as_object_mut(), &from_bundle) {
                    members.insert("bundle".to_owned(), from.clone());
                }
                terminal.json(&answer)?;
            }
            (Err(error), true) => terminal.json(&json!({
                "input": input,
                "at": at.format(&Rfc3339).unwrap_or_default(),
                "error": error.to_json(),
                "requests": requests,
            }))?,
            (Ok(verification), false) => {
                if several {
                    let gap = if position > 0 { "\n" } else { "" };
                    terminal.line(format!("{gap}{}", terminal.bold(&printable(input))))?;
                }
                print(&verification, terminal)?;
                if let Some(from) = &from_bundle {
                    requests::print_bundle(from, terminal)?;
                }
                requests::print(&requests, verbose, terminal)?;
            }
            (Err(error), false) => error.tell(),
        }
    }
    // What could not be looked at is worse than what was found, and a wrong one is worse than an open question.
    let gravest = [COULD_NOT_RUN, INVALID, INDETERMINATE].into_iter().find(|code| codes.contains(code));
    Ok(gravest.unwrap_or(DONE))
}

/// The policy, asking these trust registries as well: files are read at once, and what is none is an error at once.
fn registries(mut policy: Policy, named: &[String]) -> Result<Policy, CliError> {
    for name in named {
        policy = policy.ask_registry(registry(name)?.source());
    }
    Ok(policy)
}

/// Verifies one input, with the documents that it turns out to need.
pub(crate) fn verify(
    verifier: &Verifier,
    bytes: &[u8],
    documents: &Documents,
    resources: &mut Resources,
    at: OffsetDateTime,
) -> Box<Verification> {
    accolade_fetch::verify(verifier, bytes, resources, at, |requests| documents.fetch(requests))
}

/// Prints a report for people, and what to do about the gravest of the findings that count.
pub(crate) fn print(verification: &Verification, terminal: &mut Terminal) -> Result<(), CliError> {
    let report = verification.report();
    terminal.text(terminal.report(report))?;
    if report.verdict() == Verdict::Valid {
        return print_gist(verification.claimed(), terminal);
    }
    match report.gravest() {
        Some(finding) => print_remedy(finding, terminal),
        None => terminal.line(format!("\n{}", terminal.phrase("nothingToCheck"))),
    }
}

fn print_remedy(finding: &Finding, terminal: &mut Terminal) -> Result<(), CliError> {
    let Some(explanation) = explain(finding.code.as_str()) else { return Ok(()) };
    let (means, remedy) = terminal.explained(explanation);
    terminal.line("")?;
    terminal.line(means)?;
    terminal.line(format!("{} {remedy}", terminal.bold(terminal.phrase("whatToDo"))))
}

/// What a valid credential says, in a few lines.
fn print_gist(credential: Option<&Value>, terminal: &mut Terminal) -> Result<(), CliError> {
    const GIST: [&str; 7] = ["achievement", "about", "issuer", "workload", "credits", "level", "result"];
    let claims = credential.map(|claimed| claims::of(claimed, terminal.words())).unwrap_or_default();
    terminal.line(format!("\n{}", terminal.bold(terminal.phrase("itSays"))))?;
    for (about, claim) in claims.iter().filter(|(about, _)| GIST.contains(about)) {
        terminal.fact(terminal.phrase(about), claim)?;
    }
    Ok(())
}

/// The exit code of a verdict.
pub(crate) const fn exit_code(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Valid => DONE,
        Verdict::Invalid => INVALID,
        Verdict::Indeterminate => INDETERMINATE,
    }
}

/// The policy with what the arguments ask for; a bundle may ask for more.
fn with_arguments(mut policy: Policy, args: Args) -> Policy {
    if args.clock_skew > 0 {
        policy = policy.allow_clock_skew(args.clock_skew);
    }
    if let Some(recipient) = args.recipient {
        policy = policy.expect_recipient(recipient);
    }
    if let Some(domain) = args.domain {
        policy = policy.expect_domain(domain);
    }
    if let Some(challenge) = args.challenge {
        policy = policy.expect_challenge(challenge);
    }
    for check in args.require {
        policy = policy.require(check);
    }
    for issuer in args.accept_status_lists_of {
        policy = policy.accept_status_lists_of(issuer);
    }
    if args.ask_for_resources {
        policy = policy.ask_for_resources();
    }
    if args.ask_for_refresh {
        policy = policy.ask_for_refresh();
    }
    if args.ask_for_linked_domains {
        policy = policy.ask_for_linked_domains();
    }
    if args.dangerous_accept_unsigned_status_lists {
        policy = policy.dangerous().danger_accept_unsigned_status_lists();
    }
    if args.dangerous_accept_unpinned_contexts {
        policy = policy.dangerous().danger_accept_unpinned_contexts();
    }
    if args.dangerous_accept_unbound_issuer {
        policy = policy.dangerous().danger_accept_unbound_issuer();
    }
    policy
}

fn recipient(text: &str) -> Result<Recipient, String> {
    match text.split_once('=') {
        Some((_, "")) | None => Err("write `email=ana@school.example` or `id=did:example:ana`".to_owned()),
        Some(("id", id)) => Ok(Recipient::Id(id.to_owned())),
        Some((kind, value)) => {
            let kind = if kind == "email" { "emailAddress" } else { kind };
            Ok(Recipient::Identifier { kind: kind.to_owned(), value: value.to_owned() })
        }
    }
}

fn check(text: &str) -> Result<CheckId, String> {
    CheckId::ALL.iter().copied().find(|check| check.as_str() == text).ok_or_else(|| {
        let names: Vec<&str> = CheckId::ALL.iter().map(|check| check.as_str()).collect();
        format!("the checks are: {}", names.join(", "))
    })
}
