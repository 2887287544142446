//! The signed files of `fixtures/beside`: endorsements, documents with digests, schemas, newer editions.

use accolade::{json::Value, keys::KeyType, ld::rdfc::HashAlgorithm};
use serde_json::json;

use super::{
    Files, Signer, WEB, academy, academy_p256, altered, credential, endorsement, pretty, web_academy,
};

/// What is endorsed.
const BADGE: &str = "urn:uuid:5a0b7a4e-0c8f-4b7a-9e0e-0d6f2f1c7a55";
const EMPTY: &str = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const SCHEMA: &str = "https://academy.example/schemas/passage.json";
const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
const IMAGE: &str = "https://academy.example/images/tides.png";

pub(super) fn files() -> Files {
    let mut files = Files::new();
    for (name, document) in endorsed().into_iter().chain(digests()).chain(schemas()).chain(refresh()) {
        files.insert(name, pretty(&document));
    }
    files.insert("good/many-results.json", pretty(&many_results()));
    files.insert("resources/empty", Vec::new());
    files
}

fn sign(document: &Value) -> Value {
    let academy = academy();
    academy.prove(document, "eddsa-rdfc-2022", academy.options())
}

/// Somebody who vouches for the academy.
fn quay() -> Signer {
    Signer::known_by_key(KeyType::Ed25519, 7)
}

fn badge(edits: &[(&str, Value)]) -> Value {
    let badge = altered(credential(academy().id()), &[("/id", BADGE.into())]);
    altered(badge, edits)
}

/// What the quay says of something, and more members.
fn word(of: &str, edits: &[(&str, Value)]) -> Value {
    let quay = quay();
    let word = altered(endorsement(quay.id()), &[("/credentialSubject/id", of.into())]);
    quay.prove(&altered(word, edits), "eddsa-rdfc-2022", quay.options())
}

fn endorsed() -> Vec<(&'static str, Value)> {
    let achievement = credential(academy().id())["credentialSubject"]["achievement"]["id"].clone();
    let achievement = achievement.as_str().expect("the achievement has an identifier").to_owned();
    let p256 = academy_p256();
    let token =
        p256.issue_token(&altered(endorsement(p256.id()), &[("/credentialSubject/id", BADGE.into())]));
    let one = |endorsement: Value| sign(&badge(&[("/endorsement", json!([endorsement]))]));
    let own = sign(&altered(endorsement(academy().id()), &[("/credentialSubject/id", BADGE.into())]));
    let web = web_academy();
    let unknown = web.prove(
        &altered(endorsement(WEB), &[("/credentialSubject/id", BADGE.into())]),
        "eddsa-rdfc-2022",
        web.options(),
    );
    // Each endorses what it stands in, and is endorsed by the next.
    let chain = (0..7).fold(None, |inner: Option<Value>, step| {
        let id = format!("urn:uuid:5a0b7a4e-0c8f-4b7a-9e0e-0000000000{step}0");
        let of = if step == 6 {
            BADGE.to_owned()
        } else {
            format!("urn:uuid:5a0b7a4e-0c8f-4b7a-9e0e-0000000000{}0", step + 1)
        };
        let inner = inner.map(|inner| ("/endorsement", json!([inner])));
        let edits: Vec<(&str, Value)> = [("/id", Value::from(id))].into_iter().chain(inner).collect();
        Some(word(&of, &edits))
    });
    let revocable = json!({
        "type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "94567",
        "statusListCredential": "https://quay.example/status/1",
    });
    vec![
        ("good/endorsed.json", one(word(BADGE, &[]))),
        (
            "good/endorsed-in-three-places.json",
            sign(&badge(&[
                ("/endorsement", json!([word(BADGE, &[])])),
                ("/endorsementJwt", json!([token])),
                ("/credentialSubject/achievement/endorsement", json!([word(&achievement, &[])])),
                ("/issuer/endorsement", json!([word(academy().id(), &[])])),
            ])),
        ),
        ("good/endorsed-by-issuer.json", one(own)),
        ("good/endorsed-in-a-chain.json", one(chain.expect("there are seven"))),
        ("good/endorsed-by-unknown-key.json", one(unknown)),
        ("good/endorsed-revocably.json", one(word(BADGE, &[("/credentialStatus", revocable)]))),
        (
            "good/endorsed-without-id.json",
            sign(&badge(&[(
                "/credentialSubject/source",
                json!({"type": ["Profile"], "name": "The harbour office", "endorsement": [word(BADGE, &[])]}),
            )])),
        ),
        ("bad/endorsement-altered.json", {
            one(altered(
                word(BADGE, &[]),
                &[("/credentialSubject/endorsementComment", json!("Its passages are the best of all."))],
            ))
        }),
        ("bad/endorsement-of-another.json", one(word("urn:uuid:5a0b7a4e-0c8f-4b7a-9e0e-999999999999", &[]))),
        (
            "bad/endorsement-is-badge.json",
            one(sign(&badge(&[("/id", json!("urn:uuid:5a0b7a4e-0c8f-4b7a-9e0e-111111111111"))]))),
        ),
        ("bad/endorsement-is-text.json", sign(&badge(&[("/endorsementJwt", json!(["Well sailed!"]))]))),
        ("bad/many-endorsements.json", sign(&badge(&[("/endorsementJwt", json!(vec!["e30.e30.AA"; 65]))]))),
    ]
}

