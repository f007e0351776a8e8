//! Regular expressions of Lucene and of scripts as text that RE2, PCRE, Java and Rust read alike.

use eql_functions::regex::{LuceneRegex, ScriptedRegex, to_hir};
use eql_hir::Regex;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look, Repetition};

use crate::patterns::{ANY, count};

/// The greatest count that RE2 takes in `x{…}`.
const MOST_TIMES: u32 = 1_000;

/// A regular expression of a field, to be matched with the whole value. Letter case is in it: no flag is needed.
///
/// ```
/// use eql_functions::{Case, regex::LuceneRegex};
/// use eql_hir::Regex;
/// let text = "[a-c]+\\.exe".to_owned();
/// let compiled = LuceneRegex::new(&text, Case::Insensitive).unwrap().into();
/// let regex = Regex { text, case: Case::Insensitive, compiled };
/// assert_eq!(rule_export::regex::of_field(&regex).unwrap(), "[a-c]+\\.[Ee][Xx][Ee]");
/// ```
///
/// # Errors
/// What it has that the common syntax cannot say.
pub fn of_field(regex: &Regex<LuceneRegex>) -> Result<String, &'static str> {
    let tree = to_hir(regex.compiled.ast(), regex.case).ok_or("a complement or intersection")?;
    written(&tree)
}

/// A regular expression of a script, to be matched with the whole value.
///
/// # Errors
/// What it has that the common syntax cannot say.
pub fn of_script(regex: &Regex<ScriptedRegex>) -> Result<String, &'static str> {
    written(regex.compiled.tree())
}

fn written(tree: &Hir) -> Result<String, &'static str> {
    let mut out = String::new();
    write(tree, &mut out)?;
    Ok(out)
}

fn write(tree: &Hir, out: &mut String) -> Result<(), &'static str> {
    match tree.kind() {
        HirKind::Empty => {}
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).map_err(|_| "bytes that are no text")?;
            out.push_str(&escaped(text));
        }
        HirKind::Class(Class::Unicode(class)) => write_class(class, out),
        HirKind::Class(Class::Bytes(bytes)) => {
            let class = bytes.to_unicode_class().ok_or("bytes that are no text")?;
            write_class(&class, out);
        }
        HirKind::Look(look) => out.push_str(boundary(*look)?),
        HirKind::Repetition(repetition) => write_repetition(repetition, out)?,
        HirKind::Capture(capture) => write_group(&capture.sub, out)?,
        HirKind::Concat(parts) => {
            for part in parts {
                write_group(part, out)?;
            }
        }
        HirKind::Alternation(parts) => {
            for (place, part) in parts.iter().enumerate() {
                if place > 0 {
                    out.push('|');
                }
                write(part, out)?;
            }
        }
    }
    Ok(())
}

/// In parentheses, where what stands beside it would reach into it.
fn write_group(tree: &Hir, out: &mut String) -> Result<(), &'static str> {
    if !matches!(tree.kind(), HirKind::Alternation(_)) {
        return write(tree, out);
    }
    out.push_str("(?:");
    write(tree, out)?;
    out.push(')');
    Ok(())
}

fn write_repetition(repetition: &Repetition, out: &mut String) -> Result<(), &'static str> {
    let Repetition { min, max, sub, .. } = repetition;
    if *min > MOST_TIMES || max.is_some_and(|max| max > MOST_TIMES) {
        return Err("a part that is repeated more than 1,000 times");
    }
    let mut item = String::new();
    write(sub, &mut item)?;
    if is_single(sub) {
        out.push_str(&item);
    } else {
        out.extend(["(?:", &item, ")"]);
    }
    out.push_str(&count(*min, *max));
    Ok(())
}

/// Whether a count behind its text is a count of all of it.
fn is_single(tree: &Hir) -> bool {
    match tree.kind() {
        HirKind::Class(_) => true,
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).is_ok_and(|text| text.chars().count() == 1)
        }
        HirKind::Empty
        | HirKind::Look(_)
        | HirKind::Repetition(_)
        | HirKind::Capture(_)
        | HirKind::Concat(_)
        | HirKind::Alternation(_) => false,
    }
}

