//! The examples of the Open Badges 3.0 specification and its guide, each with the findings it deserves. Several are
//! wrong, and are named as such: they lack the achievement, name a context that was never published, or misspell a
//! cryptosuite.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]

use std::{collections::BTreeSet, fs};

use accolade_conformance::{tally::Tally, vectors};
use accolade_model::{class::Edition, editions};
use accolade_report::Finding;

const BOTH: &[Edition] = &[Edition::Strict2024, Edition::Live2026];
/// Written with single values for lists.
const LIVE: &[Edition] = &[Edition::Live2026];
const NEITHER: &[Edition] = &[];

/// A file, what is found in it, and the editions of the schemas that take it.
type Example = (&'static str, &'static [(&'static str, &'static str)], &'static [Edition]);

/// A badge without an achievement, as the examples on baking have it.
const BAKING: &[(&str, &str)] = &[
    ("ob3.missing-property", "/issuer/type"),
    ("ob3.missing-property", "/credentialSubject/type"),
    ("ob3.missing-property", "/credentialSubject/achievement"),
];
/// A third context that is not published.
const CONTEXT: &[(&str, &str)] = &[("ob3.unpublished-context", "/@context/2")];
/// Only a subject is shown.
const SUBJECT_ONLY: &[(&str, &str)] = &[
    ("vcdm.context-first", "/@context"),
    ("vcdm.missing-property", "/type"),
    ("vcdm.missing-property", "/issuer"),
];
/// An object of Open Badges 2.0.
const OLD: &[(&str, &str)] = &[
    ("vcdm.context-first", "/@context"),
    ("vcdm.credential-type", "/type"),
    ("vcdm.missing-property", "/issuer"),
    ("vcdm.missing-property", "/credentialSubject"),
];
/// No credential at all: a context, a header.
const NO_CREDENTIAL: &[(&str, &str)] = &[
    ("vcdm.context-first", "/@context"),
    ("vcdm.missing-property", "/type"),
    ("vcdm.missing-property", "/issuer"),
    ("vcdm.missing-property", "/credentialSubject"),
];

const EXAMPLES: &[Example] = &[
    ("achievementalignmentcase-achievement-alignment-case-0", &[], BOTH),
    ("achievementalignmentce-achievement-alignment-credential-engine-0", &[], BOTH),
    ("basicopenbadgecredential-sample-openbadgecredential-0", &[], BOTH),
    ("docformat-sample-openbadgecredential-file-contents-0", &[], BOTH),
    ("endorsement-sample-endorsementcredential-0", &[], BOTH),
    ("equality-and-comparison-sample-credential-a-0", CONTEXT, BOTH),
    ("equality-and-comparison-sample-credential-b-1", CONTEXT, BOTH),
    ("equality-and-comparison-sample-credential-c-2", CONTEXT, BOTH),
    ("equality-and-comparison-sample-credential-d-3", CONTEXT, BOTH),
    ("examples-5", BAKING, NEITHER),
    ("examples-7", BAKING, NEITHER),
    ("extensions-ob-clr-extension-json-ld-context-0", NO_CREDENTIAL, NEITHER),
    // A JSON schema: its `type` is `object`.
    ("extensions-ob-clr-extension-json-schema-3", OLD, NEITHER),
    (
        "fullopenbadge-complete-openbadgecredential-0",
        &[
            ("ob3.misspelt-name", "/issuer/endorsement/0/proof/0/cryptosuite"),
            ("ob3.misspelt-name", "/credentialSubject/achievement/creator/endorsement/0/proof/0/cryptosuite"),
            ("ob3.misspelt-name", "/credentialSubject/achievement/creator/endorsement/1/proof/0/cryptosuite"),
            ("ob3.misspelt-name", "/credentialSubject/achievement/endorsement/0/proof/0/cryptosuite"),
            ("ob3.misspelt-name", "/endorsement/0/proof/0/cryptosuite"),
            // The level is one of the second description, the result links the first.
            ("ob3.achieved-level-unknown", "/credentialSubject/result/1/achievedLevel"),
        ],
        BOTH,
    ),
    ("integrity-sample-jose-header-with-reference-to-a-public-key-in-a-jwks-0", NO_CREDENTIAL, NEITHER),
    ("migrating-issuer-profile-relation-between-open-badges-2-0-and-open-badges-3-0-3", OLD, NEITHER),
    ("migrating-openbadges-2-0-with-related-openbadges-3-0-1", OLD, NEITHER),
    (
        "migrating-upgraded-ob-2-0-assertion-included-within-clr-2-0-4",
        &[("ob3.type-as-list", "/issuer/otherIdentifier/0/type")],
        NEITHER,
    ),
    (
        "readme-sample-assertion-credential-0",
        &[
            ("ob3.missing-property", "/credentialSubject/type"),
            ("ob3.missing-property", "/credentialSubject/achievement"),
            ("ob3.unpublished-context", "/@context/2"),
        ],
        NEITHER,
    ),
    ("recommended-practices-achievement-alignment-case-0", &[], LIVE),
    ("recommended-practices-email-identifier-in-credential-subject-5", SUBJECT_ONLY, NEITHER),
    (
        "recommended-practices-given-name-and-family-name-credential-subject-with-profile-7",
        SUBJECT_ONLY,
        NEITHER,
    ),
    ("recommended-practices-name-identifier-in-credential-subject-6", SUBJECT_ONLY, NEITHER),
    ("recommended-practices-skill-assertion-credential-registry-4", &[], LIVE),
    ("skillassertioncase-skill-assertion-case-0", &[], BOTH),
    ("skillassertionctdl-skill-assertion-credential-registry-0", &[], BOTH),
];

#[test]
fn every_example_has_the_findings_it_deserves() {
    let Some(folder) = vectors::folder("spec-examples") else { return };
    let mut tally = Tally::new("spec-examples");
    let mut left: BTreeSet<String> = fs::read_dir(&folder)
        .expect("a folder of examples")
        .filter_map(|entry| entry.expect("an example").file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .collect();
    for &(name, expected, in_editions) in EXAMPLES {
        assert!(left.remove(name), "there is no example `{name}`");
        let bytes = fs::read(folder.join(format!("{name}.json"))).expect("an example");
        let document = accolade_json::parse(&bytes, &accolade_json::Limits::default()).expect("strict JSON");
        let mut found = accolade_model::check(&document);
        found.extend(accolade_model::check_results(&document));
        let result = same(&found, expected).and_then(|()| match editions(&document) {
            found if found == in_editions => Ok(()),
            found => Err(format!("satisfies {found:?}, not {in_editions:?}")),
        });
        tally.record(name, result);
    }
    assert!(left.is_empty(), "examples that are not listed: {left:?}");
    tally.finish();
}

/// The guide's examples A to D are about equality: one credential, in two editions.
#[test]
fn examples_of_equality() {
    let Some(folder) = vectors::folder("spec-examples") else { return };
    let read = |name: &str| {
        let bytes = fs::read(folder.join(format!("equality-and-comparison-sample-credential-{name}.json")));
        accolade_json::parse(&bytes.expect("an example"), &accolade_json::Limits::default())
            .expect("strict JSON")
    };
    let [a, b, c] = ["a-0", "b-1", "c-2"].map(read);
    let compare = |a, b| {
        let view = |value| accolade_model::Credential::of(value).expect("an object");
        accolade_model::compare_editions(&view(a), &view(b))
    };
    assert_eq!(compare(&a, &b), Some(std::cmp::Ordering::Equal));
    assert_eq!(compare(&c, &a), Some(std::cmp::Ordering::Greater));
}

fn same(found: &[Finding], expected: &[(&str, &str)]) -> Result<(), String> {
    let found: BTreeSet<(&str, &str)> = found.iter().map(|f| (f.code.as_str(), f.pointer.as_str())).collect();
    let expected: BTreeSet<(&str, &str)> = expected.iter().copied().collect();
    let missing: Vec<_> = expected.difference(&found).collect();
    let surplus: Vec<_> = found.difference(&expected).collect();
    match missing.is_empty() && surplus.is_empty() {
        true => Ok(()),
        false => Err(format!("not found: {missing:?}; not expected: {surplus:?}")),
    }
}
