//! What 1EdTech asks of an issuer and of a displayer of Open Badges 3.0, rehearsed over HTTP: each step a test. The certification
//! itself needs a membership and a service of 1EdTech, and a video.
#![expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use accolade::{
    Answer, Policy, Recipient, Resources, Step, Verifier,
    bake::{self, BakeOptions},
    keys::{decode_base64url, encode_base64url},
    model::Credential,
    report::{CheckId, Outcome, Report},
};
use serde_json::{Value, json};
use support::{Server, credential};

/// Whom 1EdTech has the badge issued to.
const RECIPIENT: &str = "conformance@imsglobal.org";
const OB3: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const V1: &str = "https://www.w3.org/2018/credentials/v1";
const V2: &str = "https://www.w3.org/ns/credentials/v2";

/// A badge of one version of the data model, in force until that time.
fn badge(version: &str, until: &str) -> Value {
    let more = json!({
        "@context": [if version == "1.1" { V1 } else { V2 }, OB3],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Knots",
        "description": "Ties what holds and comes undone again.",
        "issuer": {"id": "did:example:school", "type": ["Profile"], "name": "School of the Quay"},
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{
                "type": "IdentityObject", "identityType": "emailAddress", "hashed": false, "identityHash": RECIPIENT,
            }],
            "achievement": {
                "id": "https://quay.example/knots",
                "type": ["Achievement"],
                "name": "Knots",
                "description": "Ties what holds and comes undone again.",
                "criteria": {"narrative": "Twelve knots, four of them in the dark."},
            },
        },
    });
    let mut badge = credential();
    badge.as_object_mut().unwrap().shift_remove("validFrom");
    badge.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let (from_name, until_name) =
        if version == "1.1" { ("issuanceDate", "expirationDate") } else { ("validFrom", "validUntil") };
    badge[from_name] = "2026-01-01T00:00:00Z".into();
    badge[until_name] = until.into();
    badge
}

/// What a displayer shows of a badge, and its answer when the viewer asks whether it is real.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    name: String,
    description: String,
    issuer: String,
    issued: String,
    status: &'static str,
}

fn show(server: &Server, badge: &[u8]) -> Shown {
    let report_of = |resources: &Resources| {
        let policy = Policy::default().expect_recipient(recipient());
        Verifier::new(policy).verify(badge, resources, now())
    };
    let mut resources = Resources::default();
    let verification = loop {
        match report_of(&resources) {
            Step::Done(verification) => break verification,
            Step::Need(requests) => {
                for request in requests {
                    // What is asked for is the list of the badge, where its issuer serves it.
                    let origin = format!("http://{}", server.address);
                    let path = request.url.strip_prefix(&origin).unwrap();
                    let (status, list) = server.send("GET", path, "application/vc, application/json", "");
                    assert_eq!(status, 200, "{}", request.url);
                    let document =
                        Answer::Document { bytes: list.to_string().into_bytes(), media_type: None };
                    resources.insert(request.url, document);
                }
            }
        }
    };
    let claimed = verification.claimed().unwrap();
    let read = Credential::of(claimed).unwrap();
    let date = claimed.get("validFrom").or(claimed.get("issuanceDate")).and_then(Value::as_str).unwrap();
    Shown {
        name: read.name().unwrap().to_owned(),
        description: claimed["credentialSubject"]["achievement"]["description"].as_str().unwrap().to_owned(),
        issuer: read.issuer().unwrap().name().unwrap().to_owned(),
        issued: date.to_owned(),
        status: status(verification.report()),
    }
}

fn recipient() -> Recipient {
    Recipient::Identifier { kind: "emailAddress".to_owned(), value: RECIPIENT.to_owned() }
}

fn now() -> time::OffsetDateTime {
    time::OffsetDateTime::from_unix_timestamp(1_780_000_000).unwrap()
}

fn status(report: &Report) -> &'static str {
    let outcome = |id| report.check(id).unwrap().outcome();
    assert_eq!(outcome(CheckId::Proof), Outcome::Passed);
    assert_eq!(outcome(CheckId::Recipient), Outcome::Passed);
    match (outcome(CheckId::Validity), outcome(CheckId::Status)) {
        (Outcome::Passed, Outcome::Passed | Outcome::NotApplicable) => "valid",
        (Outcome::Failed, _) => "expired",
        (Outcome::Passed, Outcome::Failed) => "revoked",
        other => panic!("{other:?}"),
    }
}

const LATER: &str = "2030-01-01T00:00:00Z";
const EARLIER: &str = "2026-02-01T00:00:00Z";

fn expected(status: &'static str) -> Shown {
    Shown {
        name: "Knots".to_owned(),
        description: "Ties what holds and comes undone again.".to_owned(),
        issuer: "School of the Quay".to_owned(),
        issued: "2026-01-01T00:00:00Z".to_owned(),
        status,
    }
}

