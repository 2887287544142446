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
use time::OffsetDateTime;

use super::{MOST, SCOPES, answer};
use crate::{Service, entropy};

/// How long a code may be exchanged.
const CODE_SECONDS: i64 = 600;

/// What may be asked for.
pub(super) const KNOWN: [&str; 4] =
    ["credential.readonly", "credential.upsert", "profile.readonly", "profile.update"];
/// The scope under which a token may be refreshed. It stands alone, without the address of the others.
pub(super) const OFFLINE: &str = "offline_access";

/// A program that was registered.
pub(super) struct Client {
    pub(super) secret: String,
    redirects: Vec<String>,
    scopes: Vec<String>,
}

/// A code, which is good for one exchange.
pub(super) struct Grant {
    pub(super) client: String,
    pub(super) redirect: String,
    pub(super) challenge: String,
    pub(super) scopes: Vec<String>,
    pub(super) until: OffsetDateTime,
}

/// An error of OAuth 2.0.
pub(super) fn refused(error: &str, description: &str) -> Response {
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
    // Without a word on it, a client has the grant of a code alone (RFC 7591 §2).
    let offline = scopes.iter().flatten().any(|scope| scope == OFFLINE);
    if offline && !list("grant_types").contains(&"refresh_token") {
        return invalid("`offline_access` is for clients with the grant `refresh_token`");
    }
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

/// The names of known scopes; none where one is not known.
pub(super) fn scopes(text: &str) -> Option<Vec<String>> {
    let short = |scope: &str| {
        let short = scope.strip_prefix(SCOPES).filter(|short| KNOWN.contains(short));
        short.or((scope == OFFLINE).then_some(OFFLINE)).map(str::to_owned)
    };
    let scopes: Option<Vec<String>> = text.split_whitespace().map(short).collect();
    scopes.filter(|scopes| !scopes.is_empty())
}

/// The names as they are written.
pub(super) fn written(scopes: &[String]) -> String {
    let whole = |scope: &String| match scope.as_str() {
        OFFLINE => OFFLINE.to_owned(),
        scope => format!("{SCOPES}{scope}"),
    };
    scopes.iter().map(whole).collect::<Vec<_>>().join(" ")
}

pub(super) fn token_text() -> Result<String, crate::answer::Refusal> {
    Ok(encode_base64url(&entropy::bytes::<32>()?))
}

pub(super) fn basic(headers: &HeaderMap) -> Option<(String, String)> {
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
