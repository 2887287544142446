//! What this crate can find.

accolade_report::codes! {
    /// The specification's "colliding keywords".
    COLLIDING_KEYWORDS = "ld.colliding-keywords" {
        clause: "JSON-LD 1.1 API §5.1.2 step 13.4.2",
        means: "One object states the same keyword twice, for instance `id` and `@id`.",
        remedy: "Keep one of the two members.",
    }
    /// The specification's "conflicting indexes".
    CONFLICTING_INDEXES = "ld.conflicting-indexes" {
        clause: "JSON-LD 1.1 API §7.2.2 step 6.8",
        means: "One node is given two different `@index` values.",
        remedy: "Give the node one index.",
    }
    /// The specification's "context overflow".
    CONTEXT_OVERFLOW = "ld.context-overflow" {
        clause: "JSON-LD 1.1 API §4.1.2 step 5.2.3",
        means: "Contexts refer to contexts, more levels deep than the limit or in a circle.",
        remedy: "Refer to the needed contexts directly from the document.",
    }
    /// The specification's "cyclic IRI mapping".
    CYCLIC_IRI_MAPPING = "ld.cyclic-iri-mapping" {
        clause: "JSON-LD 1.1 API §4.2.2 step 1",
        means: "Terms of a context are defined through each other in a circle.",
        remedy: "Give one of the terms a full IRI.",
    }
    /// The specification's "IRI confused with prefix".
    IRI_CONFUSED_WITH_PREFIX = "ld.iri-confused-with-prefix" {
        clause: "JSON-LD 1.1 API §6.2.2 step 9",
        means: "While a document is compacted, an identifier begins with a term that is a prefix, so that it would be read as an abbreviation of another identifier.",
        remedy: "Rename the prefix in the context, or forbid it as one with `\"@prefix\": false`.",
    }
    /// The specification's "invalid @id value".
    INVALID_ID_VALUE = "ld.invalid-id-value" {
        clause: "JSON-LD 1.1 API §5.1.2 step 13.4.3.1",
        means: "The identifier of an object is not a string.",
        remedy: "Write the identifier as one string.",
    }
    /// The specification's "invalid @import value".
    INVALID_IMPORT_VALUE = "ld.invalid-import-value" {
        clause: "JSON-LD 1.1 API §4.1.2 step 5.6.2",
        means: "The value of `@import` in a context is not a string.",
        remedy: "Name one context by its URL.",
    }
    /// The specification's "invalid @included value".
    INVALID_INCLUDED_VALUE = "ld.invalid-included-value" {
        clause: "JSON-LD 1.1 API §5.1.2 step 13.4.6.3",
        means: "`@included` holds something that is not a node.",
        remedy: "Include objects only.",
    }
    /// The specification's "invalid @index value".
    INVALID_INDEX_VALUE = "ld.invalid-index-value" {
        clause: "JSON-LD 1.1 API §5.1.2 step 13.4.10.1",
        means: "The value of `@index` is not a string.",
        remedy: "Write the index as a string.",
    }
    /// The specification's "invalid @nest value".
    INVALID_NEST_VALUE = "ld.invalid-nest-value" {
        clause: "JSON-LD 1.1 API §5.1.2 step 14.2.1",
        means: "`@nest` holds something that is not a plain object, or its definition names a keyword.",
        remedy: "Nest plain objects only.",
    }
    /// The specification's "invalid @prefix value".
    INVALID_PREFIX_VALUE = "ld.invalid-prefix-value" {
        clause: "JSON-LD 1.1 API §4.2.2 step 25.2",
        means: "The value of `@prefix` in a term definition is not true or false.",
        remedy: "Write true or false.",
    }
    /// The specification's "invalid @propagate value".
    INVALID_PROPAGATE_VALUE = "ld.invalid-propagate-value" {
        clause: "JSON-LD 1.1 API §4.1.2 step 5.11.2",
        means: "The value of `@propagate` in a context is not true or false.",
        remedy: "Write true or false.",
    }
    /// The specification's "invalid @protected value".
    INVALID_PROTECTED_VALUE = "ld.invalid-protected-value" {
        clause: "JSON-LD 1.1 API §4.2.2 step 11",
        means: "The value of `@protected` is not true or false.",
        remedy: "Write true or false.",
    }
    /// The specification's "invalid @reverse value".
    INVALID_REVERSE_VALUE = "ld.invalid-reverse-value" {
        clause: "JSON-LD 1.1 API §5.1.2 step 13.4.13.1",
        means: "The value of `@reverse` is not an object.",
        remedy: "Write an object whose members are the reversed properties.",
    }
    /// The specification's "invalid @version value".
    INVALID_VERSION_VALUE = "ld.invalid-version-value" {
        clause: "JSON-LD 1.1 API §4.1.2 step 5.5.1",
        means: "The value of `@version` in a context is not the number 1.1.",
        remedy: "Write the number 1.1.",
    }
    /// The specification's "invalid base direction".
    INVALID_BASE_DIRECTION = "ld.invalid-base-direction" {
        clause: "JSON-LD 1.1 API §4.1.2 step 5.10.4",
        means: "A base direction is neither `ltr` nor `rtl`.",
        remedy: "Write `ltr` or `rtl`.",
    }
    /// The specification's "invalid base IRI".
    INVALID_BASE_IRI = "ld.invalid-base-iri" {
        clause: "JSON-LD 1.1 API §4.1.2 step 5.7.5",
        means: "The value of `@base` is not an IRI, or is relative where nothing is known to resolve it against.",
        remedy: "Write a full IRI.",
    }
    /// The specification's "invalid container mapping".
    INVALID_CONTAINER_MAPPING = "ld.invalid-container-mapping" {
        clause: "JSON-LD 1.1 API §4.2.2 step 19.1",
        means: "The `@container` of a term is none of the allowed keywords or combinations.",
        remedy: "Use one of the containers that JSON-LD 1.1 lists.",
    }
    /// The specification's "invalid context entry".
    INVALID_CONTEXT_ENTRY = "ld.invalid-context-entry" {
        clause: "JSON-LD 1.1 API §4.1.2 step 5.6.7",
        means: "An imported context itself imports another.",
        remedy: "Import a context that has no `@import`.",
    }
    /// The specification's "invalid context nullification".
    INVALID_CONTEXT_NULLIFICATION = "ld.invalid-context-nullification" {
        clause: "JSON-LD 1.1 API §4.1.2 step 5.1.1",
        means: "A `null` context would drop protected terms.",
        remedy: "Remove the `null` context: what is protected stays in force.",
    }
    /// The specification's "invalid default language".
    INVALID_DEFAULT_LANGUAGE = "ld.invalid-default-language" {
        clause: "JSON-LD 1.1 API §4.1.2 step 5.9.3",
        means: "The `@language` of a context is neither a string nor `null`.",
        remedy: "Write a language tag such as `de`.",
    }
    /// The specification's "invalid IRI mapping".
    INVALID_IRI_MAPPING = "ld.invalid-iri-mapping" {
        clause: "JSON-LD 1.1 API §4.2.2 step 14.2.3",
        means: "A term of a context is mapped to something that is no IRI.",
        remedy: "Map the term to a full IRI, or to a compact one whose prefix is defined.",
    }
    /// The specification's "invalid keyword alias".
    INVALID_KEYWORD_ALIAS = "ld.invalid-keyword-alias" {
        clause: "JSON-LD 1.1 API §4.2.2 step 14.2.3",
        means: "A term is defined as another name for `@context`.",
        remedy: "Write `@context` itself.",
    }
    /// The specification's "invalid language map value".
    INVALID_LANGUAGE_MAP_VALUE = "ld.invalid-language-map-value" {
        clause: "JSON-LD 1.1 API §5.1.2 step 13.7.4.2.2",
        means: "A language map holds something that is neither a string nor an array of strings.",
        remedy: "Write strings below the language tags.",
    }
    /// The specification's "invalid language mapping".
    INVALID_LANGUAGE_MAPPING = "ld.invalid-language-mapping" {
        clause: "JSON-LD 1.1 API §4.2.2 step 22.1",
        means: "The `@language` of a term is neither a string nor `null`.",
        remedy: "Write a language tag such as `de`.",
    }
    /// The specification's "invalid language-tagged string".
    INVALID_LANGUAGE_TAGGED_STRING = "ld.invalid-language-tagged-string" {
        clause: "JSON-LD 1.1 API §5.1.2 step 13.4.8.1",
        means: "The `@language` of a value is not a string.",
        remedy: "Write a language tag such as `de`.",
    }
    /// The specification's "invalid language-tagged value".
    INVALID_LANGUAGE_TAGGED_VALUE = "ld.invalid-language-tagged-value" {
        clause: "JSON-LD 1.1 API §5.1.2 step 15.4",
        means: "Something that is not a string is given a language.",
        remedy: "Give a language to strings only.",
    }
    /// The specification's "invalid local context".
    INVALID_LOCAL_CONTEXT = "ld.invalid-local-context" {
        clause: "JSON-LD 1.1 API §4.1.2 step 5.3",
        means: "A context is neither a URL, an object nor `null`.",
        remedy: "Write a URL or an object.",
    }
    /// The specification's "invalid remote context".
    INVALID_REMOTE_CONTEXT = "ld.invalid-remote-context" {
        clause: "JSON-LD 1.1 API §4.1.2 step 5.2.5.2",
        means: "A document that is used as a context has no `@context`, or one that cannot be imported.",
        remedy: "Check that the URL is that of a context.",
    }
    /// The specification's "invalid reverse property".
    INVALID_REVERSE_PROPERTY = "ld.invalid-reverse-property" {
        clause: "JSON-LD 1.1 API §4.2.2 step 13",
        means: "A reverse property has an `@id`, a `@nest` or a container that it cannot have.",
        remedy: "Remove what does not go with `@reverse`.",
    }
    /// The specification's "invalid reverse property map".
    INVALID_REVERSE_PROPERTY_MAP = "ld.invalid-reverse-property-map" {
        clause: "JSON-LD 1.1 API §5.1.2 step 13.4.1",
        means: "An object below `@reverse` has a keyword for a member.",
        remedy: "Keep properties only below `@reverse`.",
    }
    /// The specification's "invalid reverse property value".
    INVALID_REVERSE_PROPERTY_VALUE = "ld.invalid-reverse-property-value" {
        clause: "JSON-LD 1.1 API §5.1.2 step 13.13.4.1",
        means: "The value of a reverse property is not a node.",
        remedy: "Write an object or an identifier.",
    }
    /// The specification's "invalid scoped context".
    INVALID_SCOPED_CONTEXT = "ld.invalid-scoped-context" {
        clause: "JSON-LD 1.1 API §4.2.2 step 21.3",
        means: "The context inside a term definition is itself wrong.",
        remedy: "Look at the error it was found with.",
    }
    /// The specification's "invalid set or list object".
    INVALID_SET_OR_LIST_OBJECT = "ld.invalid-set-or-list-object" {
        clause: "JSON-LD 1.1 API §5.1.2 step 17.1",
        means: "An object with `@set` or `@list` has other members beside it.",
        remedy: "Keep `@index` at most.",
    }
    /// The specification's "invalid term definition".
    INVALID_TERM_DEFINITION = "ld.invalid-term-definition" {
        clause: "JSON-LD 1.1 API §4.2.2 steps 2, 9, 20, 25, 26",
        means: "A term is empty, or its definition is neither a string nor an object, or has a member it cannot have.",
        remedy: "Correct the term's definition.",
    }
    /// The specification's "invalid type mapping".
    INVALID_TYPE_MAPPING = "ld.invalid-type-mapping" {
        clause: "JSON-LD 1.1 API §4.2.2 step 12",
        means: "The `@type` of a term definition is no IRI and none of the allowed keywords.",
        remedy: "Write a full IRI, `@id`, `@vocab`, `@json` or `@none`.",
    }
    /// The specification's "invalid type value".
    INVALID_TYPE_VALUE = "ld.invalid-type-value" {
        clause: "JSON-LD 1.1 API §5.1.2 step 13.4.4.1",
        means: "The type of an object is neither a string nor an array of strings.",
        remedy: "Write strings.",
    }
    /// The specification's "invalid typed value".
    INVALID_TYPED_VALUE = "ld.invalid-typed-value" {
        clause: "JSON-LD 1.1 API §5.1.2 step 15.5",
        means: "The datatype of a value is not an IRI.",
        remedy: "Write one full IRI, or a term that has one.",
    }
    /// The specification's "invalid value object".
    INVALID_VALUE_OBJECT = "ld.invalid-value-object" {
        clause: "JSON-LD 1.1 API §5.1.2 step 15.1",
        means: "An object with `@value` has members that do not go with it.",
        remedy: "Keep `@type`, or `@language` and `@direction`, and `@index`.",
    }
    /// The specification's "invalid value object value".
    INVALID_VALUE_OBJECT_VALUE = "ld.invalid-value-object-value" {
        clause: "JSON-LD 1.1 API §5.1.2 step 13.4.7.2",
        means: "The `@value` of an object is itself an object or an array.",
        remedy: "Write a string, a number, true or false.",
    }
    /// The specification's "invalid vocab mapping".
    INVALID_VOCAB_MAPPING = "ld.invalid-vocab-mapping" {
        clause: "JSON-LD 1.1 API §4.1.2 step 5.8.3",
        means: "The value of `@vocab` is neither an IRI nor `null`.",
        remedy: "Write a full IRI that ends in `#` or `/`.",
    }
    /// The specification's "keyword redefinition".
    KEYWORD_REDEFINITION = "ld.keyword-redefinition" {
        clause: "JSON-LD 1.1 API §4.2.2 steps 4, 5",
        means: "A context tries to give a keyword another meaning.",
        remedy: "Remove the definition.",
    }
    /// The specification's "loading document failed".
    LOADING_DOCUMENT_FAILED = "ld.loading-document-failed" {
        clause: "JSON-LD 1.1 API §4.1.2 step 5.2.1",
        means: "A context is named by a relative URL, and nothing is known to resolve it against.",
        remedy: "Name the context by its full URL.",
    }
    /// The specification's "processing mode conflict".
    PROCESSING_MODE_CONFLICT = "ld.processing-mode-conflict" {
        clause: "JSON-LD 1.1 API §4.1.2 step 5.5.2",
        means: "A context says that it needs JSON-LD 1.1, while the caller asked for JSON-LD 1.0 contexts only.",
        remedy: "Allow JSON-LD 1.1.",
    }
    /// The specification's "protected term redefinition".
    PROTECTED_TERM_REDEFINITION = "ld.protected-term-redefinition" {
        clause: "JSON-LD 1.1 API §4.2.2 step 27.1",
        means: "A later context gives a protected term another meaning.",
        remedy: "Use another name for the term.",
    }
    /// The document uses a context that is not known here.
    CONTEXT_NOT_PINNED = "ld.context-not-pinned" {
        clause: "VC Data Integrity 1.0 §2.4",
        means: "The document uses a context that is not known here. Contexts are not fetched unless the policy allows it, because whoever serves one can change what a document says.",
        remedy: "Add the context to the resources of the verification, or allow it in the policy.",
    }
    /// The contexts inside the document ask for more work than the limit.
    CONTEXT_BUDGET_EXCEEDED = "ld.context-budget-exceeded" {
        clause: "JSON-LD 1.1 §C (security considerations)",
        means: "The contexts inside the document ask for more work than the limit.",
        remedy: "Use fewer contexts inside the document; raise the limit only for input that you trust.",
    }
    /// The document or its contexts are nested deeper than the limit.
    TOO_DEEP = "ld.too-deep" {
        clause: "JSON-LD 1.1 §C (security considerations)",
        means: "The document or its contexts are nested deeper than the limit.",
        remedy: "Nest less deeply.",
    }
    /// A member's name is defined in no context in force at its place.
    UNDEFINED_TERM = "ld.undefined-term" {
        clause: "VCDM 2.0 §4.2; VC Data Integrity 1.0 §4.2",
        means: "A member's name is defined in no context in force at its place, so the member is not part of what is signed.",
        remedy: "Add a context that defines the term, correct its spelling, or check the `type` of the object: many terms are defined for one type only.",
    }
    /// A type is defined in no context in force at its place.
    UNDEFINED_TYPE = "ld.undefined-type" {
        clause: "VCDM 2.0 §4.5",
        means: "A type is defined in no context in force at its place.",
        remedy: "Add the context that defines the type, or correct its spelling.",
    }
    /// A type is a relative reference, which means nothing without a base.
    RELATIVE_TYPE = "ld.relative-type" {
        clause: "VCDM 2.0 §4.5",
        means: "A type is a relative reference, which means nothing without a base.",
        remedy: "Write the type as a full IRI.",
    }
    /// An identifier is a relative reference, so what is said of it or with it is not part of what is signed.
    RELATIVE_IRI = "ld.relative-iri" {
        clause: "VCDM 2.0 §4.4",
        means: "An identifier is a relative reference, so what is said of it or with it is not part of what is signed.",
        remedy: "Write a full IRI.",
    }
    /// An identifier or a property has characters that no IRI has.
    INVALID_IRI = "ld.invalid-iri" {
        clause: "RFC 3987 §2.2",
        means: "An identifier or a property has characters that no IRI has, so what is said with it is not part of what is signed.",
        remedy: "Percent-encode the characters, or correct the identifier.",
    }
    /// A language tag is not well-formed, so the text it goes with is not part of what is signed.
    INVALID_LANGUAGE_TAG = "ld.invalid-language-tag" {
        clause: "BCP 47 §2.1",
        means: "A language tag is not well-formed, so the text it goes with is not part of what is signed.",
        remedy: "Write a tag such as `de` or `en-GB`.",
    }
    /// A property is a blank node, which RDF does not have.
    BLANK_NODE_PREDICATE = "ld.blank-node-predicate" {
        clause: "JSON-LD 1.1 API §8.1 step 1.3.2.3",
        means: "A property is a blank node, which RDF does not have.",
        remedy: "Give the property an IRI.",
    }
    /// A value stands where it says nothing about anything, so it is not part of what is signed.
    VALUE_DROPPED = "ld.value-dropped" {
        clause: "JSON-LD 1.1 API §5.1.2 steps 13.4.11.1 and 19",
        means: "A value stands where it says nothing about anything, so it is not part of what is signed.",
        remedy: "Remove it, or move it below a property.",
    }
    /// An index carries no meaning in RDF, so it is not part of what is signed and can be altered unseen.
    INDEX_DROPPED = "ld.index-dropped" {
        clause: "JSON-LD 1.1 §3.5.3 (data indexing)",
        means: "An index carries no meaning in RDF, so it is not part of what is signed and can be altered unseen.",
        remedy: "Do not rely on the index; state it as a property.",
    }
    /// A `null` says nothing in RDF, so it can be added or removed unseen.
    NULL_DROPPED = "ld.null-dropped" {
        clause: "JSON-LD 1.1 API §5.1.2 steps 1 and 13.10",
        means: "A `null` says nothing in RDF, so it can be added or removed unseen.",
        remedy: "Leave the member out.",
    }
    /// The same item stands twice in one array.
    ITEM_REPEATED = "ld.item-repeated" {
        clause: "JSON-LD 1.1 API §7.2.2 steps 6.6 and 6.9",
        means: "One property, or the type, holds the same item twice. In RDF it holds it once: how often it stands there is not signed, and can be changed unseen.",
        remedy: "State each item once, and do not count items. Where repetition matters, the context must say `@list`.",
    }
    /// A known member or type is stated under another name.
    HIDDEN_TERM = "ld.hidden-term" {
        clause: "VC Data Integrity 1.0 §2.4.1",
        means: "A member, a type or a value is written under a name or an IRI other than the one it is known by. The proof covers it, but a program that reads the JSON does not see it: an expiry or a status can be hidden so.",
        remedy: "Use the name that the standard context defines, and remove the context that defines another. Treat it as an attack if it came so.",
    }
    /// A known name is given another meaning.
    REMAPPED_TERM = "ld.remapped-term" {
        clause: "VC Data Integrity 1.0 §2.4.1",
        means: "A context that is not pinned gives a known name another meaning, so what a program reads under that name is not what the issuer signed under it.",
        remedy: "Remove the definition, or use another name for the other meaning. Treat it as an attack if it came so.",
    }
    /// Members stand where a reader of the JSON does not look.
    RESTRUCTURED = "ld.restructured" {
        clause: "VC Data Integrity 1.0 §2.4.1",
        means: "The document uses a form of JSON-LD that moves what is said to another place of the JSON, where a program that reads the JSON does not look.",
        remedy: "Write the document in the plain form: `id` and `type`, members where the data model has them, no arrays inside arrays.",
    }
    /// An identifier stands for another one.
    REWRITTEN_IRI = "ld.rewritten-iri" {
        clause: "VC Data Integrity 1.0 §2.4.1",
        means: "An identifier is abbreviated or relative, so the proof covers another identifier than the one that a program reads in the JSON.",
        remedy: "Write identifiers in full.",
    }
    /// The text is not N-Quads.
    NQUADS_SYNTAX = "nquads.syntax" {
        clause: "N-Quads §4",
        means: "A line is not a quad by the grammar of N-Quads.",
        remedy: "Look at the line named in the message.",
    }
    /// Canonicalization would cost more than allowed.
    RDFC_BUDGET_EXCEEDED = "rdfc.budget-exceeded" {
        clause: "RDFC-1.0 §7.1 (dataset poisoning)",
        means: "Telling the nodes without identifiers apart would take more work than any real credential needs, or the canonical form would be too long. Documents can be written so that this work never ends.",
        remedy: "Give an `id` to the objects that look alike. Raise the budget only for input that you trust.",
    }
    /// A term cannot be written in N-Quads.
    RDFC_ILL_FORMED_TERM = "rdfc.ill-formed-term" {
        clause: "RDFC-1.0 §A; N-Quads §4 (IRIREF, LANGTAG)",
        means: "A term cannot be written in N-Quads, or stands where it cannot stand: its line could be read as other statements.",
        remedy: "Correct the identifier or language tag named in the message.",
    }
}
