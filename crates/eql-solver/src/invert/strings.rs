//! Functions that cut and join texts, backwards.

use eql_functions::Case;
use eql_functions::RangeOp;
use eql_functions::text::utf16_len;
use eql_hir::{Predicate, ScriptExpr};
use event::{FieldType, Value};

use super::call::{like, text_of};
use super::{Goal, Guess, Inverter, by_examples, of_null};

/// The longest text that is asked for, in characters.
const LONGEST: i128 = 20_000;

impl Inverter<'_> {
    /// A text of a certain length, or at least so long.
    pub(super) fn of_length(&self, first: &ScriptExpr, goal: &Goal) -> Vec<Guess> {
        let Goal::Passes(predicate, truth) = goal else { return Vec::new() };
        let more = match predicate {
            Predicate::Range(op, bound) if *truth => at_least(*op, bound),
            Predicate::Exists
            | Predicate::OneOf(..)
            | Predicate::Range(..)
            | Predicate::Like(..)
            | Predicate::Regex(_)
            | Predicate::Prefix(..)
            | Predicate::Cidr(_) => None,
        };
        let exact = by_examples(goal, FieldType::Number, |length| {
            let Some(length) = length.integer().and_then(count) else { return Vec::new() };
            let goal = if length == 0 {
                Goal::text("")
            } else {
                Goal::Passes(like(&"?".repeat(length), Case::Sensitive), true)
            };
            self.guesses(first, &goal)
        });
        let open = more.map(|(length, truth)| {
            Goal::Passes(like(&format!("{}*", "?".repeat(length)), Case::Sensitive), truth)
        });
        exact.into_iter().chain(open.iter().flat_map(|goal| self.guesses(first, goal))).collect()
    }

    /// A text with the wanted one where it is cut out.
    pub(super) fn of_substring(
        &self,
        first: &ScriptExpr,
        rest: &[ScriptExpr],
        goal: &Goal,
    ) -> Vec<Guess> {
        let at = |index: usize| rest.get(index).map(|arg| self.now(arg));
        let start = at(0).and_then(|start| start.integer());
        let end = at(1).and_then(|end| end.integer());
        let Some(start) = start else { return self.guesses(first, goal) };
        let mut guesses = self.of_cut_pattern(first, start, end, goal);
        guesses.extend(by_examples(goal, FieldType::Keyword, |text| {
            let Some(text) = text_of(&text) else { return Vec::new() };
            let patterns = around(&text, start, end);
            patterns
                .iter()
                .flat_map(|pattern| {
                    self.guesses(first, &Goal::Passes(like(pattern, Case::Sensitive), true))
                })
                .collect()
        }));
        guesses
    }

    /// A pattern of what is left when a fixed number of characters is cut off is one of the whole.
    fn of_cut_pattern(
        &self,
        first: &ScriptExpr,
        start: i128,
        end: Option<i128>,
        goal: &Goal,
    ) -> Vec<Guess> {
        let (Some(before), Some(after)) = (count(start), end.map_or(Some(0), |end| count(-end)))
        else {
            return Vec::new();
        };
        let Goal::Passes(predicate, truth) = goal else { return Vec::new() };
        let (pattern, case) = match predicate {
            Predicate::Prefix(prefix, case) => (format!("{}*", escaped(prefix)), *case),
            Predicate::Like(patterns, case) => match patterns.as_slice() {
                [pattern] => (pattern.to_string(), *case),
                _ => return Vec::new(),
            },
            Predicate::Exists
            | Predicate::OneOf(..)
            | Predicate::Range(..)
            | Predicate::Regex(_)
            | Predicate::Cidr(_) => return Vec::new(),
        };
        let whole = format!("{}{pattern}{}", "?".repeat(before), "?".repeat(after));
        self.guesses(first, &Goal::Passes(like(&whole, case), *truth))
    }

    pub(super) fn of_between(
        &self,
        first: &ScriptExpr,
        rest: &[ScriptExpr],
        goal: &Goal,
    ) -> Vec<Guess> {
        let at = |index: usize| rest.get(index).and_then(|arg| text_of(&self.now(arg)));
        let (Some(left), Some(right)) = (at(0), at(1)) else { return Vec::new() };
        by_examples(goal, FieldType::Keyword, |text| {
            let Some(text) = text_of(&text) else { return Vec::new() };
            let whole = escaped(&format!("{left}{text}{right}"));
            let mut guesses: Vec<Guess> = Vec::new();
            for pattern in [format!("*{whole}*"), whole] {
                guesses.extend(
                    self.guesses(first, &Goal::Passes(like(&pattern, Case::Sensitive), true)),
                );
            }
            if text.is_empty() {
                let has = like(&format!("*{}*", escaped(&left)), Case::Insensitive);
                guesses.extend(self.guesses(first, &Goal::Passes(has, false)));
            }
            guesses
        })
    }

    /// The part behind so many characters.
    pub(super) fn of_index(
        &self,
        first: &ScriptExpr,
        rest: &[ScriptExpr],
        goal: &Goal,
    ) -> Vec<Guess> {
        let Some(second) = rest.first() else { return Vec::new() };
        let (text, part) = (text_of(&self.now(first)), text_of(&self.now(second)));
        by_examples(goal, FieldType::Number, |place| {
            let Some(place) = place.integer().and_then(count) else { return Vec::new() };
            let mut guesses = Vec::new();
            if let Some(part) = &part {
                let pattern = format!("{}{}*", "?".repeat(place), escaped(part));
                guesses.extend(
                    self.guesses(first, &Goal::Passes(like(&pattern, Case::Sensitive), true)),
                );
            }
            let behind = text.as_ref().and_then(|text| text.get(place..));
            if let Some(behind) = behind.filter(|behind| !behind.is_empty()) {
                guesses.extend(self.guesses(second, &Goal::text(behind)));
            }
            guesses
        })
    }

    /// A text without the part, or a part that the text has not.
    pub(super) fn of_no_index(
        &self,
        first: &ScriptExpr,
        rest: &[ScriptExpr],
        case: Case,
    ) -> Vec<Guess> {
        let Some(second) = rest.first() else { return Vec::new() };
        let mut guesses = Vec::new();
        if let Some(part) = text_of(&self.now(second)).filter(|part| !part.is_empty()) {
            let has = like(&format!("*{}*", escaped(&part)), case);
            guesses.extend(self.guesses(first, &Goal::Passes(has, false)));
        }
        if let Some(text) = text_of(&self.now(first)) {
            let is_this = Predicate::OneOf(vec![Value::text(text.clone())], Case::Insensitive);
            guesses.extend(self.guesses(second, &Goal::Passes(is_this, false)));
            guesses.extend(self.guesses(second, &Goal::text(format!("{text}~"))));
        }
        guesses.into_iter().chain(of_null(first)).chain(of_null(second)).collect()
    }

    /// One part is what the others leave for it.
    pub(super) fn of_concat(&self, args: &[ScriptExpr], goal: &Goal) -> Vec<Guess> {
        let mut guesses = Vec::new();
        if let (Goal::Passes(Predicate::Prefix(..), true), [first, ..]) = (goal, args) {
            guesses.extend(self.guesses(first, goal));
        }
        let now: Vec<Option<String>> = args
            .iter()
            .map(|arg| Some(eql_functions::text_of(&self.now(arg))?.into_owned()))
            .collect();
        guesses.extend(by_examples(goal, FieldType::Keyword, |whole| {
            let Some(whole) = text_of(&whole) else { return Vec::new() };
            let of = |index: usize| {
                let join = |parts: &[Option<String>]| -> Option<String> {
                    parts
                        .iter()
                        .map(|part| part.as_deref())
                        .collect::<Option<Vec<_>>>()
                        .map(|it| it.concat())
                };
                let rest = whole.strip_prefix(join(&now[..index])?.as_str())?;
                let middle = rest.strip_suffix(join(&now[index + 1..])?.as_str())?;
                Some(self.guesses(&args[index], &Goal::text(middle)))
            };
            let single = (0..args.len()).filter_map(of).flatten();
            single.chain(self.split(args, &whole)).collect()
        }));
        guesses
    }

    /// All parts anew: the constants where they stand in the whole, and for each other part what is before the next
    /// constant.
    fn split(&self, args: &[ScriptExpr], whole: &str) -> Option<Guess> {
        let mut guess = Guess::new();
        let mut rest = whole;
        for (index, arg) in args.iter().enumerate() {
            if super::fields(arg).is_empty() {
                rest = rest.strip_prefix(eql_functions::text_of(&self.now(arg))?.as_ref())?;
                continue;
            }
            let next = args.get(index + 1).filter(|next| super::fields(next).is_empty());
            let next =
                next.and_then(|next| eql_functions::text_of(&self.now(next)).map(String::from));
            let length = match (next, index + 1 == args.len()) {
                (Some(next), _) => rest.find(&next)?,
                (None, true) => rest.len(),
                (None, false) => rest.chars().next().map_or(0, char::len_utf8),
            };
            let (part, behind) = rest.split_at_checked(length)?;
            guess.extend(self.guesses(arg, &Goal::text(part)).into_iter().next()?);
            rest = behind;
        }
        rest.is_empty().then_some(guess)
    }
}

