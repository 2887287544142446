//! The table of classes: [Open Badges 3.0](https://www.imsglobal.org/spec/ob/v3p0/), appendix B, and
//! [CLR 2.0](https://www.imsglobal.org/spec/clr/v2p0/), appendix B. Facts, in our own form.
//!
//! Length is from the data: one line a property. A class is read as: name, clause, what `type` must say, whether it
//! is closed, its properties. `one` is exactly one value, `opt` none or one, `many` any number, `some` one or more.

use super::{Class, Count, Property, Range, Range::*, Seen, Types, Types::*, terms::*};
use crate::context::{is_clr, is_open_badges};

const fn one(name: &'static str, range: Range) -> Property {
    Property { name, count: Count::One, range }
}
const fn opt(name: &'static str, range: Range) -> Property {
    Property { name, count: Count::Optional, range }
}
const fn opt_here(name: &'static str, range: Range) -> Property {
    Property { name, count: Count::OptionalHere, range }
}
const fn many(name: &'static str, range: Range) -> Property {
    Property { name, count: Count::Many, range }
}
const fn many_in_2026(name: &'static str, range: Range) -> Property {
    Property { name, count: Count::ManyIn2026, range }
}
const fn some(name: &'static str, range: Range) -> Property {
    Property { name, count: Count::Some, range }
}

/// A class that may be extended.
const fn open(
    name: &'static str,
    clause: &'static str,
    types: Types,
    groups: &'static [&'static [Property]],
) -> Class {
    Class { name, clause, types, closed: Seen::NOBODY, groups, v1: None }
}

/// A class that may not.
const fn closed(
    name: &'static str,
    clause: &'static str,
    types: Types,
    groups: &'static [&'static [Property]],
) -> Class {
    Class { name, clause, types, closed: Seen::ALL, groups, v1: None }
}

static V2_DATES: &[Property] = &[one("validFrom", DateTimeZ), opt("validUntil", DateTimeZ)];
static V1_DATES: &[Property] = &[one("issuanceDate", DateTimeZ), opt("expirationDate", DateTimeZ)];

/// What every credential ends with.
static TAIL: &[Property] = &[
    many("credentialSchema", Object(&CREDENTIAL_SCHEMA)),
    opt_here("credentialStatus", Object(&CREDENTIAL_STATUS)),
    opt_here("refreshService", Object(&REFRESH_SERVICE)),
    many("termsOfUse", Object(&TERMS_OF_USE)),
    many("proof", Object(&PROOF)),
];

static ENDORSED: &[Property] =
    &[many("endorsement", Object(&ENDORSEMENT_CREDENTIAL)), many("endorsementJwt", CompactJws)];

static OB_CONTEXT: &[Property] = &[one("@context", Context(&[is_open_badges])), one("id", Uri)];

const ACHIEVEMENT_TYPES: Types =
    Among(&[&["VerifiableCredential"], &["AchievementCredential", "OpenBadgeCredential"]]);

/// The badge.
pub static ACHIEVEMENT_CREDENTIAL: Class = Class {
    v1: Some(&ACHIEVEMENT_CREDENTIAL_V1),
    ..open(
        "AchievementCredential",
        "OB 3.0 AchievementCredential",
        ACHIEVEMENT_TYPES,
        &[
            OB_CONTEXT,
            &[
                opt("name", Text),
                opt("description", Text),
                opt("image", Object(&IMAGE)),
                opt("awardedDate", DateTimeZ),
                one("issuer", ObjectOrUri(&PROFILE)),
            ],
            V2_DATES,
            &[one("credentialSubject", Object(&ACHIEVEMENT_SUBJECT)), many("evidence", Object(&EVIDENCE))],
            ENDORSED,
            TAIL,
        ],
    )
};

/// The badge in VCDM 1.1.
pub static ACHIEVEMENT_CREDENTIAL_V1: Class = open(
    "AchievementCredential",
    "OB 3.0 AchievementCredentialv1p1",
    ACHIEVEMENT_TYPES,
    &[
        OB_CONTEXT,
        &[
            one("name", Text),
            opt("description", Text),
            opt("image", Object(&IMAGE)),
            opt("awardedDate", DateTimeZ),
            one("issuer", Object(&PROFILE)),
        ],
        V1_DATES,
        &[one("credentialSubject", Object(&ACHIEVEMENT_SUBJECT)), many("evidence", Object(&EVIDENCE))],
        ENDORSED,
        TAIL,
    ],
);

