//! Each Rust file opens with a `//!` comment: what it is, and which invariants it owns.

use super::files::Repository;

/// The files that do not.
pub(super) fn check(repository: &Repository) -> Vec<String> {
    let without = repository.rust().filter(|file| !says_something(&file.text));
    without.map(|file| format!("{}: opens without a `//!` comment that says what it is", file.path)).collect()
}

fn says_something(text: &str) -> bool {
    let first = text.lines().next().unwrap_or("");
    first.strip_prefix("//!").is_some_and(|words| words.split_whitespace().count() >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_words_is_found() {
        let repository = Repository::of(&[
            ("a.rs", "//! What it is.\n"),
            ("b.rs", "// Not of the module.\n"),
            ("c.rs", "//!\n"),
            ("d.rs", ""),
            ("e.md", "# A page\n"),
        ]);
        let found = check(&repository);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("b.rs:") && found[2].starts_with("d.rs:"));
    }
}
