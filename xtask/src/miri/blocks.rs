//! The unsafe blocks of the crates, by file and line.
//!
//! A block is the word `unsafe` before a brace; functions, traits and implementations that are unsafe hold no code that
//! is not in a block, which the lint `unsafe_op_in_unsafe_fn` sees to. Tests beside the code are no part of it.

use crate::tidy::source;
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

/// The blocks of a file.
fn of(path: &str, text: &str) -> Vec<Block> {
    let code = without_tests(&source::code(text));
    let mut blocks = Vec::new();
    for (at, word) in code.match_indices("unsafe") {
        let word_before = code[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
        let behind = &code[at + word.len()..];
        let brace = at + word.len() + (behind.len() - behind.trim_start().len());
        if word_before || !code[brace..].starts_with('{') {
            continue;
        }
        let end = closing(&code[brace..]).map_or(code.len(), |end| brace + end);
        let from = place(&code, brace);
        blocks.push(Block {
            path: path.into(),
            line: from.0,
            from,
            to: place(&code, end - 1),
            code: code[brace..end].split_whitespace().collect::<Vec<_>>().join(" "),
        });
    }
    blocks
}

/// Line and column of a byte; from 1.
fn place(code: &str, at: usize) -> (usize, usize) {
    let before = &code[..at];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, at - start + 1)
}

/// The code with blanks in place of modules that are compiled for tests only.
fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    for (at, _) in code.match_indices("#[cfg(test)]") {
        let behind = &code[at..];
        let Some(open) = behind.find(['{', ';']).filter(|open| behind[*open..].starts_with('{')) else {
            continue;
        };
        let Some(end) = closing(&behind[open..]) else { continue };
        let hidden = &code[at..at + open + end];
        let blank: String = hidden.chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        // Blanks are shorter than what is not ASCII; code is ASCII.
        if blank.len() == hidden.len() {
            out.replace_range(at..at + hidden.len(), &blank);
        }
    }
    out
}

/// The length of a text that begins with a brace, up to the brace that closes it.
fn closing(code: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
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
        let blocks = all(&crate::miri::root()).unwrap();
        assert!(blocks.iter().any(|block| block.path == "crates/btree-core/src/slim/raw.rs"));
        assert!(blocks.iter().all(|block| block.path.starts_with("crates/") && block.line > 1));
    }
}
