//! The cases so far: none twice, each with a name of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use event::Document;

use crate::{About, Case, Expectation, UnsolvedClause};

/// The cases so far, and what none was found for.
#[derive(Debug, Default)]
pub(crate) struct Notebook {
    /// In the order they were found: the most telling first.
    pub(crate) cases: Vec<Case>,
    /// What no case was found for.
    pub(crate) unsolved: Vec<UnsolvedClause>,
    by_events: BTreeMap<(Expectation, String), usize>,
    names: BTreeSet<(Expectation, String)>,
}

impl Notebook {
    /// Adds a case, or what it is about to the case of the same events.
    pub(crate) fn add(&mut self, case: Case) {
        let events = (case.expectation, shown(&case.events));
        if let Some(&known) = self.by_events.get(&events) {
            self.cases[known].about.extend(case.about);
            self.cases[known].counts_matches |= case.counts_matches;
            return;
        }
        self.by_events.insert(events, self.cases.len());
        let name = self.free_name(case.expectation, &case.name);
        self.cases.push(Case { name, ..case });
    }

    /// How many cases expect this.
    pub(crate) fn count(&self, expectation: Expectation) -> usize {
        self.cases.iter().filter(|case| case.expectation == expectation).count()
    }

    /// Whether some case of this expectation is there for something.
    pub(crate) fn has(&self, expectation: Expectation, about: About) -> bool {
        let mut cases = self.cases.iter().filter(|case| case.expectation == expectation);
        cases.any(|case| case.about.contains(&about))
    }

    fn free_name(&mut self, expectation: Expectation, name: &str) -> String {
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        let free = names.find(|name| self.names.insert((expectation, name.clone())));
        free.unwrap_or_default()
    }
}

/// All scalars of the events with their paths.
fn shown(events: &[Document]) -> String {
    let mut text = String::new();
    for event in events {
        event.visit(&mut |path, value| {
            // Writing to a text cannot fail.
            let _ = write!(text, "{path}={value:?} ");
        });
        text.push('\n');
    }
    text
}
