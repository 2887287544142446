//! Asking the registries: listed, not listed, or nobody can tell.

use accolade_json::{Value, one_or_many};
use accolade_model::Credential;
use accolade_report::{Check, Finding, Role, Severity};
use accolade_trust::{
    Entity, Member, Named, Question, Recognition, Registry, Standing, TrustError, look_alike,
};
use serde_json::Map;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{
    list_not_given, not_asked,
    open::{Content, One, Opened},
    place, recognized_in,
};
use crate::{
    codes,
    verify::{Verification, nested::Inner, pass::Pass},
};

/// What one registry says of the issuer.
struct Said {
    facts: Map<String, Value>,
    standing: How,
    findings: Vec<Finding>,
}

/// The better an answer is, the more it counts among those of several registries: one that lists the issuer is enough.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    NotListed,
    Otherwise,
    CouldNotAsk,
    Listed,
}

impl How {
    const fn name(self) -> &'static str {
        match self {
            Self::NotListed => "notListed",
            Self::Otherwise => "listedOtherwise",
            Self::CouldNotAsk => "couldNotAsk",
            Self::Listed => "listed",
        }
    }
}

impl Pass<'_> {
    pub(super) fn ask_registries(
        &mut self,
        mut check: Check,
        issuer: &str,
        document: &Value,
        inner: &mut Vec<Inner>,
    ) -> Check {
        let Some(opened) = self.registries() else { return not_asked(check) };
        let is_lacking = |url: &&str| opened.registries.iter().all(|one| !one.is_called(url));
        check.extend(recognized_in(document).filter(is_lacking).map(list_not_given));
        tell_reports(&opened, inner);
        let question = question(document, self.now);
        let said: Vec<Said> =
            opened.registries.iter().map(|one| self.ask(one, &opened, issuer, &question, document)).collect();
        let best = said.iter().map(|said| said.standing).max().unwrap_or(How::NotListed);
        let mut facts = Vec::new();
        for one in said {
            facts.push(Value::Object(one.facts));
            for finding in one.findings {
                // What one registry cannot say, or says otherwise, does not undo what a better answer says.
                let severity = match one.standing < best {
                    true => finding.severity.max(Severity::Warning),
                    false => finding.severity,
                };
                check.add(Finding { severity, ..finding });
            }
        }
        check.add_fact("registries", facts);
        if best == How::NotListed {
            let asked: Vec<&str> = opened.registries.iter().map(|one| one.name.as_str()).collect();
            let message = format!(
                "the issuer stands in none of the registries that were asked: `{}`",
                asked.join("`, `")
            );
            let finding = Finding::error(codes::TRUST_NOT_LISTED, place(), message);
            check.add(finding.with("found", issuer).with("registries", asked));
        }
        if best != How::Listed {
            check.extend(likeness(&opened, issuer, document));
        }
        check
    }

    fn ask(
        &mut self,
        one: &One,
        opened: &Opened,
        issuer: &str,
        question: &Question<'_>,
        document: &Value,
    ) -> Said {
        let mut facts = Map::new();
        facts.insert("registry".to_owned(), one.name.as_str().into());
        facts.extend(one.facts.clone());
        let mut said = Said { facts, standing: How::NotListed, findings: Vec::new() };
        match &one.content {
            Err(finding) => {
                said.standing = How::CouldNotAsk;
                said.findings.push((**finding).clone());
            }
            Ok(content) => match (content.list().map(|list| list.find(issuer)), content) {
                (Some(Some(entity)), _) => {
                    said.facts.insert("entity".to_owned(), told(entity));
                    self.stand(entity, question, document, &one.name, &mut said);
                }
                (None, Content::Read(read)) => match read.as_ref() {
                    Ok(Registry::Federation(federation)) => {
                        let provider = self.verifier.provider();
                        let found = federation.find(issuer, &opened.anchors, self.now, provider);
                        said.member(found, &one.name);
                    }
                    _ => said.standing = How::CouldNotAsk,
                },
                _ => {}
            },
        }
        said.facts.insert("answer".to_owned(), said.standing.name().into());
        said
    }

    /// What a list says of the issuer: whether for such a credential, and when.
    fn stand(
        &mut self,
        entity: &Entity,
        question: &Question<'_>,
        document: &Value,
        registry: &str,
        said: &mut Said,
    ) {
        let (standing, recognition) = match entity.standing(question) {
            Standing::Recognized(recognition) => (How::Listed, recognition),
            Standing::Ended(recognition) => {
                let message = "the issuer was recognised when it issued the credential, and is not any more";
                let finding = Finding::warning(codes::TRUST_ENDED, place(), message);
                said.findings
                    .push(finding.with("until", recognition.until.and_then(text)).with("registry", registry));
                (How::Listed, Some(recognition))
            }
            Standing::Depends(recognition) => {
                (self.depends(recognition, document, registry, said), Some(recognition))
            }
            Standing::NotInForce(recognition) => {
                let message = "the issuer's recognition was not in force when it issued the credential";
                let finding = Finding::error(codes::TRUST_NOT_IN_FORCE, place(), message);
                let finding = finding.with("found", question.issued.and_then(text));
                let finding = finding.with("from", recognition.from.and_then(text));
                said.findings
                    .push(finding.with("until", recognition.until.and_then(text)).with("registry", registry));
                (How::Otherwise, Some(recognition))
            }
            Standing::OutOfScope => {
                said.findings.push(out_of_scope(registry));
                (How::Otherwise, None)
            }
        };
        said.standing = standing;
        if standing == How::Listed {
            said.findings.push(listed(registry, &entity.id, &entity.names));
        }
        if let Some(recognition) = recognition {
            said.facts.insert("scope".to_owned(), scope(recognition));
        }
    }

    /// Whether the credential keeps the schemas that the recognition is limited to.
    #[cfg(not(feature = "jsonschema"))]
    #[expect(clippy::unused_self, reason = "a build with schemas asks for them")]
    fn depends(&mut self, _: &Recognition, _: &Value, registry: &str, said: &mut Said) -> How {
        said.findings.push(unknown_scope(registry, codes::SCHEMA_NOT_CHECKED.as_str()));
        How::CouldNotAsk
    }

    /// Whether the credential keeps the schemas that the recognition is limited to: all of them.
    #[cfg(feature = "jsonschema")]
    fn depends(
        &mut self,
        recognition: &Recognition,
        document: &Value,
        registry: &str,
        said: &mut Said,
    ) -> How {
        for schema in &recognition.output_validation {
            match self.keeps(schema, document) {
                Ok(true) => {}
                Ok(false) => {
                    said.findings.push(out_of_scope(registry).with("schema", schema.id.as_str()));
                    return How::Otherwise;
                }
                Err(reason) => {
                    said.findings.push(unknown_scope(registry, reason).with("schema", schema.id.as_str()));
                    return How::CouldNotAsk;
                }
            }
        }
        How::Listed
    }

    /// Whether the credential keeps one schema, or the code of what stands in the way.
    #[cfg(feature = "jsonschema")]
    fn keeps(&mut self, schema: &accolade_trust::Schema, document: &Value) -> Result<bool, &'static str> {
        use accolade_json::{Limits, parse};

        use crate::{Answer, Request, RequestKind, SchemaForm, check_schema, verify::evidence::is_digest_of};

        const MOST_BYTES: usize = 1 << 20;
        if schema.kind != "JsonSchema" {
            return Err(codes::SCHEMA_NOT_CHECKED.as_str());
        }
        let bytes = match self.resources.find(&schema.id) {
            None => {
                self.needs.insert(Request { kind: RequestKind::Schema, url: schema.id.clone() });
                return Err(codes::SCHEMA_UNAVAILABLE.as_str());
            }
            Some(Answer::Unavailable { .. }) => return Err(codes::SCHEMA_UNAVAILABLE.as_str()),
            Some(Answer::Document { bytes, .. }) => bytes,
        };
        match schema.digest.as_deref().map(|digest| is_digest_of(digest, bytes)) {
            None | Some(Some(true)) => {}
            Some(Some(false)) => return Err(codes::DIGEST_MISMATCH.as_str()),
            Some(None) => return Err(codes::DIGEST_UNREADABLE.as_str()),
        }
        let limits = Limits { bytes: MOST_BYTES, ..Limits::default() };
        let served = parse(bytes, &limits).map_err(|error| error.code().as_str())?;
        let findings = check_schema(document, &place(), SchemaForm::JsonSchema, &schema.id, &served);
        let beside =
            |finding: &&Finding| finding.code != codes::SCHEMA_VIOLATED && finding.severity < Severity::Note;
        match findings.iter().find(beside) {
            Some(other) => Err(other.code.as_str()),
            None => Ok(findings.is_empty()),
        }
    }
}

