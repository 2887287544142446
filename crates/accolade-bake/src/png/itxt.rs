//! The three textual chunks of [PNG §11.3.3](https://www.w3.org/TR/png-3/#11textinfo).

use std::borrow::Cow;

use accolade_report::{Finding, Pointer};
use flate2::{Decompress, FlushDecompress, Status};

use super::chunks::Chunk;
use crate::{BakeError, Edition, Limits, codes};

/// The edition whose keyword a textual chunk has.
pub(super) fn edition_named(chunk: &Chunk<'_>) -> Option<Edition> {
    if !matches!(&chunk.kind, b"iTXt" | b"zTXt" | b"tEXt") {
        return None;
    }
    // A chunk without the zero byte after its keyword is taken too: reading it says what is wrong.
    let keyword = chunk.data.split(|&b| b == 0).next()?;
    Edition::ALL.into_iter().find(|edition| edition.keyword().as_bytes() == keyword)
}

/// The content of an `iTXt` chunk as OB 3.0 §5.3.1.1 has it: keyword, zero, no compression, no language, no translation.
pub(super) fn write(edition: Edition, credential: &str) -> Vec<u8> {
    [edition.keyword().as_bytes(), &[0, 0, 0, 0, 0], credential.as_bytes()].concat()
}

/// A textual chunk taken apart; the keyword is known already.
pub(super) struct TextChunk<'a> {
    kind: Kind,
    compressed: bool,
    tagged: bool,
    /// Where the chunk begins.
    offset: usize,
    /// Where the text begins.
    text_offset: usize,
    text: &'a [u8],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// UTF-8.
    International,
    /// Latin-1.
    Latin,
}

impl<'a> TextChunk<'a> {
    pub(super) fn read(chunk: &Chunk<'a>) -> Result<Self, BakeError> {
        let malformed = |message| BakeError::MalformedChunk { offset: chunk.offset, message };
        let field = |bytes: &'a [u8]| -> Result<(&'a [u8], &'a [u8]), BakeError> {
            let zero = bytes.iter().position(|&b| b == 0);
            let (field, rest) = zero
                .and_then(|zero| bytes.split_at_checked(zero))
                .ok_or_else(|| malformed("a text chunk without the zero byte after a field"))?;
            Ok((field, rest.get(1..).unwrap_or_default()))
        };
        let method = |byte: Option<&u8>| match byte {
            Some(0) => Ok(()),
            _ => Err(malformed("a text chunk with an unknown compression method")),
        };

        let (_keyword, rest) = field(chunk.data)?;
        let (kind, compressed, tagged, text) = match &chunk.kind {
            b"iTXt" => {
                let compressed = match rest.first() {
                    Some(0) => false,
                    Some(1) => true,
                    _ => return Err(malformed("a text chunk with an unknown compression flag")),
                };
                // Without compression the method has no meaning, yet the specification asks for zero.
                method(rest.get(1))?;
                let (language, rest) = field(rest.get(2..).unwrap_or_default())?;
                let (translated, text) = field(rest)?;
                (Kind::International, compressed, !language.is_empty() || !translated.is_empty(), text)
            }
            b"zTXt" => {
                method(rest.first())?;
                (Kind::Latin, true, false, rest.get(1..).unwrap_or_default())
            }
            _ => (Kind::Latin, false, false, rest),
        };
        let text_offset = chunk.offset + 8 + (chunk.data.len() - text.len());
        Ok(Self { kind, compressed, tagged, offset: chunk.offset, text_offset, text })
    }

    /// What is unusual about the chunk for that edition.
    pub(super) fn findings(&self, edition: Edition) -> Vec<Finding> {
        let warning = |code, message: &str| {
            Finding::warning(code, Pointer::root(), message).with("offset", self.offset)
        };
        let mut findings = Vec::new();
        if self.compressed {
            findings.push(warning(codes::COMPRESSED_CHUNK, "the credential is compressed"));
        }
        // Before 2.0 a URL in `tEXt` was the rule.
        if self.kind == Kind::Latin && edition != Edition::OpenBadges2 {
            findings.push(warning(codes::WRONG_CHUNK_TYPE, "the credential is not in an `iTXt` chunk"));
        }
        if self.tagged {
            findings.push(warning(
                codes::CHUNK_FIELDS,
                "the `iTXt` chunk has a language tag or a translated keyword",
            ));
        }
        findings
    }

    /// The text: strict UTF-8, and in Latin-1 chunks ASCII, since those in the wild hold UTF-8 as often as Latin-1.
    pub(super) fn text(&self, limits: &Limits) -> Result<String, BakeError> {
        let bytes = if self.compressed {
            Cow::Owned(self.inflate(limits.text_bytes)?)
        } else if self.text.len() > limits.text_bytes {
            return Err(BakeError::TooLarge { found: self.text.len(), limit: limits.text_bytes });
        } else {
            Cow::Borrowed(self.text)
        };
        let bad_byte = match self.kind {
            Kind::International => std::str::from_utf8(&bytes).err().map(|error| error.valid_up_to()),
            Kind::Latin => bytes.iter().position(|b| !b.is_ascii()),
        };
        let not_utf8 = |at: usize| BakeError::NotUtf8 {
            offset: if self.compressed { self.offset } else { self.text_offset + at },
        };
        if let Some(at) = bad_byte {
            return Err(not_utf8(at));
        }
        String::from_utf8(bytes.into_owned()).map_err(|error| not_utf8(error.utf8_error().valid_up_to()))
    }

    fn inflate(&self, limit: usize) -> Result<Vec<u8>, BakeError> {
        let broken =
            || BakeError::MalformedChunk { offset: self.offset, message: "a compressed text that is broken" };
        let mut stream = Decompress::new(true);
        let mut out = Vec::with_capacity(4096);
        loop {
            let taken = usize::try_from(stream.total_in()).unwrap_or(usize::MAX);
            let rest = self.text.get(taken..).unwrap_or_default();
            let status = stream.decompress_vec(rest, &mut out, FlushDecompress::None);
            if out.len() > limit {
                return Err(BakeError::DecompressionLimit { offset: self.offset, limit });
            }
            match status.map_err(|_| broken())? {
                Status::StreamEnd => return Ok(out),
                // It stopped with room to spare, so it lacks what it would read.
                _ if out.len() < out.capacity() => return Err(broken()),
                _ => out.reserve(out.len()),
            }
        }
    }
}
