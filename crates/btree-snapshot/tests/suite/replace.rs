//! Files are replaced all or nothing, whatever fails; writers that meet an error say so.

#[cfg(unix)]
mod links;
mod long_names;

use crate::forge::pages;
use crate::samples::{numbers, small};
use btree_map::BPlusTreeMap;
use btree_snapshot::{
    AtomicFile, CachedView, Compression, Error, Reader, Reason, TargetError, View, WriteError, Writer,
    discard_abandoned, save, save_map,
};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Takes `left` writes, and no more.
struct Full {
    left: usize,
    taken: Vec<u8>,
    /// Takes half of the write that fails, as a disk that is full does.
    half: bool,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                self.taken.extend_from_slice(bytes);
                Ok(bytes.len())
            }
            None if self.half => {
                self.half = false;
                self.taken.extend_from_slice(&bytes[..bytes.len() / 2]);
                Ok(bytes.len() / 2)
            }
            None => Err(io::ErrorKind::StorageFull.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes as much as `out` takes; the error, and what has been written.
fn fill(out: &mut Full) -> Result<(), WriteError> {
    let mut writer = Writer::<u64, u64, _>::new(out, small())?;
    for (key, value) in numbers(500) {
        if let Err(error) = writer.push(key, value) {
            // Final: the writer takes nothing more, and cannot be finished.
            assert!(matches!(writer.push(u64::MAX, 0), Err(WriteError::Incomplete)));
            assert!(matches!(writer.finish(), Err(WriteError::Incomplete)));
            return Err(error);
        }
    }
    writer.finish().map(drop)
}

#[test]
fn an_error_of_the_nth_write_is_reported_for_every_n() {
    let mut whole = Full { left: usize::MAX, taken: Vec::new(), half: false };
    fill(&mut whole).unwrap();
    // Head, pages and trailer: a write each.
    let writes = 2 + pages(&whole.taken).len();
    for half in [false, true] {
        for left in 0..writes {
            let mut full = Full { left, taken: Vec::new(), half };
            let error = fill(&mut full).unwrap_err();
            assert!(matches!(&error, WriteError::Io(error) if error.kind() == io::ErrorKind::StorageFull));
            assert!(std::error::Error::source(&error).is_some());
            assert!(whole.taken.starts_with(&full.taken));
            assert!(View::<u64, u64>::open(&full.taken).is_err());
        }
        let mut enough = Full { left: writes, taken: Vec::new(), half: false };
        fill(&mut enough).unwrap();
        assert_eq!(enough.taken, whole.taken);
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_failed_save_leaves_the_old_file_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map");
    let old = BPlusTreeMap::from([(1_u64, 1_u64)]);
    save_map(&path, small(), &old).unwrap();
    for entries in [0, 1, 100, 5000] {
        let failed = save::<u64, u64>(&path, small(), |writer| {
            writer.extend((1..=entries).map(|key| (key, key)))?;
            // In the folder while it is written, under another name.
            assert_eq!(names(folder.path()).len(), 2);
            Err(WriteError::Incomplete)
        });
        assert!(matches!(failed, Err(WriteError::Incomplete)));
        let failed = save::<u64, u64>(&path, small(), |writer| {
            writer.extend((1..=entries).chain([0]).map(|key| (key, key)))?;
            writer.push(0, 0)
        });
        assert!(matches!(failed, Err(WriteError::OutOfOrder { .. })));
        let panicked = std::panic::catch_unwind(|| {
            save::<u64, u64>(&path, small(), |writer| {
                writer.extend((1..=entries).map(|key| (key, key)))?;
                panic!("as user code may")
            })
        });
        assert!(panicked.is_err());
        assert_eq!(names(folder.path()), ["map"]);
        let bytes = fs::read(&path).unwrap();
        assert_eq!(View::<u64, u64>::open_verified(&bytes).unwrap().to_map::<u64, u64, _>().unwrap(), old);
    }
}

#[test]
fn where_no_file_can_be_made_the_error_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let map = BPlusTreeMap::from([(1_u64, 1_u64)]);
    for path in ["nowhere/map", "..", "."] {
        let saved = save_map(folder.path().join(path), small(), &map);
        assert!(matches!(saved, Err(WriteError::Io(_))), "{path}: {saved:?}");
    }
    assert!(names(folder.path()).is_empty());
}

/// What is wrong with a path, which must be found out before anything is made.
#[track_caller]
fn refusal(path: &Path) -> TargetError {
    let created = AtomicFile::create(path).unwrap_err();
    let discarded = discard_abandoned(path).unwrap_err();
    let [created, discarded] = [created, discarded].map(|error| {
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
        error.get_ref().unwrap().downcast_ref::<TargetError>().unwrap().clone()
    });
    assert_eq!(created, discarded);
    created
}

#[test]
fn a_path_that_names_no_file_is_refused_before_anything_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let real = folder.path().canonicalize().unwrap();
    for path in ["", ".", "..", "map/", "map/.", "map/..", "/"] {
        let path = if path.is_empty() { path.into() } else { real.join(path) };
        assert_eq!(refusal(&path), TargetError::NoName(path));
    }
    assert!(names(&real).is_empty());
    let path = real.join("map");
    fs::create_dir(&path).unwrap();
    assert_eq!(refusal(&path), TargetError::NotAFile(path.clone()));
    let said = refusal(&path).to_string();
    assert!(said.contains("map") && said.contains("give the path of a file"), "{said}");
    assert_eq!(names(&real), ["map"]);
}

