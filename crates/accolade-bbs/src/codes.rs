//! What this crate can find.

accolade_report::codes! {
    /// Octets that BBS does not make.
    MALFORMED = "bbs.malformed" {
        clause: "draft-irtf-cfrg-bbs-signatures §4.2.4",
        means: "A key, signature or proof of BBS has the wrong length, a point that is not in the group or is its identity, or a number out of range. None of these is ever made by signing or proving.",
        remedy: "Look whether the value was cut or altered when it was copied. Otherwise treat it as forged.",
    }
    /// More messages than are taken.
    TOO_MANY_MESSAGES = "bbs.too-many-messages" {
        clause: "draft-irtf-cfrg-bbs-signatures §6.5",
        means: "The signature or proof claims to cover more messages than any credential has; checking it would cost more than it is worth.",
        remedy: "Treat it as an attack, or split the credential.",
    }
}
