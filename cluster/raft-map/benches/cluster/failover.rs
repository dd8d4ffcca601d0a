//! How long a cluster whose leader was killed acknowledges no put.

use std::time::{Duration, Instant};

use crate::nodes::Cluster;
use crate::quantile;

const KILLS: usize = 20;

pub(crate) async fn measure() {
    println!("\nTime from the kill of a leader to the next acknowledged put, {KILLS} kills\n");
    println!("| heartbeat | p50 | p99 | longest |");
    println!("|--:|--:|--:|--:|");
    for heartbeat in ["100", "50"] {
        let mut cluster = Cluster::of_voters(3, &["--log", "error", "--heartbeat", heartbeat]).await;
        let client = cluster.client();
        let mut times = Vec::new();
        for n in 0..KILLS as u64 {
            client.put(b"before", &n.to_be_bytes()).await.expect("a put");
            let leader = cluster.leader().await;
            cluster.kill(leader);
            let begun = Instant::now();
            client.put(b"after", &n.to_be_bytes()).await.expect("a put");
            times.push(begun.elapsed());
            cluster.start(leader);
            cluster.wait_for_metric(leader, "applied_index", |index| index > 0.0).await;
            tokio::time::sleep(Duration::from_secs(2)).await;
        }
        times.sort_unstable();
        println!(
            "| {heartbeat} ms | {:.2?} | {:.2?} | {:.2?} |",
            quantile(&times, 0.5),
            quantile(&times, 0.99),
            quantile(&times, 1.0)
        );
    }
}
