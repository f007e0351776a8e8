//! A comparison as lines of JSON, one object a change.

use event::{Document, Json};
use serde_json::{Value, json};

use crate::diff::{
    ClauseChange, Diff, Difference, KeyChange, LogicChange, Proof, QueryChange, RuleChange,
    RuleName, Verdict, Witness,
};
use crate::fixtures::Matches;

/// One line for each rule that was added or removed; of a changed rule one for each key, one for each clause, and one for
/// what the clauses mean.
pub fn json(diff: &Diff) -> String {
    let added = diff.added.iter().map(|rule| object("added", rule, &json!({})));
    let removed = diff.removed.iter().map(|rule| object("removed", rule, &json!({})));
    let changed = diff.changed.iter().flat_map(of_rule);
    let lines = removed.chain(added).chain(changed);
    let mut out = String::new();
    for line in lines {
        out.push_str(&line.to_string());
        out.push('\n');
    }
    out
}

fn of_rule(change: &RuleChange) -> Vec<Value> {
    let rule = &change.rule;
    let mut lines = match &change.query {
        None => Vec::new(),
        Some(QueryChange::Rewritten) => vec![object("query", rule, &json!({"reason": null}))],
        Some(QueryChange::Text(reason)) => {
            vec![object("query", rule, &json!({ "reason": reason }))]
        }
        Some(QueryChange::Logic(logic)) => {
            let clauses =
                logic.clauses.iter().map(|change| object("clause", rule, &clause(change)));
            std::iter::once(object("logic", rule, &of_logic(logic))).chain(clauses).collect()
        }
    };
    lines.extend(change.keys.iter().map(|change| object("metadata", rule, &key(change))));
    lines
}

fn object(change: &str, rule: &RuleName, more: &Value) -> Value {
    let mut object = json!({
        "change": change,
        "rule": { "id": rule.id, "name": rule.name, "severity": rule.severity, "risk_score": rule.risk_score },
        "file": rule.file,
    });
    if let (Some(own), Some(more)) = (object.as_object_mut(), more.as_object()) {
        own.extend(more.clone());
    }
    object
}

fn key(change: &KeyChange) -> Value {
    let mut object = json!({ "key": change.key, "old": change.old, "new": change.new });
    match &change.difference {
        Difference::Lines { added, removed } => {
            object["lines_added"] = json!(added);
            object["lines_removed"] = json!(removed);
        }
        Difference::Items { added, removed } => {
            object["added"] = json!(added);
            object["removed"] = json!(removed);
        }
        Difference::Value | Difference::Order | Difference::Details => {}
    }
    object
}

fn clause(change: &ClauseChange) -> Value {
    json!({
        "kind": change.kind(),
        "what": change.what.name(),
        "stage": change.stage,
        "word": change.word.map(super::super::Word::text),
        "within": change.within,
        "old": change.old,
        "new": change.new,
        "old_line": change.old_line,
        "new_line": change.new_line,
        "added": change.added,
        "removed": change.removed,
    })
}

fn of_logic(logic: &LogicChange) -> Value {
    let proof = match &logic.proof {
        Some(Proof::Equal(reason)) => Some(reason.as_str()),
        Some(Proof::NewWithinOld) => Some("the old rule finds all that the new one finds"),
        Some(Proof::OldWithinNew) => Some("the new rule finds all that the old one finds"),
        None => None,
    };
    json!({
        "verdict": Verdict::name(logic.verdict()),
        "proof": proof,
        "only_old": logic.witnesses.only_old.as_ref().map(witness),
        "only_new": logic.witnesses.only_new.as_ref().map(witness),
        "both": logic.witnesses.both.as_ref().map(witness),
    })
}

fn witness(witness: &Witness) -> Value {
    let events: Vec<Value> = witness.events.iter().map(document).collect();
    json!({ "events": events, "old": matches(&witness.old), "new": matches(&witness.new) })
}

fn document(event: &Document) -> Value {
    // A document always has a JSON form.
    serde_json::to_value(event).unwrap_or_default()
}

fn matches(matches: &Matches) -> Vec<Value> {
    let one = |(records, keys): &(Vec<Option<usize>>, event::JoinKey)| {
        let keys: Vec<Json> = keys.0.iter().map(Json::from).collect();
        json!({ "records": records, "join_keys": keys })
    };
    matches.iter().map(one).collect()
}
