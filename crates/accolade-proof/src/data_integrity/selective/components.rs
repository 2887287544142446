use accolade_keys::{Base, decode_multibase, encode_multibase};
use minicbor::{Decoder, Encoder, decode};

use crate::ProofError;

/// Writes a proof value of several components: three bytes that tell what kind it is, then the components as one CBOR
/// array in [preferred serialization](https://www.rfc-editor.org/rfc/rfc8949#section-4.1), all in base64url.
///
/// ```
/// use accolade_proof::data_integrity::selective::{ComponentReader, ComponentWriter};
/// let text = ComponentWriter::new([0xd9, 0x5d, 0x00], 2).bytes(&[1, 2]).numbers(&[3]).into_text();
/// assert_eq!(text, "u2V0AgkIBAoED");
/// let mut reader = ComponentReader::new(&text)?;
/// assert_eq!(reader.prefix(), [0xd9, 0x5d, 0x00]);
/// reader.begin(2)?;
/// assert_eq!((reader.bytes()?, reader.numbers()?), (vec![1, 2], vec![3]));
/// reader.finish()?;
/// # Ok::<(), accolade_proof::ProofError>(())
/// ```
pub struct ComponentWriter(Encoder<Vec<u8>>);

impl ComponentWriter {
    /// Begins a value of so many components.
    #[must_use]
    pub fn new(prefix: [u8; 3], components: u64) -> Self {
        Self(Encoder::new(prefix.to_vec())).with(|encoder| encoder.array(components).map(drop))
    }

    /// Adds bytes.
    #[must_use]
    pub fn bytes(self, bytes: &[u8]) -> Self {
        self.with(|encoder| encoder.bytes(bytes).map(drop))
    }

    /// Adds an array of byte strings.
    #[must_use]
    pub fn byte_strings(self, all: &[Vec<u8>]) -> Self {
        let begun = self.with(|encoder| encoder.array(all.len() as u64).map(drop));
        all.iter().fold(begun, |writer, bytes| writer.bytes(bytes))
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.with(|encoder| encoder.str(text).map(drop))
    }

    /// Adds a number.
    #[must_use]
    pub fn number(self, number: usize) -> Self {
        self.with(|encoder| encoder.u64(number as u64).map(drop))
    }

    /// Adds an array of texts.
    #[must_use]
    pub fn texts<'t>(self, texts: impl ExactSizeIterator<Item = &'t str>) -> Self {
        let begun = self.with(|encoder| encoder.array(texts.len() as u64).map(drop));
        texts.fold(begun, |writer, text| writer.with(|encoder| encoder.str(text).map(drop)))
    }

    /// Adds an array of numbers.
    #[must_use]
    pub fn numbers(self, numbers: &[usize]) -> Self {
        let begun = self.with(|encoder| encoder.array(numbers.len() as u64).map(drop));
        numbers.iter().fold(begun, |writer, number| writer.with(|e| e.u64(*number as u64).map(drop)))
    }

    /// Adds a map from 0, 1 and so on to those byte strings.
    #[must_use]
    pub fn numbered_byte_strings(self, all: &[Vec<u8>]) -> Self {
        let begun = self.with(|encoder| encoder.map(all.len() as u64).map(drop));
        let entry = |writer: Self, (number, bytes): (u64, &Vec<u8>)| {
            writer.with(|encoder| encoder.u64(number).map(drop)).bytes(bytes)
        };
        (0..).zip(all).fold(begun, entry)
    }

    /// Adds a map from 0, 1 and so on to those numbers.
    #[must_use]
    pub fn numbered_numbers(self, all: &[usize]) -> Self {
        let begun = self.with(|encoder| encoder.map(all.len() as u64).map(drop));
        let entry = |writer: Self, (number, of): (u64, &usize)| {
            writer.with(|encoder| encoder.u64(number)?.u64(*of as u64).map(drop))
        };
        (0..).zip(all).fold(begun, entry)
    }

    /// The value.
    #[must_use]
    pub fn into_text(self) -> String {
        encode_multibase(Base::Base64Url, &self.0.into_writer())
    }

    fn with(
        mut self,
        write: impl FnOnce(
            &mut Encoder<Vec<u8>>,
        ) -> Result<(), minicbor::encode::Error<core::convert::Infallible>>,
    ) -> Self {
        // Writing to a vector cannot fail.
        let _ = write(&mut self.0);
        self
    }
}

/// Reads what [`ComponentWriter`] writes, and nothing else: definite lengths in their shortest form, no tags, nothing
/// behind. No length that is claimed is believed before its bytes were met.
pub struct ComponentReader {
    bytes: Vec<u8>,
    position: usize,
}

