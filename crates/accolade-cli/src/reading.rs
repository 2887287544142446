//! Taking a credential out of what it came in, to show or bake it. Nothing is verified here: what a reading holds is what
//! somebody claims.

use accolade::{
    Reading,
    bake::{Edition, codes::LEGACY},
    json::Limits,
    report::Finding,
};

use crate::{documents::Documents, error::CliError};

/// Reads the credential in an input.
pub(crate) fn reading_of(input: &str) -> Result<Reading, CliError> {
    let reading = Reading::read(&Documents::new(false).input(input)?, Limits::default());
    let reading = reading.map_err(|finding| of_finding(input, &finding))?;
    match reading.image {
        Some((_, Edition::OpenBadges2)) => {
            let message = "a badge of Open Badges 2.0 or before, which is not read yet";
            Err(CliError::coded(input, LEGACY, message))
        }
        _ => Ok(reading),
    }
}

/// Something that was found in an input and stands in the way.
pub(crate) fn of_finding(input: &str, finding: &Finding) -> CliError {
    let place = finding.pointer.as_str();
    let place = if place.is_empty() { String::new() } else { format!(" at `{place}`") };
    CliError::coded(format!("{input}{place}"), finding.code, &finding.message)
}
