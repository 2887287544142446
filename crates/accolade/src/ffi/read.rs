//! Reading calls: members are taken one by one, and one that is left over is refused.
//!
//! By hand, because what is derived for it weighs more in a browser's build than the parser that it would read from. The
//! tests hold it against what is derived.

use std::collections::BTreeMap;

use accolade_json::{Limits, Map, Value};

use super::{
    Bundle, CallError, Content, DangerousOptions, PolicyOptions, RecipientOption, Refusal, RegistryOption,
    Resource, VerifyCall,
};

/// Reads a call of any kind.
pub(super) fn read<Call>(
    text: &[u8],
    limits: Limits,
    members: fn(&mut Members<'_>) -> Call,
) -> Result<Call, CallError> {
    let mut fault = Fault::default();
    let mut call = Members::of(accolade_json::parse(text, &limits)?, "the call", &mut fault);
    let read = members(&mut call);
    call.end();
    fault.0.map_or(Ok(read), Err)
}

/// Answers a call, both in JSON; whatever is called, a wrong call gets the same answer.
pub(super) fn answered<Call>(
    text: &str,
    limits: Limits,
    members: fn(&mut Members<'_>) -> Call,
    answer: fn(Call) -> Value,
) -> String {
    let call = read(text.as_bytes(), limits, members);
    accolade_json::to_text(&call.map_or_else(|error| Refusal::from(error).into_answer(), answer))
}

impl VerifyCall {
    pub(super) fn read(call: &mut Members<'_>) -> Self {
        Self {
            input: Content::read(call.need("input"), "input", call.fault),
            at: call.need_text("at"),
            policy: call
                .take("policy")
                .map(|policy| PolicyOptions::read(policy, call.fault))
                .unwrap_or_default(),
            resources: Resource::read_all(call.take("resources"), call.fault),
            bundle: call.take_some("bundle").map(|bundle| Bundle::read(bundle, call.fault)),
        }
    }
}

impl Bundle {
    fn read(value: Value, fault: &mut Fault) -> Self {
        let mut bundle = Members::of(value, "bundle", fault);
        let read = Self { made: bundle.need_text("made"), requests: bundle.take_items("requests") };
        bundle.end();
        read
    }
}

impl Content {
    pub(super) fn read(value: Value, of: &str, fault: &mut Fault) -> Self {
        let (form, value) = fault.one(value, of);
        match form.as_str() {
            "text" => Self::Text(fault.text(value, of)),
            "base64" => Self::Base64(fault.text(value, of)),
            _ => {
                fault.wrong(of, "has no member", &form);
                Self::Text(form)
            }
        }
    }
}

impl Resource {
    fn read_all(value: Option<Value>, fault: &mut Fault) -> BTreeMap<String, Self> {
        let mut all = BTreeMap::new();
        for (url, resource) in value.map(|value| fault.object(value, "resources")).unwrap_or_default() {
            let resource = Self::read(resource, fault);
            all.insert(url, resource);
        }
        all
    }

    fn read(value: Value, fault: &mut Fault) -> Self {
        let (kind, value) = fault.one(value, "resources");
        let is_document = kind == "document";
        if !is_document && kind != "unavailable" {
            fault.wrong("resources", "has no member", &kind);
        }
        let mut members = Members::of(value, if is_document { "document" } else { "unavailable" }, fault);
        let read = if is_document {
            let content = Content::read(members.need("content"), "content", members.fault);
            Self::Document { content, media_type: members.take_text("mediaType") }
        } else {
            Self::Unavailable { code: members.take_text("code"), reason: members.need_text("reason") }
        };
        members.end();
        read
    }
}

impl PolicyOptions {
    fn read(value: Value, fault: &mut Fault) -> Self {
        let mut policy = Members::of(value, "policy", fault);
        let read = Self {
            recipient: policy
                .take_some("recipient")
                .map(|recipient| RecipientOption::read(recipient, policy.fault)),
            domain: policy.take_text("domain"),
            challenge: policy.take_text("challenge"),
            require: policy.take_texts("require"),
            registries: RegistryOption::read_all(policy.take_items("registries"), policy.fault),
            status_list_issuers: policy.take_texts("statusListIssuers"),
            ask_for_resources: policy.take_bool("askForResources"),
            ask_for_refresh: policy.take_bool("askForRefresh"),
            ask_for_linked_domains: policy.take_bool("askForLinkedDomains"),
            clock_skew_seconds: policy.take_seconds("clockSkewSeconds"),
            dangerous: policy
                .take("dangerous")
                .map(|dangerous| DangerousOptions::read(dangerous, policy.fault))
                .unwrap_or_default(),
        };
        policy.end();
        read
    }
}

impl RecipientOption {
    fn read(value: Value, fault: &mut Fault) -> Self {
        let (form, value) = fault.one(value, "recipient");
        match form.as_str() {
            "id" => Self::Id(fault.text(value, "id")),
            "identifier" => {
                let mut identifier = Members::of(value, "identifier", fault);
                let read = Self::Identifier {
                    kind: identifier.need_text("kind"),
                    value: identifier.need_text("value"),
                };
                identifier.end();
                read
            }
            _ => {
                fault.wrong("recipient", "has no member", &form);
                Self::Id(form)
            }
        }
    }
}

impl RegistryOption {
    fn read_all(values: Vec<Value>, fault: &mut Fault) -> Vec<Self> {
        let mut all = Vec::new();
        for value in values {
            all.push(Self::read(value, fault));
        }
        all
    }

    fn read(value: Value, fault: &mut Fault) -> Self {
        let (form, value) = fault.one(value, "registries");
        match form.as_str() {
            "url" => Self::Url(fault.text(value, "url")),
            "document" => {
                let mut document = Members::of(value, "document", fault);
                let name = document.need_text("name");
                let content = Content::read(document.need("content"), "content", document.fault);
                document.end();
                Self::Document { name, content }
            }
            _ => {
                fault.wrong("registries", "has no member", &form);
                Self::Url(form)
            }
        }
    }
}

impl DangerousOptions {
    fn read(value: Value, fault: &mut Fault) -> Self {
        let mut dangerous = Members::of(value, "dangerous", fault);
        let read = Self {
            accept_unpinned_contexts: dangerous.take_bool("acceptUnpinnedContexts"),
            accept_unbound_issuer: dangerous.take_bool("acceptUnboundIssuer"),
            accept_unsigned_status_lists: dangerous.take_bool("acceptUnsignedStatusLists"),
        };
        dangerous.end();
        read
    }
}

/// The first thing that was wrong. Reading goes on behind it with whatever is empty, and what was read counts only where nothing
/// was wrong: so no step needs a way out of its own.
#[derive(Default)]
pub(super) struct Fault(Option<CallError>);

impl Fault {
    /// `subject` is (not, …) `object`.
    pub(super) fn wrong(&mut self, subject: &str, what: &str, object: &str) {
        if self.0.is_none() {
            self.0 = Some(CallError::Malformed { message: format!("`{subject}` {what} `{object}`") });
        }
    }

    pub(super) fn text(&mut self, value: Value, of: &str) -> String {
        match value {
            Value::String(text) => return text,
            _ => self.wrong(of, "is not a", "string"),
        }
        String::new()
    }

    fn items(&mut self, value: Value, of: &str) -> Vec<Value> {
        match value {
            Value::Array(items) => return items,
            _ => self.wrong(of, "is not an", "array"),
        }
        Vec::new()
    }

    fn texts(&mut self, items: Vec<Value>, of: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for item in items {
            texts.push(self.text(item, of));
        }
        texts
    }

    fn object(&mut self, value: Value, of: &str) -> Map<String, Value> {
        match value {
            Value::Object(members) => return members,
            _ => self.wrong(of, "is not an", "object"),
        }
        Map::new()
    }

    /// The one member of an object that has one of several.
    pub(super) fn one(&mut self, value: Value, of: &str) -> (String, Value) {
        let mut members = self.object(value, of).into_iter();
        match (members.next(), members.next()) {
            (Some(member), None) => return member,
            _ => self.wrong(of, "does not have exactly one", "member"),
        }
        (String::new(), Value::Null)
    }
}

/// An object of which members are taken.
pub(super) struct Members<'a> {
    of: &'static str,
    rest: Map<String, Value>,
    pub(super) fault: &'a mut Fault,
}

impl<'a> Members<'a> {
    pub(super) fn of(value: Value, of: &'static str, fault: &'a mut Fault) -> Self {
        Self { of, rest: fault.object(value, of), fault }
    }

    /// A member that may be left out.
    pub(super) fn take(&mut self, name: &str) -> Option<Value> {
        self.rest.shift_remove(name)
    }

    /// A member that may be left out, or `null`.
    pub(super) fn take_some(&mut self, name: &str) -> Option<Value> {
        self.take(name).filter(|value| !value.is_null())
    }

    pub(super) fn need(&mut self, name: &str) -> Value {
        let value = self.take(name);
        if value.is_none() {
            self.fault.wrong(self.of, "lacks the member", name);
        }
        value.unwrap_or_default()
    }

    pub(super) fn need_text(&mut self, name: &str) -> String {
        let value = self.need(name);
        self.fault.text(value, name)
    }

    /// A text that may be left out, or `null`.
    pub(super) fn take_text(&mut self, name: &str) -> Option<String> {
        self.take_some(name).map(|value| self.fault.text(value, name))
    }

    /// `false` where it is left out.
    pub(super) fn take_bool(&mut self, name: &str) -> bool {
        match self.take(name) {
            None => false,
            Some(Value::Bool(flag)) => flag,
            Some(_) => {
                self.fault.wrong(name, "is neither", "true` nor `false");
                false
            }
        }
    }

    /// 0 where it is left out.
    fn take_seconds(&mut self, name: &str) -> u32 {
        let Some(value) = self.take(name) else { return 0 };
        let seconds = value.as_u64().and_then(|seconds| seconds.try_into().ok());
        if seconds.is_none() {
            self.fault.wrong(name, "is not a", "number of seconds");
        }
        seconds.unwrap_or_default()
    }

    pub(super) fn need_items(&mut self, name: &str) -> Vec<Value> {
        let value = self.need(name);
        self.fault.items(value, name)
    }

    /// Nothing where they are left out.
    fn take_items(&mut self, name: &str) -> Vec<Value> {
        self.take(name).map(|value| self.fault.items(value, name)).unwrap_or_default()
    }

    /// Texts that may be left out, or `null`.
    pub(super) fn take_some_texts(&mut self, name: &str) -> Option<Vec<String>> {
        let value = self.take_some(name)?;
        let items = self.fault.items(value, name);
        Some(self.fault.texts(items, name))
    }

    /// Texts; none where they are left out.
    pub(super) fn take_texts(&mut self, name: &str) -> Vec<String> {
        let items = self.take_items(name);
        self.fault.texts(items, name)
    }

    /// Nothing more may be there.
    pub(super) fn end(self) {
        if let Some(name) = self.rest.keys().next() {
            self.fault.wrong(self.of, "has no member", name);
        }
    }
}
