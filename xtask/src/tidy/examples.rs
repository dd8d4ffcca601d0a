//! Rust examples in pages are compiled: some crate includes the page as a doctest.

use super::files::Repository;
use super::markdown::parts;

/// Pages with examples that nobody compiles.
pub(super) fn check(repository: &Repository) -> Vec<String> {
    let mut found = Vec::new();
    for page in repository.pages() {
        let (_, fences) = parts(&page.text);
        let Some(example) = fences.iter().find(|fence| is_compiled(fence.info)) else { continue };
        if !repository.rust().any(|file| includes(&file.path, &file.text, &page.path)) {
            found.push(format!(
                "{}:{}: has a Rust example, and no `#[doc = include_str!(..)]` compiles it",
                page.path, example.number
            ));
        }
    }
    found
}

/// Whether a block with these words behind its fence claims to be Rust that compiles.
fn is_compiled(info: &str) -> bool {
    let mut words = info.split([',', ' ']);
    words.next() == Some("rust") && !words.any(|word| word == "ignore" || word == "compile_fail")
}

/// Whether a Rust file includes the page as documentation.
fn includes(file: &str, text: &str, page: &str) -> bool {
    text.lines().any(|line| {
        let quoted = line.split_once("doc = include_str!(\"").and_then(|(_, rest)| rest.split_once('"'));
        quoted.is_some_and(|(path, _)| beside(file, path).is_some_and(|path| path == page))
    })
}

/// The path that another file has which is named beside this one; `None` outside of the repository.
fn beside(file: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        if part == ".." {
            parts.pop()?;
        } else {
            parts.push(part);
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_that_nobody_compiles_is_found() {
        let page = "text\n```rust\nlet a = 1;\n```\n";
        let including = "//! X.\n#[doc = include_str!(\"../../README.md\")]\nstruct Readme;\n";
        let of_the_package = "//! Y.\n#[doc = include_str!(\"../README.md\")]\nstruct Readme;\n";
        let repository = Repository::of(&[
            ("README.md", page),
            ("crates/x/lib.rs", including),
            ("crates/y/README.md", page),
            ("crates/y/src/lib.rs", of_the_package),
            ("crates/z/README.md", page),
            ("docs/other.md", page),
            ("docs/shell.md", "```console\nls\n```\n"),
            ("docs/std.md", "```rust,ignore\nstd\n```\n"),
        ]);
        let found = check(&repository);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().any(|found| found.starts_with("docs/other.md:2:")));
        assert!(found.iter().any(|found| found.starts_with("crates/z/README.md:2:")));
    }
}
