//! What 1EdTech asks of a host of Open Badges 3.0, rehearsed over HTTP. The test is the service consumer: it discovers, registers, is
//! authorized, reads page by page and verifies what it reads, writes, and finds again what it wrote.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "a test opens a connection")]

mod support;

use std::net::TcpStream;

use accolade::{
    Policy, Resources, Step, Verifier,
    keys::encode_base64url,
    model::{Credential, is_same_credential},
    report::{CheckId, Outcome},
};
use base64ct::{Base64, Encoding};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use support::{Server, credential, exchange};

const SCOPES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/scope/";
const REDIRECT: &str = "https://consumer.example/return?from=host";
const VERIFIER: &str = "a-verifier-of-more-than-forty-three-characters-and-no-fewer";

/// Status, head and body.
type Answered = (u16, String, String);

/// A service consumer, registered for some scopes.
struct Consumer<'a> {
    server: &'a Server,
    described: Value,
    basic: String,
    id: String,
}

fn full(scopes: &[&str]) -> String {
    scopes.iter().map(|scope| format!("{SCOPES}{scope}")).collect::<Vec<_>>().join(" ")
}

fn metadata(scopes: &[&str]) -> Value {
    json!({
        "client_name": "Consumer", "client_uri": "https://consumer.example", "logo_uri": "https://consumer.example/logo.png",
        "tos_uri": "https://consumer.example/terms", "policy_uri": "https://consumer.example/privacy",
        "software_id": "consumer", "software_version": "1", "redirect_uris": [REDIRECT],
        "token_endpoint_auth_method": "client_secret_basic", "grant_types": ["authorization_code"],
        "response_types": ["code"], "scope": full(scopes),
    })
}

fn ask(server: &Server, verb: &str, url: &str, headers: &[(&str, &str)], body: &str) -> Answered {
    let origin = format!("http://{}", server.address);
    let path = url.strip_prefix(&origin).unwrap_or(url);
    exchange(
        TcpStream::connect(server.address).unwrap(),
        &server.address.to_string(),
        verb,
        path,
        headers,
        body,
    )
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

impl<'a> Consumer<'a> {
    fn register(server: &'a Server, scopes: &[&str]) -> Self {
        // Nobody has to be known to discover, and the document says where the rest is.
        let (status, head, body) = ask(server, "GET", "/ims/ob/v3p0/discovery", &[], "");
        assert_eq!((status, header(&head, "content-type")), (200, Some("application/json")));
        let described: Value = serde_json::from_str(&body).unwrap();
        let url = &described["components"]["securitySchemes"]["OAuth2ACG"]["x-imssf-registrationUrl"];
        let (status, _, body) =
            ask(server, "POST", url.as_str().unwrap(), &[], &metadata(scopes).to_string());
        assert_eq!(status, 201, "{body}");
        let registered: Value = serde_json::from_str(&body).unwrap();
        let text = |name: &str| registered[name].as_str().unwrap().to_owned();
        let basic =
            Base64::encode_string(format!("{}:{}", text("client_id"), text("client_secret")).as_bytes());
        Self { server, described, basic: format!("Basic {basic}"), id: text("client_id") }
    }

    fn flow(&self, name: &str) -> &str {
        let flow =
            &self.described["components"]["securitySchemes"]["OAuth2ACG"]["flows"]["authorizationCode"];
        flow[name].as_str().unwrap()
    }

    /// A code, by the way of the browser.
    fn code(&self, scopes: &[&str]) -> String {
        let challenge = encode_base64url(&Sha256::digest(VERIFIER));
        let query = format!(
            "response_type=code&client_id={}&redirect_uri={}&scope={}&state=s-1&code_challenge={challenge}\
             &code_challenge_method=S256",
            self.id,
            REDIRECT.replace('?', "%3F"),
            full(scopes).replace(' ', "+"),
        );
        let url = format!("{}?{query}", self.flow("authorizationUrl"));
        let (status, head, body) = ask(self.server, "GET", &url, &[], "");
        assert_eq!(status, 302, "{body}");
        let location = header(&head, "location").unwrap();
        assert!(location.starts_with(REDIRECT) && location.contains("state=s%2D1"), "{location}");
        let (_, code) = location.split_once("code=").unwrap();
        code.split('&').next().unwrap().to_owned()
    }

    fn exchange(&self, code: &str, verifier: &str) -> (u16, Value) {
        let form = format!(
            "grant_type=authorization_code&code={code}&redirect_uri={}&code_verifier={verifier}",
            REDIRECT.replace('?', "%3F")
        );
        let headers =
            [("Authorization", self.basic.as_str()), ("Content-Type", "application/x-www-form-urlencoded")];
        let (status, _, body) = ask(self.server, "POST", self.flow("tokenUrl"), &headers, &form);
        (status, serde_json::from_str(&body).unwrap())
    }

    fn token(&self, scopes: &[&str]) -> String {
        let (status, answer) = self.exchange(&self.code(scopes), VERIFIER);
        assert_eq!((status, &answer["token_type"]), (200, &json!("Bearer")), "{answer}");
        assert_eq!(answer["scope"], full(scopes));
        format!("Bearer {}", answer["access_token"].as_str().unwrap())
    }

    fn call(&self, token: &str, verb: &str, path: &str, media_type: &str, body: &str) -> Answered {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("/ims/ob/v3p0{path}") };
        let headers =
            [("Authorization", token), ("Content-Type", media_type), ("Accept", "application/json")];
        ask(self.server, verb, &url, &headers, body)
    }
}

