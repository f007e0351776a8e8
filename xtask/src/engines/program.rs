//! Other programs, run to their end.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::Failure;

/// What a program prints; it says on stderr what is wrong.
pub(super) fn output(command: &mut Command) -> Result<String, Failure> {
    let program = command.get_program().to_owned();
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| Failure::at(Path::new(&program), &error))?;
    if !output.status.success() {
        let program = program.display();
        return Err(Failure::new(format!("`{program}` ends with {}", output.status)));
    }
    String::from_utf8(output.stdout)
        .map_err(|_| Failure::new(format!("what `{}` prints is not UTF-8", program.display())))
}

/// Runs a program that only has to succeed; else the last line of what it says.
pub(super) fn done(command: &mut Command) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let last = said.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default();
    Err(if last.is_empty() { output.status.to_string() } else { last.to_owned() })
}
