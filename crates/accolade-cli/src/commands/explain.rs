use accolade::report::{Explanation, REPORT_SCHEMA, printable};
use serde_json::json;

use super::DONE;
use crate::{
    error::CliError,
    explanations::{explain, explanations},
    terminal::Terminal,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The code, such as `proof.signature-mismatch`; without one, every code is listed
    code: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Print the JSON Schema of reports, as `accolade verify --json` prints them
    #[arg(long, conflicts_with_all = ["code", "json"])]
    schema: bool,
}

pub(crate) fn run(args: &Args, terminal: &mut Terminal) -> Result<u8, CliError> {
    if args.schema {
        terminal.text(REPORT_SCHEMA)?;
        return Ok(DONE);
    }
    let chosen: Vec<&Explanation> = match &args.code {
        None => explanations().collect(),
        Some(code) => vec![explain(code).ok_or_else(|| unknown(code))?],
    };
    for explanation in &chosen {
        let Explanation { code, clause, .. } = explanation;
        let (means, remedy) = terminal.explained(explanation);
        if args.json {
            let line = json!({ "code": code, "clause": clause, "means": means, "remedy": remedy });
            terminal.json(&line)?;
        } else if args.code.is_none() {
            terminal.line(code.as_str())?;
        } else {
            terminal.line(terminal.bold(code.as_str()))?;
            terminal.line(means)?;
            terminal.line(format!("{} {remedy}", terminal.bold(terminal.phrase("whatToDo"))))?;
            terminal.line(terminal.faint(clause))?;
        }
    }
    Ok(DONE)
}

/// Names the codes that look like the one asked for.
fn unknown(code: &str) -> CliError {
    let (family, name) = code.split_once('.').unwrap_or((code, code));
    let near: Vec<&str> = explanations()
        .map(|explanation| explanation.code.as_str())
        .filter(|known| known.split_once('.').is_some_and(|(f, n)| f == family || n == name))
        .collect();
    let remedy = match near.as_slice() {
        [] => "`accolade explain` lists every code".to_owned(),
        near => format!("codes that look like it: {}", near.join(", ")),
    };
    CliError::refused(format!("no code is named `{}`", printable(code)), remedy)
}
