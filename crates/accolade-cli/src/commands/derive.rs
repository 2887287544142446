use std::path::PathBuf;

use accolade::{
    DeriveError, Derived, Holder, Policy, Preset, Resources, Step, Verifier,
    bake::BakeOptions,
    edition_of,
    json::Value,
    keys::CryptoProvider,
    proof::data_integrity::Disclosure,
    report::{CheckId, Outcome, Pointer, printable},
};
use clap::builder::{PossibleValue, PossibleValuesParser};

use super::{DONE, INVALID, bake::into_image};
use crate::{
    clock::time_or_now,
    entropy,
    error::CliError,
    explanations::explain,
    output::{Readers, write_file},
    reading::credential_of,
    terminal::Terminal,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The credential with its base proof, as the issuer gave it
    credential: String,
    /// Show what this JSON pointer leads to, such as `/credentialSubject/achievement/name`; may be repeated
    #[arg(long, value_name = "POINTER", required_unless_present = "preset")]
    reveal: Vec<String>,
    /// Show a choice of parts
    #[arg(long, value_name = "NAME", value_parser = presets())]
    preset: Option<String>,
    /// Bake the result into this PNG or SVG, which is left as it is
    #[arg(long, value_name = "IMAGE", requires = "output")]
    bake: Option<String>,
    /// Where to write it; standard output if not given
    #[arg(short, long = "out", value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace FILE if it is there
    #[arg(long)]
    force: bool,
}

fn presets() -> PossibleValuesParser {
    Preset::ALL.iter().map(|preset| PossibleValue::new(preset.name).help(preset.means)).into()
}

pub(crate) fn run(args: &Args, terminal: &mut Terminal) -> Result<u8, CliError> {
    let reading = credential_of(&args.credential)?;
    if reading.header.is_some() {
        return Err(CliError::refused(
            format!("`{}` is a token, which is shown as a whole or not at all", args.credential),
            "ask its issuer for an embedded proof of `ecdsa-sd-2023`",
        ));
    }
    let mut selected = pointers(&args.reveal)?;
    if let Some(preset) = args.preset.as_deref().and_then(Preset::find) {
        selected.extend(preset.pointers(&reading.claimed));
    }
    let disclosure = Disclosure::new(&selected).entropy(*entropy::bytes()?);
    let Derived { credential, added, .. } = match Holder::default().derive(&reading.claimed, disclosure) {
        Ok(derived) => derived,
        Err(error) => return Err(refused(&args.credential, &error)),
    };
    if let Some(code) = altered(&args.credential, &credential, terminal)? {
        return Ok(code);
    }
    for added in added {
        terminal.notice("shownAsWell", &[added.pointer.as_str(), terminal.phrase(added.why)]);
    }
    let text = serde_json::to_string_pretty(&credential).unwrap_or_default();
    let Some(path) = &args.output else {
        terminal.foreign_text(&text)?;
        return Ok(DONE);
    };
    let bytes = match &args.bake {
        None => format!("{text}\n").into_bytes(),
        Some(image) => {
            let edition = edition_of(&credential);
            into_image(image, &text, &BakeOptions { edition, ..BakeOptions::default() })?
        }
    };
    write_file(path, &bytes, Readers::Anyone, args.force)?;
    terminal.line(terminal.say("wrote", &[&terminal.bold(&printable(&path.display().to_string()))]))?;
    Ok(DONE)
}

/// Reads JSON pointers from arguments.
pub(super) fn pointers(texts: &[String]) -> Result<Vec<Pointer>, CliError> {
    let read = |text: &String| {
        Pointer::parse(text).ok_or_else(|| {
            CliError::refused(
                format!("`{text}` is not a JSON pointer"),
                "write it like `/credentialSubject/result/0`: each step is led by `/`",
            )
        })
    };
    texts.iter().map(read).collect()
}

/// A base proof that does not hold gives proofs that do not hold either: better said here than by who gets one. Only asked
/// where the issuer's key can be had without a network.
fn altered(input: &str, derived: &Value, terminal: &Terminal) -> Result<Option<u8>, CliError> {
    let verifier = Verifier::with_provider(Policy::default(), CryptoProvider::native());
    let now = time_or_now(None)?;
    let Step::Done(done) = verifier.verify(derived.to_string().as_bytes(), &Resources::default(), now) else {
        return Ok(None);
    };
    let Some(check) = done.report().check(CheckId::Proof).filter(|check| check.outcome() == Outcome::Failed)
    else {
        return Ok(None);
    };
    terminal.notice("nothingDerived", &[input]);
    for finding in check.findings() {
        eprintln!("  {}", printable(&terminal.found(finding)));
    }
    if let Some(explanation) = check.findings().first().and_then(|first| explain(first.code.as_str())) {
        eprintln!("  {}", terminal.explained(explanation).1);
    }
    Ok(Some(INVALID))
}

fn refused(input: &str, error: &DeriveError) -> CliError {
    CliError::coded(input, error.code(), error)
}
