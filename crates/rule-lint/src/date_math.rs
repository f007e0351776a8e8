//! Times such as `now-9m` and intervals such as `5m`, in seconds.

use crate::RuleView;

/// Seconds before now: `now-9m` is 540, `now` is 0. Nothing for other date math.
pub(crate) fn before_now(text: &str) -> Option<i128> {
    match text.strip_prefix("now")? {
        "" => Some(0),
        rest => seconds(rest.strip_prefix('-')?),
    }
}

/// `9m`, `1h`, `30d`: digits and a unit of date math.
pub(crate) fn seconds(text: &str) -> Option<i128> {
    let unit = text.chars().next_back()?;
    let number = &text[..text.len() - unit.len_utf8()];
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    number.parse::<i128>().ok()?.checked_mul(unit_seconds(unit)?)
}

fn unit_seconds(unit: char) -> Option<i128> {
    Some(match unit {
        's' => 1,
        'm' => 60,
        'h' | 'H' => 3_600,
        'd' => 86_400,
        'w' => 604_800,
        'M' => 2_592_000,
        'y' => 31_536_000,
        _ => return None,
    })
}

/// How far back a run looks, in seconds: from `from`, else six minutes, to `to`.
pub(crate) fn look_back(rule: &RuleView<'_>) -> Option<i128> {
    let from = rule.rule().from.as_ref().map_or("now-6m", |from| &from.value);
    let to = rule.rule().to.as_ref().map_or("now", |to| &to.value);
    Some(before_now(from)? - before_now(to)?)
}

/// How often it runs, in seconds; five minutes by default.
pub(crate) fn interval(rule: &RuleView<'_>) -> Option<i128> {
    rule.rule().interval.as_ref().map_or(Some(300), |interval| seconds(&interval.value))
}

/// `9m`, `1h`, `90s`: seconds for people.
pub(crate) fn shown(seconds: i128) -> String {
    let units = [(86_400, 'd'), (3_600, 'h'), (60, 'm')];
    let whole = units.into_iter().find(|(unit, _)| seconds != 0 && seconds % unit == 0);
    whole.map_or(format!("{seconds}s"), |(unit, letter)| format!("{}{letter}", seconds / unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_math_in_seconds() {
        for (text, expected) in
            [("now", Some(0)), ("now-9m", Some(540)), ("now-1H", Some(3600)), ("now+1m", None)]
        {
            assert_eq!(before_now(text), expected, "{text}");
        }
        for (text, expected) in
            [("0m", Some(0)), ("m", None), ("", None), ("5q", None), ("é", None)]
        {
            assert_eq!(seconds(text), expected, "{text}");
        }
        assert_eq!(["60s", "61s"].map(|text| shown(seconds(text).unwrap())), ["1m", "61s"]);
    }
}
