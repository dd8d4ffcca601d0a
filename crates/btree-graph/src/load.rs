//! Building a graph from a snapshot document: nodes within nodes, with identifiers and references to them.
//!
//! 1. The document is traversed once, parents before children. Each document becomes a node. The caller gives the soul of the root. The
//!    soul of a child is the parent's soul, a slash and the key, and the parent links to it under that key. In the soul, `~` and `/` of a
//!    key are written `~0` and `~1`, as in a JSON pointer, so two paths never have the same soul.
//! 2. An identifier is registered before the keys of its document are read. If two documents have the same identifier, all references lead
//!    to the first, whether they are resolved early or late.
//! 3. A reference to a known identifier becomes a link at once. All others are resolved after the root.
//! 4. Required references to missing identifiers are an error, which lists all of them. Optional ones stay unset. Everything else is
//!    loaded in both cases.
//!
//! Values go through the same conflict resolution as all updates, with the state of the snapshot. So if a document has a key twice, the
//! greater value remains, and two children with the same key are one node. The key `_` is metadata, as in a message, and is skipped with
//! all its contents.

mod context;
mod document;
mod identifiers;
mod pool;

pub use context::LoadContext;
pub use document::{Document, Item};
pub use pool::{ContextPool, PoolCounts};

use crate::Report;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

/// How deep documents may lie within each other.
pub const MAX_DEPTH: usize = 128;

/// What was loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Documents that became nodes.
    pub documents: u64,
    /// What became of the updates.
    pub report: Report,
    /// References resolved when they were met.
    pub early: u64,
    /// References resolved after the root.
    pub late: u64,
    /// Optional references left unset.
    pub unset: u64,
    /// Documents whose identifier was another document's already.
    pub duplicates: u64,
}

/// A required reference to an identifier that no document has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingLink {
    /// The node that refers.
    pub soul: Box<str>,
    /// The key of it.
    pub key: Box<str>,
    /// The identifier that is missing.
    pub identifier: Box<str>,
}

/// Why a document could not be loaded. What has been merged stays.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoadError {
    /// Required references lead nowhere. All else is loaded.
    Missing {
        /// All of them, in the order of the document.
        links: Vec<MissingLink>,
        /// What was loaded.
        loaded: Loaded,
    },
    /// The document of this soul lies more than [`MAX_DEPTH`] documents deep. What comes after it is not loaded.
    TooDeep {
        /// The soul it would have had.
        soul: Box<str>,
    },
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadError::Missing { links, .. } => {
                f.write_str("required references lead nowhere:")?;
                for (i, MissingLink { soul, key, identifier }) in links.iter().enumerate() {
                    let comma = if i == 0 { "" } else { "," };
                    write!(f, "{comma} key {key:?} of node {soul:?} to {identifier:?}")?;
                }
                Ok(())
            }
            LoadError::TooDeep { soul } => {
                write!(f, "node {soul:?} lies more than {MAX_DEPTH} documents deep")
            }
        }
    }
}

impl core::error::Error for LoadError {}
