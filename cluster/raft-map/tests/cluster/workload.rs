//! Clients that write and read while a cluster suffers, and what must hold afterwards.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use raft_map::Client;
use raft_map::client::ClientError;
use raft_map::command::Blob;
use raft_map::wire::Freshness;
use tokio::task::JoinHandle;

use crate::history::{History, Op, Ret, Value};
use crate::nodes::Cluster;

/// Operations after which clients go on to other keys, so that a history stays short enough to be checked.
const OPERATIONS_PER_ROUND: u64 = 240;
const KEYS: u64 = 4;

/// For how many seconds a cluster suffers.
pub(crate) fn seconds() -> u64 {
    std::env::var("RAFT_MAP_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(20)
}

pub(crate) fn encode(value: Value) -> [u8; 8] {
    value.to_be_bytes()
}

pub(crate) fn decode(value: Option<Blob>) -> Option<Value> {
    value.map(|bytes| Value::from_be_bytes(bytes[..].try_into().expect("a value of 8 bytes")))
}

/// What all clients share.
#[derive(Default)]
pub(crate) struct Work {
    pub(crate) history: History,
    stop: AtomicBool,
    operations: AtomicU64,
    /// Numbers of clients, and values. Each is used once.
    numbers: AtomicU64,
}

impl Work {
    pub(crate) fn number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }
}

pub(crate) async fn perform(client: &Client, key: &str, op: &Op) -> Result<Ret, ClientError> {
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

/// Clients that write and read until they are told to stop.
pub(crate) struct Workload {
    shared: Arc<Work>,
    clients: Vec<JoinHandle<BTreeMap<String, Value>>>,
}

/// What was done, all of it as it must be.
pub(crate) struct Verdict {
    /// Operations whose histories are linearizable.
    pub(crate) operations: usize,
    /// Acknowledged writes to keys of one client, all of which are kept.
    pub(crate) kept: usize,
}

impl Workload {
    /// Starts these clients.
    pub(crate) fn start(clients: impl IntoIterator<Item = Client>) -> Self {
        let shared = Arc::new(Work::default());
        let clients = clients.into_iter().zip(0..);
        let clients =
            clients.map(|(client, seed)| tokio::spawn(work(shared.clone(), client, seed))).collect();
        Self { shared, clients }
    }

    /// What the clients share.
    pub(crate) fn shared(&self) -> &Work {
        &self.shared
    }

    /// Stops the clients, and checks that these nodes have the same entries, that no acknowledged write is lost, and that the
    /// histories are linearizable.
    pub(crate) async fn finish(self, cluster: &Cluster, nodes: impl IntoIterator<Item = u64>) -> Verdict {
        let Self { shared, clients } = self;
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
        for id in nodes {
            let items: BTreeMap<_, _> =
                cluster.wait_until_equal(id).await.into_iter().map(|item| (item.key, item.value)).collect();
            let is_there = |key: &String, value: Value| {
                items.get(key.as_bytes()).is_some_and(|found| **found == encode(value))
            };
            let lost: Vec<_> = acknowledged.iter().filter(|(key, value)| !is_there(key, **value)).collect();
            assert!(
                lost.is_empty(),
                "{} of {} acknowledged writes are lost on node {id}: {lost:?}",
                lost.len(),
                acknowledged.len()
            );
        }

        let work = Arc::into_inner(shared).expect("no client is left");
        let (operations, wrong) = work.history.check();
        assert!(wrong.is_empty(), "not linearizable: {wrong:?}");
        assert!(acknowledged.len() > 100 && operations > 100, "too little was done to show anything");
        Verdict { operations, kept: acknowledged.len() }
    }
}
