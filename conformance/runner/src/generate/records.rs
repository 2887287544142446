//! The signed files of `fixtures/records`: learners' records and the credentials in them.

use accolade::{json::Value, keys::KeyType};
use serde_json::json;

use super::{Files, Signer, academy, academy_p256, altered, credential, pretty, stranger};

/// Whom the records are about.
const ANA: &str = "did:example:ana";

pub(super) fn files() -> Files {
    let mut files = Files::new();
    for (name, document) in records() {
        files.insert(name, pretty(&document));
    }
    for (name, document) in beyond_limits() {
        files.insert(name, format!("{document}\n").into_bytes());
    }
    files
}

/// Who keeps records.
fn registrar() -> Signer {
    Signer::known_by_key(KeyType::Ed25519, 6)
}

fn badge(issuer: &str, edits: &[(&str, Value)]) -> Value {
    let own = altered(credential(issuer), &[("/credentialSubject/id", ANA.into())]);
    altered(own, edits)
}

fn signed(signer: &Signer, badge: &Value) -> Value {
    signer.prove(badge, "eddsa-jcs-2022", signer.options())
}

/// A second achievement.
fn second(issuer: &str) -> Value {
    badge(
        issuer,
        &[
            ("/id", json!("urn:uuid:2c2f5b1e-7a2f-4a0f-8f43-7b5a1f3b2d11")),
            ("/credentialSubject/achievement/id", json!("https://academy.example/courses/lights")),
        ],
    )
}

fn record(credentials: &[Value], association: Option<Value>) -> Value {
    record_called("urn:uuid:9a3b6f1e-0d4c-4b6e-9f2a-1c7d5e8f0a11", credentials, association)
}

fn record_called(id: &str, credentials: &[Value], association: Option<Value>) -> Value {
    let registrar = registrar();
    let mut record = json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": id,
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "What Ana learnt",
        "issuer": {"id": registrar.id(), "type": ["Profile"], "name": "Registrar of the harbours"},
        "validFrom": "2026-03-01T00:00:00Z",
        "credentialSubject": {"id": ANA, "type": ["ClrSubject"], "verifiableCredential": credentials},
    });
    if let Some(association) = association {
        record["credentialSubject"]["association"] = association;
    }
    registrar.prove(&record, "eddsa-jcs-2022", registrar.options())
}

fn association(target: &str) -> Value {
    json!([{
        "type": "Association", "associationType": "precedes",
        "sourceId": credential("")["credentialSubject"]["achievement"]["id"], "targetId": target,
    }])
}

/// Records of which not everything is looked at, in as few bytes as they can have.
fn beyond_limits() -> Vec<(&'static str, Value)> {
    let academy = academy();
    let badge = signed(&academy, &badge(academy.id(), &[]));
    let id = badge["credentialSubject"]["achievement"]["id"].clone();
    let associations: Vec<Value> = (0..1_001)
        .map(|_| json!({"type": "Association", "associationType": "isRelatedTo", "sourceId": id, "targetId": id}))
        .collect();
    let envelope = |number: usize| {
        json!({
            "@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential",
            "id": format!("data:application/vc+jwt,e30.e30.A{number}"),
        })
    };
    let many: Vec<Value> = (0..257).map(envelope).collect();
    let deep = (0..6).fold(badge.clone(), |inner, step| {
        record_called(&format!("urn:uuid:9a3b6f1e-0d4c-4b6e-9f2a-00000000000{step}"), &[inner], None)
    });
    vec![
        ("bad/many-associations.json", record(&[badge], Some(associations.into()))),
        ("bad/many-credentials.json", record(&many, None)),
        ("bad/deep.json", deep),
    ]
}

fn records() -> Vec<(&'static str, Value)> {
    let (academy, p256, registrar) = (academy(), academy_p256(), registrar());
    let own = || badge(academy.id(), &[]);
    let good = || signed(&academy, &own());
    let lights = || signed(&academy, &second(academy.id()));
    let token = p256.issue_token(&badge(p256.id(), &[]));
    let envelope = json!({
        "@context": "https://www.w3.org/ns/credentials/v2",
        "id": format!("data:application/vc+jwt,{token}"), "type": "EnvelopedVerifiableCredential",
    });
    let past = ("/validUntil", json!("2026-05-01T00:00:00Z"));
    let listed = (
        "/credentialStatus",
        json!({
            "type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "1",
            "statusListCredential": "https://academy.example/status/3",
        }),
    );
    let both = [good(), lights()];
    vec![
        ("good/two.json", record(&both, Some(association("https://academy.example/courses/lights")))),
        ("good/enveloped.json", record(&[envelope], None)),
        ("good/token.json", record(&[token.into()], None)),
        ("good/own-unsigned.json", record(&[badge(registrar.id(), &[])], None)),
        ("good/ended.json", record(&[signed(&academy, &badge(academy.id(), &[past])), lights()], None)),
        ("good/status-unknown.json", record(&[signed(&academy, &badge(academy.id(), &[listed]))], None)),
        ("good/record-in-record.json", record(&[record(&[good()], None)], None)),
        ("bad/unsigned.json", record(&[own()], None)),
        (
            "bad/altered.json",
            record(&[altered(good(), &[("/name", json!("Reading the stars"))]), lights()], None),
        ),
        ("bad/stranger.json", record(&[signed(&stranger(), &own())], None)),
        (
            "bad/of-ben.json",
            record(
                &[signed(
                    &academy,
                    &badge(academy.id(), &[("/credentialSubject/id", json!("did:example:ben"))]),
                )],
                None,
            ),
        ),
        ("bad/dangling.json", record(&both, Some(association("https://academy.example/courses/knots")))),
        ("bad/not-a-credential.json", record(&[json!(7), good()], None)),
        ("bad/outer-altered.json", altered(record(&[good()], None), &[("/name", json!("What Ben learnt"))])),
        ("bad/inner-removed.json", {
            let mut record = record(&both, None);
            if let Some(Value::Array(held)) = record.pointer_mut("/credentialSubject/verifiableCredential") {
                held.pop();
            }
            record
        }),
    ]
}
