//! Which path does what.

use std::sync::Arc;

use accolade::json::{Limits, Value, parse};
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::json;
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::{
    Service,
    answer::{Answer, Refusal},
    base::Base,
    credentials, host, identifiers, openapi, presentations, status,
};

/// The largest request that is read.
const MOST_BYTES: usize = 8 << 20;

/// How many calls are worked on or wait for a processor. Whoever comes then is told to come again.
const MOST_CALLS: usize = 256;

static CALLS: Semaphore = Semaphore::const_new(MOST_CALLS);

type Shared = State<Arc<Service>>;

/// The issuer of `/credentials/issue`.
const DEFAULT: &str = "vc-api";

pub(crate) fn of(service: Arc<Service>) -> Router {
    Router::new()
        .route("/credentials/issue", post(issue_by_default))
        .route("/issuers/{instance}/credentials/issue", post(issue))
        .route("/credentials/verify", post(verify))
        .route("/credentials/derive", post(derive))
        .route("/credentials/status", post(set_status))
        .route("/presentations/prove", post(prove))
        .route("/presentations/verify", post(verify_presentation))
        .route("/status/{list}", get(list))
        .route(status::MEANING, get(meaning))
        .route("/1.0/identifiers/", get(nobody))
        .route("/1.0/identifiers/{*identifier}", get(identifier))
        .route("/.well-known/vc-conformance.json", get(conformance))
        .route("/openapi.json", get(description))
        .merge(host::routes())
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(service)
}

async fn issue_by_default(State(service): Shared, base: Base, body: Bytes) -> Response {
    answer(service, body, move |service, call| credentials::issue(service, &base, DEFAULT, call)).await
}

async fn issue(State(service): Shared, base: Base, Path(instance): Path<String>, body: Bytes) -> Response {
    answer(service, body, move |service, call| credentials::issue(service, &base, &instance, call)).await
}

async fn verify(State(service): Shared, body: Bytes) -> Response {
    answer(service, body, credentials::verify).await
}

async fn derive(State(service): Shared, body: Bytes) -> Response {
    answer(service, body, credentials::derive).await
}

async fn set_status(State(service): Shared, body: Bytes) -> Response {
    answer(service, body, status::set).await
}

async fn prove(State(service): Shared, body: Bytes) -> Response {
    answer(service, body, presentations::prove).await
}

async fn verify_presentation(State(service): Shared, body: Bytes) -> Response {
    answer(service, body, presentations::verify).await
}

async fn list(State(service): Shared, base: Base, Path(list): Path<String>) -> Response {
    status::list(&service, &base, &list).into_response()
}

async fn meaning() -> Answer {
    status::meaning()
}

async fn identifier(State(service): Shared, request: Request) -> Response {
    identifiers::answer(&service, request.uri(), request.headers()).into_response()
}

/// A resolver without anything to resolve.
async fn nobody(State(service): Shared, request: Request) -> Response {
    identifier(State(service), request).await
}

async fn conformance(State(service): Shared) -> Answer {
    let body = json!({
        "name": "accolade",
        "issuers": service.issuers.to_json(),
        "issue": "/credentials/issue",
        "verify": "/credentials/verify",
        "vpVerify": "/presentations/verify",
        "prove": "/presentations/prove",
        "derive": "/credentials/derive",
        "status": "/credentials/status",
        "didResolver": "/1.0/identifiers",
        "didResolution": "/1.0/identifiers",
    });
    Answer::new(StatusCode::OK, body)
}

async fn description(base: Base) -> Answer {
    Answer::new(StatusCode::OK, openapi::document(&base))
}

/// Reads a call and answers it, off the threads that wait for sockets: a verification may take its whole budget.
async fn answer(
    service: Arc<Service>,
    body: Bytes,
    to: impl FnOnce(&Service, &Value) -> Result<Answer, Refusal> + Send + 'static,
) -> Response {
    let Ok(permit) = CALLS.try_acquire() else {
        return Refusal::busy().into_response();
    };
    let work = move || {
        let _permit = permit;
        let call = parse(&body, &Limits { bytes: MOST_BYTES, ..Limits::default() });
        to(&service, &call.map_err(|error| Refusal::malformed(error.to_string()))?)
    };
    match spawn_blocking(work).await {
        Ok(Ok(answer)) => answer.into_response(),
        Ok(Err(refusal)) => refusal.into_response(),
        Err(error) => Refusal::internal(&error).into_response(),
    }
}
