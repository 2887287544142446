use std::path::PathBuf;

use accolade::{
    bake::{Limits, unbake},
    report::printable,
};

use super::DONE;
use crate::{
    documents::Documents,
    error::CliError,
    output::{Readers, write_file},
    terminal::Terminal,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The PNG or SVG
    image: String,
    /// Where to write the credential; standard output if not given
    #[arg(short, long = "out", value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace FILE if it is there
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(args: &Args, terminal: &mut Terminal) -> Result<u8, CliError> {
    let baked = unbake(&Documents::new(false).input(&args.image)?, &Limits::default())
        .map_err(|error| CliError::coded(&args.image, error.code(), error))?;
    for finding in &baked.findings {
        terminal.notice_of(finding);
    }
    match &args.output {
        Some(path) => {
            write_file(path, baked.text.as_bytes(), Readers::Anyone, args.force)?;
            terminal
                .line(terminal.say("wrote", &[&terminal.bold(&printable(&path.display().to_string()))]))?;
        }
        None => terminal.foreign_text(&baked.text)?,
    }
    Ok(DONE)
}
