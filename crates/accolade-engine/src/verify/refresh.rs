//! Is there a newer edition? [1EdTech's service](https://www.imsglobal.org/spec/vccr/v1p0/) answers with the whole credential,
//! which is verified by itself and changes nothing about the one at hand.

use accolade_json::{Value, one_or_many};
use accolade_model::{Credential, parse_date_time_stamp};
use accolade_report::{Check, CheckId, Finding, Pointer, Role, Severity, Verdict};

use super::{
    nested::Inner,
    pass::{Level, Pass},
    places::{cut_short, each},
};
use crate::{Answer, Request, RequestKind, codes, input::Input};

/// The most services that are asked.
const MOST: usize = 16;

impl Pass<'_> {
    /// The services are asked once, for the credential that came in and none inside it, and only where the policy wants it: who
    /// runs one learns that the credential is being looked at.
    pub(super) fn refresh(&mut self, document: &Value, level: Level, inner: &mut Vec<Inner>) -> Check {
        let mut check = Check::new(CheckId::Refresh);
        let terms: Vec<Value> = each(document, "termsOfUse").map(|(_, terms)| terms.clone()).collect();
        let services: Vec<_> = each(document, "refreshService").collect();
        if services.is_empty() {
            check = Check::not_applicable(CheckId::Refresh);
        }
        // Whoever holds the credential is bound by all of them.
        if !terms.is_empty() {
            check.add_fact("termsOfUse", terms);
        }
        if services.len() > MOST {
            let message = format!("only the first {MOST} of {} services were looked at", services.len());
            let place = Pointer::root().key("refreshService");
            check.add(cut_short(Severity::Undetermined, &place, message, services.len(), MOST));
        }
        for (place, service) in services.into_iter().take(MOST) {
            let types = service.get("type").map(one_or_many).unwrap_or_default();
            let is_known = types.iter().any(|name| name == "1EdTechCredentialRefresh");
            let url = service.get("id").and_then(Value::as_str).filter(|url| url.contains(':'));
            match url.filter(|_| is_known && level.is_asked_for && self.verifier.policy().asks_for_refresh())
            {
                Some(url) => check.extend(self.newer(document, url, &place, level, inner)),
                None => {
                    let message = "whether there is a newer edition was not asked";
                    check.add(Finding::undetermined(codes::REFRESH_NOT_CHECKED, place, message));
                }
            }
        }
        check
    }

    /// What a service answers with.
    fn newer(
        &mut self,
        document: &Value,
        url: &str,
        place: &Pointer,
        level: Level,
        inner: &mut Vec<Inner>,
    ) -> Option<Finding> {
        let open =
            |message: String| Finding::undetermined(codes::REFRESH_NOT_CHECKED, place.clone(), message);
        let bytes = match self.resources.find(url) {
            None => {
                self.needs.insert(Request { kind: RequestKind::Refresh, url: url.to_owned() });
                return None;
            }
            Some(Answer::Unavailable { code, reason }) => {
                let finding = open(format!("the service could not be asked: {reason}"));
                return Some(finding.with("reason", code.as_str()));
            }
            Some(Answer::Document { bytes, .. }) => bytes.clone(),
        };
        let Some(secured) = Input::read_plain(&bytes, self.verifier.policy()).secured else {
            return Some(open("the service answers with something that is no credential".to_owned()));
        };
        let one = match self.nested(secured, &place.key("id"), Role::Refreshed, level.beside()) {
            Ok(one) => one,
            Err(finding) => return Some(*finding),
        };
        let finding = compare(document, &one, place);
        inner.push(one);
        finding
    }
}

/// Whether what the service answers with is a newer edition of the credential at hand.
fn compare(document: &Value, one: &Inner, place: &Pointer) -> Option<Finding> {
    let reason = one.verification.report().gravest().map(|finding| finding.code.as_str());
    if one.verdict() != Verdict::Valid {
        let message = "the service answers with a credential that does not hold";
        let finding = Finding::undetermined(codes::REFRESH_NOT_VALID, place.clone(), message);
        return Some(finding.with("reason", reason));
    }
    let newer = one.claimed()?;
    let id = |document: &Value| document.get("id").and_then(Value::as_str).map(str::to_owned);
    let issuer = |document: &Value| Credential::of(document)?.issuer_id().map(str::to_owned);
    // Issuer and identifier together name a credential, and its start tells editions apart (Open Badges 3.0, awardedDate).
    if id(document) != id(newer) || issuer(document) != issuer(newer) {
        let message = "the service answers with another credential";
        let finding = Finding::undetermined(codes::REFRESH_OF_ANOTHER, place.clone(), message);
        return Some(finding.with("found", id(newer)).with("expected", id(document)));
    }
    let from = |document: &Value| {
        let text = document.get("validFrom").or_else(|| document.get("issuanceDate"))?;
        parse_date_time_stamp(text.as_str()?)
    };
    (from(newer) > from(document)).then(|| {
        Finding::warning(codes::REFRESH_NEWER, place.clone(), "there is a newer edition of the credential")
    })
}
