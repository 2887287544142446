//! The signed files of `fixtures/dids`: credentials of issuers that are known by a log, and the logs.

use accolade::{json::Value, keys::KeyType};
use serde_json::json;

use super::{Files, Signer, credential, pretty};
use crate::webvh::{Draft, LogMaker, key_hash, multikey};

/// Where the logs are: `https://academy.example/issuer/did.jsonl`.
const HOST: &str = "academy.example:issuer";
/// The key that the issuer signs credentials with.
const ISSUING: u8 = 1;
/// The keys that change the document, one after the other, and somebody else's.
const FIRST: u8 = 21;
const SECOND: u8 = 22;
const STRANGER: u8 = 99;
/// Those who witness the changes.
const WITNESSES: [u8; 3] = [31, 32, 33];

pub(super) fn files() -> Files {
    let mut files = Files::new();
    for (credential, log_file, log) in logs() {
        files.insert(credential, pretty(&issued_by(&log.did())));
        files.insert(log_file, log.to_text().into_bytes());
    }
    files.insert("witnesses.json", pretty(&witnessed().witnessed_by(&WITNESSES[..2])));
    files.insert("one-witness.json", pretty(&witnessed().witnessed_by(&WITNESSES[..1])));
    files
}

fn issued_by(did: &str) -> Value {
    let issuer = Signer::known_by(&format!("{did}#key-1"), KeyType::Ed25519, ISSUING);
    issuer.prove(&credential(did), "eddsa-rdfc-2022", issuer.options())
}

fn document() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": "{DID}",
        "verificationMethod": [{
            "id": "{DID}#key-1", "type": "Multikey", "controller": "{DID}", "publicKeyMultibase": multikey(ISSUING),
        }],
        "assertionMethod": ["{DID}#key-1"],
    })
}

/// The same, which also says something new.
fn changed(name: &str, value: Value) -> Value {
    let mut document = document();
    document[name] = value;
    document
}

fn draft(time: &'static str, parameters: Value, document: Value, signer: u8) -> Draft {
    Draft { time, parameters, document, signer }
}

const JANUARY: &str = "2026-01-01T00:00:00Z";
const FEBRUARY: &str = "2026-02-01T00:00:00Z";
const MARCH: &str = "2026-03-01T00:00:00Z";

fn begun(parameters: Value) -> LogMaker {
    LogMaker::new(HOST).then(draft(JANUARY, parameters, document(), FIRST))
}

fn plain() -> LogMaker {
    begun(json!({"updateKeys": [multikey(FIRST)]}))
}

/// A second entry by that key.
fn second(log: LogMaker, signer: u8) -> LogMaker {
    log.then(draft(FEBRUARY, json!({}), changed("alsoKnownAs", json!(["https://academy.example/"])), signer))
}

fn rotated() -> LogMaker {
    plain().then(draft(FEBRUARY, json!({"updateKeys": [multikey(SECOND)]}), document(), FIRST))
}

fn announced() -> LogMaker {
    begun(json!({"updateKeys": [multikey(FIRST)], "nextKeyHashes": [key_hash(SECOND)]}))
}

fn portable() -> LogMaker {
    begun(json!({"updateKeys": [multikey(FIRST)], "portable": true}))
}

/// The log at another host, which says where it was before.
fn moved(log: LogMaker) -> LogMaker {
    let before = log.did();
    log.moved_to("harbour.example").then(draft(
        FEBRUARY,
        json!({}),
        changed("alsoKnownAs", json!([before])),
        FIRST,
    ))
}

fn witnesses(threshold: usize, of: &[u8]) -> Value {
    let listed: Vec<Value> = of.iter().map(|n| json!({"id": format!("did:key:{}", multikey(*n))})).collect();
    json!({"updateKeys": [multikey(FIRST)], "witness": {"threshold": threshold, "witnesses": listed}})
}

fn witnessed() -> LogMaker {
    begun(witnesses(2, &WITNESSES))
}

