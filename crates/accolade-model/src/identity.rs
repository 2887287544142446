//! Who a badge is about: [`IdentityObject`s and their hashes](https://www.imsglobal.org/spec/ob/v3p0/#identityhash).

use accolade_json::one_or_many;
use accolade_report::{Finding, Pointer};
use md5::Md5;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{IdentityObject, class::IDENTIFIER_TYPE, codes, place::Place};

/// The hash of an identity, as `identityHash` writes it: `sha256$` or `md5$`, then hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentityHash<'a> {
    /// The algorithm.
    pub algorithm: HashAlgorithm,
    /// The digits, in either case.
    pub digits: &'a str,
}

/// The algorithm of an [`IdentityHash`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashAlgorithm {
    /// SHA-256.
    Sha256,
    /// MD5: read, never made.
    Md5,
}

impl<'a> IdentityHash<'a> {
    /// Reads the text of an `identityHash`.
    ///
    /// ```
    /// use accolade_model::{HashAlgorithm, IdentityHash};
    /// let hash = IdentityHash::parse("md5$d41d8cd98f00b204e9800998ecf8427e").unwrap();
    /// assert_eq!(hash.algorithm, HashAlgorithm::Md5);
    /// assert!(IdentityHash::parse("sha256$d41d8cd98f00b204e9800998ecf8427e").is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let (name, digits) = text.split_once('$')?;
        let (algorithm, length) = match name {
            "sha256" => (HashAlgorithm::Sha256, 64),
            "md5" => (HashAlgorithm::Md5, 32),
            _ => return None,
        };
        let whole = digits.len() == length && digits.bytes().all(|b| b.is_ascii_hexdigit());
        whole.then_some(Self { algorithm, digits })
    }
}

impl IdentityHash<'_> {
    /// Whether it is the hash of that identity with that salt.
    ///
    /// ```
    /// use accolade_model::IdentityHash;
    /// let text = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399";
    /// assert!(IdentityHash::parse(text).unwrap().is_of("a@example.com", Some("Kosher")));
    /// ```
    #[must_use]
    pub fn is_of(&self, identity: &str, salt: Option<&str>) -> bool {
        let salt = salt.unwrap_or_default();
        let made = match self.algorithm {
            HashAlgorithm::Sha256 => hex(&digest::<Sha256>(identity, salt)),
            HashAlgorithm::Md5 => hex(&digest::<Md5>(identity, salt)),
        };
        made.eq_ignore_ascii_case(self.digits)
    }
}

/// The `identityHash` of an identity: SHA-256 over the identity and the salt, as UTF-8.
///
/// The identity is taken as it is; who wants an e-mail address to match in any case lowers it first.
///
/// ```
/// use accolade_model::hash_identity;
/// assert_eq!(
///     hash_identity("mayze", ""),
///     "sha256$7a1a1b3f7d40552e4299180e346e3add12bf9a751a43d9c4ca4518febc2c60c6"
/// );
/// ```
#[must_use]
pub fn hash_identity(identity: &str, salt: &str) -> String {
    format!("sha256${}", hex(&digest::<Sha256>(identity, salt)))
}

/// What is known about the person who shows a badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known<'a> {
    /// An identifier of the subject itself, such as a DID.
    Id(&'a str),
    /// Another identifier.
    Identity {
        /// Its kind, a term of [`IDENTIFIER_TYPE`](crate::class::IDENTIFIER_TYPE) such as `emailAddress`.
        identity_type: &'a str,
        /// Its plain value.
        value: &'a str,
    },
}

/// Whether a badge is about a known person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// It is.
    Matches {
        /// The identifier that matches.
        pointer: Pointer,
        /// How it was hashed; `None` where it stands in plain text.
        algorithm: Option<HashAlgorithm>,
        /// Whether the e-mail address matches only in lower case.
        lower_cased: bool,
    },
    /// It is about somebody else, or about an identity that is not known to be this one.
    Differs,
    /// There is no identifier of that kind.
    NotComparable,
}

impl Recipient {
    /// What there is to say about it.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let subject = || Pointer::root().key("credentialSubject");
        match self {
            Self::Differs => vec![Finding::error(
                codes::RECIPIENT_MISMATCH,
                subject(),
                "no identifier of the subject is the one asked for",
            )],
            Self::NotComparable => vec![Finding::undetermined(
                codes::RECIPIENT_NOT_COMPARABLE,
                subject(),
                "the subject has no identifier of the kind asked for",
            )],
            Self::Matches { pointer, algorithm, lower_cased } => {
                let weak = (*algorithm == Some(HashAlgorithm::Md5)).then(|| {
                    Finding::warning(
                        codes::RECIPIENT_WEAK_HASH,
                        pointer.clone(),
                        "the match rests on an MD5 hash",
                    )
                });
                let folded = lower_cased.then(|| {
                    Finding::note(
                        codes::RECIPIENT_LOWER_CASE,
                        pointer.clone(),
                        "the address matches after it was turned to lower case",
                    )
                });
                weak.into_iter().chain(folded).collect()
            }
        }
    }
}

