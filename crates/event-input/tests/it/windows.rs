//! Raw Windows events in ECS.

use event::{Document, FieldPath};

use crate::support::mapped;

fn values(document: &Document, path: &str) -> String {
    let values = document.values(&FieldPath::new(path));
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")
}

/// Each field with its values; `""` where there is none.
fn check(json: &str, fields: &[(&str, &str)]) {
    let document = mapped(json);
    for (field, expected) in fields {
        let shown = || serde_json::to_string(&document).unwrap();
        assert_eq!(values(&document, field), *expected, "{field} of {}", shown());
    }
}

/// A decoded Sysmon event with these values.
fn sysmon(id: u32, data: &str) -> String {
    format!(
        r##"{{"Event": {{"#attributes": {{"xmlns": "x"}}, "System": {{
            "Provider": {{"#attributes": {{"Name": "Microsoft-Windows-Sysmon", "Guid": "5770385f-c22a-43e0-bf4c-06f5698ffbd9"}}}},
            "EventID": {id}, "Version": 5, "Level": 4, "Task": {id}, "Opcode": 0, "Keywords": "0x8000000000000000",
            "TimeCreated": {{"#attributes": {{"SystemTime": "2024-05-06T07:08:09.1234567Z"}}}}, "EventRecordID": 77,
            "Correlation": null, "Execution": {{"#attributes": {{"ProcessID": 3000, "ThreadID": 4000}}}},
            "Channel": "Microsoft-Windows-Sysmon/Operational", "Computer": "host-a.example",
            "Security": {{"#attributes": {{"UserID": "S-1-5-18"}}}}}}, "EventData": {{{data}}}}}}}"##
    )
    .replace('\n', " ")
}

/// A decoded Security event with these values.
fn security(id: u32, data: &str) -> String {
    sysmon(id, data)
        .replace("Microsoft-Windows-Sysmon/Operational", "Security")
        .replace("Microsoft-Windows-Sysmon", "Microsoft-Windows-Security-Auditing")
        .replace("0x8000000000000000", "0x8020000000000000")
}

const START: &str = r#""RuleName": "-", "UtcTime": "2024-05-06 07:08:09.100",
    "ProcessGuid": "12345678-9abc-def0-1234-56789abcdef0", "ProcessId": 4712, "Image": "C:\\Tools\\run.exe",
    "Company": "ACME", "OriginalFileName": "RUN.EXE", "CommandLine": "\"C:\\Tools\\run.exe\" /c  \"a b\"",
    "CurrentDirectory": "C:\\", "User": "DOMAIN\\alice", "LogonGuid": "00000000-0000-0000-0000-000000000000",
    "IntegrityLevel": "High", "Hashes": "MD5=0011,SHA256=AA22,IMPHASH=00000000", "ParentProcessId": 1,
    "ParentImage": "C:\\Windows\\explorer.exe", "ParentCommandLine": "explorer""#;

