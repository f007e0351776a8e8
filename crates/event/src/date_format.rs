//! The date formats that an index mapping can declare (`"format": "dd-MM-yyyy||epoch_millis"`).

use std::fmt;

use crate::Timestamp;
use crate::timestamp::{Civil, Cursor};

/// The `format` of a date field: alternatives, the first that reads a text decides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DateFormat {
    alternatives: Vec<Alternative>,
}

/// `strict_date_optional_time||epoch_millis`
impl Default for DateFormat {
    fn default() -> Self {
        Self { alternatives: vec![Alternative::Calendar, Alternative::EpochMillis] }
    }
}

/// A format or pattern letter that is not known here, as it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownDateFormat(pub String);

impl fmt::Display for UnknownDateFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the date format `{}` is not supported", self.0)
    }
}

impl std::error::Error for UnknownDateFormat {}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Alternative {
    /// ISO 8601 with as many parts as there are.
    Calendar,
    /// Whole milliseconds since the epoch.
    EpochMillis,
    /// Whole seconds since the epoch.
    EpochSeconds,
    /// Letters such as `dd-MM-yyyy`.
    Pattern(Vec<Item>),
}

/// One step of a pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Item {
    Literal(char),
    /// So many digits; one stands for one or more.
    Number(Part, usize),
    /// `Jan` to `Dec`.
    MonthName,
    /// So many digits behind the decimal point.
    Fraction(usize),
    /// `Z`, `+02:00` and the like.
    Offset,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl DateFormat {
    /// The format with this text: names and patterns of java.time, joined by `||`.
    pub fn new(text: &str) -> Result<Self, UnknownDateFormat> {
        let alternatives = text.split("||").map(|one| {
            Alternative::new(one.trim()).ok_or_else(|| UnknownDateFormat(one.trim().to_owned()))
        });
        Ok(Self { alternatives: alternatives.collect::<Result<_, _>>()? })
    }

    /// The formats in which dynamic mapping recognises a text as a date.
    pub fn of_date_detection() -> Self {
        let date = "yyyy/MM/dd";
        let patterns = [format!("{date} HH:mm:ss"), format!("{date} HH:mm:ss Z"), date.to_owned()];
        let patterns = patterns.iter().filter_map(|pattern| Alternative::new(pattern));
        Self { alternatives: [Alternative::Calendar].into_iter().chain(patterns).collect() }
    }

    /// The instant that a text names; `None` where no alternative reads it as a whole.
    pub fn read(&self, text: &str) -> Option<Timestamp> {
        self.alternatives.iter().find_map(|alternative| alternative.read(text))
    }
}

impl Alternative {
    fn new(text: &str) -> Option<Self> {
        Some(match text {
            "strict_date_optional_time"
            | "strict_date_optional_time_nanos"
            | "date_optional_time"
            | "strict_date_time"
            | "strict_date_time_no_millis"
            | "strict_date"
            | "date_time"
            | "date_time_no_millis"
            | "date"
            | "iso8601" => Self::Calendar,
            "epoch_millis" => Self::EpochMillis,
            "epoch_second" => Self::EpochSeconds,
            "basic_date" => pattern("yyyyMMdd")?,
            pattern_text => pattern(pattern_text)?,
        })
    }

    fn read(&self, text: &str) -> Option<Timestamp> {
        match self {
            Self::Calendar => Timestamp::parse_calendar(text),
            Self::EpochMillis => text.parse().ok().map(Timestamp::from_millis),
            Self::EpochSeconds => {
                let seconds: i64 = text.parse().ok()?;
                Some(Timestamp::from_nanos(i128::from(seconds) * 1_000_000_000))
            }
            Self::Pattern(items) => read_pattern(items, text),
        }
    }
}

/// The steps of a pattern; `None` where it has a letter that is not known here.
fn pattern(text: &str) -> Option<Alternative> {
    let mut items = Vec::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some(quoted) = rest.strip_prefix('\'') {
            let (literal, behind) = quoted.split_once('\'')?;
            items.extend(literal.chars().map(Item::Literal));
            rest = behind;
            continue;
        }
        let behind = rest.trim_start_matches(letter);
        let count = (rest.len() - behind.len()) / letter.len_utf8();
        if letter.is_ascii_alphabetic() {
            items.push(Item::of_letter(letter, count)?);
        } else if matches!(letter, '[' | ']' | '{' | '}' | '#') {
            return None;
        } else {
            items.extend((0..count).map(|_| Item::Literal(letter)));
        }
        rest = behind;
    }
    (!items.is_empty()).then_some(Alternative::Pattern(items))
}

