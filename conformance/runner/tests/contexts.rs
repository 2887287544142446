//! The pinned contexts against the published files: each table must say what the file says that its digest is of.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]

use std::{collections::BTreeSet, fs, path::Path};

use accolade_conformance::{tally::Tally, vectors};
use accolade_ld::{Context, Contexts, Edition};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

#[test]
fn tables_say_what_is_published() {
    let Some(folder) = vectors::folder("contexts") else { return };
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/accolade-ld/contexts");
    let selection = fs::read_to_string(home.join("selection.tsv")).expect("the selection is there");
    let mut tally = Tally::new("contexts");
    for line in selection.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [table, edition, _, _, file, _, _, urls] = fields[..] else { panic!("not eight fields: {line}") };
        let path = match file.strip_prefix("own:") {
            Some(own) => home.join("own").join(own),
            None => folder.join(file),
        };
        let published = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for url in urls.split(' ') {
            tally.record(&format!("{file} {url}"), check(table, edition, url, &published));
        }
    }
    tally.finish();
}

fn check(table: &str, edition: &str, url: &str, published: &[u8]) -> Result<(), String> {
    let digest: String = Sha256::digest(published).iter().map(|byte| format!("{byte:02x}")).collect();
    let known = Contexts::known_digests(url)
        .find(|known| known.sha256 == digest)
        .ok_or("the digest is not in the manifest")?;
    if known.bytes != published.len() {
        return Err(format!("{} bytes, the manifest says {}", published.len(), known.bytes));
    }
    let contexts = match edition {
        "digest" => return known.edition.is_none().then_some(()).ok_or("pinned, but should not be".into()),
        "march-2024" => Contexts::with_edition(Edition::March2024),
        _ => Contexts::pinned(),
    };
    let document: Value = serde_json::from_slice(published).map_err(|error| error.to_string())?;
    let expected = Context::of_document(&document).ok_or("the file has no `@context`")?;
    let found = contexts.context(url).ok_or("the context is not pinned")?;
    if found == expected { Ok(()) } else { Err(format!("the table `{table}` says something else")) }
}

/// What a document says under the published file and under the table is the same, for a document that uses every term
/// that stands at the top of the context.
#[test]
fn tables_expand_as_the_published_files_do() {
    let Some(folder) = vectors::folder("contexts") else { return };
    let pinned = Contexts::pinned();
    for (file, url) in [
        ("w3-credentials-v2.jsonld", "https://www.w3.org/ns/credentials/v2"),
        ("ob-v3p0-context-3.0.3.json", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"),
        ("clr-v2p0-context-2.0.1.json", "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"),
        ("elm-edc-ap.repo-v1.1.0.jsonld", "http://data.europa.eu/snb/model/context/edc-ap"),
    ] {
        let published = fs::read(folder.join(file)).expect("the file is there");
        let published: Value = serde_json::from_slice(&published).expect("the file is JSON");
        let mut names = BTreeSet::new();
        collect(&published["@context"], &mut names);
        let types: Vec<&String> = names.iter().filter(|name| name.starts_with(char::is_uppercase)).collect();
        let mut count = 0;
        for kind in types {
            let mut node = serde_json::Map::new();
            node.insert("@type".into(), kind.as_str().into());
            for name in names.iter().filter(|name| !name.starts_with(['@', char::MAX])) {
                if !["id", "type"].contains(&name.as_str()) {
                    node.insert(
                        name.clone(),
                        serde_json::json!([{"@type": "Image", "value": "x"}, "a:b", 4.0]),
                    );
                }
            }
            let document = |context: &Value| {
                let mut whole = node.clone();
                whole.insert("@context".into(), context.clone());
                Value::Object(whole)
            };
            let expand = |context: &Value, contexts: &Contexts| {
                let options = accolade_ld::Options::default();
                accolade_ld::expand(&document(context), contexts, &options).map_err(|error| error.code())
            };
            let by_table = expand(&url.into(), &pinned);
            let by_file = expand(&published["@context"], &Contexts::empty());
            assert_eq!(by_table, by_file, "{url} {kind}");
            count += usize::from(by_table.is_ok_and(|value| value != serde_json::json!([])));
        }
        println!("{url}: {count} types");
        assert!(count >= 3, "{url}");
    }
}

fn collect(context: &Value, names: &mut BTreeSet<String>) {
    match context {
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        Value::Object(members) => {
            for (name, definition) in members {
                names.insert(name.clone());
                if let Some(scoped) = definition.get("@context") {
                    collect(scoped, names);
                }
            }
        }
        _ => {}
    }
}
