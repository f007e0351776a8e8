//! What queries are made of, as far as engines differ in it: the columns of the coverage matrix.

use eql_functions::FUNCTIONS;

/// A part of the language that an engine may or may not hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Construct {
    /// The category in front of `where`.
    Category,
    /// `any where`: events without a category too.
    AnyCategory,
    /// Whether a field has a value.
    Exists,
    /// A clause about an absent field is false, and `not` of it true.
    AbsentField,
    /// Some value of a field with several values must pass.
    Arrays,
    /// A text is this one.
    Equality,
    /// ASCII letters fold, others do not.
    IgnoreCase,
    /// `*` is any run of characters, `?` is one, line breaks included.
    Wildcard,
    /// Lucene syntax, the whole value.
    Regex,
    /// Equality and order of numbers.
    Number,
    /// A value is true or false.
    Boolean,
    /// Equality and order of instants.
    Date,
    /// Order of addresses.
    Address,
    /// An address is this one, or lies in a block.
    Cidr,
    /// Equality and order of versions.
    Version,
    /// A text is before or behind another.
    TextRange,
    /// A function takes two fields of an event.
    FieldComparison,
    /// Sums, products and remainders of fields.
    Arithmetic,
    /// A pattern or regular expression on what a function gives.
    ScriptedPattern,
    /// `and`, `or`, `not` and null tests on what a function gives.
    ScriptedLogic,
    /// Events in order: the newest pending one is taken, once.
    Sequence,
    /// Sequences of more than two events.
    LongSequence,
    /// Sequences over all events.
    NoJoinKey,
    /// A stage has join keys of its own name.
    StageKeys,
    /// An absent key is a key.
    OptionalKey,
    /// Sequences of any length.
    NoMaxspan,
    /// An event that ends pending sequences.
    Until,
    /// A stage that must not occur.
    MissingEvent,
    /// The same stage several times.
    Runs,
    /// Events in any order that share keys.
    Sample,
    /// The first matches only.
    Head,
    /// The last matches only.
    Tail,
    /// `_arraysearch`, of the endpoint.
    ArraySearch,
    /// `child of`, `descendant of`, `event of`, of the endpoint.
    Lineage,
    /// A stage that reads an event before it, of the endpoint.
    EarlierEvent,
    /// A function on what cannot be asked of a field alone, by its name.
    Function(&'static str),
    /// A rule that is no EQL; not in the matrix.
    OtherLanguage,
    /// An id that files cannot be named by; not in the matrix.
    RuleId,
}

/// A construct with its words and a query that has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Probe {
    /// Which.
    pub construct: Construct,
    /// As people call it.
    pub name: &'static str,
    /// What it is, on one line.
    pub meaning: &'static str,
    /// A query that uses it, and of the others only what it cannot do without.
    pub query: &'static str,
}

