//! Text to a TOML table, whatever is wrong with the text.

mod depth;
mod lexer;
mod recovery;

use diagnostics::Span;
use toml::de::DeTable;

use crate::diagnostics::TomlSyntax;

/// How often a broken text is mended and parsed again.
const ROUNDS: usize = 4;

/// Gives `read` the table of a text, the text that the table's spans count in, and whether both are only what could
/// be saved of a broken text. The second text is as long as the first, or empty where nothing could be saved.
///
/// Returns what `read` made of them, and what is wrong with the TOML, in the order of the text, at most one error a
/// line.
pub(crate) fn open<T>(
    text: &str,
    read: impl FnOnce(&DeTable<'_>, &str, bool) -> T,
) -> (T, Vec<TomlSyntax>) {
    if let Some(error) = depth::too_deep(text) {
        return (read(&DeTable::new(), "", true), vec![error]);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return (read(table.get_ref(), text, false), Vec::new());
    }
    let mut found = recovery::errors(text, table.get_ref(), &errors);
    let mended = mend(text, &mut found);
    let (table, _) = DeTable::parse_recoverable(&mended);
    (read(table.get_ref(), &mended, true), recovery::one_a_line(text, found))
}

/// Blanks what hides the rest of a broken text, until no more comes to light.
fn mend(text: &str, found: &mut Vec<TomlSyntax>) -> String {
    let mut text = recovery::blank(text, found);
    for _ in 1..ROUNDS {
        if depth::too_deep(&text).is_some() {
            return String::new();
        }
        let (table, errors) = DeTable::parse_recoverable(&text);
        let further = recovery::errors(&text, table.get_ref(), &errors);
        let blanked = recovery::blank(&text, &further);
        drop(table);
        found.extend(further);
        if blanked == text {
            break;
        }
        text = blanked;
    }
    text
}

/// Whether a text is TOML, and not nested beyond what any rule needs: then every parser of TOML may have it.
pub fn is_toml(text: &str) -> bool {
    depth::too_deep(text).is_none() && DeTable::parse(text).is_ok()
}

/// The comments of a TOML text, from their `#` to the end of their lines, in the order of the text. A `#` in a string
/// is none.
///
/// ```
/// let text = "a = '# no comment' # one\n";
/// let places = rule_schema::comments(text);
/// assert_eq!(places.iter().map(|place| place.slice(text)).collect::<Vec<_>>(), ["# one"]);
/// ```
pub fn comments(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut place = 0;
    while let Some(rest) = text.get(place..).filter(|rest| !rest.is_empty()) {
        let length = lexer::token(rest);
        if rest.starts_with('#') {
            found.push(Span::new(place, place + length));
        }
        place += length;
    }
    found
}
