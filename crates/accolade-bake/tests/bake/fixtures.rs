//! Every case of `fixtures/bake/manifest.json`, and the two promises about it: the images are as generated, and every code
//! has a case that produces it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use accolade_bake::{BakeOptions, Edition, ImageFormat, Limits, bake, codes, unbake};
use accolade_json::Value;
use accolade_report::Finding;

use crate::images;

#[test]
fn every_case_ends_as_the_manifest_says() {
    let failures: Vec<String> = cases()
        .iter()
        .filter_map(|case| {
            let (found, expected) = (answer(case), case["expect"].clone());
            (found != expected).then(|| format!("{}:\n  found    {found}\n  expected {expected}", case["id"]))
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_code_is_produced_by_a_case() {
    let cases = cases();
    let produced: BTreeSet<&str> = cases
        .iter()
        .flat_map(|case| case["expect"]["findings"].as_array().unwrap())
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    let defined: BTreeSet<&str> = codes::ALL.iter().map(|explanation| explanation.code.as_str()).collect();
    assert_eq!(produced, defined);
}

#[test]
fn the_images_are_as_generated() {
    let generated = images::all();
    for (name, bytes) in &generated {
        // How small the bomb is packed is the packer's affair.
        if *name != "png-bomb.png" {
            assert_eq!(&read(name), bytes, "{name}");
        }
    }
    let mut used: BTreeSet<String> = cases()
        .iter()
        .flat_map(|case| [&case["input"], &case["expect"]["text"], &case["credential"]].map(Value::as_str))
        .flatten()
        .map(str::to_owned)
        .collect();
    let made: BTreeSet<String> = generated.iter().map(|(name, _)| (*name).to_owned()).collect();
    used.retain(|name| !made.contains(name));
    assert_eq!(used, BTreeSet::new(), "cases that use a file which is not generated");
}

/// What a case gives, in the manifest's own form.
fn answer(case: &Value) -> Value {
    let input = read(case["input"].as_str().unwrap());
    let limits = limits(&case["limits"]);
    let mut answer = serde_json::Map::new();
    let findings: Vec<Finding> = if case["check"] == "bake" {
        let credential = String::from_utf8(read(case["credential"].as_str().unwrap())).unwrap();
        let options = BakeOptions { overwrite: case["overwrite"] == true, limits, ..BakeOptions::default() };
        match bake(&input, &credential, &options) {
            Ok(image) => {
                let taken = unbake(&image, &limits).unwrap();
                assert_eq!(taken.text, credential, "{}", case["id"]);
                taken.findings
            }
            Err(error) => vec![error.into()],
        }
    } else {
        match unbake(&input, &limits) {
            Ok(taken) => {
                if let Some(name) = case["expect"]["text"].as_str() {
                    assert_eq!(taken.text.as_bytes(), read(name), "{}", case["id"]);
                    answer.insert("text".to_owned(), name.into());
                }
                let edition = match taken.edition {
                    Edition::OpenBadges3 => "openBadges3",
                    Edition::Clr2 => "clr2",
                    Edition::OpenBadges2 => "openBadges2",
                    other => panic!("{other:?}"),
                };
                answer.insert("edition".to_owned(), edition.into());
                let format = if taken.format == ImageFormat::Png { "png" } else { "svg" };
                answer.insert("format".to_owned(), format.into());
                taken.findings
            }
            Err(error) => vec![error.into()],
        }
    };
    let mut findings: Vec<Value> = findings
        .iter()
        .map(|finding| serde_json::json!({"code": finding.code, "pointer": finding.pointer}))
        .collect();
    findings.sort_by_key(Value::to_string);
    answer.insert("findings".to_owned(), findings.into());
    Value::Object(answer)
}

fn limits(value: &Value) -> Limits {
    let standard = Limits::default();
    let size = |name: &str, otherwise| {
        value[name].as_u64().map_or(otherwise, |limit| usize::try_from(limit).unwrap())
    };
    Limits {
        image_bytes: size("imageBytes", standard.image_bytes),
        text_bytes: size("textBytes", standard.text_bytes),
    }
}

fn cases() -> Vec<Value> {
    let manifest = accolade_json::parse(&read("manifest.json"), &accolade_json::Limits::default()).unwrap();
    manifest["cases"].as_array().unwrap().clone()
}

fn read(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/bake");
    std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}
