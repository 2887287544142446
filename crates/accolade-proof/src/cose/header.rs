use accolade_keys::Algorithm;
use minicbor::{Decoder, Encoder, data::Type};
use serde_json::{Map, Value};

use super::{ALGORITHMS, claims, fault, label, sign1::malformed};
use crate::{ProofError, codes, jose::KeyReference};

/// The header of a [`Sign1`](super::Sign1).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CoseHeader {
    /// `alg`
    pub algorithm: Algorithm,
    /// `kid`, from either part: it only says which key to try.
    pub key_id: Option<Vec<u8>>,
    /// `typ`: the media type of the whole.
    pub typ: Option<String>,
    /// `content type`: the media type of the payload.
    pub content_type: Option<String>,
    /// The claims of a CBOR Web Token ([RFC 9597](https://www.rfc-editor.org/rfc/rfc9597)), by their names in JSON.
    pub claims: Map<String, Value>,
}

/// What a header says, before it is known to be enough.
#[derive(Default)]
struct Read {
    algorithm: Option<Algorithm>,
    key_id: Option<Vec<u8>>,
    typ: Option<String>,
    content_type: Option<String>,
    claims: Map<String, Value>,
}

impl CoseHeader {
    /// Which key signed.
    ///
    /// # Errors
    /// `jws.key-missing` where there is no `kid`, or it is not text.
    pub(super) fn key_reference(&self) -> Result<KeyReference<'_>, ProofError> {
        match self.key_id.as_deref().and_then(|kid| std::str::from_utf8(kid).ok()) {
            None => Err(ProofError::KeyMissing),
            Some(url) if url.contains(':') => Ok(KeyReference::Url(url)),
            Some(name) => Ok(KeyReference::Name(name)),
        }
    }

    /// Reads both parts. Nothing but `kid` may stand where it is not signed, and nothing that is not known where it is:
    /// no `crit`, no certificates, no second signatures.
    pub(super) fn read(protected: &[u8], unprotected: &[u8]) -> Result<Self, ProofError> {
        // §3: an empty header is no bytes at all.
        let mut read = if protected.is_empty() { Read::default() } else { map(protected, true)? };
        let beside = map(unprotected, false)?;
        match (&read.key_id, beside.key_id) {
            (Some(_), Some(_)) => return Err(not_allowed("`kid` stands in both parts")),
            (None, kid) => read.key_id = kid,
            (Some(_), None) => {}
        }
        let algorithm = read.algorithm;
        Ok(Self {
            algorithm: algorithm
                .ok_or_else(|| fault(codes::COSE_ALG, "no algorithm is named where it is signed"))?,
            key_id: read.key_id,
            typ: read.typ,
            content_type: read.content_type,
            claims: read.claims,
        })
    }
}

fn map(bytes: &[u8], is_protected: bool) -> Result<Read, ProofError> {
    let decoded = |_| malformed("a header is not a map of what is known");
    let mut decoder = Decoder::new(bytes);
    // Everything that is read is written again: in its shortest form it comes to the same bytes.
    let mut again = Encoder::new(Vec::with_capacity(bytes.len()));
    let Some(members) = decoder.map().map_err(decoded)? else {
        return Err(malformed("a header does not state its size"));
    };
    let _ = again.map(members);
    let mut read = Read::default();
    let mut seen = Vec::new();
    for _ in 0..members {
        if decoder.datatype().map_err(decoded)? == Type::String {
            let name = decoder.str().map_err(decoded)?;
            return Err(not_allowed(&format!("`{name}` is not known")));
        }
        let label = decoder.i64().map_err(decoded)?;
        let _ = again.i64(label);
        if seen.contains(&label) {
            return Err(malformed("a header has a member twice"));
        }
        seen.push(label);
        if !is_protected && label != label::KID {
            return Err(not_allowed(&format!("member {label} stands where it is not signed")));
        }
        match label {
            label::ALG => read.algorithm = Some(algorithm(&mut decoder, &mut again)?),
            label::KID => {
                let kid = decoder.bytes().map_err(decoded)?;
                let _ = again.bytes(kid);
                read.key_id = Some(kid.to_vec());
            }
            label::TYP => {
                let text = decoder.str().map_err(decoded)?;
                let _ = again.str(text);
                read.typ = Some(text.to_owned());
            }
            label::CONTENT_TYPE if decoder.datatype().map_err(decoded)? == Type::String => {
                let text = decoder.str().map_err(decoded)?;
                let _ = again.str(text);
                read.content_type = Some(text.to_owned());
            }
            // A number of the registry of CoAP.
            label::CONTENT_TYPE => {
                let number = decoder.u16().map_err(decoded)?;
                let _ = again.u16(number);
                read.content_type = Some(number.to_string());
            }
            label::CWT_CLAIMS => read.claims = claims::read(&mut decoder, &mut again)?,
            other => return Err(not_allowed(&format!("member {other} is not known"))),
        }
    }
    if again.into_writer() != bytes {
        return Err(malformed("a header is not written in the shortest form, or something stands behind it"));
    }
    Ok(read)
}

fn algorithm(decoder: &mut Decoder<'_>, again: &mut Encoder<Vec<u8>>) -> Result<Algorithm, ProofError> {
    if decoder.datatype().is_ok_and(|kind| kind == Type::String) {
        let name = decoder.str().unwrap_or_default();
        return Err(fault(codes::COSE_ALG, format!("the algorithm `{name}` is not accepted")));
    }
    let number = decoder.i64().map_err(|_| malformed("an algorithm is not a number"))?;
    let _ = again.i64(number);
    let known = ALGORITHMS.iter().find(|(known, _)| *known == number);
    known
        .map(|(_, algorithm)| *algorithm)
        .ok_or_else(|| fault(codes::COSE_ALG, format!("the algorithm {number} is not accepted")))
}

fn not_allowed(message: &str) -> ProofError {
    fault(codes::COSE_HEADER, format!("the header: {message}"))
}
