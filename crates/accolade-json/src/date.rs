//! Dates in texts, as the data models write them.

use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// Reads an [`xsd:dateTimeStamp`](https://www.w3.org/TR/xmlschema11-2/#dateTimeStamp): a date and a time with a zone.
///
/// The shape is strict: four digits of year, capital `T`, seconds, `Z` or an offset up to 14 hours. Hour 24 is the
/// midnight that ends the day. Digits beyond nanoseconds are dropped.
///
/// ```
/// use accolade_json::date::parse_date_time_stamp;
/// let here = parse_date_time_stamp("2026-01-31T10:00:00+01:00").unwrap();
/// let utc = parse_date_time_stamp("2026-01-31T09:00:00Z").unwrap();
/// assert_eq!(here, utc);
/// assert!(parse_date_time_stamp("2026-01-31T09:00:00").is_none());
/// ```
#[must_use]
pub fn parse_date_time_stamp(text: &str) -> Option<OffsetDateTime> {
    let mut reader = Reader(text.as_bytes());
    let local = reader.date_time()?;
    let offset = reader.zone()?;
    let whole = local.assume_offset(offset);
    // An instant whose UTC form leaves the years that can be held is refused, so that comparing never fails.
    (reader.0.is_empty() && whole.checked_to_offset(UtcOffset::UTC).is_some()).then_some(whole)
}

/// Whether the text is a date and time; the zone may be left out.
#[must_use]
pub fn is_date_time(text: &str) -> bool {
    let mut reader = Reader(text.as_bytes());
    reader.date_time().is_some() && (reader.0.is_empty() || reader.zone().is_some()) && reader.0.is_empty()
}

/// Whether the text is a date without a time.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let mut reader = Reader(text.as_bytes());
    reader.date().is_some() && reader.0.is_empty()
}

