//! Durations such as `5m` and date math such as `now-9m`, in nanoseconds.

/// The units of a duration. Months and years have no fixed length, so they are none.
const UNITS: &[(&str, i128)] = &[
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
    ("H", 3_600_000_000_000),
    ("d", 86_400_000_000_000),
    ("w", 604_800_000_000_000),
];

/// `90s`, `5m`, `1h`: nanoseconds. `None` for another text.
pub fn duration(text: &str) -> Option<i128> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let (_, nanos) = UNITS.iter().find(|(name, _)| *name == unit)?;
    // Of 64 bits, so that no sum of times and durations can overflow.
    Some(i128::from(number.parse::<u64>().ok()?) * nanos)
}

/// `now-9m`: nanoseconds from the time of a run, negative before it. `None` for date math that rounds, counts in
/// months or years, or has a date of its own.
pub fn offset(text: &str) -> Option<i128> {
    let mut rest = text.trim().strip_prefix("now")?;
    let mut offset: i128 = 0;
    while let Some(operator) = rest.chars().next() {
        let sign = match operator {
            '+' => 1,
            '-' => -1,
            _ => return None,
        };
        let end = rest[1..].find(['+', '-', '/']).map_or(rest.len(), |end| end + 1);
        offset += sign * duration(&rest[1..end])?;
        rest = &rest[end..];
    }
    Some(offset)
}

/// `1h`, `90s`, `1500ms`: a duration for people.
pub fn shown(nanos: i128) -> String {
    let whole = UNITS.iter().rev().filter(|(name, _)| *name != "H" && *name != "w");
    let unit = whole.into_iter().find(|(_, unit)| nanos != 0 && nanos % unit == 0);
    #[expect(clippy::cast_precision_loss, reason = "shown with few digits")]
    let seconds = || format!("{}s", nanos as f64 / 1e9);
    unit.map_or_else(seconds, |(name, unit)| format!("{}{name}", nanos / unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_math_is_relative_to_the_run() {
        let minutes = |count: i128| Some(count * 60_000_000_000);
        assert_eq!(offset("now"), Some(0));
        assert_eq!(offset("now-9m"), minutes(-9));
        assert_eq!(offset("now-1h-30m"), minutes(-90));
        assert_eq!(offset("now+1d-2H"), minutes(22 * 60));
    }

    #[test]
    fn what_has_no_fixed_length_is_refused() {
        for text in
            ["now-1M", "now-1y", "now/d", "now-1d/d", "2026-01-01", "now-m", "now 9m", "nowé"]
        {
            assert_eq!(offset(text), None, "{text}");
        }
        assert_eq!(offset("now-99999999999999999999d"), None);
    }

    #[test]
    fn a_duration_is_shown_in_the_largest_unit_that_fits() {
        for text in ["1500ms", "90s", "5m", "3h", "2d"] {
            assert_eq!(shown(duration(text).unwrap()), text);
        }
        assert_eq!(shown(0), "0s");
        assert_eq!(shown(1_500), "0.0000015s");
    }
}
