//! Ways to write the same statements as other JSON, so that a reader of the JSON sees something else. Each leaves the
//! canonical form, and with it every signature, as it was; each must be found.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use accolade_ld::{Contexts, Options, agreement, canonicalize};
use serde_json::{Value, json};

fn honest() -> Value {
    json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
        ],
        "id": "https://university.example/credentials/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "https://university.example/issuer", "type": "Profile", "name": "University"},
        "validFrom": "2024-01-01T00:00:00Z",
        "validUntil": "2025-01-01T00:00:00Z",
        "credentialStatus": {
            "id": "https://university.example/status/1#7",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "7",
            "statusListCredential": "https://university.example/status/1"
        },
        "credentialSubject": {"id": "did:example:ada", "type": "AchievementSubject"}
    })
}

/// How a holder alters the document: a name, what is done, the code and the place of what must be found.
type Alteration = (&'static str, fn(&mut Value), &'static str, &'static str);

fn alterations() -> Vec<Alteration> {
    fn add_context(document: &mut Value, context: Value) {
        document["@context"].as_array_mut().unwrap().push(context);
    }
    fn rename(object: &mut Value, from: &str, to: &str) {
        let value = object.as_object_mut().unwrap().remove(from).unwrap();
        object[to] = value;
    }
    vec![
        (
            "validUntil under its IRI",
            |d| {
                rename(d, "validUntil", "https://www.w3.org/2018/credentials#validUntil");
                d["https://www.w3.org/2018/credentials#validUntil"] = json!({
                    "@value": "2025-01-01T00:00:00Z", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"
                });
            },
            "ld.hidden-term",
            "/https:~1~1www.w3.org~12018~1credentials#validUntil",
        ),
        (
            "validUntil under another name",
            |d| {
                let date = "http://www.w3.org/2001/XMLSchema#dateTime";
                let iri = "https://www.w3.org/2018/credentials#validUntil";
                add_context(d, json!({"term": {"@id": iri, "@type": date}}));
                rename(d, "validUntil", "term");
            },
            "ld.hidden-term",
            "/term",
        ),
        (
            "status under a compact IRI",
            |d| {
                add_context(d, json!({"c": "https://www.w3.org/2018/credentials#"}));
                rename(d, "credentialStatus", "c:credentialStatus");
            },
            "ld.hidden-term",
            "/c:credentialStatus",
        ),
        (
            "the type of the status as an IRI",
            |d| {
                d["credentialStatus"]["type"] =
                    "https://www.w3.org/ns/credentials/status#BitstringStatusListEntry".into();
            },
            "ld.hidden-term",
            "/credentialStatus/type",
        ),
        (
            "the type of the status under another name",
            |d| {
                let iri = "https://www.w3.org/ns/credentials/status#BitstringStatusListEntry";
                let scoped = json!({
                    "id": "@id", "type": "@type",
                    "statusPurpose": "https://www.w3.org/ns/credentials/status#statusPurpose",
                    "statusListIndex": "https://www.w3.org/ns/credentials/status#statusListIndex",
                    "statusListCredential": {
                        "@id": "https://www.w3.org/ns/credentials/status#statusListCredential", "@type": "@id"
                    }
                });
                add_context(d, json!({"Harmless": {"@id": iri, "@context": scoped}}));
                d["credentialStatus"]["type"] = "Harmless".into();
                // The purpose is taken for a term, so it is given as the IRI that it stands for.
            },
            "ld.hidden-term",
            "/credentialStatus/type",
        ),
        (
            "members below a nest",
            |d| {
                add_context(d, json!({"more": "@nest"}));
                let until = d.as_object_mut().unwrap().remove("validUntil").unwrap();
                d["more"] = json!({"validUntil": until});
            },
            "ld.restructured",
            "/more",
        ),
        (
            "the subject's identifier under the keyword",
            |d| rename(&mut d["credentialSubject"], "id", "@id"),
            "ld.restructured",
            "/credentialSubject/@id",
        ),
        (
            "the status's type under the keyword",
            |d| rename(&mut d["credentialStatus"], "type", "@type"),
            "ld.restructured",
            "/credentialStatus/@type",
        ),
        (
            "the status inside arrays",
            |d| d["credentialStatus"] = json!([[d["credentialStatus"].clone()]]),
            "ld.restructured",
            "/credentialStatus/0",
        ),
        (
            "the status inside a set",
            |d| d["credentialStatus"] = json!({"@set": [d["credentialStatus"].clone()]}),
            "ld.restructured",
            "/credentialStatus/@set",
        ),
        (
            "the status beside the document",
            |d| {
                let status = d["credentialStatus"].clone();
                d["credentialStatus"] = status["id"].clone();
                d["@included"] = json!([status]);
            },
            "ld.restructured",
            "/@included",
        ),
        (
            "the date inside an object",
            |d| {
                d["validUntil"] = json!({
                    "@value": "2025-01-01T00:00:00Z", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"
                });
            },
            "ld.restructured",
            "/validUntil",
        ),
        (
            "the issuer under an abbreviation",
            |d| {
                add_context(d, json!({"did": {"@id": "https://university.example/", "@prefix": true}}));
                d["issuer"]["id"] = "did:issuer".into();
            },
            "ld.rewritten-iri",
            "/issuer/id",
        ),
        (
            "the subject relative to a base",
            |d| {
                add_context(d, json!({"@base": "did:example:ada"}));
                d["credentialSubject"]["id"] = "".into();
            },
            "ld.rewritten-iri",
            "/credentialSubject/id",
        ),
        (
            "everything in a graph",
            |d| {
                let mut inner = d.clone();
                let context = inner.as_object_mut().unwrap().remove("@context").unwrap();
                *d = json!({"@context": context, "@graph": [inner]});
            },
            "ld.restructured",
            "/@graph",
        ),
        (
            "the status said from inside",
            |d| {
                let members = d.as_object_mut().unwrap();
                let status = members.remove("credentialStatus").unwrap();
                members.insert("id".into(), "https://university.example/issuer".into());
                d["issuer"]["type"] = json!(["Profile", "VerifiableCredential", "OpenBadgeCredential"]);
                d["issuer"]["credentialStatus"] = status;
            },
            "ld.restructured",
            "/issuer/credentialStatus",
        ),
    ]
}

#[test]
fn each_alteration_is_found() {
    let contexts = Contexts::pinned();
    assert_eq!(agreement(&honest(), &contexts), Ok(Vec::new()));
    let text = |document: &Value| {
        canonicalize(document, &contexts, &Options::default()).map(accolade_ld::rdfc::Canonical::into_text)
    };
    let signed = text(&honest()).unwrap();
    let mut same = 0;
    for (name, alter, code, place) in alterations() {
        let mut document = honest();
        alter(&mut document);
        let findings = agreement(&document, &contexts).unwrap_or_else(|error| panic!("{name}: {error}"));
        let found: Vec<_> = findings.iter().map(|one| (one.code.as_str(), one.pointer.as_str())).collect();
        assert!(found.contains(&(code, place)), "{name}: {found:?}");
        same += usize::from(text(&document).is_ok_and(|text| text == signed));
    }
    // Most of them leave the signature valid; the rest need a document that was issued for the attack.
    assert!(same >= 12, "{same}");
}

#[test]
fn a_known_name_keeps_its_meaning() {
    let mut document = honest();
    document["@context"].as_array_mut().unwrap().push(json!({"@vocab": "https://evil.example/#"}));
    document["credentialSubject"]["credentialStatus"] = "text".into();
    let findings = agreement(&document, &Contexts::pinned()).unwrap();
    let found: Vec<_> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "ld.remapped-term at `/credentialSubject/credentialStatus`: `credentialStatus` is given the meaning \
          `https://evil.example/#credentialStatus`, which is not the one it is known by"
        ]
    );
}

#[test]
fn extensions_of_ones_own_agree() {
    let mut document = honest();
    document["@context"].as_array_mut().unwrap().push(json!({
        "favourite": "https://university.example/ns#favourite",
        "Club": {"@id": "https://university.example/ns#Club", "@context": {"motto": "https://university.example/ns#motto"}}
    }));
    document["credentialSubject"]["favourite"] = json!({"type": "Club", "motto": "x"});
    document["name"] = json!({"@value": "اسم", "@language": "ar", "@direction": "rtl"});
    assert_eq!(agreement(&document, &Contexts::pinned()), Ok(Vec::new()));
    assert!(canonicalize(&document, &Contexts::pinned(), &Options::default().with_agreement()).is_ok());
}
