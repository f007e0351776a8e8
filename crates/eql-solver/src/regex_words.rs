//! Words of a Lucene regular expression, made from its tree.

use std::fmt::Write;

use eql_functions::regex::{Ast, Class, ClassItem, Shorthand};

/// The longest word that is made; longer ones are given up.
const LONGEST: usize = 4_096;

/// The most parts that are gone through for a word.
const PARTS: usize = 20_000;

/// The most words that cover the branches of an expression.
const VARIANTS: usize = 64;

/// Letters and digits first: what a class is asked for.
const FAVOURITES: &str = "aebkmrstz0123456789cdfghijlnopquvwxyABCDEFGHIJKLMNOPQRSTUVWXYZ-_./\\ :=,;!#$%&'()*+<>?@[]^`{|}~\"\t\n";

/// How many words it takes until each branch of each `|` was taken once.
pub(crate) fn variants(ast: &Ast) -> usize {
    let all = |items: &[Ast]| items.iter().map(variants).max().unwrap_or(1);
    match ast {
        Ast::Union(items) => items.len().max(all(items)).min(VARIANTS),
        Ast::Concat(items) | Ast::Intersection(items) => all(items),
        Ast::Repeat { item, .. } | Ast::Complement(item) => variants(item),
        Ast::Interval(_) => 2,
        Ast::Empty
        | Ast::Literal(_)
        | Ast::AnyChar
        | Ast::AnyString
        | Ast::Nothing
        | Ast::Class(_) => 1,
    }
}

/// The word of this number; `None` where the tree does not tell one: behind `~`, `&` and `#`. Some words may not
/// match after all, where letter case does not count in a class.
pub(crate) fn word(ast: &Ast, number: usize) -> Option<String> {
    let mut writer = Writer { out: String::new(), number, parts: PARTS };
    writer.write(ast)?;
    Some(writer.out)
}

/// A character of a class, the `number`th of those one would choose.
pub(crate) fn member(class: &Class, number: usize) -> Option<char> {
    let mut members =
        FAVOURITES.chars().filter(|&character| has(class, character)).take(number % 7 + 1);
    let favourite = members.by_ref().last();
    favourite.or_else(|| edges(class).find(|&character| has(class, character)))
}

struct Writer {
    out: String,
    number: usize,
    /// How many parts may still be gone through.
    parts: usize,
}

impl Writer {
    fn write(&mut self, ast: &Ast) -> Option<()> {
        self.parts = self.parts.checked_sub(1)?;
        match ast {
            Ast::Empty => {}
            Ast::Literal(text) => self.out.push_str(text),
            Ast::AnyChar => self.out.push('a'),
            Ast::AnyString => self.out.push_str("atlas"),
            Ast::Nothing | Ast::Intersection(_) | Ast::Complement(_) => return None,
            Ast::Class(class) => self.out.push(member(class, self.number + self.out.len())?),
            Ast::Interval(interval) => {
                let number =
                    if self.number.is_multiple_of(2) { interval.least } else { interval.most };
                let width = interval.digits.unwrap_or(1);
                // Writing to a text cannot fail.
                let _ = write!(self.out, "{number:0>width$}");
            }
            Ast::Repeat { item, least, most } => self.repeat(item, *least, *most)?,
            Ast::Concat(items) => items.iter().try_for_each(|item| self.write(item))?,
            Ast::Union(items) => {
                let item = items.get(self.number % items.len().max(1))?;
                self.write(item)?;
            }
        }
        (self.out.len() <= LONGEST).then_some(())
    }

    /// An optional part is there in words with an even number; what may stand often stands a few times.
    fn repeat(&mut self, item: &Ast, least: u32, most: Option<u32>) -> Option<()> {
        let wanted = match (item, self.number % 2) {
            (Ast::AnyChar | Ast::Class(_), 0) => least.max(3),
            (_, 0) => least.max(1),
            _ => least,
        };
        let count = most.map_or(wanted, |most| wanted.min(most));
        if *item == Ast::AnyChar && least == 0 && count == 3 {
            self.out.push_str(if self.number.is_multiple_of(4) { "ice" } else { "oak" });
            return Some(());
        }
        (0..count).try_for_each(|_| self.write(item))
    }
}

fn has(class: &Class, character: char) -> bool {
    class.negated != class.items.iter().any(|item| item_has(*item, character))
}

fn item_has(item: ClassItem, character: char) -> bool {
    match item {
        ClassItem::Char(only) => only == character,
        ClassItem::Range(first, last) => (first..=last).contains(&character),
        ClassItem::Shorthand { shorthand, negated } => {
            negated != shorthand_has(shorthand, character)
        }
    }
}

fn shorthand_has(shorthand: Shorthand, character: char) -> bool {
    match shorthand {
        Shorthand::Digit => character.is_ascii_digit(),
        Shorthand::Space => matches!(character, ' ' | '\t' | '\n' | '\r'),
        Shorthand::Word => character.is_ascii_alphanumeric() || character == '_',
    }
}

/// The ends of its ranges, and what stands behind them.
fn edges(class: &Class) -> impl Iterator<Item = char> {
    let ends = class.items.iter().flat_map(|item| match item {
        ClassItem::Char(only) => [*only, *only],
        ClassItem::Range(first, last) => [*first, *last],
        ClassItem::Shorthand { .. } => ['é', 'é'],
    });
    ends.flat_map(|end| [Some(end), (end..=char::MAX).nth(1)]).flatten()
}

/// A word with the letters of one case turned into the other.
pub(crate) fn other_case(text: &str) -> String {
    let turned = |character: char| {
        if character.is_ascii_uppercase() {
            character.to_ascii_lowercase()
        } else {
            character.to_ascii_uppercase()
        }
    };
    text.chars().map(turned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use eql_functions::Case;
    use eql_functions::regex::{LuceneRegex, parse};

    #[test]
    fn words_match_and_take_every_branch() {
        for pattern in [
            ".*\\.(top|buzz|xyz)",
            "[0-9]{1,3}(\\.[0-9]{1,3}){3}",
            "arn:[^/]+/.*?(how|x)",
            "<7-12>\\w+\\s",
            "[^a-zA-Z0-9]",
            "é[ʰ-˿]+",
        ] {
            let (ast, regex) =
                (parse(pattern).unwrap(), LuceneRegex::new(pattern, Case::Sensitive).unwrap());
            for number in 0..variants(&ast).max(3) {
                let word = word(&ast, number).unwrap();
                assert!(regex.is_match(&word), "{pattern} {word:?}");
            }
        }
        assert_eq!(variants(&parse("(a|b|c)|d").unwrap()), 3);
        assert_eq!(word(&parse("~(a)").unwrap(), 0), None);
    }
}
