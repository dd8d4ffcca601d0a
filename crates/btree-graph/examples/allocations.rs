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

use alloc_meter::{Report, measure};
use btree_graph::{ContextPool, Discard, Graph, Memo, Message, NodeUpdate, Put, State, Step};
use contenders::models::models;
use contenders::sliced::{SlicedPut, Stage};

#[global_allocator]
static METER: alloc_meter::Meter = alloc_meter::Meter::system();

const NOW: State = State::ZERO;

fn message(keys: usize) -> Message {
    let mut node = NodeUpdate::new("soul");
    for key in 0..keys {
        node.push(&format!("k{key:05}"), (key as u32).into(), NOW);
    }
    Message::put("m", [node])
}

fn puts() {
    println!(
        "{:>6} {:>7} {:>6}   {:>7} {:>7} {:>10}   {:>7} {:>10} {:>12}",
        "keys", "yields", "most", "blocks", "bytes", "references", "blocks", "references", "bytes"
    );
    for keys in [100, 1_000, 10_000] {
        let message = message(keys);
        let ((yields, most), stepped) = measure(|| {
            let (mut put, mut yields, mut most, mut before) = (Put::new(&message), 0, 0, 0);
            loop {
                let end = !matches!(put.step(&mut Discard, Put::BUDGET, NOW), Step::Yield { .. });
                let examined = put.report().total();
                most = most.max(examined - before);
                before = examined;
                if end {
                    return (yields, most);
                }
                yields += 1;
            }
        });
        let (copied, sliced) = measure(|| {
            let mut put = SlicedPut::new(&message);
            while let Stage::Yield = put.step(&mut Discard, Put::BUDGET.get(), NOW) {}
            put.copied
        });
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

fn row(name: &str, first: &Report, later: &Report, kept: Option<&Report>) {
    let kept = kept.map_or_else(
        || format!("{:>8} {:>10}", "", ""),
        |kept| format!("{:>8} {:>10}", kept.live_blocks, kept.live_bytes),
    );
    println!(
        "{name:>16}   {:>7} {:>8}   {:>7} {:>8}   {kept}",
        first.blocks_allocated, first.bytes_allocated, later.blocks_allocated, later.bytes_allocated
    );
}

fn loads() {
    println!(
        "{:>16}   {:>7} {:>8}   {:>7} {:>8}   {:>8} {:>10}",
        "", "blocks", "bytes", "blocks", "bytes", "blocks", "bytes"
    );
    for (name, document) in models() {
        let pool = ContextPool::default();
        let load = || measure(|| pool.load(&document, "root", &mut Discard, NOW, NOW).map(|_| ())).1;
        let (first, later) = (load(), load());
        let mut graph = Graph::new();
        let (_, kept) = measure(|| pool.load(&document, "root", &mut graph, NOW, NOW).map(|_| ()));
        row(name, &first, &later, Some(&kept));
    }
    let mut graph = Graph::new();
    Put::new(message(10)).run(&mut graph, NOW).expect("the message is valid");
    let keys = |graph: &Graph| -> Vec<String> {
        graph.node("soul").into_iter().flat_map(|node| node.iter().map(|(key, ..)| key.to_owned())).collect()
    };
    let mut memo = Memo::new();
    let mut read = || measure(|| memo.read(&graph, keys).len()).1;
    let (first, later) = (read(), read());
    row("a memo", &first, &later, None);
}

fn main() {
    println!("{:>21}   {:^26}   {:^31}", "", "two integers", "slices");
    puts();
    println!("\n{:>16}   {:^16}   {:^16}   {:^19}", "", "first time", "from then on", "kept by a graph");
    loads();
}
