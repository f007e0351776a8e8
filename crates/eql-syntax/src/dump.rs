//! A tree as text, for people and tests: one pair of parentheses per node, spans left out.

use crate::ast::{
    Body, Category, EventFilter, Expr, ExprKind, Number, Query, Sample, Sequence, Stage, Text,
    TextForm,
};
use crate::printer::{field_text, variable_text};

/// Lines are broken where a node would go beyond this column.
const WIDTH: usize = 90;

/// The tree of a query: `(and ...)` is a node, `_` a hole, `r"..."` a raw string; fields are as written.
///
/// ```
/// let query = eql_syntax::parse("any where not a.b in (1, 2.0)").tree;
/// assert_eq!(eql_syntax::dump(&query), "(event any (not (in a.b 1 2.0)))\n");
/// ```
pub fn dump(query: &Query) -> String {
    let mut text = String::new();
    let nodes = std::iter::once(body(&query.body)).chain(query.pipes.iter().map(|pipe| {
        let head = [word("pipe"), word(&pipe.name)];
        Node::list(head.into_iter().chain(pipe.args.iter().map(expr)))
    }));
    for node in nodes {
        node.write(0, &mut text);
        text.push('\n');
    }
    text
}

/// A word, or a list of nodes with the width that it takes on one line.
enum Node {
    Word(String),
    List(Vec<Node>, usize),
}

impl Node {
    fn list(nodes: impl IntoIterator<Item = Self>) -> Self {
        let nodes: Vec<Self> = nodes.into_iter().collect();
        let width = nodes.iter().map(|node| node.width() + 1).sum::<usize>() + 1;
        Self::List(nodes, width)
    }

    fn width(&self) -> usize {
        match self {
            Self::Word(word) => word.chars().count(),
            Self::List(_, width) => *width,
        }
    }

    fn write(&self, indent: usize, text: &mut String) {
        match self {
            Self::Word(word) => text.push_str(word),
            Self::List(nodes, width) => {
                let broken = indent + width > WIDTH;
                text.push('(');
                for (at, node) in nodes.iter().enumerate() {
                    // The name of the node stays with its parenthesis, and words with the name.
                    let own_line = broken && matches!(node, Self::List(..));
                    match (at, own_line) {
                        (0, _) => {}
                        (_, true) => {
                            text.push('\n');
                            text.extend(std::iter::repeat_n("  ", indent / 2 + 1));
                        }
                        (_, false) => text.push(' '),
                    }
                    node.write(indent + 2, text);
                }
                text.push(')');
            }
        }
    }
}

fn word(word: &str) -> Node {
    Node::Word(word.to_owned())
}

/// A node with a name and others below it.
fn named(name: &str, below: impl IntoIterator<Item = Node>) -> Node {
    Node::list(std::iter::once(word(name)).chain(below))
}

fn body(body: &Body) -> Node {
    match body {
        Body::Event(filter) => named("event", filter_parts(filter)),
        Body::Sequence(sequence) => sequence_node(sequence),
        Body::Sample(sample) => sample_node("sample", sample),
        Body::Join(sample) => sample_node("join", sample),
        Body::Error => word("_"),
    }
}

fn sequence_node(sequence: &Sequence) -> Node {
    let maxspan = sequence.maxspan.iter().map(|maxspan| {
        let unit = maxspan.unit.iter().map(|unit| word(unit));
        named("maxspan", std::iter::once(word(&number(maxspan.number))).chain(unit))
    });
    let stages = sequence.stages.iter().map(stage);
    let until = sequence.until.iter().map(|until| named("until", [stage(until)]));
    named("sequence", keys(&sequence.by).into_iter().chain(maxspan).chain(stages).chain(until))
}

fn sample_node(name: &str, sample: &Sample) -> Node {
    let until = sample.until.iter().map(|until| named("until", [stage(until)]));
    let stages = sample.stages.iter().map(stage);
    named(name, keys(&sample.by).into_iter().chain(stages).chain(until))
}

fn keys(by: &[Expr]) -> Option<Node> {
    (!by.is_empty()).then(|| named("by", by.iter().map(expr)))
}

fn stage(stage: &Stage) -> Node {
    let name = if stage.missing { "missing" } else { "stage" };
    let option = stage.option.iter().map(|option| {
        let value = number(option.number);
        named("with", [word(&option.name), word(&value)])
    });
    let alias = stage.alias.iter().map(|alias| named("as", [word(&alias.name)]));
    let parts = filter_parts(&stage.filter).into_iter().chain(keys(&stage.by));
    named(name, parts.chain(option).chain(alias))
}

fn filter_parts(filter: &EventFilter) -> [Node; 2] {
    let Category { name, .. } = &filter.category;
    let category = name.as_ref().map_or_else(|| "any".to_owned(), category_text);
    [Node::Word(category), expr(&filter.condition)]
}

fn category_text(name: &Text) -> String {
    match name.form {
        TextForm::Bare => name.value.clone(),
        TextForm::Quoted | TextForm::Raw => text(name),
    }
}

fn text(text: &Text) -> String {
    let raw = if text.form == TextForm::Raw { "r" } else { "" };
    format!("{raw}{:?}", text.value)
}

fn number(number: Number) -> String {
    match number {
        Number::Int(value) => value.to_string(),
        Number::UInt(value) => value.to_string(),
        Number::Float(value) => format!("{value:?}"),
    }
}

fn expr(node: &Expr) -> Node {
    match &node.kind {
        ExprKind::Null => word("null"),
        ExprKind::Bool(value) => word(if *value { "true" } else { "false" }),
        ExprKind::Number(value) => word(&number(*value)),
        ExprKind::Str(value) => Node::Word(text(value)),
        ExprKind::Field(field) => Node::Word(field_text(field)),
        ExprKind::Variable(variable) => Node::Word(variable_text(variable)),
        ExprKind::Call(call) => {
            let tilde = if call.ignore_case { "~" } else { "" };
            let name = Node::Word(format!("{}{tilde}", call.name));
            named("call", std::iter::once(name).chain(call.args.iter().map(expr)))
        }
        ExprKind::Negative(inner) => named("negative", [expr(inner)]),
        ExprKind::Positive(inner) => named("positive", [expr(inner)]),
        ExprKind::Arithmetic(op, left, right) => named(op.symbol(), [expr(left), expr(right)]),
        ExprKind::Comparison(op, left, right) => named(op.symbol(), [expr(left), expr(right)]),
        ExprKind::In(node) => {
            let not = if node.negated { "not-" } else { "" };
            let tilde = if node.ignore_case { "~" } else { "" };
            let parts = std::iter::once(&*node.value).chain(&node.list);
            named(&format!("{not}in{tilde}"), parts.map(expr))
        }
        ExprKind::Match(node) => {
            let parts = std::iter::once(&*node.value).chain(&node.patterns);
            named(node.op.symbol(), parts.map(expr))
        }
        ExprKind::Not(inner) => named("not", [expr(inner)]),
        ExprKind::And(list) => named("and", list.iter().map(expr)),
        ExprKind::Or(list) => named("or", list.iter().map(expr)),
        ExprKind::Relation(node) => named("of", [word(&node.name), stage(&node.stage)]),
        ExprKind::Error => word("_"),
    }
}
