//! Every rule in the tables of `spec-notes` has a test or a reason: each code that a row names exists, each fixture, file and test
//! that it names is there, and no row leaves both open.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use accolade_conformance::fixtures::{areas, folder};

/// What the column's name says in which a table says how a rule is shown, such as `vector or fixture`.
const SHOWN: &[&str] = &["fixture", "test", "shown by"];

#[test]
fn every_rule_has_a_test_or_a_reason() {
    let codes: BTreeSet<String> = accolade::explanations().map(|e| e.code.to_string()).collect();
    let cases: BTreeSet<String> =
        areas().into_iter().flat_map(|(_, manifest)| manifest.cases).map(|case| case.id).collect();
    let root = folder().join("..");
    let sources = Sources::of(&root);
    let (mut rows, mut wrong) = (0, Vec::new());
    for note in fs::read_dir(root.join("spec-notes")).unwrap() {
        let note = note.unwrap().path();
        let text = fs::read_to_string(&note).unwrap();
        let mut columns: Option<Vec<&str>> = None;
        for (number, line) in text.lines().enumerate() {
            let Some(cells) = line.strip_prefix('|').and_then(|line| line.trim_end().strip_suffix('|'))
            else {
                columns = None;
                continue;
            };
            let cells: Vec<&str> = cells.split('|').map(str::trim).collect();
            let Some(names) = &columns else {
                columns = Some(cells);
                continue;
            };
            let Columns { shown, code } = Columns::of(names);
            if shown.or(code).is_none() {
                continue;
            }
            if cells.iter().all(|cell| cell.starts_with("---")) {
                continue;
            }
            rows += 1;
            let place = format!("{}:{}", note.file_name().unwrap().display(), number + 1);
            let cell = |column: Option<usize>| column.map_or("", |at| cells.get(at).unwrap());
            let (code, shown_by) = (cell(code), cell(shown));
            // A table without such a column says in another what stands against each attack.
            if shown.is_some() && code.is_empty() && shown_by.is_empty() {
                wrong.push(format!("{place}: neither a code nor a test nor a reason"));
            }
            for name in quoted(code).filter(|name| !is_code(name, &codes) && !sources.define(name)) {
                wrong.push(format!("{place}: there is no code `{name}`"));
            }
            for name in quoted(shown_by).filter(|name| !is_case(name, &cases) && !sources.have(name)) {
                wrong.push(format!("{place}: there is no fixture, file or test `{name}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows > 700, "only {rows} rules were found");
    println!("{rows} rules of the notes, each with a test or a reason");
}

/// The columns of a table of rules that say how a rule is shown, and what its code is.
struct Columns {
    shown: Option<usize>,
    code: Option<usize>,
}

impl Columns {
    fn of(names: &[&str]) -> Self {
        // What something is about is told before how it is shown: `fixture` may be the name of the first column, too.
        let shown = names.iter().rposition(|name| SHOWN.iter().any(|shown| name.contains(shown)));
        Self { shown: shown.filter(|&at| at > 0), code: names.iter().position(|&name| name == "code") }
    }
}

/// What stands between backticks.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// A code, or a pattern such as `json.*` or `ld.<condition>` that some code fits.
fn is_code(name: &str, codes: &BTreeSet<String>) -> bool {
    let start = name.strip_suffix('*').or(name.split_once('<').map(|(start, _)| start));
    codes.contains(name) || start.is_some_and(|start| codes.iter().any(|code| code.starts_with(start)))
}

/// A case of some manifest, with or without its area, or a pattern such as `pem-*`.
fn is_case(name: &str, cases: &BTreeSet<String>) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    cases.contains(name)
        || name.strip_suffix('*').is_some_and(|start| cases.iter().any(|case| case.starts_with(start)))
}

/// The sources, in which tests are looked for by file or by function.
struct Sources(Vec<(PathBuf, String)>);

impl Sources {
    fn of(root: &Path) -> Self {
        let mut found = Vec::new();
        let mut folders = vec![root.join("crates"), root.join("conformance"), root.join("bindings")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                if path.is_dir() && !["target", "node_modules", "pkg"].contains(&name.as_str()) {
                    folders.push(path);
                } else if name.ends_with(".rs") || name.ends_with(".mjs") {
                    let text = fs::read_to_string(&path).unwrap();
                    found.push((path, text));
                }
            }
        }
        Self(found)
    }

    /// Whether a table of codes defines it that no report holds, such as those of fetching.
    fn define(&self, code: &str) -> bool {
        let defined = format!("\"{code}\" {{");
        self.0.iter().any(|(path, text)| path.ends_with("codes.rs") && text.contains(&defined))
    }

    fn have(&self, name: &str) -> bool {
        let function = format!("fn {}(", name.rsplit("::").next().unwrap_or(name));
        // Several files at once are written as `a/{b,c}.rs`.
        let files = match name.split_once('{').zip(name.split_once('}')) {
            Some(((before, _), (within, after))) => {
                let (_, within) = within.split_once('{').unwrap_or(("", within));
                within.split(',').map(|one| format!("{before}{}{after}", one.trim())).collect()
            }
            None => vec![name.to_owned()],
        };
        // A crate's own tests are named by the crate.
        files.iter().all(|file| self.0.iter().any(|(path, _)| path.ends_with(file)))
            || self.0.iter().any(|(path, _)| path.components().any(|part| part.as_os_str() == name))
            || self.0.iter().any(|(_, text)| text.contains(&function))
    }
}
