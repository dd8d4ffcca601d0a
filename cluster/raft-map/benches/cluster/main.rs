//! Measures a cluster of three voters, each a process of its own, on loopback.
//!
//! ```sh
//! cargo bench -p raft-map --bench cluster                # everything
//! cargo bench -p raft-map --bench cluster -- failover    # or one of: puts, wire, failover, snapshots, install
//! ```
//!
//! `snapshots` and `install` may be followed by a number of entries.

mod failover;
mod install;
#[path = "../../tests/cluster/nodes.rs"]
#[allow(dead_code)]
mod nodes;
mod puts;
#[path = "../../tests/cluster/relay.rs"]
#[allow(dead_code)]
mod relay;
mod snapshots;
mod wire;

use std::time::Duration;

fn main() {
    // cargo adds `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|text| !text.starts_with("--")).collect();
    let part = arguments.first().map(String::as_str);
    let entries = arguments.get(1).and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let is_wanted = |name: &str| part.is_none_or(|part| part == name);
        if is_wanted("puts") {
            puts::measure().await;
        }
        if is_wanted("wire") {
            wire::measure().await;
        }
        if is_wanted("failover") {
            failover::measure().await;
        }
        if is_wanted("snapshots") {
            snapshots::measure(entries).await;
        }
        if is_wanted("install") {
            install::measure(entries).await;
        }
    });
}

/// The value below which this part of all lies.
fn quantile(sorted: &[Duration], part: f64) -> Duration {
    let last = sorted.len() - 1;
    sorted[((last as f64) * part).round() as usize]
}
