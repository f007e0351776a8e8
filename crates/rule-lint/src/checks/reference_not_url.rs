//! A reference that is no address.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/reference-not-url",
        severity: Severity::Warning,
        what: "An entry of `references` cannot be the address of a page.",
        why: "Kibana shows the entries as links; one without a scheme and a host leads nowhere.",
        bad: r#"[rule]
references = ["www.example.com/report"]
"#,
        good: r#"[rule]
references = ["https://www.example.com/report"]
"#,
    },
    fix: "write the whole address, with `https://`",
    sources: &[Source::Own],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    for reference in rule.rule().references.iter().flatten() {
        if let Some(problem) = problem(&reference.value) {
            found.add(reference.span, format!("the reference cannot be an address: {problem}"));
        }
    }
}

/// Why a text is no address of a page.
fn problem(text: &str) -> Option<&'static str> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let Some(rest) = rest else { return Some("it does not begin with `https://` or `http://`") };
    if text.contains(|letter: char| letter.is_whitespace() || letter.is_control()) {
        return Some("it has white space in it");
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    let is_name = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "-_".contains(c))
    };
    // An address of IP version 6 stands in brackets.
    let fits = host.starts_with('[') || (name.contains('.') && name.split('.').all(is_name));
    (!fits).then_some("it has no host")
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn an_address_has_a_scheme_and_a_host() {
        for good in [
            "https://example.com",
            "http://a.b-c.example:8080/x?y=1#z",
            "https://web.archive.org/web/2020/https://example.com/a(b)",
            "https://[2001:db8::1]/x",
        ] {
            assert_eq!(problem(good), None, "{good}");
        }
        for bad in [
            "",
            "example.com",
            "ftp://example.com",
            "https://",
            "https://example",
            "https://a b.com",
            "https:/example.com",
        ] {
            assert!(problem(bad).is_some(), "{bad}");
        }
    }
}
