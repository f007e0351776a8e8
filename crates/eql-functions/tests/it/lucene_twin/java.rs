//! Lucene, run as a Java program on lines of questions.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use eql_functions::Case;

use super::{Answer, Kind, Question};

/// Where Debian's `liblucene8-java` puts the jars.
const JARS: &str = "/usr/share/java";

/// A Java that runs source files, and a jar with Lucene.
pub(super) struct Lucene {
    jar: PathBuf,
}

impl Lucene {
    /// Looks for both; the error says which is absent.
    pub(super) fn find() -> Result<Self, String> {
        let modules = Command::new("java").arg("--list-modules").output();
        let modules = modules.map_err(|error| format!("java is absent ({error})"))?;
        if !String::from_utf8_lossy(&modules.stdout).contains("jdk.compiler") {
            return Err("java is no JDK and runs no source file".to_owned());
        }
        let jar = core_jar(Path::new(JARS));
        let jar = jar.ok_or_else(|| format!("{JARS}/lucene-core-8.*.jar is absent"))?;
        Ok(Self { jar })
    }

    /// One answer for each question.
    pub(super) fn answers(&self, questions: &[Question]) -> Vec<Answer> {
        let lines: String = questions.iter().map(line).collect();
        let output = run(self.start(), lines);
        let answers: Vec<Answer> = output.lines().map(answer).collect();
        assert_eq!(answers.len(), questions.len(), "the Java program stopped early");
        answers
    }

    fn start(&self) -> Child {
        let mut java = Command::new("java");
        java.arg("-cp").arg(&self.jar);
        java.arg(testkit::workspace_root().join("testdata/regex/LuceneTwin.java"));
        java.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap()
    }
}

/// Gives the program its lines while it is already writing.
fn run(mut java: Child, lines: String) -> String {
    let mut stdin = java.stdin.take().unwrap();
    let mut stdout = java.stdout.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let mut output = String::new();
    stdout.read_to_string(&mut output).unwrap();
    writer.join().unwrap().unwrap();
    assert!(java.wait().unwrap().success(), "the Java program failed");
    output
}

fn core_jar(folder: &Path) -> Option<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "a test that looks for an installed library")]
    let entries = std::fs::read_dir(folder).ok()?;
    let mut jars: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension() == Some(OsStr::new("jar")))
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("lucene-core-8."))
        })
        .collect();
    jars.sort();
    jars.pop()
}

fn line(question: &Question) -> String {
    let kind = match question.kind {
        Kind::Regex => "regex",
        Kind::Wildcard => "wildcard",
    };
    let case = match question.case {
        Case::Sensitive => "sensitive",
        Case::Insensitive => "insensitive",
    };
    format!("{kind}\t{case}\t{}\t{}\n", escape(&question.pattern), escape(&question.text))
}

fn escape(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\t', "\\t");
    escaped.replace('\n', "\\n").replace('\r', "\\r")
}

fn answer(line: &str) -> Answer {
    match line.split_once(": ") {
        None if line == "match" => Answer::Match,
        None if line == "none" => Answer::NoMatch,
        Some(("syntax", message)) => Answer::Syntax(message.to_owned()),
        Some(("large", message)) => Answer::TooLarge(message.to_owned()),
        _ => panic!("the Java program says {line:?}"),
    }
}
