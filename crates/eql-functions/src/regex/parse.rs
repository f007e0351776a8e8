//! Reads Lucene's regular expressions, all optional operators on.
//!
//! It follows Lucene 9 where that is odd: an operator that stands where an operand is expected is an ordinary
//! character (`*a`, `(|a)`, `]`); a backslash before a letter other than `d D s S w W` is an error; `[\\-z]`
//! is three characters and no range. Unlike Lucene, `{5,2}` is an error instead of matching nothing.

use super::ast::{Ast, Class, ClassItem, Interval, Shorthand};
use super::error::RegexError;
use super::limits;

/// Reads an expression.
///
/// # Errors
/// `Syntax` where it cannot be read, `TooLarge` where it is too long or too deeply nested.
pub fn parse(text: &str) -> Result<Ast, RegexError> {
    if text.len() > limits::PATTERN_BYTES {
        return Err(RegexError::too_large(format!(
            "it is longer than {} bytes",
            limits::PATTERN_BYTES
        )));
    }
    if text.is_empty() {
        return Ok(Ast::Empty);
    }
    let mut parser = Parser { text, position: 0, depth: 0 };
    let tree = parser.union()?;
    if parser.peek().is_some() {
        return Err(parser.error("`)` closes nothing; write `\\)` for the character"));
    }
    Ok(tree.ast)
}

struct Parser<'a> {
    text: &'a str,
    /// The next character, as a byte.
    position: usize,
    /// How many calls for parentheses and `~` are open.
    depth: usize,
}

/// An expression and how deep it is nested.
struct Tree {
    ast: Ast,
    height: usize,
}

impl Tree {
    fn leaf(ast: Ast) -> Self {
        Self { ast, height: 1 }
    }

    fn above(inner: usize, ast: Ast) -> Result<Self, RegexError> {
        if inner >= limits::NESTING { Err(too_deep()) } else { Ok(Self { ast, height: inner + 1 }) }
    }

    /// A list of one stays what it is.
    fn list(items: Vec<Self>, build: fn(Vec<Ast>) -> Ast) -> Result<Self, RegexError> {
        let height = items.iter().map(|tree| tree.height).max().unwrap_or(0);
        let single = items.len() == 1;
        let ast = build(items.into_iter().map(|tree| tree.ast).collect());
        if single { Ok(Self { ast, height }) } else { Self::above(height, ast) }
    }
}

