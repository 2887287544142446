use std::collections::BTreeMap;

use accolade_engine::{
    Answer, Policy, Recipient, RegistrySource, Resources,
    codes::{FETCH_DECLINED, FETCH_GONE},
};
use accolade_json::{Limits, Value};
use accolade_report::CheckId;
use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};

use super::{CallError, read::read};

/// The most that a call may hold: the largest image that is read, in base64, and documents beside it.
const CALL_LIMITS: Limits = Limits { bytes: 64 << 20, depth: 16 };

/// What to verify, when, under which policy, and with which documents at hand.
///
/// Written down with every document that it took, a call is a bundle: whoever has it can repeat the verification without a
/// network, years later.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct VerifyCall {
    /// The badge: a JSON credential, a compact JWS, or a PNG or SVG image that holds one.
    pub input: Content,
    /// The time of the verification, such as `2026-05-01T12:00:00Z`.
    pub at: String,
    /// What is asked beyond authenticity, and what is allowed.
    #[serde(default, skip_serializing_if = "PolicyOptions::is_default")]
    pub policy: PolicyOptions,
    /// What came of the requests of earlier answers, by URL.
    #[serde(default)]
    pub resources: BTreeMap<String, Resource>,
    /// Set where the call was written down as a bundle: then the resources were given, and not fetched for this verification,
    /// and the report says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle: Option<Bundle>,
}

/// How a bundle was made. It says what its maker says: nothing in it is proven.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Bundle {
    /// When its documents were collected, such as `2026-05-01T12:00:00Z`.
    pub made: String,
    /// What was asked for them, one record for each document.
    #[serde(default)]
    pub requests: Vec<Value>,
}

/// Bytes in JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Content {
    /// A text, as UTF-8.
    Text(String),
    /// Anything, in base64 with padding.
    Base64(String),
}

/// The answer to a request.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Resource {
    /// The document, as it came.
    Document {
        /// Its bytes.
        content: Content,
        /// Its media type without parameters, where one was given.
        #[serde(skip_serializing_if = "Option::is_none")]
        media_type: Option<String>,
    },
    /// It could not be had. Checks that need it become unknown.
    Unavailable {
        /// The code of the reason. Another than `fetch.declined` and `fetch.gone` is kept in the reason, before its words.
        code: Option<String>,
        /// Why, in words.
        reason: String,
    },
}

/// A [`Policy`] in JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct PolicyOptions {
    /// Whom the credential must be about.
    pub recipient: Option<RecipientOption>,
    /// The domain that every embedded proof must be restricted to.
    pub domain: Option<String>,
    /// The challenge that every embedded proof must answer.
    pub challenge: Option<String>,
    /// The names of checks that count in the verdict as well.
    pub require: Vec<String>,
    /// The trust registries that are asked about the issuer; what they say counts where `issuer` is required.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub registries: Vec<RegistryOption>,
    /// By how many seconds clocks may differ.
    pub clock_skew_seconds: u32,
    /// Issuers whose status lists are taken for any credential.
    pub status_list_issuers: Vec<String>,
    /// Whether to ask for what the credential gives a digest of, such as an image. Whoever serves it learns that the credential is
    /// being looked at.
    pub ask_for_resources: bool,
    /// Whether to ask for a newer edition. Whoever runs the service learns that the credential is being looked at.
    pub ask_for_refresh: bool,
    /// Whether to ask the web origins that the issuer names whether they know it. Whoever runs them learns that the credential is
    /// being looked at.
    pub ask_for_linked_domains: bool,
    /// Settings that weaken what a verdict means.
    pub dangerous: DangerousOptions,
}

/// A [`Recipient`] in JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum RecipientOption {
    /// The subject's `id`.
    Id(String),
    /// One of the subject's identifiers, plain or hashed.
    Identifier {
        /// The `identityType`, such as `emailAddress`.
        kind: String,
        /// The identity in plain text.
        value: String,
    },
}

/// A [`RegistrySource`] in JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum RegistryOption {
    /// One that the verification asks for at this URL. Whoever serves it decides what it says, unless it is signed.
    Url(String),
    /// One that is at hand.
    Document {
        /// What it is called in the report.
        name: String,
        /// The registry, in any of the forms that are read.
        content: Content,
    },
}

/// A [`DangerousPolicy`](crate::DangerousPolicy) in JSON. Each says what it gives up there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct DangerousOptions {
    /// Ask for contexts that are not pinned.
    pub accept_unpinned_contexts: bool,
    /// Accept a key that nothing ties to the issuer.
    pub accept_unbound_issuer: bool,
    /// Take the word of revocation lists that nobody signs.
    pub accept_unsigned_status_lists: bool,
}

