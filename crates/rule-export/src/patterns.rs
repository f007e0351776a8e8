//! Wildcard patterns and Lucene regular expressions as regular expressions of other dialects.

use eql_functions::Case;
use eql_functions::regex::{Ast, Class, ClassItem, Shorthand};
use eql_functions::wildcard::{Segment, WildcardPattern};
use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

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

    /// A pattern as a whole value behind the flags that it needs. `(?i)` may fold by Unicode, in which `k`, `s` and letters
    /// outside ASCII have forms that EQL tells apart: the flag does not hold for these.
    pub(crate) fn flagged(self, segments: &[Segment], case: Case) -> (&'static str, String) {
        let letters = segments.iter().filter_map(Segment::literal).flat_map(str::chars);
        let by_flag = case == Case::Insensitive && letters.clone().any(folds_alike);
        let literal =
            |text: &str| if by_flag { self.exempting(text) } else { self.literal(text, case) };
        let parts = segments.iter().map(|segment| match segment {
            Segment::Literal(text) => literal(text),
            Segment::One => self.any(),
            Segment::Run => self.any() + "*",
        });
        (if by_flag { "(?is)" } else { "(?s)" }, parts.collect())
    }

    /// These characters behind `(?i)`.
    fn exempting(self, text: &str) -> String {
        let mut written = String::new();
        let mut exempt = String::new();
        for character in text.chars() {
            if !character.is_ascii() || is_folded_otherwise(character) {
                exempt += &self.character(character, Case::Insensitive);
                continue;
            }
            close(&mut exempt, &mut written);
            written += &self.character(character, Case::Sensitive);
        }
        close(&mut exempt, &mut written);
        written
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
        let opposite =
            |item: &ClassItem| matches!(item, ClassItem::Shorthand { negated: true, .. });
        if class.items.iter().any(opposite) {
            return self.set(class, case);
        }
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

    /// A class with the opposite of a set with a name, by the characters that it takes, or by the others where it takes
    /// U+0000: not every syntax has a form for that.
    fn set(self, class: &Class, case: Case) -> String {
        let items = class.items.iter().flat_map(|item| ranges_of(*item, case));
        let mut set =
            ClassUnicode::new(items.map(|(first, last)| ClassUnicodeRange::new(first, last)));
        if class.negated {
            set.negate();
        }
        if let Some(separator) = self.separator {
            set.difference(&ClassUnicode::new([ClassUnicodeRange::new(separator, separator)]));
        }
        let from_zero = set.ranges().first().is_some_and(|range| range.start() == '\0');
        if from_zero {
            set.negate();
        }
        let range = |range: &ClassUnicodeRange| match (range.start(), range.end()) {
            (first, last) if first == last => self.member(first),
            (first, last) => format!("{}-{}", self.member(first), self.member(last)),
        };
        match (set.ranges(), from_zero) {
            ([], true) => self.any(),
            ([], false) if self.syntax == Syntax::Lucene => "#".to_owned(),
            ([], false) => r"[^\s\S]".to_owned(),
            (ranges, true) => format!("[^{}]", ranges.iter().map(range).collect::<String>()),
            (ranges, false) => format!("[{}]", ranges.iter().map(range).collect::<String>()),
        }
    }

    /// The ranges of a set with a name.
    fn shorthand(self, shorthand: Shorthand, negated: bool) -> String {
        let range =
            |&(first, last): &(char, char)| format!("{}-{}", self.member(first), self.member(last));
        shorthand_ranges(shorthand, negated).iter().map(range).collect()
    }

    /// A character of a class.
    fn member(self, character: char) -> String {
        let special = if self.syntax == Syntax::Lucene { LUCENE } else { PERL_CLASS };
        self.escaped(character, special)
    }
}

