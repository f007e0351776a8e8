//! Packs of the bundled rules, and of all rules of ../shared where it is there.

use std::path::PathBuf;

use harness::pack_file::{contents, lower};
use harness::{LoadOptions, RuleSet, load};
use pack::{PackError, RulePack};
use testkit::{shared, workspace_root};

fn bundled() -> RuleSet {
    load(&[workspace_root().join("rules")], &LoadOptions::default())
}

fn encoded(set: &RuleSet) -> Vec<u8> {
    contents(set, &LoadOptions::default(), None).unwrap().encode()
}

#[test]
fn the_order_of_the_rules_changes_no_byte() {
    let mut set = bundled();
    let bytes = encoded(&set);
    set.rules.reverse();
    assert!(encoded(&set) == bytes);
    let folder = |name: &str| workspace_root().join("rules").join(name);
    let folders: Vec<PathBuf> = ["windows", "cloud", "macos", "linux"].map(folder).into();
    assert!(encoded(&load(&folders, &LoadOptions::default())) == bytes);
}

#[test]
fn what_goes_in_comes_out() {
    let contents = contents(&bundled(), &LoadOptions::default(), None).unwrap();
    let bytes = contents.encode();
    let pack = RulePack::read(&bytes).unwrap();
    assert!(*pack.program().unwrap() == contents.program);
    assert_eq!(pack.rules().unwrap(), contents.rules);
    assert_eq!(pack.provenance().unwrap(), contents.provenance);
    assert_eq!(pack.sources().unwrap(), contents.sources);
    pack.check().unwrap();
    assert!(contents.rules.iter().all(|rule| rule.text("severity").is_some()));
    assert!(contents.rules.iter().all(|rule| !rule.keys.contains_key("query")));
}

#[test]
fn two_rules_with_one_id_are_refused() {
    let mut set = bundled();
    let twice = set.rules[3].clone();
    set.rules.push(twice);
    let duplicate = contents(&set, &LoadOptions::default(), None).unwrap_err();
    assert_eq!(duplicate.id, set.rules[3].id);
}

#[test]
fn every_query_is_lowered_again_to_what_it_was() {
    let folder = shared("every_query_is_lowered_again_to_what_it_was");
    let all = folder.map(|folder| folder.join("data/rules/detection-rules-eql"));
    let mut sets = vec![bundled()];
    sets.extend(all.map(|all| load(&[all], &LoadOptions::default())));
    for set in sets {
        let contents = contents(&set, &LoadOptions::default(), None).unwrap();
        for source in &contents.sources {
            let rule = set.rules.iter().find(|rule| rule.id == source.id).unwrap();
            let lowered = lower(source, &contents.provenance.dialect);
            assert!(lowered.tree == rule.query, "{}", rule.path.display());
        }
    }
}

#[test]
fn no_bit_can_turn_round_unnoticed() {
    let set = load(
        &[workspace_root().join("rules/windows/impact_volume_shadow_copy_deletion_via_wmic.toml")],
        &LoadOptions::default(),
    );
    let bytes = encoded(&set);
    let mut damaged = bytes.clone();
    for place in 0..bytes.len() {
        damaged[place] ^= 1 << (place % 8);
        let checked = RulePack::read(&damaged).and_then(|pack| pack.check());
        assert!(checked.is_err(), "byte {place} of {}", bytes.len());
        damaged[place] = bytes[place];
    }
    for length in 0..bytes.len() {
        let cut = RulePack::read(&bytes[..length]).map(drop);
        let is_told = matches!(cut, Err(PackError::NotAPack | PackError::Frame(_)));
        assert!(is_told, "{length} bytes of {}: {cut:?}", bytes.len());
    }
}
