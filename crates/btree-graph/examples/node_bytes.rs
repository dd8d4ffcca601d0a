//! What a node of the graph takes, beside the same graph on `std::collections::BTreeMap`.
//!
//! ```text
//! cargo run --release -p btree-graph --example node_bytes
//! ```
//!
//! Every byte asked of the allocator is counted, for 10,000 nodes with souls of 8 letters and numbers under keys of 4. Text
//! is what souls and keys take; it is the same in both. The maps are the rest: of the nodes and of the graph.

#[path = "../contenders/mod.rs"]
mod contenders;

use contenders::node_bytes::{KEYS, measured};

#[global_allocator]
static METER: alloc_meter::Meter = alloc_meter::Meter::system();

const NODES: usize = 10_000;

fn main() {
    println!("bytes per node, {NODES} nodes");
    println!(
        "{:>6} {:>8} {:>10} {:>12} {:>8} {:>16}",
        "keys", "text", "our maps", "std's maps", "factor", "with the text"
    );
    for keys in KEYS {
        let bytes = measured(NODES, keys);
        println!(
            "{keys:>6} {:>8.1} {:>10.1} {:>12.1} {:>8.2} {:>16.2}",
            bytes.text,
            bytes.ours,
            bytes.std,
            bytes.factor(),
            bytes.factor_with_text()
        );
    }
}
