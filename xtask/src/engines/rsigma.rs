//! rsigma: every exported Sigma rule that asks for single events, over every event of a sheet at once.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::answer::Answer;
use super::asked::{Asked, Asking};
use super::engine::{Engine, Tool};
use super::home::{Absent, Home};
use super::program::{done, output};
use crate::{Failure, disk};

/// rsigma as a program.
pub(super) const ENGINE: Engine =
    Engine { name: "rsigma", backend: "sigma", is_large: false, takes_dots: false, start };

/// What is built where no binary is named: the first that the compiler at hand can build. Before 0.26 wildcards take no line
/// breaks.
const VERSIONS: [&str; 2] = ["0.26.0", "0.23.0"];

/// The member that numbers an event, as rsigma does not say where it read one.
const RECORD: &str = "__record";

/// A line that rsigma prints for a match.
#[derive(Deserialize)]
struct Detection {
    rule_id: Option<String>,
    rule_title: String,
    event: Numbered,
}

#[derive(Deserialize)]
struct Numbered {
    #[serde(rename = "__record")]
    record: u64,
}

fn start(home: &Home) -> Result<Tool, Absent> {
    let folder = home.folder("rsigma");
    let program = match home.rsigma() {
        Some(program) => program.to_owned(),
        None => built(&folder)?,
    };
    Ok(Tool::Runs(Box::new(move |asked| answers(&program, &folder, asked))))
}

/// The binary in this folder, built where there is none yet.
fn built(folder: &Path) -> Result<PathBuf, Absent> {
    let program = folder.join("bin").join(format!("rsigma{}", std::env::consts::EXE_SUFFIX));
    let mut failures = Vec::new();
    for version in VERSIONS {
        if program.is_file() {
            break;
        }
        let mut cargo = Command::new("cargo");
        cargo.args(["install", "--quiet", "--locked", "--version", version, "--root"]);
        if let Err(why) = done(cargo.arg(folder).arg("rsigma")) {
            failures.push(format!("cargo cannot install {version}: {why}"));
        }
    }
    if program.is_file() { Ok(program) } else { Err(Absent(failures.join("; "))) }
}

fn answers(program: &Path, folder: &Path, asked: &Asked) -> Result<Vec<Answer>, Failure> {
    let numbered = folder.join("numbered.ndjson");
    disk::write_bytes(&numbered, &number(&disk::read_text(&asked.events)?)?)?;
    let mut command = Command::new(program);
    command.args(["engine", "eval", "--quiet", "--output-format", "ndjson", "--include-event"]);
    command.arg("--rules").arg(&asked.export).stdin(Stdio::from(disk::open(&numbered)?));
    let mut found: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for line in output(&mut command)?.lines() {
        let Detection { rule_id, rule_title, event } = serde_json::from_str(line)
            .map_err(|error| Failure::new(format!("rsigma prints `{line}`: {error}")))?;
        // Only ids that are UUIDs are ids in Sigma.
        found.entry(rule_id.unwrap_or(rule_title)).or_default().push(event.record);
    }
    for records in found.values_mut() {
        records.sort_unstable();
    }
    let answer = |asking: &Asking| {
        let of_rule = found.get(&asking.rule).or_else(|| found.get(&asking.name));
        let records = of_rule.map_or(&[][..], Vec::as_slice).iter();
        let records = records.filter(|record| (asking.first..=asking.last).contains(record));
        Ok(records.map(|record| vec![Some(*record)]).collect())
    };
    Ok(asked.questions.iter().map(answer).collect())
}

/// The events with their numbers.
fn number(events: &str) -> Result<Vec<u8>, Failure> {
    let mut text = Vec::new();
    for (record, line) in (1u64..).zip(events.lines()) {
        let Some(body) = line.trim_end().strip_suffix('}') else {
            return Err(Failure::new(format!("event {record} is no JSON object")));
        };
        let comma = if body.trim_end().ends_with('{') { "" } else { "," };
        writeln!(text, "{body}{comma}\"{RECORD}\":{record}}}")?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_numbered() {
        let text = String::from_utf8(number("{\"a\":1}\n{}\n").unwrap()).unwrap();
        assert_eq!(text, "{\"a\":1,\"__record\":1}\n{\"__record\":2}\n");
        assert!(number("[]").is_err());
    }
}
