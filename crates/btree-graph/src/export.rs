//! Reading a graph in pages.
//!
//! Between two pages a cursor holds the soul and the key that were sent last, and no reference into the graph. The next
//! page starts after them, so the graph may change meanwhile. A key that exists all the time is sent exactly
//! once. A key that is added meanwhile is sent only if the cursor has not passed it. Values are those of the time of
//! their page. The memory of a page does not depend on the size of the graph.

use crate::{Get, Graph, Message, NodeUpdate, Select, State, Value};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::num::NonZero;

/// The limits of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageLimit {
    /// The maximum number of keys.
    pub keys: NonZero<usize>,
    /// The maximum bytes of souls, keys and texts. A page has at least one key, whatever its size.
    pub bytes: usize,
}

impl PageLimit {
    /// Limits only the number of keys.
    #[must_use]
    pub const fn keys(keys: NonZero<usize>) -> Self {
        PageLimit { keys, bytes: usize::MAX }
    }
}

impl Default for PageLimit {
    /// 1,000 keys of 64 KiB in total.
    fn default() -> Self {
        const KEYS: NonZero<usize> = NonZero::new(1000).unwrap();
        PageLimit { keys: KEYS, bytes: 1 << 16 }
    }
}

/// A page: nodes, or parts of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The nodes, ascending by soul, with their keys in ascending order.
    pub nodes: Vec<NodeUpdate>,
    /// Whether there were more pages when this one was made.
    pub more: bool,
}

impl Page {
    /// Returns the page as a message that answers another one.
    #[must_use]
    pub fn into_reply(self, id: &str, to: &str) -> Message {
        Message {
            id: id.into(),
            reply_to: Some(to.into()),
            put: Some(self.nodes),
            more: self.more,
            ..Message::default()
        }
    }
}

/// A cursor that reads a graph page by page.
///
/// ```
/// use btree_graph::{Export, Graph, Message, NodeUpdate, PageLimit, Put, State};
/// use std::num::NonZero;
///
/// let mut graph = Graph::new();
/// let mut put = |soul: &str, key| {
///     let update = NodeUpdate::new(soul).with(key, 1, State::ZERO);
///     Put::new(Message::put("m", [update])).run(&mut graph, State::ZERO).unwrap();
/// };
/// put("a", "x");
/// put("a", "y");
/// put("b", "x");
///
/// let mut export = Export::all();
/// let two = PageLimit::keys(NonZero::new(2).unwrap());
/// let page = export.next_page(&graph, two).unwrap();
/// assert!(page.nodes.len() == 1 && page.more);
/// let page = export.next_page(&graph, two).unwrap();
/// assert!(&*page.nodes[0].soul == "b" && !page.more);
/// assert!(export.next_page(&graph, two).is_none());
/// ```
#[derive(Clone, Debug)]
pub struct Export {
    souls: Select,
    keys: Select,
    reverse: bool,
    /// Bytes that may still be sent, in all pages.
    left: usize,
    /// What was sent last.
    sent: Option<(Box<str>, Box<str>)>,
    ended: bool,
}

impl Export {
    fn new(souls: Select, keys: Select) -> Self {
        Export { souls, keys, reverse: false, left: usize::MAX, sent: None, ended: false }
    }

    /// Reads the whole graph.
    #[must_use]
    pub fn all() -> Self {
        Self::new(Select::ALL, Select::ALL)
    }

    /// Reads one node.
    #[must_use]
    pub fn node(soul: &str) -> Self {
        Self::new(soul.into(), Select::ALL)
    }

    /// Reads one key of a node.
    #[must_use]
    pub fn key(soul: &str, key: &str) -> Self {
        Self::new(soul.into(), key.into())
    }

    /// Reads what a query selects.
    #[must_use]
    pub fn answer(get: &Get) -> Self {
        let keys = get.key.clone().unwrap_or(Select::ALL);
        let left = get.limit.map_or(usize::MAX, NonZero::get);
        Export { reverse: get.reverse, left, ..Self::new(get.soul.clone(), keys) }
    }

    /// Returns the next page, or `None` after the last one. If nothing is selected, the first page is empty, and the last.
    ///
    /// Computes in **O(page + log n)** time for each node that is looked at, and takes memory for the page only. Nodes of
    /// which no key is asked for are looked at, and take no room in the page.
    pub fn next_page(&mut self, graph: &Graph, limit: PageLimit) -> Option<Page> {
        if self.ended {
            return None;
        }
        let Export { souls, keys, reverse, left, sent, ended } = self;
        let reverse = *reverse;
        let mut filling =
            Filling { page: Page::default(), keys: limit.keys.get(), bytes: limit.bytes, left: *left };
        let last_soul = sent.as_ref().map(|(soul, _)| &**soul);
        souls.within(last_soul, true, reverse, |bounds| {
            for (soul, node) in directed(graph.range(bounds), reverse) {
                let behind = sent.as_ref().filter(|(last, _)| **last == *soul).map(|(_, key)| &**key);
                let filled = keys.within(behind, false, reverse, |bounds| {
                    filling.node(soul, directed(node.range(bounds), reverse))
                });
                if filled == Some(false) {
                    break;
                }
            }
        });
        let page = filling.page;
        *left = filling.left;
        *ended = !page.more;
        if page.more {
            // A page that is not the last holds a key at least: the limit is above zero.
            *sent = page.nodes.last().and_then(last_key);
        }
        Some(page)
    }
}

/// An iterator in one direction or the other.
fn directed<I: DoubleEndedIterator>(mut iter: I, reverse: bool) -> impl Iterator<Item = I::Item> {
    core::iter::from_fn(move || if reverse { iter.next_back() } else { iter.next() })
}

fn last_key(update: &NodeUpdate) -> Option<(Box<str>, Box<str>)> {
    let field = update.body.as_ref()?.fields.last()?;
    Some((update.soul.clone(), field.key.clone()))
}

/// A page being filled, the room left in it, and the bytes left for it and all further ones.
struct Filling {
    page: Page,
    keys: usize,
    bytes: usize,
    left: usize,
}

impl Filling {
    /// Adds keys of a node. False if the page is full, or the last one.
    fn node<'n>(&mut self, soul: &str, fields: impl Iterator<Item = (&'n str, &'n Value, State)>) -> bool {
        let mut open: Option<NodeUpdate> = None;
        for (key, value, state) in fields {
            let bytes = key.len() + value.as_ref().text_len() + if open.is_none() { soul.len() } else { 0 };
            let first = open.is_none() && self.page.nodes.is_empty();
            if self.left == 0 {
                break;
            }
            if self.keys == 0 || (bytes > self.bytes && !first) {
                self.page.more = true;
                break;
            }
            self.keys -= 1;
            self.bytes = self.bytes.saturating_sub(bytes);
            // An empty key with a number costs something as well: an answer ends.
            self.left =
                if self.left == usize::MAX { self.left } else { self.left.saturating_sub(bytes.max(1)) };
            open.get_or_insert_with(|| NodeUpdate::new(soul)).push(key, value.clone(), state);
        }
        self.page.nodes.extend(open);
        !self.page.more && self.left > 0
    }
}
