use super::SIGNATURE;
use crate::BakeError;

/// No chunk's content is longer than this ([PNG §5.3](https://www.w3.org/TR/png-3/#5Chunk-layout)).
pub(super) const LONGEST: usize = (1 << 31) - 1;

/// One chunk: length, type, content, checksum.
#[derive(Clone, Copy)]
pub(super) struct Chunk<'a> {
    /// Where its length stands.
    pub(super) offset: usize,
    pub(super) kind: [u8; 4],
    pub(super) data: &'a [u8],
    crc: u32,
}

impl Chunk<'_> {
    /// Where the next chunk begins.
    pub(super) const fn end(&self) -> usize {
        self.offset + 12 + self.data.len()
    }

    pub(super) fn crc_holds(&self) -> bool {
        checksum(self.kind, self.data) == self.crc
    }

    pub(super) fn name(&self) -> String {
        self.kind.iter().map(|&b| char::from(b)).collect()
    }
}

/// A walk over the chunks of a PNG that allocates nothing.
pub(super) struct Chunks<'a> {
    image: &'a [u8],
    position: usize,
}

impl<'a> Chunks<'a> {
    /// A walk that begins after the signature.
    pub(super) const fn new(image: &'a [u8]) -> Self {
        Self { image, position: SIGNATURE.len() }
    }

    /// Where the next chunk begins.
    pub(super) const fn position(&self) -> usize {
        self.position
    }

    /// The next chunk; a file that ends here is truncated, since the walk stops at `IEND`.
    pub(super) fn next_chunk(&mut self) -> Result<Chunk<'a>, BakeError> {
        let offset = self.position;
        let truncated = || BakeError::Truncated { offset };
        let rest = self.image.get(offset..).unwrap_or_default();
        let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(truncated)?;
        let (kind, rest) = rest.split_first_chunk::<4>().ok_or_else(truncated)?;
        if !kind.iter().all(u8::is_ascii_alphabetic) {
            return Err(BakeError::PngStructure { offset, message: "no chunk type" });
        }
        let length = u32::from_be_bytes(*length);
        let size = usize::try_from(length)
            .ok()
            .filter(|&size| size <= LONGEST)
            .ok_or(BakeError::ChunkLength { offset, length })?;
        let (data, rest) = rest.split_at_checked(size).ok_or_else(truncated)?;
        let crc = u32::from_be_bytes(*rest.first_chunk::<4>().ok_or_else(truncated)?);
        let chunk = Chunk { offset, kind: *kind, data, crc };
        self.position = chunk.end();
        Ok(chunk)
    }
}

/// A chunk's bytes, unless the content is too long for one.
pub(super) fn write(kind: [u8; 4], data: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(data.len()).ok().filter(|_| data.len() <= LONGEST)?;
    Some([&length.to_be_bytes(), &kind, data, &checksum(kind, data).to_be_bytes()].concat())
}

/// [PNG §5.5](https://www.w3.org/TR/png-3/#5CRC-algorithm), a byte at a time: what is faster has tables of 16 kB, which are felt
/// in a browser's build.
fn checksum(kind: [u8; 4], data: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    let step = |crc: u32, byte: &u8| {
        let [low, ..] = (crc ^ u32::from(*byte)).to_le_bytes();
        (crc >> 8) ^ TABLE.get(usize::from(low)).unwrap_or(&0)
    };
    !kind.iter().chain(data).fold(!0, step)
}

/// [PNG, annex D](https://www.w3.org/TR/png-3/#D-CRCAppendix).
#[expect(clippy::indexing_slicing, reason = "computed by the compiler, which would tell")]
const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut bit = 0;
        let mut crc = byte as u32;
        while bit < 8 {
            crc = if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
            bit += 1;
        }
        table[byte] = crc;
        byte += 1;
    }
    table
}