/// Java's and RE2's `\b` is ASCII, as that of scripts is.
fn boundary(look: Look) -> Result<&'static str, &'static str> {
    match look {
        Look::Start => Ok(r"\A"),
        Look::End => Ok(r"\z"),
        Look::WordAscii => Ok(r"\b"),
        Look::WordAsciiNegate => Ok(r"\B"),
        Look::StartLF
        | Look::EndLF
        | Look::StartCRLF
        | Look::EndCRLF
        | Look::WordUnicode
        | Look::WordUnicodeNegate
        | Look::WordStartAscii
        | Look::WordEndAscii
        | Look::WordStartUnicode
        | Look::WordEndUnicode
        | Look::WordStartHalfAscii
        | Look::WordEndHalfAscii
        | Look::WordStartHalfUnicode
        | Look::WordEndHalfUnicode => Err("a boundary that is not the same everywhere"),
    }
}

fn write_class(class: &ClassUnicode, out: &mut String) {
    let ranges: Vec<_> = class.ranges().iter().map(|range| (range.start(), range.end())).collect();
    if ranges == [('\0', char::MAX)] {
        return out.push_str(ANY);
    }
    let ends_last = ranges.last().is_some_and(|range| range.1 == char::MAX);
    let mut shown = class.clone();
    if ends_last || ranges.is_empty() {
        shown.negate();
    }
    out.push_str(if ends_last || ranges.is_empty() { "[^" } else { "[" });
    for range in shown.ranges() {
        out.push_str(&class_character(range.start()));
        if range.start() != range.end() {
            out.push('-');
            out.push_str(&class_character(range.end()));
        }
    }
    out.push(']');
}

/// Printable ASCII as it is, everything else by its number.
fn class_character(character: char) -> String {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '.' | ',' | ' ' | '/' | ':' => {
            character.to_string()
        }
        '!'..='~' => format!("\\{character}"),
        _ => numbered(character),
    }
}

/// A character by its number.
fn numbered(character: char) -> String {
    format!("\\x{{{:X}}}", u32::from(character))
}

/// A text that stands for itself.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '\\' | '.' | '+' | '*' | '?' | '(' | ')' | '|' | '[' | ']' | '{' | '}' | '^' | '$' => {
                out.push('\\');
                out.push(character);
            }
            '\0'..='\u{1f}' | '\u{7f}' => {
                out.push_str(&numbered(character));
            }
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use eql_functions::Case;
    use eql_functions::regex::parse;

    fn shown(pattern: &str, case: Case) -> Result<String, &'static str> {
        written(&to_hir(&parse(pattern).unwrap(), case).unwrap())
    }

    #[test]
    fn a_lucene_expression_is_written_in_the_common_syntax() {
        for (pattern, expected) in [
            ("a.c", "a(?s:.)c"),
            ("ab|c{2,5}", "ab|c{2,5}"),
            ("(ab)+", "(?:ab)+"),
            (r"[^a\-]+", r"[^\-a]+"),
            (r"\d{3}", "[0-9]{3}"),
            ("@", "(?s:.)*"),
            ("<8-11>", "0*(?:[8-9]|1[0-1])"),
            ("", ""),
        ] {
            let found = shown(pattern, Case::Sensitive).unwrap();
            let same = regex_syntax::parse(&found).unwrap();
            assert!(
                found == expected || regex_syntax::parse(expected).unwrap() == same,
                "{pattern}: {found}"
            );
        }
    }

    #[test]
    fn single_characters_fold_and_ranges_do_not() {
        assert_eq!(shown("x[a-c]", Case::Insensitive).unwrap(), "[Xx][a-c]");
    }

    #[test]
    fn too_many_times_is_refused() {
        assert!(shown("a{1001}", Case::Sensitive).is_err());
    }
}
