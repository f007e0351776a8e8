//! Exports as lines: a rule each, a backend each, and the commonest reasons.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use diagnostics::Span;
use rule_export::{Loss, LossKind, Verdict};
use serde::Serialize;

use super::{ExportedRule, Pack};

/// How many reasons are told.
const REASONS: usize = 5;

/// How many rules came to which end, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tally {
    /// What `--to` takes.
    pub backend: &'static str,
    /// The same events as the rule.
    pub exact: usize,
    /// Others on some events.
    pub lossy: usize,
    /// Cannot be written.
    pub refused: usize,
    /// How many rules are in the pack.
    pub written: usize,
    /// What stood in the way of how many rules, the commonest first: a construct and what is said of it.
    pub reasons: Vec<(String, usize)>,
}

impl Tally {
    /// Counts the rules of a pack.
    pub fn of(pack: &Pack) -> Self {
        Self {
            backend: pack.backend.name(),
            exact: pack.count(Verdict::Exact),
            lossy: pack.count(Verdict::Lossy),
            refused: pack.count(Verdict::Refused),
            written: pack.rules.len() - pack.left_out(),
            reasons: reasons(&pack.rules),
        }
    }

    /// The last lines of an export.
    pub fn lines(&self) -> Vec<String> {
        let Self { backend, exact, lossy, refused, written, .. } = self;
        let all = exact + lossy + refused;
        let head = format!(
            "exported {written} of {all} rules to {backend}: {exact} exact, {lossy} lossy, {refused} refused"
        );
        std::iter::once(head).chain(self.reason_lines()).collect()
    }

    fn reason_lines(&self) -> impl Iterator<Item = String> + '_ {
        let told = self.reasons.iter().take(REASONS);
        let rest: usize = self.reasons.len().saturating_sub(REASONS);
        let more = (rest > 0).then(|| format!("         and {rest} more reasons"));
        told.map(|(reason, count)| format!("  {count:>5}  {reason}")).chain(more)
    }
}

/// Each rule counts once for each reason. The same loss of several rules with other names is one reason, told by its
/// commonest names.
fn reasons(rules: &[ExportedRule]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, Reason> = BTreeMap::new();
    for rule in rules {
        let own: BTreeMap<_, BTreeSet<_>> = grouped(&rule.outcome.losses);
        for (group, messages) in own {
            let reason = counts.entry(group).or_default();
            reason.rules += 1;
            for message in messages {
                *reason.messages.entry(message).or_default() += 1;
            }
        }
    }
    let mut counts: Vec<_> =
        counts.into_values().map(|reason| (reason.told(), reason.rules)).collect();
    counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    counts
}

/// What is said of several rules.
#[derive(Default)]
struct Reason {
    rules: usize,
    /// By message, of how many rules it is said.
    messages: BTreeMap<String, usize>,
}

impl Reason {
    fn told(&self) -> String {
        let commonest =
            self.messages.iter().max_by_key(|(message, count)| (*count, Reverse(*message)));
        let Some((message, _)) = commonest else { return String::new() };
        match self.messages.len() {
            1 => message.clone(),
            2 => format!("{message} (or another name)"),
            all => format!("{message} (or {} other names)", all - 1),
        }
    }
}

/// The messages of losses by what is common to them: names in backticks differ from rule to rule.
fn grouped(losses: &[Loss]) -> BTreeMap<String, BTreeSet<String>> {
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for loss in losses {
        let group: Vec<_> = loss.message.split('`').step_by(2).collect();
        let name = loss.construct.name();
        let group = format!("{name}: {}", group.join("`"));
        groups.entry(group).or_default().insert(format!("{name}: {}", loss.message));
    }
    groups
}

/// The packs side by side: how many rules each engine holds, and the commonest reasons.
pub fn table(packs: &[Pack]) -> String {
    let tallies: Vec<_> = packs.iter().map(Tally::of).collect();
    let width = tallies.iter().map(|tally| tally.backend.len()).max().unwrap_or(0).max(7);
    let mut text =
        format!("{:<width$}  {:>6}  {:>6}  {:>7}\n", "backend", "exact", "lossy", "refused");
    for tally in &tallies {
        let Tally { backend, exact, lossy, refused, .. } = tally;
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{backend:<width$}  {exact:>6}  {lossy:>6}  {refused:>7}");
        text.extend(tally.reason_lines().map(|line| line + "\n"));
    }
    text
}

#[derive(Serialize)]
struct Line<'a> {
    backend: &'static str,
    rule: RuleName<'a>,
    verdict: &'static str,
    written: bool,
    losses: Vec<LossLine<'a>>,
}

#[derive(Serialize)]
struct RuleName<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct LossLine<'a> {
    kind: &'static str,
    construct: &'static str,
    message: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<&'a str>,
}

impl Pack {
    /// A JSON object a rule.
    pub fn json(&self) -> Vec<String> {
        let line = |rule: &ExportedRule| {
            let losses = rule.outcome.losses.iter().zip(&rule.spans).zip(&rule.examples);
            let losses = losses
                .map(|((loss, span), example)| rule.line(loss, *span, example.as_deref()))
                .collect();
            let line = Line {
                backend: self.backend.name(),
                rule: RuleName { id: &rule.id, name: &rule.name },
                verdict: rule.outcome.verdict.name(),
                written: rule.outcome.written,
                losses,
            };
            // A line always has a JSON form.
            serde_json::to_string(&line).unwrap_or_default()
        };
        self.rules.iter().map(line).collect()
    }
}

impl ExportedRule {
    fn line<'a>(&'a self, loss: &'a Loss, span: Span, example: Option<&'a str>) -> LossLine<'a> {
        let place = self.source.position(span.start);
        LossLine {
            kind: match loss.kind {
                LossKind::Lossy => "lossy",
                LossKind::Refused => "refused",
            },
            construct: loss.construct.name(),
            message: &loss.message,
            file: self.source.name(),
            line: place.line,
            column: place.column,
            help: loss.help.as_deref(),
            example,
        }
    }
}
