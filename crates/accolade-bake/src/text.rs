//! What may be baked, and what was.

use crate::{BakeError, Limits};

/// The credential without white space around it, if both image formats can carry it.
pub(crate) fn bakeable<'a>(credential: &'a str, limits: &Limits) -> Result<&'a str, BakeError> {
    let text = trim(credential);
    if text.len() > limits.text_bytes {
        return Err(BakeError::TooLarge { found: text.len(), limit: limits.text_bytes });
    }
    let reason = if text.is_empty() {
        "the text is empty"
    } else if !(is_object_like(text) || is_compact_token(text)) {
        "the text is neither a JSON object nor a compact token"
    } else if !text.chars().all(is_xml_char) {
        "the text holds a character that XML does not allow; write it as a JSON escape"
    } else {
        return Ok(text);
    };
    Err(BakeError::NotACredential { reason })
}

/// Without the white space of JSON and XML around it.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n'])
}

fn is_object_like(text: &str) -> bool {
    text.starts_with('{') && text.ends_with('}')
}

/// Whether the text has only the characters of a compact JWS, or of an SD-JWT, and at least two dots.
pub(crate) fn is_compact_token(text: &str) -> bool {
    let in_alphabet = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~');
    text.bytes().all(in_alphabet) && text.bytes().filter(|&b| b == b'.').count() >= 2
}

/// [XML 1.0 §2.2](https://www.w3.org/TR/xml/#charsets); a PNG's text could carry more, except NUL.
fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}
