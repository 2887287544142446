//! Does the credential keep the schemas it names?

use accolade_model::{check_schema, class::Edition, editions};
use accolade_report::{Check, CheckId, Finding};
use serde_json::Value;

use super::places::each;
use crate::codes;

/// The published schemas of Open Badges say no more than the class tables that the model was checked by; any other
/// schema is left open.
pub(super) fn check(credential: &Value) -> Check {
    if each(credential, "credentialSchema").next().is_none() {
        return Check::not_applicable(CheckId::Schema);
    }
    let mut check = Check::new(CheckId::Schema);
    for (place, entry) in each(credential, "credentialSchema") {
        let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
        let published = PUBLISHED.iter().any(|base| id.starts_with(base));
        let satisfied = if published { editions(credential) } else { Vec::new() };
        if !satisfied.is_empty() {
            let name = |edition: &Edition| match edition {
                Edition::Strict2024 => "strict 2024",
                _ => "live 2026",
            };
            check.add_fact("editions", satisfied.iter().map(name).collect::<Vec<&str>>());
            continue;
        }
        match published.then(|| check_schema(credential, Edition::Live2026)).flatten() {
            Some(findings) => check.extend(findings),
            None => {
                let message = format!("the schema `{id}` was not evaluated");
                check.add(Finding::undetermined(codes::SCHEMA_NOT_CHECKED, place, message));
            }
        }
    }
    check
}

/// Where 1EdTech publishes the schemas that the class tables stand for.
const PUBLISHED: &[&str] = &[
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential",
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_anyachievementcredential",
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential",
    "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential",
];
