//! What this crate can find: registries and statements that cannot be relied on.

accolade_report::codes! {
    /// Not a registry.
    REGISTRY_MALFORMED = "trust.registry-malformed" {
        clause: "none: the forms of registries that this software reads",
        means: "What was given as a trust registry is of none of the forms that are read, or lacks something that its form must have. It was not asked.",
        remedy: "Look at the message, which names the member; `crates/accolade-trust/schema/registry.schema.json` describes a list of your own.",
    }
    /// Not an entity statement.
    STATEMENT_MALFORMED = "trust.statement-malformed" {
        clause: "OpenID Federation 1.0 §3.1, §3.2",
        means: "A statement of the federation is not a signed token of type `entity-statement+jwt` with an issuer, a subject and its times. The registry was not asked.",
        remedy: "Get the statements again from the federation's endpoints; leave out what is no entity statement.",
    }
    /// A statement of another time.
    STATEMENT_NOT_IN_FORCE = "trust.statement-not-in-force" {
        clause: "OpenID Federation 1.0 §3.2 (iat, exp)",
        means: "A statement that would lead from the issuer to the federation's anchor has expired, or is not in force yet.",
        remedy: "Get the statements again; or verify as of the time at which they were in force.",
    }
    /// A statement that nobody proves.
    STATEMENT_NOT_VERIFIED = "trust.statement-not-verified" {
        clause: "OpenID Federation 1.0 §3.2, §10.2",
        means: "A statement that would lead from the issuer to the federation's anchor is not signed with a key of whoever is said to have made it.",
        remedy: "Do not rely on it. Get the statements again from the federation's own endpoints.",
    }
    /// A statement with something in it that must be understood.
    STATEMENT_CRITICAL = "trust.statement-critical" {
        clause: "OpenID Federation 1.0 §3.1 (crit), §6.1.3 (metadata_policy_crit)",
        means: "A statement says that something in it must be understood, which this software does not know.",
        remedy: "Ask the federation with software that knows it.",
    }
    /// No anchor.
    ANCHOR_NOT_LISTED = "trust.anchor-not-listed" {
        clause: "OpenID Federation 1.0 §10.2",
        means: "The statements about the issuer lead to nobody whose keys you gave, so anybody may have made them.",
        remedy: "Where you trust the federation's anchor, list it in a registry of your own with `recognize` and its keys.",
    }
    /// A chain with a link missing.
    CHAIN_INCOMPLETE = "trust.chain-incomplete" {
        clause: "OpenID Federation 1.0 §4, §10.2",
        means: "The chain from the issuer to the federation's anchor lacks a link: keys, the issuer's own statement, or its word that it belongs to the superior.",
        remedy: "Add the statements that are lacking, or tell the issuer to name its superior in `authority_hints`.",
    }
    /// Further than is followed.
    CHAIN_TOO_LONG = "trust.chain-too-long" {
        clause: "OpenID Federation 1.0 §10.2; Recognized Entities 1.0, credential-based discovery",
        means: "Nobody whose word you take was reached within as many links as are followed, since each costs work. Further up there may be somebody.",
        remedy: "List somebody nearer to the issuer, whose word you take, in a registry of your own.",
    }
    /// Beyond what a superior allows.
    CHAIN_CONSTRAINT = "trust.chain-constraint" {
        clause: "OpenID Federation 1.0 §6.2",
        means: "A superior allows nobody of that name, of that kind, or so far below it, so the chain to the federation's anchor does not hold.",
        remedy: "Do not rely on the chain. Tell the federation, if you think that the issuer belongs to it.",
    }
    /// Against a superior's policy.
    CHAIN_POLICY = "trust.chain-policy" {
        clause: "OpenID Federation 1.0 §6.1",
        means: "What the issuer publishes about itself is not what a superior's policy asks for, so the chain to the federation's anchor does not hold.",
        remedy: "Tell the issuer, who has to publish what its federation asks for.",
    }
}
