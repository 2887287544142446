//! Whose key is it, and may it be used for this?

use accolade_did::{
    Did, DidError, Document, KeyDocument, MethodUrl, Resolution, https_origin, read_key_document, resolve,
    same_origin,
};
use accolade_json::{Limits, Value, parse};
use accolade_keys::{Algorithm, CryptoProvider, Jwk, KeyError, PublicKey};
use accolade_report::{Finding, Pointer, Severity};
use time::OffsetDateTime;

use super::{log::Logs, pass::Signatory};
use crate::{Answer, Policy, Request, RequestKind, codes, resources::AtHand};

/// What a key is looked up for.
pub(super) struct Question<'a> {
    /// Where the credential names the key.
    pub(super) place: Pointer,
    /// To whom the key must be bound.
    pub(super) signatory: Signatory<'a>,
    pub(super) resources: AtHand<'a>,
    pub(super) policy: &'a Policy,
    pub(super) now: OffsetDateTime,
    #[cfg_attr(not(feature = "webvh"), expect(dead_code, reason = "only logs need it"))]
    pub(super) provider: &'a CryptoProvider,
    #[cfg_attr(not(feature = "webvh"), expect(dead_code, reason = "only logs need it"))]
    pub(super) logs: Logs,
}

/// The longest document with keys, or log of one, that is read.
const MOST_BYTES: usize = 1 << 20;

/// The answer.
pub(super) enum Answered {
    /// A key, and who controls it; the findings say what it is worth.
    Key(Found),
    /// A document is lacking.
    Need(Request),
    /// No key.
    None(Finding),
}

/// A key that may be tried.
pub(super) struct Found {
    pub(super) key: PublicKey,
    pub(super) method: String,
    pub(super) controller: Option<String>,
    /// The one algorithm that it is published for.
    pub(super) algorithm: Option<Algorithm>,
    /// What ties it to the signatory, or should.
    pub(super) bound_by: &'static str,
    pub(super) findings: Vec<Finding>,
}

/// Where a signatory of that identifier publishes its keys: in the DID itself, in a DID document, or in its host's key set.
fn publication(id: &str) -> &'static str {
    match id {
        id if id.starts_with("did:key:") || id.starts_with("did:jwk:") => "did",
        id if id.starts_with("did:") => "didDocument",
        _ => "keySet",
    }
}

/// A key that a signatory publishes.
struct Published {
    key: PublicKey,
    /// Its URL, or its thumbprint where it has none.
    method: String,
    /// The `kid` of its JSON Web Key.
    key_id: Option<String>,
    algorithm: Option<Algorithm>,
}

impl Published {
    fn is_named(&self, name: &str) -> bool {
        self.key_id.as_deref() == Some(name)
            || self.method.rsplit_once('#').is_some_and(|(_, fragment)| fragment == name)
            || self.key.thumbprint() == name
    }
}

