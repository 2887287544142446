use std::fmt::Debug;

use accolade_json::Limits;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{
    BakeCall, DeriveCall, DiffCall, InspectCall, IssueCall, PresentCall, UnbakeCall, VerifyCall, codes,
    explain, explain_json,
    read::{Members, read},
    verify, verify_json,
};

const BADGE: &str = include_str!("../../../../fixtures/verify/good/eddsa-rdfc.json");
const DID_WEB: &str = include_str!("../../../../fixtures/verify/good/did-web.json");
const AT: &str = "2026-06-01T00:00:00Z";

fn ask(call: &Value) -> Value {
    let call = call.to_string();
    let answer = verify_json(&call);
    // Whoever takes the answer as a value and writes it as `serde` would has the same text.
    if let Ok(read) = VerifyCall::from_json(call.as_bytes()) {
        let derived: VerifyCall = serde_json::from_str(&call).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), serde_json::to_value(&derived).unwrap());
        assert_eq!(serde_json::to_string(&verify(read)).unwrap(), answer);
    }
    serde_json::from_str(&answer).unwrap()
}

/// What `function` answers by way of JSON: no different from what it is by what is derived for the call and the answer.
pub(super) fn answer<Call: DeserializeOwned, Answer: Serialize>(
    by_hand: fn(&str) -> String,
    function: fn(Call) -> Answer,
    call: &Value,
) -> Value {
    let answer = by_hand(&call.to_string());
    match serde_json::from_value(call.clone()) {
        Ok(derived) => assert_eq!(serde_json::to_string(&function(derived)).unwrap(), answer),
        Err(_) => assert!(answer.contains("\"call.malformed\""), "what is derived refuses {call}: {answer}"),
    }
    serde_json::from_str(&answer).unwrap()
}

/// A value with each of its parts, at any depth, missing, replaced by something else, or beside one that is not known.
fn altered(value: &Value) -> Vec<Value> {
    let mut all =
        vec![json!(null), json!(true), json!(7), json!(-1), json!("text"), json!({}), json!({"other": 1})];
    let mut put = |altered: Value| all.push(altered);
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let mut without = members.clone();
                without.shift_remove(name);
                put(without.into());
                for member in altered(member) {
                    let mut with = members.clone();
                    with.insert(name.clone(), member);
                    put(with.into());
                }
            }
            let mut more = members.clone();
            more.insert("other".to_owned(), Value::Null);
            put(more.into());
        }
        // What is derived for an object takes a list of its members too, which nothing that is read by hand does.
        _ => put(json!([])),
    }
    if let Value::Array(items) = value {
        for (index, item) in items.iter().enumerate() {
            for item in altered(item) {
                let mut with = items.clone();
                with[index] = item;
                put(with.into());
            }
        }
    }
    all
}

