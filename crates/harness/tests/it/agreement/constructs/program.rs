//! What a program shows: kinds of leaves, instructions of scripts, stages, keys and pipes.

use std::collections::BTreeSet;

use eql_functions::{Case, Pipe};
use pack::{FieldTest, Plan, Program, ScriptInstruction, SequencePlan, StagePlan, Test};

use super::Constructs;

fn with_case(name: &str, case: Case) -> String {
    if case == Case::Insensitive { format!("{name}, any case") } else { name.to_owned() }
}

/// Kinds of leaves on one field, and types of fields.
pub(super) fn fields(program: &Program, found: &mut Constructs) {
    for predicate in &program.predicates {
        let Test::Field(_, test) = &predicate.test else { continue };
        found.insert(match test {
            FieldTest::Exists => "field: exists".to_owned(),
            FieldTest::OneOf(_, case) => with_case("field: one of", *case),
            FieldTest::Range(..) => "field: range".to_owned(),
            FieldTest::Like(_, case) => with_case("field: like", *case),
            FieldTest::Regex(_, case) => with_case("field: regex", *case),
            FieldTest::Prefix(_, case) => with_case("field: prefix", *case),
            FieldTest::Cidr(_) => "field: block".to_owned(),
        });
    }
    found.extend(program.fields.iter().map(|field| format!("type {}", field.field_type)));
    let paths: BTreeSet<_> = program.fields.iter().map(|field| &field.path).collect();
    if paths.len() < program.fields.len() {
        found.insert("field: several types of one path".to_owned());
    }
}

/// Instructions of scripts.
pub(super) fn scripts(program: &Program, found: &mut Constructs) {
    if program.scripts.iter().any(|script| script.occurrences.len() > 1) {
        found.insert("script: several occurrences".to_owned());
    }
    let steps = program.scripts.iter().flat_map(|script| &script.code);
    found.extend(steps.map(|step| match step {
        ScriptInstruction::Push(_) => "script: constant".to_owned(),
        ScriptInstruction::Load(_) => "script: occurrence".to_owned(),
        ScriptInstruction::Negate(_) => "script: negate".to_owned(),
        ScriptInstruction::Arithmetic(..) => "script: arithmetic".to_owned(),
        ScriptInstruction::Equal => "script: equal".to_owned(),
        ScriptInstruction::Range(_) => "script: range".to_owned(),
        ScriptInstruction::OneOf(_, case) => with_case("script: one of", *case),
        ScriptInstruction::Like(_, case) => with_case("script: like", *case),
        ScriptInstruction::Regex(_, case) => with_case("script: regex", *case),
        ScriptInstruction::IsNull => "script: is null".to_owned(),
        ScriptInstruction::Not => "script: not".to_owned(),
        ScriptInstruction::All(_) => "script: all".to_owned(),
        ScriptInstruction::Any(_) => "script: any".to_owned(),
        ScriptInstruction::Call { .. } => "script: call".to_owned(),
    }));
}

/// Stages, keys and pipes.
pub(super) fn plan(program: &Program, found: &mut Constructs) {
    let rule = &program.rules[0];
    found.extend(rule.pipes.iter().map(|pipe| match pipe {
        Pipe::Head(_) => "head".to_owned(),
        Pipe::Tail(_) => "tail".to_owned(),
    }));
    if rule.pipes.len() > 1 {
        found.insert("two pipes".to_owned());
    }
    match &rule.plan {
        Plan::Event(_) => drop(found.insert("event query".to_owned())),
        Plan::Sequence(plan) => {
            sequence(plan, found);
            keys(&plan.stages, found);
        }
        Plan::Sample(parts) => {
            found.insert(format!("sample of {}", parts.len()));
            keys(parts, found);
        }
    }
}

fn sequence(plan: &SequencePlan, found: &mut Constructs) {
    found.extend(match plan.stages.len() {
        2 => None,
        3 => Some("three stages".to_owned()),
        _ => Some("four stages or more".to_owned()),
    });
    let positive = |stage: &StagePlan| !stage.missing;
    if plan.stages.iter().filter(|stage| positive(stage)).count() > 1 {
        found.insert("several stages".to_owned());
    }
    let first = plan.stages.iter().position(positive).unwrap_or_default();
    let last = plan.stages.iter().rposition(positive).unwrap_or_default();
    let missing: Vec<_> =
        (0..plan.stages.len()).filter(|&stage| plan.stages[stage].missing).collect();
    found.extend(missing.iter().map(|&stage| match stage {
        stage if stage < first => "leading ![".to_owned(),
        stage if stage > last => "trailing ![".to_owned(),
        _ => "middle ![".to_owned(),
    }));
    if missing.len() > 1 {
        found.insert("several ![".to_owned());
    }
}

fn keys(stages: &[StagePlan], found: &mut Constructs) {
    found.extend(match stages[0].keys.len() {
        0 | 1 => None,
        2 => Some("two keys".to_owned()),
        _ => Some("three keys or more".to_owned()),
    });
    if stages.iter().any(|stage| stage.keys.iter().any(|key| key.optional)) {
        found.insert("?key".to_owned());
    }
}
