use accolade_report::Code;

use crate::codes;

macro_rules! faults {
    ($( $name:ident = $text:literal, $code:ident; )*) => {
        /// An error condition of the JSON-LD API.
        ///
        /// See [`JsonLdErrorCode`](https://www.w3.org/TR/json-ld11-api/#jsonlderrorcode). Those that only loading over a
        /// network or in HTML can meet are left out.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Fault {
            $( #[doc = concat!("\"", $text, "\"")] $name, )*
        }

        impl Fault {
            /// The specification's name for it, such as `protected term redefinition`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$name => $text, )* }
            }

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> Code {
                match self { $( Self::$name => codes::$code, )* }
            }
        }
    };
}

faults! {
    CollidingKeywords = "colliding keywords", COLLIDING_KEYWORDS;
    ConflictingIndexes = "conflicting indexes", CONFLICTING_INDEXES;
    ContextOverflow = "context overflow", CONTEXT_OVERFLOW;
    CyclicIriMapping = "cyclic IRI mapping", CYCLIC_IRI_MAPPING;
    IriConfusedWithPrefix = "IRI confused with prefix", IRI_CONFUSED_WITH_PREFIX;
    InvalidIdValue = "invalid @id value", INVALID_ID_VALUE;
    InvalidImportValue = "invalid @import value", INVALID_IMPORT_VALUE;
    InvalidIncludedValue = "invalid @included value", INVALID_INCLUDED_VALUE;
    InvalidIndexValue = "invalid @index value", INVALID_INDEX_VALUE;
    InvalidNestValue = "invalid @nest value", INVALID_NEST_VALUE;
    InvalidPrefixValue = "invalid @prefix value", INVALID_PREFIX_VALUE;
    InvalidPropagateValue = "invalid @propagate value", INVALID_PROPAGATE_VALUE;
    InvalidProtectedValue = "invalid @protected value", INVALID_PROTECTED_VALUE;
    InvalidReverseValue = "invalid @reverse value", INVALID_REVERSE_VALUE;
    InvalidVersionValue = "invalid @version value", INVALID_VERSION_VALUE;
    InvalidBaseDirection = "invalid base direction", INVALID_BASE_DIRECTION;
    InvalidBaseIri = "invalid base IRI", INVALID_BASE_IRI;
    InvalidContainerMapping = "invalid container mapping", INVALID_CONTAINER_MAPPING;
    InvalidContextEntry = "invalid context entry", INVALID_CONTEXT_ENTRY;
    InvalidContextNullification = "invalid context nullification", INVALID_CONTEXT_NULLIFICATION;
    InvalidDefaultLanguage = "invalid default language", INVALID_DEFAULT_LANGUAGE;
    InvalidIriMapping = "invalid IRI mapping", INVALID_IRI_MAPPING;
    InvalidKeywordAlias = "invalid keyword alias", INVALID_KEYWORD_ALIAS;
    InvalidLanguageMapValue = "invalid language map value", INVALID_LANGUAGE_MAP_VALUE;
    InvalidLanguageMapping = "invalid language mapping", INVALID_LANGUAGE_MAPPING;
    InvalidLanguageTaggedString = "invalid language-tagged string", INVALID_LANGUAGE_TAGGED_STRING;
    InvalidLanguageTaggedValue = "invalid language-tagged value", INVALID_LANGUAGE_TAGGED_VALUE;
    InvalidLocalContext = "invalid local context", INVALID_LOCAL_CONTEXT;
    InvalidRemoteContext = "invalid remote context", INVALID_REMOTE_CONTEXT;
    InvalidReverseProperty = "invalid reverse property", INVALID_REVERSE_PROPERTY;
    InvalidReversePropertyMap = "invalid reverse property map", INVALID_REVERSE_PROPERTY_MAP;
    InvalidReversePropertyValue = "invalid reverse property value", INVALID_REVERSE_PROPERTY_VALUE;
    InvalidScopedContext = "invalid scoped context", INVALID_SCOPED_CONTEXT;
    InvalidSetOrListObject = "invalid set or list object", INVALID_SET_OR_LIST_OBJECT;
    InvalidTermDefinition = "invalid term definition", INVALID_TERM_DEFINITION;
    InvalidTypeMapping = "invalid type mapping", INVALID_TYPE_MAPPING;
    InvalidTypeValue = "invalid type value", INVALID_TYPE_VALUE;
    InvalidTypedValue = "invalid typed value", INVALID_TYPED_VALUE;
    InvalidValueObject = "invalid value object", INVALID_VALUE_OBJECT;
    InvalidValueObjectValue = "invalid value object value", INVALID_VALUE_OBJECT_VALUE;
    InvalidVocabMapping = "invalid vocab mapping", INVALID_VOCAB_MAPPING;
    KeywordRedefinition = "keyword redefinition", KEYWORD_REDEFINITION;
    LoadingDocumentFailed = "loading document failed", LOADING_DOCUMENT_FAILED;
    ProcessingModeConflict = "processing mode conflict", PROCESSING_MODE_CONFLICT;
    ProtectedTermRedefinition = "protected term redefinition", PROTECTED_TERM_REDEFINITION;
}
