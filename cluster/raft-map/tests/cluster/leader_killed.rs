//! Clients write and read while the leader is killed again and again.

use std::time::{Duration, Instant};

use raft_map::wire::Freshness;

use crate::nodes::Cluster;
use crate::workload::{Verdict, Workload, decode, encode, seconds};

const CLIENTS: u64 = 5;
/// How long a leader may lead.
const REIGN: Duration = Duration::from_secs(4);

#[tokio::test(flavor = "multi_thread")]
async fn linearizable_reads_are_fresh_after_all_nodes_were_killed() {
    let mut cluster = Cluster::of_voters(3, &[]).await;
    for n in 0..5_u64 {
        cluster.client().put(b"key", &encode(n)).await.expect("a put");
        (1..=3).for_each(|id| cluster.kill(id));
        (1..=3).for_each(|id| cluster.start(id));
        let value = cluster.client().get(b"key", Freshness::Linearizable).await.expect("a value");
        assert_eq!(decode(value), Some(n));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn acknowledged_writes_survive_killed_leaders_and_histories_are_linearizable() {
    // Snapshots are so frequent that nodes which come back need one.
    let mut cluster =
        Cluster::of_voters(3, &["--snapshot-every", "200", "--keep", "50", "--chunk", "4096"]).await;
    cluster.join(4, &["--learner"]);
    cluster.wait_for_member(4, false).await;

    let workload = Workload::start((0..CLIENTS).map(|_| cluster.client()));
    let begun = Instant::now();
    let mut kills = 0;
    while begun.elapsed() < Duration::from_secs(seconds()) {
        tokio::time::sleep(REIGN).await;
        let leader = cluster.leader().await;
        cluster.kill(leader);
        kills += 1;
        // Every other time it is back before the others miss it.
        if kills % 2 == 0 {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        cluster.start(leader);
    }
    let Verdict { operations, kept } = workload.finish(&cluster, 1..=4).await;
    println!("{kills} leaders killed, {operations} operations linearizable, {kept} writes kept");
}
