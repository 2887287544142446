//! Selective disclosure: what gives the rest its meaning cannot be hidden, and what is shown verifies.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use accolade_engine::{
    Derived, Holder, IssueError, Issued, Issuer, Policy, Preset, Resources, Step, Verifier,
    mandatory_pointers,
};
use accolade_json::Value;
use accolade_keys::{KeyType, SecretKey};
use accolade_proof::data_integrity::Disclosable;
use accolade_report::{CheckId, Outcome, Pointer, Report, Severity, Verdict};
use serde_json::json;
use time::{Date, Month, OffsetDateTime, Time};

const PAPER: &str = "urn:uuid:0b8ad6c4-5f0b-4b0e-8c7a-3f3c1f6f2d11";
const VIVA: &str = "urn:uuid:3c1f6f2d-5f0b-4b0e-8c7a-0b8ad6c42d11";
const LEVEL: &str = "urn:uuid:77777777-5f0b-4b0e-8c7a-0b8ad6c42d11";

fn day(month: Month, day: u8) -> OffsetDateTime {
    OffsetDateTime::new_utc(Date::from_calendar_date(2026, month, day).unwrap(), Time::MIDNIGHT)
}

fn issuer_key() -> SecretKey {
    SecretKey::generate(KeyType::P256, &[3; 64]).unwrap()
}

fn badge() -> Value {
    json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:5d0c7f3e-8b1a-4c55-9d1e-2f60a7c41b90",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Reading the tides",
        "issuer": {
            "id": Issuer::did_key(issuer_key().public_key()).id(),
            "type": ["Profile"],
            "name": "Academy of the Coast",
            "email": "registry@academy.example",
        },
        "validFrom": "2026-02-01T09:00:00Z",
        "validUntil": "2031-02-01T09:00:00Z",
        "credentialSubject": {
            "id": "did:example:ana",
            "type": ["AchievementSubject"],
            "identifier": [
                identity("emailAddress", "ana@learner.example"),
                identity("identifier", "4711"),
            ],
            "creditsEarned": 2.5,
            "achievement": {
                "id": "https://academy.example/achievements/tides",
                "type": ["Achievement"],
                "achievementType": "Course",
                "name": "Tides and currents",
                "description": "Plans a coastal passage.",
                "criteria": {"narrative": "Plans three passages."},
                "tag": ["navigation", "seamanship"],
                "alignment": [
                    alignment("Plan a voyage", "https://skills.example/voyage"),
                    alignment("Read a chart", "https://skills.example/chart"),
                ],
                "resultDescription": [
                    {
                        "id": PAPER,
                        "type": ["ResultDescription"],
                        "name": "Written paper",
                        "resultType": "Percent",
                        "valueMin": "0",
                        "valueMax": "100",
                        "requiredValue": "60",
                    },
                    {
                        "id": VIVA,
                        "type": ["ResultDescription"],
                        "name": "Viva",
                        "resultType": "RubricCriterionLevel",
                        "rubricCriterionLevel": [
                            level(LEVEL, "Sure", "2"),
                            level("urn:uuid:88888888-5f0b-4b0e-8c7a-0b8ad6c42d11", "Unsure", "1"),
                        ],
                    },
                ],
            },
            "result": [
                {"type": ["Result"], "resultDescription": PAPER, "value": "57", "status": "Failed"},
                {"type": ["Result"], "resultDescription": VIVA, "achievedLevel": LEVEL},
            ],
        },
        "evidence": [{
            "id": "https://academy.example/evidence/41",
            "type": ["Evidence"],
            "name": "Passage plan",
            "narrative": "The plan of a night passage.",
        }],
    })
}

fn identity(kind: &str, hash: &str) -> Value {
    json!({"type": "IdentityObject", "identityType": kind, "hashed": false, "identityHash": hash})
}

fn alignment(name: &str, url: &str) -> Value {
    json!({"type": ["Alignment"], "targetName": name, "targetUrl": url})
}

fn level(id: &str, name: &str, points: &str) -> Value {
    json!({"id": id, "type": ["RubricCriterionLevel"], "name": name, "level": points, "points": points})
}

fn pointers(texts: &[&str]) -> Vec<Pointer> {
    texts.iter().map(|text| Pointer::parse(text).unwrap()).collect()
}

fn disclosable(mandatory: Vec<Pointer>) -> Disclosable {
    Disclosable::new(mandatory, &std::array::from_fn(|at| at as u8 + 1)).unwrap()
}