/// The ranges of characters that an item of a class takes.
fn ranges_of(item: ClassItem, case: Case) -> Vec<(char, char)> {
    match item {
        ClassItem::Char(character) => {
            let forms = if case == Case::Insensitive {
                vec![character.to_ascii_lowercase(), character.to_ascii_uppercase()]
            } else {
                vec![character]
            };
            forms.into_iter().map(|character| (character, character)).collect()
        }
        ClassItem::Range(first, last) => vec![(first, last)],
        ClassItem::Shorthand { shorthand, negated } => {
            shorthand_ranges(shorthand, negated).to_vec()
        }
    }
}

/// The ranges of a set with a name; of the opposite those that are left.
fn shorthand_ranges(shorthand: Shorthand, negated: bool) -> &'static [(char, char)] {
    match (shorthand, negated) {
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
    }
}

/// Letters of ASCII that letters outside of it fold to: U+212A and U+017F.
pub(crate) fn is_folded_otherwise(character: char) -> bool {
    matches!(character, 'k' | 'K' | 's' | 'S')
}

/// Whether a letter folds by Unicode as it does in EQL.
fn folds_alike(letter: char) -> bool {
    letter.is_ascii_alphabetic() && !is_folded_otherwise(letter)
}

/// Moves what the flag does not hold for to the rest.
fn close(exempt: &mut String, written: &mut String) {
    if !exempt.is_empty() {
        written.extend(["(?-i:", exempt.as_str(), ")"]);
        exempt.clear();
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
    fn a_flag_does_not_hold_for_letters_with_forms_outside_ascii() {
        let flagged = |text| {
            let pattern = WildcardPattern::parse(text);
            let (flags, text) = COMMON.flagged(pattern.segments(), Case::Insensitive);
            flags.to_owned() + &text
        };
        assert_eq!(flagged("a*b?.exe"), r"(?is)a.*b.\.exe");
        assert_eq!(flagged("task*é"), "(?is)ta(?-i:[sS][kK]).*(?-i:é)");
        assert_eq!(flagged("sk4"), "(?s)[sS][kK]4");
    }

    #[test]
    fn what_a_set_does_not_take_is_written_without_control_characters() {
        for (text, own, common) in [
            (r"\D", "[^0-9]", "[^0-9]"),
            (r"[\W_]", "[^0-9A-Za-z]", "[^0-9A-Za-z]"),
            (r"[^\Da]", "[0-9]", "[0-9]"),
            (r"[\d\D]", ".", "."),
            (r"[^\S]", "[\t-\n\r ]", r"[\x{9}-\x{a}\x{d} ]"),
        ] {
            let ast = eql_functions::regex::parse(text).unwrap();
            assert_eq!(OWN.lucene(&ast, Case::Sensitive).as_deref(), Ok(own), "{text}");
            assert_eq!(COMMON.lucene(&ast, Case::Sensitive).as_deref(), Ok(common), "{text}");
        }
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
        let alphabet = [
            'a', 'A', 'K', 'k', 's', 'é', 'É', '\u{212a}', '\u{17f}', '\\', '.', '[', '-', '"',
            '#', '\n', '*', '?',
        ];
        let (mut random, mut hits) = (Rng::new(3), 0);
        for _ in 0..1_500 {
            let pattern = WildcardPattern::parse(&random_text(&mut random, &alphabet));
            let values = [random_text(&mut random, &alphabet), random_text(&mut random, &alphabet)];
            let case = *random.pick(&[Case::Sensitive, Case::Insensitive]);
            let expected = pattern.matches(&values[0], case);
            let own = LuceneRegex::new(&OWN.wildcard(&pattern, case), Case::Sensitive).unwrap();
            assert_eq!(own.is_match(&values[0]), expected, "{pattern} {values:?}");
            let common = COMMON.wildcard(&pattern, case);
            assert_eq!(takes(&common, &values[0]), expected, "{pattern} {values:?}");
            let (flags, flagged) = COMMON.flagged(pattern.segments(), case);
            let regex = regex_automata::meta::Regex::new(&format!(r"{flags}^{flagged}\z")).unwrap();
            assert_eq!(regex.is_match(&*values[0]), expected, "{pattern} {values:?}");
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
