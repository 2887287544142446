use clap::CommandFactory;
use clap_complete::Shell;

use super::DONE;
use crate::{Cli, error::CliError, terminal::Terminal};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
}

pub(crate) fn run(args: &Args, terminal: &mut Terminal) -> Result<u8, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "accolade", &mut script);
    terminal.bytes(&script)?;
    Ok(DONE)
}
