use std::fmt;

use crate::Base;

/// A kind of key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum KeyType {
    /// Edwards curve signatures, [RFC 8032](https://www.rfc-editor.org/rfc/rfc8032).
    Ed25519,
    /// The NIST curve P-256.
    P256,
    /// The NIST curve P-384.
    P384,
    /// The NIST curve P-521.
    P521,
    /// The curve secp256k1 of [SEC 2 §2.4.1](https://www.secg.org/sec2-v2.pdf).
    Secp256k1,
    /// The group G2 of the pairing-friendly curve BLS12-381, for BBS; never for signatures over bytes.
    Bls12381G2,
    /// The lattice scheme of [FIPS 204](https://doi.org/10.6028/NIST.FIPS.204) with its smallest parameters; only with the
    /// feature `draft-mldsa`.
    MlDsa44,
    /// RSA with a modulus of 2048 to 8192 bits.
    Rsa,
    /// Key agreement on Curve25519; never for proofs.
    X25519,
}

impl KeyType {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::Ed25519,
        Self::P256,
        Self::P384,
        Self::P521,
        Self::Secp256k1,
        Self::Bls12381G2,
        Self::MlDsa44,
        Self::Rsa,
        Self::X25519,
    ];

    /// The kind's usual name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ed25519 => "Ed25519",
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::Secp256k1 => "secp256k1",
            Self::Bls12381G2 => "BLS12-381 G2",
            Self::MlDsa44 => "ML-DSA-44",
            Self::Rsa => "RSA",
            Self::X25519 => "X25519",
        }
    }

    /// The algorithms that such a key signs with, the preferred one first; none for [`KeyType::X25519`].
    #[must_use]
    pub const fn algorithms(self) -> &'static [Algorithm] {
        match self {
            Self::Ed25519 => &[Algorithm::EdDsa],
            Self::P256 => &[Algorithm::Es256],
            Self::P384 => &[Algorithm::Es384],
            Self::P521 => &[Algorithm::Es512],
            Self::Secp256k1 => &[Algorithm::Es256K],
            Self::Rsa => &[Algorithm::Rs256, Algorithm::Ps256],
            Self::Bls12381G2 => &[Algorithm::Bbs],
            Self::MlDsa44 => &[Algorithm::MlDsa44],
            Self::X25519 => &[],
        }
    }

    /// The bytes of a coordinate and of a secret, for the curves whose points SEC 1 writes.
    pub(crate) const fn field_bytes(self) -> Option<usize> {
        match self {
            Self::P256 | Self::Secp256k1 => Some(32),
            Self::P384 => Some(48),
            Self::P521 => Some(66),
            _ => None,
        }
    }

    /// The [multicodec](https://github.com/multiformats/multicodec/blob/master/table.csv) code of its public keys, as
    /// a varint.
    pub(crate) const fn public_prefix(self) -> [u8; 2] {
        match self {
            Self::Ed25519 => [0xed, 0x01],
            Self::X25519 => [0xec, 0x01],
            Self::P256 => [0x80, 0x24],
            Self::P384 => [0x81, 0x24],
            Self::P521 => [0x82, 0x24],
            Self::Secp256k1 => [0xe7, 0x01],
            Self::Bls12381G2 => [0xeb, 0x01],
            Self::MlDsa44 => [0x90, 0x24],
            Self::Rsa => [0x85, 0x24],
        }
    }

    /// The base of its Multikeys: base58btc, but base64url for keys as long as those of ML-DSA
    /// ([Quantum-Resistant Cryptosuites §2.1.1](https://www.w3.org/TR/vc-di-quantum-resistant-1.0/#multikey)).
    pub(crate) const fn multikey_base(self) -> Base {
        match self {
            Self::MlDsa44 => Base::Base64Url,
            _ => Base::Base58Btc,
        }
    }

    /// The multicodec code of its secret keys, as a varint; of ML-DSA, that of seeds.
    pub(crate) const fn secret_prefix(self) -> [u8; 2] {
        match self {
            Self::Ed25519 => [0x80, 0x26],
            Self::X25519 => [0x82, 0x26],
            Self::P256 => [0x86, 0x26],
            Self::P384 => [0x87, 0x26],
            Self::P521 => [0x88, 0x26],
            Self::Secp256k1 => [0x81, 0x26],
            Self::Bls12381G2 => [0x8a, 0x26],
            Self::MlDsa44 => [0x9a, 0x26],
            Self::Rsa => [0x85, 0x26],
        }
    }
}

impl fmt::Display for KeyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A signature algorithm, under its name in [JOSE](https://www.rfc-editor.org/rfc/rfc7518#section-3.1).
///
/// ```
/// use accolade_keys::{Algorithm, KeyType};
/// assert_eq!(Algorithm::parse("ES256"), Some(Algorithm::Es256));
/// assert_eq!(Algorithm::parse("none"), None);
/// assert!(!Algorithm::Es256.fits(KeyType::Ed25519));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// Ed25519, `EdDSA`.
    EdDsa,
    /// ECDSA on P-256 with SHA-256, `ES256`; the signature is `r` and `s` of 32 bytes each.
    Es256,
    /// ECDSA on P-384 with SHA-384, `ES384`; the signature is `r` and `s` of 48 bytes each.
    Es384,
    /// ECDSA on P-521 with SHA-512, `ES512`; the signature is `r` and `s` of 66 bytes each.
    Es512,
    /// ECDSA on secp256k1 with SHA-256, [`ES256K`](https://www.rfc-editor.org/rfc/rfc8812#section-3.2); the signature is
    /// `r` and `s` of 32 bytes each.
    Es256K,
    /// RSASSA-PKCS1-v1_5 with SHA-256, `RS256`.
    Rs256,
    /// RSASSA-PSS with SHA-256 and a salt of 32 bytes, `PS256`.
    Ps256,
    /// BBS with SHA-256, [`BBS`](https://datatracker.ietf.org/doc/draft-ietf-jose-json-proof-algorithms/); it signs a list of
    /// messages under a header, so no token is signed with it and no provider's `sign` does.
    Bbs,
    /// [`ML-DSA-44`](https://datatracker.ietf.org/doc/draft-ietf-cose-dilithium/) with an empty context; the signature has 2420
    /// bytes. Only with the feature `draft-mldsa`.
    MlDsa44,
}

impl Algorithm {
    /// Every algorithm.
    pub const ALL: &[Self] = &[
        Self::EdDsa,
        Self::Es256,
        Self::Es384,
        Self::Es512,
        Self::Es256K,
        Self::Rs256,
        Self::Ps256,
        Self::Bbs,
        Self::MlDsa44,
    ];

    /// The algorithm of that JOSE name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|algorithm| algorithm.name() == name)
    }

    /// The JOSE name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EdDsa => "EdDSA",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Es512 => "ES512",
            Self::Es256K => "ES256K",
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Bbs => "BBS",
            Self::MlDsa44 => "ML-DSA-44",
        }
    }

    /// Whether keys of that kind sign with this algorithm.
    #[must_use]
    pub fn fits(self, key_type: KeyType) -> bool {
        key_type.algorithms().contains(&self)
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
