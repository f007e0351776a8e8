//! What stands where a pattern leaves it open.

use crate::dice::Dice;
use crate::plausible::Platform;

/// Plain words that hardly any rule asks for.
const WORDS: [&str; 16] = [
    "atlas", "birch", "cedar", "delta", "ember", "fjord", "grove", "haven", "iris", "jade", "kite",
    "lumen", "maple", "nova", "orbit", "pine",
];

/// How many styles there are; each avoids what another may run into.
pub(crate) const STYLES: usize = 6;

/// What is known around the text that is made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hints {
    /// What the whole text may be, best first.
    pub(crate) whole: Vec<String>,
    /// What a command line begins with.
    pub(crate) head: Option<String>,
    /// What a path ends with.
    pub(crate) tail: Option<String>,
    /// What kind of system the event is of, where that is known.
    pub(crate) platform: Option<Platform>,
    /// Whether words in the text are parted by spaces.
    pub(crate) is_spaced: bool,
}

/// Fills what is open in one style.
pub(crate) struct Filler<'h> {
    hints: &'h Hints,
    style: usize,
    dice: Dice,
}

impl<'h> Filler<'h> {
    pub(crate) fn new(hints: &'h Hints, style: usize, dice: &Dice) -> Self {
        Self { hints, style, dice: dice.clone() }
    }

    /// A word of the style.
    pub(crate) fn word(&mut self) -> String {
        match self.style {
            0 | 1 => WORDS[self.dice.below(WORDS.len())].to_owned(),
            2 => self.dice.text("0123456789", 4),
            3 => self.dice.text("XYZQ", 3),
            4 => "-".to_owned(),
            _ => self.dice.text("jqxz", 2),
        }
    }

    /// What `*` takes between these texts; at least one character.
    pub(crate) fn run(&mut self, left: &str, right: Option<&str>) -> String {
        if self.style > 0 {
            return self.word();
        }
        match (left.is_empty(), right) {
            (true, Some(right)) => self.beginning(right),
            (false, None) => self.end(left),
            (true, None) => {
                let hint = self.hints.whole.first().or(self.hints.head.as_ref()).cloned();
                hint.unwrap_or_else(|| self.word())
            }
            (false, Some(_)) => self.word(),
        }
    }

    fn beginning(&mut self, right: &str) -> String {
        let head = self.hints.head.clone();
        match right.chars().next() {
            Some('\\') => "C:\\Data".to_owned(),
            Some('/') => "/opt".to_owned(),
            Some(' ') => head.unwrap_or_else(|| self.word()),
            _ if self.hints.is_spaced => head.unwrap_or_else(|| self.word()) + " ",
            _ => self.word(),
        }
    }

    fn end(&mut self, left: &str) -> String {
        let word = self.word();
        match left.chars().last() {
            Some('\\' | '/') => self.hints.tail.clone().unwrap_or(word),
            Some(last) if self.hints.is_spaced && last != ' ' => format!(" {word}"),
            _ => word,
        }
    }

    /// What `?` takes before this text.
    pub(crate) fn one(&mut self, right: Option<&str>) -> char {
        match right {
            Some(right) if right.starts_with(":\\") => 'C',
            _ => self.word().chars().next().unwrap_or('a'),
        }
    }
}
