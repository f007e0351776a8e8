//! `# eqlc: allow ID: because REASON`: a finding that is known and meant to stay.
//!
//! The comment speaks of the key, list element or table header that it stands above or beside; at a header, of the
//! whole table; above everything, of the whole file.

mod scope;

use diagnostics::{Diagnose, Diagnostic, SourceText, Span};
use rule_lint::Need;

use super::diagnostics::{SuppressionWithoutReason, UnknownCheck, UnusedSuppression};
use super::selector::Selector;
use crate::catalogue;

/// What every such comment begins with, behind its `#`.
const MARK: &str = "eqlc:";

/// The suppressions of a file.
pub(super) struct Suppressions {
    all: Vec<Suppression>,
    /// What is wrong with the comments themselves.
    findings: Vec<Diagnostic>,
}

/// One id that a comment allows.
struct Suppression {
    id: String,
    comment: Span,
    /// The part of the file that it speaks of.
    scope: Span,
    /// What goes with the comment, if the id is all that it allows.
    removal: Option<Span>,
    used: bool,
}

impl Suppressions {
    /// The suppressions of a text. Broken TOML has no keys to speak of: there every comment speaks of the whole file.
    pub(super) fn read(source: &SourceText, broken: bool) -> Self {
        let mut read = Self { all: Vec::new(), findings: Vec::new() };
        let text = source.text();
        if !text.contains(MARK) {
            return read;
        }
        let items = if broken { Vec::new() } else { scope::items(text) };
        for comment in rule_schema::comments(text) {
            let body = comment.slice(text).trim_start_matches('#').trim();
            if let Some(words) = body.strip_prefix(MARK) {
                read.comment(words, comment, scope::of(comment, text, &items), text);
            }
        }
        read
    }

    fn comment(&mut self, words: &str, comment: Span, scope: Span, text: &str) {
        let Some(ids) = allowed(words) else {
            self.findings.push(SuppressionWithoutReason { span: comment }.diagnostic());
            return;
        };
        let removal = (ids.len() == 1).then(|| scope::whole_line(comment, text));
        for id in ids {
            match id.parse::<Selector>() {
                Ok(Selector::Id(id)) => {
                    self.all.push(Suppression { id, comment, scope, removal, used: false });
                }
                Ok(Selector::All | Selector::Family(_)) => {
                    let unknown = super::UnknownId { id: id.to_owned(), similar: None };
                    self.unknown(comment, &unknown);
                }
                Err(unknown) => self.unknown(comment, &unknown),
            }
        }
    }

    fn unknown(&mut self, span: Span, unknown: &super::UnknownId) {
        self.findings.push(UnknownCheck { span, unknown }.diagnostic());
    }

    /// Whether a finding is allowed.
    pub(super) fn covers(&mut self, finding: &Diagnostic) -> bool {
        let place = finding.span.start;
        let mut covered = false;
        for suppression in self.all.iter_mut().filter(|own| own.id == finding.id) {
            if (suppression.scope.start..=suppression.scope.end).contains(&place) {
                suppression.used = true;
                covered = true;
            }
        }
        covered
    }

    /// What is wrong with the comments, once every finding had its chance. A comment about a check that could not run
    /// is not unused; where the file or its query has errors, that is not known of any.
    pub(super) fn into_findings(self, ran: Ran) -> Vec<Diagnostic> {
        let could_run = |id: &str| ran.sound && ran.has(id);
        let unused = self.all.iter().filter(|own| !own.used && could_run(&own.id));
        let unused = unused.map(|own| {
            UnusedSuppression { span: own.comment, id: &own.id, removal: own.removal }.diagnostic()
        });
        let unused: Vec<_> = unused.collect();
        self.findings.into_iter().chain(unused).collect()
    }
}

/// The ids of `allow ID, ID: because REASON`; nothing without a reason.
fn allowed(words: &str) -> Option<Vec<&str>> {
    let rest = words.trim_start().strip_prefix("allow ")?;
    let (ids, reason) = rest.split_once(':')?;
    let reason = reason.trim_start().strip_prefix("because")?;
    let ids: Vec<_> = ids.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
    (!reason.trim().is_empty() && !ids.is_empty()).then_some(ids)
}

/// Which checks have run on a file.
#[derive(Clone, Copy)]
pub(super) struct Ran {
    /// Whether the file and its query have no errors.
    pub(super) sound: bool,
    pub(super) in_repository: bool,
    /// Whether the fields of its data are known.
    pub(super) has_fields: bool,
}

impl Ran {
    fn has(self, id: &str) -> bool {
        match catalogue::find(id).map(|entry| entry.needs) {
            Some(Need::Pack | Need::Repository) => self.in_repository,
            Some(Need::Schema) => self.has_fields,
            Some(Need::File) | None => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_wanted() {
        assert_eq!(allowed(" allow rule/a: because of b"), Some(vec!["rule/a"]));
        assert_eq!(allowed("allow rule/a,rule/b : because x"), Some(vec!["rule/a", "rule/b"]));
        for words in
            ["allow rule/a", "allow rule/a: because", "allow : because x", "deny rule/a: because x"]
        {
            assert_eq!(allowed(words), None, "{words}");
        }
    }
}
