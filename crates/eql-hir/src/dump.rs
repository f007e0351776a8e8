//! A lowered query as text that a person can follow.

use std::fmt::Write;

use eql_functions::Case;
use event::{Source, Value};

use crate::{
    Condition, Field, Form, Key, Predicate, Query, Regex, Sample, Script, ScriptExpr, Sequence,
    Stage, Test,
};

/// The whole query, one condition or leaf a line.
pub fn dump(query: &Query) -> String {
    let mut out = String::new();
    // Writing to a text cannot fail.
    let _ = match &query.form {
        Form::Event(filter) => {
            out.push_str("event\n");
            query.write_condition(&mut out, &filter.condition, 1)
        }
        Form::Sequence(sequence) => query.write_sequence(&mut out, sequence),
        Form::Sample(sample) => query.write_sample(&mut out, sample),
    };
    query.pipes.iter().for_each(|pipe| out.push_str(&format!("{pipe:?}\n").to_lowercase()));
    out
}

impl Query {
    fn write_sequence(&self, out: &mut String, sequence: &Sequence) -> std::fmt::Result {
        match sequence.maxspan {
            Some(nanos) => writeln!(out, "sequence within {nanos} ns")?,
            None => writeln!(out, "sequence")?,
        }
        for (index, stage) in sequence.stages.iter().enumerate() {
            self.write_stage(out, &format!("stage {index}"), stage)?;
        }
        sequence.until.iter().try_for_each(|until| self.write_stage(out, "until", until))
    }

    fn write_sample(&self, out: &mut String, sample: &Sample) -> std::fmt::Result {
        writeln!(out, "sample")?;
        sample
            .parts
            .iter()
            .enumerate()
            .try_for_each(|(index, part)| self.write_stage(out, &format!("part {index}"), part))
    }

    fn write_stage(&self, out: &mut String, name: &str, stage: &Stage) -> std::fmt::Result {
        let keys: Vec<_> = stage.keys.iter().map(|key| self.key(*key)).collect();
        let missing = if stage.missing { "missing " } else { "" };
        writeln!(out, "  {missing}{name} by ({})", keys.join(", "))?;
        self.write_condition(out, &stage.filter.condition, 2)
    }

    fn key(&self, key: Key) -> String {
        format!("{}{}", if key.optional { "?" } else { "" }, shown(self.field(key.field)))
    }

    fn write_condition(
        &self,
        out: &mut String,
        condition: &Condition,
        depth: usize,
    ) -> std::fmt::Result {
        let indent = "  ".repeat(depth);
        match condition {
            Condition::Constant(value) => writeln!(out, "{indent}{value}"),
            Condition::Leaf(leaf) => self.write_test(out, &self.leaf(*leaf).test, depth),
            Condition::Not(inner) => {
                writeln!(out, "{indent}not")?;
                self.write_condition(out, inner, depth + 1)
            }
            Condition::And(parts) | Condition::Or(parts) => {
                let word = if matches!(condition, Condition::And(_)) { "and" } else { "or" };
                writeln!(out, "{indent}{word}")?;
                parts.iter().try_for_each(|part| self.write_condition(out, part, depth + 1))
            }
        }
    }

    fn write_test(&self, out: &mut String, test: &Test, depth: usize) -> std::fmt::Result {
        let indent = "  ".repeat(depth);
        match test {
            Test::Field(field, predicate) => {
                let field = shown(self.field(*field));
                writeln!(out, "{indent}{field} {}", show_predicate(predicate))
            }
            Test::Script(script) => writeln!(out, "{indent}{}", self.show_script(script)),
            Test::Elements(array, condition) => {
                writeln!(out, "{indent}some element of {}", shown(self.field(*array)))?;
                self.write_condition(out, condition, depth + 1)
            }
            Test::Related(relation, filter) => {
                writeln!(out, "{indent}{} of", relation.name())?;
                self.write_condition(out, &filter.condition, depth + 1)
            }
        }
    }

    fn show_script(&self, script: &Script) -> String {
        let names: Vec<_> =
            script.occurrences.iter().map(|&field| shown(self.field(field))).collect();
        format!("script {}", show(&script.expr, &names))
    }
}

fn shown(field: &Field) -> String {
    match field.source {
        Source::Event => format!("{}:{}", field.path, field.field_type),
        Source::Stage(stage) => format!("stage {stage}'s {}:{}", field.path, field.field_type),
        Source::Element(depth) => format!("${depth}.{}:{}", field.path, field.field_type),
    }
}

fn show_predicate(predicate: &Predicate) -> String {
    match predicate {
        Predicate::Exists => "exists".to_owned(),
        Predicate::OneOf(list, case) => format!("in{} {}", tilde(*case), values(list)),
        Predicate::Range(op, constant) => format!("{} {}", op.symbol(), value(constant)),
        Predicate::Like(patterns, case) => {
            format!("like{} {}", tilde(*case), list(patterns.iter().map(quoted)))
        }
        Predicate::Regex(regexes) => texts("regex", regexes),
        Predicate::Prefix(prefix, case) => format!("prefix{} {prefix:?}", tilde(*case)),
        Predicate::Cidr(blocks) => {
            format!("in-block {}", list(blocks.iter().map(ToString::to_string)))
        }
    }
}

fn show(expr: &ScriptExpr, names: &[String]) -> String {
    let of = |expr: &ScriptExpr| show(expr, names);
    let all = |parts: &[ScriptExpr]| parts.iter().map(of).collect::<Vec<_>>().join(", ");
    match expr {
        ScriptExpr::Constant(constant) => value(constant),
        ScriptExpr::Occurrence(index) => names[*index].clone(),
        ScriptExpr::Call(id, mode, args) => {
            format!("{}{}({})", id.function().name, tilde(mode.case), all(args))
        }
        ScriptExpr::Negate(width, inner) => format!("negate.{width:?}({})", of(inner)),
        ScriptExpr::Arithmetic(op, width, left, right) => {
            format!("{op:?}.{width:?}({}, {})", of(left), of(right)).to_lowercase()
        }
        ScriptExpr::Equal(left, right) => format!("({} == {})", of(left), of(right)),
        ScriptExpr::Range(op, left, right) => {
            format!("({} {} {})", of(left), op.symbol(), of(right))
        }
        ScriptExpr::OneOf(inner, list, case) => {
            format!("({} in{} {})", of(inner), tilde(*case), values(list))
        }
        ScriptExpr::Like(inner, patterns) => format!("({} {})", of(inner), texts("like", patterns)),
        ScriptExpr::Regex(inner, regexes) => format!("({} {})", of(inner), texts("regex", regexes)),
        ScriptExpr::IsNull(inner) => format!("is-null({})", of(inner)),
        ScriptExpr::Not(inner) => format!("not({})", of(inner)),
        ScriptExpr::And(parts) => format!("and({})", all(parts)),
        ScriptExpr::Or(parts) => format!("or({})", all(parts)),
    }
}

fn tilde(case: Case) -> &'static str {
    if case == Case::Insensitive { "~" } else { "" }
}

fn value(value: &Value<'_>) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| format!("{text:?}"))
}

fn values(constants: &[Value<'_>]) -> String {
    list(constants.iter().map(value))
}

fn quoted(text: &impl ToString) -> String {
    format!("{:?}", text.to_string())
}

fn texts<C>(word: &str, regexes: &[Regex<C>]) -> String {
    let case = regexes.first().map_or(Case::Sensitive, |regex| regex.case);
    format!("{word}{} {}", tilde(case), list(regexes.iter().map(|regex| quoted(&regex.text))))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("({})", items.collect::<Vec<_>>().join(", "))
}
