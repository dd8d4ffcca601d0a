//! The index of sums: how many items each page of the graph has, and the sum of their hashes.
//!
//! A page is a run of neighbouring items, from its first position to the next page's. The sum of a range is the sum of the pages within
//! it, and of the items of the pages at both ends. So it costs **O(pages)**, and the hashes of two pages at most.
//!
//! Invariants, checked by `assert_invariants`:
//!
//! - The first page begins at the least position, so every position has a page.
//! - The count and the sum of a page are those of the items of the graph in it. Whoever changes an item of the graph tells the index
//!   the hash before and the hash after, and nothing else changes items.
//! - No page has more than [`PAGE`] items.

use crate::item::{Position, Range, hash};
use crate::sum::Sum;
use btree_graph::{Graph, State, Value};
use btree_map::BPlusTreeMap;
use std::ops::Bound::{Excluded, Included, Unbounded};

/// The most items of a page.
pub const PAGE: usize = 128;

/// A count and a sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// Items.
    pub count: u64,
    /// The sum of their hashes.
    pub sum: Sum,
}

impl Total {
    /// Adds an item.
    pub fn add(&mut self, hash: &[u8; 32]) {
        self.count += 1;
        self.sum.add(hash);
    }

    /// Adds another total.
    pub fn add_total(&mut self, other: Total) {
        self.count += other.count;
        self.sum.add_sum(other.sum);
    }

    /// The fingerprint.
    pub fn fingerprint(&self) -> [u8; 16] {
        self.sum.fingerprint(self.count)
    }
}

/// Builds the index of items that come in order. Pages are full.
#[derive(Debug)]
pub(crate) struct IndexBuilder {
    index: Index,
    start: Position,
    page: Total,
}

impl IndexBuilder {
    pub(crate) fn new() -> Self {
        let index = Index { pages: BPlusTreeMap::new(), total: Total::default() };
        IndexBuilder { index, start: Position::default(), page: Total::default() }
    }

    /// The total of all items so far.
    pub(crate) fn total(&self) -> Total {
        let mut total = self.index.total;
        total.add_total(self.page);
        total
    }

    /// Adds an item that comes after all others.
    pub(crate) fn push(&mut self, at: &Position, hash: &[u8; 32]) {
        if self.page.count == PAGE as u64 {
            self.end_page(at.clone());
        }
        self.page.add(hash);
    }

    fn end_page(&mut self, next: Position) {
        let start = std::mem::replace(&mut self.start, next);
        let page = std::mem::take(&mut self.page);
        self.index.total.add_total(page);
        self.index.pages.insert(start, page);
    }

    pub(crate) fn finish(mut self) -> Index {
        self.end_page(Position::default());
        self.index
    }
}

/// The index of a graph.
#[derive(Debug)]
pub struct Index {
    pages: BPlusTreeMap<Position, Total>,
    total: Total,
}

impl Index {
    /// The index of an empty graph.
    pub fn new() -> Self {
        let mut pages = BPlusTreeMap::new();
        pages.insert(Position::default(), Total::default());
        Index { pages, total: Total::default() }
    }

    /// The total of all items.
    pub fn total(&self) -> Total {
        self.total
    }

    /// The number of pages.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Notes that the item at a position has changed in the graph. There was none if `before` is `None`.
    pub fn changed(&mut self, graph: &Graph, at: &Position, before: Option<&[u8; 32]>, after: &[u8; 32]) {
        let Some((start, page)) = self.pages.range_mut((Unbounded, Included(at))).next_back() else { return };
        for total in [&mut *page, &mut self.total] {
            match before {
                Some(before) => total.sum.remove(before),
                None => total.count += 1,
            }
            total.sum.add(after);
        }
        if page.count > PAGE as u64 {
            let start = start.clone();
            self.split(graph, &start, at, after);
        }
    }

    /// Splits a page that an item has come to: in the middle, or before the item if it is the last one. So pages are full, and nothing is
    /// hashed again, where items come in order.
    fn split(&mut self, graph: &Graph, start: &Position, at: &Position, hash_at: &[u8; 32]) {
        let range = self.page_range(start);
        if items(graph, &Range { from: at.clone(), to: range.to.clone() }).nth(1).is_none()
            && let Some(page) = self.pages.get_mut(start)
        {
            let mut last = Total::default();
            last.add(hash_at);
            page.count -= 1;
            page.sum.remove(hash_at);
            self.pages.insert(at.clone(), last);
            return;
        }
        let half = PAGE / 2;
        let (mut left, mut right, mut middle) = (Total::default(), Total::default(), None);
        for (number, (soul, key, value, state)) in items(graph, &range).enumerate() {
            let hash = hash(soul, key, value.as_ref(), state);
            if number < half {
                left.add(&hash);
            } else {
                if number == half {
                    middle = Some(Position::new(soul, key));
                }
                right.add(&hash);
            }
        }
        if let Some(middle) = middle {
            self.pages.insert(start.clone(), left);
            self.pages.insert(middle, right);
        }
    }

