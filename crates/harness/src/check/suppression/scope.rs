//! The part of a TOML file that a comment speaks of.

use diagnostics::Span;
use toml::de::{DeTable, DeValue};

/// Where everything stands that a comment can speak of: keys with their values, list elements, tables with all in them.
pub(super) fn items(text: &str) -> Vec<Span> {
    let mut items = Vec::new();
    if let Ok(table) = DeTable::parse(text) {
        of_table(table.get_ref(), &mut items);
    }
    items.sort();
    items
}

/// The span of all in a table; its own items are added.
fn of_table(table: &DeTable<'_>, items: &mut Vec<Span>) -> Option<Span> {
    let mut whole: Option<Span> = None;
    for (key, value) in table {
        let key = Span::new(key.span().start, key.span().end);
        let inner = of_value(value.get_ref(), items);
        let place = Span::new(value.span().start, value.span().end);
        let item = inner.into_iter().fold(key.cover(place), Span::cover);
        items.push(item);
        whole = Some(whole.map_or(item, |whole| whole.cover(item)));
    }
    whole
}

/// The span of what is in a value; the items in it are added.
fn of_value(value: &DeValue<'_>, items: &mut Vec<Span>) -> Option<Span> {
    match value {
        DeValue::Table(table) => of_table(table, items),
        DeValue::Array(array) => {
            let mut whole: Option<Span> = None;
            for element in array {
                let inner = of_value(element.get_ref(), items);
                let place = Span::new(element.span().start, element.span().end);
                let item = inner.into_iter().fold(place, Span::cover);
                items.push(item);
                whole = Some(whole.map_or(item, |whole| whole.cover(item)));
            }
            whole
        }
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => None,
    }
}

/// What a comment speaks of; the whole file where it stands above everything or nothing is known.
pub(super) fn of(comment: Span, text: &str, items: &[Span]) -> Span {
    let file = Span::new(0, text.len());
    if items.first().is_none_or(|first| first.start > comment.start) {
        return file;
    }
    let line = line_start(comment.start, text);
    if text[line..comment.start as usize].trim().is_empty() {
        return below(comment, text, items);
    }
    let line_span = Span::new(line, comment.start as usize);
    let item = beside(line_span, items).unwrap_or(line_span);
    whole_lines(item, text)
}

/// The widest item that begins on a line, else the narrowest that ends on it.
fn beside(line: Span, items: &[Span]) -> Option<Span> {
    let begins = |item: &&Span| item.start >= line.start && item.start < line.end;
    let ends = |item: &&Span| item.end > line.start && item.end <= line.end;
    let widest = items.iter().filter(begins).max_by_key(|item| item.len());
    widest.or_else(|| items.iter().filter(ends).min_by_key(|item| item.len())).copied()
}

/// The widest item of those that begin first after a comment on a line of its own.
fn below(comment: Span, text: &str, items: &[Span]) -> Span {
    let after = items.partition_point(|item| item.start < comment.end);
    let Some(next) = items.get(after) else { return comment };
    let same = items[after..].iter().take_while(|item| item.start == next.start);
    whole_lines(same.fold(*next, |widest, item| widest.cover(*item)), text)
}

/// The lines that an item stands on, so that a header counts from its bracket.
fn whole_lines(item: Span, text: &str) -> Span {
    Span::new(line_start(item.start, text), item.end as usize)
}

fn line_start(place: u32, text: &str) -> usize {
    text[..place as usize].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The line of a comment, if it has nothing else; else the comment and the blanks before it.
pub(super) fn whole_line(comment: Span, text: &str) -> Span {
    let (start, end) = (comment.start as usize, comment.end as usize);
    let line = line_start(comment.start, text);
    if text[line..start].trim().is_empty() {
        let newline = text[end..].find('\n').map_or(text.len(), |newline| end + newline + 1);
        return Span::new(line, newline);
    }
    Span::new(text[..start].trim_end_matches([' ', '\t']).len(), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# top
[metadata]
# over a
a = 1
b = 2 # beside b

# over rule
[rule]
q = '''
x
''' # beside q
t = [
  'one', # beside one
  # over two
  'two',
]
[[rule.threat]] # beside threat
u = 1
";

    fn spoken_of(mark: &str) -> &'static str {
        let start = TEXT.find(mark).unwrap();
        let comment = Span::new(start, start + mark.len());
        of(comment, TEXT, &items(TEXT)).slice(TEXT)
    }

    #[test]
    fn a_comment_speaks_of_what_it_stands_above_or_beside() {
        assert_eq!(spoken_of("# top"), TEXT);
        assert_eq!(spoken_of("# over a"), "a = 1");
        assert_eq!(spoken_of("# beside b"), "b = 2");
        assert_eq!(spoken_of("# beside q"), "q = '''\nx\n'''");
        assert_eq!(spoken_of("# beside one"), "  'one'");
        assert_eq!(spoken_of("# over two"), "  'two'");
        assert!(
            spoken_of("# over rule").starts_with("[rule]\nq")
                && spoken_of("# over rule").ends_with("u = 1")
        );
        assert_eq!(spoken_of("# beside threat"), "[[rule.threat]] # beside threat\nu = 1");
    }
}
