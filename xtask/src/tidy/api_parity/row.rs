//! The rows of a list: one signature of std each.

use super::syntax;
use std::fmt;

/// Whose signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Map,
    Set,
}

impl List {
    pub(super) const ALL: [List; 2] = [List::Map, List::Set];

    /// The module of the uses, and what rows are called by in `unoffered.txt`.
    pub(super) fn module(self) -> &'static str {
        match self {
            List::Map => "map",
            List::Set => "set",
        }
    }

    pub(super) fn text(self) -> &'static str {
        match self {
            List::Map => include_str!("../../../parity/btreemap.txt"),
            List::Set => include_str!("../../../parity/btreeset.txt"),
        }
    }
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Type,
    Method,
    Trait,
    Auto,
}

/// One signature.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) list: List,
    pub(super) kind: Kind,
    /// Since when it is stable; `None` if it is not.
    pub(super) since: Option<String>,
    /// The unstable feature, if it is one.
    pub(super) feature: Option<String>,
    /// The type it belongs to.
    pub(super) item: String,
    pub(super) signature: String,
}

impl Row {
    /// The name of its use: letters, digits and underscores, different for every row of both lists.
    pub(super) fn key(&self) -> String {
        let said = match self.kind {
            Kind::Type => "type".to_owned(),
            Kind::Method => syntax::method_name(&self.signature).to_owned(),
            Kind::Trait | Kind::Auto => syntax::without_allocator_head(&self.signature),
        };
        let mut key = format!("{}_{}", self.list.module(), self.item.to_lowercase());
        for word in said.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            key += "_";
            key += &word.to_lowercase();
        }
        // What tells two impls apart that are spelled with the same words.
        if said.contains(" for &") {
            key += "_by_reference";
        }
        key
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} | {} | {}", self.list.module(), self.item, self.signature)
    }
}

/// The signatures of a list's text; lines of other kinds state facts that have no signature.
///
/// # Errors
///
/// If a line is neither a comment nor a row, or two rows would share a key.
pub(super) fn parse(list: List, text: &str) -> Result<Vec<Row>, String> {
    let mut rows: Vec<Row> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [mark, kind, item, signature] =
            line.splitn(4, " | ").collect::<Vec<_>>().try_into().or_else(|parts: Vec<_>| {
                match parts.first() {
                    Some(&"FACT") => Ok(["FACT", "", "", ""]),
                    _ => Err(format!("not a row: {line}")),
                }
            })?;
        let (since, feature) = match mark.split_once(' ') {
            Some(("STABLE", since)) => (Some(since.to_owned()), None),
            Some(("UNSTABLE", feature)) => (None, Some(feature.to_owned())),
            _ if mark == "FACT" => continue,
            _ => return Err(format!("neither stable nor unstable: {line}")),
        };
        let kind = match kind {
            "type" => Kind::Type,
            "method" => Kind::Method,
            "trait" => Kind::Trait,
            "auto" => Kind::Auto,
            other => return Err(format!("no such kind as {other}: {line}")),
        };
        let row = Row { list, kind, since, feature, item: item.into(), signature: signature.into() };
        if let Some(twin) = rows.iter().find(|other| other.key() == row.key()) {
            return Err(format!("the same key {} for {row} and {twin}", row.key()));
        }
        rows.push(row);
    }
    let types: Vec<Row> = rows.iter().filter(|row| row.kind == Kind::Type).cloned().collect();
    for row in rows.iter_mut().filter(|row| row.kind == Kind::Auto) {
        // The auto traits of a type are as stable as the type.
        if let Some(owner) = types.iter().find(|owner| owner.item == row.item && owner.since.is_none()) {
            (row.since, row.feature) = (None, owner.feature.clone());
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_row_a_fact_or_refused() {
        let text = "# comment\n\nFACT | size | Iter 72\nSTABLE 1.0.0 | method | BTreeSet | pub fn len(&self) -> usize\n";
        let rows = parse(List::Set, text).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].key().as_str(), rows[0].since.as_deref()), ("set_btreeset_len", Some("1.0.0")));
        assert!(parse(List::Set, "STABLE 1 | method | BTreeSet").is_err());
        assert!(parse(List::Set, "PERHAPS 1 | method | BTreeSet | pub fn a()").is_err());
        assert!(parse(List::Set, &format!("{text}{}", text.lines().last().unwrap())).is_err());
    }

    #[test]
    fn the_auto_traits_of_a_type_are_as_stable_as_the_type() {
        let text = "UNSTABLE cursors #1 | type | Cursor | pub struct Cursor<'a, K> { .. }\n\
                    STABLE auto | auto | Cursor | impl<'a, K> Send for Cursor<'a, K> where K: Sync\n\
                    STABLE auto | auto | Iter | impl<'a, K> Send for Iter<'a, K> where K: Sync";
        let rows = parse(List::Set, text).unwrap();
        assert_eq!((rows[1].since.as_deref(), rows[1].feature.as_deref()), (None, Some("cursors #1")));
        assert_eq!(rows[2].since.as_deref(), Some("auto"));
    }

    #[test]
    fn keys_tell_references_and_lifetimes_apart() {
        let key = |signature: &str| {
            let text = format!("STABLE 1 | trait | BTreeSet | {signature}");
            parse(List::Set, &text).unwrap()[0].key()
        };
        assert_eq!(
            key("impl<T, A> Extend<T> for BTreeSet<T, A> where T: Ord"),
            "set_btreeset_extend_t_for_btreeset_t"
        );
        assert_ne!(
            key("impl<'a, T, A> IntoIterator for &'a BTreeSet<T, A>"),
            key("impl<T, A> IntoIterator for BTreeSet<T, A>")
        );
    }
}
