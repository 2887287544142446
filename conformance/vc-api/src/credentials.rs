//! `/credentials/issue`, `/credentials/verify` and `/credentials/derive`.

use accolade::{
    Issued, Securing,
    json::{Value, one_or_many},
    model,
    proof::{
        ProofError,
        data_integrity::{self, Disclosable, Disclosure, Proof, Registry, proofs},
    },
    report::{Pointer, Severity},
};
use axum::http::StatusCode;
use serde_json::{Map, json};
use time::format_description::well_known::Rfc3339;

use crate::{
    Service,
    answer::{Answer, Refusal},
    base::Base,
    entropy,
    issuers::{Instance, Way},
    status, verification,
};

const CREDENTIALS_V1: &str = "https://www.w3.org/2018/credentials/v1";
const CREDENTIALS_V2: &str = "https://www.w3.org/ns/credentials/v2";
const DATA_INTEGRITY: &str = "https://w3id.org/security/data-integrity/v2";
const STATUS: &str = "https://www.w3.org/ns/credentials/status/v1";
const ED25519_2020: &str = "https://w3id.org/security/suites/ed25519-2020/v1";

/// Issues a credential in the name of an instance.
pub(crate) fn issue(service: &Service, base: &Base, instance: &str, call: &Value) -> Result<Answer, Refusal> {
    let instance = service
        .issuers
        .find(instance)
        .ok_or_else(|| Refusal::not_found(format!("there is no issuer `{instance}`")))?;
    let mut credential = member(call, "credential")?.clone();
    date(service, &mut credential)?;
    // What is wrong with the issuer as it was sent would be gone once it is bound.
    let mut findings = model::check(&Value::Object(credential.clone()));
    findings.retain(|finding| finding.severity == Severity::Error);
    if !findings.is_empty() {
        return Err(Refusal::because("the credential breaks the rules of its data model", findings));
    }
    bind(&mut credential, instance.issuer.id());
    complete_contexts(&mut credential, instance.way);
    if matches!(instance.way, Way::WithStatus(_)) {
        status::enter(service, base, &mut credential)?;
    }
    let issued = secure(service, instance, &Value::Object(credential), call.get("options"))?;
    let credential = match issued {
        Issued::Json(credential) => credential,
        Issued::Jwt(token) if instance.way == Way::Token => token.into(),
        Issued::Jwt(token) => enveloped(&token),
        Issued::SdJwt(_) | Issued::Cose(_) => return Err(Refusal::internal(&"no issuer here makes that")),
    };
    Ok(Answer::new(StatusCode::CREATED, json!({"verifiableCredential": credential})))
}

/// Verifies a credential.
pub(crate) fn verify(service: &Service, call: &Value) -> Result<Answer, Refusal> {
    let secured = call.get("verifiableCredential");
    let secured = secured.ok_or_else(|| Refusal::malformed("`verifiableCredential` is missing"))?;
    verification::verify(service, secured, call.get("options"))
}

/// Derives a proof for a part of a credential.
pub(crate) fn derive(_: &Service, call: &Value) -> Result<Answer, Refusal> {
    let credential = Value::Object(member(call, "verifiableCredential")?.clone());
    let selected = pointers(call.get("options"), "selectivePointers")?;
    let refused = |error: ProofError| {
        Refusal::because(error.to_string(), error.findings(&Pointer::root().key("proof")))
    };
    let (_, proof) = proofs(&credential)
        .next()
        .ok_or_else(|| Refusal::malformed("the credential has no proof to derive another from"))?;
    let proof = Proof::read(proof).map_err(refused)?;
    let disclosure = Disclosure::new(&selected).entropy(entropy::bytes()?);
    let contexts = accolade::ld::Contexts::pinned();
    let derived = data_integrity::derive(&credential, &proof, disclosure, &contexts, &Registry::default());
    Ok(Answer::new(StatusCode::CREATED, json!({"verifiableCredential": derived.map_err(refused)?})))
}

