//! `eqlc.toml`: which checks run where, how bad their findings are, and the lists and limits of the repository.

mod table;

use std::path::Path;

use diagnostics::{Diagnose, Finding, SourceText, Span};
use globset::GlobSet;
use rule_lint::Policy;
use toml::Spanned;

use super::diagnostics::UnknownCheck;
use super::selector::{Level, Selector};
use crate::io::{self, POLICY_FILE, Unusable};
use table::{CheckTable, FileTable, OverrideTable, Severities};

/// The keys that are not lists and limits, with their defaults.
const EXAMPLE: &str = include_str!("config/example.toml");

/// What an `eqlc.toml` says.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) check: CheckConfig,
    pub(crate) test: TestConfig,
    /// Lists and limits.
    pub(crate) policy: Policy,
    /// Ids in the file that no check has.
    pub(crate) findings: Vec<Finding>,
}

/// Where fixtures are.
#[derive(Clone, Debug)]
pub(crate) struct TestConfig {
    /// The folder of the fixtures of all rules, below the file.
    pub(crate) fixtures: Option<String>,
}

/// Which checks run where.
#[derive(Clone, Debug)]
pub(crate) struct CheckConfig {
    /// Folders of rules, below the file.
    pub(crate) directories: Vec<String>,
    pub(crate) select: Vec<Selector>,
    pub(crate) ignore: Vec<Selector>,
    pub(crate) severities: Vec<(Selector, Level)>,
    pub(crate) overrides: Vec<Override>,
}

/// What differs for some files.
#[derive(Clone, Debug)]
pub(crate) struct Override {
    pub(crate) paths: GlobSet,
    pub(crate) select: Vec<Selector>,
    pub(crate) ignore: Vec<Selector>,
    pub(crate) severities: Vec<(Selector, Level)>,
}

impl Default for Config {
    fn default() -> Self {
        Names::new(&SourceText::new(POLICY_FILE, "")).config(FileTable::default())
    }
}

/// Reads an `eqlc.toml`. A key or value that the file cannot have makes it unusable.
pub(crate) fn parse(path: &Path, text: &str) -> Result<Config, Unusable> {
    let source = SourceText::new(&io::shown(path), text);
    if !rule_schema::is_toml(text) {
        let broken = rule_schema::parse(&source).diagnostics.into_iter().find(is_syntax);
        let (place, message) = broken.map_or_else(Default::default, |one| (one.span, one.message));
        return Err(unusable(path, &source, place, &message));
    }
    let table: FileTable = toml::from_str(text).map_err(|error| {
        let place = Span::at(error.span().map_or(0, |span| span.start));
        unusable(path, &source, place, error.message())
    })?;
    Ok(Names::new(&source).config(table))
}

/// An `eqlc.toml` with every key, its type and its default: the same as none.
pub fn config_example() -> String {
    let policy = Policy::elastic_text();
    let (_, keys) = policy.split_once("\n\n").unwrap_or(("", policy));
    let below = |line: &str| match line.strip_prefix('[') {
        Some(header) if !line.starts_with("[\"") && line.ends_with(']') => {
            format!("[policy.{header}\n")
        }
        _ => format!("{line}\n"),
    };
    EXAMPLE.to_owned() + &keys.lines().map(below).collect::<String>()
}

fn is_syntax(finding: &diagnostics::Diagnostic) -> bool {
    finding.id == "rule/toml-syntax"
}

fn unusable(path: &Path, source: &SourceText, place: Span, message: &str) -> Unusable {
    let place = source.position(place.start);
    let message = message.lines().next().unwrap_or_default();
    Unusable::new(path, format!("line {}, column {}: {message}", place.line, place.column))
}

/// Turns names of checks into selectors and remembers those that mean nothing.
struct Names<'a> {
    source: &'a SourceText,
    findings: Vec<Finding>,
}

impl<'a> Names<'a> {
    fn new(source: &'a SourceText) -> Self {
        Self { source, findings: Vec::new() }
    }

    fn config(mut self, table: FileTable) -> Config {
        let check = self.check(table.check);
        let test = TestConfig { fixtures: table.test.fixtures };
        Config {
            check,
            test,
            policy: table.policy.over(Policy::elastic()),
            findings: self.findings,
        }
    }

    fn check(&mut self, table: CheckTable) -> CheckConfig {
        CheckConfig {
            directories: table.directories,
            select: self.selectors(&table.select),
            ignore: self.selectors(&table.ignore),
            severities: self.severities(&table.severities),
            overrides: table.overrides.into_iter().map(|table| self.over(table)).collect(),
        }
    }

    fn over(&mut self, table: OverrideTable) -> Override {
        Override {
            paths: table.paths,
            select: self.selectors(&table.select),
            ignore: self.selectors(&table.ignore),
            severities: self.severities(&table.severities),
        }
    }

    fn selectors(&mut self, names: &[Spanned<String>]) -> Vec<Selector> {
        names.iter().filter_map(|name| self.selector(name)).collect()
    }

    fn severities(&mut self, table: &Severities) -> Vec<(Selector, Level)> {
        table.iter().filter_map(|(name, level)| Some((self.selector(name)?, *level))).collect()
    }

    fn selector(&mut self, name: &Spanned<String>) -> Option<Selector> {
        name.get_ref()
            .parse()
            .inspect_err(|unknown| {
                let span = Span::new(name.span().start, name.span().end);
                let diagnostic = UnknownCheck { span, unknown }.diagnostic();
                self.findings.push(Finding {
                    source: self.source.clone(),
                    rule_id: None,
                    diagnostic,
                });
            })
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Config, Unusable> {
        parse(Path::new("eqlc.toml"), text)
    }

    #[test]
    fn the_example_has_every_key_and_says_what_holds_without_it() {
        let example = parsed(&config_example()).unwrap();
        assert_eq!(format!("{example:?}"), format!("{:?}", Config::default()));
        for key in table::KEYS {
            assert!(config_example().contains(&format!("{key} = ")), "{key}");
        }
    }

    #[test]
    fn a_misspelt_key_makes_the_file_unusable_and_a_misspelt_id_is_a_finding() {
        let error = parsed("[check]\nselct = []\n").unwrap_err().problem;
        assert!(error.starts_with("line 2, column 1: unknown field `selct`"), "{error}");
        let config = parsed("[check]\nignore = [\"rule/tag-cas\"]\n").unwrap();
        assert_eq!(config.findings[0].diagnostic.id, "policy/unknown-check");
        assert_eq!(config.findings[0].diagnostic.span, Span::new(18, 32));
    }

    #[test]
    fn tables_of_other_commands_are_left_to_them() {
        assert!(parsed("[bench]\nmax_cost_per_event = 3\n").is_ok());
    }
}
