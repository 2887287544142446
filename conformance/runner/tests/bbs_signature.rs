//! The fixtures of the BBS signature scheme, both ciphersuites: <https://github.com/decentralized-identity/bbs-signature>.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]
#![expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use accolade_bbs::{Ciphersuite, Headers, Proof, PublicKey, Scalar, SecretKey, Signature};
use accolade_conformance::{tally::Tally, vectors};
use serde_json::Value;

type Outcome = Result<(), String>;

#[test]
fn bbs_signatures() {
    let Some(folder) = vectors::suite("bbs-signature-core") else { return };
    let folder = folder.join("tooling/fixtures/fixture_data");
    let mut tally = Tally::new("bbs-signature-core");
    let messages = read(&folder, "messages.json");
    for (name, suite) in
        [("bls12-381-sha-256", Ciphersuite::Sha256), ("bls12-381-shake-256", Ciphersuite::Shake256)]
    {
        let mut run = |file: String, check: fn(Ciphersuite, &Value) -> Outcome| {
            tally.record(
                &format!("{name}/{file}"),
                check(suite, &read(&folder, &format!("{name}/{file}.json"))),
            );
        };
        run("keypair".into(), key_pair);
        run("generators".into(), generators);
        run("h2s".into(), hash_to_scalar);
        run("MapMessageToScalarAsHash".into(), map_message);
        run("mockedRng".into(), mocked_scalars);
        for number in 1..=10 {
            run(format!("signature/signature{number:03}"), signature);
        }
        for number in 1..=15 {
            run(format!("proof/proof{number:03}"), proof);
        }
        // `messages.json` is what the other files of both suites sign.
        let map = read(&folder, &format!("{name}/MapMessageToScalarAsHash.json"));
        let mapped: Vec<&Value> =
            map["cases"].as_array().unwrap().iter().map(|case| &case["message"]).collect();
        let same = messages.as_array().unwrap().iter().eq(mapped);
        tally.record(&format!("{name}/messages"), check(same, "other messages"));
    }
    tally.finish();
}

fn key_pair(suite: Ciphersuite, case: &Value) -> Outcome {
    let (material, info, dst) =
        (octets(&case["keyMaterial"]), octets(&case["keyInfo"]), octets(&case["keyDst"]));
    let secret = SecretKey::generate(suite, &material, &info, Some(&dst)).map_err(text)?;
    same("secret key", secret.to_octets().as_slice(), &case["keyPair"]["secretKey"])?;
    same("public key", &secret.public_key().to_octets(), &case["keyPair"]["publicKey"])?;
    let again = SecretKey::from_octets(secret.to_octets().as_slice()).map_err(text)?;
    check(again.public_key() == secret.public_key(), "another key when read again")
}

fn generators(suite: Ciphersuite, case: &Value) -> Outcome {
    let expected = case["MsgGenerators"].as_array().unwrap();
    let (p1, found) = suite.generators(expected.len() + 1).map_err(text)?;
    same("P1", &p1, &case["P1"])?;
    same("Q1", &found[0], &case["Q1"])?;
    for (found, expected) in found[1..].iter().zip(expected) {
        same("generator", found, expected)?;
    }
    Ok(())
}

fn hash_to_scalar(suite: Ciphersuite, case: &Value) -> Outcome {
    let scalar = suite.hash_to_scalar(&octets(&case["message"]), &octets(&case["dst"])).map_err(text)?;
    same("scalar", scalar.to_octets().as_slice(), &case["scalar"])
}

fn map_message(suite: Ciphersuite, file: &Value) -> Outcome {
    for case in file["cases"].as_array().unwrap() {
        let scalar = suite.hash_to_scalar(&octets(&case["message"]), &octets(&file["dst"])).map_err(text)?;
        same("scalar", scalar.to_octets().as_slice(), &case["scalar"])?;
    }
    Ok(())
}

