//! The program on ours: one line differs.

use btree_map::{BTreeMap, BTreeSet};

#[path = "../program.rs"]
mod program;

fn main() {
    program::main();
}
