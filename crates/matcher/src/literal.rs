//! Literals that are worth looking for.

use eql_functions::regex::Ast;

/// Shorter literals are found in too many values.
pub(crate) const MIN_LENGTH: usize = 3;

/// A literal that every value of a pattern contains, and how much it tells.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Literal<'p> {
    /// As it stands in the pattern.
    pub(crate) text: &'p str,
    /// Its characters, where a frequent word counts as one and a separator as none.
    pub(crate) weight: usize,
}

impl<'p> Literal<'p> {
    /// A text that a value must contain; `None` where it is too short.
    pub(crate) fn of_text(text: &'p str) -> Option<Self> {
        (text.len() >= MIN_LENGTH).then(|| Self { text, weight: weight(text) })
    }
}

/// Literals of which each text that an expression matches contains one, whatever the case of their letters; `None` where
/// that is not known.
pub(crate) fn literals_of(expression: &Ast) -> Option<Vec<Literal<'_>>> {
    match expression {
        Ast::Literal(text) => Literal::of_text(text).map(|literal| vec![literal]),
        Ast::Repeat { item, least, .. } if *least > 0 => literals_of(item),
        Ast::Concat(items) | Ast::Intersection(items) => {
            let least = |literals: &Vec<Literal<'_>>| literals.iter().map(|one| one.weight).min();
            items.iter().filter_map(literals_of).max_by_key(least)
        }
        Ast::Union(items) => {
            let all: Option<Vec<_>> = items.iter().map(literals_of).collect();
            all.map(|all| all.concat())
        }
        Ast::Empty
        | Ast::AnyChar
        | Ast::AnyString
        | Ast::Nothing
        | Ast::Class(_)
        | Ast::Interval(_)
        | Ast::Repeat { .. }
        | Ast::Complement(_) => None,
    }
}

fn weight(text: &str) -> usize {
    let (text, mut at, mut weight) = (text.as_bytes(), 0, 0);
    while let Some(&first) = text.get(at) {
        let word = frequent_word(&text[at..]).map_or(0, str::len);
        weight += usize::from(word > 0 || tells(first));
        at += word.max(1);
    }
    weight
}

/// Letters, digits, and the first bytes of other characters.
fn tells(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0xC0
}

/// Words that stand in many paths and command lines, by their first letters; they tell values apart no better than one
/// character.
const FREQUENT: [&[&str]; 26] = [
    &["appdata"],
    &["bin"],
    &["com", "currentversion"],
    &["device", "dll"],
    &["exe"],
    &[],
    &[],
    &["harddiskvolume", "hklm", "home"],
    &[],
    &[],
    &[],
    &["local"],
    &["machine", "microsoft"],
    &[],
    &[],
    &["program files", "programdata"],
    &[],
    &["registry", "roaming"],
    &["software", "system32", "syswow64"],
    &["temp"],
    &["users", "usr"],
    &[],
    &["windows"],
    &[],
    &[],
    &[],
];

/// By first letter: the second letters of frequent words, as bits.
const SECOND: [u32; 26] = {
    let (mut second, mut letter) = ([0; 26], 0);
    while letter < FREQUENT.len() {
        let mut word = 0;
        while word < FREQUENT[letter].len() {
            second[letter] |= letter_bit(FREQUENT[letter][word].as_bytes()[1]);
            word += 1;
        }
        letter += 1;
    }
    second
};

/// A bit for each letter, whatever its case, and for each other byte that of some letter.
const fn letter_bit(byte: u8) -> u32 {
    1 << (byte & 31)
}

/// The frequent word that a text begins with.
#[inline]
pub(crate) fn frequent_word(text: &[u8]) -> Option<&'static str> {
    let &[first, second, ..] = text else { return None };
    let letter = usize::from((first | 0x20).wrapping_sub(b'a'));
    if SECOND.get(letter)? & letter_bit(second) == 0 {
        return None; // nearly always
    }
    let begins = |word: &&&str| {
        let head = text.get(..word.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
    };
    FREQUENT[letter].iter().find(begins).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_looked_for_by_what_it_cannot_do_without() {
        let texts = |expression: &str| {
            let ast = eql_functions::regex::parse(expression).unwrap();
            literals_of(&ast).map(|all| all.iter().map(|one| one.text.to_owned()).collect())
        };
        let some = |texts: &[&str]| Some(texts.iter().map(|&text| text.to_owned()).collect());
        assert_eq!(texts(".*exe(mimik){2}[abc]{3}katz.dump"), some(&["mimik"]));
        assert_eq!(texts("(abcd|efgh.*ij)+"), some(&["abcd", "efgh"]));
        assert_eq!(texts("a.*(mimikatz&.{8})"), some(&["mimikatz"]));
        let nothing: [Option<Vec<String>>; 5] =
            ["(abc)*", "(abc|.*)", "~(abc)", "ab", "@"].map(texts);
        assert_eq!(nothing, [const { None }; 5]);
    }

    #[test]
    fn words_of_many_paths_tell_little() {
        let weight = |text| Literal::of_text(text).map(|literal| literal.weight);
        assert_eq!(weight("\\System32\\"), Some(1));
        assert_eq!(weight("\\ProgramData\\x.exe"), Some(3));
        assert_eq!(weight("ééé"), Some(3));
    }
}
