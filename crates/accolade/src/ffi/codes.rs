//! What can be wrong with a call. No report holds these codes, because nothing was verified.

accolade_report::codes! {
    /// Not a call.
    MALFORMED = "call.malformed" {
        clause: "none: the call's own shape",
        means: "The call is JSON, but not of the shape that is asked for: a member is unknown, missing or of another type.",
        remedy: "Compare the call with the example in the documentation; the message names the member.",
    }
    /// A time that cannot be read.
    TIME_MALFORMED = "call.time-malformed" {
        clause: "RFC 3339 §5.6",
        means: "The time of the verification is not a date and time with a zone.",
        remedy: "Write it like `2026-05-01T12:00:00Z`. In JavaScript, `new Date().toISOString()` does.",
    }
    /// Bytes that cannot be read.
    BASE64_MALFORMED = "call.base64-malformed" {
        clause: "RFC 4648 §4",
        means: "Bytes are given as base64, and are not base64 with its padding in the standard alphabet.",
        remedy: "Encode the bytes again, or give them as `text` where they are text.",
    }
    /// A check of no known name.
    UNKNOWN_CHECK = "call.unknown-check" {
        clause: "none: the names of this software's checks",
        means: "The policy requires a check that does not exist.",
        remedy: "Use one of the names that the message lists.",
    }
    /// A place that cannot be read.
    POINTER_MALFORMED = "call.pointer-malformed" {
        clause: "RFC 6901 §3",
        means: "What is to be shown is given by a text that is no JSON pointer.",
        remedy: "Write it like `/credentialSubject/result/0`: each step is led by `/`, and items of lists are counted from 0.",
    }
    /// A preset of no known name.
    UNKNOWN_PRESET = "call.unknown-preset" {
        clause: "none: the names of this software's presets",
        means: "The choice of parts that is asked for does not exist.",
        remedy: "Use one of the names that the message lists, or say by pointers what is to be shown.",
    }
    /// Entropy that is none.
    ENTROPY_MALFORMED = "call.entropy-malformed" {
        clause: "RFC 4648 §4",
        means: "The random bytes are not as many as are needed, or not base64: 64 for a derived proof, 96 for a base proof.",
        remedy: "Give fresh bytes of a cryptographic generator. In a browser, `crypto.getRandomValues` makes them.",
    }
    /// No key, or two.
    KEY_AMBIGUOUS = "call.key-ambiguous" {
        clause: "none: the call's own shape",
        means: "The call names neither a public nor a secret key, or both, so it is not clear who signs.",
        remedy: "Give `publicKey` where the secret half is elsewhere, or `secretKey` where it is at hand.",
    }
    /// A verification that does not end.
    UNENDING = "call.unending" {
        clause: "none: the limits of whoever drives a verification",
        means: "Whoever drives the verification stopped it, because it asked for ever more documents.",
        remedy: "Look which documents it asks for; one that names the next without end is an attack.",
    }
}
