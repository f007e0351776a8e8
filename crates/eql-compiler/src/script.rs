//! Scripts to instructions of the stack machine.

use eql_hir::{Query, ScriptExpr};
use pack::ScriptInstruction;

use crate::graph::Compiler;

impl Compiler {
    pub(crate) fn script(&mut self, query: &Query, script: &eql_hir::Script) -> pack::Script {
        let occurrences =
            script.occurrences.iter().map(|&field| self.field(query, field)).collect();
        let mut code = Vec::new();
        self.emit_script(&script.expr, &mut code);
        pack::Script { occurrences, code }
    }

    fn emit_script(&mut self, expr: &ScriptExpr, code: &mut Vec<ScriptInstruction>) {
        for operand in operands(expr) {
            self.emit_script(operand, code);
        }
        code.push(self.step(expr));
    }

    /// The instruction that comes behind those of the operands.
    fn step(&mut self, expr: &ScriptExpr) -> ScriptInstruction {
        match expr {
            ScriptExpr::Constant(value) => ScriptInstruction::Push(self.value(value)),
            ScriptExpr::Occurrence(index) => ScriptInstruction::Load(count(*index)),
            ScriptExpr::Call(function, mode, args) => ScriptInstruction::Call {
                function: function.index(),
                count: count(args.len()),
                mode: *mode,
            },
            ScriptExpr::Negate(width, _) => ScriptInstruction::Negate(*width),
            ScriptExpr::Arithmetic(op, width, _, _) => ScriptInstruction::Arithmetic(*op, *width),
            ScriptExpr::Equal(..) => ScriptInstruction::Equal,
            ScriptExpr::Range(op, _, _) => ScriptInstruction::Range(*op),
            ScriptExpr::OneOf(_, list, case) => ScriptInstruction::OneOf(self.values(list), *case),
            ScriptExpr::Like(_, regexes) => {
                let (texts, case) = self.regexes(regexes);
                ScriptInstruction::Like(texts, case)
            }
            ScriptExpr::Regex(_, regexes) => {
                let (texts, case) = self.regexes(regexes);
                ScriptInstruction::Regex(texts, case)
            }
            ScriptExpr::IsNull(_) => ScriptInstruction::IsNull,
            ScriptExpr::Not(_) => ScriptInstruction::Not,
            ScriptExpr::And(parts) => ScriptInstruction::All(count(parts.len())),
            ScriptExpr::Or(parts) => ScriptInstruction::Any(count(parts.len())),
        }
    }
}

fn operands(expr: &ScriptExpr) -> Vec<&ScriptExpr> {
    match expr {
        ScriptExpr::Constant(_) | ScriptExpr::Occurrence(_) => Vec::new(),
        ScriptExpr::Call(_, _, parts) | ScriptExpr::And(parts) | ScriptExpr::Or(parts) => {
            parts.iter().collect()
        }
        ScriptExpr::Negate(_, inner)
        | ScriptExpr::OneOf(inner, _, _)
        | ScriptExpr::Like(inner, _)
        | ScriptExpr::Regex(inner, _)
        | ScriptExpr::IsNull(inner)
        | ScriptExpr::Not(inner) => vec![inner],
        ScriptExpr::Arithmetic(_, _, left, right)
        | ScriptExpr::Equal(left, right)
        | ScriptExpr::Range(_, left, right) => vec![left, right],
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
