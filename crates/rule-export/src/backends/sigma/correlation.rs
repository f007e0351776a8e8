//! Sequences as correlations: a rule for each stage, and one that wants them in order.
//!
//! It is never the same: EQL takes the newest pending event and takes it once, a correlation counts what happened in a
//! time. The backend's row of the matrix says so; here is what can be said.

use eql_hir::{Sequence, Stage};

use super::names::{FieldNames, Part};
use super::yaml::Yaml;
use super::{Body, item::Writer, logsource, rule};
use crate::{Construct, Eql, Loss, Rule};

/// The documents of a sequence.
pub(super) fn documents(
    rule: &Rule<'_>,
    eql: &Eql<'_>,
    sequence: &Sequence,
    names: &FieldNames,
    losses: &mut Vec<Loss>,
) -> String {
    let stages = &sequence.stages;
    // Names are those of a whole rule set, so that names of files would not do.
    let part_names: Vec<_> =
        (1..=stages.len()).map(|place| format!("{}_{place}", rule.id)).collect();
    let mut documents = Vec::new();
    for (place, stage) in stages.iter().enumerate() {
        let title = format!("{}: event {} of {}", rule.name(), place + 1, stages.len());
        let body = Body::new(eql, (&stage.filter, stage.span), names, losses);
        documents.push(rule::part(&title, &part_names[place], body));
    }
    let keys: Vec<_> = stages.iter().map(|stage| keys(eql, stage, names, losses)).collect();
    let correlation = correlation(&part_names, &keys, seconds(sequence));
    documents.push(rule::correlation(rule, correlation));
    documents.join("---\n")
}

/// The join keys of a stage, in the names that are wanted.
fn keys(eql: &Eql<'_>, stage: &Stage, names: &FieldNames, losses: &mut Vec<Loss>) -> Vec<String> {
    let category = logsource::of(eql, &stage.filter).category;
    let mut writer = Writer { eql, names, category, losses };
    let mut keys = Vec::new();
    for key in &stage.keys {
        let Some(place) = writer.place(eql.query.field(key.field).path.as_str(), stage.span) else {
            continue;
        };
        if place.part != Part::Whole {
            let message = format!("a part of `{}` is no field to group by", place.field);
            writer.losses.push(Loss::refused(Construct::StageKeys, stage.span, message));
        }
        keys.push(place.field);
    }
    keys
}

/// Whole seconds, as Sigma counts; the rest of a second is a part of the loss that every sequence has.
fn seconds(sequence: &Sequence) -> i128 {
    const SECOND: i128 = 1_000_000_000;
    sequence.maxspan.map_or(0, |nanos| (nanos + SECOND - 1) / SECOND)
}

fn correlation(rules: &[String], keys: &[Vec<String>], seconds: i128) -> Yaml {
    let list = |texts: &[String]| Yaml::List(texts.iter().map(Yaml::text).collect());
    let mut entries = vec![
        ("type".to_owned(), Yaml::text("temporal_ordered")),
        ("rules".to_owned(), list(rules)),
    ];
    let first = keys.first().map_or(&[][..], Vec::as_slice);
    let same = keys.iter().all(|keys| keys == first);
    let names: Vec<_> = if same {
        first.to_vec()
    } else {
        (1..=first.len()).map(|key| format!("key_{key}")).collect()
    };
    if !names.is_empty() {
        entries.push(("group-by".to_owned(), list(&names)));
    }
    entries.push(("timespan".to_owned(), Yaml::text(format!("{seconds}s"))));
    if !same {
        entries.push(("aliases".to_owned(), aliases(&names, rules, keys)));
    }
    Yaml::Map(entries)
}

/// By key, the field that each rule has it in.
fn aliases(names: &[String], rules: &[String], keys: &[Vec<String>]) -> Yaml {
    let fields = |place: usize| {
        let fields = rules.iter().zip(keys);
        fields
            .filter_map(|(rule, keys)| Some((rule.clone(), Yaml::text(keys.get(place)?))))
            .collect()
    };
    Yaml::Map(
        names
            .iter()
            .enumerate()
            .map(|(place, name)| (name.clone(), Yaml::Map(fields(place))))
            .collect(),
    )
}
