use accolade_json::date::parse_date_time_stamp;
use time::OffsetDateTime;

/// The latest and earliest second that a date of four-digit years holds.
const SECONDS: std::ops::RangeInclusive<f64> = -62_167_219_200.0..=253_402_300_799.0;

/// Reads an `xsd:dateTimeStamp`. Without an offset it is UTC, as
/// [VC Data Integrity §2.1](https://www.w3.org/TR/vc-data-integrity/#defn-created) interprets it.
pub(crate) fn parse(text: &str) -> Option<OffsetDateTime> {
    let (_, time) = text.split_once('T')?;
    let has_offset = time.ends_with('Z') || time.contains(['+', '-']);
    if has_offset { parse_date_time_stamp(text) } else { parse_date_time_stamp(&format!("{text}Z")) }
}

/// The time of a [NumericDate](https://www.rfc-editor.org/rfc/rfc7519#section-2), to the second below.
pub(crate) fn from_numeric(seconds: f64) -> Option<OffsetDateTime> {
    let whole = seconds.floor();
    #[expect(clippy::cast_possible_truncation, reason = "held to the range of dates in the same expression")]
    SECONDS.contains(&whole).then(|| OffsetDateTime::from_unix_timestamp(whole as i64).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{from_numeric, parse};

    #[test]
    fn reads_what_xml_schema_does() {
        let seconds = |text| parse(text).map(|time| time.unix_timestamp());
        assert_eq!(seconds("2010-01-01T00:00:00Z"), Some(1_262_304_000));
        assert_eq!(seconds("2010-01-01T00:00:00"), Some(1_262_304_000));
        assert_eq!(seconds("2010-01-01T01:00:00.25+01:00"), Some(1_262_304_000));
        for wrong in [
            "2010-01-01",
            "2010-01-01 00:00:00Z",
            "2010-01-01T00:00:00z",
            "2010-01-01t00:00:00Z",
            "2010-02-30T00:00:00Z",
            "2016-12-31T23:59:60Z",
            "2010-01-01T00:00Z",
            "2010-01-01T00:00:00+0100",
            "",
            "T",
        ] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
        assert_eq!(from_numeric(1_262_304_000.9).map(|t| t.unix_timestamp()), Some(1_262_304_000));
        assert!(
            from_numeric(f64::INFINITY).is_none()
                && from_numeric(f64::NAN).is_none()
                && from_numeric(1e18).is_none()
        );
    }
}
