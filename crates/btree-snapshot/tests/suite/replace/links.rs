//! Names that are symbolic links, or lead through some: writing and discarding go where the system goes.

use super::{names, refusal};
use btree_snapshot::{AtomicFile, TargetError, discard_abandoned};
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Two folders beside each other, `here` and `there`, and a file `there/map`.
fn folders() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    for name in ["here", "there"] {
        fs::create_dir(root.join(name)).unwrap();
    }
    fs::write(root.join("there/map"), "old").unwrap();
    (folder, root)
}

fn write(path: &Path, content: &str) -> io::Result<()> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(content.as_bytes())?;
    file.commit()
}

/// Writes through `path`, and is killed before, while it writes: all of it concerns `target` and leaves the links alone.
#[track_caller]
fn leads_to(path: &Path, target: &Path) {
    let link = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_symlink).map(|_| fs::read_link(path));
    let folder = target.parent().unwrap();
    let before = names(folder);
    std::mem::forget(AtomicFile::create(path).unwrap());
    assert_eq!(names(folder).len(), before.len() + 1, "the temporary file is beside the target");
    assert_eq!(discard_abandoned(path).unwrap(), 1);
    assert_eq!(names(folder), before);
    // Begun by its own path and discarded through the link, and the other way round.
    for (begun, discarded) in [(target, path), (path, target)] {
        std::mem::forget(AtomicFile::create(begun).unwrap());
        assert_eq!(discard_abandoned(discarded).unwrap(), 1);
    }
    write(path, "new").unwrap();
    assert_eq!(fs::read(target).unwrap(), b"new");
    assert!(fs::symlink_metadata(target).unwrap().is_file());
    if let Some(link) = link {
        assert_eq!(fs::read_link(path).unwrap(), link.unwrap());
    }
    assert_eq!(fs::read(path).unwrap(), b"new", "readers find what was written");
}

#[test]
fn links_to_files_are_followed() {
    let (_folder, root) = folders();
    let target = root.join("there/map");
    symlink(&target, root.join("here/absolute")).unwrap();
    symlink("../there/map", root.join("here/relative")).unwrap();
    symlink("map", root.join("there/beside")).unwrap();
    symlink("./relative", root.join("here/chain")).unwrap();
    symlink("here/chain", root.join("longer")).unwrap();
    for path in ["here/absolute", "here/relative", "there/beside", "here/chain", "longer"] {
        fs::write(&target, "old").unwrap();
        leads_to(&root.join(path), &target);
    }
    assert_eq!(names(&root.join("here")), ["absolute", "chain", "relative"]);
}

#[test]
fn links_to_folders_are_followed() {
    let (_folder, root) = folders();
    symlink("../there", root.join("here/down")).unwrap();
    symlink("here/down", root.join("chain")).unwrap();
    symlink("down/map", root.join("here/both")).unwrap();
    // `..` is the folder above the one that the link leads to, not the one that the link is in.
    fs::create_dir(root.join("there/deep")).unwrap();
    symlink("../there/deep", root.join("here/deep")).unwrap();
    let target = root.join("there/map");
    for path in ["here/down/map", "chain/map", "here/both", "here/deep/../map", "chain/deep/../../here/both"]
    {
        fs::write(&target, "old").unwrap();
        leads_to(&root.join(path), &target);
    }
    // Where there is no file yet.
    leads_to(&root.join("here/down/new"), &root.join("there/new"));
    let link = root.join("here/down");
    assert_eq!(refusal(&link), TargetError::NotAFile(root.join("there")));
}

#[test]
fn the_target_of_a_dangling_link_is_made_and_the_link_stays() {
    let (_folder, root) = folders();
    symlink("../there/new", root.join("here/relative")).unwrap();
    symlink(root.join("there/new"), root.join("here/absolute")).unwrap();
    symlink("relative", root.join("here/chain")).unwrap();
    let target = root.join("there/new");
    for path in ["here/relative", "here/absolute", "here/chain"] {
        leads_to(&root.join(path), &target);
        fs::remove_file(&target).unwrap();
    }
    // A file that is begun and dropped makes nothing.
    drop(AtomicFile::create(root.join("here/chain")).unwrap());
    assert_eq!(names(&root.join("there")), ["map"]);
    assert_eq!(names(&root.join("here")), ["absolute", "chain", "relative"]);
    // Into a folder that is not there: refused as the system refuses it.
    symlink("nowhere/map", root.join("here/lost")).unwrap();
    symlink("nowhere", root.join("here/gone")).unwrap();
    for path in ["here/lost", "here/gone/map"] {
        let path = root.join(path);
        let errors = [
            File::create(&path).unwrap_err(),
            write(&path, "").unwrap_err(),
            discard_abandoned(&path).unwrap_err(),
        ];
        assert_eq!(errors.map(|error| error.kind()), [io::ErrorKind::NotFound; 3]);
    }
    // And a link that says that it points to a folder, which is not there, points to no file.
    symlink("folder/", root.join("here/slash")).unwrap();
    assert!(File::create(root.join("here/slash")).is_err());
    assert_eq!(refusal(&root.join("here/slash")), TargetError::NoName(root.join("here/folder/")));
}

#[test]
fn a_loop_of_links_is_a_typed_error_that_says_what_to_do() {
    let (_folder, root) = folders();
    symlink("itself", root.join("itself")).unwrap();
    symlink("there/back", root.join("forth")).unwrap();
    symlink("../forth", root.join("there/back")).unwrap();
    // Each needs the other as a folder.
    symlink("two/map", root.join("one")).unwrap();
    symlink("one/map", root.join("two")).unwrap();
    for path in ["itself", "forth", "there/back", "itself/map", "here/../forth/map", "one", "two", "one/map"]
    {
        let path = root.join(path);
        assert!(File::create(&path).is_err());
        let refused = refusal(&path);
        assert!(matches!(refused, TargetError::Links(_)), "{path:?}: {refused:?}");
        let said = refused.to_string();
        assert!(said.contains("symbolic links") && said.contains("give the file's own path"), "{said}");
        assert!(matches!(btree_snapshot::save::<u64, u64>(&path, super::small(), |_| Ok(())),
            Err(btree_snapshot::WriteError::Io(error)) if error.to_string() == said));
    }
    assert_eq!(refusal(&root.join("forth")), TargetError::Links(root.join("forth")));
    assert_eq!(names(&root), ["forth", "here", "itself", "one", "there", "two"]);
}

#[test]
fn chains_are_followed_as_far_as_the_system_follows_them() {
    let (_folder, root) = folders();
    let target = root.join("there/map");
    let mut last = target.clone();
    let mut followed = 0;
    for n in 1..=100 {
        let link = root.join(format!("here/{n}"));
        symlink(&last, &link).unwrap();
        if File::create(&link).is_ok() {
            leads_to(&link, &target);
            followed = n;
        } else if n > 40 {
            assert_eq!(refusal(&link), TargetError::Links(link.clone()));
        }
        last = link;
    }
    assert!((8..100).contains(&followed), "{followed} links");
}

#[test]
fn what_is_no_regular_file_is_not_replaced() {
    let (_folder, root) = folders();
    symlink("/dev/null", root.join("here/null")).unwrap();
    for path in [Path::new("/dev/null"), &root.join("here/null")] {
        assert_eq!(refusal(path), TargetError::NotAFile("/dev/null".into()));
    }
}
