//! The documents of a badge, each from its own address.

use accolade_json::{Limits, Value, parse};
use accolade_model::legacy::{Assertion, BadgeClass, Profile, Verification, Version};
use accolade_report::{Code, Finding, Pointer};

use super::{Stop, assertion_of};
use crate::{Answer, Request, RequestKind, codes, verify::pass::Pass};

/// The longest document of a badge that is read. A revocation list may be longer.
const MOST_BYTES: usize = 1 << 20;
const DEEPEST: usize = 32;

/// Where an assertion says that its host keeps it.
///
/// # Errors
/// `ob2.verification-unclear` where it says something else; `ob2.address-missing`, undetermined.
pub(super) fn address<'d>(assertion: &Assertion<'d>, version: Version) -> Result<&'d str, Stop> {
    let place = Pointer::root().key(assertion.verification_name());
    let (url, place) = match assertion.verification(version) {
        Some(Verification::Hosted { url }) if version < Version::V2_0 => {
            (url.or_else(|| assertion.id()), place.key("url"))
        }
        Some(Verification::Hosted { .. }) => (assertion.id(), Pointer::root().key("id")),
        // Of one that was revoked, no more need be left.
        None if assertion.is_revoked() => (assertion.id(), Pointer::root().key("id")),
        Some(Verification::Signed { .. }) => {
            let message = "the badge is to be verified by its signature, and has none";
            return Err(Finding::error(codes::OB2_VERIFICATION, place.key("type"), message).into());
        }
        None => {
            let message = "the badge does not say how it is to be verified";
            return Err(Finding::error(codes::OB2_VERIFICATION, place, message).into());
        }
    };
    url.ok_or_else(|| {
        let message = "the badge does not say where its issuer keeps it";
        Finding::undetermined(codes::OB2_NO_ADDRESS, place, message).into()
    })
}

impl<'a> Pass<'a> {
    /// The document at an address; `absent` is the code for one that cannot be had.
    pub(super) fn served(
        &mut self,
        kind: RequestKind,
        url: &str,
        place: &Pointer,
        absent: Code,
    ) -> Result<Value, Stop> {
        let bytes = self.served_bytes(kind, url, place, absent)?;
        let policy = *self.verifier.policy().limits();
        let bytes_at_most = if kind == RequestKind::StatusList { policy.bytes } else { MOST_BYTES };
        let limits = Limits { bytes: bytes_at_most.min(policy.bytes), depth: policy.depth.min(DEEPEST) };
        let unreadable = |reason: Option<Code>, message: String| {
            let finding = Finding::error(codes::OB2_UNREADABLE, place.clone(), message).with("url", url);
            Stop::from(finding.with("reason", reason.map(Code::as_str)))
        };
        let value = parse(bytes, &limits).map_err(|error| {
            unreadable(Some(error.code()), format!("what `{url}` answers with cannot be read: {error}"))
        })?;
        match value.is_object() {
            true => Ok(value),
            false => Err(unreadable(None, format!("what `{url}` answers with is no object"))),
        }
    }

    /// Its bytes.
    pub(super) fn served_bytes(
        &mut self,
        kind: RequestKind,
        url: &str,
        place: &Pointer,
        absent: Code,
    ) -> Result<&'a [u8], Stop> {
        if !url.starts_with("https://") {
            let message = "the address is not https, so whatever it answers with shows nothing";
            let finding = Finding::undetermined(codes::OB2_NOT_HTTPS, place.clone(), message);
            return Err(finding.with("found", url).into());
        }
        match self.resources.find(url) {
            None => {
                self.needs.insert(Request { kind, url: url.to_owned() });
                Err(Stop::Waiting)
            }
            Some(Answer::Document { bytes, .. }) => Ok(bytes),
            Some(Answer::Unavailable { code, reason }) => {
                let message = format!("`{url}` could not be fetched: {reason}");
                let finding = Finding::undetermined(absent, place.clone(), message).with("url", url);
                Err(finding.with("reason", code.as_str()).into())
            }
        }
    }

    /// Puts the badge class and the issuer's profile in place of their addresses, and gives the issuer's identifier.
    ///
    /// What has an address is taken from there, whatever is embedded: only the issuer's profile can say what the issuer signs
    /// and where its badges are. A badge class inside something signed is signed with it.
    pub(super) fn complete(
        &mut self,
        document: &mut Value,
        version: Version,
        is_signed: bool,
    ) -> Result<String, Stop> {
        assertion_of(document)?;
        let place = Pointer::root().key("badge");
        let missing = |place: &Pointer| {
            let message = "without it nobody can tell who issued the badge";
            Stop::from(Finding::error(codes::OB2_NO_ISSUER, place.clone(), message))
        };
        let class = document.get_mut("badge").ok_or_else(|| missing(&place))?;
        self.fill(class, RequestKind::BadgeClass, &place, !is_signed && version != Version::V0_5)?;
        let place = place.key("issuer");
        BadgeClass::of(class).and_then(|class| class.issuer()).ok_or_else(|| missing(&place))?;
        let profile = class.get_mut("issuer").ok_or_else(|| missing(&place))?;
        self.fill(profile, RequestKind::IssuerProfile, &place, version != Version::V0_5)?;
        let issuer = Profile::of(profile).and_then(|profile| profile.identifier());
        issuer.map(str::to_owned).ok_or_else(|| missing(&place.key("id")))
    }

    /// Fills in one document: always where an address stands, and where `again`, also where an object has one.
    pub(super) fn fill(
        &mut self,
        value: &mut Value,
        kind: RequestKind,
        place: &Pointer,
        again: bool,
    ) -> Result<(), Stop> {
        let own = value.get("id").and_then(Value::as_str).filter(|_| again);
        let Some(url) = value.as_str().or(own).map(str::to_owned) else { return Ok(()) };
        let mut served = self.served(kind, &url, place, codes::OB2_UNAVAILABLE)?;
        match served.get("id").map(Value::as_str) {
            Some(Some(id)) if id == url => {}
            Some(id) => return Err(differs(&place.key("id"), id, &url).into()),
            // Before 1.1 a document has no identifier but its address.
            None => {
                if let Some(members) = served.as_object_mut() {
                    members.insert("id".to_owned(), url.into());
                }
            }
        }
        *value = served;
        Ok(())
    }
}

/// A document that goes by another address than the one that it was asked for at.
pub(super) fn differs(place: &Pointer, found: Option<&str>, expected: &str) -> Finding {
    let message = "the document served says that it belongs at another address";
    let finding = Finding::error(codes::OB2_ID_DIFFERS, place.clone(), message);
    finding.with("found", found).with("expected", expected)
}
