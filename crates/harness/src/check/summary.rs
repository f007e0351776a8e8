//! The line that says how a check went.

use diagnostics::Severity;

use super::{Report, checks_of_repositories};

impl Report {
    /// `checked 5 rules: 1 error, 2 warnings; 1 suppressed`.
    pub fn line(&self) -> String {
        let counts = [
            (Severity::Error, "error", "errors"),
            (Severity::Warning, "warning", "warnings"),
            (Severity::Note, "note", "notes"),
        ];
        let counts = counts.map(|(severity, one, many)| (self.count(severity), one, many));
        let shown: Vec<_> = counts.iter().filter(|(count, ..)| *count > 0).map(counted).collect();
        let findings = if shown.is_empty() { "no findings".to_owned() } else { shown.join(", ") };
        let parts = [self.suppressed_part(), self.other_types_part(), self.placeless_part()];
        let rules = counted(&(self.files.len(), "rule", "rules"));
        format!("checked {rules}: {findings}{}", parts.concat())
    }

    fn suppressed_part(&self) -> String {
        match self.suppressed {
            0 => String::new(),
            count => format!("; {count} suppressed"),
        }
    }

    fn other_types_part(&self) -> String {
        let others: usize = self.other_types.values().sum();
        if others == 0 {
            return String::new();
        }
        let types: Vec<_> =
            self.other_types.iter().map(|(name, count)| format!("{name} {count}")).collect();
        format!("; {others} of other types were not compiled ({})", types.join(", "))
    }

    /// What is off because there is no repository.
    fn placeless_part(&self) -> String {
        match self.placeless {
            0 => String::new(),
            count => format!(
                "; {} checks of repositories are off for {count} files in no folder of rules of an eqlc.toml",
                checks_of_repositories(),
            ),
        }
    }
}

fn counted((count, one, many): &(usize, &str, &str)) -> String {
    format!("{count} {}", if *count == 1 { one } else { many })
}
