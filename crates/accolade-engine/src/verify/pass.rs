//! What all of one verification shares, and what is asked about each thing in it.

use std::sync::Arc;

use accolade_did::Purpose;
use accolade_json::{Limits, Value, parse};
use accolade_ld::{Contexts, LdError, Options, to_rdf};
use accolade_proof::data_integrity::Expectation;
use accolade_report::{Code, Pointer};
use time::OffsetDateTime;

use super::{
    Verifier,
    batch::Kept,
    key::Question,
    log::Logs,
    status_list::{Lists, Looked},
    trust::Registries,
};
use crate::{Answer, Request, RequestKind, Resources, codes, resources::AtHand};

/// One pass over the input and everything in it, with the documents at hand.
pub(super) struct Pass<'a> {
    pub(super) verifier: &'a Verifier,
    pub(super) resources: AtHand<'a>,
    pub(super) now: OffsetDateTime,
    pub(super) contexts: Contexts,
    /// What is lacking, for all that was looked at: it is asked for at once.
    pub(super) needs: Needs,
    /// How many more things may be verified inside the outermost one.
    pub(super) nested_left: usize,
    /// How many more status lists may be verified.
    pub(super) lists_left: usize,
    /// How many more bytes status lists may expand to.
    pub(super) list_bytes_left: usize,
    /// The status lists that were looked at, by URL.
    pub(super) lists: Lists,
    /// The status lists that other verifications of a batch looked at.
    kept: Option<&'a Kept>,
    /// How many more proofs may be checked.
    pub(super) proofs_left: usize,
    /// The trust registries, once they were opened.
    #[cfg_attr(not(feature = "trust"), expect(dead_code, reason = "none is opened"))]
    pub(super) registries: Registries,
    logs: Logs,
}

/// Requests in order, each once. They are few: a tree of them would be more code than it saves work.
#[derive(Default)]
pub(super) struct Needs(Vec<Request>);

impl Needs {
    pub(super) fn insert(&mut self, request: Request) {
        if let Err(place) = self.0.binary_search(&request) {
            self.0.insert(place, request);
        }
    }

    pub(super) fn into_vec(self) -> Vec<Request> {
        self.0
    }
}

/// What may be inside the outermost thing, at any depth.
const MOST_NESTED: usize = 256;

/// The most status lists that are verified in all, and what they may expand to.
const MOST_LISTS: usize = 256;
const MOST_LIST_BYTES: usize = 256 << 20;

/// The most proofs that are checked in all; each may cost a canonicalisation.
const MOST_PROOFS: usize = 512;

/// The most contexts that are asked for, where the policy allows it at all.
const MOST_CONTEXTS: usize = 16;

/// Where one thing stands among those of a verification, and what the caller asks of it.
#[derive(Clone, Copy)]
pub(super) struct Level {
    /// How many things it stands inside of.
    pub(super) depth: usize,
    /// Whether the domain and the challenge are asked of its proof.
    pub(super) answers_caller: bool,
    /// Whether the recipient is asked of it, and the checks that the caller requires.
    pub(super) is_asked_for: bool,
    /// What belongs there.
    pub(super) holds: Holds,
    /// Whether a token there may have the form of either version of the data model.
    pub(super) any_form: bool,
}

/// What belongs in a place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Credential,
    Presentation,
    Either,
}

impl Holds {
    /// Whether something of the other kind may stand where this is said.
    pub(super) fn agrees(self, other: Self) -> bool {
        self == other || self == Self::Either || other == Self::Either
    }
}

impl Level {
    /// The input itself.
    pub(super) const OUTERMOST: Self =
        Self { depth: 0, answers_caller: true, is_asked_for: true, holds: Holds::Either, any_form: false };

    /// A credential that is presented: what the caller wants to know, in the holder's hands.
    pub(super) const fn presented(self) -> Self {
        Self { is_asked_for: self.is_asked_for, ..self.beside() }
    }

    /// Anything else that a credential holds or names, of which the caller knows nothing.
    pub(super) const fn beside(self) -> Self {
        let depth = self.depth + 1;
        Self { depth, answers_caller: false, is_asked_for: false, holds: Holds::Credential, any_form: false }
    }
}

