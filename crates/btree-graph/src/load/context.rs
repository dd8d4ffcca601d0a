//! The context of a load: what is known of identifiers, and what waits for one.

use super::identifiers::{Pending, Storage};
use super::{Document, Item, LoadError, Loaded, MAX_DEPTH, MissingLink};
use crate::{NodeSink, Sink, State, ValueRef};
use alloc::string::String;
use alloc::vec::Vec;

/// The context of loads that share their identifiers. A [`ContextPool`](super::ContextPool) lends it to a closure, and clears it
/// afterwards.
///
/// Neither the context nor a borrow of it can leave the closure:
///
/// ```compile_fail,E0521
/// let pool = btree_graph::ContextPool::default();
/// let mut kept = None;
/// pool.lend(|context| kept = Some(context));
/// ```
///
/// ```compile_fail
/// let pool = btree_graph::ContextPool::default();
/// let soul = pool.lend(|mut context| {
///     context.register("person-1", "team/lead");
///     context.resolve("person-1")
/// });
/// ```
///
/// Copies can leave it:
///
/// ```
/// let pool = btree_graph::ContextPool::default();
/// let soul = pool.lend(|mut context| {
///     context.register("person-1", "team/lead");
///     context.resolve("person-1").map(String::from)
/// });
/// assert_eq!(soul.as_deref(), Some("team/lead"));
/// ```
#[derive(Debug)]
pub struct LoadContext<'load> {
    storage: &'load mut Storage,
}

impl<'load> LoadContext<'load> {
    pub(super) fn new(storage: &'load mut Storage) -> Self {
        LoadContext { storage }
    }

    /// Registers an identifier. Returns `false`, and changes nothing, if it is known already.
    ///
    /// Computes in **O(1)** time.
    pub fn register(&mut self, identifier: &str, soul: &str) -> bool {
        let Storage { texts, identifiers, .. } = &mut *self.storage;
        identifiers.register(texts, identifier, soul)
    }

    /// Returns the soul of the document with this identifier, if it is known.
    ///
    /// Computes in **O(1)** time.
    #[must_use]
    pub fn resolve(&self, identifier: &str) -> Option<&str> {
        self.storage.identifiers.soul(&self.storage.texts, identifier)
    }

    /// Loads a document and all nested ones as the node `soul`, with this `state`.
    ///
    /// Computes in **O(n)** time, besides what the sink does. Allocates nothing itself once it has met documents of the
    /// same size, unless there is an error to tell.
    ///
    /// # Errors
    ///
    /// If required references have no target, or documents are nested too deep. See [`LoadError`].
    pub fn load<S: Sink>(
        &mut self,
        document: &Document,
        soul: &str,
        sink: &mut S,
        state: State,
        now: State,
    ) -> Result<Loaded, LoadError> {
        self.storage.path.clear();
        self.storage.path.push_str(soul);
        // A load that went wrong may have left some.
        self.storage.pending.clear();
        let mut load = Load { storage: self.storage, sink, state, now, loaded: Loaded::default() };
        load.document(document, MAX_DEPTH)?;
        load.resolve_pending()
    }
}

/// A load under way.
struct Load<'l, S> {
    storage: &'l mut Storage,
    sink: &'l mut S,
    state: State,
    now: State,
    loaded: Loaded,
}

impl<S: Sink> Load<'_, S> {
    /// Loads the document whose soul is the path.
    fn document(&mut self, document: &Document, depth_left: usize) -> Result<(), LoadError> {
        let Some(depth_left) = depth_left.checked_sub(1) else {
            return Err(LoadError::TooDeep { soul: self.storage.path.as_str().into() });
        };
        self.loaded.documents += 1;
        if let Some(identifier) = &document.identifier {
            let Storage { texts, identifiers, path, .. } = &mut *self.storage;
            let new = identifiers.register(texts, identifier, path);
            self.loaded.duplicates += u64::from(!new);
        }
        for (key, item) in document.fields.iter().filter(|(key, _)| &**key != "_") {
            match item {
                Item::Value(value) => self.merge(key, value.as_ref()),
                Item::Reference { to, required } => self.reference(key, to, *required),
                Item::Child(child) => {
                    let parent = self.storage.path.len();
                    push_key(&mut self.storage.path, key);
                    self.link_from_parent(parent, key);
                    self.document(child, depth_left)?;
                    self.storage.path.truncate(parent);
                }
            }
        }
        Ok(())
    }

    fn merge(&mut self, key: &str, value: ValueRef<'_>) {
        let outcome = self.sink.open(&self.storage.path).merge(key, value, self.state, self.now);
        self.loaded.report.count(outcome);
    }

    /// Links to the node of the path from the one that the path's first `parent` bytes name.
    fn link_from_parent(&mut self, parent: usize, key: &str) {
        let link = ValueRef::Link(&self.storage.path);
        let outcome = self.sink.open(&self.storage.path[..parent]).merge(key, link, self.state, self.now);
        self.loaded.report.count(outcome);
    }

    fn reference(&mut self, key: &str, to: &str, required: bool) {
        let Storage { texts, identifiers, pending, path } = &mut *self.storage;
        match identifiers.soul(texts, to) {
            Some(soul) => {
                let outcome = self.sink.open(path).merge(key, ValueRef::Link(soul), self.state, self.now);
                self.loaded.report.count(outcome);
                self.loaded.early += 1;
            }
            None => {
                let (soul, key, identifier) = (texts.add(path), texts.add(key), texts.add(to));
                pending.push(Pending { soul, key, identifier, required });
            }
        }
    }

    fn resolve_pending(self) -> Result<Loaded, LoadError> {
        let Load { storage, sink, state, now, mut loaded } = self;
        let Storage { texts, identifiers, pending, .. } = storage;
        let mut links = Vec::new();
        for &Pending { soul, key, identifier, required } in pending.iter() {
            let (soul, key, identifier) = (texts.get(soul), texts.get(key), texts.get(identifier));
            match identifiers.soul(texts, identifier) {
                Some(to) => {
                    loaded.report.count(sink.open(soul).merge(key, ValueRef::Link(to), state, now));
                    loaded.late += 1;
                }
                None if required => links.push(MissingLink {
                    soul: soul.into(),
                    key: key.into(),
                    identifier: identifier.into(),
                }),
                None => loaded.unset += 1,
            }
        }
        pending.clear();
        if links.is_empty() { Ok(loaded) } else { Err(LoadError::Missing { links, loaded }) }
    }
}

/// Makes the soul of a document into that of the child under `key`. Two children never have one soul: a slash in a key is
/// told from one between keys.
fn push_key(path: &mut String, key: &str) {
    path.push('/');
    for part in key.split_inclusive(['~', '/']) {
        match part.as_bytes() {
            [.., b'~'] => path.extend([&part[..part.len() - 1], "~0"]),
            [.., b'/'] => path.extend([&part[..part.len() - 1], "~1"]),
            _ => path.push_str(part),
        }
    }
}
