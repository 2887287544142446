use accolade_json::one_or_many;
use accolade_report::Pointer;
use serde_json::{Map, Value};

use crate::{ProofError, date_time};

/// A proof as it stands in a document; see [§2.1](https://www.w3.org/TR/vc-data-integrity/#proofs).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Proof<'a> {
    /// `id`.
    pub id: Option<&'a str>,
    /// `type`.
    pub proof_type: &'a str,
    /// `cryptosuite`.
    pub cryptosuite: Option<&'a str>,
    /// `verificationMethod`: the key, by URL.
    pub verification_method: &'a str,
    /// `proofPurpose`.
    pub purpose: &'a str,
    /// `proofValue`; `jws` in a proof of a suite from before that property.
    pub proof_value: &'a str,
    /// `created`, as written.
    pub created: Option<&'a str>,
    /// `expires`, as written.
    pub expires: Option<&'a str>,
    /// `domain`, one or several.
    pub domains: Vec<&'a str>,
    /// `challenge`.
    pub challenge: Option<&'a str>,
    /// `previousProof`, one or several.
    pub previous: Vec<&'a str>,
    value_member: &'static str,
    members: &'a Map<String, Value>,
}

impl<'a> Proof<'a> {
    /// Reads a proof.
    ///
    /// # Errors
    /// `proof.malformed` with the place in the proof.
    pub fn read(value: &'a Value) -> Result<Self, ProofError> {
        let malformed =
            |pointer, message: &str| ProofError::Malformed { pointer, message: message.to_owned() };
        let members = value.as_object().ok_or_else(|| malformed(Pointer::root(), "a proof is an object"))?;
        let place = |name| Pointer::root().key(name);
        let text = |name| match members.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str())),
            Some(_) => Err(malformed(place(name), "must be a string")),
        };
        let required = |name| text(name)?.ok_or_else(|| malformed(place(name), "is required in a proof"));
        let texts = |name| {
            let items = members.get(name).map(one_or_many).unwrap_or_default();
            let texts = items.iter().map(Value::as_str).collect::<Option<Vec<_>>>();
            texts.ok_or_else(|| malformed(place(name), "must be a string or a list of strings"))
        };
        let proof_type = match members.get("type").map(one_or_many) {
            Some([Value::String(one)]) => one.as_str(),
            _ => return Err(malformed(place("type"), "a proof has one type")),
        };
        let older = proof_type != "DataIntegrityProof" && !members.contains_key("proofValue");
        let value_member = if older && members.contains_key("jws") { "jws" } else { "proofValue" };
        let time = |name| match text(name)? {
            Some(text) if date_time::parse(text).is_none() => {
                Err(malformed(place(name), "must be an `xsd:dateTimeStamp`"))
            }
            time => Ok(time),
        };
        let cryptosuite = match text("cryptosuite")? {
            None if proof_type == "DataIntegrityProof" => {
                return Err(malformed(place("cryptosuite"), "is required in a proof"));
            }
            cryptosuite => cryptosuite,
        };
        text("nonce")?;
        Ok(Self {
            id: text("id")?,
            proof_type,
            cryptosuite,
            verification_method: required("verificationMethod")?,
            purpose: required("proofPurpose")?,
            proof_value: required(value_member)?,
            created: time("created")?,
            expires: time("expires")?,
            domains: texts("domain")?,
            challenge: text("challenge")?,
            previous: texts("previousProof")?,
            value_member,
            members,
        })
    }

    /// A member as it stands in the proof.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&'a Value> {
        self.members.get(name)
    }

    /// The proof without its value, as it was when it was made.
    #[must_use]
    pub fn config(&self) -> Value {
        let kept = self.members.iter().filter(|(name, _)| *name != self.value_member);
        Value::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
    }
}

/// The proofs of a document, each with its place; none where it has no `proof`.
///
/// ```
/// use accolade_proof::data_integrity::proofs;
/// use serde_json::json;
/// let document = json!({"proof": [{"type": "DataIntegrityProof"}, {"type": "DataIntegrityProof"}]});
/// let places: Vec<String> = proofs(&document).map(|(place, _)| place.to_string()).collect();
/// assert_eq!(places, ["/proof/0", "/proof/1"]);
/// ```
pub fn proofs(document: &Value) -> impl Iterator<Item = (Pointer, &Value)> {
    let base = Pointer::root().key("proof");
    let found = document.get("proof");
    let is_list = matches!(found, Some(Value::Array(_)));
    let items = found.map(one_or_many).unwrap_or_default();
    items
        .iter()
        .enumerate()
        .map(move |(index, item)| (if is_list { base.index(index) } else { base.clone() }, item))
}
