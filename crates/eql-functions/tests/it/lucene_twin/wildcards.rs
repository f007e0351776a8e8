//! Generated wildcard patterns, with texts that are made to match them.

use eql_functions::Case;
use testkit::Rng;

use super::Question;
use super::trees::{damaged, short};

const PATTERNS: usize = 6_000;
const TEXTS: usize = 5;

const PIECES: &[&str] = &[
    "*", "*", "*", "?", "?", "\\", "\\*", "\\?", "\\\\", "\\a", "\\é", "a", "b", "A", "é", "É",
    "😀", ".", "[", "\n", " ",
];

/// Patterns of one to eight pieces, and several texts for each.
pub(super) fn questions(rng: &mut Rng) -> Vec<Question> {
    let mut questions = Vec::new();
    for _ in 0..PATTERNS {
        let case = *rng.pick(&[Case::Sensitive, Case::Insensitive]);
        let pieces: Vec<&str> = (0..=rng.below(8)).map(|_| *rng.pick(PIECES)).collect();
        let pattern = pieces.concat();
        for _ in 0..TEXTS {
            let text: String = pieces.iter().map(|piece| sample(rng, piece)).collect();
            questions.push(Question::wildcard(&pattern, &damaged(rng, &text), case));
        }
    }
    questions
}

/// What a piece matches, as a rule: a lone backslash takes the next piece literally.
fn sample(rng: &mut Rng, piece: &str) -> String {
    match piece {
        "*" => short(rng),
        "?" => rng.pick(&["a", "é", "😀", "\n"]).to_string(),
        "\\" => String::new(),
        other => other.trim_start_matches('\\').to_owned(),
    }
}
