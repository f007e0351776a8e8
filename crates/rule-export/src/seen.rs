//! What an engine has in place of the values of a field, and events in which that makes a difference.
//!
//! The engine asks one leaf of other values than the event has. So [`Seen::query`] is the rule's query with this leaf on
//! a field of its own, and [`Seen::shown`] an event with the engine's values there; beside it the event stays what it is.

use diagnostics::Span;
use eql_hir::{Field, FieldId, Query, Test};
use event::{Document, FieldPath, Ip, Json, Source};

use crate::instead;

/// Which leaf reads other values.
#[derive(Clone, PartialEq, Debug)]
pub struct Seen {
    /// Where the leaf stands in the text of the query.
    pub span: Span,
    /// The field whose values are others.
    pub field: FieldPath,
    /// What they are.
    pub how: How,
}

/// What an engine has in place of the values of a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum How {
    /// On other systems than this: the items joined with blanks and cut again, as Windows cuts command lines.
    Cut(String),
    /// On other systems than this: how many items there are once this list is joined and cut again.
    Count(String, FieldPath),
    /// Of several values one.
    One,
    /// Of several addresses the least and the greatest.
    Ends,
    /// Characters of two units of UTF-16 as one.
    Characters,
}

/// Where the engine's values stand in an event that is shown.
const SEEN: &str = "_seen";

/// A character of two units of UTF-16.
const WIDE: char = '\u{1f600}';

/// How many items a list gets at most, and how many places of an item are tried.
const MOST: usize = 100;

impl Seen {
    /// The query with the leaf on the engine's values.
    pub fn query(&self, query: &Query) -> Query {
        let mut changed = query.clone();
        let is_own = |field: &Field| field.source == Source::Event && field.path == self.field;
        let own = query.fields.iter().position(is_own).unwrap_or_default();
        let seen = Field { path: FieldPath::new(SEEN), ..query.fields[own].clone() };
        let seen = instead::field(&mut changed, seen);
        let swap = |id: &mut FieldId| {
            if is_own(query.field(*id)) {
                *id = seen;
            }
        };
        for leaf in changed.leaves.iter_mut().filter(|leaf| leaf.span == self.span) {
            match &mut leaf.test {
                Test::Field(field, _) => swap(field),
                Test::Script(script) => script.occurrences.iter_mut().for_each(swap),
                Test::Elements(..) | Test::Related(..) => {}
            }
        }
        changed
    }

    /// The event with the engine's values beside its own.
    pub fn shown(&self, event: &Document) -> Document {
        let values = match &self.how {
            How::Cut(system) if !is_of(event, system) => cut(&texts(event, &self.field)),
            How::Count(system, list) if !is_of(event, system) => {
                let count = cut(&texts(event, list)).len();
                vec![Json::Int(i64::try_from(count).unwrap_or(i64::MAX))]
            }
            How::Cut(_) | How::Count(..) => values(event, &self.field),
            How::One => values(event, &self.field).into_iter().take(1).collect(),
            How::Ends => ends(&texts(event, &self.field)),
            How::Characters => {
                let one =
                    |it: char| if it.len_utf16() == 1 { it } else { char::REPLACEMENT_CHARACTER };
                let text = |text: &String| Json::from(text.chars().map(one).collect::<String>());
                texts(event, &self.field).iter().map(text).collect()
            }
        };
        let mut shown = event.clone();
        shown.set(SEEN, Json::Array(values));
        shown
    }

    /// Events that may look to the engine as this one does, or other than they are.
    pub fn disguised(&self, event: &Document) -> Vec<Document> {
        match &self.how {
            How::Cut(system) => elsewhere(event, system, self.joined(event)),
            How::Count(system, list) => elsewhere(event, system, self.miscounted(event, list)),
            How::One => {
                let between = |other: &str| {
                    let mut several = values(event, &self.field);
                    several.insert(0, Json::from(other));
                    several.push(Json::from(other));
                    with(event, &self.field, several)
                };
                ["other", "-", "~", "192.0.2.1"].map(between).to_vec()
            }
            How::Ends => {
                let mut several = values(event, &self.field);
                several.insert(0, Json::from("::"));
                several.push(Json::from("ffff::"));
                vec![with(event, &self.field, several)]
            }
            How::Characters => self.widened(event),
        }
    }

