use crate::png;

/// The kinds of image that can hold a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ImageFormat {
    /// Portable Network Graphics.
    Png,
    /// Scalable Vector Graphics, as plain XML.
    Svg,
}

/// Which kind of image the bytes are, judged by the signature of a PNG or the root element of an SVG.
///
/// An SVG in UTF-16 is recognised too, so that it can be refused with its reason.
///
/// ```
/// use accolade_bake::{ImageFormat, sniff};
/// assert_eq!(sniff(b"<!-- a badge --><svg/>"), Some(ImageFormat::Svg));
/// assert_eq!(sniff(b"{\"@context\": []}"), None);
/// ```
#[must_use]
pub fn sniff(bytes: &[u8]) -> Option<ImageFormat> {
    if bytes.starts_with(&png::SIGNATURE) {
        return Some(ImageFormat::Png);
    }
    let is_svg = match utf16(bytes) {
        Some(text) => text.contains("<svg"),
        None => root_is_svg(bytes),
    };
    is_svg.then_some(ImageFormat::Svg)
}

/// What the first bytes of some other file are known for.
pub(crate) fn looks_like(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 8] = [
        (b"\xff\xd8\xff", "a JPEG"),
        (b"GIF8", "a GIF"),
        (b"RIFF", "a WebP"),
        (b"\x1f\x8b", "gzip, perhaps an SVGZ: unpack it first"),
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x89PNG", "a PNG that was transferred as text"),
        (b"\0\0\0", "an HEIC or AVIF"),
    ];
    KNOWN.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

/// The encoding of a text in UTF-16 or UTF-32, judged by its first characters.
pub(crate) fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] | [b'<', 0, 0, 0, ..] | [0, 0, 0, b'<', ..] => {
            Some("UTF-32")
        }
        [0xff, 0xfe, ..] | [b'<', 0, ..] => Some("UTF-16LE"),
        [0xfe, 0xff, ..] | [0, b'<', ..] => Some("UTF-16BE"),
        _ => None,
    }
}

/// The beginning of a text in UTF-16 or UTF-32, near enough to look for a tag in it.
fn utf16(bytes: &[u8]) -> Option<String> {
    wide_encoding(bytes)?;
    Some(bytes.iter().take(4096).filter(|&&b| b != 0).map(|&b| char::from(b)).collect())
}

fn root_is_svg(bytes: &[u8]) -> bool {
    // The prolog holds a declaration, comments and a document type: none is long, and a file that is not an image at
    // all need not be read to its end. What follows the cut may be half a character.
    let head = bytes.get(..bytes.len().min(64 << 10)).unwrap_or_default();
    let head = match std::str::from_utf8(head) {
        Ok(head) => head,
        Err(error) => head
            .get(..error.valid_up_to())
            .and_then(|valid| std::str::from_utf8(valid).ok())
            .unwrap_or_default(),
    };
    let text = head.strip_prefix('\u{feff}').unwrap_or(head);
    if !text.trim_start().starts_with('<') {
        return false;
    }
    has_svg_root(text)
}

#[cfg(feature = "svg")]
fn has_svg_root(text: &str) -> bool {
    use quick_xml::events::Event;

    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(root) | Event::Empty(root)) => return root.local_name().into_inner() == "svg",
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

/// Near enough to say that it is not read.
#[cfg(not(feature = "svg"))]
fn has_svg_root(text: &str) -> bool {
    text.contains("<svg") || text.contains(":svg")
}