impl VerifyCall {
    /// Reads a call, or a bundle.
    ///
    /// # Errors
    /// `call.malformed`, and `json.*`.
    pub fn from_json(text: &[u8]) -> Result<Self, CallError> {
        read(text, CALL_LIMITS, Self::read)
    }

    /// The badge and the documents, in the forms that a [`Verifier`](crate::Verifier) takes.
    ///
    /// # Errors
    /// `call.base64-malformed`.
    pub fn into_parts(self) -> Result<(Vec<u8>, Resources), CallError> {
        Ok((self.input.bytes("input")?, resources(self.resources, self.bundle.is_some())?))
    }
}

impl From<&[u8]> for Content {
    fn from(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::Text(text.to_owned()),
            Err(_) => Self::Base64(Base64::encode_string(bytes)),
        }
    }
}

impl From<&Answer> for Resource {
    fn from(answer: &Answer) -> Self {
        match answer {
            Answer::Document { bytes, media_type } => {
                Self::Document { content: bytes.as_slice().into(), media_type: media_type.clone() }
            }
            Answer::Unavailable { code, reason } => {
                Self::Unavailable { code: Some(code.as_str().to_owned()), reason: reason.clone() }
            }
        }
    }
}

impl Content {
    pub(super) fn bytes(self, of: &str) -> Result<Vec<u8>, CallError> {
        match self {
            Self::Text(text) => Ok(text.into_bytes()),
            Self::Base64(text) => {
                Base64::decode_vec(&text).map_err(|_| CallError::Base64Malformed { of: of.to_owned() })
            }
        }
    }
}

impl PolicyOptions {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The policy that this stands for.
    ///
    /// # Errors
    /// `call.unknown-check`, `call.base64-malformed`.
    pub fn policy(self) -> Result<Policy, CallError> {
        let mut policy = Policy::default().allow_clock_skew(self.clock_skew_seconds);
        if let Some(recipient) = self.recipient {
            policy = policy.expect_recipient(match recipient {
                RecipientOption::Id(id) => Recipient::Id(id),
                RecipientOption::Identifier { kind, value } => Recipient::Identifier { kind, value },
            });
        }
        if let Some(domain) = self.domain {
            policy = policy.expect_domain(domain);
        }
        if let Some(challenge) = self.challenge {
            policy = policy.expect_challenge(challenge);
        }
        for name in self.require {
            let known = CheckId::ALL.iter().find(|check| check.as_str() == name);
            policy = policy.require(*known.ok_or(CallError::UnknownCheck { found: name })?);
        }
        for registry in self.registries {
            policy = policy.ask_registry(match registry {
                RegistryOption::Url(url) => RegistrySource::url(url),
                RegistryOption::Document { name, content } => {
                    let bytes = content.bytes(&name)?;
                    RegistrySource::document(name, bytes)
                }
            });
        }
        for issuer in self.status_list_issuers {
            policy = policy.accept_status_lists_of(issuer);
        }
        if self.ask_for_resources {
            policy = policy.ask_for_resources();
        }
        if self.ask_for_refresh {
            policy = policy.ask_for_refresh();
        }
        if self.ask_for_linked_domains {
            policy = policy.ask_for_linked_domains();
        }
        if self.dangerous.accept_unpinned_contexts {
            policy = policy.dangerous().danger_accept_unpinned_contexts();
        }
        if self.dangerous.accept_unbound_issuer {
            policy = policy.dangerous().danger_accept_unbound_issuer();
        }
        if self.dangerous.accept_unsigned_status_lists {
            policy = policy.dangerous().danger_accept_unsigned_status_lists();
        }
        Ok(policy)
    }
}

fn resources(brought: BTreeMap<String, Resource>, are_given: bool) -> Result<Resources, CallError> {
    let mut resources = Resources::default();
    for (url, resource) in brought {
        let answer = match resource {
            Resource::Document { content, media_type } => {
                Answer::Document { bytes: content.bytes(&url)?, media_type }
            }
            Resource::Unavailable { code, reason } => unavailable(code.as_deref(), reason),
        };
        match are_given {
            true => resources.insert_given(url, answer),
            false => resources.insert(url, answer),
        }
    }
    Ok(resources)
}

/// A code on which nothing rests goes into the reason: looking any up would bring all of them into a build.
fn unavailable(code: Option<&str>, reason: String) -> Answer {
    for known in [FETCH_DECLINED, FETCH_GONE] {
        if code == Some(known.as_str()) {
            return Answer::Unavailable { code: known, reason };
        }
    }
    let reason = match code {
        Some(code) => format!("{code}: {reason}"),
        None => reason,
    };
    Answer::Unavailable { code: FETCH_DECLINED, reason }
}
