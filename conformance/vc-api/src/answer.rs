//! Answers as HTTP: a JSON body with its status, or a refusal that says why.

use std::fmt;

use accolade::{IssueError, json::Value, report::Finding};
use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use serde_json::json;

/// An answer with a body in JSON.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) media_type: &'static str,
    pub(crate) body: Value,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
}

impl Answer {
    pub(crate) const fn new(status: StatusCode, body: Value) -> Self {
        Self { status, media_type: "application/json", body, headers: Vec::new() }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self.body).unwrap_or_default();
        let mut response = (self.status, [(CONTENT_TYPE, self.media_type)], body).into_response();
        response.headers_mut().extend(self.headers.into_iter().map(|(name, value)| (Some(name), value)));
        response
    }
}

/// Why nothing was done, as [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) says it.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    title: String,
    findings: Vec<Finding>,
}

impl Refusal {
    /// The request cannot be understood.
    pub(crate) fn malformed(title: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, title: title.into(), findings: Vec::new() }
    }

    /// What is asked for is not there.
    pub(crate) fn not_found(title: impl Into<String>) -> Self {
        Self { status: StatusCode::NOT_FOUND, title: title.into(), findings: Vec::new() }
    }

    /// It is not done, for these reasons.
    pub(crate) fn because(title: impl Into<String>, findings: Vec<Finding>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, title: title.into(), findings }
    }

    /// Too many calls at once.
    pub(crate) fn busy() -> Self {
        let title = "as many calls are under way as are answered at once: ask again later".to_owned();
        Self { status: StatusCode::SERVICE_UNAVAILABLE, title, findings: Vec::new() }
    }

    /// The server's own fault.
    pub(crate) fn internal(error: &dyn fmt::Display) -> Self {
        let title = error.to_string();
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, title, findings: Vec::new() }
    }
}

impl From<IssueError> for Refusal {
    fn from(error: IssueError) -> Self {
        Self::because(error.to_string(), error.findings())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({
            "type": "about:blank",
            "status": self.status.as_u16(),
            "title": self.title,
            "findings": self.findings,
        });
        Answer { media_type: "application/problem+json", ..Answer::new(self.status, body) }.into_response()
    }
}