fn logs() -> Vec<(&'static str, &'static str, LogMaker)> {
    let given_up = json!({"updateKeys": [], "deactivated": true});
    let named = |log: &LogMaker| log.did();
    let (plain_did, other_did) = (named(&plain()), named(&portable()));
    let key = |number: u8| format!("did:key:{}", multikey(number));
    vec![
        ("plain.json", "plain.jsonl", plain()),
        ("rotated.json", "rotated.jsonl", rotated().then(draft(MARCH, json!({}), document(), SECOND))),
        (
            "announced.json",
            "announced.jsonl",
            announced().then(draft(
                FEBRUARY,
                json!({"updateKeys": [multikey(SECOND)], "nextKeyHashes": []}),
                document(),
                SECOND,
            )),
        ),
        ("moved.json", "moved.jsonl", moved(portable())),
        ("witnessed.json", "witnessed.jsonl", witnessed()),
        (
            "altered.json",
            "altered.jsonl",
            second(plain(), FIRST).alter("/state/alsoKnownAs", json!(["https://evil.example/"]), None),
        ),
        ("first-altered.json", "first-altered.jsonl", {
            plain().alter("/state/alsoKnownAs", json!(["https://evil.example/"]), Some(FIRST))
        }),
        ("by-stranger.json", "by-stranger.jsonl", second(plain(), STRANGER)),
        ("by-withdrawn-key.json", "by-withdrawn-key.jsonl", {
            rotated().then(draft(MARCH, json!({}), document(), FIRST))
        }),
        (
            "other-suite.json",
            "other-suite.jsonl",
            plain().alter("/proof/cryptosuite", json!("eddsa-rdfc-2022"), None),
        ),
        (
            "other-purpose.json",
            "other-purpose.jsonl",
            plain().alter("/proof/proofPurpose", json!("authentication"), None),
        ),
        ("two-names-of-key.json", "two-names-of-key.jsonl", {
            let two = format!("{}#{}", key(STRANGER), multikey(FIRST));
            plain().alter("/proof/verificationMethod", json!(two), None)
        }),
        ("without-proof.json", "without-proof.jsonl", plain().alter("/proof", Value::Null, None)),
        ("not-announced.json", "not-announced.jsonl", {
            announced().then(draft(
                FEBRUARY,
                json!({"updateKeys": [multikey(STRANGER)], "nextKeyHashes": []}),
                document(),
                STRANGER,
            ))
        }),
        ("announced-left-out.json", "announced-left-out.jsonl", second(announced(), FIRST)),
        ("time-stands-still.json", "time-stands-still.jsonl", {
            second(plain(), FIRST).alter("/versionTime", json!(JANUARY), Some(FIRST))
        }),
        ("time-to-come.json", "time-to-come.jsonl", {
            second(plain(), FIRST).alter("/versionTime", json!("2026-06-01T00:05:01Z"), Some(FIRST))
        }),
        ("time-elsewhere.json", "time-elsewhere.jsonl", {
            second(plain(), FIRST).alter("/versionTime", json!("2026-02-01T00:00:00+01:00"), Some(FIRST))
        }),
        ("number-left-out.json", "number-left-out.jsonl", {
            second(plain(), FIRST).alter("/versionId", json!("3-Qm"), None)
        }),
        ("moved-without-leave.json", "moved-without-leave.jsonl", moved(plain())),
        ("moved-in-silence.json", "moved-in-silence.jsonl", {
            portable().moved_to("harbour.example").then(draft(FEBRUARY, json!({}), document(), FIRST))
        }),
        ("leave-too-late.json", "leave-too-late.jsonl", {
            plain().then(draft(FEBRUARY, json!({"portable": true}), document(), FIRST))
        }),
        ("hash-of-another.json", "hash-of-another.jsonl", {
            let other = changed("id", json!(other_did));
            plain().then(draft(FEBRUARY, json!({}), other, FIRST))
        }),
        ("given-up.json", "given-up.jsonl", {
            plain().then(draft(FEBRUARY, given_up.clone(), document(), FIRST))
        }),
        ("after-the-end.json", "after-the-end.jsonl", {
            let ended = plain().then(draft(FEBRUARY, json!({"deactivated": true}), document(), FIRST));
            ended.then(draft(MARCH, json!({"deactivated": false}), changed("id", json!(plain_did)), FIRST))
        }),
        ("other-method.json", "other-method.jsonl", {
            plain().then(draft(FEBRUARY, json!({"method": "did:webvh:99.0"}), document(), FIRST))
        }),
        ("unknown-parameter.json", "unknown-parameter.jsonl", {
            plain().then(draft(FEBRUARY, json!({"prerotation": true}), document(), FIRST))
        }),
        ("no-threshold.json", "no-threshold.jsonl", begun(witnesses(0, &WITNESSES))),
        ("one-witness-twice.json", "one-witness-twice.jsonl", begun(witnesses(2, &[31, 31]))),
        ("witnesses-dropped.json", "witnesses-dropped.jsonl", {
            // Whoever took the key wants to be rid of the witnesses, who must agree to that.
            witnessed().then(draft(FEBRUARY, json!({"witness": {}}), document(), FIRST))
        }),
    ]
}
