use accolade_report::Pointer;
use serde_json::{Map, Number, Value, map::Entry};

use crate::{JsonError, decimal::to_double};

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
    let mut reader = Reader { text, at: 0, left: limits.depth.min(DEEPEST), path: Vec::new() };
    let value = reader.value().and_then(|value| match reader.peek() {
        None => Ok(value),
        Some(_) => Err(Fault::Expected("the end")),
    });
    value.map_err(|fault| reader.explain(fault, limits.depth.min(DEEPEST)))
}

/// What stopped the reader.
#[derive(Clone, Copy)]
enum Fault {
    /// Something else stands where this should.
    Expected(&'static str),
    DuplicateKey,
    LoneSurrogate,
    NumberRange,
    TooDeep,
}

enum Step {
    Key(String),
    Index(usize),
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// How many more levels may be opened.
    left: usize,
    /// Where it stopped, innermost first: filled on the way out of a fault only, so that a good text pays nothing.
    path: Vec<Step>,
}

impl<'a> Reader<'a> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no white space, not taken.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    fn take(&mut self, byte: u8, name: &'static str) -> Result<(), Fault> {
        if self.peek() != Some(byte) {
            return Err(Fault::Expected(name));
        }
        self.at += 1;
        Ok(())
    }

    fn value(&mut self) -> Result<Value, Fault> {
        match self.peek() {
            Some(b'"') => self.string().map(Value::String),
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            _ => Err(Fault::Expected("a value")),
        }
    }

    fn word(&mut self, word: &'static str, value: Value) -> Result<Value, Fault> {
        if !self.rest().starts_with(word) {
            return Err(Fault::Expected(word));
        }
        self.at += word.len();
        Ok(value)
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Value, Fault>) -> Result<Value, Fault> {
        self.left = self.left.checked_sub(1).ok_or(Fault::TooDeep)?;
        self.at += 1;
        let value = read(self)?;
        self.left += 1;
        Ok(value)
    }

    fn array(&mut self) -> Result<Value, Fault> {
        let mut items = Vec::new();
        if self.peek() != Some(b']') {
            loop {
                match self.value() {
                    Ok(item) => items.push(item),
                    Err(fault) => {
                        self.path.push(Step::Index(items.len()));
                        return Err(fault);
                    }
                }
                if self.peek() != Some(b',') {
                    break;
                }
                self.at += 1;
            }
        }
        self.take(b']', "`,` or `]`")?;
        Ok(Value::Array(items))
    }

    fn object(&mut self) -> Result<Value, Fault> {
        let mut members = Map::new();
        if self.peek() != Some(b'}') {
            loop {
                if self.peek() != Some(b'"') {
                    return Err(Fault::Expected("a member's name"));
                }
                let name = self.string()?;
                let free = match members.entry(name) {
                    Entry::Vacant(free) => free,
                    Entry::Occupied(taken) => {
                        self.path.push(Step::Key(taken.key().clone()));
                        return Err(Fault::DuplicateKey);
                    }
                };
                match self.take(b':', "`:`").and_then(|()| self.value()) {
                    Ok(value) => _ = free.insert(value),
                    Err(fault) => {
                        self.path.push(Step::Key(free.key().clone()));
                        return Err(fault);
                    }
                }
                if self.peek() != Some(b',') {
                    break;
                }
                self.at += 1;
            }
        }
        self.take(b'}', "`,` or `}`")?;
        Ok(Value::Object(members))
    }

    /// A string; the reader stands before its quotation mark.
    fn string(&mut self) -> Result<String, Fault> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.rest();
            let plain = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\');
            let (plain, _) = rest.split_at(plain.ok_or(Fault::Expected("the end of a string"))?);
            self.at += plain.len();
            if self.byte() == Some(b'"') && out.is_empty() {
                self.at += 1;
                return Ok(plain.to_owned());
            }
            out.push_str(plain);
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                _ => return Err(Fault::Expected("an escape instead of a control character")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        self.at += 1;
        let byte = self.byte();
        self.at += 1;
        Ok(match byte {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let first = self.unit()?;
                if first & 0xfc00 == 0xd800 && self.rest().starts_with("\\u") {
                    self.at += 2;
                    let second = self.unit()?;
                    let pair = [first, second];
                    let mut read = char::decode_utf16(pair);
                    return read.next().and_then(Result::ok).ok_or(Fault::LoneSurrogate);
                }
                char::from_u32(first.into()).ok_or(Fault::LoneSurrogate)?
            }
            _ => return Err(Fault::Expected("an escape")),
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Result<u16, Fault> {
        let digits =
            self.rest().get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
        self.at += 4;
        unit.ok_or(Fault::Expected("four hexadecimal digits"))
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let from = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        if self.at == from { Err(Fault::Expected("a digit")) } else { Ok(()) }
    }

    fn number(&mut self) -> Result<Value, Fault> {
        let (text, from) = (self.rest(), self.at);
        let negative = self.byte() == Some(b'-');
        self.at += usize::from(negative);
        if self.byte() == Some(b'0') {
            self.at += 1;
            if let Some(b'0'..=b'9') = self.byte() {
                return Err(Fault::Expected("a number without a zero before it"));
            }
        } else {
            self.digits()?;
        }
        let whole = self.at;
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        let (text, _) = text.split_at(self.at - from);
        if self.at == whole && text != "-0" {
            let integer = text.parse::<i64>().ok().filter(|n| n.unsigned_abs() <= LARGEST_INTEGER);
            let integer = integer.ok_or(Fault::NumberRange)?;
            // What is not negative is unsigned, as `serde_json` itself has it.
            return Ok(u64::try_from(integer).map_or_else(|_| integer.into(), Value::from));
        }
        to_double(text).and_then(Number::from_f64).map(Value::Number).ok_or(Fault::NumberRange)
    }

    fn explain(&self, fault: Fault, limit: usize) -> JsonError {
        let pointer = self.path.iter().rev().fold(Pointer::root(), |place, step| match step {
            Step::Key(name) => place.key(name),
            Step::Index(index) => place.index(*index),
        });
        match fault {
            Fault::DuplicateKey => JsonError::DuplicateKey { pointer },
            Fault::NumberRange => JsonError::NumberRange { pointer },
            Fault::LoneSurrogate => JsonError::LoneSurrogate { pointer },
            Fault::TooDeep => JsonError::TooDeep { offset: self.at, limit },
            Fault::Expected(what) => {
                let read = self.text.as_bytes().get(..self.at).unwrap_or(self.text.as_bytes());
                let line = read.iter().filter(|byte| **byte == b'\n').count() + 1;
                let column = read.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
                let message = format!("expected {what} at line {line} column {column}");
                JsonError::Syntax { pointer, message }
            }
        }
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
