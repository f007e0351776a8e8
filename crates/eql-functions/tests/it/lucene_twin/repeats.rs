//! The empty language, repeated: the one difference that no pattern shows at a glance.
//!
//! `#*` matches the empty text by its definition and here; Lucene returns the empty automaton unchanged, and so
//! matches nothing. Where the two sides differ, the pattern is asked again with each repetition spelt out as Lucene
//! should have it; only the same verdict excuses the difference.

use eql_functions::regex::{Ast, Class, ClassItem, Interval, parse};

use super::{Kind, Question};

/// The name in the tally.
pub(super) const NAME: &str = "the empty language repeated";

/// The same question with `(x*|.{0})` for each `x*`; `None` where nothing is repeated without limit.
pub(super) fn spelt_out(question: &Question) -> Option<Question> {
    let tree = parse(&question.pattern).ok().filter(|_| question.kind == Kind::Regex)?;
    let pattern = print(&tree);
    pattern.contains("*|.{0}").then_some(Question { pattern, ..question.clone() })
}

/// Each part in parentheses.
fn print(tree: &Ast) -> String {
    match tree {
        Ast::Empty => ".{0}".to_owned(),
        Ast::Literal(text) => text.chars().map(character).collect(),
        Ast::AnyChar => ".".to_owned(),
        Ast::AnyString => "@".to_owned(),
        Ast::Nothing => "#".to_owned(),
        Ast::Class(class) => in_brackets(class),
        Ast::Interval(interval) => in_angles(*interval),
        Ast::Repeat { item, least: 0, most: None } => format!("(({})*|.{{0}})", print(item)),
        Ast::Repeat { item, least, most } => {
            let most = most.map(|most| most.to_string()).unwrap_or_default();
            format!("({}){{{least},{most}}}", print(item))
        }
        Ast::Concat(items) => join(items, ""),
        Ast::Union(items) => join(items, "|"),
        Ast::Intersection(items) => join(items, "&"),
        Ast::Complement(item) => format!("(~({}))", print(item)),
    }
}

fn join(items: &[Ast], operator: &str) -> String {
    let items: Vec<String> = items.iter().map(print).collect();
    format!("({})", items.join(operator))
}

/// Letters have no backslash, and nothing else minds one.
fn character(character: char) -> String {
    if character.is_alphabetic() { character.into() } else { format!("\\{character}") }
}

fn in_brackets(class: &Class) -> String {
    let item = |item: &ClassItem| match *item {
        ClassItem::Char(single) => character(single),
        ClassItem::Range(first, last) => format!("{}-{}", character(first), character(last)),
        ClassItem::Shorthand { .. } => unreachable!("Lucene 8 has none, so no pattern has one"),
    };
    let items: String = class.items.iter().map(item).collect();
    format!("[{}{items}]", if class.negated { "^" } else { "" })
}

/// Numbers of the same length mean that length, others any.
fn in_angles(Interval { least, most, digits }: Interval) -> String {
    match digits {
        Some(width) => format!("<{least:0width$}-{most:0width$}>"),
        None => format!("<{least}-0{most}>"),
    }
}

#[test]
fn a_pattern_is_spelt_out_with_its_own_meaning() {
    let shown = |pattern: &str| {
        let question = Question::regex(pattern, "", eql_functions::Case::Sensitive);
        spelt_out(&question).map(|question| question.pattern)
    };
    assert_eq!(shown("a+"), None);
    assert_eq!(shown("#*").as_deref(), Some("((#)*|.{0})"));
    assert_eq!(
        shown("[^*]<1-02>*&~é{2,}").as_deref(),
        Some("(([^\\*]((<1-02>)*|.{0}))&((~(é))){2,})")
    );
}
