//! Which package the data of an index pattern comes from.

/// The package of a pattern: `logs-endpoint.events.*` → `endpoint`.
pub(crate) fn of_pattern(pattern: &str) -> Option<&str> {
    if pattern == "apm-*-transaction*" {
        return Some("apm");
    }
    let (start, rest) = pattern.split_once('-').unwrap_or((pattern, ""));
    let is_word = |char: char| char.is_alphanumeric() || char == '_';
    let name = if rest.is_empty() { start } else { rest };
    name.split(|char| !is_word(char)).find(|word| !word.is_empty())
}

/// The package of a pattern, if a name is written nearly like it.
pub(crate) fn misspelt<'a>(name: &str, pattern: &'a str) -> Option<&'a str> {
    let package = of_pattern(pattern)?;
    (package != name && strsim::damerau_levenshtein(name, package) <= 2).then_some(package)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_stands_behind_the_first_hyphen() {
        for (pattern, package) in [
            ("logs-endpoint.events.process-*", Some("endpoint")),
            ("apm-*-transaction*", Some("apm")),
            ("traces-apm*", Some("apm")),
            ("logs-ti_abusech.url-*", Some("ti_abusech")),
            ("*", None),
        ] {
            assert_eq!(of_pattern(pattern), package, "{pattern}");
        }
        assert_eq!(misspelt("endpont", "logs-endpoint.alerts-*"), Some("endpoint"));
        assert_eq!(misspelt("endpoint", "logs-endpoint.alerts-*"), None);
    }
}
