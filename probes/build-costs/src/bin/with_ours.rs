//! The program on ours: one line differs.

use btree_map::{BTreeMap, BTreeSet};

include!("../program.rs");
