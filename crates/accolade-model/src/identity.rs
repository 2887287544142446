//! Who a badge is about: [`IdentityObject`s and their hashes](https://www.imsglobal.org/spec/ob/v3p0/#identityhash).

/// The hash of an identity, as `identityHash` writes it: `sha256$` or `md5$`, then hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentityHash<'a> {
    /// The algorithm.
    pub algorithm: HashAlgorithm,
    /// The digits, in either case.
    pub digits: &'a str,
}

/// The algorithm of an [`IdentityHash`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashAlgorithm {
    /// SHA-256.
    Sha256,
    /// MD5: read, never made.
    Md5,
}

impl<'a> IdentityHash<'a> {
    /// Reads the text of an `identityHash`.
    ///
    /// ```
    /// use accolade_model::{HashAlgorithm, IdentityHash};
    /// let hash = IdentityHash::parse("md5$d41d8cd98f00b204e9800998ecf8427e").unwrap();
    /// assert_eq!(hash.algorithm, HashAlgorithm::Md5);
    /// assert!(IdentityHash::parse("sha256$d41d8cd98f00b204e9800998ecf8427e").is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let (name, digits) = text.split_once('$')?;
        let (algorithm, length) = match name {
            "sha256" => (HashAlgorithm::Sha256, 64),
            "md5" => (HashAlgorithm::Md5, 32),
            _ => return None,
        };
        let whole = digits.len() == length && digits.bytes().all(|b| b.is_ascii_hexdigit());
        whole.then_some(Self { algorithm, digits })
    }
}
