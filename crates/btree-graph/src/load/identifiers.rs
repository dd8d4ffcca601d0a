//! The cache of identifiers: which soul the document with an identifier has.
//!
//! All text lies in one buffer and all entries in one vector, named by numbers, with a table of numbers over them. So
//! nothing in here borrows from a document, and what was allocated for one load serves the next. The crate's own map would
//! not do here: it gives its memory back when it is cleared, which is right for a graph and wrong for a cache.

use alloc::string::String;
use alloc::vec::Vec;
use core::hash::BuildHasher;
use hashbrown::{DefaultHashBuilder, HashTable};

/// A text in the buffer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    start: usize,
    end: usize,
}

/// Text that is only ever added to, until it is cleared.
#[derive(Debug, Default)]
pub(super) struct Texts {
    buffer: String,
}

impl Texts {
    pub(super) fn add(&mut self, text: &str) -> Span {
        let start = self.buffer.len();
        self.buffer.push_str(text);
        Span { start, end: self.buffer.len() }
    }

    pub(super) fn get(&self, span: Span) -> &str {
        &self.buffer[span.start..span.end]
    }
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    identifier: Span,
    soul: Span,
}

/// The cache. Allocates on first use, and keeps what it has when it is cleared.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    entries: Vec<Entry>,
    table: HashTable<usize>,
    hasher: DefaultHashBuilder,
}

impl Identifiers {
    /// Registers an identifier; false, and nothing changes, if it is another document's already.
    pub(super) fn register(&mut self, texts: &mut Texts, identifier: &str, soul: &str) -> bool {
        if self.soul(texts, identifier).is_some() {
            return false;
        }
        let entry = Entry { identifier: texts.add(identifier), soul: texts.add(soul) };
        let number = self.entries.len();
        self.entries.push(entry);
        let Identifiers { entries, table, hasher } = self;
        let hash = |number: &usize| hasher.hash_one(texts.get(entries[*number].identifier));
        table.insert_unique(hash(&number), number, hash);
        true
    }

    /// The soul of the document with that identifier.
    pub(super) fn soul<'a>(&self, texts: &'a Texts, identifier: &str) -> Option<&'a str> {
        let is_it = |number: &usize| texts.get(self.entries[*number].identifier) == identifier;
        let number = self.table.find(self.hasher.hash_one(identifier), is_it)?;
        Some(texts.get(self.entries[*number].soul))
    }

    fn clear(&mut self) {
        self.entries.clear();
        self.table.clear();
    }

    fn capacity_bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>() + self.table.allocation_size()
    }
}

/// A reference whose identifier was not known yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pending {
    pub(super) soul: Span,
    pub(super) key: Span,
    pub(super) identifier: Span,
    pub(super) required: bool,
}

/// All that a load needs memory for. This is what the pool keeps.
#[derive(Debug, Default)]
pub(super) struct Storage {
    pub(super) texts: Texts,
    pub(super) identifiers: Identifiers,
    pub(super) pending: Vec<Pending>,
    /// The soul of the document being loaded.
    pub(super) path: String,
}

impl Storage {
    /// Forgets everything, and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.texts.buffer.clear();
        self.identifiers.clear();
        self.pending.clear();
        self.path.clear();
    }

    /// Bytes of memory kept.
    pub(super) fn capacity_bytes(&self) -> usize {
        self.texts.buffer.capacity()
            + self.path.capacity()
            + self.identifiers.capacity_bytes()
            + self.pending.capacity() * size_of::<Pending>()
    }

    pub(super) fn is_clear(&self) -> bool {
        self.texts.buffer.is_empty()
            && self.identifiers.entries.is_empty()
            && self.identifiers.table.is_empty()
            && self.pending.is_empty()
            && self.path.is_empty()
    }
}
