//! An instant in nanoseconds, and the date texts that Elasticsearch reads by default.

use std::fmt;

const NANOS_PER_SECOND: i128 = 1_000_000_000;
const NANOS_PER_MILLI: i128 = 1_000_000;
const SECONDS_PER_DAY: i64 = 86_400;

/// An instant: nanoseconds since 1970-01-01T00:00:00Z, years 0 to 9999 and beyond.
///
/// Packed, because whatever holds an integer of 128 bits is padded to a multiple of 16 bytes otherwise.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
#[repr(Rust, packed(8))]
pub struct Timestamp(i128);

impl Timestamp {
    /// The instant so many nanoseconds after the epoch.
    pub fn from_nanos(nanos: i128) -> Self {
        Self(nanos)
    }

    /// The instant so many milliseconds after the epoch.
    pub fn from_millis(millis: i64) -> Self {
        Self(i128::from(millis) * NANOS_PER_MILLI)
    }

    /// Nanoseconds since the epoch.
    pub fn nanos(self) -> i128 {
        self.0
    }

    /// Milliseconds since the epoch, rounded down.
    pub fn millis(self) -> i64 {
        let millis = self.0.div_euclid(NANOS_PER_MILLI);
        i64::try_from(millis).unwrap_or(if millis < 0 { i64::MIN } else { i64::MAX })
    }

    /// The same instant with everything below a millisecond dropped: what a `date` field keeps.
    #[must_use]
    pub fn truncated_to_millis(self) -> Self {
        Self(self.0.div_euclid(NANOS_PER_MILLI) * NANOS_PER_MILLI)
    }

    /// Reads a date as Elasticsearch's default format `strict_date_optional_time||epoch_millis` does.
    ///
    /// `None` where the text is neither, e.g. `2024-13-01` or `yesterday`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_calendar(text).or_else(|| text.parse().ok().map(Self::from_millis))
    }

    /// Reads `yyyy[-MM[-dd[Thh[:mm[:ss[.SSSSSSSSS]]]][Z|±hh[:mm]]]]`; a missing part is its least value.
    pub(crate) fn parse_calendar(text: &str) -> Option<Self> {
        let mut cursor = Cursor::new(text);
        let mut civil = Civil { year: cursor.digits(4)?, ..Civil::default() };
        let month = cursor.part(b'-', 2, 1)?;
        let day = if month.1 { cursor.part(b'-', 2, 1)? } else { (1, false) };
        (civil.month, civil.day) = (month.0, day.0);
        if day.1 && cursor.eat(b'T') {
            if !cursor.is_at_end() {
                cursor.time_of_day(&mut civil)?;
            }
            civil.offset = cursor.offset()?;
        }
        if cursor.is_at_end() { civil.timestamp() } else { None }
    }
}

/// The parts of a date; what is not read is its least value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Civil {
    pub(crate) year: i64,
    pub(crate) month: i64,
    pub(crate) day: i64,
    pub(crate) hour: i64,
    pub(crate) minute: i64,
    pub(crate) second: i64,
    /// Nanoseconds of the second.
    pub(crate) nanos: i128,
    /// Seconds east of Greenwich.
    pub(crate) offset: i64,
}

impl Default for Civil {
    fn default() -> Self {
        Self { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, nanos: 0, offset: 0 }
    }
}

impl Civil {
    /// The instant; `None` where there is no such day or time of day.
    pub(crate) fn timestamp(self) -> Option<Timestamp> {
        let days = days_from_civil(self.year, self.month, self.day)?;
        let valid = self.hour < 24 && self.minute < 60 && self.second < 60;
        let time = self.hour * 3600 + self.minute * 60 + self.second;
        let seconds = days * SECONDS_PER_DAY + time - self.offset;
        valid.then(|| Timestamp(i128::from(seconds) * NANOS_PER_SECOND + self.nanos))
    }
}

