//! What goes with what, as data.

use super::Preset;

/// One rule: where something at `shown` is shown, so is something else.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The places that the rule is about: a JSON pointer that goes through lists as if they were not there, so that
    /// `/credentialSubject/result` is each result. The empty pointer is whatever is shown.
    pub shown: &'static str,
    /// What has to be shown as well.
    pub also: Also,
    /// Why.
    pub why: &'static str,
}

/// What a [`Rule`] adds.
#[derive(Clone, Copy, Debug)]
pub enum Also {
    /// What is at these places.
    Places(&'static [&'static str]),
    /// All of the place itself.
    Whole,
    /// What the place names: `name` holds an identifier, and what is at `of` has it.
    Named {
        /// The member that holds the identifier.
        name: &'static str,
        /// The places of what may have it.
        of: &'static str,
    },
}

/// What gives a credential its meaning: who says it, since when and until when, and under which conditions. Hidden, each
/// would make the rest say more than was signed. They are mandatory where an issuer says nothing else.
pub(super) const ALWAYS: &[&str] = &[
    "/issuer",
    "/validFrom",
    "/validUntil",
    "/issuanceDate",
    "/expirationDate",
    "/credentialStatus",
    "/credentialSchema",
    "/termsOfUse",
];

/// Every rule. Identifiers, types and contexts on the way to what is shown are shown by the suite itself.
pub(super) const RULES: &[Rule] = &[
    Rule {
        shown: "",
        also: Also::Places(ALWAYS),
        why: "who says it, when it holds, and under which conditions",
    },
    Rule {
        shown: "",
        also: Also::Places(&[
            "/credentialSubject/achievement/name",
            "/credentialSubject/achievement/description",
            "/credentialSubject/achievement/criteria",
        ]),
        why: "what was achieved, without which nothing else about it says anything",
    },
    Rule {
        shown: "/credentialSubject/result",
        also: Also::Whole,
        why: "a value without its status or its level is another result",
    },
    Rule {
        shown: "/credentialSubject/result",
        also: Also::Named {
            name: "resultDescription",
            of: "/credentialSubject/achievement/resultDescription",
        },
        why: "a value means something on its scale only",
    },
    Rule {
        shown: "/credentialSubject/achievement/resultDescription",
        also: Also::Whole,
        why: "a scale without its ends, or without what is required on it, is another scale",
    },
    Rule {
        shown: "/credentialSubject/achievement/alignment",
        also: Also::Whole,
        why: "an alignment is to that target in that framework",
    },
    Rule {
        shown: "/credentialSubject/achievement/related",
        also: Also::Whole,
        why: "a related achievement is that one in that language or version",
    },
    Rule {
        shown: "/credentialSubject/identifier",
        also: Also::Whole,
        why: "a hashed identity is compared with its salt and its kind",
    },
    Rule {
        shown: "/credentialSubject/achievement/otherIdentifier",
        also: Also::Whole,
        why: "an identifier means something among those of its kind",
    },
    Rule {
        shown: "/evidence",
        also: Also::Whole,
        why: "a digest without what it is of says nothing, nor does a title without its text",
    },
    Rule { shown: "/relatedResource", also: Also::Whole, why: "a digest without what it is of says nothing" },
    Rule { shown: "/endorsement", also: Also::Whole, why: SIGNED_WHOLE },
    Rule { shown: "/issuer/endorsement", also: Also::Whole, why: SIGNED_WHOLE },
    Rule { shown: "/credentialSubject/achievement/endorsement", also: Also::Whole, why: SIGNED_WHOLE },
    Rule {
        shown: "/credentialSubject/achievement/creator/endorsement",
        also: Also::Whole,
        why: SIGNED_WHOLE,
    },
    Rule { shown: "/credentialSubject/verifiableCredential", also: Also::Whole, why: SIGNED_WHOLE },
    Rule {
        shown: "/credentialSubject/association",
        also: Also::Whole,
        why: "an association is of that kind between those two",
    },
];

const SIGNED_WHOLE: &str = "a credential inside has a proof of its own, which holds for the whole of it";

/// What learners want to show.
pub(super) const PRESETS: &[Preset] = &[
    Preset {
        name: "achievement-only",
        means: "what was achieved and who says so; nothing on how well, on what it rests, or by which identity",
        shown: &["/name", "/description", "/image", "/credentialSubject/achievement"],
        hidden: &["/credentialSubject/achievement/resultDescription"],
    },
    Preset {
        name: "with-results",
        means: "what was achieved, the results with their scales, and the credits; no evidence and no identities",
        shown: &[
            "/name",
            "/description",
            "/image",
            "/awardedDate",
            "/credentialSubject/achievement",
            "/credentialSubject/result",
            "/credentialSubject/creditsEarned",
            "/credentialSubject/activityStartDate",
            "/credentialSubject/activityEndDate",
            "/credentialSubject/term",
        ],
        hidden: &[],
    },
    Preset {
        name: "without-recipient-identifiers",
        means: "everything but the identities of the recipient, such as an e-mail address",
        shown: &[""],
        hidden: &["/credentialSubject/identifier"],
    },
];
