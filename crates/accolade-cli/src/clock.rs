//! The time: the system's, or the one that a caller gives.

use accolade::model::parse_date_time_stamp;
use time::OffsetDateTime;

use crate::error::CliError;

/// The time now, or the given one.
pub(crate) fn time_or_now(given: Option<&str>) -> Result<OffsetDateTime, CliError> {
    match given {
        // Whole seconds, as credentials state it.
        None => Ok(OffsetDateTime::now_utc().replace_nanosecond(0).unwrap_or(OffsetDateTime::UNIX_EPOCH)),
        Some(text) => parse_date_time_stamp(text).ok_or_else(|| {
            CliError::refused(
                format!("`{text}` is not a time"),
                "write it with its zone, like `2026-05-01T12:00:00Z`",
            )
        }),
    }
}
