//! The few fields and values that generated queries and events share, so that they meet.

/// Categories; one needs quotes.
pub(super) const CATEGORIES: &[&str] = &["process", "process", "file", "odd cat"];

/// Values of key fields.
pub(super) const KEYS: &[&str] = &["a", "b", "A"];

/// Texts that most values and literals are.
pub(super) const COMMON: &[&str] = &["a", "ab", "abc", "cmd.exe", "CMD.EXE", "4"];

/// Texts at the edges: empty, wildcards, backslashes, quotes, line breaks, letters beyond ASCII (some of which
/// change their length with their case), numbers in other bases.
pub(super) const ODD: &[&str] = &[
    "", "a*b", "x\\y", "x*", "\"a\"", "a\nb", "É", "é", "ÉB", "éb", "İ<a>", "\u{212a}", "😀a",
    "0x10", " 7 ", "1.5", "true", "b-c", "aXbXc",
];

/// Patterns of `:` and `like`, and constants of the functions that are patterns on a field.
pub(super) const PATTERNS: &[&str] = &[
    "*", "a*", "*b*", "?", "??", "cmd.???", "*.EXE", "*.exe", "x\\*", "x\\y", "é*", "a", "A",
    "a?c", "*?", "", "a*b", "a\\*b", "?b", "**", "*\\y",
];

/// Expressions that Lucene and Java both read.
pub(super) const REGEXES: &[&str] = &[
    "a.*",
    "A.*",
    "[a-c]+",
    "cmd\\.(exe|com)",
    ".?",
    "a{1,2}b?",
    "[^a]*",
    "abc",
    "a|ab|é",
    "x\\\\y",
    "\\d+",
    ".*",
];

/// Expressions that only Lucene reads so.
pub(super) const LUCENE_REGEXES: &[&str] = &["~(a.*)", "a.*&.*b", "<1-9>", "@", "\"a*b\"", "#|a"];

/// Whole numbers that most values are.
pub(super) const NUMBERS: &[i64] = &[-1, 0, 1, 2, 4, 7];

/// Whole numbers where a type ends.
pub(super) const EDGES: &[i64] =
    &[i32::MAX as i64, i32::MIN as i64, i32::MAX as i64 + 1, i64::MAX, i64::MIN];

/// Number literals at the edges: fractions in all spellings, the ends of the types and beyond.
pub(super) const ODD_NUMBERS: &[&str] = &[
    "0.5",
    ".5",
    "1.5",
    "4.",
    "4.0",
    "4e0",
    "40e-1",
    ".4E+1",
    "2147483647",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "100000000000000000000",
];

/// Addresses and blocks.
pub(super) const BLOCKS: &[&str] = &[
    "10.0.0.1",
    "10.1.2.3/8",
    "::1",
    "::/0",
    "0.0.0.0/0",
    "192.0.2.0/30",
    "FE80::/10",
    "::ffff:10.0.0.1",
];

/// Addresses of events, one of them none.
pub(super) const ADDRESSES: &[&str] = &[
    "10.0.0.1",
    "10.0.0.0",
    "10.1.2.3",
    "::1",
    "::",
    "0:0:0:0:0:0:0:1",
    "192.0.2.3",
    "192.0.2.4",
    "fe80::1",
    "x",
];

/// Instants of events and literals, within the seconds of the events' times.
pub(super) const DATES: &[&str] = &[
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:01.000Z",
    "2026-01-01T00:00:02.000000001Z",
    "2026-01-01T01:00:02+01:00",
    "2026-01-01",
    "2026",
];

/// The same as milliseconds since 1970.
pub(super) const MILLIS: &[i64] = &[1_767_225_600_000, 1_767_225_601_000, 1_767_225_602_000];

/// The fields of texts, as queries write them.
pub(super) const TEXT_FIELDS: &[&str] = &[
    "process.name",
    "process.name",
    "process.args",
    "process.args",
    "?user.name",
    "acme.text",
    "?acme.text",
    "acme.`my-text`",
    "`process.name`",
];

/// The fields of numbers.
pub(super) const NUMBER_FIELDS: &[&str] = &[
    "process.pid",
    "process.pid",
    "process.pid",
    "acme.count",
    "acme.count",
    "?acme.count",
    "event.risk_score",
    "event.`sequence`",
    "typed.double",
    "typed.integer",
    "typed.unsigned",
];

/// The fields of booleans.
pub(super) const FLAG_FIELDS: &[&str] = &["process.code_signature.trusted", "?acme.flag"];

/// The fields of dates.
pub(super) const DATE_FIELDS: &[&str] =
    &["@timestamp", "event.created", "event.created", "typed.nanos"];

/// The fields of addresses.
pub(super) const ADDRESS_FIELDS: &[&str] = &["source.ip", "?source.ip", "host.ip"];

/// The fields of versions.
pub(super) const VERSION_FIELDS: &[&str] = &["typed.version", "?typed.version"];

/// Versions of events and literals: an order that is not that of letters, pre-releases, builds, and what is none.
pub(super) const VERSIONS: &[&str] =
    &["1.2", "1.2.4", "1.2.4-SNAPSHOT", "1.2.4-alpha.10", "1.10", "1.2.4+b", "x"];
