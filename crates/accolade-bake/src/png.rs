//! Baking into a PNG: an `iTXt` chunk.
//!
//! [OB 3.0 §5.3.1](https://www.imsglobal.org/spec/ob/v3p0/#png),
//! [PNG §5.3 and §11.3.3](https://www.w3.org/TR/png-3/#5Chunk-layout).
//!
//! The chunk goes directly before the first `IDAT`. The standard allows it anywhere between the header and the end, except
//! between `IDAT`s; readers that stop where the pixels begin (libpng's `png_read_info` and what is built on it) find it
//! there, and so do those that walk the whole file. Reading looks everywhere, since many issuers put it before `IEND`.

mod chunks;
mod itxt;

use accolade_report::{Finding, Severity};

use self::chunks::{Chunk, Chunks};
use self::itxt::TextChunk;
use crate::choose::only_credential;
use crate::{BakeError, BakeOptions, Baked, Edition, ImageFormat, Limits, text};

/// [PNG §5.2](https://www.w3.org/TR/png-3/#5PNG-file-signature).
pub(crate) const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

pub(crate) fn bake(image: &[u8], credential: &str, options: &BakeOptions) -> Result<Vec<u8>, BakeError> {
    let png = Png::read(image)?;
    if let Some(error) = png.bad_crc.or(png.trailing) {
        return Err(error);
    }
    match png.carriers.first() {
        Some(carrier) if !options.overwrite => {
            return Err(BakeError::AlreadyBaked { edition: carrier.edition, offset: carrier.chunk.offset });
        }
        _ => {}
    }

    let content = itxt::write(options.edition, credential);
    let chunk = chunks::write(*b"iTXt", &content)
        .ok_or(BakeError::TooLarge { found: content.len(), limit: chunks::LONGEST })?;
    let mut out = Vec::with_capacity(image.len() + chunk.len());
    let mut kept_to = 0;
    let mut keep = |out: &mut Vec<u8>, from: usize, then: usize| {
        out.extend_from_slice(image.get(kept_to..from).unwrap_or_default());
        kept_to = then;
    };
    let mut inserted = false;
    for cut in png.carriers.iter().map(|carrier| carrier.chunk) {
        if !inserted && png.first_idat < cut.offset {
            keep(&mut out, png.first_idat, png.first_idat);
            out.extend_from_slice(&chunk);
            inserted = true;
        }
        keep(&mut out, cut.offset, cut.end());
    }
    if !inserted {
        keep(&mut out, png.first_idat, png.first_idat);
        out.extend_from_slice(&chunk);
    }
    keep(&mut out, image.len(), image.len());
    Ok(out)
}

pub(crate) fn unbake(image: &[u8], limits: &Limits) -> Result<Baked, BakeError> {
    let png = Png::read(image)?;
    let mut findings = Vec::new();
    findings.extend(png.bad_crc.map(Finding::from));
    findings.extend(png.trailing.map(|error| Finding { severity: Severity::Warning, ..error.into() }));

    let (chosen, edition_finding) =
        only_credential(&png.carriers, |carrier| (carrier.edition, carrier.chunk.offset))?;
    findings.extend(edition_finding);
    let raw = TextChunk::read(&chosen.chunk)?;
    findings.extend(raw.findings(chosen.edition));
    let read = raw.text(limits)?;
    let text = text::trim(&read);
    if text.is_empty() {
        return Err(BakeError::NoCredential { empty_at: Some(chosen.chunk.offset) });
    }
    Ok(Baked { text: text.to_owned(), format: ImageFormat::Png, edition: chosen.edition, findings })
}

/// What matters of a PNG, gathered in one walk over its chunks.
struct Png<'a> {
    first_idat: usize,
    carriers: Vec<Carrier<'a>>,
    bad_crc: Option<BakeError>,
    trailing: Option<BakeError>,
}

/// A chunk that holds, or claims to hold, a credential.
struct Carrier<'a> {
    edition: Edition,
    chunk: Chunk<'a>,
}

impl<'a> Png<'a> {
    fn read(image: &'a [u8]) -> Result<Self, BakeError> {
        let mut chunks = Chunks::new(image);
        let mut first_idat = None;
        let mut carriers = Vec::new();
        let mut bad_crc: Option<(Chunk<'_>, usize)> = None;
        let mut first = true;
        loop {
            let chunk = chunks.next_chunk()?;
            let wrong = |message| Err(BakeError::PngStructure { offset: chunk.offset, message });
            if !chunk.crc_holds() {
                bad_crc = Some(bad_crc.map_or((chunk, 1), |(first, count)| (first, count + 1)));
            }
            match &chunk.kind {
                b"IHDR" if first && chunk.data.len() == 13 => {}
                _ if first => return wrong("no header of 13 bytes"),
                b"IHDR" => return wrong("a second header"),
                b"IDAT" => first_idat = first_idat.or(Some(chunk.offset)),
                b"IEND" if first_idat.is_none() => return wrong("an end without image data"),
                b"IEND" => break,
                _ => carriers.extend(itxt::edition_named(&chunk).map(|edition| Carrier { edition, chunk })),
            }
            first = false;
        }
        let rest = image.len() - chunks.position();
        Ok(Self {
            // The loop above ends only after image data was met.
            first_idat: first_idat.unwrap_or_default(),
            carriers,
            bad_crc: bad_crc.map(|(chunk, chunks)| BakeError::ChunkCrc {
                offset: chunk.offset,
                chunk: chunk.name(),
                chunks,
            }),
            trailing: (rest > 0).then(|| BakeError::TrailingData { offset: chunks.position(), bytes: rest }),
        })
    }
}
