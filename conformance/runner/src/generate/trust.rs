//! The files of `fixtures/trust`: a badge, and registries that speak of its issuer.

use accolade::{json::Value, keys::KeyType};
use serde_json::json;

use super::{Files, SIGNED, Signer, academy, altered, pretty};

const ANCHOR: &str = "https://federation.example";
const BODY: &str = "https://coast.federation.example";
const SCHEMA: &str = "https://quay.example/schemas/course.json";

pub(super) fn files() -> Files {
    let mut files = Files::new();
    files.insert("good/badge.json", pretty(&academy().issue_document("eddsa-rdfc-2022")));
    for (name, document) in lists().into_iter().chain(recognized()).chain(federations()) {
        files.insert(name, pretty(&document));
    }
    let named = json!({"id": "https://step-1.example/recognized", "type": "RecognizedEntityCredential"});
    let edits = [
        ("/@context/-", json!("https://www.w3.org/ns/credentials/examples/v2")),
        ("/issuer/recognizedIn", named),
    ];
    let names_list = altered(super::credential(academy().id()), &edits);
    let names_list = academy().prove(&names_list, "eddsa-rdfc-2022", academy().options());
    files.insert("good/badge-names-list.json", pretty(&names_list));
    let token = quay().issue_token(&super::credential(quay().id()));
    files.insert("resources/badge-as-registry.jwt", format!("{token}\n").into_bytes());
    files
}

/// Somebody whose word about others is taken.
fn quay() -> Signer {
    Signer::known_by_key(KeyType::Ed25519, 7)
}

/// Somebody on the way from the academy to the quay.
fn step(number: u8) -> Signer {
    Signer::known_by_key(KeyType::Ed25519, 20 + number)
}

fn entity(more: &[(&str, Value)]) -> Value {
    let entity =
        json!({"id": academy().id(), "name": "Academy of the Coast", "url": "https://academy.example"});
    altered(entity, more)
}

fn list(entities: Value) -> Value {
    json!({"name": "Schools of the coast", "updated": "2026-01-15T00:00:00Z", "entities": entities})
}

