//! Reading a graph out in pages.
//!
//! Between two pages a cursor holds the soul and the key that were sent last, and no reference into the graph: the next
//! page looks up what comes behind them. So the graph may change meanwhile. What is there all the time is sent exactly
//! once; what comes to be behind the cursor is not sent, what comes to be before it is; values are those of the moment of
//! their page. A page takes memory for what is in it, whatever the size of the graph.

use crate::{Graph, Message, Node, NodeUpdate};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::num::NonZero;
use core::ops::Bound::{Excluded, Included, Unbounded};

/// How much a page may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageLimit {
    /// Keys at most.
    pub keys: NonZero<usize>,
    /// Bytes of souls, keys and texts at most; a page has at least one key, however large.
    pub bytes: usize,
}

impl PageLimit {
    /// Up to so many keys, of any size.
    #[must_use]
    pub const fn keys(keys: NonZero<usize>) -> Self {
        PageLimit { keys, bytes: usize::MAX }
    }
}

impl Default for PageLimit {
    /// 1,000 keys of 64 KiB in all.
    fn default() -> Self {
        const KEYS: NonZero<usize> = NonZero::new(1000).unwrap();
        PageLimit { keys: KEYS, bytes: 1 << 16 }
    }
}

/// Some nodes, or parts of them, as they are sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The nodes, souls ascending, with keys ascending.
    pub nodes: Vec<NodeUpdate>,
    /// Whether there was more behind it when it was made.
    pub more: bool,
}

impl Page {
    /// The page as a message that answers another one.
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

/// What is read out.
#[derive(Clone, Debug)]
enum Scope {
    All,
    Node(Box<str>),
    Key(Box<str>, Box<str>),
}

/// A reading of a graph, page by page.
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
    scope: Scope,
    /// What was sent last.
    sent: Option<(Box<str>, Box<str>)>,
    ended: bool,
}

impl Export {
    fn new(scope: Scope) -> Self {
        Export { scope, sent: None, ended: false }
    }

    /// Reads out the whole graph.
    #[must_use]
    pub fn all() -> Self {
        Self::new(Scope::All)
    }

    /// Reads out a node.
    #[must_use]
    pub fn node(soul: &str) -> Self {
        Self::new(Scope::Node(soul.into()))
    }

    /// Reads out one key of a node.
    #[must_use]
    pub fn key(soul: &str, key: &str) -> Self {
        Self::new(Scope::Key(soul.into(), key.into()))
    }

    /// The next page, `None` after the last one. If there is nothing to send, the first page is the last, and empty.
    ///
    /// Computes in **O(page + log n)** time, and takes memory for the page only.
    pub fn next_page(&mut self, graph: &Graph, limit: PageLimit) -> Option<Page> {
        if self.ended {
            return None;
        }
        let mut filling = Filling { page: Page::default(), keys: limit.keys.get(), bytes: limit.bytes };
        match &self.scope {
            Scope::All => {
                let from = self.sent.as_ref().map_or(Unbounded, |(soul, _)| Included(&**soul));
                for (soul, node) in graph.nodes_from(from) {
                    let behind =
                        self.sent.as_ref().filter(|(last, _)| **last == *soul).map(|(_, key)| &**key);
                    if !filling.node(soul, node, behind) {
                        break;
                    }
                }
            }
            Scope::Node(soul) => {
                if let Some(node) = graph.node(soul) {
                    filling.node(soul, node, self.sent.as_ref().map(|(_, key)| &**key));
                }
            }
            Scope::Key(soul, key) => {
                if let Some((value, state)) = graph.get(soul, key) {
                    filling.page.nodes.push(NodeUpdate::new(soul).with(key, value.clone(), state));
                }
            }
        }
        let page = filling.page;
        self.ended = !page.more;
        if page.more {
            // A page that is not the last holds a key at least: the limit is above zero.
            self.sent = page.nodes.last().and_then(last_key);
        }
        Some(page)
    }
}

fn last_key(update: &NodeUpdate) -> Option<(Box<str>, Box<str>)> {
    let field = update.body.as_ref()?.fields.last()?;
    Some((update.soul.clone(), field.key.clone()))
}

/// A page being filled, and the room left in it.
struct Filling {
    page: Page,
    keys: usize,
    bytes: usize,
}

impl Filling {
    /// Adds the keys of a node, those behind `behind`. False if they did not fit.
    fn node(&mut self, soul: &str, node: &Node, behind: Option<&str>) -> bool {
        let from = behind.map_or(Unbounded, Excluded);
        let mut open: Option<NodeUpdate> = None;
        for (key, value, state) in node.range(from) {
            let bytes = key.len() + value.as_ref().text_len() + if open.is_none() { soul.len() } else { 0 };
            let first = open.is_none() && self.page.nodes.is_empty();
            if self.keys == 0 || (bytes > self.bytes && !first) {
                self.page.more = true;
                break;
            }
            self.keys -= 1;
            self.bytes = self.bytes.saturating_sub(bytes);
            open.get_or_insert_with(|| NodeUpdate::new(soul)).push(key, value.clone(), state);
        }
        self.page.nodes.extend(open);
        !self.page.more
    }
}
