//! The processes of all hosts, by what the events up to now say: who is above whom, and which filters each has
//! passed (spec 20.4).

use event::{Process, ProcessId, Relation};
use hashbrown::{HashMap, HashSet};
use pack::FilterId;

use crate::bounds::Held;

/// All processes that events have told something of.
#[derive(Debug, Default)]
pub(crate) struct Processes {
    /// Looked up and swept, never walked through for a result, so its order is nobody's.
    known: HashMap<ProcessId, Known>,
}

/// What is known of one process.
#[derive(Debug, Default)]
struct Known {
    /// The number of the latest event that told something.
    age: u64,
    parents: Vec<ProcessId>,
    ancestry: Vec<ProcessId>,
    /// The filters that an event of it has passed.
    marks: Vec<FilterId>,
}

impl Processes {
    /// Takes what an event of a process says about those above it; only events about the process itself count.
    pub(crate) fn tell(&mut self, process: &Process, serial: u64) {
        if process.tells() {
            let known = self.known.entry(process.id.clone()).or_default();
            known.age = serial;
            add_new(&mut known.parents, &process.parents);
            add_new(&mut known.ancestry, &process.ancestry);
        }
    }

    /// Remembers that an event of a process has passed a filter.
    pub(crate) fn mark(&mut self, process: &Process, filter: FilterId, serial: u64) {
        let known = self.known.entry(process.id.clone()).or_default();
        known.age = serial;
        add_new(&mut known.marks, &[filter]);
    }

    /// Whether a process that is so related to that of an event has passed a filter.
    pub(crate) fn related(&self, relation: Relation, filter: FilterId, process: &Process) -> bool {
        match relation {
            Relation::Event => self.has_passed(&process.id, filter),
            Relation::Child => {
                let told = self.known.get(&process.id).into_iter().flat_map(|known| &known.parents);
                process.parents.iter().chain(told).any(|id| self.has_passed(id, filter))
            }
            Relation::Descendant => self.some_ancestor_has_passed(process, filter),
        }
    }

    fn has_passed(&self, id: &ProcessId, filter: FilterId) -> bool {
        self.known.get(id).is_some_and(|known| known.marks.contains(&filter))
    }

    /// Goes from parent to parent; nothing is above itself.
    fn some_ancestor_has_passed(&self, process: &Process, filter: FilterId) -> bool {
        let mut seen: HashSet<&ProcessId> = HashSet::from([&process.id]);
        let mut open: Vec<&ProcessId> = process.parents.iter().chain(&process.ancestry).collect();
        open.extend(self.above(&process.id));
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                if self.has_passed(next, filter) {
                    return true;
                }
                open.extend(self.above(next));
            }
        }
        false
    }

    fn above(&self, id: &ProcessId) -> impl Iterator<Item = &ProcessId> {
        let known = self.known.get(id).into_iter();
        known.flat_map(|known| known.parents.iter().chain(&known.ancestry))
    }
}

fn add_new<T: PartialEq + Clone>(list: &mut Vec<T>, items: &[T]) {
    for item in items {
        if !list.contains(item) {
            list.push(item.clone());
        }
    }
}

impl<E> Held<E> for Processes {
    fn keys(&self) -> usize {
        self.known.len()
    }

    fn bytes(&self, _weigh: fn(&E) -> u64) -> u64 {
        let entry = |(id, known): (&ProcessId, &Known)| {
            let above = known.parents.iter().chain(&known.ancestry).map(ProcessId::bytes);
            id.bytes()
                + (size_of::<Known>() + size_of_val(known.marks.as_slice())) as u64
                + above.sum::<u64>()
        };
        self.known.iter().map(entry).sum()
    }

    fn ages(&self, ages: &mut Vec<u64>) {
        ages.extend(self.known.values().map(|known| known.age));
    }

    fn drop_until(&mut self, age: u64) -> u64 {
        let before = self.known.len();
        self.known.retain(|_, known| known.age > age);
        (before - self.known.len()) as u64
    }
}
