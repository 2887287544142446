//! `cargo xtask contexts FOLDER`: turns published contexts into the term tables that the linked-data crate carries.
//!
//! `crates/accolade-ld/contexts/selection.tsv` says which. FOLDER holds the published files and `SOURCES.tsv`, which says
//! where each comes from. Written are one table a context, `manifest.tsv`, and the list that the crate compiles in.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use accolade_ld::Context;
use sha2::{Digest as _, Sha256};

pub(crate) fn run(folder: &str) -> Result<(), String> {
    let folder = Path::new(folder);
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/accolade-ld");
    let contexts = home.join("contexts");
    let sources = sources(folder)?;
    let mut manifest = "table\tedition\tlabel\tbytes\tsha256\tsource\tlicence\turls\n".to_owned();
    let mut list = LIST_HEAD.to_owned();
    let mut wanted = Vec::new();
    for row in rows(&read(&contexts.join("selection.tsv"))?)? {
        let path = match row.file.strip_prefix("own:") {
            Some(own) => contexts.join("own").join(own),
            None => folder.join(&row.file),
        };
        let published = read(&path)?;
        let sha256 = Sha256::digest(&published).iter().fold(String::new(), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        });
        let source = if row.source == "-" {
            sources.get(&row.file).ok_or_else(|| format!("SOURCES.tsv has no line for {}", row.file))?
        } else {
            &row.source
        };
        let Row { table, edition, label, licence, urls, .. } = &row;
        let _ = writeln!(
            manifest,
            "{table}\t{edition}\t{label}\t{}\t{sha256}\t{source}\t{licence}\t{urls}",
            published.len()
        );
        let edition = match edition.as_str() {
            "current" => "Some(Edition::Current)",
            "march-2024" => "Some(Edition::March2024)",
            "digest" => "None",
            other => return Err(format!("selection.tsv: no such edition: {other}")),
        };
        let embedded = match table.as_str() {
            "-" => "None".to_owned(),
            name => {
                let table = table_of(&published, &path)?;
                let file = format!("{name}.tsv");
                write_file(&contexts.join(&file), &table)?;
                wanted.push(file.clone());
                format!("Some(include_str!(\"../../contexts/{file}\"))")
            }
        };
        let quoted: Vec<String> = urls.split(' ').map(|url| format!("{url:?}")).collect();
        let label = if label == "-" { "" } else { label };
        match row.builds.as_str() {
            "every" => {}
            "all" => list.push_str("    #[cfg(feature = \"contexts-all\")]\n"),
            other => return Err(format!("selection.tsv: no such builds: {other}")),
        }
        let _ = write!(
            list,
            "    Published {{\n        urls: &[{}],\n        label: {label:?},\n        bytes: {},\n        \
             sha256: {sha256:?},\n        edition: {edition},\n        table: {embedded},\n    }},\n",
            quoted.join(", "),
            published.len()
        );
    }
    list.push_str("];\n");
    write_file(&contexts.join("manifest.tsv"), &manifest)?;
    write_file(&home.join("src/context/published.rs"), &list)?;
    remove_others(&contexts, &wanted)
}

const LIST_HEAD: &str = "//! The pinned contexts, written by `cargo xtask contexts`; do not edit.

use super::{Edition, Published};

#[rustfmt::skip]
pub(super) static PUBLISHED: &[Published] = &[
";

/// A line of `selection.tsv`.
struct Row {
    table: String,
    edition: String,
    builds: String,
    label: String,
    file: String,
    source: String,
    licence: String,
    urls: String,
}

fn rows(text: &[u8]) -> Result<Vec<Row>, String> {
    let text = String::from_utf8_lossy(text);
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines
        .map(|line| {
            let fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
            let [table, edition, builds, label, file, source, licence, urls] =
                <[String; 8]>::try_from(fields)
                    .map_err(|_| format!("selection.tsv: not eight fields: {line}"))?;
            Ok(Row { table, edition, builds, label, file, source, licence, urls })
        })
        .collect()
}

/// Where each file of the folder comes from: repository, path and commit.
fn sources(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let text = read(&folder.join("SOURCES.tsv"))?;
    let text = String::from_utf8_lossy(&text);
    Ok(text
        .lines()
        .skip(1)
        .filter_map(|line| match line.split('\t').collect::<Vec<_>>().as_slice() {
            [file, _, source, "-", ..] => Some(((*file).to_owned(), (*source).to_owned())),
            [file, _, source, path, commit, ..] => {
                Some(((*file).to_owned(), format!("{source}:{path}@{commit}")))
            }
            _ => None,
        })
        .collect())
}

fn table_of(published: &[u8], path: &Path) -> Result<String, String> {
    let wrong = |what: &str| format!("{}: {what}", path.display());
    let document = serde_json::from_slice(published).map_err(|error| wrong(&error.to_string()))?;
    let context = Context::of_document(&document).ok_or_else(|| wrong("no `@context`"))?;
    let table = context.to_table().ok_or_else(|| wrong("the context is not well-formed"))?;
    match Context::from_table(&table) {
        Some(again) if again == context => Ok(table),
        _ => Err(wrong("the table does not say what the context says")),
    }
}

/// Removes tables that are no longer selected.
fn remove_others(contexts: &Path, wanted: &[String]) -> Result<(), String> {
    let kept = ["manifest.tsv".to_owned(), "selection.tsv".to_owned()];
    for entry in fs::read_dir(contexts).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_file() && !wanted.contains(&name) && !kept.contains(&name) {
            fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the project's own commands read files")]
fn read(path: &PathBuf) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "the project's own commands write files")]
fn write_file(path: &PathBuf, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
