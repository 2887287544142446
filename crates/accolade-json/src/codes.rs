//! What this crate can find.

accolade_report::codes! {
    /// The text is not JSON.
    SYNTAX = "json.syntax" {
        clause: "RFC 8259 §2",
        means: "The text is not well-formed JSON, so nothing can be read from it.",
        remedy: "Look at the line and column in the message; a file that was cut short or pasted together is the usual cause.",
    }
    /// The text is not UTF-8.
    NOT_UTF8 = "json.not-utf8" {
        clause: "RFC 8259 §8.1",
        means: "The text holds bytes that are not UTF-8, the only encoding of exchanged JSON, or begins with a byte order mark.",
        remedy: "Save the file as UTF-8 without a byte order mark. Do not convert a signed file: ask for the original.",
    }
    /// A member name stands twice in one object.
    DUPLICATE_KEY = "json.duplicate-key" {
        clause: "RFC 8259 §4; RFC 7493 §2.3",
        means: "One object has two members of the same name. One reader takes the first, another the last, so the text has no single meaning.",
        remedy: "Treat it as an attack if it came signed. If you wrote it, keep one of the two members.",
    }
    /// Arrays and objects are nested deeper than allowed.
    TOO_DEEP = "json.too-deep" {
        clause: "RFC 8259 §9",
        means: "Arrays and objects are nested deeper than the limit, which no credential needs and an attacker can use to exhaust memory.",
        remedy: "Raise the depth limit only for input that you trust.",
    }
    /// The text is longer than allowed.
    TOO_LARGE = "json.too-large" {
        clause: "RFC 8259 §9",
        means: "The text is longer than the limit.",
        remedy: "Move large images out of the credential, or raise the size limit for input that you trust.",
    }
    /// A number that readers would disagree on.
    NUMBER_RANGE = "json.number-range" {
        clause: "RFC 7493 §2.2",
        means: "A number cannot be held exactly by every reader: an integer beyond 2^53-1 in magnitude, or a value beyond the range of a double.",
        remedy: "Write the number as a string.",
    }
    /// Half of a surrogate pair.
    LONE_SURROGATE = "json.lone-surrogate" {
        clause: "RFC 7493 §2.1",
        means: "A string holds an escaped half of a surrogate pair, which is no character and which readers replace differently.",
        remedy: "Remove the broken escape and sign the document again.",
    }
}
