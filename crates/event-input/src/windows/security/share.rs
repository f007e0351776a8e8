//! The file of an access to a network share.

use crate::windows::draft::Draft;

const IDS: [u64; 2] = [5140, 5145];

pub(super) fn set(draft: &mut Draft<'_>) {
    if !IDS.contains(&draft.raw.event_id) {
        return;
    }
    let value = |name| draft.raw.data.value(name).map(str::to_owned);
    let (name, directory) = (value("RelativeTargetName"), value("ShareLocalPath"));
    let share = value("ShareName");
    if let Some(name) = &name {
        let joined = |folder: String| format!("{folder}\\{name}");
        draft.set_text("file.path", directory.clone().map(joined));
        draft.set_text("file.target_path", share.map(joined));
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_owned());
        draft.set_text("file.extension", extension);
    }
    draft.set_text("file.name", name);
    draft.set_text("file.directory", directory);
}