/// Compares the subjects of a credential with what is known about the person who shows it:
/// [Open Badges 3.0, verification](https://www.imsglobal.org/spec/ob/v3p0/#verification-and-validation), step 5.
///
/// An entry of another kind is passed over, a missing salt is no salt, hexadecimal digits compare in either case. The
/// identity itself is compared as it is; an e-mail address that differs in case only matches with a note.
///
/// ```
/// use accolade_model::{Known, Recipient, match_recipient};
/// use serde_json::json;
/// let badge = json!({"credentialSubject": {"identifier": [{
///     "type": "IdentityObject", "identityType": "emailAddress", "hashed": true, "salt": "Kosher",
///     "identityHash": "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
/// }]}});
/// let known = Known::Identity { identity_type: "emailAddress", value: "a@example.com" };
/// assert!(matches!(match_recipient(&badge, &known), Recipient::Matches { .. }));
/// ```
#[must_use]
pub fn match_recipient(document: &Value, known: &Known<'_>) -> Recipient {
    let mut compared = false;
    let mut best: Option<(bool, bool, Recipient)> = None;
    let subjects = document.get("credentialSubject");
    let place = &Place::ROOT.key("credentialSubject");
    for (index, subject) in subjects.map_or(&[][..], one_or_many).iter().enumerate() {
        let place = &subjects.map_or(*place, |list| place.item(list, index));
        match known {
            Known::Id(id) => {
                let found = subject.get("id").and_then(Value::as_str);
                compared |= found.is_some();
                if found == Some(id) {
                    let pointer = place.key("id").pointer();
                    return Recipient::Matches { pointer, algorithm: None, lower_cased: false };
                }
            }
            Known::Identity { identity_type, value } => {
                let Some(list) = subject.get("identifier") else { continue };
                let place = &place.key("identifier");
                for (index, item) in one_or_many(list).iter().enumerate() {
                    let Some(entry) = IdentityObject::of(item) else { continue };
                    if entry
                        .identity_type()
                        .is_none_or(|found| plain_type(found) != plain_type(identity_type))
                    {
                        continue;
                    }
                    let Some(outcome) = compare(&entry, value) else { continue };
                    compared = true;
                    let Some((algorithm, lower_cased)) = outcome else { continue };
                    let pointer = place.item(list, index).pointer();
                    // The strongest match counts: SHA-256 or plain before MD5, then as it is before lower case.
                    let rank = (algorithm == Some(HashAlgorithm::Md5), lower_cased);
                    if best.as_ref().is_none_or(|(weak, folded, _)| rank < (*weak, *folded)) {
                        best = Some((rank.0, rank.1, Recipient::Matches { pointer, algorithm, lower_cased }));
                    }
                }
            }
        }
    }
    match best {
        Some((_, _, matched)) => matched,
        None if compared => Recipient::Differs,
        None => Recipient::NotComparable,
    }
}

/// `None` where the entry cannot be compared; else whether it matches: by which algorithm, in lower case only or not.
fn compare(entry: &IdentityObject<'_>, value: &str) -> Option<Option<(Option<HashAlgorithm>, bool)>> {
    let text = entry.identity_hash()?;
    // Only the letters of ASCII: RFC 5321 has no others, and RFC 6532 no rule that would fold them.
    let lower = value.to_ascii_lowercase();
    let is_email = entry.identity_type() == Some("emailAddress");
    if entry.hashed()? {
        let hash = IdentityHash::parse(text)?;
        let is_of = |value: &str| hash.is_of(value, entry.salt());
        let matched = is_of(value).then_some(false).or_else(|| (is_email && is_of(&lower)).then_some(true));
        return Some(matched.map(|lower_cased| (Some(hash.algorithm), lower_cased)));
    }
    let matched = (text == value)
        .then_some(false)
        .or_else(|| (is_email && text.to_ascii_lowercase() == lower).then_some(true));
    Some(matched.map(|lower_cased| (None, lower_cased)))
}

/// The kind of identifier without the prefix that the implementation guide puts before `name`.
fn plain_type(name: &str) -> &str {
    IDENTIFIER_TYPE.known_extension(name).unwrap_or(name)
}

