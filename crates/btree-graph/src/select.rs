//! The souls or keys that a query selects: one name, or a range of names (LEX in GUN).
//!
//! Names are ordered by their bytes, as in the maps. So a selection is one range of a map, and its cost does not depend on the
//! names outside the range.

use alloc::boxed::Box;
use alloc::string::String;
use core::cmp::Ordering;
use core::ops::Bound::{self, Excluded, Included, Unbounded};

/// The selected souls, or keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Select {
    /// One name.
    One(Box<str>),
    /// A range of names.
    Range(Lex),
}

/// A range of names. A name is in the range if it satisfies every field that is `Some`.
///
/// ```
/// use btree_graph::Lex;
///
/// let october = Lex { prefix: Some("2026-10-".into()), ..Lex::default() };
/// assert!(october.contains("2026-10-31") && !october.contains("2026-11-01"));
/// let second_half = Lex { from: Some("2026-10-16".into()), ..october };
/// assert!(second_half.contains("2026-10-16") && !second_half.contains("2026-10-15"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lex {
    /// The prefix of the names (`*`).
    pub prefix: Option<Box<str>>,
    /// The first name (`>`).
    pub from: Option<Box<str>>,
    /// The last name (`<`).
    pub to: Option<Box<str>>,
}

impl Lex {
    /// Returns whether a name is in the range.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.prefix.as_ref().is_none_or(|prefix| name.starts_with(&**prefix))
            && self.from.as_ref().is_none_or(|from| name >= &**from)
            && self.to.as_ref().is_none_or(|to| name <= &**to)
    }
}

impl From<&str> for Select {
    fn from(name: &str) -> Self {
        Select::One(name.into())
    }
}

/// Two bounds between which there may be names.
pub(crate) type Bounds<'a> = (Bound<&'a str>, Bound<&'a str>);

impl Select {
    /// All names there are.
    pub(crate) const ALL: Select = Select::Range(Lex { prefix: None, from: None, to: None });

    /// Calls `then` with the bounds of what is selected; and, if `sent` is given, of what comes after it in the direction.
    /// `again` says whether `sent` itself comes once more. `None` if there can be nothing.
    pub(crate) fn within<R>(
        &self,
        sent: Option<&str>,
        again: bool,
        reverse: bool,
        then: impl FnOnce(Bounds<'_>) -> R,
    ) -> Option<R> {
        let behind;
        let (mut lower, mut upper) = match self {
            Select::One(name) => (Included(&**name), Included(&**name)),
            Select::Range(Lex { prefix, from, to }) => {
                let lower =
                    [prefix, from].into_iter().flatten().max().map_or(Unbounded, |name| Included(&**name));
                let upper = to.as_ref().map_or(Unbounded, |to| Included(&**to));
                behind = prefix.as_ref().and_then(|prefix| behind_prefix(prefix));
                (
                    lower,
                    tighter(
                        upper,
                        behind.as_ref().map_or(Unbounded, |name| Excluded(&**name)),
                        Ordering::Less,
                    ),
                )
            }
        };
        if let Some(sent) = sent {
            let sent = if again { Included(sent) } else { Excluded(sent) };
            if reverse {
                upper = tighter(upper, sent, Ordering::Less);
            } else {
                lower = tighter(lower, sent, Ordering::Greater);
            }
        }
        let empty = match (lower, upper) {
            (Included(lower), Included(upper)) => lower > upper,
            (Included(lower) | Excluded(lower), Excluded(upper)) | (Excluded(lower), Included(upper)) => {
                lower >= upper
            }
            (Unbounded, _) | (_, Unbounded) => false,
        };
        (!empty).then(|| then((lower, upper)))
    }
}

/// Of two bounds on the same side the one that leaves less; `side` is how a tighter one compares.
fn tighter<'a>(a: Bound<&'a str>, b: Bound<&'a str>, side: Ordering) -> Bound<&'a str> {
    match (a, b) {
        (Unbounded, bound) | (bound, Unbounded) => bound,
        (Included(x) | Excluded(x), Included(y) | Excluded(y)) => match x.cmp(y) {
            Ordering::Equal if matches!(a, Excluded(_)) => a,
            Ordering::Equal => b,
            order if order == side => a,
            _ => b,
        },
    }
}

/// The first name behind all that begin with `prefix`, if there is one.
fn behind_prefix(prefix: &str) -> Option<String> {
    let mut chars = prefix.chars();
    while let Some(last) = chars.next_back() {
        // Steps over the surrogates, which are no characters.
        if let Some(next) = (last..=char::MAX).nth(1) {
            let mut behind = String::from(chars.as_str());
            behind.push(next);
            return Some(behind);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use btree_map::BPlusTreeSet;
    use quickcheck::quickcheck;

    #[test]
    fn what_is_behind_a_prefix_steps_over_what_is_no_character() {
        assert_eq!(behind_prefix("ab").as_deref(), Some("ac"));
        assert_eq!(behind_prefix("a\u{d7ff}").as_deref(), Some("a\u{e000}"));
        assert_eq!(behind_prefix("a\u{10ffff}\u{10ffff}").as_deref(), Some("b"));
        assert_eq!((behind_prefix(""), behind_prefix("\u{10ffff}")), (None, None));
    }

    quickcheck! {
        /// The names between the bounds are those that are selected, in whatever pages.
        fn a_selection_is_a_range(
            names: Vec<String>, prefix: Option<u8>, from: Option<u8>, to: Option<u8>, one: bool, reverse: bool
        ) -> bool {
            let names: BPlusTreeSet<String> = names.into_iter().collect();
            let pick = |place: u8| names.iter().nth(usize::from(place) % names.len().max(1)).cloned();
            let prefix = prefix.and_then(pick).map(|name| name.chars().take(1).collect::<String>().into());
            let lex = Lex {
                prefix,
                from: from.and_then(pick).map(Into::into),
                to: to.and_then(pick).map(Into::into),
            };
            let select = match lex.from.clone().filter(|_| one) {
                Some(name) => Select::One(name),
                None => Select::Range(lex.clone()),
            };
            let is_selected = |name: &str| match &select {
                Select::One(one) => name == &**one,
                Select::Range(lex) => lex.contains(name),
            };
            let mut expected: Vec<_> = names.iter().filter(|name| is_selected(name)).cloned().collect();
            if reverse {
                expected.reverse();
            }
            let mut found: Vec<String> = Vec::new();
            // One by one, each behind the one before.
            loop {
                let sent = found.last().cloned();
                let next = select.within(sent.as_deref(), false, reverse, |bounds| {
                    let mut range = names.range::<str, _>(bounds);
                    if reverse { range.next_back() } else { range.next() }.cloned()
                });
                match next.flatten() {
                    Some(name) => found.push(name),
                    None => return found == expected,
                }
            }
        }
    }
}
