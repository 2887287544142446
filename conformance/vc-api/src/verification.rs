//! Runs the verifier, and says what it found in the words of the VC-API.

use accolade::{
    Policy, Resources, Step, Verification, Verifier,
    json::Value,
    report::{Check, CheckId, Layer, Outcome, Report, Role, Severity},
};
use axum::http::StatusCode;
use serde_json::json;

use crate::{
    Service,
    answer::{Answer, Refusal},
    status,
};

/// Rounds of asking for documents before a verification is left as it is.
const MOST_ROUNDS: usize = 4;

/// The checks without which nothing may be called verified. What else is unknown, such as a status of a type that nobody here
/// reads, is told as a warning: the [VC-API](https://w3c-ccg.github.io/vc-api/#verify-credential) knows two answers only.
const DECISIVE: &[CheckId] = &[
    CheckId::Input,
    CheckId::Model,
    CheckId::Terms,
    CheckId::Key,
    CheckId::Proof,
    CheckId::Validity,
    CheckId::Credentials,
];

/// Verifies what is secured, JSON or a token in a string, as `options` ask for it.
pub(crate) fn verify(service: &Service, secured: &Value, options: Option<&Value>) -> Result<Answer, Refusal> {
    let input = match secured {
        // A text is a token: JSON stands in the call as what it is.
        Value::String(token) if !token.trim_start().starts_with('{') => token.clone().into_bytes(),
        Value::Object(_) => serde_json::to_vec(secured).map_err(|error| Refusal::internal(&error))?,
        _ => return Err(Refusal::malformed("there is nothing to verify: neither an object nor a token")),
    };
    let verification = run(service, &input, policy(service, options)?);
    let report = verification.report();
    let mut body =
        json!({"verified": is_verified(report), "problemDetails": problems(report), "report": report});
    let status = if is_verified(report) { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    if let (Some(members), Some(document)) = (body.as_object_mut(), verification.claimed()) {
        members.insert("document".to_owned(), document.clone());
    }
    Ok(Answer::new(status, body))
}

/// Nothing is fetched: what this server publishes is at hand, and everything else is declined.
pub(crate) fn run(service: &Service, input: &[u8], policy: Policy) -> Verification {
    let verifier = Verifier::new(policy);
    let mut resources = Resources::default();
    let mut rounds = 0;
    loop {
        match verifier.verify(input, &resources, service.now()) {
            Step::Done(verification) => return *verification,
            Step::Need(requests) => {
                rounds += 1;
                let own = if rounds > MOST_ROUNDS { Vec::new() } else { status::own(service, &requests) };
                resources.decline(&requests, "this server fetches nothing");
                resources.extend(own);
            }
        }
    }
}

fn policy(service: &Service, options: Option<&Value>) -> Result<Policy, Refusal> {
    let option = |name: &str| match options.and_then(|options| options.get(name)) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(Refusal::malformed(format!("`options.{name}` must be a string"))),
    };
    let mut policy = Policy::default();
    if let Some(domain) = option("domain")? {
        policy = policy.expect_domain(domain);
    }
    if let Some(challenge) = option("challenge")? {
        policy = policy.expect_challenge(challenge);
    }
    if service.config.accept_unbound_issuer {
        policy = policy.dangerous().danger_accept_unbound_issuer();
    }
    Ok(policy)
}

/// A digest that does not match is an error to the data model
/// ([§5.3](https://www.w3.org/TR/vc-data-model-2.0/#integrity-of-related-resources)), so it counts here.
fn is_verified(report: &Report) -> bool {
    let counts = |check: &Check| check.layer() == Layer::Authentic || check.id() == CheckId::Evidence;
    let failed = |check: &Check| counts(check) && check.outcome() == Outcome::Failed;
    let open = |check: &Check| DECISIVE.contains(&check.id()) && check.outcome() == Outcome::Unknown;
    let proven = report.check(CheckId::Proof).is_some_and(|check| check.outcome() == Outcome::Passed);
    proven
        && !report.checks().iter().any(|check| failed(check) || open(check))
        && report.nested().iter().all(|inner| inner.role != Role::Credential || is_verified(&inner.report))
}

/// The [problems](https://www.w3.org/TR/vc-data-model-2.0/#problem-details) that were found, each with its code.
fn problems(report: &Report) -> Vec<Value> {
    let mut problems = Vec::new();
    for check in report.checks() {
        for finding in check.findings().iter().filter(|finding| finding.severity != Severity::Note) {
            problems.push(json!({
                "type": problem_type(check.id()),
                "title": finding.code,
                "detail": finding.message,
                "pointer": finding.pointer,
            }));
        }
    }
    problems
}

const fn problem_type(check: CheckId) -> &'static str {
    match check {
        CheckId::Input => "https://www.w3.org/TR/vc-data-model#PARSING_ERROR",
        CheckId::Model | CheckId::Terms => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR",
        CheckId::Key | CheckId::Proof => "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR",
        CheckId::Validity => "https://www.w3.org/TR/vc-data-model#RANGE_ERROR",
        CheckId::Status => "https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR",
        _ => "about:blank",
    }
}
