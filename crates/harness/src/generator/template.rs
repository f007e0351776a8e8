//! Texts with gaps, such as `C:\Users\{user}\{guid}.tmp`, and what fills them.

use super::hosts::User;
use super::random::Random;

const WORDS: &[&str] = &[
    "report",
    "invoice",
    "budget",
    "summary",
    "minutes",
    "draft",
    "schedule",
    "contract",
    "survey",
    "inventory",
    "roadmap",
    "backup",
    "archive",
    "template",
    "harbour",
    "meadow",
    "lantern",
    "copper",
    "willow",
    "granite",
    "orchard",
    "falcon",
    "river",
    "compass",
];

/// The template with every gap filled: `{user}`, `{sid}` and `{domain}` say whose it is, `{word}`,
/// `{small}` and `{version}` repeat often, `{n}` and `{hex}` seldom, `{guid}` and `{class}` never.
pub(super) fn fill(template: &str, user: &User, random: &mut Random) -> String {
    let mut text = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (gap, after) = after.split_once('}').unwrap_or((after, ""));
        text += before;
        text += &filling(gap, user, random);
        rest = after;
    }
    text + rest
}

fn filling(gap: &str, user: &User, random: &mut Random) -> String {
    match gap {
        "user" => user.name.clone(),
        "sid" => user.id.clone(),
        "domain" => user.domain.clone(),
        "word" => (*random.skewed(WORDS)).to_owned(),
        "small" => random.number(1..25).to_string(),
        "version" => format!("{}.{}", random.number(118..124), random.number(0..6)),
        "n" => random.number(1000..100_000).to_string(),
        "hex" => random.hex(8),
        "guid" => random.guid(),
        "class" => format!("{{{}}}", random.guid().to_uppercase()),
        unknown => format!("{{{unknown}}}"),
    }
}

/// The arguments of a command line: split at spaces that are not between double quotes.
pub(super) fn arguments(line: &str) -> Vec<String> {
    let mut arguments = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ' ' if !quoted => arguments.push(String::new()),
            other => arguments.last_mut().into_iter().for_each(|last| last.push(other)),
        }
    }
    arguments.retain(|argument| !argument.is_empty());
    arguments
}

/// The command line of arguments; those with a space stand between double quotes.
pub(super) fn command_line(arguments: &[String]) -> String {
    let quoted = |argument: &String| {
        if argument.contains(' ') { format!("\"{argument}\"") } else { argument.clone() }
    };
    arguments.iter().map(quoted).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_and_command_line_are_inverse() {
        let line = r#"robocopy "C:\My Files" D:\ /e"#;
        let arguments = arguments(line);
        assert_eq!(arguments, ["robocopy", r"C:\My Files", r"D:\", "/e"]);
        assert_eq!(command_line(&arguments), line);
    }
}
