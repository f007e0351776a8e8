//! Generated expressions, with texts that are made to match them.
//!
//! They stay clear of the exceptions: no letter escapes, no counts out of order, no empty text without case.

use eql_functions::Case;
use testkit::Rng;

use super::Question;

const PATTERNS: usize = 16_000;
const TEXTS: usize = 6;

/// Few, so that they meet; each stands for a kind: letters of both cases, digits, other ASCII, two to four bytes.
const CHARACTERS: &[char] = &[
    'a',
    'b',
    'c',
    'A',
    'B',
    'Z',
    'z',
    '0',
    '1',
    '2',
    '9',
    '-',
    '_',
    ' ',
    '\n',
    '\\',
    '.',
    '*',
    '^',
    ']',
    '"',
    '~',
    '&',
    '#',
    '<',
    '\u{0}',
    'é',
    'É',
    'ß',
    '\u{80}',
    '\u{212a}',
    '\u{ffff}',
    '😀',
    '\u{10ffff}',
];

/// What a backslash must stand before.
const SPECIAL: &str = ".?+*|{}[]()\"\\#@&<>~";

#[derive(Clone, Debug)]
enum Tree {
    Char(char),
    Quoted(String),
    /// `()` or `""`.
    Empty(&'static str),
    AnyChar,
    AnyString,
    Nothing,
    Class(bool, Vec<(char, char)>),
    Interval(String, String),
    /// Item, text of the counts, least, and how many more.
    Repeat(Box<Tree>, String, usize, usize),
    Concat(Vec<Tree>),
    Union(Vec<Tree>),
    Intersection(Vec<Tree>),
    Complement(Box<Tree>),
}

/// Trees, and several texts for each.
pub(super) fn questions(rng: &mut Rng) -> Vec<Question> {
    let mut questions = Vec::new();
    for _ in 0..PATTERNS {
        let case = *rng.pick(&[Case::Sensitive, Case::Insensitive]);
        let tree = tree(rng, case, 3);
        let pattern = tree.pattern(rng, 0);
        for _ in 0..TEXTS {
            let mut text = String::new();
            tree.sample(rng, case, &mut text);
            questions.push(Question::regex(&pattern, &damaged(rng, &text), case));
        }
    }
    questions
}

fn tree(rng: &mut Rng, case: Case, depth: usize) -> Tree {
    if depth == 0 || rng.one_in(5) {
        return leaf(rng, case);
    }
    let inner = depth - 1;
    match rng.below(12) {
        0..=4 => Tree::Concat(trees(rng, case, inner, 4)),
        5 | 6 => Tree::Union(trees(rng, case, inner, 3)),
        7 => Tree::Intersection(trees(rng, case, inner, 3)),
        8 => Tree::Complement(Box::new(tree(rng, case, inner))),
        _ => {
            let item = tree(rng, case, inner);
            repeat(rng, item)
        }
    }
}

fn trees(rng: &mut Rng, case: Case, depth: usize, most: usize) -> Vec<Tree> {
    (0..2 + rng.below(most - 1)).map(|_| tree(rng, case, depth)).collect()
}

fn repeat(rng: &mut Rng, item: Tree) -> Tree {
    let (least, more) = (rng.below(3), rng.below(3));
    let (text, least, more) = match rng.below(7) {
        0 => ("?".to_owned(), 0, 1),
        1 | 2 => ("*".to_owned(), 0, 3),
        3 => ("+".to_owned(), 1, 3),
        4 => (format!("{{{least}}}"), least, 0),
        5 => (format!("{{{least},}}"), least, 3),
        _ => (format!("{{{least},{}}}", least + more), least, more),
    };
    Tree::Repeat(Box::new(item), text, least, more)
}

fn leaf(rng: &mut Rng, case: Case) -> Tree {
    match rng.below(20) {
        0 => Tree::Quoted(unquoted(rng)),
        1 => empty(rng, case),
        2..=4 => Tree::AnyChar,
        5 => Tree::AnyString,
        6 => Tree::Nothing,
        7..=9 => Tree::Class(rng.one_in(3), class(rng)),
        10 => interval(rng),
        _ => Tree::Char(*rng.pick(CHARACTERS)),
    }
}

fn unquoted(rng: &mut Rng) -> String {
    let characters = (0..=rng.below(3)).map(|_| *rng.pick(CHARACTERS));
    characters.map(|character| if character == '"' { 'a' } else { character }).collect()
}

fn empty(rng: &mut Rng, case: Case) -> Tree {
    match case {
        Case::Sensitive => Tree::Empty(if rng.one_in(2) { "()" } else { "\"\"" }),
        Case::Insensitive => Tree::Repeat(Box::new(Tree::AnyChar), "{0}".to_owned(), 0, 0),
    }
}

/// Ranges, many of one character; a backslash begins none.
fn class(rng: &mut Rng) -> Vec<(char, char)> {
    let items = 1 + rng.below(4);
    let range = |_| {
        let (first, last) = (*rng.pick(CHARACTERS), *rng.pick(CHARACTERS));
        let single = first == '\\' || first > last || rng.one_in(2);
        (first, if single { first } else { last })
    };
    (0..items).map(range).collect()
}

fn interval(rng: &mut Rng) -> Tree {
    let bound = *rng.pick(&[3, 30, 300, 5_000]);
    let mut number = || {
        let number = rng.below(bound);
        if rng.one_in(3) { format!("{number:03}") } else { number.to_string() }
    };
    Tree::Interval(number(), number())
}

impl Tree {
    /// How tightly it binds: 0 for `x|y` to 5 for what needs no parentheses anywhere.
    fn level(&self) -> usize {
        match self {
            Self::Union(_) => 0,
            Self::Intersection(_) => 1,
            Self::Concat(_) => 2,
            Self::Repeat(..) => 3,
            Self::Complement(_) => 4,
            Self::Char(_)
            | Self::Quoted(_)
            | Self::Empty(_)
            | Self::AnyChar
            | Self::AnyString
            | Self::Nothing
            | Self::Class(..)
            | Self::Interval(..) => 5,
        }
    }

