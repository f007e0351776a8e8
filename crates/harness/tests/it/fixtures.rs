//! The fixtures of the bundled rules: every case on both engines, and the matches as snapshots; and what the pages about
//! fixtures say.

use std::path::Path;

use harness::fixtures::{CATALOGUE, Options, Places, TestReport, test};
use harness::{LoadOptions, RuleSet, load};

fn bundled_rules() -> (RuleSet, Places) {
    let paths = [testkit::workspace_root().join("rules")];
    let set = load(&paths, &LoadOptions::default());
    assert!(set.is_sound() && !set.rules.is_empty(), "{:?}", set.findings);
    (set, Places::of(&paths, None))
}

/// `INSTA_UPDATE=always` writes the snapshots anew, as it does for those of other tests.
fn options() -> Options {
    let bless = std::env::var("INSTA_UPDATE").is_ok_and(|word| word == "always");
    Options { bless, ..Options::default() }
}

#[test]
fn every_case_is_as_it_should_be() {
    let (set, places) = bundled_rules();
    let report = test(&set.rules, &places, &options()).unwrap();
    assert!(report.unusable.is_empty(), "{:?}", report.unusable);
    assert_eq!(report.findings().len(), 0, "{:#?}", report.findings());
    for rule in &report.rules {
        let failures: Vec<_> = rule.failures().map(|it| (it.case.title(), &it.verdict)).collect();
        assert!(rule.passed(), "{}: {failures:#?} {:?}", rule.rule.name(), rule.stale);
        assert!(rule.cases.iter().all(|it| it.case.pinned.is_some() || options().bless));
    }
}

/// The rule that the examples of the pages are about.
const SHELL: &str = "[rule]\nrule_id = \"shell\"\nquery = 'process where process.name == \"sh\"'\n";

/// Writes the files of an example: each begins with a line `# path`.
fn write_example(folder: &Path, example: &str) {
    for part in example.split("# ").filter(|part| !part.is_empty()) {
        let (name, text) = part.split_once('\n').unwrap();
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// The ids that an example raises.
fn raised(example: &str) -> Vec<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    write_example(folder.path(), &format!("# shell.toml\n{SHELL}{example}"));
    let paths = [folder.path().to_owned()];
    let dialect = harness::Dialect::Endpoint;
    let set = load(&paths, &LoadOptions { dialect, ..LoadOptions::default() });
    assert!(set.is_sound(), "{:?}", set.findings);
    let places = Places::of(&paths, None);
    let report: TestReport<'_> = test(&set.rules, &places, &Options::default()).unwrap();
    report.findings().iter().map(|finding| finding.diagnostic.id).collect()
}

#[test]
fn the_examples_of_a_page_are_bad_and_good() {
    for page in CATALOGUE {
        assert_eq!(raised(page.bad), [page.id]);
        assert_eq!(raised(page.good), [""; 0], "{}", page.id);
    }
}
