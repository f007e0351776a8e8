//! Parts of a query that no event can fulfil, and parts that every event fulfils: proofs, never guesses.
//!
//! A leaf asks whether some value of a field passes (spec 7.3). So two positive leaves contradict each other only
//! where the field has one value; a positive and a negated one can on any field.

use diagnostics::Span;
use event::Value;

use crate::normal::{Literal, Normal};
use crate::passes::{may_pass, must_pass};
use crate::{Condition, Field, Form, Leaf, Predicate, Query, Test};

/// A part of a query that is proved to be the same for all events.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// The leaf that settles it.
    pub leaf: Span,
    /// The leaf that it is settled with; the same for a leaf that needs no other.
    pub with: Span,
    /// Whether it always holds; otherwise it never does.
    pub always: bool,
    /// Whether it makes the whole query match nothing.
    pub whole: bool,
}

/// All parts that are proved to hold never or always, in the order of the text. `is_single` says whether a field has
/// one value at most.
pub fn verdicts(query: &Query, is_single: &dyn Fn(&Field) -> bool) -> Vec<Verdict> {
    let prover = Prover { query, is_single };
    let mut found = Vec::new();
    for (condition, decides) in conditions(query) {
        let form = Normal::of(condition, true);
        let mut here = Vec::new();
        let never = prover.never(&form, &[], &mut here);
        for verdict in &mut here {
            verdict.whole = never && decides;
        }
        prover.always(&form, &mut here);
        found.append(&mut here);
    }
    found.sort_by_key(|verdict| (verdict.leaf, verdict.with));
    found.dedup_by_key(|verdict| verdict.leaf);
    found
}

/// The condition of each filter, and whether nothing matches where it never holds.
fn conditions(query: &Query) -> Vec<(&Condition, bool)> {
    match &query.form {
        Form::Event(filter) => vec![(&filter.condition, true)],
        Form::Sequence(sequence) => {
            let stages =
                sequence.stages.iter().map(|stage| (&stage.filter.condition, !stage.missing));
            let until = sequence.until.iter().map(|stage| (&stage.filter.condition, false));
            stages.chain(until).collect()
        }
        Form::Sample(sample) => {
            sample.parts.iter().map(|part| (&part.filter.condition, true)).collect()
        }
    }
}

struct Prover<'a> {
    query: &'a Query,
    is_single: &'a dyn Fn(&Field) -> bool,
}

