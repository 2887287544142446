use accolade_json::to_text;
use accolade_keys::{Algorithm, Jws, PublicKey};
use accolade_report::Pointer;
use serde_json::{Map, Value, json};

use super::{Disclosure, HashAlgorithm, PLACEHOLDER, SD, SD_ALG, process::fault};
use crate::{
    ProofError, codes,
    jose::{TokenOptions, token_payload},
};

/// What an issuer decides about an SD-JWT.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SdJwtOptions {
    disclosable: Vec<Pointer>,
    decoys: usize,
    hash: HashAlgorithm,
    holder_key: Option<Value>,
    token: TokenOptions,
}

impl SdJwtOptions {
    /// Lets the holder leave out what stands at these places. One may stand inside another.
    #[must_use]
    pub fn disclosable(self, places: Vec<Pointer>) -> Self {
        Self { disclosable: places, ..self }
    }

    /// Puts that many digests of nothing beside those of each object, so that their number says less.
    #[must_use]
    pub fn decoys(self, each: usize) -> Self {
        Self { decoys: each, ..self }
    }

    /// Hashes otherwise than with SHA-256.
    #[must_use]
    pub fn hash(self, hash: HashAlgorithm) -> Self {
        Self { hash, ..self }
    }

    /// Says which key is the holder's: `cnf`. Only who has it can present the SD-JWT to those who ask for a key binding.
    #[must_use]
    pub fn holder_key(self, key: &PublicKey) -> Self {
        Self { holder_key: Some(key.to_jwk()), ..self }
    }

    /// Sets the claims of the token.
    #[must_use]
    pub fn token(self, token: TokenOptions) -> Self {
        Self { token, ..self }
    }
}

/// An SD-JWT that waits for its signature.
#[derive(Clone, Debug)]
pub struct PreparedSdJwt {
    signing_input: String,
    algorithm: Algorithm,
    disclosures: Vec<Disclosure>,
}

/// What a verifier must see in any case: without it, a holder could hide that the credential ended, was revoked, or is
/// another's.
const ALWAYS_SHOWN: &[&str] = &[
    "@context",
    "type",
    "issuer",
    "validFrom",
    "validUntil",
    "credentialStatus",
    "credentialSchema",
    "termsOfUse",
    "refreshService",
];

/// How many salts [`prepare`] takes: one for each disclosure and each decoy.
#[must_use]
pub fn salts_needed(options: &SdJwtOptions) -> usize {
    // Decoys stand in every object that has digests; at most as many objects as members that can be left out.
    options.disclosable.len() + options.decoys * options.disclosable.len()
}

