//! Functions backwards.

use eql_functions::wildcard::{Segment, WildcardPattern};
use eql_functions::{Case, FunctionId, Hint, Mode};
use eql_hir::{Predicate, ScriptExpr};
use event::{Cidr, FieldType, Value};

use super::strings::{escaped, parts_of};
use super::{Goal, Guess, Inverter, by_examples, of_null, of_some, truth_of};

/// Where a function looks for a part of a text.
#[derive(Clone, Copy)]
enum At {
    Start,
    End,
    Anywhere,
}

impl At {
    /// That a text has the part there.
    fn has(self, part: &str, case: Case) -> Predicate {
        match self {
            Self::Start => Predicate::Prefix(part.to_owned(), case),
            Self::End => like(&format!("*{}", escaped(part)), case),
            Self::Anywhere => like(&format!("*{}*", escaped(part)), case),
        }
    }

    /// The part of this length, where there is one.
    fn part(self, text: &str, length: usize) -> Option<&str> {
        match self {
            Self::Start => text.get(..length),
            Self::End => text.get(text.len().checked_sub(length)?..),
            Self::Anywhere => {
                let from = text.len().checked_sub(length)? / 2;
                text.get(from..from + length)
            }
        }
    }
}

impl Inverter<'_> {
    pub(super) fn of_call(
        &self,
        id: FunctionId,
        mode: Mode,
        args: &[ScriptExpr],
        goal: &Goal,
    ) -> Vec<Guess> {
        let function = id.function();
        if let Some(Hint::Operator(op)) = function.hint {
            let [left, right, ..] = args else { return Vec::new() };
            return self.of_arithmetic(op, mode.width, left, right, goal);
        }
        let [first, rest @ ..] = args else { return Vec::new() };
        match (goal, function.name) {
            (Goal::Null, "indexOf") => self.of_no_index(first, rest, mode.case),
            (Goal::Some, "indexOf") => self.of_part(At::Anywhere, first, rest, mode.case, true),
            (Goal::Null, "number") => {
                let no_number = self.guesses(first, &Goal::text("no number"));
                no_number.into_iter().chain(of_null(first)).collect()
            }
            (Goal::Null, _) => args.iter().flat_map(of_null).collect(),
            (Goal::Some, "number") => self.guesses(first, &Goal::text("42")),
            (Goal::Some, _) => of_some(&ScriptExpr::And(args.to_vec())),
            (_, "startsWith") => self.of_test(goal, At::Start, first, rest, mode.case),
            (_, "endsWith") => self.of_test(goal, At::End, first, rest, mode.case),
            (_, "stringContains") => self.of_test(goal, At::Anywhere, first, rest, mode.case),
            (_, "cidrMatch") => self.of_cidr(goal, first, rest),
            (_, "length") => self.of_length(first, goal),
            (_, "string") => self.of_string(first, goal),
            (_, "number") => self.of_number(first, rest, goal),
            (_, "substring") => self.of_substring(first, rest, goal),
            (_, "between") => self.of_between(first, rest, goal),
            (_, "indexOf") => self.of_index(first, rest, goal),
            (_, "concat") => self.of_concat(args, goal),
            _ => Vec::new(),
        }
    }

    fn of_test(
        &self,
        goal: &Goal,
        at: At,
        first: &ScriptExpr,
        rest: &[ScriptExpr],
        case: Case,
    ) -> Vec<Guess> {
        let guesses = truth_of(goal).map(|truth| self.of_part(at, first, rest, case, truth));
        guesses.unwrap_or_default()
    }

    /// A text and a part of it: the text must have the part as it is, or the part be one of the text as it is.
    fn of_part(
        &self,
        at: At,
        first: &ScriptExpr,
        rest: &[ScriptExpr],
        case: Case,
        truth: bool,
    ) -> Vec<Guess> {
        let Some(second) = rest.first() else { return Vec::new() };
        let mut guesses = Vec::new();
        if let Some(part) = self.now(second).as_str() {
            guesses.extend(self.guesses(first, &Goal::Passes(at.has(part, case), truth)));
        }
        if let Some(text) = self.now(first).as_str() {
            let parts = || parts_of(text, |text, length| at.part(text, length));
            let wanted = if truth { parts() } else { vec![format!("{text}~"), "~zq".to_owned()] };
            guesses.extend(
                wanted.into_iter().flat_map(|part| self.guesses(second, &Goal::text(part))),
            );
        }
        guesses
    }

    fn of_cidr(&self, goal: &Goal, first: &ScriptExpr, rest: &[ScriptExpr]) -> Vec<Guess> {
        let blocks = rest.iter().filter_map(|block| Cidr::parse(self.now(block).as_str()?));
        match truth_of(goal) {
            Some(truth) => {
                self.guesses(first, &Goal::Passes(Predicate::Cidr(blocks.collect()), truth))
            }
            None => Vec::new(),
        }
    }

    /// What a text is asked, asked of a value that is written as a text.
    fn of_string(&self, first: &ScriptExpr, goal: &Goal) -> Vec<Guess> {
        let ScriptExpr::Occurrence(index) = first else { return self.guesses(first, goal) };
        if self.types.get(*index).is_none_or(|it| it.is_string() || *it == FieldType::Dynamic) {
            return self.guesses(first, goal);
        }
        let Goal::Passes(predicate, truth) = goal else { return self.guesses(first, goal) };
        if !truth {
            let is_this = Predicate::OneOf(vec![self.now(first)], Case::Sensitive);
            return self.guesses(first, &Goal::Passes(is_this, false));
        }
        let around = |core: &String| {
            let before = ["", "10.", "10.0.", "10.0.0.", "1"];
            before.map(|before| format!("{before}{core}"))
        };
        let behind = |text: &String| {
            ["", "1", ".1", "0.1", "0.0.1", "0"].map(|behind| format!("{text}{behind}"))
        };
        let core = core(predicate).iter().flat_map(around).collect::<Vec<_>>();
        let core =
            core.iter().flat_map(behind).flat_map(|text| self.guesses(first, &Goal::text(text)));
        let core: Vec<_> = core.collect();
        let examples =
            by_examples(goal, FieldType::Keyword, |text| self.guesses(first, &Goal::equal(text)));
        core.into_iter().chain(examples).collect()
    }

    fn of_number(&self, first: &ScriptExpr, rest: &[ScriptExpr], goal: &Goal) -> Vec<Guess> {
        let base = rest.first().and_then(|base| self.now(base).integer()).unwrap_or(10);
        by_examples(goal, FieldType::Number, |number| {
            let text = match (base, number.integer()) {
                (16, Some(integer)) if integer >= 0 => format!("{integer:x}"),
                (8, Some(integer)) if integer >= 0 => format!("{integer:o}"),
                (2, Some(integer)) if integer >= 0 => format!("{integer:b}"),
                _ => number.to_string(),
            };
            self.guesses(first, &Goal::text(text))
        })
    }
}

/// A Lucene wildcard as a predicate.
pub(super) fn like(pattern: &str, case: Case) -> Predicate {
    Predicate::Like(vec![WildcardPattern::parse_lucene(pattern)], case)
}

/// The characters that a predicate asks for.
fn core(predicate: &Predicate) -> Option<String> {
    match predicate {
        Predicate::Prefix(prefix, _) => Some(prefix.clone()),
        Predicate::Like(patterns, _) => {
            let literals = patterns.first()?.segments().iter().filter_map(Segment::literal);
            Some(literals.collect())
        }
        Predicate::Exists
        | Predicate::OneOf(..)
        | Predicate::Range(..)
        | Predicate::Regex(_)
        | Predicate::Cidr(_) => None,
    }
}

/// The text of a value that is one.
pub(super) fn text_of(value: &Value<'_>) -> Option<String> {
    value.as_str().map(str::to_owned)
}
