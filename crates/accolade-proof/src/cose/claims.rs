//! The claims of a CBOR Web Token in a header: [RFC 9597](https://www.rfc-editor.org/rfc/rfc9597),
//! [RFC 8392 §3.1](https://www.rfc-editor.org/rfc/rfc8392#section-3.1).

use minicbor::{Decoder, Encoder, data::Type};
use serde_json::{Map, Value};

use super::sign1::malformed;
use crate::ProofError;

/// The claims that are known, by number and by their name in JSON.
const NAMES: &[(i64, &str)] =
    &[(1, "iss"), (2, "sub"), (3, "aud"), (4, "exp"), (5, "nbf"), (6, "iat"), (10, "nonce")];

pub(super) fn read(
    decoder: &mut Decoder<'_>,
    again: &mut Encoder<Vec<u8>>,
) -> Result<Map<String, Value>, ProofError> {
    let decoded = |_| malformed("the claims in the header are not those of a token");
    let Some(members) = decoder.map().map_err(decoded)? else {
        return Err(malformed("the claims in the header do not state their number"));
    };
    let _ = again.map(members);
    let mut claims = Map::new();
    for _ in 0..members {
        let number = decoder.i64().map_err(decoded)?;
        let _ = again.i64(number);
        let known = NAMES.iter().find(|(known, _)| *known == number);
        let (_, name) =
            known.ok_or_else(|| malformed(&format!("claim {number} in the header is not known")))?;
        let value = match decoder.datatype().map_err(decoded)? {
            Type::String => {
                let text = decoder.str().map_err(decoded)?;
                let _ = again.str(text);
                Value::from(text)
            }
            // A nonce is bytes.
            Type::Bytes => {
                let bytes = decoder.bytes().map_err(decoded)?;
                let _ = again.bytes(bytes);
                let text =
                    std::str::from_utf8(bytes).map_err(|_| malformed("a claim in the header is not text"))?;
                Value::from(text)
            }
            _ => {
                let number = decoder.i64().map_err(decoded)?;
                let _ = again.i64(number);
                Value::from(number)
            }
        };
        if claims.insert((*name).to_owned(), value).is_some() {
            return Err(malformed("a claim stands twice in the header"));
        }
    }
    Ok(claims)
}

/// Writes claims that [`read`] reads; those that it does not know are left out.
pub(super) fn write(claims: &Map<String, Value>, encoder: &mut Encoder<Vec<u8>>) {
    let known: Vec<_> =
        NAMES.iter().filter_map(|(number, name)| Some((number, *name, claims.get(*name)?))).collect();
    // Writing to a `Vec` cannot fail.
    let _ = encoder.map(known.len() as u64);
    for (number, name, value) in known {
        let _ = encoder.i64(*number);
        let _ = match (value.as_i64(), value.as_str().unwrap_or_default()) {
            (Some(number), _) => encoder.i64(number),
            (None, text) if name == "nonce" => encoder.bytes(text.as_bytes()),
            (None, text) => encoder.str(text),
        };
    }
}
