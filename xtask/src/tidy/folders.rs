//! The list of folders in `docs/architecture.md` names what is there, and every folder that a reader finds first.
//!
//! The list is the code block under the heading "Folders". A line begins with names, behind which two spaces or the line's end follow. A name without
//! indentation is a path. Names four columns in lie in the last path without indentation, and names eight columns in lie in the last folder
//! of those. Lines further to the right go on with a description.

use super::files::Repository;
use std::collections::BTreeSet;

const PAGE: &str = "docs/architecture.md";

/// Names that are not there, and folders that the page leaves out.
pub(super) fn check(repository: &Repository) -> Vec<String> {
    let Some(text) = repository.text(PAGE) else { return Vec::new() };
    let section = text.split_once("\n## Folders\n").map_or("", |(_, section)| section);
    let Some(list) = section.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()) else {
        return vec![format!("{PAGE}: has no list of folders")];
    };
    let listed = paths(list);
    let missing = listed.iter().filter(|path| !repository.has(path));
    let mut found: Vec<String> =
        missing.map(|path| format!("{PAGE}: names {path}, which does not exist")).collect();
    let named = |folder: &str| {
        listed.iter().any(|path| {
            path.strip_prefix(folder).is_some_and(|rest| rest.starts_with(['/']) || rest.is_empty())
        })
    };
    for folder in first_folders(repository) {
        if !named(&folder) {
            found.push(format!("{PAGE}: does not name {folder}/"));
        }
    }
    found
}

/// The paths that a list names, without a slash at the end.
fn paths(list: &str) -> Vec<String> {
    let (mut roots, mut found) = ([String::new(), String::new()], Vec::new());
    for line in list.lines() {
        let indent = line.len() - line.trim_start().len();
        let names = line.trim_start().split("  ").next().unwrap_or("");
        let within = match indent {
            0 => String::new(),
            4 => roots[0].clone(),
            8 => roots[1].clone(),
            _ => continue,
        };
        for name in names.split_whitespace() {
            let path = within.clone() + name;
            if name.ends_with('/') && indent < 8 {
                roots[indent / 4].clone_from(&path);
            }
            found.push(path.trim_end_matches('/').to_owned());
        }
    }
    found
}

/// The folders at the top, and those of the crates.
fn first_folders(repository: &Repository) -> BTreeSet<String> {
    let files = repository.files().iter().map(|file| file.path.as_str());
    let folders = files.filter_map(|path| {
        let (top, rest) = path.split_once('/')?;
        match rest.split_once('/') {
            Some((package, _)) if top == "crates" => Some(format!("{top}/{package}")),
            _ => Some(top.to_owned()),
        }
    });
    folders.filter(|folder| !folder.starts_with('.')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lie_in_the_folder_above_them() {
        let list = "crates/a/src/     what it is\n    b.rs c.rs   two files\n    d/\n        e.rs     in d\n                  and more of it\nx/\n";
        let expected = [
            "crates/a/src",
            "crates/a/src/b.rs",
            "crates/a/src/c.rs",
            "crates/a/src/d",
            "crates/a/src/d/e.rs",
            "x",
        ];
        assert_eq!(paths(list), expected);
    }

    #[test]
    fn what_is_not_there_and_what_is_not_named_is_found() {
        let page = "# A\n\n## Folders\n\n```text\ncrates/a/src/   a\n    gone.rs\ndocs/\n```\n";
        let repository = Repository::of(&[
            ("crates/a/src/lib.rs", ""),
            ("crates/b/src/lib.rs", ""),
            (PAGE, page),
            ("x/y.md", ""),
        ]);
        let expected = [
            "docs/architecture.md: names crates/a/src/gone.rs, which does not exist",
            "docs/architecture.md: does not name crates/b/",
            "docs/architecture.md: does not name x/",
        ];
        assert_eq!(check(&repository), expected);
    }
}
