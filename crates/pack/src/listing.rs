//! A program as text that a person can follow.

use std::fmt::Write;

use eql_functions::{Case, Pipe};
use event::Source;

use crate::{
    ConstId, Constant, Field, FieldId, FieldTest, Filter, Instruction, Key, Plan, Predicate,
    Program, Rule, Script, ScriptInstruction, SequencePlan, StagePlan, Test,
};

/// The whole program: rules, then the filters, predicates, scripts and fields that they share.
pub fn listing(program: &Program) -> String {
    let mut text = String::new();
    // Writing to a text cannot fail.
    let _ = write_program(&mut text, program);
    text
}

fn write_program(out: &mut String, program: &Program) -> std::fmt::Result {
    let Program { fields, predicates, scripts, filters, rules, .. } = program;
    let counts = [
        (rules.len(), "rules"),
        (filters.len(), "filters"),
        (predicates.len(), "leaves"),
        (fields.len(), "fields"),
        (program.constants.len(), "constants"),
    ];
    let counts: Vec<_> = counts.iter().map(|(count, name)| format!("{count} {name}")).collect();
    writeln!(out, "program: {}", counts.join(", "))?;
    rules.iter().enumerate().try_for_each(|(index, rule)| program.write_rule(out, index, rule))?;
    filters
        .iter()
        .enumerate()
        .try_for_each(|(index, filter)| program.write_filter(out, index, filter))?;
    writeln!(out, "\nleaves")?;
    predicates
        .iter()
        .enumerate()
        .try_for_each(|(index, predicate)| program.write_predicate(out, index, predicate))?;
    scripts
        .iter()
        .enumerate()
        .try_for_each(|(index, script)| program.write_script(out, index, script))?;
    writeln!(out, "\nfields")?;
    fields.iter().enumerate().try_for_each(|(index, field)| {
        writeln!(out, "  d{index:<4} {:<40} {}", shown(field), field.field_type)
    })
}

impl Program {
    fn write_rule(&self, out: &mut String, index: usize, rule: &Rule) -> std::fmt::Result {
        let name = rule.name.as_deref().unwrap_or("(no name)");
        writeln!(out, "\nrule r{index}  {name}  [{}]", rule.id)?;
        let clock = &self.clocks[rule.clock.index()];
        let tiebreaker = clock.tiebreaker.map(|field| format!(", then {}", self.field_name(field)));
        let order =
            format!("{}{}", self.field_name(clock.timestamp), tiebreaker.unwrap_or_default());
        match &rule.plan {
            Plan::Event(filter) => writeln!(out, "  event     f{}", filter.0),
            Plan::Sequence(plan) => self.write_sequence(out, plan, &order),
            Plan::Sample(parts) => {
                writeln!(out, "  sample    {} parts", parts.len())?;
                self.write_stages(out, "part", parts)
            }
        }?;
        rule.pipes.iter().try_for_each(|pipe| writeln!(out, "  pipe      {}", pipe_text(*pipe)))
    }

    fn write_sequence(
        &self,
        out: &mut String,
        plan: &SequencePlan,
        order: &str,
    ) -> std::fmt::Result {
        let maxspan = plan.maxspan.map_or_else(|| "unbounded".to_owned(), duration);
        writeln!(
            out,
            "  sequence  {} stages, maxspan {maxspan}, ordered by {order}",
            plan.stages.len()
        )?;
        self.write_stages(out, "stage", &plan.stages)?;
        let Some(until) = &plan.until else { return Ok(()) };
        writeln!(out, "  until     f{:<4} {}", until.filter.0, self.by(until))
    }

    fn write_stages(&self, out: &mut String, word: &str, stages: &[StagePlan]) -> std::fmt::Result {
        stages.iter().enumerate().try_for_each(|(index, stage)| {
            let name = format!("{word} {index}");
            let missing = if stage.missing { " (missing)" } else { "" };
            writeln!(out, "  {name:<9} f{:<4} {}{missing}", stage.filter.0, self.by(stage))
        })
    }

    fn by(&self, stage: &StagePlan) -> String {
        let name = |key: &Key| {
            format!("{}{}", if key.optional { "?" } else { "" }, self.field_name(key.field))
        };
        let names: Vec<_> = stage.keys.iter().map(name).collect();
        if names.is_empty() {
            "one key for all".to_owned()
        } else {
            format!("by {}", names.join(", "))
        }
    }

    fn write_filter(&self, out: &mut String, index: usize, filter: &Filter) -> std::fmt::Result {
        writeln!(out, "\nfilter f{index}")?;
        filter.code.iter().enumerate().try_for_each(|(place, instruction)| {
            writeln!(out, "  {place:04}  {}", self.instruction(*instruction))
        })
    }

    fn instruction(&self, instruction: Instruction) -> String {
        match instruction {
            Instruction::Set(value) => format!("set            {value}"),
            Instruction::Test(id) => {
                format!("test           p{:<4} {}", id.0, self.predicates[id.index()].source)
            }
            Instruction::Not => "not".to_owned(),
            Instruction::JumpIfFalse(target) => format!("jump-if-false  {target:04}"),
            Instruction::JumpIfTrue(target) => format!("jump-if-true   {target:04}"),
        }
    }

