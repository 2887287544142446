//! What this crate can find.

accolade_report::codes! {
    /// A text that is no DID, no DID URL, or no other absolute URL.
    MALFORMED = "did.malformed" {
        clause: "DID Core 1.0 §3.1, §3.2; did:web §2.5.2",
        means: "The identifier does not have the form of a DID, of a DID URL, or of the DID method it names.",
        remedy: "Compare it with the issuer's published identifier, character by character.",
    }
    /// A DID method that cannot be resolved here.
    UNSUPPORTED_METHOD = "did.unsupported-method" {
        clause: "DID Resolution §4",
        means: "The DID belongs to a method that is not supported, so its keys cannot be found.",
        remedy: "Ask the issuer for a credential under `did:web`, `did:key` or `did:jwk`.",
    }
    /// A URL from which keys are not taken.
    UNSUPPORTED_URL = "did.unsupported-url" {
        clause: "Controlled Identifiers 1.0 §3.3; Open Badges 3.0 §8.3",
        means: "The verification method is a URL that is neither a DID nor https, so nothing protects what is read from it.",
        remedy: "Publish the key at an https URL or under a DID.",
    }
    /// A document that cannot be read.
    MALFORMED_DOCUMENT = "did.malformed-document" {
        clause: "DID Core 1.0 §5; Controlled Identifiers 1.0 §2.1",
        means: "The document with the keys breaks the rules of its form: no `id`, a member of the wrong type, or two different methods under one `id`.",
        remedy: "Ask the issuer to repair the document.",
    }
    /// A document about somebody else.
    DOCUMENT_ID_MISMATCH = "did.document-id-mismatch" {
        clause: "Controlled Identifiers 1.0 §3.3; did:web §2.5.2",
        means: "The document found under an identifier says that it describes another one.",
        remedy: "Check that the document is the one of that issuer; its `id` must be the identifier itself.",
    }
    /// No such method.
    METHOD_NOT_FOUND = "did.method-not-found" {
        clause: "Controlled Identifiers 1.0 §3.3",
        means: "The document has no verification method of that identifier. The key may have been withdrawn.",
        remedy: "Ask the issuer whether the key was withdrawn, and why.",
    }
    /// A method that cannot be read.
    MALFORMED_METHOD = "did.malformed-method" {
        clause: "Controlled Identifiers 1.0 §2.2",
        means: "The verification method has no key, more than one, or one that does not belong to its type.",
        remedy: "Ask the issuer to repair the document: a `Multikey` has `publicKeyMultibase`, a `JsonWebKey` has `publicKeyJwk`.",
    }
    /// A key used for something it was not published for.
    NOT_AUTHORIZED_FOR_PURPOSE = "did.not-authorized-for-purpose" {
        clause: "Controlled Identifiers 1.0 §2.3, §3.3",
        means: "The document does not list the key under the purpose of the proof, so its owner did not allow it to be used so.",
        remedy: "The issuer lists the key under `assertionMethod`, or signs with one that is.",
    }
    /// A key that belongs to somebody else than it seems.
    CONTROLLER_MISMATCH = "did.controller-mismatch" {
        clause: "Controlled Identifiers 1.0 §2.2, §3.3",
        means: "The verification method names a controller that does not vouch for it where it was found. Anyone can publish a key that names another as its controller.",
        remedy: "Trust the key only if the controller's own document lists it.",
    }
    /// A key that was withdrawn.
    METHOD_REVOKED = "did.method-revoked" {
        clause: "Controlled Identifiers 1.0 §2.2",
        means: "The owner of the key withdrew it; from then on it proves nothing, whatever date a proof states.",
        remedy: "Ask the issuer to issue the credential again with a key in force.",
    }
    /// A key that has run out.
    METHOD_EXPIRED = "did.method-expired" {
        clause: "Controlled Identifiers 1.0 §2.2",
        means: "The time for which the key was published is over.",
        remedy: "Ask the issuer to issue the credential again with a key in force.",
    }
}