impl ComponentReader {
    /// Reads the multibase text and the first three bytes.
    ///
    /// # Errors
    /// `proof.malformed-value`, as for all that follows.
    pub fn new(text: &str) -> Result<Self, ProofError> {
        let (base, bytes) = decode_multibase(text).map_err(|error| malformed(error.to_string()))?;
        if base != Base::Base64Url {
            return Err(malformed("the proof value is not in base64url"));
        }
        if bytes.len() < 3 {
            return Err(malformed("the proof value is too short"));
        }
        Ok(Self { bytes, position: 3 })
    }

    /// The three bytes that tell what kind of proof value it is.
    #[must_use]
    pub fn prefix(&self) -> [u8; 3] {
        self.bytes.first_chunk().copied().unwrap_or_default()
    }

    /// Reads the head of the array of that many components.
    ///
    /// # Errors
    /// `proof.malformed-value`.
    pub fn begin(&mut self, components: u64) -> Result<(), ProofError> {
        match self.head(|decoder| decoder.array())? {
            found if found == components => Ok(()),
            found => Err(malformed(format!("the proof value has {found} components, not {components}"))),
        }
    }

    /// Reads bytes.
    ///
    /// # Errors
    /// `proof.malformed-value`.
    pub fn bytes(&mut self) -> Result<Vec<u8>, ProofError> {
        self.item(|decoder| decoder.bytes().map(|bytes| (bytes.to_vec(), bytes.len() as u64, bytes.len())))
    }

    /// Reads bytes of one length.
    ///
    /// # Errors
    /// `proof.malformed-value`.
    pub fn bytes_of<const N: usize>(&mut self, what: &str) -> Result<[u8; N], ProofError> {
        let bytes = self.bytes()?;
        let found = bytes.len();
        bytes.try_into().map_err(|_| malformed(format!("{what} has {found} bytes, not {N}")))
    }

