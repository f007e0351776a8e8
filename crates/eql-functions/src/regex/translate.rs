//! A Lucene expression without `~` and `&` as the tree that `regex-automata` compiles.

use regex_syntax::hir::{self, ClassUnicode, ClassUnicodeRange, Dot, Hir};

use super::ast::{Ast, Class, ClassItem};
use super::interval;
use crate::Case;

/// The tree of the expression, not anchored; `None` where it has `~` or `&`, which that tree cannot say.
///
/// Without case, ASCII letters fold in literals and as single characters of a class, not in ranges.
pub fn to_hir(ast: &Ast, case: Case) -> Option<Hir> {
    Some(match ast {
        Ast::Empty => Hir::empty(),
        Ast::Literal(text) => literal(text, case),
        Ast::AnyChar => Hir::dot(Dot::AnyChar),
        Ast::AnyString => repeat(Hir::dot(Dot::AnyChar), 0, None),
        Ast::Nothing => Hir::fail(),
        Ast::Class(class) => Hir::class(hir::Class::Unicode(class_set(class, case))),
        Ast::Interval(numbers) => to_hir(&interval::expand(numbers), case)?,
        Ast::Repeat { item, least, most } => repeat(to_hir(item, case)?, *least, *most),
        Ast::Concat(items) => Hir::concat(list(items, case)?),
        Ast::Union(items) => Hir::alternation(list(items, case)?),
        Ast::Intersection(_) | Ast::Complement(_) => return None,
    })
}

fn list(items: &[Ast], case: Case) -> Option<Vec<Hir>> {
    items.iter().map(|item| to_hir(item, case)).collect()
}

/// So many times.
pub(super) fn repeat(item: Hir, min: u32, max: Option<u32>) -> Hir {
    Hir::repetition(hir::Repetition { min, max, greedy: true, sub: Box::new(item) })
}

/// These characters; without case ASCII letters fold.
pub(super) fn literal(text: &str, case: Case) -> Hir {
    if case == Case::Sensitive {
        return Hir::literal(text.as_bytes());
    }
    let character = |character| {
        let mut set = ClassUnicode::empty();
        push_char(&mut set, character, case);
        Hir::class(hir::Class::Unicode(set))
    };
    Hir::concat(text.chars().map(character).collect())
}

/// Adds a character; without case the other form of an ASCII letter too.
pub(super) fn push_char(set: &mut ClassUnicode, character: char, case: Case) {
    set.push(ClassUnicodeRange::new(character, character));
    if case == Case::Insensitive && character.is_ascii_alphabetic() {
        let other = char::from(character as u8 ^ 0x20);
        set.push(ClassUnicodeRange::new(other, other));
    }
}

/// The characters of a class.
pub(super) fn class_set(class: &Class, case: Case) -> ClassUnicode {
    let mut set = ClassUnicode::empty();
    for item in &class.items {
        match *item {
            ClassItem::Char(character) => push_char(&mut set, character, case),
            ClassItem::Range(first, last) => set.push(ClassUnicodeRange::new(first, last)),
            ClassItem::Shorthand { shorthand, negated } => {
                set.union(&ranges(shorthand.ranges(), negated));
            }
        }
    }
    if class.negated {
        set.negate();
    }
    set
}

/// The characters of some ranges, or all others.
pub(super) fn ranges(ranges: &[(char, char)], negated: bool) -> ClassUnicode {
    let ranges = ranges.iter().map(|&(first, last)| ClassUnicodeRange::new(first, last));
    let mut set = ClassUnicode::new(ranges);
    if negated {
        set.negate();
    }
    set
}