impl Item {
    fn of_letter(letter: char, count: usize) -> Option<Self> {
        let number = |part: Part| matches!(count, 1 | 2).then_some(Self::Number(part, count));
        match letter {
            'y' | 'u' => matches!(count, 1 | 2 | 4).then_some(Self::Number(Part::Year, count)),
            'M' if count == 3 => Some(Self::MonthName),
            'M' => number(Part::Month),
            'd' => number(Part::Day),
            'H' => number(Part::Hour),
            'm' => number(Part::Minute),
            's' => number(Part::Second),
            'S' => (count <= 9).then_some(Self::Fraction(count)),
            'X' | 'x' | 'Z' => Some(Self::Offset),
            _ => None,
        }
    }
}

fn read_pattern(items: &[Item], text: &str) -> Option<Timestamp> {
    let mut cursor = Cursor::new(text);
    let mut civil = Civil::default();
    for item in items {
        item.read(&mut cursor, &mut civil)?;
    }
    if cursor.is_at_end() { civil.timestamp() } else { None }
}

impl Item {
    fn read(self, cursor: &mut Cursor<'_>, civil: &mut Civil) -> Option<()> {
        match self {
            Self::Literal(character) => cursor.eat_char(character).then_some(()),
            Self::Offset => cursor.offset().map(|seconds| civil.offset = seconds),
            Self::Fraction(count) => {
                let scale = (count..9).fold(1, |scale, _| scale * 10);
                cursor.digits(count).map(|digits| civil.nanos = i128::from(digits) * scale)
            }
            Self::MonthName => {
                let place = MONTHS.iter().position(|month| cursor.eat_text(month))?;
                civil.month = i64::try_from(place).ok()? + 1;
                Some(())
            }
            Self::Number(part, count) => {
                let number = if count == 1 { cursor.number() } else { cursor.digits(count) }?;
                *civil.part(part) = number;
                // Two digits of a year are those of this century, as in java.time.
                if part == Part::Year && count == 2 {
                    civil.year += 2000;
                }
                Some(())
            }
        }
    }
}

impl Civil {
    fn part(&mut self, part: Part) -> &mut i64 {
        match part {
            Part::Year => &mut self.year,
            Part::Month => &mut self.month,
            Part::Day => &mut self.day,
            Part::Hour => &mut self.hour,
            Part::Minute => &mut self.minute,
            Part::Second => &mut self.second,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(format: &str, text: &str) -> Option<String> {
        DateFormat::new(format).unwrap().read(text).map(|time| time.to_string())
    }

    #[test]
    fn a_pattern_reads_what_it_describes_and_nothing_else() {
        for (format, text, expected) in [
            ("dd-MM-yyyy", "17-12-2022", Some("2022-12-17T00:00:00.000Z")),
            ("dd-MM-yyyy", "2022-12-17", None),
            ("dd-MM-yyyy", "17-12-2022 ", None),
            ("dd-MM-yyyy", "31-02-2022", None),
            ("d/M/yy", "7/12/22", Some("2022-12-07T00:00:00.000Z")),
            (
                "yyyy/MM/dd HH:mm:ss.SSS",
                "2022/12/17 10:20:30.125",
                Some("2022-12-17T10:20:30.125Z"),
            ),
            (
                "yyyy-MM-dd'T'HH:mm:ssX",
                "2022-12-17T10:20:30+02:00",
                Some("2022-12-17T08:20:30.000Z"),
            ),
            (
                "dd/MMM/yyyy:HH:mm:ss Z",
                "17/Dec/2022:10:20:30 +0100",
                Some("2022-12-17T09:20:30.000Z"),
            ),
            ("yyyyMMdd", "20221217", Some("2022-12-17T00:00:00.000Z")),
            ("HH:mm", "25:00", None),
        ] {
            assert_eq!(read(format, text).as_deref(), expected, "{format}: {text}");
        }
    }

    #[test]
    fn the_first_alternative_that_reads_a_text_decides() {
        let default = "strict_date_optional_time||epoch_millis";
        assert_eq!(read(default, "1").as_deref(), Some("1970-01-01T00:00:00.001Z"));
        assert_eq!(read(default, "2022").as_deref(), Some("2022-01-01T00:00:00.000Z"));
        assert_eq!(read("epoch_second||yyyy", "2022").as_deref(), Some("1970-01-01T00:33:42.000Z"));
    }

    #[test]
    fn an_unknown_letter_is_named() {
        assert_eq!(DateFormat::new("yyyy||w").unwrap_err().0, "w");
        assert!(DateFormat::new("yyyy['T']").is_err() && DateFormat::new("").is_err());
    }
}
