//! Java regular expressions, as far as a linear-time engine goes: what `regex` and `like` are on the result of
//! a function (spec 9.5, 9.6).
//!
//! The text is read with the syntax of the `regex` crate, which is close to Java's, and translated by Java's
//! meaning: `\d \w \s \b` are ASCII, `.` takes no line terminator, ignoring case folds ASCII letters, in ranges
//! too. `^` and `$` are the start and the end of the value; Java's `$` before a last line terminator is not
//! modelled. What the two languages read differently is refused.

use regex_syntax::ast::{self, Ast, parse::ParserBuilder};
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, Look};

use super::compile::{WholeValue, compile};
use super::error::RegexError;
use super::limits;
use super::translate::{literal, push_char, ranges, repeat};
use crate::Case;
use crate::wildcard::{Segment, WildcardPattern};

/// A Java regular expression over whole values.
#[derive(Clone, Debug)]
pub struct ScriptedRegex {
    regex: WholeValue,
}

impl ScriptedRegex {
    /// Compiles an expression of `regex` and `regex~`.
    ///
    /// # Errors
    /// `Syntax` where it cannot be read, `Unsupported` for look-around, back-references, possessive
    /// quantifiers, `\p{…}` and flags other than `i` and `s`, `TooLarge` beyond a limit.
    pub fn new(text: &str, case: Case) -> Result<Self, RegexError> {
        if text.len() > limits::PATTERN_BYTES {
            return Err(RegexError::too_large(format!(
                "it is longer than {} bytes",
                limits::PATTERN_BYTES
            )));
        }
        let nesting = u32::try_from(limits::NESTING).unwrap_or(u32::MAX);
        let parsed = ParserBuilder::new().nest_limit(nesting).build().parse(text);
        let ast = parsed.map_err(|error| syntax_error(&error))?;
        let mut translator = Translator { text, case, dot_all: false };
        Ok(Self { regex: compile(translator.tree(&ast)?)? })
    }

    /// Compiles a pattern of `like` and `like~`, and of `:` with a wildcard: `*` is `.*` and `?` is `.`, so no
    /// wildcard takes a line terminator.
    ///
    /// # Errors
    /// `TooLarge` beyond a limit.
    pub fn like(text: &str, case: Case) -> Result<Self, RegexError> {
        let pattern = WildcardPattern::parse(text);
        let parts = pattern.segments().iter().map(|segment| match segment {
            Segment::Literal(text) => literal(text, case),
            Segment::One => dot(),
            Segment::Run => repeat(dot(), 0, None),
        });
        Ok(Self { regex: compile(Hir::concat(parts.collect()))? })
    }

    /// Roughly the memory that it took to compile it, in bytes.
    pub fn compiled_bytes(&self) -> usize {
        self.regex.compiled_bytes()
    }

    /// Whether it matches the whole of `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// The tree, from the start to the end of the value, for whoever writes it in another syntax.
    pub fn tree(&self) -> &Hir {
        self.regex.tree()
    }
}

/// Any character but Java's line terminators.
fn dot() -> Hir {
    let terminators = [('\n', '\n'), ('\r', '\r'), ('\u{85}', '\u{85}'), ('\u{2028}', '\u{2029}')];
    Hir::class(Class::Unicode(ranges(&terminators, true)))
}

fn syntax_error(error: &ast::Error) -> RegexError {
    let (position, kind) = (error.span().start.offset, error.kind());
    if let ast::ErrorKind::NestLimitExceeded(limit) = kind {
        return RegexError::too_large(format!("it is nested more than {limit} levels deep"));
    }
    if *kind == ast::ErrorKind::UnsupportedLookAround {
        return RegexError::unsupported(position, "look-around");
    }
    if *kind == ast::ErrorKind::UnsupportedBackreference {
        return RegexError::unsupported(position, "a back-reference");
    }
    RegexError::syntax(position, kind.to_string())
}

/// The flags that are on at a place of the expression.
struct Translator<'a> {
    text: &'a str,
    case: Case,
    dot_all: bool,
}

