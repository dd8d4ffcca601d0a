//! How long a fresh node takes to get and install a snapshot, and how long it takes to start with one.

use std::time::{Duration, Instant};

use crate::nodes::Cluster;
use crate::snapshots::load;

/// Entries of the log between two snapshots. Fewer come after the last one.
const EVERY: u64 = 200;

pub(crate) async fn measure(entries: u64) {
    println!("\nA learner joins a voter with {entries} entries of 16 + 32 bytes\n");
    println!(
        "| bytes of the snapshot | joined, received and installed | started again | peak memory of the learner |"
    );
    println!("|--:|--:|--:|--:|");
    let arguments = ["--log", "error", "--snapshot-every", &EVERY.to_string(), "--keep", "0"];
    let mut cluster = Cluster::of_voters(1, &arguments).await;
    load(&cluster, entries).await;
    // The last snapshot must hold all entries, so that the log holds few of them.
    let begun = cluster.metric(1, "freeze_seconds_count").await.expect("the leader answers");
    let client = cluster.client();
    while cluster.metric(1, "snapshot_seconds_count").await.expect("the leader answers") < begun + 1.0 {
        client.put(b"more", b"").await.expect("a put");
    }
    let joined = Instant::now();
    cluster.join(2, &["--learner"]);
    wait_for(&cluster, entries).await;
    let joined = joined.elapsed();
    assert!(cluster.metric(2, "snapshots_installed_total").await >= Some(1.0), "no snapshot was installed");
    let bytes = std::fs::metadata(cluster.data(2).join("snapshot")).expect("the snapshot").len();
    let memory = cluster.peak_memory(2) >> 20;
    cluster.kill(2);
    let started = Instant::now();
    cluster.start(2);
    wait_for(&cluster, entries).await;
    println!("| {bytes} | {joined:.2?} | {:.2?} | {memory} MiB |", started.elapsed());
}

async fn wait_for(cluster: &Cluster, entries: u64) {
    while cluster.metric(2, "entries").await.is_none_or(|found| found < entries as f64) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
