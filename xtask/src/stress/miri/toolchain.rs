//! The nightly toolchain: whether it is there with what is needed, and how its programs are run.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A part of the toolchain that not every nightly has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    Miri,
    /// The source of std, which Miri interprets.
    Source,
    /// What reads profiles.
    LlvmTools,
}

/// What is not there; says which command installs it.
#[derive(Debug, PartialEq, Eq)]
enum Missing {
    Toolchain,
    Part(Need),
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, command) = match self {
            Missing::Toolchain => (
                "there is no nightly toolchain",
                "rustup toolchain install nightly --profile minimal --component miri,rust-src,llvm-tools",
            ),
            Missing::Part(Need::Miri) => {
                ("the nightly toolchain has no Miri", "rustup component add miri --toolchain nightly")
            }
            Missing::Part(Need::Source) => (
                "the nightly toolchain has no source of std, which Miri interprets",
                "rustup component add rust-src --toolchain nightly",
            ),
            Missing::Part(Need::LlvmTools) => (
                "the nightly toolchain has no llvm-profdata and llvm-cov",
                "rustup component add llvm-tools --toolchain nightly",
            ),
        };
        write!(f, "{what}; `{command}` installs what is missing")
    }
}

/// A nightly toolchain.
#[derive(Debug)]
pub(super) struct Nightly {
    pub(super) root: PathBuf,
    /// What the compiler calls itself.
    pub(super) version: String,
    /// The target that it runs on.
    pub(super) host: String,
    sysroot: PathBuf,
}

/// What `cargo xtask` was started with, and what would change the build.
const NOT_INHERITED: [&str; 9] = [
    "CARGO",
    "CARGO_BUILD_TARGET",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_TARGET_DIR",
    "MIRIFLAGS",
    "RUSTC",
    "RUSTDOC",
    "RUSTFLAGS",
    "RUSTUP_TOOLCHAIN",
];

impl Nightly {
    /// Finds the toolchain.
    ///
    /// # Errors
    ///
    /// If there is none, or it lacks one of `needs`; the message names the command that installs what is missing.
    pub(super) fn find(root: &Path, needs: &[Need]) -> Result<Self, String> {
        let told = |option: &str| {
            said(clean("rustc").args(["--print", option])).map_err(|_| Missing::Toolchain.to_string())
        };
        let nightly = Nightly {
            root: root.to_owned(),
            version: said(clean("rustc").arg("--version")).map_err(|_| Missing::Toolchain.to_string())?,
            host: told("host-tuple")?,
            sysroot: told("sysroot")?.into(),
        };
        match needs.iter().find(|need| !nightly.has(**need)) {
            Some(need) => Err(Missing::Part(*need).to_string()),
            None => Ok(nightly),
        }
    }

    fn has(&self, need: Need) -> bool {
        match need {
            Need::Miri => said(clean("cargo").args(["miri", "--version"])).is_ok(),
            Need::Source => self.sysroot.join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file(),
            Need::LlvmTools => ["llvm-profdata", "llvm-cov"].iter().all(|tool| self.tool(tool).is_file()),
        }
    }

    /// This toolchain's cargo, in the repository.
    pub(super) fn cargo(&self) -> Command {
        let mut command = clean("cargo");
        command.current_dir(&self.root);
        command
    }

    /// A tool of LLVM's.
    pub(super) fn tool(&self, name: &str) -> PathBuf {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        self.sysroot.join("lib/rustlib").join(&self.host).join("bin").join(name)
    }
}

/// A program of the toolchain, without what the environment says of another one.
fn clean(program: &str) -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", "nightly", program]);
    for name in NOT_INHERITED {
        command.env_remove(name);
    }
    command
}

/// What a program prints, without the line's end.
fn said(command: &mut Command) -> Result<String, String> {
    let told = command.stderr(Stdio::null()).output().map_err(|error| error.to_string())?;
    if told.status.success() {
        Ok(String::from_utf8_lossy(&told.stdout).trim().to_owned())
    } else {
        Err(told.status.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_comes_with_the_command_that_installs_it() {
        let missing = [
            Missing::Toolchain,
            Missing::Part(Need::Miri),
            Missing::Part(Need::Source),
            Missing::Part(Need::LlvmTools),
        ];
        for missing in missing {
            let told = missing.to_string();
            assert!(told.contains("; `rustup ") && told.contains("nightly"), "{told}");
        }
    }

    #[test]
    fn a_part_that_is_not_in_the_sysroot_is_missing() {
        let nightly = Nightly {
            root: ".".into(),
            version: String::new(),
            host: "x86_64-unknown-linux-gnu".into(),
            sysroot: "no-such-folder".into(),
        };
        assert!(!nightly.has(Need::Source) && !nightly.has(Need::LlvmTools));
    }
}
