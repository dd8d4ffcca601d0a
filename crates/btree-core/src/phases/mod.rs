//! The four phases: one B+ tree in four layouts of arenas and indices, each slimmer than the one before.
//!
//! | phase | what is new | handle |
//! |---|---|---|
//! | [`baseline`] | nothing: the layout to measure against | 176 |
//! | [`packed`] | references of 8 bytes, intrusive free lists, no capacity per node | 96 |
//! | [`inline`] | small maps in one vector, boxed arenas, full nodes without slack | 72 |
//! | [`pooled`] | pools with bitmaps, 16-bit child ids | 64 |
//!
//! A phase is a struct with exactly the fields that give its size, and an implementation of
//! [`Phase`](phase::Phase); the algorithms in `ops` are written once over that trait.

pub mod baseline;
#[expect(unsafe_code, reason = "forgets entries that were moved out")]
pub mod buffer;
pub mod children;
mod heap;
pub mod inline;
#[expect(unsafe_code, reason = "implements the trait")]
pub mod inline_or_tree;
pub mod node;
mod ops;
pub mod packed;
pub mod phase;
mod pins;
pub mod pooled;
mod sealed;
pub mod storage;
#[cfg(test)]
#[expect(unsafe_code, reason = "calls methods that take positions")]
mod tests;
#[expect(unsafe_code, reason = "implements the trait")]
pub mod tree_only;

pub use storage::NodeStorage;
