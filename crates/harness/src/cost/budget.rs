//! The `[bench]` table of `eqlc.toml`: what a rule may cost. Other tables are others' business.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use diagnostics::SourceText;
use serde::Deserialize;

use crate::Rule;
use crate::io::{self, POLICY_FILE, Unusable};

/// What each rule below a folder may cost.
#[derive(Clone, PartialEq, Debug)]
pub struct Budget {
    /// The most that it may cost an event.
    pub max_cost_per_event: f64,
    /// The file that says so, as people see it.
    pub file: String,
}

/// The file, as far as it concerns costs.
#[derive(Deserialize)]
struct Policy {
    bench: Option<Bench>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bench {
    max_cost_per_event: Option<f64>,
}

/// By rule, what the nearest `eqlc.toml` says, in the folder of the rule or above it. Only that one file counts.
pub fn budgets(rules: &[Rule]) -> Result<Vec<Option<Budget>>, Unusable> {
    let mut known = BTreeMap::new();
    rules.iter().map(|rule| nearest(&rule.path, &mut known)).collect()
}

/// `known` are the answers for folders that were asked for before.
fn nearest(
    rule: &Path,
    known: &mut BTreeMap<PathBuf, Option<Budget>>,
) -> Result<Option<Budget>, Unusable> {
    let folder = rule.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    if let Some(budget) = known.get(folder) {
        return Ok(budget.clone());
    }
    let whole = folder.canonicalize().map_err(|error| Unusable::new(folder, error))?;
    let mut files = whole.ancestors().map(|folder| folder.join(POLICY_FILE));
    let budget = match files.find(|file| file.is_file()) {
        Some(file) => read(&io::from_here(&file))?,
        None => None,
    };
    known.insert(folder.to_owned(), budget.clone());
    Ok(budget)
}

fn read(file: &Path) -> Result<Option<Budget>, Unusable> {
    let text = io::read_rule(file)?;
    parse(&text, &io::shown(file)).map_err(|problem| Unusable::new(file, problem))
}

fn parse(text: &str, file: &str) -> Result<Option<Budget>, String> {
    let policy: Policy = toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let place = SourceText::new(file, text).position(u32::try_from(start).unwrap_or(u32::MAX));
        format!("line {}, column {}: {}", place.line, place.column, error.message())
    })?;
    let Some(max_cost_per_event) = policy.bench.and_then(|bench| bench.max_cost_per_event) else {
        return Ok(None);
    };
    if !max_cost_per_event.is_finite() || max_cost_per_event < 0.0 {
        return Err("`max_cost_per_event` is not a number from 0 on".to_owned());
    }
    Ok(Some(Budget { max_cost_per_event, file: file.to_owned() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(text: &str) -> Result<Option<f64>, String> {
        parse(text, "eqlc.toml").map(|budget| budget.map(|budget| budget.max_cost_per_event))
    }

    #[test]
    fn a_budget_is_a_whole_number_or_not() {
        assert_eq!(limit("[bench]\nmax_cost_per_event = 250"), Ok(Some(250.0)));
        assert_eq!(limit("[bench]\nmax_cost_per_event = 0.5"), Ok(Some(0.5)));
    }

    #[test]
    fn other_tables_are_others_business() {
        assert_eq!(limit("[lint]\nselect = [\"rule\"]"), Ok(None));
        assert_eq!(limit("[bench]"), Ok(None));
        assert_eq!(limit(""), Ok(None));
    }

    #[test]
    fn what_is_no_budget_is_refused_with_its_place() {
        let word = limit("[bench]\nmax_cost_per_event = \"low\"").unwrap_err();
        assert!(word.starts_with("line 2, column 22: "), "{word}");
        assert!(limit("[bench]\nmax_cost_per_evnet = 250").is_err());
        assert!(limit("[bench]\nmax_cost_per_event = -1").is_err());
        assert!(limit("[bench]\nmax_cost_per_event = nan").is_err());
        assert!(limit("[bench").is_err());
    }
}
