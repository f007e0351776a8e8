//! Rule files in one layout: no value changes, and no comment is lost.

mod layout;
mod lists;
mod query;

use std::path::{Path, PathBuf};

use toml_edit::DocumentMut;

use crate::RuleSet;
use crate::io::{self, Unusable};

/// What a run of the formatter has seen.
#[derive(Clone, Debug, Default)]
pub struct FormatReport {
    /// Files in another layout, with the text that they should have.
    pub changed: Vec<(PathBuf, String)>,
    /// How many files are as they should be.
    pub same: usize,
    /// Files that cannot be read, or are no TOML.
    pub unusable: Vec<Unusable>,
}

/// The layout of all rule files below the paths, with that of their queries on demand.
pub fn run(paths: &[PathBuf], queries: bool) -> FormatReport {
    let mut report = FormatReport::default();
    for path in RuleSet::paths(paths, &mut report.unusable) {
        match one(&path, queries) {
            Ok(Some(text)) => report.changed.push((path, text)),
            Ok(None) => report.same += 1,
            Err(problem) => report.unusable.push(problem),
        }
    }
    report
}

/// Writes the files that are in another layout.
pub fn write(report: &FormatReport) -> Result<(), Unusable> {
    report.changed.iter().try_for_each(|(path, text)| io::write(path, text))
}

fn one(path: &Path, queries: bool) -> Result<Option<String>, Unusable> {
    let text = io::read_rule(path)?;
    let formatted = text_of(&text, queries);
    let formatted =
        formatted.ok_or_else(|| Unusable::new(path, "it is no TOML; `eqlc check` says why"))?;
    Ok((formatted != text).then_some(formatted))
}

/// The text in its layout; nothing for what is no TOML. A layout that would change a value or lose a comment, which
/// would be a bug, is not used.
pub fn text_of(text: &str, queries: bool) -> Option<String> {
    if !rule_schema::is_toml(text) {
        return None;
    }
    let before: toml::Table = text.parse().ok()?;
    let mut document: DocumentMut = text.parse().ok()?;
    if queries {
        query::layout(&mut document);
    }
    // Without the queries nothing but whitespace differs; with them, a query still means the same.
    let values: toml::Table = if queries { document.to_string().parse().ok()? } else { before };
    layout::document(&mut document);
    let formatted = document.to_string();
    let sound = formatted.parse::<toml::Table>().is_ok_and(|after| after == values)
        && comments(&formatted) == comments(text);
    Some(if sound { formatted } else { text.to_owned() })
}

/// The comments of a text without what stands around them, sorted.
fn comments(text: &str) -> Vec<&str> {
    let mut comments: Vec<_> =
        rule_schema::comments(text).iter().map(|place| place.slice(text).trim_end()).collect();
    comments.sort_unstable();
    comments
}

#[cfg(test)]
mod tests {
    use super::*;

    const WILD: &str = "

# about the file
  [metadata]   # why
creation_date='2026/01/15'
   updated_date   =   \"2026/01/15\"    # today


# alone

maturity = \"production\"
[rule]
name = \"A # b\"
tags = [\"one\",
  \"two\"]
author = [ 'me' ]
references = [
  # kept
    \"x\", ]
query = '''
process where   process.name==\"a\"  and (b==1)
'''
[[rule.threat]]
framework = \"MITRE ATT&CK\"
  [rule.threat.tactic]
  id = \"TA0002\"
providers = [[{a=1,b=2},{a=3}]]


";

    const TAME: &str = "\
# about the file
[metadata] # why
creation_date = '2026/01/15'
updated_date = \"2026/01/15\" # today

# alone

maturity = \"production\"

[rule]
name = \"A # b\"
tags = [
    \"one\",
    \"two\",
]
author = ['me']
references = [
  # kept
    \"x\", ]
query = '''
process where   process.name==\"a\"  and (b==1)
'''

[[rule.threat]]
framework = \"MITRE ATT&CK\"

[rule.threat.tactic]
id = \"TA0002\"
providers = [[{ a = 1, b = 2 }, { a = 3 }]]
";

    #[test]
    fn a_file_comes_into_its_layout_and_stays_there() {
        assert_eq!(text_of(WILD, false).unwrap(), TAME);
        assert_eq!(text_of(TAME, false).unwrap(), TAME);
        assert_eq!(text_of("a = ", false), None);
    }

    #[test]
    fn a_query_is_laid_out_on_demand_unless_it_has_a_comment() {
        let rule = |query: &str| format!("[rule]\ntype = \"eql\"\nquery = '''\n{query}\n'''\n");
        let formatted = text_of(&rule("any where  (a==1)"), true).unwrap();
        assert_eq!(formatted, rule("any where a == 1"));
        for query in ["any where  a==1 // why", "any where  a = 1"] {
            assert_eq!(text_of(&rule(query), true).unwrap(), rule(query));
        }
    }
}
