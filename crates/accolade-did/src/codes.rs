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
    /// A log that cannot be read.
    LOG_MALFORMED = "did.log-malformed" {
        clause: "did:webvh 1.0, Read (Resolve), DID Method Parameters",
        means: "An entry of the log behind the DID, or the list of its witnesses' proofs, breaks the rules of its form: a missing or unknown member, another version of the method, or a wrong number.",
        remedy: "Ask the issuer to repair the log. Until then the DID stands for no key.",
    }
    /// A log that was altered.
    LOG_HASH_MISMATCH = "did.log-hash-mismatch" {
        clause: "did:webvh 1.0, SCID Generation and Verification, Entry Hash Generation and Verification",
        means: "An entry of the log behind the DID does not have the hash that binds it to the DID and to the entries before it: the history was altered.",
        remedy: "Do not trust the DID until its controller explains which history is true.",
    }
    /// A change of the document by somebody who may not change it.
    LOG_PROOF_MISMATCH = "did.log-proof-mismatch" {
        clause: "did:webvh 1.0, Authorized Keys",
        means: "An entry of the log behind the DID is not signed, by `eddsa-jcs-2022`, with a key that the log allows to change the document.",
        remedy: "Do not trust the DID: somebody without the right to it may have changed its keys.",
    }
    /// A key that was not announced.
    LOG_KEY_NOT_COMMITTED = "did.log-key-not-committed" {
        clause: "did:webvh 1.0, Pre-Rotation Key Hash Generation and Verification",
        means: "The log announces each next key by its hash, and an entry takes up a key that was not announced. That is what a thief of the current key would do.",
        remedy: "Do not trust the DID until its controller explains the change.",
    }
    /// Entries in an impossible order.
    LOG_TIME_ORDER = "did.log-time-order" {
        clause: "did:webvh 1.0, Read (Resolve), step 4",
        means: "An entry of the log behind the DID is not later than the one before it, or lies more than five minutes in the future.",
        remedy: "Check the clock of this machine; otherwise ask the issuer to repair the log.",
    }
    /// A log of somebody else, or of a DID that must not move.
    LOG_IDENTIFIER_MISMATCH = "did.log-identifier-mismatch" {
        clause: "did:webvh 1.0, Read (Resolve), step 6; DID Portability",
        means: "An entry of the log is about another DID than the one asked for, or the DID moved to another host although its log does not allow that.",
        remedy: "Ask the issuer for its DID; the log under it must be its own.",
    }
    /// Too few witnesses.
    LOG_NOT_WITNESSED = "did.log-not-witnessed" {
        clause: "did:webvh 1.0, DID Witnesses",
        means: "The log demands that witnesses approve of each change, and too few of them did.",
        remedy: "Ask the issuer for the proofs of its witnesses, in `did-witness.json` beside the log.",
    }
    /// A DID that was given up.
    DEACTIVATED = "did.deactivated" {
        clause: "DID Core 1.0 §8.1; DID Resolution §4.3; did:webvh 1.0, Deactivate (Revoke)",
        means: "Whoever controls the DID gave it up, so it stands for no key any more.",
        remedy: "Ask the issuer to issue the credential again under a DID in force.",
    }
}
