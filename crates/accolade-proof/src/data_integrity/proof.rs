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
        let Some(members) = value.as_object() else {
            return Err(ProofError::Malformed {
                pointer: Pointer::root(),
                message: "a proof is an object".to_owned(),
            });
        };
        let mut reader = Reader { members, fault: None };
        let proof_type = match members.get("type").map(one_or_many) {
            Some([Value::String(one)]) => one.as_str(),
            _ => reader.refuse("type", "a proof has one type"),
        };
        let older = proof_type != "DataIntegrityProof" && !members.contains_key("proofValue");
        let value_member = if older && members.contains_key("jws") { "jws" } else { "proofValue" };
        let cryptosuite = reader.text("cryptosuite");
        if cryptosuite.is_none() && proof_type == "DataIntegrityProof" {
            reader.refuse("cryptosuite", "is required in a proof");
        }
        reader.text("nonce");
        let proof = Self {
            id: reader.text("id"),
            proof_type,
            cryptosuite,
            verification_method: reader.required("verificationMethod"),
            purpose: reader.required("proofPurpose"),
            proof_value: reader.required(value_member),
            created: reader.time("created"),
            expires: reader.time("expires"),
            domains: reader.texts("domain"),
            challenge: reader.text("challenge"),
            previous: reader.texts("previousProof"),
            value_member,
            members,
        };
        match reader.fault {
            None => Ok(proof),
            Some((member, message)) => Err(ProofError::Malformed {
                pointer: Pointer::root().key(member),
                message: message.to_owned(),
            }),
        }
    }

    /// A member as it stands in the proof.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&'a Value> {
        self.members.get(name)
    }

    /// The proof without its value, as it was when it was made.
    #[must_use]
    pub fn config(&self) -> Value {
        let mut config = Map::new();
        for (name, value) in self.members {
            if name != self.value_member {
                config.insert(name.clone(), value.clone());
            }
        }
        Value::Object(config)
    }
}

/// Reads members and keeps the first fault, with its member, instead of leaving at each: what was read counts only where
/// there is none.
struct Reader<'a> {
    members: &'a Map<String, Value>,
    fault: Option<(&'static str, &'static str)>,
}

impl<'a> Reader<'a> {
    /// Gives the text that is read in place of a faulty one.
    fn refuse(&mut self, member: &'static str, message: &'static str) -> &'a str {
        self.fault.get_or_insert((member, message));
        ""
    }

    fn text(&mut self, member: &'static str) -> Option<&'a str> {
        match self.members.get(member)? {
            Value::String(text) => Some(text),
            _ => Some(self.refuse(member, "must be a string")),
        }
    }

    fn required(&mut self, member: &'static str) -> &'a str {
        match self.text(member) {
            Some(text) => text,
            None => self.refuse(member, "is required in a proof"),
        }
    }

    fn time(&mut self, member: &'static str) -> Option<&'a str> {
        let text = self.text(member)?;
        if date_time::parse(text).is_none() {
            self.refuse(member, "must be an `xsd:dateTimeStamp`");
        }
        Some(text)
    }

    fn texts(&mut self, member: &'static str) -> Vec<&'a str> {
        let mut texts = Vec::new();
        for item in self.members.get(member).map(one_or_many).unwrap_or_default() {
            match item.as_str() {
                Some(text) => texts.push(text),
                None => {
                    self.refuse(member, "must be a string or a list of strings");
                }
            }
        }
        texts
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
