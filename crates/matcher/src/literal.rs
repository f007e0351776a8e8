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
        weight += usize::from(TELLS[usize::from(first)]);
        at += word.max(1);
    }
    weight
}

/// By byte, one for those that tell something: letters, digits, and the first bytes of other characters.
const TELLS: [u8; 256] = {
    let (mut tells, mut byte) = ([0; 256], 0u8);
    loop {
        tells[byte as usize] = (byte >= 0xC0 || byte.is_ascii_alphanumeric()) as u8;
        if byte == u8::MAX {
            break tells;
        }
        byte += 1;
    }
};

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

/// By first byte: the second letters of frequent words, and the third ones, as bits.
const NEXT: [[u32; 2]; 256] = {
    let (mut next, mut letter) = ([[0; 2]; 256], 0);
    while letter < FREQUENT.len() {
        let mut word = 0;
        while word < FREQUENT[letter].len() {
            let bytes = FREQUENT[letter][word].as_bytes();
            let lower = letter + b'a' as usize;
            next[lower][0] |= letter_bit(bytes[1]);
            next[lower][1] |= letter_bit(bytes[2]);
            next[lower - 0x20] = next[lower];
            word += 1;
        }
        letter += 1;
    }
    next
};

/// A bit for each letter, whatever its case, and for each other byte that of some letter.
const fn letter_bit(byte: u8) -> u32 {
    1 << (byte & 31)
}

/// The frequent word that a text begins with.
#[inline]
pub(crate) fn frequent_word(text: &[u8]) -> Option<&'static str> {
    let &[first, second, third, ..] = text else { return None };
    let next = NEXT[usize::from(first)];
    if next[0] & letter_bit(second) == 0 || next[1] & letter_bit(third) == 0 {
        return None; // nearly always
    }
    frequent_word_of(first, text)
}

#[cold]
fn frequent_word_of(first: u8, text: &[u8]) -> Option<&'static str> {
    let begins = |word: &&&str| {
        let head = text.get(..word.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
    };
    let words = FREQUENT.get(usize::from((first | 0x20).wrapping_sub(b'a')))?;
    words.iter().find(begins).copied()
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
