//! Tokens: for a code, for a refresh token ([RFC 6749 §6](https://www.rfc-editor.org/rfc/rfc6749#section-6)), used as bearer tokens
//! ([RFC 6750](https://www.rfc-editor.org/rfc/rfc6750)), and taken back
//! ([RFC 7009](https://www.rfc-editor.org/rfc/rfc7009)).

use std::{collections::HashMap, sync::Arc};

use accolade::keys::encode_base64url;
use axum::{
    body::Bytes,
    extract::State,
    http::{
        HeaderMap, StatusCode,
        header::{AUTHORIZATION, CACHE_CONTROL, WWW_AUTHENTICATE},
    },
    response::Response,
};
use serde_json::json;
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};

use super::{
    BASE, Failure, Kept, MOST, SCOPES, answer,
    oauth::{KNOWN, OFFLINE, basic, form, refused, scopes, token_text, written},
};
use crate::{Service, base::Base};

/// How long a token may be used, and a refresh token exchanged.
const ACCESS: Duration = Duration::hours(1);
const REFRESH: Duration = Duration::days(30);

/// What an access token allows.
pub(super) struct Access {
    client: String,
    scopes: Vec<String>,
    until: OffsetDateTime,
    /// The code that all tokens of one consent come from.
    consent: String,
}

/// What a refresh token is good for, once.
pub(super) struct Refresh {
    client: String,
    scopes: Vec<String>,
    until: OffsetDateTime,
    consent: String,
    used: bool,
}

/// Grants a token for a code or a refresh token.
pub(super) async fn token(State(service): State<Arc<Service>>, headers: HeaderMap, body: Bytes) -> Response {
    let asked = form(&String::from_utf8_lossy(&body));
    let text = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    let now = service.now();
    let mut kept = service.host.kept();
    let client = match client(&kept, &headers) {
        Ok(client) => client,
        Err(refusal) => return *refusal,
    };
    match text("grant_type") {
        "authorization_code" => {
            // Whatever comes of it, a code is tried once.
            let grant = kept.codes.remove(text("code"));
            let challenge = encode_base64url(&Sha256::digest(text("code_verifier")));
            let granted = grant.filter(|grant| {
                grant.client == client
                    && grant.redirect == text("redirect_uri")
                    && grant.challenge == challenge
                    && now <= grant.until
            });
            match granted {
                Some(grant) => {
                    let consent = text("code").to_owned();
                    kept.grant(now, &client, &consent, grant.scopes.clone(), grant.scopes)
                }
                None => refused("invalid_grant", "the code is not good for this exchange"),
            }
        }
        "refresh_token" => refresh(&mut kept, now, &client, &asked),
        _ => refused("unsupported_grant_type", "there is no such grant"),
    }
}

/// A refresh token is good for one exchange. One that comes again was taken by somebody, and nothing of that consent holds any more
/// ([RFC 9700 §4.14.2](https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2)).
fn refresh(kept: &mut Kept, now: OffsetDateTime, client: &str, asked: &HashMap<String, String>) -> Response {
    let token = asked.get("refresh_token").map(String::as_str).unwrap_or_default();
    let invalid =
        || refused("invalid_grant", "the refresh token has run out, was used or taken back, or is none");
    let Some(refresh) = kept.refreshes.get_mut(token).filter(|refresh| refresh.client == client) else {
        return invalid();
    };
    let (consent, granted) = (refresh.consent.clone(), refresh.scopes.clone());
    if refresh.used {
        kept.take_back(&consent);
        return invalid();
    }
    if now >= refresh.until {
        return invalid();
    }
    // Fewer scopes may be asked for, and no others.
    let wanted = match asked.get("scope").map(|text| scopes(text)) {
        None => granted.clone(),
        Some(Some(wanted)) if wanted.iter().all(|scope| granted.contains(scope)) => wanted,
        Some(_) => return refused("invalid_scope", "more than was granted"),
    };
    refresh.used = true;
    kept.grant(now, client, &consent, wanted, granted)
}

/// Takes back a token; with a refresh token, all of the same consent.
pub(super) async fn revoke(State(service): State<Arc<Service>>, headers: HeaderMap, body: Bytes) -> Response {
    let asked = form(&String::from_utf8_lossy(&body));
    let mut kept = service.host.kept();
    let client = match client(&kept, &headers) {
        Ok(client) => client,
        Err(refusal) => return *refusal,
    };
    // What kind of token it is said to be is a hint only, and both kinds are looked up.
    let Some(token) = asked.get("token") else { return refused("invalid_request", "`token` is required") };
    let of = |access: &Access| (access.client.clone(), None);
    let of_refresh = |refresh: &Refresh| (refresh.client.clone(), Some(refresh.consent.clone()));
    match kept.tokens.get(token).map(of).or_else(|| kept.refreshes.get(token).map(of_refresh)) {
        // Whatever is not known does not hold, which is what was asked for (§2.2).
        None => {}
        Some((owner, _)) if owner != client => {
            return refused("invalid_grant", "the token was issued to another client");
        }
        Some((_, Some(consent))) => kept.take_back(&consent),
        Some((_, None)) => drop(kept.tokens.remove(token)),
    }
    answer(StatusCode::OK, &[(CACHE_CONTROL, "no-store".to_owned())], &json!({}))
}