impl Translator<'_> {
    fn tree(&mut self, ast: &Ast) -> Result<Hir, RegexError> {
        match ast {
            Ast::Empty(_) => Ok(Hir::empty()),
            Ast::Flags(flags) => self.set_flags(&flags.flags).map(|()| Hir::empty()),
            Ast::Literal(item) => {
                Ok(literal(self.character(item)?.encode_utf8(&mut [0; 4]), self.case))
            }
            Ast::Dot(_) if self.dot_all => Ok(Hir::dot(regex_syntax::hir::Dot::AnyChar)),
            Ast::Dot(_) => Ok(dot()),
            Ast::Assertion(assertion) => self.assertion(assertion),
            Ast::ClassUnicode(class) => Err(property(class)),
            Ast::ClassPerl(class) => Ok(Hir::class(Class::Unicode(shorthand(class)))),
            Ast::ClassBracketed(class) => Ok(Hir::class(Class::Unicode(self.bracketed(class)?))),
            Ast::Repetition(repetition) => self.repetition(repetition),
            Ast::Group(group) => self.group(group),
            Ast::Alternation(alternation) => Ok(Hir::alternation(self.list(&alternation.asts)?)),
            Ast::Concat(concat) => Ok(Hir::concat(self.list(&concat.asts)?)),
        }
    }

    fn list(&mut self, items: &[Ast]) -> Result<Vec<Hir>, RegexError> {
        items.iter().map(|item| self.tree(item)).collect()
    }

    fn set_flags(&mut self, flags: &ast::Flags) -> Result<(), RegexError> {
        let mut on = true;
        for item in &flags.items {
            match item.kind {
                ast::FlagsItemKind::Negation => on = false,
                ast::FlagsItemKind::Flag(ast::Flag::CaseInsensitive) => {
                    self.case = if on { Case::Insensitive } else { Case::Sensitive };
                }
                ast::FlagsItemKind::Flag(ast::Flag::DotMatchesNewLine) => self.dot_all = on,
                ast::FlagsItemKind::Flag(_) => {
                    return Err(RegexError::unsupported(
                        item.span.start.offset,
                        "a flag other than `i` and `s`",
                    ));
                }
            }
        }
        Ok(())
    }

    /// Flags set in a group end with it.
    fn group(&mut self, group: &ast::Group) -> Result<Hir, RegexError> {
        let (case, dot_all) = (self.case, self.dot_all);
        match &group.kind {
            ast::GroupKind::CaptureIndex(_)
            | ast::GroupKind::CaptureName { starts_with_p: false, .. } => {}
            ast::GroupKind::CaptureName { starts_with_p: true, .. } => {
                return Err(RegexError::unsupported(
                    group.span.start.offset,
                    "a group `(?P<name>…)`",
                ));
            }
            ast::GroupKind::NonCapturing(flags) => self.set_flags(flags)?,
        }
        let tree = self.tree(&group.ast)?;
        (self.case, self.dot_all) = (case, dot_all);
        Ok(tree)
    }

    fn repetition(&mut self, repetition: &ast::Repetition) -> Result<Hir, RegexError> {
        let start = repetition.op.span.start.offset;
        if matches!(&*repetition.ast, Ast::Repetition(_)) {
            return Err(RegexError::unsupported(start, "a possessive or repeated quantifier"));
        }
        let (least, most) = match repetition.op.kind {
            ast::RepetitionKind::ZeroOrOne => (0, Some(1)),
            ast::RepetitionKind::ZeroOrMore => (0, None),
            ast::RepetitionKind::OneOrMore => (1, None),
            ast::RepetitionKind::Range(ast::RepetitionRange::Exactly(count)) => {
                (count, Some(count))
            }
            ast::RepetitionKind::Range(ast::RepetitionRange::AtLeast(least)) => (least, None),
            ast::RepetitionKind::Range(ast::RepetitionRange::Bounded(least, most)) => {
                (least, Some(most))
            }
        };
        Ok(repeat(self.tree(&repetition.ast)?, least, most))
    }

    /// In Java `\<` and `\>` are the characters.
    fn assertion(&self, assertion: &ast::Assertion) -> Result<Hir, RegexError> {
        Ok(match assertion.kind {
            ast::AssertionKind::StartLine | ast::AssertionKind::StartText => Hir::look(Look::Start),
            ast::AssertionKind::EndLine | ast::AssertionKind::EndText => Hir::look(Look::End),
            ast::AssertionKind::WordBoundary => Hir::look(Look::WordAscii),
            ast::AssertionKind::NotWordBoundary => Hir::look(Look::WordAsciiNegate),
            ast::AssertionKind::WordBoundaryStartAngle => literal("<", self.case),
            ast::AssertionKind::WordBoundaryEndAngle => literal(">", self.case),
            ast::AssertionKind::WordBoundaryStart
            | ast::AssertionKind::WordBoundaryEnd
            | ast::AssertionKind::WordBoundaryStartHalf
            | ast::AssertionKind::WordBoundaryEndHalf => {
                return Err(RegexError::unsupported(
                    assertion.span.start.offset,
                    "a boundary `\\b{…}`",
                ));
            }
        })
    }

    fn character(&self, item: &ast::Literal) -> Result<char, RegexError> {
        let start = item.span.start.offset;
        let spelling = self.text.get(start..item.span.end.offset).unwrap_or("");
        let foreign = ["\\v", "\\U", "\\u{"].iter().any(|prefix| spelling.starts_with(prefix));
        if foreign {
            Err(RegexError::unsupported(start, format!("the escape `{spelling}`")))
        } else {
            Ok(item.c)
        }
    }

    fn bracketed(&mut self, class: &ast::ClassBracketed) -> Result<ClassUnicode, RegexError> {
        let mut set = self.set(&class.kind)?;
        if class.negated {
            set.negate();
        }
        Ok(set)
    }

    fn set(&mut self, set: &ast::ClassSet) -> Result<ClassUnicode, RegexError> {
        match set {
            ast::ClassSet::Item(item) => self.item(item),
            ast::ClassSet::BinaryOp(op) if op.kind == ast::ClassSetBinaryOpKind::Intersection => {
                let mut left = self.set(&op.lhs)?;
                left.intersect(&self.set(&op.rhs)?);
                Ok(left)
            }
            ast::ClassSet::BinaryOp(op) => {
                Err(RegexError::unsupported(op.span.start.offset, "`--` or `~~` in a class"))
            }
        }
    }

    fn item(&mut self, item: &ast::ClassSetItem) -> Result<ClassUnicode, RegexError> {
        let mut set = ClassUnicode::empty();
        match item {
            ast::ClassSetItem::Empty(_) => {}
            ast::ClassSetItem::Literal(item) => {
                push_char(&mut set, self.character(item)?, self.case);
            }
            ast::ClassSetItem::Range(range) => {
                let (first, last) = (self.character(&range.start)?, self.character(&range.end)?);
                push_range(&mut set, first, last, self.case);
            }
            ast::ClassSetItem::Ascii(class) => {
                return Err(RegexError::unsupported(class.span.start.offset, "a class `[:name:]`"));
            }
            ast::ClassSetItem::Unicode(class) => return Err(property(class)),
            ast::ClassSetItem::Perl(class) => set = shorthand(class),
            ast::ClassSetItem::Bracketed(class) => set = self.bracketed(class)?,
            ast::ClassSetItem::Union(union) => {
                for item in &union.items {
                    set.union(&self.item(item)?);
                }
            }
        }
        Ok(set)
    }
}

