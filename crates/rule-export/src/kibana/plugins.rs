//! The plugins of an investigation guide: entries of `[transform]`, which Kibana has in the middle of the note.
//!
//! A note names them (`$osquery_0`, `${investigate_1}`) as Python's templates do; Kibana reads `!{osquery{…}}`.

use serde_json::{Map, Value};

use super::api::Form;
use super::texts;
use crate::python;

/// What Kibana's notes may hold.
const KINDS: [&str; 2] = ["investigate", "osquery"];

/// The note with each `$investigate_0`, `${osquery_1}` and so on replaced by the text of Kibana's plugin.
pub(super) fn rendered(note: &str, transform: &Map<String, Value>, form: Form) -> String {
    let mut text = String::with_capacity(note.len());
    let mut rest = note;
    while let Some(place) = rest.find('$') {
        text.push_str(&rest[..place]);
        rest = &rest[place + 1..];
        let (name, after) = placeholder(rest);
        if let Some(entry) = name.and_then(|(kind, number)| transform.get(kind)?.get(number)) {
            text.push_str(&plugin(name.map_or("", |(kind, _)| kind), entry, form));
            rest = after;
        } else {
            // Python's templates make one `$` of two.
            text.push('$');
            rest = rest.strip_prefix('$').unwrap_or(rest);
        }
    }
    text + rest
}

/// `{osquery_0} …` and `osquery_0 …`: the kind and the number, and what is behind them.
fn placeholder(text: &str) -> (Option<(&str, usize)>, &str) {
    if let Some((name, after)) = text.strip_prefix('{').and_then(|text| text.split_once('}')) {
        return (numbered(name), after);
    }
    let end = text.find(|character| !is_name(character)).unwrap_or(text.len());
    (numbered(&text[..end]), &text[end..])
}

fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

fn numbered(name: &str) -> Option<(&str, usize)> {
    let (kind, number) = name.rsplit_once('_')?;
    Some((kind, number.parse().ok()?))
}

/// `!{investigate{…}}`
fn plugin(kind: &str, entry: &Value, form: Form) -> String {
    let mut entry = entry.clone();
    if let (Form::Shipped, Some(entry)) = (form, entry.as_object_mut()) {
        texts::normalise_object(entry);
    }
    format!("!{{{kind}{}}}", python::dense(&entry))
}

/// A piece of a note as Kibana has it.
enum Piece<'a> {
    Text(&'a str),
    /// The kind of a plugin and the place of its entry.
    Plugin(&'static str, usize),
}

/// The way back: the note with a name for each plugin, and the entries that the names stand for. Entries that are known
/// keep their places; others stand behind them.
pub(super) fn parsed(note: &str, known: &Map<String, Value>) -> (String, Map<String, Value>) {
    let mut transform = known.clone();
    let pieces = pieces(note, known, &mut transform);
    if transform.is_empty() {
        return (note.to_owned(), transform);
    }
    let mut template = String::with_capacity(note.len());
    for (place, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(text) => {
                let is_last = place + 1 == pieces.len();
                template += &escaped(text, is_last, &transform);
            }
            Piece::Plugin(kind, number) => {
                let next = pieces.get(place + 1);
                let name = format!("{kind}_{number}");
                let joined = matches!(next, Some(Piece::Text(text)) if text.starts_with(is_name));
                let name = if joined { format!("{{{name}}}") } else { name };
                template.push('$');
                template += &name;
            }
        }
    }
    (template, transform)
}

fn pieces<'a>(
    note: &'a str,
    known: &Map<String, Value>,
    transform: &mut Map<String, Value>,
) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let (mut begin, mut place) = (0, 0);
    while let Some(found) = note[place..].find("!{") {
        let start = place + found;
        place = start + "!{".len();
        if let Some((kind, entry, length)) = read(&note[place..]) {
            pieces.push(Piece::Text(&note[begin..start]));
            pieces.push(Piece::Plugin(kind, place_of(kind, entry, known, transform)));
            place += length;
            begin = place;
        }
    }
    pieces.push(Piece::Text(&note[begin..]));
    pieces
}

