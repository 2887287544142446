use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The latest and earliest second that a date of four-digit years holds.
const SECONDS: std::ops::RangeInclusive<f64> = -62_167_219_200.0..=253_402_300_799.0;

/// Reads an `xsd:dateTimeStamp`. Without an offset it is UTC, as
/// [VC Data Integrity §2.1](https://www.w3.org/TR/vc-data-integrity/#defn-created) interprets it.
pub(crate) fn parse(text: &str) -> Option<OffsetDateTime> {
    let (_, time) = text.split_once('T')?;
    let has_offset = time.ends_with('Z') || time.contains(['+', '-']);
    // The `time` crate takes a lower-case `z` and a second of 60 too; XML Schema does not.
    let plain =
        text.bytes().all(|b| b.is_ascii_digit() || b"-+:.TZ".contains(&b)) && time.get(6..8) != Some("60");
    let completed = if has_offset { text.to_owned() } else { format!("{text}Z") };
    plain.then(|| OffsetDateTime::parse(&completed, &Rfc3339).ok()).flatten()
}

/// The time of a [NumericDate](https://www.rfc-editor.org/rfc/rfc7519#section-2), to the second below.
pub(crate) fn from_numeric(seconds: f64) -> Option<OffsetDateTime> {
    let whole = seconds.floor();
    #[expect(clippy::cast_possible_truncation, reason = "held to the range of dates in the same expression")]
    SECONDS.contains(&whole).then(|| OffsetDateTime::from_unix_timestamp(whole as i64).ok()).flatten()
}

/// The time as `xsd:dateTimeStamp` in UTC.
pub(crate) fn write(time: OffsetDateTime) -> Option<String> {
    time.format(&Rfc3339).ok()
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
