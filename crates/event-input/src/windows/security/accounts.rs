//! The accounts of an event: who acts, on whom, and as whom. All of them stay in `winlog.event_data`.

use crate::windows::draft::Draft;
use crate::windows::table::{Form, Move, text, value};

/// Ids whose subject is the acting user.
const SUBJECT: &[u64] = &[
    4648, 4657, 4662, 4670, 4672, 4673, 4674, 4688, 4689, 4697, 4698, 4699, 4700, 4701, 4702, 4719,
    4720, 4722, 4723, 4724, 4725, 4726, 4728, 4732, 4738, 4740, 4741, 4742, 4781, 4798, 4799, 4907,
    5136, 5140, 5145,
];

/// Ids whose target is the acting user.
const TARGET_ACTS: &[u64] = &[4624, 4625, 4634, 4647, 4768, 4769, 4771, 4776, 4964];

/// Ids that have a target beside the acting user.
const TARGET: &[u64] = &[4648, 4670, 4720, 4722, 4723, 4724, 4725, 4726, 4738, 4740, 4798, 4907];

/// Ids whose target is the account that the action runs as.
const EFFECTIVE: &[u64] = &[4648, 4688];

pub(super) static MOVES: [Move; 14] = [
    text("SubjectUserSid", "user.id").only(SUBJECT).kept(),
    text("SubjectUserName", "user.name").only(SUBJECT).kept(),
    text("SubjectDomainName", "user.domain").only(SUBJECT).kept(),
    text("TargetSid", "user.id").only(TARGET_ACTS).kept(),
    text("TargetUserSid", "user.id").only(TARGET_ACTS).kept(),
    value("TargetUserName", "user.name", Form::Account).only(TARGET_ACTS).kept(),
    text("TargetDomainName", "user.domain").only(TARGET_ACTS).kept(),
    text("TargetSid", "user.target.id").only(TARGET).kept(),
    text("TargetUserSid", "user.target.id").only(TARGET).kept(),
    value("TargetUserName", "user.target.name", Form::Account).only(TARGET).kept(),
    text("TargetDomainName", "user.target.domain").only(TARGET).kept(),
    text("TargetUserSid", "user.effective.id").only(EFFECTIVE).kept(),
    text("TargetUserName", "user.effective.name").only(EFFECTIVE).kept(),
    text("TargetDomainName", "user.effective.domain").only(EFFECTIVE).kept(),
];

/// 1102 (the log was cleared) names its subject in a schema of its own.
pub(super) fn set_cleared_by(draft: &mut Draft<'_>) {
    if draft.raw.event_id != 1102 {
        return;
    }
    let fields = [
        ("SubjectUserSid", "user.id"),
        ("SubjectUserName", "user.name"),
        ("SubjectDomainName", "user.domain"),
    ];
    for (from, to) in fields {
        let text = draft.raw.user_data.value(from).map(str::to_owned);
        draft.set_text(to, text);
    }
}
