use serde_json::{Value, json};

use super::{VerifyCall, codes, explain, explain_json, verify, verify_json};

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
        assert!(crate::explain(name).is_none(), "`{name}` is a code of reports too");
        assert!(explain_json(name).unwrap().contains(name));
    }
    assert_eq!(explain_json("json.no-such-code"), None);
}
