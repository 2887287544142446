//! Views of documents of every version before 3.0: one method for what each version writes in its own way.

use std::borrow::Cow;

use accolade_json::{
    date::{is_date, is_date_time},
    one_or_many,
};
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::Version;
use crate::{IdentityHash, parse_date_time_stamp};

/// A badge with all that is known of it: the assertion, with the badge class in `badge` and the issuer in its `issuer`,
/// as far as they could be had.
#[derive(Clone, Debug, PartialEq)]
pub struct Badge {
    /// The version of the assertion.
    pub version: Version,
    /// The three documents in one.
    pub document: Value,
}

/// Defines a view of an object.
macro_rules! view {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name<'a>(&'a Map<String, Value>);

        impl<'a> $name<'a> {
            /// The view of a value; `None` where it is not an object.
            #[must_use]
            pub fn of(value: &'a Value) -> Option<Self> {
                value.as_object().map(Self)
            }

            /// The object itself.
            #[must_use]
            pub const fn as_map(&self) -> &'a Map<String, Value> {
                self.0
            }

            /// `id`
            #[must_use]
            pub fn id(&self) -> Option<&'a str> {
                text(self.0, "id")
            }
        }
    };
}

view! {
    /// An assertion: that somebody earned a badge.
    Assertion
}
view! {
    /// A badge class: what was earned.
    BadgeClass
}
view! {
    /// A profile: of the issuer, in versions before 2.0 an `IssuerOrganization`.
    Profile
}

impl<'a> Assertion<'a> {
    /// `uid`, by which versions before 2.0 tell assertions apart.
    #[must_use]
    pub fn uid(&self) -> Option<&'a str> {
        text(self.0, "uid")
    }

    /// Who earned it.
    #[must_use]
    pub fn recipient(&self) -> Option<Identity<'a>> {
        let value = self.0.get("recipient")?;
        if let Some(identity) = value.as_str() {
            // Version 0.5: an address, or its hash with the salt beside it.
            let hashed = !identity.contains('@');
            return Some(Identity { kind: "email", identity, hashed, salt: text(self.0, "salt") });
        }
        let node = one_or_many(value).first()?.as_object()?;
        Some(Identity {
            kind: node.get("type").map(one_or_many).unwrap_or_default().first()?.as_str()?,
            identity: text(node, "identity")?,
            hashed: node.get("hashed").and_then(Value::as_bool).unwrap_or_default(),
            salt: text(node, "salt"),
        })
    }

    /// `badge`: the badge class, or its address.
    #[must_use]
    pub fn badge(&self) -> Option<&'a Value> {
        self.0.get("badge")
    }

    /// How it is to be verified.
    #[must_use]
    pub fn verification(&self, version: Version) -> Option<Verification<'a>> {
        // Version 0.5 knows no other way.
        if version == Version::V0_5 {
            return Some(Verification::Hosted { url: None });
        }
        let node = self.0.get(self.verification_name())?.as_object()?;
        let named = |names: &[&str]| {
            let types = node.get("type").map(one_or_many).unwrap_or_default();
            types.iter().filter_map(Value::as_str).any(|name| names.contains(&name))
        };
        let url = text(node, "url");
        if named(&["HostedBadge", "hosted"]) {
            Some(Verification::Hosted { url })
        } else if named(&["SignedBadge", "signed"]) {
            Some(Verification::Signed { creator: text(node, "creator"), url })
        } else {
            None
        }
    }

    /// The member that says how: `verification`, in versions before 2.0 `verify`.
    #[must_use]
    pub fn verification_name(&self) -> &'static str {
        if self.0.contains_key("verification") { "verification" } else { "verify" }
    }

    /// When it was issued, with the member that says so.
    #[must_use]
    pub fn issued_on(&self) -> Option<(&'static str, &'a Value)> {
        ["issuedOn", "issued_on"].into_iter().find_map(|name| Some((name, self.0.get(name)?)))
    }

    /// When it ends.
    #[must_use]
    pub fn expires(&self) -> Option<&'a Value> {
        self.0.get("expires")
    }

    /// Whether it says that it was revoked.
    #[must_use]
    pub fn is_revoked(&self) -> bool {
        self.0.get("revoked") == Some(&Value::Bool(true))
    }

    /// Every `evidence`: an object, or an address.
    #[must_use]
    pub fn evidence(&self) -> &'a [Value] {
        self.0.get("evidence").map(one_or_many).unwrap_or_default()
    }
}

impl<'a> BadgeClass<'a> {
    /// `issuer`: the profile, or its address.
    #[must_use]
    pub fn issuer(&self) -> Option<&'a Value> {
        self.0.get("issuer")
    }
}

impl<'a> Profile<'a> {
    /// The identifier: `id`; in version 0.5, which has none, the origin.
    #[must_use]
    pub fn identifier(&self) -> Option<&'a str> {
        self.id().or_else(|| text(self.0, "origin"))
    }

    /// Every `publicKey`: an object, or an address.
    #[must_use]
    pub fn public_keys(&self) -> &'a [Value] {
        self.0.get("publicKey").map(one_or_many).unwrap_or_default()
    }

    /// `revocationList`
    #[must_use]
    pub fn revocation_list(&self) -> Option<&'a str> {
        text(self.0, "revocationList")
    }
}

