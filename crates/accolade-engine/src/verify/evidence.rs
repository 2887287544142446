//! Do the evidence and the related resources match their digests? A digest may stand wherever another document is named:
//! [VC Data Model 2.0 §5.3](https://www.w3.org/TR/vc-data-model-2.0/#integrity-of-related-resources).

use accolade_json::Value;
use accolade_keys::{decode_base64url, decode_multibase};
use accolade_ld::Contexts;
use accolade_report::{Check, CheckId, Finding, Pointer};
use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::{
    pass::Pass,
    places::{Said, said},
};
use crate::{Answer, Request, RequestKind, codes};

/// The most digests that are compared; a document can be made to hold a million.
const MOST: usize = 100;

/// A hash and what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Expected {
    hash: Hash,
    digest: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Pass<'_> {
    pub(super) fn digests(&mut self, credential: &Value) -> Check {
        let digests = said(credential, &["digestSRI", "digestMultibase"]);
        if digests.is_empty() {
            return Check::not_applicable(CheckId::Evidence);
        }
        let mut check = Check::new(CheckId::Evidence).fact("found", digests.len());
        let mut compared = 0_usize;
        for one in digests.iter().take(MOST) {
            match self.digest(one) {
                Ok(done) => compared += usize::from(done),
                Err(finding) => check.add(*finding),
            }
        }
        if digests.len() > MOST {
            let message = format!("only the first {MOST} of {} digests were compared", digests.len());
            check.add(Finding::undetermined(codes::EVIDENCE_NOT_CHECKED, Pointer::root(), message));
        }
        check.fact("compared", compared)
    }

    /// Whether a digest was compared, and matches.
    fn digest(&mut self, said: &Said<'_>) -> Result<bool, Box<Finding>> {
        let stated = Stated::read(said)?;
        if let Some(compared) = stated.compare_at_hand() {
            return compared;
        }
        let (place, url) = (said.place.clone(), stated.url);
        if !self.verifier.policy().asks_for_resources() {
            return stated.left_open("the digest was not compared");
        }
        match self.resources.find(url) {
            None => {
                self.needs.insert(Request { kind: RequestKind::Resource, url: url.to_owned() });
                Ok(false)
            }
            Some(Answer::Document { bytes, .. }) => stated.compare(bytes),
            Some(Answer::Unavailable { code, reason }) => {
                let message = format!("`{}` could not be fetched: {reason}", shortened(url));
                let finding = Finding::undetermined(codes::RESOURCE_UNAVAILABLE, place, message);
                Err(Box::new(finding.with("url", url).with("reason", code.as_str())))
            }
        }
    }
}

/// The digests that do not match what is the same for everybody: contexts that are pinned, and `data:` URLs. An issuer can see
/// that without fetching anything.
pub(crate) fn mismatches(credential: &Value) -> Vec<Finding> {
    let digests = said(credential, &["digestSRI", "digestMultibase"]);
    let compared = |said: &Said<'_>| Stated::read(said).ok()?.compare_at_hand()?.err();
    let found = digests.iter().filter_map(compared);
    found.filter(|finding| finding.code == codes::DIGEST_MISMATCH).map(|finding| *finding).collect()
}

/// A digest as a credential states it.
struct Stated<'a> {
    said: &'a Said<'a>,
    url: &'a str,
    text: &'a str,
    expected: Vec<Expected>,
}

impl<'a> Stated<'a> {
    fn read(said: &'a Said<'a>) -> Result<Self, Box<Finding>> {
        let text = said.value.as_str().unwrap_or_default();
        let expected =
            if said.name == "digestSRI" { of_sri(text) } else { of_multibase(text).map(|one| vec![one]) };
        let Some(expected) = expected else {
            let message = format!("`{}` is not a digest that can be compared", shortened(text));
            let place = said.place.clone();
            return Err(Box::new(Finding::undetermined(codes::DIGEST_UNREADABLE, place, message)));
        };
        let stated = Self { said, url: "", text, expected };
        match said.of.get("id").and_then(Value::as_str) {
            Some(url) => Ok(Self { url, ..stated }),
            None => Err(stated.open("what the digest is of has no `id`")),
        }
    }