    fn write_predicate(
        &self,
        out: &mut String,
        index: usize,
        predicate: &Predicate,
    ) -> std::fmt::Result {
        let test = match &predicate.test {
            Test::Field(field, test) => {
                format!("{} {}", self.field_name(*field), self.field_test(test))
            }
            Test::Script(id) => format!("script s{}", id.0),
            Test::Elements(field, filter) => {
                format!("some element of {} passes f{}", self.field_name(*field), filter.0)
            }
            Test::Related(relation, filter) => {
                format!("{} of what has passed f{}", relation.name(), filter.0)
            }
        };
        writeln!(out, "  p{index:<4} {test}")
    }

    fn field_test(&self, test: &FieldTest) -> String {
        match test {
            FieldTest::Exists => "exists".to_owned(),
            FieldTest::OneOf(ids, case) => {
                format!("{} {}", form("one-of", *case), self.constants(ids))
            }
            FieldTest::Range(op, id) => format!("{} {}", op.symbol(), self.constant_text(*id)),
            FieldTest::Like(ids, case) => {
                format!("{} {}", form("like", *case), self.constants(ids))
            }
            FieldTest::Regex(ids, case) => {
                format!("{} {}", form("regex", *case), self.constants(ids))
            }
            FieldTest::Prefix(id, case) => {
                format!("{} {}", form("prefix", *case), self.constant_text(*id))
            }
            FieldTest::Cidr(ids) => format!("in-block {}", self.constants(ids)),
        }
    }

    fn write_script(&self, out: &mut String, index: usize, script: &Script) -> std::fmt::Result {
        let names: Vec<_> =
            script.occurrences.iter().map(|&field| self.field_name(field)).collect();
        writeln!(out, "\nscript s{index} over {}", names.join(", "))?;
        script.code.iter().enumerate().try_for_each(|(place, instruction)| {
            writeln!(out, "  {place:04}  {}", self.script_instruction(instruction, script))
        })
    }

    fn script_instruction(&self, instruction: &ScriptInstruction, script: &Script) -> String {
        match instruction {
            ScriptInstruction::Push(id) => format!("push      {}", self.constant_text(*id)),
            ScriptInstruction::Load(occurrence) => {
                format!("load      {}", self.field_name(script.occurrences[*occurrence as usize]))
            }
            ScriptInstruction::Negate(width) => format!("negate    {width:?}").to_lowercase(),
            ScriptInstruction::Arithmetic(op, width) => {
                format!("{op:<9?} {width:?}").to_lowercase()
            }
            ScriptInstruction::Equal => "equal".to_owned(),
            ScriptInstruction::Range(op) => format!("compare   {}", op.symbol()),
            ScriptInstruction::OneOf(ids, case) => {
                format!("{:<9} {}", form("one-of", *case), self.constants(ids))
            }
            ScriptInstruction::Like(ids, case) => {
                format!("{:<9} {}", form("like", *case), self.constants(ids))
            }
            ScriptInstruction::Regex(ids, case) => {
                format!("{:<9} {}", form("regex", *case), self.constants(ids))
            }
            ScriptInstruction::IsNull => "is-null".to_owned(),
            ScriptInstruction::Not => "not".to_owned(),
            ScriptInstruction::All(count) => format!("all       {count}"),
            ScriptInstruction::Any(count) => format!("any       {count}"),
            ScriptInstruction::Call { function, count, mode } => {
                let function = eql_functions::FUNCTIONS[usize::from(*function)].name;
                format!("call      {} {count}", form(function, mode.case))
            }
        }
    }

    fn field_name(&self, id: FieldId) -> String {
        shown(&self.fields[id.index()])
    }

    fn constants(&self, ids: &[ConstId]) -> String {
        list(ids.iter().map(|&id| self.constant_text(id)))
    }

    fn constant_text(&self, id: ConstId) -> String {
        let constant = &self.constants[id.index()];
        match constant {
            Constant::Text(text) => format!("{text:?}"),
            Constant::Null
            | Constant::Bool(_)
            | Constant::Int(_)
            | Constant::UInt(_)
            | Constant::Float(_)
            | Constant::Date(_)
            | Constant::Ip(_)
            | Constant::Version(_) => constant.value().to_string(),
        }
    }
}

/// A field with where it is read, if that is not the event at hand.
fn shown(field: &Field) -> String {
    match field.source {
        Source::Event => field.path.clone(),
        Source::Stage(stage) => format!("stage {stage}: {}", field.path),
        Source::Element(depth) => format!("element {depth}: {}", field.path),
    }
}

fn pipe_text(pipe: Pipe) -> String {
    match pipe {
        Pipe::Head(count) => format!("head {count}"),
        Pipe::Tail(count) => format!("tail {count}"),
    }
}

/// The `~` form of a name.
fn form(name: &str, case: Case) -> String {
    match case {
        Case::Sensitive => name.to_owned(),
        Case::Insensitive => format!("{name}~"),
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("({})", items.collect::<Vec<_>>().join(", "))
}

/// Nanoseconds in the largest unit that needs no fraction.
fn duration(nanos: i128) -> String {
    let units = [
        ("d", 86_400_000_000_000),
        ("h", 3_600_000_000_000),
        ("m", 60_000_000_000),
        ("s", 1_000_000_000),
        ("ms", 1_000_000),
    ];
    let fitting = units.into_iter().find(|(_, size)| nanos % size == 0);
    fitting.map_or_else(|| format!("{nanos}ns"), |(unit, size)| format!("{}{unit}", nanos / size))
}
