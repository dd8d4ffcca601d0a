//! The revision to compare with, and its files in a folder of their own.
//!
//! Invariant: the repository is only read. The files come from `git archive`, so there is no second working tree that
//! would have to be unregistered if the command is interrupted.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, io};

/// The driver, without which there is nothing to count.
const DRIVER: &str = "benches/src/bin/phase_driver.rs";

/// A revision, unpacked.
#[derive(Debug)]
pub(crate) struct Base {
    pub(crate) commit: String,
    pub(crate) subject: String,
    /// Where its files are.
    pub(crate) folder: PathBuf,
    /// Where it is built; kept from run to run, for its dependencies.
    pub(crate) target: PathBuf,
    /// Whether its driver is word for word the one of the working tree.
    pub(crate) same_driver: bool,
}

impl Base {
    /// The commit as people write it.
    pub(crate) fn short(&self) -> &str {
        self.commit.get(..10).unwrap_or(&self.commit)
    }
}

/// Unpacks the revision named, or else the merge base with origin/main, or else HEAD~1.
///
/// # Errors
///
/// If there is no such revision, it cannot be unpacked, or it has no driver.
pub(crate) fn check_out(root: &Path, named: Option<&str>) -> Result<Base, String> {
    let revision = match named {
        Some(named) => named.to_owned(),
        None => git(root, &["merge-base", "HEAD", "origin/main"]).unwrap_or_else(|_| "HEAD~1".into()),
    };
    let commit = git(root, &["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")])
        .map_err(|_| format!("there is no revision {revision} to compare with; name one with --base"))?;
    let subject = git(root, &["log", "-1", "--format=%s", &commit])?;
    if git(root, &["cat-file", "-e", &format!("{commit}:{DRIVER}")]).is_err() {
        return Err(format!(
            "the base {revision} ({commit}) has no {DRIVER}, so there is nothing to count in it; \
             name a later revision with --base"
        ));
    }
    if is_the_working_tree(root, &commit)? {
        return Err(format!(
            "the base {revision} is what the working tree holds, so there is nothing to compare; name an earlier \
             revision with --base"
        ));
    }
    let place = root.join("target/perf-gate");
    let folder = place.join("base");
    unpack(root, &commit, &folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let same_driver = matches!(
        (fs::read(root.join(DRIVER)), fs::read(folder.join(DRIVER))),
        (Ok(ours), Ok(theirs)) if ours == theirs
    );
    Ok(Base { commit, subject, folder, target: place.join("target"), same_driver })
}

/// Whether the working tree holds that commit and no change of a tracked file.
fn is_the_working_tree(root: &Path, commit: &str) -> Result<bool, String> {
    let head = git(root, &["rev-parse", "HEAD"])?;
    Ok(head == commit && git(root, &["status", "--porcelain", "--untracked-files=no"])?.is_empty())
}

/// What git says, without the line's end.
fn git(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let told = Command::new("git").arg("-C").arg(root).args(arguments).output();
    let told = told.map_err(|error| format!("cannot run git: {error}"))?;
    if told.status.success() {
        Ok(String::from_utf8_lossy(&told.stdout).trim().to_owned())
    } else {
        Err(format!("git {}: {}", arguments.join(" "), String::from_utf8_lossy(&told.stderr).trim()))
    }
}

/// Puts the files of a commit into an empty folder.
fn unpack(root: &Path, commit: &str, folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => fs::create_dir_all(folder)?,
    }
    let mut archive =
        Command::new("git").arg("-C").arg(root).args(["archive", commit]).stdout(Stdio::piped()).spawn()?;
    let files = archive.stdout.take().expect("the archive is a pipe");
    let unpacked = Command::new("tar").arg("-x").arg("-C").arg(folder).stdin(files).status()?;
    let archived = archive.wait()?;
    if unpacked.success() && archived.success() {
        Ok(())
    } else {
        Err(io::Error::other("git archive or tar failed"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
    }

    #[test]
    fn an_unknown_revision_is_named() {
        let told = check_out(&root(), Some("no-such-revision")).unwrap_err();
        assert!(told.contains("no revision no-such-revision"), "{told}");
    }

    #[test]
    fn a_base_without_a_driver_is_told_so() {
        // The first commit of a history without a driver: an empty tree.
        let empty = scratch_repository();
        let told = check_out(&empty, Some("HEAD")).unwrap_err();
        assert!(told.contains("has no benches/src/bin/phase_driver.rs"), "{told}");
        fs::remove_dir_all(empty).unwrap();
    }

    #[test]
    fn a_base_is_unpacked_without_touching_the_repository() {
        let repository = scratch_repository();
        let driver = repository.join(DRIVER);
        fs::create_dir_all(driver.parent().unwrap()).unwrap();
        fs::write(&driver, "before").unwrap();
        git(&repository, &["add", "."]).unwrap();
        commit(&repository, "with a driver");
        let itself = check_out(&repository, Some("HEAD")).unwrap_err();
        assert!(itself.contains("nothing to compare"), "{itself}");
        fs::write(&driver, "after").unwrap();
        let base = check_out(&repository, None).unwrap_err();
        assert!(base.contains("HEAD~1"), "no remote, so the parent is the base: {base}");
        let base = check_out(&repository, Some("HEAD")).unwrap();
        assert_eq!((base.subject.as_str(), base.same_driver), ("with a driver", false));
        assert_eq!(fs::read_to_string(base.folder.join(DRIVER)).unwrap(), "before");
        assert_eq!(fs::read_to_string(&driver).unwrap(), "after");
        fs::remove_dir_all(repository).unwrap();
    }

    /// A repository with one commit and no files.
    fn scratch_repository() -> PathBuf {
        use std::sync::atomic::{AtomicUsize, Ordering};
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("perf-gate-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        git(&folder, &["init", "--quiet"]).unwrap();
        commit(&folder, "empty");
        folder
    }

    fn commit(repository: &Path, subject: &str) {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
        let arguments: Vec<&str> = identity
            .into_iter()
            .chain(["commit", "--quiet", "--no-verify", "--allow-empty", "-m", subject])
            .collect();
        git(repository, &arguments).unwrap();
    }
}
