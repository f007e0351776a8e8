//! The process of an event: its name, its arguments and its account.

use crate::windows::command_line::{arguments as split, set_args};
use crate::windows::draft::Draft;

/// The names of the process and its parent: what follows the last backslash; none where there is no backslash.
pub(in crate::windows) fn names(draft: &mut Draft<'_>) {
    for parent in ["process", "process.parent"] {
        let executable = draft.text(&format!("{parent}.executable"));
        let name =
            executable.and_then(|path| path.rsplit_once('\\')).map(|(_, name)| name.to_owned());
        draft.set_text(&format!("{parent}.name"), name);
    }
}

pub(super) fn arguments(draft: &mut Draft<'_>) {
    for parent in ["process", "process.parent"] {
        if let Some(command_line) = draft.text(&format!("{parent}.command_line")) {
            let args = split(command_line);
            set_args(draft, parent, args);
        }
    }
}

/// The acting user by name; the id is that of the account that Sysmon runs as.
pub(super) fn user(draft: &mut Draft<'_>) {
    let identifier = draft.raw.user.identifier.as_ref().map(ToString::to_string);
    draft.set_text("user.id", identifier);
    let Some((domain, name)) = draft.raw.data.text("User").and_then(|user| user.split_once('\\'))
    else {
        return;
    };
    if name.contains('\\') {
        return;
    }
    let (domain, name) = (domain.to_owned(), name.to_owned());
    draft.add("related.user", &name);
    draft.set("user.domain", domain.into());
    draft.set("user.name", name.into());
    draft.raw.data.remove("User");
}
