//! Trees over several lines: `and` and `or` one operand a line, lists filled, stages one a line.

use super::WIDTH;
use super::flat::{Fits, Flat, call_head, membership_head};
use super::level::Level;
use super::literal::{category_text, number_text};
use crate::ast::{
    Body, EventFilter, Expr, ExprKind, Maxspan, Pipe, Query, Sample, Sequence, Stage, StageOption,
};

/// Room that is kept for what closes a line: `) and`, `]` and the like.
const TAIL: usize = 5;

/// The text so far.
#[derive(Default)]
pub(super) struct Layout {
    text: String,
    /// Where the current line begins.
    line_start: usize,
    /// Spaces before each line.
    indent: usize,
}

impl Layout {
    pub(super) fn into_text(self) -> String {
        self.text
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn line(&mut self) {
        self.text.push('\n');
        self.line_start = self.text.len();
        self.text.extend(std::iter::repeat_n(' ', self.indent));
    }

    /// What `write` writes, two spaces further in.
    fn indented(&mut self, write: impl FnOnce(&mut Self)) {
        self.indent += 2;
        write(self);
        self.indent -= 2;
    }

    /// Writes on this line if there is room.
    fn flat(&mut self, write: impl Fn(&mut Flat) -> Fits) -> bool {
        let column = self.text.len() - self.line_start;
        let flat = Flat::attempt(WIDTH.saturating_sub(column + TAIL), write);
        self.text.push_str(flat.as_deref().unwrap_or_default());
        flat.is_some()
    }

    /// Writes on this line, whether there is room or not.
    fn forced(&mut self, write: impl Fn(&mut Flat) -> Fits) {
        let flat = Flat::attempt(usize::MAX, write);
        self.push(flat.as_deref().unwrap_or_default());
    }

    pub(super) fn query(&mut self, query: &Query) {
        match &query.body {
            Body::Event(filter) => self.filter(filter),
            Body::Sequence(sequence) => self.sequence(sequence),
            Body::Sample(sample) => self.sample("sample", sample),
            Body::Join(sample) => self.sample("join", sample),
            Body::Error => self.push("<hole>"),
        }
        for pipe in &query.pipes {
            self.line();
            self.pipe(pipe);
        }
        self.push("\n");
    }

    fn pipe(&mut self, pipe: &Pipe) {
        self.push("| ");
        self.push(&pipe.name);
        self.push(if pipe.args.is_empty() { "" } else { " " });
        self.forced(|flat| flat.exprs(&pipe.args, ", ", Level::Or));
    }

    fn sequence(&mut self, sequence: &Sequence) {
        self.push("sequence");
        self.forced(|flat| flat.keys(&sequence.by));
        self.maxspan(sequence.maxspan.as_ref());
        self.stages(&sequence.stages, sequence.until.as_deref());
    }

    fn maxspan(&mut self, maxspan: Option<&Maxspan>) {
        let Some(maxspan) = maxspan else { return };
        self.push(" with maxspan=");
        self.push(&number_text(maxspan.number));
        self.push(maxspan.unit.as_deref().unwrap_or_default());
    }

    fn sample(&mut self, name: &str, sample: &Sample) {
        self.push(name);
        self.forced(|flat| flat.keys(&sample.by));
        self.stages(&sample.stages, sample.until.as_deref());
    }

    fn stages(&mut self, stages: &[Stage], until: Option<&Stage>) {
        self.indented(|layout| {
            for stage in stages {
                layout.line();
                layout.stage(stage);
            }
        });
        if let Some(until) = until {
            self.line();
            self.push("until ");
            self.stage(until);
        }
    }

    fn stage(&mut self, stage: &Stage) {
        self.subquery(stage);
        self.forced(|flat| flat.keys(&stage.by));
        if let Some(StageOption { name, number, .. }) = &stage.option {
            self.push(&format!(" with {name}={}", number_text(*number)));
        }
        if let Some(alias) = &stage.alias {
            self.push(&format!(" as {}", alias.name));
        }
    }

    fn subquery(&mut self, stage: &Stage) {
        if !self.flat(|flat| flat.subquery(stage)) {
            self.push(if stage.missing { "![" } else { "[" });
            self.filter(&stage.filter);
            self.line();
            self.push("]");
        }
    }

    fn filter(&mut self, filter: &EventFilter) {
        if !self.flat(|flat| flat.filter(filter)) {
            self.push(&category_text(&filter.category));
            self.push(" where");
            self.indented(|layout| {
                layout.line();
                layout.expr(&filter.condition, Level::Or);
            });
        }
    }

    /// An expression where one of this level or tighter can stand.
    fn expr(&mut self, expr: &Expr, level: Level) {
        if self.flat(|flat| flat.expr(expr, level)) {
            return;
        }
        if Level::of(&expr.kind) >= level {
            return self.broken(expr);
        }
        self.push("(");
        self.indented(|layout| {
            layout.line();
            layout.expr(expr, Level::Or);
        });
        self.line();
        self.push(")");
    }

    fn broken(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::And(list) => self.operands(list, " and"),
            ExprKind::Or(list) => self.operands(list, " or"),
            ExprKind::Not(inner) => self.prefixed("not ", inner, Level::Not),
            ExprKind::Negative(inner) => self.prefixed("-", inner, Level::Sign),
            ExprKind::Positive(inner) => self.prefixed("+", inner, Level::Sign),
            ExprKind::Arithmetic(op, left, right) => {
                let level = Level::of_arithmetic(*op);
                self.infix(left, level, op.symbol(), right, level.tighter());
            }
            ExprKind::Comparison(op, left, right) => {
                self.infix(left, Level::Sum, op.symbol(), right, Level::Sum);
            }
            ExprKind::In(node) => {
                self.expr(&node.value, Level::Primary);
                self.push(membership_head(node));
                self.list(&node.list, Level::Or);
            }
            ExprKind::Match(node) => {
                self.expr(&node.value, Level::Primary);
                self.push(&format!(" {} (", node.op.symbol()));
                self.list(&node.patterns, Level::Primary);
            }
            ExprKind::Call(call) => {
                self.push(&call_head(call));
                self.list(&call.args, Level::Or);
            }
            ExprKind::Relation(relation) => {
                self.push(&relation.name);
                self.push(" of ");
                self.subquery(&relation.stage);
            }
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::Str(_)
            | ExprKind::Field(_)
            | ExprKind::Variable(_)
            | ExprKind::Error => self.forced(|flat| flat.expr(expr, Level::Or)),
        }
    }

