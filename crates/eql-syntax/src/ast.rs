//! The tree of a query, close to its text.
//!
//! Every node has a span into the query text. Lists that people write long (`and`, `or`, list elements) are
//! flat, so no tree is deeper than the parser's depth limit.

use diagnostics::Span;

/// A whole query (spec 2, `statement`).
#[derive(Clone, PartialEq, Debug)]
pub struct Query {
    /// What it looks for.
    pub body: Body,
    /// `| head 3` and the like, in order.
    pub pipes: Vec<Pipe>,
    /// From the first token to the last.
    pub span: Span,
}

/// The forms of a query.
#[derive(Clone, PartialEq, Debug)]
pub enum Body {
    /// Single events.
    Event(EventFilter),
    /// Events in order.
    Sequence(Sequence),
    /// Events in any order that share keys.
    Sample(Sample),
    /// `join`: parsed, always refused later (spec 6.9).
    Join(Sample),
    /// A hole: the text has no form that can be told.
    Error,
}

/// `category where condition`.
#[derive(Clone, PartialEq, Debug)]
pub struct EventFilter {
    /// Which events.
    pub category: Category,
    /// What they must fulfil.
    pub condition: Expr,
    /// From the category to the end of the condition.
    pub span: Span,
}

/// What stands before `where`.
#[derive(Clone, PartialEq, Debug)]
pub struct Category {
    /// `None` is `any`.
    pub name: Option<Text>,
    /// Where it stands.
    pub span: Span,
}

/// A text after its escapes, or the name of an identifier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// The characters that are meant.
    pub value: String,
    /// How it was written.
    pub form: TextForm,
}

/// The spellings of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TextForm {
    /// A bare identifier.
    Bare,
    /// `"..."` with escapes, or `` `...` `` for a name.
    Quoted,
    /// `"""..."""`.
    Raw,
}

/// `sequence by … with maxspan=… […] […] until […]`.
#[derive(Clone, PartialEq, Debug)]
pub struct Sequence {
    /// Keys that all stages share.
    pub by: Vec<Expr>,
    /// The longest time from the first to the last event.
    pub maxspan: Option<Maxspan>,
    /// The stages in order; `runs` is not expanded here.
    pub stages: Vec<Stage>,
    /// The stage that ends pending sequences.
    pub until: Option<Box<Stage>>,
    /// From `sequence` to the last token.
    pub span: Span,
}

/// `with maxspan=5s`.
#[derive(Clone, PartialEq, Debug)]
pub struct Maxspan {
    /// The number.
    pub number: Number,
    /// The unit as written, if any; which ones exist is checked at lowering.
    pub unit: Option<String>,
    /// Number and unit.
    pub span: Span,
}

/// `sample by … […] […]`; also the form of `join`.
#[derive(Clone, PartialEq, Debug)]
pub struct Sample {
    /// Keys that all parts share.
    pub by: Vec<Expr>,
    /// The parts.
    pub stages: Vec<Stage>,
    /// Only in a `join`.
    pub until: Option<Box<Stage>>,
    /// From the keyword to the last token.
    pub span: Span,
}

/// `[filter] by … with runs=…`, or `![filter]`.
#[derive(Clone, PartialEq, Debug)]
pub struct Stage {
    /// `![`: the event must be missing.
    pub missing: bool,
    /// The filter between the brackets.
    pub filter: EventFilter,
    /// Keys of this stage.
    pub by: Vec<Expr>,
    /// `with runs=3`; which options exist is checked at lowering.
    pub option: Option<StageOption>,
    /// `as event0`: the name of its event in later stages; only in the endpoint dialect (spec 20.3).
    pub alias: Option<Alias>,
    /// From the bracket to the last token.
    pub span: Span,
}

/// `as name` behind a stage.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alias {
    /// The name as written.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
}

/// `with name=number` behind a stage.
#[derive(Clone, PartialEq, Debug)]
pub struct StageOption {
    /// The name as written.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// The number.
    pub number: Number,
    /// Where the number stands.
    pub number_span: Span,
}

/// `| name arguments`.
#[derive(Clone, PartialEq, Debug)]
pub struct Pipe {
    /// The name as written.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// The arguments.
    pub args: Vec<Expr>,
    /// From the bar to the last token.
    pub span: Span,
}

/// A number literal, never signed (spec 1.8).
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Number {
    /// An integer up to `i64::MAX`.
    Int(i64),
    /// An integer above that.
    UInt(u64),
    /// A decimal, or an integer beyond 64 bits.
    Float(f64),
}

/// A value or condition.
#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands, without parentheses around it.
    pub span: Span,
}

