//! Generated trees of every construct.

use diagnostics::Span;
use eql_syntax::ast::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn expr(kind: ExprKind) -> Expr {
    Expr { kind, span: Span::default() }
}

fn boxed(expr: Expr) -> Box<Expr> {
    Box::new(expr)
}

fn bare_name() -> impl Strategy<Value = String> {
    let keyword = |name: &String| eql_syntax::Keyword::of(name).is_some();
    let readable = move |name: &String| !keyword(name) && !name.eq_ignore_ascii_case("not");
    prop_oneof![
        "[A-Za-z_@][A-Za-z0-9_]{0,6}".prop_filter("a keyword", readable),
        prop::sample::select(vec![
            "process", "AND", "event", "child", "head", "runs", "where_", "ms"
        ])
        .prop_map(str::to_owned),
    ]
}

/// Names of functions, options and pipes: no `@`, and none that reads as another keyword.
fn word() -> impl Strategy<Value = String> {
    bare_name()
        .prop_filter("a letter first", |name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Any text: what is odd in strings is likelier than in texts at large.
fn odd_text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "\"",
        "'",
        "\\",
        "`",
        "*",
        "\n",
        "\r",
        "\t",
        "\u{8}",
        "\u{0}",
        "\u{7f}",
        "//",
        "/*",
        "é",
        "\u{1f600}",
        "a",
        "\u{202e}",
        "\\u{41}",
        "\"\"",
    ]);
    prop_oneof![vec(odd, 0..6).prop_map(|pieces| pieces.concat()), any::<String>()]
}

fn string() -> impl Strategy<Value = Text> {
    odd_text().prop_flat_map(|value| {
        let raw = !value.contains(['\r', '\n']) && !value.contains("\"\"\"");
        any::<bool>().prop_map(move |wanted| {
            let form = if raw && wanted { TextForm::Raw } else { TextForm::Quoted };
            Text { value: value.clone(), form }
        })
    })
}

fn name() -> impl Strategy<Value = Text> {
    prop_oneof![
        4 => bare_name().prop_map(|value| Text { value, form: TextForm::Bare }),
        1 => odd_text().prop_map(|value| Text { value, form: TextForm::Quoted }),
    ]
}

fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        (0..=i64::MAX).prop_map(Number::Int),
        (0..100_i64).prop_map(Number::Int),
        ((1_u64 << 63)..=u64::MAX).prop_map(Number::UInt),
        any::<f64>().prop_filter_map("not finite", |value| {
            value.is_finite().then_some(Number::Float(value.abs()))
        }),
    ]
}

fn field() -> impl Strategy<Value = FieldName> {
    let segment = prop_oneof![
        5 => name().prop_map(Segment::Name),
        1 => prop::sample::select(vec!["0", "12", "1 2"]).prop_map(|index| Segment::Index(index.to_owned())),
    ];
    (any::<bool>(), name(), vec(segment, 0..3)).prop_map(|(optional, first, others)| {
        let segments = std::iter::once(Segment::Name(first)).chain(others).collect();
        FieldName { optional, segments }
    })
}

fn constant() -> impl Strategy<Value = Expr> {
    prop_oneof![
        Just(ExprKind::Null),
        any::<bool>().prop_map(ExprKind::Bool),
        number().prop_map(ExprKind::Number),
        string().prop_map(ExprKind::Str),
    ]
    .prop_map(expr)
}

fn arithmetic_op() -> impl Strategy<Value = ArithmeticOp> {
    use ArithmeticOp::{Add, Divide, Modulo, Multiply, Subtract};
    prop::sample::select(vec![Add, Subtract, Multiply, Divide, Modulo])
}

fn comparison_op() -> impl Strategy<Value = ComparisonOp> {
    use ComparisonOp::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    prop::sample::select(vec![Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual])
}

fn match_op() -> impl Strategy<Value = MatchOp> {
    use MatchOp::{Colon, Like, LikeIgnoreCase, Regex, RegexIgnoreCase};
    prop::sample::select(vec![Colon, Like, LikeIgnoreCase, Regex, RegexIgnoreCase])
}

