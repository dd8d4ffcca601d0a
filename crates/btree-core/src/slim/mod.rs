//! The slim layout: 8 bytes of handle, nodes that grow with what they hold.
//!
//! 1. The handle is one pointer: to nothing, to a lone leaf, or to a head in front of a tree. Everything else is behind it.
//! 2. A node is one block of the heap, a header of 16 bytes and its rows. Leaves and branches are allocated for what
//!    they hold plus a small step, so slack is a few percent at any size.
//! 3. Keys are moved into branches, never copied: the first key of each leaf but the first is the separator left of it.
//! 4. Nodes know their parents; there are no links between leaves, and no ids.
//!
//! | file | what |
//! |---|---|
//! | `node`, `header` | blocks, headers, rows: the invariants all the rest relies on |
//! | `tree`, `root` | the handle, and what it points to |
//! | [`shape`] | how large nodes get |
//! | `descriptor` | what is known of K and V where their types are not: sizes, offsets, limits, steps of growth |
//! | `raw` | a tree whose entries are bytes: what is below works on it, unless it meets user code |
//! | `rows` | moving entries and children, bitwise |
//! | `descend`, `many`, `navigate` | to a key; to several; from leaf to leaf |
//! | `insert`, `split`, `bulk`, `clone` | putting entries in |
//! | `append`, `remove_range`, `divide_root`, `few`, `give`, `spine` | putting trees together, and taking one apart |
//! | `remove`, `extract`, `rebalance`, `pair`, `shrink` | taking them out, and giving memory back |
//! | `drop`, `check`, `heap` | the end of a tree; its invariants; its bytes |
//! | `layout` | the way in |

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
