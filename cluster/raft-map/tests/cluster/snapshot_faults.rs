//! Snapshots that are damaged on the way, and receivers that are killed.

use std::time::{Duration, Instant};

use crate::nodes::{Cluster, PATIENCE, free_address};
use crate::relay::Relay;

const PATTERN: &[u8] = b"a pattern that is in no other message";

/// Returns a leader with a snapshot of more than 2 MiB that holds the pattern, and a log that does not.
async fn leader_with_a_snapshot() -> Cluster {
    let arguments = ["--snapshot-every", "50", "--keep", "0", "--chunk", "65536"];
    let cluster = Cluster::of_voters(1, &arguments).await;
    let client = cluster.client();
    let value = PATTERN.repeat(200);
    for n in 0..300_u32 {
        client.put(&n.to_be_bytes(), &value).await.unwrap();
    }
    for n in 300..450_u32 {
        client.put(&n.to_be_bytes(), b"small").await.unwrap();
    }
    let before = cluster.metric(1, "freeze_seconds_count").await.unwrap();
    for n in 450..550_u32 {
        client.put(&n.to_be_bytes(), b"small").await.unwrap();
    }
    cluster.wait_for_metric(1, "snapshot_seconds_count", |count| count > before).await;
    cluster
}

/// Starts a learner that the leader reaches through a relay only.
async fn join_through_a_relay(cluster: &mut Cluster, set: impl FnOnce(&Relay)) -> Relay {
    let listen = free_address();
    let relay = Relay::to(listen).await;
    set(&relay);
    let (seed, advertise) = (cluster.address(1), relay.address());
    cluster.add_at(2, listen, &["--learner", "--join", &seed, "--advertise", &advertise]);
    relay
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bit_flipped_in_transit_is_refused_and_the_snapshot_is_sent_again() {
    let mut cluster = leader_with_a_snapshot().await;
    let relay = join_through_a_relay(&mut cluster, |relay| relay.flip(PATTERN, 3)).await;
    let items = cluster.wait_until_equal(2).await;
    assert_eq!(items.len(), 550);
    assert_eq!(relay.flips_left(), 0, "too few bits were flipped");
    assert_eq!(cluster.metric(2, "messages_refused_total").await, Some(3.0));
    assert!(cluster.metric(2, "snapshots_installed_total").await >= Some(1.0));
    assert_eq!(cluster.metric(2, "restarts_total").await, Some(0.0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_killed_in_mid_snapshot_recovers() {
    let mut cluster = leader_with_a_snapshot().await;
    let relay = join_through_a_relay(&mut cluster, |relay| relay.stop_after(700_000)).await;
    let begun = Instant::now();
    while !relay.is_held() {
        assert!(begun.elapsed() < PATIENCE, "the relay did not stop");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    cluster.wait_for_metric(2, "snapshot_bytes_received_total", |bytes| bytes > 300_000.0).await;
    assert_eq!(cluster.metric(2, "snapshots_installed_total").await, Some(0.0));
    cluster.kill(2);
    let receiving = cluster.data(2).join("snapshot.receiving");
    assert!(receiving.exists(), "the receiver was not in mid-snapshot");
    relay.release();
    cluster.start(2);
    assert_eq!(cluster.wait_until_equal(2).await.len(), 550);
    assert!(cluster.metric(2, "snapshots_installed_total").await >= Some(1.0));
    assert!(!receiving.exists());

    // What was installed is durable, and is mapped at the next start. Later entries are in the log. They are applied when a
    // leader says that they are committed.
    cluster.kill(2);
    cluster.kill(1);
    cluster.start(2);
    cluster.wait_for_metric(2, "entries", |entries| entries >= 500.0).await;
}
