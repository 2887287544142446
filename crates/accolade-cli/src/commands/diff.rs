use accolade::{LinkedData, ld::explain::Statement, report::printable};
use serde_json::json;

use super::{DIFFERENT, DONE};
use crate::{error::CliError, reading::reading_of, terminal::Terminal};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// One credential
    a: String,
    /// The other
    b: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Compares what two credentials say, statement by statement: the order of members and the names of nodes do not count,
/// and neither do their proofs.
pub(crate) fn run(args: &Args, terminal: &mut Terminal) -> Result<u8, CliError> {
    let (a, b) = (said_by(&args.a)?, said_by(&args.b)?);
    let difference = match (a.view(), b.view()) {
        (Some(a), Some(b)) => a.diff(&b),
        _ => {
            return Err(CliError::refused(
                "one of the two has no canonical form",
                "`accolade inspect` says why",
            ));
        }
    };
    let same = difference.is_empty();
    if args.json {
        let mut line = difference.into_json();
        if let Some(members) = line.as_object_mut() {
            members.insert("same".to_owned(), json!(same));
        }
        terminal.json(&line)?;
    } else if same {
        terminal.line(terminal.phrase("saySame"))?;
    } else {
        print_side(&args.a, &difference.only_first, terminal)?;
        print_side(&args.b, &difference.only_second, terminal)?;
    }
    Ok(if same { DONE } else { DIFFERENT })
}

fn said_by(input: &str) -> Result<LinkedData, CliError> {
    Ok(LinkedData::unproven(&reading_of(input)?.claimed))
}

fn print_side(input: &str, statements: &[Statement], terminal: &mut Terminal) -> Result<(), CliError> {
    if statements.is_empty() {
        return Ok(());
    }
    terminal.line(terminal.say("onlySays", &[&terminal.bold(&printable(input))]))?;
    for statement in statements {
        let place = statement.place.as_ref().map_or_else(String::new, |place| format!("{place}: "));
        terminal.line(format!("  {}{}", terminal.faint(&printable(&place)), printable(&statement.line)))?;
    }
    Ok(())
}
