//! Opening the registries: each is had and read once; a signed list is verified like any credential, and read only then.

use std::{collections::BTreeSet, rc::Rc, sync::Arc};

use accolade_json::one_or_many;
use accolade_model::Credential;
use accolade_report::{Finding, Report, Role, Verdict};
use accolade_trust::{Anchor, List, Registry, codes::CHAIN_TOO_LONG};
use serde_json::{Map, Value};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{place, recognized_in};
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

impl One {
    /// Whether it goes by that address: the one that it was had at, or the one that it says is its own.
    pub(super) fn is_called(&self, url: &str) -> bool {
        self.name == url || self.report.as_ref().is_some_and(|(id, _)| id.as_deref() == Some(url))
    }
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

/// A list that holds, with whoever signed it.
struct Signed {
    /// Which of the registries.
    index: usize,
    signer: String,
    /// Where the signer says that it is recognised itself.
    recognized_in: Option<String>,
    list: List,
}

/// The most lists that vouch for each other, the one that has the issuer included. Each is as good as the worst above it.
const LONGEST: usize = 5;

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
        let mut signed = Vec::new();
        let sources = sources.iter().zip(had).enumerate();
        let mut registries: Vec<One> = sources
            .map(|(index, (source, had))| {
                let (one, verified) = self.open(source.name(), had);
                signed.extend(verified.map(|verified| Signed { index, ..verified }));
                one
            })
            .collect();
        self.recognize(&own, &mut signed, &mut registries);
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

    /// One registry, and what was signed where it is a list that holds.
    fn open(&mut self, name: &str, had: Had<'_>) -> (One, Option<Signed>) {
        let mut one = One {
            name: name.to_owned(),
            facts: Map::new(),
            content: Err(Box::new(Finding::undetermined(codes::TRUST_UNAVAILABLE, place(), ""))),
            report: None,
        };
        let (read, bytes) = match had {
            Ok(had) => had,
            Err(finding) => return (One { content: Err(finding), ..one }, None),
        };
        let form = match read.as_ref() {
            Ok(Registry::Local(_)) => "list",
            Ok(Registry::Legacy(_)) => "legacy",
            Ok(Registry::Federation(_)) => "federation",
            Ok(Registry::Recognized) => "recognizedEntities",
            Err(error) => {
                let finding = error.clone().into_finding(place()).with("registry", name);
                return (One { content: Err(Box::new(finding)), ..one }, None);
            }
        };
        one.facts.insert("form".to_owned(), form.into());
        let mut signed = None;
        match read.as_ref() {
            // Whether its signer's word is taken can be told once all are open.
            Ok(Registry::Recognized) => match self.signed_list(name, bytes, &mut one) {
                Ok(verified) => signed = Some(verified),
                Err(finding) => one.content = Err(finding),
            },
            _ => one.content = Ok(Content::Read(read)),
        }
        let list = signed.as_ref().map(|signed| &signed.list);
        let list = list.or_else(|| one.content.as_ref().ok().and_then(Content::list));
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
            signed = None;
        }
        (one, signed)
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

    /// A list that somebody signed: it has to hold like any credential.
    fn signed_list(&mut self, name: &str, bytes: &[u8], one: &mut One) -> Result<Signed, Box<Finding>> {
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
        let list = read_signed(&verified);
        let list = list.map_err(|error| Box::new(error.into_finding(place()).with("registry", name)))?;
        let recognized_in = recognized_in(&verified).map(str::to_owned);
        Ok(Signed { index: 0, signer: signer.to_owned(), recognized_in, list })
    }

