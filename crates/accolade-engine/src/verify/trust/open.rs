//! Opening the registries: each is had and read once; a signed list is verified like any credential, and read only then.

use std::{rc::Rc, sync::Arc};

use accolade_json::one_or_many;
use accolade_model::Credential;
use accolade_report::{Finding, Report, Role, Verdict};
use accolade_trust::{Anchor, List, Registry};
use serde_json::{Map, Value};
use time::format_description::well_known::Rfc3339;

use super::place;
use crate::{
    Answer, Request, RequestKind, Verified, codes,
    input::Input,
    registry_source::Read,
    verify::pass::{Level, Pass},
};

/// The registries of one verification.
#[derive(Default)]
pub(in crate::verify) enum Registries {
    #[default]
    Unopened,
    /// What is verified meanwhile is a registry itself.
    Opening,
    Open(Rc<Opened>),
}

/// The registries that are at hand, and the anchors that lists give.
pub(in crate::verify) struct Opened {
    pub(super) registries: Vec<One>,
    pub(super) anchors: Vec<Anchor>,
}

/// One registry, or why it cannot be asked.
pub(super) struct One {
    pub(super) name: String,
    /// What is told of it in the report.
    pub(super) facts: Map<String, Value>,
    pub(super) content: Result<Content, Box<Finding>>,
    /// The report on it, where it is a credential.
    pub(super) report: Option<(Option<String>, Report)>,
}

pub(super) enum Content {
    /// A list of one's own, or a legacy registry.
    Read(Arc<Read>),
    /// A list that was signed.
    Signed(List),
}

impl Content {
    pub(super) fn list(&self) -> Option<&List> {
        match self {
            Self::Signed(list) => Some(list),
            Self::Read(read) => match read.as_ref() {
                Ok(Registry::Local(list) | Registry::Legacy(list)) => Some(list),
                _ => None,
            },
        }
    }
}

/// A registry as it was had, and its bytes.
type Had<'a> = Result<(Arc<Read>, &'a [u8]), Box<Finding>>;

impl<'a> Pass<'a> {
    /// The registries, opened; nothing while they are being opened, or where one is yet to be had.
    pub(super) fn registries(&mut self) -> Option<Rc<Opened>> {
        match &self.registries {
            Registries::Open(opened) => return Some(opened.clone()),
            Registries::Opening => return None,
            Registries::Unopened => self.registries = Registries::Opening,
        }
        let sources = self.verifier.policy().registries();
        let had: Vec<Option<Had<'a>>> = sources.iter().map(|source| self.had(source)).collect();
        let had: Option<Vec<Had<'a>>> = had.into_iter().collect();
        let Some(had) = had else {
            self.registries = Registries::Unopened;
            return None;
        };
        // Trust begins with lists of one's own: whose word they take, and whose keys they give.
        let own: Vec<Arc<Read>> = had.iter().filter_map(|had| self.own(had)).collect();
        let anchors = lists(&own).flat_map(|list| list.anchors(self.now)).collect();
        let registries = sources.iter().zip(had);
        let registries = registries.map(|(source, had)| self.open(source.name(), had, &own)).collect();
        let opened = Rc::new(Opened { registries, anchors });
        self.registries = Registries::Open(opened.clone());
        Some(opened)
    }

