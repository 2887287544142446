use std::fmt;

use sha2::{Digest as _, Sha256, Sha384};

/// The hash function that RDFC-1.0 is run with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HashAlgorithm {
    /// SHA-256, the default.
    #[default]
    Sha256,
    /// SHA-384.
    Sha384,
}

impl HashAlgorithm {
    /// The hash of these bytes.
    #[must_use]
    pub fn hash(self, bytes: &[u8]) -> Digest {
        let mut digest = Digest { bytes: [0; 48], algorithm: self };
        match self {
            Self::Sha256 => {
                for (slot, byte) in digest.bytes.iter_mut().zip(Sha256::digest(bytes)) {
                    *slot = byte;
                }
            }
            Self::Sha384 => digest.bytes = Sha384::digest(bytes).into(),
        }
        digest
    }

    const fn len(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
        }
    }
}

/// A hash. It is shown as the specification writes it, in lower-case hexadecimal, and sorts as that text does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Digest {
    bytes: [u8; 48],
    algorithm: HashAlgorithm,
}

impl Digest {
    /// The bytes: 32 of SHA-256, 48 of SHA-384.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.algorithm.len()).unwrap_or(&self.bytes)
    }

    /// Appends the hexadecimal form.
    pub(super) fn push_hex(&self, out: &mut String) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut hex = [0; 96];
        for (pair, byte) in hex.chunks_exact_mut(2).zip(self.bytes) {
            let digits = [DIGITS.get(usize::from(byte >> 4)), DIGITS.get(usize::from(byte & 15))];
            if let ([high, low], [Some(h), Some(l)]) = (pair, digits) {
                (*high, *low) = (*h, *l);
            }
        }
        let hex = hex.get(..2 * self.algorithm.len()).unwrap_or(&hex);
        out.push_str(std::str::from_utf8(hex).unwrap_or(""));
    }
}

impl PartialOrd for Digest {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Digest {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.bytes.cmp(&other.bytes)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(96);
        self.push_hex(&mut text);
        f.write_str(&text)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