fn lists() -> Vec<(&'static str, Value)> {
    let one = |more: &[(&str, Value)]| list(json!([entity(more)]));
    let recognized = |recognition: Value| one(&[("/recognizedTo", json!([recognition]))]);
    let other =
        |name: &str, url: &str| list(json!([{"id": "did:web:coast.example", "name": name, "url": url}]));
    let quay = json!({"id": quay().id(), "name": "The quay", "recognizedTo": [{"action": "recognize"}]});
    let anchor = |seed| {
        let mut jwk = Signer::known_by_key(KeyType::P256, seed).key.public_key().to_jwk();
        jwk["kid"] = json!("anchor-1");
        list(json!([{"id": ANCHOR, "recognizedTo": [{"action": "recognize"}], "keys": {"keys": [jwk]}}]))
    };
    vec![
        ("resources/listed.json", one(&[])),
        (
            "resources/listed-by-another-name.json",
            list(json!([{
                "id": "https://academy.example/issuer", "alsoKnownAs": [academy().id()], "name": "Academy of the Coast",
            }])),
        ),
        (
            "resources/in-scope.json",
            recognized(json!({
                "action": "issue", "credentialTypes": ["OpenBadgeCredential"], "achievementTypes": ["Course", "Certificate"],
                "achievements": ["https://academy.example/achievements/tides"], "from": "2025-01-01T00:00:00Z",
                "until": "2027-01-01T00:00:00Z", "recognizedBy": "https://quay.example",
            })),
        ),
        (
            "resources/of-other-types.json",
            recognized(json!({"action": "issue", "achievementTypes": ["Degree"]})),
        ),
        (
            "resources/of-other-achievements.json",
            recognized(json!({
                "action": "issue", "achievements": ["https://academy.example/achievements/knots"],
            })),
        ),
        (
            "resources/of-other-credentials.json",
            recognized(json!({
                "action": "issue", "credentialTypes": ["EndorsementCredential"],
            })),
        ),
        ("resources/to-verify.json", recognized(json!({"action": "verify"}))),
        ("resources/for-nothing.json", one(&[("/recognizedTo", json!([]))])),
        ("resources/from-later.json", recognized(json!({"action": "issue", "from": "2026-02-02T00:00:00Z"}))),
        (
            "resources/until-earlier.json",
            recognized(json!({"action": "issue", "until": "2026-01-31T00:00:00Z"})),
        ),
        (
            "resources/ended-since.json",
            recognized(json!({"action": "issue", "until": "2026-03-01T00:00:00Z"})),
        ),
        ("resources/of-others.json", other("School of the hills", "https://hills.example")),
        ("resources/same-name.json", other("ACADEMY of the C\u{43e}ast", "https://coast.example")),
        ("resources/same-host.json", other("Somebody", "https://www.academy.example/home")),
        ("resources/similar-host.json", other("Somebody", "https://acaderny.example")),
        ("resources/out-of-date.json", altered(one(&[]), &[("/validUntil", json!("2026-05-01T00:00:00Z"))])),
        ("resources/listed-twice.json", list(json!([entity(&[]), entity(&[("/name", json!("Somebody"))])]))),
        ("resources/unknown-member.json", one(&[("/trustworthy", json!(true))])),
        ("resources/takes-the-word.json", list(json!([quay]))),
        (
            "resources/took-the-word.json",
            list(json!([
                altered(quay.clone(), &[("/recognizedTo/0/until", json!("2026-05-01T00:00:00Z"))],)
            ])),
        ),
        ("resources/has-the-anchor.json", anchor(11)),
        ("resources/has-another-anchor.json", anchor(12)),
        (
            "resources/legacy.json",
            json!({
                "meta": {"created": "2022-10-27T17:57:31+00:00", "updated": "2026-03-25T18:29:52+00:00"},
                "registry": {academy().id(): {"name": "Academy of the Coast", "location": "At sea", "url": "https://academy.example"}},
            }),
        ),
        (
            "resources/legacy-of-others.json",
            json!({
                "meta": {"created": "2022-10-27T17:57:31+00:00"},
                "registry": {"did:web:hills.example": {"name": "School of the hills", "location": "The hills"}},
            }),
        ),
        ("resources/legacy-of-text.json", json!({"registry": {academy().id(): "Academy of the Coast"}})),
        ("resources/course-schema.json", course_schema("string")),
        ("resources/stricter-schema.json", course_schema("integer")),
    ]
}

fn course_schema(kind: &str) -> Value {
    json!({
        "$id": SCHEMA, "$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {"name": {"type": kind}},
    })
}

