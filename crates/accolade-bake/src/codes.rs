//! What this crate can find.

accolade_report::codes! {
    /// Neither a PNG nor an SVG.
    UNKNOWN_FORMAT = "bake.unknown-format" {
        clause: "OB 3.0 §5.3",
        means: "The bytes are neither a PNG nor an SVG image, the two formats that a badge can be baked into.",
        remedy: "Ask for the image as the issuer sent it: messengers and photo libraries convert images to JPEG or WebP, and the credential is lost on the way.",
    }
    /// The image or the text in it is longer than allowed.
    TOO_LARGE = "bake.too-large" {
        clause: "OB 3.0 §5.3",
        means: "The image, or the credential in it, is longer than the limit.",
        remedy: "Raise the limit only for input that you trust.",
    }
    /// The image holds no credential.
    NO_CREDENTIAL = "bake.no-credential" {
        clause: "OB 3.0 §5.3.1.2, §5.3.2.2",
        means: "The image is well formed, yet holds no credential, or an empty one.",
        remedy: "Use the image as the issuer sent it. Screenshots, photo pickers and image editors drop what is baked in.",
    }
    /// What is to be baked is no credential.
    NOT_A_CREDENTIAL = "bake.not-a-credential" {
        clause: "OB 3.0 §5.3.1.1, §5.3.2.1",
        means: "The text to bake is neither a JSON object nor a compact token, or holds a character that the image format cannot carry.",
        remedy: "Bake the signed credential: a JSON document with a proof, or a compact JWS.",
    }
    /// The image holds a credential already.
    ALREADY_BAKED = "bake.already-baked" {
        clause: "OB 3.0 §5.3.1.1, §5.3.2.1",
        means: "The image holds a credential already, and an image must hold one only.",
        remedy: "Start from the image without a credential, or ask for the old one to be replaced.",
    }
    /// The image holds two credentials.
    TWO_CREDENTIALS = "bake.two-credentials" {
        clause: "OB 3.0 §5.3.1.1, §5.3.2.1",
        means: "The image holds more than one credential, so one reader shows one and another reader the other.",
        remedy: "Treat it as an attack, or have the issuer bake the image again.",
    }
    /// A credential of an earlier edition stands beside the current one.
    LEGACY_BESIDE = "bake.legacy-beside" {
        clause: "OB 2.0 Baking §PNG, §SVG; OB 3.0 §5.3",
        means: "The image holds an Open Badges 2.0 assertion beside the credential that was read. The assertion was not looked at.",
        remedy: "Nothing, if the issuer upgraded the badge. Older readers show the other one, so compare the two if it matters.",
    }
    /// The credential is of an earlier edition.
    LEGACY = "bake.legacy" {
        clause: "OB 2.0 Baking §PNG, §SVG",
        means: "The image was baked by the rules of Open Badges 2.0 or before.",
        remedy: "Nothing. Ask the issuer for an Open Badges 3.0 credential if you need one.",
    }
    /// The file ends too early.
    TRUNCATED = "bake.truncated" {
        clause: "PNG §5.3, §11.2.5",
        means: "The PNG ends inside a chunk or without its end mark.",
        remedy: "Get the file again: the transfer was cut short.",
    }
    /// A chunk states a length that no chunk may have.
    CHUNK_LENGTH = "bake.chunk-length" {
        clause: "PNG §5.3",
        means: "A PNG chunk states a length above 2^31-1 bytes.",
        remedy: "Get the file again; if it stays so, it was damaged on purpose.",
    }
    /// The chunks do not make up a PNG.
    PNG_STRUCTURE = "bake.png-structure" {
        clause: "PNG §5.6",
        means: "The chunks of the PNG are not in their order: the header must come first and once, and image data before the end.",
        remedy: "Save the image again with another program. Apple's optimised PNGs are not PNGs by the standard.",
    }
    /// A chunk's checksum is wrong.
    CHUNK_CRC = "bake.chunk-crc" {
        clause: "PNG §5.3",
        means: "The checksum of a PNG chunk does not match its content: the file was altered without care or damaged.",
        remedy: "Get the file again from where it was issued.",
    }
    /// Bytes follow the end of the image.
    TRAILING_DATA = "bake.trailing-data" {
        clause: "PNG §5.6, §13.2",
        means: "Bytes follow the end of the PNG. Nothing was read from them; other programs may.",
        remedy: "Cut them off before baking; be careful with such a file from a stranger.",
    }
    /// The chunk that holds the credential cannot be read.
    MALFORMED_CHUNK = "bake.malformed-chunk" {
        clause: "PNG §11.3.3",
        means: "The chunk that holds the credential lacks a field, names an unknown compression, or its compressed data is broken.",
        remedy: "Have the image baked again.",
    }
    /// The credential is compressed.
    COMPRESSED_CHUNK = "bake.compressed-chunk" {
        clause: "OB 3.0 §5.3.1.1",
        means: "The credential is compressed inside its PNG chunk, which the specification forbids. It was read all the same.",
        remedy: "Ask the issuer to bake without compression: strict readers refuse the image.",
    }
    /// The credential grows beyond the limit when decompressed.
    DECOMPRESSION_LIMIT = "bake.decompression-limit" {
        clause: "OB 3.0 §5.3.1.1",
        means: "The compressed credential grows beyond the limit, as a decompression bomb does.",
        remedy: "Treat it as an attack. Raise the limit only for input that you trust.",
    }
    /// The credential stands in a chunk of another type.
    WRONG_CHUNK_TYPE = "bake.wrong-chunk-type" {
        clause: "OB 3.0 §5.3.1.1",
        means: "The credential stands in a `tEXt` or `zTXt` chunk, where `iTXt` is required. It holds ASCII only, so it was read all the same.",
        remedy: "Ask the issuer to bake into an `iTXt` chunk: other readers will not find it.",
    }
    /// Fields that must be empty are not.
    CHUNK_FIELDS = "bake.chunk-fields" {
        clause: "OB 3.0 §5.3.1.1",
        means: "The `iTXt` chunk has a language tag or a translated keyword, which have no meaning for a credential.",
        remedy: "Nothing; the issuer's baking is untidy.",
    }
    /// Text that is not UTF-8.
    NOT_UTF8 = "bake.not-utf8" {
        clause: "PNG §11.3.3.4; RFC 8259 §8.1",
        means: "The credential or the SVG around it is not UTF-8, so its characters could only be guessed.",
        remedy: "Ask the issuer to bake UTF-8 text into an `iTXt` chunk. Do not convert a signed text.",
    }
    /// The SVG is in another encoding.
    SVG_ENCODING = "bake.svg-encoding" {
        clause: "XML 1.0 §4.3.3",
        means: "The SVG is not in UTF-8 or says that it is not.",
        remedy: "Save the image as UTF-8 before it is baked; ask the issuer for another copy afterwards.",
    }
    /// The SVG is not well-formed.
    SVG_MALFORMED = "bake.svg-malformed" {
        clause: "XML 1.0 §2.1; Namespaces in XML 1.0 §5",
        means: "The SVG is not well-formed XML with an `svg` element around everything, so readers can disagree on what it holds.",
        remedy: "Save the image again with an SVG editor and bake that.",
    }
    /// The credential depends on an entity.
    SVG_ENTITY = "bake.svg-entity" {
        clause: "XML 1.0 §4.1, §4.4",
        means: "What the SVG's credential says depends on an entity or on declarations in the document type, which are never fetched or expanded here.",
        remedy: "Treat it as an attack, or have the image baked again without a document type.",
    }
    /// Something other than text stands in the credential element.
    SVG_MARKUP = "bake.svg-markup" {
        clause: "OB 3.0 §5.3.2.1",
        means: "The element that holds the credential holds other markup than text and CDATA sections.",
        remedy: "Have the image baked again, the JSON in a CDATA section.",
    }
    /// The SVG is built to be costly.
    SVG_TOO_COMPLEX = "bake.svg-too-complex" {
        clause: "XML 1.0 §3",
        means: "The SVG nests elements, or lists attributes or namespaces, beyond what any image needs.",
        remedy: "Treat it as an attack, or simplify the drawing.",
    }
}