    /// Takes the word of signers: of those whom an own list recognises, and of those whom a list recognises that is taken itself.
    fn recognize(&self, own: &[Arc<Read>], signed: &mut [Signed], registries: &mut [One]) {
        let above: Vec<Vec<usize>> =
            signed.iter().map(|list| recognizers(signed, &list.signer, self.now)).collect();
        let nearest = |list: &Signed| {
            let own = registries.iter().find(|one| is_own(one, own, &list.signer, self.now))?;
            Some(vec![hop(&list.signer, &own.name, None)])
        };
        let mut ways: Vec<Option<Vec<Value>>> = signed.iter().map(nearest).collect();
        for length in 1..LONGEST {
            let of_length =
                |at: &&usize| ways.get(**at).and_then(Option::as_ref).is_some_and(|way| way.len() == length);
            let longer: Vec<Option<Vec<Value>>> = above
                .iter()
                .zip(signed.iter())
                .map(|(above, list)| {
                    let by = *above.iter().find(of_length)?;
                    let (recognizer, way) = (signed.get(by)?, ways.get(by)?.as_ref()?);
                    let registry = &registries.get(recognizer.index)?.name;
                    let hop = hop(&list.signer, registry, Some(&recognizer.signer));
                    Some([hop].into_iter().chain(way.iter().cloned()).collect())
                })
                .collect();
            for (way, longer) in ways.iter_mut().zip(longer) {
                if way.is_none() {
                    *way = longer;
                }
            }
        }
        let why: Vec<Option<Finding>> = (0..signed.len())
            .map(|at| match ways.get(at) {
                Some(None) => Some(untaken(at, signed, &above, &ways, self.now)),
                _ => None,
            })
            .collect();
        for ((list, way), why) in signed.iter_mut().zip(ways).zip(why) {
            let Some(one) = registries.get_mut(list.index) else { continue };
            one.content = match why {
                Some(finding) => Err(Box::new(finding.with("registry", one.name.as_str()))),
                None => {
                    one.facts.insert("hops".to_owned(), way.into());
                    Ok(Content::Signed(std::mem::take(&mut list.list)))
                }
            };
        }
    }
}

/// One step of a chain: in which registry somebody's word is taken, and who signed that.
fn hop(entity: &str, registry: &str, signer: Option<&str>) -> Value {
    let mut told = Map::new();
    told.insert("entity".to_owned(), entity.into());
    told.insert("registry".to_owned(), registry.into());
    told.extend(signer.map(|signer| ("signedBy".to_owned(), signer.into())));
    Value::Object(told)
}

/// Which of the signed lists take somebody's word.
fn recognizers(signed: &[Signed], id: &str, at: OffsetDateTime) -> Vec<usize> {
    let takes = |list: &Signed| list.list.find(id).is_some_and(|entity| entity.recognizes(at));
    signed.iter().enumerate().filter(|(_, list)| takes(list)).map(|(index, _)| index).collect()
}

/// Whether a registry is a list of one's own that takes somebody's word.
fn is_own(one: &One, own: &[Arc<Read>], id: &str, at: OffsetDateTime) -> bool {
    let Ok(Content::Read(read)) = &one.content else { return false };
    own.iter().any(|own| Arc::ptr_eq(own, read))
        && lists(std::slice::from_ref(read))
            .filter_map(|list| list.find(id))
            .any(|entity| entity.recognizes(at))
}

/// Why nobody takes the word of whoever signed a list.
fn untaken(
    at: usize,
    signed: &[Signed],
    above: &[Vec<usize>],
    ways: &[Option<Vec<Value>>],
    now: OffsetDateTime,
) -> Finding {
    let open = |code, message: String| Finding::undetermined(code, place(), message);
    // Everybody above: those who recognise the signer, those who recognise them, and so on.
    let (mut reached, mut next) = (BTreeSet::new(), vec![at]);
    while let Some(step) = next.pop() {
        next.extend(above.get(step).into_iter().flatten().copied().filter(|above| reached.insert(*above)));
    }
    let list = signed.get(at);
    let signer = list.map(|list| list.signer.as_str());
    let limited = |list: &Signed| list.list.find(signer?)?.recognizes_within_schemas(now).then_some(());
    let finding = if reached.iter().any(|above| matches!(ways.get(*above), Some(Some(_)))) {
        let message = format!(
            "the word of whoever signed the registry is taken, by more than {LONGEST} lists in a row"
        );
        open(CHAIN_TOO_LONG, message).with("limit", LONGEST)
    } else if reached.iter().chain([&at]).all(|list| above.get(*list).is_some_and(|above| !above.is_empty()))
    {
        // It goes on above everybody, and there is an end of them.
        let message = "those who recognise whoever signed the registry are recognised by it, and by nobody whose word you take";
        open(codes::TRUST_CIRCULAR, message.to_owned())
    } else if signed.iter().any(|list| limited(list).is_some()) {
        let message = "the word of whoever signed the registry is taken for lists that keep a schema, which was not looked at";
        open(codes::TRUST_SCOPE_UNKNOWN, message.to_owned())
    } else {
        let message = "no list of yours takes the word of whoever signed the registry, or of anybody who recognises them";
        open(codes::TRUST_RECOGNIZER, message.to_owned())
    };
    let recognized_in = list.and_then(|list| list.recognized_in.as_deref());
    finding.with("found", signer).with("recognizedIn", recognized_in)
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
