//! Each kind of predicate, true and false, in each of its shapes.

use eql_hir::LeafId;
use eql_solver::{Puzzle, Shape, Solver, Wish, shapes};
use event::{FieldPath, FieldType};

use crate::lowered;

/// Conditions of one leaf, beside the category.
const CONDITIONS: &[&str] = &[
    r#"process.name == "cmd.exe""#,
    r#"process.name in ("a", "b", "c")"#,
    r#"process.name in~ ("a1", "B2")"#,
    r#"process.name : "Cmd.exe""#,
    r#"process.name : ("cmd*.exe", "*sh", "??", "x*y*z")"#,
    r#"process.name like ("C?d*", "b*")"#,
    r#"process.name like~ "*\\temp\\*""#,
    r#"process.name regex "[a-z]{3}[0-9]+(\\.exe|\\.com)?""#,
    r#"process.name regex~ ("~(abc)", "<7-23>&..", "a@b", "x.*")"#,
    r#"process.name regex "(a|b|c)#|z""#,
    r#"startsWith(process.name, "Proc")"#,
    r#"startsWith~(process.name, "Proc")"#,
    r#"endsWith(process.name, ".exe")"#,
    r#"stringContains~(process.name, "shell")"#,
    r#"process.name > "m""#,
    r#"process.name <= "m""#,
    "process.name != null",
    "process.pid == 4",
    "process.pid in (4, 8, 15)",
    "process.pid > 1024",
    "process.pid <= 0",
    "process.pid > 4.5",
    "process.thread.capabilities.permitted == \"CAP_SYS_ADMIN\"",
    "process.interactive == true",
    "host.cpu.usage >= 0.95",
    "host.cpu.usage == 0.1",
    r#"source.ip == "10.0.0.0/8""#,
    r#"source.ip in ("10.0.0.1", "fe80::/10")"#,
    r#"cidrMatch(source.ip, "10.0.0.0/8", "192.168.7.0/24", "::1")"#,
    r#"source.ip > "10.0.0.9""#,
    r#"event.created > "2026-01-01T00:00:00Z""#,
    r#"event.created == "2026-01-01T00:00:00.500Z""#,
    r#"some.field == "x""#,
    "some.field == 5",
    r#"some.field : ("x*", "5")"#,
];

#[test]
fn each_is_made_true_and_false_in_each_shape() {
    let mut failures = Vec::new();
    for condition in CONDITIONS {
        let query = lowered(&format!("process where {condition}"));
        assert_eq!(query.leaves.len(), 2, "{condition}");
        let solver = Solver::new(&query);
        for truth in [true, false] {
            let shapes = shapes(&query, LeafId(1), truth);
            for shape in [None].into_iter().chain(shapes.into_iter().map(Some)) {
                let shapes = shape.map(|shape| (LeafId(1), shape)).into_iter().collect();
                let leaves = vec![(LeafId(0), true), (LeafId(1), truth)];
                let solved =
                    solver.solve(&Puzzle::of(Wish { leaves, shapes, ..Wish::default() }), 5);
                if let Err(unsolved) = solved {
                    failures.push(format!("{condition} is {truth} {shape:?}: {unsolved}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

/// The texts of a field in the first event.
fn texts(condition: &str, truth: bool, shape: Shape, field: &str) -> Vec<String> {
    let query = lowered(&format!("process where {condition}"));
    let leaf = LeafId(1);
    let wish = Wish { leaves: vec![(leaf, truth)], shapes: vec![(leaf, shape)], ..Wish::default() };
    let solution = Solver::new(&query).solve(&Puzzle::of(wish), 5).expect("a solution");
    assert!(solution.dropped.is_empty(), "{condition} {shape}");
    let values = solution.events[0].typed_values(&FieldPath::new(field), FieldType::Keyword);
    values.iter().map(ToString::to_string).collect()
}

#[test]
fn shapes_are_what_they_say() {
    let name =
        |condition: &str, truth, shape| texts(condition, truth, shape, "process.name").join("|");
    assert_eq!(name(r#"process.name : ("a", "cmd.exe")"#, true, Shape::Item(1)), "cmd.exe");
    assert_eq!(name(r#"process.name : "cmd.exe""#, true, Shape::OtherCase(0)), "CMD.EXE");
    assert_eq!(name(r#"process.name == "cmd.exe""#, false, Shape::OtherCase(0)), "CMD.EXE");
    assert_eq!(name(r#"process.name == "cmd.exe""#, false, Shape::Longer(0)), "cmd.exex");
    assert_eq!(name(r#"process.name == "cmd.exe""#, false, Shape::Ahead(0)), "xcmd.exe");
    assert_eq!(name(r#"process.name == "cmd.exe""#, false, Shape::Changed(0)), "cmdxexe");
    assert_eq!(name(r#"process.name : "c*d*""#, true, Shape::Empty(0)), "cd");
    assert_eq!(name(r#"process.name == "a""#, false, Shape::Absent), "");
    assert!(name(r#"process.name : "c*d""#, true, Shape::Item(0)).len() > 2);
    let args = texts(r#"process.args == "-a""#, true, Shape::Several, "process.args");
    assert!(args.len() == 2 && args[0] != "-a" && args[1] == "-a", "{args:?}");
    let ip = |truth, shape| {
        texts(r#"cidrMatch(source.ip, "10.1.0.0/16")"#, truth, shape, "source.ip").join("|")
    };
    assert_eq!(ip(true, Shape::First(0)), "10.1.0.0");
    assert_eq!(ip(true, Shape::Last(0)), "10.1.255.255");
    assert_eq!(ip(false, Shape::Before(0)), "10.0.255.255");
    assert_eq!(ip(false, Shape::After(0)), "10.2.0.0");
    let pid = |truth| texts("process.pid > 10", truth, Shape::Bound, "process.pid").join("|");
    assert_eq!((pid(true), pid(false)), ("11".to_owned(), "10".to_owned()));
    let line = |truth| {
        texts("length(process.command_line) > 90", truth, Shape::Bound, "process.command_line")[0]
            .len()
    };
    assert_eq!((line(true), line(false)), (91, 90));
}
