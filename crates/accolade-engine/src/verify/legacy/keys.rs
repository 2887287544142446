//! Whose key signed: [Open Badges 2.0, CryptographicKey](https://www.imsglobal.org/spec/ob/v2p0/#CryptographicKey). The issuer's
//! profile lists the key, and the key names the issuer as its owner: one without the other is what anyone can write.

use accolade_json::Value;
use accolade_keys::{KeyError, PublicKey};
use accolade_model::legacy::{Profile, is_same_origin};
use accolade_report::{Finding, Pointer, Severity};

use super::{Stop, documents::differs};
use crate::{
    RequestKind, codes,
    verify::{pass::Pass, places::cut_short},
};

/// The most keys of one issuer that are tried.
const MOST: usize = 8;

/// A key that may have signed.
pub(super) struct Candidate {
    pub(super) url: String,
    pub(super) key: PublicKey,
}

impl Pass<'_> {
    /// The keys that may have signed for an issuer: the one named, or every one that the profile lists.
    ///
    /// What is wrong with one of several is no reason to give up the others, so it comes beside them.
    pub(super) fn candidates(
        &mut self,
        profile: &Profile<'_>,
        issuer: &str,
        creator: Option<&str>,
        creator_place: &Pointer,
    ) -> Result<(Vec<Candidate>, Vec<Finding>), Stop> {
        let listed = profile.public_keys();
        let base = Pointer::root().key("badge").key("issuer").key("publicKey");
        let is_list = profile.as_map().get("publicKey").is_some_and(Value::is_array);
        let place = |index: usize| if is_list { base.index(index) } else { base.clone() };
        if let Some(creator) =
            creator.filter(|creator| !listed.iter().any(|key| url_of(key) == Some(creator)))
        {
            let message = "the issuer's profile does not list the key that signed";
            let finding = Finding::error(codes::OB2_KEY_NOT_LISTED, creator_place.clone(), message);
            let known: Vec<&str> = listed.iter().filter_map(url_of).collect();
            return Err(finding.with("found", creator).with("expected", known).into());
        }
        if listed.is_empty() {
            let message = "the issuer's profile lists no key";
            return Err(Finding::error(codes::OB2_KEY_NOT_LISTED, base, message).into());
        }
        let (mut candidates, mut findings) = (Vec::new(), Vec::new());
        let mut waits = false;
        let meant = |key: &Value| creator.is_none_or(|creator| url_of(key) == Some(creator));
        let meant: Vec<(usize, &Value)> = listed.iter().enumerate().filter(|(_, key)| meant(key)).collect();
        if meant.len() > MOST {
            let message = format!("only the first {MOST} of {} keys were tried", meant.len());
            findings.push(cut_short(Severity::Undetermined, &base, message, meant.len(), MOST));
        }
        for (index, entry) in meant.into_iter().take(MOST) {
            match self.key_of(entry, issuer, &place(index)) {
                Ok(candidate) => candidates.push(candidate),
                Err(Stop::Waiting) => waits = true,
                Err(Stop::Found(finding)) => findings.push(*finding),
            }
        }
        if waits { Err(Stop::Waiting) } else { Ok((candidates, findings)) }
    }

    /// The key of an entry of the profile: in it, or at its address.
    fn key_of(&mut self, entry: &Value, issuer: &str, place: &Pointer) -> Result<Candidate, Stop> {
        let url = url_of(entry).ok_or_else(|| unusable(place, "the key has no address"))?.to_owned();
        let fetched;
        let document = match entry.get("publicKeyPem") {
            Some(_) => entry,
            None => {
                let at = url.split('#').next().unwrap_or_default();
                fetched = self.served(RequestKind::KeyDocument, at, place, codes::KEY_UNAVAILABLE)?;
                // A key may also stand in the profile that is served at its address.
                let inside = fetched.get("publicKey").map(accolade_json::one_or_many).unwrap_or_default();
                let key = inside.iter().find(|key| url_of(key) == Some(&url)).unwrap_or(&fetched);
                let found = key.get("id").and_then(Value::as_str);
                if found != Some(&url) {
                    return Err(differs(&place.key("id"), found, &url).into());
                }
                key
            }
        };
        let owner = document.get("owner").and_then(Value::as_str);
        if owner != Some(issuer) {
            let message = "the key does not name the issuer as its owner";
            let severity = match self.verifier.policy().accepts_unbound_issuer() {
                true => Severity::Warning,
                false => Severity::Error,
            };
            let finding = Finding::new(severity, codes::OB2_KEY_OWNER, place.key("owner"), message);
            if severity == Severity::Error {
                return Err(finding.with("found", owner).with("expected", issuer).into());
            }
        }
        let pem = document.get("publicKeyPem").and_then(Value::as_str);
        let pem = pem.ok_or_else(|| unusable(place, "the document holds no key"))?;
        Ok(Candidate { url, key: read_pem(pem, &place.key("publicKeyPem"))? })
    }

    /// The bare key of versions before 2.0, which nothing ties to the issuer: no document of theirs lists it, and on many
    /// hosts anyone can place a file.
    pub(super) fn bare_key(&mut self, url: &str, issuer: &str, place: &Pointer) -> Result<Candidate, Stop> {
        if !is_same_origin(url, issuer) {
            let message = "the key lies on another host than the issuer's documents";
            let finding = Finding::error(codes::OB2_KEY_OWNER, place.clone(), message);
            return Err(finding.with("found", url).with("expected", issuer).into());
        }
        let bytes = self.served_bytes(RequestKind::PemKey, url, place, codes::KEY_UNAVAILABLE)?;
        let text = std::str::from_utf8(bytes).map_err(|_| unusable(place, "the key is no text"))?;
        Ok(Candidate { url: url.to_owned(), key: read_pem(text, place)? })
    }
}

fn read_pem(text: &str, place: &Pointer) -> Result<PublicKey, Stop> {
    PublicKey::from_pem(text.trim()).map_err(|error: KeyError| error.into_finding(place.clone()).into())
}

fn unusable(place: &Pointer, message: &str) -> Stop {
    Finding::error(codes::KEY_DOCUMENT_UNUSABLE, place.clone(), message).into()
}

/// The address of a key that is listed by itself, or as an object.
fn url_of(key: &Value) -> Option<&str> {
    key.as_str().or_else(|| key.get("id")?.as_str())
}