fn digest<D: Digest>(identity: &str, salt: &str) -> Vec<u8> {
    D::new().chain_update(identity).chain_update(salt).finalize().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Open Badges 3.0 §IdentityHash and the implementation guide; Open Badges 2.0; OB 1.0 (MD5).
    #[test]
    fn published_hashes() {
        for (identity, salt, text) in [
            (
                "a@example.com",
                Some("Kosher"),
                "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399",
            ),
            (
                "nobody@example.org",
                Some("deadsea"),
                "sha256$ecf5409f3f4b91ab60cc5ef4c02aef7032354375e70cf4d8e43f6a1d29891942",
            ),
            ("mayze", None, "sha256$7a1a1b3f7d40552e4299180e346e3add12bf9a751a43d9c4ca4518febc2c60c6"),
            ("mayze", Some(""), "sha256$7A1A1B3F7D40552E4299180E346E3ADD12BF9A751A43D9C4CA4518FEBC2C60C6"),
            (
                "recipient@example.com",
                Some("ea332060-e"),
                "sha256$ba91252f3fdc7162f4b7389bc63b828c7e1f9eff8a9fd43d290551bee49b56ae",
            ),
            // RFC 1321 §A.5
            ("message digest", None, "md5$f96b697d7cb7938d525a2f31aaf161d0"),
            ("message ", Some("digest"), "md5$F96B697D7CB7938D525A2F31AAF161D0"),
        ] {
            let hash = IdentityHash::parse(text).unwrap();
            assert!(hash.is_of(identity, salt), "{text}");
            assert!(!hash.is_of(identity, Some("other")), "{text}");
            assert!(!hash.is_of(&format!("{identity}x"), salt), "{text}");
        }
        assert!(
            hash_identity("jjefferson18@example.com", "FleurDeSel").starts_with("sha256$658625b25ab3d75d")
        );
    }

    #[test]
    fn what_is_no_hash() {
        for text in [
            "",
            "sha256$",
            "sha1$da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "md5$",
            "$",
            "SHA256$00",
            "a@example.org",
            "md5$g41d8cd98f00b204e9800998ecf8427e",
            "sha256$7a1a1b3f7d40552e4299180e346e3add12bf9a751a43d9c4ca4518febc2c60c",
        ] {
            assert_eq!(IdentityHash::parse(text), None, "{text}");
        }
    }

    fn badge(entries: serde_json::Value) -> Value {
        json!({"credentialSubject": {"id": "did:example:ann", "identifier": entries}})
    }

    const EMAIL: Known<'_> = Known::Identity { identity_type: "emailAddress", value: "Ann@Example.org" };

    #[test]
    fn the_strongest_match_counts() {
        let md5 = "md5$58dac630e153d42c878db1de4b13c782";
        let plain =
            json!({"identityType": "emailAddress", "hashed": false, "identityHash": "Ann@Example.org"});
        let folded =
            json!({"identityType": "emailAddress", "hashed": false, "identityHash": "ann@example.org"});
        let weak = json!({"identityType": "emailAddress", "hashed": true, "identityHash": md5});
        let at = |entries| match match_recipient(&badge(entries), &EMAIL) {
            Recipient::Matches { pointer, algorithm, lower_cased } => {
                Some((pointer.to_string(), algorithm, lower_cased))
            }
            _ => None,
        };
        let place = |index| format!("/credentialSubject/identifier/{index}");
        assert_eq!(at(json!([folded, plain])), Some((place(1), None, false)));
        assert_eq!(at(json!([weak, folded])), Some((place(1), None, true)));
        assert_eq!(at(json!([weak])), Some((place(0), Some(HashAlgorithm::Md5), false)));
        assert_eq!(at(plain), Some(("/credentialSubject/identifier".to_owned(), None, false)));
    }

    #[test]
    fn other_kinds_are_passed_over() {
        let name = json!([{"identityType": "name", "hashed": false, "identityHash": "Ann@Example.org"}]);
        assert_eq!(match_recipient(&badge(name), &EMAIL), Recipient::NotComparable);
        let broken =
            json!([{"identityType": "emailAddress", "hashed": true, "identityHash": "Ann@Example.org"}]);
        assert_eq!(match_recipient(&badge(broken), &EMAIL), Recipient::NotComparable);
        // A plain value that looks like the hash of the known one is no match: `hashed` says how to read it.
        let text = hash_identity("Ann@Example.org", "");
        let posing = json!([{"identityType": "emailAddress", "hashed": false, "identityHash": text}]);
        assert_eq!(match_recipient(&badge(posing), &EMAIL), Recipient::Differs);
    }

    #[test]
    fn identifiers_of_the_subject() {
        let badge = badge(json!([]));
        assert!(matches!(match_recipient(&badge, &Known::Id("did:example:ann")), Recipient::Matches { .. }));
        assert_eq!(match_recipient(&badge, &Known::Id("did:example:bob")), Recipient::Differs);
        assert_eq!(match_recipient(&json!({}), &Known::Id("did:example:bob")), Recipient::NotComparable);
    }

    #[test]
    fn names_with_the_guides_prefix() {
        let entry = json!([{"identityType": "ext:name", "hashed": false, "identityHash": "Ann"}]);
        let known = Known::Identity { identity_type: "name", value: "Ann" };
        assert!(matches!(match_recipient(&badge(entry), &known), Recipient::Matches { .. }));
    }
}
