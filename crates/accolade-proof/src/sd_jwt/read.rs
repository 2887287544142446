use accolade_keys::{Algorithm, CryptoProvider, HeaderRules, Jwk, Jws, PublicKey};
use accolade_report::Pointer;
use serde_json::{Map, Value};

use super::{
    Disclosure, HEADER, HashAlgorithm, KeyBinding,
    process::{fault, process},
};
use crate::{
    ProofError, codes,
    jose::{Form, KeyReference, Payload, check_content_type, key_reference, payload_of, verify},
};

/// An SD-JWT that was taken apart by all rules of [§7.1](https://www.rfc-editor.org/rfc/rfc9901#section-7.1). Nothing in it is
/// proven before [`SdJwt::verify`] says so.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SdJwt {
    /// The payload with what is shown in its place, and no digest left.
    pub claims: Map<String, Value>,
    /// The proof that the holder presents it, where there is one.
    pub key_binding: Option<KeyBinding>,
    /// Whether there are digests of which nothing is shown: something was left out, or they are decoys.
    pub withholds: bool,
    jws: Jws,
    /// The JWT of the issuer, as it is written.
    pub(super) issued: String,
    pub(super) disclosures: Vec<Disclosure>,
    pub(super) hash: HashAlgorithm,
    places: Vec<Pointer>,
}

/// Something that could have been left out, and where it stands.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Shown<'a> {
    /// Its place in the claims.
    pub place: &'a Pointer,
    /// What is shown.
    pub disclosure: &'a Disclosure,
}

/// The key that the issuer says is the holder's: [RFC 7800 §3](https://www.rfc-editor.org/rfc/rfc7800#section-3).
#[derive(Clone, Debug, PartialEq)]
pub enum HolderKey {
    /// `cnf.jwk`
    Jwk(Box<Jwk>),
    /// `cnf.kid`, a URL that leads to the key.
    Url(String),
}

/// The most disclosures that are read; each costs a hash.
const MOST_DISCLOSURES: usize = 1024;

impl SdJwt {
    /// Takes an SD-JWT apart that carries a credential or a presentation, with or without a key binding.
    ///
    /// # Errors
    /// `sd-jwt.*`; `jws.*`, `json.*`, `key.*` of the header and payload.
    pub fn read(text: &str) -> Result<Self, ProofError> {
        Self::read_as(text, &HEADER)
    }

    /// The same under other rules for the issuer's header.
    ///
    /// # Errors
    /// Those of [`Self::read`].
    pub fn read_as(text: &str, rules: &HeaderRules) -> Result<Self, ProofError> {
        let root = Pointer::root();
        let mut parts = text.split('~');
        let issued = parts.next().unwrap_or_default();
        let mut disclosures: Vec<&str> = parts.collect();
        // §4: every disclosure ends with a tilde; what stands behind the last is the key binding.
        let Some(binding) = disclosures.pop() else {
            return Err(fault(codes::SD_JWT_MALFORMED, &root, "there is no `~`: a token of another kind"));
        };
        let binding = Some(binding).filter(|binding| !binding.is_empty());
        Self::of_parts(Jws::parse(issued, rules)?, issued, &disclosures, binding)
    }

    /// Takes an SD-JWT in JSON apart ([§8](https://www.rfc-editor.org/rfc/rfc9901#section-8)): one of each signature, over the
    /// same payload and with the same disclosures.
    ///
    /// # Errors
    /// Those of [`Self::read`].
    pub fn read_json(value: &Value, rules: &HeaderRules) -> Result<Vec<Self>, ProofError> {
        let malformed = |message| fault(codes::SD_JWT_MALFORMED, &Pointer::root().key("header"), message);
        let signatures = Jws::parse_json(value, rules)?;
        // §8.1: they stand beside the first signature.
        let beside = signatures.first().map(|first| first.unprotected.clone()).unwrap_or_default();
        let own = |name: &str| signatures.iter().skip(1).any(|signed| signed.unprotected.contains_key(name));
        if own("disclosures") || own("kb_jwt") {
            return Err(malformed("disclosures stand beside another signature than the first"));
        }
        let disclosures = match beside.get("disclosures") {
            None => Vec::new(),
            Some(Value::Array(items)) => {
                let mut texts = Vec::with_capacity(items.len());
                for item in items {
                    texts.push(item.as_str().ok_or_else(|| malformed("a disclosure is not a string"))?);
                }
                texts
            }
            Some(_) => return Err(malformed("`disclosures` is not a list")),
        };
        let binding = match beside.get("kb_jwt") {
            None => None,
            Some(Value::String(text)) => Some(text.as_str()),
            Some(_) => return Err(malformed("`kb_jwt` is not a string")),
        };
        // §8.2: the key binding covers the compact form, which is that of the first signature.
        let mut read = Vec::with_capacity(signatures.len());
        for (index, signed) in signatures.into_iter().enumerate() {
            let issued = signed.jws.to_compact();
            let binding = binding.filter(|_| index == 0);
            read.push(Self::of_parts(signed.jws, &issued, &disclosures, binding)?);
        }
        Ok(read)
    }