#[test]
fn what_killed_writers_leave_is_found_and_discarded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map");
    fs::write(&path, "old").unwrap();
    fs::write(folder.path().join("map.other"), "").unwrap();
    for name in ["map", "map.other"] {
        // As a process that is killed does: no destructor runs.
        std::mem::forget(AtomicFile::create(folder.path().join(name)).unwrap());
    }
    assert_eq!(names(folder.path()).len(), 4);
    assert_eq!(discard_abandoned(&path).unwrap(), 1);
    assert_eq!(names(folder.path()).len(), 3);
    assert_eq!(discard_abandoned(&path).unwrap(), 0);
    assert_eq!(discard_abandoned(folder.path().join("map.other")).unwrap(), 1);
    assert_eq!(names(folder.path()), ["map", "map.other"]);
    assert_eq!(fs::read(&path).unwrap(), b"old");
}

#[cfg(unix)]
#[test]
fn permissions_and_links_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (folder.path().join("map"), folder.path().join("link"));
    let map = BPlusTreeMap::from([(1_u64, 1_u64)]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    fs::write(folder.path().join("usual"), "").unwrap();
    save_map(&path, small(), &map).unwrap();
    assert_eq!(mode(&path), mode(&folder.path().join("usual")));
    fs::set_permissions(&path, PermissionsExt::from_mode(0o640)).unwrap();
    symlink(&path, &link).unwrap();
    save_map(&link, small(), &BPlusTreeMap::from([(2_u64, 2_u64)])).unwrap();
    assert_eq!(mode(&path), 0o640);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    let bytes = fs::read(&path).unwrap();
    assert_eq!(View::<u64, u64>::open(&bytes).unwrap().get(2).unwrap(), Some(2));
}

#[cfg(feature = "mmap")]
#[test]
fn a_mapping_outlives_its_name_and_refuses_what_is_no_snapshot() {
    use btree_snapshot::file::SnapshotFile;
    type Numbers = SnapshotFile<u64, u64>;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map");
    // SAFETY: the file is in a folder of this test's own; it is replaced and removed, never changed.
    let map = |path: &Path| unsafe { Numbers::map(path) };
    let both = |path: &Path| [map(path), Numbers::read(path)];
    for file in both(&path) {
        assert!(matches!(file, Err(Error::Io(error)) if error.kind() == io::ErrorKind::NotFound));
    }
    for bytes in [&b""[..], b"a", &[0; 64], &include_bytes!("../fixtures/v1-u64-u64.bpt")[..1000]] {
        fs::write(&path, bytes).unwrap();
        assert!(both(&path).iter().all(Result::is_err));
    }
    fs::write(&path, include_bytes!("../fixtures/v1-lz4.bpt")).unwrap();
    assert!(both(&path).into_iter().all(|file| file.is_err_and(|error| error.reason().is_some())));

    fs::remove_file(&path).unwrap();
    save_map(&path, small(), &BPlusTreeMap::from([(1_u64, 1_u64)])).unwrap();
    let old = both(&path).map(Result::unwrap);
    save_map(&path, small(), &BPlusTreeMap::from([(1_u64, 2_u64)])).unwrap();
    let new = both(&path).map(Result::unwrap);
    fs::remove_file(&path).unwrap();
    for (files, value) in [(&old, 1), (&new, 2)] {
        for file in files {
            assert_eq!(file.view().get(1).unwrap(), Some(value));
            file.view().check().unwrap();
        }
    }
}

#[test]
fn what_this_build_cannot_compress_it_says() {
    for (compression, known) in [
        (Compression::None, true),
        (Compression::Lz4, cfg!(feature = "lz4")),
        (Compression::Zstd { level: 3 }, cfg!(feature = "zstd")),
    ] {
        let begun = Writer::<u64, u64, _>::new(Vec::new(), small().with_compression(compression));
        assert_eq!(begun.is_ok(), known);
        assert!(known || matches!(begun, Err(WriteError::Compression)));
    }
    for (kept, known) in [
        (&include_bytes!("../fixtures/v1-lz4.bpt")[..], cfg!(feature = "lz4")),
        (include_bytes!("../fixtures/v1-zstd.bpt"), cfg!(feature = "zstd")),
    ] {
        let reason = |error: Error| assert_eq!(error.reason(), Some(Reason::Codec(kept[12])));
        match (CachedView::<str, [u8]>::open(kept), Reader::<str, [u8], _>::new(kept)) {
            (Ok(_), Ok(_)) => assert!(known),
            (Err(a), Err(b)) => {
                assert!(!known);
                [a, b].into_iter().for_each(reason);
            }
            (a, b) => panic!("{a:?} and {b:?}"),
        }
    }
}
