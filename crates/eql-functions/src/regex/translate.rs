//! A Lucene expression without `~` and `&` as the tree that `regex-automata` compiles.

use regex_syntax::hir::{self, ClassUnicode, ClassUnicodeRange, Dot, Hir};

use super::ast::{Ast, Class, ClassItem};
use super::interval;
use super::limits;
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

/// Whether an expression is small enough to be compiled, for sure and found without compiling it. `false` where it has
/// `~` or `&`.
pub(super) fn is_small(ast: &Ast) -> bool {
    most_bytes(ast) <= limits::NFA_BYTES / 2
}

/// More bytes than the automaton of an expression can have, but for some thousand that each has.
fn most_bytes(ast: &Ast) -> usize {
    /// Of a state with what leads to it and on.
    const STATE: usize = 256;
    /// Of the states for a range of characters, read forwards or backwards.
    const RANGE: usize = 4096;
    let sum = |items: &[Ast]| {
        let bytes = items.iter().map(|item| most_bytes(item).saturating_add(STATE));
        bytes.fold(STATE, usize::saturating_add)
    };
    match ast {
        Ast::Empty | Ast::Nothing => STATE,
        Ast::Literal(text) => text.len().saturating_mul(2 * STATE),
        Ast::AnyChar | Ast::AnyString => 2 * RANGE,
        // One state, with what leads on from it for each item.
        Ast::Class(class) if class.is_ascii() => {
            class.items.len().saturating_add(1).saturating_mul(STATE)
        }
        // A shorthand has up to five ranges, and a negated class one more than the class.
        Ast::Class(class) => class.items.len().saturating_mul(6 * RANGE).saturating_add(RANGE),
        Ast::Interval(numbers) => most_bytes(&interval::expand(numbers)),
        Ast::Repeat { item, least, most } => {
            let times = most.unwrap_or(*least).max(*least) as usize;
            most_bytes(item).saturating_add(STATE).saturating_mul(times.saturating_add(1))
        }
        Ast::Concat(items) | Ast::Union(items) => sum(items),
        Ast::Intersection(_) | Ast::Complement(_) => usize::MAX,
    }
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

#[cfg(test)]
mod tests {
    use regex_automata::nfa::thompson;

    use super::*;
    use crate::regex::parse;

    #[test]
    fn no_automaton_is_larger_than_is_said() {
        let many: String = (0..400).filter_map(|at| char::from_u32(0x3000 + at * 97)).collect();
        for pattern in [
            "",
            "a",
            "éЖ漢😀",
            "#",
            "@",
            ".{40}",
            "[^a]{0,7}",
            "[\\W]{3}",
            "[\\w\\-é-😀]+x?",
            "[a-zA-Z0-9+/=]{200}",
            "[acegikmoqsuwy\\d\\s]{0,50}\\w",
            "(a|b|cd|<1-2000>)*",
            &format!("[^{many}]{{3}}"),
        ] {
            for (case, reverse) in
                [(Case::Sensitive, true), (Case::Insensitive, true), (Case::Insensitive, false)]
            {
                let ast = parse(pattern).unwrap();
                let captures = thompson::WhichCaptures::None;
                let config = thompson::Config::new().reverse(reverse).which_captures(captures);
                let mut compiler = thompson::Compiler::new();
                let nfa = compiler.configure(config).build_from_hir(&to_hir(&ast, case).unwrap());
                let (bytes, most) = (nfa.unwrap().memory_usage(), most_bytes(&ast) + 4096);
                assert!(bytes <= most, "{pattern}: {bytes} {most}");
            }
        }
    }
}
