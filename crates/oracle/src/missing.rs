//! Missing events: which sequences of positive stages they leave (spec 16.2).

use eql_hir::{Sequence, Stage};
use event::{JoinKey, SequenceMode};

use crate::sequence::Complete;
use crate::view::View;
use crate::{Oracle, Stamped};

/// The nanoseconds of an event.
type Nanos = i128;

impl Oracle<'_> {
    /// Whether a window of length maxspan holds the positive events and no missing one.
    pub(crate) fn is_accepted(
        &self,
        sequence: &Sequence,
        complete: &Complete,
        events: &[Stamped<'_>],
    ) -> bool {
        let Some(maxspan) =
            sequence.maxspan.filter(|_| sequence.stages.iter().any(|stage| stage.missing))
        else {
            return true;
        };
        let time = |place: &usize| {
            events[*place].ordinal.as_ref().map_or(0, |ordinal| ordinal.time.nanos())
        };
        let positives: Vec<Nanos> = complete.events.iter().map(time).collect();
        let (first, last) = (positives[0], positives[positives.len() - 1]);
        let occurrences = |stage: &Stage| self.occurrences(stage, &complete.key, events);
        let mut leading: Option<Nanos> = None;
        let mut trailing: Option<Nanos> = None;
        let mut passed = 0;
        for stage in &sequence.stages {
            if !stage.missing {
                passed += 1;
            } else if passed == 0 {
                leading =
                    leading.max(occurrences(stage).into_iter().filter(|&time| time < first).max());
            } else if passed == positives.len() {
                let after = occurrences(stage).into_iter().filter(|&time| time > last).min();
                trailing = [trailing, after].into_iter().flatten().min();
            } else if occurrences(stage)
                .iter()
                .any(|time| positives[passed - 1] < *time && *time < positives[passed])
            {
                return false;
            }
        }
        let has_trailing = sequence.stages.last().is_some_and(|stage| stage.missing);
        let has_leading = sequence.stages.first().is_some_and(|stage| stage.missing);
        // From where the window must be free of trailing events, for maxspan.
        let start = if has_leading { leading } else { Some(first) };
        match (has_trailing, start) {
            (false, _) => !has_leading || leading.is_none_or(|leading| last - leading > maxspan),
            (true, None) => true,
            (true, Some(start)) => match trailing {
                Some(trailing) => trailing - start > maxspan,
                None => self.is_over(start + maxspan, events),
            },
        }
    }

    /// When the events of a missing stage with this key happened.
    fn occurrences(&self, stage: &Stage, key: &JoinKey, events: &[Stamped<'_>]) -> Vec<Nanos> {
        let timed = (0..events.len())
            .filter_map(|place| Some((View::at(events, place), events[place].ordinal.as_ref()?)));
        let with_key = timed.filter(|(view, _)| self.keys(stage, *view).contains(key));
        with_key.map(|(_, ordinal)| ordinal.time.nanos()).collect()
    }

    /// Whether nothing more can come at or before a time (spec 16.5).
    fn is_over(&self, end: Nanos, events: &[Stamped<'_>]) -> bool {
        match self.mode {
            SequenceMode::Es => true,
            SequenceMode::Strict => {
                let times = events.iter().filter_map(|event| event.ordinal.as_ref());
                times.map(|ordinal| ordinal.time.nanos()).max().is_some_and(|latest| latest > end)
            }
        }
    }
}
