//! Holds the linked-data engine against oxjsonld and oxrdf.
//!
//! `judge-oxigraph differential [SEED [COUNT [FILE]]]` compares the two over generated documents and fails where they differ without
//! a reason. `judge-oxigraph quads FILE…` prints the canonical N-Quads of documents by oxigraph; contexts are read from the
//! folder `contexts` of `ACCOLADE_VECTORS`.

mod differential;
mod generate;
mod oxigraph;

use std::{
    collections::BTreeMap,
    env, fs,
    io::{BufWriter, Write as _},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
    time::Instant,
};

use oxigraph::Documents;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.split_first() {
        Some((command, files)) if command == "quads" => {
            let documents = contexts();
            for file in files {
                let json = fs::read(file).expect("the file can be read");
                match oxigraph::to_rdf(&json, &documents) {
                    Ok(dataset) => {
                        let started = Instant::now();
                        let text = oxigraph::canonicalize(dataset);
                        eprintln!(
                            "{file}: {} quads, canonicalized in {:?}",
                            text.lines().count(),
                            started.elapsed()
                        );
                        print!("{text}");
                    }
                    Err(error) => eprintln!("{file}: {error}"),
                }
            }
            ExitCode::SUCCESS
        }
        Some((command, numbers)) if command == "differential" => {
            let number = |at: usize, default| {
                numbers.get(at).map_or(default, |n: &String| n.parse().expect("a number"))
            };
            let file = numbers.get(2).map(|path| fs::File::create(path).expect("the file can be written"));
            let mut file = file.map(BufWriter::new);
            let mut record = |entry: &serde_json::Value| {
                if let Some(file) = &mut file {
                    writeln!(file, "{entry}").expect("the file can be written");
                }
            };
            let count = usize::try_from(number(1, 20_000)).expect("a number of documents");
            let different = differential::run(number(0, 1), count, &Documents::default(), &mut record);
            // With a record, the referee has the last word.
            if different == 0 || file.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        _ => {
            eprintln!("usage: judge-oxigraph differential [SEED [COUNT [FILE]]] | quads FILE…");
            ExitCode::FAILURE
        }
    }
}

/// The published contexts that credentials use, by URL.
fn contexts() -> Documents {
    let root =
        PathBuf::from(env::var_os("ACCOLADE_VECTORS").expect("ACCOLADE_VECTORS names the folder of vectors"));
    let files = [
        ("https://www.w3.org/ns/credentials/v2", "w3-credentials-v2.jsonld"),
        ("https://www.w3.org/ns/credentials/examples/v2", "w3-credentials-examples-v2.jsonld"),
        ("https://www.w3.org/2018/credentials/v1", "w3-credentials-v1.jsonld"),
        ("https://w3id.org/security/data-integrity/v2", "w3id-data-integrity-v2.jsonld"),
        ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", "ob-v3p0-context-3.0.3.json"),
        ("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json", "ob-v3p0-extensions.json"),
        ("https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json", "clr-v2p0-context-2.0.1.json"),
    ];
    let read = |(url, file): (&str, &str)| {
        (url.to_owned(), fs::read(root.join("contexts").join(file)).expect("the context can be read"))
    };
    Arc::new(files.into_iter().map(read).collect::<BTreeMap<_, _>>())
}
