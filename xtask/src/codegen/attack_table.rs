//! The table of tactics and techniques, and the notice beside it.

use super::attack_package::AttackPackage;
use super::table;

/// The terms that the notice repeats.
const TERMS: &str = "MITRE ATT&CK terms of use";

/// Techniques as `id`, `name`, `state`; tactics as `id`, `name`, with tabs between.
pub(super) fn render(package: &AttackPackage) -> String {
    let tactics = package.tactics.iter().map(|(id, name)| format!("{id}\t{name}\n"));
    let techniques = package.techniques.iter().map(|technique| {
        let tab = if technique.state.is_empty() { "" } else { "\t" };
        format!("{}\t{}{tab}{}\n", technique.id, technique.name, technique.state)
    });
    table::render(&package.title(), TERMS, &techniques.chain(tactics).collect::<Vec<_>>())
}

/// Line and message of everything that `render` would not have written.
pub(super) fn check(text: &str) -> Vec<(usize, String)> {
    table::check(text, TERMS, |record| {
        let fields: Vec<_> = record.split('\t').collect();
        (2..=3).contains(&fields.len()) && fields.iter().all(|field| !field.is_empty())
    })
}

/// The notice: whose data the table is, and under which terms.
pub(super) fn notice(package: &AttackPackage) -> String {
    format!(
        "`src/attack/table.txt` holds ids, names, tactics and successors of MITRE ATT&CK {} (Enterprise). It is made by\n\
         `cargo xtask codegen` from the PyPI package {} (MIT). Changed: only these columns are kept, one line\n\
         an entry.\n\n{NOTICE}",
        package.version, package.package
    )
}

const NOTICE: &str = "\
© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.

ATT&CK terms of use (https://attack.mitre.org/resources/legal-and-branding/terms-of-use/): The MITRE Corporation (MITRE) hereby
grants you a non-exclusive, royalty-free license to use ATT&CK for research, development, and commercial purposes. Any copy you
make for such purposes is authorized provided that you reproduce MITRE's copyright designation and this license in any such copy.
";

/// What is wrong where the table is of this package.
pub(super) fn check_notice(notice: &str, title: &str) -> Option<String> {
    let package = title.split_once('(').map_or("", |(_, package)| package.trim_end_matches(')'));
    let version = title.split(" (").next().unwrap_or_default();
    let named = !package.is_empty() && notice.contains(package) && notice.contains(version);
    (!named).then(|| format!("the notice is not about `{title}`; run `cargo xtask codegen`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::attack_package::AttackTechnique;
    use crate::codegen::table::title;

    #[test]
    fn a_written_table_is_sound_and_an_edit_by_hand_is_found() {
        let technique = |id: &str, state: &str| AttackTechnique {
            id: id.to_owned(),
            name: "A b".to_owned(),
            state: state.to_owned(),
        };
        let package = AttackPackage {
            package: "p 0.1".to_owned(),
            version: "18.1".to_owned(),
            tactics: vec![("TA0001".to_owned(), "C".to_owned())],
            techniques: vec![
                technique("T1", "TA0001"),
                technique("T1.001", ""),
                technique("T2", "=T1"),
            ],
        };
        let table = render(&package);
        assert!(
            table.ends_with("T1\tA b\tTA0001\nT1.001\tA b\nT2\tA b\t=T1\nTA0001\tC\n"),
            "{table}"
        );
        assert_eq!(check(&table), []);
        assert_eq!(check(&table.replace("=T1", "x")).len(), 1);
        assert_eq!(check_notice(&notice(&package), title(&table).unwrap()), None);
        assert!(check_notice(&notice(&package), "MITRE ATT&CK 19 (p 0.1)").is_some());
    }
}
