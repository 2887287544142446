//! The signed files of `fixtures/presentations`.

use accolade::{json::Value, keys::KeyType, proof::data_integrity::ProofOptions};
use serde_json::json;

use super::{CREATED, Files, Signer, academy, academy_p256, altered, credential, pretty, stranger};

/// What the verifier gave the holder.
const CHALLENGE: &str = "mooring-12";
/// Whom the holder presents to.
const DOMAIN: &str = "club.example";

pub(super) fn files() -> Files {
    let mut files = Files::new();
    for (name, document) in good().into_iter().chain(bad()) {
        files.insert(name, pretty(&document));
    }
    files
}

fn ana() -> Signer {
    Signer::known_by_key(KeyType::Ed25519, 5)
}

/// The academy's badge about the holder.
fn badge(subject: &str) -> Value {
    altered(credential(academy().id()), &[("/credentialSubject/id", subject.into())])
}

fn signed(subject: &str) -> Value {
    let academy = academy();
    academy.prove(&badge(subject), "eddsa-rdfc-2022", academy.options())
}

fn token(subject: &str) -> String {
    let p256 = academy_p256();
    let badge = altered(
        credential(p256.id()),
        &[
            ("/credentialSubject/id", subject.into()),
            ("/id", json!("urn:uuid:0f3b3c0e-6f0c-4b57-9a8e-8a2f3f0f1b11")),
        ],
    );
    p256.issue_token(&badge)
}

/// The same without a claim that could be withheld.
fn sd_jwt(subject: &str) -> String {
    let p256 = academy_p256();
    let badge = altered(credential(p256.id()), &[("/credentialSubject/id", subject.into())]);
    format!("{}~", p256.token(&json!({"alg": "ES256", "kid": p256.method, "typ": "vc+sd-jwt"}), &badge))
}

fn envelope(media_type: &str, content: &str) -> Value {
    json!({
        "@context": "https://www.w3.org/ns/credentials/v2",
        "id": format!("data:{media_type},{content}"),
        "type": "EnvelopedVerifiableCredential",
    })
}

fn unsigned(holder: Option<&str>, credentials: &[Value]) -> Value {
    let mut presentation = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
    });
    if let Some(holder) = holder {
        presentation["holder"] = holder.into();
    }
    presentation["verifiableCredential"] = credentials.into();
    presentation
}

fn options(signer: &Signer) -> ProofOptions {
    let options = ProofOptions::new(&signer.method).created(CREATED).purpose("authentication");
    options.challenge(CHALLENGE).domain(DOMAIN)
}

/// As a holder does it, for the challenge and the domain of these fixtures.
fn present(signer: &Signer, presentation: &Value) -> Value {
    signer.prove(presentation, "eddsa-rdfc-2022", options(signer))
}

fn good() -> Vec<(&'static str, Value)> {
    let ana = ana();
    let own = unsigned(Some(ana.id()), &[signed(ana.id())]);
    let mixed = [signed(ana.id()), envelope("application/vc+jwt", &token(ana.id()))];
    let jcs = ana.prove(&own, "eddsa-jcs-2022", options(&ana));
    vec![
        ("good/one.json", present(&ana, &own)),
        ("good/jcs.json", jcs),
        ("good/mixed.json", present(&ana, &unsigned(Some(ana.id()), &mixed))),
        (
            "good/enveloped-sd-jwt.json",
            present(&ana, &unsigned(Some(ana.id()), &[envelope("application/vc+sd-jwt", &sd_jwt(ana.id()))])),
        ),
        ("good/without-holder.json", present(&ana, &unsigned(None, &[signed(ana.id())]))),
        ("good/empty.json", present(&ana, &unsigned(Some(ana.id()), &[]))),
        ("good/of-another.json", present(&ana, &unsigned(Some(ana.id()), &[signed("did:example:ben")]))),
        ("good/of-nobody.json", present(&ana, &unsigned(Some(ana.id()), &[without_id()]))),
    ]
}

/// A badge about somebody who is known by an e-mail address only.
fn without_id() -> Value {
    let academy = academy();
    let mut badge = badge("");
    badge["credentialSubject"].as_object_mut().expect("it is an object").shift_remove("id");
    academy.prove(&badge, "eddsa-rdfc-2022", academy.options())
}

fn bad() -> Vec<(&'static str, Value)> {
    let (ana, stranger) = (ana(), stranger());
    let own = |credentials: &[Value]| unsigned(Some(ana.id()), credentials);
    let good = own(&[signed(ana.id())]);
    let altered_badge = altered(signed(ana.id()), &[("/name", json!("Master of the tides"))]);
    let purpose = ana.options().challenge(CHALLENGE).domain(DOMAIN);
    let inner = present(&ana, &good);
    let token = token(ana.id());
    let in_token = {
        let p256 = academy_p256();
        let envelope = envelope("application/vc+jwt", &token);
        p256.token(&json!({"alg": "ES256", "kid": p256.method, "typ": "vc+jwt"}), &envelope)
    };
    let beside = altered(
        envelope("application/vc+jwt", &token),
        &[("/credentialSubject", json!({"id": "did:example:ben"}))],
    );
    let presented_as_credential = json!({
        "@context": "https://www.w3.org/ns/credentials/v2",
        "id": format!("data:application/vp+jwt,{token}"),
        "type": "EnvelopedVerifiablePresentation",
    });
    vec![
        ("bad/one-altered.json", present(&ana, &own(&[signed(ana.id()), altered_badge]))),
        ("bad/one-of-unknown-key.json", {
            let web = super::web_academy();
            let badge = web.prove(
                &altered(badge(ana.id()), &[("/issuer/id", super::WEB.into())]),
                "eddsa-rdfc-2022",
                web.options(),
            );
            present(&ana, &own(&[signed(ana.id()), badge]))
        }),
        ("bad/by-stranger.json", present(&stranger, &good)),
        ("bad/asserted.json", ana.prove(&good, "eddsa-rdfc-2022", purpose)),
        ("bad/presentation-inside.json", present(&ana, &own(&[inner]))),
        ("bad/envelope-beside.json", ana.prove(&own(&[beside]), "eddsa-jcs-2022", options(&ana))),
        ("bad/envelope-media-type.json", present(&ana, &own(&[envelope("text/plain", &token)]))),
        (
            "bad/envelope-parameter.json",
            present(&ana, &own(&[envelope("application/vc+jwt;charset=utf-8", &token)])),
        ),
        ("bad/envelope-of-presentation.json", present(&ana, &own(&[envelope("application/vp+jwt", &token)]))),
        ("bad/presentation-envelope-inside.json", present(&ana, &own(&[presented_as_credential]))),
        (
            "bad/envelope-not-base64.json",
            present(&ana, &own(&[envelope("application/vc+jwt;base64", &token)])),
        ),
        ("bad/envelope-of-text.json", present(&ana, &own(&[envelope("application/vc+jwt", "a%20badge")]))),
        ("bad/envelopes-exchanged.json", {
            let disclosing = envelope("application/vc+jwt", &sd_jwt(ana.id()));
            present(&ana, &own(&[disclosing, envelope("application/vc+sd-jwt", &token)]))
        }),
        ("bad/envelope-in-token.json", present(&ana, &own(&[envelope("application/vc+jwt", &in_token)]))),
        ("bad/many.json", own(&vec![envelope("application/vc+jwt", "e30.e30.AA"); 257])),
    ]
}
