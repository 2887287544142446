//! The W3C test suite of RDFC-1.0: <https://w3c.github.io/rdf-canon/tests/>.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files and times what it runs")]

use std::{collections::BTreeMap, fs, path::Path, time::Instant};

use accolade_conformance::{tally::Tally, vectors};
use accolade_ld::{
    nquads,
    rdfc::{Budget, Canonical, HashAlgorithm, RdfcError, canonicalize},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Manifest {
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    id: String,
    r#type: String,
    action: String,
    result: Option<String>,
    hash_algorithm: Option<String>,
}

#[test]
fn rdf_canon() {
    let Some(folder) = vectors::suite("rdfc10") else { return };
    let folder = folder.join("tests");
    let manifest = fs::read_to_string(folder.join("manifest.jsonld")).unwrap();
    let manifest: Manifest = serde_json::from_str(&manifest).unwrap();
    let mut tally = Tally::new("rdf-canon");
    let mut most_work = (0, String::new());
    for entry in &manifest.entries {
        let started = Instant::now();
        let result = run(&folder, entry, &mut most_work);
        if entry.r#type.ends_with("NegativeEvalTest") {
            println!("{}: refused in {:?}", entry.id, started.elapsed());
        }
        tally.record(&entry.id, result);
    }
    println!("most work of a positive test: {} hash blocks, {}", most_work.0, most_work.1);
    tally.finish();
}

fn run(folder: &Path, entry: &Entry, most_work: &mut (u64, String)) -> Result<(), String> {
    let read = |name: &str| fs::read_to_string(folder.join(name)).map_err(|e| format!("{name}: {e}"));
    let algorithm = match entry.hash_algorithm.as_deref() {
        None | Some("SHA256") => HashAlgorithm::Sha256,
        Some("SHA384") => HashAlgorithm::Sha384,
        Some(other) => return Err(format!("unknown hash algorithm {other}")),
    };
    let dataset = nquads::parse(&read(&entry.action)?).map_err(|e| e.to_string())?;
    let canonical = canonicalize(&dataset, algorithm, Budget::default());
    if let Ok(canonical) = &canonical
        && canonical.work_spent() > most_work.0
    {
        *most_work = (canonical.work_spent(), entry.id.clone());
    }
    let expected = entry.result.as_ref().map(|name| read(name)).transpose()?;
    match (entry.r#type.as_str(), expected) {
        ("rdfc:RDFC10EvalTest", Some(expected)) => {
            compare(expected.as_str(), canonical.map_err(|e| e.to_string())?.text())
        }
        ("rdfc:RDFC10MapTest", Some(expected)) => {
            let expected: BTreeMap<String, String> =
                serde_json::from_str(&expected).map_err(|e| e.to_string())?;
            let canonical: Canonical = canonical.map_err(|e| e.to_string())?;
            let found: BTreeMap<String, String> =
                canonical.issued(&dataset).map(|(label, issued)| (label.into_owned(), issued)).collect();
            compare(&expected, &found)
        }
        ("rdfc:RDFC10NegativeEvalTest", None) => match canonical {
            Err(RdfcError::BudgetExceeded { .. }) => Ok(()),
            Err(other) => Err(format!("refused for another reason: {other}")),
            Ok(_) => Err("not refused".to_owned()),
        },
        (other, _) => Err(format!("unknown kind of test {other}")),
    }
}

fn compare<T: PartialEq + std::fmt::Debug + ?Sized>(expected: &T, found: &T) -> Result<(), String> {
    if expected == found { Ok(()) } else { Err(format!("expected {expected:?}, found {found:?}")) }
}
