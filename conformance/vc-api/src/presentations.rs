//! `/presentations/prove` and `/presentations/verify`.

use accolade::{
    json::Value,
    keys::CryptoProvider,
    ld::Contexts,
    proof::{
        ProofError,
        data_integrity::{ProofOptions, Registry, prepare},
    },
    report::Pointer,
};
use axum::http::StatusCode;
use serde_json::json;
use time::format_description::well_known::Rfc3339;

use crate::{
    Service,
    answer::{Answer, Refusal},
    credentials::member,
    verification,
};

/// Verifies a presentation and all that is in it.
pub(crate) fn verify(service: &Service, call: &Value) -> Result<Answer, Refusal> {
    let presented = call.get("verifiablePresentation").or_else(|| call.get("presentation"));
    let presented = presented.ok_or_else(|| Refusal::malformed("`verifiablePresentation` is missing"))?;
    verification::verify(service, presented, call.get("options"))
}

/// Signs a presentation as its holder.
pub(crate) fn prove(service: &Service, call: &Value) -> Result<Answer, Refusal> {
    let mut presentation = member(call, "presentation")?.clone();
    let holder = service
        .issuers
        .find("vc-api")
        .ok_or_else(|| Refusal::not_found("there is no key to sign presentations with"))?;
    presentation.insert("holder".to_owned(), holder.issuer.id().into());
    let created = service.now().replace_nanosecond(0).unwrap_or(service.now());
    let created = created.format(&Rfc3339).map_err(|error| Refusal::internal(&error))?;
    let mut options =
        ProofOptions::new(holder.issuer.verification_method()).created(created).purpose("authentication");
    let option = |name: &str| call.get("options")?.get(name)?.as_str();
    if let Some(domain) = option("domain") {
        options = options.domain(domain);
    }
    if let Some(challenge) = option("challenge") {
        options = options.challenge(challenge);
    }
    let refused = |error: ProofError| Refusal::because(error.to_string(), error.findings(&Pointer::root()));
    let registry = Registry::default();
    let suite = registry.find("eddsa-rdfc-2022").ok_or_else(|| Refusal::not_found("there is no suite"))?;
    let presentation = Value::Object(presentation);
    let key_type = holder.key.key_type();
    let prepared = prepare(&presentation, options, suite, key_type, &Contexts::pinned()).map_err(refused)?;
    let signature = prepared.sign(&holder.key, &CryptoProvider::portable()).map_err(refused)?;
    let proven = prepared.finish(&signature);
    Ok(Answer::new(StatusCode::CREATED, json!({"verifiablePresentation": proven})))
}
