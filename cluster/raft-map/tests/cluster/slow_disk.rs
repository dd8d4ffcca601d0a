//! Nodes whose disk is slow for a while.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use raft_map::Client;
use raft_map::client::ClientError;
use raft_map::wire::Freshness;

use crate::loop_disk::{Brake, LoopDisk};
use crate::nodes::Cluster;
use crate::workload::{Verdict, Workload, seconds};

const VOTERS: [u64; 3] = [1, 2, 3];
const CLIENTS: u64 = 4;

/// Voters, each on a disk that can be slowed down. Nodes end before the brakes and the disks.
struct OnDisks {
    cluster: Cluster,
    brakes: Vec<Brake>,
    _disks: Vec<LoopDisk>,
}

impl OnDisks {
    /// Returns `None`, loudly, where disks cannot be slowed down.
    async fn start(voters: u64, arguments: &[&str]) -> Option<Self> {
        let made: Result<Vec<_>, String> = (0..voters)
            .map(|_| {
                let disk = LoopDisk::mount(256)?;
                let brake = Brake::of(&disk)?;
                Ok((brake, disk))
            })
            .collect();
        let (brakes, disks): (Vec<_>, Vec<_>) = match made {
            Ok(made) => made.into_iter().unzip(),
            Err(missing) => {
                eprintln!(
                    "SKIPPED: nothing is known about slow disks, which need root, loop devices and limits of control groups: {missing}"
                );
                return None;
            }
        };
        let mut cluster = Cluster::empty(arguments).await;
        let mut seed = String::new();
        for (id, disk) in (1..).zip(&disks) {
            let join = ["--join", &seed];
            cluster.add_in(id, &disk.path().join("data"), if id == 1 { &["--bootstrap"] } else { &join });
            seed = cluster.address(1);
        }
        for (id, brake) in (1..).zip(&brakes) {
            cluster.wait_for_member(id, true).await;
            brake.hold(cluster.process(id));
        }
        Some(Self { cluster, brakes, _disks: disks })
    }

    /// Lets a node write so many times a second to its disk, or without a limit.
    fn limit(&self, id: u64, writes: Option<u32>) {
        self.brakes[usize::try_from(id - 1).expect("a small number")].set(writes);
    }
}

