//! The payload of a CBOR Web Token ([RFC 8392](https://www.rfc-editor.org/rfc/rfc8392)), read as the JSON that says the same.

use accolade_keys::{decode_base64url, encode_base64url};
use minicbor::{Decoder, Encoder, data::Type};
use serde_json::{Map, Value};

use super::sign1::malformed;
use crate::ProofError;

/// The claims that have a name in JSON: [RFC 8392 §3.1](https://www.rfc-editor.org/rfc/rfc8392#section-3.1) and those of
/// [status lists](https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/).
const NAMES: &[(i64, &str)] = &[
    (1, "iss"),
    (2, "sub"),
    (3, "aud"),
    (4, "exp"),
    (5, "nbf"),
    (6, "iat"),
    (7, "cti"),
    (10, "nonce"),
    (65_533, "status_list"),
    (65_534, "ttl"),
    (65_535, "status"),
];

/// How deep claims may be nested.
const DEEPEST: usize = 16;

/// Reads claims. Those that have one take their names in JSON, others that of their number; bytes become base64url, as tokens in
/// JSON write them. There are no fractions, no tags, and no way of writing but the shortest, with every length stated.
///
/// # Errors
/// `cose.malformed`.
///
/// ```
/// // {2: "a", 65533: {"bits": 1, "lst": h'78da'}}
/// let payload = [0xa2, 2, 0x61, b'a', 0x19, 0xff, 0xfd, 0xa2, 0x64, b'b', b'i', b't', b's', 1, 0x63, b'l', b's', b't', 0x42, 0x78, 0xda];
/// let claims = accolade_proof::cose::read_claims(&payload)?;
/// assert_eq!(claims, serde_json::json!({"sub": "a", "status_list": {"bits": 1, "lst": "eNo"}}));
/// # Ok::<(), accolade_proof::ProofError>(())
/// ```
pub fn read_claims(payload: &[u8]) -> Result<Value, ProofError> {
    let mut decoder = Decoder::new(payload);
    // Everything that is read is written again: in its shortest form it comes to the same bytes.
    let mut again = Encoder::new(Vec::with_capacity(payload.len()));
    let claims = map(&mut decoder, &mut again, DEEPEST, true)?;
    if again.into_writer() != payload {
        return Err(malformed(
            "its claims are not written in the shortest form, or something stands behind them",
        ));
    }
    Ok(claims)
}

/// Writes claims that [`read_claims`] reads. The list of a status list becomes bytes.
///
/// # Errors
/// `cose.malformed` for what is no object, or holds something that claims cannot have, such as a fraction.
pub fn write_claims(claims: &Value) -> Result<Vec<u8>, ProofError> {
    let Value::Object(members) = claims else { return Err(malformed("its claims are not an object")) };
    let mut encoder = Encoder::new(Vec::new());
    // Writing to a `Vec` cannot fail.
    let _ = encoder.map(members.len() as u64);
    for (name, value) in members {
        match NAMES.iter().find(|(_, known)| known == name) {
            Some((number, _)) => _ = encoder.i64(*number),
            None => _ = encoder.str(name),
        }
        match value {
            Value::Object(list) if name == "status_list" => {
                let _ = encoder.map(list.len() as u64);
                for (name, value) in list {
                    let _ = encoder.str(name);
                    match value.as_str().filter(|_| name == "lst").map(decode_base64url) {
                        Some(Ok(bytes)) => _ = encoder.bytes(&bytes),
                        Some(Err(_)) => return Err(malformed("its list is not base64url")),
                        None => write(value, &mut encoder)?,
                    }
                }
            }
            value => write(value, &mut encoder)?,
        }
    }
    Ok(encoder.into_writer())
}

fn write(value: &Value, encoder: &mut Encoder<Vec<u8>>) -> Result<(), ProofError> {
    match value {
        Value::Null => _ = encoder.null(),
        Value::Bool(truth) => _ = encoder.bool(*truth),
        Value::String(text) => _ = encoder.str(text),
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => _ = encoder.u64(number),
            (None, Some(number)) => _ = encoder.i64(number),
            (None, None) => return Err(malformed("a claim is a fraction")),
        },
        Value::Array(items) => {
            let _ = encoder.array(items.len() as u64);
            return items.iter().try_for_each(|item| write(item, encoder));
        }
        Value::Object(members) => {
            let _ = encoder.map(members.len() as u64);
            for (name, value) in members {
                let _ = encoder.str(name);
                write(value, encoder)?;
            }
        }
    }
    Ok(())
}

