use accolade::{
    bake::ImageFormat,
    report::{Finding, Severity, printable},
};
use serde_json::{Value, json};

use super::DONE;
use crate::{
    claims,
    documents::Documents,
    error::CliError,
    reading::{LinkedData, Reading, without_proof},
    terminal::Terminal,
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
    let reading = Reading::of(&args.input, &Documents::new(false).input(&args.input)?)?;
    if args.credential {
        terminal.pretty_json(&reading.credential)?;
        return Ok(DONE);
    }
    let linked = LinkedData::of(&without_proof(&reading.credential));
    if args.nquads {
        let canonical = linked.canonical.as_ref().ok_or_else(|| no_canonical_form(&args.input, &linked))?;
        terminal.foreign_text(canonical.text())?;
        return Ok(DONE);
    }
    let mut findings = reading.findings.clone();
    findings.extend(accolade::model::check(&reading.credential));
    // A JWS signs bytes, whatever they mean as linked data.
    if reading.header.is_none() {
        findings.extend(linked.findings.iter().cloned());
    }
    if args.json {
        print_json(args, &reading, &linked, &findings, terminal)?;
    } else {
        print_text(args, &reading, &linked, &findings, terminal)?;
    }
    Ok(DONE)
}

fn print_text(
    args: &Args,
    reading: &Reading,
    linked: &LinkedData,
    findings: &[Finding],
    terminal: &mut Terminal,
) -> Result<(), CliError> {
    terminal.line(terminal.caution("CLAIMS, NOT VERIFIED"))?;
    let mut found = vec![("form", form(reading))];
    if let Some(header) = &reading.header {
        found.push(("header", header.to_string()));
    }
    for (about, claim) in found.into_iter().chain(claims::of(&reading.credential)) {
        terminal.fact(about, &claim)?;
    }
    if args.canonical {
        for (about, hash) in hashes(reading, linked) {
            terminal.fact(about, &hash)?;
        }
    }
    if !findings.is_empty() {
        terminal.line("")?;
        terminal.line(terminal.bold("Found while reading"))?;
        for finding in findings {
            terminal.finding(finding)?;
        }
    }
    terminal.line("")?;
    terminal.line(format!(
        "Anyone can write such a file. `accolade verify {}` checks it.",
        printable(&args.input)
    ))
}

fn print_json(
    args: &Args,
    reading: &Reading,
    linked: &LinkedData,
    findings: &[Finding],
    terminal: &mut Terminal,
) -> Result<(), CliError> {
    let mut shown = json!({
        "input": args.input,
        "verified": false,
        "form": if reading.header.is_some() { "jws" } else { "json" },
        "image": reading.image.map(|(format, _)| format_name(format)),
        "header": reading.header,
        "claims": reading.credential,
        "findings": findings,
    });
    if let (true, Some(members)) = (args.canonical, shown.as_object_mut()) {
        let hashes: serde_json::Map<String, Value> =
            hashes(reading, linked).into_iter().map(|(name, hash)| (camel(name), hash.into())).collect();
        members.insert("hashes".to_owned(), hashes.into());
        if let Some(view) = linked.view() {
            members.insert("canonical".to_owned(), view.to_json());
        }
    }
    terminal.json(&shown)
}

fn form(reading: &Reading) -> String {
    let form = if reading.header.is_some() { "compact JWS" } else { "JSON" };
    match reading.image {
        Some((format, edition)) => {
            format!("{form}, baked into {} as `{}`", format_name(format).to_uppercase(), edition.keyword())
        }
        None => form.to_owned(),
    }
}

const fn format_name(format: ImageFormat) -> &'static str {
    match format {
        ImageFormat::Svg => "svg",
        _ => "png",
    }
}

/// The hashes that a Data Integrity proof signs, of the document and of each proof's options.
fn hashes(reading: &Reading, linked: &LinkedData) -> Vec<(&'static str, String)> {
    let mut hashes = Vec::new();
    if let Some(canonical) = &linked.canonical {
        hashes.push(("document hash", canonical.hash().to_string()));
    }
    let proofs = reading.credential.get("proof").map_or(&[][..], accolade::json::one_or_many);
    for proof in proofs {
        let mut options = proof.clone();
        if let Some(members) = options.as_object_mut() {
            members.shift_remove("proofValue");
            let context = reading.credential.get("@context").cloned().unwrap_or_default();
            members.insert("@context".to_owned(), context);
        }
        if let Some(canonical) = LinkedData::of(&options).canonical {
            hashes.push(("proof hash", canonical.hash().to_string()));
        }
    }
    hashes
}

fn camel(name: &str) -> String {
    name.replace(" hash", "Hash")
}

fn no_canonical_form(input: &str, linked: &LinkedData) -> CliError {
    let first = linked.findings.iter().min_by_key(|finding| finding.severity);
    match first {
        Some(finding) if finding.severity <= Severity::Undetermined => {
            CliError::coded(format!("{input} at `{}`", finding.pointer), finding.code, &finding.message)
        }
        _ => CliError::refused(format!("`{input}` has no canonical form"), ""),
    }
}
