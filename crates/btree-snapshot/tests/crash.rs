//! A writer that is killed, again and again, at whatever moment: the file at its path is whole, the one before or the next.
//! And one that the system lets write no further: it says so, and leaves the old file and nothing else.
//!
//! The file has a name as long as systems take it, and half of the victims know it by a symbolic link.
//!
//! Without the test harness, because this program is also its own victim: started with a path, it replaces the file there for
//! ever. The content is known from the generation that the file says it is of, so a mixture of two would show.
//!
//! What this cannot show is a loss of power, which takes the pages that only the kernel has; against that stand the calls of
//! `fsync`, in the order that `AtomicFile` explains.

use btree_snapshot::{AtomicFile, Options, Summary, View, WriteError, discard_abandoned, save};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::Duration;

const KILLS: u32 = 250;
const ENTRIES: u64 = 20_000;

/// What belongs to a key in a generation.
fn value(generation: u64, key: u64) -> u64 {
    (generation << 32 | key).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// How many entries a generation has: never as many as the one before.
fn entries(generation: u64) -> u64 {
    ENTRIES + generation % 5 * 1000
}

fn write(path: &Path, generation: u64) -> Result<Summary, WriteError> {
    save::<u64, u64>(path, Options::new(), |writer| {
        writer.push(0, generation)?;
        (1..entries(generation)).try_for_each(|key| writer.push(key, value(generation, key)))
    })
}

/// What a victim ends with if the error of its write is reported as one of the file's.
const REPORTED: i32 = 3;

/// The generation of the file, if it is whole.
fn generation(path: &Path) -> Result<u64, String> {
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    let view = View::<u64, u64>::open_verified(&bytes).map_err(|error| error.to_string())?;
    let generation = view.get(0).map_err(|error| error.to_string())?.ok_or("no generation")?;
    if view.len() != entries(generation) {
        return Err(format!("{} entries in generation {generation}", view.len()));
    }
    let right = |entry| matches!(entry, Ok((key, found)) if key == 0 || found == value(generation, key));
    if view.iter().map_err(|error| error.to_string())?.all(right) {
        Ok(generation)
    } else {
        Err(format!("values of another generation in {generation}"))
    }
}

/// Replaces the file for ever, or until an error ends it.
fn be_victim(path: &Path) -> ExitCode {
    let mut next = generation(path).expect("whole when the victim starts") + 1;
    loop {
        match write(path, next) {
            Ok(_) => next += 1,
            Err(WriteError::Io(_)) => return ExitCode::from(REPORTED as u8),
            Err(error) => panic!("{error}"),
        }
    }
}

/// Files may have no more than so many blocks of 512 bytes, as if the disk were full behind them.
#[cfg(unix)]
fn run_out_of_disk(program: &Path, path: &Path) -> u32 {
    let length = fs::metadata(path).expect("the file is there").len();
    let mut refused = 0;
    for blocks in (0..length / 512).step_by(37) {
        let status = Command::new("/bin/sh")
            // The signal would end the process before the call can report anything.
            .args(["-c", "trap '' XFSZ; ulimit -f \"$1\" && exec \"$0\""])
            .arg(program)
            .arg(blocks.to_string())
            .env("SNAPSHOT_CRASH_VICTIM", path)
            .status()
            .expect("a shell starts");
        assert_eq!(status.code(), Some(REPORTED), "{blocks} blocks");
        assert_eq!(generation(path), Ok(1), "{blocks} blocks");
        let folder = path.parent().expect("it is in a folder");
        assert_eq!(fs::read_dir(folder).expect("the folder can be read").count(), 1, "a file is left behind");
        refused += 1;
    }
    refused
}

/// A file that is begun by a relative name, and committed in another folder, is where its name led when it was begun.
fn leave_the_folder(folder: &Path) {
    let [begun, left] = ["begun", "left"].map(|name| folder.join(name));
    fs::create_dir(&begun).expect("the folder takes folders");
    fs::create_dir(&left).expect("the folder takes folders");
    let home = env::current_dir().expect("there is one");
    for (name, files) in [("new", 1), ("../begun/other", 2), ("new", 2)] {
        env::set_current_dir(&begun).expect("it is there");
        let file = AtomicFile::create(name).expect("the folder takes files");
        env::set_current_dir(&left).expect("it is there");
        file.commit().expect("the folder takes files");
        let count = |folder: &Path| fs::read_dir(folder).expect("the folder can be read").count();
        assert_eq!((count(&begun), count(&left)), (files, 0), "{name}");
    }
    env::set_current_dir(home).expect("it was there");
}

/// The path by which a victim knows the file.
#[cfg(unix)]
fn link_to(path: &Path, folder: &Path) -> PathBuf {
    let link = folder.join("link");
    std::os::unix::fs::symlink(path, &link).expect("the folder takes links");
    link
}

#[cfg(not(unix))]
fn link_to(path: &Path, _: &Path) -> PathBuf {
    path.to_owned()
}

fn main() -> ExitCode {
    if let Some(path) = env::var_os("SNAPSHOT_CRASH_VICTIM") {
        return be_victim(Path::new(&path));
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    leave_the_folder(elsewhere.path());
    let path = folder.path().join("m".repeat(255));
    let names = [link_to(&path, elsewhere.path()), path.clone()];
    write(&path, 1).expect("the folder takes files");
    let program = env::current_exe().expect("this program's path");
    #[cfg(unix)]
    println!("{} writes refused by the system, each reported", run_out_of_disk(&program, &path));
    let (mut before, mut advanced, mut abandoned) = (1, 0, 0);
    let mut kill = 0;
    // On a machine so slow that no victim came to replace the file, or to begin one, moments are taken from a longer time.
    while kill < KILLS || advanced == 0 || abandoned == 0 {
        assert!(kill < 8 * KILLS, "{advanced} kills after a replacement, {abandoned} while writing a file");
        let name = &names[kill as usize % 2];
        let mut victim = Command::new(&program)
            .env("SNAPSHOT_CRASH_VICTIM", name)
            .stderr(Stdio::null())
            .spawn()
            .expect("this program starts");
        // From before it begins to well into its writes; the exact moment is the scheduler's.
        sleep(Duration::from_micros(u64::from(kill) * 7919 % (25_000 << (kill / KILLS))));
        assert!(victim.try_wait().expect("a child").is_none(), "the victim ended by itself");
        victim.kill().expect("a child");
        victim.wait().expect("a child");
        let found = match generation(&path) {
            Ok(found) => found,
            Err(error) => panic!("after {kill} kills: {error}"),
        };
        assert!(found >= before, "generation {found} after {before}");
        advanced += u32::from(found > before);
        abandoned += discard_abandoned(name).expect("the folder can be read");
        before = found;
        kill += 1;
        let left = fs::read_dir(folder.path()).expect("the folder can be read").count();
        assert_eq!(left, 1, "something else than temporary files is left behind");
    }
    println!(
        "{kill} kills survived: {before} generations, {advanced} kills after a replacement, \
         {abandoned} in the middle of writing a file"
    );
    ExitCode::SUCCESS
}
