//! Many badges: a line for each and a summary, on all cores.

use std::{
    io::{IsTerminal, stderr},
    num::NonZeroUsize,
    thread,
};

use accolade::{
    Batch, Resources, Verification, Verifier,
    report::{Verdict, printable},
};
use accolade_fetch::{CacheUse, verify_all};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::requests;
use crate::{
    commands::{COULD_NOT_RUN, DONE, INDETERMINATE, INVALID},
    documents::Documents,
    error::CliError,
    inputs::{Input, Inputs},
    terminal::Terminal,
};

/// How many badges are in memory at once.
const BATCH: usize = 256;

/// How to go about it.
pub(super) struct Bulk<'a> {
    pub(super) verifier: &'a Verifier,
    pub(super) documents: &'a Documents,
    pub(super) at: OffsetDateTime,
    /// How many threads; as many as there are cores if it is not said.
    pub(super) jobs: Option<NonZeroUsize>,
    pub(super) json: bool,
    /// Whether every document that was fetched gets its lines.
    pub(super) verbose: bool,
}

/// How many badges came out how.
#[derive(Default)]
struct Tally {
    valid: usize,
    invalid: usize,
    indeterminate: usize,
    unreadable: usize,
}

impl Bulk<'_> {
    /// Verifies every input, with `resources` at hand.
    pub(super) fn run(
        &self,
        arguments: &[String],
        mut resources: Resources,
        terminal: &mut Terminal,
    ) -> Result<u8, CliError> {
        let mut inputs = Inputs::new(arguments, self.documents);
        let jobs = self.jobs.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
        let bar = progress(inputs.bytes, terminal);
        let mut tally = Tally::default();
        let shared = Batch::new(self.verifier, self.at);
        loop {
            let batch: Vec<Input> = inputs.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            let bytes =
                batch.iter().filter_map(|input| input.bytes.as_ref().ok()).map(Vec::len).sum::<usize>();
            let readable: Vec<&Vec<u8>> =
                batch.iter().filter_map(|input| input.bytes.as_ref().ok()).collect();
            let done = verify_all(&shared, &readable, &mut resources, jobs, |requests| {
                self.documents.fetch(requests)
            });
            let mut done = done.into_iter();
            for input in &batch {
                let verification = match &input.bytes {
                    Ok(_) => done.next().ok_or(None),
                    Err(error) => Err(Some(error)),
                };
                tally.count(verification.as_ref().ok().map(|done| done.report().verdict()));
                bar.suspend(|| {
                    self.tell(&input.name, verification.as_deref().map_err(|error| *error), terminal)
                })?;
            }
            bar.inc(bytes as u64);
        }
        bar.finish_and_clear();
        self.summarise(&tally, inputs.passed_over, terminal)?;
        Ok(tally.exit_code())
    }

    fn tell(
        &self,
        name: &str,
        verification: Result<&Verification, Option<&CliError>>,
        terminal: &mut Terminal,
    ) -> Result<(), CliError> {
        if self.json {
            let at = self.at.format(&Rfc3339).unwrap_or_default();
            return terminal.json(&match verification {
                Ok(done) => json!({ "input": name, "at": at, "report": done.report() }),
                Err(error) => json!({ "input": name, "at": at, "error": error.map(CliError::to_json) }),
            });
        }
        let (word, why) = match verification {
            Ok(done) => {
                let report = done.report();
                let why = report.gravest().filter(|_| report.verdict() != Verdict::Valid);
                let why = why.map(|finding| terminal.found(finding));
                let word = format!("{:<13}", terminal.verdict(report.verdict()));
                let word = match report.verdict() {
                    Verdict::Valid => terminal.good(&word),
                    Verdict::Invalid => terminal.bad(&word),
                    Verdict::Indeterminate => terminal.caution(&word),
                };
                (word, why)
            }
            Err(error) => (
                terminal.bad(&format!("{:<13}", terminal.phrase("unreadable"))),
                error.map(ToString::to_string),
            ),
        };
        let why = why.map(|why| format!("  {}", printable(&why))).unwrap_or_default();
        terminal.line(format!("{word} {}{why}", printable(name)))
    }

    fn summarise(&self, tally: &Tally, passed_over: usize, terminal: &mut Terminal) -> Result<(), CliError> {
        let records = self.documents.take_records();
        if self.json {
            return terminal.json(&json!({
                "summary": tally.to_json(),
                "filesPassedOver": passed_over,
                "requests": records,
            }));
        }
        if self.verbose {
            terminal.line("")?;
            requests::print(&records, true, terminal)?;
        }
        let failed = records.iter().filter(|record| record.failed.is_some()).count();
        let kept = records.iter().filter(|record| record.cache == Some(CacheUse::Fresh)).count();
        let mut line = tally.told(terminal);
        if !records.is_empty() {
            let [fetched, failed] = [records.len() - kept, failed].map(|count| count.to_string());
            line += &format!("; {}", terminal.say("fetchedInVain", &[&fetched, &failed]));
        }
        if kept > 0 {
            line += &format!("; {}", terminal.say("takenAsKept", &[&kept.to_string()]));
        }
        if passed_over > 0 {
            line += &format!("; {}", terminal.say("passedOver", &[&passed_over.to_string()]));
        }
        terminal.line(format!("\n{}", terminal.bold(&line)))
    }
}

impl Tally {
    fn count(&mut self, verdict: Option<Verdict>) {
        *match verdict {
            Some(Verdict::Valid) => &mut self.valid,
            Some(Verdict::Invalid) => &mut self.invalid,
            Some(Verdict::Indeterminate) => &mut self.indeterminate,
            None => &mut self.unreadable,
        } += 1;
    }

    const fn all(&self) -> usize {
        self.valid + self.invalid + self.indeterminate + self.unreadable
    }

    fn told(&self, terminal: &Terminal) -> String {
        let Self { valid, invalid, indeterminate, unreadable } = self;
        let counts =
            [self.all(), *valid, *invalid, *indeterminate, *unreadable].map(|count| count.to_string());
        terminal.say("badges", &counts.each_ref().map(String::as_str))
    }

    fn to_json(&self) -> Value {
        json!({
            "badges": self.all(),
            "valid": self.valid,
            "invalid": self.invalid,
            "indeterminate": self.indeterminate,
            "unreadable": self.unreadable,
        })
    }

    /// What could not be looked at is worse than what was found, and a wrong one is worse than an open question.
    const fn exit_code(&self) -> u8 {
        match (self.unreadable, self.invalid, self.indeterminate) {
            (1.., ..) => COULD_NOT_RUN,
            (_, 1.., _) => INVALID,
            (.., 1..) => INDETERMINATE,
            _ => DONE,
        }
    }
}

/// A bar on standard error, where a person looks at it.
fn progress(bytes: u64, terminal: &Terminal) -> ProgressBar {
    if !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(terminal.phrase("timeLeft"));
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr()).with_style(style)
}
