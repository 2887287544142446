use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, btree_map},
    iter,
    rc::Rc,
};

use accolade_report::{Code, Finding, Pointer};
use serde::Serialize;

use crate::codes;

/// What kind of document a verification lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum RequestKind {
    /// A DID document, such as that of a `did:web`.
    DidDocument,
    /// The log of a `did:webvh`, in JSON lines.
    DidLog,
    /// What an https verification method or `kid` points at: a key, or a document that holds keys.
    KeyDocument,
    /// A JSON-LD context that is not pinned; asked for only where the policy allows it.
    Context,
    /// A status list: a credential or a token that its issuer signed, or a list of 1EdTech's that nobody does.
    StatusList,
    /// A schema of somebody else's than 1EdTech, or a credential that holds one.
    Schema,
    /// A newer edition of the credential; asked for only where the policy wants it.
    Refresh,
    /// What a web origin says of DIDs: its DID configuration; asked for only where the policy wants it.
    DidConfiguration,
    /// Something of which the credential gives a digest, such as an image; asked for only where the policy wants it.
    Resource,
    /// A trust registry that the policy names.
    Registry,
    /// An assertion from before Open Badges 3.0, or an endorsement, which counts because its issuer's host serves it.
    Assertion,
    /// The badge class of such an assertion.
    BadgeClass,
    /// The profile of whoever issued either.
    IssuerProfile,
    /// The key of a signed assertion of version 1.0 or 1.1: PEM.
    PemKey,
}

impl RequestKind {
    /// The name used in JSON.
    ///
    /// ```
    /// use accolade_engine::RequestKind;
    /// assert_eq!(serde_json::to_value(RequestKind::StatusList)?, RequestKind::StatusList.as_str());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DidDocument => "didDocument",
            Self::DidLog => "didLog",
            Self::KeyDocument => "keyDocument",
            Self::Context => "context",
            Self::StatusList => "statusList",
            Self::Schema => "schema",
            Self::Refresh => "refresh",
            Self::Resource => "resource",
            Self::Registry => "registry",
            Self::DidConfiguration => "didConfiguration",
            Self::Assertion => "assertion",
            Self::BadgeClass => "badgeClass",
            Self::IssuerProfile => "issuerProfile",
            Self::PemKey => "pemKey",
        }
    }

    /// Whether the answer counts because of the host that gives it. Whoever fetches it follows no redirect to another host: with
    /// one that sends everybody where they like, anyone could speak for the host.
    #[must_use]
    pub const fn stays_at_origin(self) -> bool {
        matches!(
            self,
            Self::KeyDocument | Self::Assertion | Self::BadgeClass | Self::IssuerProfile | Self::PemKey
        )
    }
}

/// A document that a verification lacks. Whoever drives the [`Verifier`](crate::Verifier) fetches it, or declines to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// What it is for.
    pub kind: RequestKind,
    /// Where it is.
    pub url: String,
}

/// The answer to a [`Request`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The document, as it came.
    Document {
        /// Its bytes.
        bytes: Vec<u8>,
        /// Its media type without parameters, where one was given.
        media_type: Option<String>,
    },
    /// It could not be had. Checks that need it become unknown.
    Unavailable {
        /// Why, such as `fetch.timed-out`.
        code: Code,
        /// Why, in words.
        reason: String,
    },
}

/// The documents given to a verification, by URL.
///
/// ```
/// use accolade_engine::{Answer, Resources};
/// let mut resources = Resources::default();
/// resources.insert("https://school.example/.well-known/did.json", Answer::Document { bytes: b"{}".to_vec(), media_type: None });
/// assert!(resources.find("https://school.example/.well-known/did.json").is_some());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Resources {
    /// Each with whether somebody gave it, and nobody fetched it.
    answers: BTreeMap<String, (Answer, bool)>,
}

impl Resources {
    /// Adds the answer to the request for that URL; an earlier one is replaced.
    pub fn insert(&mut self, url: impl Into<String>, answer: Answer) {
        self.answers.insert(url.into(), (answer, false));
    }

    /// Adds an answer that was not fetched but came along with the badge, as in a bundle. A verification that rests on it says
    /// so, because whoever gave it chose what it says.
    pub fn insert_given(&mut self, url: impl Into<String>, answer: Answer) {
        self.answers.insert(url.into(), (answer, true));
    }

    /// Answers every request with a refusal, for a caller that fetches nothing.
    pub fn decline(&mut self, requests: &[Request], reason: &str) {
        for request in requests {
            let answer = Answer::Unavailable { code: codes::FETCH_DECLINED, reason: reason.to_owned() };
            self.insert(&request.url, answer);
        }
    }

    /// The answer for a URL.
    #[must_use]
    pub fn find(&self, url: &str) -> Option<&Answer> {
        self.answers.get(url).map(|(answer, _)| answer)
    }

    /// Every URL with its answer, in the order of the URLs.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.answers.iter().map(|(url, (answer, _))| (url.as_str(), answer))
    }
}

impl IntoIterator for Resources {
    type Item = (String, Answer);
    type IntoIter = iter::Map<
        btree_map::IntoIter<String, (Answer, bool)>,
        fn((String, (Answer, bool))) -> (String, Answer),
    >;

    fn into_iter(self) -> Self::IntoIter {
        self.answers.into_iter().map(|(url, (answer, _))| (url, answer))
    }
}

impl Extend<(String, Answer)> for Resources {
    fn extend<I: IntoIterator<Item = (String, Answer)>>(&mut self, answers: I) {
        for (url, answer) in answers {
            self.insert(url, answer);
        }
    }
}

/// The documents at hand, and which of those that were given the verification rests on so far. Copies share that.
#[derive(Clone, Debug)]
pub(crate) struct AtHand<'a> {
    resources: &'a Resources,
    used: Rc<RefCell<BTreeSet<String>>>,
}

impl<'a> AtHand<'a> {
    pub(crate) fn new(resources: &'a Resources) -> Self {
        Self { resources, used: Rc::default() }
    }

    /// The answer for a URL.
    pub(crate) fn find(&self, url: &str) -> Option<&'a Answer> {
        let (url, (answer, is_given)) = self.resources.answers.get_key_value(url)?;
        if *is_given && matches!(answer, Answer::Document { .. }) {
            self.used.borrow_mut().insert(url.clone());
        }
        Some(answer)
    }

    /// What to say of documents that were given.
    pub(crate) fn finding(&self) -> Option<Finding> {
        let used: Vec<String> = self.used.borrow().iter().cloned().collect();
        let message = match used.len() {
            0 => return None,
            1 => "a document that this rests on was not fetched but given".to_owned(),
            number => format!("{number} documents that this rests on were not fetched but given"),
        };
        Some(Finding::warning(codes::GIVEN_DOCUMENTS, Pointer::root(), message).with("urls", used))
    }
}