/// `osquery{…}} …`: the kind, the entry, and how long that is.
fn read(text: &str) -> Option<(&'static str, Value, usize)> {
    let kind = KINDS.into_iter().find(|kind| text.starts_with(kind))?;
    let mut values = serde_json::Deserializer::from_str(&text[kind.len()..]).into_iter();
    let entry: Map<String, Value> = values.next()?.ok()?;
    let end = kind.len() + values.byte_offset();
    text[end..].starts_with('}').then(|| (kind, Value::Object(entry), end + "}".len()))
}

/// Where the entry is among those of its kind, the last place if it is new. What is known may be written otherwise, if
/// only the same is shipped of it.
fn place_of(
    kind: &str,
    entry: Value,
    known: &Map<String, Value>,
    transform: &mut Map<String, Value>,
) -> usize {
    let entries = transform.entry(kind).or_insert_with(|| Value::Array(Vec::new()));
    let Value::Array(entries) = entries else { return 0 };
    let shipped = |entry: &Value| plugin(kind, entry, Form::Shipped);
    let same = entries.iter().position(|other| *other == entry).or_else(|| {
        let known = known.get(kind).and_then(Value::as_array)?;
        known.iter().position(|other| shipped(other) == shipped(&entry))
    });
    same.unwrap_or_else(|| {
        entries.push(entry);
        entries.len() - 1
    })
}

/// A text that [`rendered`] gives back as it is. Behind one that is not the last stands a name, and so a `$`.
fn escaped(text: &str, is_last: bool, transform: &Map<String, Value>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find('$') {
        out.push_str(&rest[..=place]);
        rest = &rest[place + 1..];
        let (name, _) = placeholder(rest);
        let is_taken = name.is_some_and(|(kind, number)| {
            transform.get(kind).and_then(|entries| entries.get(number)).is_some()
        });
        if is_taken || rest.starts_with('$') || rest.is_empty() && !is_last {
            out.push('$');
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(value: &Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn plugins_come_back_to_their_places() {
        let transform =
            object(&json!({"osquery": [{"label": " a\n b", "query": "x  y"}, {"label": "é"}]}));
        for note in
            ["one $osquery_1 two ${osquery_0}s $5 $$$ $osquery_7", "$$osquery_0", "$", "none"]
        {
            let shown = rendered(note, &transform, Form::Written);
            assert_eq!(parsed(&shown, &transform), (note.to_owned(), transform.clone()), "{shown}");
        }
        let shown = rendered("$osquery_1 $osquery_0", &transform, Form::Shipped);
        assert_eq!(
            shown,
            "!{osquery{\"label\":\"\\u00e9\"}} !{osquery{\"label\":\"a b\",\"query\":\"x  y\"}}"
        );
        assert_eq!(parsed(&shown, &transform).0, "$osquery_1 $osquery_0");
        let unknown =
            object(&json!({"osquery": [{"label": "é"}, {"label": "a b", "query": "x  y"}]}));
        assert_eq!(parsed(&shown, &Map::new()), ("$osquery_0 $osquery_1".to_owned(), unknown));
    }

    #[test]
    fn entries_that_ship_the_same_stay_two() {
        let note =
            "!{osquery{\"label\":\"a\"}} !{osquery{\"label\":\"a \"}} $!{osquery{\"label\":\"a\"}}";
        let (template, transform) = parsed(note, &Map::new());
        assert_eq!(template, "$osquery_0 $osquery_1 $$$osquery_0");
        assert_eq!(rendered(&template, &transform, Form::Written), note);
    }

    #[test]
    fn what_is_no_plugin_stays() {
        for note in [
            "!{osquery",
            "!{osquery{\"a\":}}",
            "!{other{}}",
            "!{osquery{}",
            "$$osquery_0",
            "!{osquery[]}",
        ] {
            assert_eq!(parsed(note, &Map::new()), (note.to_owned(), Map::new()));
        }
    }
}