fn map(
    decoder: &mut Decoder<'_>,
    again: &mut Encoder<Vec<u8>>,
    depth: usize,
    are_claims: bool,
) -> Result<Value, ProofError> {
    let Some(members) = decoder.map().map_err(|_| malformed("its claims are not a map"))? else {
        return Err(malformed("a map of its claims does not state its size"));
    };
    let _ = again.map(members);
    let mut read = Map::new();
    for _ in 0..members {
        let name = match decoder.datatype().map_err(decoded)? {
            Type::String => {
                let text = decoder.str().map_err(decoded)?;
                let _ = again.str(text);
                text.to_owned()
            }
            _ => {
                let number = decoder.i64().map_err(decoded)?;
                let _ = again.i64(number);
                let known = NAMES.iter().find(|(known, _)| are_claims && *known == number);
                known.map_or_else(|| number.to_string(), |(_, name)| (*name).to_owned())
            }
        };
        let value = value(decoder, again, depth)?;
        // By its number and by its name a claim is the same to whoever reads JSON.
        if read.insert(name, value).is_some() {
            return Err(malformed("a claim stands twice"));
        }
    }
    Ok(Value::Object(read))
}

fn value(decoder: &mut Decoder<'_>, again: &mut Encoder<Vec<u8>>, depth: usize) -> Result<Value, ProofError> {
    let depth = depth.checked_sub(1).ok_or_else(|| malformed("its claims are nested too deep"))?;
    Ok(match decoder.datatype().map_err(decoded)? {
        Type::String => {
            let text = decoder.str().map_err(decoded)?;
            let _ = again.str(text);
            text.into()
        }
        Type::Bytes => {
            let bytes = decoder.bytes().map_err(decoded)?;
            let _ = again.bytes(bytes);
            encode_base64url(bytes).into()
        }
        Type::Bool => {
            let truth = decoder.bool().map_err(decoded)?;
            let _ = again.bool(truth);
            truth.into()
        }
        Type::Null => {
            decoder.null().map_err(decoded)?;
            let _ = again.null();
            Value::Null
        }
        Type::U8 | Type::U16 | Type::U32 | Type::U64 => {
            let number = decoder.u64().map_err(decoded)?;
            let _ = again.u64(number);
            number.into()
        }
        Type::I8 | Type::I16 | Type::I32 | Type::I64 => {
            let number = decoder.i64().map_err(decoded)?;
            let _ = again.i64(number);
            number.into()
        }
        Type::Map => map(decoder, again, depth, false)?,
        Type::Array => {
            let Some(length) = decoder.array().map_err(decoded)? else {
                return Err(malformed("an array of its claims does not state its length"));
            };
            let _ = again.array(length);
            let mut items = Vec::new();
            for _ in 0..length {
                items.push(value(decoder, again, depth)?);
            }
            Value::Array(items)
        }
        _ => return Err(malformed("a claim is of a kind that is not read")),
    })
}

fn decoded(_: minicbor::decode::Error) -> ProofError {
    malformed("its claims are not the CBOR of claims")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn claims_are_written_as_they_are_read() {
        let claims = json!({
            "sub": "https://school.example/status/1", "iat": 1_686_920_170_u64, "exp": 2_291_720_170_u64, "ttl": 43_200,
            "status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXQ", "aggregation_uri": "https://school.example/lists"},
            "aud": ["a", "b"], "own": {"deep": [true, null, -7]},
        });
        assert_eq!(read_claims(&write_claims(&claims).unwrap()).unwrap(), claims);
        for bad in [json!([]), json!({"iat": 1.5}), json!({"status_list": {"lst": "*"}})] {
            assert!(write_claims(&bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn there_is_one_way_of_writing() {
        for (why, bytes) in [
            ("no map", &[0x80][..]),
            ("nothing", &[]),
            ("cut short", &[0xa1, 0x02]),
            ("a map without its size", &[0xbf, 0x02, 0x61, 0x61, 0xff]),
            ("a number in a longer form", &[0xa1, 0x18, 0x02, 0x61, 0x61]),
            ("a claim twice", &[0xa2, 0x02, 0x61, 0x61, 0x02, 0x61, 0x62]),
            (
                "a claim by its number and by its name",
                &[0xa2, 0x02, 0x61, 0x61, 0x63, b's', b'u', b'b', 0x61, 0x62],
            ),
            ("something behind the end", &[0xa1, 0x02, 0x61, 0x61, 0x00]),
            ("a fraction", &[0xa1, 0x06, 0xf9, 0x3e, 0x00]),
            ("a tag", &[0xa1, 0x06, 0xc1, 0x01]),
            ("undefined", &[0xa1, 0x06, 0xf7]),
            ("text that is none", &[0xa1, 0x02, 0x61, 0xff]),
            ("a length that nobody has", &[0xa1, 0x02, 0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        ] {
            assert_eq!(read_claims(bytes).unwrap_err().code().as_str(), "cose.malformed", "{why}");
        }
        let deep = [&[0xa1, 0x02][..], &[0x81; 40], &[0x00]].concat();
        assert!(read_claims(&deep).is_err());
    }
}