    fn of_parts(jws: Jws, issued: &str, encoded: &[&str], binding: Option<&str>) -> Result<Self, ProofError> {
        if encoded.len() > MOST_DISCLOSURES {
            return Err(fault(codes::SD_JWT_MALFORMED, &Pointer::root(), "it has too many disclosures"));
        }
        let mut disclosures = Vec::with_capacity(encoded.len());
        for text in encoded {
            disclosures.push(Disclosure::read(text)?);
        }
        let processed = process(payload_of(&jws)?, &disclosures)?;
        let (issued, places) = (issued.to_owned(), processed.places);
        let (claims, withholds, hash) = (processed.claims, processed.withholds, processed.hash);
        let mut read = Self { claims, key_binding: None, withholds, jws, issued, disclosures, hash, places };
        if let Some(text) = binding {
            let covered = hash.digest(&read.without_binding(&read.disclosures));
            read.key_binding = Some(KeyBinding::read(text, &covered)?);
        }
        Ok(read)
    }

    /// The JWT of the issuer and disclosures, each with its tilde.
    pub(super) fn without_binding<'d>(
        &self,
        disclosures: impl IntoIterator<Item = &'d Disclosure>,
    ) -> String {
        let mut text = format!("{}~", self.issued);
        for disclosure in disclosures {
            text.push_str(&disclosure.encoded);
            text.push('~');
        }
        text
    }

    /// The document among the claims, and the claims beside it.
    ///
    /// # Errors
    /// `proof.malformed`, `jws.cty-mismatch`.
    pub fn payload(&self) -> Result<Payload, ProofError> {
        let mut claims = self.claims.clone();
        // What the issuer says about the holder's key is no part of the document.
        claims.shift_remove("cnf");
        let payload = Payload::read(claims, self.jws.header.typ.as_deref())?;
        check_content_type(&self.jws.header, Form::JoseCose)?;
        Ok(payload)
    }

    /// What could have been left out and is shown.
    pub fn shown(&self) -> impl Iterator<Item = Shown<'_>> {
        self.places.iter().zip(&self.disclosures).map(|(place, disclosure)| Shown { place, disclosure })
    }

    /// The key that the issuer says is the holder's.
    ///
    /// # Errors
    /// `sd-jwt.malformed` where `cnf` is there and has no form that is known; `key.*` where its key cannot be used.
    pub fn holder_key(&self) -> Result<Option<HolderKey>, ProofError> {
        let Some(confirmation) = self.claims.get("cnf") else { return Ok(None) };
        match (confirmation.get("jwk"), confirmation.get("kid").and_then(Value::as_str)) {
            (Some(jwk), _) => Ok(Some(HolderKey::Jwk(Box::new(Jwk::from_value(jwk)?)))),
            (None, Some(url)) => Ok(Some(HolderKey::Url(url.to_owned()))),
            (None, None) => {
                let message = "`cnf` has neither `jwk` nor `kid`";
                Err(fault(codes::SD_JWT_MALFORMED, &Pointer::root().key("cnf"), message))
            }
        }
    }

    /// The algorithm of the issuer's header.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.jws.header.algorithm
    }

    /// Which key signed, as the issuer's header says.
    ///
    /// # Errors
    /// `jws.key-missing`.
    pub fn key_reference(&self) -> Result<KeyReference<'_>, ProofError> {
        key_reference(&self.jws.header, Form::JoseCose)
    }

    /// Whether the issuer's signature holds under that key.
    ///
    /// # Errors
    /// `jws.alg-key-mismatch`, `jws.key-conflict`, `proof.signature-mismatch`.
    pub fn verify(&self, key: &PublicKey, provider: &CryptoProvider) -> Result<(), ProofError> {
        verify(&self.jws, key, provider)
    }
}