    fn had(&mut self, source: &'a crate::RegistrySource) -> Option<Had<'a>> {
        if let Some(given) = source.given() {
            return Some(Ok(given));
        }
        let url = source.name();
        match self.resources.find(url) {
            None => {
                self.needs.insert(Request { kind: RequestKind::Registry, url: url.to_owned() });
                None
            }
            Some(Answer::Unavailable { code, reason }) => {
                let message = format!("the registry could not be fetched: {reason}");
                let finding = Finding::undetermined(codes::TRUST_UNAVAILABLE, place(), message);
                Some(Err(Box::new(finding.with("registry", url).with("reason", code.as_str()))))
            }
            Some(Answer::Document { bytes, .. }) => Some(Ok((Arc::new(Registry::read(bytes)), bytes))),
        }
    }

    fn open(&mut self, name: &str, had: Had<'_>, own: &[Arc<Read>]) -> One {
        let mut one = One {
            name: name.to_owned(),
            facts: Map::new(),
            content: Err(Box::new(Finding::undetermined(codes::TRUST_UNAVAILABLE, place(), ""))),
            report: None,
        };
        let (read, bytes) = match had {
            Ok(had) => had,
            Err(finding) => return One { content: Err(finding), ..one },
        };
        let form = match read.as_ref() {
            Ok(Registry::Local(_)) => "list",
            Ok(Registry::Legacy(_)) => "legacy",
            Ok(Registry::Federation(_)) => "federation",
            Ok(Registry::Recognized) => "recognizedEntities",
            Err(error) => {
                let finding = error.clone().into_finding(place()).with("registry", name);
                return One { content: Err(Box::new(finding)), ..one };
            }
        };
        one.facts.insert("form".to_owned(), form.into());
        one.content = match read.as_ref() {
            Ok(Registry::Recognized) => self.signed_list(name, bytes, own, &mut one).map(Content::Signed),
            _ => Ok(Content::Read(read)),
        };
        let list = one.content.as_ref().ok().and_then(Content::list);
        let outdated = list.is_some_and(|list| self.is_out_of_date(list));
        if let Some(updated) = list.and_then(|list| list.updated).and_then(|time| time.format(&Rfc3339).ok())
        {
            one.facts.insert("updated".to_owned(), updated.into());
        }
        if let Some(title) = list.and_then(|list| list.name.clone()) {
            one.facts.insert("title".to_owned(), title.into());
        }
        if outdated {
            let message = "the registry says that it may not be relied on any more";
            let finding = Finding::undetermined(codes::TRUST_OUT_OF_DATE, place(), message);
            one.content = Err(Box::new(finding.with("registry", name)));
        }
        one
    }

    /// A list of one's own, where it may be relied on.
    fn own(&self, had: &Had<'_>) -> Option<Arc<Read>> {
        let (read, _) = had.as_ref().ok()?;
        match read.as_ref() {
            Ok(Registry::Local(list)) if !self.is_out_of_date(list) => Some(read.clone()),
            _ => None,
        }
    }

    fn is_out_of_date(&self, list: &List) -> bool {
        list.valid_until.is_some_and(|until| until < self.now)
    }

    /// A list that somebody signed: it has to hold like any credential, and one's own lists have to take the signer's word.
    fn signed_list(
        &mut self,
        name: &str,
        bytes: &[u8],
        own: &[Arc<Read>],
        one: &mut One,
    ) -> Result<List, Box<Finding>> {
        let not_verified = |reason: Option<&str>| {
            let message = "the registry is not proven to be genuine and in force";
            let finding = Finding::undetermined(codes::TRUST_NOT_VERIFIED, place(), message);
            Box::new(finding.with("registry", name).with("reason", reason))
        };
        let Some(secured) = Input::read_plain(bytes, self.verifier.policy()).secured else {
            return Err(not_verified(Some(codes::UNKNOWN_INPUT.as_str())));
        };
        let looked = self.nested(secured, &place(), Role::Registry, Level::OUTERMOST.beside())?;
        let report = looked.verification.report();
        one.report = Some((looked.id.clone(), report.clone()));
        if report.verdict() != Verdict::Valid {
            return Err(not_verified(report.gravest().map(|finding| finding.code.as_str())));
        }
        let verified = looked.verification.into_verified().map_err(|_| not_verified(None))?;
        let signer =
            Credential::of(&verified).and_then(|credential| credential.issuer_id()).unwrap_or_default();
        one.facts.insert("signedBy".to_owned(), signer.into());
        let taken = lists(own).filter_map(|list| list.find(signer)).any(|entity| entity.recognizes(self.now));
        if !taken {
            let message = "no list of yours takes the word of whoever signed the registry";
            let finding = Finding::undetermined(codes::TRUST_RECOGNIZER, place(), message);
            return Err(Box::new(finding.with("registry", name).with("found", signer)));
        }
        read_signed(&verified).map_err(|error| Box::new(error.into_finding(place()).with("registry", name)))
    }
}

/// The lists among what was read.
fn lists(read: &[Arc<Read>]) -> impl Iterator<Item = &List> {
    read.iter().filter_map(|read| match read.as_ref() {
        Ok(Registry::Local(list)) => Some(list),
        _ => None,
    })
}

/// Reads a signed list out of what was verified, and out of nothing else.
fn read_signed(verified: &Verified<Value>) -> Result<List, accolade_trust::TrustError> {
    let types = verified.get("type").map(one_or_many).unwrap_or_default();
    match types.iter().any(|name| name == "RecognizedEntityCredential") {
        true => List::from_recognized(verified),
        false => Err(accolade_trust::TrustError::RegistryMalformed {
            message: "what was signed is not a `RecognizedEntityCredential`".to_owned(),
        }),
    }
}
