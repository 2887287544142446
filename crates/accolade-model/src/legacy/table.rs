//! The classes of Open Badges [2.0](https://www.imsglobal.org/spec/ob/v2p0/) and before as data.

/// What an object of a class has.
#[derive(Debug)]
pub(super) struct Class {
    pub(super) name: &'static str,
    /// The names that `type` may say; none where the class has no `type`.
    pub(super) types: &'static [&'static str],
    pub(super) properties: &'static [Property],
}

/// The names of a property, the usual one first; whether there must be one; and what a value is.
#[derive(Debug)]
pub(super) struct Property {
    pub(super) names: &'static [&'static str],
    pub(super) required: bool,
    pub(super) range: Range,
}

#[derive(Debug)]
pub(super) enum Range {
    Text,
    Url,
    Flag,
    Date,
    /// An object of a class.
    Object(&'static Class),
    /// An object of a class, or its address.
    ObjectOrUrl(&'static Class),
    /// A recipient of version 0.5.
    Recipient,
}

use Range::{Date, Flag, Object, ObjectOrUrl, Recipient, Text, Url};

const fn must(names: &'static [&'static str], range: Range) -> Property {
    Property { names, required: true, range }
}

const fn may(names: &'static [&'static str], range: Range) -> Property {
    Property { names, required: false, range }
}

pub(super) static ASSERTION: Class = Class {
    name: "Assertion",
    types: &["Assertion"],
    properties: &[
        must(&["id"], Url),
        must(&["recipient"], Object(&IDENTITY)),
        must(&["badge"], ObjectOrUrl(&BADGE_CLASS)),
        must(&["verification", "verify"], Object(&VERIFICATION)),
        must(&["issuedOn"], Date),
        may(&["expires"], Date),
        may(&["image"], ObjectOrUrl(&IMAGE)),
        may(&["evidence"], ObjectOrUrl(&EVIDENCE)),
        may(&["narrative"], Text),
        may(&["revoked"], Flag),
        may(&["revocationReason"], Text),
    ],
};

pub(super) static ENDORSEMENT: Class = Class {
    name: "Endorsement",
    types: &["Endorsement"],
    properties: &[
        must(&["id"], Url),
        must(&["claim"], Object(&CLAIM)),
        must(&["issuer"], ObjectOrUrl(&PROFILE)),
        must(&["issuedOn"], Date),
        must(&["verification"], Object(&VERIFICATION)),
    ],
};

static CLAIM: Class = Class {
    name: "Claim",
    types: &[],
    properties: &[must(&["id"], Url), may(&["endorsementComment"], Text)],
};

/// Of an assertion that was revoked, no more is needed.
pub(super) static REVOKED: Class = Class {
    name: "Assertion",
    types: &["Assertion"],
    properties: &[must(&["id"], Url), must(&["revoked"], Flag), may(&["revocationReason"], Text)],
};

pub(super) static BADGE_CLASS: Class = Class {
    name: "BadgeClass",
    types: &["BadgeClass"],
    properties: &[
        must(&["id"], Url),
        must(&["name"], Text),
        must(&["description"], Text),
        must(&["image"], ObjectOrUrl(&IMAGE)),
        must(&["criteria"], ObjectOrUrl(&CRITERIA)),
        must(&["issuer"], ObjectOrUrl(&PROFILE)),
        may(&["alignment"], Object(&ALIGNMENT)),
        may(&["tags"], Text),
    ],
};

pub(super) static PROFILE: Class = Class {
    name: "Profile",
    types: &["Profile", "Issuer", "IssuerOrg", "Person", "Organization"],
    properties: &[
        must(&["id"], Url),
        must(&["name"], Text),
        must(&["url"], Url),
        must(&["email"], Text),
        may(&["telephone"], Text),
        may(&["description"], Text),
        may(&["image"], ObjectOrUrl(&IMAGE)),
        may(&["publicKey"], ObjectOrUrl(&KEY)),
        may(&["verification"], Object(&SCOPE)),
        may(&["revocationList"], Url),
    ],
};

static IDENTITY: Class = Class {
    name: "IdentityObject",
    types: &[],
    properties: &[
        must(&["type"], Text),
        must(&["identity"], Text),
        must(&["hashed"], Flag),
        may(&["salt"], Text),
    ],
};