/// The metadata of the authorization server ([RFC 8414](https://www.rfc-editor.org/rfc/rfc8414)): the description of the Open Badges
/// API has no place for the address of revocation.
pub(super) async fn metadata(base: Base) -> Response {
    let url = |name: &str| base.url(&format!("{BASE}{name}"));
    let scopes: Vec<String> =
        KNOWN.iter().map(|scope| format!("{SCOPES}{scope}")).chain([OFFLINE.to_owned()]).collect();
    let body = json!({
        "issuer": base.url(""),
        "authorization_endpoint": url("/authorize"),
        "token_endpoint": url("/token"),
        "registration_endpoint": url("/register"),
        "revocation_endpoint": url("/revoke"),
        "scopes_supported": scopes,
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        "revocation_endpoint_auth_methods_supported": ["client_secret_basic"],
        "code_challenge_methods_supported": ["S256"],
    });
    answer(StatusCode::OK, &[], &body)
}

/// Whether a request may do what needs that scope.
pub(super) fn allowed(service: &Service, headers: &HeaderMap, scope: &str) -> Result<(), Failure> {
    let bearer = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let Some(bearer) = bearer else {
        return Err(Failure::new(StatusCode::UNAUTHORIZED, "there is no token").challenge("Bearer"));
    };
    let kept = service.host.kept();
    match kept.tokens.get(bearer).filter(|access| service.now() < access.until) {
        None => {
            Err(Failure::new(StatusCode::UNAUTHORIZED, "the token has run out, was taken back, or is none")
                .challenge("Bearer error=\"invalid_token\""))
        }
        Some(access) if access.scopes.iter().any(|found| found == scope) => Ok(()),
        Some(_) => Err(Failure::new(StatusCode::FORBIDDEN, format!("the token is not for `{scope}`"))
            .challenge(format!("Bearer error=\"insufficient_scope\", scope=\"{SCOPES}{scope}\""))),
    }
}

/// Who asks, by the secret of the registration.
fn client(kept: &Kept, headers: &HeaderMap) -> Result<String, Box<Response>> {
    basic(headers)
        .filter(|(id, secret)| kept.clients.get(id).is_some_and(|client| client.secret == *secret))
        .map(|(id, _)| id)
        .ok_or_else(|| {
            let challenge = (WWW_AUTHENTICATE, "Basic".to_owned());
            Box::new(answer(StatusCode::UNAUTHORIZED, &[challenge], &json!({"error": "invalid_client"})))
        })
}

impl Kept {
    /// Hands out a token for what is wanted, and where that was granted one to refresh it with, for all that was granted.
    fn grant(
        &mut self,
        now: OffsetDateTime,
        client: &str,
        consent: &str,
        wanted: Vec<String>,
        granted: Vec<String>,
    ) -> Response {
        let (Ok(token), Ok(refresh)) = (token_text(), token_text()) else {
            return refused("invalid_request", "there is no randomness to make a token of");
        };
        self.tokens.retain(|_, access| now < access.until);
        self.refreshes.retain(|_, refresh| now < refresh.until);
        if self.tokens.len() >= MOST || self.refreshes.len() >= MOST {
            return refused("invalid_request", "as many tokens are out as are kept");
        }
        let mut body = json!({
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": ACCESS.whole_seconds(),
            "scope": written(&wanted),
        });
        let (client, consent) = (client.to_owned(), consent.to_owned());
        if granted.iter().any(|scope| scope == OFFLINE) {
            if let Some(members) = body.as_object_mut() {
                members.insert("refresh_token".to_owned(), refresh.clone().into());
            }
            let kept = Refresh {
                client: client.clone(),
                scopes: granted,
                until: now + REFRESH,
                consent: consent.clone(),
                used: false,
            };
            self.refreshes.insert(refresh, kept);
        }
        self.tokens.insert(token, Access { client, scopes: wanted, until: now + ACCESS, consent });
        answer(StatusCode::OK, &[(CACHE_CONTROL, "no-store".to_owned())], &body)
    }

    /// Takes back all tokens of a consent.
    fn take_back(&mut self, consent: &str) {
        self.tokens.retain(|_, access| access.consent != consent);
        self.refreshes.retain(|_, refresh| refresh.consent != consent);
    }
}
