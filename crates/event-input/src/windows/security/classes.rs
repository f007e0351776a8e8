//! What the ids of the Security log mean.

use crate::windows::table::{Class, class};

const IAM: &[&str] = &["iam"];
const IAM_CONFIGURATION: &[&str] = &["iam", "configuration"];
const CONFIGURATION: &[&str] = &["configuration"];
const AUTHENTICATION: &[&str] = &["authentication"];
const SESSION: &[&str] = &["authentication", "session"];
const SHARE: &[&str] = &["network", "file"];
const ADMIN_CHANGE: &[&str] = &["admin", "change"];
const CHANGE_ADMIN: &[&str] = &["change", "admin"];
const USER_CHANGE: &[&str] = &["user", "change"];

pub(super) static CLASSES: [Class; 56] = [
    class(1100, &["process"], &["end"], "logging-service-shutdown"),
    class(1102, IAM, ADMIN_CHANGE, "audit-log-cleared"),
    class(1104, IAM, &["admin"], "logging-full"),
    class(1105, IAM, &["admin"], "auditlog-archieved"),
    class(1108, IAM, &["admin"], "logging-processing-error"),
    class(4610, CONFIGURATION, &["access"], "authentication-package-loaded"),
    class(4611, CONFIGURATION, &["change"], "trusted-logon-process-registered"),
    class(4614, CONFIGURATION, &["access"], "notification-package-loaded"),
    class(4616, CONFIGURATION, &["change"], "system-time-changed"),
    class(4622, CONFIGURATION, &["access"], "security-package-loaded"),
    class(4624, AUTHENTICATION, &["start"], "logged-in"),
    class(4625, AUTHENTICATION, &["start"], "logon-failed"),
    class(4634, AUTHENTICATION, &["end"], "logged-out"),
    class(4647, AUTHENTICATION, &["end"], "logged-out"),
    class(4648, AUTHENTICATION, &["start"], "logged-in-explicit"),
    class(4657, &["registry", "configuration"], &["change"], "registry-value-modified"),
    class(4662, IAM_CONFIGURATION, ADMIN_CHANGE, "object-operation-performed"),
    class(4670, IAM_CONFIGURATION, ADMIN_CHANGE, "permissions-changed"),
    class(4672, IAM, &["admin"], "logged-in-special"),
    class(4673, IAM, &["admin"], "privileged-service-called"),
    class(4674, IAM, &["admin"], "privileged-operation"),
    class(4688, &["process"], &["start"], "created-process"),
    class(4689, &["process"], &["end"], "exited-process"),
    class(4697, IAM_CONFIGURATION, ADMIN_CHANGE, "service-installed"),
    class(4698, IAM_CONFIGURATION, &["creation", "admin"], "scheduled-task-created"),
    class(4699, IAM_CONFIGURATION, &["deletion", "admin"], "scheduled-task-deleted"),
    class(4700, IAM_CONFIGURATION, CHANGE_ADMIN, "scheduled-task-enabled"),
    class(4701, IAM_CONFIGURATION, CHANGE_ADMIN, "scheduled-task-disabled"),
    class(4702, IAM_CONFIGURATION, CHANGE_ADMIN, "scheduled-task-updated"),
    class(4719, IAM_CONFIGURATION, ADMIN_CHANGE, "changed-audit-config"),
    class(4720, IAM, &["user", "creation"], "added-user-account"),
    class(4722, IAM, USER_CHANGE, "enabled-user-account"),
    class(4723, IAM, USER_CHANGE, "changed-password"),
    class(4724, IAM, USER_CHANGE, "reset-password"),
    class(4725, IAM, &["user", "deletion"], "disabled-user-account"),
    class(4726, IAM, &["user", "deletion"], "deleted-user-account"),
    class(4728, IAM, &["group", "change"], "added-member-to-group"),
    class(4732, IAM, &["group", "change"], "added-member-to-group"),
    class(4738, IAM, USER_CHANGE, "modified-user-account"),
    class(4740, IAM, USER_CHANGE, "locked-out-user-account"),
    class(4741, IAM, &["creation", "admin"], "added-computer-account"),
    class(4742, IAM, CHANGE_ADMIN, "changed-computer-account"),
    class(4768, AUTHENTICATION, &["start"], "kerberos-authentication-ticket-requested"),
    class(4769, AUTHENTICATION, &["start"], "kerberos-service-ticket-requested"),
    class(4771, AUTHENTICATION, &["start"], "kerberos-preauth-failed"),
    class(4776, AUTHENTICATION, &["start"], "credential-validated"),
    class(4778, SESSION, &["start"], "session-reconnected"),
    class(4779, SESSION, &["end"], "session-disconnected"),
    class(4781, IAM, USER_CHANGE, "renamed-user-account"),
    class(4798, IAM, &["user", "info"], "group-membership-enumerated"),
    class(4799, IAM, &["group", "info"], "user-member-enumerated"),
    class(4907, IAM_CONFIGURATION, ADMIN_CHANGE, "audit-setting-changed"),
    class(4964, IAM, &["admin", "group"], "logged-in-special"),
    class(5136, IAM_CONFIGURATION, ADMIN_CHANGE, "directory-service-object-modified"),
    class(5140, SHARE, &["info", "access"], "network-share-object-accessed"),
    class(5145, SHARE, &["info", "access"], "network-share-object-access-checked"),
];
