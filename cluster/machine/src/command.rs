//! Runs commands.

use std::process::Command;

/// Runs a command.
///
/// # Errors
///
/// If it cannot be run or fails, with what it printed.
pub fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim()))
}

/// Runs a command of words with spaces between them.
///
/// # Errors
///
/// As [`run`], and if there is no word.
pub fn run_line(line: &str) -> Result<(), String> {
    let mut words = line.split_whitespace();
    run(Command::new(words.next().ok_or("no program")?).args(words))
}
