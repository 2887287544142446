//! Generated documents through both engines: the same canonical N-Quads, or a finding that says why not.

use std::collections::BTreeMap;

use accolade_json::{Limits, parse};
use accolade_ld::{
    Contexts, Dataset, Options,
    explain::{Statement, View},
    nquads,
    rdfc::{Budget, Canonical, HashAlgorithm, RdfcError, canonicalize},
    to_rdf,
};
use accolade_report::{Finding, Severity};
use serde_json::{Value, json};

use crate::{
    generate::Generator,
    oxigraph::{self, Documents},
};

/// How the two engines stand on one document.
enum Outcome {
    /// The same canonical N-Quads.
    Same { quads: usize },
    /// The same but for numbers, which oxjsonld writes in its own way.
    OtherNumbers,
    /// The same statements, canonicalized otherwise by oxrdf.
    OtherOrder,
    /// A finding says why there are none here, or why they are not the whole document.
    Found(Vec<Finding>),
    /// Nothing says why.
    Different(String),
}

/// Runs that many documents; the number of those that differ without a reason. Each document that is read here without a
/// finding goes to `record`, with its canonical N-Quads and with what oxigraph makes of it.
pub fn run(seed: u64, count: usize, documents: &Documents, record: &mut dyn FnMut(&Value)) -> usize {
    let (mut same, mut quads, mut other_order, mut other_numbers, mut found) = (0, 0, 0, 0, 0);
    let mut findings: BTreeMap<&str, usize> = BTreeMap::new();
    let mut different = Vec::new();
    let mut generator = Generator::new(seed);
    let contexts = Contexts::pinned();
    for _ in 0..count {
        let (json, odd_numbers) = generator.document();
        let outcome = match Ours::read(&json, &contexts) {
            Ok(ours) => {
                let outcome = compare(&json, &ours, documents);
                if ours.findings.is_empty() {
                    let oxigraph = match &outcome {
                        Outcome::Same { .. } => "same",
                        Outcome::OtherNumbers => "other numbers",
                        Outcome::OtherOrder => "other order",
                        Outcome::Found(_) | Outcome::Different(_) => "different",
                    };
                    record(&json!({
                        "document": json,
                        "oddNumbers": odd_numbers,
                        "nquads": ours.canonical.text(),
                        "oxigraph": oxigraph,
                    }));
                }
                outcome
            }
            Err(findings) => Outcome::Found(findings),
        };
        match outcome {
            Outcome::Same { quads: here } => {
                same += 1;
                quads += here;
            }
            Outcome::OtherNumbers => other_numbers += 1,
            Outcome::OtherOrder => other_order += 1,
            Outcome::Found(reasons) => {
                found += 1;
                let mut codes: Vec<&str> = reasons.iter().map(|finding| finding.code.as_str()).collect();
                codes.sort_unstable();
                codes.dedup();
                for code in codes {
                    *findings.entry(code).or_default() += 1;
                }
            }
            Outcome::Different(how) => different.push((json, how)),
        }
    }
    println!("{count} documents of seed {seed}:");
    println!("{same:>8} with the same canonical N-Quads ({quads} quads)");
    println!("{other_numbers:>8} with the same but for numbers, which oxjsonld writes in its own way");
    println!("{other_order:>8} with the same statements, which oxrdf canonicalizes otherwise");
    println!("{found:>8} with findings here that say why not:");
    for (code, times) in findings {
        println!("{times:>16} {code}");
    }
    println!("{:>8} different without a reason", different.len());
    different.sort_by_key(|(json, _)| json.len());
    for (json, how) in different.iter().take(8) {
        println!("\n{json}\n{how}");
    }
    different.len()
}

/// What this engine makes of a document.
struct Ours {
    dataset: Dataset,
    canonical: Canonical,
    /// What is left out of it.
    findings: Vec<Finding>,
}

impl Ours {
    fn read(json: &str, contexts: &Contexts) -> Result<Self, Vec<Finding>> {
        let value = parse(json.as_bytes(), &Limits::default()).map_err(|error| vec![error.into()])?;
        // The others drop directions.
        let options = Options::default().with_rdf_direction(None);
        let rdf = to_rdf(&value, contexts, &options).map_err(|error| error.findings())?;
        let canonical = canonical(&rdf.dataset).map_err(|error| vec![error.into()])?;
        let mut findings = rdf.findings;
        findings.retain(|finding| finding.severity == Severity::Error);
        Ok(Self { dataset: rdf.dataset, canonical, findings })
    }
}

fn compare(json: &str, ours: &Ours, documents: &Documents) -> Outcome {
    let found = || (!ours.findings.is_empty()).then(|| Outcome::Found(ours.findings.clone()));
    let theirs = match oxigraph::to_rdf(json.as_bytes(), documents) {
        Ok(theirs) => theirs,
        Err(error) => return found().unwrap_or(Outcome::Different(format!("refused there: {error}"))),
    };
    let (rewritten, any_rewritten) = oxigraph::rewrite_numbers(&theirs);
    if oxigraph::canonicalize(theirs) == ours.canonical.text() {
        return Outcome::Same { quads: ours.canonical.quad_count() };
    }
    // Their statements, in our order.
    let statements: String = rewritten.iter().map(|quad| format!("{quad} .\n")).collect();
    let statements = nquads::parse(&statements).map_err(|error| error.to_string());
    let reordered = statements.and_then(|statements| {
        let reordered = canonical(&statements).map_err(|error| error.to_string())?;
        Ok((statements, reordered))
    });
    match reordered {
        Ok((_, reordered)) if reordered.text() == ours.canonical.text() => {
            let numbers_alone = any_rewritten && oxigraph::canonicalize(rewritten) == ours.canonical.text();
            if numbers_alone { Outcome::OtherNumbers } else { Outcome::OtherOrder }
        }
        Ok((statements, reordered)) => found().unwrap_or_else(|| {
            let here = View::new(&ours.dataset, &ours.canonical);
            let difference = here.diff(&View::new(&statements, &reordered));
            let lines = |side: &str, statements: Vec<Statement>| -> String {
                statements.into_iter().map(|statement| format!("only {side}: {}\n", statement.line)).collect()
            };
            Outcome::Different(lines("here", difference.only_first) + &lines("there", difference.only_second))
        }),
        Err(error) => found().unwrap_or(Outcome::Different(format!("not read here: {error}"))),
    }
}

fn canonical(dataset: &Dataset) -> Result<Canonical, RdfcError> {
    canonicalize(dataset, HashAlgorithm::Sha256, Budget::default())
}
