//! `spec-notes/rules.md`: every rule that is checked, from clause to code to fixture, made from the codes' own explanations
//! and from the fixtures' manifests.

use std::{collections::BTreeMap, fmt::Write as _};

use crate::fixtures;

/// What a code's first part stands for, and where its rules are written.
const AREAS: &[(&str, &str, &str)] = &[
    ("input", "The input", "accolade-engine"),
    ("bake", "Baked images", "accolade-bake"),
    ("json", "Strict JSON", "accolade-json"),
    ("vcdm", "VC Data Model 2.0 and 1.1", "accolade-model"),
    ("ob3", "Open Badges 3.0 and CLR 2.0", "accolade-model"),
    ("ob2", "Open Badges before 3.0", "accolade-model, accolade-engine"),
    ("ld", "JSON-LD 1.1", "accolade-ld"),
    ("nquads", "N-Quads", "accolade-ld"),
    ("rdfc", "RDF Dataset Canonicalization", "accolade-ld"),
    ("terms", "What terms mean", "accolade-engine"),
    ("secure", "Whether there is a proof", "accolade-engine"),
    ("envelope", "Envelopes", "accolade-engine"),
    ("nested", "What stands inside a document", "accolade-engine"),
    ("limit", "Limits", "accolade-engine"),
    ("presentation", "Presentations", "accolade-engine"),
    ("holder", "The holder", "accolade-engine"),
    ("did", "DIDs and controlled identifier documents", "accolade-did"),
    ("key", "Keys", "accolade-keys, accolade-engine"),
    ("issuer", "The issuer", "accolade-engine"),
    ("trust", "Trust registries", "accolade-trust, accolade-engine"),
    ("domain", "Web origins of the issuer", "accolade-engine"),
    ("proof", "Proofs", "accolade-proof, accolade-engine"),
    ("bbs", "BBS signatures", "accolade-bbs"),
    ("jws", "JSON Web Signature", "accolade-keys, accolade-proof"),
    ("jwt", "Claims of a token", "accolade-proof"),
    ("sd-jwt", "SD-JWT", "accolade-proof, accolade-engine"),
    ("cose", "COSE", "accolade-proof"),
    ("validity", "Validity", "accolade-engine"),
    ("status", "Status", "accolade-engine"),
    ("schema", "Schemas", "accolade-engine"),
    ("recipient", "The recipient", "accolade-model"),
    ("endorsement", "Endorsements", "accolade-engine"),
    ("evidence", "Evidence", "accolade-engine"),
    ("refresh", "Refresh", "accolade-engine"),
    ("fetch", "Fetching", "accolade-fetch, accolade-engine"),
];

/// The whole file.
///
/// # Panics
/// Where a code belongs to no area: then the table above lacks a line.
#[must_use]
pub fn markdown() -> String {
    let shown_by = shown_by();
    let mut text = String::from(
        "# Every rule, from clause to code to fixture\n\n\
         Made by `cargo run --package accolade-conformance --bin rules`; a test holds it against the code. `accolade explain CODE` says \
         what each means and what to do about it.\n",
    );
    let mut left: BTreeMap<&str, _> = accolade::explanations().map(|e| (e.code.as_str(), e)).collect();
    for (prefix, title, krate) in AREAS {
        let of_area = |code: &&str| code.split('.').next() == Some(prefix);
        let codes: Vec<&str> = left.keys().copied().filter(of_area).collect();
        if codes.is_empty() {
            continue;
        }
        // Writing to a `String` cannot fail.
        let _ = write!(
            text,
            "\n## {title} (`{krate}`)\n\n| code | clause | means | fixtures |\n| --- | --- | --- | --- |\n"
        );
        for code in codes {
            let Some(explanation) = left.remove(code) else { continue };
            let fixtures = shown_by.get(code).map(|cases| listed(cases)).unwrap_or_default();
            let _ =
                writeln!(text, "| `{code}` | {} | {} | {fixtures} |", explanation.clause, explanation.means);
        }
    }
    assert!(left.is_empty(), "codes of no area: {:?}", left.keys());
    text
}

/// The fixtures that expect each code, as `area/id`.
fn shown_by() -> BTreeMap<String, Vec<String>> {
    let mut cases: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (folder, manifest) in fixtures::areas() {
        let area = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        for case in manifest.cases {
            let findings =
                case.expect.findings.into_iter().flat_map(|finding| [Some(finding.code), finding.reason]);
            for code in findings.flatten().chain(case.expect.notes) {
                let names = cases.entry(code).or_default();
                let name = format!("{area}/{}", case.id);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    }
    cases
}

fn listed(cases: &[String]) -> String {
    const MOST: usize = 3;
    let mut text = cases.iter().take(MOST).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if cases.len() > MOST {
        let _ = write!(text, " and {} more", cases.len() - MOST);
    }
    text
}
