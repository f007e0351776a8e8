//! Expressions over fields are solved backwards.

use eql_hir::LeafId;
use eql_solver::{Puzzle, Solver, Wish, shapes};

use crate::lowered;

/// Conditions of one leaf, beside the category.
const CONDITIONS: &[&str] = &[
    "length(process.command_line) > 255",
    "length(process.command_line) == 0",
    "length(process.name) <= 3",
    "length(process.name) != 7",
    "length(file.extension) in (2, 4)",
    r#"substring(process.name, 2) == "well""#,
    r#"substring(process.name, 0, -1) == "host""#,
    r#"substring(process.name, -4) == ".exe""#,
    r#"substring(process.name, -4, -1) == "abc""#,
    r#"substring(process.name, 1, 4) : "a*c""#,
    r#"substring(process.name, 1) regex "[0-9]+x?""#,
    r#"substring(process.name, 3) in ("a", "b", "c")"#,
    r#"substring(process.name, 3) in~ ("a", "b", "c")"#,
    r#"substring(process.name, 2, 5) != "abc""#,
    r#"between(process.command_line, "user=", ";") == "root""#,
    r#"between~(process.command_line, "USER=", ";", true) != """#,
    r#"length(between(process.command_line, "[", "]")) > 4"#,
    r#"concat(user.domain, "\\", user.name) == "EXAMPLE\\admin""#,
    r#"concat(user.name, "@", host.name) : "root@*""#,
    r#"concat(process.pid, "") == "42""#,
    r#"indexOf(process.command_line, "-enc") > 10"#,
    r#"indexOf(process.command_line, "-enc") == 3"#,
    r#"indexOf(process.command_line, "-enc") != null"#,
    "indexOf(process.command_line, process.name) == null",
    "indexOf~(process.command_line, process.name) == 0",
    "startsWith(process.executable, process.working_directory)",
    "startsWith~(host.name, substring(user.name, 0, -1))",
    r#"startsWith~(concat(host.name, "."), concat(substring(user.name, 0, -1), "."))"#,
    "endsWith~(email.from.address, user.domain)",
    "endsWith(string(source.ip), string(host.ip))",
    "startsWith~(string(destination.ip), string(host.ip))",
    "stringContains(process.command_line, process.name)",
    "stringContains~(process.name, process.parent.name)",
    r#"string(process.pid) == "77""#,
    r#"string(source.ip) : "10.*""#,
    r#"endsWith(string(process.pid), "13")"#,
    "number(process.title) > 100",
    "number(process.title, 16) == 255",
    "number(process.title) == null",
    "process.pid + process.parent.pid > 1000",
    "process.pid - process.parent.pid == 4",
    "process.pid * 3 == 42",
    "process.pid / 4 >= 9",
    "process.pid % 4 == 3",
    "modulo(process.pid, 10) != 0",
    "divide(multiply(process.pid, 2), 4) < 12",
    "-process.pid < -100",
    "process.pid + 0.5 == 8.5",
    "endsWith~(substring(dll.path, 0, length(dll.path) - (length(dll.name) + 1)), substring(process.executable, 0, length(process.executable) - (length(process.name) + 1)))",
    r#"cidrMatch(source.ip, "10.0.0.0/8", "192.168.0.0/16")"#,
    "length(concat(process.name, process.parent.name)) == 12",
];

#[test]
fn each_is_made_true_and_false() {
    let mut failures = Vec::new();
    for condition in CONDITIONS {
        let query = lowered(&format!("process where {condition}"));
        let solver = Solver::new(&query);
        let leaf = LeafId(1);
        if query.leaves.len() < 2 {
            failures.push(format!("{condition}: no leaf"));
            continue;
        }
        for truth in [true, false] {
            for shape in [None].into_iter().chain(shapes(&query, leaf, truth).into_iter().map(Some))
            {
                let shapes = shape.map(|shape| (leaf, shape)).into_iter().collect();
                let leaves = vec![(LeafId(0), true), (leaf, truth)];
                let puzzle = Puzzle::of(Wish { leaves, shapes, ..Wish::default() });
                if let Err(unsolved) = solver.solve(&puzzle, 3) {
                    failures.push(format!("{condition} {truth} {shape:?}: {unsolved}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}
