//! How changes read, but for the marks of a format.

use serde_json::Value;

use crate::diff::{ClauseChange, Difference, KeyChange, What};

/// The longest text that is shown whole, in characters.
const LONG: usize = 240;
/// How much of an equal beginning or end of two long texts is shown.
const CONTEXT: usize = 40;

/// The marks of a format.
pub(super) struct Style {
    /// A value or a piece of EQL.
    pub(super) code: fn(&str) -> String,
    /// Between an old and a new value.
    pub(super) arrow: &'static str,
}

impl Style {
    /// What differs at a key, behind its name.
    pub(super) fn key(&self, change: &KeyChange) -> String {
        let code = |list: &[String]| {
            let items: Vec<_> = list.iter().map(|item| (self.code)(&shortened(item))).collect();
            items.join(", ")
        };
        match &change.difference {
            Difference::Value => self.values(change),
            Difference::Lines { added, removed } => {
                let word = match (&change.old, &change.new) {
                    (None, _) => "added",
                    (_, None) => "removed",
                    (Some(_), Some(_)) => "changed",
                };
                format!("{word}, +{added} -{removed} lines")
            }
            Difference::Items { added, removed } => match (added.as_slice(), removed.as_slice()) {
                (added, []) => format!("added {}", code(added)),
                ([], removed) => format!("removed {}", code(removed)),
                (added, removed) => format!("added {}; removed {}", code(added), code(removed)),
            },
            Difference::Order => "the same in another order".to_owned(),
            Difference::Details => "changed in its details".to_owned(),
        }
    }

    fn values(&self, change: &KeyChange) -> String {
        match (change.old.as_ref().map(text), change.new.as_ref().map(text)) {
            (Some(old), Some(new)) => {
                let (old, new) = around(&old, &new);
                format!("{} {} {}", (self.code)(&old), self.arrow, (self.code)(&new))
            }
            (None, Some(new)) => format!("added {}", (self.code)(&shortened(&new))),
            (Some(old), None) => format!("removed {}", (self.code)(&shortened(&old))),
            (None, None) => String::new(),
        }
    }

    /// What differs in a query, behind its stage.
    pub(super) fn clause(&self, change: &ClauseChange) -> String {
        let code = |text: &str| (self.code)(&shortened(text));
        let within = match &change.within {
            Some(within) => format!(" in {}", (self.code)(&brief(within))),
            None => String::new(),
        };
        let word = |text: &str| match change.word {
            Some(word) if change.what == What::Clause => format!("{} {text}", word.text()),
            Some(_) | None => text.to_owned(),
        };
        match (&change.old, &change.new) {
            (Some(old), Some(new)) => {
                let constants = self.constants(change).unwrap_or_else(|| {
                    let (old, new) = around(old, new);
                    format!("{} {} {}", code(&old), self.arrow, code(&new))
                });
                format!("changed{within}: {constants}")
            }
            (Some(old), None) => format!("removed{within}: {}", code(&word(old))),
            (None, Some(new)) => format!("added{within}: {}", code(&word(new))),
            (None, None) => String::new(),
        }
    }

    /// `process.name: added "a", "b"; removed "c"`
    fn constants(&self, change: &ClauseChange) -> Option<String> {
        let subject = change.subject.as_ref()?;
        let list = |word: &str, items: &[String]| {
            let items: Vec<_> = items.iter().map(|item| (self.code)(item)).collect();
            (!items.is_empty()).then(|| format!("{word} {}", items.join(", ")))
        };
        let lists = [list("added", &change.added), list("removed", &change.removed)];
        let lists: Vec<_> = lists.into_iter().flatten().collect();
        (!lists.is_empty()).then(|| format!("{} {}", (self.code)(subject), lists.join("; ")))
    }
}

/// What a change is about: `stage 2, join key`; nothing for a clause of a query for single events.
pub(super) fn about(change: &ClauseChange) -> String {
    let what = match change.what {
        What::Clause => "",
        What::Key => "join key",
        What::Missing => "presence",
        What::Pipe => "pipes",
        What::Form | What::Stage | What::Runs | What::Maxspan | What::Until | What::Setting => {
            change.what.name()
        }
    };
    match (&change.stage, what) {
        (None, what) => what.to_owned(),
        // `stage 2` and `until` are what was added.
        (Some(stage), "" | "stage" | "until") => stage.clone(),
        (Some(stage), what) => format!("{stage}, {what}"),
    }
}

/// A value as people read it: a text without quotes.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A text on one line that is not too long.
fn shortened(text: &str) -> String {
    cut(&one_line(text), LONG)
}

/// The beginning of a clause, to find it by.
fn brief(text: &str) -> String {
    cut(&one_line(text), CONTEXT + CONTEXT)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cut(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    text.chars().take(length).collect::<String>() + "…"
}

/// Two texts; of long ones the part that differs with a little of what stands around.
fn around(old: &str, new: &str) -> (String, String) {
    let (old, new): (Vec<char>, Vec<char>) =
        (one_line(old).chars().collect(), one_line(new).chars().collect());
    if old.len() <= LONG && new.len() <= LONG {
        return (old.into_iter().collect(), new.into_iter().collect());
    }
    let start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let most = old.len().min(new.len()) - start;
    let ends = old.iter().rev().zip(new.iter().rev()).take(most);
    let end = ends.take_while(|(old, new)| old == new).count();
    let (start, end) = (start.saturating_sub(CONTEXT), end.saturating_sub(CONTEXT));
    let middle = |text: &[char]| {
        let inside: String = text[start..text.len() - end].iter().collect();
        let (before, behind) = (if start > 0 { "…" } else { "" }, if end > 0 { "…" } else { "" });
        format!("{before}{}{behind}", cut(&inside, LONG))
    };
    (middle(&old), middle(&new))
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn of_long_texts_the_difference_is_shown() {
        let text = |word: &str| format!("{} {word} {}", "a".repeat(200), "b".repeat(200));
        let (old, new) = around(&text("x"), &text("yz"));
        let expected = |word: &str| format!("…{} {word} {}…", "a".repeat(39), "b".repeat(39));
        assert_eq!((old, new), (expected("x"), expected("yz")));
        assert_eq!(around("a  b", "c"), ("a b".to_owned(), "c".to_owned()));
    }
}