static SUBJECT: &[Property] = &[
    opt("id", Uri),
    many("identifier", Object(&IDENTITY_OBJECT)),
    opt("activityStartDate", DateTime),
    opt("activityEndDate", DateTime),
    opt("creditsEarned", Number),
    opt("image", Object(&IMAGE)),
    opt("licenseNumber", Text),
    opt("narrative", Text),
    many("result", Object(&RESULT)),
    opt("role", Text),
    opt("source", Object(&PROFILE)),
    opt("term", Text),
    one("achievement", Object(&ACHIEVEMENT)),
];

/// Who has earned what.
pub static ACHIEVEMENT_SUBJECT: Class = Class {
    v1: Some(&ACHIEVEMENT_SUBJECT_V1),
    ..open("AchievementSubject", "OB 3.0 AchievementSubject", Among(&[&["AchievementSubject"]]), &[SUBJECT])
};

/// The same in VCDM 1.1, where the schema of 2026 takes no further members.
pub static ACHIEVEMENT_SUBJECT_V1: Class = Class {
    closed: Seen::LIVE,
    ..open(
        "AchievementSubject",
        "OB 3.0 AchievementSubjectv1p1",
        Among(&[&["AchievementSubject"]]),
        &[SUBJECT],
    )
};

/// An identifier of a person, plain or hashed.
pub static IDENTITY_OBJECT: Class = closed(
    "IdentityObject",
    "OB 3.0 IdentityObject",
    Exactly("IdentityObject"),
    &[&[
        one("hashed", Boolean),
        one("identityHash", Text),
        one("identityType", Term(&IDENTIFIER_TYPE)),
        opt("salt", Text),
    ]],
);

/// What was done to earn the achievement.
pub static EVIDENCE: Class = open(
    "Evidence",
    "OB 3.0 Evidence",
    Among(&[&["Evidence"]]),
    &[&[
        opt("id", Uri),
        opt("name", Text),
        opt("description", Text),
        opt("narrative", Text),
        opt("genre", Text),
        opt("audience", Text),
    ]],
);

const ENDORSEMENT_TYPES: Types = Among(&[&["VerifiableCredential"], &["EndorsementCredential"]]);

static ENDORSEMENT_HEAD: &[Property] =
    &[one("name", Text), opt("description", Text), opt("awardedDate", DateTimeZ)];

/// Somebody's word about a badge, an achievement or an issuer.
pub static ENDORSEMENT_CREDENTIAL: Class = Class {
    v1: Some(&ENDORSEMENT_CREDENTIAL_V1),
    ..open(
        "EndorsementCredential",
        "OB 3.0 EndorsementCredential",
        ENDORSEMENT_TYPES,
        &[
            OB_CONTEXT,
            ENDORSEMENT_HEAD,
            &[one("issuer", ObjectOrUri(&PROFILE))],
            V2_DATES,
            &[
                one("credentialSubject", Object(&ENDORSEMENT_SUBJECT)),
                many_in_2026("evidence", Object(&EVIDENCE)),
            ],
            TAIL,
        ],
    )
};

/// The same in VCDM 1.1.
pub static ENDORSEMENT_CREDENTIAL_V1: Class = open(
    "EndorsementCredential",
    "OB 3.0 EndorsementCredentialv1p1",
    ENDORSEMENT_TYPES,
    &[
        OB_CONTEXT,
        ENDORSEMENT_HEAD,
        &[one("issuer", Object(&PROFILE))],
        V1_DATES,
        &[
            one("credentialSubject", Object(&ENDORSEMENT_SUBJECT)),
            many_in_2026("evidence", Object(&EVIDENCE)),
        ],
        TAIL,
    ],
);

/// What is endorsed.
pub static ENDORSEMENT_SUBJECT: Class = open(
    "EndorsementSubject",
    "OB 3.0 EndorsementSubject",
    Among(&[&["EndorsementSubject"]]),
    &[&[one("id", Uri), opt("endorsementComment", Text)]],
);

