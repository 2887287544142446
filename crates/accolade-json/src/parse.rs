use std::fmt;

use accolade_report::Pointer;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value, map::Entry};

use crate::JsonError;

/// How much JSON is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest text, in bytes.
    pub bytes: usize,
    /// How deep arrays and objects may be nested; at most 120, because reading recurses.
    pub depth: usize,
}

impl Default for Limits {
    /// 16 MiB, room for images as data URLs; 64 levels, more than twice the deepest published credential.
    fn default() -> Self {
        Self { bytes: 16 << 20, depth: 64 }
    }
}

/// The deepest nesting that the reader below takes, whatever the caller's limit.
const DEEPEST: usize = 120;

/// Integers of a larger magnitude are not held exactly by a double (RFC 7493 §2.2).
const LARGEST_INTEGER: u64 = (1 << 53) - 1;

/// Reads one JSON text that every reader understands in the same way.
///
/// # Errors
/// `json.syntax`, `json.not-utf8`, `json.duplicate-key`, `json.too-deep`, `json.too-large`, `json.number-range`,
/// `json.lone-surrogate`, each with the place where there is one.
pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Value, JsonError> {
    if bytes.len() > limits.bytes {
        return Err(JsonError::TooLarge { found: bytes.len(), limit: limits.bytes });
    }
    let text = std::str::from_utf8(bytes).map_err(|e| JsonError::NotUtf8 { offset: e.valid_up_to() })?;
    if text.starts_with('\u{feff}') {
        return Err(JsonError::NotUtf8 { offset: 0 });
    }
    let shape = scan(bytes, limits.depth.min(DEEPEST))?;
    let mut place = Place { steps: Vec::new(), wide_integers: shape.wide_integers, refused: None };
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Strict { place: &mut place }.deserialize(&mut reader).and_then(|value| {
        reader.end()?;
        Ok(value)
    });
    read.map_err(|error| place.explain(&error))
}

struct Shape {
    wide_integers: bool,
}

