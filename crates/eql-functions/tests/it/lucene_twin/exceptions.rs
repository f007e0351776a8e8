//! The differences from Lucene 8 that are meant.

use eql_functions::Case::{self, Insensitive, Sensitive};

use super::{Answer, Kind, Question};

/// One kind of difference.
pub(super) struct Exception {
    pub(super) name: &'static str,
    /// Whether it explains these two answers, which differ.
    pub(super) applies: fn(&Question, ours: &Answer, lucenes: &Answer) -> bool,
    pub(super) examples: &'static [Example],
}

/// A pair on which both sides are known.
pub(super) struct Example {
    pub(super) kind: Kind,
    pub(super) case: Case,
    pub(super) pattern: &'static str,
    pub(super) text: &'static str,
    pub(super) ours: Said,
    pub(super) lucenes: Said,
}

/// An answer without its message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Said {
    Yes,
    No,
    Syntax,
    TooLarge,
}
use Said::{No, Syntax, TooLarge, Yes};

impl Said {
    pub(super) fn is(self, answer: &Answer) -> bool {
        self == match answer {
            Answer::Match => Yes,
            Answer::NoMatch => No,
            Answer::Syntax(_) => Syntax,
            Answer::TooLarge(_) => TooLarge,
        }
    }
}

impl Example {
    pub(super) fn question(&self) -> Question {
        Question { kind: self.kind, ..Question::regex(self.pattern, self.text, self.case) }
    }
}

const fn example(
    case: Case,
    pattern: &'static str,
    text: &'static str,
    ours: Said,
    lucenes: Said,
) -> Example {
    Example { kind: Kind::Regex, case, pattern, text, ours, lucenes }
}

/// Every exception, each with its reason.
pub(super) const EXCEPTIONS: &[Exception] = &[
    // Lucene 9, which runs in Elasticsearch since 8.0, refuses them; Lucene 8 takes the letter itself.
    Exception {
        name: "a backslash before a letter that names no set",
        applies: |_, ours, _| says(ours, "has no meaning; only"),
        examples: &[
            example(Sensitive, r"\b", "b", Syntax, Yes),
            example(Sensitive, r"a\nb", "anb", Syntax, Yes),
            example(Insensitive, r"[\t]", "t", Syntax, Yes),
        ],
    },
    // Lucene 9 refuses it since 9.5 or so; before, it matched nothing.
    Exception {
        name: "a repetition whose least count is greater than the greatest",
        applies: |_, ours, _| says(ours, "the least count is greater than the greatest"),
        examples: &[
            example(Sensitive, "a{2,1}", "a", Syntax, No),
            example(Sensitive, "~(a{2,1})", "a", Syntax, Yes),
        ],
    },
    // Lucene 9 reads the escape before it looks for a range, so these are three characters; in Lucene 8 a range.
    Exception {
        name: "a range that begins with an escaped backslash",
        applies: |question, _, _| question.pattern.contains(r"\\-"),
        examples: &[
            example(Sensitive, r"[\\-a]", "_", No, Yes),
            example(Sensitive, r"[\\-a]", "-", Yes, No),
            example(Sensitive, r"[\\-A]", "A", Yes, Syntax),
        ],
    },
    // Lucene means the empty text, but without case builds an automaton that takes nothing at all, in 9 and 10 too.
    // What follows from that (`(a|())` never takes the empty text) depends on the version and helps nobody. An empty
    // pattern never comes here: Elasticsearch makes it an equality.
    Exception {
        name: "the empty text without case",
        applies: |question, _, _| {
            let pattern = question.pattern.as_str();
            let empty = pattern.is_empty() || pattern.contains("()") || pattern.contains("\"\"");
            question.case == Insensitive && empty
        },
        examples: &[
            example(Insensitive, "", "", Yes, No),
            example(Insensitive, "()", "", Yes, No),
            example(Insensitive, "\"\"", "", Yes, No),
            example(Insensitive, "(a|())", "", Yes, No),
            example(Insensitive, ".()", "b", Yes, No),
            example(Insensitive, "~()", "", No, Yes),
        ],
    },
    // Java reads the digits of every alphabet; nobody writes them here, and the error says what is expected.
    Exception {
        name: "digits of another alphabet in an interval",
        applies: |question, ours, _| {
            says(ours, "an interval is two numbers")
                && question.pattern.chars().any(|one| one.is_numeric() && !one.is_ascii())
        },
        examples: &[
            example(Sensitive, "<٣-٤>", "٣", Syntax, No),
            example(Sensitive, "<٣-٤>", "3", Syntax, Yes),
        ],
    },
    // Lucene 8 gives it no state at all. It never comes here: `like` and `:` make an equality of it, and the
    // functions put a star before it.
    Exception {
        name: "the empty wildcard pattern",
        applies: |question, _, _| question.kind == Kind::Wildcard && question.pattern.is_empty(),
        examples: &[
            Example { kind: Kind::Wildcard, ..example(Sensitive, "", "", Yes, No) },
            Example { kind: Kind::Wildcard, ..example(Insensitive, "", "", Yes, No) },
        ],
    },
    // The limits are of time and memory, and so of the way in which an engine works.
    Exception {
        name: "sizes",
        applies: |_, ours, lucenes| {
            matches!(ours, Answer::TooLarge(_)) || matches!(lucenes, Answer::TooLarge(_))
        },
        examples: &[
            example(Sensitive, ".*a.{30}", "xaxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", Yes, TooLarge),
            example(Sensitive, "(((a|b){30}){30}){30}", "a", No, TooLarge),
        ],
    },
];

fn says(answer: &Answer, part: &str) -> bool {
    matches!(answer, Answer::Syntax(message) if message.contains(part))
}

/// The name of an exception that explains the two answers.
pub(super) fn applying(
    question: &Question,
    ours: &Answer,
    lucenes: &Answer,
) -> Option<&'static str> {
    let applying = EXCEPTIONS.iter().find(|exception| (exception.applies)(question, ours, lucenes));
    applying.map(|exception| exception.name)
}
