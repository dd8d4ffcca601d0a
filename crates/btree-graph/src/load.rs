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

/// The maximum depth of nested documents.
pub const MAX_DEPTH: usize = 128;

/// The result of a load.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Documents that became nodes.
    pub documents: u64,
    /// The outcomes of the updates.
    pub report: Report,
    /// References resolved when they were read.
    pub early: u64,
    /// References resolved after the root.
    pub late: u64,
    /// Optional references that remain unset.
    pub unset: u64,
    /// Documents with the identifier of an earlier document.
    pub duplicates: u64,
}

/// A required reference to an identifier that no document has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingLink {
    /// The node with the reference.
    pub soul: Box<str>,
    /// The key of the reference.
    pub key: Box<str>,
    /// The identifier that is missing.
    pub identifier: Box<str>,
}

/// The error of a load. Updates that have been merged stay.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoadError {
    /// Required references have no target. Everything else is loaded.
    Missing {
        /// These references, in the order of the document.
        links: Vec<MissingLink>,
        /// The result of a load.
        loaded: Loaded,
    },
    /// The document of this soul is nested deeper than [`MAX_DEPTH`]. Documents after it are not loaded.
    TooDeep {
        /// The soul that it would have.
        soul: Box<str>,
    },
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadError::Missing { links, .. } => {
                f.write_str("required references have no target:")?;
                for (i, MissingLink { soul, key, identifier }) in links.iter().enumerate() {
                    let comma = if i == 0 { "" } else { "," };
                    write!(f, "{comma} key {key:?} of node {soul:?} to {identifier:?}")?;
                }
                Ok(())
            }
            LoadError::TooDeep { soul } => {
                write!(f, "node {soul:?} is nested deeper than {MAX_DEPTH} documents")
            }
        }
    }
}

impl core::error::Error for LoadError {}
