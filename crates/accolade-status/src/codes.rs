//! What can be wrong with an entry, with a list, and between the two.

accolade_report::codes! {
    /// An entry that cannot be read.
    ENTRY_MALFORMED = "status.entry-malformed" {
        clause: "Bitstring Status List 1.0 §2.1",
        means: "A status entry lacks something, or has it in a form that it does not come in, so whether the credential was revoked cannot be looked up.",
        remedy: "The issuer has to write the entry as its type calls for, and sign again.",
    }
    /// An index that is no index.
    INDEX_MALFORMED = "status.index-malformed" {
        clause: "Bitstring Status List 1.0 §2.1 (statusListIndex)",
        means: "The entry's index is not a whole number from 0, written in base 10.",
        remedy: "The issuer has to write the index like `\"94567\"` and sign again.",
    }
    /// An index that is not text.
    INDEX_NOT_TEXT = "status.index-not-text" {
        clause: "Bitstring Status List 1.0 §2.1 (statusListIndex)",
        means: "The entry's index is written as a number, where the specification wants text. It was read all the same.",
        remedy: "The issuer should write the index in quotes.",
    }
    /// An entry whose messages do not fit.
    MESSAGES_MISMATCH = "status.messages-mismatch" {
        clause: "Bitstring Status List 1.0 §2.1 (statusMessage)",
        means: "The entry's messages are not one for each value that its size allows, so what a value means may be lost.",
        remedy: "The issuer has to give one message for each value, and sign again.",
    }
    /// An index beyond the list.
    INDEX_OUT_OF_RANGE = "status.index-out-of-range" {
        clause: "Bitstring Status List 1.0 §3.2 (RANGE_ERROR)",
        means: "The entry points behind the end of the list, so the list says nothing about this credential.",
        remedy: "Tell the issuer: either the entry or the list is wrong.",
    }
    /// A list for something else.
    PURPOSE_MISMATCH = "status.purpose-mismatch" {
        clause: "Bitstring Status List 1.0 §3.2 (STATUS_VERIFICATION_ERROR)",
        means: "The list is kept for another purpose than the entry asks about: a suspension list does not say what was revoked.",
        remedy: "Tell the issuer: the entry names the wrong list, or another list is served in its place.",
    }
    /// A list of another width.
    SIZE_MISMATCH = "status.size-mismatch" {
        clause: "Bitstring Status List 1.0 §2.1, §2.2 (statusSize)",
        means: "The entry and the list say differently how many bits each status has, so the value read would be that of other credentials.",
        remedy: "Tell the issuer: either the entry or the list is wrong.",
    }
    /// Not a list.
    LIST_TYPE = "status.list-type" {
        clause: "Bitstring Status List 1.0 §2.2; Token Status List §5.1",
        means: "What is served where the status list should be is something else, such as another kind of credential.",
        remedy: "Tell the issuer what is served at the list's address.",
    }
    /// A list that cannot be read.
    LIST_MALFORMED = "status.list-malformed" {
        clause: "Bitstring Status List 1.0 §2.2 (MALFORMED_VALUE_ERROR); Token Status List §4.2",
        means: "The status list lacks something, or has it in a form that it does not come in.",
        remedy: "Tell the issuer; nobody can read the list.",
    }
    /// A list in another encoding.
    LIST_ENCODING = "status.list-encoding" {
        clause: "Bitstring Status List 1.0 §2.2 (encodedList)",
        means: "The bits of the status list are not encoded as base64url, led by `u` where the list's type asks for it.",
        remedy: "Tell the issuer; nobody can read the list.",
    }
    /// A list that does not expand.
    LIST_COMPRESSION = "status.list-compression" {
        clause: "Bitstring Status List 1.0 §3.4; RFC 1952; RFC 1950",
        means: "The bits of the status list are not compressed as its type calls for, or the compressed text was cut or altered, or something follows it.",
        remedy: "Tell the issuer; nobody can read the list.",
    }
    /// A list that grows beyond measure.
    LIST_TOO_LARGE = "status.list-too-large" {
        clause: "Bitstring Status List 1.0 §5.2; RFC 1952",
        means: "The status list expands to more than is read. Such a text can be made to exhaust the memory of whoever opens it.",
        remedy: "Do not expand it. Ask the issuer for lists of fewer entries.",
    }
    /// A list in which nobody can hide.
    LIST_TOO_SHORT = "status.list-too-short" {
        clause: "Bitstring Status List 1.0 §3.2 (STATUS_LIST_LENGTH_ERROR)",
        means: "The status list has fewer than 131,072 entries. Whoever serves it can tell whose credential is being looked up.",
        remedy: "The issuer has to publish a longer list; the entries keep their place.",
    }
}