fn condition() -> impl Strategy<Value = Expr> {
    let field = || field().prop_map(|field| expr(ExprKind::Field(field)));
    let leaf = prop_oneof![2 => field(), 1 => constant()];
    leaf.prop_recursive(5, 48, 6, |inner| {
        let list = vec(inner.clone(), 1..6);
        let several = vec(inner.clone(), 2..6);
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            (word(), any::<bool>(), vec(inner.clone(), 0..4)).prop_map(call),
            inner.clone().prop_map(|inner| ExprKind::Negative(boxed(inner))),
            inner.clone().prop_map(|inner| ExprKind::Positive(boxed(inner))),
            inner.clone().prop_map(|inner| ExprKind::Not(boxed(inner))),
            (arithmetic_op(), pair.clone()).prop_map(|(op, (left, right))| ExprKind::Arithmetic(
                op,
                boxed(left),
                boxed(right)
            )),
            (comparison_op(), pair).prop_map(|(op, (left, right))| ExprKind::Comparison(
                op,
                boxed(left),
                boxed(right)
            )),
            (inner.clone(), any::<bool>(), any::<bool>(), list).prop_map(
                |(value, negated, ignore_case, list)| {
                    ExprKind::In(In { value: boxed(value), negated, ignore_case, list })
                }
            ),
            (inner.clone(), match_op(), vec(constant(), 1..5)).prop_map(|(value, op, patterns)| {
                ExprKind::Match(Match { value: boxed(value), op, patterns })
            }),
            several.clone().prop_map(ExprKind::And),
            several.prop_map(ExprKind::Or),
            (word(), stage(inner, true)).prop_map(|(name, stage)| {
                ExprKind::Relation(Relation { name, stage: Box::new(stage) })
            }),
        ]
        .prop_map(expr)
    })
}

fn call((name, ignore_case, args): (String, bool, Vec<Expr>)) -> ExprKind {
    // A name with `~` has no underscore first, which `word` sees to.
    ExprKind::Call(Call { name, name_span: Span::default(), ignore_case, args })
}

fn filter(condition: impl Strategy<Value = Expr>) -> impl Strategy<Value = EventFilter> {
    let named =
        prop_oneof![bare_name().prop_map(|value| Text { value, form: TextForm::Bare }), string(),];
    (option::of(named), condition).prop_map(|(name, condition)| {
        let category = Category { name, span: Span::default() };
        EventFilter { category, condition, span: Span::default() }
    })
}

/// A stage; without keys and options where it is part of a relation.
fn stage(condition: impl Strategy<Value = Expr>, relation: bool) -> impl Strategy<Value = Stage> {
    let option = option::of((word(), number()).prop_map(|(name, number)| StageOption {
        name,
        name_span: Span::default(),
        number,
        number_span: Span::default(),
    }));
    (any::<bool>(), filter(condition), keys(), option).prop_map(
        move |(missing, filter, by, option)| Stage {
            alias: None,
            missing,
            filter,
            by: if relation { Vec::new() } else { by },
            option: if relation { None } else { option },
            span: Span::default(),
        },
    )
}

fn keys() -> impl Strategy<Value = Vec<Expr>> {
    vec(field().prop_map(|field| expr(ExprKind::Field(field))), 0..3)
}

fn sequence() -> impl Strategy<Value = Body> {
    let unit = option::of(prop::sample::select(vec!["s", "ms", "d", "w"]).prop_map(str::to_owned));
    let maxspan =
        (number(), unit).prop_map(|(number, unit)| Maxspan { number, unit, span: Span::default() });
    let stages = vec(stage(condition(), false), 1..4);
    let until = option::of(stage(condition(), false).prop_map(Box::new));
    (keys(), option::of(maxspan), stages, until).prop_map(|(by, maxspan, stages, until)| {
        Body::Sequence(Sequence { by, maxspan, stages, until, span: Span::default() })
    })
}

fn plain_stage() -> impl Strategy<Value = Stage> {
    stage(condition(), false).prop_map(|stage| Stage { option: None, ..stage })
}

fn sample() -> impl Strategy<Value = Body> {
    (keys(), vec(plain_stage(), 1..4)).prop_map(|(by, stages)| {
        Body::Sample(Sample { by, stages, until: None, span: Span::default() })
    })
}

fn join() -> impl Strategy<Value = Body> {
    let until = option::of(plain_stage().prop_map(Box::new));
    (keys(), vec(plain_stage(), 2..4), until).prop_map(|(by, stages, until)| {
        Body::Join(Sample { by, stages, until, span: Span::default() })
    })
}

fn pipe() -> impl Strategy<Value = Pipe> {
    (word(), vec(condition(), 0..3)).prop_map(|(name, args)| Pipe {
        name,
        name_span: Span::default(),
        args,
        span: Span::default(),
    })
}

/// Queries of every form, without spans.
pub(crate) fn query() -> impl Strategy<Value = Query> {
    let body = prop_oneof![
        3 => filter(condition()).prop_map(Body::Event),
        2 => sequence(),
        1 => sample(),
        1 => join(),
    ];
    (body, vec(pipe(), 0..3)).prop_map(|(body, pipes)| Query { body, pipes, span: Span::default() })
}