fn is_read_as_derived<Call: Debug + DeserializeOwned>(members: fn(&mut Members<'_>) -> Call, good: Value) {
    let (mut taken, mut refused) = (0, 0);
    for call in altered(&good).into_iter().chain([good]) {
        let read = read(call.to_string().as_bytes(), Limits::default(), members);
        match (read, serde_json::from_value::<Call>(call.clone())) {
            (Ok(read), Ok(derived)) => {
                taken += 1;
                assert_eq!(format!("{read:?}"), format!("{derived:?}"), "{call}");
            }
            (Err(error), Err(_)) => {
                refused += 1;
                assert_eq!(error.code(), codes::MALFORMED, "{call}");
            }
            (read, derived) => panic!("{call} is read as {read:?}, and by what is derived as {derived:?}"),
        }
    }
    assert!(taken > 0 && refused > 0);
}

#[test]
fn every_call_is_read_as_by_what_is_derived() {
    let (text, bytes) = (json!({"text": "{}"}), json!({"base64": "e30="}));
    is_read_as_derived(
        VerifyCall::read,
        json!({
            "input": text, "at": AT,
            "policy": {
                "recipient": {"identifier": {"kind": "emailAddress", "value": "ben@learner.example"}},
                "domain": "club.example", "challenge": "1", "require": ["recipient"],
                "registries": [{"url": "https://r.example/"}, {"document": {"name": "ours", "content": bytes}}],
                "clockSkewSeconds": 1, "statusListIssuers": ["did:example:lists"], "askForResources": true,
                "askForRefresh": true, "askForLinkedDomains": true,
                "dangerous": {
                    "acceptUnpinnedContexts": true, "acceptUnboundIssuer": true, "acceptUnsignedStatusLists": true,
                },
            },
            "resources": {
                "https://a.example/": {"document": {"content": bytes, "mediaType": "application/json"}},
                "https://b.example/": {"unavailable": {"code": "fetch.gone", "reason": "it was"}},
            },
            "bundle": {"made": AT, "requests": [{"url": "https://a.example/"}]},
        }),
    );
    is_read_as_derived(
        VerifyCall::read,
        json!({"input": bytes, "at": AT, "policy": {"recipient": {"id": "a"}}}),
    );
    is_read_as_derived(InspectCall::read, json!({"input": text, "canonical": true}));
    is_read_as_derived(DiffCall::read, json!({"first": text, "second": bytes}));
    is_read_as_derived(BakeCall::read, json!({"image": bytes, "credential": text, "overwrite": true}));
    is_read_as_derived(UnbakeCall::read, json!({"image": bytes}));
    is_read_as_derived(
        DeriveCall::read,
        json!({"credential": text, "reveal": ["/name"], "preset": "with-results", "entropy": "e30="}),
    );
    let disclosable = json!({"mandatory": ["/issuer"], "entropy": "e30="});
    for (public, secret, issued, presented) in [
        (json!({"multikey": "z6Mk"}), json!({"jwk": {"kty": "OKP"}}), "jwt", "embedded"),
        (json!({"jwk": {"kty": "EC"}}), json!({"multikey": "z3u2"}), "vcJwt", "jwt"),
        (json!(null), json!(null), "embedded", "embedded"),
    ] {
        is_read_as_derived(
            IssueCall::read,
            json!({
                "credential": text, "publicKey": public, "secretKey": secret, "verificationMethod": "did:example:a#1",
                "form": issued, "cryptosuite": "eddsa-jcs-2022", "disclosable": disclosable, "created": AT, "signature": "e30=",
            }),
        );
        is_read_as_derived(
            PresentCall::read,
            json!({
                "credentials": [text, bytes], "publicKey": public, "secretKey": secret, "verificationMethod": "did:example:a#1",
                "challenge": "1", "domain": "club.example", "form": presented, "created": AT, "signature": "e30=",
            }),
        );
    }
}

#[test]
fn a_badge_is_verified() {
    let answer = ask(&json!({"input": {"text": BADGE}, "at": AT}));
    assert_eq!(answer["type"], "done");
    assert_eq!(answer["report"]["verdict"], "valid");
    assert_eq!(answer["claimed"], serde_json::from_str::<Value>(BADGE).unwrap());
}

#[test]
fn what_is_lacking_is_asked_for() {
    let mut call = json!({"input": {"text": DID_WEB}, "at": AT});
    let url = "https://academy.example/.well-known/did.json";
    assert_eq!(ask(&call), json!({"type": "need", "requests": [{"kind": "didDocument", "url": url}]}));
    let document = include_str!("../../../../fixtures/verify/resources/did-web.json");
    call["resources"] =
        json!({url: {"document": {"content": {"text": document}, "mediaType": "application/json"}}});
    assert_eq!(ask(&call)["report"]["verdict"], "valid");
    // Another code is not dropped: it goes into the reason.
    for (unavailable, code, reason) in [
        (json!({"reason": "no network"}), "fetch.declined", "no network"),
        (json!({"code": "fetch.declined", "reason": "a page"}), "fetch.declined", "a page"),
        (json!({"code": "fetch.gone", "reason": "it was"}), "fetch.gone", "it was"),
        (json!({"code": "fetch.cors", "reason": "not shared"}), "fetch.declined", "fetch.cors: not shared"),
    ] {
        call["resources"] = json!({url: {"unavailable": unavailable}});
        let answer = ask(&call);
        assert_eq!(answer["report"]["verdict"], "indeterminate");
        let text = answer.to_string();
        assert!(text.contains(&format!("\"reason\":\"{code}\"")) && text.contains(reason), "{text}");
    }
}

#[test]
fn the_policy_is_kept() {
    let call = |policy: Value| ask(&json!({"input": {"text": BADGE}, "at": AT, "policy": policy}));
    let verdict = |policy: Value| call(policy)["report"]["verdict"].as_str().unwrap().to_owned();
    let other = json!({"identifier": {"kind": "emailAddress", "value": "ben@learner.example"}});
    assert_eq!(verdict(json!({"recipient": {"id": "did:example:ana"}, "clockSkewSeconds": 5})), "valid");
    assert_eq!(verdict(json!({"recipient": other})), "invalid");
    assert_eq!(verdict(json!({"domain": "club.example", "challenge": "1"})), "invalid");
    assert_eq!(
        verdict(json!({"dangerous": {"acceptUnboundIssuer": true, "acceptUnpinnedContexts": true}})),
        "valid"
    );
    assert_eq!(verdict(json!({"require": ["recipient"]})), "indeterminate");
    let registries =
        json!([{"url": "https://r.example/"}, {"document": {"name": "ours", "content": {"base64": "e30="}}}]);
    // Every member there is: each is read as it would be by what is derived.
    call(json!({
        "recipient": null, "domain": null, "challenge": null, "require": [], "registries": registries,
        "clockSkewSeconds": 1, "statusListIssuers": ["did:example:lists"], "askForResources": true,
        "askForRefresh": true, "askForLinkedDomains": true,
        "dangerous": {"acceptUnsignedStatusLists": true, "acceptUnboundIssuer": false},
    }));
    let lenient = json!({
        "statusListIssuers": ["did:example:lists"], "askForResources": true, "askForRefresh": true,
        "dangerous": {"acceptUnsignedStatusLists": true},
    });
    assert_eq!(verdict(lenient), "valid");
}

#[test]
fn every_setting_of_a_policy_can_be_given() {
    let issuer = serde_json::from_str::<Value>(BADGE).unwrap()["issuer"]["id"].clone();
    let list = |id: &Value| json!({"entities": [{"id": id, "name": "Academy of the Coast"}]}).to_string();
    let call = |policy: Value| ask(&json!({"input": {"text": BADGE}, "at": AT, "policy": policy}));
    let outcome = |registries: Value| {
        let report = call(json!({"require": ["issuer"], "registries": registries}))["report"].clone();
        let checks = report["checks"].as_array().unwrap();
        let issuer = checks.iter().find(|check| check["id"] == "issuer").unwrap();
        (report["verdict"].clone(), issuer["outcome"].clone())
    };
    let at_hand = |text: String| json!([{"document": {"name": "my list", "content": {"text": text}}}]);
    assert_eq!(outcome(at_hand(list(&issuer))), (json!("valid"), json!("passed")));
    assert_eq!(outcome(at_hand(list(&json!("did:web:hills.example")))), (json!("invalid"), json!("failed")));
    assert_eq!(outcome(at_hand("{}".to_owned())), (json!("indeterminate"), json!("unknown")));
    let url = "https://registry.example/list.json";
    let need = json!({"type": "need", "requests": [{"kind": "registry", "url": url}]});
    assert_eq!(call(json!({"registries": [{"url": url}]})), need);
    let more = json!({
        "statusListIssuers": ["did:web:lists.example"], "askForResources": true, "askForLinkedDomains": true, "askForRefresh": true,
        "dangerous": {"acceptUnsignedStatusLists": true},
    });
    let asked = call(json!({"askForLinkedDomains": true}));
    assert_eq!(
        asked["requests"][0]["kind"], "didConfiguration",
        "the origin of the issuer's page is asked: {asked}"
    );
    // The badge names a picture with a digest and no refresh service.
    assert_ne!(call(more)["type"], "error");
}

#[test]
fn a_wrong_call_is_an_answer_with_its_code() {
    let given = |member: &str, value: Value| {
        let mut call = json!({"input": {"text": BADGE}, "at": AT});
        call[member] = value;
        call.to_string()
    };
    let document = |content: Value| json!({"https://a.example/": {"document": {"content": content}}});
    let twice = format!(r#"{{"input": {{"text": ""}}, "at": "{AT}", "at": "{AT}"}}"#);
    let deep = "[".repeat(1_000_000);
    let huge = format!("\"{}\"", "x".repeat(64 << 20));
    for (call, code) in [
        (String::new(), "json.syntax"),
        ("{".to_owned(), "json.syntax"),
        (twice, "json.duplicate-key"),
        (deep, "json.too-deep"),
        (huge, "json.too-large"),
        ("null".to_owned(), "call.malformed"),
        ("{}".to_owned(), "call.malformed"),
        (given("input", json!("text")), "call.malformed"),
        (given("input", json!({"text": "", "base64": ""})), "call.malformed"),
        (given("input", json!({"file": "badge.json"})), "call.malformed"),
        (given("input", json!({"base64": "Zg"})), "call.base64-malformed"),
        (given("input", json!({"base64": "Zg==\n"})), "call.base64-malformed"),
        (given("now", json!(AT)), "call.malformed"),
        (given("at", json!(7)), "call.malformed"),
        (given("at", json!("2026-06-01T00:00:00")), "call.time-malformed"),
        (given("policy", json!({"recipients": []})), "call.malformed"),
        (given("policy", json!({"recipient": {"id": "a", "identifier": {}}})), "call.malformed"),
        (given("policy", json!({"clockSkewSeconds": -1})), "call.malformed"),
        (given("policy", json!({"clockSkewSeconds": 4_294_967_296_u64})), "call.malformed"),
        (given("policy", json!({"dangerous": {"acceptAnything": true}})), "call.malformed"),
        (given("policy", json!({"require": ["authenticity"]})), "call.unknown-check"),
        (given("policy", json!({"registries": ["https://a.example/"]})), "call.malformed"),
        (given("policy", json!({"registries": [{"document": {"name": "a"}}]})), "call.malformed"),
        (
            given("policy", json!({"registries": [{"document": {"name": "a", "content": {"base64": "?"}}}]})),
            "call.base64-malformed",
        ),
        (given("policy", json!({"askForEverything": true})), "call.malformed"),
        (given("resources", document(json!({"base64": "?"}))), "call.base64-malformed"),
        (given("resources", document(json!({}))), "call.malformed"),
        (given("resources", json!({"https://a.example/": {"unavailable": {}}})), "call.malformed"),
    ] {
        let answer: Value = serde_json::from_str(&verify_json(&call)).unwrap();
        let derived = serde_json::from_str::<Value>(&call).ok().map(serde_json::from_value::<VerifyCall>);
        if answer["code"] == "call.malformed" {
            assert!(derived.is_some_and(|read| read.is_err()), "what is derived takes {call}");
        }
        let shown: String = call.chars().take(200).collect();
        assert_eq!((&answer["type"], &answer["code"]), (&json!("error"), &json!(code)), "{shown}: {answer}");
        assert!(!answer["message"].as_str().unwrap().is_empty(), "{shown}");
        assert!(explain(code).is_some(), "{code}");
    }
}

#[test]
fn every_code_is_explained_once() {
    for explanation in codes::ALL {
        let name = explanation.code.as_str();
        assert_eq!(explain_json(name), explain(name).map(|it| serde_json::to_string(&it).unwrap()));
        assert!(crate::explain(name).is_none(), "`{name}` is a code of reports too");
        assert!(explain_json(name).unwrap().contains(name));
    }
    assert_eq!(explain_json("json.no-such-code"), None);
}