impl Question<'_> {
    /// The key that a verification method or a `kid` stands for.
    pub(super) fn by_url(&self, url: &str) -> Answered {
        let method = match MethodUrl::parse(url) {
            Ok(method) => method,
            Err(error) => return self.refuse(error),
        };
        match resolve(&method) {
            Ok(Resolution::Document(document)) => self.in_document(&document, &method),
            Ok(Resolution::Fetch { url: at }) => self.fetched(&method, at),
            Ok(Resolution::Log { url: at }) => match self.logged(&method, &at) {
                Ok(document) => self.in_document(&document, &method),
                Err(answered) => *answered,
            },
            Ok(_) => Answered::None(self.undetermined(&method)),
            Err(DidError::UnsupportedUrl { url }) => match method.self_asserted_key() {
                Some(key) => Answered::Key(self.self_asserted(key, &method)),
                None => self.refuse(DidError::UnsupportedUrl { url }),
            },
            Err(error) => self.refuse(error),
        }
    }

    /// The key that a token carries itself: only the signatory's own publication says whose it is.
    pub(super) fn by_value(&self, jwk: &Jwk) -> Answered {
        let found = |findings| {
            let (key, method) = (jwk.key.clone(), jwk.key.thumbprint());
            let (algorithm, bound_by) = (jwk.algorithm, "nothing");
            Answered::Key(Found { key, method, controller: None, algorithm, bound_by, findings })
        };
        let Some(id) = self.signatory.id() else {
            return found(vec![self.unbound(None)]);
        };
        let published = match self.published(id, None) {
            Ok(published) => published,
            Err(answered) => return *answered,
        };
        match published.into_iter().find(|published| published.key == jwk.key) {
            Some(Published { key, algorithm, .. }) => {
                let (method, controller) = (key.thumbprint(), Some(id.to_owned()));
                let bound_by = publication(id);
                Answered::Key(Found { key, method, controller, algorithm, bound_by, findings: Vec::new() })
            }
            None => found(vec![self.unbound(Some("the key is not among those published"))]),
        }
    }

    /// The one key of that name among those that the signatory publishes.
    pub(super) fn by_name(&self, name: &str) -> Answered {
        let not_found = || self.refuse(DidError::MethodNotFound { id: name.to_owned() });
        let Some(id) = self.signatory.id() else { return not_found() };
        let published = match self.published(id, Some(name)) {
            Ok(published) => published,
            Err(answered) => return *answered,
        };
        let mut named = published.into_iter().filter(|published| published.is_named(name));
        match (named.next(), named.next()) {
            (Some(Published { key, method, algorithm, .. }), None) => {
                let (controller, bound_by) = (Some(id.to_owned()), publication(id));
                Answered::Key(Found { key, method, controller, algorithm, bound_by, findings: Vec::new() })
            }
            _ => not_found(),
        }
    }

    /// The keys that a signatory publishes: in its DID document, or at its host's well-known place for key sets.
    fn published(&self, id: &str, name: Option<&str>) -> Result<Vec<Published>, Box<Answered>> {
        let refuse = |error| Box::new(self.refuse(error));
        let method = MethodUrl::parse(id).map_err(refuse)?;
        match resolve(&method).map_err(refuse)? {
            Resolution::Fetch { url } if method.did().is_none() => {
                let origin: String = url.split_inclusive('/').take(3).collect();
                let at = format!("{}/.well-known/jwks.json", origin.trim_end_matches('/'));
                let value = self.document(RequestKind::KeyDocument, &at)?;
                let of_key = |error| refuse(DidError::Key { id: at.clone(), error });
                let keys = Jwk::set_from_value(&value).map_err(of_key)?;
                let is_there =
                    name.is_none_or(|name| keys.iter().any(|jwk| jwk.key_id.as_deref() == Some(name)));
                if keys.is_empty() || !is_there {
                    // It was left out; one of a kind that this build goes without may well be good.
                    let listed = value.get("keys").and_then(|keys| keys.as_array()).into_iter().flatten();
                    let named =
                        |key: &&Value| name.is_none() || key.get("kid").and_then(Value::as_str) == name;
                    let listed = listed.filter(named);
                    let unsupported = |error: &KeyError| matches!(error, KeyError::UnsupportedType { .. });
                    let mut errors = listed.filter_map(|key| Jwk::from_value(key).err());
                    if let Some(error) = errors.find(unsupported) {
                        return Err(of_key(error));
                    }
                }
                let own =
                    keys.into_iter().filter(|jwk| jwk.issuer.as_deref().is_none_or(|named| named == id));
                Ok(own
                    .map(|Jwk { key, key_id, algorithm, .. }| Published {
                        method: key.thumbprint(),
                        key,
                        key_id,
                        algorithm,
                    })
                    .collect())
            }
            resolution => {
                let document = self.resolved(&method, resolution)?;
                document.map_or_else(|| Ok(Vec::new()), |document| self.listed(&document, name))
            }
        }
    }

    /// The document that is kept for a DID somewhere. None where the identifier is of another kind, or the document follows from
    /// it: reading the key once more would cost a sixth of its signature's check, to learn nothing.
    pub(super) fn kept_document(&self, id: &str) -> Result<Option<Document>, Box<Answered>> {
        let refuse = |error| Box::new(self.refuse(error));
        let method = MethodUrl::parse(id).map_err(refuse)?;
        if method.did().is_some_and(Did::is_computed) {
            return Ok(None);
        }
        let resolution = resolve(&method).map_err(refuse)?;
        self.resolved(&method, resolution)
    }

    fn resolved(
        &self,
        method: &MethodUrl,
        resolution: Resolution,
    ) -> Result<Option<Document>, Box<Answered>> {
        match resolution {
            Resolution::Document(document) => Ok(Some(document)),
            Resolution::Fetch { url } if method.did().is_some() => {
                let value = self.document(RequestKind::DidDocument, &url)?;
                let document = Document::from_value(value, method.base());
                document.map(Some).map_err(|error| Box::new(self.refuse(error)))
            }
            Resolution::Log { url } => self.logged(method, &url).map(Some),
            _ => Ok(None),
        }
    }

    /// The keys of a document that may be used for what is asked, and are in force. That the one of this name is of a kind
    /// that this build goes without is better said than left out.
    fn listed(&self, document: &Document, name: Option<&str>) -> Result<Vec<Published>, Box<Answered>> {
        let purpose = self.signatory.purpose();
        let mut listed = Vec::new();
        for url in document.methods_for(purpose).into_iter().filter_map(|id| MethodUrl::parse(id).ok()) {
            match document.method_for(&url, purpose) {
                Ok(method) if method.in_force_at(self.now).is_ok() => listed.push(Published {
                    key: method.key,
                    method: method.id,
                    key_id: method.key_id,
                    algorithm: method.algorithm,
                }),
                Err(error @ DidError::Key { error: KeyError::UnsupportedType { .. }, .. })
                    if name.is_some() && url.fragment() == name =>
                {
                    return Err(Box::new(self.refuse(error)));
                }
                _ => {}
            }
        }
        Ok(listed)
    }

    fn in_document(&self, document: &Document, url: &MethodUrl) -> Answered {
        match document.method_for(url, self.signatory.purpose()) {
            Ok(method) => self.of_method(method),
            Err(error) => self.refuse(error),
        }
    }

    fn of_method(&self, method: accolade_did::VerificationMethod) -> Answered {
        if let Err(error) = method.in_force_at(self.now) {
            return self.refuse(error);
        }
        let bound = self.signatory.is(&method.controller);
        let findings = if bound { Vec::new() } else { vec![self.unbound(Some(&method.controller))] };
        let bound_by = match publication(&method.controller) {
            _ if !bound => "nothing",
            "keySet" => "issuerDocument",
            of_did => of_did,
        };
        let (controller, algorithm) = (Some(method.controller), method.algorithm);
        Answered::Key(Found { key: method.key, method: method.id, controller, algorithm, bound_by, findings })
    }

    fn fetched(&self, method: &MethodUrl, at: String) -> Answered {
        let is_did = method.did().is_some();
        let kind = if is_did { RequestKind::DidDocument } else { RequestKind::KeyDocument };
        let value = match self.document(kind, &at) {
            Ok(value) => value,
            Err(answered) => match (*answered, method.self_asserted_key()) {
                // What names the key is all there is to it; better said than left out.
                (Answered::None(why), Some(key)) => {
                    let mut found = self.self_asserted(key, method);
                    let severity =
                        found.findings.iter().map(|f| f.severity).fold(why.severity, Severity::max);
                    found.findings.push(Finding { severity, ..why });
                    return Answered::Key(found);
                }
                (answered, _) => return answered,
            },
        };
        if is_did {
            return match Document::from_value(value, method.base()) {
                Ok(document) => self.in_document(&document, method),
                Err(error) => self.refuse(error),
            };
        }
        match read_key_document(value, method, self.signatory.purpose()) {
            Ok(KeyDocument::Method(found)) => {
                let at = method.base();
                match self.of_method(found) {
                    Answered::Key(mut found) if found.findings.is_empty() => {
                        if let Some(finding) = self.by_host(at) {
                            found.bound_by = "keyDocument";
                            found.findings.push(finding);
                        }
                        Answered::Key(found)
                    }
                    answered => answered,
                }
            }
            Ok(KeyDocument::Key(jwk)) => {
                // A bare key speaks for the host it lies on, and for the issuer that its set names.
                let signatory = self.signatory.id();
                let named = jwk.issuer.as_deref().is_none_or(|named| Some(named) == signatory);
                let bound = named && signatory.is_some_and(|id| same_origin(id, method.base()));
                let findings = match bound {
                    false => vec![self.unbound(jwk.issuer.as_deref())],
                    // A set that names the issuer is the host's word for this issuer.
                    true if jwk.issuer.is_some() => Vec::new(),
                    true => self.by_host(method.base()).into_iter().collect(),
                };
                Answered::Key(Found {
                    key: jwk.key,
                    method: method.as_str().to_owned(),
                    controller: jwk.issuer,
                    algorithm: jwk.algorithm,
                    bound_by: if bound { "keyDocument" } else { "nothing" },
                    findings,
                })
            }
            Ok(_) => Answered::None(self.undetermined(method)),
            Err(error) => self.refuse(error),
        }
    }

    /// A JSON document that was fetched, or why there is none.
    pub(super) fn document(&self, kind: RequestKind, url: &str) -> Result<Value, Box<Answered>> {
        let limits = Limits { bytes: MOST_BYTES, depth: 32 };
        parse(self.bytes(kind, url)?, &limits).map_err(|error| {
            let message = format!("`{url}` does not hold a key: {error}");
            let finding = Finding::error(codes::KEY_DOCUMENT_UNUSABLE, self.place.clone(), message);
            Box::new(Answered::None(finding.with("url", url).with("reason", error.code().as_str())))
        })
    }

    /// What was fetched, or why there is nothing.
    pub(super) fn bytes(&self, kind: RequestKind, url: &str) -> Result<&[u8], Box<Answered>> {
        match self.resources.find(url) {
            None => Err(Box::new(Answered::Need(Request { kind, url: url.to_owned() }))),
            Some(Answer::Unavailable { code, reason }) => {
                let message = format!("the issuer's key could not be fetched from `{url}`: {reason}");
                let finding = Finding::undetermined(codes::KEY_UNAVAILABLE, self.place.clone(), message);
                Err(Box::new(Answered::None(finding.with("url", url).with("reason", code.as_str()))))
            }
            Some(Answer::Document { bytes, .. }) if bytes.len() <= MOST_BYTES => Ok(bytes),
            Some(Answer::Document { .. }) => {
                let message = format!("`{url}` holds more than {MOST_BYTES} bytes");
                let finding = Finding::error(codes::KEY_DOCUMENT_UNUSABLE, self.place.clone(), message);
                let reason = accolade_json::codes::TOO_LARGE.as_str();
                Err(Box::new(Answered::None(finding.with("url", url).with("reason", reason))))
            }
        }
    }

    fn self_asserted(&self, key: PublicKey, method: &MethodUrl) -> Found {
        let message = "the key was taken from the URL that names it, which shows nothing about the issuer";
        let severity = match self.policy.accepts_unbound_issuer() {
            true => Severity::Warning,
            false => Severity::Undetermined,
        };
        let finding = Finding::new(severity, codes::KEY_SELF_ASSERTED, self.place.clone(), message);
        let method = method.as_str().to_owned();
        let bound_by = "ownUrl";
        Found { key, method, controller: None, algorithm: None, bound_by, findings: vec![finding] }
    }

    /// Nothing ties the key to the issuer: an error, unless the policy lives with it.
    fn unbound(&self, controller: Option<&str>) -> Finding {
        let (code, message) = self.signatory.not_bound();
        let finding = match self.policy.accepts_unbound_issuer() {
            true => Finding::warning(code, self.place.clone(), message),
            false => Finding::error(code, self.place.clone(), message),
        };
        finding.with("found", controller).with("expected", self.signatory.id())
    }

    /// What is to be said of a key that lies somewhere on the issuer's host: whoever may publish there, such as another tenant,
    /// could sign for every issuer of the host. Below the issuer's own address, or at the host's well-known place, only the
    /// issuer or the host itself publishes.
    fn by_host(&self, at: &str) -> Option<Finding> {
        let id = self.signatory.id()?;
        let below = |base: &str| {
            at.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
        };
        let origin = https_origin(id)?;
        let is_own = below(id.trim_end_matches('/')) || below(&format!("{origin}/.well-known"));
        let message =
            "only the host ties the key to the issuer: others who publish there could have put it there";
        (!is_own).then(|| {
            let finding = Finding::warning(codes::BOUND_BY_HOST, self.place.clone(), message);
            finding.with("found", at).with("expected", id)
        })
    }

    fn undetermined(&self, method: &MethodUrl) -> Finding {
        let message = format!("the key of `{}` could not be found", method.as_str());
        Finding::undetermined(codes::KEY_UNAVAILABLE, self.place.clone(), message)
    }

    pub(super) fn refuse(&self, error: DidError) -> Answered {
        Answered::None(error.into_finding(self.place.clone()))
    }
}