fn property(class: &ast::ClassUnicode) -> RegexError {
    RegexError::unsupported(class.span.start.offset, "a class `\\p{…}`")
}

/// `\d`, `\s` and `\w` in ASCII; Java's `\s` has two characters more than Lucene's.
fn shorthand(class: &ast::ClassPerl) -> ClassUnicode {
    let members: &[(char, char)] = match class.kind {
        ast::ClassPerlKind::Digit => &[('0', '9')],
        ast::ClassPerlKind::Space => &[('\t', '\r'), (' ', ' ')],
        ast::ClassPerlKind::Word => &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
    };
    ranges(members, class.negated)
}

/// Adds a range; without case also the other forms of its ASCII letters.
fn push_range(set: &mut ClassUnicode, first: char, last: char, case: Case) {
    set.push(ClassUnicodeRange::new(first, last));
    if case == Case::Insensitive {
        let letters = ('A'..='Z').chain('a'..='z').filter(|letter| (first..=last).contains(letter));
        letters.for_each(|letter| push_char(set, letter, case));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str, case: Case) -> bool {
        ScriptedRegex::new(pattern, case).unwrap().is_match(text)
    }

    #[test]
    fn the_meaning_is_javas() {
        for (pattern, text, expected) in [
            (r"\d+", "42", true),
            (r"\d+", "٤", false),
            (r"\w+", "é", false),
            (r"\s", "\u{B}", true),
            ("a.c", "a\nc", false),
            ("a.c", "a\u{2028}c", false),
            ("(?s)a.c", "a\nc", true),
            ("^a$", "a", true),
            ("a", "ab", false),
            (r"(a|ab)(c|bcd)?", "abcd", true),
            (r"\<b\>", "<b>", true),
            (r"\bfoo\b.*", "foo bar", true),
            ("[a-z&&[^aeiou]]+", "xyz", true),
            ("[a-z&&[^aeiou]]+", "xaz", false),
            ("a{2,3}?", "aaa", true),
            ("(?<x>a)+", "aa", true),
            ("(?i:a)a", "Aa", true),
            ("(?i:a)a", "AA", false),
            ("(?i)a|b", "B", true),
        ] {
            assert_eq!(matches(pattern, text, Case::Sensitive), expected, "{pattern} {text:?}");
        }
    }

    #[test]
    fn letter_case_folds_in_ascii_and_in_ranges() {
        assert!(matches("[a-c]+", "ABC", Case::Insensitive));
        assert!(!matches("[^a-c]+", "ABC", Case::Insensitive));
        assert!(matches("[\0-a]", "z", Case::Insensitive));
        assert!(!matches("é", "É", Case::Insensitive));
        assert!(!matches("k", "\u{212A}", Case::Insensitive));
    }

    #[test]
    fn a_like_pattern_takes_no_line_terminator() {
        let like = |pattern, text, case| ScriptedRegex::like(pattern, case).unwrap().is_match(text);
        assert!(like("*.exe", "CMD.EXE", Case::Insensitive));
        assert!(like("a?[c]*", "ab[c]", Case::Sensitive));
        assert!(!like("a*c", "a\nc", Case::Sensitive));
        assert!(!like("a?", "a", Case::Sensitive));
        assert!(like("", "", Case::Sensitive));
    }

    #[test]
    fn what_java_reads_otherwise_is_refused() {
        for (pattern, construct) in [
            ("(?=a)", "look-around"),
            ("(?<!a)b", "look-around"),
            (r"(a)\1", "a back-reference"),
            ("a*+", "a possessive or repeated quantifier"),
            (r"\p{L}", "a class `\\p{…}`"),
            (r"[\p{L}]", "a class `\\p{…}`"),
            ("[[:alpha:]]", "a class `[:name:]`"),
            ("[a--b]", "`--` or `~~` in a class"),
            ("(?m)a", "a flag other than `i` and `s`"),
            ("(?P<x>a)", "a group `(?P<name>…)`"),
            (r"\v", "the escape `\\v`"),
            (r"\u{41}", "the escape `\\u{41}`"),
            (r"\b{start}", "a boundary `\\b{…}`"),
        ] {
            match ScriptedRegex::new(pattern, Case::Sensitive) {
                Err(RegexError::Unsupported { construct: found, .. }) => {
                    assert_eq!(found, construct, "{pattern}");
                }
                other => panic!("{pattern}: {other:?}"),
            }
        }
    }

    #[test]
    fn limits_are_errors() {
        for pattern in [
            format!("{}a{}", "(".repeat(10_000), ")".repeat(10_000)),
            "((a{1000}){1000}){1000}".to_owned(),
            "a".repeat(70_000),
        ] {
            assert!(matches!(
                ScriptedRegex::new(&pattern, Case::Sensitive),
                Err(RegexError::TooLarge { .. })
            ));
        }
        assert!(matches!(
            ScriptedRegex::new("a(", Case::Sensitive),
            Err(RegexError::Syntax { position: 1, .. })
        ));
    }
}
