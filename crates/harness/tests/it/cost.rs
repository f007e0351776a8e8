//! What rules cost: the same figures however they are counted, and the lessons that they teach.

use std::io::Cursor;

use diagnostics::Page;
use event_input::{OpenError, Options as InputOptions, Reader};
use harness::cost::{self, CATALOGUE, Costs, Options, RuleCost};
use harness::scan::{Found, Listener};
use harness::{Dialect, LoadOptions, RuleSet, generator, load};
use matcher::Work;

const ALONE: Options = Options { prefilter: true, threads: 1 };

struct Silent;

impl Listener for Silent {
    fn found(&mut self, _found: &Found) -> std::io::Result<()> {
        Ok(())
    }

    fn unopened(&mut self, _error: &OpenError) {}

    fn bad_record(&mut self, _source: &str, _record: u64, _reason: &str) {}

    fn warning(&mut self, _text: &str) {}

    fn progress(&mut self, _reader: &Reader) {}
}

/// The rules of these queries; the id of each is its place.
fn rules(queries: &[&str]) -> RuleSet {
    let folder = tempfile::tempdir().unwrap();
    for (place, query) in queries.iter().enumerate() {
        let text = format!("[rule]\nrule_id = \"{place}\"\nquery = '''\n{query}\n'''\n");
        std::fs::write(folder.path().join(format!("{place:02}.toml")), text).unwrap();
    }
    let options = LoadOptions { dialect: Dialect::Endpoint, ..LoadOptions::default() };
    let set = load(&[folder.path().to_owned()], &options);
    assert!(set.is_sound() && set.rules.len() == queries.len(), "{:?}", set.findings);
    set
}

fn measure(set: &RuleSet, events: &[u8], options: Options) -> Costs {
    let bytes = Box::new(Cursor::new(events.to_vec()));
    let reader = event_input::from_reader("events", 0, bytes, &InputOptions::default());
    cost::measure(set, &[], [reader], options, &mut Silent).unwrap().1
}

/// By the place of its query, what each rule costs over generated events.
fn costs(queries: &[&str]) -> Vec<RuleCost> {
    costs_over(queries, &generator::ndjson(1, 2_000))
}

fn costs_over(queries: &[&str], events: &[u8]) -> Vec<RuleCost> {
    let mut rules = measure(&rules(queries), events, ALONE).rules;
    rules.sort_by_key(|rule| rule.id.parse::<usize>().unwrap());
    rules
}

fn bundled() -> RuleSet {
    load(&[testkit::workspace_root().join("rules")], &LoadOptions::default())
}

#[test]
fn the_figures_are_the_same_for_every_number_of_threads_and_on_every_run() {
    let (set, events) = (bundled(), generator::ndjson(1, 5_000));
    let counted = |threads| cost::json(&measure(&set, &events, Options { threads, ..ALONE }), 99);
    let first = counted(1);
    assert_eq!(first.lines().count(), set.rules.len());
    for threads in [1, 2, 3, 7] {
        assert_eq!(counted(threads), first, "{threads} threads");
    }
}

#[test]
fn the_index_changes_what_a_scan_costs_and_not_what_a_rule_costs() {
    let (set, events) = (bundled(), generator::ndjson(1, 2_000));
    let with = measure(&set, &events, ALONE);
    let without = measure(&set, &events, Options { prefilter: false, ..ALONE });
    for (with, without) in with.rules.iter().zip(&without.rules) {
        assert_eq!((&with.id, with.alone), (&without.id, without.alone));
        assert_eq!(with.clauses, without.clauses);
        assert_eq!((without.scan, without.candidates), (without.alone, without.events));
        assert!(with.scan.cost() < with.alone.cost() && with.candidates < with.events / 2);
    }
}

#[test]
fn a_rule_costs_the_same_whatever_stands_beside_it() {
    let query = "process where process.name : \"cmd.exe\" and process.command_line : \"*/c *\"";
    let other = "process where process.command_line : \"*/c *\" and process.name : \"cmd.exe\"";
    let (alone, together) = (costs(&[query]), costs(&[query, other, query]));
    for rule in [&together[0], &together[2]] {
        assert_eq!((rule.alone, &rule.clauses), (alone[0].alone, &alone[0].clauses));
    }
}