#[test]
fn issuer_issues_to_the_recipient_of_the_certification() {
    let server = Server::start();
    for instance in ["eddsa-rdfc-2022", "status-list"] {
        let issued = server.issue(instance, &badge("2.0", LATER));
        let (code, answer) = server.verify(&issued);
        assert_eq!(code, 200, "{instance}: {answer}");
        // Since December 2025 every term must be one that a context defines.
        let terms = answer["report"]["checks"].as_array().unwrap();
        assert!(
            terms.iter().any(|check| check["id"] == "terms" && check["outcome"] == "passed"),
            "{instance}"
        );
        assert_eq!(show(&server, issued.to_string().as_bytes()), expected("valid"), "{instance}");
    }
}

/// With `ecdsa-sd-2023` the whole is shown to the displayer by a derived proof, as a base proof is for the holder alone.
#[test]
fn issuer_and_displayer_know_selective_disclosure() {
    let server = Server::start();
    for version in ["2.0", "1.1"] {
        let base = server.issue("ecdsa-sd-2023", &badge(version, LATER));
        let pointers: Vec<String> = base
            .as_object()
            .unwrap()
            .keys()
            .filter(|name| !["@context", "proof"].contains(&name.as_str()))
            .map(|name| format!("/{name}"))
            .collect();
        let call = json!({"verifiableCredential": base, "options": {"selectivePointers": pointers}});
        let (code, answer) = server.post("/credentials/derive", &call);
        assert_eq!(code, 201, "{answer}");
        let derived = &answer["verifiableCredential"];
        assert_eq!(derived["proof"]["cryptosuite"], "ecdsa-sd-2023");
        assert_eq!(show(&server, derived.to_string().as_bytes()), expected("valid"), "{version}");
    }
}

/// The third way in which an issuer may be certified: a token under RS256, whose key is named in its header.
#[test]
fn issuer_and_displayer_know_tokens_under_rs256() {
    let server = Server::start();
    for version in ["2.0", "1.1"] {
        let issued = server.issue("vc-jwt-rs256", &badge(version, LATER));
        assert_eq!(server.verify(&issued).0, 200, "{version}");
        let token = issued.as_str().unwrap();
        let (header, rest) = token.split_once('.').unwrap();
        let header: Value = serde_json::from_slice(&decode_base64url(header).unwrap()).unwrap();
        assert_eq!((&header["alg"], header["kid"].is_string()), (&json!("RS256"), true), "{header}");
        assert_eq!(show(&server, token.as_bytes()), expected("valid"), "{version}");
        // A badge of another claim under the same signature is not shown as real.
        let (payload, signature) = rest.split_once('.').unwrap();
        let claims = String::from_utf8(decode_base64url(payload).unwrap()).unwrap().replace("Quay", "Sea");
        let head = token.split_once('.').unwrap().0;
        let altered = format!("{head}.{}.{signature}", encode_base64url(claims.as_bytes()));
        let (code, answer) = server.verify(&altered.into());
        assert_eq!((code, &answer["problemDetails"][0]["title"]), (400, &json!("proof.signature-mismatch")));
    }
}

/// Six badges: three of each version of the data model, of which one is in force, one has run out and one was revoked.
#[test]
fn displayer_shows_three_badges_of_each_version() {
    let server = Server::start();
    for version in ["2.0", "1.1"] {
        for (until, revoked, status) in
            [(LATER, false, "valid"), (EARLIER, false, "expired"), (LATER, true, "revoked")]
        {
            let issued = server.issue("status-list", &badge(version, until));
            assert_eq!(issued["credentialStatus"]["type"], "BitstringStatusListEntry");
            if revoked {
                let call = json!({"credentialStatus": issued["credentialStatus"], "status": true});
                assert_eq!(server.post("/credentials/status", &call).0, 200);
            }
            let shown = show(&server, issued.to_string().as_bytes());
            assert_eq!(shown, expected(status), "{version} {status}");
        }
    }
}

#[test]
fn displayer_shows_the_image_of_a_baked_badge() {
    let server = Server::start();
    let issued = server.issue("status-list", &badge("2.0", LATER)).to_string();
    let image = include_bytes!("../../../fixtures/bake/plain.png");
    let baked = bake::bake(image, &issued, &BakeOptions::default()).unwrap();
    assert!(baked.starts_with(b"\x89PNG"));
    assert_eq!(show(&server, &baked), expected("valid"));
}

/// What was altered is not shown as real, whatever it says.
#[test]
fn displayer_refuses_what_was_altered() {
    let server = Server::start();
    let mut issued = server.issue("status-list", &badge("2.0", LATER));
    issued["name"] = "Navigation".into();
    let (code, answer) = server.verify(&issued);
    assert_eq!(code, 400);
    assert_eq!(answer["problemDetails"][0]["title"], "proof.signature-mismatch");
}
