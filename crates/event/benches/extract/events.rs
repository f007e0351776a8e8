//! Made-up endpoint events of about two kilobytes, one a line, nested as the Elastic Common Schema nests them.

use std::fmt::Write;

use testkit::Rng;

const PROGRAMS: &[&str] = &[
    r"C:\\Windows\\System32\\svchost.exe",
    r"C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
    r"C:\\Program Files\\Mozilla Firefox\\firefox.exe",
    r"C:\\Users\\mara\\AppData\\Local\\Temp\\setup_1.tmp\\installer.exe",
    r"C:\\Windows\\explorer.exe",
];

const ARGUMENTS: &[&str] =
    &["-k", "netsvcs", "-NoProfile", "/S", "--type=renderer", r"C:\\Temp\\a b.txt"];

/// This many events; always the same.
pub(crate) fn generated(count: usize) -> Vec<u8> {
    let mut rng = Rng::new(7);
    let mut text = String::new();
    for number in 0..count {
        line(&mut text, &mut rng, number);
        text.push('\n');
    }
    text.into_bytes()
}

/// The parts of one event; which comes first is left to chance.
fn line(text: &mut String, rng: &mut Rng, number: usize) {
    let mut parts = [host(rng), envelope(rng, number), process(rng), user(rng), subject(rng)];
    for last in (1..parts.len()).rev() {
        parts.swap(last, rng.below(last + 1));
    }
    let _ = write!(text, "{{{}}}", parts.join(","));
}

fn host(rng: &mut Rng) -> String {
    let name = rng.pick(&["ws-014", "ws-220", "build-3", "frontdesk"]);
    let id = hex(rng, 4);
    let last = rng.below(250);
    format!(
        r#""host":{{"architecture":"x86_64","hostname":"{name}","id":"{id}","ip":["10.20.30.{last}","fe80::41:9c0d:77aa:{last}","127.0.0.1","::1"],"mac":["02-11-22-33-44-55"],"name":"{name}","os":{{"Ext":{{"variant":"Windows 11 Pro"}},"family":"windows","full":"Windows 11 Pro 23H2 (10.0.22631.3155)","kernel":"23H2 (10.0.22631.3155)","name":"Windows","platform":"windows","type":"windows","version":"23H2 (10.0.22631.3155)"}}}}"#
    )
}

fn envelope(rng: &mut Rng, number: usize) -> String {
    let time =
        format!("2026-03-04T05:{:02}:{:02}.{:03}Z", rng.below(60), rng.below(60), rng.below(1000));
    let kind = rng.pick(&["process", "file", "registry", "library"]);
    let id = hex(rng, 4);
    format!(
        r#""@timestamp":"{time}","agent":{{"id":"{id}","type":"endpoint","version":"9.1.0"}},"data_stream":{{"namespace":"default","type":"logs","dataset":"endpoint.events.{kind}"}},"ecs":{{"version":"8.17.0"}},"elastic":{{"agent":{{"id":"{id}"}}}},"event":{{"id":"{}","kind":"event","module":"endpoint","created":"{time}","ingested":"{time}","sequence":{number},"agent_id_status":"verified","category":["{kind}"],"type":["start"],"action":"start","dataset":"endpoint.events.{kind}"}},"message":"Endpoint {kind} event""#,
        hex(rng, 2)
    )
}

fn process(rng: &mut Rng) -> String {
    let program = *rng.pick(PROGRAMS);
    let parent = *rng.pick(PROGRAMS);
    let args: Vec<&str> = (0..rng.below(4)).map(|_| *rng.pick(ARGUMENTS)).collect();
    let listed = [&[program], &args[..]].concat().join(r#"",""#);
    let ancestry: Vec<String> = (0..4).map(|_| format!("\"{}\"", hex(rng, 4))).collect();
    let signature =
        r#"{"exists":true,"status":"trusted","subject_name":"Microsoft Windows","trusted":true}"#;
    format!(
        r#""process":{{"Ext":{{"ancestry":[{}],"code_signature":[{signature}],"token":{{"elevation":false,"integrity_level_name":"medium"}}}},"args":["{listed}"],"args_count":{},"code_signature":{signature},"command_line":"\"{program}\" {}","entity_id":"{}","executable":"{program}","hash":{{"md5":"{}","sha256":"{}"}},"name":"{}","parent":{{"entity_id":"{}","executable":"{parent}","name":"{}","pid":{}}},"pe":{{"original_file_name":"{}"}},"pid":{}}}"#,
        ancestry.join(","),
        args.len() + 1,
        args.join(" "),
        hex(rng, 5),
        hex(rng, 4),
        hex(rng, 8),
        base_name(program),
        hex(rng, 5),
        base_name(parent),
        rng.below(20_000),
        base_name(program).to_uppercase(),
        rng.below(20_000),
    )
}

fn user(rng: &mut Rng) -> String {
    let name = rng.pick(&["mara", "SYSTEM", "Jörg", "svc-backup"]);
    format!(
        r#""user":{{"domain":"OFFICE","id":"S-1-5-21-{}-1001","name":"{name}"}}"#,
        rng.below(1 << 30)
    )
}

/// What the event is about besides the process.
fn subject(rng: &mut Rng) -> String {
    let program = *rng.pick(PROGRAMS);
    let name = base_name(program);
    if rng.one_in(2) {
        format!(
            r#""file":{{"Ext":{{"entropy":4.8125,"original":{{}}}},"extension":"exe","hash":{{"sha256":"{}"}},"name":"{name}","path":"{program}","size":{}}}"#,
            hex(rng, 8),
            rng.below(1 << 24)
        )
    } else {
        format!(
            r#""registry":{{"data":{{"strings":["{program}"],"type":"REG_SZ"}},"hive":"HKEY_LOCAL_MACHINE","key":"SOFTWARE\\Example\\Run","path":"HKEY_LOCAL_MACHINE\\SOFTWARE\\Example\\Run\\{name}","value":"{name}"}}"#
        )
    }
}

fn base_name(path: &str) -> &str {
    path.rsplit('\\').next().unwrap_or(path)
}

/// This many words of eight hexadecimal digits.
fn hex(rng: &mut Rng, words: usize) -> String {
    let words: Vec<String> = (0..words).map(|_| format!("{:08x}", rng.next_u64() >> 32)).collect();
    words.concat()
}
