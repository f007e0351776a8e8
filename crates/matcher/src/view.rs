//! Filters over more than the event at hand: the elements of arrays, the events of a pending sequence, and the
//! processes of the host. Nothing is cached, because the same leaf has another answer for each of them.

use std::sync::Arc;

use eql_functions::MAX_CHOICES;
use event::{Document, Json, Process, Source, Value};
use pack::{FieldId, FilterId, Instruction, PredicateId};

use crate::Matcher;
use crate::filter::execute;
use crate::look_back::{Excerpt, Processes};
use crate::meter::{Meter, Unmetered};
use crate::predicate::Tester;

/// One event with all that a filter on it may read.
#[derive(Clone, Copy)]
pub(crate) struct View<'v> {
    pub(crate) matcher: &'v Matcher,
    /// The event.
    pub(crate) document: &'v Document,
    /// The process of the event, and all others; without them no process is related.
    pub(crate) process: Option<(&'v Process, &'v Processes)>,
    /// The events of the pending sequence that it may join, as far as later stages read them.
    pub(crate) pending: &'v [Option<Arc<Excerpt>>],
    /// The elements of the searches around the filter, the outermost first.
    pub(crate) elements: &'v [&'v Json],
}

/// What it takes to answer.
#[derive(Debug, Default)]
pub(crate) struct Effort<M = Unmetered> {
    /// Overflows, divisions by zero, and searches that were given up.
    pub(crate) errors: u64,
    /// The elements tried in the outermost search at hand.
    tried: u64,
    /// Counts the rest.
    meter: M,
}

impl<M> Effort<M> {
    pub(crate) fn new(meter: M) -> Self {
        Self { errors: 0, tried: 0, meter }
    }
}

impl<M: Meter> Meter for Effort<M> {
    fn instruction(&mut self, instruction: Instruction) {
        self.meter.instruction(instruction);
    }

    fn step(&mut self) {
        self.meter.step();
    }

    fn leaf(&mut self) {
        self.meter.leaf();
    }

    fn scanned(&mut self, bytes: impl FnOnce() -> usize) {
        self.meter.scanned(bytes);
    }
}

impl<'v> View<'v> {
    /// An event of which nothing else is known.
    pub(crate) fn alone(matcher: &'v Matcher, document: &'v Document) -> Self {
        Self { matcher, document, process: None, pending: &[], elements: &[] }
    }

    /// Whether a filter holds.
    pub(crate) fn holds(self, filter: FilterId, effort: &mut Effort<impl Meter>) -> bool {
        let code = &self.matcher.program.filters[filter.index()].code;
        execute(code, effort, |leaf, effort| Some(self.leaf(leaf, effort))) == Some(true)
    }

    fn leaf(self, leaf: PredicateId, effort: &mut Effort<impl Meter>) -> bool {
        effort.meter.leaf();
        match &self.matcher.testers[leaf.index()] {
            Tester::Field(field, test) => self
                .values(*field)
                .iter()
                .any(|value| test.passes(&self.matcher.program, value, &mut effort.meter)),
            Tester::Script(script) => {
                let script = &self.matcher.scripts[script.index()];
                let values: Vec<_> =
                    script.occurrences().iter().map(|&field| self.values(field)).collect();
                let Effort { errors, meter, .. } = effort;
                script.holds_for(values.iter().map(Vec::as_slice), errors, meter)
            }
            Tester::Elements(array, filter) => self.some_element(*array, *filter, effort),
            Tester::Related(relation, filter) => {
                self.process.is_some_and(|(process, all)| all.related(*relation, *filter, process))
            }
        }
    }

    /// Whether some element of an array passes a filter (spec 20.1).
    pub(crate) fn some_element(
        self,
        array: FieldId,
        filter: FilterId,
        effort: &mut Effort<impl Meter>,
    ) -> bool {
        if self.elements.is_empty() {
            effort.tried = 0;
        }
        for element in self.items(array) {
            effort.tried += 1;
            if effort.tried > MAX_CHOICES {
                effort.errors += 1;
                return false;
            }
            let elements = [self.elements, &[element]].concat();
            if (View { elements: &elements, ..self }).holds(filter, effort) {
                return true;
            }
        }
        false
    }

    /// The values of a field, in its type.
    fn values(self, field: FieldId) -> Vec<Value<'v>> {
        let known = &self.matcher.program.fields[field.index()];
        let (path, field_type) = (&self.matcher.paths[field.index()], known.field_type);
        match known.source {
            Source::Event => self.document.typed_values(path, field_type),
            Source::Stage(stage) => self
                .event_of(stage)
                .map_or_else(Vec::new, |event| event.typed_values(path, field_type)),
            Source::Element(depth) => self
                .elements
                .get(depth as usize)
                .map_or_else(Vec::new, |element| element.typed_values(path, field_type)),
        }
    }

    /// The elements of an array.
    fn items(self, array: FieldId) -> Vec<&'v Json> {
        let path = &self.matcher.paths[array.index()];
        match self.matcher.program.fields[array.index()].source {
            Source::Event => self.document.elements(path),
            Source::Stage(stage) => {
                self.event_of(stage).map_or_else(Vec::new, |event| event.elements(path))
            }
            Source::Element(depth) => self
                .elements
                .get(depth as usize)
                .map_or_else(Vec::new, |element| element.elements(path)),
        }
    }

    fn event_of(self, stage: u32) -> Option<&'v Document> {
        self.pending.get(stage as usize)?.as_ref().map(|excerpt| &excerpt.document)
    }
}
