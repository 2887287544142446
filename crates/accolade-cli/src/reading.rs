//! Taking a credential out of what it came in, to show or bake it. Nothing is verified here: what a reading holds is what
//! somebody claims.

use accolade::{Reading, json::Limits, report::Finding};

use crate::{documents::Documents, error::CliError};

/// Reads the badge in an input.
pub(crate) fn reading_of(input: &str) -> Result<Reading, CliError> {
    read(input, &Documents::new(false).input(input)?)
}

/// Reads the badge in the bytes of an input.
pub(crate) fn read(input: &str, bytes: &[u8]) -> Result<Reading, CliError> {
    Reading::read(bytes, Limits::default()).map_err(|finding| of_finding(input, &finding))
}

/// Reads the credential in an input, which no badge from before Open Badges 3.0 is.
pub(crate) fn credential_of(input: &str) -> Result<Reading, CliError> {
    let reading = reading_of(input)?;
    match reading.open_badges {
        None => Ok(reading),
        Some(version) => Err(CliError::refused(
            format!("`{input}` holds a badge of Open Badges {}, which is no credential", version.as_str()),
            "`accolade convert` makes one of it, which its issuer can sign",
        )),
    }
}

/// Something that was found in an input and stands in the way.
pub(crate) fn of_finding(input: &str, finding: &Finding) -> CliError {
    let place = finding.pointer.as_str();
    let place = if place.is_empty() { String::new() } else { format!(" at `{place}`") };
    CliError::coded(format!("{input}{place}"), finding.code, &finding.message)
}
