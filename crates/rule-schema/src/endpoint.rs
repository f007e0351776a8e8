//! Rule files of the endpoint: a query and what the endpoint does about it, without the metadata of detection rules
//! (spec 20.0).

use crate::read::{Reader, Value, scalar, table, text};
use crate::{EqlRule, Rule, RuleFile, RuleKind, RuleType, Spanned};

/// Whether a file is one of the endpoint's: it has no `[metadata]`, which every detection rule has.
pub(crate) fn is_endpoint(file: &Reader<'_>) -> bool {
    !file.has("metadata")
}

/// Reads the keys that a match carries and the query; all others are the endpoint's, and unchecked.
pub(crate) fn read(file: &mut Reader<'_>) -> RuleFile {
    let rule = file.required("rule", read_rule).unwrap_or_default();
    RuleFile { rule, ..RuleFile::default() }
}

fn read_rule(value: Value<'_>) -> Option<Rule> {
    let mut table = table::reader(value)?;
    let query = table.required_placed("query", text::query);
    let span = query.as_ref().map(|query| query.span).unwrap_or_default();
    let rule_id = table.optional("rule_id", scalar::string);
    let rule = Rule {
        rule_id: table.optional("id", scalar::string).or(rule_id),
        name: table.optional("name", scalar::string),
        description: table.optional("description", scalar::string),
        rule_type: Some(Spanned { value: RuleType::Eql, span }),
        kind: RuleKind::Eql(EqlRule { query, ..EqlRule::default() }),
        ..Rule::default()
    };
    table.finish_unchecked();
    Some(rule)
}