/// What can be achieved.
pub static ACHIEVEMENT: Class = open(
    "Achievement",
    "OB 3.0 Achievement",
    Among(&[&["Achievement"]]),
    &[
        &[
            one("id", Uri),
            one("name", Text),
            one("description", Text),
            opt("achievementType", Term(&ACHIEVEMENT_TYPE)),
            one("criteria", Object(&CRITERIA)),
            opt("image", Object(&IMAGE)),
            opt("inLanguage", LanguageCode),
            opt("version", Text),
            opt("humanCode", Text),
            opt("fieldOfStudy", Text),
            opt("specialization", Text),
            opt("creditsAvailable", Number),
            many("tag", Text),
            opt("creator", Object(&PROFILE)),
            many("otherIdentifier", Object(&IDENTIFIER_ENTRY)),
            many("alignment", Object(&ALIGNMENT)),
            many("related", Object(&RELATED)),
            many("resultDescription", Object(&RESULT_DESCRIPTION)),
        ],
        ENDORSED,
    ],
);

/// A node of a framework of skills, courses or credentials.
pub static ALIGNMENT: Class = open(
    "Alignment",
    "OB 3.0 Alignment",
    Among(&[&["Alignment"]]),
    &[&[
        one("targetName", Text),
        one("targetUrl", Uri),
        opt("targetDescription", Text),
        opt("targetFramework", Text),
        opt("targetCode", Text),
        opt("targetType", Term(&ALIGNMENT_TARGET_TYPE)),
    ]],
);

/// What had to be done.
pub static CRITERIA: Class =
    open("Criteria", "OB 3.0 Criteria", Absent, &[&[opt("id", Uri), opt("narrative", Text)]]);

/// An identifier of an achievement or an organisation.
pub static IDENTIFIER_ENTRY: Class = closed(
    "IdentifierEntry",
    "OB 3.0 IdentifierEntry",
    Exactly("IdentifierEntry"),
    &[&[one("identifier", Text), one("identifierType", Term(&IDENTIFIER_TYPE))]],
);

/// An image.
pub static IMAGE: Class =
    closed("Image", "OB 3.0 Image", Exactly("Image"), &[&[one("id", Uri), opt("caption", Text)]]);

/// What was achieved, on one of the achievement's scales.
pub static RESULT: Class = open(
    "Result",
    "OB 3.0 Result",
    Among(&[&["Result"]]),
    &[&[
        opt("resultDescription", Uri),
        opt("value", Text),
        opt("achievedLevel", Uri),
        opt("status", Term(&RESULT_STATUS)),
        many("alignment", Object(&ALIGNMENT)),
    ]],
);

/// A scale.
pub static RESULT_DESCRIPTION: Class = open(
    "ResultDescription",
    "OB 3.0 ResultDescription",
    Among(&[&["ResultDescription"]]),
    &[&[
        one("id", Uri),
        one("name", Text),
        one("resultType", Term(&RESULT_TYPE)),
        many("allowedValue", Text),
        opt("valueMin", Text),
        opt("valueMax", Text),
        opt("requiredValue", Text),
        many("rubricCriterionLevel", Object(&RUBRIC_CRITERION_LEVEL)),
        opt("requiredLevel", Uri),
        many("alignment", Object(&ALIGNMENT)),
    ]],
);

/// A level of a rubric.
pub static RUBRIC_CRITERION_LEVEL: Class = open(
    "RubricCriterionLevel",
    "OB 3.0 RubricCriterionLevel",
    Among(&[&["RubricCriterionLevel"]]),
    &[&[
        one("id", Uri),
        one("name", Text),
        opt("description", Text),
        opt("level", Text),
        opt("points", Text),
        many("alignment", Object(&ALIGNMENT)),
    ]],
);

/// Another edition of an achievement.
pub static RELATED: Class = open(
    "Related",
    "OB 3.0 Related",
    Among(&[&["Related"]]),
    &[&[one("id", Uri), opt("inLanguage", LanguageCode), opt("version", Text)]],
);

