//! The formatter on many real files: no value changes, no comment is lost, and a second run changes nothing.

use eql_syntax::{parse, without_spans};
use harness::format::text_of;
use toml::{Table, Value};

fn comments(text: &str) -> Vec<&str> {
    let mut all: Vec<_> =
        rule_schema::comments(text).iter().map(|place| place.slice(text).trim_end()).collect();
    all.sort_unstable();
    all
}

/// The tables without the query, and the query.
fn split(text: &str) -> (Table, Option<String>) {
    let mut table: Table = text.parse().unwrap();
    let rule = table.get_mut("rule").and_then(Value::as_table_mut);
    let query = rule.and_then(|rule| rule.remove("query"));
    (table, query.and_then(|query| query.as_str().map(str::to_owned)))
}

#[test]
fn no_value_of_elastics_rules_changes() {
    let Some(shared) = testkit::shared("no_value_of_elastics_rules_changes") else { return };
    let cases = testkit::cases(&shared.join("data/rules"), "toml");
    assert_eq!(cases.len(), 1834);
    let mut changed = 0;
    for case in &cases {
        let formatted = text_of(&case.text, false).unwrap();
        let [before, after]: [Table; 2] =
            [&case.text, &formatted].map(|text| text.parse().unwrap());
        assert_eq!(before, after, "{}", case.name);
        assert_eq!(comments(&case.text), comments(&formatted), "{}", case.name);
        assert_eq!(text_of(&formatted, false).unwrap(), formatted, "{}", case.name);
        changed += usize::from(formatted != case.text);
    }
    assert!(changed > 1000, "the formatter leaves everything as it is: {changed}");
}

#[test]
fn a_query_that_is_laid_out_means_the_same() {
    let Some(shared) = testkit::shared("a_query_that_is_laid_out_means_the_same") else { return };
    let cases = testkit::cases(&shared.join("data/rules/detection-rules-eql"), "toml");
    let mut changed = 0;
    for case in &cases {
        let formatted = text_of(&case.text, true).unwrap();
        let [before, after] = [&case.text, &formatted].map(|text| split(text));
        assert_eq!(before.0, after.0, "{}", case.name);
        assert_eq!(comments(&case.text), comments(&formatted), "{}", case.name);
        let [old, new] = [before.1, after.1].map(Option::unwrap);
        let trees = [&old, &new].map(|query| without_spans(parse(query).tree));
        assert_eq!(trees[0], trees[1], "{}", case.name);
        assert_eq!(old.matches("//").count(), new.matches("//").count(), "{}", case.name);
        assert_eq!(text_of(&formatted, true).unwrap(), formatted, "{}", case.name);
        changed += usize::from(old != new);
    }
    assert!(changed > 500, "the queries stay as they are: {changed} of {}", cases.len());
}
