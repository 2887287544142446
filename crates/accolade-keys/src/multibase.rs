use base64ct::{Base64UrlUnpadded, Encoding};

use crate::{KeyError, base58};

/// The two encodings that [Controlled Identifiers](https://www.w3.org/TR/cid-1.0/#multibase-0) allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Base {
    /// base58btc, led by `z`.
    Base58Btc,
    /// Unpadded base64url, led by `u`.
    Base64Url,
}

impl Base {
    /// The encoding's usual name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Base58Btc => "base58btc",
            Self::Base64Url => "base64url",
        }
    }
}

/// The longest base58 text that is read. Reading costs the square of the length, and no key or signature written in
/// base58 comes near: an RSA key of 8192 bits has 1,420 characters.
const LONGEST_BASE58: usize = 4096;

/// Reads a multibase text.
///
/// ```
/// use accolade_keys::{Base, decode_multibase};
/// assert_eq!(decode_multibase("zUXE7GvtEk8XTXs1GF8HSGbVA9FCX9SEBPe")?.1, b"Decentralize everything!!");
/// assert_eq!(decode_multibase("uSGk")?, (Base::Base64Url, b"Hi".to_vec()));
/// # Ok::<(), accolade_keys::KeyError>(())
/// ```
///
/// # Errors
/// `key.malformed-multibase`.
pub fn decode_multibase(text: &str) -> Result<(Base, Vec<u8>), KeyError> {
    let refuse = |message| KeyError::Multibase { message };
    if let Some(rest) = text.strip_prefix('z') {
        if rest.len() > LONGEST_BASE58 {
            return Err(refuse("the base58btc text is too long"));
        }
        let bytes = base58::decode(rest).ok_or_else(|| refuse("not base58btc"))?;
        Ok((Base::Base58Btc, bytes))
    } else if let Some(rest) = text.strip_prefix('u') {
        Ok((Base::Base64Url, decode_base64url(rest)?))
    } else {
        Err(refuse("a multibase text begins with `z` (base58btc) or `u` (base64url)"))
    }
}

/// Writes bytes as a multibase text.
#[must_use]
pub fn encode_multibase(base: Base, bytes: &[u8]) -> String {
    match base {
        Base::Base58Btc => format!("z{}", base58::encode(bytes)),
        Base::Base64Url => format!("u{}", encode_base64url(bytes)),
    }
}

/// Reads base64url without padding, refusing every other text that some readers would take for the same bytes.
///
/// ```
/// use accolade_keys::decode_base64url;
/// assert_eq!(decode_base64url("QQ")?, b"A");
/// for other in ["QQ==", "QR", "Q", "Q Q", "+/", "QQ\n"] {
///     assert!(decode_base64url(other).is_err(), "{other:?}");
/// }
/// # Ok::<(), accolade_keys::KeyError>(())
/// ```
///
/// # Errors
/// `key.malformed-multibase`.
pub fn decode_base64url(text: &str) -> Result<Vec<u8>, KeyError> {
    Base64UrlUnpadded::decode_vec(text)
        .map_err(|_| KeyError::Multibase { message: "not base64url without padding" })
}

/// Writes base64url without padding.
#[must_use]
pub fn encode_base64url(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}
