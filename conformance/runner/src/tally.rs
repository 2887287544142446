//! Counts what a suite's cases did, against what is expected of them.

use std::{collections::BTreeMap, fmt::Write as _, path::Path};

use serde::Deserialize;

use crate::report::Measured;

/// One divergence that is known, with its reason: an entry of `conformance/expected.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The suite, as given to [`Tally::new`].
    pub suite: String,
    /// The case's identifier in that suite.
    pub id: String,
    /// What the suite expects.
    pub expected: String,
    /// What happens here.
    pub actual: String,
    /// Why that is right, or why it can't be otherwise.
    pub reason: String,
    /// The clause that says so.
    pub clause: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedFile {
    #[serde(default)]
    exception: Vec<Exception>,
}

/// The results of one suite.
pub struct Tally {
    exceptions: BTreeMap<String, Exception>,
    measured: Measured,
    wrong: Vec<String>,
}

/// Every divergence that is known, in the order of `conformance/expected.toml`.
///
/// # Panics
/// Where the file cannot be read.
#[must_use]
pub fn exceptions() -> Vec<Exception> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../expected.toml");
    let text = std::fs::read_to_string(&path).expect("conformance/expected.toml is part of the repository");
    let file: ExpectedFile = toml::from_str(&text).expect("conformance/expected.toml is well-formed");
    file.exception
}

impl Tally {
    /// A tally for the suite of that name, knowing the exceptions listed for it.
    ///
    /// # Panics
    /// Where `conformance/expected.toml` cannot be read.
    #[must_use]
    pub fn new(suite: &str) -> Self {
        let exceptions = exceptions().into_iter().filter(|e| e.suite == suite);
        Self {
            exceptions: exceptions.map(|e| (e.id.clone(), e)).collect(),
            measured: Measured {
                suite: suite.to_owned(),
                passed: Vec::new(),
                excepted: Vec::new(),
                skipped: 0,
            },
            wrong: Vec::new(),
        }
    }

    /// Records one case. `result` is `Err` with what went wrong where the case did not do what the suite expects.
    pub fn record(&mut self, id: &str, result: Result<(), String>) {
        match (result, self.exceptions.remove(id)) {
            (Ok(()), None) => self.measured.passed.push(id.to_owned()),
            (Err(_), Some(_)) => self.measured.excepted.push(id.to_owned()),
            (Ok(()), Some(exception)) => {
                self.wrong.push(format!("{id}: passes, but expected.toml lists it ({})", exception.reason));
            }
            (Err(problem), None) => self.wrong.push(format!("{id}: {problem}")),
        }
    }

    /// Counts a case that is outside the suite's scope here, such as one for another version of the specification.
    pub fn skip(&mut self) {
        self.measured.skipped += 1;
    }

    /// Prints the counts, and fails where a case did not do what is expected of it, an exception was never met, or the report
    /// has other counts.
    ///
    /// # Panics
    /// Where anything differs from what is expected, or no case ran at all.
    pub fn finish(self) {
        let Self { exceptions, measured, mut wrong } = self;
        wrong.extend(
            exceptions.keys().map(|id| format!("{id}: listed in expected.toml, but there is no such case")),
        );
        let suite = &measured.suite;
        let [passed, cases, excepted, skipped] = measured.counts();
        let total = cases + wrong.len();
        println!(
            "suite {suite}: {passed}/{total} passed, {excepted} listed exceptions, {skipped} out of scope"
        );
        let mut text = String::new();
        for line in &wrong {
            let _ = writeln!(text, "  {line}");
        }
        assert!(
            wrong.is_empty(),
            "{suite}: {} of {total} differ from what is expected:\n{text}",
            wrong.len()
        );
        assert!(total > 0, "{suite}: no case ran");
        let stale = measured.keep().err();
        assert!(stale.is_none(), "{}", stale.unwrap_or_default());
    }
}
