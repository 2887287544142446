//! A host of badges: the [Open Badges API](https://www.imsglobal.org/spec/ob/v3p0/#open-badges-api), as far as 1EdTech asks a host
//! for it, to rehearse that certification. Everything is kept in memory, and nobody is asked to consent.

mod badges;
mod oauth;
mod tokens;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use accolade::json::Value;
use axum::{
    Router,
    http::{
        HeaderName, StatusCode,
        header::{CONTENT_TYPE, WWW_AUTHENTICATE},
    },
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::json;

use self::{
    badges::Held,
    oauth::{Client, Grant},
    tokens::{Access, Refresh},
};
use crate::Service;

/// The path below which the API stands.
const BASE: &str = "/ims/ob/v3p0";
const SCOPES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/scope/";

/// How many of anything are kept.
const MOST: usize = 10_000;

/// What the host keeps.
#[derive(Default)]
pub(crate) struct Host(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    clients: HashMap<String, Client>,
    codes: HashMap<String, Grant>,
    tokens: HashMap<String, Access>,
    refreshes: HashMap<String, Refresh>,
    badges: Vec<Held>,
    profile: Option<Value>,
}

impl Host {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        // A call that ended in the middle left each list whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn routes() -> Router<Arc<Service>> {
    let path = |name: &str| format!("{BASE}{name}");
    Router::new()
        .route(&path("/discovery"), get(badges::discovery))
        .route(&path("/credentials"), get(badges::list).post(badges::upsert))
        .route(&path("/profile"), get(badges::profile).put(badges::set_profile))
        .route(&path("/register"), post(oauth::register))
        .route(&path("/authorize"), get(oauth::authorize))
        .route(&path("/token"), post(tokens::token))
        .route(&path("/revoke"), post(tokens::revoke))
        .route("/.well-known/oauth-authorization-server", get(tokens::metadata))
        .method_not_allowed_fallback(async || {
            Failure::new(StatusCode::METHOD_NOT_ALLOWED, "there is no such verb here")
        })
}

/// A failure, as the API words it.
#[derive(Debug)]
struct Failure {
    status: StatusCode,
    /// Of the thirteen values that the API has for it.
    minor: &'static str,
    description: String,
    /// What a token would have to be ([RFC 6750 §3](https://www.rfc-editor.org/rfc/rfc6750#section-3)).
    challenge: Option<String>,
}

impl Failure {
    fn new(status: StatusCode, description: impl Into<String>) -> Self {
        let minor = match status {
            StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE => "invalid_data",
            StatusCode::UNAUTHORIZED => "unauthorizedrequest",
            StatusCode::FORBIDDEN => "forbidden",
            StatusCode::NOT_FOUND => "not_found",
            StatusCode::METHOD_NOT_ALLOWED => "not_allowed",
            _ => "internal_server_error",
        };
        Self { status, minor, description: description.into(), challenge: None }
    }

    fn query(description: impl Into<String>) -> Self {
        Self { minor: "invalid_query_parameter", ..Self::bad(description) }
    }

    fn challenge(self, challenge: impl Into<String>) -> Self {
        Self { challenge: Some(challenge.into()), ..self }
    }

    fn bad(description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, description)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let fields =
            json!([{"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": self.minor}]);
        let body = json!({
            "imsx_codeMajor": "failure",
            "imsx_severity": "error",
            "imsx_description": self.description,
            "imsx_CodeMinor": {"imsx_codeMinorField": fields},
        });
        let challenge = self.challenge.map(|challenge| (WWW_AUTHENTICATE, challenge));
        answer(self.status, challenge.as_slice(), &body)
    }
}

fn answer(status: StatusCode, headers: &[(HeaderName, String)], body: &Value) -> Response {
    let mut response = (status, [(CONTENT_TYPE, "application/json")], body.to_string()).into_response();
    for (name, value) in headers {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name.clone(), value);
        }
    }
    response
}
