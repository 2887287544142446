//! Shows what stands between a document and its signature: for each line of the standard input, which is a document in JSON or a DID
//! in quotes, a line with its expanded form and its canonical N-Quads, or with its DID document. The judges are held against it.

use std::io::{BufRead as _, Write as _, stdin, stdout};

use accolade::{
    did::{MethodUrl, Resolution, resolve},
    json::{Limits, Value, parse},
    ld::{Contexts, LdError, Options, canonicalize, expand},
};
use serde_json::json;

fn main() -> std::io::Result<()> {
    let mut out = stdout().lock();
    let contexts = Contexts::pinned();
    for line in stdin().lock().lines() {
        let answer = match parse(line?.as_bytes(), &Limits::default()) {
            Ok(Value::String(did)) => document(&did),
            Ok(document) => {
                stages(&document, &contexts).unwrap_or_else(|error| json!({"error": error.to_string()}))
            }
            Err(error) => json!({"error": error.to_string()}),
        };
        writeln!(out, "{answer}")?;
    }
    Ok(())
}

fn stages(document: &Value, contexts: &Contexts) -> Result<Value, LdError> {
    let options = Options::default();
    let expanded = expand(document, contexts, &options)?;
    let nquads = canonicalize(document, contexts, &options)?.into_text();
    Ok(json!({"expanded": expanded, "nquads": nquads}))
}

fn document(did: &str) -> Value {
    match MethodUrl::parse(did).and_then(|url| resolve(&url)) {
        Ok(Resolution::Document(document)) => json!({"document": document.to_value()}),
        Ok(_) => json!({"error": "it has to be fetched"}),
        Err(error) => json!({"error": error.to_string()}),
    }
}
