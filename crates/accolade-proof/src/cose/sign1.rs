use accolade_keys::{CryptoProvider, KeyError, PublicKey};
use minicbor::{Decoder, Encoder, data::Tag};

use super::{CoseHeader, fault};
use crate::{ProofError, codes};

/// A [`COSE_Sign1`](https://www.rfc-editor.org/rfc/rfc9052#section-4.2) that was taken apart, with or without its tag. Nothing in
/// it is proven before [`Sign1::verify`] says so.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Sign1 {
    /// The header.
    pub header: CoseHeader,
    /// The payload.
    pub payload: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
    /// Whether it says by its tag what it is.
    pub is_tagged: bool,
    protected: Vec<u8>,
}

/// The tag of a `COSE_Sign1`.
const TAG: u64 = 18;

/// The longest message that is read: that of the longest document.
const MOST_BYTES: usize = 17 << 20;

impl Sign1 {
    /// Takes a message apart. It has its payload in it.
    ///
    /// # Errors
    /// `cose.malformed`, `cose.header-not-allowed`, `cose.alg-not-allowed`.
    pub fn parse(bytes: &[u8]) -> Result<Self, ProofError> {
        if bytes.len() > MOST_BYTES {
            return Err(malformed("it is too long"));
        }
        let decoded = |_| malformed("it is not the CBOR of a `COSE_Sign1`");
        let mut decoder = Decoder::new(bytes);
        let is_tagged = decoder.datatype().map_err(decoded)? == minicbor::data::Type::Tag;
        if is_tagged && decoder.tag().map_err(decoded)?.as_u64() != TAG {
            return Err(malformed("its tag is not that of a `COSE_Sign1`"));
        }
        if decoder.array().map_err(decoded)? != Some(4) {
            return Err(malformed("it does not have four parts"));
        }
        let protected = decoder.bytes().map_err(decoded)?.to_vec();
        let from = decoder.position();
        decoder.skip().map_err(decoded)?;
        let unprotected = bytes.get(from..decoder.position()).unwrap_or_default();
        if decoder.datatype().map_err(decoded)? == minicbor::data::Type::Null {
            return Err(malformed("its payload is elsewhere"));
        }
        let payload = decoder.bytes().map_err(decoded)?.to_vec();
        let signature = decoder.bytes().map_err(decoded)?.to_vec();
        let header = CoseHeader::read(&protected, unprotected)?;
        // Written in any other way, two readers could take two messages for one, or one for two.
        if write(is_tagged, &protected, unprotected, &payload, &signature) != bytes {
            return Err(malformed("it is not written in the shortest form, or something stands behind it"));
        }
        Ok(Self { header, payload, signature, is_tagged, protected })
    }

    /// Whether the signature holds under that key, over the message and what both sides know beside it.
    ///
    /// # Errors
    /// `jws.alg-key-mismatch`, `proof.signature-mismatch`.
    pub fn verify(
        &self,
        key: &PublicKey,
        external: &[u8],
        provider: &CryptoProvider,
    ) -> Result<(), ProofError> {
        let algorithm = self.header.algorithm;
        if !algorithm.fits(key.key_type()) {
            return Err(KeyError::AlgKeyMismatch { algorithm, key_type: key.key_type() }.into());
        }
        let signed = to_be_signed(&self.protected, external, &self.payload);
        match provider.verify(algorithm, key, &signed, &self.signature) {
            true => Ok(()),
            false => Err(ProofError::JwsMismatch),
        }
    }
}

/// The `Sig_structure` ([§4.4](https://www.rfc-editor.org/rfc/rfc9052#section-4.4)).
pub(super) fn to_be_signed(protected: &[u8], external: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::new());
    // Writing to a `Vec` cannot fail.
    let _ = encoder.array(4).and_then(|e| e.str("Signature1")).and_then(|e| e.bytes(protected));
    let _ = encoder.bytes(external).and_then(|e| e.bytes(payload));
    encoder.into_writer()
}

/// A message; the unprotected header is written already.
pub(super) fn write(
    is_tagged: bool,
    protected: &[u8],
    unprotected: &[u8],
    payload: &[u8],
    signature: &[u8],
) -> Vec<u8> {
    let mut encoder =
        Encoder::new(Vec::with_capacity(payload.len() + protected.len() + signature.len() + 64));
    if is_tagged {
        let _ = encoder.tag(Tag::new(TAG));
    }
    let _ = encoder.array(4).and_then(|e| e.bytes(protected));
    encoder.writer_mut().extend_from_slice(unprotected);
    let _ = encoder.bytes(payload).and_then(|e| e.bytes(signature));
    encoder.into_writer()
}

pub(super) fn malformed(message: &str) -> ProofError {
    fault(codes::COSE_MALFORMED, format!("not a `COSE_Sign1`: {message}"))
}
