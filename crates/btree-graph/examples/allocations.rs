//! What puts, loads and reads allocate, counted exactly.
//!
//! ```text
//! cargo run --release -p btree-graph --example allocations
//! ```
//!
//! The first table puts one message into a sink that keeps nothing, in batches of 9: by two integers, and by slices. The
//! second loads documents with a context from a pool, into such a sink, for the first time and from then on, and into a
//! graph; a memo is read after a change and from then on. Bytes are those asked of the allocator.

#[path = "../contenders/mod.rs"]
mod contenders;

use contenders::allocations::{KEYS, LoadCosts, PutCosts, loads, put};

#[global_allocator]
static METER: alloc_meter::Meter = alloc_meter::Meter::system();

fn print_puts() {
    println!(
        "{:>6} {:>7} {:>6}   {:>7} {:>7} {:>10}   {:>7} {:>10} {:>12}",
        "keys", "yields", "most", "blocks", "bytes", "references", "blocks", "references", "bytes"
    );
    for keys in KEYS {
        let PutCosts { yields, most, stepped, sliced, copied, .. } = put(keys);
        println!(
            "{keys:>6} {yields:>7} {most:>6}   {:>7} {:>7} {:>10}   {:>7} {copied:>10} {:>12}",
            stepped.blocks_allocated,
            stepped.bytes_allocated,
            // A reference copied would lie in a block.
            stepped.bytes_allocated / 8,
            sliced.blocks_allocated,
            sliced.bytes_allocated,
        );
    }
}

fn print_loads() {
    println!(
        "{:>16}   {:>7} {:>8}   {:>7} {:>8}   {:>8} {:>10}",
        "", "blocks", "bytes", "blocks", "bytes", "blocks", "bytes"
    );
    for LoadCosts { name, first, later, kept } in loads() {
        let kept = kept.map_or_else(
            || format!("{:>8} {:>10}", "", ""),
            |kept| format!("{:>8} {:>10}", kept.live_blocks, kept.live_bytes),
        );
        println!(
            "{name:>16}   {:>7} {:>8}   {:>7} {:>8}   {kept}",
            first.blocks_allocated, first.bytes_allocated, later.blocks_allocated, later.bytes_allocated
        );
    }
}

fn main() {
    println!("{:>21}   {:^26}   {:^31}", "", "two integers", "slices");
    print_puts();
    println!("\n{:>16}   {:^16}   {:^16}   {:^19}", "", "first time", "from then on", "kept by a graph");
    print_loads();
}
