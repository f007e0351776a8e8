//! Command lines to arguments, in the two ways of the two pipelines.

use event::Json;

use super::draft::Draft;

/// Sets arguments and their number where there are any.
pub(super) fn set_args(draft: &mut Draft<'_>, parent: &str, args: Vec<String>) {
    if args.is_empty() {
        return;
    }
    let count = i64::try_from(args.len()).unwrap_or(i64::MAX);
    let args = args.into_iter().map(Json::Str).collect();
    draft.set(&format!("{parent}.args"), Json::Array(args));
    draft.set(&format!("{parent}.args_count"), Json::Int(count));
}

/// Arguments as a Windows program sees them: quotes group and go, backslashes escape only before a quote, and a
/// doubled quote inside quotes is a quote and ends the group.
pub(super) fn arguments(command_line: &str) -> Vec<String> {
    let mut args = Vec::new();
    let mut rest = command_line.trim_start_matches(is_blank);
    while !rest.is_empty() {
        let (argument, after) = first_argument(rest);
        args.push(argument);
        rest = after.trim_start_matches(is_blank);
    }
    args
}

fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t')
}

fn first_argument(text: &str) -> (String, &str) {
    let mut argument = String::new();
    let mut backslashes = 0;
    let mut quoted = false;
    let mut letters = text.char_indices().peekable();
    while let Some((place, letter)) = letters.next() {
        match letter {
            '\\' => {
                backslashes += 1;
                continue;
            }
            '"' => {
                push_backslashes(&mut argument, backslashes / 2);
                if backslashes % 2 == 1 {
                    argument.push('"');
                } else {
                    if quoted && letters.next_if(|(_, next)| *next == '"').is_some() {
                        argument.push('"');
                    }
                    quoted = !quoted;
                }
            }
            _ => {
                push_backslashes(&mut argument, backslashes);
                if is_blank(letter) && !quoted {
                    return (argument, &text[place..]);
                }
                argument.push(letter);
            }
        }
        backslashes = 0;
    }
    push_backslashes(&mut argument, backslashes);
    (argument, "")
}

fn push_backslashes(argument: &mut String, count: usize) {
    argument.extend(std::iter::repeat_n('\\', count));
}

/// Parts between spaces outside of quotes; quotes stay, and two spaces enclose an empty part.
pub(super) fn quoted_parts(command_line: &str) -> Vec<String> {
    let mut quoted = false;
    let parts = command_line.split(|letter: char| {
        quoted ^= letter == '"';
        letter.is_ascii_whitespace() && !quoted
    });
    parts.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_follow_the_rules_of_windows() {
        for (line, expected) in [
            (r#""C:\Windows\notepad.exe" "#, &[r"C:\Windows\notepad.exe"][..]),
            (r"a  b	c", &["a", "b", "c"]),
            (r#"a "b c"d "" e"#, &["a", "b cd", "", "e"]),
            (r#"a\\\"b c\\"d e"#, &[r#"a\"b"#, r"c\d e"]),
            (r#""a""b" c"#, &[r#"a"b c"#]),
            (r"C:\x\ y\", &[r"C:\x\", r"y\"]),
            ("   ", &[]),
        ] {
            assert_eq!(arguments(line), expected, "{line}");
        }
    }

    #[test]
    fn quoted_parts_keep_their_quotes() {
        let parts = quoted_parts(r#""C:\Program Files\a.exe" do  it"#);
        assert_eq!(parts, [r#""C:\Program Files\a.exe""#, "do", "", "it"]);
    }
}
