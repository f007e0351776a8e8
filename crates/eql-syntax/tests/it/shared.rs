//! Queries of other people, where they are at hand: published rules, and the lists of Elasticsearch's tests.

use std::path::{Path, PathBuf};

use eql_syntax::{dump, parse, print};

#[expect(clippy::print_stderr, reason = "a skip must be seen")]
/// The folder beside the checkout, if there is one; a visible line if there is not.
fn shared(test: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(
        option_env("EQLC_REQUIRE_SHARED") != Some("1".to_owned()),
        "{test}: ../shared is absent"
    );
    eprintln!("skipped: {test}: ../shared is absent");
    None
}

#[expect(clippy::disallowed_methods, reason = "a test may ask whether it must not be skipped")]
fn option_env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[expect(clippy::disallowed_methods, reason = "a test reads its cases")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a text")
}

fn assert_reads_and_prints(text: &str, from: &Path) {
    let parsed = parse(text);
    assert!(parsed.diagnostics.is_empty(), "{}: {:?}\n{text}", from.display(), parsed.diagnostics);
    let printed = print(&parsed.tree);
    let again = parse(&printed);
    assert!(again.diagnostics.is_empty(), "{}: {:?}\n{printed}", from.display(), again.diagnostics);
    assert_eq!(dump(&again.tree), dump(&parsed.tree), "{}", from.display());
    assert_eq!(print(&again.tree), printed, "{}", from.display());
}

#[test]
fn published_rules_are_read_and_printed() {
    let Some(shared) = shared("published_rules_are_read_and_printed") else { return };
    let mut count = 0;
    for file in walkdir::WalkDir::new(shared.join("data/rules/detection-rules-eql")) {
        let path = file.unwrap().into_path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let rule: toml::Table = toml::from_str(&read(&path)).unwrap();
            assert_reads_and_prints(rule["rule"]["query"].as_str().unwrap(), &path);
            count += 1;
        }
    }
    assert_eq!(count, 723);
}

/// The queries of a list: each ends with a line that ends with `;` (its README, item 7).
fn queries(path: &Path) -> Vec<String> {
    let mut queries = Vec::new();
    let mut query = String::new();
    for line in read(path).lines().map(str::trim_end) {
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        match line.strip_suffix(';') {
            Some(last) => {
                query.push_str(last);
                queries.push(std::mem::take(&mut query));
            }
            None => query.extend([line, "\n"]),
        }
    }
    queries
}

#[test]
fn queries_that_elasticsearch_parses_are_read_and_printed() {
    let Some(shared) = shared("queries_that_elasticsearch_parses_are_read_and_printed") else {
        return;
    };
    let path = shared.join("conformance/es-eql/parser/queries-supported.eql");
    let queries = queries(&path);
    assert_eq!(queries.len(), 193);
    for query in queries {
        assert_reads_and_prints(&query, &path);
    }
}

/// What lowering refuses, as it is seen in a dump: pipes, relations, array indexes, keys that are no fields and
/// times with a fraction.
const FOR_LOWERING: &[&str] =
    &["(pipe ", "(of ", "[", "(by (", "(maxspan 0.5 ", "(maxspan 1.0075 ", "(maxspan 2."];

#[test]
fn queries_that_elasticsearch_refuses_are_refused_or_left_to_lowering() {
    let test = "queries_that_elasticsearch_refuses_are_refused_or_left_to_lowering";
    let Some(shared) = shared(test) else { return };
    let queries = queries(&shared.join("conformance/es-eql/parser/queries-unsupported.eql"));
    assert_eq!(queries.len(), 92);
    let parsed = queries.iter().map(|query| parse(query));
    let accepted: Vec<_> = parsed.filter(|parsed| parsed.diagnostics.is_empty()).collect();
    assert_eq!(accepted.len(), 69);
    for parsed in accepted {
        let tree = dump(&parsed.tree);
        assert!(FOR_LOWERING.iter().any(|reason| tree.contains(reason)), "{tree}");
    }
}

#[test]
fn queries_that_elasticsearch_runs_are_read_and_printed() {
    let Some(shared) = shared("queries_that_elasticsearch_runs_are_read_and_printed") else {
        return;
    };
    let mut count = 0;
    for file in walkdir::WalkDir::new(shared.join("conformance/es-eql/queries")) {
        let path = file.unwrap().into_path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // The one holds what is not supported, the other is no TOML.
        if name.ends_with(".toml") && !name.contains("unsupported") && !name.contains(".raw.") {
            let suite: toml::Table = toml::from_str(&read(&path)).unwrap();
            for case in suite["queries"].as_array().unwrap() {
                assert_reads_and_prints(case["query"].as_str().unwrap(), &path);
                count += 1;
            }
        }
    }
    assert!(count > 300, "{count}");
}
