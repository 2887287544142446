//! A host of badges: the [Open Badges API](https://www.imsglobal.org/spec/ob/v3p0/#open-badges-api), as far as 1EdTech asks a host
//! for it, to rehearse that certification. Everything is kept in memory, and nobody is asked to consent.

mod badges;
mod oauth;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use accolade::json::Value;
use axum::{
    Router,
    http::{HeaderName, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::json;

use self::{
    badges::Held,
    oauth::{Client, Grant},
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
    /// The scopes of each token.
    tokens: HashMap<String, Vec<String>>,
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
        .route(&path("/token"), post(oauth::token))
}

/// A failure, as the API words it.
#[derive(Debug)]
struct Failure(StatusCode, String);

impl Failure {
    fn new(status: StatusCode, description: impl Into<String>) -> Self {
        Self(status, description.into())
    }

    fn bad(description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, description)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let minor = match self.0 {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => "unauthorisedrequest",
            StatusCode::NOT_FOUND => "unknownobject",
            StatusCode::BAD_REQUEST => "invalid_data",
            _ => "internal_server_error",
        };
        let fields =
            json!([{"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": minor}]);
        let body = json!({
            "imsx_codeMajor": "failure",
            "imsx_severity": "error",
            "imsx_description": self.1,
            "imsx_CodeMinor": {"imsx_codeMinorField": fields},
        });
        answer(self.0, &[], &body)
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