fn recognized() -> Vec<(&'static str, Value)> {
    let quay = quay();
    let document = |more: &[(&str, Value)]| {
        let document = json!({
            "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
            "id": "https://quay.example/recognized",
            "type": ["VerifiableCredential", "RecognizedEntityCredential"],
            "issuer": quay.id(),
            "validFrom": "2026-01-01T00:00:00Z",
            "validUntil": "2027-01-01T00:00:00Z",
            "credentialSubject": [{
                "id": academy().id(), "type": "RecognizedEntity", "name": "Academy of the Coast",
                "legalName": "Academy of the Coast Ltd", "url": "https://academy.example",
            }],
        });
        altered(document, more)
    };
    let sign = |document: &Value| quay.prove(document, "eddsa-rdfc-2022", quay.options());
    let digest = |schema: &Value| {
        let hash = accolade::ld::rdfc::HashAlgorithm::Sha256.hash(&pretty(schema));
        format!("u{}", accolade::keys::encode_base64url(&[&[0x12, 32][..], hash.as_bytes()].concat()))
    };
    let by_schema = |kind: &str, digest: &str| {
        let action = json!({
            "type": "RecognizedAction", "action": "issue", "recognizedBy": quay.id(),
            "outputValidation": {"id": SCHEMA, "type": kind, "digestMultibase": digest},
        });
        sign(&document(&[("/credentialSubject/0/recognizedTo", action)]))
    };
    let to = |action: &str| Some(json!({"type": "RecognizedAction", "action": action}));
    let on_the_way = || {
        [
            ("/credentialSubject/0/name", json!("A step")),
            ("/credentialSubject/0/legalName", json!("A step on the way")),
            ("/credentialSubject/0/url", json!("https://step.example")),
        ]
    };
    // What somebody on the way says of whoever is below.
    let by_step = |number: u8, of: &str, recognized_to: Option<Value>| {
        let signer = step(number);
        let list = |number: u8| format!("https://step-{number}.example/recognized");
        let named = json!({"id": list(number + 1), "type": "RecognizedEntityCredential"});
        let mut edits = vec![
            ("/id", json!(list(number))),
            ("/issuer", json!({"id": signer.id(), "recognizedIn": named})),
            ("/credentialSubject/0/id", json!(of)),
        ];
        if of != academy().id() {
            edits.extend(on_the_way());
        }
        edits.extend(recognized_to.map(|recognized_to| ("/credentialSubject/0/recognizedTo", recognized_to)));
        signer.prove(&document(&edits), "eddsa-rdfc-2022", signer.options())
    };
    let by_quay = |number: u8| {
        let mut edits = vec![("/credentialSubject/0/id", json!(step(number).id()))];
        edits.extend(on_the_way());
        edits.extend(to("recognize").map(|action| ("/credentialSubject/0/recognizedTo", action)));
        sign(&document(&edits))
    };
    vec![
        ("resources/recognized.json", sign(&document(&[]))),
        ("resources/recognized-by-schema.json", by_schema("JsonSchema", &digest(&course_schema("string")))),
        (
            "resources/recognized-by-stricter-schema.json",
            by_schema("JsonSchema", &digest(&course_schema("integer"))),
        ),
        (
            "resources/recognized-by-unknown-schema.json",
            by_schema("Shape", &digest(&course_schema("string"))),
        ),
        (
            "resources/recognized-altered.json",
            altered(
                sign(&document(&[("/credentialSubject/0/id", json!("did:web:hills.example"))])),
                &[("/credentialSubject/0/id", json!(academy().id()))],
            ),
        ),
        ("resources/recognized-by-step-1.json", by_step(1, academy().id(), None)),
        ("resources/steps-1-by-2.json", by_step(2, step(1).id(), to("recognize"))),
        ("resources/steps-1-by-2-to-issue.json", by_step(2, step(1).id(), to("issue"))),
        (
            "resources/steps-1-by-2-by-schema.json",
            by_step(
                2,
                step(1).id(),
                Some(json!({
                    "type": "RecognizedAction", "action": "recognize",
                    "outputValidation": {"id": SCHEMA, "type": "JsonSchema", "digestMultibase": digest(&course_schema("string"))},
                })),
            ),
        ),
        (
            "resources/steps-1-by-2-altered.json",
            altered(
                by_step(2, step(3).id(), to("recognize")),
                &[("/credentialSubject/0/id", json!(step(1).id()))],
            ),
        ),
        ("resources/steps-2-by-1.json", by_step(1, step(2).id(), to("recognize"))),
        ("resources/steps-2-by-3.json", by_step(3, step(2).id(), to("recognize"))),
        ("resources/steps-3-by-4.json", by_step(4, step(3).id(), to("recognize"))),
        ("resources/steps-4-by-5.json", by_step(5, step(4).id(), to("recognize"))),
        ("resources/steps-1-by-quay.json", by_quay(1)),
        ("resources/steps-2-by-quay.json", by_quay(2)),
        ("resources/steps-4-by-quay.json", by_quay(4)),
        ("resources/steps-5-by-quay.json", by_quay(5)),
        (
            "resources/recognized-expired.json",
            sign(&document(&[("/validUntil", json!("2026-05-01T00:00:00Z"))])),
        ),
        (
            "resources/recognized-without-type.json",
            sign(&document(&[("/credentialSubject/0/type", json!("Organization"))])),
        ),
    ]
}

