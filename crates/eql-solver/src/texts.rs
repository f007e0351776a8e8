//! Texts that several patterns take and others do not, made piece by piece.

use std::cell::Cell;

use eql_functions::wildcard::Segment;
use eql_hir::Predicate;
use event::Value;

use crate::Shape;
use crate::demand::{Demand, item_count, only_item};
use crate::dice::Dice;
use crate::filler::{Filler, Hints, STYLES};
use crate::pattern_words::Filled;
use crate::regex_words;

/// The most items of a list that are tried where none is asked for.
const ITEMS: usize = 48;

/// The most texts that are tried for putting one thing into another, in all.
const TRIES: usize = 20_000;

/// The most pieces of a pattern that are tried for that.
const CORES: usize = 16;

/// Where a text goes: says whether it will do, which ends the search.
pub(crate) type Judge<'j> = dyn FnMut(&str) -> bool + 'j;

/// Shows texts to the judge until one will do: those of the demand that leads, with the others woven in.
pub(crate) fn search(
    leading: &Demand<'_>,
    demands: &[Demand<'_>],
    hints: &Hints,
    dice: &Dice,
    judge: &mut Judge<'_>,
) -> bool {
    let others: Vec<&Demand<'_>> = demands
        .iter()
        .filter(|demand| demand.truth && !std::ptr::eq(*demand, leading))
        .filter(|demand| !matches!(*demand.predicate, Predicate::Exists))
        .collect();
    let maker = Maker { leading, others, hints, dice, tries: Cell::new(TRIES) };
    (0..STYLES).any(|style| maker.texts(style, judge))
}

struct Maker<'d> {
    leading: &'d Demand<'d>,
    others: Vec<&'d Demand<'d>>,
    hints: &'d Hints,
    dice: &'d Dice,
    /// How many texts may still be tried.
    tries: Cell<usize>,
}

impl Maker<'_> {
    /// The texts of one style.
    fn texts(&self, style: usize, judge: &mut Judge<'_>) -> bool {
        match self.leading.shape {
            Some(shape) => self.shaped(shape, style, judge),
            None => (0..item_count(&self.leading.predicate).min(ITEMS)).any(|item| {
                self.filled(item, style, 0).is_some_and(|filled| judge(&self.woven(filled)))
            }),
        }
    }

    fn shaped(&self, shape: Shape, style: usize, judge: &mut Judge<'_>) -> bool {
        let filled = |item, word| self.filled(item, style, word);
        match shape {
            Shape::Item(item) | Shape::First(item) | Shape::Last(item) => {
                filled(item, 0).is_some_and(|filled| judge(&self.woven(filled)))
            }
            Shape::Variant(item, word) => {
                filled(item, word).is_some_and(|filled| judge(&self.woven(filled)))
            }
            Shape::Empty(item) => {
                filled(item, 0).is_some_and(|filled| judge(&self.woven_empty(filled.emptied())))
            }
            Shape::OtherCase(item) => filled(item, 0).is_some_and(|filled| {
                let text = self.woven(filled);
                in_other_case(&text).iter().any(|text| judge(text))
            }),
            Shape::Longer(item) => {
                self.around(item, style, judge, |text, more| format!("{text}{more}"))
            }
            Shape::Ahead(item) => {
                self.around(item, style, judge, |text, more| format!("{more}{text}"))
            }
            Shape::Changed(item) => filled(item, 0).is_some_and(|filled| {
                let text = self.woven(filled);
                changed(&text).iter().any(|text| judge(text))
            }),
            Shape::Bound | Shape::Several | Shape::Absent | Shape::Before(_) | Shape::After(_) => {
                near_texts(&self.leading.predicate).iter().any(|text| judge(text))
            }
        }
    }

    fn around(
        &self,
        item: usize,
        style: usize,
        judge: &mut Judge<'_>,
        join: fn(&str, char) -> String,
    ) -> bool {
        let Some(filled) = self.filled(item, style, 0) else { return false };
        let text = self.woven(filled);
        ['x', '1', '_', ' ', '~'].into_iter().any(|more| judge(&join(&text, more)))
    }

    /// A text of an item, open where the item is.
    fn filled(&self, item: usize, style: usize, word: usize) -> Option<Filled> {
        let mut filler = Filler::new(self.hints, style, self.dice);
        let literal = |text: &str| Segment::Literal(text.to_owned());
        let segments = match &*self.leading.predicate {
            Predicate::Like(patterns, _) => patterns.get(item)?.segments().to_vec(),
            Predicate::Prefix(prefix, _) => vec![literal(prefix), Segment::Run],
            Predicate::OneOf(list, _) => vec![literal(&list.get(item)?.to_string())],
            Predicate::Regex(regexes) => {
                let regex = regexes.get(item)?;
                let text = regex_words::word(regex.compiled.ast(), word + style)
                    .or_else(|| regex_words::word(regex.compiled.ast(), style))?;
                let is_open = |text: String| regex.compiled.is_match(&text).then_some(Segment::Run);
                let (ahead, behind) = (is_open(format!("zz{text}")), is_open(format!("{text}zz")));
                ahead.into_iter().chain([literal(&text)]).chain(behind).collect()
            }
            Predicate::Exists | Predicate::Range(..) | Predicate::Cidr(_) => return None,
        };
        Some(Filled::new(&segments, &mut filler))
    }

    /// The text with what the other demands want put into its open places.
    fn woven(&self, mut filled: Filled) -> String {
        for (index, other) in self.others.iter().enumerate() {
            if !is_met(other, &filled.text()) {
                let before = &self.others[..index];
                filled = self.weave(&filled, other, before).unwrap_or(filled);
            }
        }
        filled.text()
    }

    /// An emptied text stays empty where it can.
    fn woven_empty(&self, filled: Filled) -> String {
        let all_met = self.others.iter().all(|other| is_met(other, &filled.text()));
        if all_met { filled.text() } else { self.woven(filled) }
    }

    /// Puts what one demand wants into some open place so that what was met before still is.
    fn weave(&self, filled: &Filled, other: &Demand<'_>, before: &[&Demand<'_>]) -> Option<Filled> {
        let cores = self.cores(other);
        let runs = filled.runs();
        let places = runs.iter().rev().flat_map(|&run| cores.iter().map(move |core| (run, core)));
        let changed = places.flat_map(|(run, core)| {
            let part = filled.part(run);
            let joined = if self.hints.is_spaced {
                [
                    format!("{part} {core}"),
                    format!("{core} {part}"),
                    format!("{part}{core}"),
                    core.clone(),
                ]
            } else {
                [format!("{part}{core}"), format!("{core}{part}"), core.clone(), String::new()]
            };
            joined.map(|text| filled.with(run, text))
        });
        let mut changed = changed.take_while(|_| {
            let left = self.tries.get();
            self.tries.set(left.saturating_sub(1));
            left > 0
        });
        changed.find(|changed| {
            let text = changed.text();
            is_met(other, &text) && before.iter().all(|before| is_met(before, &text))
        })
    }

    /// What a text may need to meet a demand.
    fn cores(&self, demand: &Demand<'_>) -> Vec<String> {
        let wanted = match demand.shape {
            Some(Shape::Item(item) | Shape::Variant(item, _) | Shape::Empty(item)) => {
                item..item + 1
            }
            _ => 0..item_count(&demand.predicate).min(12),
        };
        let maker = Maker {
            leading: demand,
            others: Vec::new(),
            hints: self.hints,
            dice: self.dice,
            tries: Cell::new(0),
        };
        let of_item = |item| maker.filled(item, 1, 0).map(|filled| filled.cores(CORES));
        wanted.filter_map(of_item).flatten().collect()
    }
}

