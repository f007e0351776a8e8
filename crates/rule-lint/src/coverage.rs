//! Which rules of a rule set find all that others find.

use eql_functions::Case;
use eql_functions::wildcard::WildcardPattern;
use eql_hir::{Condition, Form, Query, Test};
use rule_schema::RuleKind;

use crate::RuleView;

/// Two rules, of which one finds all that the other finds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub(crate) narrow: usize,
    pub(crate) wide: usize,
    /// Whether both find the same; then `narrow` is the earlier one.
    pub(crate) equal: bool,
}

/// What of a rule is compared.
struct Compared<'a> {
    index: usize,
    query: &'a Query,
    patterns: Vec<(&'a str, WildcardPattern)>,
    category_field: Option<&'a str>,
    /// The fields that the query reads.
    fields: Marks,
    /// Those that an event must pass a test of.
    demanded: Marks,
    /// Its id, name and file name: copies that share one have a finding of their own.
    names: [Option<&'a str>; 3],
}

/// All pairs that are proved, in the order of the narrower rule.
///
/// Rules that are deprecated, have filters of their own or no index patterns are left out.
pub(crate) fn pairs(rules: &[RuleView<'_>]) -> Vec<Pair> {
    let compared: Vec<_> =
        rules.iter().enumerate().filter_map(|(index, rule)| Compared::new(index, rule)).collect();
    let mut found = Vec::new();
    for narrow in &compared {
        for wide in compared.iter().filter(|wide| wide.index != narrow.index) {
            if !narrow.is_covered_by(wide) {
                continue;
            }
            let equal = wide.is_covered_by(narrow);
            if !equal || narrow.index < wide.index {
                found.push(Pair { narrow: narrow.index, wide: wide.index, equal });
            }
        }
    }
    found
}

impl<'a> Compared<'a> {
    fn new(index: usize, rule: &RuleView<'a>) -> Option<Self> {
        let (query, RuleKind::Eql(data)) = (rule.eql?.query, &rule.rule().kind) else {
            return None;
        };
        let patterns = rule.index()?.into_iter().map(|pattern| pattern.value.as_str());
        let patterns: Vec<_> =
            patterns.map(|pattern| (pattern, WildcardPattern::parse(pattern))).collect();
        let has_filters =
            rule.rule().filters.as_ref().is_some_and(|list| list.into_iter().next().is_some());
        if rule.file.is_deprecated() || patterns.is_empty() || has_filters {
            return None;
        }
        let fields = Marks::of(query.fields.iter().map(|field| field.path.as_str()));
        let category_field =
            data.event_category_override.as_ref().map(|field| field.value.as_str());
        let id = rule.rule().rule_id.as_ref().map(|id| id.value.as_str());
        let names = [id, rule.name(), Some(rule.file_name())];
        Some(Self {
            index,
            query,
            patterns,
            category_field,
            fields,
            demanded: demanded(query),
            names,
        })
    }

    fn is_covered_by(&self, wide: &Self) -> bool {
        let are_copies = self.names.iter().zip(&wide.names).any(|(one, other)| one == other);
        if are_copies {
            return false;
        }
        // A test of a field that the narrower query does not read cannot follow from it.
        wide.demanded.are_among(self.fields)
            && self.category_field == wide.category_field
            && self
                .patterns
                .iter()
                .all(|(pattern, _)| wide.patterns.iter().any(|it| covers(it, pattern)))
            && eql_hir::implies(self.query, wide.query)
    }
}

/// A set of names as bits, one a name; names can share one. Most pairs of rules differ there, and are done with.
#[derive(Clone, Copy, Default, Debug)]
struct Marks(u128);

impl Marks {
    fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        // Fowler, Noll and Vo's hash 1a.
        let hash = |name: &str| {
            name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            })
        };
        Self(names.fold(0, |marks, name| marks | 1 << (hash(name) >> 57)))
    }

    /// Whether all of these can be among others.
    fn are_among(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }
}

/// The fields of the leaves that a query asks of every event.
fn demanded(query: &Query) -> Marks {
    let Form::Event(filter) = &query.form else { return Marks::default() };
    let field = |part: &Condition| match part {
        Condition::Leaf(leaf) => match &query.leaf(*leaf).test {
            Test::Field(field, _) => Some(*field),
            Test::Script(_) | Test::Elements(..) | Test::Related(..) => None,
        },
        Condition::Constant(_) | Condition::Not(_) | Condition::And(_) | Condition::Or(_) => None,
    };
    let fields = filter.condition.parts().iter().filter_map(field);
    Marks::of(fields.map(|field| query.field(field).path.as_str()))
}

/// Whether every index of a pattern is one of another pattern.
fn covers((wide, pattern): &(&str, WildcardPattern), narrow: &str) -> bool {
    let excludes = narrow.starts_with('-') || wide.starts_with('-');
    *wide == narrow || !excludes && pattern.matches(narrow, Case::Sensitive)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(wide: &str, narrow: &str) -> bool {
        super::covers(&(wide, WildcardPattern::parse(wide)), narrow)
    }

    #[test]
    fn a_pattern_covers_what_is_narrower() {
        assert!(covers("logs-*", "logs-endpoint.events.*"));
        assert!(covers("logs-endpoint.events.process*", "logs-endpoint.events.process-*"));
        assert!(!covers("logs-endpoint.events.process-*", "logs-endpoint.events.*"));
        assert!(!covers("winlogbeat-*", "logs-*"));
    }
}
