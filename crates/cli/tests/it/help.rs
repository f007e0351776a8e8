//! The help texts, which show what works and nothing else.

use crate::run::Run;

#[track_caller]
fn help(command: &[&str]) -> String {
    Run::new([command, &["--help"]].concat()).run().exits(0).stdout
}

#[test]
fn of_the_program() {
    insta::assert_snapshot!(help(&[]));
}

#[test]
fn of_check() {
    insta::assert_snapshot!(help(&["check"]));
}

#[test]
fn of_query() {
    insta::assert_snapshot!(help(&["query"]));
}

#[test]
fn of_scan() {
    insta::assert_snapshot!(help(&["scan"]));
}

#[test]
fn of_test() {
    insta::assert_snapshot!(help(&["test"]));
}

#[test]
fn of_generate() {
    insta::assert_snapshot!(help(&["generate"]));
}

#[test]
fn of_diff() {
    insta::assert_snapshot!(help(&["diff"]));
}

#[test]
fn of_dump() {
    insta::assert_snapshot!(help(&["dump"]));
}

#[test]
fn of_compile() {
    insta::assert_snapshot!(help(&["compile"]));
}

#[test]
fn of_bench() {
    insta::assert_snapshot!(help(&["bench"]));
}

#[test]
fn of_explain() {
    insta::assert_snapshot!(help(&["explain"]));
}

#[test]
fn of_replay() {
    insta::assert_snapshot!(help(&["replay"]));
}

#[test]
fn of_fmt() {
    insta::assert_snapshot!(help(&["fmt"]));
}

#[test]
fn of_import() {
    insta::assert_snapshot!(help(&["import"]));
}

#[test]
fn of_lock() {
    insta::assert_snapshot!(help(&["lock"]));
}

#[test]
fn of_new() {
    insta::assert_snapshot!(help(&["new"]));
}

#[test]
fn every_command_of_the_list_has_a_help_of_its_own() {
    let list = help(&[]);
    let commands = list.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands = commands.map_while(|line| line.split_whitespace().next());
    for command in commands.filter(|command| *command != "help") {
        assert!(help(&[command]).contains(&format!("eqlc {command}")), "{command}");
    }
}

#[test]
fn version_is_the_name_and_a_number() {
    for option in ["--version", "-V"] {
        let outcome = Run::new([option]).run().exits(0);
        let number = outcome.stdout.trim_end().strip_prefix("eqlc ").unwrap_or_default();
        assert_eq!(number.split('.').count(), 3, "{outcome}");
    }
}

#[test]
fn a_wrong_word_is_answered_with_the_right_one() {
    Run::new(["chekc"]).run().exits(2).says("check");
    Run::new(["query", "any where true", "--evnets", "refs"]).run().exits(2).says("--events");
}