    /// The expression where something of this level is expected; now and then with parentheses that it does not need.
    fn pattern(&self, rng: &mut Rng, level: usize) -> String {
        if self.level() < level || rng.one_in(12) {
            return format!("({})", self.bare(rng));
        }
        self.bare(rng)
    }

    fn bare(&self, rng: &mut Rng) -> String {
        match self {
            Self::Char(character) => escaped(rng, *character),
            Self::Quoted(text) => format!("\"{text}\""),
            Self::Empty(text) => (*text).to_owned(),
            Self::AnyChar => ".".to_owned(),
            Self::AnyString => "@".to_owned(),
            Self::Nothing => "#".to_owned(),
            Self::Class(negated, items) => class_pattern(rng, *negated, items),
            Self::Interval(least, most) => format!("<{least}-{most}>"),
            Self::Repeat(item, counts, ..) => item.pattern(rng, 3) + counts,
            Self::Complement(item) => format!("~{}", item.pattern(rng, 4)),
            Self::Concat(items) => join(rng, items, "", 3),
            Self::Intersection(items) => join(rng, items, "&", 2),
            Self::Union(items) => join(rng, items, "|", 1),
        }
    }

    /// Adds a text that it matches, as far as that is easy to find.
    fn sample(&self, rng: &mut Rng, case: Case, text: &mut String) {
        match self {
            Self::Char(character) => text.push(folded(rng, case, *character)),
            Self::Quoted(quoted) => text.extend(quoted.chars().map(|c| folded(rng, case, c))),
            Self::Empty(_) | Self::Nothing => {}
            Self::AnyChar | Self::Class(true, _) => text.push(*rng.pick(CHARACTERS)),
            Self::Class(false, items) => {
                let (first, last) = *rng.pick(items);
                let one = between(rng, first, last);
                text.push(if first == last { folded(rng, case, one) } else { one });
            }
            Self::Interval(first, last) => text.push_str(&number(rng, first, last)),
            Self::Repeat(item, _, least, more) => {
                (0..least + rng.below(more + 1)).for_each(|_| item.sample(rng, case, text));
            }
            Self::Concat(items) => items.iter().for_each(|item| item.sample(rng, case, text)),
            Self::Union(items) | Self::Intersection(items) => {
                rng.pick(items).sample(rng, case, text);
            }
            Self::Complement(item) if rng.one_in(3) => item.sample(rng, case, text),
            Self::AnyString | Self::Complement(_) => text.push_str(&short(rng)),
        }
    }
}

fn join(rng: &mut Rng, items: &[Tree], separator: &str, level: usize) -> String {
    let items: Vec<String> = items.iter().map(|item| item.pattern(rng, level)).collect();
    items.join(separator)
}

/// A character outside of classes. Of what is not special, all but letters may be escaped too.
fn escaped(rng: &mut Rng, character: char) -> String {
    let free = !character.is_ascii_alphabetic() && rng.one_in(6);
    if SPECIAL.contains(character) || free { format!("\\{character}") } else { character.into() }
}

fn class_pattern(rng: &mut Rng, negated: bool, items: &[(char, char)]) -> String {
    let mut pattern = String::from(if negated { "[^" } else { "[" });
    for &(first, last) in items {
        pattern.push_str(&in_class(rng, first));
        if first != last {
            pattern.push('-');
            pattern.push_str(&in_class(rng, last));
        }
    }
    pattern + "]"
}

/// In a class only these need a backslash, and every other character but letters may have one.
fn in_class(rng: &mut Rng, character: char) -> String {
    let free = !character.is_ascii_alphabetic() && rng.one_in(3);
    if "-^]\\".contains(character) || free { format!("\\{character}") } else { character.into() }
}

fn folded(rng: &mut Rng, case: Case, character: char) -> char {
    let flip = case == Case::Insensitive && rng.one_in(2);
    if flip { flipped(character) } else { character }
}

fn flipped(character: char) -> char {
    if character.is_ascii_alphabetic() { char::from(character as u8 ^ 0x20) } else { character }
}

fn between(rng: &mut Rng, first: char, last: char) -> char {
    let number = first as usize + rng.below(last as usize - first as usize + 1);
    u32::try_from(number).ok().and_then(char::from_u32).unwrap_or(first)
}

/// A number of the interval, or next to it, with zeros before it or without.
fn number(rng: &mut Rng, first: &str, last: &str) -> String {
    let value = |text: &str| text.parse::<usize>().unwrap_or(0);
    let (least, most) = (value(first).min(value(last)), value(first).max(value(last)));
    let number = (least + rng.below(most - least + 3)).saturating_sub(usize::from(rng.one_in(5)));
    let width = if rng.one_in(2) { first.len() } else { rng.below(5) };
    format!("{number:0width$}")
}

pub(super) fn short(rng: &mut Rng) -> String {
    (0..rng.below(4)).map(|_| *rng.pick(CHARACTERS)).collect()
}

/// The text itself, or with a small change.
pub(super) fn damaged(rng: &mut Rng, text: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let at = rng.below(characters.len());
    match rng.below(8) {
        0 => characters.insert(at, *rng.pick(CHARACTERS)),
        1 if !characters.is_empty() => drop(characters.remove(at)),
        2 if !characters.is_empty() => characters[at] = flipped(characters[at]),
        3 if !characters.is_empty() => characters[at] = *rng.pick(CHARACTERS),
        4 if rng.one_in(4) => characters = short(rng).chars().collect(),
        _ => {}
    }
    characters.into_iter().collect()
}