    fn page_range(&self, start: &Position) -> Range {
        let next = self.pages.range((Excluded(start), Unbounded)).next();
        Range { from: start.clone(), to: next.map(|(next, _)| next.clone()) }
    }

    /// The total of a range, and how many pages and items were looked at for it.
    pub fn range(&self, graph: &Graph, range: &Range) -> (Total, u64) {
        let (mut total, mut cost) = (Total::default(), 0);
        let mut scan = |range: &Range| {
            let (found, scanned) = scan(graph, range);
            cost += scanned;
            found
        };
        let first = self.pages.range((Unbounded, Included(&range.from))).next_back();
        // The pages that begin in the range.
        let end = range.to.as_ref().map_or(Unbounded, Excluded);
        let mut inner = self.pages.range((Excluded(&range.from), end)).peekable();
        let begins = first.is_some_and(|(start, _)| *start == range.from);
        if let (true, Some((_, page)), true) = (begins, first, inner.peek().is_some()) {
            total.add_total(*page);
        } else {
            let to = inner.peek().map(|(start, _)| (*start).clone()).or_else(|| range.to.clone());
            total.add_total(scan(&Range { from: range.from.clone(), to }));
        }
        let mut pages = 0;
        while let Some((start, page)) = inner.next() {
            pages += 1;
            let whole = inner.peek().is_some()
                || match &range.to {
                    None => true,
                    Some(to) => self.pages.contains_key(to),
                };
            if whole {
                total.add_total(*page);
            } else {
                total.add_total(scan(&Range { from: start.clone(), to: range.to.clone() }));
            }
        }
        (total, cost + pages + 1)
    }

    /// Starts of pages within a range, each with its total, but not the page that the range begins in.
    pub fn starts<'a>(&'a self, range: &'a Range) -> impl Iterator<Item = (&'a Position, &'a Total)> {
        let end = range.to.as_ref().map_or(Unbounded, Excluded);
        self.pages.range((Excluded(&range.from), end))
    }

    /// Checks the invariants against the graph.
    ///
    /// # Panics
    ///
    /// If one is broken.
    pub fn assert_invariants(&self, graph: &Graph) {
        self.pages.check_invariants().expect("the map of pages is whole");
        assert_eq!(self.pages.first_key_value().map(|(start, _)| start), Some(&Position::default()));
        let mut all = Total::default();
        for (start, page) in &self.pages {
            let (found, _) = scan(graph, &self.page_range(start));
            assert_eq!(found, *page, "page at {start:?}");
            assert!(page.count <= PAGE as u64, "page at {start:?} has {}", page.count);
            all.add_total(found);
        }
        assert_eq!(all, self.total);
    }
}

impl Default for Index {
    fn default() -> Self {
        Self::new()
    }
}

/// The total of a range, from its items, and how many there were.
pub fn scan(graph: &Graph, range: &Range) -> (Total, u64) {
    let mut total = Total::default();
    for (soul, key, value, state) in items(graph, range) {
        total.add(&hash(soul, key, value.as_ref(), state));
    }
    (total, total.count)
}

/// The items of a range, in order.
pub fn items<'g>(
    graph: &'g Graph,
    range: &Range,
) -> impl Iterator<Item = (&'g str, &'g str, &'g Value, State)> + use<'g> {
    let Range { from, to } = range.clone();
    // The map panics at a range that ends before it begins.
    let souls = to.as_ref().is_none_or(|to| *to > from).then(|| {
        let end = to.as_ref().map_or(Unbounded, |to| Included(&*to.soul));
        graph.range((Included(&*from.soul), end))
    });
    souls
        .into_iter()
        .flatten()
        .flat_map(move |(soul, node)| {
            let start = if *soul == *from.soul { Included(&*from.key) } else { Unbounded };
            node.range((start, Unbounded)).map(move |(key, value, state)| (soul, key, value, state))
        })
        .take_while(move |(soul, key, ..)| to.as_ref().is_none_or(|to| (*soul, *key) < (&*to.soul, &*to.key)))
}
