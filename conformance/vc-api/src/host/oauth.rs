//! Who may do what: dynamic registration ([RFC 7591](https://www.rfc-editor.org/rfc/rfc7591)) and the authorization code grant with
//! PKCE ([RFC 7636](https://www.rfc-editor.org/rfc/rfc7636)), as Open Badges 3.0 narrows both down.

use std::{collections::HashMap, sync::Arc};

use accolade::{
    json::{Limits, Value, parse},
    keys::encode_base64url,
};
use axum::{
    body::Bytes,
    extract::State,
    http::{
        HeaderMap, StatusCode, Uri,
        header::{AUTHORIZATION, CACHE_CONTROL, LOCATION},
    },
    response::{IntoResponse, Response},
};
use base64ct::{Base64, Encoding as _};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::json;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use super::{Failure, MOST, SCOPES, answer};
use crate::{Service, entropy};

/// How long a code may be exchanged, and a token used.
const CODE_SECONDS: i64 = 600;
const TOKEN_SECONDS: u64 = 3600;

/// What may be asked for.
pub(super) const KNOWN: [&str; 4] =
    ["credential.readonly", "credential.upsert", "profile.readonly", "profile.update"];

/// A program that was registered.
pub(super) struct Client {
    secret: String,
    redirects: Vec<String>,
    scopes: Vec<String>,
}

/// A code, which is good for one exchange.
pub(super) struct Grant {
    client: String,
    redirect: String,
    challenge: String,
    scopes: Vec<String>,
    until: OffsetDateTime,
}

/// An error of OAuth 2.0.
fn refused(error: &str, description: &str) -> Response {
    let body = json!({"error": error, "error_description": description});
    answer(StatusCode::BAD_REQUEST, &[], &body)
}

pub(super) async fn register(State(service): State<Arc<Service>>, body: Bytes) -> Response {
    let invalid = |description: &str| refused("invalid_client_metadata", description);
    let Ok(client) = parse(&body, &Limits::default()) else { return invalid("the metadata is no JSON") };
    let text = |name: &str| client.get(name).and_then(Value::as_str);
    let list = |name: &str| -> Vec<&str> {
        let items = client.get(name).and_then(Value::as_array);
        items.into_iter().flatten().filter_map(Value::as_str).collect()
    };
    for name in ["client_name", "software_id", "software_version", "scope"] {
        if text(name).is_none_or(str::is_empty) {
            return invalid(&format!("`{name}` is required"));
        }
    }
    let redirects = list("redirect_uris");
    let mut hosts = Vec::new();
    for url in ["client_uri", "logo_uri", "tos_uri", "policy_uri"]
        .map(text)
        .into_iter()
        .chain(redirects.iter().map(|url| Some(*url)))
    {
        let host = url.and_then(|url| url.strip_prefix("https://")?.split(['/', '?', '#']).next());
        let Some(host) = host else { return invalid("the addresses are required, and are https") };
        hosts.push(host);
    }
    hosts.dedup();
    if redirects.is_empty() || hosts.len() != 1 {
        return invalid("there is an address to return to, and all addresses are of one host");
    }
    if text("token_endpoint_auth_method").is_some_and(|method| method != "client_secret_basic") {
        return invalid("`token_endpoint_auth_method` is client_secret_basic");
    }
    if list("grant_types").iter().any(|grant| !["authorization_code", "refresh_token"].contains(grant))
        || list("response_types").iter().any(|response| *response != "code")
    {
        return invalid("there is no such grant");
    }
    let scopes = scopes(text("scope").unwrap_or_default());
    let (Some(scopes), Ok(id), Ok(secret)) = (scopes, token_text(), token_text()) else {
        return invalid("`scope` has one that is not known");
    };
    let mut kept = service.host.kept();
    if kept.clients.len() >= MOST {
        return invalid("as many are registered as are kept");
    }
    let mut registered = client.clone();
    if let Some(members) = registered.as_object_mut() {
        members.insert("client_id".to_owned(), id.clone().into());
        members.insert("client_secret".to_owned(), secret.clone().into());
        members.insert("client_id_issued_at".to_owned(), service.now().unix_timestamp().into());
        members.insert("client_secret_expires_at".to_owned(), 0.into());
    }
    let redirects = redirects.iter().map(ToString::to_string).collect();
    kept.clients.insert(id, Client { secret, redirects, scopes });
    answer(StatusCode::CREATED, &[(CACHE_CONTROL, "no-store".to_owned())], &registered)
}

