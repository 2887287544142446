use accolade::{
    ffi::{InspectAnswer, InspectCall, Inspection, inspect},
    report::{Finding, Severity, printable},
};
use serde_json::json;

use super::DONE;
use crate::{
    claims, documents::Documents, error::CliError, language::Words, reading::of_finding, terminal::Terminal,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The badge: a file, `-` or an https URL
    input: String,
    /// Print the canonical N-Quads that an embedded proof signs, and nothing else
    #[arg(long, conflicts_with_all = ["json", "credential"])]
    nquads: bool,
    /// Print the credential as JSON, and nothing else
    #[arg(long, conflicts_with = "json")]
    credential: bool,
    /// Add the hashes that an embedded proof signs; with `--json`, also every statement with its place
    #[arg(long)]
    canonical: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, terminal: &mut Terminal) -> Result<u8, CliError> {
    let input = Documents::new(false).input(&args.input)?.as_slice().into();
    let canonical = args.nquads || args.canonical;
    let inspection = match inspect(InspectCall { input, canonical }) {
        InspectAnswer::Done(inspection) => inspection,
        InspectAnswer::Error(refusal) => {
            let found = refusal.findings.first().map(|finding| of_finding(&args.input, finding));
            return Err(found.unwrap_or_else(|| CliError::coded(&args.input, refusal.code, refusal.message)));
        }
    };
    if args.credential {
        terminal.pretty_json(&inspection.claimed)?;
    } else if args.nquads {
        let canonical =
            inspection.canonical.ok_or_else(|| no_canonical_form(&args.input, &inspection.findings))?;
        let lines: String = canonical.statements.iter().map(|it| format!("{}\n", it.line)).collect();
        terminal.foreign_text(&lines)?;
    } else if args.json {
        let mut shown = json!(inspection);
        if let Some(members) = shown.as_object_mut() {
            members.insert("input".to_owned(), args.input.as_str().into());
        }
        terminal.json(&shown)?;
    } else {
        print_text(&args.input, &inspection, terminal)?;
    }
    Ok(DONE)
}

fn print_text(input: &str, inspection: &Inspection, terminal: &mut Terminal) -> Result<(), CliError> {
    terminal.line(terminal.caution(terminal.phrase("claimsOnly")))?;
    let mut found = vec![("form", form(inspection, terminal.words()))];
    if let Some(version) = inspection.open_badges {
        found.push(("version", format!("Open Badges {version}")));
    }
    if let Some(header) = &inspection.header {
        found.push(("header", header.to_string()));
    }
    for (about, claim) in found.into_iter().chain(claims::of(&inspection.claimed, terminal.words())) {
        terminal.fact(terminal.phrase(about), &claim)?;
    }
    if let Some(canonical) = &inspection.canonical {
        terminal.fact(terminal.phrase("document hash"), &canonical.hash)?;
        for hash in &canonical.proof_hashes {
            terminal.fact(terminal.phrase("proof hash"), hash)?;
        }
    }
    if !inspection.findings.is_empty() {
        terminal.line("")?;
        terminal.line(terminal.bold(terminal.phrase("foundReading")))?;
        for finding in &inspection.findings {
            terminal.finding(finding)?;
        }
    }
    terminal.line("")?;
    terminal.line(terminal.say("anyoneCanWrite", &[&printable(input)]))
}

fn form(inspection: &Inspection, words: Words) -> String {
    let form = match inspection.form {
        "json" => "JSON",
        "jws" => "compact JWS",
        "jws-json" => "JWS in JSON",
        "sd-jwt" => "SD-JWT",
        _ => "COSE message",
    };
    let form = words.phrase(form);
    match (inspection.image, inspection.baked_as) {
        (Some(image), Some(keyword)) => words.say("bakedInto", &[form, &image.to_uppercase(), keyword]),
        _ => form.to_owned(),
    }
}

fn no_canonical_form(input: &str, findings: &[Finding]) -> CliError {
    let first = findings.iter().min_by_key(|finding| finding.severity);
    match first {
        Some(finding) if finding.severity <= Severity::Undetermined => of_finding(input, finding),
        _ => CliError::refused(format!("`{input}` has no canonical form"), ""),
    }
}
