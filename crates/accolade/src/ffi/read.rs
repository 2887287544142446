//! Reading the call that every build has: members are taken one by one, and one that is left over is refused.
//!
//! By hand, because what is derived for it weighs more in a browser's build than the parser that it would read from. The
//! tests hold it against what is derived.

use std::collections::BTreeMap;

use accolade_json::{Map, Value};

use super::{
    Bundle, CallError, Content, DangerousOptions, PolicyOptions, RecipientOption, RegistryOption, Resource,
    VerifyCall,
};

impl VerifyCall {
    pub(super) fn read(value: Value) -> Result<Self, CallError> {
        let mut call = Members::of(value, "the call")?;
        let read = Self {
            input: Content::read(call.need("input")?, "input")?,
            at: call.need_text("at")?,
            policy: call.take("policy").map_or(Ok(PolicyOptions::default()), PolicyOptions::read)?,
            resources: match call.take("resources") {
                Some(resources) => Resource::read_all(resources)?,
                None => BTreeMap::new(),
            },
            bundle: match call.take("bundle") {
                None | Some(Value::Null) => None,
                Some(bundle) => Some(Bundle::read(bundle)?),
            },
        };
        call.end()?;
        Ok(read)
    }
}

impl Bundle {
    fn read(value: Value) -> Result<Self, CallError> {
        let mut bundle = Members::of(value, "bundle")?;
        let read = Self {
            made: bundle.need_text("made")?,
            requests: bundle
                .take("requests")
                .map_or(Ok(Vec::new()), |requests| items(requests, "requests"))?,
        };
        bundle.end()?;
        Ok(read)
    }
}

impl Content {
    fn read(value: Value, of: &str) -> Result<Self, CallError> {
        let (form, value) = one(value, of)?;
        match form.as_str() {
            "text" => text(value, of).map(Self::Text),
            "base64" => text(value, of).map(Self::Base64),
            _ => Err(wrong(of, "has no member", &form)),
        }
    }
}

impl Resource {
    fn read_all(value: Value) -> Result<BTreeMap<String, Self>, CallError> {
        let resources = object(value, "resources")?;
        resources.into_iter().map(|(url, resource)| Ok((url, Self::read(resource)?))).collect()
    }

    fn read(value: Value) -> Result<Self, CallError> {
        let (kind, value) = one(value, "resources")?;
        let (read, rest) = match kind.as_str() {
            "document" => {
                let mut document = Members::of(value, "document")?;
                let content = Content::read(document.need("content")?, "content")?;
                (Self::Document { content, media_type: document.take_text("mediaType")? }, document)
            }
            "unavailable" => {
                let mut unavailable = Members::of(value, "unavailable")?;
                let code = unavailable.take_text("code")?;
                (Self::Unavailable { code, reason: unavailable.need_text("reason")? }, unavailable)
            }
            _ => return Err(wrong("resources", "has no member", &kind)),
        };
        rest.end()?;
        Ok(read)
    }
}

impl PolicyOptions {
    fn read(value: Value) -> Result<Self, CallError> {
        let mut policy = Members::of(value, "policy")?;
        let read = Self {
            recipient: match policy.take("recipient") {
                None | Some(Value::Null) => None,
                Some(recipient) => Some(RecipientOption::read(recipient)?),
            },
            domain: policy.take_text("domain")?,
            challenge: policy.take_text("challenge")?,
            require: policy.take_texts("require")?,
            registries: match policy.take("registries") {
                None => Vec::new(),
                Some(registries) => items(registries, "registries")?
                    .into_iter()
                    .map(RegistryOption::read)
                    .collect::<Result<_, _>>()?,
            },
            status_list_issuers: policy.take_texts("statusListIssuers")?,
            ask_for_resources: policy.take_bool("askForResources")?,
            ask_for_refresh: policy.take_bool("askForRefresh")?,
            ask_for_linked_domains: policy.take_bool("askForLinkedDomains")?,
            clock_skew_seconds: match policy.take("clockSkewSeconds") {
                None => 0,
                Some(value) => value
                    .as_u64()
                    .and_then(|seconds| seconds.try_into().ok())
                    .ok_or_else(|| wrong("clockSkewSeconds", "is not a", "number of seconds"))?,
            },
            dangerous: match policy.take("dangerous") {
                None => DangerousOptions::default(),
                Some(dangerous) => DangerousOptions::read(dangerous)?,
            },
        };
        policy.end()?;
        Ok(read)
    }
}