#[test]
fn a_process_start() {
    check(
        &sysmon(1, START),
        &[
            ("@timestamp", "2024-05-06T07:08:09.100Z"),
            ("event.created", "2024-05-06T07:08:09.123456700Z"),
            ("event.category", "process"),
            ("event.type", "start"),
            ("event.action", "Process creation"),
            ("event.code", "1"),
            ("event.module", "sysmon"),
            ("host.name", "host-a.example"),
            ("host.id", "host-a.example"),
            ("host.os.type", "windows"),
            ("log.level", "information"),
            ("process.entity_id", "{12345678-9ABC-DEF0-1234-56789ABCDEF0}"),
            ("process.pid", "4712"),
            ("process.executable", r"C:\Tools\run.exe"),
            ("process.name", "run.exe"),
            ("process.args", r"C:\Tools\run.exe|/c|a b"),
            ("process.args_count", "3"),
            ("process.working_directory", r"C:\"),
            ("process.pe.original_file_name", "RUN.EXE"),
            ("process.pe.company", "ACME"),
            ("process.pe.imphash", ""),
            ("process.hash.md5", "0011"),
            ("process.hash.sha256", "aa22"),
            ("process.parent.pid", "1"),
            ("process.parent.name", "explorer.exe"),
            ("process.parent.args", "explorer"),
            ("related.hash", "0011|aa22"),
            ("related.user", "alice"),
            ("rule.name", ""),
            ("user.id", "S-1-5-18"),
            ("user.name", "alice"),
            ("user.domain", "DOMAIN"),
            ("winlog.event_id", "1"),
            ("winlog.record_id", "77"),
            ("winlog.provider_guid", "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}"),
            ("winlog.process.thread.id", "4000"),
            ("winlog.event_data.Company", "ACME"),
            ("winlog.event_data.IntegrityLevel", "High"),
            ("winlog.event_data.LogonGuid", ""),
            ("winlog.event_data.Image", ""),
            ("winlog.event_data.UtcTime", ""),
        ],
    );
}

/// The values of the event above as two other tools write them.
fn other_shapes() -> [String; 2] {
    let texts = START
        .replace("4712", "\"4712\"")
        .replace(": 1,", ": \"1\",")
        .replace("12345678-9abc-def0-1234-56789abcdef0", "{12345678-9ABC-DEF0-1234-56789ABCDEF0}");
    let flat = format!(
        r#"{{"EventID": 1, "SourceName": "Microsoft-Windows-Sysmon", "ProviderGuid": "{{5770385F-C22A-43E0-BF4C-06F5698FFBD9}}",
        "Channel": "Microsoft-Windows-Sysmon/Operational", "Hostname": "host-a.example", "host": "collector", "port": 1,
        "EventTime": "2024-05-06 03:08:09", "EventReceivedTime": "2024-05-06 03:08:10", "@timestamp": "2024-05-06T07:08:09.1234567Z",
        "Keywords": -9223372036854775808, "RecordNumber": 77, "Severity": "INFO", "EventType": "INFO", "Opcode": "Info",
        "Task": 1, "Version": 5, "ExecutionProcessID": 3000, "ThreadID": 4000, "UserID": "S-1-5-18", {texts}}}"#
    );
    let beat = format!(
        r#"{{"@timestamp": "2024-05-06T07:08:09.1234567Z", "event_id": 1, "source_name": "Microsoft-Windows-Sysmon",
        "provider_guid": "{{5770385f-c22a-43e0-bf4c-06f5698ffbd9}}", "log_name": "Microsoft-Windows-Sysmon/Operational",
        "computer_name": "host-a.example", "host": {{"name": "collector"}}, "record_number": "77", "level": "Information",
        "opcode": "Info", "task": "1", "version": 5, "process_id": 3000, "thread_id": 4000,
        "user": {{"identifier": "S-1-5-18"}}, "event_data": {{{texts}}}}}"#
    );
    [flat, beat].map(|json| json.replace('\n', " "))
}

#[test]
fn the_three_shapes_of_one_event_give_one_document() {
    let expected = serde_json::to_string(&mapped(&sysmon(1, START))).unwrap();
    for shape in other_shapes() {
        assert_eq!(serde_json::to_string(&mapped(&shape)).unwrap(), expected);
    }
}