/// The instant as `xsd:dateTimeStamp` in UTC: whole seconds unless there is a fraction.
///
/// ```
/// use accolade_json::date::{parse_date_time_stamp, write_date_time_stamp};
/// let here = parse_date_time_stamp("2026-01-31T10:00:00.50+01:00").unwrap();
/// assert_eq!(write_date_time_stamp(here), "2026-01-31T09:00:00.5Z");
/// ```
#[must_use]
pub fn write_date_time_stamp(instant: OffsetDateTime) -> String {
    let instant = instant.checked_to_offset(UtcOffset::UTC).unwrap_or(instant);
    let (date, time) = (instant.date(), instant.time());
    let mut text = String::new();
    let fields = [
        (' ', u32::try_from(date.year()).unwrap_or_default(), 4),
        ('-', u8::from(date.month()).into(), 2),
        ('-', date.day().into(), 2),
        ('T', time.hour().into(), 2),
        (':', time.minute().into(), 2),
        (':', time.second().into(), 2),
        ('.', time.nanosecond(), 9),
    ];
    for (before, number, digits) in fields {
        text.push(before);
        let mut unit = 10_u32.pow(digits);
        while unit > 1 {
            unit /= 10;
            text.extend(char::from_digit(number / unit % 10, 10));
        }
    }
    let text = text.trim_start();
    let text = if time.nanosecond() == 0 {
        text.split('.').next().unwrap_or_default()
    } else {
        text.trim_end_matches('0')
    };
    format!("{text}Z")
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn date_time(&mut self) -> Option<PrimitiveDateTime> {
        let date = self.date()?;
        self.literal(b'T')?;
        let hour = self.number(2)?;
        self.literal(b':')?;
        let minute = self.number(2)?;
        self.literal(b':')?;
        let second = self.number(2)?;
        let nanosecond = self.fraction()?;
        if (hour, minute, second, nanosecond) == (24, 0, 0, 0) {
            return Some(PrimitiveDateTime::new(date.next_day()?, Time::MIDNIGHT));
        }
        let small = |number: u32| u8::try_from(number).ok();
        let time = Time::from_hms_nano(small(hour)?, small(minute)?, small(second)?, nanosecond).ok()?;
        Some(PrimitiveDateTime::new(date, time))
    }

    fn date(&mut self) -> Option<Date> {
        let year = self.number(4)?;
        self.literal(b'-')?;
        let month = self.number(2)?;
        self.literal(b'-')?;
        let day = self.number(2)?;
        let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
        Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?).ok()
    }

    fn zone(&mut self) -> Option<UtcOffset> {
        let sign = match self.next()? {
            b'Z' => return Some(UtcOffset::UTC),
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let hours = self.number(2)?;
        self.literal(b':')?;
        let minutes = self.number(2)?;
        if minutes > 59 || hours * 60 + minutes > 14 * 60 {
            return None;
        }
        let seconds = i32::try_from(hours * 60 + minutes).ok()? * 60 * sign;
        UtcOffset::from_whole_seconds(seconds).ok()
    }

    /// The digits after a full stop as nanoseconds; zero where there is no full stop.
    fn fraction(&mut self) -> Option<u32> {
        if self.0.first() != Some(&b'.') {
            return Some(0);
        }
        self.next();
        let digits = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (read, rest) = self.0.split_at(digits);
        self.0 = rest;
        let padded = read.iter().copied().chain(std::iter::repeat(b'0')).take(9);
        (digits > 0).then(|| padded.fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0')))
    }

    fn number(&mut self, digits: usize) -> Option<u32> {
        let mut sum = 0;
        for _ in 0..digits {
            let byte = self.next()?;
            sum = sum * 10 + u32::from(byte.is_ascii_digit().then(|| byte - b'0')?);
        }
        Some(sum)
    }

    fn literal(&mut self, wanted: u8) -> Option<()> {
        (self.next()? == wanted).then_some(())
    }

    fn next(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_forms_that_the_schema_allows() {
        let seconds = |text| parse_date_time_stamp(text).map(|t| t.unix_timestamp());
        assert_eq!(seconds("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(seconds("2023-02-25T19:10:39-06:00"), Some(1_677_373_839));
        assert_eq!(seconds("1970-01-01T24:00:00Z"), Some(86_400));
        assert_eq!(seconds("1970-01-01T00:00:00-00:00"), Some(0));
        assert_eq!(seconds("1970-01-01T14:00:00+14:00"), Some(0));
        assert_eq!(seconds("2024-02-29T00:00:00Z"), Some(1_709_164_800));
        let fraction = parse_date_time_stamp("1970-01-01T00:00:00.1234567891Z").unwrap();
        assert_eq!(fraction.nanosecond(), 123_456_789);
    }

    #[test]
    fn refuses_what_readers_disagree_on() {
        for bad in [
            "",
            "2026-01-31",
            "2026-01-31T09:00:00",
            "2026-01-31t09:00:00Z",
            "2026-01-31T09:00:00z",
            "2026-01-31 09:00:00Z",
            "2026-01-31T09:00Z",
            "2026-01-31T09:00:60Z",
            "2026-02-30T09:00:00Z",
            "2023-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-01-31T24:00:01Z",
            "2026-01-31T09:00:00.Z",
            "2026-01-31T09:00:00+14:01",
            "2026-01-31T09:00:00+0100",
            "2026-01-31T09:00:00+1:00",
            " 2026-01-31T09:00:00Z",
            "2026-01-31T09:00:00Z ",
            "2026-01-31T09:00:00ZZ",
            "26-01-31T09:00:00Z",
            "+2026-01-31T09:00:00Z",
            "-2026-01-31T09:00:00Z",
            "12026-01-31T09:00:00Z",
            "01/01/2010",
            "Sat 25 Feb 2023 07:16:31 PM CST",
            "２026-01-31T09:00:00Z",
            "9999-12-31T24:00:00Z",
            "9999-12-31T23:59:59-01:00",
        ] {
            assert_eq!(parse_date_time_stamp(bad), None, "{bad}");
        }
    }

    #[test]
    fn writes_what_it_reads() {
        for text in ["2026-01-31T09:00:00Z", "2026-01-31T09:00:00.5Z", "0001-01-01T00:00:00Z"] {
            assert_eq!(write_date_time_stamp(parse_date_time_stamp(text).unwrap()), text);
        }
        let offset = parse_date_time_stamp("2026-01-31T09:00:00+01:00").unwrap();
        assert_eq!(write_date_time_stamp(offset), "2026-01-31T08:00:00Z");
    }

    #[test]
    fn tells_days_and_local_times() {
        assert!(is_date("2000-02-29"));
        assert!(!is_date("2000-02-30") && !is_date("2000-02-29T00:00:00Z"));
        assert!(is_date_time("2010-01-02T00:00:00") && is_date_time("2010-01-02T00:00:00Z"));
        assert!(!is_date_time("2010-01-02") && !is_date_time("2010-01-02T00:00:00 "));
    }
}
