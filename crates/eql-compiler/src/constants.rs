//! Constants and the small words of the program's types.

use eql_functions::Case;
use eql_functions::wildcard::WildcardPattern;
use eql_hir::Regex;
use event::Value;
use pack::{ConstId, Constant};

use crate::graph::Compiler;

impl Compiler {
    pub(crate) fn value(&mut self, value: &Value<'_>) -> ConstId {
        ConstId(self.constants.place(Constant::from(value)))
    }

    pub(crate) fn text(&mut self, text: &str) -> ConstId {
        ConstId(self.constants.place(Constant::Text(text.into())))
    }

    /// A list as a set: its order and repetitions mean nothing, so equal sets become equal leaves.
    pub(crate) fn values(&mut self, values: &[Value<'_>]) -> Vec<ConstId> {
        let mut ids: Vec<_> = values.iter().map(|value| self.value(value)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The texts of regexes, and the case rule that those of one leaf share.
    pub(crate) fn regexes<C>(&mut self, regexes: &[Regex<C>]) -> (Vec<ConstId>, Case) {
        let case = regexes.first().map_or(Case::default(), |regex| regex.case);
        (regexes.iter().map(|regex| self.text(&regex.text)).collect(), case)
    }

    /// Patterns by their Lucene texts, as a set.
    pub(crate) fn patterns(&mut self, patterns: &[WildcardPattern]) -> Vec<ConstId> {
        let mut ids: Vec<_> =
            patterns.iter().map(|pattern| self.text(&pattern.to_string())).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}
