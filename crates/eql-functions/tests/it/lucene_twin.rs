//! Regular expressions and wildcards against Lucene itself.
//!
//! A slow test: it runs with `RUN_SLOW_TESTS=1` where there is a JDK and Debian's `liblucene8-java`. Every verdict of
//! Lucene 8 must be ours, but for the differences that `exceptions` lists with their reasons.

mod edges;
mod exceptions;
mod java;
mod repeats;
mod soups;
mod trees;
mod wildcards;

use std::collections::BTreeMap;
use std::io::Write;

use eql_functions::Case;
use eql_functions::regex::{LuceneRegex, RegexError};
use eql_functions::wildcard::WildcardPattern;
use testkit::Rng;

/// Which patterns they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Regex,
    Wildcard,
}

/// Does the pattern match the text?
#[derive(Clone, PartialEq, Eq, Debug)]
struct Question {
    kind: Kind,
    case: Case,
    pattern: String,
    text: String,
}

/// What one side says.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Answer {
    Match,
    NoMatch,
    /// The pattern cannot be read: the message.
    Syntax(String),
    /// The pattern is beyond a limit: the message.
    TooLarge(String),
}

impl Answer {
    /// Messages may differ.
    fn agrees(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl Question {
    fn regex(pattern: &str, text: &str, case: Case) -> Self {
        Self { kind: Kind::Regex, case, pattern: pattern.to_owned(), text: text.to_owned() }
    }

    fn wildcard(pattern: &str, text: &str, case: Case) -> Self {
        Self { kind: Kind::Wildcard, ..Self::regex(pattern, text, case) }
    }

    /// The answer of this crate.
    fn ours(&self) -> Answer {
        let matches = match self.kind {
            Kind::Wildcard => {
                Ok(WildcardPattern::parse_lucene(&self.pattern).matches(&self.text, self.case))
            }
            Kind::Regex => {
                LuceneRegex::new(&self.pattern, self.case).map(|regex| regex.is_match(&self.text))
            }
        };
        match matches {
            Ok(true) => Answer::Match,
            Ok(false) => Answer::NoMatch,
            Err(error @ RegexError::TooLarge { .. }) => Answer::TooLarge(error.to_string()),
            Err(error) => Answer::Syntax(error.to_string()),
        }
    }
}

/// Fewer pairs would not do; more take longer than a minute.
const LEAST_PAIRS: usize = 100_000;

#[test]
fn lucene_gives_the_same_verdicts() {
    if !is_set("RUN_SLOW_TESTS") {
        return say("skipped: lucene_twin: RUN_SLOW_TESTS is not 1");
    }
    let lucene = match java::Lucene::find() {
        Ok(lucene) => lucene,
        Err(absent) if is_set("EQLC_REQUIRE_JAVA") => panic!("EQLC_REQUIRE_JAVA is 1 and {absent}"),
        Err(absent) => return say(&format!("skipped: lucene_twin: {absent}")),
    };
    exceptions_are_as_stated(&lucene);
    let questions = questions(&mut Rng::new(14));
    assert!(questions.len() >= LEAST_PAIRS, "only {} pairs", questions.len());
    let mut tally = Tally::default();
    for (question, answer) in questions.iter().zip(lucene.answers(&questions)) {
        tally.add(question, &answer);
    }
    tally.excuse_repeats(&lucene);
    tally.finish();
}

/// Every pair, in an order that never changes.
fn questions(rng: &mut Rng) -> Vec<Question> {
    let mut questions = edges::questions();
    questions.extend(trees::questions(rng));
    questions.extend(soups::questions(rng));
    questions.extend(wildcards::questions(rng));
    questions
}

/// Each example of an exception shows what the exception says, so none outlives its reason.
fn exceptions_are_as_stated(lucene: &java::Lucene) {
    for exception in exceptions::EXCEPTIONS {
        let questions: Vec<Question> =
            exception.examples.iter().map(exceptions::Example::question).collect();
        let answers = lucene.answers(&questions);
        for ((example, question), answer) in exception.examples.iter().zip(&questions).zip(answers)
        {
            let ours = question.ours();
            let place =
                format!("{}: {question:?}: ours {ours:?}, Lucene's {answer:?}", exception.name);
            assert!(example.ours.is(&ours) && example.lucenes.is(&answer), "{place}");
            assert!((exception.applies)(question, &ours, &answer), "{place}: does not apply");
        }
    }
}

/// How the comparison goes.
#[derive(Default)]
struct Tally {
    pairs: usize,
    matches: usize,
    errors: usize,
    excused: BTreeMap<&'static str, usize>,
    /// Question, our answer, Lucene's.
    differences: Vec<(Question, Answer, Answer)>,
}

impl Tally {
    fn add(&mut self, question: &Question, lucenes: &Answer) {
        self.pairs += 1;
        self.matches += usize::from(*lucenes == Answer::Match);
        self.errors += usize::from(matches!(lucenes, Answer::Syntax(_)));
        let ours = question.ours();
        if ours.agrees(lucenes) {
            return;
        }
        match exceptions::applying(question, &ours, lucenes) {
            Some(name) => *self.excused.entry(name).or_default() += 1,
            None => self.differences.push((question.clone(), ours, lucenes.clone())),
        }
    }

    /// Asks Lucene again where a repetition may have been of the empty language.
    fn excuse_repeats(&mut self, lucene: &java::Lucene) {
        let spelt_out = |(question, ..): &(Question, _, _)| repeats::spelt_out(question);
        let again: Vec<Question> = self.differences.iter().filter_map(spelt_out).collect();
        let mut answers = lucene.answers(&again).into_iter();
        self.differences.retain(|difference| {
            let answer = spelt_out(difference).and_then(|_| answers.next());
            let excused = answer.is_some_and(|answer| answer.agrees(&difference.1));
            *self.excused.entry(repeats::NAME).or_default() += usize::from(excused);
            !excused
        });
    }

    /// # Panics
    /// Where a difference is left, or where the pairs show too little.
    fn finish(self) {
        let Self { pairs, matches, errors, excused, differences } = self;
        say(&format!(
            "lucene_twin: {pairs} pairs, {matches} match, {errors} are syntax errors, excused: {excused:?}"
        ));
        let shown = differences.iter().take(50).map(|(question, ours, lucenes)| {
            format!("{question:?}: ours {ours:?}, Lucene's {lucenes:?}")
        });
        let shown: Vec<String> = shown.collect();
        let count = differences.len();
        assert!(differences.is_empty(), "{count} differences:\n{}", shown.join("\n"));
        assert!(matches * 4 > pairs && matches * 4 < pairs * 3, "{matches} of {pairs} match");
        assert!(excused.values().sum::<usize>() * 50 < pairs, "more than 2 % is excused");
    }
}

#[expect(clippy::disallowed_methods, reason = "the switches of the test run")]
fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| value == "1")
}

/// Not `eprintln!`: the test harness would hide the line of a passing test.
fn say(line: &str) {
    drop(std::io::stderr().write_all(format!("{line}\n").as_bytes()));
}
