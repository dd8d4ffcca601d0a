//! No Rust file is longer than [`MOST`] lines, but for those listed here with a reason.

use super::files::Repository;

/// The lines that a file may have.
const MOST: usize = 600;

/// Files that may be longer, and why.
const ALLOWED: [(&str, &str); 2] = [
    ("crates/btree-map/tests/parity/map.rs", "written by `cargo xtask tidy api-parity --bless`"),
    ("crates/btree-map/tests/parity/set.rs", "written by `cargo xtask tidy api-parity --bless`"),
];

/// Files that are too long, and exceptions that are none any more.
pub(super) fn check(repository: &Repository) -> Vec<String> {
    findings(repository, &ALLOWED)
}

fn findings(repository: &Repository, allowed: &[(&str, &str)]) -> Vec<String> {
    let mut found = Vec::new();
    for file in repository.rust() {
        let lines = file.text.lines().count();
        let exception = allowed.iter().find(|(path, _)| *path == file.path);
        match exception {
            None if lines > MOST => found.push(format!("{}: {lines} lines, {MOST} at most", file.path)),
            Some((path, _)) if lines <= MOST => found.push(format!("{path}: needs no exception any more")),
            _ => {}
        }
    }
    let gone = allowed.iter().filter(|(path, _)| repository.text(path).is_none());
    found.extend(gone.map(|(path, _)| format!("{path}: is excepted, but there is no such file")));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_and_stale_exceptions_are_found() {
        let (long, short) = ("//\n".repeat(MOST + 1), "//\n".repeat(MOST));
        let repository = Repository::of(&[("long.rs", &long), ("short.rs", &short), ("listed.rs", &long)]);
        let allowed = [("listed.rs", "a reason"), ("short.rs", "a reason"), ("gone.rs", "a reason")];
        let found = findings(&repository, &allowed);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("long.rs: 601 lines"));
        assert!(found[1].starts_with("short.rs: needs no") && found[2].starts_with("gone.rs:"));
    }
}
