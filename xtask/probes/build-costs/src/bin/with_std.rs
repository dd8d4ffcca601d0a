//! The program on std's maps.

use std::collections::{BTreeMap, BTreeSet};

#[path = "../program.rs"]
mod program;

fn main() {
    program::main();
}