    /// Whether it matches, where that follows without fetching anything.
    fn compare_at_hand(&self) -> Option<Result<bool, Box<Finding>>> {
        // Contexts that are pinned are the same for everybody.
        let mut known = known(self.url).peekable();
        if known.peek().is_some() {
            let comparable: Vec<Expected> =
                known.filter(|one| self.expected.iter().any(|wanted| wanted.hash == one.hash)).collect();
            return Some(match comparable.as_slice() {
                [] => self.left_open("the context's digest is known by another hash only"),
                all if all.iter().any(|one| self.expected.contains(one)) => Ok(true),
                [first, ..] => self.differs(&first.to_text()),
            });
        }
        let rest = self.url.strip_prefix("data:")?;
        let content = rest.split_once(";base64,").and_then(|(_, text)| Base64::decode_vec(text).ok());
        Some(match content {
            Some(bytes) => self.compare(&bytes),
            None => self.left_open("the `data:` URL cannot be read"),
        })
    }

    fn compare(&self, bytes: &[u8]) -> Result<bool, Box<Finding>> {
        if self.expected.iter().any(|one| one.hash.of(bytes) == one.digest) {
            return Ok(true);
        }
        let first = self.expected.first();
        self.differs(&first.map(|one| Expected::of(one.hash, bytes).to_text()).unwrap_or_default())
    }

    fn differs(&self, found: &str) -> Result<bool, Box<Finding>> {
        let message = format!("`{}` is not what the issuer saw: its digest differs", shortened(self.url));
        let finding = Finding::error(codes::DIGEST_MISMATCH, self.said.place.clone(), message);
        Err(Box::new(finding.with("found", found).with("expected", self.text)))
    }

    fn left_open(&self, message: &str) -> Result<bool, Box<Finding>> {
        Err(self.open(message))
    }

    fn open(&self, message: &str) -> Box<Finding> {
        let place = self.said.place.clone();
        Box::new(Finding::undetermined(codes::EVIDENCE_NOT_CHECKED, place, message))
    }
}

/// SHA-384 of the two revisions of this context that were published, as credentials in the W3C test suite carry it; the
/// manifest of contexts has SHA-256 alone.
const CREDENTIALS_2: (&str, [&str; 2]) = (
    "https://www.w3.org/ns/credentials/v2",
    [
        "97f1eb8e5042356c805fdd61afa2c557663785e0794dcafa21e138fd38def18cb360133c221aa31d6896a6bf3e65b614",
        "35239c36999d2155312091af194a1edb61634d6ad789a5e5b19f2aebdd762dd9d1dcaada40eda7ef921c6b8c0ae107a0",
    ],
);

/// What is known of the revisions that were published under the URL of a context.
fn known(url: &str) -> impl Iterator<Item = Expected> + use<'_> {
    let sha256 = Contexts::known_digests(url).map(|one| (Hash::Sha256, one.sha256));
    let (of, sha384) = CREDENTIALS_2;
    let sha384 = sha384.into_iter().filter(move |_| of == url).map(|hex| (Hash::Sha384, hex));
    sha256.chain(sha384).filter_map(|(hash, hex)| Some(Expected { hash, digest: of_hex(hex)? }))
}

fn of_hex(hex: &str) -> Option<Vec<u8>> {
    let digits = hex.chars().map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok()));
    let digits: Vec<u8> = digits.collect::<Option<_>>()?;
    Some(digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}