fn issue(badge: &Value, mandatory: Vec<Pointer>) -> Result<Value, IssueError> {
    let key = issuer_key();
    let issuer = Issuer::did_key(key.public_key());
    let created = day(Month::February, 1);
    match issuer.issue_disclosable(badge, "ecdsa-sd-2023", disclosable(mandatory), created, &key)? {
        Issued::Json(document) => Ok(document),
        other => panic!("{other:?}"),
    }
}

fn base() -> Value {
    issue(&badge(), mandatory_pointers(&badge())).unwrap()
}

fn derive(base: &Value, selected: &[&str]) -> Derived {
    Holder::default().derive(base, &pointers(selected)).unwrap()
}

fn verify(document: &Value) -> Report {
    let verifier = Verifier::new(Policy::default());
    let now = day(Month::June, 1);
    match verifier.verify(document.to_string().as_bytes(), &Resources::default(), now) {
        Step::Done(done) => done.report().clone(),
        Step::Need(requests) => panic!("{requests:?}"),
    }
}

/// Whether the credential is valid, and nothing but that nobody vouches for its issuer is worth a warning.
fn assert_valid(document: &Value, of: &str) {
    let report = verify(document);
    let findings = report.findings();
    let grave: Vec<_> = findings
        .iter()
        .filter(|found| found.severity <= Severity::Warning && found.code.as_str() != "issuer.no-registry")
        .collect();
    assert_eq!(report.verdict(), Verdict::Valid, "{of}: {grave:?}");
    assert!(grave.is_empty(), "{of}: {grave:?}");
}

fn places(value: &Value, place: &Pointer, found: &mut Vec<Pointer>) {
    found.push(place.clone());
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| places(value, &place.key(name), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| places(value, &place.index(at), found));
        }
        _ => {}
    }
}

#[test]
fn what_is_mandatory_by_default() {
    let texts = |badge: &Value| -> Vec<String> {
        mandatory_pointers(badge).iter().map(ToString::to_string).collect()
    };
    assert_eq!(texts(&badge()), ["/issuer", "/validFrom", "/validUntil"]);
    let mut more = badge();
    more["termsOfUse"] = json!([]);
    more["credentialSchema"] = json!([]);
    more["credentialStatus"] = json!({});
    let expected =
        ["/issuer", "/validFrom", "/validUntil", "/credentialStatus", "/credentialSchema", "/termsOfUse"];
    assert_eq!(texts(&more), expected);
}

#[test]
fn whatever_is_selected_is_valid_and_said_to_be_a_part() {
    // Issued with nothing mandatory, so that nothing but the rules keeps it whole.
    let base = issue(&badge(), Vec::new()).unwrap();
    let mut all = Vec::new();
    places(&badge(), &Pointer::root(), &mut all);
    assert!(all.len() > 90);
    for place in all {
        let derived = derive(&base, &[place.as_str()]);
        assert_valid(&derived.credential, place.as_str());
    }
    assert_valid(&derive(&base, &[]).credential, "nothing");
    let report = verify(&derive(&base, &["/name"]).credential);
    let part = report.findings().into_iter().find(|found| found.code.as_str() == "proof.partly-disclosed");
    let part = part.unwrap();
    assert_eq!((part.severity, &part.evidence["mandatory"]), (Severity::Note, &json!(0)));
    assert_eq!(report.check(CheckId::Proof).unwrap().facts()["disclosed"], "in part");
}

#[test]
fn the_base_proof_itself_is_not_valid() {
    let report = verify(&base());
    assert_eq!(report.verdict(), Verdict::Invalid);
    assert_eq!(report.gravest().unwrap().code.as_str(), "proof.base-proof");
}

