//! The notice beside the field table: whose data it is, under which licence.

use super::ecs_package::EcsPackage;

/// The notice about a package.
pub(super) fn render(package: &EcsPackage) -> String {
    format!(
        "`src/ecs/table.txt` and `src/ecs/values.txt` hold the names, types and values of the fields of the Elastic\n\
         Common Schema. They are made by `cargo xtask codegen` from the npm package {}, which is under the\n\
         Apache License, Version 2.0 (https://www.apache.org/licenses/LICENSE-2.0). Changed: only names, types, values,\n\
         and which fields are lists or multi-fields, are kept, one line a field.\n\n\
         The notice of that package:\n\n{}",
        package.title(),
        package.notice
    )
}

/// What is wrong where the table is made from the package of this name and version.
pub(super) fn check(notice: &str, title: &str) -> Option<String> {
    let named = !title.is_empty() && notice.contains(&format!("npm package {title},"));
    (!named).then(|| format!("the notice is not about `{title}`; run `cargo xtask codegen`"))
}

#[cfg(test)]
mod tests {
    use super::{check, render};
    use crate::codegen::ecs_package::EcsPackage;

    #[test]
    fn the_notice_names_the_package_of_the_table() {
        let notice = render(&EcsPackage {
            name: "@elastic/ecs".to_owned(),
            version: "1.2.3".to_owned(),
            notice: "Their words.\n".to_owned(),
            fields: [].into(),
        });
        assert_eq!(check(&notice, "@elastic/ecs 1.2.3"), None);
        assert!(check(&notice, "@elastic/ecs 1.2").is_some());
        assert!(check(&notice, "").is_some());
        assert!(notice.ends_with("\n\nTheir words.\n"));
    }
}
