//! Compiling the program, and asking the operating system and the file what that took.

use super::frames;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};
use wait4::Wait4;

/// How the program is compiled: cargo's own profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Profile {
    Debug,
    Release,
}

impl Profile {
    pub(super) const ALL: [Profile; 2] = [Profile::Debug, Profile::Release];

    /// What cargo is told.
    fn of_cargo(self) -> &'static [&'static str] {
        match self {
            Profile::Debug => &[],
            Profile::Release => &["--release"],
        }
    }

    /// What cargo tells the compiler.
    fn of_rustc(self) -> &'static [&'static str] {
        match self {
            Profile::Debug => &["-Copt-level=0", "-Cdebuginfo=2"],
            Profile::Release => &["-Copt-level=3"],
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Profile::Debug => "debug",
            Profile::Release => "release",
        })
    }
}

/// Whose maps the program uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Maps {
    Std,
    Ours,
}

impl Maps {
    pub(super) const ALL: [Maps; 2] = [Maps::Std, Maps::Ours];

    fn program(self) -> &'static str {
        match self {
            Maps::Std => "with_std",
            Maps::Ours => "with_ours",
        }
    }
}

impl fmt::Display for Maps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Maps::Std => "std's maps",
            Maps::Ours => "ours",
        })
    }
}

/// What one compilation told. What it did not measure is `None`.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct Sample {
    /// User seconds of the compiler and the linker.
    pub(super) user_seconds: Option<f64>,
    /// The most memory that the compiler or the linker held, in bytes.
    pub(super) peak_bytes: Option<u64>,
    /// Bytes of the program's file.
    pub(super) file_bytes: Option<u64>,
    /// Bytes of machine code in it.
    pub(super) code_bytes: Option<u64>,
    /// Lines of LLVM's intermediate language.
    pub(super) llvm_lines: Option<u64>,
    /// Bytes of the largest stack frame of a function that the program or a crate below it compiled.
    pub(super) largest_frame: Option<u64>,
}

impl Sample {
    pub(super) fn of_llvm_lines(llvm_lines: Option<u64>) -> Self {
        Sample { llvm_lines, ..Sample::default() }
    }

    pub(super) fn of_frame(largest_frame: Option<u64>) -> Self {
        Sample { largest_frame, ..Sample::default() }
    }
}

/// The crates below the program, built in one profile.
pub(super) struct Build {
    probe: PathBuf,
    target: PathBuf,
    profile: Profile,
    /// The library of the map crate.
    library: PathBuf,
}

impl Build {
    /// Builds the crates below the program.
    ///
    /// # Errors
    ///
    /// If cargo cannot be run or does not build them.
    pub(super) fn new(root: &Path, profile: Profile) -> Result<Self, String> {
        let probe = root.join("xtask/probes/build-costs");
        let target = root.join("target/build-costs");
        let library = build_library(&probe, &target, profile, &[])?;
        Ok(Build { probe, target, profile, library })
    }

    /// Compiles and links the program, and nothing else.
    ///
    /// # Errors
    ///
    /// If the compiler cannot be run or refuses the program, or the program's file cannot be read.
    pub(super) fn compile(&self, maps: Maps) -> Result<Sample, String> {
        let program = self.target.join(format!("{}-{}", maps.program(), self.profile));
        let mut command = self.rustc(&self.library, maps, &program);
        let told = |error: std::io::Error| format!("cannot run rustc: {error}");
        let used = command.spawn().map_err(told)?.wait4().map_err(told)?;
        if !used.status.success() {
            return Err(format!("{} does not compile", maps.program()));
        }
        let file = fs::read(&program).map_err(|error| format!("{}: {error}", program.display()))?;
        Ok(Sample {
            user_seconds: Some(used.rusage.utime.as_secs_f64()),
            peak_bytes: Some(used.rusage.maxrss),
            file_bytes: Some(file.len() as u64),
            code_bytes: Some(frames::code_bytes(&file)?),
            ..Sample::default()
        })
    }

