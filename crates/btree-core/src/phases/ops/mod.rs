//! The tree algorithms of the four phases, written once over [`Phase`](super::phase::Phase).
//!
//! They move entries and nodes, ask for node memory, and run no code of K or V; only
//! [`descend`] compares keys. An operation that needs nodes makes sure of them before it changes anything.

pub(crate) mod bulk;
pub(crate) mod check;
pub(crate) mod descend;
pub(crate) mod insert;
pub(crate) mod navigate;
pub(crate) mod rebalance;
pub(crate) mod remove;
pub(crate) mod split;