/// Who earned a badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity<'a> {
    /// Which property of the earner's profile it is: `email`, `url`, `telephone`, `id`.
    pub kind: &'a str,
    /// The value, or its hash.
    pub identity: &'a str,
    /// Whether it is hashed.
    pub hashed: bool,
    /// What was hashed behind it.
    pub salt: Option<&'a str>,
}

impl Identity<'_> {
    /// The `identityType` of Open Badges 3.0.
    #[must_use]
    pub fn identity_type(&self) -> Cow<'_, str> {
        match self.kind {
            "email" | "schema:email" => "emailAddress".into(),
            other => format!("ext:{other}").into(),
        }
    }

    /// The hash, where it is one.
    #[must_use]
    pub fn hash(&self) -> Option<IdentityHash<'_>> {
        IdentityHash::parse(self.identity).filter(|_| self.hashed)
    }
}

/// How an assertion is to be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verification<'a> {
    /// By asking the host.
    Hosted {
        /// Where, in versions before 2.0; since then it is the assertion's `id`.
        url: Option<&'a str>,
    },
    /// By its signature.
    Signed {
        /// The key.
        creator: Option<&'a str>,
        /// The key, in versions before 2.0.
        url: Option<&'a str>,
    },
}

/// Reads a date: since 2.0 with time and zone. Before, also a day or seconds since 1970, and a missing zone is UTC.
///
/// ```
/// use accolade_model::legacy::{Version, instant};
/// use serde_json::json;
/// assert!(instant(&json!("2016-12-31T23:59:59+00:00"), Version::V2_0).is_some());
/// assert!(instant(&json!("2016-12-31"), Version::V2_0).is_none());
/// assert_eq!(instant(&json!("1970-01-02"), Version::V1_0), instant(&json!(86400), Version::V1_1));
/// ```
#[must_use]
pub fn instant(value: &Value, version: Version) -> Option<OffsetDateTime> {
    if let Some(stamp) = value.as_str().and_then(parse_date_time_stamp) {
        return Some(stamp);
    }
    if version >= Version::V2_0 {
        return None;
    }
    match value {
        Value::Number(seconds) => OffsetDateTime::from_unix_timestamp(seconds.as_i64()?).ok(),
        Value::String(text) if is_date(text) => parse_date_time_stamp(&format!("{text}T00:00:00Z")),
        Value::String(text) if is_date_time(text) => parse_date_time_stamp(&format!("{text}Z")),
        Value::String(text) => OffsetDateTime::from_unix_timestamp(text.parse().ok()?).ok(),
        _ => None,
    }
}

pub(super) fn text<'a>(node: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    node.get(name).and_then(Value::as_str)
}

view! {
    /// The list of the signed assertions that an issuer took back.
    RevocationList
}

impl<'a> RevocationList<'a> {
    /// Whose list it is, where it says so.
    #[must_use]
    pub fn issuer(&self) -> Option<&'a str> {
        let issuer = self.0.get("issuer")?;
        issuer.as_str().or_else(|| issuer.get("id")?.as_str())
    }

    /// Whether it is a list at all: since 2.0 it has `revokedAssertions`; before, each member is a `uid` with a reason.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        match self.0.get("revokedAssertions") {
            Some(listed) => {
                one_or_many(listed).iter().all(|one| one.is_string() || names(one).next().is_some())
            }
            None => !self.0.contains_key("@context") && self.0.values().all(Value::is_string),
        }
    }

    /// Whether the assertion is listed, by its `id` or its `uid`, and why.
    ///
    /// ```
    /// use accolade_model::legacy::{Assertion, RevocationList};
    /// use serde_json::json;
    /// let assertion = json!({"id": "urn:uuid:1"});
    /// let list = json!({"revokedAssertions": ["urn:uuid:2", {"id": "urn:uuid:1", "revocationReason": "an error"}]});
    /// let found = RevocationList::of(&list).unwrap().find(&Assertion::of(&assertion).unwrap());
    /// assert_eq!(found, Some(Some("an error")));
    /// ```
    #[must_use]
    pub fn find(&self, assertion: &Assertion<'_>) -> Option<Option<&'a str>> {
        let is_meant = |name: &str| [assertion.id(), assertion.uid()].contains(&Some(name));
        let Some(listed) = self.0.get("revokedAssertions") else {
            let (_, reason) = self.0.iter().find(|(name, _)| is_meant(name))?;
            return Some(reason.as_str());
        };
        one_or_many(listed).iter().find_map(|one| match one {
            Value::String(name) => is_meant(name).then_some(None),
            one => names(one).any(is_meant).then(|| one.get("revocationReason").and_then(Value::as_str)),
        })
    }
}

/// What an entry of a revocation list names.
fn names(entry: &Value) -> impl Iterator<Item = &str> {
    ["id", "uid"].into_iter().filter_map(|name| entry.get(name)?.as_str())
}
