//! Links in pages lead to files of the repository that exist, and to headings that they have.
//!
//! Links to other hosts are not followed: a check must not depend on the network.

use super::files::Repository;
use super::markdown::{anchors, parts, targets};

/// The links that lead nowhere.
pub(super) fn check(repository: &Repository) -> Vec<String> {
    let mut found = Vec::new();
    for page in repository.pages() {
        for line in parts(&page.text).0 {
            for target in targets(line.text) {
                if let Err(what) = follow(repository, &page.path, &target) {
                    found.push(format!("{}:{}: {target}: {what}", page.path, line.number));
                }
            }
        }
    }
    found
}

fn follow(repository: &Repository, from: &str, target: &str) -> Result<(), String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return Ok(());
    }
    let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let path = if path.is_empty() { from.to_owned() } else { resolve(from, path)? };
    if !repository.has(&path) {
        return Err("there is no such file".into());
    }
    match (anchor, repository.text(&path)) {
        (Some(anchor), Some(text)) if path.ends_with(".md") => {
            let known = anchors(text).iter().any(|known| known == anchor);
            known.then_some(()).ok_or_else(|| format!("{path} has no such heading"))
        }
        _ => Ok(()),
    }
}

/// The path from the root to which a relative path of the page `from` leads.
fn resolve(from: &str, path: &str) -> Result<String, String> {
    if path.starts_with('/') {
        return Err("is not relative".into());
    }
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                folders.pop().ok_or("leads out of the repository")?;
            }
            name => folders.push(name),
        }
    }
    Ok(folders.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_lead_nowhere_are_found_with_their_line() {
        let index = "# Index\n[ok](docs/a.md) [ok](docs/a.md#one-two) [ok](#index) [ok](https://x.y/z#w)\n\
                     [bad](docs/b.md)\n[bad](docs/a.md#three) [bad](#no) [bad](../x) [ok](docs/)\n";
        let repository =
            Repository::of(&[("README.md", index), ("docs/a.md", "## One two\n[up](../README.md#index)\n")]);
        let found = check(&repository);
        let wanted = [
            "README.md:3: docs/b.md: there is no such file",
            "README.md:4: docs/a.md#three: docs/a.md has no such heading",
            "README.md:4: #no: README.md has no such heading",
            "README.md:4: ../x: leads out of the repository",
        ];
        assert_eq!(found, wanted);
    }
}
