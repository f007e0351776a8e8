//! Wildcard patterns and Lucene regular expressions as regular expressions of other dialects.

use eql_functions::Case;
use eql_functions::regex::{Ast, Class, ClassItem, Shorthand};
use eql_functions::wildcard::{Segment, WildcardPattern};

/// How regular expressions are written. ASCII letters fold by classes (`[aA]`), so that no letter outside ASCII does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Dialect {
    /// Whose syntax it is.
    pub(crate) syntax: Syntax,
    /// The character that stands between the values of a list and in none of them; nothing where one value is asked.
    pub(crate) separator: Option<char>,
}

/// Whose syntax a regular expression is in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Syntax {
    /// Lucene's own: always of the whole value.
    Lucene,
    /// What RE2, Rust and PCRE have in common; `.` must take line breaks.
    Perl,
    /// The same, whatever `.` takes.
    PlainPerl,
}

/// One character of any kind, whatever `.` takes.
pub(crate) const ANY: &str = "(?s:.)";

/// The characters that mean something in Lucene.
const LUCENE: &str = r#".?+*|{}[]()"\#@&<>~^$-"#;

/// The characters that mean something outside of classes elsewhere.
const PERL: &str = r".?+*|{}[]()\^$";

/// The characters that mean something in classes elsewhere.
const PERL_CLASS: &str = r"[]\^-&~";

impl Dialect {
    /// A pattern as a whole value.
    pub(crate) fn wildcard(self, pattern: &WildcardPattern, case: Case) -> String {
        let parts = pattern.segments().iter().map(|segment| match segment {
            Segment::Literal(literal) => self.literal(literal, case),
            Segment::One => self.any(),
            Segment::Run => self.any() + "*",
        });
        parts.collect()
    }

    /// A Lucene expression as a whole value; where it cannot be said, what in it.
    pub(crate) fn lucene(self, ast: &Ast, case: Case) -> Result<String, &'static str> {
        Ok(match ast {
            Ast::Empty => self.group(""),
            Ast::Literal(text) => self.literal(text, case),
            Ast::AnyChar => self.any(),
            Ast::AnyString => format!("{}*", self.any()),
            Ast::Class(class) => self.class(class, case),
            Ast::Repeat { item, least, most } => {
                let text = self.lucene(item, case)?;
                let item = if is_single(item) { text } else { self.group(&text) };
                item + &count(*least, *most)
            }
            Ast::Concat(items) => {
                let items: Result<String, _> =
                    items.iter().map(|item| self.part(item, case)).collect();
                items?
            }
            Ast::Union(items) => self.joined(items, case, "|")?,
            Ast::Nothing => self.own("#", "`#`, which takes nothing")?,
            Ast::Interval(numbers) => {
                let digits = numbers.digits.unwrap_or(0);
                let text = format!("<{:0digits$}-{:0digits$}>", numbers.least, numbers.most);
                self.own(&text, "`<…>`, an interval of numbers")?
            }
            Ast::Intersection(items) => {
                self.own("", "`&`, which takes what both sides take")?;
                self.joined(items, case, "&")?
            }
            Ast::Complement(item) => {
                self.own("", "`~`, which takes what its operand does not")?;
                format!("~{}", self.group(&self.lucene(item, case)?))
            }
        })
    }

    /// What only Lucene has.
    fn own(self, text: &str, what: &'static str) -> Result<String, &'static str> {
        let is_own = self.syntax == Syntax::Lucene && self.separator.is_none();
        if is_own { Ok(text.to_owned()) } else { Err(what) }
    }

    /// An operand of a concatenation.
    fn part(self, item: &Ast, case: Case) -> Result<String, &'static str> {
        let text = self.lucene(item, case)?;
        let loose = matches!(item, Ast::Union(_) | Ast::Intersection(_));
        Ok(if loose { self.group(&text) } else { text })
    }

    fn joined(self, items: &[Ast], case: Case, by: &str) -> Result<String, &'static str> {
        let items: Result<Vec<_>, _> = items.iter().map(|item| self.part(item, case)).collect();
        Ok(items?.join(by))
    }

    fn group(self, text: &str) -> String {
        match self.syntax {
            Syntax::Lucene => format!("({text})"),
            Syntax::Perl | Syntax::PlainPerl => format!("(?:{text})"),
        }
    }

    /// One character of any kind.
    fn any(self) -> String {
        match (self.separator, self.syntax) {
            (Some(separator), _) => format!("[^{}]", self.member(separator)),
            (None, Syntax::PlainPerl) => ANY.to_owned(),
            (None, Syntax::Lucene | Syntax::Perl) => ".".to_owned(),
        }
    }

    /// These characters.
    pub(crate) fn literal(self, text: &str, case: Case) -> String {
        text.chars().map(|character| self.character(character, case)).collect()
    }

    fn character(self, character: char, case: Case) -> String {
        if case == Case::Insensitive && character.is_ascii_alphabetic() {
            let (lower, upper) = (character.to_ascii_lowercase(), character.to_ascii_uppercase());
            return match self.syntax {
                Syntax::Lucene | Syntax::Perl => format!("[{lower}{upper}]"),
                // In the order of characters, as `crate::regex` has classes: both stand in one rule.
                Syntax::PlainPerl => format!("[{upper}{lower}]"),
            };
        }
        let special = if self.syntax == Syntax::Lucene { LUCENE } else { PERL };
        self.escaped(character, special)
    }

    /// Control characters by number where the dialect has numbers, so that they can be seen.
    fn escaped(self, character: char, special: &str) -> String {
        if special.contains(character) {
            return format!("\\{character}");
        }
        if self.syntax != Syntax::Lucene && character.is_control() {
            return format!("\\x{{{:x}}}", u32::from(character));
        }
        character.to_string()
    }

    fn class(self, class: &Class, case: Case) -> String {
        let mut text = String::from("[");
        if class.negated {
            text.push('^');
        }
        for item in &class.items {
            text += &self.item(*item, case);
        }
        if class.negated
            && let Some(separator) = self.separator
        {
            text += &self.member(separator);
        }
        text.push(']');
        text
    }

    fn item(self, item: ClassItem, case: Case) -> String {
        match item {
            ClassItem::Char(character) => {
                let folds = case == Case::Insensitive && character.is_ascii_alphabetic();
                if folds {
                    let character = character.to_ascii_lowercase();
                    return format!("{character}{}", character.to_ascii_uppercase());
                }
                self.member(character)
            }
            ClassItem::Range(first, last) => {
                format!("{}-{}", self.member(first), self.member(last))
            }
            ClassItem::Shorthand { shorthand, negated } => self.shorthand(shorthand, negated),
        }
    }

    /// The ranges of a set with a name; of the opposite those that are left.
    fn shorthand(self, shorthand: Shorthand, negated: bool) -> String {
        let ranges: &[(char, char)] = match (shorthand, negated) {
            (Shorthand::Digit, false) => &[('0', '9')],
            (Shorthand::Digit, true) => &[('\0', '/'), (':', char::MAX)],
            (Shorthand::Space, false) => &[('\t', '\n'), ('\r', '\r'), (' ', ' ')],
            (Shorthand::Space, true) => {
                &[('\0', '\u{8}'), ('\u{b}', '\u{c}'), ('\u{e}', '\u{1f}'), ('!', char::MAX)]
            }
            (Shorthand::Word, false) => &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
            (Shorthand::Word, true) => {
                &[('\0', '/'), (':', '@'), ('[', '^'), ('`', '`'), ('{', char::MAX)]
            }
        };
        let range =
            |&(first, last): &(char, char)| format!("{}-{}", self.member(first), self.member(last));
        ranges.iter().map(range).collect()
    }

    /// A character of a class.
    fn member(self, character: char) -> String {
        let special = if self.syntax == Syntax::Lucene { LUCENE } else { PERL_CLASS };
        self.escaped(character, special)
    }
}