/// The constructs that are no functions, in the order of the matrix: name, meaning, query.
const PROBES: &[(Construct, &str, &str, &str)] = &[
    (
        Construct::Category,
        "event category",
        "the category in front of `where`",
        "process where true",
    ),
    (
        Construct::AnyCategory,
        "any category",
        "`any where`: events without a category too",
        "any where true",
    ),
    (
        Construct::Exists,
        "null",
        "whether a field has a value",
        "process where process.name != null",
    ),
    (
        Construct::AbsentField,
        "absent field",
        "a clause about an absent field is false, and `not` of it true",
        "process where not process.name == \"a.exe\"",
    ),
    (
        Construct::Arrays,
        "arrays",
        "some value of a field with several values must pass",
        "process where process.args == \"-c\"",
    ),
    (Construct::Equality, "text", "a text is this one", "process where process.name == \"a.exe\""),
    (
        Construct::IgnoreCase,
        "ignoring case",
        "ASCII letters fold, others do not",
        "process where process.name : \"a.exe\"",
    ),
    (
        Construct::Wildcard,
        "wildcards",
        "`*` is any run of characters, `?` is one, line breaks included",
        "process where process.name like \"a*b?.exe\"",
    ),
    (
        Construct::Regex,
        "regular expressions",
        "Lucene syntax, the whole value",
        "process where process.name regex \"[a-c]+\\\\.exe\"",
    ),
    (
        Construct::Number,
        "numbers",
        "equality and order of numbers",
        "process where process.pid > 4",
    ),
    (
        Construct::Boolean,
        "booleans",
        "a value is true or false",
        "process where process.interactive == true",
    ),
    (
        Construct::Date,
        "dates",
        "equality and order of instants",
        "process where process.start > \"2026-01-01T00:00:00Z\"",
    ),
    (
        Construct::Address,
        "addresses",
        "order of addresses",
        "network where source.ip > \"10.0.0.1\"",
    ),
    (
        Construct::Cidr,
        "address blocks",
        "an address is this one, or lies in a block",
        "network where cidrMatch(source.ip, \"10.0.0.0/8\")",
    ),
    (
        Construct::Version,
        "versions",
        "equality and order of versions",
        "process where agent.version == \"8.1.0\"",
    ),
    (
        Construct::TextRange,
        "order of texts",
        "a text is before or behind another",
        "process where process.name > \"m\"",
    ),
    (
        Construct::FieldComparison,
        "field comparison",
        "a function takes two fields of an event",
        "process where stringContains(process.command_line, process.name)",
    ),
    (
        Construct::Arithmetic,
        "arithmetic",
        "sums, products and remainders of fields",
        "process where process.pid + 1 > 10",
    ),
    (
        Construct::ScriptedPattern,
        "patterns on expressions",
        "a pattern or regular expression on what a function gives",
        "process where substring(process.name, 1) : \"x*\"",
    ),
    (
        Construct::ScriptedLogic,
        "logic in expressions",
        "`and`, `or`, `not` and null tests on what a function gives",
        "process where substring(process.name, 1) != null",
    ),
    (
        Construct::Sequence,
        "sequences",
        "events in order: the newest pending one is taken, once",
        "sequence by host.id with maxspan=1m [process where true] [file where true]",
    ),
    (
        Construct::LongSequence,
        "three or more stages",
        "sequences of more than two events",
        "sequence by host.id with maxspan=1m [process where true] [file where true] [network where true]",
    ),
    (
        Construct::NoJoinKey,
        "no join key",
        "sequences over all events",
        "sequence with maxspan=1m [process where true] [file where true]",
    ),
    (
        Construct::StageKeys,
        "keys of a stage",
        "a stage has join keys of its own name",
        "sequence with maxspan=1m [process where true] by process.name [file where true] by file.name",
    ),
    (
        Construct::OptionalKey,
        "optional keys",
        "an absent key is a key",
        "sequence by ?user.id with maxspan=1m [process where true] [file where true]",
    ),
    (
        Construct::NoMaxspan,
        "no maxspan",
        "sequences of any length",
        "sequence by host.id [process where true] [file where true]",
    ),
    (
        Construct::Until,
        "until",
        "an event that ends pending sequences",
        "sequence by host.id with maxspan=1m [process where true] [file where true] until [process where event.type == \"end\"]",
    ),
    (
        Construct::MissingEvent,
        "missing events",
        "a stage that must not occur",
        "sequence by host.id with maxspan=1m [process where true] ![file where true]",
    ),
    (
        Construct::Runs,
        "runs",
        "the same stage several times",
        "sequence by host.id with maxspan=1m [process where true] with runs=2 [file where true]",
    ),
    (
        Construct::Sample,
        "samples",
        "events in any order that share keys",
        "sample by host.id [process where true] [file where true]",
    ),
    (Construct::Head, "head", "the first matches only", "process where true | head 3"),
    (Construct::Tail, "tail", "the last matches only", "process where true | tail 3"),
    (
        Construct::ArraySearch,
        "searches in arrays",
        "`_arraysearch`, of the endpoint",
        "process where _arraysearch(process.Ext.token.groups, $g, $g.name == \"a\")",
    ),
    (
        Construct::Lineage,
        "ancestors",
        "`child of`, `descendant of`, `event of`, of the endpoint",
        "process where descendant of [process where process.name == \"a.exe\"]",
    ),
    (
        Construct::EarlierEvent,
        "events of earlier stages",
        "a stage that reads an event before it, of the endpoint",
        "sequence by host.id [process where true] as first [file where file.name == first.process.name]",
    ),
];

/// A query for each function, by its name.
const FUNCTION_PROBES: &[(&str, &str)] = &[
    ("add", "process where add(process.pid, 1) > 3"),
    ("between", "process where between(process.name, \"a\", \"b\") == \"x\""),
    ("cidrMatch", "network where string(cidrMatch(source.ip, \"10.0.0.0/8\")) == \"true\""),
    ("concat", "process where concat(process.name, \"x\") == \"ax\""),
    ("divide", "process where divide(process.pid, 2) > 3"),
    ("endsWith", "process where endsWith(process.name, process.parent.name)"),
    ("indexOf", "process where indexOf(process.name, \"x\") > 1"),
    ("length", "process where length(process.name) > 5"),
    ("modulo", "process where modulo(process.pid, 2) == 0"),
    ("multiply", "process where multiply(process.pid, 2) > 3"),
    ("number", "process where number(process.name) > 3"),
    ("startsWith", "process where startsWith(process.name, process.parent.name)"),
    ("string", "process where string(process.pid) == \"4\""),
    ("stringContains", "process where stringContains(process.name, process.parent.name)"),
    ("substring", "process where substring(process.name, 1) == \"x\""),
    ("subtract", "process where subtract(process.pid, 1) > 3"),
];

impl Construct {
    /// Every construct with its probe, in the order of the matrix: what is no function, then the functions by name.
    pub fn probes() -> Vec<Probe> {
        let plain = PROBES.iter().map(|&(construct, name, meaning, query)| Probe {
            construct,
            name,
            meaning,
            query,
        });
        let functions = FUNCTIONS.iter().filter_map(|function| {
            let (_, query) = FUNCTION_PROBES.iter().find(|(name, _)| *name == function.name)?;
            let (construct, meaning) = (Self::Function(function.name), function.summary);
            Some(Probe { construct, name: function.name, meaning, query })
        });
        plain.chain(functions).collect()
    }

    /// As people call it.
    pub fn name(self) -> &'static str {
        if let Self::Function(name) = self {
            return name;
        }
        let known = PROBES.iter().find(|probe| probe.0 == self);
        let other = if self == Self::RuleId { "rule ids" } else { "rules that are no EQL" };
        known.map_or(other, |probe| probe.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_has_a_probe() {
        let probed: Vec<_> = FUNCTION_PROBES.iter().map(|(name, _)| *name).collect();
        assert_eq!(probed, FUNCTIONS.iter().map(|function| function.name).collect::<Vec<_>>());
    }

    #[test]
    fn every_construct_has_a_name_of_its_own() {
        let mut names: Vec<_> = Construct::probes().iter().map(|probe| probe.name).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
