//! Records of the file in the place of positions in the list of events that could be read.

use super::Explanation;
use super::obstacle::Fact;
use super::record::RecordReason;

/// Puts `records[n - 1]` in the place of each record `n`.
pub(super) fn renumber(explanation: &mut Explanation, records: &[usize]) {
    let number = |record: &mut usize| *record = records[*record - 1];
    for (events, _) in &mut explanation.matches {
        events.iter_mut().flatten().for_each(number);
    }
    let reason = |reason: &mut RecordReason| number(&mut reason.record);
    explanation.record.iter_mut().for_each(reason);
    for stage in &mut explanation.stages {
        stage.taken.iter_mut().for_each(number);
        stage.record.iter_mut().for_each(reason);
    }
    if let Some(obstacles) = &mut explanation.obstacles {
        obstacles.closest.iter_mut().flatten().for_each(number);
        for fact in &mut obstacles.facts {
            records_of(fact).into_iter().for_each(number);
        }
    }
}

fn records_of(fact: &mut Fact) -> Vec<&mut usize> {
    match fact {
        Fact::Clauses { record, .. } | Fact::Until { record } | Fact::Occurred { record, .. } => {
            vec![record]
        }
        Fact::Key { values } => values.iter_mut().map(|(record, _)| record).collect(),
        Fact::Impossible { .. }
        | Fact::Maxspan { .. }
        | Fact::Untimed { .. }
        | Fact::TooFew { .. }
        | Fact::Order => Vec::new(),
    }
}