    /// Reads an array of byte strings.
    ///
    /// # Errors
    /// `proof.malformed-value`.
    pub fn byte_strings(&mut self) -> Result<Vec<Vec<u8>>, ProofError> {
        let count = self.head(|decoder| decoder.array())?;
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(self.bytes()?);
        }
        Ok(all)
    }

    /// Reads a text.
    ///
    /// # Errors
    /// `proof.malformed-value`.
    pub fn text(&mut self) -> Result<String, ProofError> {
        self.item(|decoder| decoder.str().map(|text| (text.to_owned(), text.len() as u64, text.len())))
    }

    /// Reads an array of texts.
    ///
    /// # Errors
    /// `proof.malformed-value`.
    pub fn texts(&mut self) -> Result<Vec<String>, ProofError> {
        let count = self.head(|decoder| decoder.array())?;
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(self.text()?);
        }
        Ok(all)
    }

    /// Reads an array of numbers.
    ///
    /// # Errors
    /// `proof.malformed-value`.
    pub fn numbers(&mut self) -> Result<Vec<usize>, ProofError> {
        let count = self.head(|decoder| decoder.array())?;
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(self.number()?);
        }
        Ok(all)
    }

    /// Reads a map to byte strings whose keys are 0, 1 and so on, in any order, each once.
    ///
    /// # Errors
    /// `proof.malformed-value`.
    pub fn numbered_byte_strings(&mut self) -> Result<Vec<Vec<u8>>, ProofError> {
        self.numbered(Self::bytes)
    }

    /// Reads a map to numbers whose keys are 0, 1 and so on, in any order, each once.
    ///
    /// # Errors
    /// `proof.malformed-value`.
    pub fn numbered_numbers(&mut self) -> Result<Vec<usize>, ProofError> {
        self.numbered(Self::number)
    }

    /// Makes sure that nothing follows.
    ///
    /// # Errors
    /// `proof.malformed-value`.
    pub fn finish(self) -> Result<(), ProofError> {
        match self.bytes.len() - self.position {
            0 => Ok(()),
            rest => Err(malformed(format!("{rest} bytes follow the components of the proof value"))),
        }
    }

    /// Reads a number.
    ///
    /// # Errors
    /// `proof.malformed-value`.
    pub fn number(&mut self) -> Result<usize, ProofError> {
        let number = self.item(|decoder| decoder.u64().map(|number| (number, number, 0)))?;
        usize::try_from(number).map_err(|_| malformed("a number is too large"))
    }

    fn numbered<T>(&mut self, read: fn(&mut Self) -> Result<T, ProofError>) -> Result<Vec<T>, ProofError> {
        let count = self.head(|decoder| decoder.map())?;
        let mut entries = Vec::new();
        for _ in 0..count {
            let key = self.number()?;
            entries.push((key, read(self)?));
        }
        entries.sort_unstable_by_key(|(key, _)| *key);
        if entries.iter().enumerate().any(|(expected, (key, _))| *key != expected) {
            return Err(malformed("the keys of the label map are not 0, 1 and so on, each once"));
        }
        Ok(entries.into_iter().map(|(_, value)| value).collect())
    }

    /// The length of an array or map, which must be told.
    fn head(
        &mut self,
        read: fn(&mut Decoder<'_>) -> Result<Option<u64>, decode::Error>,
    ) -> Result<u64, ProofError> {
        let length = self.item(|decoder| read(decoder).map(|length| (length, length.unwrap_or(0), 0)))?;
        length.ok_or_else(|| malformed("a length is indefinite"))
    }

    /// One item: its value, the number in its head, and how many bytes follow the head.
    fn item<T>(
        &mut self,
        read: impl FnOnce(&mut Decoder<'_>) -> Result<(T, u64, usize), decode::Error>,
    ) -> Result<T, ProofError> {
        let mut decoder = Decoder::new(&self.bytes);
        decoder.set_position(self.position);
        let (value, number, tail) = read(&mut decoder)
            .map_err(|error| malformed(format!("the proof value is not as it must be: {error}")))?;
        if decoder.position() - self.position != shortest_head(number) + tail {
            return Err(malformed("a number in the proof value is not in its shortest form"));
        }
        self.position = decoder.position();
        Ok(value)
    }
}

/// How many bytes the head of an item with that number takes.
const fn shortest_head(number: u64) -> usize {
    match number {
        0..=23 => 1,
        24..=0xff => 2,
        0x100..=0xffff => 3,
        0x1_0000..=0xffff_ffff => 5,
        _ => 9,
    }
}

pub(crate) fn malformed(message: impl Into<String>) -> ProofError {
    ProofError::MalformedValue { message: message.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(cbor: &[u8]) -> ComponentReader {
        let text = encode_multibase(Base::Base64Url, &[&[0xd9, 0x5d, 0x00], cbor].concat());
        ComponentReader::new(&text).unwrap()
    }

    #[test]
    fn what_is_written_is_read() {
        let strings = vec![vec![0; 300], Vec::new(), vec![7; 24]];
        let numbers: Vec<usize> = vec![0, 23, 24, 255, 256, 65_535, 65_536, 4_294_967_296];
        let text = ComponentWriter::new([1, 2, 3], 6)
            .bytes(&[9; 70_000])
            .byte_strings(&strings)
            .texts(["/a", ""].into_iter())
            .numbers(&numbers)
            .numbered_byte_strings(&strings)
            .numbered_numbers(&numbers)
            .into_text();
        let mut read = ComponentReader::new(&text).unwrap();
        assert_eq!(read.prefix(), [1, 2, 3]);
        read.begin(6).unwrap();
        assert_eq!(read.bytes().unwrap(), [9; 70_000]);
        assert_eq!(read.byte_strings().unwrap(), strings);
        assert_eq!(read.texts().unwrap(), ["/a", ""]);
        assert_eq!(read.numbers().unwrap(), numbers);
        assert_eq!(read.numbered_byte_strings().unwrap(), strings);
        assert_eq!(read.numbered_numbers().unwrap(), numbers);
        read.finish().unwrap();
    }

    #[test]
    fn refuses_all_but_the_one_form() {
        // Heads after RFC 8949 §3: indefinite, not the shortest, of another type, cut short, claiming more than there is.
        for cbor in [
            &[0x9f, 0xff][..],
            &[0x98, 0x01, 0x00],
            &[0x81, 0x18, 0x01],
            &[0x81, 0x20],
            &[0x81, 0xc0, 0x00],
            &[0x81, 0xf9, 0x00, 0x00],
            &[0x81],
            &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x81, 0x1b, 0x00],
            &[0xa1, 0x00, 0x00],
            &[],
        ] {
            assert!(reader(cbor).numbers().is_err(), "{cbor:02x?}");
        }
        for cbor in [
            &[0x5f, 0x41, 0x00, 0xff][..],
            &[0x58, 0x01, 0x00],
            &[0x42, 0x00],
            &[0x5b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x61, 0x61],
        ] {
            assert!(reader(cbor).bytes().is_err(), "{cbor:02x?}");
        }
        for cbor in [
            &[0xbf, 0xff][..],
            &[0xa2, 0x00, 0x05, 0x00, 0x06],
            &[0xa1, 0x01, 0x05],
            &[0xa1, 0x61, 0x30, 0x05],
        ] {
            assert!(reader(cbor).numbered_numbers().is_err(), "{cbor:02x?}");
        }
        assert_eq!(reader(&[0xa2, 0x01, 0x05, 0x00, 0x06]).numbered_numbers().unwrap(), [6, 5]);
        assert!(reader(&[0x81, 0x61, 0xff]).texts().is_err(), "a text that is not UTF-8");
        assert!(reader(&[0x80, 0x00]).begin(1).is_err());
        let mut trailing = reader(&[0x80, 0x00]);
        trailing.begin(0).unwrap();
        assert!(trailing.finish().is_err());
        for text in ["", "u", "u2V0", "u2V0AgkIBAoED=", "z2V0A"] {
            let read = ComponentReader::new(text);
            assert!(read.is_err() || read.unwrap().begin(2).is_err(), "{text}");
        }
    }
}
