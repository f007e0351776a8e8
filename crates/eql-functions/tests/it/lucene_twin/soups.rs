//! Pieces of the syntax in any order: most are errors, and both sides must see the same ones.

use eql_functions::Case;
use testkit::Rng;

use super::Question;
use super::trees::{damaged, short};

const PATTERNS: usize = 16_000;
const TEXTS: usize = 2;

/// No `\d` and the like, which Lucene 8 does not know.
const PIECES: &[&str] = &[
    "a", "b", "A", "Z", "é", "😀", "0", "1", "12", "-", "^", "$", ",", ".", "?", "*", "+", "{",
    "}", "|", "(", ")", "[", "]", "\"", "~", "&", "@", "#", "<", ">", "\\", "\\\\", "\\.", "\\(",
    "\\]", "\\é", "\\~", "{2}", "{1,2}", "{0,}", "{0}", "<1-2>", "<01-12>", "<2-1>", "[ab]", "[^a",
    "[a-", "(a", "b)", "(a|b)", "\"ab\"", "a-b", "~(", "&~", "{,2}", "{2,", "<a>", "<1-", " ",
    "\n",
];

/// Patterns, each with a text of its own plain characters and a random one.
pub(super) fn questions(rng: &mut Rng) -> Vec<Question> {
    let mut questions = Vec::new();
    for _ in 0..PATTERNS {
        let case = *rng.pick(&[Case::Sensitive, Case::Insensitive]);
        let pieces = 1 + rng.below(7);
        let pattern: String = (0..pieces).map(|_| *rng.pick(PIECES)).collect();
        for _ in 0..TEXTS {
            let plain: String = pattern.chars().filter(|_| rng.one_in(2)).collect();
            let text = if rng.one_in(3) { short(rng) } else { damaged(rng, &plain) };
            questions.push(Question::regex(&pattern, &text, case));
        }
    }
    questions
}