fn too_deep() -> RegexError {
    RegexError::too_large(format!("it is nested more than {} levels deep", limits::NESTING))
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.position..)?.chars().next()
    }

    /// Whether the next character is one of these, which are ASCII.
    fn peek_is(&self, set: &[u8]) -> bool {
        self.text.as_bytes().get(self.position).is_some_and(|next| set.contains(next))
    }

    /// Goes over the next character if it is this one, which is ASCII.
    fn eat(&mut self, expected: char) -> bool {
        let next = self.text.as_bytes().get(self.position);
        let found = next.is_some_and(|next| next.is_ascii() && char::from(*next) == expected);
        self.position += usize::from(found);
        found
    }

    fn next(&mut self) -> Result<char, RegexError> {
        let next = self
            .peek()
            .ok_or_else(|| self.error("the pattern ends where a character is expected"))?;
        self.position += next.len_utf8();
        Ok(next)
    }

    fn expect(&mut self, closing: char, opening: &str) -> Result<(), RegexError> {
        if self.eat(closing) {
            return Ok(());
        }
        Err(self.error(format!("`{closing}` is missing behind {opening}")))
    }

    fn error(&self, message: impl Into<String>) -> RegexError {
        RegexError::syntax(self.position, message)
    }

    /// Runs a part of the grammar one level deeper.
    fn deeper(
        &mut self,
        part: fn(&mut Self) -> Result<Tree, RegexError>,
    ) -> Result<Tree, RegexError> {
        if self.depth == limits::NESTING {
            return Err(too_deep());
        }
        self.depth += 1;
        let tree = part(self)?;
        self.depth -= 1;
        Ok(tree)
    }

    /// `x|y`
    fn union(&mut self) -> Result<Tree, RegexError> {
        let mut items = vec![self.intersection()?];
        while self.eat('|') {
            items.push(self.intersection()?);
        }
        Tree::list(items, Ast::union)
    }

    /// `x&y`
    fn intersection(&mut self) -> Result<Tree, RegexError> {
        let mut items = vec![self.concat()?];
        while self.eat('&') {
            items.push(self.concat()?);
        }
        Tree::list(items, Ast::intersection)
    }

    /// `xy`; the first item is read whatever stands there.
    fn concat(&mut self) -> Result<Tree, RegexError> {
        let mut items = vec![self.repeat()?];
        while self.peek().is_some() && !self.peek_is(b")|&") {
            items.push(match self.plain_run() {
                Some(text) => Tree::leaf(Ast::Literal(text)),
                None => self.repeat()?,
            });
        }
        Tree::list(items, Ast::concat)
    }

    /// Letters and digits in front of another one: what stands behind them is not about them.
    fn plain_run(&mut self) -> Option<String> {
        let rest = self.text.get(self.position..)?;
        let count = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let run = rest.get(..count.checked_sub(1)?).filter(|run| !run.is_empty())?;
        self.position += run.len();
        Some(run.to_owned())
    }

    /// `x?`, `x*`, `x+`, `x{2,5}`, any number of times.
    fn repeat(&mut self) -> Result<Tree, RegexError> {
        let mut tree = self.complement()?;
        while let Some((least, most)) = self.quantifier()? {
            let height = tree.height;
            let repeat = Ast::Repeat { item: Box::new(tree.ast), least, most };
            tree = Tree::above(height, repeat)?;
        }
        Ok(tree)
    }

    fn quantifier(&mut self) -> Result<Option<(u32, Option<u32>)>, RegexError> {
        if self.eat('?') {
            return Ok(Some((0, Some(1))));
        }
        if self.eat('*') {
            return Ok(Some((0, None)));
        }
        if self.eat('+') {
            return Ok(Some((1, None)));
        }
        if self.eat('{') { self.counts().map(Some) } else { Ok(None) }
    }

    /// What stands between braces.
    fn counts(&mut self) -> Result<(u32, Option<u32>), RegexError> {
        let start = self.position;
        let least = self.count()?.ok_or_else(|| {
            self.error("a number is expected behind `{`; write `\\{` for the character")
        })?;
        let most = if self.eat(',') { self.count()? } else { Some(least) };
        self.expect('}', "the count")?;
        if most.is_some_and(|most| most < least) {
            return Err(RegexError::syntax(start, "the least count is greater than the greatest"));
        }
        Ok((least, most))
    }

    fn count(&mut self) -> Result<Option<u32>, RegexError> {
        let start = self.position;
        while self.peek_is(b"0123456789") {
            self.position += 1;
        }
        let digits = self.text.get(start..self.position).unwrap_or("");
        if digits.is_empty() {
            return Ok(None);
        }
        let count: Result<i32, _> = digits.parse();
        let count = count.ok().and_then(|count| u32::try_from(count).ok());
        count.map(Some).ok_or_else(|| RegexError::syntax(start, "the count is too large"))
    }

    /// `~x`
    fn complement(&mut self) -> Result<Tree, RegexError> {
        if !self.eat('~') {
            return self.atom();
        }
        let inner = self.deeper(Self::complement)?;
        Tree::above(inner.height, Ast::Complement(Box::new(inner.ast)))
    }

    fn atom(&mut self) -> Result<Tree, RegexError> {
        if self.eat('(') {
            return self.group();
        }
        let ast = if self.eat('.') {
            Ast::AnyChar
        } else if self.eat('#') {
            Ast::Nothing
        } else if self.eat('@') {
            Ast::AnyString
        } else if self.eat('"') {
            self.quoted()?
        } else if self.eat('<') {
            self.interval()?
        } else if self.eat('[') {
            self.class()?
        } else {
            self.character()?
        };
        Ok(Tree::leaf(ast))
    }

    /// What stands behind `(`.
    fn group(&mut self) -> Result<Tree, RegexError> {
        if self.eat(')') {
            return Ok(Tree::leaf(Ast::Empty));
        }
        let tree = self.deeper(Self::union)?;
        self.expect(')', "the group")?;
        Ok(tree)
    }

    /// What stands behind `"`: plain characters, without escapes.
    fn quoted(&mut self) -> Result<Ast, RegexError> {
        let text = self.until('"', "the quoted text")?;
        Ok(if text.is_empty() { Ast::Empty } else { Ast::Literal(text.to_owned()) })
    }

    /// The text up to a character, which is eaten.
    fn until(&mut self, closing: char, opening: &str) -> Result<&str, RegexError> {
        let start = self.position;
        let length = self.text.get(start..).and_then(|rest| rest.find(closing));
        self.position = length.map_or(self.text.len(), |length| start + length);
        self.expect(closing, opening)?;
        Ok(self.text.get(start..self.position - closing.len_utf8()).unwrap_or(""))
    }

    /// What stands behind `<`.
    fn interval(&mut self) -> Result<Ast, RegexError> {
        let start = self.position;
        let text = self.until('>', "the interval")?;
        let interval = interval(text).ok_or_else(|| {
            RegexError::syntax(
                start,
                "an interval is two numbers, `<1-99>`; write `\\<` for the character",
            )
        })?;
        Ok(Ast::Interval(interval))
    }

    /// What stands behind `[`; the first item is read whatever stands there, `]` too.
    fn class(&mut self) -> Result<Ast, RegexError> {
        let negated = self.eat('^');
        let mut items = vec![self.class_item()?];
        while self.peek().is_some_and(|next| next != ']') {
            items.push(self.class_item()?);
        }
        self.expect(']', "the class")?;
        Ok(Ast::Class(Class { negated, items }))
    }

    fn class_item(&mut self) -> Result<ClassItem, RegexError> {
        let start = self.position;
        let first = match self.escaped()? {
            Some(Escape::Set(item)) => return Ok(item),
            Some(Escape::Backslash) => return Ok(ClassItem::Char('\\')),
            Some(Escape::Char(escaped)) => escaped,
            None => self.next()?,
        };
        if !self.eat('-') {
            return Ok(ClassItem::Char(first));
        }
        self.eat('\\');
        let last = self.next()?;
        if first > last {
            return Err(RegexError::syntax(
                start,
                format!("the range `{first}-{last}` is out of order"),
            ));
        }
        Ok(ClassItem::Range(first, last))
    }

    /// Any other character, or an escape.
    fn character(&mut self) -> Result<Ast, RegexError> {
        let character = match self.escaped()? {
            Some(Escape::Set(item)) => {
                return Ok(Ast::Class(Class { negated: false, items: vec![item] }));
            }
            Some(Escape::Backslash) => '\\',
            Some(Escape::Char(escaped)) => escaped,
            None => self.next()?,
        };
        Ok(Ast::Literal(character.into()))
    }

    /// A backslash and what it stands for; `None` where there is no backslash.
    fn escaped(&mut self) -> Result<Option<Escape>, RegexError> {
        let start = self.position;
        if !self.eat('\\') {
            return Ok(None);
        }
        let escape = match self.next()? {
            '\\' => Escape::Backslash,
            letter if letter.is_ascii_alphabetic() => {
                Escape::Set(shorthand(letter).ok_or_else(|| unknown_escape(start, letter))?)
            }
            other => Escape::Char(other),
        };
        Ok(Some(escape))
    }
}