fn issued(server: &Server, number: usize, name: &str, from: &str) -> Value {
    let mut credential = credential();
    credential["id"] = format!("urn:uuid:0e0f2a3e-7b0c-4a52-9d1f-{number:012}").into();
    credential["credentialSubject"]["name"] = name.into();
    credential["validFrom"] = from.into();
    server.issue("eddsa-rdfc-2022", &credential)
}

const FROM: &str = "2026-01-01T00:00:00Z";

/// Provider (Write) and Provider (Read): what was put in is read again, a page at a time, and verifies.
#[test]
fn what_was_put_in_is_read_again_page_by_page() {
    let server = Server::start();
    let all = ["credential.readonly", "credential.upsert"];
    let consumer = Consumer::register(&server, &all);
    let token = consumer.token(&all);
    let badges: Vec<Value> = (0..5).map(|number| issued(&server, number, "Ana", FROM)).collect();
    for badge in &badges {
        let (status, _, body) =
            consumer.call(&token, "POST", "/credentials", "application/vc+ld+json", &badge.to_string());
        assert_eq!(status, 201, "{body}");
        assert_eq!(serde_json::from_str::<Value>(&body).unwrap(), *badge);
    }
    let mut read = Vec::new();
    let mut next = Some("/credentials?limit=2".to_owned());
    let mut pages = 0;
    while let Some(url) = next {
        let (status, head, body) = consumer.call(&token, "GET", &url, "", "");
        assert_eq!((status, header(&head, "x-total-count")), (200, Some("5")));
        let links = header(&head, "link").unwrap();
        assert!(["first", "last"].iter().all(|name| links.contains(&format!("rel=\"{name}\""))), "{links}");
        assert_eq!(links.contains("rel=\"prev\""), pages > 0);
        let link = links.split(", ").find(|link| link.ends_with("rel=\"next\""));
        next = link.map(|link| link.trim_start_matches('<').split('>').next().unwrap().to_owned());
        let body: Value = serde_json::from_str(&body).unwrap();
        read.extend(body["credential"].as_array().unwrap().clone());
        pages += 1;
    }
    assert_eq!(pages, 3);
    // Nothing was lost on the way, and each verifies for whoever reads it.
    assert_eq!(read, badges);
    for (badge, sent) in read.iter().zip(&badges) {
        assert!(is_same_credential(&Credential::of(badge).unwrap(), &Credential::of(sent).unwrap()));
        assert_eq!(server.verify(badge).0, 200);
        let text = badge.to_string();
        let now = time::OffsetDateTime::from_unix_timestamp(1_780_000_000).unwrap();
        let step = Verifier::new(Policy::default()).verify(text.as_bytes(), &Resources::default(), now);
        let Step::Done(verification) = step else { unreachable!("a `did:key` asks for nothing") };
        assert_eq!(verification.report().check(CheckId::Proof).unwrap().outcome(), Outcome::Passed);
    }
    let (_, _, body) = consumer.call(&token, "GET", "/credentials?since=2999-01-01T00:00:00Z", "", "");
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["credential"], json!([]));
}

#[test]
fn tokens_are_kept_as_tokens() {
    let server = Server::start();
    let all = ["credential.readonly", "credential.upsert"];
    let consumer = Consumer::register(&server, &all);
    let token = consumer.token(&all);
    let envelope = server.issue("vc-jwt", &credential());
    let badge = envelope["id"].as_str().unwrap().split_once(',').unwrap().1.to_owned();
    assert_eq!(consumer.call(&token, "POST", "/credentials", "text/plain", &badge).0, 201);
    let (_, _, body) = consumer.call(&token, "GET", "/credentials", "", "");
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((&body["compactJwsString"], &body["credential"]), (&json!([badge]), &json!([])));
}

