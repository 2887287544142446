//! What the suite of DID Core reads of a method, a resolver and a dereferencer: one key of each kind as a `did:key`, what is
//! resolved of it, and what of that which is no DID.

use accolade::{
    did::{Did, MethodUrl, Resolution, resolve},
    json::Value,
    keys::{KeyType, SecretKey},
};
use serde_json::{Map, json};

use crate::Failure;

const KINDS: &[KeyType] = &[KeyType::Ed25519, KeyType::P256, KeyType::P384, KeyType::Secp256k1];

/// The representations that DID Core 1.0 defines, in which a document is written.
const JSON_LD: &str = "application/did+ld+json";
const REPRESENTATIONS: &[&str] = &[JSON_LD, "application/did+json"];

pub(crate) fn run() -> Result<(), Failure> {
    let mut method = Map::new();
    let (mut dids, mut documents) = (Vec::new(), Vec::new());
    for kind in KINDS {
        let key = SecretKey::generate(*kind, &[7; 64])?;
        let did = format!("did:key:{}", key.public_key().to_multikey());
        let document = document(&did).ok_or_else(|| format!("`{did}` is not resolved"))?;
        method.insert(did.clone(), produced(&document)?);
        documents.push((did.clone(), document));
        dids.push(did);
    }
    method.extend([
        ("dids".to_owned(), dids.into()),
        ("didParameters".to_owned(), json!({})),
        ("supportedContentTypes".to_owned(), json!(REPRESENTATIONS)),
    ]);
    let read = json!({
        "didMethods": [named(method)],
        "resolvers": [named(resolver(&documents)?)],
        "dereferencers": [named(dereferencer(&documents)?)],
    });
    println!("{read:#}");
    Ok(())
}

fn named(mut members: Map<String, Value>) -> Value {
    members.extend([
        ("didMethod".to_owned(), "did:key".into()),
        ("implementation".to_owned(), "accolade-did".into()),
        ("implementer".to_owned(), "Accolade".into()),
    ]);
    members.into()
}

/// The document of a `did:key`; none of what is no such DID.
fn document(did: &str) -> Option<Value> {
    let did = Did::parse(did).ok()?;
    match resolve(&MethodUrl::from(did)) {
        Ok(Resolution::Document(document)) => Some(document.to_value().into_owned()),
        _ => None,
    }
}

/// A document as its data model, and in each representation.
fn produced(document: &Value) -> Result<Value, Failure> {
    let whole = document.as_object().ok_or("a document is an object")?;
    let mut properties = whole.clone();
    let context = properties.shift_remove("@context");
    let mut entry = Map::new();
    entry.insert("didDocumentDataModel".to_owned(), json!({"properties": properties}));
    for media_type in REPRESENTATIONS {
        // JSON-LD alone needs a context; JSON goes without it.
        let (specific, written) = match &context {
            Some(context) if *media_type == JSON_LD => (json!({"@context": context}), whole),
            _ => (json!({}), &properties),
        };
        let result = json!({
            "didDocumentDataModel": {"representationSpecificEntries": specific},
            "representation": serde_json::to_string(written)?,
            "didDocumentMetadata": {},
            "didResolutionMetadata": {"contentType": media_type},
        });
        entry.insert((*media_type).to_owned(), result);
    }
    Ok(entry.into())
}

/// Executions of the two functions of [DID Core §7.1](https://www.w3.org/TR/did-1.0/#did-resolution), the first of which gives a
/// document and the other one of its representations.
fn resolver(documents: &[(String, Value)]) -> Result<Map<String, Value>, Failure> {
    let execution = |function: &str, did: &str, output: Value| json!({"function": function, "input": {"did": did, "resolutionOptions": {}}, "output": output});
    let mut executions = Vec::new();
    for (did, document) in documents {
        let output = json!({"didDocument": document, "didResolutionMetadata": {}, "didDocumentMetadata": {}});
        executions.push(execution("resolve", did, output));
    }
    for (did, document) in documents {
        let output = json!({
            "didDocumentStream": serde_json::to_string(document)?,
            "didResolutionMetadata": {"contentType": JSON_LD},
            "didDocumentMetadata": {},
        });
        executions.push(execution("resolveRepresentation", did, output));
    }
    let fine = executions.len();
    let wrong = "did:key;invalid";
    if document(wrong).is_some() {
        return Err(format!("`{wrong}` is resolved").into());
    }
    let output = json!({
        "didDocument": null, "didResolutionMetadata": {"error": "invalidDid"}, "didDocumentMetadata": {},
    });
    executions.push(execution("resolve", wrong, output));
    // The other function is not asked about it: of its error the suite wants a content type, which §7.1.2 wants of success alone.
    Ok(expected(executions, fine, "invalidDidErrorOutcome"))
}

/// Executions of [DID Core §7.2](https://www.w3.org/TR/did-1.0/#did-url-dereferencing): a document, and a method within it.
fn dereferencer(documents: &[(String, Value)]) -> Result<Map<String, Value>, Failure> {
    let execution = |url: &str, metadata: Value, stream: String| {
        json!({
            "function": "dereference",
            "input": {"didUrl": url, "dereferenceOptions": {}},
            "output": {"dereferencingMetadata": metadata, "contentStream": stream, "contentMetadata": {}},
        })
    };
    let metadata = json!({"contentType": JSON_LD});
    let mut executions = Vec::new();
    for (did, document) in documents {
        executions.push(execution(did, metadata.clone(), serde_json::to_string(document)?));
        let method = document.pointer("/verificationMethod/0").and_then(Value::as_object);
        let mut method = method.ok_or("a document names its method")?.clone();
        let url = method.get("id").and_then(Value::as_str).ok_or("a method has an `id`")?.to_owned();
        method.extend(document.get("@context").map(|context| ("@context".to_owned(), context.clone())));
        executions.push(execution(&url, metadata.clone(), serde_json::to_string(&method)?));
    }
    let fine = executions.len();
    let wrong = "bad:invalid";
    if Did::parse(wrong).is_ok() {
        return Err(format!("`{wrong}` is a DID URL").into());
    }
    executions.push(execution(wrong, json!({"error": "invalidDidUrl"}), String::new()));
    Ok(expected(executions, fine, "invalidDidUrlErrorOutcome"))
}

/// Executions with what comes of them: the first of them succeed, and the rest fail in that way.
fn expected(executions: Vec<Value>, fine: usize, error: &str) -> Map<String, Value> {
    let outcomes = json!({
        "defaultOutcome": (0..fine).collect::<Vec<_>>(),
        error: (fine..executions.len()).collect::<Vec<_>>(),
    });
    let mut members = Map::new();
    members.insert("expectedOutcomes".to_owned(), outcomes);
    members.insert("executions".to_owned(), executions.into());
    members
}
