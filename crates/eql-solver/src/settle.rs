//! Values for one unknown.

use eql_functions::Case;
use eql_functions::regex::Witness;
use eql_hir::{LeafId, Predicate};
use event::{FieldType, Value};

use crate::Shape;
use crate::demand::Demand;
use crate::dice::Dice;
use crate::filler::Hints;
use crate::language;
use crate::ordered;
use crate::plausible;
use crate::texts;
use crate::variable::{Presence, Variable};

/// What was found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settled {
    /// The values, as JSON has them.
    pub(crate) values: Vec<Value<'static>>,
    /// The leaves, with their events, whose shapes could not be had.
    pub(crate) dropped: Vec<(usize, LeafId)>,
}

/// Why nothing was found.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    /// There is nothing.
    Proved,
    /// Nothing was found.
    GaveUp,
}

/// How long values are looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Effort {
    /// Only values that are put together from what is asked.
    Quick,
    /// Also all texts, as far as bounds allow.
    Thorough,
}

/// Finds values for an unknown.
pub(crate) fn settle(
    variable: &Variable<'_>,
    hints: &Hints,
    dice: &Dice,
    effort: Effort,
) -> Result<Settled, Failure> {
    let mut settler = Settler { variable, hints, dice, effort, dropped: Vec::new() };
    let values = settler.values()?;
    Ok(Settled { values, dropped: settler.dropped })
}

struct Settler<'v> {
    variable: &'v Variable<'v>,
    hints: &'v Hints,
    dice: &'v Dice,
    effort: Effort,
    dropped: Vec<(usize, LeafId)>,
}

