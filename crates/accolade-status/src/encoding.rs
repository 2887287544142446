//! Bits as they are written in a list, taken in with bounds.

use std::io::{BufRead, Read, Write};

use base64ct::{Base64UrlUnpadded, Encoding};
use flate2::{
    Compression, GzBuilder,
    bufread::{GzDecoder, ZlibDecoder},
};

use crate::{MOST_BYTES, StatusError};

/// How the letters stand for bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    /// Multibase: base64url without padding, led by `u`.
    Multibase,
    /// base64url, as it was written before; some lists lead it by `u`, use the other alphabet, or pad it.
    Lenient,
    /// base64url without padding, as in tokens.
    Base64Url,
}

/// How the bytes are compressed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compressed {
    Gzip,
    Zlib,
}

/// The bits that a text stands for.
pub(crate) fn expand(text: &str, letters: Letters, compressed: Compressed) -> Result<Vec<u8>, StatusError> {
    let bytes = decode(text, letters)?;
    match compressed {
        Compressed::Gzip => {
            let mut decoder = GzDecoder::new(bytes.as_slice());
            let expanded = bounded(&mut decoder)?;
            ended(decoder.into_inner(), expanded)
        }
        Compressed::Zlib => {
            let mut decoder = ZlibDecoder::new(bytes.as_slice());
            let expanded = bounded(&mut decoder)?;
            ended(decoder.into_inner(), expanded)
        }
    }
}

/// The same bits always give the same text: no time and no name goes in.
pub(crate) fn compress(bits: &[u8]) -> String {
    let mut encoder = GzBuilder::new().write(Vec::new(), Compression::best());
    // Writing to a vector cannot fail.
    let written = encoder.write_all(bits).and_then(|()| encoder.finish()).unwrap_or_default();
    format!("u{}", Base64UrlUnpadded::encode_string(&written))
}

fn decode(text: &str, letters: Letters) -> Result<Vec<u8>, StatusError> {
    let refuse = |message| StatusError::ListEncoding { message };
    let lenient;
    let text = match letters {
        Letters::Multibase => {
            text.strip_prefix('u').ok_or_else(|| refuse("not led by `u`, for base64url"))?
        }
        Letters::Base64Url => text,
        Letters::Lenient => {
            // What gzip writes begins with `H4sI`, so a leading `u` is no part of it.
            let unled = text.strip_prefix('u').unwrap_or(text).trim_end_matches('=');
            lenient = unled.replace('+', "-").replace('/', "_");
            &lenient
        }
    };
    Base64UrlUnpadded::decode_vec(text).map_err(|_| refuse("not base64url"))
}

/// Reads until the end or the limit, and never holds more than that.
fn bounded(decoder: &mut impl Read) -> Result<Vec<u8>, StatusError> {
    let mut expanded = Vec::new();
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    let read = decoder.take(most.saturating_add(1)).read_to_end(&mut expanded);
    read.map_err(|error| StatusError::ListCompression { message: error.to_string() })?;
    if expanded.len() > MOST_BYTES {
        return Err(StatusError::ListTooLarge { limit: MOST_BYTES });
    }
    Ok(expanded)
}

/// One reader would stop where another reads on, so nothing may follow.
fn ended(mut rest: impl BufRead, expanded: Vec<u8>) -> Result<Vec<u8>, StatusError> {
    match rest.fill_buf() {
        Ok([]) => Ok(expanded),
        _ => Err(StatusError::ListCompression { message: "something follows what is compressed".to_owned() }),
    }
}
