use serde::Serialize;

use crate::{CheckId, Pointer, Report};

/// What something secured is to the document that holds or names it. The role decides which check of the outer report
/// depends on it, and so whether the outer verdict does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Role {
    /// A credential that is presented, which is valid only if this is; or that a record is made of, which then has to be its
    /// issuer's, if no longer in force.
    Credential,
    /// Somebody's word about the credential: if it does not hold, the credential stands without it.
    Endorsement,
    /// A list that says whether the credential was revoked: if it does not hold, nobody knows.
    StatusList,
    /// A credential that holds a schema: if it does not hold, nobody knows what the schema says.
    Schema,
    /// What the refresh service answers with: this credential is as good as before.
    Refreshed,
    /// A signed list of who is recognised: if it does not hold, it was not asked.
    Registry,
    /// A credential by which the issuer's DID names a web origin: if it does not hold, they are not linked.
    DomainLinkage,
}

impl Role {
    /// Every role.
    pub const ALL: &[Self] = &[
        Self::Credential,
        Self::Endorsement,
        Self::StatusList,
        Self::Schema,
        Self::Refreshed,
        Self::Registry,
        Self::DomainLinkage,
    ];

    /// The check of the outer report that answers for things of this role.
    ///
    /// ```
    /// use accolade_report::{CheckId, Layer, Role};
    /// assert_eq!(Role::Credential.check().layer(), Layer::Authentic);
    /// assert_eq!(Role::Endorsement.check(), CheckId::Endorsement);
    /// ```
    #[must_use]
    pub const fn check(self) -> CheckId {
        match self {
            Self::Credential => CheckId::Credentials,
            Self::Endorsement => CheckId::Endorsement,
            Self::StatusList => CheckId::Status,
            Self::Schema => CheckId::Schema,
            Self::Refreshed => CheckId::Refresh,
            Self::Registry => CheckId::Issuer,
            Self::DomainLinkage => CheckId::Issuer,
        }
    }

    /// The name used in JSON and in text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Credential => "credential",
            Self::Endorsement => "endorsement",
            Self::StatusList => "statusList",
            Self::Schema => "schema",
            Self::Refreshed => "refreshed",
            Self::Registry => "registry",
            Self::DomainLinkage => "domainLinkage",
        }
    }
}

/// The report on something secured that another document holds or names.
///
/// ```
/// use accolade_report::{Check, CheckId, Nested, Pointer, Report, Role};
/// let inner = Report::new(vec![Check::new(CheckId::Proof)]);
/// let place = Pointer::root().key("verifiableCredential").index(0);
/// let nested = Nested { place, role: Role::Credential, id: None, report: inner };
/// let outer = Report::new(vec![Check::new(CheckId::Proof), Check::new(CheckId::Credentials)]).with_nested(vec![nested]);
/// assert_eq!(outer.nested()[0].report.verdict(), outer.verdict());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Nested {
    /// Where it stands, or is named, in the outer document. Places in its own report are relative to itself.
    pub place: Pointer,
    /// What it is to the outer document.
    pub role: Role,
    /// Its own identifier, as it claims.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Every check of it, and its verdict.
    pub report: Report,
}