/// A person or an organisation.
pub static PROFILE: Class = open(
    "Profile",
    "OB 3.0 Profile",
    Among(&[&["Profile"]]),
    &[
        &[
            one("id", Uri),
            opt("name", Text),
            opt("description", Text),
            opt("url", Uri),
            opt("email", Text),
            opt("phone", Text),
            opt("image", Object(&IMAGE)),
            opt("address", Object(&ADDRESS)),
            many("otherIdentifier", Object(&IDENTIFIER_ENTRY)),
            opt("official", Text),
            opt("parentOrg", Object(&PROFILE)),
            opt("familyName", Text),
            opt("givenName", Text),
            opt("additionalName", Text),
            opt("patronymicName", Text),
            opt("honorificPrefix", Text),
            opt("honorificSuffix", Text),
            opt("familyNamePrefix", Text),
            opt("dateOfBirth", Date),
        ],
        ENDORSED,
    ],
);

/// A postal address.
pub static ADDRESS: Class = open(
    "Address",
    "OB 3.0 Address",
    Among(&[&["Address"]]),
    &[&[
        opt("addressCountry", Text),
        opt("addressCountryCode", CountryCode),
        opt("addressRegion", Text),
        opt("addressLocality", Text),
        opt("streetAddress", Text),
        opt("postOfficeBoxNumber", Text),
        opt("postalCode", Text),
        opt("geo", Object(&GEO_COORDINATES)),
    ]],
);

/// A point on the earth.
pub static GEO_COORDINATES: Class = open(
    "GeoCoordinates",
    "OB 3.0 GeoCoordinates",
    Exactly("GeoCoordinates"),
    &[&[one("latitude", Number), one("longitude", Number)]],
);

/// A schema that the credential keeps.
pub static CREDENTIAL_SCHEMA: Class =
    open("CredentialSchema", "OB 3.0 CredentialSchema", One, &[&[one("id", Uri)]]);

/// Where the credential's status is found.
pub static CREDENTIAL_STATUS: Class = open(
    "CredentialStatus",
    "OB 3.0 CredentialStatus",
    One,
    &[&[Property { name: "id", count: Count::OneIn2024, range: Uri }]],
);

/// Where a newer edition of the credential is found.
pub static REFRESH_SERVICE: Class =
    open("RefreshService", "OB 3.0 RefreshService", One, &[&[one("id", Uri)]]);

/// On what terms the credential is given.
pub static TERMS_OF_USE: Class = open("TermsOfUse", "OB 3.0 TermsOfUse", One, &[&[opt("id", Uri)]]);

/// A proof in the document.
pub static PROOF: Class = open(
    "Proof",
    "OB 3.0 Proof",
    One,
    &[&[
        opt("cryptosuite", Text),
        opt("created", DateTime),
        opt("verificationMethod", Uri),
        opt("proofPurpose", Text),
        opt("challenge", Text),
        opt("domain", Text),
        opt("nonce", Text),
        opt("proofValue", Text),
    ]],
);

/// Any credential, as a learner's record holds it.
pub static VERIFIABLE_CREDENTIAL: Class = open(
    "VerifiableCredential",
    "CLR 2.0 VerifiableCredential; VCDM 2.0 §4",
    Among(&[&["VerifiableCredential"]]),
    &[
        &[one("@context", Context(&[])), opt("id", Uri), one("issuer", ObjectOrUri(&PROFILE))],
        V2_DATES,
        &[one("credentialSubject", Object(&CREDENTIAL_SUBJECT)), many("evidence", Object(&EVIDENCE))],
        TAIL,
    ],
);

/// What any credential is about.
pub static CREDENTIAL_SUBJECT: Class =
    open("CredentialSubject", "CLR 2.0 CredentialSubject; VCDM 2.0 §4.8", Absent, &[&[opt("id", Uri)]]);

/// A learner's record: several credentials in one.
pub static CLR_CREDENTIAL: Class = open(
    "ClrCredential",
    "CLR 2.0 ClrCredential",
    Among(&[&["VerifiableCredential"], &["ClrCredential"]]),
    &[
        &[
            one("@context", Context(&[is_clr, is_open_badges])),
            one("id", Uri),
            one("name", Text),
            opt("description", Text),
            opt("image", Object(&IMAGE)),
            opt("awardedDate", DateTimeZ),
            opt("partial", Boolean),
            one("issuer", ObjectOrUri(&PROFILE)),
        ],
        V2_DATES,
        &[one("credentialSubject", Object(&CLR_SUBJECT)), many("evidence", Object(&EVIDENCE))],
        ENDORSED,
        TAIL,
    ],
);