/// Writes values of so many bytes to a few keys with some clients. Every write must be acknowledged.
async fn write(cluster: &Cluster, writes: u64, bytes: usize) {
    let next = std::sync::Arc::new(AtomicU64::new(0));
    let clients = (0..CLIENTS).map(|_| {
        let (client, next): (Client, _) = (cluster.client(), next.clone());
        tokio::spawn(async move {
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= writes {
                    return;
                }
                let key = (n % 16).to_be_bytes();
                client.put(&key, &vec![n as u8; bytes]).await.expect("an acknowledged write");
            }
        })
    });
    for client in clients.collect::<Vec<_>>() {
        client.await.expect("a client");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_follower_does_not_hold_up_acknowledged_writes() {
    /// So much more is written than may wait in memory.
    const WRITES: u64 = 3000;
    const BYTES: usize = 50_000;
    const MAY_WAIT: u64 = 64;
    let Some(nodes) = OnDisks::start(3, &["--snapshot-every", "100", "--keep", "50"]).await else { return };
    let cluster = &nodes.cluster;
    // First caches are filled, so that memory shows afterwards what waits.
    write(cluster, WRITES / 3, BYTES).await;
    let leader = cluster.leader().await;
    let slow = VOTERS.into_iter().find(|id| *id != leader).expect("a follower");
    cluster.wait_until_equal(slow).await;
    let term = cluster.metric(leader, "term").await;
    let (of_leader, of_slow) = (cluster.peak_memory(leader), cluster.peak_memory(slow));

    // It answers late with the first limit, and hardly at all with the second.
    for limit in [4, 1] {
        nodes.limit(slow, Some(limit));
        write(cluster, WRITES / 2, BYTES).await;
    }
    let applied = async |id| cluster.metric(id, "applied_index").await.expect("the node answers");
    let behind = applied(leader).await - applied(slow).await;
    assert!(behind > 50.0, "writes waited for the slow follower, which is {behind} entries behind");
    let more = |id, before| (cluster.peak_memory(id) - before) >> 20;
    let (of_leader, of_slow) = (more(leader, of_leader), more(slow, of_slow));
    assert!(of_leader < MAY_WAIT && of_slow < MAY_WAIT, "{of_leader} and {of_slow} MiB more");

    nodes.limit(slow, None);
    cluster.wait_until_equal(slow).await;
    assert_eq!(cluster.metric(leader, "term").await, term, "the slow follower deposed the leader");
    println!(
        "{WRITES} writes acknowledged while a follower fell {behind} entries behind, {of_leader} and {of_slow} MiB more memory"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_leader_loses_no_acknowledged_write() {
    const SLOW: Duration = Duration::from_secs(8);
    let Some(nodes) = OnDisks::start(3, &["--snapshot-every", "200", "--keep", "50"]).await else { return };
    let cluster = &nodes.cluster;
    let workload = Workload::start((0..CLIENTS).map(|_| cluster.client()));
    let begun = Instant::now();
    // With the first limit it can still send its heartbeats in time.
    for writes in [20, 2].into_iter().cycle() {
        let leader = cluster.leader().await;
        let before = cluster.metric(leader, "writes_total").await.expect("the leader answers");
        nodes.limit(leader, Some(writes));
        tokio::time::sleep(SLOW).await;
        nodes.limit(leader, None);
        let after = cluster.metric(leader, "writes_total").await.expect("it answers while its disk is slow");
        let next = cluster.leader().await;
        println!(
            "{writes} writes a second to the disk of node {leader}: {} commands, then {next} led",
            after - before
        );
        tokio::time::sleep(Duration::from_secs(2)).await;
        if writes == 2 && begun.elapsed() >= Duration::from_secs(seconds()) {
            break;
        }
    }
    let Verdict { operations, kept } = workload.finish(cluster, VOTERS).await;
    println!("{operations} operations linearizable, {kept} writes kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_a_slow_leader_is_bounded() {
    /// So many clients send as many bytes each, and send them again when nobody answers.
    const MANY: u64 = 200;
    const BYTES: usize = 1 << 20;
    /// One message of each client that is received, the queue, and what is on its way. All that is sent is 600 MiB.
    const MAY_WAIT: u64 = 400;
    let Some(nodes) = OnDisks::start(1, &[]).await else { return };
    let cluster = &nodes.cluster;
    let clients: Vec<_> =
        (0..MANY).map(|_| cluster.client().with_patience(Duration::from_secs(13))).collect();
    let mut acknowledged = Vec::new();
    for (n, client) in (0..MANY).zip(&clients) {
        client.put(&n.to_be_bytes(), b"before").await.expect("a write");
    }
    let before = cluster.peak_memory(1);
    nodes.limit(1, Some(1));
    let writes = clients.into_iter().zip(0..MANY).map(|(client, n)| {
        tokio::spawn(async move { (n, client.put(&n.to_be_bytes(), &vec![7; BYTES]).await) })
    });
    for write in writes.collect::<Vec<_>>() {
        let (n, answer) = write.await.expect("a client");
        match answer {
            Ok(_) => acknowledged.push(n),
            Err(ClientError::GaveUp { .. }) => {}
            Err(error) => panic!("not an error of a slow disk: {error}"),
        }
    }
    let more = (cluster.peak_memory(1) - before) >> 20;
    assert!(more < MAY_WAIT, "{more} MiB more");
    nodes.limit(1, None);
    let client = cluster.client();
    for n in &acknowledged {
        let value = client.get(&n.to_be_bytes(), Freshness::Linearizable).await.expect("an answer");
        assert!(value.is_some_and(|value| value.len() == BYTES), "acknowledged write {n} is lost");
    }
    println!(
        "{} of {MANY} writes of 1 MiB acknowledged by a slow disk, {more} MiB more memory",
        acknowledged.len()
    );
}
