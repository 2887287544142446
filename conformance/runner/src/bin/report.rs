//! Writes `conformance/report/vectors.md` and `vectors.ttl` and the README's table of specifications anew, from the folder in which a
//! run put what it measured and, where it is given, the file of what was verified on Node: `report MEASURED [ON-NODE]`.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "a command reads and writes files")]

use std::{collections::BTreeMap, env, fs, path::Path};

use accolade_conformance::report;

fn main() {
    let mut arguments = env::args().skip(1);
    let measured = arguments.next().expect("usage: report MEASURED [ON-NODE]");
    let measured = report::read(Path::new(&measured));
    let on_node = arguments.next().map(|file| {
        let text = fs::read_to_string(file).expect("what was verified on Node can be read");
        serde_json::from_str(&text).expect("counts by suite")
    });
    let on_node: BTreeMap<String, usize> = on_node.unwrap_or_else(report::recorded_on_node);
    let folder = report::folder();
    fs::write(folder.join("vectors.md"), report::markdown(&measured, &on_node))
        .expect("vectors.md is written");
    fs::write(folder.join("vectors.ttl"), report::earl(&measured)).expect("vectors.ttl is written");
    let readme = folder.join("../../README.md");
    let text = fs::read_to_string(&readme).expect("the README is there");
    fs::write(readme, report::readme(&text)).expect("the README is written");
}
