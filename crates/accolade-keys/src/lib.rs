//! Keys, and what is done with them: [`PublicKey`] and [`SecretKey`] in every written form that credentials use
//! (Multikey, JWK, PKCS#8), a [`CryptoProvider`] whose parts can be replaced, and compact [`Jws`].
//!
//! Nothing here draws randomness: a caller gives the entropy of a new key. Signing never needs a key in this process:
//! every securing mechanism hands out the bytes to sign and takes the signature back.
//!
//! ```
//! use accolade_keys::{Algorithm, CryptoProvider, KeyType, PublicKey, SecretKey};
//!
//! let provider = CryptoProvider::portable();
//! let secret = SecretKey::generate(KeyType::Ed25519, &[7; 64])?;
//! let signature = provider.sign(Algorithm::EdDsa, &secret, b"a badge")?;
//!
//! let public = PublicKey::from_multikey(&secret.public_key().to_multikey())?;
//! assert!(provider.verify(Algorithm::EdDsa, &public, b"a badge", &signature));
//! assert!(!provider.verify(Algorithm::EdDsa, &public, b"another badge", &signature));
//! # Ok::<(), accolade_keys::KeyError>(())
//! ```

mod base58;
mod bls;
pub mod codes;
mod curves;
mod error;
mod jwk;
mod jws;
mod key_type;
mod mldsa;
mod multibase;
#[cfg(feature = "native")]
mod native;
mod pem;
mod portable;
mod provider;
mod public;
mod rsa_key;
mod secret;

pub use error::KeyError;
pub use jwk::Jwk;
pub use jws::{HeaderRules, Jws, JwsHeader, JwsSignature};
pub use key_type::{Algorithm, KeyType};
pub use multibase::{Base, decode_base64url, decode_multibase, encode_base64url, encode_multibase};
pub use provider::{CryptoProvider, SignatureScheme};
pub use public::PublicKey;
pub use secret::SecretKey;
pub use zeroize::Zeroizing;
