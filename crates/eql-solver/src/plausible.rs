//! Values that a field could well have, where nothing asks for a certain one.

use event::{FieldType, Value};
use event_schema::Ecs;

use crate::dice::Dice;
use crate::ordered::{as_json, is_of};

/// What kind of system an event is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Platform {
    /// Windows.
    Windows,
    /// Linux, macOS and their like.
    Unix,
}

impl Platform {
    /// By a value of `host.os.type`.
    pub(crate) fn named(name: &str) -> Self {
        if name.eq_ignore_ascii_case("windows") { Self::Windows } else { Self::Unix }
    }

    /// What a path, a name or an id gives away.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        let is_windows = lower.contains('\\')
            || lower.starts_with("s-1-")
            || ENDINGS.iter().any(|it| lower.ends_with(it));
        if is_windows { Some(Self::Windows) } else { text.starts_with('/').then_some(Self::Unix) }
    }
}

/// The endings of files that run on Windows.
const ENDINGS: [&str; 9] = [".exe", ".dll", ".com", ".scr", ".cpl", ".msi", ".bat", ".ps1", ".vbs"];

/// Values for a field, best first; all of them are of the type. What belongs to another platform comes last.
pub(crate) fn values(
    path: &str,
    field_type: FieldType,
    platform: Option<Platform>,
    dice: &mut Dice,
) -> Vec<Value<'static>> {
    let named = named(path, dice);
    let known = Ecs.values(path).map(|known| known.values.iter().map(|(value, _)| *value));
    let known = known.into_iter().flatten().map(Value::text);
    let all = named.into_iter().chain(known).chain(of_type(path, field_type, dice));
    let all = all.filter_map(|value| as_json(&value)).filter(|value| is_of(value, field_type));
    let is_foreign = |value: &Value<'_>| {
        let own = value.as_str().and_then(Platform::of);
        platform.is_some() && own.is_some() && own != platform
    };
    let (foreign, mut fitting): (Vec<_>, Vec<_>) = all.partition(is_foreign);
    fitting.extend(foreign);
    fitting
}

/// By the type alone.
fn of_type(path: &str, field_type: FieldType, dice: &mut Dice) -> Vec<Value<'static>> {
    match field_type {
        FieldType::Integer | FieldType::Long | FieldType::UnsignedLong | FieldType::Number => {
            vec![Value::Int(4_000 + number(dice, 4_000)), Value::Int(1), Value::Int(0)]
        }
        FieldType::Double => vec![Value::Float(2.5), Value::Float(0.0), Value::Float(-2.5)],
        FieldType::Boolean => vec![Value::Bool(false), Value::Bool(true)],
        FieldType::Date | FieldType::DateNanos => vec![Value::text("2026-01-15T09:30:00.000Z")],
        FieldType::Ip => addresses(dice),
        FieldType::Version => vec![Value::text("8.15.2"), Value::text("1.0.0")],
        FieldType::Keyword | FieldType::Text | FieldType::Dynamic => texts(path, dice),
        FieldType::Nested | FieldType::Unsupported => Vec::new(),
    }
}

/// Of the ranges kept for examples, and private ones.
fn addresses(dice: &mut Dice) -> Vec<Value<'static>> {
    let host = 2 + number(dice, 200);
    ["192.0.2", "198.51.100", "203.0.113", "10.20.30", "172.16.5", "192.168.7"]
        .into_iter()
        .map(|block| Value::text(format!("{block}.{host}")))
        .chain(["2001:db8::5", "fd00::5", "127.0.0.1", "8.8.4.4"].map(Value::text))
        .collect()
}

/// A text that nothing looks for, in several forms.
fn texts(path: &str, dice: &mut Dice) -> Vec<Value<'static>> {
    let name = path.rsplit('.').next().unwrap_or(path);
    let number = number(dice, 900) + 100;
    let texts = [
        format!("{name}-{number}"),
        format!("value{number}"),
        number.to_string(),
        "-".to_owned(),
        "zq".to_owned(),
    ];
    texts.map(Value::text).into_iter().collect()
}

