//! `eqlc completions` and `eqlc man`.

use crate::run::Run;

#[test]
fn every_shell_gets_a_script_that_knows_the_commands() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = Run::new(["completions", shell]).run().exits(0).stdout;
        assert!(script.contains("explain") && script.contains("sequence-mode"), "{shell}");
    }
}

#[test]
fn the_manual_has_a_page_for_the_program_and_each_command() {
    let page = |arguments: &[&str]| Run::new([&["man"], arguments].concat()).run().exits(0).stdout;
    assert!(page(&[]).contains(".SH SUBCOMMANDS"));
    let scan = page(&["scan"]);
    assert!(scan.contains(".TH eqlc-scan 1") && scan.contains("\\-\\-sorted"), "{scan}");
    Run::new(["man", "scann"]).run().exits(2).says("no command");
}
