//! Building a program of this repository and finding where cargo put it.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The profile of programs that are measured.
pub(crate) const RELEASE: &str = "release";

/// Builds with `cargo build`, in a profile and with the arguments given, and returns the program that came of it.
///
/// `environment` is set for the build.
///
/// # Errors
///
/// If cargo cannot be run, the build fails, or no program came of it.
pub(crate) fn build<A: AsRef<OsStr>>(
    profile: &str,
    arguments: impl IntoIterator<Item = A>,
    environment: &[(&str, String)],
) -> Result<PathBuf, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--profile", profile, "--message-format", "json-render-diagnostics"])
        .args(arguments)
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if !built.status.success() {
        return Err("the build failed".into());
    }
    let program = String::from_utf8_lossy(&built.stdout).lines().find_map(executable);
    program.ok_or_else(|| "cargo printed no program".into())
}

/// The path in a message of cargo's that tells of a program.
fn executable(message: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    message.get("executable")?.as_str().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_names_the_program_among_other_messages() {
        let named = r#"{"reason":"compiler-artifact","executable":"/t/phase_driver"}"#;
        assert_eq!(executable(named), Some(PathBuf::from("/t/phase_driver")));
        assert_eq!(executable(r#"{"reason":"compiler-artifact","executable":null}"#), None);
        assert_eq!(executable("warning"), None);
    }
}
