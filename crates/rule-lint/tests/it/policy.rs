//! Other people's lists and limits take the place of Elastic's.

use rule_lint::{Context, Policy};

use crate::example::files;
use crate::findings;

#[test]
fn other_prefixes_and_scores_are_possible() {
    let mut policy = Policy::elastic().clone();
    policy.severity.insert("medium".to_owned(), [90, 100]);
    policy.tags.clear();
    policy.tags.insert("Team".to_owned(), vec!["Blue".to_owned()]);
    policy.source_tags.clear();
    let context = Context { policy: &policy, ..Context::default() };
    let file =
        &files("[rule]\nrisk_score = 47\ntags = [\"Tactic: Execution\", \"team: blue\"]\n")[0];
    let found = findings(&file.path, &file.text, &context);
    let messages: Vec<_> = found.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the risk score 47 is outside of 90 to 100, the range of `medium`",
            "the tag `Tactic: Execution` has no controlled prefix",
            "the tag `team: blue` is written `Team: Blue`",
        ]
    );
}