fn number(dice: &mut Dice, bound: usize) -> i64 {
    i64::try_from(dice.below(bound)).unwrap_or(0)
}

/// By the name of the field.
fn named(path: &str, dice: &mut Dice) -> Vec<Value<'static>> {
    let last = path.rsplit('.').next().unwrap_or(path);
    let hex = "0123456789abcdef";
    let texts: Vec<String> = match last {
        "entity_id" => vec![guid(dice)],
        "md5" | "imphash" => vec![dice.text(hex, 32)],
        "sha1" => vec![dice.text(hex, 40)],
        "sha256" => vec![dice.text(hex, 64)],
        "pid" | "thread_id" => return vec![Value::Int(4 * (300 + number(dice, 1_500)))],
        "port" => return vec![Value::Int(49_152 + number(dice, 16_000))],
        "command_line" => vec!["tool.exe --run".to_owned(), "tool --run".to_owned()],
        "args" => vec!["--run".to_owned()],
        "working_directory" => vec!["C:\\Data".to_owned()],
        "domain" if path.starts_with("user") => vec!["EXAMPLE".to_owned()],
        "domain" | "registered_domain" => {
            vec!["files.example.com".to_owned(), "example.org".to_owned()]
        }
        "name" | "executable" | "path" | "extension" | "id" | "hostname" | "email" => {
            by_parent(path, dice)
        }
        _ => Vec::new(),
    };
    texts.into_iter().map(Value::text).collect()
}

/// By the object that the field is of.
fn by_parent(path: &str, dice: &mut Dice) -> Vec<String> {
    let list = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect();
    match path {
        "user.name" => list(&["analyst", "jdoe", "svc-backup"]),
        "user.id" => list(&["S-1-5-21-1004336348-1177238915-682003330-1104", "1001"]),
        "host.name" | "host.hostname" => list(&["ws-017.example.com", "ws-017"]),
        "host.id" | "agent.id" => vec![guid(dice)],
        "process.name" => list(&["tool.exe", "tool", "worker"]),
        "process.executable" => list(&["C:\\Data\\tool.exe", "/opt/tool", "/opt/atlas/worker"]),
        "process.parent.name" => list(&["launcher.exe", "launcher", "starter"]),
        "process.parent.executable" => list(&["C:\\Data\\launcher.exe", "/opt/launcher"]),
        "file.name" => list(&["notes.dat", "notes", "atlas.bin"]),
        "file.path" => list(&["C:\\Data\\notes.dat", "/srv/data/notes", "/opt/atlas.bin"]),
        "file.extension" => list(&["dat", "bin"]),
        "dll.name" => list(&["atlas.dll"]),
        "dll.path" => list(&["C:\\Data\\atlas.dll"]),
        "registry.path" => {
            list(&["HKLM\\Software\\Example\\Setting", "HKCU\\Software\\Example\\Setting"])
        }
        "dns.question.name" => list(&["files.example.com", "example.org"]),
        _ if path.ends_with("email") => list(&["jdoe@example.com"]),
        _ => Vec::new(),
    }
}

/// A GUID in braces, as the Windows sensors write entity ids.
fn guid(dice: &mut Dice) -> String {
    let hex = "0123456789abcdef";
    let parts: Vec<_> = [8, 4, 4, 4, 12].iter().map(|&length| dice.text(hex, length)).collect();
    parts.join("-")
}

/// The last part of a Windows or Unix path.
pub(crate) fn base_name(path: &str) -> &str {
    path.rsplit(['\\', '/']).next().unwrap_or(path)
}

/// A path to a file of this name.
pub(crate) fn path_to(name: &str, platform: Option<Platform>) -> String {
    match platform.or_else(|| Platform::of(name)) {
        Some(Platform::Windows) => format!("C:\\Data\\{name}"),
        _ => format!("/opt/{name}"),
    }
}
