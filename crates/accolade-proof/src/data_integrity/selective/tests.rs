use accolade_ld::Contexts;
use accolade_report::Pointer;
use serde_json::{Value, json};

use super::*;
use crate::ProofError;

fn pointers(texts: &[&str]) -> Vec<Pointer> {
    texts.iter().map(|text| Pointer::parse(text).unwrap()).collect()
}

fn badge() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "https://university.example/credentials/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "https://university.example/issuer", "type": ["Profile"], "name": "University"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "identityHash": "ada@learner.example", "identityType": "emailAddress", "hashed": false},
                {"type": "IdentityObject", "identityHash": "4711", "identityType": "identifier", "hashed": false}
            ],
            "achievement": {
                "id": "https://university.example/achievements/1",
                "type": ["Achievement"],
                "name": "Compost master",
                "criteria": {"narrative": "Made compost."},
                "tag": ["soil", "garden"]
            },
            "result": [{
                "type": ["Result"],
                "resultDescription": "urn:uuid:f6ab24cd-86e8-4eaf-b8c6-ded74e8fd41c",
                "value": "A"
            }]
        }
    })
}

/// Every selection must be what its own document says in the words of the whole: the statements at its indexes are those of
/// its document, read alone and labelled as it says.
fn check(document: &Value, selected: &[&str]) -> Group {
    let contexts = Contexts::pinned();
    let whole = Labelled::new(document, &contexts, |count| hmac_labels(&[3; 32], count)).unwrap();
    let group = whole.group(&pointers(selected)).unwrap();
    let alone = Labelled::new(group.document(), &contexts, |_| group.labels().to_vec()).unwrap();
    let of_whole: Vec<&String> = group.indexes().iter().map(|index| &whole.lines()[*index]).collect();
    assert_eq!(alone.lines().iter().collect::<Vec<_>>(), of_whole);
    group
}

#[test]
fn selects_the_second_of_two_items() {
    let group = check(&badge(), &["/credentialSubject/identifier/1/identityHash"]);
    assert_eq!(
        group.document()["credentialSubject"],
        json!({
            "type": ["AchievementSubject"],
            "identifier": [{"type": "IdentityObject", "identityHash": "4711"}]
        })
    );
}

#[test]
fn selects_items_in_any_order_and_more_than_once() {
    let group = check(
        &badge(),
        &[
            "/credentialSubject/identifier/1/identityHash",
            "/credentialSubject/identifier/0/identityType",
            "/credentialSubject/identifier/1",
            "/credentialSubject/identifier/1/identityHash",
            "/credentialSubject/achievement/tag/1",
        ],
    );
    let shown = &group.document()["credentialSubject"];
    assert_eq!(shown["identifier"][0], json!({"type": "IdentityObject", "identityType": "emailAddress"}));
    assert_eq!(shown["identifier"][1], badge()["credentialSubject"]["identifier"][1]);
    assert_eq!(shown["achievement"]["tag"], json!(["garden"]));
}

#[test]
fn the_empty_pointer_selects_all() {
    let group = check(&badge(), &[""]);
    assert_eq!(group.document(), &badge());
}

#[test]
fn nothing_selects_nothing() {
    let (document, contexts) = (badge(), Contexts::pinned());
    let whole = Labelled::new(&document, &contexts, |count| hmac_labels(&[3; 32], count)).unwrap();
    let group = whole.group(&[]).unwrap();
    assert!(group.indexes().is_empty() && group.labels().is_empty() && group.document().is_null());
}

#[test]
fn refuses_pointers_that_lead_nowhere() {
    let document = badge();
    for text in [
        "/name",
        "/credentialSubject/identifier/2",
        "/credentialSubject/identifier/01",
        "/credentialSubject/identifier/+1",
        "/credentialSubject/identifier/-",
        "/validFrom/0",
        "/issuer/name/",
        "/",
    ] {
        let pointer = Pointer::parse(text).unwrap();
        let error = Selection::new(&document, &[Pointer::root(), pointer.clone()]).unwrap_err();
        assert_eq!(error, ProofError::PointerUnmatched { pointer }, "{text}");
    }
}

#[test]
fn keeps_lists_and_tagged_texts_whole() {
    let document = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", {
            "steps": {"@id": "https://vocab.example/steps", "@container": "@list"},
            "raw": {"@id": "https://vocab.example/raw", "@type": "@json"}
        }],
        "type": "VerifiableCredential",
        "issuer": "https://university.example/issuer",
        "name": {"@value": "Kompost", "@language": "de"},
        "credentialSubject": {"steps": ["dig", "mix", {"name": "wait"}], "raw": {"a": 1, "b": 2}}
    });
    let contexts = Contexts::pinned();
    let whole = Labelled::new(&document, &contexts, |count| hmac_labels(&[3; 32], count)).unwrap();
    for (pointer, place) in [
        ("/credentialSubject/steps/0", "/credentialSubject/steps"),
        ("/credentialSubject/steps/2", "/credentialSubject/steps"),
        ("/credentialSubject/raw/a", "/credentialSubject/raw"),
        ("/name/@value", "/name"),
        ("/name/@language", "/name"),
    ] {
        let error = whole.group(&pointers(&[pointer])).unwrap_err();
        let pointer = Pointer::parse(place).unwrap();
        assert_eq!(error, ProofError::IndivisibleSelection { pointer });
    }
    check(&document, &["/credentialSubject/steps"]);
    check(&document, &["/name", "/credentialSubject/raw"]);
    let all = ["/credentialSubject/steps/0", "/credentialSubject/steps/1", "/credentialSubject/steps/2"];
    check(&document, &[&all[..], &["/credentialSubject/steps/2/name"]].concat());
}

/// An embedded context gives the terms beside it their meaning.
#[test]
fn keeps_what_names_depend_on() {
    let document = json!({
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "VerifiableCredential",
        "issuer": "https://university.example/issuer",
        "credentialSubject": {
            "@context": {"shade": "https://vocab.example/shade", "hue": "https://vocab.example/hue"},
            "id": "did:example:ada",
            "shade": "green",
            "hue": "blue"
        }
    });
    let group = check(&document, &["/credentialSubject/shade"]);
    assert_eq!(group.indexes().len(), 3);
    assert!(group.document()["credentialSubject"].get("hue").is_none());
}

#[test]
fn labels_are_as_many_as_blank_nodes_and_distinct() {
    let (document, contexts) = (badge(), Contexts::pinned());
    for labels in [vec![], vec!["a".to_owned(); 6], hmac_labels(&[3; 32], 7)] {
        let error = Labelled::new(&document, &contexts, |_| labels).unwrap_err();
        assert!(matches!(error, ProofError::MalformedValue { .. }), "{error}");
    }
}

/// Statements that hold the text of a label are not taken for it.
#[test]
fn replaces_labels_in_blank_nodes_only() {
    let document = json!({
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "VerifiableCredential",
        "name": "_:c14n0 \" _:c14n1 .",
        "credentialSubject": {"id": "https://learner.example/_:c14n0"}
    });
    let contexts = Contexts::pinned();
    let whole = Labelled::new(&document, &contexts, |count| shuffled_hmac_labels(&[3; 32], count)).unwrap();
    assert_eq!(whole.labels(), ["b0"]);
    assert_eq!(
        whole.lines(),
        [
            "_:b0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://www.w3.org/2018/credentials#VerifiableCredential> .\n",
            "_:b0 <https://schema.org/name> \"_:c14n0 \\\" _:c14n1 .\" .\n",
            "_:b0 <https://www.w3.org/2018/credentials#credentialSubject> <https://learner.example/_:c14n0> .\n",
        ]
    );
}
