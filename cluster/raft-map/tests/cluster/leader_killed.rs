//! Clients write and read while the leader is killed again and again.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use raft_map::Client;
use raft_map::client::ClientError;
use raft_map::command::Blob;
use raft_map::wire::Freshness;

use crate::history::{History, Op, Ret, Value};
use crate::nodes::Cluster;

/// Operations after which clients go on to other keys, so that a history stays short enough to be checked.
const OPERATIONS_PER_ROUND: u64 = 240;
const KEYS: u64 = 4;
const CLIENTS: u64 = 5;
/// How long a leader may lead.
const REIGN: Duration = Duration::from_secs(4);

/// For how many seconds leaders are killed.
fn seconds() -> u64 {
    std::env::var("RAFT_MAP_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(20)
}

fn encode(value: Value) -> [u8; 8] {
    value.to_be_bytes()
}

fn decode(value: Option<Blob>) -> Option<Value> {
    value.map(|bytes| Value::from_be_bytes(bytes[..].try_into().expect("a value of 8 bytes")))
}

/// What all clients share.
#[derive(Default)]
struct Work {
    history: History,
    stop: AtomicBool,
    operations: AtomicU64,
    /// Numbers of clients, and values. Each is used once.
    numbers: AtomicU64,
}

impl Work {
    fn number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }
}

async fn perform(client: &Client, key: &str, op: &Op) -> Result<Ret, ClientError> {
    let key = key.as_bytes();
    Ok(match op {
        Op::Put(value) => Ret::Existed(client.put(key, &encode(*value)).await?),
        Op::Delete => Ret::Existed(client.delete(key).await?),
        Op::Get => Ret::Value(decode(client.get(key, Freshness::Linearizable).await?)),
        Op::CompareAndSet(expected, new) => {
            let expected = expected.map(encode);
            let expected = expected.as_ref().map(<[u8; 8]>::as_slice);
            match client.compare_and_set(key, expected, Some(&encode(*new))).await? {
                Ok(()) => Ret::Swapped,
                Err(actual) => Ret::NotSwapped(decode(actual)),
            }
        }
    })
}

/// One client, until it is told to stop. Returns the keys of its own that it was told are stored.
async fn work(work: Arc<Work>, client: Client, seed: u64) -> BTreeMap<String, Value> {
    let mut acknowledged = BTreeMap::new();
    let mut thread = work.number();
    let mut state = seed;
    let mut seen = BTreeMap::new();
    while !work.stop.load(Ordering::Relaxed) {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let random = state >> 33;
        let round = work.operations.fetch_add(1, Ordering::Relaxed) / OPERATIONS_PER_ROUND;
        let key = format!("shared-{round}-{}", random % KEYS);
        let op = match random / KEYS % 10 {
            0..=2 => Op::Put(work.number()),
            3 => Op::Delete,
            4..=5 => Op::CompareAndSet(seen.get(&key).copied().flatten(), work.number()),
            _ => Op::Get,
        };
        work.history.invoked(&key, thread, op.clone());
        match perform(&client, &key, &op).await {
            Ok(ret) => {
                let now = match (&op, &ret) {
                    (Op::Put(value) | Op::CompareAndSet(_, value), Ret::Existed(_) | Ret::Swapped) => {
                        Some(*value)
                    }
                    (_, Ret::Value(value) | Ret::NotSwapped(value)) => *value,
                    _ => None,
                };
                seen.insert(key.clone(), now);
                work.history.returned(&key, thread, ret);
            }
            // It may be applied or not, now or later.
            Err(_) => thread = work.number(),
        }
        // A key of its own, which no one else writes: once acknowledged, it must stay.
        let value = work.number();
        let own = format!("own-{seed}-{value}");
        if client.put(own.as_bytes(), &encode(value)).await.is_ok() {
            acknowledged.insert(own, value);
        }
    }
    acknowledged
}

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

    let shared = Arc::new(Work::default());
    let clients: Vec<_> =
        (0..CLIENTS).map(|seed| tokio::spawn(work(shared.clone(), cluster.client(), seed))).collect();
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
    shared.stop.store(true, Ordering::Relaxed);
    let mut acknowledged = BTreeMap::new();
    for client in clients {
        acknowledged.extend(client.await.expect("a client"));
    }

    // A last read of every key belongs to its history.
    let client = cluster.client();
    for key in shared.history.keys() {
        let thread = shared.number();
        shared.history.invoked(&key, thread, Op::Get);
        let ret = perform(&client, &key, &Op::Get).await.expect("a value");
        shared.history.returned(&key, thread, ret);
    }
    let items: BTreeMap<_, _> =
        cluster.wait_until_equal(4).await.into_iter().map(|item| (item.key, item.value)).collect();
    let lost: Vec<_> = acknowledged
        .iter()
        .filter(|(key, value)| items.get(key.as_bytes()).map(|found| &**found) != Some(&encode(**value)[..]))
        .collect();
    assert!(
        lost.is_empty(),
        "{} of {} acknowledged writes are lost: {lost:?}",
        lost.len(),
        acknowledged.len()
    );
    for id in 1..=3 {
        cluster.wait_until_equal(id).await;
    }

    let work = Arc::into_inner(shared).expect("no client is left");
    let (operations, wrong) = work.history.check();
    assert!(wrong.is_empty(), "not linearizable: {wrong:?}");
    assert!(acknowledged.len() > 100 && operations > 100, "too little was done to show anything");
    println!(
        "{kills} leaders killed, {operations} operations linearizable, {} writes kept",
        acknowledged.len()
    );
}