#[test]
fn what_gives_the_rest_its_meaning_cannot_be_hidden() {
    let base = issue(&badge(), Vec::new()).unwrap();
    let credential = derive(&base, &["/name"]).credential;
    for place in [
        "/@context",
        "/id",
        "/type",
        "/issuer",
        "/validFrom",
        "/validUntil",
        "/credentialSubject/id",
        "/credentialSubject/achievement/id",
        "/credentialSubject/achievement/type",
        "/credentialSubject/achievement/name",
        "/credentialSubject/achievement/description",
        "/credentialSubject/achievement/criteria",
    ] {
        assert_eq!(credential.pointer(place), badge().pointer(place), "{place}");
    }
    for place in [
        "/evidence",
        "/credentialSubject/result",
        "/credentialSubject/identifier",
        "/credentialSubject/creditsEarned",
        "/credentialSubject/achievement/resultDescription",
        "/credentialSubject/achievement/tag",
    ] {
        assert_eq!(credential.pointer(place), None, "{place}");
    }
    // A value shows its status, and its scale with what was required on it.
    let (all, badge) = (badge()["credentialSubject"].clone(), badge());
    let scales = &all["achievement"]["resultDescription"];
    let subject = |selected: &str| derive(&base, &[selected]).credential["credentialSubject"].clone();
    let shown = subject("/credentialSubject/result/0/value");
    assert_eq!(shown["result"], json!([all["result"][0]]));
    assert_eq!(shown["achievement"]["resultDescription"], json!([scales[0]]));
    // A level shows the level that it names, among the others.
    let shown = subject("/credentialSubject/result/1/achievedLevel");
    assert_eq!(shown["achievement"]["resultDescription"], json!([scales[1]]));
    // A part of one thing shows the whole of it, and nothing of the next.
    for (part, list, index) in [
        ("valueMax", "/credentialSubject/achievement/resultDescription", 0),
        ("targetName", "/credentialSubject/achievement/alignment", 1),
        ("identityHash", "/credentialSubject/identifier", 1),
        ("name", "/evidence", 0),
    ] {
        let whole = format!("{list}/{index}");
        let derived = derive(&base, &[&format!("{whole}/{part}")]);
        assert_eq!(derived.credential.pointer(list), Some(&json!([badge.pointer(&whole)])), "{whole}");
        assert!(derived.added.iter().any(|added| added.pointer.as_str() == whole), "{whole}");
    }
}

/// Each rule, over a document that is not signed.
#[test]
fn every_rule_adds_what_it_is_about() {
    let whole = json!({"id": "urn:one", "type": ["T"], "a": 1, "b": 2});
    let document = json!({
        "issuer": {"id": "did:example:i", "endorsement": [whole]},
        "validFrom": 1,
        "validUntil": 1,
        "issuanceDate": 1,
        "expirationDate": 1,
        "credentialStatus": whole,
        "credentialSchema": whole,
        "termsOfUse": whole,
        "endorsement": [whole],
        "relatedResource": [whole],
        "evidence": whole,
        "credentialSubject": [{
            "identifier": [whole],
            "association": [whole],
            "verifiableCredential": [whole],
            "result": [{"value": "1", "resultDescription": "urn:one"}],
            "achievement": {
                "name": "n",
                "description": "d",
                "criteria": {},
                "related": [whole],
                "otherIdentifier": whole,
                "alignment": [whole],
                "endorsement": [whole],
                "resultDescription": [whole, {"id": "urn:two"}],
                "creator": {"endorsement": [whole]},
            },
        }],
    });
    let added = |selected: &str| -> Vec<String> {
        let added = Holder::default().completed(&document, &pointers(&[selected]));
        added.into_iter().map(|added| added.pointer.to_string()).collect()
    };
    let always = [
        "/issuer",
        "/validFrom",
        "/validUntil",
        "/issuanceDate",
        "/expirationDate",
        "/credentialStatus",
        "/credentialSchema",
        "/termsOfUse",
        "/credentialSubject/0/achievement/name",
        "/credentialSubject/0/achievement/description",
        "/credentialSubject/0/achievement/criteria",
    ];
    assert_eq!(added("/id"), always);
    let with = |more: &[&str]| -> Vec<String> {
        always.iter().chain(more).map(|place| (*place).to_owned()).collect()
    };
    for whole in [
        "/endorsement/0",
        "/relatedResource/0",
        "/evidence",
        "/credentialSubject/0/identifier/0",
        "/credentialSubject/0/association/0",
        "/credentialSubject/0/verifiableCredential/0",
        "/credentialSubject/0/achievement/related/0",
        "/credentialSubject/0/achievement/otherIdentifier",
        "/credentialSubject/0/achievement/alignment/0",
        "/credentialSubject/0/achievement/endorsement/0",
        "/credentialSubject/0/achievement/resultDescription/0",
        "/credentialSubject/0/achievement/creator/endorsement/0",
    ] {
        assert_eq!(added(&format!("{whole}/a")), with(&[whole]), "{whole}");
    }
    // The whole of the issuer is shown anyway.
    assert_eq!(added("/issuer/endorsement/0/a"), always);
    assert_eq!(
        added("/credentialSubject/0/result/0/value"),
        with(&["/credentialSubject/0/result/0", "/credentialSubject/0/achievement/resultDescription/0"])
    );
    assert!(added("").is_empty());
}

