//! The slim layout: a handle of 8 bytes, and nodes that are as large as their contents.
//!
//! 1. The handle is one pointer: to nothing, to a single leaf, or to the head of a tree.
//! 2. A node is one block of the heap: a header of 16 bytes and its rows. Leaves and branches have a small unused
//!    capacity, a few percent at any size.
//! 3. Keys are moved into branches, never copied: the first key of each leaf except the first one is the separator left of it.
//! 4. Nodes have pointers to their parents. There are no links between leaves, and no ids.
//!
//! | file | contents |
//! |---|---|
//! | `node`, `header` | blocks, headers, rows: the invariants that all other files rely on |
//! | `tree`, `root` | the handle, and what it points to |
//! | [`shape`], `thresholds` | the largest sizes of nodes; growing, merging and shrinking |
//! | `descriptor` | sizes, offsets and limits, for code that is not generic in K and V |
//! | `raw` | a tree whose entries are bytes, for the same code |
//! | `rows` | moving entries and children, as bytes |
//! | `descend`, `many`, `navigate` | from the root to a key; to several keys; from leaf to leaf |
//! | `insert`, `split`, `bulk`, `clone` | inserting |
//! | `append`, `remove_range`, `divide_root`, `few`, `give`, `spine`, `count` | joining and dividing trees |
//! | `remove`, `extract`, `rebalance`, `pair`, `shrink` | removing, and freeing memory |
//! | `drop`, `check`, `heap` | dropping, checking and measuring a tree |
//! | `layout`, `pins` | `impl Layout`; the sizes, checked at compile time |
//! | `numbered` | trees of numbers for tests |

mod append;
mod bulk;
mod check;
mod clone;
mod count;
mod descend;
mod descriptor;
mod divide_root;
mod drop;
mod extract;
mod few;
mod give;
mod header;
mod heap;
mod insert;
mod layout;
mod many;
mod navigate;
mod node;
#[cfg(test)]
#[expect(unsafe_code, reason = "puts numbers where they belong")]
mod numbered;
mod pair;
mod pins;
mod raw;
mod rebalance;
mod remove;
mod remove_range;
mod root;
mod rows;
pub mod shape;
mod shrink;
mod spine;
mod split;
mod thresholds;
mod tree;

pub use tree::SlimTree;
