//! The field table of ECS and the table of values.

use super::ecs_package::{EcsField, EcsPackage};
use super::table;

/// The licence that `ecs_package` insists on.
const APACHE: &str = "Apache-2.0";

/// The table of a package: `name type`, with `[]` behind it for a list and `+` for a multi-field.
pub(super) fn render(package: &EcsPackage) -> String {
    let line = |(name, field): (&String, &EcsField)| {
        let list = if field.is_list { " []" } else { "" };
        let multi = if field.is_multi { " +" } else { "" };
        format!("{name} {}{list}{multi}\n", field.field_type)
    };
    table::render(&package.title(), APACHE, &package.fields.iter().map(line).collect::<Vec<_>>())
}

/// The values of fields: `name` or `name!` where ECS allows no others, then values with tabs between; behind a
/// value in brackets what `event.type` can be beside it.
pub(super) fn render_values(package: &EcsPackage) -> String {
    let of_field = package.fields.iter().filter(|(_, field)| !field.values.is_empty());
    let line = |(name, field): (&String, &EcsField)| {
        let closed = if field.is_closed { "!" } else { "" };
        let values = field.values.iter().map(|(value, types)| {
            if types.is_empty() {
                format!("\t{value}")
            } else {
                format!("\t{value}[{}]", types.join(" "))
            }
        });
        format!("{name}{closed}{}\n", values.collect::<String>())
    };
    table::render(&package.title(), APACHE, &of_field.map(line).collect::<Vec<_>>())
}

/// Line and message of everything that `render` would not have written.
pub(super) fn check(text: &str) -> Vec<(usize, String)> {
    table::check(text, APACHE, is_record)
}

/// Line and message of everything that `render_values` would not have written.
pub(super) fn check_values(text: &str) -> Vec<(usize, String)> {
    table::check(text, APACHE, |record| record.split('\t').count() > 1)
}

fn is_record(record: &str) -> bool {
    let plain = record.trim_end_matches(" +").trim_end_matches(" []");
    plain.split_once(' ').is_some_and(|(name, field_type)| {
        !name.is_empty()
            && !field_type.is_empty()
            && field_type.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    })
}

#[cfg(test)]
mod tests {
    use super::{check, check_values, render, render_values};
    use crate::codegen::ecs_package::{EcsField, EcsPackage};
    use crate::codegen::table::title;

    fn package() -> EcsPackage {
        let field = |(name, field_type): (&str, &str)| {
            let field = EcsField { field_type: field_type.to_owned(), ..EcsField::default() };
            (name.to_owned(), field)
        };
        EcsPackage {
            name: "@elastic/ecs".to_owned(),
            version: "1.2.3".to_owned(),
            notice: String::new(),
            fields: [("a.b", "long"), ("a", "object"), ("@t", "date")].map(field).into(),
        }
    }

    fn table() -> String {
        render(&package())
    }

    #[test]
    fn lists_multi_fields_and_values_are_marked() {
        let mut package = package();
        let field = package.fields.get_mut("a.b").unwrap();
        (field.is_list, field.is_multi, field.is_closed) = (true, true, true);
        field.values = vec![
            ("x y".to_owned(), Vec::new()),
            ("z".to_owned(), vec!["p".to_owned(), "q".to_owned()]),
        ];
        let (table, values) = (render(&package), render_values(&package));
        assert!(table.ends_with("\na.b long [] +\n"), "{table}");
        assert!(values.ends_with("\na.b!\tx y\tz[p q]\n"), "{values}");
        assert_eq!((check(&table), check_values(&values)), (vec![], vec![]));
        assert_eq!(check_values(&values.replace("x y", "x")).len(), 1);
    }

    #[test]
    fn a_written_table_is_sound() {
        assert_eq!(check(&table()), []);
        assert_eq!(title(&table()), Some("@elastic/ecs 1.2.3"));
        assert!(table().ends_with("\n@t date\na object\na.b long\n"), "{}", table());
    }

    #[test]
    fn an_edit_by_hand_is_found() {
        let found = check(&table().replace("a.b long", "a.b date"));
        assert!(
            matches!(found.as_slice(), [(5, message)] if message.contains("fnv1a64")),
            "{found:?}"
        );
    }

    #[test]
    fn a_lost_line_and_a_wrong_order_are_found() {
        let lines =
            |found: Vec<(usize, String)>| found.iter().map(|(line, _)| *line).collect::<Vec<_>>();
        assert_eq!(lines(check(&table().replace("a object\n", ""))), [4, 5]);
        assert_eq!(
            lines(check(&table().replace("@t date\na object\n", "a object\n@t date\n"))),
            [5, 7]
        );
        assert_eq!(lines(check(&table().replace("a object", "a  object"))), [5, 7]);
    }
}
