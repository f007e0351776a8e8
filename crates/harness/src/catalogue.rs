//! Every kind of finding about rules: its page, where the demand comes from, and what it looks at.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use diagnostics::Page;
use rule_lint::{CHECKS, Check, LOADABLE, Need, Source};
use rule_schema::RuleType;

use crate::check::CATALOGUE as POLICY;
use crate::cost::CATALOGUE as COST;
use crate::fixtures::CATALOGUE as FIXTURES;
use crate::import::CATALOGUE as IMPORTS;

/// A kind of finding.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Id, severity and texts.
    pub page: Page,
    /// What to do about a finding, where that is the same for all.
    pub fix: Option<&'static str>,
    /// Where the demand comes from.
    pub sources: &'static [Source],
    /// The types of rules that it looks at.
    pub types: &'static [RuleType],
    /// What it must know beside the rule.
    pub needs: Need,
}

static ENTRIES: LazyLock<BTreeMap<&'static str, Entry>> = LazyLock::new(|| {
    let of_checks = CHECKS.iter().map(|check| Entry::of_check(check));
    let of_reader = rule_schema::CATALOGUE.iter().map(Entry::of_reader);
    let of_queries =
        eql_syntax::diagnostics::CATALOGUE.iter().map(|page| Entry::of_query(page, GRAMMAR));
    let of_meaning = eql_hir::diagnostics::CATALOGUE.iter().map(Entry::of_meaning);
    let of_policy = POLICY.iter().map(|page| Entry::of_file(page, OWN, LOADABLE));
    let of_cost = COST.iter().map(|page| Entry::of_file(page, OWN, EQL));
    let of_rules = of_checks.chain(of_reader).chain(of_queries).chain(of_meaning);
    let of_exports = rule_export::diagnostics::CATALOGUE.iter();
    let of_exports = of_exports.map(|page| Entry::of_file(page, OWN, EQL));
    let of_imports = IMPORTS.iter().map(|page| Entry::of_file(page, OWN, LOADABLE));
    let of_fixtures = FIXTURES.iter().map(|page| Entry::of_file(page, OWN, EQL));
    let all = of_rules
        .chain(of_policy)
        .chain(of_cost)
        .chain(of_fixtures)
        .chain(of_exports)
        .chain(of_imports);
    all.map(|entry| (entry.page.id, entry)).collect()
});

const OWN: &[Source] = &[Source::Own];
/// A query must parse in its language.
const GRAMMAR: &[Source] = &[Source::Load(9)];
/// The fields of a query must be known and of the types that it wants.
const FIELDS: &[Source] = &[Source::Load(10)];
const EQL: &[RuleType] = &[RuleType::Eql];

/// All kinds, by id.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    ENTRIES.values()
}

/// The kind of an id.
pub fn find(id: &str) -> Option<&'static Entry> {
    ENTRIES.get(id)
}

/// Whether ids begin with this word.
pub fn is_family(word: &str) -> bool {
    ENTRIES.keys().any(|id| id.split('/').next() == Some(word))
}

/// The id that is nearest to an unknown one, if it is near.
pub fn similar(id: &str) -> Option<&'static str> {
    let near = ENTRIES.keys().map(|known| (strsim::osa_distance(id, known), *known));
    let near = near.filter(|(slips, known)| *slips <= known.len() / 4);
    near.min().map(|(_, known)| known)
}

impl Entry {
    fn of_check(check: &Check) -> Self {
        let Check { page, fix, sources, types, needs, .. } = *check;
        Self { page, fix: Some(fix), sources, types, needs }
    }

    fn of_file(page: &Page, sources: &'static [Source], types: &'static [RuleType]) -> Self {
        Self { page: *page, fix: None, sources, types, needs: Need::File }
    }

    fn of_query(page: &Page, sources: &'static [Source]) -> Self {
        Self::of_file(page, sources, EQL)
    }

    /// The lowering of a query stands for Elastic's check of its types.
    fn of_meaning(page: &Page) -> Self {
        let about_fields = [
            "eql/contradictory-field",
            "eql/inexact-field",
            "eql/literal-type",
            "eql/unknown-field",
            "eql/unsupported-field-type",
        ];
        Self::of_query(page, if about_fields.contains(&page.id) { FIELDS } else { GRAMMAR })
    }

    /// What the reader of rule files finds, by `COVERAGE.md` of the checks.
    fn of_reader(page: &Page) -> Self {
        let sources: &'static [Source] = match page.id {
            "rule/toml-syntax" => &[Source::Load(1)],
            "rule/unknown-key" => &[Source::Load(2), Source::Load(12)],
            "rule/forbidden-version" => &[Source::Load(4)],
            "rule/index-and-data-view" => &[Source::Load(7)],
            "rule/empty-text" => &[Source::Load(3), Source::Load(8)],
            "rule/missing-key" => &[Source::Load(3), Source::Load(14), Source::Corpus(57)],
            "rule/list-length" => &[Source::Load(3), Source::Corpus(60)],
            "rule/unknown-value" => &[Source::Load(3), Source::Corpus(25), Source::Corpus(27)],
            _ => &[Source::Load(3)],
        };
        let types =
            if page.id == "rule/saved-query" { &[RuleType::SavedQuery][..] } else { LOADABLE };
        Self::of_file(page, sources, types)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_of_a_known_family_and_has_texts() {
        let families = ["bench", "eql", "export", "fixture", "import", "policy", "rule"];
        for entry in entries() {
            let family = entry.page.id.split('/').next().unwrap();
            assert!(families.contains(&family), "{}", entry.page.id);
            assert!(!entry.page.what.is_empty() && !entry.page.bad.is_empty(), "{}", entry.page.id);
        }
        assert!(is_family("eql") && !is_family("rule/bad-date"));
        assert_eq!(similar("rule/tag-cas"), Some("rule/tag-case"));
        assert_eq!(similar("something else"), None);
    }
}
