//! The badges of the host and its profile.

use std::{cmp::Ordering, sync::Arc};

use accolade::{
    Policy,
    json::{Limits, Value, parse},
    model::{Credential, compare_editions, is_same_credential},
    report::{CheckId, Outcome},
};
use axum::{
    body::Bytes,
    extract::State,
    http::{
        HeaderMap, HeaderName, StatusCode, Uri,
        header::{CACHE_CONTROL, CONTENT_TYPE, LINK},
    },
    response::{IntoResponse, Response},
};
use serde_json::json;
use time::OffsetDateTime;
use tokio::task::spawn_blocking;

use super::{
    BASE, Failure, MOST, SCOPES, answer,
    oauth::{KNOWN, OFFLINE, form},
    tokens,
};
use crate::{Service, base::Base, verification};

/// How many badges an answer has where nothing is said.
const LIMIT: usize = 50;

/// A badge as it came, and what it claims.
#[derive(Clone)]
pub(super) struct Held {
    text: String,
    claimed: Value,
    is_token: bool,
    since: OffsetDateTime,
}

/// The service description document, which everybody may read.
pub(super) async fn discovery(base: Base) -> Response {
    let url = |name: &str| base.url(&format!("{BASE}{name}"));
    let mut scopes: serde_json::Map<String, Value> =
        KNOWN.iter().map(|scope| (format!("{SCOPES}{scope}"), (*scope).into())).collect();
    scopes.insert(OFFLINE.to_owned(), "a token that can be refreshed".into());
    let flow = json!({
        "authorizationUrl": url("/authorize"), "tokenUrl": url("/token"), "refreshUrl": url("/token"), "scopes": scopes,
    });
    let body = json!({
        "openapi": "3.0.1",
        "info": {
            "title": "Accolade, a host to rehearse with",
            "version": env!("CARGO_PKG_VERSION"),
            "termsOfService": base.url("/"),
            "x-imssf-privacyPolicyUrl": base.url("/"),
        },
        "servers": [{"url": url("")}],
        "components": {"securitySchemes": {"OAuth2ACG": {
            "type": "oauth2",
            "description": "The authorization code grant with PKCE",
            "x-imssf-registrationUrl": url("/register"),
            "flows": {"authorizationCode": flow},
        }}},
    });
    answer(StatusCode::OK, &[(CACHE_CONTROL, "max-age=3600".to_owned())], &body)
}

