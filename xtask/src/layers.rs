//! The crate graph, written once: what each crate is for, what it may use and what it must never reach.
//!
//! `cargo xtask tidy` holds the manifests and `crates/ARCHITECTURE.md` to this table.

/// One crate of the workspace.
#[derive(Clone, Copy, Debug)]
pub struct Layer {
    /// A crate uses crates of lower levels only.
    pub level: u8,
    /// Name of the crate and of its folder.
    pub name: &'static str,
    /// Its one job: the `description` of its manifest.
    pub job: &'static str,
    /// The workspace crates that it depends on, tests aside.
    pub uses: &'static [&'static str],
    /// The crates that it must not depend on, however indirectly. `eql-*` is every name that starts with `eql-`.
    pub never: &'static [&'static str],
}

/// Every crate, lowest level first.
pub const LAYERS: &[Layer] = &[
    Layer {
        level: 0,
        name: "diagnostics",
        job: "Spans, diagnostics, their pages and renderers.",
        uses: &[],
        never: &["*"],
    },
    Layer {
        level: 0,
        name: "event",
        job: "Values, field paths and documents of one event.",
        uses: &[],
        never: &["*"],
    },
    Layer {
        level: 0,
        name: "testkit",
        job: "Case discovery, golden files and test bytes for the other crates' tests.",
        uses: &[],
        never: &["*"],
    },
    Layer {
        level: 1,
        name: "event-schema",
        job: "Field catalogues: which type a field has.",
        uses: &["event"],
        never: &["eql-*", "rule-*"],
    },
    Layer {
        level: 1,
        name: "event-input",
        job: "Bytes to events, one file per format.",
        uses: &["event"],
        never: &["eql-*", "rule-*", "matcher"],
    },
    Layer {
        level: 1,
        name: "eql-functions",
        job: "Every EQL function and operator on values.",
        uses: &["event"],
        never: &["eql-syntax", "eql-hir", "pack"],
    },
    Layer {
        level: 1,
        name: "eql-syntax",
        job: "EQL text to tokens to a tree, and back to text.",
        uses: &["diagnostics"],
        never: &["event", "rule-*"],
    },
    Layer {
        level: 1,
        name: "rule-schema",
        job: "The rule TOML file with a span for every value.",
        uses: &["diagnostics"],
        never: &["eql-*"],
    },
    Layer {
        level: 2,
        name: "eql-hir",
        job: "EQL tree to resolved, typed and folded query.",
        uses: &["diagnostics", "event", "event-schema", "eql-functions", "eql-syntax"],
        never: &["pack", "rule-*"],
    },
    Layer {
        level: 2,
        name: "pack",
        job: "The compiled program and the rule pack: instructions, file format, verifier, listing.",
        uses: &["event", "eql-functions"],
        never: &["eql-syntax", "eql-hir", "diagnostics"],
    },
    Layer {
        level: 3,
        name: "rule-lint",
        job: "Checks of a rule's metadata, schedule, tags, threats and guide.",
        uses: &[
            "diagnostics",
            "event-schema",
            "eql-functions",
            "rule-schema",
            "eql-syntax",
            "eql-hir",
        ],
        never: &["pack", "matcher", "harness"],
    },
    Layer {
        level: 3,
        name: "eql-compiler",
        job: "Typed queries to one program.",
        uses: &["event", "eql-functions", "eql-hir", "pack"],
        never: &["matcher", "rule-*"],
    },
    Layer {
        level: 3,
        name: "matcher",
        job: "Runs a program over events.",
        uses: &["event", "eql-functions", "pack"],
        never: &["eql-syntax", "eql-hir", "eql-compiler", "diagnostics"],
    },
    Layer {
        level: 3,
        name: "oracle",
        job: "The slow plain evaluator that defines what a query means.",
        uses: &["event", "eql-functions", "eql-hir"],
        never: &["pack", "matcher", "eql-compiler"],
    },
    Layer {
        level: 3,
        name: "eql-mutants",
        job: "A query with one small mistake at a time, and proofs that a mistake changes nothing.",
        uses: &["diagnostics", "event", "eql-functions", "eql-hir"],
        never: &["pack", "matcher", "oracle", "rule-*"],
    },
    Layer {
        level: 3,
        name: "rule-export",
        job: "Rules as other engines run them, with everything that is lost on the way.",
        uses: &[
            "diagnostics",
            "event",
            "event-schema",
            "eql-functions",
            "eql-syntax",
            "rule-schema",
            "eql-hir",
        ],
        never: &["pack", "matcher", "oracle", "harness"],
    },
    Layer {
        level: 4,
        name: "eql-solver",
        job: "Finds events on which chosen leaves of a query hold and others do not.",
        uses: &["event", "event-schema", "eql-functions", "eql-hir", "oracle"],
        never: &["pack", "matcher", "eql-compiler", "rule-*", "harness"],
    },
    Layer {
        level: 5,
        name: "harness",
        job: "Load, check, scan, fixtures, measure: what the commands do.",
        uses: &[
            "diagnostics",
            "event",
            "event-schema",
            "event-input",
            "eql-functions",
            "eql-syntax",
            "rule-schema",
            "eql-hir",
            "pack",
            "eql-compiler",
            "matcher",
            "oracle",
            "eql-mutants",
            "eql-solver",
            "rule-lint",
            "rule-export",
        ],
        never: &["cli", "xtask"],
    },
    Layer {
        level: 6,
        name: "cli",
        job: "argv to harness to stdout and exit code.",
        uses: &["diagnostics", "harness"],
        never: &["xtask"],
    },
    Layer {
        level: 6,
        name: "xtask",
        job: "The repository's own jobs.",
        uses: &["harness"],
        never: &["cli"],
    },
];

impl Layer {
    /// Whether this crate must never reach that one.
    pub fn forbids(&self, name: &str) -> bool {
        self.never.iter().any(|pattern| match pattern.strip_suffix('*') {
            Some(prefix) => name.starts_with(prefix),
            None => name == *pattern,
        })
    }
}