/// [Subresource Integrity §3.3](https://www.w3.org/TR/SRI/#does-response-match-metadatalist): of several hashes the strongest
/// counts, and one of its digests has to match.
fn of_sri(text: &str) -> Option<Vec<Expected>> {
    let one = |item: &str| {
        let item = item.split('?').next().unwrap_or_default();
        let (name, digest) = item.split_once('-')?;
        let hash = [(Hash::Sha256, "sha256"), (Hash::Sha384, "sha384"), (Hash::Sha512, "sha512")];
        let hash = hash.into_iter().find(|(_, known)| *known == name)?.0;
        let digest = digest.trim_end_matches('=').replace('+', "-").replace('/', "_");
        let digest = decode_base64url(&digest).ok()?;
        (digest.len() == hash.length()).then_some(Expected { hash, digest })
    };
    let all: Vec<Expected> = text.split_ascii_whitespace().filter_map(one).collect();
    let strongest = all.iter().map(|one| one.hash).max()?;
    Some(all.into_iter().filter(|one| one.hash == strongest).collect())
}

/// Whether a digest in multibase is that of these bytes; nothing where it cannot be read.
#[cfg(all(feature = "trust", feature = "jsonschema"))]
pub(super) fn is_digest_of(text: &str, bytes: &[u8]) -> Option<bool> {
    of_multibase(text).map(|expected| expected.hash.of(bytes) == expected.digest)
}

/// A [multihash](https://www.w3.org/TR/cid-1.0/#multihash); published test vectors also have the hash alone.
fn of_multibase(text: &str) -> Option<Expected> {
    let bytes = decode_multibase(text).ok()?.1;
    let (hash, digest) = match bytes.as_slice() {
        [0x12, 32, digest @ ..] => (Hash::Sha256, digest),
        [0x20, 48, digest @ ..] => (Hash::Sha384, digest),
        [0x13, 64, digest @ ..] => (Hash::Sha512, digest),
        digest => {
            let all = [Hash::Sha256, Hash::Sha384, Hash::Sha512];
            (all.into_iter().find(|hash| hash.length() == digest.len())?, digest)
        }
    };
    (digest.len() == hash.length()).then(|| Expected { hash, digest: digest.to_vec() })
}

impl Hash {
    const fn length(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }
}

impl Expected {
    fn of(hash: Hash, bytes: &[u8]) -> Self {
        Self { hash, digest: hash.of(bytes) }
    }

    fn to_text(&self) -> String {
        let name = match self.hash {
            Hash::Sha256 => "sha256",
            Hash::Sha384 => "sha384",
            Hash::Sha512 => "sha512",
        };
        format!("{name}-{}", Base64::encode_string(&self.digest))
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SHA-256, SHA-384 and SHA-512 of nothing, as FIPS 180-4's examples have it.
    const NOTHING: &str = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    #[test]
    fn reads_digests() {
        let nothing = Expected::of(Hash::Sha256, b"");
        assert_eq!(nothing.to_text(), NOTHING);
        assert_eq!(of_sri(NOTHING), Some(vec![nothing.clone()]));
        // The stronger hash counts, so a weak one that matches helps nobody.
        let both = format!("{NOTHING} {}", Expected::of(Hash::Sha512, b"other").to_text());
        assert_eq!(of_sri(&both), Some(vec![Expected::of(Hash::Sha512, b"other")]));
        for bad in [
            "",
            "md5-1B2M2Y8AsgTpgAmY7PhCfg==",
            "sha256-47DE",
            "sha512-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        ] {
            assert_eq!(of_sri(bad), None, "{bad}");
        }
        // The multihash that Controlled Identifiers 1.0 prints for SHA-256 begins with 0x12, 0x20.
        let multihash = [&[0x12, 32][..], &nothing.digest].concat();
        let text = format!("u{}", accolade_keys::encode_base64url(&multihash));
        assert_eq!(of_multibase(&text), Some(nothing.clone()));
        assert_eq!(
            of_multibase(&format!("u{}", accolade_keys::encode_base64url(&nothing.digest))),
            Some(nothing)
        );
        assert_eq!(of_multibase("uAAAA"), None);
    }

    #[test]
    fn knows_contexts() {
        let of = |url| known(url).map(|one| one.hash).collect::<Vec<_>>();
        assert_eq!(of("https://www.w3.org/ns/credentials/v2").len(), 4);
        assert_eq!(of("https://academy.example/context"), []);
    }
}