impl Prover<'_> {
    /// Whether a condition never holds beside what is known to hold.
    fn never(&self, form: &Normal, known: &[Literal], found: &mut Vec<Verdict>) -> bool {
        match form {
            Normal::Constant(value) => !value,
            Normal::Literal(literal) => self.refuted(*literal, known).is_some_and(|with| {
                found.push(self.verdict(*literal, with, false));
                true
            }),
            Normal::And(parts) => {
                let mut known = known.to_vec();
                for part in parts {
                    if let Normal::Literal(literal) = part {
                        if self.never(part, &known, found) {
                            return true;
                        }
                        known.push(*literal);
                    }
                }
                let is_open = |part: &&Normal| !matches!(part, Normal::Literal(_));
                let others: Vec<_> = parts
                    .iter()
                    .filter(is_open)
                    .map(|part| self.never(part, &known, found))
                    .collect();
                others.contains(&true)
            }
            Normal::Or(parts) => {
                let (mut all, mut spare) = (true, Vec::new());
                for part in parts {
                    // What is excluded by something else too is excluded in vain, but not wrong.
                    let is_denial = matches!(part, Normal::Literal(literal) if !literal.holds);
                    let verdicts = if is_denial { &mut spare } else { &mut *found };
                    all &= self.never(part, known, verdicts);
                }
                if all {
                    found.append(&mut spare);
                }
                all
            }
        }
    }

    /// Finds each `or` that always holds: where the opposites of its leaves contradict each other.
    fn always(&self, form: &Normal, found: &mut Vec<Verdict>) {
        match form {
            Normal::Constant(_) | Normal::Literal(_) => {}
            Normal::And(parts) => parts.iter().for_each(|part| self.always(part, found)),
            Normal::Or(parts) => {
                let mut known: Vec<Literal> = Vec::new();
                for part in parts {
                    let Normal::Literal(literal) = part else {
                        self.always(part, found);
                        continue;
                    };
                    let opposite = Literal { holds: !literal.holds, ..*literal };
                    if let Some(with) = self.refuted(opposite, &known) {
                        found.push(self.verdict(opposite, with, true));
                        return;
                    }
                    known.push(opposite);
                }
            }
        }
    }

    fn verdict(&self, literal: Literal, with: Literal, always: bool) -> Verdict {
        let (leaf, with) = (self.query.leaf(literal.leaf).span, self.query.leaf(with.leaf).span);
        Verdict { leaf, with, always, whole: false }
    }

    /// What a leaf cannot hold beside, if there is such a thing.
    fn refuted(&self, literal: Literal, known: &[Literal]) -> Option<Literal> {
        let leaf = self.query.leaf(literal.leaf);
        if let Some(opposite) = known.iter().find(|other| {
            other.holds != literal.holds && self.query.leaf(other.leaf).test == leaf.test
        }) {
            return Some(*opposite);
        }
        let (field, _) = plain(leaf)?;
        let of_field = |other: &&Literal| {
            plain(self.query.leaf(other.leaf)).is_some_and(|(other, _)| other == field)
        };
        let around: Vec<_> = known.iter().filter(of_field).copied().collect();
        let single = (self.is_single)(self.query.field(field));
        self.bounds(literal, &around, single).or_else(|| self.candidates(literal, &around, single))
    }

    /// Where a leaf allows a few values only, whether what else is asked of the field leaves one.
    fn candidates(&self, literal: Literal, around: &[Literal], single: bool) -> Option<Literal> {
        let all: Vec<_> = around.iter().copied().chain([literal]).collect();
        let asks = |literal: &Literal| plain(self.query.leaf(literal.leaf)).map(|(_, asks)| asks);
        for list in all.iter().filter(|literal| literal.holds) {
            let Some(Predicate::OneOf(values, case)) = asks(list) else { continue };
            let others = all.iter().filter(|other| *other != list);
            let others: Vec<_> =
                others.filter_map(|other| Some((other.holds, asks(other)?))).collect();
            let is_left = |value: &Value<'_>| {
                others.iter().all(|(holds, asked)| match holds {
                    true => !single || may_pass(asked, value),
                    false => !must_pass(asked, value, *case),
                })
            };
            if !others.is_empty() && !values.iter().any(is_left) {
                let with = if *list == literal { around.last() } else { Some(list) };
                return with.copied();
            }
        }
        None
    }

    /// Whether one value cannot be on this side of one constant and on that side of another.
    fn bounds(&self, literal: Literal, around: &[Literal], single: bool) -> Option<Literal> {
        let range = |literal: &Literal| match plain(self.query.leaf(literal.leaf)) {
            Some((_, Predicate::Range(op, value))) if literal.holds => Some((*op, value)),
            Some(_) | None => None,
        };
        let (op, value) = range(&literal).filter(|_| single)?;
        around.iter().copied().find(|other| {
            range(other).is_some_and(|(other_op, other)| apart((op, value), (other_op, other)))
        })
    }
}

/// The field and what is asked of it, for a leaf about one field.
pub(crate) fn plain(leaf: &Leaf) -> Option<(crate::FieldId, &Predicate)> {
    if let Test::Field(field, predicate) = &leaf.test { Some((*field, predicate)) } else { None }
}