/// Whether a count behind the text of an expression is a count of all of it.
fn is_single(item: &Ast) -> bool {
    match item {
        Ast::AnyChar | Ast::Class(_) => true,
        Ast::Literal(text) => text.chars().count() == 1,
        Ast::Empty
        | Ast::AnyString
        | Ast::Nothing
        | Ast::Interval(_)
        | Ast::Repeat { .. }
        | Ast::Concat(_)
        | Ast::Union(_)
        | Ast::Intersection(_)
        | Ast::Complement(_) => false,
    }
}

/// How often what stands before it is repeated; all syntaxes say it so.
pub(crate) fn count(least: u32, most: Option<u32>) -> String {
    match (least, most) {
        (0, None) => "*".to_owned(),
        (1, None) => "+".to_owned(),
        (0, Some(1)) => "?".to_owned(),
        (least, None) => format!("{{{least},}}"),
        (least, Some(most)) if least == most => format!("{{{least}}}"),
        (least, Some(most)) => format!("{{{least},{most}}}"),
    }
}

#[cfg(test)]
mod tests {
    use eql_functions::regex::{LuceneRegex, ScriptedRegex};
    use testkit::Rng;

    use super::*;

    const OWN: Dialect = Dialect { syntax: Syntax::Lucene, separator: None };
    const COMMON: Dialect = Dialect { syntax: Syntax::Perl, separator: None };

