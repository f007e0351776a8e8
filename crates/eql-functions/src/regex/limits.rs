//! How large a regular expression may be. Each limit stops work before it takes noticeable time or stack.

/// Bytes of a pattern. Elasticsearch stops at 1,000 characters by default.
pub(super) const PATTERN_BYTES: usize = 65_536;

/// Levels of nesting: parentheses, and operators around operators.
pub(super) const NESTING: usize = 200;

/// Bytes of the automaton that `regex-automata` works on.
pub(super) const NFA_BYTES: usize = 10 << 20;

/// Bytes of a table of all its states, and of what making it takes; beyond that, states are made as values ask for them.
pub(super) const TABLE_BYTES: usize = 256 << 10;

/// States of an automaton with `~` or `&`. Lucene's limit is 10,000 too.
pub(super) const STATES: usize = 10_000;

/// Entries of its table: states times kinds of character.
pub(super) const TRANSITIONS: usize = 2_000_000;

/// Size of all expressions met on the way to its states.
pub(super) const EXPRESSION_PARTS: usize = 500_000;

/// Different classes and characters in it.
pub(super) const SETS: usize = 1_000;

/// Optional parts that may follow one another in it.
pub(super) const OPTIONAL_RUN: usize = 500;
