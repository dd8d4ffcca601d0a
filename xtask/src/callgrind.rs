//! Running the driver under callgrind, and reading its counts.

use crate::measure::instructions::matrix::Cell;
use crate::progress::Progress;
use crate::{Failure, program};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;

/// The function of the driver in which callgrind counts.
const REGION: &str = "phase_costs_region";

/// What to tell where valgrind is missing.
const HOW_TO_INSTALL: &str = "instructions are counted with valgrind's callgrind, and there is no `valgrind` here.\nInstall \
it (apt-get install valgrind, dnf install valgrind, pacman -S valgrind) and run the command again.";

/// The exit code that says "this machine lacks the instrument", as against "the figures are bad".
const NO_INSTRUMENT: u8 = 2;

/// Valgrind's version, as it tells it.
///
/// # Errors
///
/// If there is no valgrind on this machine.
pub(crate) fn version() -> Result<String, Failure> {
    let told = Command::new("valgrind").arg("--version").output().ok().filter(|told| told.status.success());
    told.map(|told| String::from_utf8_lossy(&told.stdout).trim().to_owned())
        .ok_or_else(|| Failure { message: HOW_TO_INSTALL.into(), code: NO_INSTRUMENT })
}

/// The built driver.
pub(crate) struct Driver {
    program: PathBuf,
}

impl Driver {
    /// Builds the driver in release mode, with the toolchain this program was built with.
    pub(crate) fn build() -> Result<Self, String> {
        Self::build_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), None)
    }

    /// The same from the repository's files in `root`, into a target folder of its own if one is given.
    pub(crate) fn build_in(root: &Path, target: Option<&Path>) -> Result<Self, String> {
        let mut arguments: Vec<OsString> =
            ["--package", "benches", "--bin", "phase_driver", "--manifest-path"].map(Into::into).into();
        arguments.push(root.join("Cargo.toml").into());
        if let Some(target) = target {
            arguments.extend(["--target-dir".into(), target.into()]);
        }
        let program = program::build(program::RELEASE, arguments, &[])
            .map_err(|error| format!("the driver: {error}"))?;
        Ok(Driver { program })
    }

    /// The instructions that one operation of `cell` takes.
    pub(crate) fn count(&self, cell: Cell) -> Result<f64, String> {
        per_operation(&self.output(cell, &[])?).map_err(|what| format!("{cell}: {what}"))
    }

    /// What callgrind and the driver say of `cell`, callgrind with these options as well.
    pub(crate) fn output(&self, cell: Cell, options: &[&str]) -> Result<Output, String> {
        Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(format!("--toggle-collect={REGION}"))
            .args(options)
            .arg(&self.program)
            .args([cell.layout, cell.shape, cell.operation])
            .arg(cell.n.to_string())
            .output()
            .map_err(|error| format!("cannot run valgrind: {error}; is it installed?"))
    }
}

/// Counts every cell, on as many threads as the machine runs at once: counts do not depend on the load.
///
/// # Errors
///
/// If a cell cannot be counted.
pub(crate) fn count_all(driver: &Driver, cells: &[Cell]) -> Result<Vec<(Cell, f64)>, String> {
    let progress = Progress::new(cells.len());
    let waiting = Mutex::new(cells.iter().enumerate());
    let counted = Mutex::new(Vec::with_capacity(cells.len()));
    let work = || -> Result<(), String> {
        loop {
            let next = waiting.lock().map_err(|_| "another thread panicked")?.next();
            let Some((number, &cell)) = next else { return Ok(()) };
            progress.step(cell.to_string());
            let count = driver.count(cell)?;
            counted.lock().map_err(|_| "another thread panicked")?.push((number, (cell, count)));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| "a thread panicked")?)
    })?;
    let mut counted = counted.into_inner().map_err(|_| "a thread panicked")?;
    counted.sort_by_key(|&(number, _)| number);
    Ok(counted.into_iter().map(|(_, cell)| cell).collect())
}

/// Instructions by operations: callgrind's word on stderr, the driver's on stdout.
pub(crate) fn per_operation(output: &Output) -> Result<f64, String> {
    let (told, log) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if !output.status.success() {
        return Err(format!("the driver failed under valgrind:\n{log}"));
    }
    let operations: u64 = told.trim().parse().map_err(|_| format!("the driver said {told:?}"))?;
    match collected(&log) {
        Some(instructions) if instructions > 0 && operations > 0 => {
            Ok(instructions as f64 / operations as f64)
        }
        _ => Err(format!("callgrind counted nothing in {REGION}:\n{log}")),
    }
}

/// The count in callgrind's log: `==123== Collected : 456`.
fn collected(log: &str) -> Option<u64> {
    let line = log.lines().find_map(|line| line.split_once("Collected :"))?;
    line.1.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    fn output(code: i32, stdout: &str, stderr: &str) -> Output {
        Output { status: ExitStatus::from_raw(code << 8), stdout: stdout.into(), stderr: stderr.into() }
    }

    #[test]
    fn instructions_are_divided_by_operations() {
        let log = "==7== Events    : Ir\n==7== Collected : 357994\n==7== \n";
        assert_eq!(per_operation(&output(0, "2000\n", log)), Ok(178.997));
    }

    #[test]
    fn a_count_of_nothing_is_refused() {
        assert!(per_operation(&output(0, "2000\n", "==7== Collected : 0\n")).is_err());
        assert!(per_operation(&output(0, "0\n", "==7== Collected : 9\n")).is_err());
        assert!(per_operation(&output(0, "2000\n", "==7== no such line\n")).is_err());
        assert!(per_operation(&output(0, "two thousand", "==7== Collected : 9\n")).is_err());
        assert!(per_operation(&output(101, "2000\n", "==7== Collected : 9\n")).is_err());
    }
}