fn is_met(demand: &Demand<'_>, text: &str) -> bool {
    let value = Value::text(text);
    let by_item = match demand.shape {
        Some(Shape::Item(item)) => only_item(&demand.predicate, item),
        _ => None,
    };
    match by_item {
        Some(only) => oracle::passes(&only, &value) == demand.truth,
        None => demand.is_met_by(&value),
    }
}

/// The same letters in upper case, in lower case, and each the other way round.
fn in_other_case(text: &str) -> [String; 3] {
    [text.to_ascii_uppercase(), text.to_ascii_lowercase(), regex_words::other_case(text)]
}

/// The text with one character replaced, the middle of the text first.
fn changed(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let middle = characters.len() / 2;
    let order = (middle..characters.len()).chain((0..middle).rev());
    let at = |place: usize| {
        let other = if characters[place] == 'x' { 'z' } else { 'x' };
        characters.iter().enumerate().map(|(i, &c)| if i == place { other } else { c }).collect()
    };
    let mut texts: Vec<String> = order.take(64).map(at).collect();
    texts.push("x".to_owned());
    texts
}

/// Texts around those that a predicate compares with.
pub(crate) fn near_texts(predicate: &Predicate) -> Vec<String> {
    let around = |text: &str| {
        let mut shorter = text.to_owned();
        shorter.pop();
        let before = text.char_indices().last().and_then(|(at, last)| {
            let less = (u32::from(last).checked_sub(1)).and_then(char::from_u32)?;
            Some(format!("{}{less}~", &text[..at]))
        });
        [
            Some(text.to_owned()),
            Some(format!("{text}0")),
            before,
            Some(shorter),
            Some(String::new()),
            Some("~~".to_owned()),
        ]
    };
    match predicate {
        Predicate::Range(_, constant) => {
            constant.as_str().map(around).into_iter().flatten().flatten().collect()
        }
        Predicate::Exists
        | Predicate::OneOf(..)
        | Predicate::Like(..)
        | Predicate::Regex(_)
        | Predicate::Prefix(..)
        | Predicate::Cidr(_) => Vec::new(),
    }
}
