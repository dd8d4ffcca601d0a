//! The program on std's maps.

use std::collections::{BTreeMap, BTreeSet};

include!("../program.rs");