/// What a backslash makes.
enum Escape {
    /// `\\`, which never begins a range.
    Backslash,
    Char(char),
    Set(ClassItem),
}

fn unknown_escape(position: usize, letter: char) -> RegexError {
    RegexError::syntax(
        position,
        format!("`\\{letter}` has no meaning; only `\\d \\D \\s \\S \\w \\W` are sets"),
    )
}

fn shorthand(letter: char) -> Option<ClassItem> {
    let shorthand = match letter.to_ascii_lowercase() {
        'd' => Shorthand::Digit,
        's' => Shorthand::Space,
        'w' => Shorthand::Word,
        _ => return None,
    };
    Some(ClassItem::Shorthand { shorthand, negated: letter.is_ascii_uppercase() })
}

/// Numbers with the same number of digits mean texts of that length. A `+` is taken, as Java does.
fn interval(text: &str) -> Option<Interval> {
    let (left, right) = text.split_once('-')?;
    let number = |text: &str| u32::try_from(text.parse::<i32>().ok()?).ok();
    let (first, last) = (number(left)?, number(right)?);
    let digits = (left.len() == right.len()).then_some(left.len());
    Some(Interval { least: first.min(last), most: first.max(last), digits })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        match parse(text) {
            Ok(ast) => format!("{ast:?}"),
            Err(error) => format!("{:?}: {error}", error.position()),
        }
    }

    #[test]
    fn operators_where_an_operand_is_expected_are_characters() {
        for (text, literal) in [
            ("*", "*"),
            ("{", "{"),
            ("]", "]"),
            (")", ")"),
            ("}x", "}x"),
            ("^a$", "^a$"),
            (r"\*", "*"),
        ] {
            assert_eq!(parse(text).unwrap().as_literal(), Some(literal), "{text}");
        }
        assert_eq!(message("(|a)"), r#"Literal("|a")"#);
    }

    #[test]
    fn neighbouring_characters_are_one_literal() {
        assert_eq!(message(r#"a"b|c"\.d"#), r#"Literal("ab|c.d")"#);
        assert_eq!(message("()\"\""), "Empty");
    }

    #[test]
    fn errors_say_where_and_what() {
        for (text, expected) in [
            ("a(b", "Some(3): `)` is missing behind the group"),
            ("a)", "Some(1): `)` closes nothing; write `\\)` for the character"),
            ("[a", "Some(2): `]` is missing behind the class"),
            ("[z-a]", "Some(1): the range `z-a` is out of order"),
            ("[a-]", "Some(1): the range `a-]` is out of order"),
            ("a|", "Some(2): the pattern ends where a character is expected"),
            ("\\", "Some(1): the pattern ends where a character is expected"),
            ("\\b", "Some(0): `\\b` has no meaning; only `\\d \\D \\s \\S \\w \\W` are sets"),
            ("\"a", "Some(2): `\"` is missing behind the quoted text"),
            ("<a>", "Some(1): an interval is two numbers, `<1-99>`; write `\\<` for the character"),
            ("<1-2", "Some(4): `>` is missing behind the interval"),
            (
                "<-1-2>",
                "Some(1): an interval is two numbers, `<1-99>`; write `\\<` for the character",
            ),
            ("a{x}", "Some(2): a number is expected behind `{`; write `\\{` for the character"),
            ("a{1", "Some(3): `}` is missing behind the count"),
            ("a{3,2}", "Some(2): the least count is greater than the greatest"),
            ("a{2147483648}", "Some(2): the count is too large"),
        ] {
            assert_eq!(message(text), expected, "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_refused_without_overflowing_the_stack() {
        for text in [
            "(".repeat(10_000),
            format!("{}a{}", "(".repeat(10_000), ")".repeat(10_000)),
            "~".repeat(10_000) + "a",
            format!("a{}", "*".repeat(10_000)),
            (0..300).fold("a".to_owned(), |text, _| format!("({text}|b)")),
            "a".repeat(100_000),
        ] {
            assert!(matches!(parse(&text), Err(RegexError::TooLarge { .. })), "{}", &text[..20]);
        }
        assert!(parse(&format!("{}a{}", "(".repeat(200), ")".repeat(200))).is_ok());
    }

    #[test]
    fn classes_follow_lucene() {
        assert_eq!(
            message(r"[\\-z]"),
            r"Class(Class { negated: false, items: [Char('\\'), Char('-'), Char('z')] })"
        );
        assert_eq!(
            message(r"[\[-\]]"),
            r"Class(Class { negated: false, items: [Range('[', ']')] })"
        );
        assert_eq!(
            message("[]a]"),
            r"Class(Class { negated: false, items: [Char(']'), Char('a')] })"
        );
    }
}