    fn perl(text: &str, case: Case) -> Result<String, &'static str> {
        COMMON.lucene(&eql_functions::regex::parse(text).unwrap(), case)
    }

    #[test]
    fn ascii_letters_fold_by_classes() {
        let pattern = WildcardPattern::parse("*\\é?k");
        assert_eq!(OWN.wildcard(&pattern, Case::Insensitive), r".*\\é.[kK]");
        assert_eq!(COMMON.wildcard(&pattern, Case::Sensitive), r".*\\é.k");
        let plain = Dialect { syntax: Syntax::PlainPerl, separator: None };
        assert_eq!(plain.wildcard(&pattern, Case::Insensitive), r"(?s:.)*\\é(?s:.)[Kk]");
    }

    #[test]
    fn nothing_crosses_the_border_of_two_values() {
        let list = Dialect { separator: Some('\u{1f}'), ..COMMON };
        let pattern = WildcardPattern::parse("a*");
        assert_eq!(list.wildcard(&pattern, Case::Sensitive), r"a[^\x{1f}]*");
        let regex = eql_functions::regex::parse("[^b].").unwrap();
        let text = list.lucene(&regex, Case::Sensitive);
        assert_eq!(text.as_deref(), Ok(r"[^b\x{1f}][^\x{1f}]"));
    }

    #[test]
    fn ranges_of_a_class_do_not_fold() {
        assert_eq!(
            perl("[a-cx]+(d|e){2,3}", Case::Insensitive).unwrap(),
            "[a-cxX]+(?:[dD]|[eE]){2,3}"
        );
        assert_eq!(perl(r"\d\@", Case::Sensitive).unwrap(), "[0-9]@");
    }

    #[test]
    fn what_only_lucene_has_is_told() {
        assert!(perl("~a", Case::Sensitive).is_err());
        assert!(perl("<1-9>", Case::Sensitive).is_err());
        let ast = eql_functions::regex::parse("a&~(b|c)").unwrap();
        assert_eq!(OWN.lucene(&ast, Case::Sensitive).as_deref(), Ok("a&~(b|c)"));
    }

    /// A short text of characters that matter to patterns.
    fn random_text(random: &mut Rng, alphabet: &[char]) -> String {
        (0..random.below(6)).map(|_| *random.pick(alphabet)).collect()
    }

    fn takes(regex: &str, text: &str) -> bool {
        ScriptedRegex::new(&format!("(?s){regex}"), Case::Sensitive).unwrap().is_match(text)
    }

    #[test]
    fn patterns_take_the_same_texts_in_all_dialects() {
        let alphabet =
            ['a', 'K', 'k', 'é', 'É', '\u{212a}', '\\', '.', '[', '-', '"', '#', '\n', '*', '?'];
        let (mut random, mut hits) = (Rng::new(3), 0);
        for _ in 0..1_500 {
            let pattern = WildcardPattern::parse(&random_text(&mut random, &alphabet));
            let values = [random_text(&mut random, &alphabet), random_text(&mut random, &alphabet)];
            let case = *random.pick(&[Case::Sensitive, Case::Insensitive]);
            let expected = pattern.matches(&values[0], case);
            let own = LuceneRegex::new(&OWN.wildcard(&pattern, case), Case::Sensitive).unwrap();
            assert_eq!(own.is_match(&values[0]), expected, "{pattern} {values:?}");
            assert_eq!(
                takes(&COMMON.wildcard(&pattern, case), &values[0]),
                expected,
                "{pattern} {values:?}"
            );
            let some = values.iter().any(|value| pattern.matches(value, case));
            let joined = format!("\u{1f}{}\u{1f}{}\u{1f}", values[0], values[1]);
            let list = Dialect { separator: Some('\u{1f}'), ..COMMON }.wildcard(&pattern, case);
            assert_eq!(
                takes(&format!(".*\u{1f}{list}\u{1f}.*"), &joined),
                some,
                "{pattern} {values:?}"
            );
            hits += usize::from(some);
        }
        assert!(hits > 80, "{hits}");
    }

    #[test]
    fn expressions_take_the_same_texts_in_all_dialects() {
        let expressions = [
            r"[a-c]+\.k?",
            r"(a|k)*b",
            r"[^a]k",
            r"\d{2,}|\w\s",
            r"[\da]-\D",
            "\"a.\"k",
            r"(ab){0,2}",
            r"[k-m]\[\]",
            "@k",
            "a|bc",
        ];
        let alphabet = ['a', 'b', 'c', 'k', 'K', 'é', '1', ' ', '.', '-', '[', ']', '\n'];
        let (mut random, mut hits) = (Rng::new(5), 0);
        for _ in 0..1_500 {
            let written = *random.pick(&expressions);
            let case = *random.pick(&[Case::Sensitive, Case::Insensitive]);
            let text = random_text(&mut random, &alphabet);
            let regex = LuceneRegex::new(written, case).unwrap();
            let expected = regex.is_match(&text);
            let own = OWN.lucene(regex.ast(), case).unwrap();
            let own = LuceneRegex::new(&own, Case::Sensitive).unwrap();
            assert_eq!(own.is_match(&text), expected, "{written} {text:?}");
            let common = COMMON.lucene(regex.ast(), case).unwrap();
            assert_eq!(takes(&format!("(?:{common})"), &text), expected, "{written} {text:?}");
            hits += usize::from(expected);
        }
        assert!(hits > 30, "{hits}");
    }
}
