//! The unsafe blocks of the crates, by file and line.
//!
//! A block is the word `unsafe` before a brace; functions, traits and implementations that are unsafe hold no code that
//! is not in a block, which the lint `unsafe_op_in_unsafe_fn` sees to. Tests beside the code are no part of it.

use proc_macro2::{Delimiter, Group, LineColumn, TokenStream, TokenTree};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::fs;
use std::path::Path;

/// An unsafe block.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub(super) struct Block {
    /// From the root of the repository, with slashes.
    pub(super) path: String,
    /// The line in which its brace opens; from 1.
    pub(super) line: usize,
    /// Line and column where its brace opens, and where it closes; from 1.
    pub(super) from: (usize, usize),
    pub(super) to: (usize, usize),
    /// Its code, without comments and with single blanks.
    pub(super) code: String,
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.path, self.line)
    }
}

/// All blocks under `crates/*/src`.
///
/// # Errors
///
/// If a folder or a file cannot be read.
pub(super) fn all(root: &Path) -> Result<Vec<Block>, String> {
    let mut blocks = Vec::new();
    let crates = root.join("crates");
    let mut folders = entries(&crates)?;
    folders.sort();
    for name in folders {
        let sources = crates.join(&name).join("src");
        // A package of nothing but tests has none.
        if sources.is_dir() {
            walk(&sources, &format!("crates/{name}/src"), &mut blocks)?;
        }
    }
    Ok(blocks)
}

fn entries(folder: &Path) -> Result<Vec<String>, String> {
    let told = |error: std::io::Error| format!("{}: {error}", folder.display());
    let read = fs::read_dir(folder).map_err(told)?;
    read.map(|entry| Ok(entry.map_err(told)?.file_name().to_string_lossy().into_owned())).collect()
}

fn walk(folder: &Path, path: &str, blocks: &mut Vec<Block>) -> Result<(), String> {
    let mut names = entries(folder)?;
    names.sort();
    for name in names {
        let (file, path) = (folder.join(&name), format!("{path}/{name}"));
        if file.is_dir() {
            walk(&file, &path, blocks)?;
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(&file).map_err(|error| format!("{path}: {error}"))?;
            blocks.extend(of(&path, &text));
        }
    }
    Ok(())
}

/// The blocks of a file; none if it is no Rust, which the compiler tells better.
fn of(path: &str, text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Ok(tokens) = text.parse() {
        find(path, tokens, &mut blocks);
    }
    blocks
}

fn find(path: &str, tokens: TokenStream, blocks: &mut Vec<Block>) {
    let mut is_for_tests = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) if is_for_tests && group.delimiter() == Delimiter::Brace => {
                is_for_tests = false;
            }
            TokenTree::Group(group) => {
                is_for_tests |= group.to_string().replace(' ', "") == "[cfg(test)]";
                find(path, group.stream(), blocks);
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => is_for_tests = false,
            TokenTree::Ident(word) if word == "unsafe" && !is_for_tests => {
                if let Some(TokenTree::Group(group)) = tokens.peek()
                    && group.delimiter() == Delimiter::Brace
                {
                    blocks.push(Block::new(path, group));
                }
            }
            _ => {}
        }
    }
}

impl Block {
    fn new(path: &str, group: &Group) -> Self {
        // Columns are counted from 0 here.
        let place = |at: LineColumn| (at.line, at.column + 1);
        let from = place(group.span_open().start());
        Self {
            path: path.into(),
            line: from.0,
            from,
            to: place(group.span_close().start()),
            code: without_comments(&group.span().source_text().unwrap_or_default()),
        }
    }
}

fn without_comments(code: &str) -> String {
    let lines = code.lines().map(|line| line.split_once("//").map_or(line, |(code, _)| code));
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_found_and_tests_and_signatures_are_not() {
        let text = "//! unsafe { }\nunsafe fn f() {\n    // SAFETY: so.\n    let a = unsafe { g(\n  {1}) };\n}\n\
            unsafe impl T for U {}\n#[cfg(test)]\nmod tests {\n    fn t() { unsafe { h() } }\n}\n\
            fn last() { unsafe\n{ i() } }\n";
        let found: Vec<_> = of("a.rs", text).into_iter().map(|b| (b.from, b.to, b.code)).collect();
        assert_eq!(found, [((4, 20), (5, 8), "{ g( {1}) }".into()), ((13, 1), (13, 7), "{ i() }".into())]);
    }

    #[test]
    fn this_repository_has_some() {
        let blocks = all(&crate::stress::miri::root()).unwrap();
        assert!(blocks.iter().any(|block| block.path == "crates/btree-core/src/slim/raw.rs"));
        assert!(blocks.iter().all(|block| block.path.starts_with("crates/") && block.line > 1));
    }
}