impl Said {
    /// What the statements of a federation lead to.
    fn member(&mut self, found: Result<Option<Member>, TrustError>, registry: &str) {
        match found {
            Ok(None) => {}
            Ok(Some(member)) => {
                self.standing = How::Listed;
                self.findings.push(listed(registry, &member.id, &member.names));
                let Member { id, names, url, entity_types, chain, expires } = member;
                let mut told = Map::new();
                told.insert("id".to_owned(), id.into());
                told.insert("names".to_owned(), names.into());
                told.extend(url.map(|url| ("url".to_owned(), url.into())));
                self.facts.insert("entity".to_owned(), Value::Object(told));
                self.facts.insert("entityTypes".to_owned(), entity_types.into());
                self.facts.insert("chain".to_owned(), chain.into());
                self.facts.extend(text(expires).map(|time| ("expires".to_owned(), time.into())));
            }
            Err(error) => {
                self.standing = How::CouldNotAsk;
                self.findings.push(error.into_finding(place()).with("registry", registry));
            }
        }
    }
}

fn listed(registry: &str, entity: &str, names: &[String]) -> Finding {
    let name = names.first().map_or(entity, String::as_str);
    let message = format!("the issuer is `{name}`, as the registry `{registry}` has it");
    let finding = Finding::note(codes::TRUST_LISTED, place(), message);
    finding.with("name", name).with("entity", entity).with("registry", registry)
}

