//! Randomness, drawn from the system here and nowhere else.
#![expect(clippy::disallowed_methods, reason = "the entropy of new keys and identifiers is drawn here")]

use accolade::keys::Zeroizing;

use crate::error::CliError;

/// Fresh random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<Zeroizing<[u8; N]>, CliError> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut *bytes)
        .map_err(|error| CliError::unreadable("the system's random generator", error))?;
    Ok(bytes)
}

/// A new `urn:uuid:` of version 4 ([RFC 9562 §5.4](https://www.rfc-editor.org/rfc/rfc9562#section-5.4)).
pub(crate) fn uuid() -> Result<String, CliError> {
    let mut number = u128::from_be_bytes(*bytes::<16>()?);
    number = (number & !(0xf << 76)) | (0x4 << 76);
    number = (number & !(0x3 << 62)) | (0x2 << 62);
    let hex = format!("{number:032x}");
    let mut uuid = String::from("urn:uuid");
    let mut rest = hex.as_str();
    for (separator, length) in [(':', 8), ('-', 4), ('-', 4), ('-', 4), ('-', 12)] {
        let (part, after) = rest.split_at(length);
        uuid.push(separator);
        uuid.push_str(part);
        rest = after;
    }
    Ok(uuid)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_uuid_has_its_version_and_variant() {
        let uuid = super::uuid().unwrap();
        let parts: Vec<&str> = uuid.strip_prefix("urn:uuid:").unwrap().split('-').collect();
        assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(parts[2].starts_with('4'), "{uuid}");
        assert!(parts[3].starts_with(['8', '9', 'a', 'b']), "{uuid}");
        assert_ne!(uuid, super::uuid().unwrap());
    }
}
