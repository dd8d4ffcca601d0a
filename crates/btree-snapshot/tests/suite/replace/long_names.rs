//! Names as long as the system takes them: what can be named can be replaced, and what is left of it discarded.

use super::names;
use btree_snapshot::{AtomicFile, discard_abandoned};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Barrier;
use std::thread;

/// Kills a writer of the name, replaces the file twice and discards what the writer has left.
fn replace(folder: &Path, name: &OsStr) {
    let path = folder.join(name);
    let before = fs::read_dir(folder).unwrap().count();
    std::mem::forget(AtomicFile::create(&path).unwrap());
    for content in ["old", "new"] {
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(content.as_bytes()).unwrap();
        file.commit().unwrap();
        assert_eq!(fs::read(&path).unwrap(), content.as_bytes());
    }
    assert_eq!(fs::read_dir(folder).unwrap().count(), before + 2);
    assert_eq!(discard_abandoned(&path).unwrap(), 1);
    assert_eq!(fs::read_dir(folder).unwrap().count(), before + 1);
}

/// Names of 1 to 64 and of 240 to 260 bytes, which are too long from some length on, in characters of 1 to 4 bytes.
fn long_names() -> impl Iterator<Item = String> {
    ["a", "é", "永", "🦀"].into_iter().flat_map(|character| {
        (1..=64).chain(240..=260).map(move |bytes: usize| {
            let width = character.len();
            format!("{}{}", "b".repeat(bytes % width), character.repeat(bytes / width))
        })
    })
}

#[test]
fn every_name_that_the_system_takes_can_be_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let mut refused = 0;
    for name in long_names() {
        let path = folder.path().join(&name);
        match File::create(&path) {
            Ok(_) => {
                fs::remove_file(&path).unwrap();
                replace(folder.path(), OsStr::new(&name));
            }
            // An error of the name, and the same one.
            Err(error) => {
                let created = AtomicFile::create(&path).unwrap_err();
                assert_eq!(created.kind(), error.kind(), "{} bytes", name.len());
                refused += 1;
            }
        }
    }
    assert!(refused > 0, "some of the names are too long for any system");
    assert!(names(folder.path()).iter().all(|name| !name.ends_with("snapshot-tmp")));
}

/// Linux takes 255 bytes, which tells that the names above are not all refused.
#[cfg(target_os = "linux")]
#[test]
fn names_of_240_to_255_bytes_are_taken() {
    let folder = tempfile::tempdir().unwrap();
    for name in long_names().filter(|name| (240..=255).contains(&name.len())) {
        replace(folder.path(), OsStr::new(&name));
    }
    assert_eq!(names(folder.path()).len(), 4 * 16);
}

/// Not a character, and not to be taken for one.
#[cfg(target_os = "linux")]
#[test]
fn long_names_that_are_not_unicode_are_taken() {
    use std::os::unix::ffi::OsStringExt;
    let folder = tempfile::tempdir().unwrap();
    for byte in [0x80, 0xc3, 0xff] {
        for length in [1, 64, 65, 240, 245, 255] {
            let mut name = vec![byte; length];
            replace(folder.path(), &OsString::from_vec(name.clone()));
            // Every second byte, so that it stands between characters.
            name.iter_mut().step_by(2).for_each(|byte| *byte = b'a');
            if length > 1 {
                replace(folder.path(), &OsString::from_vec(name));
            }
        }
    }
}

#[test]
fn writers_of_one_long_name_do_not_meet() {
    const WRITERS: usize = 16;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m".repeat(255));
    let all = Barrier::new(WRITERS);
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (all, path, folder) = (&all, &path, folder.path());
            scope.spawn(move || {
                let mut file = AtomicFile::create(path).unwrap();
                all.wait();
                let files = names(folder).len();
                all.wait();
                assert_eq!(files, WRITERS, "each has a file of its own");
                file.write_all(format!("{writer}").repeat(1000).as_bytes()).unwrap();
                file.commit().unwrap();
            });
        }
    });
    let content = fs::read_to_string(&path).unwrap();
    assert!((0..WRITERS).any(|writer| content == format!("{writer}").repeat(1000)), "not a mixture");
    assert_eq!(names(folder.path()).len(), 1);
}

#[test]
fn long_names_with_the_same_start_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["a", "b"].map(|last| folder.path().join(format!("{}{last}", "m".repeat(250))));
    for path in &paths {
        std::mem::forget(AtomicFile::create(path).unwrap());
    }
    for path in &paths {
        assert_eq!(discard_abandoned(path).unwrap(), 1);
        assert_eq!(discard_abandoned(path).unwrap(), 0);
    }
    assert!(names(folder.path()).is_empty());
}
