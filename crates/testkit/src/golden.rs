//! Expected output kept in a file beside its case.

use std::path::Path;

/// How many equal lines a difference shows before the first line that differs.
const CONTEXT: usize = 3;
/// How many lines of each side a difference shows.
const SHOWN: usize = 12;

/// Fails unless the file holds exactly `actual`. `INSTA_UPDATE=always` writes the file instead.
#[track_caller]
pub fn assert_golden(expected: &Path, actual: &str) {
    if is_blessing() {
        write(expected, actual);
        return;
    }
    match read(expected) {
        None => panic!("{} is absent; {HELP}\n{actual}", expected.display()),
        Some(text) if text == actual => {}
        Some(text) => {
            panic!("{} differs; {HELP}\n{}", expected.display(), difference(&text, actual))
        }
    }
}

const HELP: &str = "INSTA_UPDATE=always writes it";

#[expect(clippy::disallowed_methods, reason = "the switch of the test run")]
fn is_blessing() -> bool {
    std::env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always")
}

#[expect(clippy::disallowed_methods, reason = "a golden file is read by its test")]
fn read(path: &Path) -> Option<String> {
    std::fs::read_to_string(path).ok()
}

#[expect(clippy::disallowed_methods, reason = "blessing writes the golden file")]
fn write(path: &Path, text: &str) {
    let written = std::fs::write(path, text);
    written.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// The first lines that differ, with what stands before them: `-` expected, `+` actual.
fn difference(expected: &str, actual: &str) -> String {
    let expected: Vec<&str> = expected.split('\n').collect();
    let actual: Vec<&str> = actual.split('\n').collect();
    let same = expected.iter().zip(&actual).take_while(|(left, right)| left == right).count();
    let mut text = format!("from line {}:\n", same + 1);
    show(&mut text, ' ', &expected[same.saturating_sub(CONTEXT)..same]);
    show(&mut text, '-', &expected[same..]);
    show(&mut text, '+', &actual[same..]);
    text
}

fn show(text: &mut String, sign: char, lines: &[&str]) {
    text.extend(lines.iter().take(SHOWN).map(|line| format!("{sign} {line}\n")));
    if lines.len() > SHOWN {
        text.extend([format!("{sign} ... {} more lines\n", lines.len() - SHOWN)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_starts_where_the_texts_part() {
        let text = difference("a\nb\nc\nd\ne\n", "a\nb\nc\nd\nx\n");
        assert_eq!(text, "from line 5:\n  b\n  c\n  d\n- e\n- \n+ x\n+ \n");
    }

    #[test]
    fn a_long_difference_is_cut() {
        let text = difference("", &"x\n".repeat(20));
        assert!(text.ends_with("+ x\n+ ... 9 more lines\n"), "{text}");
    }
}