    /// Lists with blanks or quotes that do not survive in one of the items, behind the name of a program.
    fn joined(&self, event: &Document) -> Vec<Document> {
        let items = texts(event, &self.field);
        let other = |place: usize| {
            let item = &items[place];
            let joined = [format!("{item} x"), format!("x {item}"), items[place..].join(" ")];
            let length = item.chars().count().min(MOST);
            let quoted = (1..length.max(2)).map(|behind| with_quotes(item, behind));
            joined.into_iter().chain(quoted).map(move |item| (place, item)).collect::<Vec<_>>()
        };
        let list = |(place, item): (usize, String)| {
            let mut items = items.clone();
            items[place] = item;
            items
        };
        let changed = (0..items.len()).flat_map(other).map(list);
        let behind_program = |mut items: Vec<String>| {
            items.insert(0, "program".to_owned());
            with(event, &self.field, items.into_iter().map(Json::from).collect())
        };
        changed.chain([items.clone()]).map(behind_program).collect()
    }

    /// Texts with one character of two units in place of one, in front or at the end.
    fn widened(&self, event: &Document) -> Vec<Document> {
        let Some(text) = texts(event, &self.field).into_iter().next() else { return Vec::new() };
        let characters: Vec<_> = text.chars().collect();
        let in_place = |place: usize| {
            let mut characters = characters.clone();
            characters[place] = WIDE;
            characters.into_iter().collect::<String>()
        };
        let changed = (0..characters.len().min(MOST)).map(in_place);
        let longer = [format!("{WIDE}{text}"), format!("{text}{WIDE}")];
        let all = changed.chain(longer).map(Json::from);
        all.map(|text| with(event, &self.field, vec![text])).collect()
    }

    /// Lists that have other counts than this field once they are cut.
    fn miscounted(&self, event: &Document, list: &FieldPath) -> Vec<Document> {
        let number = texts(event, &self.field).first().and_then(|text| text.parse().ok());
        let number = number.unwrap_or(1_usize).clamp(1, MOST);
        let mut items = texts(event, list);
        let mut found = Vec::new();
        if items.len() + 2 <= number {
            let mut fewer = items.clone();
            fewer.push(vec!["x"; number - items.len()].join(" "));
            found.push(fewer);
        }
        while items.len() < number {
            items.push("x".to_owned());
        }
        for place in (0..items.len()).rev() {
            let mut more = items.clone();
            more[place] += " x";
            found.push(more);
        }
        found.push(items.into_iter().chain([String::new()]).collect());
        let counted = |items: Vec<String>| {
            let count = Json::Int(i64::try_from(items.len()).unwrap_or(i64::MAX));
            let event = with(event, list, items.into_iter().map(Json::from).collect());
            with(&event, &self.field, vec![count])
        };
        found.into_iter().map(counted).collect()
    }
}

/// The events on each of the other systems, unless they are of one already.
fn elsewhere(event: &Document, system: &str, events: Vec<Document>) -> Vec<Document> {
    let path = FieldPath::new(instead::SYSTEM_FIELD);
    let own = texts(event, &path);
    if own.iter().any(|own| own != system) {
        return events;
    }
    let on = |other: &'static str| {
        events.iter().map(|it| with(it, &path, vec![Json::from(other)])).collect::<Vec<_>>()
    };
    instead::other_systems(system).flat_map(on).collect()
}

/// Whether an event says that it is of a system.
fn is_of(event: &Document, system: &str) -> bool {
    texts(event, &FieldPath::new(instead::SYSTEM_FIELD)).iter().any(|own| own == system)
}

fn texts(event: &Document, path: &FieldPath) -> Vec<String> {
    event.values(path).iter().map(ToString::to_string).collect()
}

fn values(event: &Document, path: &FieldPath) -> Vec<Json> {
    event.values(path).iter().map(Json::from).collect()
}

/// The least and the greatest of addresses; what is none does not count.
fn ends(texts: &[String]) -> Vec<Json> {
    let addresses = || texts.iter().filter_map(|text| Ip::parse(text));
    let ends = [addresses().min(), addresses().max()];
    ends.into_iter().flatten().map(|address| Json::from(address.to_string())).collect()
}

