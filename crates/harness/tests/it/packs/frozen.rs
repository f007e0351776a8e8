//! `testdata/packs/<format version>`: packs as they once were written. Each loads, or is refused with the error that
//! `expected.txt` says; those of an older version are refused because of it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use matcher::{Trial, trial};
use pack::{PackError, RulePack, VERSION, VerifyingKey};
use testkit::{assert_golden, workspace_root};

use super::events::events;
use super::hostile::{KEY, packs};

fn folder() -> PathBuf {
    workspace_root().join("testdata/packs")
}

/// What becomes of some bytes.
fn outcome(bytes: &[u8]) -> String {
    let ran = match trial(bytes, &events()) {
        Trial::Refused(error) => return error.to_string(),
        Trial::Unbuilt(error) => return error.to_string(),
        Trial::Ran(matches) => format!("runs: {matches} matches"),
    };
    match RulePack::read(bytes).and_then(|pack| pack.check()) {
        Ok(()) => ran,
        Err(error) => format!("{ran}; {error}"),
    }
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let packs = entries.filter(|path| path.extension().is_some_and(|found| found == "eqlpack"));
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read(path).unwrap())
    };
    packs.map(read).collect()
}

#[test]
fn packs_of_this_version_do_what_they_did() {
    let folder = folder().join(VERSION.to_string());
    let is_blessing = std::env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always");
    if is_blessing {
        std::fs::create_dir_all(&folder).unwrap();
        for (name, bytes) in packs() {
            std::fs::write(folder.join(name).with_extension("eqlpack"), bytes).unwrap();
        }
    }
    let mut text = String::new();
    for (name, bytes) in files(&folder) {
        writeln!(text, "{name}: {}", outcome(&bytes)).unwrap();
    }
    assert_golden(&folder.join("expected.txt"), &text);
}

/// A change of the format without another version would let a reader take a pack for what it is not.
#[test]
fn the_bytes_of_this_version_are_the_same_as_ever() {
    let files = files(&folder().join(VERSION.to_string()));
    for (name, bytes) in packs() {
        let same = files.get(name).is_some_and(|file| *file == bytes);
        assert!(
            same,
            "{name}: the format differs; it needs another version, then INSTA_UPDATE=always"
        );
    }
}

#[test]
fn packs_of_older_versions_are_refused_because_of_it() {
    for version in (0..VERSION).filter(|version| folder().join(version.to_string()).is_dir()) {
        for (name, bytes) in files(&folder().join(version.to_string())) {
            let read = RulePack::read(&bytes).map(drop);
            let is_told = matches!(
                read,
                Err(PackError::Version(_) | PackError::NotAPack | PackError::Frame(_))
            );
            assert!(is_told, "{version}/{name}: {read:?}");
        }
    }
}

#[test]
fn every_sound_pack_runs_and_no_other() {
    let expected = std::fs::read_to_string(folder().join(VERSION.to_string()).join("expected.txt"));
    for line in expected.unwrap().lines() {
        let runs = line.contains(": runs: ");
        let about_another = line.starts_with("section_") && !line.starts_with("section_program");
        assert_eq!(runs, line.starts_with("sound_") || about_another, "{line}");
        assert_eq!(runs && line.contains("; "), about_another, "{line}");
    }
}

#[test]
fn only_the_key_that_signed_passes() {
    let signed = packs().into_iter().find(|(name, _)| *name == "sound_signed").unwrap().1;
    let pack = RulePack::read(&signed).unwrap();
    let key = pack::SigningKey::from_pem(KEY).unwrap().verifying_key();
    assert_eq!(pack.verify_signature(&key), Ok(()));
    let other = VerifyingKey::from_pem(
        "-----BEGIN PUBLIC KEY-----\n\
         MCowBQYDK2VwAyEAoLeb0QQql5Ej/He3lL+Mm0LMHhhX0fmX7/DsIoEjwKA=\n\
         -----END PUBLIC KEY-----\n",
    );
    let refused = pack.verify_signature(&other.unwrap());
    assert_eq!(refused, Err(PackError::OtherKey(key.text())));
    for place in 0..signed.len() {
        let mut damaged = signed.clone();
        damaged[place] ^= 4;
        let verified = RulePack::read(&damaged).and_then(|pack| pack.verify_signature(&key));
        assert!(verified.is_err(), "byte {place}");
    }
}