/// The badges, a page at a time.
pub(super) async fn list(
    State(service): State<Arc<Service>>,
    base: Base,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Failure> {
    tokens::allowed(&service, &headers, "credential.readonly")?;
    let asked = form(uri.query().unwrap_or_default());
    let number = |name: &str, otherwise: usize, least: usize| match asked.get(name).map(|text| text.parse()) {
        None => Ok(otherwise),
        Some(Ok(number)) if number >= least => Ok(number),
        Some(_) => Err(Failure::query(format!("`{name}` is a whole number from {least}"))),
    };
    let (limit, offset) = (number("limit", LIMIT, 1)?, number("offset", 0, 0)?);
    let since = match asked.get("since").map(|text| accolade::model::parse_date_time_stamp(text)) {
        None => None,
        Some(Some(since)) => Some(since),
        Some(None) => return Err(Failure::query("`since` is a date and time with its zone")),
    };
    let found: Vec<Held> = {
        let kept = service.host.kept();
        kept.badges.iter().filter(|badge| since.is_none_or(|since| badge.since >= since)).cloned().collect()
    };
    let page: Vec<&Held> = found.iter().skip(offset).take(limit).collect();
    let credentials: Vec<&Value> =
        page.iter().filter(|held| !held.is_token).map(|held| &held.claimed).collect();
    let tokens: Vec<&str> = page.iter().filter(|held| held.is_token).map(|held| held.text.as_str()).collect();
    let body = json!({"credential": credentials, "compactJwsString": tokens});
    let total = HeaderName::from_static("x-total-count");
    let links = links(&base, &asked, limit, offset, found.len());
    Ok(answer(StatusCode::OK, &[(total, found.len().to_string()), (LINK, links)], &body))
}

/// The pages around one ([RFC 8288](https://www.rfc-editor.org/rfc/rfc8288)).
fn links(
    base: &Base,
    asked: &std::collections::HashMap<String, String>,
    limit: usize,
    offset: usize,
    total: usize,
) -> String {
    let since =
        asked.get("since").map(|since| format!("&since={}", since.replace('+', "%2B"))).unwrap_or_default();
    let link = |offset: usize, relation: &str| {
        let url = base.url(&format!("{BASE}/credentials?limit={limit}&offset={offset}{since}"));
        format!("<{url}>; rel=\"{relation}\"")
    };
    let last = total.saturating_sub(1) / limit * limit;
    let mut links = vec![link(0, "first"), link(last, "last")];
    if offset + limit < total {
        links.push(link(offset + limit, "next"));
    }
    if offset > 0 {
        links.push(link(offset.saturating_sub(limit), "prev"));
    }
    links.join(", ")
}

/// Takes a badge in: one that is proven, and neither held already nor older than what is held.
pub(super) async fn upsert(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    tokens::allowed(&service, &headers, "credential.upsert")?;
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_token = match media_type.split(';').next().unwrap_or_default().trim() {
        "text/plain" => true,
        "application/json" | "application/vc+ld+json" | "application/vc" => false,
        _ => {
            return Err(Failure::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "a badge is JSON, or a token in text/plain",
            ));
        }
    };
    let media_type = media_type.to_owned();
    let text = String::from_utf8(body.to_vec()).map_err(|_| Failure::bad("the badge is no text"))?;
    let work = move || take(&service, text, is_token);
    let (status, text) = spawn_blocking(work)
        .await
        .map_err(|error| Failure::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))??;
    Ok((status, [(CONTENT_TYPE, media_type)], text).into_response())
}

fn take(service: &Service, text: String, is_token: bool) -> Result<(StatusCode, String), Failure> {
    let verification = verification::run(service, text.trim().as_bytes(), Policy::default());
    let proof = verification.report().check(CheckId::Proof);
    if proof.is_none_or(|check| check.outcome() != Outcome::Passed) {
        return Err(Failure::bad("the badge is not proven: what is handed out here must verify"));
    }
    let claimed = verification.claimed().cloned().ok_or_else(|| Failure::bad("the badge claims nothing"))?;
    let held = Held { text: text.trim().to_owned(), claimed, is_token, since: service.now() };
    let new = Credential::of(&held.claimed).ok_or_else(|| Failure::bad("it is no credential"))?;
    let mut kept = service.host.kept();
    let same = |other: &&mut Held| {
        Credential::of(&other.claimed).is_some_and(|other| is_same_credential(&other, &new))
    };
    if let Some(other) = kept.badges.iter_mut().find(same) {
        let order = Credential::of(&other.claimed).and_then(|other| compare_editions(&new, &other));
        if order != Some(Ordering::Greater) {
            return Ok((StatusCode::NOT_MODIFIED, String::new()));
        }
        *other = held;
        return Ok((StatusCode::OK, text));
    }
    if kept.badges.len() >= MOST {
        return Err(Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "as many badges are held as are kept"));
    }
    kept.badges.push(held);
    Ok((StatusCode::CREATED, text))
}

pub(super) async fn profile(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    tokens::allowed(&service, &headers, "profile.readonly")?;
    let profile = service.host.kept().profile.clone();
    let profile = profile.ok_or_else(|| Failure::new(StatusCode::NOT_FOUND, "there is no profile"))?;
    Ok(answer(StatusCode::OK, &[], &profile))
}

pub(super) async fn set_profile(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    tokens::allowed(&service, &headers, "profile.update")?;
    let profile = parse(&body, &Limits::default()).map_err(|error| Failure::bad(error.to_string()))?;
    let types = profile.get("type").map(accolade::json::one_or_many).unwrap_or_default();
    if !types.iter().any(|name| name == "Profile") || profile.get("id").and_then(Value::as_str).is_none() {
        return Err(Failure::bad("a profile has an `id` and is of type Profile"));
    }
    service.host.kept().profile = Some(profile.clone());
    Ok(answer(StatusCode::OK, &[], &profile))
}