/// The event with these values at a path, and no others; one stands alone.
fn with(event: &Document, path: &FieldPath, mut values: Vec<Json>) -> Document {
    let mut event = event.clone();
    let value = if values.len() == 1 { values.swap_remove(0) } else { Json::Array(values) };
    event.set(path.as_str(), value);
    event
}

/// A pair of quotes behind so many characters: cutting takes it away.
fn with_quotes(item: &str, place: usize) -> String {
    let (before, behind): (Vec<_>, Vec<_>) =
        item.chars().enumerate().partition(|(own, _)| *own < place);
    let text = |part: Vec<(usize, char)>| part.into_iter().map(|(_, it)| it).collect::<String>();
    format!("{}\"\"{}", text(before), text(behind))
}

/// The arguments of the command line that has these between blanks, as Windows cuts it: blanks separate, quotes keep them,
/// backslashes in front of a quote make it a character.
fn cut(items: &[String]) -> Vec<Json> {
    let line = items.join(" ");
    let (mut arguments, mut argument, mut is_quoted) = (Vec::new(), None::<String>, false);
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            ' ' | '\t' if !is_quoted => arguments.extend(argument.take()),
            '"' => {
                let text = argument.get_or_insert_default();
                if is_quoted && characters.next_if_eq(&'"').is_some() {
                    text.push('"');
                } else {
                    is_quoted = !is_quoted;
                }
            }
            '\\' => {
                let mut count = 1;
                while characters.next_if_eq(&'\\').is_some() {
                    count += 1;
                }
                let is_before_quote = characters.peek() == Some(&'"');
                let kept = if is_before_quote { count / 2 } else { count };
                let text = argument.get_or_insert_default();
                text.push_str(&"\\".repeat(kept));
                if is_before_quote && count % 2 == 1 {
                    text.extend(characters.next());
                }
            }
            character => argument.get_or_insert_default().push(character),
        }
    }
    arguments.extend(argument);
    arguments.into_iter().map(Json::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_of_two_units_looks_like_one() {
        let field = FieldPath::new("file.name");
        let seen = Seen { span: Span::new(0, 0), field: field.clone(), how: How::Characters };
        let mut event = Document::default();
        event.set("file.name", Json::from("ab"));
        let found = seen.disguised(&event);
        let own: Vec<_> = found.iter().flat_map(|event| texts(event, &field)).collect();
        assert_eq!(own, ["\u{1f600}b", "a\u{1f600}", "\u{1f600}ab", "ab\u{1f600}"]);
        assert_eq!(texts(&seen.shown(&found[0]), &FieldPath::new(SEEN)), ["\u{fffd}b"]);
    }

    fn cut_texts(items: &[&str]) -> Vec<String> {
        let items: Vec<_> = items.iter().map(|item| (*item).to_owned()).collect();
        cut(&items).iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
    }

    #[test]
    fn a_command_line_is_cut_as_windows_does() {
        for (items, expected) in [
            (&["sh", "-c a"][..], &["sh", "-c", "a"][..]),
            (&["run", "c\"\"url"], &["run", "curl"]),
            (&["run", "\"a b\""], &["run", "a b"]),
            (&["run", "\"a\"\"b\""], &["run", "a\"b"]),
            (&["run", r#"a\"b"#, r"C:\a"], &["run", "a\"b", r"C:\a"]),
            (&["run", r#"\\"a b""#], &["run", r"\a b"]),
            (&["run", "\"\""], &["run", ""]),
        ] {
            assert_eq!(cut_texts(items), expected, "{items:?}");
        }
    }

    #[test]
    fn a_disguise_is_seen_as_what_it_hides() {
        let seen = Seen {
            span: Span::new(0, 0),
            field: FieldPath::new("process.args"),
            how: How::Cut("windows".to_owned()),
        };
        let mut event = Document::default();
        event.set("process.args", Json::from("curl"));
        let found = seen.disguised(&event);
        let shown = |event: &Document| texts(&seen.shown(event), &FieldPath::new(SEEN));
        assert!(found.iter().all(|event| shown(event).contains(&"curl".to_owned())));
        let own = |event: &Document| texts(event, &seen.field).contains(&"curl".to_owned());
        assert!(found.iter().filter(|event| !own(event)).count() >= 4);
        let windows = with(&found[0], &FieldPath::new("host.os.type"), vec![Json::from("windows")]);
        assert_eq!(shown(&windows), texts(&windows, &seen.field));
    }
}
