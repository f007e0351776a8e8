//! Names of cases: words of the clause and of the way it comes about.

use eql_hir::Leaf;

/// How long the words of a clause may be, in bytes.
const LONGEST: usize = 48;

/// The words of a clause, e.g. `process_name_cmd_exe`.
pub(crate) fn of_leaf(leaf: &Leaf) -> String {
    words(&leaf.text, LONGEST)
}

/// Letters and digits of a text as words that are parted by `_`; whole words only, as many as fit.
pub(crate) fn words(text: &str, longest: usize) -> String {
    let parts = text.split(|character: char| !character.is_ascii_alphanumeric());
    let mut name = String::new();
    for part in parts.filter(|part| !part.is_empty()) {
        let part = &part[..part.len().min(longest)];
        if !name.is_empty() && name.len() + 1 + part.len() > longest {
            break;
        }
        if !name.is_empty() {
            name.push('_');
        }
        name.push_str(&part.to_ascii_lowercase());
    }
    if name.is_empty() { "clause".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_whole_words() {
        let text = r#"process.name : ("cmd.exe", "C:\\a*.DLL")"#;
        assert_eq!(words(text, 48), "process_name_cmd_exe_c_a_dll");
        assert_eq!(words(text, 20), "process_name_cmd_exe");
        assert_eq!(words(text, 19), "process_name_cmd");
        assert_eq!(words("***", 20), "clause");
    }
}