/// The patterns of texts of which `start..end` is this text.
fn around(text: &str, start: i128, end: Option<i128>) -> Vec<String> {
    let length = i128::try_from(utf16_len(text)).unwrap_or(LONGEST);
    let gap = |count_of: i128| count(count_of).map(|count| "?".repeat(count));
    let text = escaped(text);
    let pattern = match (start >= 0, end) {
        (true, None) => gap(start).map(|before| format!("{before}{text}")),
        (true, Some(end)) if end < 0 => {
            gap(start).zip(gap(-end)).map(|(before, after)| format!("{before}{text}{after}"))
        }
        (true, Some(end)) if end - start > length => {
            gap(start).map(|before| format!("{before}{text}"))
        }
        (true, Some(_)) => gap(start).map(|before| format!("{before}{text}*")),
        (false, None) if -start > length => Some(text.clone()),
        (false, None) => Some(format!("*{text}")),
        (false, Some(end)) if end < 0 => gap(-end).map(|after| format!("*{text}{after}")),
        (false, Some(_)) => Some(format!("{text}*")),
    };
    let exact = (start < 0).then(|| gap(-end.unwrap_or(0))).flatten();
    let exact = exact.map(|after| format!("{text}{after}"));
    pattern.into_iter().chain(exact).collect()
}

