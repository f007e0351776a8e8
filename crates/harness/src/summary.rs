//! What a run has seen, and the line that says it.

use std::collections::BTreeMap;
use std::time::Duration;

use event_input::Counts;
use serde::Serialize;

/// What a run has seen.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Summary {
    /// Events read.
    pub events: u64,
    /// Bytes read, after decompression.
    pub bytes: u64,
    /// Rules run.
    pub rules: usize,
    /// Matches found.
    pub matches: u64,
    /// Documents that could not be read.
    pub bad_records: u64,
    /// Inputs that could not be read at all.
    pub unopened: u64,
    /// Events without a time, which sequences skipped; counted where a rule is a sequence.
    pub untimed: u64,
    /// Events whose time is no date that can be read, which sequences skipped too; counted likewise.
    pub unreadable_times: u64,
    /// Pending sequences and samples that went because there were too many: if there are any, the matches are
    /// partial.
    pub dropped: u64,
    /// Overflows, divisions by zero and texts that are no numbers, taken as null.
    pub errors: u64,
    /// Values that cannot be read in the type of their field and count as absent (spec 5.2), by path; only where they
    /// are counted.
    pub unconvertible: BTreeMap<String, u64>,
    /// Windows events that are in no table and passed through under `winlog.*`, by channel and event id.
    pub unmapped: BTreeMap<String, u64>,
}

impl Summary {
    pub(crate) fn add_input(&mut self, counts: &Counts) {
        self.bytes += counts.bytes;
        for ((channel, id), count) in &counts.unmapped {
            *self.unmapped.entry(format!("{channel}:{id}")).or_default() += count;
        }
    }

    /// The last line of a run, e.g.
    /// `scanned 100000 events, 208.8 MB, 723 rules, 12 matches in 0.41 s (243k events/s, 509 MB/s)`.
    pub fn line(&self, elapsed: Duration) -> String {
        let seconds = elapsed.as_secs_f64();
        let rate = |amount: f64| if seconds > 0.0 { amount / seconds } else { 0.0 };
        #[expect(clippy::cast_precision_loss, reason = "shown with three digits")]
        let (events, bytes) = (self.events as f64, self.bytes as f64);
        format!(
            "scanned {} events, {:.1} MB, {}, {} in {seconds:.2} s ({} events/s, {:.0} MB/s)",
            self.events,
            bytes / 1e6,
            counted(self.rules as u64, "rule", "rules"),
            counted(self.matches, "match", "matches"),
            short(rate(events)),
            rate(bytes) / 1e6,
        )
    }

    /// The same as one JSON object.
    pub fn json(&self, elapsed: Duration) -> String {
        #[derive(Serialize)]
        struct Line<'a> {
            #[serde(flatten)]
            summary: &'a Summary,
            seconds: f64,
        }
        let line = Line { summary: self, seconds: elapsed.as_secs_f64() };
        // Numbers and texts always have a JSON form.
        serde_json::to_string(&line).unwrap_or_default()
    }

    /// Lines for what a person should know besides: nothing dropped in silence.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let mut note = |count: u64, text: &str| {
            if count > 0 {
                notes.push(format!("{count} {text}"));
            }
        };
        note(self.bad_records, "records could not be read and were skipped");
        note(self.untimed, "events have no time and took part in no sequence");
        note(
            self.unreadable_times,
            "events have a time that cannot be read as a date and took part in no sequence",
        );
        note(
            self.dropped,
            "pending sequences or known processes went because there were too many: the matches are partial; raise \
             `--max-sequence-keys` or `--max-sequence-bytes`",
        );
        note(self.errors, "expressions overflowed or were not computable and were taken as null");
        let unconvertible: u64 = self.unconvertible.values().sum();
        note(unconvertible, &self.unconvertible_text());
        let unmapped: u64 = self.unmapped.values().sum();
        note(
            unmapped,
            "Windows events of kinds that have no mapping were passed through under `winlog.*`",
        );
        notes
    }

    /// What stands behind their number.
    fn unconvertible_text(&self) -> String {
        let fields = self.unconvertible.iter().map(|(path, count)| format!("`{path}` ({count})"));
        let fields: Vec<_> = fields.collect();
        format!(
            "values are not of the type of their field and count as absent: {}",
            fields.join(", ")
        )
    }
}

/// A count with its noun.
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// `243k`, `1.2M`, `87`.
fn short(number: f64) -> String {
    if number >= 1e6 {
        format!("{:.1}M", number / 1e6)
    } else if number >= 1e3 {
        format!("{:.0}k", number / 1e3)
    } else {
        format!("{number:.0}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_that_of_the_contract() {
        let summary = Summary {
            events: 100_000,
            bytes: 208_800_000,
            rules: 723,
            matches: 12,
            ..Summary::default()
        };
        assert_eq!(
            summary.line(Duration::from_millis(410)),
            "scanned 100000 events, 208.8 MB, 723 rules, 12 matches in 0.41 s (244k events/s, 509 MB/s)"
        );
    }
}