/// Who must have signed, and to what end.
#[derive(Clone, Copy)]
pub(super) enum Signatory<'a> {
    /// The issuer of a credential; nobody where it names none.
    Issuer(Option<&'a str>),
    /// The holder of a presentation; anyone where it names none.
    Holder(Option<&'a str>),
}

impl<'a> Signatory<'a> {
    pub(super) const fn id(self) -> Option<&'a str> {
        match self {
            Self::Issuer(id) | Self::Holder(id) => id,
        }
    }

    /// Credentials are asserted; a presentation shows who presents it.
    pub(super) const fn purpose(self) -> Purpose {
        match self {
            Self::Issuer(_) => Purpose::AssertionMethod,
            Self::Holder(_) => Purpose::Authentication,
        }
    }

    /// Whether a key of that controller is the signatory's.
    pub(super) fn is(self, controller: &str) -> bool {
        match self {
            Self::Holder(None) => true,
            Self::Issuer(id) | Self::Holder(id) => id == Some(controller),
        }
    }

    /// What to say of a key that is not.
    pub(super) const fn not_bound(self) -> (Code, &'static str) {
        match self {
            Self::Issuer(_) => (codes::ISSUER_NOT_BOUND, "the key is not the issuer's"),
            Self::Holder(_) => (codes::HOLDER_NOT_BOUND, "the key is not the holder's"),
        }
    }
}

impl<'a> Pass<'a> {
    pub(super) fn new(verifier: &'a Verifier, resources: &'a Resources, now: OffsetDateTime) -> Self {
        let contexts = verifier.policy().contexts().clone();
        Self {
            verifier,
            resources: AtHand::new(resources),
            now,
            contexts,
            needs: Needs::default(),
            nested_left: MOST_NESTED,
            lists_left: MOST_LISTS,
            list_bytes_left: MOST_LIST_BYTES,
            lists: Lists::default(),
            kept: None,
            proofs_left: MOST_PROOFS,
            registries: Registries::default(),
            logs: Logs::default(),
        }
    }

    /// Shares status lists with the other verifications of a batch.
    pub(super) fn sharing(self, kept: &'a Kept) -> Self {
        Self { kept: Some(kept), ..self }
    }

    /// A list that another verification of the batch found proven.
    pub(super) fn kept_list(&self, key: &str) -> Option<Arc<Looked>> {
        self.kept?.find(key)
    }

    /// Leaves a list to the other verifications of the batch. One that rests on given documents is left out: each has to say
    /// so itself.
    pub(super) fn keep_list(&self, key: &str, looked: &Arc<Looked>) {
        if let Some(kept) = self.kept.filter(|_| looked.is_verified() && self.resources.finding().is_none()) {
            kept.add(key, looked);
        }
    }

    pub(super) fn question<'q>(&self, place: Pointer, signatory: Signatory<'q>) -> Question<'q>
    where
        'a: 'q,
    {
        Question {
            place,
            signatory,
            resources: self.resources.clone(),
            policy: self.verifier.policy(),
            now: self.now,
            provider: self.verifier.provider(),
            logs: self.logs.clone(),
        }
    }

    /// What a proof of that signatory must have been made for.
    pub(super) fn expectation(&self, signatory: Signatory<'_>, level: Level) -> Expectation<'a> {
        let policy = self.verifier.policy();
        let asked = |value: Option<&'a str>| value.filter(|_| level.answers_caller);
        Expectation {
            purpose: signatory.purpose().name(),
            domain: asked(policy.domain()),
            challenge: asked(policy.challenge()),
        }
    }

    /// Where the policy allows it, takes in the contexts that the document names and that are not pinned.
    pub(super) fn learn_contexts(&mut self, document: &Value) {
        if !self.verifier.policy().accepts_unpinned_contexts() {
            return;
        }
        for _ in 0..MOST_CONTEXTS {
            let Err(LdError::ContextNotPinned { url, .. }) =
                to_rdf(document, &self.contexts, &Options::default())
            else {
                return;
            };
            match self.resources.find(&url) {
                None => {
                    self.needs.insert(Request { kind: RequestKind::Context, url });
                    return;
                }
                Some(Answer::Unavailable { .. }) => return,
                Some(Answer::Document { bytes, .. }) => {
                    let context = parse(bytes, &Limits::default()).ok();
                    let known = context.map(|context| self.contexts.insert(&url, &context));
                    if !matches!(known, Some(Ok(true))) {
                        return;
                    }
                }
            }
        }
    }
}