    /// The lines that LLVM is given, where `cargo-llvm-lines` is installed.
    pub(super) fn llvm_lines(&self, maps: Maps) -> Option<u64> {
        let told = Command::new(cargo())
            .args(["llvm-lines", "--bin", maps.program()])
            .args(self.profile.of_cargo())
            .current_dir(&self.probe)
            .env("CARGO_TARGET_DIR", &self.target)
            .stderr(Stdio::null())
            .output()
            .ok()?;
        total_lines(&String::from_utf8_lossy(&told.stdout))
    }

    /// The largest stack frame, where the compiler tells it: only an unstable flag makes it do so.
    pub(super) fn largest_frame(&self, maps: Maps) -> Option<u64> {
        let target = self.target.join("frames");
        let library = build_library(&self.probe, &target, self.profile, &UNSTABLE).ok()?;
        let program = target.join(format!("{}-{}", maps.program(), self.profile));
        let mut command = self.rustc(&library, maps, &program);
        let done = command.envs(UNSTABLE[..1].iter().copied()).arg("-Zemit-stack-sizes").status().ok()?;
        if !done.success() {
            return None;
        }
        frames::largest(&fs::read(program).ok()?)
    }

    /// The compiler, told to compile a program that links `library`.
    fn rustc(&self, library: &Path, maps: Maps, program: &Path) -> Command {
        let mut command = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        let mut dependencies = OsString::from("dependency=");
        // Cargo puts a library that was asked for above the folder of those that were not.
        dependencies.push(library.with_file_name("deps"));
        let mut external = OsString::from("btree_map=");
        external.push(library);
        command
            .args(["--edition=2024", "--crate-type=bin"])
            .args(self.profile.of_rustc())
            .arg("-L")
            .arg(dependencies)
            .arg("--extern")
            .arg(external)
            .arg("-o")
            .arg(program)
            .arg(self.probe.join("src/bin").join(format!("{}.rs", maps.program())));
        command
    }
}

/// Makes a stable compiler take the flag for stack sizes, in a build whose times nobody measures.
const UNSTABLE: [(&str, &str); 2] = [("RUSTC_BOOTSTRAP", "1"), ("RUSTFLAGS", "-Zemit-stack-sizes")];

fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Builds the map crate with cargo, and returns the library that came of it.
fn build_library(
    probe: &Path,
    target: &Path,
    profile: Profile,
    environment: &[(&str, &str)],
) -> Result<PathBuf, String> {
    let built = Command::new(cargo())
        .args(["build", "--quiet", "--locked", "--package", "btree-map"])
        .args(["--message-format", "json-render-diagnostics"])
        .args(profile.of_cargo())
        .current_dir(probe)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .envs(environment.iter().copied())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if !built.status.success() {
        return Err("the map crate does not build".into());
    }
    let library = String::from_utf8_lossy(&built.stdout).lines().find_map(library_in);
    library.ok_or_else(|| "cargo printed no library of the map crate".into())
}

/// The library of the map crate, in a message of cargo's that tells of it.
fn library_in(message: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    if message.pointer("/target/name")? != "btree_map" {
        return None;
    }
    let files = message.get("filenames")?.as_array()?;
    files.iter().filter_map(|file| file.as_str()).find(|file| file.ends_with(".rlib")).map(PathBuf::from)
}

/// The sum in what `cargo llvm-lines` prints.
fn total_lines(told: &str) -> Option<u64> {
    let line = told.lines().find(|line| line.trim_end().ends_with("(TOTAL)"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_of_the_map_is_found_among_others() {
        let of = |name: &str, file: &str| {
            format!(
                r#"{{"reason":"compiler-artifact","target":{{"name":"{name}"}},"filenames":["/t/x.rmeta","{file}"]}}"#
            )
        };
        assert_eq!(
            library_in(&of("btree_map", "/t/libbtree_map-1.rlib")),
            Some("/t/libbtree_map-1.rlib".into())
        );
        assert_eq!(library_in(&of("btree_core", "/t/libbtree_core-1.rlib")), None);
        assert_eq!(library_in("warning"), None);
    }

    #[test]
    fn the_total_of_llvm_lines_is_read() {
        let told =
            "  Lines   Copies  Function name\n  -----\n  95199   1989    (TOTAL)\n   12516 (13.1%)  steps\n";
        assert_eq!(total_lines(told), Some(95_199));
        assert_eq!(total_lines("error: no such command"), None);
    }
}
