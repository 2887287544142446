//! What the engine itself can find, beyond what the crates below it find.

accolade_report::codes! {
    /// The input is none of the forms a credential comes in.
    UNKNOWN_INPUT = "input.unknown-form" {
        clause: "Open Badges 3.0 §5 (document formats)",
        means: "The input is neither a JSON object, nor a compact JWS, nor a PNG or SVG image.",
        remedy: "Give the badge file itself. A photo of a badge, or a page that shows it, does not hold the credential.",
    }
    /// Documents that nobody fetched.
    GIVEN_DOCUMENTS = "input.given-documents" {
        clause: "VC Data Model 2.0 §5.2",
        means: "Documents that the verification rests on, such as the issuer's keys or its status lists, were not fetched for it but came in a bundle. Whoever made the bundle chose them; a document that nobody signed, such as a `did:web`, is as believable as that person.",
        remedy: "Rely on it if you made the bundle yourself or trust who did. Otherwise verify the badge again with a network.",
    }
    /// The document carries no proof.
    MISSING_PROOF = "secure.missing-proof" {
        clause: "VC Data Model 2.0 §4.12",
        means: "The document has neither an embedded proof nor an envelope, so nothing shows who made it or whether it was altered.",
        remedy: "Ask the issuer for the signed credential.",
    }
    /// A form of securing that is recognised but not checked.
    UNSUPPORTED_ENVELOPE = "secure.unsupported-envelope" {
        clause: "VC Data Model 2.0 §4.13",
        means: "The credential is enveloped, or baked, in a form that this build does not read.",
        remedy: "Use a build that reads it, or ask for the credential with an embedded proof or as a JWT.",
    }
    /// An envelope that cannot be opened.
    ENVELOPE_MALFORMED = "envelope.malformed" {
        clause: "VC Data Model 2.0 §4.13.1; RFC 2397 §3",
        means: "The envelope's `id` is not a `data:` URL that holds a secured document of the media type it names.",
        remedy: "Look whether the text was cut or altered; else ask for the credential itself.",
    }
    /// An envelope of another media type.
    ENVELOPE_MEDIA_TYPE = "envelope.media-type" {
        clause: "VC Data Model 2.0 §4.13.1; VC-JOSE-COSE §6.1",
        means: "The envelope's media type is not one of a secured credential or presentation, or not of the kind that the envelope's type names.",
        remedy: "Ask for an envelope of `application/vc+jwt`, `application/vc+sd-jwt` or `application/vc+cose`, written exactly so.",
    }
    /// Members beside what is secured.
    ENVELOPE_UNSECURED = "envelope.unsecured-member" {
        clause: "VC Data Model 2.0 §4.13.1",
        means: "The envelope has members beside the secured document. Nothing secures them, and a reader may take them for the credential's.",
        remedy: "Do not read them; ask for the envelope without them.",
    }
    /// Another kind of document than belongs there.
    NESTED_WRONG_KIND = "nested.wrong-kind" {
        clause: "VC Data Model 2.0 §4.13",
        means: "A presentation stands where a credential belongs, or a credential where a presentation belongs, or an envelope inside an envelope.",
        remedy: "Verify what is inside by itself. The holder presents the credentials themselves.",
    }
    /// Something inside that does not hold.
    NESTED_INVALID = "nested.credential-invalid" {
        clause: "VC Data Model 2.0 §4.13, §7.2",
        means: "A credential inside the document is not valid, so the whole is not. The nested report says why.",
        remedy: "Read the nested report. Ask the holder to present without that credential, or with one that is valid.",
    }
    /// Something inside of which nothing can be told.
    NESTED_UNDETERMINED = "nested.credential-undetermined" {
        clause: "VC Data Model 2.0 §4.13, §7.2",
        means: "Whether a credential inside the document is valid cannot be told, so of the whole it cannot be told either.",
        remedy: "Read the nested report, which says what is lacking.",
    }
    /// Unsigned in a record, and of another issuer.
    NESTED_UNSIGNED = "nested.unsigned" {
        clause: "CLR 2.0 ClrSubject, property verifiableCredential; OB 3.0 Implementation Guide, migrating from Open Badges 2.0",
        means: "A learner's record holds a credential that names another issuer and has no proof of its own: only the issuer of the record says that it exists.",
        remedy: "Take it for what the issuer of the record says, or ask for it with the proof of its own issuer.",
    }
    /// Genuine in a record, and not in force.
    NESTED_NOT_IN_FORCE = "nested.not-in-force" {
        clause: "CLR 2.0 ClrSubject, property verifiableCredential",
        means: "A credential in a learner's record is its issuer's, and has ended, was revoked or suspended, or whether it was cannot be told. The record that it was given stands.",
        remedy: "Read its own report before relying on it today.",
    }
    /// About somebody else than the record.
    NESTED_ABOUT_ANOTHER = "nested.about-another" {
        clause: "CLR 2.0 ClrSubject, property id; Association",
        means: "A credential in a learner's record is about another identifier than the record: it may be somebody else's, or the same person's under another name.",
        remedy: "Ask the issuer of the record whether both are the same person.",
    }
    /// An association of nothing.
    ASSOCIATION_DANGLING = "nested.association-dangling" {
        clause: "CLR 2.0 Association, properties sourceId and targetId",
        means: "A learner's record relates two achievements, and one of them is neither in the record nor in a credential that it holds.",
        remedy: "Do not read the relation. The issuer has to name achievements that are there.",
    }
    /// More inside than is verified.
    NESTED_NOT_VERIFIED = "nested.not-verified" {
        clause: "VC Data Model 2.0 §4.13",
        means: "Documents stand inside each other too deeply, or there are too many of them, since each costs work. Those beyond the limit were not looked at.",
        remedy: "Ask for fewer credentials at a time, or verify those inside by themselves.",
    }
    /// More of something than is looked at.
    CUT_SHORT = "limit.cut-short" {
        clause: "none: the limits of this software",
        means: "There is more of something in the document than is looked at or told, since each costs work or room. What lies beyond the limit was left out, and nothing is said of it.",
        remedy: "Look at the evidence, which says how many there are and where the limit lies, and look at the rest yourself.",
    }
    /// Nothing ties the key to the holder.
    HOLDER_NOT_BOUND = "holder.not-bound-to-key" {
        clause: "VC Data Model 2.0 §4.13.2; VC Data Integrity §4.4",
        means: "The presentation was signed with a key whose controller is not the holder that it names: somebody else presents in the holder's name.",
        remedy: "Do not accept it. The holder has to present with a key of their own.",
    }
    /// Presented by somebody else than the subject.
    HOLDER_NOT_SUBJECT = "holder.not-the-subject" {
        clause: "VC Data Model 2.0 §4.13; VC Implementation Guidelines §4.2",
        means: "The one who presents the credential is not the one whom it is about. That may be as it should, as with a parent and a child.",
        remedy: "Where it matters, ask the holder to present credentials about themselves; `--require holder` asks for it.",
    }
    /// Nobody can say whether the presenter is the subject.
    HOLDER_UNKNOWN = "holder.subject-unnamed" {
        clause: "VC Data Model 2.0 §4.8",
        means: "The credential's subject has no `id`, or nobody is named as presenting it, so whether they are the same cannot be told.",
        remedy: "Compare another identifier of the subject, such as an e-mail address.",
    }
    /// Nobody shows that the holder presents it.
    KEY_BINDING_MISSING = "sd-jwt.key-binding-missing" {
        clause: "RFC 9901 §7.3, step 5",
        means: "A challenge or a domain was asked for, and the SD-JWT has no key binding that could answer: whoever saw it once can present it.",
        remedy: "Ask the holder to present it with a key binding for your challenge and domain.",
    }
    /// Nothing excludes a replay.
    REPLAY_NOT_EXCLUDED = "presentation.replay-not-excluded" {
        clause: "VC Data Integrity 1.0 §2.1 (challenge, domain); RFC 9901 §7.3",
        means: "The verification asked for no challenge or no domain, so it does not show that the presentation was made for you, now.",
        remedy: "Give the holder a fresh challenge and your domain, and verify with both.",
    }
    /// Nothing ties the key to the issuer.
    ISSUER_NOT_BOUND = "issuer.not-bound-to-key" {
        clause: "Open Badges 3.0 §8.3 (issuer identity); VC Data Integrity §4.4",
        means: "The proof was made with a key whose controller is not the issuer named in the credential: somebody else signed in the issuer's name.",
        remedy: "Do not accept it as a statement of that issuer. If you are the issuer, use your DID as `issuer.id`, or publish the key under it.",
    }
    /// The key's only origin is the identifier that names it.
    KEY_SELF_ASSERTED = "issuer.key-self-asserted" {
        clause: "Open Badges 3.0 §8.3 (issuer identity)",
        means: "The key stands in the verification method's own URL and was not looked up at the issuer, so it shows nothing about who the issuer is.",
        remedy: "Ask the issuer to publish the key in a DID document or a key set.",
    }
    /// A key that only its host ties to the issuer.
    BOUND_BY_HOST = "issuer.bound-by-host" {
        clause: "Open Badges 3.0 §8.2 (kid); 1EdTech recommended practice for issuer identification",
        means: "The key lies on the issuer's host, neither below the issuer's own address nor in a key set that names the issuer. Where a host serves many issuers, any of them could have put it there.",
        remedy: "Ask the issuer to publish the key below its own address, or in `/.well-known/jwks.json` with the issuer's address as `iss`.",
    }
    /// A key could not be had.
    KEY_UNAVAILABLE = "key.unavailable" {
        clause: "VC Data Integrity §4.4",
        means: "The document that holds the issuer's key could not be fetched, so the proof could not be checked.",
        remedy: "Try again with the network allowed, or later.",
    }
    /// Nobody fetched it.
    FETCH_DECLINED = "fetch.declined" {
        clause: "-",
        means: "A document was needed and whoever ran the verification did not fetch it, for instance because it was told to stay offline.",
        remedy: "Run the verification with the network allowed, or supply the document.",
    }
    /// A document that was fetched for a key cannot be used.
    KEY_DOCUMENT_UNUSABLE = "key.document-unusable" {
        clause: "Controlled Identifiers 1.0 §3.3",
        means: "What was fetched for the key is not a key, a key set or a controlled identifier document.",
        remedy: "Tell the issuer; the finding holds the reason.",
    }
    /// Not in force any more.
    EXPIRED = "validity.expired" {
        clause: "VC Data Model 2.0 §4.9",
        means: "The time of the check lies after the end of the credential's validity.",
        remedy: "Ask the holder for a renewed credential. What it says was true when it was in force.",
    }
    /// Not yet in force.
    NOT_YET_VALID = "validity.not-yet-valid" {
        clause: "VC Data Model 2.0 §4.9",
        means: "The time of the check lies before the start of the credential's validity.",
        remedy: "Check your clock; else wait until the start of its validity.",
    }
    /// The proof's own time has run out.
    PROOF_EXPIRED = "proof.expired" {
        clause: "VC Data Integrity 1.0 §2.1 (expires)",
        means: "The proof carries an end of its own, and the time of the check lies after it.",
        remedy: "Ask for the document with a fresh proof.",
    }
    /// The proof claims to be made later than now.
    PROOF_NOT_YET = "proof.created-in-future" {
        clause: "VC Data Integrity 1.0 §2.1 (created)",
        means: "The proof says that it was made after the time of the check, which cannot be.",
        remedy: "Check your clock. Else ask the issuer, whose clock may be wrong.",
    }
    /// More proofs than are checked.
    TOO_MANY_PROOFS = "proof.too-many" {
        clause: "VC Data Integrity 1.0 §2.1.1",
        means: "The document carries more proofs than this software checks, since each costs work. Those beyond the limit were not looked at.",
        remedy: "Ask for the document with fewer proofs.",
    }
    /// A time that cannot be read.
    VALIDITY_MALFORMED = "validity.malformed" {
        clause: "VC Data Model 2.0 §4.9; XML Schema 1.1 Part 2 §3.4.28",
        means: "A time that bounds the credential's validity is not a date and time with a zone, so whether it is in force cannot be told.",
        remedy: "The issuer has to write it like `2026-05-01T12:00:00Z` and sign again.",
    }
    /// Taken back for good.
    REVOKED = "status.revoked" {
        clause: "Bitstring Status List 1.0 §2.1 (revocation); Open Badges 3.0 §9.2",
        means: "The issuer has revoked the credential, which cannot be undone.",
        remedy: "Do not accept it. Ask the holder for a newer credential, or the issuer for the reason.",
    }
    /// Taken back for a time.
    SUSPENDED = "status.suspended" {
        clause: "Bitstring Status List 1.0 §2.1 (suspension)",
        means: "The issuer has suspended the credential, for now.",
        remedy: "Do not accept it now. The issuer may lift the suspension; verify again later.",
    }
    /// A newer edition can be had.
    REFRESHABLE = "status.refresh" {
        clause: "Bitstring Status List 1.0 §2.1 (refresh)",
        means: "The issuer says that there is a newer edition of the credential. This one is as good as before.",
        remedy: "Ask the holder for the newer edition, or get it from the credential's refresh service.",
    }
    /// A value of which nobody knows the meaning.
    STATUS_UNKNOWN_VALUE = "status.unknown-value" {
        clause: "Bitstring Status List 1.0 §2.1 (statusPurpose); Token Status List §7.1",
        means: "The list says something of the credential under a purpose, or with a value, that this software has no word for.",
        remedy: "Ask the issuer what it means.",
    }
    /// A status of a type that is not known.
    STATUS_UNKNOWN_TYPE = "status.unknown-type" {
        clause: "VC Data Model 2.0 §4.10",
        means: "The credential's status is kept in a way that this version does not know: it may have been revoked.",
        remedy: "Ask the issuer whether the credential is still good.",
    }
    /// A list that could not be had.
    STATUS_LIST_UNAVAILABLE = "status.list-unavailable" {
        clause: "Bitstring Status List 1.0 §3.2 (STATUS_RETRIEVAL_ERROR)",
        means: "The status list could not be fetched, so whether the credential was revoked is not known.",
        remedy: "Try again with the network allowed, or later.",
    }
    /// A list that is not proven.
    STATUS_LIST_NOT_VERIFIED = "status.list-not-verified" {
        clause: "Bitstring Status List 1.0 §3.2 (STATUS_VERIFICATION_ERROR)",
        means: "The status list is not proven to be genuine and in force, so nothing it says was believed. Its own report says why.",
        remedy: "Tell the issuer: the list at that address is unsigned, expired, or signed by somebody else.",
    }
    /// A list that nobody signs.
    STATUS_LIST_UNSIGNED = "status.list-unsigned" {
        clause: "1EdTech Verifiable Credentials Revocation List 1.0",
        means: "The credential's status is kept in a list that nobody signs: whoever serves it can make a revoked credential good again.",
        remedy: "Where you trust the host, verify with `--dangerous-accept-unsigned-status-lists`. The issuer should keep a bitstring status list.",
    }
    /// A list of somebody else's.
    STATUS_LIST_ISSUER = "status.list-of-another-issuer" {
        clause: "Bitstring Status List 1.0 §3.2",
        means: "The status list was issued by somebody else than the credential. That can be as it should, but whether the issuer means to rely on them is not known.",
        remedy: "Where you know that the issuer leaves its lists to them, name them with `--accept-status-lists-of`.",
    }
    /// Another list than the one named.
    STATUS_LIST_ID = "status.list-id-differs" {
        clause: "Bitstring Status List 1.0 §2.2 (id); Token Status List §8.3 (sub)",
        means: "The list served says that it belongs at another address, so another list may have been put in the place of the one that the credential names.",
        remedy: "Tell the issuer: the list has to name the address at which it is served.",
    }
    /// A schema that is not checked.
    SCHEMA_NOT_CHECKED = "schema.not-checked" {
        clause: "VC Data Model 2.0 §4.11",
        means: "The credential names a schema of a type that this version does not evaluate.",
        remedy: "Validate it against that schema with another tool.",
    }
    /// A schema that could not be had.
    SCHEMA_UNAVAILABLE = "schema.unavailable" {
        clause: "VC JSON Schema §4.1",
        means: "The schema that the credential names could not be fetched, so whether the credential keeps it is not known.",
        remedy: "Try again with the network allowed, or later.",
    }
    /// A schema in a credential that is not proven.
    SCHEMA_NOT_VERIFIED = "schema.not-verified" {
        clause: "VC JSON Schema §2.2",
        means: "The schema stands in a credential that is not proven to be genuine and in force, so it was not evaluated.",
        remedy: "Read the nested report, and tell whoever publishes the schema.",
    }
    /// A schema without what it has to have.
    SCHEMA_MALFORMED = "schema.malformed" {
        clause: "VC JSON Schema §2.2, §3.1",
        means: "What is served for the schema lacks something that it must have, such as `$id` or `$schema`, or is something else.",
        remedy: "Tell whoever publishes the schema.",
    }
    /// Another schema.
    SCHEMA_ID = "schema.id-differs" {
        clause: "VC JSON Schema §2.1, §3.1.1",
        means: "The schema that is served goes by another identifier than the one that the credential names.",
        remedy: "Tell whoever publishes the schema; another may have been put in its place.",
    }
    /// A schema of another dialect.
    SCHEMA_DIALECT = "schema.unknown-dialect" {
        clause: "VC JSON Schema §3.1.2, §4.2",
        means: "The schema is written in a dialect of JSON Schema other than Draft 7, 2019-09 and 2020-12.",
        remedy: "Validate it against that schema with another tool.",
    }
    /// A schema that cannot be evaluated.
    SCHEMA_UNUSABLE = "schema.unusable" {
        clause: "VC JSON Schema §4.2; JSON Schema 2020-12 §9.4.1",
        means: "The schema is not a valid one, or refers to something outside itself, or to itself without end, or has patterns that take too long: it is not run.",
        remedy: "Validate it against that schema with another tool, or ask for one that stands alone.",
    }
    /// A schema that the credential does not keep.
    SCHEMA_VIOLATED = "schema.violated" {
        clause: "VC JSON Schema §4.2",
        means: "The credential does not keep a schema that it names itself.",
        remedy: "The issuer has to correct the credential or the schema that it names.",
    }
    /// An endorsement that does not hold.
    ENDORSEMENT_INVALID = "endorsement.invalid" {
        clause: "Open Badges 3.0 §9.6",
        means: "An endorsement in the credential is not valid: nobody vouches for what it says. The credential itself stands without it.",
        remedy: "Do not read the endorsement. Its own report says why it does not hold.",
    }
    /// An endorsement of which nothing can be told.
    ENDORSEMENT_UNDETERMINED = "endorsement.undetermined" {
        clause: "Open Badges 3.0 §9.6",
        means: "Whether an endorsement in the credential is valid cannot be told. Read it as a claim.",
        remedy: "Read the endorsement's own report, which says what is lacking.",
    }
    /// A credential of another kind.
    ENDORSEMENT_KIND = "endorsement.wrong-kind" {
        clause: "Open Badges 3.0 §9.6 (EndorsementCredential); OB 2.0 Endorsement",
        means: "What stands in the place of an endorsement is a credential of another kind, so it endorses nothing.",
        remedy: "Verify it by itself; do not read it as an endorsement.",
    }
    /// An endorsement of something else.
    ENDORSEMENT_OF_ANOTHER = "endorsement.of-another" {
        clause: "Open Badges 3.0 EndorsementSubject, property id; OB 2.0 Endorsement, claim",
        means: "The endorsement is genuine, but of something else than the credential, achievement or profile that carries it; or that has no identifier to compare.",
        remedy: "Do not count it here. Whoever endorses has to name what they endorse.",
    }
    /// The issuer's own word.
    ENDORSEMENT_BY_ISSUER = "endorsement.by-the-issuer" {
        clause: "Open Badges 3.0 §9.6",
        means: "The endorsement comes from the issuer of the credential itself, so it adds no one else's word.",
        remedy: "Do not count it as somebody else's.",
    }
    /// A digest that is not checked.
    EVIDENCE_NOT_CHECKED = "evidence.not-checked" {
        clause: "VC Data Model 2.0 §5.3",
        means: "The credential gives a digest of another document, which was not asked for or cannot be named.",
        remedy: "Ask for the comparison with `--ask-for-resources`, or compare the digest by hand where it matters.",
    }
    /// A digest of another form.
    DIGEST_UNREADABLE = "evidence.digest-unreadable" {
        clause: "VC Data Model 2.0 §5.3; Subresource Integrity §3.5; Controlled Identifiers 1.0 §2.5",
        means: "A digest is not of SHA-256, SHA-384 or SHA-512, or not in the form that its property calls for, so nothing can be compared.",
        remedy: "The issuer has to give the digest in one of those forms.",
    }
    /// Another document.
    DIGEST_MISMATCH = "evidence.digest-mismatch" {
        clause: "VC Data Model 2.0 §5.3",
        means: "A document that the credential names is not the one that the issuer saw: its digest is another.",
        remedy: "Do not rely on the document. Ask the issuer for the one that was meant.",
    }
    /// A document that could not be had.
    RESOURCE_UNAVAILABLE = "evidence.unavailable" {
        clause: "VC Data Model 2.0 §5.3",
        means: "A document of which the credential gives a digest could not be fetched, so it was not compared.",
        remedy: "Try again with the network allowed, or later.",
    }
    /// A newer edition that is not asked for.
    REFRESH_NOT_CHECKED = "refresh.not-checked" {
        clause: "Open Badges 3.0 §9.4",
        means: "The credential names a service that may have a newer edition, which was not asked or gave no answer.",
        remedy: "Ask it with `--ask-for-refresh`, or ask the holder whether it is the newest edition.",
    }
    /// There is one.
    REFRESH_NEWER = "refresh.newer-edition" {
        clause: "1EdTech Verifiable Credentials Refresh Service 1.0",
        means: "The refresh service has a newer edition of the credential, which holds.",
        remedy: "Use the newer edition; this one may say what is no longer so.",
    }
    /// An answer that does not hold.
    REFRESH_NOT_VALID = "refresh.not-valid" {
        clause: "1EdTech Verifiable Credentials Refresh Service 1.0",
        means: "The refresh service answers with a credential that is not valid, so whether there is a newer edition is not known.",
        remedy: "Read the nested report, and tell the issuer.",
    }
    /// An answer about something else.
    REFRESH_OF_ANOTHER = "refresh.of-another" {
        clause: "1EdTech Verifiable Credentials Refresh Service 1.0; Open Badges 3.0 §8.5",
        means: "The refresh service answers with a credential of another identifier or issuer, which is no edition of this one.",
        remedy: "Do not put it in the place of this one. Tell the issuer.",
    }
    /// Nobody was asked who the issuer is.
    ISSUER_NOT_LISTED = "issuer.no-registry" {
        clause: "Open Badges 3.0 §8.3 (issuer identity)",
        means: "The proof shows which key signed, not which institution holds that key, and no registry was given that could tell.",
        remedy: "Compare the issuer's identifier with the one that the institution publishes.",
    }
    /// A registry that could not be had.
    TRUST_UNAVAILABLE = "trust.registry-unavailable" {
        clause: "none: the caller's own registries",
        means: "A trust registry that you named could not be had, so it was not asked about the issuer.",
        remedy: "Try again with the network allowed, or give the registry as a file.",
    }
    /// A registry of another time.
    TRUST_OUT_OF_DATE = "trust.registry-out-of-date" {
        clause: "none: the registry's own `validUntil`",
        means: "A trust registry says of itself that it may not be relied on any more, so it was not asked.",
        remedy: "Get its present edition.",
    }
    /// A signed registry that is not proven.
    TRUST_NOT_VERIFIED = "trust.registry-not-verified" {
        clause: "Recognized Entities 1.0 (RecognizedEntityCredential)",
        means: "A signed list of recognised entities is not proven to be genuine and in force, so nothing it says was believed. Its own report says why.",
        remedy: "Read the nested report; get the list again from whoever publishes it.",
    }
    /// A signed registry of whom nobody knows.
    TRUST_RECOGNIZER = "trust.recognizer-not-listed" {
        clause: "Recognized Entities 1.0 (credential-based discovery, recognizedIn)",
        means: "A signed list of recognised entities comes from somebody whose word no list of yours takes, nor any list that is taken itself: anybody can sign such a list.",
        remedy: "Where you trust its issuer, list it in a registry of your own with the action `recognize`.",
    }
    /// Signed registries that vouch for each other alone.
    TRUST_CIRCULAR = "trust.recognizers-circular" {
        clause: "Recognized Entities 1.0 (credential-based discovery, recognizedIn)",
        means: "Those who recognise the signer of a list are in the end recognised by the signer alone: they vouch for each other, and nobody whose word you take vouches for any of them.",
        remedy: "Where you trust one of them, list it in a registry of your own with the action `recognize`.",
    }
    /// A list that the issuer names.
    TRUST_LIST_NAMED = "trust.list-named" {
        clause: "Recognized Entities 1.0 (recognizedIn)",
        means: "The issuer says in which list it is recognised, and that list is not among the registries that were given. It was not asked for: whoever issues names whatever list it likes.",
        remedy: "Get the list, look whose it is, and verify again with it and with a list of your own that takes its signer's word.",
    }
    /// In a registry.
    TRUST_LISTED = "trust.listed" {
        clause: "Open Badges 3.0 §8.3 (issuer identity)",
        means: "A trust registry that you named lists the issuer, for such a credential, at the time when it was issued.",
        remedy: "Nothing. How much it says depends on who keeps the registry.",
    }
    /// Not in any registry.
    TRUST_NOT_LISTED = "trust.not-listed" {
        clause: "Open Badges 3.0 §8.3 (issuer identity)",
        means: "The issuer stands in none of the trust registries that were asked. That says nothing against the credential itself.",
        remedy: "Ask the institution whether the identifier is its own, and whoever keeps the registry whether it belongs there.",
    }
    /// Recognised for something else.
    TRUST_OUT_OF_SCOPE = "trust.out-of-scope" {
        clause: "Recognized Entities 1.0 (recognizedTo, outputValidation)",
        means: "The issuer is recognised, and not for credentials of this kind.",
        remedy: "Ask whoever keeps the registry for what the issuer is recognised.",
    }
    /// Recognised at another time.
    TRUST_NOT_IN_FORCE = "trust.not-in-force" {
        clause: "none: the dates of the registry's entry",
        means: "The issuer is recognised for such credentials, and was not yet or not any more when it issued this one.",
        remedy: "Ask the issuer, or whoever keeps the registry, for the dates of its recognition.",
    }
    /// Recognised then and not now.
    TRUST_ENDED = "trust.recognition-ended" {
        clause: "none: the dates of the registry's entry",
        means: "The issuer was recognised when it issued the credential, and is not any more. The time of issue is its own word.",
        remedy: "Where it matters, ask for something else that shows when the credential was issued.",
    }
    /// Scope that cannot be told.
    TRUST_SCOPE_UNKNOWN = "trust.scope-unknown" {
        clause: "Recognized Entities 1.0 (outputValidation)",
        means: "The issuer is recognised for credentials that keep a schema, and whether this one does cannot be told.",
        remedy: "Try again with the network allowed; the reason says what stood in the way.",
    }
    /// A name like that of somebody listed.
    TRUST_LOOK_ALIKE = "trust.look-alike" {
        clause: "Open Badges 3.0 §8.3 (issuer identity); UTS #39 §4",
        means: "The issuer is in no registry, and its name or host looks like that of somebody who is: it may be taken for them.",
        remedy: "Do not go by the name. Compare the identifiers; ask the institution that is listed.",
    }
    /// Names that the issuer's document claims.
    ALSO_KNOWN_AS = "issuer.also-known-as" {
        clause: "DID Core 1.0 §5.1.3 (alsoKnownAs)",
        means: "The document of the issuer's DID says that the issuer has other identifiers as well. Anyone can say so of anything.",
        remedy: "Believe it only where what it names says the same of the issuer.",
    }
    /// Origin and DID name each other.
    DOMAIN_LINKED = "domain.linked" {
        clause: "Well Known DID Configuration, DID Configuration Resource Verification",
        means: "The issuer's DID signed that it belongs to a web origin, and that origin serves what it signed: whoever controls the one controls the other.",
        remedy: "See whether the origin is the one that the institution is known by.",
    }
    /// The origin names others.
    DOMAIN_NOT_LINKED = "domain.not-linked" {
        clause: "Well Known DID Configuration, DID Configuration Resource Verification",
        means: "The issuer names a web origin as its own, and what that origin serves does not name the issuer.",
        remedy: "Do not take the issuer for whoever runs that origin. Tell the issuer, who may have forgotten to publish it.",
    }
    /// What is to link them does not.
    DOMAIN_LINKAGE_INVALID = "domain.linkage-invalid" {
        clause: "Well Known DID Configuration, Domain Linkage Credential",
        means: "The origin serves a domain linkage credential of the issuer that is no good: of another origin or DID, out of date, badly formed, or with a proof that does not hold.",
        remedy: "Do not take the issuer for whoever runs that origin. Its own report says what is wrong with it.",
    }
    /// Nobody knows whether they are linked.
    DOMAIN_UNDETERMINED = "domain.undetermined" {
        clause: "Well Known DID Configuration, DID Configuration Resource Verification",
        means: "Whether a web origin that the issuer names knows the issuer could not be told: what it serves could not be had, read or checked.",
        remedy: "Try again later; many origins publish nothing of the kind.",
    }
    /// It verifies under an older edition of a context.
    OLDER_CONTEXT_EDITION = "terms.older-context-edition" {
        clause: "Open Badges 3.0 errata (context 3.0.3)",
        means: "The proof holds under an earlier edition of a context that was changed in place; under today's edition it does not.",
        remedy: "Accept it if that edition was current when it was signed. The issuer can sign it again.",
    }
    /// A document that the host says is gone for good.
    FETCH_GONE = "fetch.gone" {
        clause: "RFC 9110 §15.5.11",
        means: "The host says that there was a document at the address, and that there will be none any more. For a badge from before Open Badges 3.0 that means: revoked.",
        remedy: "Ask the issuer.",
    }
    /// A badge of a kind that is not read.
    OB2_NOT_READ = "ob2.not-read" {
        clause: "OB 2.0 Assertion, Endorsement",
        means: "It is a badge from before Open Badges 3.0 and this build goes without those, or it is an endorsement from that time that came by itself, which is verified only with what carries it.",
        remedy: "Verify a badge with a build that has the feature `legacy-badges`. Verify the badge that carries an endorsement, or read the endorsement as a claim.",
    }
    /// Marks of two generations.
    OB2_TWO_GENERATIONS = "ob2.two-generations" {
        clause: "OB 2.0 Assertion; OB 3.0 §4",
        means: "The document has the marks of a verifiable credential and of a badge from before Open Badges 3.0, so that one reader shows one badge and another reader another.",
        remedy: "Do not accept it. Ask the issuer for the one or the other.",
    }
    /// Another document than an assertion.
    OB2_NOT_AN_ASSERTION = "ob2.not-an-assertion" {
        clause: "OB 2.0 Assertion",
        means: "Where a badge should be there is another document, such as a badge class, a profile, or something else entirely.",
        remedy: "Give the badge itself. If its address answers with something else, tell the issuer.",
    }
    /// No clear way to verify it.
    OB2_VERIFICATION = "ob2.verification-unclear" {
        clause: "OB 2.0 VerificationObject, property type",
        means: "The badge does not say whether its host or its signature proves it, or says one and comes as the other.",
        remedy: "Ask the holder for the badge as the issuer gave it.",
    }
    /// No address to ask at.
    OB2_NO_ADDRESS = "ob2.address-missing" {
        clause: "OB 2.0 Hosted Verification; OB 0.5 assertion",
        means: "The badge is proven by its issuer's host alone, and does not say where that keeps it. Version 0.5 has no room for it.",
        remedy: "Ask the holder for the badge's address, and verify that.",
    }
    /// An address that shows nothing.
    OB2_NOT_HTTPS = "ob2.not-https" {
        clause: "OB 2.0 Hosted Verification; RFC 9110 §4.3",
        means: "The badge or one of its documents is at an address that is not https, so that whatever it answers with could be anybody's. It was not asked.",
        remedy: "Ask the issuer whether the badge is also kept at an https address.",
    }
    /// A document that could not be had.
    OB2_UNAVAILABLE = "ob2.document-unavailable" {
        clause: "OB 2.0 Hosted Verification; Signed Verification",
        means: "The badge, its class or its issuer's profile could not be fetched from its address, and nothing else says whether the badge is genuine.",
        remedy: "Try again with the network allowed, or later.",
    }
    /// A document that cannot be read.
    OB2_UNREADABLE = "ob2.document-unreadable" {
        clause: "OB 2.0 Hosted Verification; RFC 8259",
        means: "What one of the badge's addresses answers with is no JSON object that every reader reads in the same way.",
        remedy: "Tell the issuer; the finding holds the reason.",
    }
    /// A document that belongs elsewhere.
    OB2_ID_DIFFERS = "ob2.id-differs" {
        clause: "OB 2.0 Assertion, property id; Hosted Verification",
        means: "A document is served at one address and says that it belongs at another: it may be a copy of somebody else's.",
        remedy: "Verify the badge at the address that it names.",
    }
    /// An address that is not the issuer's.
    OB2_OUT_OF_SCOPE = "ob2.out-of-scope" {
        clause: "OB 2.0 VerificationObject, properties startsWith and allowedOrigins",
        means: "The badge is served from an address for which its issuer does not speak: neither the host of the issuer's profile, nor one that the profile allows.",
        remedy: "Do not accept it: anyone can name an issuer. If the issuer did move the badge, its profile has to say so.",
    }
    /// Another edition at the host.
    OB2_COPY_DIFFERS = "ob2.copy-differs" {
        clause: "OB 2.0 Hosted Verification",
        means: "The copy that was given says something else than what the issuer's host serves. The latter was verified, and it alone counts.",
        remedy: "Read what the host serves. Ask the holder where the copy comes from.",
    }
    /// Nobody who issued it.
    OB2_NO_ISSUER = "ob2.issuer-missing" {
        clause: "OB 2.0 BadgeClass, property issuer; Profile, property id",
        means: "The badge's documents do not lead to an issuer with an identifier, so nobody can be held to it.",
        remedy: "Do not accept it. Ask the issuer for a complete badge.",
    }
    /// A key that the issuer does not list.
    OB2_KEY_NOT_LISTED = "ob2.key-not-listed" {
        clause: "OB 2.0 Signed Verification; Profile, property publicKey",
        means: "The key that the badge names is not among those of the issuer's profile: anyone can sign in the issuer's name with a key of their own.",
        remedy: "Do not accept it. If the key is the issuer's, its profile has to list it.",
    }
    /// A key of somebody else.
    OB2_KEY_OWNER = "ob2.key-of-another" {
        clause: "OB 2.0 CryptographicKey, property owner",
        means: "The key names somebody else than the issuer as its owner, or nobody; or it lies on another host than an issuer's who does not list it.",
        remedy: "Do not accept it. If the key is the issuer's, the key's document has to name the issuer as its owner.",
    }
}