/// The forms of an expression.
#[derive(Clone, PartialEq, Debug)]
pub enum ExprKind {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// `5`, `1.5e3`.
    Number(Number),
    /// `"text"`, `"""raw"""`.
    Str(Text),
    /// `process.name`, `?a.b`, `` `odd name`.c ``.
    Field(FieldName),
    /// `$entry.name`; only in the endpoint dialect (spec 20.2).
    Variable(Variable),
    /// `length(x)`, `startsWith~(a, b)`.
    Call(Call),
    /// `-x`.
    Negative(Box<Expr>),
    /// `+x`.
    Positive(Box<Expr>),
    /// `a + b`.
    Arithmetic(ArithmeticOp, Box<Expr>, Box<Expr>),
    /// `a == b`.
    Comparison(ComparisonOp, Box<Expr>, Box<Expr>),
    /// `a in (1, 2)`.
    In(In),
    /// `a : "x*"`, `a like~ ("x", "y")`.
    Match(Match),
    /// `not x`.
    Not(Box<Expr>),
    /// `a and b and c`: two or more.
    And(Vec<Expr>),
    /// `a or b or c`: two or more.
    Or(Vec<Expr>),
    /// `child of [process where true]`: parsed, refused at lowering (spec 6.8).
    Relation(Relation),
    /// A hole.
    Error,
}

/// A dotted name.
#[derive(Clone, PartialEq, Debug)]
pub struct FieldName {
    /// `?`: the field may be unmapped.
    pub optional: bool,
    /// The parts between the dots; at least one.
    pub segments: Vec<Segment>,
}

impl FieldName {
    /// The flat dotted path, with array indexes left out.
    pub fn path(&self) -> String {
        dotted(&self.segments)
    }
}

/// An element of an array, or something below it.
#[derive(Clone, PartialEq, Debug)]
pub struct Variable {
    /// The name without `$`.
    pub name: String,
    /// The parts behind the name; none for the element itself.
    pub segments: Vec<Segment>,
}

impl Variable {
    /// The dotted path below the element, with array indexes left out; empty for the element itself.
    pub fn path(&self) -> String {
        dotted(&self.segments)
    }
}

fn dotted(segments: &[Segment]) -> String {
    let names = segments.iter().filter_map(|segment| match segment {
        Segment::Name(name) => Some(name.value.as_str()),
        Segment::Index(_) => None,
    });
    names.collect::<Vec<_>>().join(".")
}

/// A part of a dotted name.
#[derive(Clone, PartialEq, Debug)]
pub enum Segment {
    /// A name, bare or in backticks.
    Name(Text),
    /// `[0]`: parsed, refused at lowering (spec 4.7).
    Index(String),
}

/// A function call.
#[derive(Clone, PartialEq, Debug)]
pub struct Call {
    /// The name as written, without `~`.
    pub name: String,
    /// Where the name stands, with its `~`.
    pub name_span: Span,
    /// `~`: ignore letter case.
    pub ignore_case: bool,
    /// The arguments.
    pub args: Vec<Expr>,
}

/// `value in (list)`.
#[derive(Clone, PartialEq, Debug)]
pub struct In {
    /// Left of `in`.
    pub value: Box<Expr>,
    /// `not in`.
    pub negated: bool,
    /// `in~`.
    pub ignore_case: bool,
    /// The elements; at least one.
    pub list: Vec<Expr>,
}

/// `value : patterns` and its kin.
#[derive(Clone, PartialEq, Debug)]
pub struct Match {
    /// Left of the operator.
    pub value: Box<Expr>,
    /// Which operator.
    pub op: MatchOp,
    /// The constants; at least one.
    pub patterns: Vec<Expr>,
}

/// `name of [filter]`.
#[derive(Clone, PartialEq, Debug)]
pub struct Relation {
    /// `child`, `descendant`, `event` or any other name.
    pub name: String,
    /// The filter between the brackets.
    pub stage: Box<Stage>,
}

/// `+ - * / %`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ArithmeticOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
}

/// `== != < <= > >=`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ComparisonOp {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

/// `: like like~ regex regex~`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MatchOp {
    /// `:`
    Colon,
    /// `like`
    Like,
    /// `like~`
    LikeIgnoreCase,
    /// `regex`
    Regex,
    /// `regex~`
    RegexIgnoreCase,
}

impl ArithmeticOp {
    /// As written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "%",
        }
    }
}

impl ComparisonOp {
    /// As written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
        }
    }
}

impl MatchOp {
    /// As written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Colon => ":",
            Self::Like => "like",
            Self::LikeIgnoreCase => "like~",
            Self::Regex => "regex",
            Self::RegexIgnoreCase => "regex~",
        }
    }
}