fn mocked_scalars(suite: Ciphersuite, case: &Value) -> Outcome {
    let expected = case["mockedScalars"].as_array().unwrap();
    let found = seeded_random_scalars(suite, &octets(&case["seed"]), &octets(&case["dst"]), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        same("scalar", found.to_octets().as_slice(), expected)?;
    }
    Ok(())
}

fn signature(suite: Ciphersuite, case: &Value) -> Outcome {
    let secret = SecretKey::from_octets(&octets(&case["signerKeyPair"]["secretKey"])).map_err(text)?;
    let public = PublicKey::from_octets(&octets(&case["signerKeyPair"]["publicKey"])).map_err(text)?;
    let header = octets(&case["header"]);
    let messages = list(&case["messages"]);
    let signature = Signature::from_octets(&octets(&case["signature"])).map_err(text)?;
    let valid = case["result"]["valid"].as_bool().unwrap();
    check(suite.verify(&public, &header, &messages, &signature) == valid, "another verdict")?;
    if valid {
        let made = suite.sign(&secret, &header, &messages).map_err(text)?;
        same("signature", &made.to_octets(), &case["signature"])?;
    }
    Ok(())
}

fn proof(suite: Ciphersuite, case: &Value) -> Outcome {
    let public = PublicKey::from_octets(&octets(&case["signerPublicKey"])).map_err(text)?;
    let (header, presentation) = (octets(&case["header"]), octets(&case["presentationHeader"]));
    let headers = Headers { header: &header, presentation: &presentation };
    let messages = list(&case["messages"]);
    let indexes: Vec<usize> = case["disclosedIndexes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|index| index.as_u64().unwrap() as usize)
        .collect();
    let disclosed: Vec<(usize, &Vec<u8>)> = indexes.iter().map(|index| (*index, &messages[*index])).collect();
    let proof = Proof::from_octets(&octets(&case["proof"])).map_err(text)?;
    same("proof when written again", &proof.to_octets(), &case["proof"])?;
    let valid = case["result"]["valid"].as_bool().unwrap();
    check(suite.verify_proof(&public, &proof, headers, &disclosed) == valid, "another verdict")?;
    if valid {
        let signature = Signature::from_octets(&octets(&case["signature"])).map_err(text)?;
        let dst = format!("{}H2G_HM2S_MOCK_RANDOM_SCALARS_DST_", suite.id());
        let count = 5 + messages.len() - indexes.len();
        // The draft's Mocked Random Scalars: the decimals of pi.
        let random = seeded_random_scalars(suite, b"3.141592653589793238462643383279", dst.as_bytes(), count);
        same("r1", random[0].to_octets().as_slice(), &case["trace"]["random_scalars"]["r1"])?;
        let made = suite.prove(&public, &signature, headers, &messages, &indexes, &random).map_err(text)?;
        same("proof", &made.to_octets(), &case["proof"])?;
    }
    Ok(())
}

/// `seeded_random_scalars` of the draft's Mocked Random Scalars, for vectors alone.
fn seeded_random_scalars(suite: Ciphersuite, seed: &[u8], dst: &[u8], count: usize) -> Vec<Scalar> {
    let octets = suite.expand_message(seed, dst, 48 * count).unwrap();
    octets.chunks(48).map(|octets| Scalar::from_uniform(octets.try_into().unwrap())).collect()
}

fn read(folder: &Path, name: &str) -> Value {
    let octets = fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_slice(&octets).unwrap()
}

fn octets(hex: &Value) -> Vec<u8> {
    let hex = hex.as_str().unwrap();
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn list(messages: &Value) -> Vec<Vec<u8>> {
    messages.as_array().unwrap().iter().map(octets).collect()
}

fn same(what: &str, found: &[u8], expected: &Value) -> Outcome {
    check(found == octets(expected), &format!("another {what}"))
}

fn check(holds: bool, problem: &str) -> Outcome {
    if holds { Ok(()) } else { Err(problem.to_owned()) }
}

fn text(error: accolade_bbs::BbsError) -> String {
    error.to_string()
}