/// A federation of an anchor, a body below it, and the academy; with edits in the statement of each, and the keys that sign.
fn federation(by_body: &[(&str, Value)], by_anchor: &[(&str, Value)], anchor_seed: u8) -> Value {
    let body = Signer::known_by_key(KeyType::P256, 13);
    let anchor = Signer::known_by_key(KeyType::P256, anchor_seed);
    let mut jwk = body.key.public_key().to_jwk();
    jwk["kid"] = json!("body-1");
    let claims = |iss: &str, sub: &str, more: &[(&str, Value)]| {
        let claims = json!({"iss": iss, "sub": sub, "iat": SIGNED.unix_timestamp(), "exp": 1_830_000_000});
        altered(claims, more)
    };
    // A claim that an edit makes null is left out.
    let stated = |claims: Value, more: &[(&str, Value)]| {
        let mut claims = altered(claims, more);
        claims.as_object_mut().expect("claims are an object").retain(|_, claim| !claim.is_null());
        claims
    };
    let header = |kid: &str| json!({"alg": "ES256", "typ": "entity-statement+jwt", "kid": kid});
    let metadata = json!({"federation_entity": {
        "organization_name": "Academy of the Coast", "homepage_uri": "https://academy.example",
    }});
    let about_academy = stated(claims(BODY, academy().id(), &[("/metadata", metadata)]), by_body);
    let about_body = stated(claims(ANCHOR, BODY, &[("/jwks", json!({"keys": [jwk]}))]), by_anchor);
    json!([body.token(&header("body-1"), &about_academy), anchor.token(&header("anchor-1"), &about_body)])
}

fn federations() -> Vec<(&'static str, Value)> {
    let policy = json!({"federation_entity": {"organization_name": {"one_of": ["Academy of the Hills"]}}});
    // From the academy up, by one body above the other, further than anyone follows.
    let too_long: Vec<Value> = (0..9)
        .map(|step| {
            let name = |step: usize| format!("https://step-{step}.federation.example");
            let below = if step == 0 { academy().id().to_owned() } else { name(step - 1) };
            let claims = json!({
                "iss": name(step), "sub": below, "iat": SIGNED.unix_timestamp(), "exp": 1_830_000_000,
            });
            let header = json!({"alg": "ES256", "typ": "entity-statement+jwt", "kid": "body-1"});
            Signer::known_by_key(KeyType::P256, 13).token(&header, &claims).into()
        })
        .collect();
    vec![
        ("resources/federation-too-long.json", too_long.into()),
        ("resources/federation.json", federation(&[], &[], 11)),
        ("resources/federation-forged.json", federation(&[], &[], 12)),
        ("resources/federation-expired.json", federation(&[("/exp", json!(1_780_000_000))], &[], 11)),
        ("resources/federation-critical.json", federation(&[("/crit", json!(["fee_paid"]))], &[], 11)),
        ("resources/federation-without-keys.json", federation(&[], &[("/jwks", Value::Null)], 11)),
        (
            "resources/federation-too-deep.json",
            federation(&[], &[("/constraints", json!({"max_path_length": 0}))], 11),
        ),
        ("resources/federation-policy.json", federation(&[], &[("/metadata_policy", policy)], 11)),
        (
            "resources/federation-of-others.json",
            federation(&[("/sub", json!("did:web:hills.example"))], &[], 11),
        ),
        ("resources/federation-without-time.json", federation(&[("/iat", json!("yesterday"))], &[], 11)),
    ]
}