#[test]
fn presets_show_what_they_say() {
    let base = base();
    let shown = |name: &str| {
        let preset = Preset::find(name).unwrap();
        let derived = Holder::default().derive(&base, &preset.pointers(&base)).unwrap();
        assert_valid(&derived.credential, name);
        derived.credential
    };
    let has = |document: &Value, place: &str| document.pointer(place).is_some();
    let only = shown("achievement-only");
    assert!(has(&only, "/name") && has(&only, "/credentialSubject/achievement/alignment/1/targetName"));
    for place in [
        "/evidence",
        "/credentialSubject/result",
        "/credentialSubject/identifier",
        "/credentialSubject/achievement/resultDescription",
    ] {
        assert!(!has(&only, place), "{place}");
    }
    let results = shown("with-results");
    assert_eq!(results["credentialSubject"]["result"], badge()["credentialSubject"]["result"]);
    assert_eq!(results["credentialSubject"]["creditsEarned"], 2.5);
    assert!(!has(&results, "/evidence") && !has(&results, "/credentialSubject/identifier"));
    let mut expected = badge();
    expected["credentialSubject"].as_object_mut().unwrap().shift_remove("identifier");
    let mut anonymous = shown("without-recipient-identifiers");
    anonymous.as_object_mut().unwrap().shift_remove("proof");
    assert_eq!(anonymous, expected);
    assert_eq!(Preset::ALL.len(), 3);
    assert!(Preset::find("everything").is_none());
}

#[test]
fn what_cannot_be_derived_is_refused_with_its_reason() {
    let code = |document: &Value, selected: &str| {
        let error = Holder::default().derive(document, &pointers(&[selected])).unwrap_err();
        assert_eq!(error.findings()[0].code, error.code());
        (error.code().to_string(), error.findings()[0].pointer.to_string())
    };
    let expected = |code: &str, place: &str| (code.to_owned(), place.to_owned());
    assert_eq!(code(&badge(), "/name"), expected("secure.missing-proof", ""));
    assert_eq!(code(&base(), "/nowhere"), expected("proof.pointer-unmatched", "/nowhere"));
    assert_eq!(code(&base(), "/proof/created"), expected("proof.pointer-unmatched", "/proof/created"));
    let derived = derive(&base(), &["/name"]).credential;
    assert_eq!(code(&derived, "/name"), expected("proof.already-derived", "/proof/proofValue"));
    let mut whole = base();
    whole["proof"]["cryptosuite"] = "ecdsa-rdfc-2019".into();
    assert_eq!(code(&whole, "/name"), expected("proof.not-selective", "/proof/cryptosuite"));
    // Beside a proof over the whole, the base proof is found.
    let mut both = base();
    both["proof"] = json!([whole["proof"], both["proof"]]);
    assert!(derive(&both, &["/name"]).credential["proof"].is_object());
}

#[test]
fn issuing_refuses_what_cannot_be_shown_in_part() {
    let error = issue(&badge(), pointers(&["/nowhere"])).unwrap_err();
    assert_eq!(error.code().as_str(), "proof.pointer-unmatched");
    let key = issuer_key();
    let issuer = Issuer::did_key(key.public_key());
    let created = day(Month::February, 1);
    let refused = |suite: &str, key: &SecretKey| {
        let issued = issuer.issue_disclosable(&badge(), suite, disclosable(Vec::new()), created, key);
        issued.unwrap_err().code().to_string()
    };
    assert_eq!(refused("ecdsa-rdfc-2019", &key), "proof.not-selective");
    assert_eq!(refused("ecdsa-sd-2022", &key), "proof.unknown-suite");
    let other = SecretKey::generate(KeyType::P256, &[4; 64]).unwrap();
    assert_eq!(refused("ecdsa-sd-2023", &other), "proof.signature-mismatch");
}

#[test]
fn an_end_of_validity_counts_though_nobody_selected_it() {
    let mut badge = badge();
    badge["validUntil"] = "2026-05-01T00:00:00Z".into();
    let base = issue(&badge, Vec::new()).unwrap();
    let report = verify(&derive(&base, &["/name"]).credential);
    assert_eq!(report.verdict(), Verdict::Invalid);
    assert_eq!(report.check(CheckId::Validity).unwrap().outcome(), Outcome::Failed);
}