/// Readies a document of version 2.0 for signing as an SD-JWT: `vp+sd-jwt` where it is a presentation, else `vc+sd-jwt`.
/// `key_id` is the URL that leads to the key. Each salt is 128 bits of fresh entropy; [`salts_needed`] says how many.
///
/// # Errors
/// `proof.malformed` where it is not an object, has a member of a claim's name, or is of version 1.1;
/// `proof.pointer-unmatched` where there is nothing at a place; `sd-jwt.must-be-shown`; `sd-jwt.reserved-name`;
/// `sd-jwt.salts` where salts are too few or one is there twice.
pub fn prepare(
    document: &Value,
    algorithm: Algorithm,
    key_id: &str,
    options: &SdJwtOptions,
    salts: &[[u8; 16]],
) -> Result<PreparedSdJwt, ProofError> {
    let (kind, _) = token_payload(document, &options.token)?;
    if let Some(place) = reserved(document, &Pointer::root()) {
        return Err(fault(codes::SD_JWT_RESERVED, &place, "the name is for digests only"));
    }
    let mut places = options.disclosable.clone();
    for place in &places {
        let first = place.segments().next();
        let only = place.segments().nth(1).is_none();
        let hides = first.as_deref().is_some_and(|name| ALWAYS_SHOWN.contains(&name));
        if place.as_str().is_empty()
            || (kind == "vc" && hides)
            || (only && first.as_deref() == Some("@context"))
        {
            return Err(fault(codes::SD_JWT_MUST_BE_SHOWN, place, "this must not be left out"));
        }
        if document.pointer(place.as_str()).is_none() {
            return Err(ProofError::PointerUnmatched { pointer: place.clone() });
        }
    }
    let distinct: std::collections::BTreeSet<_> = salts.iter().collect();
    if salts.len() < salts_needed(options) || distinct.len() != salts.len() {
        return Err(fault(
            codes::SD_JWT_SALTS,
            &Pointer::root(),
            "there are too few salts, or one is there twice",
        ));
    }
    // The innermost first: what stands in something that can be left out is hidden in its disclosure. Of items of one list,
    // the order does not matter, because each is replaced in its place.
    places.sort_by_key(|place| std::cmp::Reverse(place.segments().count()));
    places.dedup();
    let mut salts = salts.iter();
    let mut hidden = document.clone();
    let mut disclosures = Vec::with_capacity(places.len());
    let mut holders: Vec<Pointer> = Vec::new();
    for place in &places {
        let unmatched = || ProofError::PointerUnmatched { pointer: place.clone() };
        let salt = salts.next().ok_or_else(unmatched)?;
        let (parent, name) = split(place).ok_or_else(unmatched)?;
        let holder = hidden.pointer_mut(parent.as_str()).ok_or_else(unmatched)?;
        let disclosure = match holder {
            Value::Object(members) => {
                let value = members.shift_remove(&name).ok_or_else(unmatched)?;
                let disclosure = Disclosure::new(salt, Some(&name), value);
                add_digest(members, options.hash.digest(&disclosure.encoded));
                disclosure
            }
            Value::Array(items) => {
                let item =
                    name.parse().ok().and_then(|index: usize| items.get_mut(index)).ok_or_else(unmatched)?;
                let disclosure = Disclosure::new(salt, None, item.take());
                *item = json!({PLACEHOLDER: options.hash.digest(&disclosure.encoded)});
                disclosure
            }
            _ => return Err(unmatched()),
        };
        // The decoys go in with the first digest, while the object is not yet hidden itself.
        if let (Value::Object(members), false) = (holder, holders.contains(&parent)) {
            for salt in salts.by_ref().take(options.decoys) {
                let decoy = accolade_keys::encode_base64url(salt);
                add_digest(members, options.hash.digest(&decoy));
            }
            holders.push(parent);
        }
        disclosures.push(disclosure);
    }
    let mut payload = match hidden {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    if !disclosures.is_empty() {
        payload.insert(SD_ALG.to_owned(), options.hash.name().into());
    }
    payload.extend(options.token.claims());
    if let Some(jwk) = &options.holder_key {
        payload.insert("cnf".to_owned(), json!({ "jwk": jwk }));
    }
    let header =
        json!({"alg": algorithm.name(), "kid": key_id, "typ": format!("{kind}+sd-jwt"), "cty": kind});
    let signing_input = Jws::signing_input(&header, to_text(&Value::Object(payload)).as_bytes());
    Ok(PreparedSdJwt { signing_input, algorithm, disclosures })
}

impl PreparedSdJwt {
    /// What the key has to sign.
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        self.signing_input.as_bytes()
    }

    /// The algorithm that the key has to sign with.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The SD-JWT with every disclosure, for the holder. Whether the signature holds is not checked here: an issuer verifies
    /// what it made.
    #[must_use]
    pub fn finish(self, signature: &[u8]) -> String {
        let mut text = format!("{}~", Jws::join(&self.signing_input, signature));
        for disclosure in &self.disclosures {
            text.push_str(&disclosure.encoded);
            text.push('~');
        }
        text
    }
}

/// Puts a digest among those of an object, in the order of the texts: their own order would say something.
fn add_digest(members: &mut Map<String, Value>, digest: String) {
    let digests = members.entry(SD).or_insert_with(|| json!([]));
    if let Some(digests) = digests.as_array_mut() {
        let at = digests.partition_point(|known| known.as_str() < Some(digest.as_str()));
        digests.insert(at, digest.into());
    }
}

/// The parent of a place, and the name in it.
fn split(place: &Pointer) -> Option<(Pointer, String)> {
    let (parent, _) = place.as_str().rsplit_once('/')?;
    Some((Pointer::parse(parent)?, place.segments().last()?))
}

/// The first member of a name that is for digests only.
fn reserved(value: &Value, place: &Pointer) -> Option<Pointer> {
    match value {
        Value::Object(members) => members.iter().find_map(|(name, member)| {
            let place = place.key(name);
            let is_reserved = [SD, SD_ALG, PLACEHOLDER].contains(&name.as_str());
            if is_reserved { Some(place) } else { reserved(member, &place) }
        }),
        Value::Array(items) => items.iter().enumerate().find_map(|(i, item)| reserved(item, &place.index(i))),
        _ => None,
    }
}
