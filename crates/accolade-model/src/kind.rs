use accolade_json::one_or_many;
use serde_json::{Map, Value};

use crate::context;

/// Which version of the Verifiable Credentials Data Model a document speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// VCDM 1.1, with `issuanceDate` and `expirationDate`.
    V1,
    /// VCDM 2.0, with `validFrom` and `validUntil`.
    V2,
}

impl Version {
    /// The version that the first item of `@context` names.
    ///
    /// ```
    /// use accolade_model::Version;
    /// use serde_json::json;
    /// let document = json!({"@context": ["https://www.w3.org/2018/credentials/v1"]});
    /// assert_eq!(Version::of(&document), Some(Version::V1));
    /// ```
    #[must_use]
    pub fn of(document: &Value) -> Option<Self> {
        Self::of_map(document.as_object()?)
    }

    pub(crate) fn of_map(node: &Map<String, Value>) -> Option<Self> {
        match context::items(node).first()?.as_str()? {
            context::CREDENTIALS_V1 => Some(Self::V1),
            context::CREDENTIALS_V2 => Some(Self::V2),
            _ => None,
        }
    }

    /// The version whose rules a document is held to: the one it names; else that of what holds it; else the one
    /// whose dates it has.
    pub(crate) fn for_rules(node: &Map<String, Value>, outer: Option<Self>) -> Self {
        let guess = || match node.contains_key("issuanceDate") && !node.contains_key("validFrom") {
            true => Self::V1,
            false => Self::V2,
        };
        Self::of_map(node).or(outer).unwrap_or_else(guess)
    }

    /// `1.1` or `2.0`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "1.1",
            Self::V2 => "2.0",
        }
    }
}

/// What a document is, by its types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// An Open Badge: an `OpenBadgeCredential`, also called `AchievementCredential`.
    OpenBadge,
    /// An `EndorsementCredential`.
    Endorsement,
    /// A Comprehensive Learner Record: a `ClrCredential`.
    Clr,
    /// A `VerifiablePresentation`.
    Presentation,
    /// A secured credential or presentation in a `data:` URL.
    Envelope,
    /// Any other credential, or something that is none.
    Other,
}

impl Kind {
    /// What the document is.
    ///
    /// ```
    /// use accolade_model::Kind;
    /// use serde_json::json;
    /// let badge = json!({"type": ["VerifiableCredential", "AchievementCredential"]});
    /// assert_eq!(Kind::of(&badge), Kind::OpenBadge);
    /// ```
    #[must_use]
    pub fn of(document: &Value) -> Self {
        document.as_object().map_or(Self::Other, Self::of_map)
    }

    pub(crate) fn of_map(node: &Map<String, Value>) -> Self {
        // The order matters where a document claims to be several things: the one with the most rules first.
        const NAMES: &[(Kind, &[&str])] = &[
            (
                Kind::Clr,
                &["ClrCredential", "https://purl.imsglobal.org/spec/vc/clr/vocab.html#ClrCredential"],
            ),
            (
                Kind::OpenBadge,
                &[
                    "OpenBadgeCredential",
                    "AchievementCredential",
                    "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential",
                    "https://purl.imsglobal.org/spec/vc/ob/vocab.html#AchievementCredential",
                ],
            ),
            (
                Kind::Endorsement,
                &[
                    "EndorsementCredential",
                    "https://purl.imsglobal.org/spec/vc/ob/vocab.html#EndorsementCredential",
                ],
            ),
            (Kind::Presentation, &["VerifiablePresentation"]),
            (Kind::Envelope, &["EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"]),
        ];
        let named = |names: &[&str]| types(node).any(|found| names.contains(&found));
        NAMES.iter().find(|(_, names)| named(names)).map_or(Self::Other, |(kind, _)| *kind)
    }
}

/// The types an object names, in `type` or, as JSON-LD also allows, in `@type`.
pub(crate) fn types(node: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let values = node.get("type").into_iter().chain(node.get("@type"));
    values.flat_map(one_or_many).filter_map(Value::as_str)
}