#[test]
fn a_network_connection() {
    let data = r#""ProcessId": 4, "Image": "System", "User": "NT AUTHORITY\\SYSTEM", "Protocol": "tcp", "Initiated": false,
        "SourceIsIpv6": false, "SourceIp": "10.0.0.1", "SourceHostname": "-", "SourcePort": 5000, "SourcePortName": "",
        "DestinationIsIpv6": false, "DestinationIp": "10.0.0.2", "DestinationPort": 445, "DestinationPortName": "microsoft-ds""#;
    check(
        &sysmon(3, data),
        &[
            ("@timestamp", "2024-05-06T07:08:09.123456700Z"),
            ("event.category", "network"),
            ("event.type", "start|connection|protocol"),
            ("process.executable", "System"),
            ("process.name", ""),
            ("network.direction", "ingress"),
            ("network.type", "ipv4"),
            ("network.transport", "tcp"),
            ("network.protocol", "microsoft-ds"),
            ("source.ip", "10.0.0.1"),
            ("source.port", "5000"),
            ("source.domain", ""),
            ("destination.port", "445"),
            ("related.ip", "10.0.0.1|10.0.0.2"),
            ("winlog.event_data", ""),
        ],
    );
    check(
        &sysmon(3, r#""Initiated": "true", "SourceIsIpv6": "true", "SourceIp": "x""#),
        &[
            ("network.direction", "egress"),
            ("network.type", "ipv6"),
            ("source.ip", ""),
            ("winlog.event_data.SourceIp", "x"),
        ],
    );
}

#[test]
fn an_image_load_is_of_category_process() {
    let data = r#""Image": "C:\\a.exe", "ImageLoaded": "C:\\Windows\\x.DLL", "OriginalFileName": "X", "Hashes": "SHA1=AB",
        "Signed": "true", "Signature": "Someone", "SignatureStatus": "Expired""#;
    check(
        &sysmon(7, data),
        &[
            ("event.category", "process"),
            ("event.type", "change"),
            ("file.path", r"C:\Windows\x.DLL"),
            ("file.name", "x.DLL"),
            ("file.directory", r"C:\Windows"),
            ("file.extension", "DLL"),
            ("file.hash.sha1", "ab"),
            ("file.pe.original_file_name", "X"),
            ("file.code_signature.subject_name", "Someone"),
            ("file.code_signature.status", "Expired"),
            ("file.code_signature.valid", "false"),
            ("file.code_signature.signed", ""),
            ("process.pe.original_file_name", ""),
            ("winlog.event_data.Signed", "true"),
            ("winlog.event_data.Signature", "Someone"),
        ],
    );
}

#[test]
fn files_and_pipes() {
    check(
        &sysmon(11, r#""TargetFilename": "C:\\a.b\\name", "Image": "C:\\x""#),
        &[
            ("event.type", "creation"),
            ("file.name", "name"),
            // The pipeline takes what follows the last dot of the whole path.
            ("file.extension", r"b\name"),
        ],
    );
    check(
        &sysmon(26, r#""TargetFilename": "name", "Hashes": "MD5=1", "IsExecutable": true"#),
        &[
            ("event.type", "deletion"),
            ("file.path", "name"),
            ("file.name", ""),
            ("process.hash.md5", "1"),
            ("sysmon.file.is_executable", "true"),
        ],
    );
    check(
        &sysmon(17, r#""PipeName": "\\pipe", "EventType": "CreatePipe""#),
        &[("file.name", r"\pipe"), ("winlog.event_data.EventType", "CreatePipe")],
    );
}

#[test]
fn registry_values() {
    let data = r#""EventType": "SetValue", "TargetObject": "HKU\\S-1-5-21\\Run\\x", "Details": "DWORD (0x0000000a)""#;
    check(
        &sysmon(13, data),
        &[
            ("event.category", "configuration|registry"),
            ("registry.path", r"HKU\S-1-5-21\Run\x"),
            ("registry.hive", "HKU"),
            ("registry.key", r"S-1-5-21\Run\x"),
            ("registry.value", "x"),
            ("registry.data.strings", "10"),
            ("registry.data.type", "SZ_DWORD"),
        ],
    );
    check(
        &sysmon(12, r#""TargetObject": "HKLM\\A""#),
        &[("registry.value", "A"), ("registry.data.type", "")],
    );
    check(
        &sysmon(14, r#""TargetObject": "HKLM\\A", "NewName": "HKLM\\B""#),
        &[("registry.path", r"HKLM\A"), ("winlog.event_data.NewName", r"HKLM\B")],
    );
}

#[test]
fn dns_queries() {
    let data = r#""QueryName": "a.example", "QueryStatus": "0", "QueryResults": "type:  5 b.example;::ffff:10.0.0.1;fe80::1;", "Image": "C:\\a.exe""#;
    check(
        &sysmon(22, data),
        &[
            ("network.protocol", "dns"),
            ("dns.question.name", "a.example"),
            ("dns.answers.type", "CNAME|A|AAAA"),
            ("dns.answers.data", "b.example|10.0.0.1|fe80::1"),
            ("dns.resolved_ip", "10.0.0.1|fe80::1"),
            ("related.ip", "10.0.0.1|fe80::1"),
            ("related.hosts", "b.example|a.example"),
            ("sysmon.dns.status", "SUCCESS"),
        ],
    );
    check(
        &sysmon(22, r#""QueryStatus": "9003", "QueryResults": "-""#),
        &[("sysmon.dns.status", "DNS_ERROR_RCODE_NAME_ERROR"), ("dns.answers", "")],
    );
    check(&sysmon(22, r#""QueryStatus": "77777""#), &[("sysmon.dns.status", "77777")]);
}

#[test]
fn a_created_process_of_the_security_log() {
    let data = r#""SubjectUserSid": "S-1-5-21-1", "SubjectUserName": "alice", "SubjectDomainName": "DOMAIN", "SubjectLogonId": "0x3e7",
        "NewProcessId": "0x1a2b", "NewProcessName": "C:\\Windows\\tool.exe", "TokenElevationType": "%%1936",
        "ProcessId": "0x1c2d", "CommandLine": "\"C:\\Windows\\tool.exe\" /a word", "TargetUserSid": "S-1-0-0",
        "TargetUserName": "-", "ParentProcessName": "C:\\Windows\\shell.exe""#;
    check(
        &security(4688, data),
        &[
            ("@timestamp", "2024-05-06T07:08:09.123456700Z"),
            ("event.module", "security"),
            ("event.outcome", "success"),
            ("event.action", "created-process"),
            ("process.pid", "6699"),
            ("process.name", "tool.exe"),
            ("process.parent.pid", "7213"),
            ("process.parent.name", "shell.exe"),
            ("process.args", "\"C:\\Windows\\tool.exe\"|/a|word"),
            ("process.entity_id", ""),
            ("user.id", "S-1-5-21-1"),
            ("user.name", "alice"),
            ("user.effective.id", "S-1-0-0"),
            ("user.effective.name", ""),
            ("related.user", "alice"),
            ("winlog.keywords", "Audit Success"),
            ("winlog.logon.id", "0x3e7"),
            ("winlog.event_data.ProcessId", "0x1c2d"),
            ("winlog.event_data.TargetUserName", "-"),
            ("winlog.event_data.NewProcessName", ""),
        ],
    );
    check(
        &security(4689, r#""ProcessId": "0x4", "ProcessName": "C:\\a.exe", "Status": "0x0""#),
        &[
            ("event.type", "end"),
            ("process.pid", "4"),
            ("process.name", "a.exe"),
            ("winlog.event_data", ""),
            ("winlog.event_data.Status", "0x0"),
        ],
    );
}

#[test]
fn logons_services_and_shares() {
    let logon = r#""SubjectUserSid": "S-1-0-0", "SubjectLogonId": "0x0", "TargetUserSid": "S-1-5-21-2", "TargetUserName": "bob@EXAMPLE",
        "TargetDomainName": "EXAMPLE", "LogonType": 3, "IpAddress": "::ffff:10.0.0.9", "IpPort": "0", "ProcessName": "-""#;
    check(
        &security(4624, logon),
        &[
            ("event.category", "authentication"),
            ("user.id", "S-1-5-21-2"),
            ("user.name", "bob"),
            ("source.ip", "10.0.0.9"),
            ("related.ip", "10.0.0.9"),
            ("winlog.logon.type", "Network"),
            ("process.executable", ""),
        ],
    );
    let explicit = r#""SubjectUserName": "alice", "TargetUserName": "bob""#;
    check(
        &security(4648, explicit),
        &[
            ("user.name", "alice"),
            ("user.target.name", "bob"),
            ("user.effective.name", "bob"),
            ("related.user", "alice|bob"),
        ],
    );
    check(
        &security(4697, r#""ServiceName": "svc", "ServiceType": "0x10""#),
        &[("service.name", "svc"), ("service.type", "Win32 Own Process")],
    );
    let share = r#""ShareName": "\\\\*\\C$", "ShareLocalPath": "\\??\\C:", "RelativeTargetName": "tmp\\a.exe""#;
    check(
        &security(5145, share),
        &[
            ("file.path", r"\??\C:\tmp\a.exe"),
            ("file.target_path", r"\\*\C$\tmp\a.exe"),
            ("file.extension", "exe"),
            ("file.name", r"tmp\a.exe"),
        ],
    );
}

#[test]
fn the_cleared_log_names_its_subject_elsewhere() {
    let json = security(1102, "").replace(
        r#""EventData": {}"#,
        r##""UserData": {"LogFileCleared": {"#attributes": {"xmlns": "y"}, "SubjectUserSid": "S-1-5-21-3", "SubjectUserName": "eve"}}"##,
    );
    check(
        &json,
        &[
            ("event.action", "audit-log-cleared"),
            ("user.name", "eve"),
            ("winlog.user_data.xml_name", "LogFileCleared"),
            ("winlog.user_data.SubjectUserSid", "S-1-5-21-3"),
        ],
    );
}

#[test]
fn an_event_of_no_table_keeps_all_it_has() {
    let json = sysmon(4104, r##""ScriptBlockText": "x", "MessageNumber": 1, "Empty": "", "Data": {"#text": ["a", null, "c"]}"##)
        .replace("Microsoft-Windows-Sysmon", "Microsoft-Windows-PowerShell")
        .replace("\"Correlation\": null", r##""Correlation": {"#attributes": {"ActivityID": "abcdef01-2345-6789-abcd-ef0123456789"}}"##);
    check(
        &json,
        &[
            ("@timestamp", "2024-05-06T07:08:09.123456700Z"),
            ("event.code", "4104"),
            ("event.provider", "Microsoft-Windows-PowerShell"),
            ("event.category", ""),
            ("event.module", ""),
            ("host.os.type", "windows"),
            ("winlog.activity_id", "{ABCDEF01-2345-6789-ABCD-EF0123456789}"),
            ("winlog.user.identifier", "S-1-5-18"),
            ("winlog.event_data.ScriptBlockText", "x"),
            ("winlog.event_data.MessageNumber", "1"),
            ("winlog.event_data.Empty", ""),
            ("winlog.event_data.param1", "a"),
            ("winlog.event_data.param2", ""),
            ("winlog.event_data.param3", "c"),
        ],
    );
}

#[test]
fn odd_events_are_mapped_as_far_as_they_go() {
    for json in [
        r#"{"Event": {"System": {"EventID": 1}}}"#,
        r##"{"Event": {"System": {"EventID": {"#text": "1", "#attributes": {"Qualifiers": 0}}, "Provider": 4, "Channel": []}, "EventData": "x"}}"##,
        r#"{"EventID": "0x1", "Channel": null, "Keywords": {}, "Image": ["a", {"b": 1}]}"#,
        r#"{"event_id": 1, "log_name": "Security", "event_data": null, "user": "x"}"#,
    ] {
        check(json, &[("event.code", "1"), ("host.os.type", "windows")]);
    }
    for json in [
        r#"{"Event": {"System": {}}}"#,
        r#"{"Event": 4}"#,
        r#"{"EventID": 1}"#,
        r#"{"event_id": -1, "log_name": "x"}"#,
    ] {
        assert_eq!(mapped(json).get("winlog"), None, "{json}");
    }
}
