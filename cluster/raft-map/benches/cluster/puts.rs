//! Puts a second, and how long one takes.

use std::time::{Duration, Instant};

use crate::nodes::Cluster;
use crate::quantile;

const TIME: Duration = Duration::from_secs(5);

pub(crate) async fn measure() {
    println!("\nPuts of 16 + 100 bytes, each durable on two of three nodes\n");
    println!("| clients | puts a second | p50 | p99 | longest |");
    println!("|--:|--:|--:|--:|--:|");
    for clients in [1, 16, 64, 256] {
        let cluster = Cluster::of_voters(3, &["--log", "error"]).await;
        let times = write(&cluster, clients, TIME).await;
        println!(
            "| {clients} | {:.0} | {:.2?} | {:.2?} | {:.2?} |",
            times.len() as f64 / TIME.as_secs_f64(),
            quantile(&times, 0.5),
            quantile(&times, 0.99),
            quantile(&times, 1.0),
        );
    }
}

/// Writes for some time with many clients. Returns the sorted times of all puts.
pub(crate) async fn write(cluster: &Cluster, clients: u64, time: Duration) -> Vec<Duration> {
    let begun = Instant::now();
    let tasks = (0..clients).map(|id| {
        let client = cluster.client();
        tokio::spawn(async move {
            let mut times = Vec::new();
            for n in 0_u64.. {
                let key = [id.to_be_bytes(), n.to_be_bytes()].concat();
                let put = Instant::now();
                client.put(&key, &[7; 100]).await.expect("a put");
                times.push(put.elapsed());
                if begun.elapsed() >= time {
                    break;
                }
            }
            times
        })
    });
    let tasks: Vec<_> = tasks.collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.expect("a client"));
    }
    times.sort_unstable();
    times
}
