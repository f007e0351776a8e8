//! Events of which a sequence takes each once.

use eql_hir::Form;
use event::Document;
use oracle::Oracle;

use super::author::{Author, count_matches};
use super::staging::{self, Cue};

impl Author<'_> {
    /// A match and its last event once more, or one event that all stages could take.
    pub(crate) fn write_again(mut self) -> Option<Vec<Document>> {
        let scene = self.first_scene().ok()?;
        let mut cues = staging::evenly(&self.play, &staging::order(&self.play, &scene.draft));
        let last = *cues.last()?;
        let gap = staging::gap(&self.play, cues.len());
        cues.push(Cue { at: last.at + gap, ..last });
        let events = staging::events(&scene, &cues, self.options);
        let mut other = events.clone();
        other.remove(events.len() - 2);
        let count = |events: &[Document]| count_matches(self.play.query, events, self.options);
        if count(&events) == 1 && count(&other) == 1 {
            return Some(events);
        }
        events.into_iter().map(|event| vec![event]).find(|event| self.is_of_all_stages(&event[0]))
    }

    /// Whether each stage could take this event, and has the same keys.
    fn is_of_all_stages(&self, event: &Document) -> bool {
        let Form::Sequence(sequence) = &self.play.query.form else { return false };
        let oracle = Oracle::new(self.play.query);
        let mut pairs = sequence.stages.windows(2);
        pairs.all(|pair| pair[0].keys == pair[1].keys)
            && sequence
                .stages
                .iter()
                .all(|stage| !stage.missing && oracle.holds(&stage.filter, event))
    }
}
