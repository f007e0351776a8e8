//! Lucene expressions and wildcard patterns as regular expressions that most engines read alike.
//!
//! Sigma looks for an expression anywhere in a text, so it is anchored here; and it knows no `s` of its own, so every
//! expression stands below the modifiers `re` and `s`, with which `.` is any character.

use eql_functions::Case;
use eql_functions::regex::{Ast, Class, ClassItem, Shorthand};
use eql_functions::wildcard::Segment;

/// An expression that is found where the Lucene expression matches the whole text; nothing where it has what ordinary
/// expressions cannot say.
pub(super) fn of_lucene(ast: &Ast, case: Case) -> Option<String> {
    let mut text = String::new();
    push(ast, case, &mut text)?;
    let alternatives = matches!(ast, Ast::Union(_));
    let text = if alternatives { format!("(?:{text})") } else { text };
    Some(anchored(&text, ".*"))
}

/// The same of a wildcard pattern; `any` is what a wildcard stands for.
pub(super) fn of_segments(segments: &[Segment], case: Case, any: &str) -> String {
    let mut text = String::new();
    for segment in segments {
        match segment {
            Segment::Run => text.extend([any, "*"]),
            Segment::One => text.push_str(any),
            Segment::Literal(literal) => push_literal(literal, case, &mut text),
        }
    }
    anchored(&text, ".*")
}

/// What begins or ends with anything needs no anchor there.
fn anchored(text: &str, anything: &str) -> String {
    let (start, text) = text.strip_prefix(anything).map_or(("^", text), |rest| ("", rest));
    let (text, end) = match text.strip_suffix(anything) {
        Some(rest) if !rest.ends_with('\\') => (rest, ""),
        _ => (text, "$"),
    };
    if (start, text, end) == ("", "", "$") { String::new() } else { format!("{start}{text}{end}") }
}

fn push(ast: &Ast, case: Case, text: &mut String) -> Option<()> {
    match ast {
        Ast::Empty => {}
        Ast::Literal(literal) => push_literal(literal, case, text),
        Ast::AnyChar => text.push('.'),
        Ast::AnyString => text.push_str(".*"),
        Ast::Class(class) => push_class(class, case, text)?,
        Ast::Repeat { item, least, most } => {
            push_item(item, case, text)?;
            text.push_str(&times(*least, *most));
        }
        Ast::Concat(items) => {
            for item in items {
                let group = matches!(item, Ast::Union(_));
                if group { push_item(item, case, text)? } else { push(item, case, text)? }
            }
        }
        Ast::Union(items) => {
            for (place, item) in items.iter().enumerate() {
                text.extend((place > 0).then_some('|'));
                push(item, case, text)?;
            }
        }
        Ast::Nothing | Ast::Interval(_) | Ast::Intersection(_) | Ast::Complement(_) => return None,
    }
    Some(())
}

/// What a repetition or a sequence takes as one.
fn push_item(ast: &Ast, case: Case, text: &mut String) -> Option<()> {
    let is_one = match ast {
        Ast::Literal(literal) => literal.chars().count() == 1,
        Ast::AnyChar | Ast::Class(_) => true,
        Ast::Empty
        | Ast::AnyString
        | Ast::Nothing
        | Ast::Interval(_)
        | Ast::Repeat { .. }
        | Ast::Concat(_)
        | Ast::Union(_)
        | Ast::Intersection(_)
        | Ast::Complement(_) => false,
    };
    if is_one {
        return push(ast, case, text);
    }
    text.push_str("(?:");
    push(ast, case, text)?;
    text.push(')');
    Some(())
}

fn times(least: u32, most: Option<u32>) -> String {
    match (least, most) {
        (0, None) => "*".to_owned(),
        (1, None) => "+".to_owned(),
        (0, Some(1)) => "?".to_owned(),
        (least, None) => format!("{{{least},}}"),
        (least, Some(most)) if least == most => format!("{{{least}}}"),
        (least, Some(most)) => format!("{{{least},{most}}}"),
    }
}

fn push_literal(literal: &str, case: Case, text: &mut String) {
    for character in literal.chars() {
        if case == Case::Insensitive && character.is_ascii_alphabetic() {
            text.extend(['[', character.to_ascii_lowercase(), character.to_ascii_uppercase(), ']']);
        } else {
            push_char(character, text);
        }
    }
}

/// A character outside of a class.
fn push_char(character: char, text: &mut String) {
    if r"\.+*?()|[]{}^$#&-~/".contains(character) && !"#&-~/".contains(character) {
        text.push('\\');
    }
    text.push(character);
}

fn push_class(class: &Class, case: Case, text: &mut String) -> Option<()> {
    text.push_str(if class.negated { "[^" } else { "[" });
    for item in &class.items {
        match *item {
            ClassItem::Char(character) => push_member(character, case, text),
            ClassItem::Range(first, last) => {
                push_in_class(first, text);
                text.push('-');
                push_in_class(last, text);
            }
            ClassItem::Shorthand { negated: true, .. } => return None,
            ClassItem::Shorthand { shorthand, negated: false } => text.push_str(set(shorthand)),
        }
    }
    text.push(']');
    Some(())
}

/// `\d` and the like are more than ASCII in some engines.
fn set(shorthand: Shorthand) -> &'static str {
    match shorthand {
        Shorthand::Digit => "0-9",
        Shorthand::Space => r"\t\n\r ",
        Shorthand::Word => "0-9A-Z_a-z",
    }
}

fn push_member(character: char, case: Case, text: &mut String) {
    if case == Case::Insensitive && character.is_ascii_alphabetic() {
        text.extend([character.to_ascii_lowercase(), character.to_ascii_uppercase()]);
    } else {
        push_in_class(character, text);
    }
}

fn push_in_class(character: char, text: &mut String) {
    if r"\[]^-&~".contains(character) {
        text.push('\\');
    }
    text.push(character);
}

#[cfg(test)]
mod tests {
    use eql_functions::regex::parse;
    use eql_functions::wildcard::WildcardPattern;

    use super::*;

    fn lucene(text: &str, case: Case) -> Option<String> {
        of_lucene(&parse(text).unwrap(), case)
    }

    #[test]
    fn an_expression_is_anchored_where_it_says_something() {
        for (text, expected) in [
            ("a.c", "^a.c$"),
            (".*a.*", "a"),
            ("@\\\\.exe", "\\.exe$"),
            ("a|b", "^(?:a|b)$"),
            ("(a|bc)+x{2,3}", "^(?:a|bc)+x{2,3}$"),
            ("[\\d\\-a-c^]?", "^[0-9\\-a-c\\^]?$"),
            ("a\\.*", "^a\\.*$"),
            (".*", ""),
        ] {
            assert_eq!(lucene(text, Case::Sensitive).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(lucene("x[yA]", Case::Insensitive).as_deref(), Some("^[xX][yYaA]$"));
        assert_eq!(lucene("~a", Case::Sensitive), None);
        assert_eq!(lucene("<1-9>", Case::Sensitive), None);
    }

    #[test]
    fn a_pattern_can_stay_in_the_last_part_of_a_path() {
        let pattern = WildcardPattern::parse("cmd*.e?e");
        let text = of_segments(pattern.segments(), Case::Insensitive, r"[^\\]");
        assert_eq!(text, r"^[cC][mM][dD][^\\]*\.[eE][^\\][eE]$");
    }
}
