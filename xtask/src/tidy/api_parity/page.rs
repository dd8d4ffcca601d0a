//! The page `docs/parity.md`: every signature, what it is in std, and the use that stands for it.

use super::Judged;
use super::row::{Kind, List};
use super::uses::Source;

/// The page's text.
pub(super) fn print(lists: &[(List, Vec<Judged>, Source)]) -> String {
    let mut text = String::from(
        "# Parity with std\n\n\
         Every public signature of std's `BTreeMap` and `BTreeSet` (Rust 1.95), and the use of it that is compiled against our\n\
         types. Written by `cargo xtask tidy api-parity --bless`. Without `--bless` the command fails if a use does not compile or this\n\
         page is stale. The uses are generated from the signatures, in `crates/btree-map/tests/parity`, so they have exactly std's\n\
         bounds, arguments, results and associated types. The allocator parameter, unstable in std, is read as `Global`.\n\n\
         *unstable* marks what std has on nightly only; where it says so, we leave it out.\n",
    );
    text += "\n| list | signatures | stable, offered | unstable, offered | unstable, left out |\n|---|--:|--:|--:|--:|\n";
    for (list, rows, _) in lists {
        let [stable, unstable, out] = counts(rows);
        text += &format!("| {} | {} | {stable} | {unstable} | {out} |\n", title(*list), rows.len());
    }
    for (list, rows, _) in lists {
        for (kind, heading) in [
            (Kind::Type, "types"),
            (Kind::Method, "methods"),
            (Kind::Trait, "traits"),
            (Kind::Auto, "auto traits"),
        ] {
            text +=
                &format!("\n## {}: {heading}\n\n| signature | in std | use |\n|---|---|---|\n", title(*list));
            for judged in rows.iter().filter(|judged| judged.row.kind == kind) {
                text += &line(judged);
            }
        }
    }
    text
}

fn title(list: List) -> &'static str {
    match list {
        List::Map => "BTreeMap",
        List::Set => "BTreeSet",
    }
}

fn line(judged: &Judged) -> String {
    let row = &judged.row;
    let in_std = match (&row.since, &row.feature) {
        (Some(since), _) => since.clone(),
        (None, feature) => format!("*unstable* {}", feature.as_deref().unwrap_or_default()),
    };
    let signature = match row.kind {
        Kind::Method => format!("{}: {}", row.item, row.signature),
        _ => row.signature.clone(),
    };
    let used = match &judged.unoffered {
        None => format!("`{}`", row.key()),
        Some(reason) => format!("left out: {reason}"),
    };
    format!("| `{}` | {in_std} | {used} |\n", signature.replace('|', "\\|"))
}

/// Rows that are stable and offered, unstable and offered, and left out.
fn counts(rows: &[Judged]) -> [usize; 3] {
    let count = |wanted: fn(&Judged) -> bool| rows.iter().filter(|judged| wanted(judged)).count();
    [
        count(|judged| judged.row.since.is_some()),
        count(|judged| judged.row.since.is_none() && judged.unoffered.is_none()),
        count(|judged| judged.unoffered.is_some()),
    ]
}

/// What the command says in the end.
pub(super) fn summary(lists: &[(List, Vec<Judged>, Source)], failures: usize) -> String {
    let mut text = String::new();
    for (list, rows, _) in lists {
        let [stable, unstable, out] = counts(rows);
        text += &format!(
            "{}: {} signatures; {stable} stable and {unstable} unstable used, {out} unstable left out\n",
            title(*list),
            rows.len()
        );
    }
    text + &format!("api-parity: {failures} missing\n")
}

#[cfg(test)]
mod tests {
    use super::super::row;
    use super::*;

    #[test]
    fn every_row_is_a_line_and_what_is_left_out_has_its_reason() {
        let text = "STABLE 1.0.0 | trait | Iter | impl<T> Clone for Iter<'_, T>\n\
                    UNSTABLE trusted_len #37572 | trait | Iter | impl<T> TrustedLen for Iter<'_, T>";
        let mut rows = row::parse(List::Set, text).unwrap().into_iter();
        let rows = vec![
            Judged { row: rows.next().unwrap(), unoffered: None },
            Judged { row: rows.next().unwrap(), unoffered: Some("because".into()) },
        ];
        let lists = [(List::Set, rows, Source { text: String::new(), lines: vec![] })];
        let page = print(&lists);
        assert!(
            page.contains("| `impl<T> Clone for Iter<'_, T>` | 1.0.0 | `set_iter_clone_for_iter_t` |"),
            "{page}"
        );
        assert!(page.contains("*unstable* trusted_len #37572 | left out: because |"), "{page}");
        assert!(summary(&lists, 0).contains("1 stable and 0 unstable used, 1 unstable left out"));
    }
}
