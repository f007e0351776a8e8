//! Whether two conditions are equal wherever some clauses hold: a search for a difference, bounded in its steps.

use eql_hir::{Condition, LeafId};

/// The most steps of one search; beyond them nothing is claimed.
const MAX_STEPS: u32 = 4_000;

/// An unknown, or its opposite.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Literal {
    pub(super) atom: usize,
    pub(super) holds: bool,
}

/// Some of these hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Clause(pub(super) Vec<Literal>);

/// Two conditions over the same unknowns.
pub(super) struct Equation<'a> {
    /// The unknown of a leaf in the one condition.
    pub(super) one: &'a dyn Fn(LeafId) -> usize,
    /// The unknown of a leaf in the other condition.
    pub(super) other: &'a dyn Fn(LeafId) -> usize,
    /// What is known of the unknowns.
    pub(super) clauses: Vec<Clause>,
    /// How many unknowns there are.
    pub(super) count: usize,
}

impl Equation<'_> {
    /// Whether the conditions are equal for all values of the unknowns that the clauses allow.
    pub(super) fn holds(&self, one: &Condition, other: &Condition) -> bool {
        if one == other && self.is_plain(one) {
            return true;
        }
        let search = &mut Search { equation: self, values: vec![None; self.count], steps: 0 };
        search.is_equal(one, other)
    }

    /// Whether a condition has the same unknowns on both sides.
    fn is_plain(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Constant(_) => true,
            Condition::Leaf(leaf) => (self.one)(*leaf) == (self.other)(*leaf),
            Condition::Not(inner) => self.is_plain(inner),
            Condition::And(parts) | Condition::Or(parts) => {
                parts.iter().all(|part| self.is_plain(part))
            }
        }
    }
}

struct Search<'a> {
    equation: &'a Equation<'a>,
    values: Vec<Option<bool>>,
    steps: u32,
}

impl Search<'_> {
    fn is_equal(&mut self, one: &Condition, other: &Condition) -> bool {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return false;
        }
        let before = self.values.clone();
        let equal = !self.propagate() || self.is_equal_here(one, other);
        self.values = before;
        equal
    }

    fn is_equal_here(&mut self, one: &Condition, other: &Condition) -> bool {
        let left = evaluate(one, self.equation.one, &self.values);
        let right = evaluate(other, self.equation.other, &self.values);
        match (left, right) {
            (Ok(left), Ok(right)) => left == right,
            (Err(atom), _) | (_, Err(atom)) => {
                let all = [true, false].into_iter().all(|value| {
                    self.values[atom] = Some(value);
                    self.is_equal(one, other)
                });
                self.values[atom] = None;
                all
            }
        }
    }

    /// Gives values to the unknowns that the clauses leave no choice; false where a clause cannot hold.
    fn propagate(&mut self) -> bool {
        loop {
            let mut changed = false;
            for Clause(literals) in &self.equation.clauses {
                let value = |literal: &Literal| {
                    self.values[literal.atom].map(|value| value == literal.holds)
                };
                if literals.iter().any(|literal| value(literal) == Some(true)) {
                    continue;
                }
                let mut open = literals.iter().filter(|literal| value(literal).is_none());
                match (open.next(), open.next()) {
                    (None, _) => return false,
                    (Some(literal), None) => {
                        self.values[literal.atom] = Some(literal.holds);
                        changed = true;
                    }
                    (Some(_), Some(_)) => {}
                }
            }
            if !changed {
                return true;
            }
        }
    }
}

/// The value of a condition, or an unknown that it depends on.
fn evaluate(
    condition: &Condition,
    atom: &dyn Fn(LeafId) -> usize,
    values: &[Option<bool>],
) -> Result<bool, usize> {
    match condition {
        Condition::Constant(value) => Ok(*value),
        Condition::Leaf(leaf) => values[atom(*leaf)].ok_or(atom(*leaf)),
        Condition::Not(inner) => evaluate(inner, atom, values).map(|value| !value),
        Condition::And(parts) => connect(parts, false, atom, values),
        Condition::Or(parts) => connect(parts, true, atom, values),
    }
}

/// `and` (`decisive` false) or `or` (`decisive` true): a decisive part decides whatever the others are.
fn connect(
    parts: &[Condition],
    decisive: bool,
    atom: &dyn Fn(LeafId) -> usize,
    values: &[Option<bool>],
) -> Result<bool, usize> {
    let mut open = None;
    for part in parts {
        match evaluate(part, atom, values) {
            Ok(value) if value == decisive => return Ok(decisive),
            Ok(_) => {}
            Err(atom) => open = open.or(Some(atom)),
        }
    }
    open.map_or(Ok(!decisive), Err)
}