static VERIFICATION: Class = Class {
    name: "VerificationObject",
    types: &["HostedBadge", "hosted", "SignedBadge", "signed"],
    properties: &[may(&["creator"], Url), may(&["url"], Url)],
};

static SCOPE: Class = Class {
    name: "VerificationObject",
    types: &["VerificationObject", "HostedBadge", "hosted", "SignedBadge", "signed"],
    properties: &[may(&["startsWith"], Text), may(&["allowedOrigins"], Text)],
};

pub(super) static KEY: Class = Class {
    name: "CryptographicKey",
    types: &["CryptographicKey"],
    properties: &[must(&["id"], Url), must(&["owner"], Url), must(&["publicKeyPem"], Text)],
};

static IMAGE: Class = Class {
    name: "Image",
    types: &[],
    properties: &[may(&["id"], Url), may(&["caption"], Text), may(&["author"], Text)],
};

static CRITERIA: Class =
    Class { name: "Criteria", types: &[], properties: &[may(&["id"], Url), may(&["narrative"], Text)] };

static EVIDENCE: Class = Class {
    name: "Evidence",
    types: &[],
    properties: &[
        may(&["id"], Url),
        may(&["narrative"], Text),
        may(&["name"], Text),
        may(&["description"], Text),
        may(&["genre"], Text),
        may(&["audience"], Text),
    ],
};

static ALIGNMENT: Class = Class {
    name: "AlignmentObject",
    types: &[],
    properties: &[
        must(&["targetName", "name"], Text),
        must(&["targetUrl", "url"], Url),
        may(&["targetDescription", "description"], Text),
        may(&["targetFramework"], Text),
        may(&["targetCode"], Text),
    ],
};

/// Versions 1.0 and 1.1; the latter has a context and types, by which it is told and not held.
pub(super) static ASSERTION_1: Class = Class {
    name: "Assertion",
    types: &[],
    properties: &[
        must(&["uid", "id"], Text),
        must(&["recipient"], Object(&IDENTITY)),
        must(&["badge"], ObjectOrUrl(&BADGE_CLASS_1)),
        must(&["verify"], Object(&VERIFICATION_1)),
        must(&["issuedOn"], Date),
        may(&["expires"], Date),
        may(&["image"], Url),
        may(&["evidence"], Url),
        may(&["revoked"], Flag),
    ],
};

pub(super) static REVOKED_1: Class =
    Class { name: "Assertion", types: &[], properties: &[must(&["revoked"], Flag)] };

static VERIFICATION_1: Class =
    Class { name: "VerificationObject", types: &["hosted", "signed"], properties: &[must(&["url"], Url)] };

pub(super) static BADGE_CLASS_1: Class = Class {
    name: "BadgeClass",
    types: &[],
    properties: &[
        must(&["name"], Text),
        must(&["description"], Text),
        must(&["image"], Url),
        must(&["criteria"], Url),
        must(&["issuer"], ObjectOrUrl(&ISSUER_1)),
        may(&["alignment"], Object(&ALIGNMENT)),
        may(&["tags"], Text),
    ],
};

pub(super) static ISSUER_1: Class = Class {
    name: "IssuerOrganization",
    types: &[],
    properties: &[
        must(&["name"], Text),
        must(&["url"], Url),
        may(&["description"], Text),
        may(&["image"], Url),
        may(&["email"], Text),
        may(&["revocationList"], Url),
    ],
};

/// Version 0.5.
pub(super) static ASSERTION_0: Class = Class {
    name: "Assertion",
    types: &[],
    properties: &[
        must(&["recipient"], Recipient),
        may(&["salt"], Text),
        may(&["evidence"], Text),
        may(&["expires"], Date),
        may(&["issued_on", "issuedOn"], Date),
        must(&["badge"], Object(&BADGE_0)),
    ],
};

static BADGE_0: Class = Class {
    name: "BadgeClass",
    types: &[],
    properties: &[
        may(&["version"], Text),
        must(&["name"], Text),
        must(&["image"], Text),
        must(&["description"], Text),
        must(&["criteria"], Text),
        must(&["issuer"], Object(&ISSUER_0)),
    ],
};

static ISSUER_0: Class = Class {
    name: "IssuerOrganization",
    types: &[],
    properties: &[
        must(&["origin"], Url),
        must(&["name"], Text),
        may(&["org"], Text),
        may(&["contact"], Text),
    ],
};
