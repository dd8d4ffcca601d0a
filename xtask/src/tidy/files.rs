//! The texts of the repository: every Rust file and every page, by path.
//!
//! Invariant: paths are relative to the root, with slashes, and ascend.

use std::fs;
use std::io;
use std::path::Path;

/// A text of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct File {
    /// Relative to the root, with slashes.
    pub(super) path: String,
    pub(super) text: String,
}

/// All texts, and the names of all other files.
#[derive(Debug)]
pub(super) struct Repository {
    files: Vec<File>,
    /// Files and folders that are there, texts included.
    names: Vec<String>,
}

/// Folders of what is built, and of version control.
const SKIPPED: [&str; 2] = ["target", ".git"];

impl Repository {
    /// Reads what lies under `root`.
    ///
    /// # Errors
    ///
    /// If a folder or a text cannot be read.
    pub(super) fn read(root: &Path) -> io::Result<Self> {
        let mut repository = Self { files: Vec::new(), names: Vec::new() };
        repository.walk(root, "")?;
        repository.files.sort_by(|a, b| a.path.cmp(&b.path));
        repository.names.sort();
        Ok(repository)
    }

    fn walk(&mut self, folder: &Path, path: &str) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if SKIPPED.contains(&name.as_str()) {
                continue;
            }
            let path = if path.is_empty() { name } else { format!("{path}/{name}") };
            if entry.file_type()?.is_dir() {
                self.walk(&entry.path(), &path)?;
            } else if path.ends_with(".rs") || path.ends_with(".md") {
                self.files.push(File { path: path.clone(), text: fs::read_to_string(entry.path())? });
            }
            self.names.push(path);
        }
        Ok(())
    }

    /// A repository of these texts, for tests.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let mut names: Vec<String> = Vec::new();
        for (path, _) in files {
            names.push((*path).to_owned());
            names.extend(path.match_indices('/').map(|(at, _)| path[..at].to_owned()));
        }
        names.sort();
        let file = |&(path, text): &(&str, &str)| File { path: path.into(), text: text.into() };
        Self { files: files.iter().map(file).collect(), names }
    }

    /// All texts.
    pub(super) fn files(&self) -> &[File] {
        &self.files
    }

    /// The Rust files.
    pub(super) fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.path.ends_with(".rs"))
    }

    /// The pages.
    pub(super) fn pages(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.path.ends_with(".md"))
    }

    /// The text at `path`.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path).map(|file| file.text.as_str())
    }

    /// Whether there is a file or folder at `path`.
    pub(super) fn has(&self, path: &str) -> bool {
        path.is_empty() || self.names.iter().any(|name| name == path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_read_without_what_is_built() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let repository = Repository::read(&root).unwrap();
        assert!(repository.text("xtask/src/tidy/files.rs").is_some_and(|text| text.contains("SKIPPED")));
        assert!(repository.has("Cargo.toml") && repository.has("xtask/src") && !repository.has("target"));
        assert!(repository.pages().any(|page| page.path == "README.md"));
        assert!(repository.files().is_sorted_by(|a, b| a.path < b.path));
    }
}
