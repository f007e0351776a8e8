//! The predicate graph: what the rules of a set share.

use eql_hir::{FieldId, Leaf, Predicate, Query, Test};
use pack::{Clock, Constant, FieldTest, Filter, PredicateId, Program, Rule, Script, ScriptId};

use crate::RuleSource;
use crate::table::Table;

/// The longest leaf text that a listing shows, in characters.
const SOURCE_LIMIT: usize = 120;

/// The tables so far.
#[derive(Debug, Default)]
pub(crate) struct Compiler {
    pub(crate) fields: Table<pack::Field>,
    pub(crate) constants: Table<Constant>,
    tests: Table<pack::Test>,
    sources: Vec<String>,
    scripts: Table<Script>,
    pub(crate) filters: Table<Filter>,
    pub(crate) clocks: Table<Clock>,
    rules: Vec<Rule>,
}

impl Compiler {
    /// Adds a rule behind those that are there; the predicates of its leaves, in their order.
    pub(crate) fn rule(&mut self, source: &RuleSource<'_>) -> Vec<PredicateId> {
        let mut leaves = Vec::with_capacity(source.query.leaves.len());
        for leaf in &source.query.leaves {
            leaves.push(self.leaf(source.query, leaf, &leaves));
        }
        let rule = Rule {
            id: source.id.to_owned(),
            name: source.name.map(str::to_owned),
            severity: source.severity.map(str::to_owned),
            risk_score: source.risk_score,
            clock: self.clock(source),
            plan: self.plan(source.query, &leaves),
            pipes: source.query.pipes.clone(),
        };
        self.rules.push(rule);
        leaves
    }

    /// The program of all rules added.
    pub(crate) fn finish(self) -> Program {
        let tests = self.tests.into_items().into_iter();
        let predicates = tests
            .zip(self.sources)
            .map(|(test, source)| pack::Predicate { test, source: source.into() })
            .collect();
        Program {
            fields: self.fields.into_items(),
            constants: self.constants.into_items(),
            predicates,
            scripts: self.scripts.into_items(),
            filters: self.filters.into_items(),
            clocks: self.clocks.into_items(),
            rules: self.rules,
        }
    }

    /// The predicate of a leaf; one that another rule asks already is shared. `before` are those of the leaves before
    /// it, among which are all that stand in it.
    fn leaf(&mut self, query: &Query, leaf: &Leaf, before: &[PredicateId]) -> PredicateId {
        let test = match &leaf.test {
            Test::Field(field, predicate) => {
                pack::Test::Field(self.field(query, *field), self.field_test(predicate))
            }
            Test::Script(script) => {
                let script = self.script(query, script);
                pack::Test::Script(ScriptId(self.scripts.place(script)))
            }
            Test::Elements(array, condition) => {
                let array = self.field(query, *array);
                pack::Test::Elements(array, self.filter(query, condition, before))
            }
            Test::Related(relation, filter) => {
                pack::Test::Related(*relation, self.filter(query, &filter.condition, before))
            }
        };
        let place = self.tests.place(test);
        if place as usize == self.sources.len() {
            self.sources.push(shortened(&leaf.text));
        }
        PredicateId(place)
    }

    pub(crate) fn field(&mut self, query: &Query, field: FieldId) -> pack::FieldId {
        let field = query.field(field);
        let path = field.path.as_str().to_owned();
        let (source, field_type) = (field.source, field.field_type);
        pack::FieldId(self.fields.place(pack::Field { source, path, field_type }))
    }

    fn field_test(&mut self, predicate: &Predicate) -> FieldTest {
        match predicate {
            Predicate::Exists => FieldTest::Exists,
            Predicate::OneOf(values, case) => FieldTest::OneOf(self.values(values), *case),
            Predicate::Range(op, value) => FieldTest::Range(*op, self.value(value)),
            Predicate::Like(patterns, case) => FieldTest::Like(self.patterns(patterns), *case),
            Predicate::Regex(regexes) => {
                let (texts, case) = self.regexes(regexes);
                FieldTest::Regex(texts, case)
            }
            Predicate::Prefix(prefix, case) => FieldTest::Prefix(self.text(prefix), *case),
            Predicate::Cidr(blocks) => {
                FieldTest::Cidr(blocks.iter().map(|block| self.text(&block.to_string())).collect())
            }
        }
    }
}

/// The text of a leaf, cut where it is long.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(SOURCE_LIMIT) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
