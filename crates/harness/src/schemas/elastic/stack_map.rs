//! `stack-schema-map.yaml`: stacks with the versions of what they have. Only what that file has of YAML is read.

use std::collections::BTreeMap;

/// Stack to `beats`, `ecs`, `endgame` to version. What is commented out is no longer supported and left out.
pub(super) fn parse(text: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut stacks: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut stack = None;
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default().trim_end();
        let Some((key, value)) = line.split_once(':') else { continue };
        let (key, value) = (bare(key), bare(value));
        if line.starts_with(' ') {
            if let Some(entry) = stack.as_ref().and_then(|stack| stacks.get_mut(stack)) {
                entry.insert(key.to_owned(), value.to_owned());
            }
        } else {
            stacks.insert(key.to_owned(), BTreeMap::new());
            stack = Some(key.to_owned());
        }
    }
    stacks.retain(|_, entry| !entry.is_empty());
    stacks
}

/// A word without its quotes.
fn bare(word: &str) -> &str {
    word.trim().trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn stacks_that_are_commented_out_are_left_out() {
        let text = "## Unsupported\n#\"8.1.0\":\n#  ecs: \"8.1.0\"\n\n\"9.3.0\":\n  beats: \"9.3.4\" # newer\n  ecs: '9.3.0'\n";
        let stacks = parse(text);
        assert_eq!(stacks.keys().collect::<Vec<_>>(), ["9.3.0"]);
        assert_eq!(stacks["9.3.0"]["beats"], "9.3.4");
        assert_eq!(stacks["9.3.0"]["ecs"], "9.3.0");
    }
}
