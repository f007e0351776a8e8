//! Starts the built `eqlc` and says how it ended.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde_json::Value;

/// Far longer than any run takes: one that hangs fails its test.
const TIME_LIMIT: Duration = Duration::from_secs(120);
/// How much of a stream a failing test shows, in bytes.
const SHOWN: usize = 2000;

/// One run of `eqlc` to be.
pub(crate) struct Run {
    command: Command,
    stdin: Option<Vec<u8>>,
}

/// How a run ended.
pub(crate) struct Outcome {
    arguments: Vec<OsString>,
    /// The exit code; `None` where a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// `eqlc` with these arguments, an empty stdin, and nothing of the environment that changes its output.
    pub(crate) fn new<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_eqlc"));
        command.args(arguments).env("COLUMNS", "100");
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        Self { command, stdin: None }
    }

    pub(crate) fn folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = Some(bytes.into());
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Starts it; the caller reads its streams.
    pub(crate) fn spawn(mut self) -> Child {
        let stdin = if self.stdin.is_some() { Stdio::piped() } else { Stdio::null() };
        let pipes = self.command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = pipes.spawn().unwrap();
        if let (Some(mut pipe), Some(bytes)) = (child.stdin.take(), self.stdin) {
            // A run that has seen enough closes its stdin.
            thread::spawn(move || drop(pipe.write_all(&bytes)));
        }
        child
    }

    /// Runs it to its end. No run may panic, whatever it is given.
    #[track_caller]
    pub(crate) fn run(self) -> Outcome {
        let arguments = self.command.get_args().map(OsStr::to_owned).collect();
        let mut child = self.spawn();
        let (stdout, stderr) = (read(child.stdout.take()), read(child.stderr.take()));
        let (stdout, stderr) = (wait(&mut child, &stdout), wait(&mut child, &stderr));
        let outcome = Outcome { arguments, code: child.wait().unwrap().code(), stdout, stderr };
        outcome.assert_no_panic();
        outcome
    }
}

/// Reads a stream to its end, beside the test.
fn read(stream: Option<impl Read + Send + 'static>) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    let mut stream = stream.unwrap();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        drop(sender.send(String::from_utf8_lossy(&bytes).into_owned()));
    });
    receiver
}

#[track_caller]
fn wait(child: &mut Child, stream: &Receiver<String>) -> String {
    stream.recv_timeout(TIME_LIMIT).unwrap_or_else(|_| {
        child.kill().unwrap();
        panic!("eqlc did not end within {TIME_LIMIT:?}");
    })
}

impl Outcome {
    #[track_caller]
    fn assert_no_panic(&self) {
        assert!(self.code.is_some(), "a signal ended it\n{self}");
        assert_ne!(self.code, Some(101), "{self}");
        assert!(!self.stderr.contains("panicked at"), "{self}");
    }

    /// The same outcome, which has to have this exit code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }

    /// The same outcome, whose stderr has to hold this text.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "no `{text}` on stderr\n{self}");
        self
    }

    /// The same outcome, whose stdout has to hold this text.
    #[track_caller]
    pub(crate) fn prints_part(self, text: &str) -> Self {
        assert!(self.stdout.contains(text), "no `{text}` on stdout\n{self}");
        self
    }

    /// The same outcome, whose stdout has to be exactly this.
    #[track_caller]
    pub(crate) fn prints(self, text: &str) -> Self {
        assert_eq!(self.stdout, text, "{self}");
        self
    }

    /// Each line of stdout, which has to be one JSON value.
    #[track_caller]
    pub(crate) fn json(&self) -> Vec<Value> {
        let parse = |line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}\n{self}"));
        self.stdout.lines().map(parse).collect()
    }

    /// The record numbers of each result, e.g. `[[1], [2, 3]]`.
    #[track_caller]
    pub(crate) fn records(&self) -> Vec<Vec<u64>> {
        let record = |event: &Value| event["record"].as_u64().unwrap();
        let records =
            |line: &Value| line["events"].as_array().unwrap().iter().map(record).collect();
        self.json().iter().map(records).collect()
    }

    pub(crate) fn last_line_of_stderr(&self) -> &str {
        self.stderr.lines().last().unwrap_or_default()
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arguments: Vec<_> =
            self.arguments.iter().map(|argument| cut(&argument.to_string_lossy())).collect();
        writeln!(f, "$ eqlc {}\nexit code {:?}", arguments.join(" "), self.code)?;
        write!(f, "--- stdout\n{}\n--- stderr\n{}", cut(&self.stdout), cut(&self.stderr))
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}... ({} bytes)", &text[..end], text.len()),
    }
}