/// What is left of a date text.
pub(crate) struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { rest: text.as_bytes() }
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn eat_text(&mut self, text: &str) -> bool {
        let behind = self.rest.strip_prefix(text.as_bytes());
        self.rest = behind.unwrap_or(self.rest);
        behind.is_some()
    }

    pub(crate) fn eat_char(&mut self, character: char) -> bool {
        self.eat_text(character.encode_utf8(&mut [0; 4]))
    }

    /// One to nine digits, as many as there are.
    pub(crate) fn number(&mut self) -> Option<i64> {
        let count = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if (1..=9).contains(&count) { self.digits(count) } else { None }
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.rest.first() == Some(&byte);
        if found {
            self.rest = &self.rest[1..];
        }
        found
    }

    pub(crate) fn digits(&mut self, count: usize) -> Option<i64> {
        let digits = self.rest.get(..count)?;
        let number = digits.iter().try_fold(0, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + i64::from(digit - b'0'))
        })?;
        self.rest = &self.rest[count..];
        Some(number)
    }

    /// A separated part and whether it stood there.
    fn part(&mut self, separator: u8, count: usize, absent: i64) -> Option<(i64, bool)> {
        if self.eat(separator) { Some((self.digits(count)?, true)) } else { Some((absent, false)) }
    }

    /// Reads `hh[:mm[:ss[.fraction]]]`.
    fn time_of_day(&mut self, civil: &mut Civil) -> Option<()> {
        civil.hour = self.digits(2)?;
        let minute = self.part(b':', 2, 0)?;
        let second = if minute.1 { self.part(b':', 2, 0)? } else { (0, false) };
        (civil.minute, civil.second) = (minute.0, second.0);
        civil.nanos = if second.1 { self.fraction()? } else { 0 };
        Some(())
    }

    /// Nanoseconds of `.5`, `,123456789`; nine digits at the most.
    fn fraction(&mut self) -> Option<i128> {
        if !self.eat(b'.') && !self.eat(b',') {
            return Some(0);
        }
        let count = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 || count > 9 {
            return None;
        }
        let scale = (count..9).fold(1, |scale, _| scale * 10);
        self.digits(count).map(|digits| i128::from(digits) * scale)
    }

    /// Seconds east of Greenwich of `Z`, `+02`, `+0200`, `+02:00` or nothing (UTC).
    pub(crate) fn offset(&mut self) -> Option<i64> {
        if self.rest.is_empty() || self.eat(b'Z') {
            return Some(0);
        }
        let sign = if self.eat(b'-') {
            -1
        } else if self.eat(b'+') {
            1
        } else {
            return None;
        };
        let hours = self.digits(2)?;
        let colon = self.eat(b':');
        let minutes = if colon || !self.rest.is_empty() { self.digits(2)? } else { 0 };
        (hours <= 18 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
    }
}

/// Days since the epoch of a date of the Gregorian calendar; `None` where there is no such day.
fn days_from_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
        return None;
    }
    // Years begin in March here, so that the leap day is the last one (Hinnant's civil calendar).
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Year, month and day of a number of days since the epoch.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// RFC 3339 in UTC with 3, 6 or 9 digits of a second, the fewest that lose nothing.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = i64::try_from(self.0.div_euclid(NANOS_PER_SECOND)).unwrap_or(i64::MAX / 2);
        let nanos = self.0.rem_euclid(NANOS_PER_SECOND);
        let (year, month, day) = civil_from_days(seconds.div_euclid(SECONDS_PER_DAY));
        let time = seconds.rem_euclid(SECONDS_PER_DAY);
        let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.")?;
        match (nanos % 1_000_000, nanos % 1000) {
            (0, _) => write!(f, "{:03}Z", nanos / 1_000_000),
            (_, 0) => write!(f, "{:06}Z", nanos / 1000),
            _ => write!(f, "{nanos:09}Z"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn round(text: &str) -> Option<String> {
        Timestamp::parse(text).map(|time| time.to_string())
    }

    #[test]
    fn reads_every_precision_down_to_nanoseconds() {
        for (text, expected) in [
            ("2024", "2024-01-01T00:00:00.000Z"),
            ("2024-02-29", "2024-02-29T00:00:00.000Z"),
            ("2024-02-29T", "2024-02-29T00:00:00.000Z"),
            ("2020-10-17T22:52:31Z", "2020-10-17T22:52:31.000Z"),
            ("2020-10-17T22:52:31.5+02:00", "2020-10-17T20:52:31.500Z"),
            ("2020-10-17T22:52:31.218452Z", "2020-10-17T22:52:31.218452Z"),
            ("2020-10-17T22:52:31.218452001-0130", "2020-10-18T00:22:31.218452001Z"),
            ("1601-01-01T00:00:00Z", "1601-01-01T00:00:00.000Z"),
            ("1602973951218", "2020-10-17T22:32:31.218Z"),
            ("-1", "1969-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(round(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "2023-02-29",
            "2024-13-01",
            "2024-1-1",
            "2024-01-01 10:00",
            "2024-01-01T24:00",
            "now",
            "12.5",
        ] {
            assert_eq!(round(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn printing_and_reading_gives_the_same_instant(nanos in -62_000_000_000_000_000_000i128..253_000_000_000_000_000_000) {
            let time = Timestamp::from_nanos(nanos);
            prop_assert_eq!(Timestamp::parse(&time.to_string()), Some(time));
        }
    }
}
