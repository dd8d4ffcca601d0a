//! What puts wait while the leader writes snapshots of a large map.

use std::time::{Duration, Instant};

use raft_map::command::Change;

use crate::nodes::Cluster;
use crate::puts::write;
use crate::quantile;

const BATCH: u64 = 1000;
const CLIENTS: u64 = 16;
const TIME: Duration = Duration::from_secs(10);

pub(crate) async fn measure(entries: u64) {
    println!("\nPuts of 16 clients for {TIME:?}, beside {entries} entries of 16 + 32 bytes\n");
    println!(
        "| snapshots | written | seconds each | freeze | puts a second | p50 | p99 | p99.9 | longest | longest hold of the state | peak memory of the leader |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (name, every) in [("none", "1000000000"), ("every 1,000 entries of the log", "1000")] {
        let cluster = Cluster::of_voters(3, &["--log", "error", "--snapshot-every", every]).await;
        let begun = Instant::now();
        load(&cluster, entries).await;
        eprintln!("loaded in {:.1?}", begun.elapsed());
        let leader = cluster.leader().await;
        let times = write(&cluster, CLIENTS, TIME).await;
        let read = async |name: &str| cluster.metric(leader, name).await.unwrap_or(f64::NAN);
        let (written, seconds) = (read("snapshot_seconds_count").await, read("snapshot_seconds_sum").await);
        let freezes = read("freeze_seconds_count").await;
        println!(
            "| {name} | {written} | {:.2} | {:.1?} | {:.0} | {:.2?} | {:.2?} | {:.2?} | {:.2?} | {:.2?} | {} MiB |",
            seconds / written.max(1.0),
            Duration::from_secs_f64(read("freeze_seconds_sum").await / freezes.max(1.0)),
            times.len() as f64 / TIME.as_secs_f64(),
            quantile(&times, 0.5),
            quantile(&times, 0.99),
            quantile(&times, 0.999),
            quantile(&times, 1.0),
            Duration::from_secs_f64(read("longest_hold_seconds").await),
            cluster.peak_memory(leader) >> 20,
        );
    }
}

/// Stores entries of 16 + 32 bytes, in batches.
pub(crate) async fn load(cluster: &Cluster, entries: u64) {
    let client = cluster.client();
    for batch in 0..entries.div_ceil(BATCH) {
        let changes = (batch * BATCH..entries.min((batch + 1) * BATCH)).map(|n| {
            let key = [n.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes(), n.to_be_bytes()].concat();
            Change::Put { key: key.into(), value: [7; 32][..].into() }
        });
        client.batch(changes.collect()).await.expect("a batch");
    }
}
