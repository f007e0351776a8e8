//! An explanation as one JSON object.

use event::{Json, Value};
use serde_json::{Value as Out, json};

use super::human::fact_lines;
use super::obstacle::{Fact, Obstacles};
use super::record::{Change, RecordReason};
use super::repair::Edit;
use super::tree::{Node, Seen, What};
use super::{Explanation, StageReason};

/// The explanation as one line.
pub fn json(explanation: &Explanation) -> String {
    let matches = explanation
        .matches
        .iter()
        .map(|(records, keys)| json!({ "records": records, "join_keys": values(&keys.0) }));
    json!({
        "rule": { "id": explanation.id, "name": explanation.name },
        "kind": explanation.kind,
        "events": explanation.events,
        "matches": matches.collect::<Vec<_>>(),
        "record": explanation.record.as_ref().map(record),
        "stages": explanation.stages.iter().map(stage).collect::<Vec<_>>(),
        "obstacles": explanation.obstacles.as_ref().map(obstacles),
    })
    .to_string()
}

fn values(values: &[Value<'static>]) -> Vec<Json> {
    values.iter().map(Json::from).collect()
}

fn record(record: &RecordReason) -> Out {
    let changes = |changes: &Vec<Change>| changes.iter().map(change).collect::<Vec<_>>();
    json!({
        "record": record.record,
        "holds": record.holds,
        "tree": node(&record.tree),
        "changes": record.changes.as_ref().map(changes),
        "edits": record.edits.iter().map(edit).collect::<Vec<_>>(),
    })
}

fn edit(edit: &Edit) -> Out {
    json!({ "field": edit.field, "from": values(&edit.from), "to": values(&edit.to) })
}

fn change(change: &Change) -> Out {
    json!({
        "clause": change.text,
        "line": change.line,
        "wanted": change.wanted.words(),
        "seen": seen(&change.seen),
    })
}

fn seen(all: &[Seen]) -> Vec<Out> {
    all.iter().map(|one| json!({ "field": one.field, "values": values(&one.values) })).collect()
}

fn node(node: &Node) -> Out {
    let all = |parts: &[Node]| parts.iter().map(self::node).collect::<Vec<_>>();
    let mut out = match &node.what {
        What::Constant => json!({ "constant": node.holds }),
        What::Clause { text, line, seen: values, .. } => {
            json!({ "clause": text, "line": line, "seen": seen(values) })
        }
        What::Not(inner) => json!({ "not": self::node(inner) }),
        What::All(parts) => json!({ "all": all(parts) }),
        What::Some(parts) => json!({ "some": all(parts) }),
    };
    out["holds"] = node.holds.into();
    out["changes"] = node.changes.into();
    out
}

fn stage(stage: &StageReason) -> Out {
    json!({
        "role": stage.role.to_string(),
        "runs": stage.runs,
        "line": stage.line,
        "takes": stage.taken,
        "record": stage.record.as_ref().map(record),
    })
}

fn obstacles(obstacles: &Obstacles) -> Out {
    let facts =
        obstacles.facts.iter().map(|fact| json!({ "kind": kind(fact), "text": fact_lines(fact) }));
    json!({ "closest": obstacles.closest, "facts": facts.collect::<Vec<_>>() })
}

fn kind(fact: &Fact) -> &'static str {
    match fact {
        Fact::Impossible { .. } => "impossible",
        Fact::Clauses { .. } => "clauses",
        Fact::Key { .. } => "join_key",
        Fact::Maxspan { .. } => "maxspan",
        Fact::Until { .. } => "until",
        Fact::Occurred { .. } => "occurred",
        Fact::Untimed { .. } => "untimed",
        Fact::TooFew { .. } => "too_few",
        Fact::Order => "order",
    }
}
