use std::fmt;

use bls12_381::{G1Affine, Scalar as Field};

use crate::{
    BbsError, Ciphersuite, PublicKey, SecretKey,
    core::{Setting, messages_to_scalars},
    generators, point, scalar,
};

/// A signature over messages. Its holder keeps it secret: who has it can prove it.
#[derive(Clone)]
pub struct Signature {
    pub(crate) a: G1Affine,
    pub(crate) e: Field,
}

impl Ciphersuite {
    /// [Sign](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-signature-generation-sign). It is
    /// deterministic.
    ///
    /// # Errors
    /// `bbs.too-many-messages`.
    pub fn sign<M: AsRef<[u8]>>(
        self,
        secret: &SecretKey,
        header: &[u8],
        messages: &[M],
    ) -> Result<Signature, BbsError> {
        let messages = messages_to_scalars(self, &self.api_id(), messages)?;
        self.setting(secret.public_key(), header, messages.len())?.sign(secret, &messages)
    }

    /// [Verify](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-signature-verification-veri):
    /// whether the signature holds for just these messages.
    #[must_use]
    pub fn verify<M: AsRef<[u8]>>(
        self,
        public: &PublicKey,
        header: &[u8],
        messages: &[M],
        signature: &Signature,
    ) -> bool {
        messages_to_scalars(self, &self.api_id(), messages).is_ok_and(|messages| {
            let setting = self.setting(public, header, messages.len());
            setting.is_ok_and(|setting| setting.verify(public, &messages, signature))
        })
    }

    /// `api_id` of the [BBS Signatures Interface](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-bbs-signatures-interface).
    pub(crate) fn api_id(self) -> String {
        format!("{}H2G_HM2S_", self.id())
    }

    pub(crate) fn setting(
        self,
        public: &PublicKey,
        header: &[u8],
        count: usize,
    ) -> Result<Setting, BbsError> {
        let api_id = self.api_id();
        let generators = generators::create(self, &api_id, count + 1)?;
        Setting::new(self, api_id, public, &generators, header)
    }
}

impl Signature {
    /// Reads the 80 octets of a signature
    /// ([Octets to Signature](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-octets-to-signature)).
    ///
    /// # Errors
    /// `bbs.malformed`.
    pub fn from_octets(octets: &[u8]) -> Result<Self, BbsError> {
        match octets.split_at_checked(point::OCTETS) {
            Some((a, e)) if e.len() == scalar::OCTETS => {
                Ok(Self { a: point::decode_g1(a, "signature")?, e: scalar::decode(e, "signature")? })
            }
            _ => Err(BbsError::malformed("signature", "it has 80 octets")),
        }
    }

    /// The octets that [`Self::from_octets`] reads.
    #[must_use]
    pub fn to_octets(&self) -> Vec<u8> {
        [self.a.to_compressed().as_slice(), &scalar::octets(&self.e)].concat()
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature(…)")
    }
}