/// Whether no value is in both ranges.
fn apart(
    (op, value): (eql_functions::RangeOp, &Value<'_>),
    (other_op, other): (eql_functions::RangeOp, &Value<'_>),
) -> bool {
    use eql_functions::RangeOp::{Greater, GreaterEqual, Less, LessEqual};
    let (low, high, strict) = match (op, other_op) {
        (Greater | GreaterEqual, Less | LessEqual) => (value, other, (op, other_op)),
        (Less | LessEqual, Greater | GreaterEqual) => (other, value, (other_op, op)),
        _ => return false,
    };
    match low.compare(high) {
        Some(std::cmp::Ordering::Greater) => true,
        Some(std::cmp::Ordering::Equal) => strict != (GreaterEqual, LessEqual),
        Some(std::cmp::Ordering::Less) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use event_schema::Schema;

    use super::*;
    use crate::{Context, lower};

    /// What is proved about a query: the leaf, and `never`, `always` or `nothing` for the whole query.
    fn proved(query: &str) -> Vec<String> {
        let parsed = eql_syntax::parse(query);
        let schema = Schema::ecs();
        let category_field = "event.category";
        let dialect = eql_syntax::Dialect::default();
        let lowered = lower(&parsed.tree, &Context { schema: &schema, category_field, dialect });
        assert_eq!(lowered.diagnostics, [], "{query}");
        let is_single =
            |field: &Field| event_schema::Ecs.is_list(field.path.as_str()) == Some(false);
        let verdicts = verdicts(&lowered.tree, &is_single);
        let word = |verdict: &Verdict| match (verdict.always, verdict.whole) {
            (true, _) => "always",
            (false, true) => "nothing",
            (false, false) => "never",
        };
        let shown =
            |verdict: Verdict| format!("{} {}", word(&verdict), &query[verdict.leaf.range()]);
        verdicts.into_iter().map(shown).collect()
    }

    #[track_caller]
    fn assert_proved(condition: &str, expected: &[&str]) {
        assert_eq!(proved(&format!("process where {condition}")), expected, "{condition}");
    }

    #[test]
    fn one_value_is_not_two() {
        let a = r#"process.name == "a""#;
        assert_proved(
            &format!(r#"{a} and process.name == "b""#),
            &[r#"nothing process.name == "b""#],
        );
        assert_proved(&format!(r#"{a} and process.name : "A""#), &[]);
        assert_proved(
            &format!(r#"{a} and process.name like ("b*", "c*")"#),
            &[r#"nothing process.name like ("b*", "c*")"#],
        );
        assert_proved(&format!(r#"{a} and process.name regex "b""#), &[]);
        assert_proved(
            &format!(r#"{a} and (process.name in ("b", "c") or process.pid == 4)"#),
            &[r#"never process.name in ("b", "c")"#],
        );
        assert_proved("process.pid > 9 and process.pid < 9", &["nothing process.pid < 9"]);
        assert_proved("process.pid >= 9 and process.pid <= 9", &[]);
        assert_proved("process.pid == 4 and process.pid > 4", &["nothing process.pid > 4"]);
    }

    #[test]
    fn a_list_can_hold_both() {
        assert_proved(r#"process.args == "a" and process.args == "b""#, &[]);
        assert_proved(r#"event.type == "start" and event.type == "end""#, &[]);
        assert_proved(
            r#"process.args == "a" and not process.args in ("a", "b")"#,
            &[r#"nothing process.args in ("a", "b")"#],
        );
    }

    #[test]
    fn what_is_asked_and_denied_never_holds() {
        assert_proved(
            r#"process.args : "a*" and not process.args : "a*""#,
            &[r#"nothing process.args : "a*""#],
        );
        assert_proved(
            r#"process.args == null and process.args : "a""#,
            &[r#"nothing process.args : "a""#],
        );
        assert_proved(r#"process.name : "a" and process.name != "a""#, &[]);
        assert_proved(
            r#"process.name == "a" and not process.name : "A""#,
            &[r#"nothing process.name : "A""#],
        );
        assert_proved(
            "length(process.name) > 3 and not length(process.name) > 3",
            &["nothing length(process.name) > 3"],
        );
    }

    #[test]
    fn an_exception_may_repeat_what_is_asked() {
        assert_proved(
            r#"process.name : "a" and not (process.name : "a" and process.pid == 4)"#,
            &[],
        );
    }

    #[test]
    fn what_is_denied_of_one_of_two_always_holds() {
        assert_proved(
            r#"process.name != "a" or process.name != "b""#,
            &[r#"always process.name != "b""#],
        );
        assert_proved(r#"process.args != "a" or process.args != "b""#, &[]);
        assert_proved(
            r#"process.name : "a*" or not process.name : "a*""#,
            &[r#"always process.name : "a*""#],
        );
        assert_proved(
            "process.name == null or process.name != null",
            &["always process.name != null"],
        );
    }

    #[test]
    fn a_stage_that_must_be_missing_does_not_settle_the_sequence() {
        let never = r#"process where process.name == "a" and process.name == "b""#;
        let query = format!("sequence with maxspan=1m [process where true] ![{never}]");
        assert_eq!(proved(&query), [r#"never process.name == "b""#]);
        let query = format!("sequence [process where true] [{never}]");
        assert_eq!(proved(&query), [r#"nothing process.name == "b""#]);
    }
}
