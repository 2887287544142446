use accolade_json::{Limits, Value, one_or_many, parse};

use crate::{Federation, List, TrustError};

/// The longest registry that is read.
const LIMITS: Limits = Limits { bytes: 16 << 20, depth: 32 };

/// A registry, told by its form.
#[derive(Clone, Debug, PartialEq)]
pub enum Registry {
    /// A list of one's own.
    Local(List),
    /// A list in the legacy form of the Digital Credentials Consortium.
    Legacy(List),
    /// Statements of a federation.
    Federation(Federation),
    /// A signed list, still to be verified.
    Recognized,
}

impl Registry {
    /// Reads a registry. A signed list comes back unread: nothing in it counts before it is verified.
    ///
    /// # Errors
    /// `trust.registry-malformed`, `trust.statement-malformed`.
    pub fn read(bytes: &[u8]) -> Result<Self, TrustError> {
        if bytes.len() > LIMITS.bytes {
            return Err(TrustError::malformed(format!("it is longer than {} bytes", LIMITS.bytes)));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| TrustError::malformed("it is not a text"))?.trim();
        if !text.starts_with(['{', '[']) {
            return Self::of_tokens(text);
        }
        let value =
            parse(text.as_bytes(), &LIMITS).map_err(|error| TrustError::malformed(error.to_string()))?;
        match &value {
            Value::Array(items) => {
                let statements: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
                let statements = statements
                    .ok_or_else(|| TrustError::malformed("a list holds something else than statements"))?;
                Ok(Self::Federation(Federation::read(&statements)?))
            }
            Value::Object(members) if members.contains_key("entities") => {
                Ok(Self::Local(List::from_local(&value)?))
            }
            Value::Object(members) if members.contains_key("registry") => {
                Ok(Self::Legacy(List::from_legacy(&value)?))
            }
            Value::Object(members) => {
                let types = members.get("type").map(one_or_many).unwrap_or_default();
                let signed = ["RecognizedEntityCredential", "EnvelopedVerifiableCredential"];
                if types.iter().any(|name| signed.iter().any(|known| name == known)) {
                    return Ok(Self::Recognized);
                }
                let message =
                    "it has neither `entities` nor `registry`, nor is it a `RecognizedEntityCredential`";
                Err(TrustError::malformed(message))
            }
            _ => Err(TrustError::malformed("it is no object")),
        }
    }

    /// Statements one a line, or a signed list in a token.
    fn of_tokens(text: &str) -> Result<Self, TrustError> {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        match lines.as_slice() {
            [] => Err(TrustError::malformed("it is empty")),
            [one] if is_token(one) && !Federation::is_statement(one) => Ok(Self::Recognized),
            [one] if !is_token(one) => Err(TrustError::malformed("it is neither JSON nor a token")),
            lines => Ok(Self::Federation(Federation::read(lines)?)),
        }
    }
}

/// Whether a text is a token by its look.
fn is_token(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    text.contains('.') && text.bytes().all(allowed)
}
