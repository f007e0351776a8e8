//! The file of an event: parts of its path, and whether its signature is valid.

use crate::windows::draft::Draft;

/// A path without a backslash has no parts. The extension is what follows the last dot of the whole path, as the
/// pipeline takes it, even where that dot is in the name of a folder.
pub(super) fn parts(draft: &mut Draft<'_>) {
    if let Some(status) = draft.text("file.code_signature.status") {
        let is_valid = status == "Valid";
        draft.set("file.code_signature.valid", is_valid.into());
    }
    let Some(path) = draft.text("file.path") else { return };
    let Some((directory, name)) = path.rsplit_once('\\') else { return };
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_owned());
    let (directory, name) = (directory.to_owned(), name.to_owned());
    draft.set("file.directory", directory.into());
    draft.set_text("file.extension", extension);
    draft.set("file.name", name.into());
}
