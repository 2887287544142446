//! Bits as they are written in a list, taken in with bounds.

use std::io::Write;

use base64ct::{Base64UrlUnpadded, Encoding};
use flate2::{Compression, Decompress, FlushDecompress, GzBuilder, Status, write::ZlibEncoder};

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
        Compressed::Gzip => gunzip(&bytes),
        Compressed::Zlib => {
            let (expanded, taken) = inflate(&bytes, true)?;
            ended(bytes.get(taken..).unwrap_or_default(), expanded)
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

/// The same for a status list token.
pub(crate) fn compress_for_token(bits: &[u8]) -> String {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    // Writing to a vector cannot fail.
    let written = encoder.write_all(bits).and_then(|()| encoder.finish()).unwrap_or_default();
    Base64UrlUnpadded::encode_string(&written)
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

/// One member of [RFC 1952](https://www.rfc-editor.org/rfc/rfc1952#section-2.3). Its frame is read here, because the usual reader of
/// it has tables of 16 kB, which are felt in a browser's build.
fn gunzip(bytes: &[u8]) -> Result<Vec<u8>, StatusError> {
    let compressed = behind_header(bytes).map_err(refused)?;
    let (expanded, taken) = inflate(compressed, false)?;
    let rest = behind_frame(compressed.get(taken..).unwrap_or_default(), &expanded).map_err(refused)?;
    ended(rest, expanded)
}

const CUT: &str = "cut off";

fn refused(message: &'static str) -> StatusError {
    StatusError::ListCompression { message: message.to_owned() }
}

/// What stands behind the header: the compressed bytes.
fn behind_header(bytes: &[u8]) -> Result<&[u8], &'static str> {
    const HEADER_CHECKSUM: u8 = 2;
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    const RESERVED: u8 = 0xe0;
    let (header, mut rest) = bytes.split_first_chunk::<10>().ok_or(CUT)?;
    let [0x1f, 0x8b, 8, flags, ..] = *header else { return Err("not gzip") };
    if flags & RESERVED != 0 {
        return Err("a reserved flag is set");
    }
    if flags & EXTRA != 0 {
        let (length, behind) = rest.split_first_chunk::<2>().ok_or(CUT)?;
        rest = behind.get(usize::from(u16::from_le_bytes(*length))..).ok_or(CUT)?;
    }
    for text in [NAME, COMMENT] {
        if flags & text != 0 {
            let end = rest.iter().position(|byte| *byte == 0).ok_or(CUT)?;
            rest = rest.get(end..).and_then(|rest| rest.split_first()).ok_or(CUT)?.1;
        }
    }
    if flags & HEADER_CHECKSUM != 0 {
        rest = rest.split_first_chunk::<2>().ok_or(CUT)?.1;
    }
    Ok(rest)
}

/// What stands behind the frame's end, which is held against what was expanded.
fn behind_frame<'a>(bytes: &'a [u8], expanded: &[u8]) -> Result<&'a [u8], &'static str> {
    let (frame, rest) = bytes.split_first_chunk::<8>().ok_or(CUT)?;
    let [c0, c1, c2, c3, length @ ..] = *frame;
    if u32::from_le_bytes([c0, c1, c2, c3]) != checksum(expanded) {
        return Err("the checksum is another");
    }
    if usize::try_from(u32::from_le_bytes(length)) != Ok(expanded.len()) {
        return Err("the length is another");
    }
    Ok(rest)
}

/// [RFC 1952 §8](https://www.rfc-editor.org/rfc/rfc1952#section-8), by nibbles.
fn checksum(bytes: &[u8]) -> u32 {
    const NIBBLES: [u32; 16] = [
        0x0000_0000,
        0x1db7_1064,
        0x3b6e_20c8,
        0x26d9_30ac,
        0x76dc_4190,
        0x6b6b_51f4,
        0x4db2_6158,
        0x5005_713c,
        0xedb8_8320,
        0xf00f_9344,
        0xd6d6_a3e8,
        0xcb61_b38c,
        0x9b64_c2b0,
        0x86d3_d2d4,
        0xa00a_e278,
        0xbdbd_f21c,
    ];
    let step = |crc: u32, low: u32| (crc >> 4) ^ NIBBLES.get(((crc ^ low) & 15) as usize).unwrap_or(&0);
    !bytes.iter().fold(!0, |crc, byte| step(step(crc, u32::from(*byte)), u32::from(*byte >> 4)))
}

/// Expands up to the limit, and says how many bytes that took. It works on slices: readers over readers weigh as much again.
fn inflate(bytes: &[u8], zlib_header: bool) -> Result<(Vec<u8>, usize), StatusError> {
    let mut stream = Decompress::new(zlib_header);
    let mut expanded = Vec::with_capacity(4096);
    loop {
        let taken = usize::try_from(stream.total_in()).unwrap_or(usize::MAX);
        let rest = bytes.get(taken..).unwrap_or_default();
        let status = stream.decompress_vec(rest, &mut expanded, FlushDecompress::None);
        if expanded.len() > MOST_BYTES {
            return Err(StatusError::ListTooLarge { limit: MOST_BYTES });
        }
        match status.map_err(|_| refused("broken"))? {
            Status::StreamEnd => {
                return Ok((expanded, usize::try_from(stream.total_in()).unwrap_or(usize::MAX)));
            }
            // It stopped with room to spare, so it lacks what it would read.
            _ if expanded.len() < expanded.capacity() => return Err(refused(CUT)),
            _ => expanded.reserve(expanded.len()),
        }
    }
}

/// One reader would stop where another reads on, so nothing may follow.
fn ended(rest: &[u8], expanded: Vec<u8>) -> Result<Vec<u8>, StatusError> {
    match rest {
        [] => Ok(expanded),
        _ => Err(refused("something follows what is compressed")),
    }
}
