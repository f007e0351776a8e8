//! Relations between processes, by what the events up to now say (spec 20.4).

use eql_hir::Filter;
use event::{Process, ProcessId, Relation};

use crate::Oracle;
use crate::view::View;

impl Oracle<'_> {
    /// Whether a process that is so related to that of the event has matched a filter by now.
    pub(crate) fn related(&self, relation: Relation, filter: &Filter, view: View<'_>) -> bool {
        let Some(own) = Process::of(view.document) else { return false };
        let related = match relation {
            Relation::Event => vec![own.id],
            Relation::Child => parents(&own, view),
            Relation::Descendant => ancestors(&own, view),
        };
        (0..view.until_now.len()).any(|place| {
            let process = Process::of(view.until_now[place].document);
            process.is_some_and(|process| related.contains(&process.id))
                && self.condition(&filter.condition, View::at(view.until_now, place))
        })
    }
}

/// What the event itself and the process events before it say about the process.
fn told(of: &ProcessId, view: View<'_>) -> Vec<Process> {
    let events = view.until_now.iter().filter_map(|event| Process::of(event.document));
    events.filter(|process| process.is_own && process.id == *of).collect()
}

fn parents(own: &Process, view: View<'_>) -> Vec<ProcessId> {
    let told = told(&own.id, view).into_iter().flat_map(|process| process.parents);
    own.parents.iter().cloned().chain(told).collect()
}

/// Everything that can be reached from parent to parent, but not the process itself.
fn ancestors(own: &Process, view: View<'_>) -> Vec<ProcessId> {
    let above = |process: Process| process.parents.into_iter().chain(process.ancestry);
    let mut ancestors: Vec<ProcessId> = Vec::new();
    let mut open: Vec<ProcessId> = above(own.clone()).collect();
    open.extend(told(&own.id, view).into_iter().flat_map(above));
    while let Some(next) = open.pop() {
        if next != own.id && !ancestors.contains(&next) {
            open.extend(told(&next, view).into_iter().flat_map(above));
            ancestors.push(next);
        }
    }
    ancestors
}
