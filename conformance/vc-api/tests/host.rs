//! What 1EdTech asks of a host of Open Badges 3.0, rehearsed over HTTP. The test is the service consumer: it discovers, registers, is
//! authorized, reads page by page and verifies what it reads, writes, and finds again what it wrote.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "a test opens a connection")]

mod support;

use std::{
    net::TcpStream,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use accolade::{
    Policy, Resources, Step, Verifier,
    bake::{self, BakeOptions, Limits},
    keys::encode_base64url,
    model::{Credential, is_same_credential},
    report::{CheckId, Outcome},
};
use accolade_vc_api::{Clock, Config};
use base64ct::{Base64, Encoding};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use support::{Server, config, credential, exchange};
use time::OffsetDateTime;

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
    let full = |scope: &&str| match *scope {
        "offline_access" => "offline_access".to_owned(),
        scope => format!("{SCOPES}{scope}"),
    };
    scopes.iter().map(full).collect::<Vec<_>>().join(" ")
}

fn metadata(scopes: &[&str]) -> Value {
    json!({
        "client_name": "Consumer", "client_uri": "https://consumer.example", "logo_uri": "https://consumer.example/logo.png",
        "tos_uri": "https://consumer.example/terms", "policy_uri": "https://consumer.example/privacy",
        "software_id": "consumer", "software_version": "1", "redirect_uris": [REDIRECT],
        "token_endpoint_auth_method": "client_secret_basic", "grant_types": ["authorization_code", "refresh_token"],
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

    /// Sends a form in the name of the client.
    fn form(&self, url: &str, form: &str) -> (u16, Value) {
        let headers =
            [("Authorization", self.basic.as_str()), ("Content-Type", "application/x-www-form-urlencoded")];
        let (status, _, body) = ask(self.server, "POST", url, &headers, form);
        (status, serde_json::from_str(&body).unwrap())
    }

    fn exchange(&self, code: &str, verifier: &str) -> (u16, Value) {
        let form = format!(
            "grant_type=authorization_code&code={code}&redirect_uri={}&code_verifier={verifier}",
            REDIRECT.replace('?', "%3F")
        );
        self.form(self.flow("tokenUrl"), &form)
    }

    /// Refreshes a token; `more` are further parameters.
    fn refresh(&self, refresh_token: &str, more: &str) -> (u16, Value) {
        let form = format!("grant_type=refresh_token&refresh_token={refresh_token}{more}");
        self.form(self.flow("refreshUrl"), &form)
    }

    /// Takes a token back, where the metadata of the authorization server says (RFC 8414).
    fn revoke(&self, form: &str) -> (u16, Value) {
        let (status, _, body) = ask(self.server, "GET", "/.well-known/oauth-authorization-server", &[], "");
        assert_eq!(status, 200, "{body}");
        let metadata: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(metadata["token_endpoint"], self.flow("tokenUrl"));
        self.form(metadata["revocation_endpoint"].as_str().unwrap(), form)
    }

    /// What comes of reading the badges with an access token: the status, and what a refusal asks for.
    fn read(&self, access_token: &Value) -> (u16, Option<String>) {
        let bearer = format!("Bearer {}", access_token.as_str().unwrap());
        let (status, head, _) = self.call(&bearer, "GET", "/credentials", "", "");
        (status, header(&head, "www-authenticate").map(str::to_owned))
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
        let now = OffsetDateTime::from_unix_timestamp(1_780_000_000).unwrap();
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

/// A host imports what was baked, as 1EdTech hands it out, and exports it: the badge is the same before and after, and verifies.
#[test]
fn what_is_baked_is_imported_and_exported_whole() {
    let server = Server::start();
    let all = ["credential.readonly", "credential.upsert"];
    let consumer = Consumer::register(&server, &all);
    let token = consumer.token(&all);
    let images: [&[u8]; 2] = [
        include_bytes!("../../../fixtures/bake/plain.png"),
        include_bytes!("../../../fixtures/bake/plain.svg"),
    ];
    for (number, image) in images.into_iter().enumerate() {
        let badge = issued(&server, number, "Ana", FROM);
        let baked = bake::bake(image, &badge.to_string(), &BakeOptions::default()).unwrap();
        let taken = bake::unbake(&baked, &Limits::default()).unwrap();
        let (status, _, body) =
            consumer.call(&token, "POST", "/credentials", "application/json", &taken.text);
        assert_eq!(status, 201, "{body}");
        let (_, _, body) = consumer.call(&token, "GET", &format!("/credentials?offset={number}"), "", "");
        let read: Value = serde_json::from_str(&body).unwrap();
        let again = bake::bake(image, &read["credential"][0].to_string(), &BakeOptions::default()).unwrap();
        assert_eq!(again, baked);
        assert_eq!((server.verify(&read["credential"][0]).0, &read["credential"][0]), (200, &badge));
    }
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

const OFFLINE: [&str; 2] = ["credential.readonly", "offline_access"];
/// What a token that does not hold is answered with (RFC 6750 §3.1).
const NO_LONGER: &str = "Bearer error=\"invalid_token\"";

fn refusal(answered: &(u16, Value)) -> (u16, &str) {
    (answered.0, answered.1["error"].as_str().unwrap_or_default())
}

/// A server whose clock the test moves.
fn server_with_a_clock() -> (Server, Arc<AtomicU32>) {
    let seconds = Arc::new(AtomicU32::new(0));
    let from = OffsetDateTime::from_unix_timestamp(1_780_000_000).unwrap();
    let clock = Clock::Moved(from, Arc::clone(&seconds));
    (Server::start_with(Config { clock, ..config() }, None), seconds)
}

/// A token runs out after an hour; the refresh token that came with it brings another, and runs out itself after thirty days.
#[test]
fn a_token_that_has_run_out_is_refreshed() {
    let (server, seconds) = server_with_a_clock();
    let consumer = Consumer::register(&server, &OFFLINE);
    let (_, first) = consumer.exchange(&consumer.code(&OFFLINE), VERIFIER);
    assert_eq!((&first["expires_in"], &first["scope"]), (&json!(3600), &json!(full(&OFFLINE))));
    seconds.store(3599, Ordering::Relaxed);
    assert_eq!(consumer.read(&first["access_token"]), (200, None));
    seconds.store(3600, Ordering::Relaxed);
    assert_eq!(consumer.read(&first["access_token"]), (401, Some(NO_LONGER.to_owned())));
    let (status, second) = consumer.refresh(first["refresh_token"].as_str().unwrap(), "");
    assert_eq!((status, &second["token_type"], &second["scope"]), (200, &json!("Bearer"), &first["scope"]));
    assert_ne!(second["access_token"], first["access_token"]);
    assert_eq!(consumer.read(&second["access_token"]), (200, None));
    assert_eq!(consumer.read(&first["access_token"]).0, 401);
    seconds.store(3600 + 30 * 86_400, Ordering::Relaxed);
    let late = consumer.refresh(second["refresh_token"].as_str().unwrap(), "");
    assert_eq!(refusal(&late), (400, "invalid_grant"));
}

/// For fewer scopes and no others, by the client that it was issued to and no other, and once: whoever comes a second time ends all
/// that came of the consent.
#[test]
fn a_refresh_token_is_good_for_one_exchange() {
    let all = ["credential.readonly", "profile.readonly", "offline_access"];
    let server = Server::start();
    let (consumer, other) = (Consumer::register(&server, &all), Consumer::register(&server, &all));
    let (_, first) = consumer.exchange(&consumer.code(&all), VERIFIER);
    let refresh = first["refresh_token"].as_str().unwrap();
    assert_eq!(refusal(&other.refresh(refresh, "")), (400, "invalid_grant"));
    assert_eq!(refusal(&consumer.refresh("none", "")), (400, "invalid_grant"));
    let more = format!("&scope={SCOPES}profile.update");
    assert_eq!(refusal(&consumer.refresh(refresh, &more)), (400, "invalid_scope"));
    let fewer = format!("&scope={SCOPES}profile.readonly");
    let (status, second) = consumer.refresh(refresh, &fewer);
    assert_eq!((status, &second["scope"]), (200, &json!(full(&["profile.readonly"]))));
    let (status, challenge) = consumer.read(&second["access_token"]);
    let wanted = format!("Bearer error=\"insufficient_scope\", scope=\"{SCOPES}credential.readonly\"");
    assert_eq!((status, challenge), (403, Some(wanted)));
    // What was granted is not less for that.
    let (_, third) = consumer.refresh(second["refresh_token"].as_str().unwrap(), "");
    assert_eq!((&third["scope"], consumer.read(&third["access_token"]).0), (&json!(full(&all)), 200));
    assert_eq!(refusal(&consumer.refresh(refresh, "")), (400, "invalid_grant"));
    assert_eq!(consumer.read(&third["access_token"]).0, 401);
    let last = third["refresh_token"].as_str().unwrap();
    assert_eq!(refusal(&consumer.refresh(last, "")), (400, "invalid_grant"));
}

/// Nobody gets a refresh token who was not granted one.
#[test]
fn a_refresh_token_is_granted_by_its_scope() {
    let server = Server::start();
    let consumer = Consumer::register(&server, &OFFLINE);
    let (_, granted) = consumer.exchange(&consumer.code(&["credential.readonly"]), VERIFIER);
    assert_eq!(granted.get("refresh_token"), None);
    let access = granted["access_token"].as_str().unwrap();
    assert_eq!(refusal(&consumer.refresh(access, "")), (400, "invalid_grant"));
    let mut without = metadata(&OFFLINE);
    without["grant_types"] = json!(["authorization_code"]);
    let (status, _, body) = ask(&server, "POST", "/ims/ob/v3p0/register", &[], &without.to_string());
    assert!(status == 400 && body.contains("invalid_client_metadata"), "{status}: {body}");
}

/// A token that was taken back does not hold; with a refresh token goes all that came of the consent.
#[test]
fn what_was_taken_back_is_refused() {
    let server = Server::start();
    let consumer = Consumer::register(&server, &OFFLINE);
    let granted = || consumer.exchange(&consumer.code(&OFFLINE), VERIFIER).1;
    let text = |granted: &Value, name: &str| granted[name].as_str().unwrap().to_owned();
    let (first, untouched) = (granted(), granted());
    let (access, refresh) = (text(&first, "access_token"), text(&first, "refresh_token"));
    // Not by another client, nor without its secret.
    let other = Consumer::register(&server, &OFFLINE);
    assert_eq!(refusal(&other.revoke(&format!("token={access}"))), (400, "invalid_grant"));
    let (status, head, _) = ask(&server, "POST", "/ims/ob/v3p0/revoke", &[], &format!("token={access}"));
    assert_eq!((status, header(&head, "www-authenticate")), (401, Some("Basic")));
    assert_eq!(consumer.read(&first["access_token"]).0, 200);
    assert_eq!(consumer.revoke(&format!("token={access}&token_type_hint=access_token")).0, 200);
    assert_eq!(consumer.read(&first["access_token"]), (401, Some(NO_LONGER.to_owned())));
    // The refresh token goes on, until it is taken back as well.
    let (status, second) = consumer.refresh(&refresh, "");
    assert_eq!((status, consumer.read(&second["access_token"]).0), (200, 200));
    let refresh = text(&second, "refresh_token");
    // The hint may be wrong.
    assert_eq!(consumer.revoke(&format!("token={refresh}&token_type_hint=access_token")).0, 200);
    assert_eq!(refusal(&consumer.refresh(&refresh, "")), (400, "invalid_grant"));
    assert_eq!(consumer.read(&second["access_token"]), (401, Some(NO_LONGER.to_owned())));
    // What is not known does not hold either, and another consent is another matter.
    assert_eq!(consumer.revoke(&format!("token={refresh}")).0, 200);
    assert_eq!(refusal(&consumer.revoke("hint=none")), (400, "invalid_request"));
    assert_eq!(consumer.read(&untouched["access_token"]), (200, None));
}

/// Each failure says what is wrong in the words of the API.
#[test]
fn failures_are_told_as_the_api_has_it() {
    let server = Server::start();
    let consumer = Consumer::register(&server, &["credential.readonly", "profile.readonly"]);
    let token = consumer.token(&["credential.readonly", "profile.readonly"]);
    for (verb, path, bearer, status, minor) in [
        ("GET", "/credentials", "Bearer none", 401, "unauthorizedrequest"),
        ("POST", "/credentials", &token, 403, "forbidden"),
        ("GET", "/profile", &token, 404, "not_found"),
        ("DELETE", "/credentials", &token, 405, "not_allowed"),
        ("GET", "/credentials?limit=0", &token, 400, "invalid_query_parameter"),
    ] {
        let (found, head, body) = consumer.call(bearer, verb, path, "", "");
        assert_eq!(
            (found, header(&head, "content-type")),
            (status, Some("application/json")),
            "{verb} {path}"
        );
        let told: Value = serde_json::from_str(&body).unwrap();
        let field = &told["imsx_CodeMinor"]["imsx_codeMinorField"][0];
        assert_eq!(field["imsx_codeMinorFieldValue"], minor, "{verb} {path}");
        assert_eq!((&told["imsx_codeMajor"], &told["imsx_severity"]), (&json!("failure"), &json!("error")));
    }
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
