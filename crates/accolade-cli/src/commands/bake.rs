use std::path::PathBuf;

use accolade::{
    bake::{BakeOptions, bake},
    report::printable,
};

use super::DONE;
use crate::{
    documents::Documents,
    error::CliError,
    output::{Readers, write_file},
    reading::credential_of,
    terminal::Terminal,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The signed credential
    credential: String,
    /// The PNG or SVG to put it into, which is left as it is
    image: String,
    /// Where to write the badge
    #[arg(short, long = "out", value_name = "FILE")]
    output: PathBuf,
    /// Replace the credential that is in the image already
    #[arg(long)]
    overwrite: bool,
    /// Replace FILE if it is there
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(args: &Args, terminal: &mut Terminal) -> Result<u8, CliError> {
    let reading = credential_of(&args.credential)?;
    if !reading.is_signed() {
        return Err(CliError::refused(
            format!("`{}` is not signed", args.credential),
            "`accolade issue` signs it, and bakes it with `--bake IMAGE`",
        ));
    }
    let options =
        BakeOptions { edition: reading.edition(), overwrite: args.overwrite, ..BakeOptions::default() };
    let baked = into_image(&args.image, &reading.text, &options)?;
    write_file(&args.output, &baked, Readers::Anyone, args.force)?;
    terminal
        .line(terminal.say("wrote", &[&terminal.bold(&printable(&args.output.display().to_string()))]))?;
    Ok(DONE)
}

/// A copy of the image with the credential in it.
pub(crate) fn into_image(image: &str, credential: &str, options: &BakeOptions) -> Result<Vec<u8>, CliError> {
    bake(&Documents::new(false).input(image)?, credential, options)
        .map_err(|error| CliError::coded(image, error.code(), error))
}
