//! What is unstable in std and not offered here, each with its reason.

use super::Judged;
use super::row::{List, Row};
use super::uses::Source;

/// The entries of `unoffered.txt`.
pub(super) struct Unoffered {
    entries: Vec<Entry>,
}

struct Entry {
    list: String,
    item: String,
    /// What the signature contains.
    part: String,
    reason: String,
}

impl Entry {
    fn meets(&self, row: &Row) -> bool {
        self.list == row.list.module()
            && (self.item == "*" || self.item == row.item)
            && (self.part == "*" || row.signature.contains(&self.part))
    }
}

impl Unoffered {
    /// Reads `list | item | part of the signature | reason`, one a line; an asterisk stands for any item or part.
    ///
    /// # Errors
    ///
    /// If a line is not of that form.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let entries = lines.map(|line| {
            let [list, item, part, reason] = line
                .splitn(4, " | ")
                .collect::<Vec<_>>()
                .try_into()
                .map_err(|_| format!("not `list | item | part | reason`: {line}"))?;
            Ok(Entry { list: list.into(), item: item.into(), part: part.into(), reason: reason.into() })
        });
        Ok(Unoffered { entries: entries.collect::<Result<_, String>>()? })
    }

    /// Why `row` is not offered, if it is not.
    pub(super) fn reason(&self, row: &Row) -> Option<&str> {
        self.entries.iter().find(|entry| entry.meets(row)).map(|entry| entry.reason.as_str())
    }

    /// # Errors
    ///
    /// If an entry meets no row: it is misspelled, or what it excuses is gone.
    pub(super) fn all_met(&self, lists: &[(List, Vec<Judged>, Source)]) -> Result<(), String> {
        for entry in &self.entries {
            let mut rows = lists.iter().flat_map(|(_, rows, _)| rows);
            if !rows.any(|judged| entry.meets(&judged.row)) {
                return Err(format!("meets no row: {} | {} | {}", entry.list, entry.item, entry.part));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::row;
    use super::*;

    #[test]
    fn an_entry_excuses_what_it_names_and_must_name_something() {
        let unoffered =
            Unoffered::parse("# comment\nset | * | TrustedLen | no such trait on stable").unwrap();
        let text = "UNSTABLE x #1 | trait | Iter | impl<T> TrustedLen for Iter<'_, T>\n\
                    STABLE 1 | trait | Iter | impl<T> FusedIterator for Iter<'_, T>";
        let rows = row::parse(List::Set, text).unwrap();
        assert_eq!(unoffered.reason(&rows[0]), Some("no such trait on stable"));
        assert_eq!(unoffered.reason(&rows[1]), None);
        assert!(unoffered.all_met(&[]).is_err());
        assert!(Unoffered::parse("set | Iter").is_err());
    }
}