/// The greatest length that a text must have for a comparison, and whether it must have it or must not.
fn at_least(op: RangeOp, bound: &Value<'_>) -> Option<(usize, bool)> {
    let bound = bound.integer()?;
    let (length, truth) = match op {
        RangeOp::Greater => (bound + 1, true),
        RangeOp::GreaterEqual => (bound, true),
        RangeOp::Less => (bound, false),
        RangeOp::LessEqual => (bound + 1, false),
    };
    Some((count(length)?, truth))
}

/// A number of characters that a text can have here.
fn count(number: i128) -> Option<usize> {
    if number > LONGEST { None } else { usize::try_from(number).ok() }
}

/// A text as a Lucene wildcard that matches nothing else.
pub(super) fn escaped(text: &str) -> String {
    let special = |character| matches!(character, '*' | '?' | '\\');
    text.chars().flat_map(|it| special(it).then_some('\\').into_iter().chain([it])).collect()
}

/// Parts of a text of several lengths, the whole first.
pub(super) fn parts_of<'t>(
    text: &'t str,
    part: impl Fn(&'t str, usize) -> Option<&'t str>,
) -> Vec<String> {
    let length = text.len();
    let lengths = [length, length.saturating_sub(1), length / 2, 3, 1, 0];
    let mut parts: Vec<String> =
        lengths.into_iter().filter_map(|length| part(text, length)).map(str::to_owned).collect();
    parts.dedup();
    parts
}
