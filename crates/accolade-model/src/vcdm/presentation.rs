use serde_json::{Map, Value};

use super::{
    contexts,
    shape::{object, typed, url, url_member},
};
use crate::{
    class::Scope,
    codes,
    findings::Findings,
    kind::{Version, types},
    place::Place,
};

/// The rules for a presentation. [VCDM 2.0 §4.13](https://www.w3.org/TR/vc-data-model-2.0/#verifiable-presentations)
pub(crate) fn presentation(node: &Map<String, Value>, scope: Scope, place: &Place<'_>, out: &mut Findings) {
    contexts(node, scope.version, place, out);
    url_member(node, "id", false, place, out);
    typed(node, Some("VerifiablePresentation"), place, out);
    let holder = &place.key("holder");
    match node.get("holder") {
        None => {}
        Some(Value::Object(object)) => url_member(object, "id", true, holder, out),
        Some(value) => url(value, holder, out),
    }
    if let Some(proof) = node.get("proof") {
        super::objects(proof, &place.key("proof"), out, &mut |entry, place, out| {
            typed(entry, None, place, out)
        });
    }
    let Some(value) = node.get("verifiableCredential") else { return };
    let place = &place.key("verifiableCredential");
    for (index, item) in accolade_json::one_or_many(value).iter().enumerate() {
        let place = &place.item(value, index);
        // Version 1.1 takes a JWT as text; version 2.0 wants it enveloped.
        if scope.version == Version::V1 && item.is_string() {
            continue;
        }
        if let Some(credential) = object(item, place, out) {
            crate::check::document(credential, place, Some(scope), out);
        }
    }
}

/// The rules for an enveloped credential or presentation.
/// [VCDM 2.0 §4.13.1](https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-credentials)
pub(crate) fn envelope(node: &Map<String, Value>, version: Version, place: &Place<'_>, out: &mut Findings) {
    contexts(node, version, place, out);
    let wanted = types(node).find(|name| name.starts_with("EnvelopedVerifiable"));
    typed(node, wanted, place, out);
    let id = node.get("id").and_then(Value::as_str);
    if !id.is_some_and(is_data_url) {
        out.error(
            codes::ENVELOPE,
            &place.key("id"),
            format_args!("`id` must be a `data:` URL that holds the secured credential"),
        );
    }
}

/// `data:`, a media type, a comma, something. Base64 or not is for the one who unwraps.
fn is_data_url(text: &str) -> bool {
    let parts = text.strip_prefix("data:").and_then(|rest| rest.split_once(','));
    parts.is_some_and(|(media_type, content)| media_type.contains('/') && !content.is_empty())
}