pub(super) async fn authorize(State(service): State<Arc<Service>>, uri: Uri) -> Response {
    let asked = form(uri.query().unwrap_or_default());
    let text = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    let mut kept = service.host.kept();
    let Some(client) = kept.clients.get(text("client_id")) else {
        return refused("unauthorized_client", "no such client is registered");
    };
    let redirect = text("redirect_uri").to_owned();
    if !client.redirects.contains(&redirect) {
        return refused("invalid_request", "`redirect_uri` is not one that was registered");
    }
    let asked_for = scopes(text("scope"));
    let allowed = asked_for.filter(|scopes| scopes.iter().all(|scope| client.scopes.contains(scope)));
    let state = text("state");
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let back = |answer: String| {
        let separator = if redirect.contains('?') { '&' } else { '?' };
        let location = format!("{redirect}{separator}{answer}&state={}", encoded(state));
        (StatusCode::FOUND, [(LOCATION, location)]).into_response()
    };
    if text("response_type") != "code"
        || text("code_challenge_method") != "S256"
        || text("code_challenge").is_empty()
        || state.is_empty()
    {
        return back("error=invalid_request".to_owned());
    }
    let (Some(scopes), Ok(code)) = (allowed, token_text()) else {
        return back("error=invalid_scope".to_owned());
    };
    let grant = Grant {
        client: text("client_id").to_owned(),
        redirect: redirect.clone(),
        challenge: text("code_challenge").to_owned(),
        scopes,
        until: service.now() + time::Duration::seconds(CODE_SECONDS),
    };
    if kept.codes.len() >= MOST {
        return back("error=temporarily_unavailable".to_owned());
    }
    kept.codes.insert(code.clone(), grant);
    back(format!("code={code}&scope={}", encoded(text("scope"))))
}

pub(super) async fn token(State(service): State<Arc<Service>>, headers: HeaderMap, body: Bytes) -> Response {
    let asked = form(&String::from_utf8_lossy(&body));
    let text = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    let mut kept = service.host.kept();
    let Some(client) = basic(&headers)
        .filter(|(id, secret)| kept.clients.get(id).is_some_and(|client| client.secret == *secret))
    else {
        let body = json!({"error": "invalid_client"});
        return answer(StatusCode::UNAUTHORIZED, &[], &body);
    };
    if text("grant_type") != "authorization_code" {
        return refused("unsupported_grant_type", "there is no such grant");
    }
    // Whatever comes of it, a code is tried once.
    let grant = kept.codes.remove(text("code"));
    let challenge = encode_base64url(&Sha256::digest(text("code_verifier")));
    let now = service.now();
    let granted = grant.filter(|grant| {
        grant.client == client.0
            && grant.redirect == text("redirect_uri")
            && grant.challenge == challenge
            && now <= grant.until
    });
    let (Some(grant), Ok(token)) = (granted, token_text()) else {
        return refused("invalid_grant", "the code is not good for this exchange");
    };
    if kept.tokens.len() >= MOST {
        return refused("invalid_request", "as many tokens are out as are kept");
    }
    let names: Vec<String> = grant.scopes.iter().map(|scope| format!("{SCOPES}{scope}")).collect();
    kept.tokens.insert(token.clone(), grant.scopes);
    let body = json!({
        "access_token": token, "token_type": "Bearer", "expires_in": TOKEN_SECONDS, "scope": names.join(" "),
    });
    answer(StatusCode::OK, &[(CACHE_CONTROL, "no-store".to_owned())], &body)
}

/// Whether a request may do what needs that scope.
pub(super) fn allowed(service: &Service, headers: &HeaderMap, scope: &str) -> Result<(), Failure> {
    let token = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let kept = service.host.kept();
    match token.and_then(|token| kept.tokens.get(token)) {
        None => Err(Failure::new(StatusCode::UNAUTHORIZED, "there is no token, or no such one")),
        Some(scopes) if scopes.iter().any(|found| found == scope) => Ok(()),
        Some(_) => Err(Failure::new(StatusCode::FORBIDDEN, format!("the token is not for `{scope}`"))),
    }
}

/// The names of known scopes; none where one is not known.
fn scopes(text: &str) -> Option<Vec<String>> {
    let short = |scope: &str| {
        let short = scope.strip_prefix(SCOPES)?;
        KNOWN.contains(&short).then(|| short.to_owned())
    };
    let scopes: Option<Vec<String>> = text.split_whitespace().map(short).collect();
    scopes.filter(|scopes| !scopes.is_empty())
}

fn token_text() -> Result<String, crate::answer::Refusal> {
    Ok(encode_base64url(&entropy::bytes::<32>()?))
}

fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let encoded = headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let text = String::from_utf8(Base64::decode_vec(encoded).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

/// The names and values of a query or form; of a name that stands twice, the first.
pub(super) fn form(text: &str) -> HashMap<String, String> {
    let mut found = HashMap::new();
    let decode = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    for (name, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
        found.entry(decode(name)).or_insert_with(|| decode(value));
    }
    found
}