/// Whose record it is, and what is in it.
pub static CLR_SUBJECT: Class = open(
    "ClrSubject",
    "CLR 2.0 ClrSubject",
    Among(&[&["ClrSubject"]]),
    &[&[
        opt("id", Uri),
        many("identifier", Object(&IDENTITY_OBJECT)),
        many("achievement", Object(&ACHIEVEMENT)),
        some("verifiableCredential", Credential),
        many("association", Object(&ASSOCIATION)),
    ]],
);

/// How two achievements of a record relate.
pub static ASSOCIATION: Class = closed(
    "Association",
    "CLR 2.0 Association",
    Exactly("Association"),
    &[&[one("associationType", Term(&ASSOCIATION_TYPE)), one("sourceId", Uri), one("targetId", Uri)]],
);

/// What the Open Badges API answers when asked for credentials. The specification's example writes
/// `compactJwsStrings`; its model, schema and OpenAPI file do not.
pub static GET_OPEN_BADGE_CREDENTIALS_RESPONSE: Class = closed(
    "GetOpenBadgeCredentialsResponse",
    "OB 3.0 GetOpenBadgeCredentialsResponse",
    Absent,
    &[&[many("credential", Credential), many("compactJwsString", CompactJws)]],
);

/// The same for learner records.
pub static GET_CLR_CREDENTIALS_RESPONSE: Class = closed(
    "GetClrCredentialsResponse",
    "CLR 2.0 GetClrCredentialsResponse",
    Absent,
    &[&[many("credential", Credential), many("compactJwsString", CompactJws)]],
);

/// What the API answers when a call fails.
pub static IMSX_STATUS_INFO: Class = closed(
    "Imsx_StatusInfo",
    "OB 3.0 Imsx_StatusInfo",
    Absent,
    &[&[
        one("imsx_codeMajor", Term(&CODE_MAJOR)),
        one("imsx_severity", Term(&SEVERITY)),
        opt("imsx_description", Text),
        opt("imsx_CodeMinor", Object(&IMSX_CODE_MINOR)),
    ]],
);

/// Why it failed.
pub static IMSX_CODE_MINOR: Class = closed(
    "Imsx_CodeMinor",
    "OB 3.0 Imsx_CodeMinor",
    Absent,
    &[&[some("imsx_codeMinorField", Object(&IMSX_CODE_MINOR_FIELD))]],
);

/// Why it failed, in one respect.
pub static IMSX_CODE_MINOR_FIELD: Class = closed(
    "Imsx_CodeMinorField",
    "OB 3.0 Imsx_CodeMinorField",
    Absent,
    &[&[one("imsx_codeMinorFieldName", Text), one("imsx_codeMinorFieldValue", Term(&CODE_MINOR))]],
);

/// The key of a Data Integrity proof. The specification's text mixes it up with the proof; this is the
/// [W3C's](https://www.w3.org/TR/cid-1.0/#Multikey) class.
pub static MULTIKEY: Class = open(
    "Multikey",
    "OB 3.0 Multikey; CID 1.0 §2.2.2",
    One,
    &[&[one("id", Uri), opt("controller", Uri), one("publicKeyMultibase", Text)]],
);

/// A key in JSON.
pub static JWK: Class = open(
    "JWK",
    "OB 3.0 JWK; RFC 7517 §4",
    Absent,
    &[&[
        one("kty", Text),
        opt("use", Text),
        many("key_ops", Text),
        opt("alg", Text),
        opt("kid", Text),
        opt("x5u", Uri),
        many("x5c", Text),
        opt("x5t", Text),
        opt("x5t#S256", Text),
        opt("iss", Uri),
    ]],
);

/// A set of keys.
pub static JWKS: Class = open("JWKS", "OB 3.0 JWKS; RFC 7517 §5", Absent, &[&[some("keys", Object(&JWK))]]);