fn secure(
    service: &Service,
    instance: &Instance,
    credential: &Value,
    options: Option<&Value>,
) -> Result<Issued, Refusal> {
    let Instance { issuer, key, way, .. } = instance;
    let now = service.now();
    Ok(match way {
        Way::Whole(suite) | Way::WithStatus(suite) => {
            issuer.issue(credential, &Securing::Cryptosuite((*suite).to_owned()), now, key)?
        }
        Way::Parts(suite) => {
            let mandatory = pointers(options, "mandatoryPointers")?;
            let disclosable =
                Disclosable::new(mandatory, &entropy::bytes()?).map_err(|error| Refusal::internal(&error))?;
            issuer.issue_disclosable(credential, suite, disclosable, now, key)?
        }
        Way::Envelope => issuer.issue(credential, &Securing::VcJwt, now, key)?,
        Way::Token => issuer.issue(credential, &Securing::Jwt, now, key)?,
    })
}

/// Version 1.1 of the data model wants to know when a credential was issued: the issuer says so where the caller does not.
fn date(service: &Service, credential: &mut Map<String, Value>) -> Result<(), Refusal> {
    let first = credential.get("@context").map(one_or_many).and_then(<[Value]>::first);
    if first.is_some_and(|first| first == CREDENTIALS_V1) && !credential.contains_key("issuanceDate") {
        let now = service.now().replace_nanosecond(0).unwrap_or(service.now());
        let now = now.format(&Rfc3339).map_err(|error| Refusal::internal(&error))?;
        credential.insert("issuanceDate".to_owned(), now.into());
    }
    Ok(())
}

/// Puts the issuer's identifier in the place of whatever stood there.
fn bind(credential: &mut Map<String, Value>, id: &str) {
    match credential.get_mut("issuer") {
        Some(Value::Object(issuer)) => drop(issuer.insert("id".to_owned(), id.into())),
        Some(issuer) => *issuer = id.into(),
        None => {}
    }
}

/// Version 1.1 of the data model knows neither proofs nor lists of bits: their contexts go behind its own.
fn complete_contexts(credential: &mut Map<String, Value>, way: Way) {
    let needed: &[&str] = match way {
        Way::Whole("Ed25519Signature2020") => &[ED25519_2020],
        Way::WithStatus(_) => &[DATA_INTEGRITY, STATUS],
        Way::Whole(_) | Way::Parts(_) => &[DATA_INTEGRITY],
        Way::Envelope | Way::Token => return,
    };
    let Some(contexts) = credential.get_mut("@context") else { return };
    let mut list = match contexts.take() {
        Value::Array(list) => list,
        one => vec![one],
    };
    let version_1 = list.first().is_some_and(|first| first == CREDENTIALS_V1);
    for context in needed.iter().filter(|context| version_1 || **context == ED25519_2020) {
        if !list.iter().any(|there| there == context) {
            list.push((*context).into());
        }
    }
    *contexts = list.into();
}

/// A token as a [credential in an envelope](https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-credentials).
fn enveloped(token: &str) -> Value {
    json!({
        "@context": CREDENTIALS_V2,
        "id": format!("data:application/vc+jwt,{token}"),
        "type": "EnvelopedVerifiableCredential",
    })
}

/// A member of a call that must be an object.
pub(crate) fn member<'a>(call: &'a Value, name: &str) -> Result<&'a Map<String, Value>, Refusal> {
    let object = call.get(name).and_then(Value::as_object);
    object.ok_or_else(|| Refusal::malformed(format!("`{name}` must be an object")))
}

/// A list of pointers among the options; none where it is not there.
fn pointers(options: Option<&Value>, name: &str) -> Result<Vec<Pointer>, Refusal> {
    let Some(found) = options.and_then(|options| options.get(name)) else { return Ok(Vec::new()) };
    let pointer = |item: &Value| item.as_str().and_then(Pointer::parse);
    let list = found.as_array().and_then(|items| items.iter().map(pointer).collect::<Option<Vec<_>>>());
    list.ok_or_else(|| Refusal::malformed(format!("`options.{name}` must be a list of JSON pointers")))
}
