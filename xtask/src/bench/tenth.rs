//! The tenth of the rules that a hash of their ids draws.

use harness::RuleSet;
use sha2::{Digest, Sha256};

/// The tenth with the smallest SHA-256 of the rule id, in the order of the whole; at least one rule.
pub(super) fn tenth(rules: &RuleSet) -> RuleSet {
    let hash = |id: &str| Sha256::digest(id.as_bytes());
    let mut hashes: Vec<_> = rules.rules.iter().map(|rule| hash(&rule.id)).collect();
    hashes.sort_unstable();
    let Some(last) = hashes.get((hashes.len() / 10).saturating_sub(1)).copied() else {
        return RuleSet::default();
    };
    let drawn = rules.rules.iter().filter(|rule| hash(&rule.id) <= last).cloned();
    RuleSet { rules: drawn.collect(), ..RuleSet::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_is_drawn_in_the_order_of_the_rules() {
        let mut rules = crate::validate::rules(&crate::repository());
        rules.rules.truncate(5);
        let one = tenth(&rules);
        assert_eq!(one.rules.len(), 1);
        let five = rules.rules.clone();
        rules.rules = std::iter::repeat_n(five, 4).flatten().collect();
        for (number, rule) in rules.rules.iter_mut().enumerate() {
            rule.id = number.to_string();
        }
        let two: Vec<usize> =
            tenth(&rules).rules.iter().map(|rule| rule.id.parse().unwrap()).collect();
        assert!(two.len() == 2 && two[0] < two[1]);
    }
}