impl Settler<'_> {
    fn values(&mut self) -> Result<Vec<Value<'static>>, Failure> {
        let mut demands = self.variable.demands.clone();
        let is_open = !demands.iter().any(|demand| demand.truth);
        let may_be_absent = is_open && self.variable.presence < Presence::Required;
        let is_refused =
            |demand: &Demand<'_>| !demand.truth && *demand.predicate == Predicate::Exists;
        if self.variable.is_absent || demands.iter().any(is_refused) {
            return if may_be_absent { Ok(Vec::new()) } else { Err(Failure::Proved) };
        }
        let is_absence = |demand: &Demand<'_>| demand.shape == Some(Shape::Absent);
        let is_free = demands.is_empty() && self.variable.presence == Presence::Free;
        if may_be_absent && (is_free || demands.iter().any(is_absence)) {
            return Ok(Vec::new());
        }
        demands
            .iter_mut()
            .filter(|demand| is_absence(demand))
            .for_each(|demand| self.drop_shape(demand));
        if self.may_stay(&demands) {
            return Ok(self.variable.base.clone());
        }
        let found = self.present(&mut demands);
        match found {
            Err(_) if may_be_absent => Ok(Vec::new()),
            found => found,
        }
    }

    /// Whether the values that are there already are as they must be, all together.
    fn may_stay(&self, demands: &[Demand<'_>]) -> bool {
        let base = &self.variable.base;
        let is_met = |demand: &Demand<'_>| {
            let some = base.iter().any(|value| demand.is_met_by(value));
            // What is no value of the type counts as none.
            let refused = base.iter().any(|value| !demand.is_met_by(value));
            if demand.truth { some } else { !refused }
        };
        !base.is_empty()
            && self.variable.places.len() == 1
            && base.iter().all(|value| self.is_typed(value))
            && demands.iter().all(|demand| demand.shape.is_none() && is_met(demand))
    }

    /// At least one value.
    fn present(&mut self, demands: &mut [Demand<'_>]) -> Result<Vec<Value<'static>>, Failure> {
        if let Some(several) = self.several(demands) {
            return Ok(several);
        }
        let many = demands.iter().filter(|demand| wants_a_value(demand)).count() > 1;
        let list = if many && self.variable.is_list { self.list(demands).ok() } else { None };
        if let Some(list) = list {
            return Ok(list);
        }
        let single = self.single(demands);
        match single {
            Err(_) if many && self.effort == Effort::Thorough => self.list(demands),
            single => single.map(|value| vec![value]),
        }
    }

    /// Several values of which the last decides, where a shape wants that.
    fn several(&mut self, demands: &mut [Demand<'_>]) -> Option<Vec<Value<'static>>> {
        let wanted = demands.iter().position(|demand| demand.shape == Some(Shape::Several))?;
        demands[wanted].shape = None;
        let leaf = demands[wanted].leaf;
        let found = self.last_decides(demands, wanted);
        if found.is_none() {
            self.dropped.extend(leaf.map(|leaf| (demands[wanted].event, leaf)));
        }
        found
    }

    fn last_decides(
        &mut self,
        demands: &[Demand<'_>],
        wanted: usize,
    ) -> Option<Vec<Value<'static>>> {
        let last = self.single(&mut demands.to_vec()).ok()?;
        // A value before it that no demand wants: all that are false stay false, and the wanted one is not met by it.
        let mut before: Vec<_> = demands.iter().filter(|demand| !demand.truth).cloned().collect();
        before.push(Demand { truth: false, ..demands[wanted].clone() });
        let taken = Predicate::OneOf(vec![last.clone()], Case::Sensitive);
        before.push(Demand {
            predicate: std::borrow::Cow::Owned(taken),
            truth: false,
            ..demands[wanted].clone()
        });
        let first = self.search(&before, None, false)?;
        Some(vec![first, last])
    }

    /// A value for each demand that wants one.
    fn list(&mut self, demands: &[Demand<'_>]) -> Result<Vec<Value<'static>>, Failure> {
        let mut negative: Vec<_> = demands.iter().filter(|it| !it.truth).cloned().collect();
        for demand in &mut negative {
            demand.shape = None;
        }
        let mut values: Vec<Value<'static>> = Vec::new();
        for wanted in demands.iter().filter(|demand| wants_a_value(demand)) {
            let is_met = |value: &Value<'_>| {
                wanted.truth && wanted.is_met_by(value) && wanted.is_shaped_by(value, true)
            };
            if !values.iter().any(is_met) {
                let mut alone = negative.clone();
                alone.push(wanted.clone());
                values.push(self.single(&mut alone)?);
            }
        }
        Ok(values)
    }

    /// One value that meets all demands; shapes are dropped, the last first, as far as they must be.
    fn single(&mut self, demands: &mut [Demand<'_>]) -> Result<Value<'static>, Failure> {
        loop {
            let Some(last) = demands.iter().rposition(|demand| demand.shape.is_some()) else {
                let found = self.search(demands, None, false);
                return found.map_or_else(|| self.last_resort(demands), Ok);
            };
            let first = demands.iter().position(|demand| demand.shape.is_some());
            let found =
                [true, false].into_iter().find_map(|alone| self.search(demands, first, alone));
            let found = found.or_else(|| self.common(demands, first).ok());
            if let Some(found) = found {
                return Ok(found);
            }
            self.drop_shape(&mut demands[last]);
        }
    }

    fn drop_shape(&mut self, demand: &mut Demand<'_>) {
        demand.shape = None;
        self.dropped.extend(demand.leaf.map(|leaf| (demand.event, leaf)));
    }

    /// What is left where no candidate fits: a proof that nothing does, or a search over all texts.
    fn last_resort(&self, demands: &[Demand<'_>]) -> Result<Value<'static>, Failure> {
        let exact = |field_type: &FieldType| ordered::is_exact(*field_type);
        if self.variable.types.iter().all(exact) || is_exhausted(demands) {
            return Err(Failure::Proved);
        }
        self.common(demands, None)
    }

    /// A text that the demands have in common.
    fn common(
        &self,
        demands: &[Demand<'_>],
        leading: Option<usize>,
    ) -> Result<Value<'static>, Failure> {
        let are_texts = self.variable.types.iter().all(|field_type| is_text(*field_type));
        // Alone, a shape that was not found is one that cannot be had.
        let is_vain = leading.is_some() && demands.len() == 1;
        if !are_texts || is_vain || self.effort == Effort::Quick {
            return Err(Failure::GaveUp);
        }
        let leading = leading.and_then(|index| demands.get(index));
        match language::common(demands, leading) {
            Witness::Text(text) => {
                let value = Value::text(text);
                let is_met = demands.iter().all(|demand| demand.is_met_by(&value));
                if is_met { Ok(value) } else { Err(Failure::GaveUp) }
            }
            Witness::None if self.variable.types.contains(&FieldType::Dynamic) => {
                Err(Failure::GaveUp)
            }
            Witness::None => Err(Failure::Proved),
            Witness::GaveUp => Err(Failure::GaveUp),
        }
    }

    /// Tries one candidate after the other.
    fn search(
        &self,
        demands: &[Demand<'_>],
        leading: Option<usize>,
        alone: bool,
    ) -> Option<Value<'static>> {
        let mut found = None;
        let mut judge = |value: Value<'static>| {
            let fits = self.is_typed(&value)
                && demands.iter().all(|demand| demand.is_met_by(&value))
                && demands.iter().all(|demand| demand.is_shaped_by(&value, alone));
            if fits {
                found = Some(value);
            }
            fits
        };
        match leading.and_then(|index| demands.get(index)) {
            Some(leading) => self.led(leading, demands, &mut judge),
            None => self.free(demands, &mut judge),
        };
        found
    }

    fn is_typed(&self, value: &Value<'_>) -> bool {
        self.variable.types.iter().all(|field_type| ordered::is_of(value, *field_type))
    }

    /// Values that a shape wants.
    fn led(
        &self,
        leading: &Demand<'_>,
        demands: &[Demand<'_>],
        judge: &mut dyn FnMut(Value<'static>) -> bool,
    ) -> bool {
        if is_text(leading.field_type) {
            texts::search(leading, demands, self.hints, self.dice, &mut |text| {
                judge(Value::text(text.to_owned()))
            })
        } else {
            ordered::points(leading).into_iter().any(judge)
        }
    }

    /// Values where no shape wants certain ones.
    fn free(&self, demands: &[Demand<'_>], judge: &mut dyn FnMut(Value<'static>) -> bool) -> bool {
        if self.variable.base.iter().any(|value| judge(value.clone())) {
            return true;
        }
        if self.hints.whole.iter().any(|text| judge(Value::text(text.clone()))) {
            return true;
        }
        let positive =
            demands.iter().filter(|demand| demand.truth).min_by_key(|demand| openness(demand));
        if positive.is_some_and(|positive| self.led(positive, demands, judge)) {
            return true;
        }
        let bounds =
            demands.iter().filter(|demand| matches!(*demand.predicate, Predicate::Range(..)));
        let mut bounds = bounds.flat_map(ordered::points);
        bounds.any(&mut *judge) || self.plausible(judge) || rest(demands, judge)
    }

    fn plausible(&self, judge: &mut dyn FnMut(Value<'static>) -> bool) -> bool {
        let mut dice = self.dice.clone();
        let types = self.variable.types.iter();
        types
            .flat_map(|it| {
                plausible::values(self.variable.name(), *it, self.hints.platform, &mut dice)
            })
            .any(judge)
    }
}

/// What is next to the constants, whatever the type.
fn rest(demands: &[Demand<'_>], judge: &mut dyn FnMut(Value<'static>) -> bool) -> bool {
    let texts = demands.iter().flat_map(|demand| texts::near_texts(&demand.predicate));
    texts.map(Value::text).any(&mut *judge)
        || demands.iter().flat_map(ordered::points).any(&mut *judge)
}

/// Whether a demand asks for a value of its own: one that passes, or one that nearly does.
fn wants_a_value(demand: &Demand<'_>) -> bool {
    demand.truth || demand.shape.is_some()
}

/// Whether all constants of a list that must hold were tried, and letter case gives no more of them.
fn is_exhausted(demands: &[Demand<'_>]) -> bool {
    let folds = |demand: &Demand<'_>| match &*demand.predicate {
        Predicate::OneOf(_, case) | Predicate::Like(_, case) | Predicate::Prefix(_, case) => {
            *case == Case::Insensitive
        }
        Predicate::Exists => true,
        Predicate::Range(..) | Predicate::Regex(_) | Predicate::Cidr(_) => false,
    };
    let tried = |list: &[Value<'_>]| {
        let is_met = |value: &Value<'_>| demands.iter().all(|demand| demand.is_met_by(value));
        !list.iter().any(is_met)
    };
    demands.iter().filter(|demand| demand.truth && is_text(demand.field_type)).any(|demand| {
        match &*demand.predicate {
            Predicate::OneOf(list, Case::Sensitive) => tried(list),
            Predicate::OneOf(list, Case::Insensitive) => demands.iter().all(folds) && tried(list),
            Predicate::Exists
            | Predicate::Range(..)
            | Predicate::Like(..)
            | Predicate::Regex(_)
            | Predicate::Prefix(..)
            | Predicate::Cidr(_) => false,
        }
    })
}

/// Whether values of this type are made as texts.
fn is_text(field_type: FieldType) -> bool {
    field_type.is_string() || field_type == FieldType::Dynamic
}

/// How much a demand leaves open: the one that leaves least leads.
fn openness(demand: &Demand<'_>) -> (u8, usize) {
    match &*demand.predicate {
        Predicate::OneOf(list, _) => (0, list.len()),
        Predicate::Range(..) | Predicate::Cidr(_) => (1, 0),
        Predicate::Like(patterns, _) => {
            let literal = |it: &eql_functions::wildcard::WildcardPattern| it.to_string().len();
            (2, usize::MAX - patterns.iter().map(literal).min().unwrap_or(0))
        }
        Predicate::Prefix(prefix, _) => (2, usize::MAX - prefix.len()),
        Predicate::Regex(_) => (3, 0),
        Predicate::Exists => (4, 0),
    }
}
