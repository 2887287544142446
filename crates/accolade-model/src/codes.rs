//! What this crate can find.

accolade_report::codes! {
    /// A value that must be an object is not one.
    NOT_AN_OBJECT = "vcdm.not-an-object" {
        clause: "VCDM 2.0 §4",
        means: "The document, or a value that the data model describes as an object, is something else, such as a string, a list or null.",
        remedy: "Write an object with the members that the clause asks for.",
    }
    /// The first context is not the data model's.
    CONTEXT_FIRST = "vcdm.context-first" {
        clause: "VCDM 2.0 §4.3; VCDM 1.1 §4.1",
        means: "The first item of `@context` is not the data model's own context, so the version cannot be told and the terms have no agreed meaning.",
        remedy: "Make `https://www.w3.org/ns/credentials/v2` the first item of `@context` and sign again.",
    }
    /// A context that is neither URL nor object.
    CONTEXT_ENTRY = "vcdm.context-entry" {
        clause: "VCDM 2.0 §4.3",
        means: "An item of `@context` is neither a URL nor an object of term definitions.",
        remedy: "Remove the item, or write the context's full URL.",
    }
    /// Terms of one version in a document of the other.
    MIXED_VERSIONS = "vcdm.mixed-versions" {
        clause: "VCDM 2.0 §4.3, §4.9; VCDM 1.1 §4.5",
        means: "The document belongs to one version of the data model and uses a term or the context of the other. Readers of the two versions would see two different periods of validity.",
        remedy: "Use `validFrom` and `validUntil` with version 2.0, `issuanceDate` and `expirationDate` with version 1.1, and one base context.",
    }
    /// The type that makes it a credential or presentation is missing.
    CREDENTIAL_TYPE = "vcdm.credential-type" {
        clause: "VCDM 2.0 §4.5",
        means: "`type` does not name `VerifiableCredential`, `VerifiablePresentation` or `EnvelopedVerifiableCredential`, so the object is not what its place says.",
        remedy: "Add the missing name to `type`.",
    }
    /// A type that is not a name.
    TYPE_MALFORMED = "vcdm.type-malformed" {
        clause: "VCDM 2.0 §4.5",
        means: "`type` holds something that is not the name of a type: not text, or empty.",
        remedy: "Write one name, or a list of names, each a term or a URL.",
    }
    /// A required property is missing.
    MISSING_PROPERTY = "vcdm.missing-property" {
        clause: "VCDM 2.0 §4; VCDM 1.1 §4",
        means: "A property that the data model requires is not there. The pointer names the place where it should stand.",
        remedy: "Add the property and sign again.",
    }
    /// A value that must be a URL is not one.
    NOT_A_URL = "vcdm.not-a-url" {
        clause: "VCDM 2.0 §4.4",
        means: "A value that must be a URL is not one: it has no scheme, or holds characters that no URL may hold.",
        remedy: "Write an absolute URL, such as `https://…`, `did:…` or `urn:uuid:…`.",
    }
    /// Several values where one is allowed.
    SINGLE_VALUE = "vcdm.single-value" {
        clause: "VCDM 2.0 §4.4, §4.7",
        means: "A list stands where exactly one value is allowed, so two readers can pick two different values.",
        remedy: "Keep one value.",
    }
    /// A subject without a claim.
    EMPTY_SUBJECT = "vcdm.empty-subject" {
        clause: "VCDM 2.0 §4.8",
        means: "The credential claims nothing about its subject: `credentialSubject`, or one of its items, is empty.",
        remedy: "Add at least one claim or identifier, or remove the empty item.",
    }
    /// A validity date that cannot be read.
    DATE_MALFORMED = "vcdm.date-malformed" {
        clause: "VCDM 2.0 §4.9; XML Schema 1.1 Part 2 §3.4.28 dateTimeStamp",
        means: "A date of validity is not a date and time with a time zone, so nobody can tell when the credential is in force.",
        remedy: "Write it as `2026-01-31T09:00:00Z`.",
    }
    /// The end lies before the beginning.
    PERIOD_REVERSED = "vcdm.period-reversed" {
        clause: "VCDM 2.0 §4.9",
        means: "The credential ends before it begins, so it is never in force.",
        remedy: "Correct the two dates.",
    }
    /// A name or description of the wrong form.
    LANGUAGE_VALUE = "vcdm.language-value" {
        clause: "VCDM 2.0 §4.6, §11.1",
        means: "A name or description is neither text nor a value object made of `@value` and, at most, `@language` and `@direction`.",
        remedy: "Write plain text, or `{\"@value\": …, \"@language\": …}` with nothing else in it.",
    }
    /// One related resource listed twice.
    DUPLICATE_RESOURCE = "vcdm.duplicate-resource" {
        clause: "VCDM 2.0 §5.3",
        means: "Two items of `relatedResource` speak of one resource, and can disagree about its digest.",
        remedy: "Keep one of the two items.",
    }
    /// A related resource without a digest.
    DIGEST_MISSING = "vcdm.digest-missing" {
        clause: "VCDM 2.0 §5.3",
        means: "A related resource is listed without `digestSRI` or `digestMultibase`, so nothing binds its content.",
        remedy: "Add a digest of the resource.",
    }
    /// A digest of the wrong form.
    DIGEST_MALFORMED = "vcdm.digest-malformed" {
        clause: "VCDM 2.0 §5.3; Subresource Integrity §3.5",
        means: "The digest of a related resource is not in the form that its property asks for.",
        remedy: "Write `digestSRI` as `sha256-`, `sha384-` or `sha512-` followed by Base64 of the hash, and `digestMultibase` as a multibase string.",
    }
    /// An envelope without readable content.
    ENVELOPE = "vcdm.envelope-malformed" {
        clause: "VCDM 2.0 §4.13",
        means: "The `id` of an enveloped credential or presentation is not a `data:` URL with a media type, so there is nothing to unwrap.",
        remedy: "Put the secured credential into `id` as a `data:` URL, such as `data:application/vc+jwt,…`.",
    }
    /// A member that no signature covers.
    NULL_VALUE = "vcdm.null-value" {
        clause: "JSON-LD 1.1 §5.1.2; VCDM 2.0 §6.1",
        means: "A member is null. JSON-LD drops it before signing, so the signature does not cover it and anyone can add or remove it.",
        remedy: "Remove the member.",
    }
    /// More findings than are listed.
    FINDINGS_CUT = "vcdm.findings-cut" {
        clause: "Accolade limits",
        means: "There are more findings than are worth listing; the rest are not reported.",
        remedy: "Correct those that are listed and look again.",
    }
    /// The Open Badges context is not where it must be.
    CONTEXT_ORDER = "ob3.context-order" {
        clause: "OB 3.0 AchievementCredential, EndorsementCredential; CLR 2.0 ClrCredential",
        means: "The contexts do not stand in the required order: the base context, for a CLR the CLR context, then the Open Badges 3.0 context.",
        remedy: "Put the Open Badges context second (third in a CLR), and sign again.",
    }
    /// The class is not named in `type`.
    WRONG_TYPE = "ob3.wrong-type" {
        clause: "OB 3.0 §B Data Model, property type",
        means: "An object's `type` does not name the class that its place calls for. Without the name its terms mean nothing, and the published schema lets a wrong name pass when it is plain text.",
        remedy: "Add the class's name to `type`.",
    }
    /// A list where the schemas want one type.
    TYPE_AS_LIST = "ob3.type-as-list" {
        clause: "OB 3.0 IdentityObject, IdentifierEntry, Image, GeoCoordinates",
        means: "The `type` of a class that has exactly one type is written as a list. It means the same, but both published schemas refuse it.",
        remedy: "Write the type as plain text.",
    }
    /// A required property is missing.
    OB3_MISSING_PROPERTY = "ob3.missing-property" {
        clause: "OB 3.0 §B Data Model, multiplicity",
        means: "A property that the class requires is not there. The pointer names the place where it should stand.",
        remedy: "Add the property and sign again.",
    }
    /// A value of the wrong kind.
    WRONG_KIND = "ob3.wrong-kind" {
        clause: "OB 3.0 §B Data Model; OB 3.0 serialization",
        means: "A value is of another kind than the class says, such as text for a number, or text for an object.",
        remedy: "Write the value as the class describes it.",
    }
    /// A list where one value belongs.
    ONE_EXPECTED = "ob3.one-expected" {
        clause: "OB 3.0 §B Data Model, multiplicity",
        means: "A list stands where the class has one value. A list of one means the same to JSON-LD, but both published schemas refuse it.",
        remedy: "Write the one value without the list.",
    }
    /// One value where the strict schema wants a list.
    LIST_EXPECTED = "ob3.list-expected" {
        clause: "OB 3.0 serialization; strict schemas of 2024",
        means: "One value stands where the strict schema of 2024 wants a list. The schema of 2026 takes both.",
        remedy: "Write a list, which every edition takes.",
    }
    /// A value outside its vocabulary.
    ENUMERATION = "ob3.enumeration" {
        clause: "OB 3.0 §B Enumerations",
        means: "A value is not in the vocabulary of its property, nor, where the vocabulary can be extended, a term that begins with `ext:`.",
        remedy: "Use a term of the vocabulary, or one with the prefix `ext:` where the vocabulary can be extended.",
    }
    /// An endorsement that is not a compact JWS.
    COMPACT_JWS = "ob3.compact-jws" {
        clause: "OB 3.0 CompactJws",
        means: "An item of `endorsementJwt` is not a compact JWS: three Base64url parts separated by dots.",
        remedy: "Put the endorsement's compact JWS there, or move an embedded endorsement to `endorsement`.",
    }
    /// Not a language code.
    LANGUAGE_CODE = "ob3.language-code" {
        clause: "OB 3.0 LanguageCode",
        means: "A language is not written as a language code, such as `en` or `pt-BR`.",
        remedy: "Write the code: language in lower case, region in upper case.",
    }
    /// Not a two-letter country code.
    COUNTRY_CODE = "ob3.country-code" {
        clause: "OB 3.0 CountryCode; ISO 3166-1",
        means: "A country code is not two capital letters.",
        remedy: "Write the two-letter code of ISO 3166-1.",
    }
    /// `hashed` and `identityHash` disagree.
    IDENTITY_HASH = "ob3.identity-hash" {
        clause: "OB 3.0 IdentityHash",
        means: "`hashed` and `identityHash` disagree: a hashed identity must read `sha256$` or `md5$` followed by the hash in hexadecimal, and one that is not hashed should not look like that.",
        remedy: "Write `sha256$` and 64 hexadecimal digits, or set `hashed` to false for a plain identity.",
    }
    /// A member that a closed class does not have.
    CLOSED_CLASS = "ob3.closed-class" {
        clause: "OB 3.0 §B Data Model",
        means: "An object of a class that cannot be extended has a member that the class does not define.",
        remedy: "Remove the member, or move it to an object that can be extended.",
    }
    /// Nothing says who the badge is about.
    SUBJECT_UNIDENTIFIED = "ob3.subject-unidentified" {
        clause: "OB 3.0 AchievementSubject; CLR 2.0 ClrSubject",
        means: "The subject has neither `id` nor `identifier`, so the badge can be claimed by anyone.",
        remedy: "Add the recipient's `id`, or an `identifier`.",
    }
    /// A value that must be a URI is not one.
    NOT_A_URI = "ob3.not-a-uri" {
        clause: "OB 3.0 URI, URL",
        means: "A value that must be a URI is not one. A relative reference means something else in every place.",
        remedy: "Write an absolute URI.",
    }
    /// A date that cannot be read.
    DATE = "ob3.date-malformed" {
        clause: "OB 3.0 DateTimeZ, DateTime, Date",
        means: "A date is not written as its property asks: `DateTimeZ` with a time zone, `DateTime` with or without, `Date` as year, month and day.",
        remedy: "Write it as `2026-01-31T09:00:00Z`, or `2026-01-31` for a day.",
    }
    /// A null member.
    NULL_IN_BADGE = "ob3.null-value" {
        clause: "OB 3.0 serialization",
        means: "A member is null. Such members must be left out, and JSON-LD drops them before signing, so the signature does not cover them.",
        remedy: "Remove the member.",
    }
    /// An empty list.
    EMPTY_LIST = "ob3.empty-list" {
        clause: "OB 3.0 serialization",
        means: "A list is empty. Empty lists must be left out, and no signature over RDF covers them.",
        remedy: "Remove the member.",
    }
    /// A language map that loses its text.
    LANGUAGE_MAP = "ob3.language-map" {
        clause: "OB 3.0 schemas of 2026; OB 3.0 context",
        means: "Text is written as a map from language to text. The schema of 2026 takes it, but the context does not define it, so the text is lost before signing.",
        remedy: "Write plain text in one language, set `inLanguage`, and link other languages by `related`.",
    }
    /// The issuer is a bare URI.
    ISSUER_WITHOUT_PROFILE = "ob3.issuer-without-profile" {
        clause: "OB 3.0 ProfileRef",
        means: "The issuer is given by its URI alone. That is allowed, yet some verifiers refuse it, and a reader learns nothing about the issuer.",
        remedy: "Embed a `Profile` with `id`, `type` and `name`.",
    }
    /// A type whose context is missing.
    EXTENSIONS_CONTEXT = "ob3.extensions-context" {
        clause: "OB 3.0 extensions.json",
        means: "A type that only `extensions.json` defines is used without that context, so the type is lost before signing.",
        remedy: "Add `https://purl.imsglobal.org/spec/ob/v3p0/extensions.json` to `@context` and sign again.",
    }
    /// A term that the first edition of the context lacks.
    NEWER_TERM = "ob3.newer-term" {
        clause: "OB 3.0 errata, context-3.0.3.json",
        means: "The document uses a term that was added to the context of 3.0.3 after its first publication under the same URL. A verifier that holds the older text leaves the term out and sees another document.",
        remedy: "Nothing, if the proof holds. When issuing, leave the term out unless you need it.",
    }
    /// A context that does not exist, as in the published examples.
    UNPUBLISHED_CONTEXT = "ob3.unpublished-context" {
        clause: "OB 3.0 examples",
        means: "`@context` names a context that was never published; it stands in the specification's examples by mistake.",
        remedy: "Remove it, or use `https://www.w3.org/ns/credentials/examples/v2`.",
    }
    /// A misspelling that the published examples carry.
    MISSPELT_NAME = "ob3.misspelt-name" {
        clause: "OB 3.0 examples and property descriptions",
        means: "A name is misspelt in a way that the specification's own text and examples are, and no verifier knows it by that spelling.",
        remedy: "Use the spelling given as expected.",
    }
    /// The 1EdTech schema is not among the schemas.
    CREDENTIAL_SCHEMA = "ob3.credential-schema" {
        clause: "OB 3.0 CredentialSchema",
        means: "`credentialSchema` is given, but none of its items is the 1EdTech schema of this credential with type `1EdTechJsonSchemaValidator2019`.",
        remedy: "Add that item beside your own.",
    }
    /// A result whose description is not there.
    RESULT_DESCRIPTION_UNKNOWN = "ob3.result-description-unknown" {
        clause: "OB 3.0 Result, property resultDescription",
        means: "A result names a description that the asserted achievement does not have, so nobody can tell what the result means.",
        remedy: "Add the description to the achievement, or correct the identifier.",
    }
    /// A level that the description does not have.
    ACHIEVED_LEVEL_UNKNOWN = "ob3.achieved-level-unknown" {
        clause: "OB 3.0 Result, property achievedLevel",
        means: "A result names a level that is not among the rubric levels of its own description.",
        remedy: "Name a level of the linked description, or link the description that has the level.",
    }
    /// A required level that does not exist.
    REQUIRED_LEVEL_UNKNOWN = "ob3.required-level-unknown" {
        clause: "OB 3.0 ResultDescription, property requiredLevel",
        means: "The level required to pass is not among the description's own rubric levels.",
        remedy: "Name one of the description's levels.",
    }
    /// A required value that nobody can reach.
    REQUIRED_VALUE = "ob3.required-value-outside" {
        clause: "OB 3.0 ResultDescription, property requiredValue",
        means: "The value required to pass is neither an allowed value nor within the range.",
        remedy: "Correct `requiredValue`, `allowedValue` or the range.",
    }
    /// A status result without a status.
    RESULT_STATUS_MISSING = "ob3.result-status-missing" {
        clause: "OB 3.0 Result, property status",
        means: "The linked description is of type `Status`, but the result has no `status`.",
        remedy: "Add the `status`.",
    }
    /// A value that is not on its scale.
    RESULT_VALUE = "ob3.result-value-outside" {
        clause: "OB 3.0 ResultDescription, properties allowedValue, valueMin, valueMax",
        means: "The value of a result is neither an allowed value nor within the range of its description.",
        remedy: "Correct the value, or the scale.",
    }
    /// A range that is no range.
    RESULT_RANGE = "ob3.result-range" {
        clause: "OB 3.0 ResultDescription, properties valueMin, valueMax",
        means: "The range of a numeric description is not made of numbers, or ends below its beginning.",
        remedy: "Write both ends as decimal numbers, the lower one as `valueMin`.",
    }
    /// Two scales or levels of one identifier.
    DUPLICATE_ID = "ob3.duplicate-id" {
        clause: "OB 3.0 ResultDescription, RubricCriterionLevel, property id",
        means: "Two result descriptions, or two levels of one, have the same identifier, so a result that names it has two meanings.",
        remedy: "Give each its own identifier.",
    }
    /// A result that says nothing.
    RESULT_EMPTY = "ob3.result-empty" {
        clause: "OB 3.0 Result",
        means: "A result has neither value, level nor status, so it says nothing.",
        remedy: "Add what was achieved, or remove the result.",
    }
    /// The badge is about somebody else.
    RECIPIENT_MISMATCH = "recipient.mismatch" {
        clause: "OB 3.0 verification, recipient",
        means: "None of the subject's identifiers is the person or account that was asked for.",
        remedy: "Ask the holder which address or account the badge was issued to.",
    }
    /// Nothing to compare the recipient with.
    RECIPIENT_NOT_COMPARABLE = "recipient.not-comparable" {
        clause: "OB 3.0 verification, recipient",
        means: "The subject has no identifier of the kind that was asked for, so nothing can be compared.",
        remedy: "Ask with another kind of identifier, one that the badge has.",
    }
    /// The match rests on MD5.
    RECIPIENT_WEAK_HASH = "recipient.weak-hash" {
        clause: "OB 3.0 IdentityHash; RFC 6151",
        means: "The recipient matches an MD5 hash. Two different identities can be made to have the same MD5 hash.",
        remedy: "Ask the issuer to issue the badge again with SHA-256.",
    }
    /// The match needs the address in lower case.
    RECIPIENT_LOWER_CASE = "recipient.lower-case" {
        clause: "OB 3.0 IdentityHash",
        means: "The e-mail address matches only after it was turned to lower case, which some issuers do before hashing though the specification does not say so.",
        remedy: "Nothing, where your mail system ignores case.",
    }
    /// A property that a badge before 3.0 must have.
    OB2_MISSING_PROPERTY = "ob2.missing-property" {
        clause: "OB 2.0 Assertion, BadgeClass, Profile; OB 1.1 Assertion, BadgeClass, IssuerOrganization",
        means: "A property that the badge's version requires is not there. The pointer names the place where it should stand.",
        remedy: "The issuer has to complete the document.",
    }
    /// A value of another kind than the property has.
    OB2_WRONG_VALUE = "ob2.value-of-another-kind" {
        clause: "OB 2.0 Assertion, BadgeClass, Profile",
        means: "A value is not of the kind that the property has in the badge's version, such as text in the place of an address.",
        remedy: "The issuer has to correct the document.",
    }
    /// A type that does not fit the place.
    OB2_WRONG_TYPE = "ob2.wrong-type" {
        clause: "OB 2.0 Assertion, BadgeClass, Profile, property type",
        means: "`type` does not name the class that belongs in the place.",
        remedy: "The issuer has to correct `type`.",
    }
    /// A date that cannot be read.
    OB2_DATE = "ob2.date-malformed" {
        clause: "OB 2.0 data type DateTime; OB 1.1 DateTime; ISO 8601",
        means: "A date is not written as the badge's version asks for: since 2.0 with time and zone, before also as a day or as seconds since 1970.",
        remedy: "The issuer has to write it like `2016-12-31T23:59:59Z`.",
    }
    /// It ends before it begins.
    OB2_PERIOD_REVERSED = "ob2.period-reversed" {
        clause: "OB 2.0 Assertion, properties issuedOn and expires",
        means: "The badge ends before it was issued, so it is never in force.",
        remedy: "The issuer has to correct the two dates.",
    }
    /// A hashed recipient that is no hash.
    OB2_IDENTITY_HASH = "ob2.identity-hash-malformed" {
        clause: "OB 2.0 data type IdentityHash",
        means: "The recipient is said to be hashed, but is no SHA-256 or MD5 hash in its form, so nobody can tell whom the badge is about.",
        remedy: "The issuer has to write the algorithm, a dollar sign and the digits.",
    }
    /// A hash without salt.
    OB2_UNSALTED = "ob2.recipient-unsalted" {
        clause: "OB 2.0 IdentityObject, property salt",
        means: "The recipient is hashed without salt: whoever has a list of addresses can find out whom the badge is about.",
        remedy: "Do not take it for private. The issuer should hash with a salt of each badge's own.",
    }
    /// An extension that is not checked.
    OB2_EXTENSION = "ob2.extension-not-checked" {
        clause: "OB 2.0 Extension, TypeValidation",
        means: "The badge holds an extension, which was not held against the schema that its context names.",
        remedy: "Read it as it stands, or hold it against its schema with another tool.",
    }
    /// A part of a badge that is not in what was made of it.
    OB2_LOST = "ob2.lost" {
        clause: "OB 3.0 Implementation Guide, migrating from Open Badges 2.0",
        means: "A part of the badge has no counterpart in Open Badges 3.0, or proves nothing there, so the converted credential is without it.",
        remedy: "Look whether it matters. The old badge, which the evidence names, still has it.",
    }
    /// A value in another form.
    OB2_REWRITTEN = "ob2.rewritten" {
        clause: "OB 3.0 Implementation Guide, migrating from Open Badges 2.0; VCDM 2.0 §4.9",
        means: "A value of the badge stands in the converted credential in another form, such as a day as its first moment.",
        remedy: "Nothing, where the finding's message says what was meant.",
    }
    /// A badge of which nothing can be made.
    OB2_NOT_CONVERTIBLE = "ob2.not-convertible" {
        clause: "OB 3.0 Implementation Guide, migrating from Open Badges 2.0",
        means: "No credential of Open Badges 3.0 can be made of the badge: it was revoked, or lacks something that every credential has.",
        remedy: "Ask the issuer. What is missing cannot be made up.",
    }
}
