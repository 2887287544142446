//! SD-JWTs as `sd-jwt-python` makes them of the examples of RFC 9901 and of its own test cases: each issuance and each
//! presentation is taken apart, its signatures are checked, and what is shown is compared with what it was made of.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use accolade_conformance::{tally::Tally, vectors};
use accolade_json::{Limits, Value, parse};
use accolade_keys::{Algorithm, CryptoProvider, HeaderRules, Jwk};
use accolade_proof::sd_jwt::{HolderKey, SdJwt};
use accolade_report::Pointer;
use serde_json::json;

/// These examples have a type of their own.
const RULES: HeaderRules = HeaderRules {
    algorithms: &[Algorithm::Es256],
    types: &["example+sd-jwt", "dc+sd-jwt"],
    members: &["alg", "kid", "typ"],
};

#[test]
fn examples_and_cases() {
    let Some(folder) = vectors::suite("sd-jwt") else { return };
    let mut tally = Tally::new("sd-jwt");
    for part in ["ietf-examples", "testcases"] {
        let part_folder = folder.join("generated").join(part);
        for case in folders(&part_folder) {
            let id = format!("{part}/{}", case.file_name().unwrap().to_string_lossy());
            tally.record(&id, run(&case, &issuer()));
        }
    }
    tally.finish();
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// The issuer of all of them: `settings.yml`.
fn issuer() -> Jwk {
    let key = json!({
        "kty": "EC", "crv": "P-256", "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
        "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8",
    });
    Jwk::from_value(&key).unwrap()
}

fn run(case: &Path, issuer: &Jwk) -> Result<(), String> {
    let provider = CryptoProvider::portable();
    let issued = read(case, "sd_jwt_issuance")?;
    issued.verify(&issuer.key, &provider).map_err(|e| e.to_string())?;
    // Everything is shown to the holder.
    for (name, value) in json(&case.join("user_claims.json")).as_object().unwrap() {
        same(name, issued.claims.get(name), Some(value))?;
    }

    let presented = read(case, "sd_jwt_presentation")?;
    presented.verify(&issuer.key, &provider).map_err(|e| e.to_string())?;
    let expected = json(&case.join("verified_contents.json"));
    same("verified contents", Some(&Value::Object(presented.claims.clone())), Some(&expected))?;
    // The holder's side: the same places shown again give the same text.
    let places: Vec<Pointer> = presented.shown().map(|shown| shown.place.clone()).collect();
    if presented.key_binding.is_none() && case.join("sd_jwt_presentation.txt").is_file() {
        let again = presented.present(&places).map_err(|e| e.to_string())?;
        if again != joined(&case.join("sd_jwt_presentation.txt")) {
            return Err("another presentation of the same places".to_owned());
        }
    }
    for shown in presented.shown() {
        let value = expected.pointer(shown.place.as_str());
        if value.is_none() {
            return Err(format!("nothing stands at `{}`", shown.place));
        }
    }

    let binding = case.join("kb_jwt_payload.json");
    match (&presented.key_binding, binding.is_file()) {
        (None, false) => Ok(()),
        (Some(binding), true) => {
            let published = json(&case.join("kb_jwt_payload.json"));
            same("aud", Some(&json!(binding.audience)), published.get("aud"))?;
            same("nonce", Some(&json!(binding.nonce)), published.get("nonce"))?;
            same("iat", Some(&json!(binding.issued_at.unix_timestamp())), published.get("iat"))?;
            match presented.holder_key().map_err(|e| e.to_string())? {
                Some(HolderKey::Jwk(jwk)) => {
                    binding.verify(&jwk.key, &provider).map_err(|e| e.to_string())?
                }
                _ => return Err("no key of the holder".to_owned()),
            }
            // The issuer's key is not the holder's.
            if binding.verify(&issuer.key, &provider).is_ok() {
                return Err("the key binding holds under the issuer's key".to_owned());
            }
            Ok(())
        }
        (found, _) => Err(format!("a key binding: {}", found.is_some())),
    }
}

/// In compact form, or in JSON.
fn read(case: &Path, name: &str) -> Result<SdJwt, String> {
    let compact = case.join(format!("{name}.txt"));
    let read = match compact.is_file() {
        true => SdJwt::read_as(&joined(&compact), &RULES),
        false => {
            // Some files hold the JSON as a string.
            let joined = joined(&case.join(format!("{name}.json")));
            let value = match parse(joined.as_bytes(), &Limits::default()).unwrap() {
                Value::String(inner) => parse(inner.as_bytes(), &Limits::default()).unwrap(),
                value => value,
            };
            // Its second signature is made with the same key.
            SdJwt::read_json(&value, &RULES).map(|mut read| read.remove(0))
        }
    };
    read.map_err(|error| error.to_string())
}

fn same(name: &str, found: Option<&Value>, expected: Option<&Value>) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{name}: {found:?}, published is {expected:?}")) }
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// A text whose lines were broken to be read.
fn joined(path: &Path) -> String {
    text(path).lines().map(str::trim).collect()
}

fn json(path: &Path) -> Value {
    parse(text(path).as_bytes(), &Limits::default()).unwrap()
}
