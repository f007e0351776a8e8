//! A comparison as text.

mod human;
mod json;
mod markdown;
mod words;

pub use human::human;
pub use json::json;
pub use markdown::markdown;

use super::Diff;

/// `2 rules added, 1 removed, 3 changed (2 in what they find), 40 the same`
pub fn summary(diff: &Diff) -> String {
    let rules =
        |count: usize| if count == 1 { "1 rule".to_owned() } else { format!("{count} rules") };
    let logic = diff.changed.iter().filter(|change| change.logic().is_some()).count();
    let logic = if logic == 0 { String::new() } else { format!(" ({logic} in logic)") };
    let (removed, changed) = (diff.removed.len(), diff.changed.len());
    let left = match diff.not_in_packs {
        0 => String::new(),
        count => format!("; {} that a rule pack cannot hold left out", rules(count)),
    };
    let added = rules(diff.added.len());
    format!(
        "{added} added, {removed} removed, {changed} changed{logic}, {} the same{left}",
        diff.same
    )
}