#[test]
fn a_search_in_a_long_field_is_dearer_than_a_comparison() {
    let found = costs(&[
        "any where process.name == \"mimikatz.exe\"",
        "any where process.command_line : \"mimikatz *\"",
        "any where process.command_line : \"*mimikatz*\"",
        "any where process.command_line regex~ \".*mimikatz.*\"",
    ]);
    let [exact, anchored, search, regex] = found.each_cost();
    assert!(exact < search && anchored < search && search <= regex, "{found:?}");
    assert_eq!(found[2].dearest().unwrap().text, "process.command_line : \"*mimikatz*\"");
}

#[test]
fn to_ask_first_what_few_events_pass_makes_a_rule_cheaper() {
    let found = costs(&[
        "process where process.name : \"wmic.exe\" and process.command_line : \"*shadow*\"",
        "process where process.command_line : \"*shadow*\" and process.name : \"wmic.exe\"",
    ]);
    let [selective, searching] = found.each_cost();
    assert!(selective < searching, "{found:?}");
}

#[test]
fn the_clauses_sum_up_to_the_rule() {
    for rule in measure(&bundled(), &generator::ndjson(1, 500), ALONE).rules {
        let sum: Work = rule.clauses.iter().map(|clause| clause.work).sum();
        assert_eq!(sum, rule.alone, "{}", rule.name);
        assert!(rule.clauses.is_sorted_by(|left, right| left.work.cost() >= right.work.cost()));
    }
}

#[test]
fn a_clause_points_into_the_rule_file() {
    let rule = &costs(&["any where process.command_line : \"*mimikatz*\""])[0];
    let clause = rule.dearest().unwrap();
    assert_eq!(clause.span.slice(rule.source.text()), clause.text);
    assert_eq!(rule.source.position(clause.span.start).line, 4);
}

#[test]
fn a_category_is_named_only_where_there_is_nothing_else() {
    let found = costs(&["process where process.pid < 0", "process where true"]);
    let dearest = |rule: &RuleCost| rule.dearest().unwrap().text.clone();
    assert!(found[0].clauses[0].is_category, "every event is asked for its category: {found:?}");
    assert_eq!(dearest(&found[0]), "process.pid < 0");
    assert_eq!(dearest(&found[1]), "event.category == \"process\"");
}

#[test]
fn an_answer_that_a_rule_asks_twice_is_billed_once() {
    let once = "[process where process.command_line : \"*shadow*\" and process.pid > 0]";
    let twice = "[process where process.command_line : \"*shadow*\" and process.pid < 0]";
    let found = costs(&[&format!("sequence {once} {once}"), &format!("sequence {once} {twice}")]);
    let searches = |rule: &RuleCost| {
        let search = |clause: &&cost::ClauseCost| clause.text.contains("shadow");
        rule.clauses.iter().filter(search).map(|clause| clause.work).collect::<Vec<_>>()
    };
    let ([first], [second]) = (&searches(&found[0])[..], &searches(&found[1])[..]) else {
        panic!("the search is one clause of each rule: {found:?}");
    };
    assert_eq!((first.leaves, first.bytes), (second.leaves, second.bytes));
    assert!(first.instructions < second.instructions);
}

#[test]
fn what_stands_in_a_search_of_an_array_is_billed_to_it() {
    let query = "any where _arraysearch(a.list, $x, $x.name : \"*needle*\")";
    let event = |elements: usize| {
        let element = "{\"name\": \"a rather long name of hay\"}";
        format!("{{\"a\": {{\"list\": [{}]}}}}\n", vec![element; elements].join(",")).into_bytes()
    };
    let [one] = costs_over(&[query], &event(1)).each_cost();
    let [nine] = costs_over(&[query], &event(9)).each_cost();
    assert!(nine > 5 * one, "{one} {nine}");
}

#[test]
fn no_events_cost_nothing() {
    let rule = &costs_over(&["any where process.name == \"a\""], b"")[0];
    assert_eq!((rule.alone.cost(), rule.dearest()), (0, None));
    assert!(rule.per_event().abs() < f64::EPSILON && !rule.is_over_budget());
}

#[test]
fn the_bad_text_of_the_page_costs_more_than_the_good_one() {
    let [Page { bad, good, .. }] = CATALOGUE else { panic!("a page has no test") };
    let [bad, good] = costs(&[bad, good]).each_cost();
    assert!(bad > good + good / 10, "{bad} {good}");
}

trait EachCost {
    fn each_cost<const N: usize>(&self) -> [u64; N];
}

impl EachCost for Vec<RuleCost> {
    fn each_cost<const N: usize>(&self) -> [u64; N] {
        let costs: Vec<_> = self.iter().map(|rule| rule.alone.cost()).collect();
        costs.try_into().unwrap()
    }
}