    fn prefixed(&mut self, prefix: &str, inner: &Expr, level: Level) {
        self.push(prefix);
        self.expr(inner, level);
    }

    fn infix(&mut self, left: &Expr, left_level: Level, symbol: &str, right: &Expr, level: Level) {
        self.expr(left, left_level);
        self.push(&format!(" {symbol} "));
        self.expr(right, level);
    }

    /// One operand a line.
    fn operands(&mut self, list: &[Expr], word: &str) {
        for (at, operand) in list.iter().enumerate() {
            if at > 0 {
                self.push(word);
                self.line();
            }
            self.expr(operand, Level::Not);
        }
    }

    /// As many elements on a line as it holds, then the closing parenthesis; the opening one is written.
    fn list(&mut self, list: &[Expr], level: Level) {
        self.indented(|layout| {
            layout.line();
            for (at, element) in list.iter().enumerate() {
                layout.element(element, level, at > 0);
            }
        });
        self.line();
        self.push(")");
    }

    fn element(&mut self, element: &Expr, level: Level, behind_another: bool) {
        if behind_another {
            self.push(",");
            let fits = self.flat(|flat| {
                flat.push(" ")?;
                flat.expr(element, level)
            });
            if fits {
                return;
            }
            self.line();
        }
        self.expr(element, level);
    }
}