/// One pass over the bytes before reading: bounds the depth without recursion, and notes whether any integer is written
/// with more digits than a machine word holds, since the reader hands such a one on as a double.
fn scan(bytes: &[u8], limit: usize) -> Result<Shape, JsonError> {
    let (mut depth, mut wide_integers) = (0_usize, false);
    let (mut in_string, mut escaped) = (false, false);
    // Digits of the integer being read; `None` once the number has a fraction or an exponent.
    let mut digits = Some(0_usize);
    for (offset, byte) in bytes.iter().enumerate() {
        if in_string {
            (in_string, escaped) = (escaped || *byte != b'"', !escaped && *byte == b'\\');
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'[' | b'{' => {
                depth += 1;
                if depth > limit {
                    return Err(JsonError::TooDeep { offset, limit });
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        digits = match byte {
            b'0'..=b'9' => digits.map(|count| count + 1),
            b'.' | b'e' | b'E' => None,
            b'+' | b'-' => digits,
            _ => {
                wide_integers |= digits.is_some_and(|count| count > 18);
                Some(0)
            }
        };
    }
    wide_integers |= digits.is_some_and(|count| count > 18);
    Ok(Shape { wide_integers })
}

/// Where the reader stands, kept beside it so that an error knows its place.
struct Place {
    steps: Vec<Step>,
    wide_integers: bool,
    refused: Option<Refused>,
}

enum Step {
    Key(String),
    Index(usize),
}

#[derive(Clone, Copy)]
enum Refused {
    DuplicateKey,
    NumberRange,
}

impl Place {
    fn pointer(&self) -> Pointer {
        self.steps.iter().fold(Pointer::root(), |place, step| match step {
            Step::Key(name) => place.key(name),
            Step::Index(index) => place.index(*index),
        })
    }

    fn explain(&self, error: &serde_json::Error) -> JsonError {
        let pointer = self.pointer();
        let message = error.to_string();
        match self.refused {
            Some(Refused::DuplicateKey) => JsonError::DuplicateKey { pointer },
            Some(Refused::NumberRange) => JsonError::NumberRange { pointer },
            None if message.contains("surrogate") || message.contains("unexpected end of hex escape") => {
                JsonError::LoneSurrogate { pointer }
            }
            None if message.contains("number out of range") => JsonError::NumberRange { pointer },
            None => JsonError::Syntax { pointer, message },
        }
    }
}

/// Reads a value and refuses what is ambiguous.
struct Strict<'a> {
    place: &'a mut Place,
}

impl Strict<'_> {
    fn refuse<E: serde::de::Error>(self, why: Refused) -> E {
        self.place.refused = Some(why);
        E::custom("refused")
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        if value > LARGEST_INTEGER { Err(self.refuse(Refused::NumberRange)) } else { Ok(value.into()) }
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Value, E> {
        let too_large = value.unsigned_abs() > LARGEST_INTEGER;
        if too_large { Err(self.refuse(Refused::NumberRange)) } else { Ok(value.into()) }
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        // An integer too wide for a machine word arrives here as a double, and only in a text that `scan` marked.
        let rounded =
            self.place.wide_integers && value.fract() == 0.0 && value.abs() >= 9_007_199_254_740_992.0;
        match Number::from_f64(value) {
            Some(number) if !rounded => Ok(Value::Number(number)),
            _ => Err(self.refuse(Refused::NumberRange)),
        }
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        self.place.steps.push(Step::Index(0));
        while let Some(item) = seq.next_element_seed(Strict { place: &mut *self.place })? {
            items.push(item);
            if let Some(step) = self.place.steps.last_mut() {
                *step = Step::Index(items.len());
            }
        }
        self.place.steps.pop();
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            self.place.steps.push(Step::Key(name.clone()));
            match members.entry(name) {
                Entry::Occupied(_) => {
                    return Err(A::Error::custom(self.refuse::<A::Error>(Refused::DuplicateKey)));
                }
                Entry::Vacant(free) => {
                    free.insert(map.next_value_seed(Strict { place: &mut *self.place })?);
                }
            }
            self.place.steps.pop();
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes;

    fn refused(text: &str) -> (&'static str, String) {
        let error = parse(text.as_bytes(), &Limits::default()).unwrap_err();
        (error.code().as_str(), error.pointer().as_str().to_owned())
    }

    #[test]
    fn refuses_what_readers_disagree_on() {
        let deep = "[".repeat(500_000) + &"]".repeat(500_000);
        for (text, code, pointer) in [
            (r#"{"a":1,"a":2}"#, codes::DUPLICATE_KEY, "/a"),
            (r#"{"a":[0,{"b":1,"\u0062":2}]}"#, codes::DUPLICATE_KEY, "/a/1/b"),
            (r#"{"a":[1,9007199254740993]}"#, codes::NUMBER_RANGE, "/a/1"),
            (r#"{"a":-9007199254740992}"#, codes::NUMBER_RANGE, "/a"),
            (r#"{"a":123456789012345678901234567890}"#, codes::NUMBER_RANGE, "/a"),
            (r#"{"a":1e999}"#, codes::NUMBER_RANGE, "/a"),
            (r#"{"a":"\ud800"}"#, codes::LONE_SURROGATE, "/a"),
            (r#"{"a":"\udc00x"}"#, codes::LONE_SURROGATE, "/a"),
            (r#"{"a":1}}"#, codes::SYNTAX, ""),
            (r#"{"a":01}"#, codes::SYNTAX, "/a"),
            (r#"{"a":NaN}"#, codes::SYNTAX, "/a"),
            ("\u{feff}{}", codes::NOT_UTF8, ""),
            ("", codes::SYNTAX, ""),
            (deep.as_str(), codes::TOO_DEEP, ""),
        ] {
            assert_eq!(refused(text), (code.as_str(), pointer.to_owned()), "{:.40}", text);
        }
    }

    #[test]
    fn takes_what_every_reader_holds() {
        for text in [
            r#"{"a":9007199254740991,"b":-9007199254740991}"#,
            r#"[1E30,4.50,2e-3,1e-27,333333333.33333329]"#,
            r#"{"\ud83d\ude00":"a \\\" quote ] }"}"#,
            "0",
        ] {
            let value = parse(text.as_bytes(), &Limits::default()).unwrap();
            assert_eq!(value, serde_json::from_str::<Value>(text).unwrap());
        }
        let tight = Limits { bytes: 3, depth: 1 };
        assert!(parse(b"[1]", &tight).is_ok());
        assert_eq!(parse(b"[ 1]", &tight).unwrap_err().code(), codes::TOO_LARGE);
        assert_eq!(parse(b"[[", &tight).unwrap_err().code(), codes::TOO_DEEP);
    }
}