/// A later edition takes the place of an earlier one, and nothing else does.
#[test]
fn only_a_later_edition_replaces() {
    let server = Server::start();
    let all = ["credential.readonly", "credential.upsert"];
    let consumer = Consumer::register(&server, &all);
    let token = consumer.token(&all);
    let put = |badge: &Value| {
        consumer.call(&token, "POST", "/credentials", "application/json", &badge.to_string()).0
    };
    assert_eq!(put(&issued(&server, 1, "Ana", FROM)), 201);
    let later = issued(&server, 1, "Ana Maria", "2026-02-01T00:00:00Z");
    assert_eq!(put(&later), 200);
    assert_eq!(put(&issued(&server, 1, "Ana", FROM)), 304);
    let mut altered = issued(&server, 2, "Ana", FROM);
    altered["credentialSubject"]["name"] = "Eve".into();
    assert_eq!(put(&altered), 400);
    let (_, _, body) = consumer.call(&token, "GET", "/credentials", "", "");
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["credential"], json!([later]));
}

#[test]
fn the_profile_is_put_and_read() {
    let server = Server::start();
    let all = ["profile.readonly", "profile.update"];
    let consumer = Consumer::register(&server, &all);
    let token = consumer.token(&all);
    assert_eq!(consumer.call(&token, "GET", "/profile", "", "").0, 404);
    let profile = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "https://1edtech.org/issuers/cert", "type": ["Profile"], "name": "Certification",
    });
    let (status, _, body) =
        consumer.call(&token, "PUT", "/profile", "application/json", &profile.to_string());
    assert_eq!((status, serde_json::from_str(&body).ok()), (200, Some(profile.clone())));
    let (status, _, body) = consumer.call(&token, "GET", "/profile", "", "");
    assert_eq!((status, serde_json::from_str(&body).ok()), (200, Some(profile)));
    assert_eq!(consumer.call(&token, "PUT", "/profile", "application/json", "{}").0, 400);
}

/// Without a token, with another scope, with a code used twice or by somebody who does not know its verifier: nothing.
#[test]
fn nobody_does_what_was_not_granted() {
    let server = Server::start();
    let consumer = Consumer::register(&server, &["credential.readonly"]);
    let (status, _, body) = ask(&server, "GET", "/ims/ob/v3p0/credentials", &[], "");
    let told: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (status, &told["imsx_codeMajor"], &told["imsx_severity"]),
        (401, &json!("failure"), &json!("error"))
    );
    let token = consumer.token(&["credential.readonly"]);
    assert_eq!(consumer.call(&token, "GET", "/credentials", "", "").0, 200);
    assert_eq!(consumer.call(&token, "POST", "/credentials", "application/json", "{}").0, 403);
    assert_eq!(consumer.call(&token, "GET", "/profile", "", "").0, 403);
    for wrong in ["limit=0", "offset=-1", "limit=many", "since=yesterday"] {
        assert_eq!(consumer.call(&token, "GET", &format!("/credentials?{wrong}"), "", "").0, 400, "{wrong}");
    }
    let code = consumer.code(&["credential.readonly"]);
    assert_eq!(consumer.exchange(&code, "another-verifier").0, 400);
    // It was tried once, and is gone.
    assert_eq!(consumer.exchange(&code, VERIFIER).0, 400);
    let code = consumer.code(&["credential.readonly"]);
    assert_eq!(consumer.exchange(&code, VERIFIER).0, 200);
    assert_eq!(consumer.exchange(&code, VERIFIER).0, 400);
}

#[test]
fn registration_is_held_to_the_specification() {
    let server = Server::start();
    let register = |change: &dyn Fn(&mut Value)| {
        let mut metadata = metadata(&["credential.readonly"]);
        change(&mut metadata);
        ask(&server, "POST", "/ims/ob/v3p0/register", &[], &metadata.to_string()).0
    };
    assert_eq!(register(&|_| {}), 201);
    assert_eq!(register(&|metadata| metadata["software_id"] = Value::Null), 400);
    assert_eq!(register(&|metadata| metadata["redirect_uris"] = json!([])), 400);
    assert_eq!(register(&|metadata| metadata["redirect_uris"] = json!(["https://elsewhere.example"])), 400);
    assert_eq!(register(&|metadata| metadata["tos_uri"] = "http://consumer.example".into()), 400);
    assert_eq!(register(&|metadata| metadata["token_endpoint_auth_method"] = "none".into()), 400);
    assert_eq!(register(&|metadata| metadata["grant_types"] = json!(["password"])), 400);
    assert_eq!(register(&|metadata| metadata["scope"] = "everything".into()), 400);
    // Whoever is sent elsewhere than was registered is not sent at all.
    let (status, _, _) =
        ask(&server, "GET", "/ims/ob/v3p0/authorize?client_id=nobody&redirect_uri=x", &[], "");
    assert_eq!(status, 400);
}