fn out_of_scope(registry: &str) -> Finding {
    let message = "the issuer is recognised for other things than this";
    Finding::error(codes::TRUST_OUT_OF_SCOPE, place(), message).with("registry", registry)
}

fn unknown_scope(registry: &str, reason: &str) -> Finding {
    let message = "whether the issuer is recognised for this cannot be told";
    let finding = Finding::undetermined(codes::TRUST_SCOPE_UNKNOWN, place(), message);
    finding.with("registry", registry).with("reason", reason)
}

/// The reports on signed registries are told once.
fn tell_reports(opened: &Opened, inner: &mut Vec<Inner>) {
    for one in &opened.registries {
        let Some((id, report)) = &one.report else { continue };
        let verification =
            Verification { report: report.clone(), document: None, parts: Vec::new(), legacy: None };
        inner.push(Inner { place: place(), role: Role::Registry, id: id.clone(), verification });
    }
}

fn question(document: &Value, now: OffsetDateTime) -> Question<'_> {
    let types = document.get("type").map(one_or_many).unwrap_or_default();
    let credential = Credential::of(document);
    let subjects = credential.map(|credential| credential.subjects()).unwrap_or_default();
    let achievements: Vec<_> = subjects.iter().flat_map(|subject| subject.achievements()).collect();
    Question {
        credential_types: types.iter().filter_map(Value::as_str).collect(),
        achievement_types: achievements
            .iter()
            .filter_map(|achievement| achievement.achievement_type())
            .collect(),
        achievements: achievements.iter().filter_map(|achievement| achievement.id()).collect(),
        issued: credential.and_then(|credential| credential.valid_from()),
        now,
    }
}

/// Whether an issuer that is not listed may be taken for somebody who is.
fn likeness(opened: &Opened, issuer: &str, document: &Value) -> Option<Finding> {
    let profile = document.get("issuer");
    let text = |name: &str| profile.and_then(|profile| profile.get(name)).map(texts).unwrap_or_default();
    let mut urls = text("url");
    urls.push(issuer);
    let named = Named { names: text("name"), urls };
    let lists = opened.registries.iter().filter_map(|one| Some((one, one.content.as_ref().ok()?.list()?)));
    let unlisted = lists.filter(|(_, list)| list.find(issuer).is_none());
    let (registry, like) =
        unlisted.into_iter().find_map(|(one, list)| Some((&one.name, look_alike(list, &named)?)))?;
    let message = format!("the issuer's {} looks like that of a listed issuer, `{}`", like.by, like.entity);
    let finding = Finding::warning(codes::TRUST_LOOK_ALIKE, place(), message);
    let finding = finding.with("found", like.found).with("expected", like.listed);
    Some(finding.with("entity", like.entity).with("registry", registry.as_str()))
}

/// A text, or texts in several languages.
fn texts(value: &Value) -> Vec<&str> {
    one_or_many(value).iter().filter_map(|one| one.as_str().or_else(|| one.get("@value")?.as_str())).collect()
}

fn told(entity: &Entity) -> Value {
    let mut told = Map::new();
    told.insert("id".to_owned(), entity.id.as_str().into());
    told.insert("names".to_owned(), entity.names.clone().into());
    for (name, value) in [("url", &entity.url), ("location", &entity.location)] {
        if let Some(value) = value {
            told.insert(name.to_owned(), value.as_str().into());
        }
    }
    Value::Object(told)
}

fn scope(recognition: &Recognition) -> Value {
    let mut told = Map::new();
    told.insert("action".to_owned(), recognition.action.as_str().into());
    for (name, values) in [
        ("credentialTypes", &recognition.credential_types),
        ("achievementTypes", &recognition.achievement_types),
        ("achievements", &recognition.achievements),
    ] {
        if !values.is_empty() {
            told.insert(name.to_owned(), values.clone().into());
        }
    }
    let schemas: Vec<&str> = recognition.output_validation.iter().map(|schema| schema.id.as_str()).collect();
    if !schemas.is_empty() {
        told.insert("schemas".to_owned(), schemas.into());
    }
    for (name, value) in [
        ("from", recognition.from.and_then(text)),
        ("until", recognition.until.and_then(text)),
        ("recognizedBy", recognition.recognized_by.clone()),
    ] {
        told.extend(value.map(|value| (name.to_owned(), value.into())));
    }
    Value::Object(told)
}

fn text(time: OffsetDateTime) -> Option<String> {
    time.format(&Rfc3339).ok()
}