impl RecipientOption {
    fn read(value: Value) -> Result<Self, CallError> {
        let (form, value) = one(value, "recipient")?;
        match form.as_str() {
            "id" => text(value, "id").map(Self::Id),
            "identifier" => {
                let mut identifier = Members::of(value, "identifier")?;
                let read = Self::Identifier {
                    kind: identifier.need_text("kind")?,
                    value: identifier.need_text("value")?,
                };
                identifier.end()?;
                Ok(read)
            }
            _ => Err(wrong("recipient", "has no member", &form)),
        }
    }
}

impl RegistryOption {
    fn read(value: Value) -> Result<Self, CallError> {
        let (form, value) = one(value, "registries")?;
        match form.as_str() {
            "url" => text(value, "url").map(Self::Url),
            "document" => {
                let mut document = Members::of(value, "document")?;
                let name = document.need_text("name")?;
                let content = Content::read(document.need("content")?, "content")?;
                document.end()?;
                Ok(Self::Document { name, content })
            }
            _ => Err(wrong("registries", "has no member", &form)),
        }
    }
}

impl DangerousOptions {
    fn read(value: Value) -> Result<Self, CallError> {
        let mut dangerous = Members::of(value, "dangerous")?;
        let read = Self {
            accept_unpinned_contexts: dangerous.take_bool("acceptUnpinnedContexts")?,
            accept_unbound_issuer: dangerous.take_bool("acceptUnboundIssuer")?,
            accept_unsigned_status_lists: dangerous.take_bool("acceptUnsignedStatusLists")?,
        };
        dangerous.end()?;
        Ok(read)
    }
}

/// An object of which members are taken.
struct Members {
    of: &'static str,
    rest: Map<String, Value>,
}

impl Members {
    fn of(value: Value, of: &'static str) -> Result<Self, CallError> {
        Ok(Self { of, rest: object(value, of)? })
    }

    /// A member that may be left out.
    fn take(&mut self, name: &str) -> Option<Value> {
        self.rest.shift_remove(name)
    }

    fn need(&mut self, name: &str) -> Result<Value, CallError> {
        self.take(name).ok_or_else(|| wrong(self.of, "lacks the member", name))
    }

    fn need_text(&mut self, name: &str) -> Result<String, CallError> {
        text(self.need(name)?, name)
    }

    /// A text that may be left out, or `null`.
    fn take_text(&mut self, name: &str) -> Result<Option<String>, CallError> {
        self.take(name).filter(|value| !value.is_null()).map(|value| text(value, name)).transpose()
    }

    /// `false` where it is left out.
    fn take_bool(&mut self, name: &str) -> Result<bool, CallError> {
        self.take(name)
            .map_or(Some(false), |value| value.as_bool())
            .ok_or_else(|| wrong(name, "is neither", "true` nor `false"))
    }

    /// Texts; none where they are left out.
    fn take_texts(&mut self, name: &str) -> Result<Vec<String>, CallError> {
        self.take(name)
            .map_or(Ok(Vec::new()), |value| items(value, name))?
            .into_iter()
            .map(|item| text(item, name))
            .collect()
    }

    /// Nothing more may be there.
    fn end(self) -> Result<(), CallError> {
        match self.rest.keys().next() {
            None => Ok(()),
            Some(name) => Err(wrong(self.of, "has no member", name)),
        }
    }
}

fn text(value: Value, of: &str) -> Result<String, CallError> {
    match value {
        Value::String(text) => Ok(text),
        _ => Err(wrong(of, "is not a", "string")),
    }
}

fn items(value: Value, of: &str) -> Result<Vec<Value>, CallError> {
    match value {
        Value::Array(items) => Ok(items),
        _ => Err(wrong(of, "is not an", "array")),
    }
}

fn object(value: Value, of: &str) -> Result<Map<String, Value>, CallError> {
    match value {
        Value::Object(members) => Ok(members),
        _ => Err(wrong(of, "is not an", "object")),
    }
}

/// The one member of an object that has one of several.
fn one(value: Value, of: &str) -> Result<(String, Value), CallError> {
    let mut members = object(value, of)?.into_iter();
    match (members.next(), members.next()) {
        (Some(member), None) => Ok(member),
        _ => Err(wrong(of, "does not have exactly one", "member")),
    }
}

/// `subject` is (not, …) `object`.
fn wrong(subject: &str, what: &str, object: &str) -> CallError {
    CallError::Malformed { message: format!("`{subject}` {what} `{object}`") }
}