fn digests() -> Vec<(&'static str, Value)> {
    let related = |items: Value| sign(&badge(&[("/relatedResource", items)]));
    let multihash = format!(
        "u{}",
        accolade::keys::encode_base64url(
            &[&[0x12, 32][..], HashAlgorithm::Sha256.hash(b"").as_bytes(),].concat()
        )
    );
    vec![
        ("good/image-with-digest.json", related(json!([{"id": IMAGE, "digestSRI": EMPTY}]))),
        (
            "good/two-digests.json",
            related(json!([{"id": IMAGE, "digestSRI": EMPTY, "digestMultibase": multihash}])),
        ),
        (
            "good/known-contexts.json",
            related(json!([
                {
                    "id": "https://www.w3.org/ns/credentials/v2",
                    "digestSRI": "sha256-WZVc7WaX1h4D8rJVb+vlMIqxaEKEb1tYbX8fet7JJzQ=",
                },
                {
                    "id": "https://www.w3.org/2018/credentials/v1",
                    "digestSRI": "sha256-q03dmlMXWIB6eaW0UFENYa6NFH6rlmzJogDAcJWwzcw=",
                },
            ])),
        ),
        (
            "bad/context-of-another-digest.json",
            related(json!([{"id": "https://www.w3.org/ns/credentials/v2", "digestSRI": EMPTY}])),
        ),
        ("good/data-url.json", related(json!([{"id": "data:text/plain;base64,", "digestSRI": EMPTY}]))),
        ("bad/digest-of-another-hash.json", related(json!([{"id": IMAGE, "digestMultibase": "uAAAAAAAA"}]))),
    ]
}

fn schemas() -> Vec<(&'static str, Value)> {
    let of_type = |name: &str| badge(&[("/credentialSchema", json!([{"id": SCHEMA, "type": name}]))]);
    let holding = |schema: Value| {
        json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "id": SCHEMA,
            "type": ["VerifiableCredential", "JsonSchemaCredential"],
            "issuer": academy().id(),
            "validFrom": "2026-02-01T00:00:00Z",
            "credentialSchema": {
                "id": "https://www.w3.org/2022/credentials/v2/json-schema-credential-schema.json",
                "type": "JsonSchema",
            },
            "credentialSubject": {
                "id": "https://academy.example/schemas/passage", "type": "JsonSchema", "jsonSchema": schema,
            },
        })
    };
    let schema = |kind: &str| {
        json!({
            "$id": "https://academy.example/schemas/passage",
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "properties": {"name": {"type": kind}},
        })
    };
    vec![
        ("good/schema.json", sign(&of_type("JsonSchema"))),
        ("good/schema-in-credential.json", sign(&of_type("JsonSchemaCredential"))),
        (
            "good/schema-of-1edtech-type.json",
            sign(&altered(of_type("1EdTechJsonSchemaValidator2019"), &[("/@context/-", EXTENSIONS.into())])),
        ),
        ("good/schema-of-unknown-type.json", sign(&of_type("https://academy.example/terms#Shape"))),
        ("resources/schema-in-credential.json", sign(&holding(schema("string")))),
        ("resources/schema-in-credential-violated.json", sign(&holding(schema("integer")))),
        ("resources/schema-in-altered-credential.json", {
            let name = "/credentialSubject/jsonSchema/properties/name/type";
            altered(sign(&holding(schema("integer"))), &[(name, "string".into())])
        }),
    ]
}

/// More results than it is told of where they lie.
fn many_results() -> Value {
    let scale = json!([{
        "id": "https://academy.example/scales/tides", "type": ["ResultDescription"], "name": "Passages", "resultType": "RawScore",
        "valueMin": "0", "valueMax": "100",
    }]);
    let results: Vec<Value> = (0..65)
        .map(|value| {
            json!({
                "type": ["Result"], "resultDescription": "https://academy.example/scales/tides", "value": value.to_string(),
            })
        })
        .collect();
    sign(&badge(&[
        ("/credentialSubject/achievement/resultDescription", scale),
        ("/credentialSubject/result", results.into()),
    ]))
}

fn refresh() -> Vec<(&'static str, Value)> {
    let service = json!({"id": "https://academy.example/refresh/41", "type": "1EdTechCredentialRefresh"});
    let terms =
        json!([{"id": "https://academy.example/terms", "type": "https://academy.example/terms#Policy"}]);
    let refreshable =
        badge(&[("/@context/-", EXTENSIONS.into()), ("/refreshService", service), ("/termsOfUse", terms)]);
    let newer = altered(refreshable.clone(), &[("/validFrom", json!("2026-03-01T09:00:00Z"))]);
    let services: Vec<Value> = (0..17)
        .map(|number| json!({"id": format!("https://academy.example/refresh/{number}"), "type": "1EdTechCredentialRefresh"}))
        .collect();
    vec![
        ("good/refreshable.json", sign(&refreshable)),
        (
            "good/refreshable-in-many-places.json",
            sign(&altered(refreshable.clone(), &[("/refreshService", services.into())])),
        ),
        ("resources/newer.json", sign(&newer)),
        ("resources/newer-altered.json", altered(sign(&newer), &[("/name", json!("Master of the tides"))])),
        (
            "resources/newer-of-another.json",
            sign(&altered(newer, &[("/id", json!("urn:uuid:5a0b7a4e-0c8f-4b7a-9e0e-222222222222"))])),
        ),
    ]
}
