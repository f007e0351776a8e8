//! Tactics and techniques of ATT&CK, with the rules that find them.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use rule_lint::{Attack, Tactic, attack_page};
use rule_schema::Threat;

use super::{anchor, tone};
use crate::fixtures::{RuleReport, TestReport};
use crate::html::Tone;

/// The tactics from the first to the last of an attack, which is not the order of their ids.
const ORDER: [&str; 14] = [
    "TA0043", "TA0042", "TA0001", "TA0002", "TA0003", "TA0004", "TA0005", "TA0006", "TA0007",
    "TA0008", "TA0009", "TA0011", "TA0010", "TA0040",
];

/// The rules of each technique of each tactic; of no technique, those that name the tactic alone.
type Matrix<'a> = BTreeMap<String, BTreeMap<Option<String>, Vec<&'a RuleReport<'a>>>>;

/// How many techniques the rules name, sub-techniques as theirs.
pub(super) fn techniques(report: &TestReport<'_>) -> usize {
    let matrix = matrix(report);
    let ids: BTreeSet<_> = matrix.values().flat_map(BTreeMap::keys).flatten().collect();
    ids.len()
}

/// The matrix; nothing where no rule names a tactic.
pub(super) fn section(report: &TestReport<'_>) -> Markup {
    let matrix = matrix(report);
    let (named, others): (Vec<_>, Vec<_>) =
        tactics(&matrix).into_iter().partition(|tactic| matrix.contains_key(&tactic.id));
    html! {
        @if !matrix.is_empty() {
            h2 #attack { "ATT&CK" }
            div.matrix {
                @for tactic in named {
                    @if let Some(cells) = matrix.get(&tactic.id) { (column(&tactic, cells)) }
                }
            }
            @if !others.is_empty() {
                p.soft {
                    small {
                        "No rule for "
                        (others.iter().map(|tactic| tactic.name.as_str()).collect::<Vec<_>>().join(", ")) "."
                    }
                }
            }
        }
    }
}

fn matrix<'a>(report: &'a TestReport<'a>) -> Matrix<'a> {
    let mut matrix = Matrix::new();
    for rule in &report.rules {
        for threat in rule.rule.file.rule.value.threat.iter().flatten() {
            let Some(tactic) = tactic_of(&threat.value) else { continue };
            let cells = matrix.entry(tactic).or_default();
            let mut ids: Vec<_> = technique_ids(&threat.value).map(Some).collect();
            if ids.is_empty() {
                ids.push(None);
            }
            for id in ids {
                let rules = cells.entry(id).or_default();
                if !rules.iter().any(|other| std::ptr::eq(*other, rule)) {
                    rules.push(rule);
                }
            }
        }
    }
    matrix
}

fn tactic_of(threat: &Threat) -> Option<String> {
    Some(threat.tactic.as_ref()?.id.as_ref()?.value.clone())
}

fn technique_ids(threat: &Threat) -> impl Iterator<Item = String> {
    let techniques = threat.technique.iter().flatten();
    techniques.filter_map(|technique| Some(technique.id.as_ref()?.value.clone()))
}

/// All tactics in the order of an attack; behind them those that ATT&CK does not know.
fn tactics(matrix: &Matrix<'_>) -> Vec<Tactic> {
    let known = ORDER.iter().filter_map(|id| Attack::embedded().tactic(id)).cloned();
    let unknown = matrix.keys().filter(|id| !ORDER.contains(&id.as_str()));
    known.chain(unknown.map(|id| Tactic { id: id.clone(), name: id.clone() })).collect()
}

fn column(tactic: &Tactic, cells: &BTreeMap<Option<String>, Vec<&RuleReport<'_>>>) -> Markup {
    let rules: BTreeSet<_> = cells.values().flatten().map(|report| anchor(report)).collect();
    html! {
        section.tactic {
            h3 {
                a href=(attack_page(&tactic.id)) { (tactic.name) }
                span.soft.num { (rules.len()) }
            }
            @for (id, rules) in cells { (cell(id.as_deref(), rules)) }
        }
    }
}

fn cell(id: Option<&str>, rules: &[&RuleReport<'_>]) -> Markup {
    let worst = rules.iter().map(|report| tone(report)).min().unwrap_or(Tone::Plain);
    let known = id.and_then(|id| Attack::embedded().technique(id));
    let name = known.map_or_else(|| id.unwrap_or("no technique"), |known| &known.name);
    html! {
        details class={ "cell " (worst.class()) } {
            summary {
                span { (name) @if let Some(id) = id { small { (id) } } }
                b.num title=(format!("{} rules", rules.len())) { (rules.len()) }
            }
            ul { @for report in rules { li { a href={ "#" (anchor(report)) } { (report.rule.name()) } } } }
        }
    }
}
